"""The sample portals answer like sites of their families, show a day as it was, and say what they are."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import docx
import pypdfium2
import pytest

from crawlers.page import parse
from crawlers.registry import load
from crawlers.sample import files
from crawlers.sample.content import SamplePage, attachment_text, pages
from crawlers.sample.portals import article_url, serve
from crawlers.sample.site import Portal, portals
from nlp.translation.cutting import marked, split
from nlp.translation.normalise import normalise

SAMPLE = Path(files.__file__).parent
END = date(2026, 11, 3)
PORTALS = {portal.id: portal for portal in portals()}
UNREAD = "sample_yantai"
"""Left for whoever adds a city."""
READABLE = [portal for portal in portals() if portal.family not in ("challenge", "script_shell")]


class Got(NamedTuple):
    """A response."""

    status: int
    media_type: str
    body: bytes


def get(proxy: str, url: str, form: bytes | None = None) -> Got:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
    try:
        with opener.open(url, form, timeout=10) as response:
            return Got(response.status, response.headers["Content-Type"], response.read())
    except urllib.error.HTTPError as error:
        return Got(error.code, error.headers["Content-Type"], error.read())


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with serve(END) as address:
        yield address


def page(portal: str, slug: str) -> SamplePage:
    return next(page for page in pages() if (page.portal, page.slug) == (f"sample_{portal}", slug))


def url(found: SamplePage) -> str:
    return article_url(PORTALS[found.portal], found)


MEE = "http://www.mee.gov.example/zcwj/"
BEIJING = "http://sthjj.beijing.gov.example/zfxxgk/"
WUHAN = "http://hbj.wuhan.gov.example/fbjd/"
SHANXI = "http://sthjt.shanxi.gov.example/zwgk/"
HANDAN = "http://www.hd.gov.example/zfwj/"
HEBEI = "http://www.hebei.gov.example/c9001/"
SHANGHAI = "http://sthj.sh.gov.example/hbzhywpt9001/"
JIANGSU = "http://sthjt.jiangsu.gov.example/"
PROXY = "module/web/jpage/dataproxy.jsp?columnid=98384&unitid=940102&startrecord=6&endrecord=10"
GUANGDONG = "http://gdee.gd.gov.example/gkmlpt/api/all/9312?sid=9440099&page="
SEARCH = "http://sousuo.www.gov.example/search-gov/data?t=zhengcelibrary_bm&n=5&p="
LISTS = {
    "trs": (MEE, MEE + "index_1.shtml", 'createPageHTML(2, 0, "index", "shtml")'),
    "trs count": (BEIJING, BEIJING + "index_1.html", "countPage = 2"),
    "trs script": (WUHAN, WUHAN + "index_1.html", "document.writeln("),
    "trs three": (SHANXI, SHANXI + "index_1.html", "createPageHTML(11, 3, 0,"),
    "trs gb18030": (HANDAN, HANDAN + "index_1.htm", "createPageHTML('page_div', 2, 0"),
    "ucap": (HEBEI + "zcwj.shtml", HEBEI + "zcwj_2.shtml", 'href="zcwj_2.shtml"'),
    "ivs": (SHANGHAI + "index.html", SHANGHAI + "index_2.html", "totalPage: 3"),
    "hanweb": (JIANGSU + "col/col98384/index.html", JIANGSU + PROXY, "<datastore>"),
    "gkmlpt": (GUANGDONG + "1", GUANGDONG + "2", '"display_publish_time"'),
    "gov_search": (SEARCH + "1", SEARCH + "2", '"totalpage": 2'),
}
"""First and second page of a list, and what only this dialect writes."""


@pytest.mark.parametrize("name", LISTS)
def test_a_family_lists_newest_first_and_has_a_second_page(proxy: str, name: str) -> None:
    first, second, sign = LISTS[name]
    answers = [get(proxy, first), get(proxy, second)]
    texts = [answer.body.decode("gb18030" if name == "trs gb18030" else "utf-8") for answer in answers]
    assert [answer.status for answer in answers] == [200, 200]
    assert sign in texts[0]
    numbers = [_numbers(text) for text in texts]
    assert numbers[0] and numbers[1] and not set(numbers[0]) & set(numbers[1])
    listed = [
        next(page for page in pages() if number in (str(page.number), page.key))
        for number in (*numbers[0], *numbers[1])
    ]
    assert [page.published for page in listed] == sorted((page.published for page in listed), reverse=True)


def _numbers(text: str) -> list[str]:
    """Numbers of the pages that a list links to, comments left out, in order."""
    text = re.sub("<!--.*?-->", "", text, flags=re.S)
    known = {str(page.number) for page in pages()} | {page.key for page in pages()}
    return list(dict.fromkeys(found for found in re.findall(r"[0-9a-f]{32}|\d{7}", text) if found in known))


@pytest.mark.parametrize("portal", READABLE, ids=lambda portal: portal.id)
def test_every_article_is_read_as_its_editor_typed_it(proxy: str, portal: Portal) -> None:
    mine = [page for page in pages() if page.portal == portal.id and not page.robots_forbid]
    assert mine
    for typed in mine:
        read = parse(get(proxy, url(typed)).body, url(typed))
        assert read.title == typed.title.replace("\u3000", " ")
        assert read.published == typed.day and read.written in (typed.written, None)
        assert read.doc_number.replace(" ", "") == typed.doc_number.replace(" ", "")
        text = "".join(block.marker + block.plain for block in read.blocks)
        assert "网站标识码" not in text and "网站地图" not in text


def test_everything_says_that_it_is_a_sample() -> None:
    for typed in pages():
        number = re.sub(r"\D", "", typed.doc_number.split("〕")[-1])
        assert "样例" in typed.title or "样例" in typed.body, typed.slug
        assert not number or number.startswith("9") or "第9" in typed.doc_number, typed.doc_number
    for portal in portals():
        assert portal.host.endswith(".example") and "样例" in portal.name


def test_a_day_shows_only_what_had_appeared(proxy: str) -> None:
    late, final = page("hebei", "straw-late"), page("wuhan", "plan-final")
    assert late.day == date(2026, 9, 24)
    with serve(date(2026, 10, 3)) as before:
        assert get(before, url(late)).status == get(before, url(final)).status == 404
        assert late.key not in get(before, LISTS["ucap"][0]).body.decode()
    assert get(proxy, url(late)).status == get(proxy, url(final)).status == 200


def test_a_corrected_page_says_something_else_from_its_day_on(proxy: str) -> None:
    corrected = page("shanghai", "driving-rules")
    assert corrected.corrected
    with serve(date(2026, 10, 3)) as before:
        old, new = (get(at, url(corrected)).body.decode() for at in (before, proxy))
    for was, now in corrected.corrected.replace:
        assert was in old and now not in old
        assert now in new and was not in new


def test_gb18030_pages_carry_characters_that_their_declared_charset_has_not(proxy: str) -> None:
    for typed, rare in (
        (page("handan", "city-plan"), "洺"),
        (page("liaoning", "personnel-exam"), "喆"),
        (page("handan", "city-plan"), "³"),
    ):
        with pytest.raises(UnicodeEncodeError):
            rare.encode("gb2312")
        got = get(proxy, url(typed))
        assert got.media_type == "text/html" and b"charset=gb2312" in got.body
        assert rare in "".join(block.text for block in parse(got.body, url(typed)).blocks)


@pytest.mark.parametrize("portal,slug", [("shanxi", "coking-plan"), ("dalian", "winter-docx")])
def test_an_attachment_is_readable_and_has_the_same_bytes_each_time(proxy: str, portal: str, slug: str) -> None:
    typed = page(portal, slug)
    (link,) = parse(get(proxy, url(typed)).body, url(typed)).attachments
    got = get(proxy, link.url)
    file = typed.attachments[0]
    assert got.media_type == files.MEDIA_TYPES[file.ending]
    files.make.cache_clear()
    assert got.body == files.make(file.ending, attachment_text(file))
    wanted = [piece.split("（")[0] for piece in re.findall(r"^# (.+)$", attachment_text(file), re.M)]
    assert len(wanted) >= 4 and all(heading in _text(file.ending, got.body) for heading in wanted)


def _text(ending: str, data: bytes) -> str:
    if ending == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    return "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(data))


def test_walls_and_closed_doors(proxy: str) -> None:
    wall = get(proxy, "http://sthjt.hubei.gov.example/zfwj/")
    assert wall.status == 412 and b"<script" in wall.body
    shell = get(proxy, "http://www.tangshan.gov.example/zwgk/")
    assert shell.status == 200 and b"<a " not in shell.body and b"<script" in shell.body
    closed = page("shanxi", "internal-notice")
    assert "/nbzl/" in url(closed) and str(closed.number) in get(proxy, LISTS["trs three"][1]).body.decode()
    assert b"Disallow: /nbzl/" in get(proxy, "http://sthjt.shanxi.gov.example/robots.txt").body
    assert get(proxy, MEE + "index_9.shtml").status == 404
    assert get(proxy, "http://nowhere.example/").status == 502


def test_a_list_can_be_asked_for_by_post(proxy: str) -> None:
    form = b"columnid=91690&unitid=940235&startrecord=6&endrecord=10"
    got = get(proxy, "http://epb.dl.gov.example/module/web/jpage/dataproxy.jsp", form)
    assert got.body.count(b"<record>") == 3
    wrong = get(proxy, "http://gdee.gd.gov.example/gkmlpt/api/all/9312?page=1&sid=1")
    assert wrong.status == 404


def test_every_portal_but_one_has_its_source_and_every_listing_answers(proxy: str) -> None:
    sources = load("sample")
    assert set(sources) >= set(PORTALS) - {UNREAD}
    for portal in (portal for portal in READABLE if portal.id != UNREAD):
        assert (sources[portal.id].place, sources[portal.id].name_zh) == (portal.place, portal.name)
        assert all(get(proxy, listing.url).status == 200 for listing in sources[portal.id].listings)


def test_the_draft_and_its_final_text_differ_in_two_targets() -> None:
    draft, final = (page("wuhan", slug).body.split("# 一、")[1] for slug in ("plan-draft", "plan-final"))
    pairs = [(old, new) for old, new in zip(draft.split("；"), final.split("；"), strict=True) if old != new]
    changed = [
        (a, b)
        for old, new in pairs
        for a, b in zip(re.findall(r"\d+", old), re.findall(r"\d+", new), strict=True)
        if a != b
    ]
    assert changed == [("33", "32"), ("50", "60")]


def test_golden_facts_are_those_of_the_pages() -> None:
    with (SAMPLE / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    typed = {url(page): page for page in pages() if not page.robots_forbid}
    assert {row["url"] for row in rows} == set(typed)
    for row in rows:
        found = typed[row["url"]]
        assert (row["portal"], row["title"]) == (found.portal, found.title.replace("\u3000", " "))
        assert (row["published"], row["written"]) == (str(found.day), str(found.written or ""))
        assert row["doc_number"] == found.doc_number.replace(" ", "")
        assert bool(row["month"]) == (row["novelty"] != "history")


def test_hyogo_is_the_one_that_is_quiet_and_only_in_september() -> None:
    september = [page for page in pages() if f"{page.day:%Y-%m}" == "2026-09"]
    names = re.compile("广东|广州|深圳|珠海|珠三角")
    assert {page.portal for page in september if names.search(page.title + page.body)} <= {"sample_guangdong"}
    with (SAMPLE / "expected.csv").open(encoding="utf-8", newline="") as file:
        told = [
            row for row in csv.DictReader(file) if row["relevance"] != "not" and "440000" in row["partners"].split()
        ]
    assert {row["month"] for row in told} == {"", "2026-10"}


def test_the_reviewed_plan_is_translated_to_the_last_cell(proxy: str) -> None:
    typed = page("tianjin", "action-plan")
    with (SAMPLE / "review" / "tianjin-action-plan.ja.csv").open(encoding="utf-8", newline="") as file:
        known = {normalise(row["原文"]): row["校閲訳"] for row in csv.DictReader(file)}
    read = parse(get(proxy, url(typed)).body, url(typed))
    texts = [cell for block in read.blocks for row in block.rows for cell in row]
    texts += [marked(part)[1] for block in read.blocks if not block.rows for part in split(block.text)]
    assert len(texts) > 100
    assert [text for text in (read.title, *texts) if not known.get(normalise(text))] == []


def test_json_lists_give_dates_as_their_families_do(proxy: str) -> None:
    search = json.loads(get(proxy, LISTS["gov_search"][0]).body)["searchVO"]["listVO"][0]
    assert search["pubtimeStr"] == "2026.10.27" and search["pubtime"] == 1793070000000
    article = json.loads(get(proxy, LISTS["gkmlpt"][0]).body)["articles"][0]
    assert article["display_publish_time"] == 1792569600
