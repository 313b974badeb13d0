"""Makes the attachments: PDF and DOCX files whose bytes are the same for the same text."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from crawlers.sample.text import Piece, pieces

FONT = "STSong-Light"
MADE = datetime(2026, 1, 1)
"""All files bear one day: their hashes enter version ids."""
_ALIGNMENT = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@cache
def make(ending: str, text: str) -> bytes:
    """The file of that ending (`pdf` or `docx`) that shows the text."""
    return {"pdf": pdf, "docx": word}[ending](text)


def pdf(text: str) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, title="样例", author="样例", invariant=1)
    document.build([_flowable(piece) for piece in pieces(text)])
    return out.getvalue()


def _flowable(piece: Piece) -> Flowable:
    if piece.rows:
        rows = [[Paragraph(cell, _style("plain", indent=False)) for cell in row] for row in piece.rows]
        return Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    return Paragraph(piece.text, _style(piece.look, indent=piece.look in ("plain", "bold")))


def _style(look: str, *, indent: bool) -> ParagraphStyle:
    alignment = {"centre": TA_CENTER, "right": TA_RIGHT}.get(look, 0)
    return ParagraphStyle(
        look,
        fontName=FONT,
        fontSize=15 if look == "centre" else 11,
        leading=20,
        alignment=alignment,
        firstLineIndent=22 if indent else 0,
        wordWrap="CJK",
    )


def word(text: str) -> bytes:
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.created, properties.modified = "样例", "样例", MADE, MADE
    for piece in pieces(text):
        if piece.rows:
            _word_table(document, piece)
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(piece.text).bold = piece.look in ("bold", "centre")
            paragraph.alignment = _ALIGNMENT.get(piece.look, WD_ALIGN_PARAGRAPH.LEFT)
    out = io.BytesIO()
    document.save(out)
    return _fixed_times(out.getvalue())


def _word_table(document: docx.document.Document, piece: Piece) -> None:
    table = document.add_table(rows=0, cols=len(piece.rows[0]), style="Table Grid")
    for row in piece.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _fixed_times(packed: bytes) -> bytes:
    """The same archive with one time on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            member = zipfile.ZipInfo(info.filename, MADE.timetuple()[:6])
            new.writestr(member, old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
