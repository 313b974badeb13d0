"""The live sources: each list is followed to the second page that its family says; what nobody lists is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml

from crawlers import platforms, reach, registry, source_commands
from crawlers.cells import width
from crawlers.crawling.articles import is_own
from crawlers.fetching.answers import site
from crawlers.onboard.writing import EVIDENCE
from crawlers.platforms.reading import Fetch, Row, Saved
from warehouse import reference
from warehouse.models import Listing, Source

SOURCES = registry.load("live")
LISTINGS = [(source, number) for source in SOURCES.values() for number in range(len(source.listings))]
PAGES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "pages" / "page_two.yml").read_text(encoding="utf-8")
)
ROW = '<li><a href="{}">大气污染防治工作方案第{{n}}号</a><span>2026-10-01</span></li>'
ROWS = 12
MOST_LINES = 30


def _page(case: dict[str, str]) -> str:
    row = case.get("record") or ROW.format(case["row"])
    rows = [row.replace("{n}", str(10 + number)) for number in range(ROWS)]
    return case["page"].replace("{rows}", ("," if "record" in case else "").join(rows))


def _asked(fetch: Fetch) -> str:
    return fetch.url + "\n" + urlencode(fetch.form)


@pytest.mark.parametrize(("source", "number"), LISTINGS, ids=[f"{source.id}-{number}" for source, number in LISTINGS])
def test_every_list_is_followed_to_its_second_page(source: Source, number: int) -> None:
    listing: Listing = source.listings[number]
    platform = listing.platform or source.platform
    first = platforms.first(platform, listing)
    assert site(first.url) == site(listing.url)
    case = next(case for case in PAGES[platform] if re.search(case["at"], first.url))
    page = platforms.reader(platform)(Saved(first.url, _page(case).encode(), form=first.form), listing)
    assert len(page.rows) == ROWS
    expected = case.get("form") or case["next"]
    assert bool(page.next) == bool(expected)
    for fetch in page.next[:1]:
        assert re.search(expected, _asked(fetch)) and site(fetch.url) == site(first.url), fetch
        assert fetch != first


def test_rows_of_every_list_are_their_sources_own() -> None:
    for source, number in LISTINGS:
        assert is_own(Row(source.listings[number].url, "通知"), source), source.id


def test_files_are_thin_and_say_how_sure_they_are() -> None:
    used: set[str] = set()
    for path in sorted(registry.FOLDERS["live"].glob("*/*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        keys = [line for line in lines if line and not line.startswith("#")]
        assert len(keys) <= MOST_LINES, path
        assert any(re.search(r"^#.*\b20\d\d-\d\d-\d\d\b", line) for line in lines), f"{path}: no dated comment"
        source = SOURCES[path.stem]
        assert source.delay >= 1 and not source.is_sample, path
        assert source.evidence or source.verified, path
        used |= set(source.evidence)
    assert used | {EVIDENCE} == registry.evidence(registry.FOLDERS["live"]).keys()


def test_every_partner_place_and_the_province_above_it_has_a_source() -> None:
    lines = {line.place.code: line for line in reach.lines(SOURCES.values())}
    for partnership in reference.partnerships():
        for place in reference.ancestors(partnership.place):
            assert lines[place.code].state != "hole", place.zh


def test_holes_are_named() -> None:
    (dalian,) = (row for row in source_commands.table(tuple(SOURCES.values())) if row.startswith("大连市"))
    assert dalian.split() == ["大连市", "hole", "unverified", "dalian_gov", "-"]


def test_a_source_that_passed_its_check_makes_its_place_readable() -> None:
    checked = [one.model_copy(update={"verified": one.id == "wuhan_gov"}) for one in SOURCES.values()]
    lines = {line.place.zh: line for line in reach.lines(checked)}
    assert [cell.state for cell in lines["武汉市"].cells] == ["unverified", "readable", "none"]
    assert (lines["武汉市"].state, lines["湖北省"].state) == ("readable", "unverified")


@pytest.mark.parametrize("collection", ["live", "sample"])
def test_the_table_of_coverage_fits_a_terminal(collection: Any) -> None:
    sources = tuple(registry.load(collection).values())
    lines = "\n".join(source_commands.table(sources)).splitlines()
    assert max(map(width, lines)) <= 100
    assert f"{len(sources)} sources, {sum(len(one.listings) for one in sources)} lists; 0 verified" in lines
    partners = {partnership.place for partnership in reference.partnerships()}
    assert {reference.places()[code].zh for code in partners} <= {line.split(" ")[0] for line in lines}
