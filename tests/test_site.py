"""The site: every link leads somewhere, nothing of a higher level is in a lower build, hostile text is inert."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from digests.site import build
from digests.site.content import LEVELS, Content, Level
from digests.site.search import SHARDS, shard, word_form
from tests import a_site

NOT_BETWEEN_TAGS = re.compile(r"<(?:img|script>alert)|javascript:|49\b(?=\}\})|[\u202e\u0007]")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return a_site.content(tmp_path_factory.mktemp("frozen"))


@pytest.fixture(scope="module")
def sites(content: Content, tmp_path_factory: pytest.TempPathFactory) -> dict[Level, Path]:
    root = tmp_path_factory.mktemp("site")
    for level in LEVELS:
        build(content, level, root / level)
    return {level: root / level for level in LEVELS}


@cache
def pages(root: Path) -> dict[Path, BeautifulSoup]:
    """Every page, read."""
    return {path: BeautifulSoup(path.read_bytes(), "lxml") for path in sorted(root.rglob("*.html"))}


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere(sites: dict[Level, Path]) -> None:
    for root in sites.values():
        found = pages(root)
        ids = {path: {one["id"] for one in page.select("[id]")} for path, page in found.items()}
        for path, page in found.items():
            assert not page.select("script:not([src]), style, [style], [onclick], iframe, img")
            assert len(page.select("h1")) == 1
            for tag in page.select("[href], [src], [action]"):
                address = next(str(tag[name]) for name in ("href", "src", "action") if name in tag.attrs)
                if urlsplit(address).scheme in ("http", "https"):
                    assert tag.name == "a", (path, address)
                    continue
                file, part = urldefrag(address.split("?")[0])
                target = (path.parent / unquote(file)).resolve() if file else path
                assert target.is_file(), (path, address)
                assert not part or target not in ids or part in ids[target], (path, address)


def test_nothing_of_a_higher_level_is_in_a_lower_build(sites: dict[Level, Path]) -> None:
    told = {
        level: b"".join(p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()) for level, root in sites.items()
    }
    assert a_site.PRIVATE.encode() not in told["public"]
    assert a_site.PRIVATE.encode() in told["stakeholders"]
    assert not [level for level in LEVELS if a_site.SECRET.encode() in told[level]]
    assert not (sites["public"] / "needs").exists()
    assert not list((sites["public"] / "editions").glob("*kitakyushu*"))
    assert "武漢市 大分市研修".encode() in told["public"]


def test_hostile_text_is_text(sites: dict[Level, Path]) -> None:
    root = sites["stakeholders"]
    attacked = a_site.hostile().assessment.document_id
    assert "onerror" in (root / "d" / f"{attacked}.html").read_text(encoding="utf-8")
    for path, page in pages(root).items():
        assert not NOT_BETWEEN_TAGS.search(path.read_text(encoding="utf-8")), path
        assert not [tag for tag in page.select("*") if any(name.startswith("on") for name in tag.attrs)], path


def test_feeds_and_the_calendar_are_read_by_parsers(sites: dict[Level, Path]) -> None:
    root = sites["public"]
    feeds = {path.stem: feedparser.parse(path.read_bytes()) for path in (root / "feeds").glob("*.xml")}
    assert not [name for name, feed in feeds.items() if feed.bozo]
    assert len(feeds["all"].entries) == len(a_site.dossiers())
    assert feeds["all"].entries[0].updated_parsed is not None
    events = Calendar.from_ical((root / "calendar" / "aozora.ics").read_bytes()).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) == 3


def test_a_second_build_writes_nothing_and_what_is_gone_goes(content: Content, sites: dict[Level, Path]) -> None:
    old = sites["public"] / "d" / "old.html"
    old.write_text("old", encoding="utf-8")
    assert build(content, "public", sites["public"]).written == 0
    assert not old.exists()


def test_a_card_holds_what_a_visit_needs(sites: dict[Level, Path]) -> None:
    said = (sites["stakeholders"] / "pairs" / "kitakyushu-wuhan.html").read_text(encoding="utf-8")
    for expected in (
        "北九州市",
        "武漢市",
        "未確認",
        "武漢市 大分市研修",
        "VOC台帳の資料を送る",
        "研修の実績",
        "公害防止協定",
    ):
        assert expected in said


def test_the_home_page_is_small(sites: dict[Level, Path]) -> None:
    assert (sites["public"] / "index.html").stat().st_size < 150_000


def test_a_site_of_nothing_is_a_site(tmp_path: Path) -> None:
    build(Content(editions=(), dossiers=list), "public", tmp_path)
    assert "まだ承認された月報がありません" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_words_are_cut_as_the_page_cuts_them() -> None:
    assert [word_form(word) for word in ("vocs", "pm2.5.", "nox", "2023")] == ["voc", "pm2.5", "nox", "2023"]
    assert 0 <= shard("挥发") < SHARDS
