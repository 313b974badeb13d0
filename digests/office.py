"""Word documents that come out the same every time, with fonts for Japanese and Chinese."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.run import Run

JAPANESE, CHINESE = "Yu Mincho", "SimSun"
"""Fonts that every Word has; others fall back to what is there."""
ACCENT, SOFT, WARNING, LINK = "2B7FB8", "50616E", "8A3B00", "0B5C8F"
_LANGUAGE = {JAPANESE: "ja-JP", CHINESE: "zh-CN"}
_FIXED = (1980, 1, 1, 0, 0, 0)


class Look(NamedTuple):
    """How a heading is set: size in half points, room around it in twips."""

    size: int
    before: int
    after: int
    colour: str = ""
    shade: str = ""
    rule: bool = False


def typeset(run: Run, font: str, size: float | None = None) -> Run:
    """The run in a font and its language."""
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for place in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(place), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), _LANGUAGE[font])
    properties.append(language)
    if size is not None:
        run.font.size = Pt(size)
    return run


def set_styles(document: Document, size: float = 10.5) -> None:
    """Body and headings in the Japanese font, headings black as official papers have them."""
    for name, points in (
        ("Normal", size),
        ("Heading 1", 14),
        ("Heading 2", 12),
        ("Heading 3", size),
        ("Heading 4", size),
        ("Title", 16),
    ):
        style = document.styles[name]
        style.font.size = Pt(points)
        style.font.color.rgb, style.font.italic = None, False
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for place in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(place), JAPANESE)


def set_page(document: Document, title: str, language: str) -> None:
    """A4 with numbered pages; nothing of who made it or when."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    number_pages(document)
    document.core_properties.title = title[:250]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = language


def number_pages(document: Document) -> None:
    """— 1 — at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = 1
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        paragraph.add_run()._r.append(part)


def saved(document: Document) -> bytes:
    """The file, every part dated alike: the same document is the same bytes."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
