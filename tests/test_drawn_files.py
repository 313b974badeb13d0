"""PDF and OFD: pages that are drawn become paragraphs, titles and tables again."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from crawlers.files.formats import text_of
from crawlers.files.found import FileText
from crawlers.files.layout import furniture
from crawlers.files.layout.drawn import Row, Rule, Run, Sheet
from crawlers.files.layout.reading import lines

FILES = Path(__file__).parent / "files"
SENTENCE = "各县区要把扬尘管控作为改善环境空气质量的重点任务来抓，压实施工单位的主体责任。"
SIZE, FULL, LEFT = 12, 30, 90


def canvas(out: io.BytesIO, **how: object) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return Canvas(out, pagesize=(595, 842), invariant=1, **how)


def pdf(*pages: Iterable[tuple[float, float, str, int]], **how: object) -> bytes:
    """Pages of texts, each with its left, distance from the top, and size."""
    out = io.BytesIO()
    drawn = canvas(out, **how)
    for page in pages:
        for left, top, text, size in page:
            drawn.setFont("STSong-Light", size)
            drawn.drawString(left, 842 - top, text)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


def set_in_lines(text: str, top: float) -> list[tuple[float, float, str, int]]:
    """A paragraph as it is set: its first line two characters further in."""
    first, rest = text[: FULL - 2], text[FULL - 2 :]
    rows: list[tuple[float, float, str, int]] = [(LEFT + 2 * SIZE, top, first, SIZE)]
    rows += [
        (LEFT, top + 20 * (number + 1), rest[at : at + FULL], SIZE)
        for number, at in enumerate(range(0, len(rest), FULL))
    ]
    return rows


def page(number: int, *rows: tuple[float, float, str, int]) -> list[tuple[float, float, str, int]]:
    head = [(LEFT, 50, "云州市人民政府文件", 9), (LEFT, 62, f"2026年第{number}期", 9)]
    return [*head, *rows, (285, 800, f"— {number} —", 9)]


def texts(found: FileText) -> list[str]:
    return [block.marker + block.plain for block in found.blocks]


def test_lines_are_joined_over_pages_and_the_paper_is_left_out() -> None:
    long, title = SENTENCE * 3, "云州市空气质量持续改善行动计划"
    rows = [*set_in_lines("一、" + "总体要求", 160), *set_in_lines(long, 180), *set_in_lines(SENTENCE * 2, 280)]
    cut = [row for row in rows if row[1] < 300]
    rest = [(left, top - 180, text, size) for left, top, text, size in rows if top >= 300]
    first = page(1, (180, 100, "关于印发云州市空气", 20), (180, 126, "质量改善计划的通知", 20), *cut)
    found = text_of(pdf(first, page(2, *rest), page(3, *set_in_lines(title + "自印发之日起施行。", 120))), "a.pdf")
    assert texts(found) == [
        "关于印发云州市空气质量改善计划的通知", "一、总体要求", long, SENTENCE * 2, title + "自印发之日起施行。",
    ]  # fmt: skip
    assert [block.type for block in found.blocks[:3]] == ["heading", "heading", "paragraph"]


def test_a_sentence_that_fills_its_line_ends_no_paragraph() -> None:
    text = SENTENCE[: FULL - 3] + "。" + SENTENCE
    assert texts(text_of(pdf([*set_in_lines(text, 100), *set_in_lines(SENTENCE, 200)]), "a.pdf")) == [text, SENTENCE]


def test_a_ruled_table_of_another_program_keeps_its_spans() -> None:
    found = text_of((FILES / "table.pdf").read_bytes(), "a.pdf")
    assert texts(found) == ["云州市扬尘方案", "云\t扬尘\t扬尘\n云\t2025\t2027"]


def cell(text: str, left: float, top: float) -> Run:
    return Run(text, left + 2, top + 2, left + 2 + 10 * len(text), top + 14, 10)


def grid(tops: Iterable[float], bottom: float) -> list[Rule]:
    return [Rule(50, top, 350, top) for top in tops] + [Rule(x, 20, x, bottom) for x in (50, 150, 250, 350)]


def test_a_table_goes_on_over_the_page_and_a_row_that_was_cut_is_whole() -> None:
    head = [cell("序号", 50, 20), cell("任务", 150, 20), cell("时限", 250, 20)]
    first = Sheet(
        400, 600, [*head, cell("1", 50, 40), cell("推进企业", 150, 40), cell("年底前", 250, 40)], grid((20, 40, 60), 60)
    )
    second = Sheet(
        400, 600, [*head, cell("治理", 150, 40), cell("2", 50, 60), cell("改造", 150, 60)], grid((20, 40, 60, 80), 80)
    )
    (table,) = lines([first, second])
    assert table.rows == (("序号", "任务", "时限"), ("1", "推进企业治理", "年底前"), ("2", "改造", ""))


def test_columns_are_read_one_after_the_other_below_what_runs_over_both() -> None:
    left = [Run(f"左{number:02}" * 6, 50, 100 + 20 * number, 280, 112 + 20 * number, 12) for number in range(9)]
    right = [Run(f"右{number:02}" * 6, 315, 100 + 20 * number, 545, 112 + 20 * number, 12) for number in range(9)]
    title = Run("云州市公报", 200, 60, 400, 80, 20)
    said = "".join(line.text for line in lines([Sheet(595, 842, [*right, title, *left])]))
    assert said.startswith("云州市公报左00") and said.index("左08") < said.index("右00")


def test_a_list_of_contents_is_left_out() -> None:
    entries = [(LEFT, 120 + 20 * n, f"{word}、任务 ........ {n + 1}", SIZE) for n, word in enumerate("一二三")]
    found = text_of(pdf([(260, 100, "目  录", SIZE), *entries, (LEFT, 400, SENTENCE[:20] + "。", SIZE)]), "a.pdf")
    assert texts(found) == [SENTENCE[:20] + "。"]


@pytest.mark.parametrize("text", ["- 3 -", "—12—", "第3页 共10页", "第 三 页", "3/10", "Page 3 of 10", "7"])
def test_page_numbers_of_every_form_are_known(text: str) -> None:
    row = Row(text, 280, 800, 300, 812, 12)
    assert furniture.removed([Sheet(595, 842, [])], [[row]]) == [[]]


def test_a_year_in_the_middle_of_a_page_is_no_page_number() -> None:
    row = Row("2026", 280, 400, 300, 412, 12)
    assert furniture.removed([Sheet(595, 842, [])], [[row]]) == [[row]]


def test_scans_and_locked_files_say_what_they_are() -> None:
    locked = pdf([(LEFT, 100, SENTENCE, SIZE)], encrypt=pdfencrypt.StandardEncryption("geheim", strength=128))
    assert "locked" in text_of(locked, "a.pdf").reason
    scan = text_of(pdf([], [], [(LEFT, 100, SENTENCE, SIZE)]), "a.pdf")
    assert (scan.state, scan.reason) == ("needs_ocr", "no text layer on 2 of 3 pages")
    mixed = text_of(pdf([(LEFT, 100, SENTENCE, SIZE)], [(LEFT, 100, SENTENCE, SIZE)], []), "a.pdf")
    assert (mixed.state, mixed.reason) == ("read", "1 of 3 pages are pictures")


def test_a_hundred_thousand_pages_are_read_in_part() -> None:
    count = 100_000
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 44>>stream\nBT /F 12 Tf 50 200 Td (Yunzhou air plan) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(parts, 1))
    found = text_of(body + b"trailer<</Root 1 0 R>>", "a.pdf")
    assert (found.state, found.reason) == ("read", "read up to page 500 of its 100000 pages")
