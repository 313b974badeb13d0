"""Editions and plan pages in every format: as read and approved, within their lengths, hostile text inert."""

from __future__ import annotations

import io
import itertools
import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from jsonschema import Draft202012Validator, ValidationError
from openpyxl import load_workbook

from digests import build, formats, plans
from digests.by_name import UnknownFormat
from digests.formats.html import LARGEST
from digests.formats.json import SCHEMA, schema
from digests.formats.text import LONGEST
from digests.plans.sheet import sheet
from digests.wrapping import COLUMNS, HANG, width, wrap
from tests import entries
from warehouse.models import Edition, Entry

GOLD = Path(__file__).parent / "gold" / "editions"
EDITIONS = {
    f"{e.municipality}.{e.lang}": e
    for e in build.editions(entries.MONTH, entries.ENTRIES, entries.COVERAGE, entries.SOURCES)
}
LAYOUTS = get_args(plans.Layout)


def in_word(made: bytes) -> str:
    """All text of a document in its order, a paragraph a line."""
    document = docx.Document(io.BytesIO(made))
    header = document.sections[0].header.paragraphs[0].text
    body = document.element.body.iter(qn("w:p"))
    return "\n".join([header, *("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body)]) + "\n"


def in_cells(made: bytes) -> str:
    """All cells of a workbook: its sheets, a row a line, columns apart by tabs."""
    book = load_workbook(io.BytesIO(made))
    rows = [[f"# {s.title}", *("\t".join(map(shown, row)) for row in s.values)] for s in book.worksheets]
    return "\n".join(line for sheet in rows for line in sheet) + "\n"


def in_pdf(made: bytes) -> str:
    """All text of a PDF, a line of it a line."""
    document = pypdfium2.PdfDocument(made)
    pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(text.replace("\r\n", "\n").replace("\ufffe", "-") for text in pages) + "\n"


def shown(value: object) -> str:
    """A cell's value on one line."""
    return "" if value is None else str(value).replace("\n", " / ")


def as_text(made: bytes, name: str) -> str:
    """What a format says, without how it is drawn."""
    return READ[name](made) if name in READ else made.decode()


READ = {"docx": in_word, "xlsx": in_cells, "pdf": in_pdf}


def golden(path: Path, made: bytes) -> None:
    """Equal to what somebody read once; a missing file is written and the test fails until it has been read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
        pytest.fail(f"{path} did not exist: it is written now; read it")
    assert made.decode() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", formats.names())
@pytest.mark.parametrize("edition", ["kitakyushu.ja", "saitama.ja", "common.en"])
def test_golden_editions(edition: str, name: str) -> None:
    made = formats.render(EDITIONS[edition], name)
    read = f"{formats.suffix(name)}.txt" if name in READ else formats.suffix(name)
    golden(GOLD / f"{edition}{read}", as_text(made, name).encode())
    assert made == formats.render(EDITIONS[edition], name)


@pytest.mark.parametrize(
    ("name", "layout"), [(name, layout) for name in ("html", "text", "pdf") for layout in plans.form(name).layouts]
)
def test_golden_plan(name: str, layout: plans.Layout) -> None:
    form = plans.form(name)
    made = form.render(sheet(*entries.plan()), layout)
    read = f"{form.suffix}.txt" if name in READ else form.suffix
    golden(GOLD / f"plan.{layout}{read}", as_text(made, name).encode())
    assert made == form.render(sheet(*entries.plan()), layout)


def busy(count: int, title: str = "天津市关于做好大气污染防治工作的通知") -> dict[str, Edition]:
    """A month with far too much in it."""
    places = ("120000", "310000", "420100", "130200", "370100", "100000")
    found: list[Entry] = []
    for number in range(count):
        place = places[number % len(places)]
        base = entries.TIANJIN_PLAN
        more = {"targets": base.analysis.targets, "changes": base.assessment.changes, "level": "city"}
        found.append(entries.entry(f"{title}第{number}号", place, 90 - number % 60, **more))
    made = build.editions(entries.MONTH, found, entries.COVERAGE, entries.SOURCES)
    return {f"{e.municipality}.{e.lang}": e for e in made}


@pytest.mark.parametrize("count", [60, 300])
def test_lengths_hold_in_a_busy_month_and_what_goes_is_counted(count: int) -> None:
    editions = busy(count)
    text = formats.render(editions["kitakyushu.ja"], "text").decode()
    assert len(text) <= LONGEST
    assert "件は全文版に掲載）" in text
    assert count > 60 or "［1］" in text
    assert text.rstrip().endswith("ご返信ください。")
    page = formats.render(editions["common.ja"], "html")
    assert len(page) <= LARGEST


def test_other_movements_are_dropped_first() -> None:
    text = formats.render(busy(24)["yokkaichi.ja"], "text").decode()
    assert len(text) <= LONGEST
    partner, left = text.split("■ 中央")[0], text.split("■ 紙幅のため省いた項目")[1]
    assert "その他の動き" in left and "全文版に掲載" in left and "全文版に掲載" not in partner
    assert "■ その他の動き" not in text


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: e.id)
def test_the_first_400_characters_are_enough(edition: Edition) -> None:
    head = formats.render(edition, "text").decode()[: 620 if edition.municipality == "common" else 400]
    if edition.lang == "ja":
        assert "■ 収集状況" in head and "■ 今月の要点" in head and "・" in head.split("■ 今月の要点")[1]


@pytest.mark.parametrize("name", [n for n in formats.names() if n != "json"])
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: e.id)
def test_samples_are_marked_and_originals_reachable(edition: Edition, name: str) -> None:
    page = as_text(formats.render(edition, name), name)
    assert "【標本】" in page
    page = "".join(page.split())
    for section in edition.sections:
        assert all((item.url in page and item.entry_id in page) or section.id == "others" for item in section.items)


@pytest.mark.parametrize("name", formats.names())
def test_the_english_edition_has_no_word_of_japanese(name: str) -> None:
    page = as_text(formats.render(EDITIONS["common.en"], name), name)
    assert not re.findall("[ぁ-んァ-ヶ].*", page)
    assert name not in ("text", "html") or "　" not in page


def test_targets_of_two_places_stand_side_by_side_in_the_long_form() -> None:
    aim = entries.target("细颗粒物年均浓度", "at_most", 28, "微克/立方米", due=date(2027, 12, 31))
    shanghai = entries.entry("上海市空气质量行动计划", "310000", 70, level="province", targets=(aim,))
    made = build.editions(entries.MONTH, [*entries.ENTRIES, shanghai], entries.COVERAGE, entries.SOURCES)
    edition = next(e for e in made if e.municipality == "kitakyushu")
    document = docx.Document(io.BytesIO(formats.render(edition, "docx")))
    [picture] = document.inline_shapes
    alt = picture._inline.docPr.get("descr")
    assert "2地域のPM2.5年平均濃度の目標。最も低い値は上海市 28 µg/m³" in alt
    for name in ("docx", "pdf"):
        page = as_text(formats.render(edition, name), name)
        assert re.search(r"天津市\s*2028年\s*33 µg/m³以下", page) and re.search(r"上海市\s*2027年\s*28 µg/m³以下", page)
    assert not docx.Document(io.BytesIO(formats.render(EDITIONS["kitakyushu.ja"], "docx"))).inline_shapes


def test_json_is_the_edition() -> None:
    for edition in EDITIONS.values():
        assert Edition.model_validate_json(formats.render(edition, "json")) == edition
        assert json.loads(formats.render(edition, "json"))["month"] == entries.MONTH


def test_programs_find_in_an_edition_what_its_schema_says() -> None:
    """Whoever changes the record makes the file again (`python -m digests schema`) and sees what changed."""
    assert SCHEMA.read_text(encoding="utf-8") == schema()
    told = Draft202012Validator(json.loads(schema()))
    for edition in EDITIONS.values():
        told.validate(json.loads(formats.render(edition, "json")))
    with pytest.raises(ValidationError, match="importance"):
        told.validate(json.loads(formats.render(EDITIONS["common.ja"], "json").replace(b"importance", b"weight")))


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: e.id)
def test_html_is_self_contained_and_ordered(edition: Edition) -> None:
    page = BeautifulSoup(formats.render(edition, "html"), "lxml")
    assert not page.find_all(["img", "link", "script", "iframe", "form"])
    assert page.html is not None and page.html["lang"] == edition.lang
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {str(a["href"])[1:] for a in page.find_all("a") if str(a["href"]).startswith("#")} <= set(ids)
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3"])]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert "prefers-color-scheme: dark" in formats.render(edition, "html").decode()


def test_the_long_form_has_all_of_the_edition_and_numbers_stay_numbers() -> None:
    for edition in EDITIONS.values():
        said = in_word(formats.render(edition, "docx"))
        for section in edition.sections:
            for item in section.items:
                aims = [part for aim in item.aims for part in (aim.indicator, aim.value, aim.quote)]
                short = section.id in ("headlines", "others")
                texts = [item.heading, item.title_zh, item.url] + ([] if short else [*item.lead, item.why, *aims])
                assert [text for text in texts if text not in said] == []
        assert all(f"{reading.name}" in said and reading.state in said for reading in edition.readings)
    book = load_workbook(io.BytesIO(formats.render(EDITIONS["common.ja"], "xlsx")))
    assert 33.0 in [value for row in book["【標本】数値目標"].values for value in row]
    items = book["【標本】項目"]
    assert items.print_area == f"'【標本】項目'!$A$1:$I${items.max_row}"
    assert all(13 < (items.row_dimensions[at].height or 0) <= 165 for at in range(2, items.max_row + 1))


def test_a_pdf_brings_its_own_fonts_numbers_its_pages_and_finds_its_items() -> None:
    """Whoever opens it needs no Chinese font."""
    made = formats.render(EDITIONS["kitakyushu.ja"], "pdf")
    fonts = set(re.findall(rb"/FontName */([^ /]+)", made))
    assert fonts and all(b"NotoSansCJKjp" in font for font in fonts)
    assert b"/FontFile3" in made and b"pdfuaid" in made
    pages = in_pdf(made)
    document = pypdfium2.PdfDocument(made)
    assert f"1 / {len(document)}" in pages and f"{len(document)} / {len(document)}" in pages
    found = [bookmark.get_title() for bookmark in document.get_toc()]
    assert [item.heading for s in EDITIONS["kitakyushu.ja"].sections for item in s.items if s.id != "headlines"] == [
        title.partition("］")[2] for title in found if title.startswith("［")
    ]


def test_a_character_that_no_font_has_does_not_stop_a_pdf() -> None:
    odd = entries.entry("空气\U0001f637质量⁻邢滬濰漯亳", "120000", 99)
    edition = build.editions(entries.MONTH, [odd], entries.COVERAGE, entries.SOURCES)[5]
    assert "邢滬濰漯亳" in in_pdf(formats.render(edition, "pdf"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("あ" * 35 + "。", ["あ" * 35 + "。"]),
        ("あ" * 34 + "「い」", ["あ" * 34, "「い」"]),
        ("https://x.example/" + "a" * 200, ["https://x.example/" + "a" * 200]),
        ("a" * 64 + " 2026–2028", ["a" * 64, "2026–2028"]),
        ("あ" * 34 + "2026年", ["あ" * 34, "2026年"]),
        ("", [""]),
        ("a" * 70 + " ", ["a" * 70]),
    ],
)
def test_wrapping(text: str, lines: list[str]) -> None:
    assert wrap(text) == lines


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: e.id)
def test_no_line_is_wider_than_a_mail_window(edition: Edition) -> None:
    for line in formats.render(edition, "text").decode().splitlines():
        assert width(line) <= COLUMNS + HANG or line.startswith("http"), line


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UnknownFormat, match="pptx"):
        formats.render(EDITIONS["saitama.ja"], "pptx")


def test_a_plan_says_from_what_a_change_is_counted() -> None:
    release, analysis, segments, known = entries.plan()
    aim = entries.target("细颗粒物年均浓度", "decrease", 4, "%", bound="about", quote=entries.quote("同比下降4%左右"))
    page = plans.files(sheet(release, analysis.model_copy(update={"targets": (aim,)}), segments, known))[
        "ja.txt"
    ].decode()
    assert "・PM2.5年平均濃度：約4％低減　基準：前年同期" in page


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plan_in_word_holds_every_passage_with_its_state(layout: plans.Layout) -> None:
    told = sheet(*entries.plan())
    made = plans.form("docx").render(told, layout)
    document = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    for piece in told.pieces:
        for passage in piece.passages:
            assert (passage.ja or passage.gloss or passage.zh) in text and f"［{passage.label}］" in text
    assert made == plans.form("docx").render(told, layout)


def test_abbreviations_and_idioms_are_explained_once_where_a_plan_first_mentions_them() -> None:
    release, analysis, segments, known = entries.plan()
    said = {
        "一企業一策を進め、揮発性有機化合物を削減する。": "推进一企一策，削减挥发性有机物。",
        "一企業一策を徹底する。": "落实一企一策。",
    }
    made = [
        segments[1].model_copy(update={"text": zh, "text_id": zh, "block": n}) for n, zh in enumerate(said.values())
    ]
    known = {zh: entries.translation(zh, "ja", ja) for ja, zh in said.items()}
    first, second = sheet(release, analysis, made, known).pieces[:2]
    assert (
        "一企業一策〔訳注：" in first.passages[0].noted
        and "揮発性有機化合物〔訳注：以下、VOCs〕" in first.passages[0].noted
    )
    assert (
        first.passages[0].ja == "一企業一策を進め、揮発性有機化合物を削減する。"
        and "訳注" not in second.passages[0].noted
    )
