"""A full translation as a Word document: to be read and filed, or compared with the original column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from digests.office import CHINESE, JAPANESE, saved, set_page, set_styles, typeset
from digests.plans import grids
from digests.plans.aims import Goal
from digests.plans.passages import LANG, Passage, Piece
from digests.wording import word

if TYPE_CHECKING:
    from digests.plans import Layout
    from digests.plans.sheet import Sheet

suffix = ".docx"
layouts: Sequence[Layout] = ("ja", "side")
_SOFT = RGBColor(0x50, 0x61, 0x6E)
_SMALL = 8.5
"""Points: states, notes, quotes."""
_CELL = 9.0
"""Points: cells of a table."""
_GOAL_COLUMNS = ("indicator", "value", "base", "due", "duty", "quote")
_GOAL_WIDTHS = (3.6, 2.6, 1.5, 2.2, 2.9, 4.2)
"""Centimetres; 17 in all."""


def render(sheet: Sheet, layout: Layout) -> bytes:
    """The document; the same sheet gives the same bytes."""
    document = docx.Document()
    set_styles(document)
    set_page(document, sheet.title.ja or sheet.title.zh, "ja-JP")
    _head(document, sheet)
    if layout == "ja":
        _house(document, sheet)
    else:
        _side(document, sheet)
    _goals(document, sheet)
    _credits(document, sheet)
    return saved(document)


# ---------------------------------------------------------------- head


def _head(document: Document, sheet: Sheet) -> None:
    if sheet.is_sample:
        _line(document, word(LANG, "edition.sample_note"), small=True)
    _line(document, f"【{word(LANG, 'plan.provisional')}】")
    for issuer in sheet.issuers:
        _line(document, issuer, align=WD_ALIGN_PARAGRAPH.CENTER)
    title = document.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    typeset(title.add_run(sheet.heading), JAPANESE if sheet.title.ja else CHINESE)
    _state(title, sheet.title.label)
    if sheet.title.ja:
        _line(document, sheet.title.zh, CHINESE, align=WD_ALIGN_PARAGRAPH.CENTER, small=True)
    if sheet.url:
        _line(document, sheet.url, small=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    if sheet.number:
        _line(document, sheet.number, CHINESE)
    if sheet.addressees:
        _line(document, word(LANG, "plan.to", names=sheet.addressees))
    for label, value in sheet.dates:
        _line(document, f"{label}：{value}")
    _line(document, f"{word(LANG, 'plan.states')}：{'、'.join(said for _, said in sheet.shares)}")
    _line(document, word(LANG, "plan.prevails"), small=True)
    if sheet.from_attachment:
        _line(document, word(LANG, "plan.attachment"), small=True)


# ---------------------------------------------------------------- body


def _house(document: Document, sheet: Sheet) -> None:
    """Japanese alone, as the real translations were."""
    if sheet.letter:
        document.add_heading(word(LANG, "plan.letter"), 1)
        _paragraphs(document, sheet, sheet.letter)
        _line(document, f"{word(LANG, 'plan.enclosed')}：")
    else:
        document.add_heading(word(LANG, "plan.ja"), 1)
    _paragraphs(document, sheet, sheet.body)


def _paragraphs(document: Document, sheet: Sheet, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        if piece.rows:
            _rows(document, piece, _plain, shown=not sheet.whole)
            continue
        heading = piece.type == "heading"
        paragraph = document.add_heading(level=min(piece.level + 1, 3)) if heading else document.add_paragraph()
        if piece.anchor in sheet.signatures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif not heading:
            paragraph.paragraph_format.first_line_indent = Pt(10.5)
        for passage in piece.passages:
            _say(paragraph, passage, shown=passage.untranslated or not sheet.whole)


def _side(document: Document, sheet: Sheet) -> None:
    """Original at the left, translation at the right, a row a passage; in a table it stands above the translation."""
    document.add_heading(word(LANG, "plan.body"), 1)
    for is_table, pieces in groupby(sheet.pieces, key=lambda piece: bool(piece.rows)):
        if is_table:
            for piece in pieces:
                _rows(document, piece, _pair, shown=True)
        else:
            _columns(document, pieces)
            grids.gap(document)


def _columns(document: Document, pieces: Iterable[Piece]) -> None:
    table = grids.grid(document, (grids.WIDTH / 2, grids.WIDTH / 2))
    _heads(table, (word(LANG, "plan.zh"), word(LANG, "plan.ja")))
    for piece in pieces:
        for passage in piece.passages:
            left, right = (cell.paragraphs[0] for cell in grids.row(table))
            _original(left, passage)
            if passage.ja:
                _say(right, passage, shown=True, size=_CELL)
            else:
                typeset(right.add_run(passage.gloss), JAPANESE, _SMALL)
                _state(right, passage.label)
            if piece.type == "heading":
                for run in (*left.runs, *right.runs):
                    run.bold = run.font.size != Pt(_SMALL)


def _rows(document: Document, piece: Piece, write: Callable[[_Cell, Passage, bool], None], *, shown: bool) -> None:
    """A table of the original; its state is said once, below it, where all of it has the same."""
    columns = max(map(len, piece.rows))
    table = grids.grid(document, [grids.WIDTH / columns] * columns)
    for number, row in enumerate(piece.rows):
        cells = grids.row(table, head=number == 0 and piece.headed)
        for cell, passage in zip(cells, row, strict=False):
            write(cell, passage, not piece.shared and (shown or passage.untranslated))
            for run in cell.paragraphs[-1].runs:
                run.bold = (number == 0 and piece.headed and run.font.size != Pt(_SMALL)) or None
    below = document.add_paragraph()
    if piece.shared and (shown or piece.state == "untranslated"):
        _state(below, piece.shared)


def _plain(cell: _Cell, passage: Passage, shown: bool) -> None:
    """A cell in Japanese, as far as there is any."""
    _say(cell.paragraphs[0], passage, shown=shown, size=_CELL)


def _pair(cell: _Cell, passage: Passage, shown: bool) -> None:
    """A cell of the original above its translation; a figure, which is the same in both, once."""
    if passage.alike:
        _plain(cell, passage, shown)
        return
    _original(cell.paragraphs[0], passage).font.color.rgb = _SOFT if passage.ja else None
    if passage.ja or passage.gloss:
        below = cell.add_paragraph()
        grids.set_close(below)
        _say(below, passage, shown=shown, size=_CELL)
    elif shown and passage.zh:
        _state(cell.paragraphs[0], passage.label)


def _original(paragraph: Paragraph, passage: Passage) -> Run:
    return typeset(paragraph.add_run(f"{passage.marker}{passage.zh}"), CHINESE, _CELL)


def _say(paragraph: Paragraph, passage: Passage, *, shown: bool, size: float | None = None) -> None:
    """The passage in Japanese, or in Chinese with its terms glossed, and its state where it matters."""
    if passage.untranslated:
        typeset(paragraph.add_run(f"{passage.marker}{passage.gloss or passage.zh}"), CHINESE, size)
    else:
        typeset(paragraph.add_run(passage.numbering), JAPANESE, size)
        for run in passage.runs:
            typeset(paragraph.add_run(run.text), JAPANESE, size)
            if run.note:
                note = typeset(paragraph.add_run(word(LANG, "plan.note", note=run.note)), JAPANESE, _SMALL)
                note.font.color.rgb = _SOFT
    if passage.zh and shown:
        _state(paragraph, passage.label)


def _state(paragraph: Paragraph, label: str) -> None:
    typeset(paragraph.add_run(f"［{label}］"), JAPANESE, _SMALL).font.color.rgb = _SOFT


# ---------------------------------------------------------------- end


def _goals(document: Document, sheet: Sheet) -> None:
    document.add_heading(word(LANG, "plan.targets"), 1)
    if not sheet.goals:
        _line(document, word(LANG, "plan.no_targets"))
        return
    table = grids.grid(document, _GOAL_WIDTHS)
    _heads(table, [word(LANG, f"plan.{key}") for key in _GOAL_COLUMNS])
    for alike in sheet.goals_by_sentence:
        rows = [_goal_row(table, goal) for goal in alike]
        quote = rows[0][-1].merge(rows[-1][-1])
        typeset(quote.paragraphs[0].add_run(alike[0].quote), CHINESE, _SMALL)


def _goal_row(table: Table, goal: Goal) -> tuple[_Cell, ...]:
    """A row of the table, its last cell left for the sentence that several rows share."""
    cells = grids.row(table)
    for cell, key in zip(cells[:-1], _GOAL_COLUMNS, strict=False):
        said = f"{goal.due} {goal.nature}".strip() if key == "due" else getattr(goal, key)
        typeset(cell.paragraphs[0].add_run(said), JAPANESE, _SMALL)
    return cells


def _credits(document: Document, sheet: Sheet) -> None:
    document.add_paragraph()
    for label, value in sheet.credits:
        _line(document, f"{label}：{value}", small=True)


# ---------------------------------------------------------------- parts


def _line(
    document: Document,
    text: str,
    font: str = JAPANESE,
    *,
    small: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(2)
    typeset(paragraph.add_run(text), font, _SMALL if small else None)


def _heads(table: Table, heads: Sequence[str]) -> None:
    for cell, text in zip(grids.row(table, head=True), heads, strict=True):
        typeset(cell.paragraphs[0].add_run(text), JAPANESE, _SMALL).bold = True
