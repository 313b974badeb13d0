"""What strangers write stays text: in every format, in links, cells and volumes, in the head of a mail."""

from __future__ import annotations

import io
import json
import re
import zipfile
from email import message_from_bytes
from email.policy import SMTP

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from openpyxl import load_workbook

from digests import build, formats, plans, volume
from digests.formats.text import LONGEST
from digests.mail.letter import compose
from digests.plans.sheet import sheet
from digests.volume import Issue, Year
from digests.volume import docx as volume_docx
from digests.volume import pdf as volume_pdf
from tests import entries, years
from tests.post_office import reader
from tests.test_formats import as_text
from warehouse.models import Block, Edition, Entry

HOSTILE = '<script>alert(1)</script>\u202e逆\u2066\u200b\x00\ufffe\uffff\x0b\r\nBcc: a@b.example\r\n=HYPERLINK("http://evil.example")」'
NEVER_SEEN = "[\u202a-\u202e\u2066-\u2069\u200b\x00\r\ufffe\uffff]"


def hostile() -> list[Entry]:
    long = "长" * 4000
    return [
        entries.entry(HOSTILE, "120000", 99, issuers=(HOSTILE,), addressees=(HOSTILE,), number=HOSTILE, site="天津市"),
        entries.entry("=cmd|' /C calc'!A0" + HOSTILE, "120000", 98, url="javascript:alert(1)//" + HOSTILE),
        entries.entry(long, "120000", 97, url="http://x.example/" + "a" * 5000, keywords=(long, HOSTILE)),
        entries.entry("事件", "120000", 96, url='http://x.example/"><script>alert(2)</script>'),
    ]


HOSTILE_EDITION = build.editions(entries.MONTH, hostile(), entries.COVERAGE, entries.SOURCES)[5]


@pytest.mark.parametrize("name", formats.names())
def test_hostile_text_is_inert_in_every_format(name: str) -> None:
    edition = build.editions(entries.MONTH, hostile(), entries.COVERAGE, entries.SOURCES)[5]
    page = as_text(formats.render(edition, name), name)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\r\ufffe\uffff]", page + edition.subject)
    assert "javascript:" not in page
    assert "长" * 300 not in page
    if name == "html":
        tags = BeautifulSoup(page, "lxml").find_all(True)
        assert not any(tag.name == "script" or any(name.startswith("on") for name in tag.attrs) for tag in tags)
    if name == "text":
        assert len(page) <= LONGEST


def test_what_looks_like_a_formula_is_text_in_a_workbook() -> None:
    formula = entries.entry("=1+1", "120000", 99, translations=(entries.translation("=1+1", "ja", "=1+1"),))
    edition = build.editions(entries.MONTH, [formula], entries.COVERAGE, entries.SOURCES)[5]
    book = load_workbook(io.BytesIO(formats.render(edition, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells and all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def links_of_pdf(made: bytes) -> list[tuple[bytes, bytes]]:
    """Where the links of a PDF lead, and everything in it that would act."""
    document = pypdfium2.PdfDocument(made)
    assert len(document)
    return re.findall(rb"/URI *\(([^)]*)\)|(/JavaScript|/Launch|/OpenAction|/EmbeddedFile)", made)


def links_of_word(made: bytes) -> tuple[set[str], str]:
    """What a document points to outside itself, and the instructions of its fields."""
    document = docx.Document(io.BytesIO(made))
    outside = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    return outside, " ".join(text.text or "" for text in document.element.body.iter(qn("w:instrText")))


def test_the_long_form_leads_to_web_addresses_only() -> None:
    outside, fields = links_of_word(formats.render(HOSTILE_EDITION, "docx"))
    assert outside and all(re.fullmatch(r"https?://[^\s<>\"]+", url) for url in outside)
    assert not re.search("HYPERLINK|DDE|INCLUDE", fields)
    found = links_of_pdf(formats.render(HOSTILE_EDITION, "pdf"))
    assert found and all(url.startswith(b"http") and not acts for url, acts in found)


def test_a_workbook_calculates_nothing_and_its_pages_are_headed_by_text() -> None:
    odd = HOSTILE_EDITION.model_copy(update={"subject": "a&b &P &[Path] =1+1" + HOSTILE.replace("\x00", "")})
    made = formats.render(odd, "xlsx")
    book = load_workbook(io.BytesIO(made))
    for page in book.worksheets:
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert all(cell.data_type in ("s", "n", "d") for cell in cells)
        assert all(str(cell.hyperlink.target).startswith("http") for cell in cells if cell.hyperlink)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        head = BeautifulSoup(parts.read("xl/worksheets/sheet1.xml"), "xml").find("oddHeader")
        assert head is not None and head.text.startswith("&La&&b &&P &&")
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name.lower()]


def test_json_of_hostile_text_is_read_back_as_the_edition() -> None:
    made = formats.render(HOSTILE_EDITION, "json")
    assert Edition.model_validate(json.loads(made)) == HOSTILE_EDITION
    urls = [item["url"] for section in json.loads(made)["sections"] for item in section["items"]]
    assert all(not url or url.startswith("http") for url in urls)


def test_a_volume_and_its_charts_keep_hostile_text_as_text() -> None:
    told = {one.id: years.counted(one) for one in hostile()}
    year = Year(2026, (Issue(entries.MONTH, HOSTILE_EDITION, was_run=True),), told)
    book = volume.volume(year, "place")
    pdf = volume_pdf.render(book)
    assert all(url.startswith(b"http") and not acts for url, acts in links_of_pdf(pdf))
    word = volume_docx.render(book, volume_pdf.pages(pdf))
    outside, fields = links_of_word(word)
    assert all(url.startswith("http") for url in outside) and not re.search("HYPERLINK|DDE", fields)
    for text in (as_text(pdf, "pdf"), as_text(word, "docx")):
        assert "alert(1)" in text and not re.search(NEVER_SEEN, text)


@pytest.mark.parametrize(
    "subject", [HOSTILE, "长" * 4000, "=cmd|' /C calc'!A0\u2028Bcc: a@b.example", "邢滬濰漯亳" * 80]
)
def test_the_head_of_a_mail_stays_what_it_is(subject: str) -> None:
    odd = HOSTILE_EDITION.model_copy(update={"subject": subject})
    raw = compose(odd, b"text\n", b"<p>text</p>", reader("kankyo")).as_bytes()
    head = raw.split(b"\r\n\r\n")[0]
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    read = message_from_bytes(raw, policy=SMTP)
    assert not {"Bcc", "Cc"} & set(read.keys()) and len(read.get_all("Subject", [])) == 1
    assert not re.search(NEVER_SEEN + "|\n", str(read["Subject"]))


@pytest.mark.parametrize("name", ["html", "text"])
def test_hostile_text_is_inert_in_a_plan(name: str) -> None:
    release, analysis, segments, known = entries.plan()
    bad = release.model_copy(
        update={
            "title": HOSTILE,
            "issuers": (HOSTILE,),
            "url": "javascript:alert(1)",
            "blocks": (Block(type="table", rows=((HOSTILE,),)),),
        }
    )
    form = plans.form(name)
    page = "".join(form.render(sheet(bad, analysis, segments[:1], known), x).decode() for x in form.layouts)
    assert "javascript:" not in page and "\u202e" not in page and (name == "text" or "<script" not in page)
