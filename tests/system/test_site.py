"""The site in a real browser, opened from a folder: search, filters, telephone, keyboard, dark, paper, everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from digests.site import build
from tests import a_site, entries
from tests.system.test_pages import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.system
KINDS = [
    *("index", f"editions/{entries.MONTH}", "editions/index", "pairs/index", "pairs/kitakyushu-wuhan", "places/index"),
    *("places/420100", "themes/index", "themes/voc", "documents/index", f"documents/{entries.MONTH}", "cascade/index"),
    *("targets/index", "calendar/index", "records/index", "needs/index", "glossary/index", "glossary/pollutant"),
    *("translations/index", "coverage/index", "about/index", "data/index", "feeds/index", "search"),
    f"d/{entries.TIANJIN_PLAN.assessment.document_id}",
    f"d/{a_site.hostile().assessment.document_id}",
]
PLAN = entries.TIANJIN_PLAN.assessment.document_id


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(a_site.content(tmp_path_factory.mktemp("frozen")), "stakeholders", folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, root: Path) -> Iterator[Page]:
    """A page of which every request beyond the folder and every word on the console is a fault."""
    made = browser.new_page(viewport={"width": 360, "height": 800})
    faults: list[str] = []

    def only_ours(route: Route) -> None:
        if route.request.url.startswith(root.as_uri()):
            route.continue_()
        else:
            faults.append(route.request.url)
            route.abort()

    made.route("**/*", only_ours)
    made.on("console", lambda said: faults.append(said.text))
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("dialog", lambda dialog: faults.append(dialog.message))
    yield made
    made.close()
    assert not faults


def test_every_kind_of_page_fits_a_telephone_and_everybody(page: Page, root: Path) -> None:
    for name in KINDS:
        page.goto((root / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        found = Axe().run(page, options={"preload": False}).response["violations"]
        grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert not grave, (name, grave)


@pytest.mark.parametrize(
    "asked", ["挥发性有机物", "揮発性有機化合物", "VOCs", "重点行业挥发性有机物", "津标样发〔2026〕901号"]
)
def test_search_finds_in_three_scripts_and_by_number(page: Page, root: Path, asked: str) -> None:
    page.goto(f"{(root / 'search.html').as_uri()}?q={asked}")
    wanted = PLAN if "901" in asked else entries.TIANJIN_DRAFT.assessment.document_id
    expect(page.locator(f"#found a[href='d/{wanted}.html']")).to_be_visible()


def test_search_is_narrowed_by_place_and_answers_at_once(page: Page, root: Path) -> None:
    page.goto((root / "search.html").as_uri())
    page.get_by_label("言葉・文号").fill("天津")
    expect(page.locator("#found li").first).to_be_visible()
    page.locator("select[name=place]").select_option("420100")
    expect(page.locator(f"#found a[href='d/{PLAN}.html']")).to_have_count(0)
    page.locator("select[name=place]").select_option("120000")
    expect(page.locator(f"#found a[href='d/{PLAN}.html']")).to_be_visible()


def test_lists_are_filtered(page: Page, root: Path) -> None:
    page.goto((root / "targets/index.html").as_uri())
    rows = page.locator("#aims tbody tr:visible")
    every = rows.count()
    page.locator("select[name=place]").select_option("130000")
    expect(rows).to_have_count(1)
    page.locator("select[name=place]").select_option("")
    expect(rows).to_have_count(every)


def test_both_texts_stand_side_by_side_on_a_desk_and_below_each_other_on_a_telephone(page: Page, root: Path) -> None:
    for width, beside in ((1200, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((root / f"d/{PLAN}.html").as_uri())
        boxes = [page.locator(f".sides > .{side}").first.bounding_box() for side in ("zh", "ja")]
        assert (boxes[0] and boxes[0]["y"]) == (boxes[1] and boxes[1]["y"]) if beside else boxes[0] != boxes[1]


def test_the_keyboard_is_enough(page: Page, root: Path) -> None:
    page.goto((root / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('main a')")


def test_it_is_dark_in_the_dark_and_bare_on_paper(page: Page, root: Path) -> None:
    brightness = (
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    )
    page.goto((root / "pairs/kitakyushu-wuhan.html").as_uri())
    assert page.evaluate(brightness) > 700
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(brightness) < 200
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator("nav.main").is_visible()
    assert page.locator("h1").is_visible()


def test_without_scripts_everything_but_search_and_filters_is_there(browser: Browser, root: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((root / "targets/index.html").as_uri())
    assert page.locator("#aims tbody tr").count() > 2
    assert not page.locator("form.filter").is_visible()
    page.goto((root / "search.html").as_uri())
    expect(page.get_by_text("検索にはJavaScriptが要ります")).to_be_visible()
    context.close()
