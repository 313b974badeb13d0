"""The edition as a Word document: the long form, to be read on paper, annotated and filed."""

from __future__ import annotations

import io
from functools import partial

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import RGBColor

from digests.longform import LongForm, longform
from digests.office import ACCENT, CHINESE, JAPANESE, LINK, SOFT, WARNING, Look, saved, set_page, set_styles, typeset
from digests.pages import environment, runs
from digests.wording import word
from warehouse.models import Edition

suffix = ".docx"
LANGUAGE = {"ja": "ja-JP", "en": "en-GB"}
SMALL = 8.5
NORMAL = 21
"""Half points."""
TIGHT = 18
"""Twips above and below a line in a table."""
HEADS = {1: Look(28, 360, 160, rule=True), 2: Look(23, 320, 40), 3: Look(20, 140, 50, LINK)}


def render(edition: Edition) -> bytes:
    """The document; the same edition gives the same bytes."""
    form = longform(edition)
    document = docx.Document()
    set_styles(document)
    set_page(document, form.subject, LANGUAGE[form.lang])
    _header(document, form)
    _fill(document, form)
    return saved(document)


def _header(document: Document, form: LongForm) -> None:
    """What it is, on every page; a sample says so."""
    paragraph = document.sections[0].header.paragraphs[0]
    for text, colour in ((f"{form.series}　{form.issue}　{form.reader}", SOFT), (form.mark, WARNING)):
        if text:
            typeset(paragraph.add_run(text), JAPANESE, SMALL).font.color.rgb = RGBColor.from_string(colour)
            paragraph.add_run("　")


def _fill(document: Document, form: LongForm) -> None:
    """The body out of its template, in front of the page's settings."""
    urls = dict.fromkeys(paper.url for chapter in form.chapters for paper in chapter.papers if paper.url)
    addresses = {url: document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True) for url in urls}
    drawn = ((chapter.title, io.BytesIO(chapter.chart.png())) for chapter in form.chapters if chapter.chart)
    pictures = {title: document.part.get_or_add_image(png)[0] for title, png in drawn}
    template = environment().get_template("edition.docx.xml")
    fonts = {"japanese": JAPANESE, "chinese": CHINESE, "normal": NORMAL, "heads": HEADS, "tight": TIGHT}
    colours = {"soft": SOFT, "warning": WARNING, "accent": ACCENT}
    said = partial(word, form.lang)
    body = parse_xml(
        template.render(form=form, runs=runs, addresses=addresses, word=said, pictures=pictures, **fonts, **colours)
    )
    settings = document.element.body.sectPr
    for element in list(body):
        settings.addprevious(element)
