"""Attached files, made here, and what is read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from crawlers.files import packages
from crawlers.files.formats import text_of
from crawlers.files.full_text import with_attachments
from crawlers.files.reading import AttachmentText, read_attachment
from crawlers.page import Page
from warehouse.models import Attachment, Block

LONG = (
    "各县区要把扬尘管控作为改善环境空气质量的重点任务来抓，压实施工单位的主体责任，"
    "到二〇二七年底前建成区道路机械化清扫率达到百分之九十以上。"
)


def pdf(*pages: tuple[str, ...]) -> bytes:
    """Pages of lines of 30 characters at most."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx() -> bytes:
    document = Document()
    for text in ("兰亭市扬尘管控计划", "一、目标", LONG):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("指标", "目标", "降尘", "5吨"), strict=True):
        cell.text = text
    document.add_paragraph("二、附则")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "九月"
    for row in (["城市", "PM2.5"], ["兰亭市", 31], [None, None], ["会稽市", "=1+1"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def ofd() -> bytes:
    """Two pages whose numbers are not their order."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    pages = {
        "P9": ((20, 40, "一、加强"), (60, 40.4, "监测"), (20, 20, "兰亭市监测方案")),
        "P1": ((20, 20, "二、附则"),),
    }
    made = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{name[1:]}" BaseLoc="Pages/{name}.xml"/>' for name in pages)
        + "</ofd:Pages></ofd:Document>",
    }
    for name, pieces in pages.items():
        drawn = "".join(
            f'<ofd:TextObject Boundary="{x} {y} 90 5" Size="5"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode>'
            "</ofd:TextObject>"
            for x, y, text in pieces
        )
        made[f"Doc_0/Pages/{name}.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return archive(made)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.marker + block.plain for block in blocks]


def test_pdf_lines_become_paragraphs_again() -> None:
    lines = ("兰亭市扬尘管控计划", "一、目标", LONG[:30], LONG[30:60], LONG[60:], "- 1 -")
    found = read_attachment(pdf(lines, ("二、附则", "本计划自印发之日起施行。")), "P1.pdf")
    assert (found.state, found.media_type) == ("read", "pdf")
    assert texts(found.blocks) == ["兰亭市扬尘管控计划", "一、目标", LONG, "二、附则", "本计划自印发之日起施行。"]


def test_docx_keeps_its_tables_in_place() -> None:
    found = read_attachment(docx(), "W1.docx")
    assert texts(found.blocks) == ["兰亭市扬尘管控计划", "一、目标", LONG, "指标\t目标\n降尘\t5吨", "二、附则"]


@pytest.mark.parametrize(
    ("data", "name", "wanted"),
    [
        (xlsx(), "a.xlsx", ["九月", "城市\tPM2.5\n兰亭市\t31\n会稽市\t"]),
        (ofd(), "a.ofd", ["兰亭市监测方案", "一、加强 监测", "二、附则"]),
        ("一、加强监测\r\n\r\n朱镕、李垚".encode("gb18030"), "a.txt", ["一、加强监测", "朱镕、李垚"]),
        ("<html><body><p>甲</p><script>乙</script></body></html>".encode(), "a.html", ["甲"]),
        (docx(), "no-ending", ["兰亭市扬尘管控计划", "一、目标", LONG, "指标\t目标\n降尘\t5吨", "二、附则"]),
    ],
)
def test_formats_are_told_by_their_bytes_and_read(data: bytes, name: str, wanted: list[str]) -> None:
    found = read_attachment(data, name)
    assert (found.state, found.reason, texts(found.blocks)) == ("read", "", wanted)


DAMAGED = {
    "a.pdf": (pdf((LONG[:30],))[:300], "unreadable", "PDF"),
    "scan.pdf": (pdf((), ()), "needs_ocr", "no text layer"),
    "a.docx": (docx()[:900], "unreadable", "damaged"),
    "b.docx": (archive({"word/document.xml": "<nothing"}), "unreadable", "damaged word/document.xml"),
    "b.xlsx": (archive({"xl/workbook.xml": "<nothing"}), "unreadable", "damaged xl/workbook.xml"),
    "b.ofd": (archive({"OFD.xml": "", "Doc_0/Pages/Page_0/Content.xml": "<a>"}), "unreadable", "damaged OFD"),
    "a.doc": (b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable", "damaged"),
    "a.wps": (b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable", "damaged"),
    "a.ceb": (b"Founder CEB", "unreadable", "CEB"),
    "a.zip": (archive({"a.ceb": "x"}), "unreadable", "a.ceb: no reader for CEB"),
    "empty.txt": (b"", "unreadable", "no text"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_cannot_be_read_says_why(name: str) -> None:
    data, state, reason = DAMAGED[name]
    found = read_attachment(data, name)
    assert (found.state, found.blocks) == (state, ())
    assert reason in found.reason
    assert found.size == len(data)


def test_bounds_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive({"word/document.xml": " " * (packages.MOST_UNPACKED + 1)})
    assert "unpacks to" in read_attachment(bomb, "a.docx").reason
    monkeypatch.setattr("crawlers.files.pdf.MOST_PAGES", 1)
    assert "2 pages" in text_of(pdf((LONG[:30],), (LONG[:30],)), "a.pdf").reason
    monkeypatch.setattr("crawlers.files.reading.MOST_BYTES", 10)
    assert "more than 10" in read_attachment(b"x" * 11, "a.txt").reason


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b""]),
    st.binary(max_size=300),
    st.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.ofd", "a.txt", "a.html", "a"]),
)
def test_no_bytes_make_it_fall(start: bytes, rest: bytes, name: str) -> None:
    found = read_attachment(start + rest, name)
    assert bool(found.blocks) == (found.state == "read")


def notice(*blocks: Block, name: str = "兰亭市扬尘管控计划") -> Page:
    return Page(
        url="http://a.example/1.html", title="通知", published=None, written=None, published_basis="", dates_seen={},
        doc_number="", index_number="", issuers=(), addressees=(), source_label="", blocks=blocks, body_source="page",
        attachments=(Attachment(url="http://a.example/P1.docx", name=name),), encoding="utf-8",
    )  # fmt: skip


def test_a_short_notice_takes_its_plan_from_the_file_and_stands_first() -> None:
    file = read_attachment(docx(), "P1.docx")
    short = notice(Block(type="paragraph", text="现将计划印发给你们。"))
    merged = with_attachments(short, {"http://a.example/P1.docx": file})
    assert merged.body_source == "attachment"
    assert texts(merged.blocks)[:2] == ["现将计划印发给你们。", "兰亭市扬尘管控计划"]
    assert (merged.attachments[0].state, merged.attachments[0].sha256) == ("read", file.sha256)


@pytest.mark.parametrize(
    "kept",
    [
        notice(Block(type="paragraph", text=LONG * 40)),
        notice(Block(type="paragraph", text="见附件。"), name="《兰亭市扬尘管控计划》解读"),
    ],
)
def test_a_whole_text_and_an_interpretation_take_nothing(kept: Page) -> None:
    merged = with_attachments(kept, {"http://a.example/P1.docx": read_attachment(docx(), "P1.docx")})
    assert (merged.blocks, merged.body_source) == (kept.blocks, "page")


def file_text(*blocks: str, state: str = "read", media_type: str = "docx") -> AttachmentText:
    made = tuple(Block(type="paragraph", text=text) for text in blocks)
    return AttachmentText.model_validate(
        {"state": state, "blocks": made, "media_type": media_type, "sha256": "0", "size": 1}
    )


PLAN, MEASURES, FORM = (f"云州市{word}" for word in ("空气质量行动计划", "督查办法", "先进个人申报表"))


@pytest.mark.parametrize(
    ("files", "added"),
    [
        ({"附件1 计划": file_text(PLAN, LONG), "附件2 表": file_text(FORM, "姓名：")}, [PLAN, LONG]),
        ({"附件1": file_text(PLAN, LONG), "附件2": file_text(MEASURES, LONG[:40])}, [PLAN, LONG, MEASURES, LONG[:40]]),
        ({"计划.docx": file_text(PLAN, LONG), "计划.pdf": file_text(PLAN, LONG, "—")}, [PLAN, LONG]),
        ({"计划": file_text(PLAN, LONG), "编制说明": file_text("为什么", LONG[:50])}, [PLAN, LONG]),
        ({"通知全文": file_text("现将云州市空气质量计划印发给你们。", PLAN, LONG)}, [PLAN, LONG]),
        ({"站点数据": file_text(*[f"{LONG}{n}" for n in range(400)], media_type="xlsx")}, []),
        ({"扫描件": file_text(state="needs_ocr")}, []),
    ],
    ids=["a form", "two texts", "one text twice", "reasons", "the notice again", "data", "a scan"],
)
def test_the_body_is_what_the_notice_brings(files: dict[str, AttachmentText], added: list[str]) -> None:
    urls = {name: f"http://a.example/{number}" for number, name in enumerate(files)}
    short = notice(Block(type="paragraph", text="现将云州市空气质量计划印发给你们。")).model_copy(
        update={"attachments": tuple(Attachment(url=url, name=name) for name, url in urls.items())}
    )
    merged = with_attachments(short, {urls[name]: text for name, text in files.items()})
    assert texts(merged.blocks) == ["现将云州市空气质量计划印发给你们。", *added]
    assert merged.body_source == ("attachment" if added else "page")


def test_a_file_that_cannot_be_read_is_named_with_its_reason() -> None:
    file = read_attachment(b"Founder CEB", "P1.ceb")
    merged = with_attachments(notice(), {"http://a.example/P1.docx": file})
    assert (merged.attachments[0].state, merged.body_source) == ("unreadable", "page")
    assert "CEB" in merged.attachments[0].reason
