"""Word files, new and old, and workbooks of old: what another program wrote is read as its reader sees it."""

from __future__ import annotations

import argparse
import io
import struct
from pathlib import Path

import olefile
import pytest
from docx import Document
from docx.oxml import OxmlElement

from crawlers import page_commands
from crawlers.files.formats import text_of
from crawlers.files.word import doc
from crawlers.files.word.numbering import Level, Numbering, shown
from warehouse.models import Release

FILES = Path(__file__).parent / "files"
PLAN = [
    "云州市扬尘污染防治工作方案",
    "为改善全市空气质量，制定本方案。",
    "一、重点任务",
    "（一）规范施工工地管理",
    "（二）提高道路保洁水平",
    "县区\t降尘量（吨）\t降尘量（吨）\n县区\t2025年\t2027年\n兰亭县\t\t5",
    "详见市局网站。𠮷",
    "云州市生态环境局",
    "2026年9月3日",
]
NOTE = "本方案所称扬尘，不含道路积尘。"
SHEETS = [
    "重点项目",
    "云州市重点减排项目清单",
    "县区\t项目\t投资\t占比\t完成时限\n兰亭县\t锅炉改造\t1200.5\t33.3%\t2027-06-30\n兰亭县\t油气回收\t0.3\t50.0%\t2027-12-31",
    "城市\t31",
]


def saved(name: str) -> bytes:
    return (FILES / name).read_bytes()


def texts(data: bytes, name: str) -> list[str]:
    found = text_of(data, name)
    assert (found.state, found.reason) == ("read", "")
    return [block.marker + block.plain for block in found.blocks]


@pytest.mark.parametrize(
    ("file", "name", "wanted"),
    [
        ("plan.doc", "plan.doc", [*PLAN, NOTE]),
        ("plan.doc", "plan.wps", [*PLAN, NOTE]),
        ("plan.docx", "plan.docx", [*PLAN, NOTE]),
        ("plan.docx", "plan.doc", [*PLAN, NOTE]),
        ("plan.rtf", "plan.doc", PLAN),
        ("list.xls", "list.xls", SHEETS),
        ("list.xls", "list.et", SHEETS),
    ],
)
def test_every_word_file_says_the_same(file: str, name: str, wanted: list[str]) -> None:
    assert texts(saved(file), name) == wanted


def test_headings_and_items_are_those_of_a_page() -> None:
    kinds = [(block.type, block.level) for block in text_of(saved("plan.doc"), "a.doc").blocks[:4]]
    assert kinds == [("heading", 0), ("paragraph", 0), ("heading", 1), ("heading", 2)]


def test_pieces_of_a_fast_saved_file_are_read_in_the_order_of_the_text() -> None:
    narrow = 0x40000000
    bounds, places = (0, 2, 5), (600, narrow | (2 * 400))
    table = struct.pack("<3I", *bounds) + b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01\x02\x00\xff\xff" + b"\x02" + struct.pack("<I", len(table)) + table
    main = bytearray(700)
    main[600:604] = "方案".encode("utf-16-le")
    main[400:403] = b"A\x96B"
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    read = "".join(sign for _, sign, _ in doc._characters(doc.Header(bytes(main), clx, b"")))
    assert read == "方案A–B"


def rewritten(name: str, stream: str, change: dict[int, int]) -> bytes:
    """A compound file with some bytes of a stream changed."""
    out = io.BytesIO(saved(name))
    with olefile.OleFileIO(out, write_mode=True) as ole:
        raw = bytearray(ole.openstream(stream).read())
        for at, byte in change.items():
            raw[at] = byte
        ole.write_stream(stream, bytes(raw))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            rewritten("plan.doc", "WordDocument", {0x0B: saved("plan.doc")[0x200 + 0x0B] | 0x01}),
            "locked with a password",
        ),
        (saved("plan.doc").replace("WordDocument".encode("utf-16-le"), "WordDocumenX".encode("utf-16-le")), "damaged"),
        (saved("plan.doc")[:5000], "damaged"),
        (saved("list.xls")[:3000], "damaged"),
        (saved("plan.docx")[:3000], "damaged"),
    ],
)
def test_locked_and_cut_files_say_so(data: bytes, reason: str) -> None:
    found = text_of(data, "a.doc")
    assert (found.state, found.blocks) == ("unreadable", ())
    assert reason in found.reason


def test_what_was_struck_out_and_what_is_hidden_stays_out() -> None:
    document = Document()
    paragraph = document.add_paragraph("到2027年下降")
    struck = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "5%"
    run.append(text)
    struck.append(run)
    paragraph._p.append(struck)
    paragraph.add_run("10%。")
    paragraph.add_run("内部批注").font.hidden = True
    field = paragraph.add_run("")
    code = OxmlElement("w:instrText")
    code.text = " PAGE "
    field._r.append(code)
    out = io.BytesIO()
    document.save(out)
    assert texts(out.getvalue(), "a.docx") == ["到2027年下降10%。"]


def test_a_text_box_is_read_once() -> None:
    document = Document()
    paragraph = document.add_paragraph("正文。")
    holder = OxmlElement("w:pict")
    box = OxmlElement("w:txbxContent")
    inner = OxmlElement("w:p")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "专栏1 重点工程"
    run.append(text)
    inner.append(run)
    box.append(inner)
    holder.append(box)
    paragraph.add_run("")._r.append(holder)
    out = io.BytesIO()
    document.save(out)
    assert texts(out.getvalue(), "a.docx") == ["正文。", "专栏1 重点工程"]


@pytest.mark.parametrize(
    ("form", "number", "wanted"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCounting", 105, "一百零五"),
        ("ideographDigital", 12, "一二"),
        ("decimalEnclosedCircle", 3, "③"),
        ("lowerRoman", 9, "ix"),
        ("decimal", 7, "7"),
    ],
)
def test_numbers_are_shown_in_their_format(form: str, number: int, wanted: str) -> None:
    assert shown(form, number) == wanted


def test_deeper_lists_begin_anew_and_lists_of_one_model_count_on() -> None:
    levels = {0: Level("chineseCounting", "第%1条"), 1: Level("decimal", "（%2）")}
    numbering = Numbering({"a": levels, "b": levels}, {"a": "m", "b": "m"})
    said = [numbering.label(name, depth) for name, depth in (("a", 0), ("a", 1), ("a", 1), ("b", 0), ("b", 1))]
    assert said == ["第一条 ", "（1）", "（2）", "第二条 ", "（1）"]


def test_a_file_can_be_looked_at_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    page_commands.add(parser.add_subparsers())
    args = parser.parse_args(["parse", str(FILES / "plan.doc")])
    assert args.run(args) == 0
    release = Release.model_validate_json(capsys.readouterr().out)
    assert (release.title, str(release.written)) == (PLAN[0], "2026-09-03")
