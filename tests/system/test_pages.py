"""What people see, in a real browser: nothing remote, nothing cut off, readable in the dark and without pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from digests import build, formats
from tests import entries

pytestmark = pytest.mark.system
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
EDITIONS = {
    f"{edition.municipality}.{edition.lang}": formats.render(edition, "html")
    for edition in build.editions(entries.MONTH, entries.ENTRIES, entries.COVERAGE, entries.SOURCES)
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def opened(browser: Browser, html: bytes, folder: Path, width: int, scheme: str = "light") -> tuple[Page, list[str]]:
    """The page as opened from disk, and every address it asked for beyond itself."""
    path = folder / "page.html"
    path.write_bytes(html)
    asked: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.url != path.as_uri():
            asked.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else None)
    page.route("**/*", refuse)
    page.goto(path.as_uri())
    return page, asked


@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_an_edition_asks_for_nothing_and_fits_a_telephone(browser: Browser, name: str, tmp_path: Path) -> None:
    page, asked = opened(browser, EDITIONS[name], tmp_path, 390)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.documentElement.lang") == name.rsplit(".", 1)[1]
    page.close()


def test_it_is_dark_in_the_dark(browser: Browser, tmp_path: Path) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        page, _ = opened(browser, EDITIONS["kitakyushu.ja"], tmp_path, 1000, scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness[scheme] = sum(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")[:3])
        page.close()
    assert brightness["dark"] < 200 < brightness["light"]


def test_rare_characters_are_drawn(browser: Browser, tmp_path: Path) -> None:
    """A font that lacks them draws the same box for each."""
    characters = "邢滬濰漯亳"
    spans = "".join(f"<span id=c{n} style='display:inline-block'>{c}</span> " for n, c in enumerate(characters))
    page, _ = opened(browser, f"<meta charset=utf-8><p lang=ja style='font-size:40px'>{spans}".encode(), tmp_path, 800)
    drawn = {page.locator(f"#c{n}").screenshot() for n in range(len(characters))}
    assert len(drawn) == len(characters)
    page.close()
