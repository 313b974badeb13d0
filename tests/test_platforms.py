"""Listings of every family, written by us in its manner, good and bad, are read to their rows and next pages."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawlers import platforms
from crawlers.platforms import pagers, service
from crawlers.platforms.reading import Row, Saved
from warehouse.models import Listing

HOST = "http://sthj.yunzhou.example"
TRS = HOST + "/zwgk/tzgg/"
FIRST, SECOND = "关于印发大气污染防治方案的通知", "关于开展臭氧帮扶的通知"
PAIR = [(FIRST, "2026-10-21"), (SECOND, "2026-09-30")]


def _read(platform: str, url: str, body: str | bytes, **options: str) -> tuple[list[Row], list[str]]:
    saved = Saved(url, body if isinstance(body, bytes) else body.encode())
    page = platforms.reader(platform)(saved, Listing(url=url, options=options))
    return list(page.rows), [fetch.url for fetch in page.next]


def _html(*rows: str, after: str = "") -> str:
    nav = '<a href="/">首页</a><a href="/ldfg/202601/t20260101_1.html">领导分工介绍</a>'
    return f"<html><meta charset='utf-8'><body>{nav}<ul>{''.join(rows)}</ul>{after}</body></html>"


def _trs_rows(layout: str) -> str:
    one = layout.format(url="./202610/t20261021_101.html", title=FIRST, day="2026-10-21")
    return one + layout.format(url="./202609/t20260930_102.html", title=SECOND, day="2026-09-30")


LAYOUTS = {
    "span after": '<li><a href="{url}">{title}</a><span>{day}</span></li>',
    "span before": '<li><span>[{day}]</span><a href="{url}">{title}</a></li>',
    "title attribute": '<li><a href="{url}" title="{title}">关于…</a><i>{day}</i></li>',
    "day inside the link": '<li><a href="{url}"><p>{title}</p><em>{day}</em></a></li>',
    "table": "<tr><td>1</td><td><a href='{url}'>{title}</a></td><td>云环〔2026〕1号</td><td>{day}</td></tr>",
    "blocks": '<div><div class="t"><a href="{url}">{title}</a></div><div>{day}</div><a href="/x"></a></div>',
    "two links, one page": '<li><a href="{url}"><img></a><a href="{url}">{title}</a><span>{day}</span></li>',
    "day above, no row of its own": '<p>{day}</p><a href="{url}">{title}</a><br>',
    "address in onclick": """<li><a onclick="isDownLoad(this,'{url}')">{title}</a><span>{day}</span></li>""",
    "nested explanation": '<li><a href="{url}">{title}</a><span>{day}</span><ul><li>'
    '<a href="../../jd/202611/t20261101_{title}.html">政策解读来了</a></li></ul></li>',
    "day of entry into force": '<li><a href="{url}">{title}</a><span>2027-01-01 实施</span><b>发布日期：{day}</b></li>',
    "commented twin": '<li><a href="{url}">{title}</a><span>{day}</span></li><!--<li>'
    "<a href='./202601/t20260101_9.html'>注释里的旧文件标题</a><span>2026-01-01</span></li>-->",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_rows_in_every_layout(layout: str) -> None:
    rows, _ = _read("trs_wcm", TRS, _html(_trs_rows(layout)))
    assert [(row.title, str(row.date)) for row in rows] == PAIR
    assert rows[0].url == TRS + "202610/t20261021_101.html"


@pytest.mark.parametrize(
    "written", ["2026-10-21", "2026/10/21", "2026.10.21", "2026年10月21日", "21 2026-10", "[10-21]"]
)
def test_days_in_every_spelling(written: str) -> None:
    row = f'<li><a href="./202610/t20261020_101.html">{FIRST}</a><span>{written}</span></li>'
    rows, _ = _read("trs_wcm", TRS, _html(row))
    assert [row.date for row in rows] == [date(2026, 10, 21)]


PAGERS = {
    'createPageHTML(3, 0, "index", "html");': ["index_1.html", "index_2.html"],
    "createPageHTML('page_div', 3, 0, 'index', 'shtml', 60);": ["index_1.shtml", "index_2.shtml"],
    'createPage(3, 0, "index", "htm")': ["index_1.htm", "index_2.htm"],
    "createPageHTML(3, 0)": ["index_1.html", "index_1.shtml", "index_2.html", "index_2.shtml"],
    "createPageHTML('3', '0', 'list', 'html')": ["list_1.html", "list_2.html"],
    "var m_nRecordCount = 50; var m_nPageSize = 20; createPageHTML(pages, 0, 'index', ext)": [
        "index_1.html",
        "index_1.shtml",
        "index_2.html",
        "index_2.shtml",
    ],
    "$('#pager').pagination({total_page: 3, current: 1})": [
        "index_1.html",
        "index_1.shtml",
        "index_2.html",
        "index_2.shtml",
    ],
    'createPageHTML(60, 3, 0, "index", "html")': ["index_1.html", "index_2.html"],
    'var countPage = 3; var page = "index_7026_" + n + ".shtml";': ["index_7026_1.shtml", "index_7026_2.shtml"],
    'createPageHTML(1, 0, "index", "html");': [],
    "// createPageHTML(9, 0, 'index', 'html')": [],
    "": [],
}


@pytest.mark.parametrize(("script", "expected"), PAGERS.items())
def test_pager_dialects(script: str, expected: list[str]) -> None:
    page = _html(_trs_rows(LAYOUTS["span after"]), after=f"<script>{script}</script>")
    assert _read("trs_wcm", TRS, page)[1] == [TRS + name for name in expected]


def test_pager_counts_on_from_the_page_it_stands_on() -> None:
    page = _html(_trs_rows(LAYOUTS["span after"]), after='<script>createPageHTML(9,2,"index","html")</script>')
    assert _read("trs_wcm", TRS + "index_2.shtml", page)[1] == [TRS + "index_3.shtml"]
    assert _read("trs_wcm", TRS + "index_9.html", page)[1] == []
    assert pagers.current(TRS + "c01_1093771.shtml") == 0


def test_pager_link_is_believed_before_any_count() -> None:
    page = _html(
        _trs_rows(LAYOUTS["span after"]), after='<a href="index_20.html">下一页</a><script>countPage=21</script>'
    )
    assert _read("trs_wcm", TRS + "index.html", page)[1] == [TRS + "index_20.html"]


def test_pages_towards_the_oldest_end_at_number_zero() -> None:
    page = _html(_trs_rows(LAYOUTS["span after"]), after='<script>createPageHTML(21,0,"index","html")</script>')
    asked = {name: _read("trs_wcm", TRS + name, page, numbering="reverse")[1] for name in ("", "index_19.html")}
    assert asked == {"": [TRS + "index_19.html"], "index_19.html": [TRS + "index_18.html"]}
    assert _read("trs_wcm", TRS + "index_0.html", page, numbering="reverse")[1] == []


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("<script>createPageHTML('page_div', 3, 0, 'index', 'html', 6)</script>", 6),
        ("<script>createPageHTML('page_div', 3, 0, 'index', 'html', 20)</script>", None),  # rows of a page, not of all
        ("<script>var recordCount = 60</script>", 60),
        ("<p>共 60 条信息</p>", 60),
        ("<p>共1条</p>", None),  # another list's
        ("<p>共60条</p><p>共7条</p>", None),
    ],
)
def test_a_site_tells_how_many_rows_it_has(told: str, total: int | None) -> None:
    saved = Saved(TRS, _html(_trs_rows(LAYOUTS["span after"]), after=told).encode())
    assert platforms.reader("trs_wcm")(saved, Listing(url=TRS)).total == total


@pytest.mark.parametrize(
    ("asked", "total", "expected"),
    [
        ("page=1&pageSize=2", 3, (True, "page=2&pageSize=2")),
        ("page=2&pageSize=2", 4, None),
        ("page=3&pageSize=5", 20, (False, "page=4&pageSize=5")),  # fewer rows than asked for: the last page, or a cap
        ("page=1&pageSize=50", 20, (False, "page=2&pageSize=50")),
        ("q=x", 20, None),
        ("p=0x1", 20, None),
    ],
)
def test_services_count_their_pages(asked: str, total: int, expected: tuple[bool, str] | None) -> None:
    found = service.following(Saved(HOST + "/s?" + asked, b""), 2, total=total)
    assert [(fetch.certain, fetch.url.partition("?")[2]) for fetch in found] == ([expected] if expected else [])


def test_the_law_database_is_asked_for_what_a_listing_says() -> None:
    listing = Listing(url="https://flk.yunfa.example/", form={"searchContent": "大气", "flfgCodeId": "[222, 230]"})
    asked = platforms.first("npc_flk", listing)
    assert (asked.url, asked.as_json) == ("https://flk.yunfa.example/law-search/search/list", True)
    assert (
        asked.fields
        | {
            "searchContent": "大气",
            "flfgCodeId": [222, 230],
            "pageNum": 1,
            "sxx": [],
            "orderByParam": {"order": "gbrq", "sort": "DESC"},
        }
        == asked.fields
    )


def test_rows_written_by_script() -> None:
    one = 'url = "./202610/t20261021_7.shtml"; title = "{}"; FILENUM = "云政规〔2026〕4号"; writeln("2026-10-21 9:30")'
    rows, _ = _read("trs_wcm", TRS, _html(after=f"<script>{one.format(FIRST)}</script>"))
    assert rows == [Row(TRS + "202610/t20261021_7.shtml", FIRST, date(2026, 10, 21), "云政规〔2026〕4号")]


def test_gb18030_that_calls_itself_gb2312() -> None:
    page = _html(_trs_rows(LAYOUTS["span after"]).replace("臭氧", "垚㛃")).replace("utf-8", "gb2312").encode("gb18030")
    rows, _ = _read("trs_wcm", TRS, page)
    assert rows[1].title == "关于开展垚㛃帮扶的通知"


def test_hanweb_records_and_their_proxy() -> None:
    record = (
        "<record><![CDATA[<li><a href='/art/2026/10/9/art_7_{}.html' title='{}'>x</a><b>2026-10-09</b></li>]]></record>"
    )
    records = record.format(1, FIRST) + record.format(2, SECOND)
    script = "proxyUrl:'/module/web/jpage/dataproxy.jsp', dataParam:'col=1&webid=14&path=/&columnid=7&unitid=55'"
    page = (
        f"<script type='text/xml'><datastore><totalrecord>50</totalrecord><recordset>{records}</recordset></datastore>"
    )
    rows, following = _read("hanweb_jpage", HOST + "/col/col7/index.html", f"{page}</script><script>{script}</script>")
    assert [row.url for row in rows] == [HOST + f"/art/2026/10/9/art_7_{n}.html" for n in (1, 2)]
    assert "columnid=7" in following[0] and "startrecord=3" in following[0]
    answer = f"<datastore><totalrecord>4</totalrecord><recordset>{records}</recordset></datastore>"
    rows, after = _read("hanweb_jpage", following[0], answer)
    assert (len(rows), after) == (2, [])


def test_gkmlpt_from_its_start_page_to_its_last_answer() -> None:
    start = HOST + "/gkmlpt/index"
    config = '<script>window._CONFIG = {"SID": "755", "TREE": [{"id": 3155, "name": "规范性文件"}]}</script>'
    rows, following = _read("gkmlpt_nfcms", start, config, category="3155")
    assert (rows, following) == ([], [HOST + "/gkmlpt/api/all/3155?page=1&sid=755"])
    one = {"title": FIRST, "url": HOST + "/gkmlpt/content/4/1/post_1.html", "document_number": "云环〔2026〕1号"}
    answer = {"articles": [one | {"display_publish_time": 1792540800}], "total": 1}
    rows, after = _read("gkmlpt_nfcms", following[0], json.dumps(answer))
    assert (rows[0].date, rows[0].doc_number, after) == (date(2026, 10, 21), "云环〔2026〕1号", [])
    after = _read("gkmlpt_nfcms", following[0], json.dumps(answer | {"total": 2}))[1]
    assert after == [following[0].replace("page=1", "page=2")]
    assert _read("gkmlpt_nfcms", after[0], '{"articles": [], "total": 2}') == ([], [])


def test_search_service_of_the_policy_library() -> None:
    url = "http://sousuo.www.gov.example/search-gov/data?t=zhengcelibrary_gw&q=&p=1&n=5"
    one = {"title": "<em>大气</em>污染防治方案", "url": "http://www.gov.example/a_1.htm", "pubtime": 1792540800000}
    answer = {"searchVO": {"totalpage": 2, "catMap": {"gongwen": {"listVO": [one | {"pcode": "国发〔2026〕1号"}]}}}}
    rows, following = _read("gov_cn_json", url, json.dumps(answer))
    assert rows == [Row("http://www.gov.example/a_1.htm", "大气污染防治方案", date(2026, 10, 21), "国发〔2026〕1号")]
    assert following == [url.replace("p=1", "p=2")]
    assert _read("gov_cn_json", following[0], json.dumps(answer))[1] == []
    assert _read("gov_cn_json", url, "<html>refused</html>") == ([], [])


def test_ucap_lists_channels_and_articles_in_scripts() -> None:
    url, channel = HOST + "/c9001/zcwj.shtml", "0123456789abcdef" * 2
    _, following = _read("ucap", url, f'<script>var channelId = "{channel}";</script>')
    assert following[0].startswith(HOST + f"/common/search/{channel}?")
    records = json.dumps([{"title": FIRST, "urls": '{"pc": "/content_1.html"}', "pubDate": "2026-10-21 16:59"}])
    rows, _ = _read("ucap", url, f"<script>var articleList: {records};</script>")
    assert rows == [Row(HOST + "/content_1.html", FIRST, date(2026, 10, 21))]
    page = _html(_trs_rows(LAYOUTS["span after"]), after="<script>var totalPage = 3</script>")
    assert _read("ucap", url, page)[1][0] == HOST + "/c9001/zcwj_2.shtml"


def test_shanghai_counts_from_two() -> None:
    row = f'<li><a href="/20261021/{"ab" * 16}.html" title="{FIRST}">x</a><span>2026-10-21</span></li>'
    rows, following = _read(
        "shanghai_ivs", HOST + "/nw1/index.html", _html(row, after="<script>p({totalPage: 4})</script>")
    )
    assert (len(rows), following[0]) == (1, HOST + "/nw1/index_2.html")


BAD = {
    "empty": "",
    "blanks": " \n ",
    "no rows": "<html><body><p>栏目更新中</p></body></html>",
    "shell": "<html><script src='/app.js'></script><div id='app'></div></html>",
    "hostile links": "<a href='javascript:alert(1)'>关于这件事情的通知</a><a href='http://['>关于那件事情的通知</a>",
    "broken markup": "<ul><li><a href='./2",
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("platform", sorted(platforms.names()))
def test_bad_pages_give_no_rows_and_no_error(platform: str, body: str) -> None:
    assert _read(platform, TRS, body)[0] == []


DETECTED = {
    "gkmlpt_nfcms": (HOST + "/gkmlpt/index", "<script>window._CONFIG={}</script>"),
    "hanweb_jpage": (HOST + "/col/col7/index.html", "<datastore></datastore>"),
    "trs_wcm": (TRS, '<script>createPageHTML(3,0,"index","html")</script>'),
    "ucap": (HOST + "/c9001/zcwj.shtml", '<div id="UCAP-CONTENT"></div>'),
    "shanghai_ivs": (HOST + "/nw1/", f'<a href="/20261021/{"ab" * 16}.html">x</a>'),
    "gov_cn_json": ("http://sousuo.www.gov.example/search-gov/data?t=zhengce", "{}"),
    "static_index": (HOST + "/about/", "<p>关于我们</p>"),
}


@pytest.mark.parametrize(("platform", "page"), DETECTED.items())
def test_families_are_told_apart(platform: str, page: tuple[str, str]) -> None:
    assert platforms.detect(page[1].encode(), page[0]) == platform
