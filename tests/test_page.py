"""Saved pages, written for the variety of what publishers do, and what must be read from them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.page import NotAnArticle, Page, parse

URL = "http://sthjj.lanting.example/zwgk/202609/t20260908_101.html"
SENTENCE = "为巩固兰亭市环境空气质量改善成果，各单位要按照本方案的分工抓好落实，并于每月五日前报送上月的进展情况。"


def page(body: str, *, head: str = "", title: str = "兰亭市扬尘污染防治工作方案_兰亭市生态环境局") -> bytes:
    """A page with its furniture around a body."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
    <div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
    {body}
    <div class="foot"><p>主办单位：兰亭市生态环境局 网站标识码：9901000001</p><p>兰ICP备00000001号</p></div>
    </body></html>""".encode()


def article(text: str) -> str:
    """A body in the box of the commonest editor, with a headline and a dateline."""
    return f"""<h1>兰亭市扬尘污染防治工作方案</h1>
    <div class="info">发布时间：2026-09-08 10:20 来源：兰亭市生态环境局</div>
    <div class="TRS_Editor">{text}<p>{SENTENCE}</p></div>"""


def read(body: str, **rest: Any) -> Page:
    return parse(page(body, **rest), URL)


def plain(read_page: Page) -> list[str]:
    return [block.marker + block.plain for block in read_page.blocks]


TABLE = """<table class="xxgk"><tr><td>索 引 号：</td><td>LT000/2026-00077</td><td>发文字号：</td><td>{number}</td></tr>
<tr><td>发文机关：</td><td>{issuer}</td><td>成文日期：</td><td>2026年8月30日</td></tr>
<tr><td>标题：</td><td>兰亭市扬尘污染防治工作方案</td><td>发布日期：</td><td>2026-09-08</td></tr></table>"""
LIST = """<ul><li>索引号：LT000/2026-00077</li><li>发文字号：{number}</li><li>发文机关：{issuer}</li>
<li>成文日期：2026-08-30</li><li>发布日期：2026-09-08</li></ul>"""
BRACKETS = """<ol><li>[索引号] LT000/2026-00077</li><li>[发文字号] {number}</li>
<li>[发文机关] {issuer}</li>
<li>[成文日期] 2026-08-30</li><li>[发布日期] 2026-09-08</li></ol>"""
DEFINITIONS = """<dl><dt>索引号</dt><dd>LT000/2026-00077</dd><dt>文　　号</dt><dd>{number}</dd>
<dt>发文机关</dt><dd>{issuer}</dd>
<dt>成文日期</dt><dd>2026-08-30</dd><dt>发布日期</dt><dd>2026-09-08</dd></dl>"""
SPANS = """<div><span>索引号：</span><span>LT000/2026-00077</span></div>
<div><span>文号：</span><span>{number}</span></div>
<div><span>发文机关：</span><span>{issuer}</span><span>成文日期：</span><span>2026-08-30</span></div>
<div><b>发布日期：</b>2026年9月8日</div>"""


@pytest.mark.parametrize("layout", [TABLE, LIST, BRACKETS, DEFINITIONS, SPANS])
def test_information_table_is_read_by_its_labels(layout: str) -> None:
    filled = layout.format(number="兰环发［2026］ 第012 号", issuer="兰亭市生态环境局")
    found = read(filled + f'<div class="TRS_Editor"><p>{SENTENCE * 2}</p></div>')
    assert found.doc_number == "兰环发〔2026〕12号"
    assert found.index_number == "LT000/2026-00077"
    assert found.issuers == ("兰亭市生态环境局",)
    assert (found.written, found.published) == (date(2026, 8, 30), date(2026, 9, 8))
    assert found.published_basis in ("table", "visible")
    assert found.title == "兰亭市扬尘污染防治工作方案"


@pytest.mark.parametrize("empty", ["", "无", "----", "〔〕号", "&nbsp;", "号"])
def test_what_a_template_leaves_is_no_number_and_a_cited_one_is_not_its_own(empty: str) -> None:
    cites = f"<p>按照《兰亭市蓝天保卫计划》（兰政发〔2024〕3号）要求，制定本方案。</p><p>{SENTENCE}</p>"
    layout = TABLE.format(number=empty, issuer="兰亭市生态环境局")
    assert read(layout + f'<div class="TRS_Editor">{cites}</div>').doc_number == ""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("兰政办发[2026]7号", "兰政办发〔2026〕7号"),
        ("（兰环规〔2026〕3号）", "兰环规〔2026〕3号"),
        ("2026年第15号令", "2026年第15号令"),
        ("兰亭市人民政府令第232号", "兰亭市人民政府令第232号"),
        ("生态环境部公告2026年第4号", "生态环境部公告2026年第4号"),
        ("LTCR-2026-01008 兰政发〔2026〕9号", "兰政发〔2026〕9号"),
        ("根据兰政发〔2026〕9号文件", ""),
    ],
)
def test_number_on_a_line_below_the_title(line: str, number: str) -> None:
    assert read(article(f"<p style='text-align:center'>{line}</p>")).doc_number == number


@pytest.mark.parametrize(
    ("title", "wanted", "number"),
    [
        ("关于秋冬季管控的通知（兰环发〔2026〕8号）", "关于秋冬季管控的通知（兰环发〔2026〕8号）", "兰环发〔2026〕8号"),
        ("【通知】兰环发〔2026〕8号兰亭市关于秋冬季管控的通知", "兰亭市关于秋冬季管控的通知", "兰环发〔2026〕8号"),
        ("《兰亭市秋冬季管控办法》", "兰亭市秋冬季管控办法", ""),
        ("关于废止一批文件的决定（兰政发〔2001〕8号）", "关于废止一批文件的决定（兰政发〔2001〕8号）", ""),
        ("《关于秋冬季管控的通知（兰环发〔2026〕8号）》解读", "《关于秋冬季管控的通知（兰环发〔2026〕8号）》解读", ""),
    ],
)
def test_title_gives_its_own_number_only(title: str, wanted: str, number: str) -> None:
    body = f'<h1>{title}</h1><div>2026-09-08 10:20</div><div class="TRS_Editor"><p>{SENTENCE * 2}</p></div>'
    found = read(body, title=f"{title}_通知公告_兰亭市生态环境局", head=f'<meta name="ArticleTitle" content="{title}">')
    assert (found.title, found.doc_number) == (wanted, number)


@pytest.mark.parametrize(
    ("html_title", "head"),
    [
        ("兰亭市扬尘污染防治工作方案-通知公告-兰亭市生态环境局", ""),
        ("兰亭市人民政府 通知公告 兰亭市扬尘污染防治工作方案", ""),
        ("通知公告", '<meta name="ArticleTitle" content="通知公告"><meta name="ColumnName" content="通知公告">'),
        ("兰亭市生态环境局", ""),
        ("兰亭市扬尘污染防治工…", '<meta name="ArticleTitle" content="兰亭市扬尘污染防治工…">'),
    ],
)
def test_title_is_the_full_headline_without_the_site(html_title: str, head: str) -> None:
    assert read(article(""), title=html_title, head=head).title == "兰亭市扬尘污染防治工作方案"


def test_visible_day_is_believed_over_a_meta_tag_that_is_years_off() -> None:
    head = '<meta name="PubDate" content="2023-06-30 17:00">'
    found = read(article("<p style='text-align:right'>兰亭市生态环境局</p><p>二〇二六年九月一日</p>"), head=head)
    assert (found.published, found.published_basis) == (date(2026, 9, 8), "visible")
    assert found.written == date(2026, 9, 1)
    assert {
        "meta:PubDate": "2023-06-30",
        "signature": "2026-09-01",
        "url": "2026-09-08",
    }.items() <= found.dates_seen.items()


def test_meta_tag_serves_where_nothing_is_shown() -> None:
    body = f'<h1>兰亭市扬尘污染防治工作方案</h1><div class="TRS_Editor"><p>{SENTENCE * 2}</p></div>'
    found = read(body, head='<meta name="pubdate" content="2026/09/08">')
    assert (found.published, found.published_basis) == (date(2026, 9, 8), "meta")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("gb18030", ""), ("utf-8", "gb2312"), ("utf-8-sig", "iso-8859-1")],
)
def test_rare_characters_survive_a_wrong_charset(encoding: str, declared: str) -> None:
    text = page(article("<p>朱镕、李垚、㛃村、𬭁塘街道的道路须每日洒水。</p>")).decode()
    text = text.replace('charset="utf-8"', f'charset="{declared}"' if declared else "")
    found = parse(text.encode(encoding), URL, http_encoding="ISO-8859-1")
    assert "朱镕、李垚、㛃村、𬭁塘街道" in "".join(plain(found))
    assert found.encoding == encoding.removesuffix("-sig")


def test_body_begins_and_ends_where_a_reader_says() -> None:
    body = f"""<div id="zoom"><div>当前位置：首页 &gt; 政务公开 &gt; 文件</div><h2>兰亭市扬尘污染防治工作方案</h2>
    <p>发布时间：2026-09-08 浏览次数：31次</p><div class="TRS"><div><p>{SENTENCE}</p></div></div>
    <p>{SENTENCE}</p><p>兰亭市生态环境局</p><p>2026年9月1日</p><p>扫一扫在手机打开当前页</p>
    <div class="share">分享到： <a href="#">微信</a></div><div>【打印】【关闭】</div>
    <h3>相关链接</h3><ul><li><a href="a.html">别的文件</a></li></ul></div>"""
    assert plain(read(body)) == [SENTENCE, SENTENCE, "兰亭市生态环境局", "2026年9月1日"]


def test_title_that_the_body_repeats_is_kept_as_a_heading() -> None:
    first = read(article("<p align=center>兰亭市扬尘污染防治工作方案</p>")).blocks[0]
    assert (first.type, first.level, first.text) == ("heading", 0, "兰亭市扬尘污染防治工作方案")


def test_body_without_a_known_box_is_found_by_its_sentences() -> None:
    links = "".join(f'<li><a href="/{n}.html">关于第{n}批名单的公示，请各单位查收。</a></li>' for n in range(30))
    body = f"""<h1>兰亭市扬尘污染防治工作方案</h1><div>2026年9月8日</div><ul>{links}</ul>
    <div class="x9"><p>{SENTENCE}</p><p>一、总体要求</p><p>{SENTENCE}</p></div>"""
    assert plain(read(body)) == [SENTENCE, "一、总体要求", SENTENCE]


TALK = "<p>本站内容转载请注明出处，未经许可不得用于商业目的，如有意见请与办公室联系，谢谢合作。</p>" * 3


@pytest.mark.parametrize("html_title", ["兰亭市扬尘污染防治工作方案_兰亭市生态环境局", "兰亭市生态环境局"])
def test_a_talkative_column_beside_an_unknown_box_is_not_the_text(html_title: str) -> None:
    body = f"""<div class="q1">{TALK}</div><div class="q2"><div class="q3">兰亭市扬尘污染防治工作方案</div>
    <div>2026年9月8日</div><div class="q4"><p>{SENTENCE}</p><p>{SENTENCE}</p></div></div><div class="q5">{TALK}</div>"""
    found = read(body, title=html_title)
    assert (found.title, plain(found)) == ("兰亭市扬尘污染防治工作方案", [SENTENCE, SENTENCE])


def test_a_title_that_only_the_broken_lines_of_the_body_give() -> None:
    lines = "<p align=center>兰亭市生态环境局关于进一步加强</p><p align=center>扬尘污染防治工作的通知</p>"
    body = f'<div>2026-09-08</div><div class="TRS_Editor">{lines}<p>{SENTENCE * 2}</p></div>'
    assert read(body, title="通知公告").title == "兰亭市生态环境局关于进一步加强扬尘污染防治工作的通知"


def test_scripts_comments_and_formulas_are_inert_text() -> None:
    text = """<p>=HYPERLINK("http://x.example","点")</p><script>alert("x")</script><!-- 旧文 --><style>p{}</style>
    <p>&lt;img src=x onerror=alert(1)&gt;</p><p style="display:none">隐藏</p>"""
    assert plain(read(article(text)))[:2] == ['=HYPERLINK("http://x.example","点")', "<img src=x onerror=alert(1)>"]
    assert not any('alert("x")' in line or "旧文" in line or "隐藏" in line for line in plain(read(article(text))))


def test_a_page_hidden_until_its_script_has_run_is_read() -> None:
    shown = page(article("")).replace(b"<body>", b"<body style='visibility:hidden;display:none'>")
    assert plain(parse(shown, URL)) == [SENTENCE]


def test_addressees_signature_and_attachments() -> None:
    text = f"""<p>各县、区人民政府，市直有关单位：</p><p>{SENTENCE}</p>
    <p>附件：<a href="./P020260908.pdf">1.任务分工表</a></p>
    <p style="text-align:right">兰亭市生态环境局 兰亭市公安局</p>
    <p>兰亭市住房和城乡建设局（代章）</p><p>2026年8月30日</p>"""
    found = read(article(text) + '<iframe src="/pdf/viewer.html?file=%2Ffiles%2Fa.ofd"></iframe>')
    assert found.addressees == ("各县、区人民政府", "市直有关单位")
    assert found.issuers == ("兰亭市生态环境局", "兰亭市公安局", "兰亭市住房和城乡建设局")
    assert [file.url for file in found.attachments] == [
        "http://sthjj.lanting.example/zwgk/202609/P020260908.pdf",
        "http://sthjj.lanting.example/files/a.ofd",
    ]
    assert found.attachments[0].name == "1.任务分工表"


def test_who_passes_it_on_is_not_who_issued_it() -> None:
    layout = LIST.replace("发文机关", "发布机构").format(number="", issuer="兰亭市数据中心")
    text = f'<div class="TRS_Editor"><p>{SENTENCE * 2}</p><p>兰亭市人民政府</p><p>2026年8月30日</p></div>'
    assert read(layout + text).issuers == ("兰亭市人民政府",)


@pytest.mark.parametrize(
    ("label", "site", "issuer"),
    [
        ("市司法局", "兰亭市人民政府", "兰亭市司法局"),
        ("政府办公室", "兰亭市东溪县人民政府", "兰亭市东溪县人民政府办公室"),
        ("市司法局", "会稽省人民政府", "市司法局"),
        ("会稽省司法厅", "兰亭市人民政府", "会稽省司法厅"),
    ],
)
def test_short_name_is_completed_by_the_site(label: str, site: str, issuer: str) -> None:
    body = f'<div class="TRS_Editor"><p>{SENTENCE * 2}</p></div>'
    layout = TABLE.format(number="", issuer=label)
    title = f"兰亭市扬尘污染防治工作方案_通知_{site}"
    html = page(layout + body, title=title).replace("主办单位：兰亭市生态环境局".encode(), b"")
    assert parse(html, URL).issuers == (issuer,)


def test_a_page_of_one_picture_below_its_headline_is_an_article_whatever_the_menus() -> None:
    menu = "".join(f"<li><a href='/c{at}/'>政务公开栏目之第{at}项</a></li>" for at in range(30))
    body = f"""<ul>{menu}</ul><h1>兰亭市生态环境局关于扬尘整治的通告</h1><div>发布时间：2026-09-08</div>
    <div id="zoom"><p><img src="scan.jpg"></p></div>"""
    found = read(body, title="兰亭市生态环境局")
    assert (found.title, found.body_source) == ("兰亭市生态环境局关于扬尘整治的通告", "none")


REFUSED = {
    "empty": b"",
    "blank": b"<html><body>  </body></html>",
    "shell": b"<html><head><script>" + b"var a=1;" * 60 + b"</script></head><body><div id=app></div></body></html>",
    "gone": page(
        "<div class='tip'><h2>提示信息</h2><p>抱歉，您访问的页面不存在或已被删除！</p></div>" * 3, title="404"
    ),
    "list": page(
        "<ul>"
        + "".join(
            f"<li><a href='t{n}.html'>关于第{n}号文件的通知</a><span>2026-09-0{n}</span></li>" for n in range(1, 9)
        )
        + "</ul>",
        title="政策文件-兰亭市生态环境局",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_pages_that_are_no_article_are_refused_with_address_and_expectation(name: str) -> None:
    with pytest.raises(NotAnArticle, match=r"sthjj\.lanting\.example.*expected"):
        parse(REFUSED[name], URL)


NOTICES = yaml.safe_load((Path(__file__).parent / "pages" / "refused.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("reason", "notice"), [(why, said) for why, notices in NOTICES.items() for said in notices])
def test_a_notice_in_an_articles_place_is_refused_for_what_it_says(reason: str, notice: list[str]) -> None:
    title, headline, text = notice
    with pytest.raises(NotAnArticle) as refused:
        read(f"<div class='main'><h2>{headline}</h2><p>{text}</p></div>", title=title)
    assert refused.value.reason == reason


@pytest.mark.parametrize("text", ["该企业网站已下线，登记信息不存在。", "平台系统维护中，请用书面报送。"])
def test_a_dated_document_that_speaks_of_such_things_is_read(text: str) -> None:
    assert text in plain(read(article(f"<p>{text}</p>").replace(SENTENCE, "")))


def test_home_page_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="home"):
        parse(page(article("")), "http://sthjj.lanting.example/")


@pytest.mark.parametrize("begins", [b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b'\n{"content": "'])
def test_a_document_saved_as_a_page_is_refused_even_with_text_in_it(begins: bytes) -> None:
    with pytest.raises(NotAnArticle, match="file; expected HTML"):
        parse(begins + page(article(f"<p>{SENTENCE}</p>" * 3)), URL)


@pytest.mark.parametrize("depth", [300, 1500])
def test_deep_nesting_loses_nothing(depth: int) -> None:
    deep = "<div>" * depth + f"<p>{SENTENCE}</p>" + "</div>" * depth
    assert plain(read(article(deep))) == [SENTENCE, SENTENCE]


def test_nesting_beyond_the_parser_is_refused_not_read_in_part() -> None:
    with pytest.raises(NotAnArticle):
        parse(page(article("<div>" * 9000 + SENTENCE)), URL)


HOSTILE = {
    "one paragraph of a megabyte": f"<p>{SENTENCE * 7000}</p>",
    "dates": "<p>2026-09-08</p>" * 20_000,
    "attachments": "".join(f"<p><a href='{at}.pdf'>附件{at}</a></p>" for at in range(20_000)),
    "rows": f"<table>{'<tr><td>1</td><td>云州市</td><td>35</td></tr>' * 10_000}</table>",
    "boxes": f"<div class=content><p>{SENTENCE}</p></div>" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_enormous_takes_time_in_proportion(name: str) -> None:
    began = time.process_time()
    parse(page(article("") + HOSTILE[name]), URL)
    assert time.process_time() - began < 5


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=600),
        st.text(max_size=300).map(str.encode),
        st.lists(
            st.sampled_from(
                [
                    "<table>",
                    "<tr>",
                    "<td colspan=9999999>",
                    "</table>",
                    "<p>",
                    "</div>",
                    "一、",
                    "发布时间：2026-13-45",
                    "〔2026〕",
                    "文号：",
                    "<script>",
                    "<!--",
                    "&#0;",
                    "&#xD800;",
                    "\x00",
                    "关于",
                    "通知",
                    "：",
                    "<a href='http://[x'>",
                    "2026年2月30日",
                    "<?xml ?>",
                ]
            )
        ).map(lambda parts: "".join(parts).encode(errors="replace")),
    )
)
def test_no_bytes_make_it_fall(data: bytes) -> None:
    try:
        assert parse(data, URL).title
    except NotAnArticle as refusal:
        assert refusal.reason
