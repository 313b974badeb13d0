"""The brief as a Word document, to be written into on the way."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Cm, RGBColor

from digests.brief.build import Brief
from digests.office import ACCENT, CHINESE, JAPANESE, LINK, SOFT, WARNING, Look, saved, set_page, set_styles, typeset
from digests.pages import environment, runs

suffix = ".docx"
SMALL = 8
NORMAL = 17
"""Half points."""
TIGHT = 4
HEADS = {1: Look(28, 0, 40, rule=True), 2: Look(19, 110, 30, LINK, shade="E4ECF1"), 3: Look(17, 50, 10)}


def render(brief: Brief) -> bytes:
    """The document; the same brief gives the same bytes."""
    document = docx.Document()
    set_styles(document, NORMAL / 2)
    set_page(document, brief.subject, "ja-JP")
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Cm(1.5)
    section.header_distance = section.footer_distance = Cm(0.7)
    paragraph = section.header.paragraphs[0]
    for text, colour in ((brief.subject, SOFT), (brief.mark, WARNING)):
        if text:
            typeset(paragraph.add_run(f"{text}　"), JAPANESE, SMALL).font.color.rgb = RGBColor.from_string(colour)
    _fill(document, brief)
    return saved(document)


def _fill(document: Document, brief: Brief) -> None:
    looks = {"normal": NORMAL, "heads": HEADS, "tight": TIGHT, "japanese": JAPANESE, "chinese": CHINESE}
    colours = {"soft": SOFT, "warning": WARNING, "accent": ACCENT}
    body = parse_xml(environment().get_template("brief.docx.xml").render(brief=brief, runs=runs, **looks, **colours))
    settings = document.element.body.sectPr
    for element in list(body):
        settings.addprevious(element)
