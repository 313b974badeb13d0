"""A volume as a Word document; its contents stand there from the first opening, and Word can make them again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor

from digests.office import ACCENT, CHINESE, JAPANESE, LINK, SOFT, WARNING, Look, saved, set_page, set_styles, typeset
from digests.pages import environment, runs
from digests.volume.book import Volume
from digests.volume.year import LANG
from digests.wording import word

suffix = ".docx"
SMALL = 8.5
NORMAL = 19
"""Half points; sizes and room are those of the PDF, whose pages the contents name."""
TIGHT = 8
HEADS = {
    1: Look(28, 0, 200, rule=True),
    2: Look(23, 400, 200, shade="E4ECF1"),
    3: Look(22, 220, 30),
    4: Look(19, 50, 20, LINK),
}
INDENTS = (0.0, 0.4, 0.8)
"""Centimetres by level of an entry of the contents."""


class Listed(NamedTuple):
    """An entry of the contents."""

    level: int
    text: str
    anchor: str
    page: str


def render(book: Volume, pages: Sequence[int] = ()) -> bytes:
    """The document; the same volume gives the same bytes.

    `pages` are those of the headings as the PDF has them: near enough until Word has counted its own.
    """
    document = docx.Document()
    set_styles(document, NORMAL / 2)
    _contents_styles(document)
    set_page(document, book.subject, "ja-JP")
    _header(document, book)
    _fill(document, book, pages)
    return saved(document)


def _contents_styles(document: Document) -> None:
    for level, indent in enumerate(INDENTS, start=1):
        style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        layout = style.paragraph_format
        layout.left_indent, layout.right_indent = Cm(indent), Cm(1.2)
        layout.space_before, layout.space_after = Pt((9, 2, 0)[level - 1]), Pt(0)
        layout.line_spacing = Pt(12)
        layout.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _header(document: Document, book: Volume) -> None:
    """What it is, on every page but the first; a sample says so."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    for text, colour in ((f"{book.title}　{book.order}", SOFT), (book.mark, WARNING)):
        if text:
            typeset(paragraph.add_run(text), JAPANESE, SMALL).font.color.rgb = RGBColor.from_string(colour)
            paragraph.add_run("　")


def _fill(document: Document, book: Volume, pages: Sequence[int]) -> None:
    """The body out of its template, in front of the page's settings."""
    every = [paper for chapter in book.chapters for group in chapter.groups for paper, _ in group.papers]
    urls = dict.fromkeys(paper.url for paper in every if paper.url)
    addresses = {url: document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True) for url in urls}
    drawn = ((one.title, io.BytesIO(one.chart.png())) for one in book.figures if one.chart)
    fields = {
        "book": book,
        "contents": list(_contents(book, pages)),
        "pictures": {title: document.part.get_or_add_image(png)[0] for title, png in drawn},
        "runs": runs,
        "addresses": addresses,
        "word": partial(word, LANG),
        "japanese": JAPANESE,
        "chinese": CHINESE,
        "soft": SOFT,
        "warning": WARNING,
        "accent": ACCENT,
        "normal": NORMAL,
        "heads": HEADS,
        "tight": TIGHT,
    }
    body = parse_xml(environment().get_template("volume.docx.xml").render(**fields))
    settings = document.element.body.sectPr
    for element in list(body):
        settings.addprevious(element)


def _contents(book: Volume, pages: Sequence[int]) -> Iterator[Listed]:
    """The headings in the order of the pages; without known pages their numbers are left to Word."""
    headings = list(_headings(book))
    numbers = map(str, pages) if len(pages) == len(headings) else iter([""] * len(headings))
    return (Listed(*heading, page) for heading, page in zip(headings, numbers, strict=True))


def _headings(book: Volume) -> Iterator[tuple[int, str, str]]:
    yield 1, word(LANG, "volume.figures"), "figures"
    yield from ((2, one.title, f"f{at}") for at, one in enumerate(book.figures, start=1))
    for chapter in book.chapters:
        yield 1, chapter.title, chapter.anchor
        for group in chapter.groups:
            yield 2, group.title, group.anchor
            yield from ((3, paper.label + paper.heading, paper.anchor) for paper, _ in group.papers)
    yield 1, book.index_title, "index"
