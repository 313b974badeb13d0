"""A full translation as a Word document: to be read and filed, or compared with the original column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from digests.office import CHINESE, JAPANESE, saved, set_page, set_styles, typeset
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
    _state(title, sheet.title)
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
            table = _table(document, [17 / len(piece.rows[0])] * len(piece.rows[0]))
            for row in piece.rows:
                _row(table, row, sheet)
            document.add_paragraph()
            continue
        heading = piece.type == "heading"
        paragraph = document.add_heading(level=min(piece.level + 1, 3)) if heading else document.add_paragraph()
        if piece.anchor in sheet.signatures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif not heading:
            paragraph.paragraph_format.first_line_indent = Pt(10.5)
        for passage in piece.passages:
            _say(paragraph, passage, shown=not sheet.whole)


def _side(document: Document, sheet: Sheet) -> None:
    """Original at the left, translation at the right, a row a passage."""
    document.add_heading(word(LANG, "plan.body"), 1)
    table = _table(document, (8.5, 8.5), [word(LANG, "plan.zh"), word(LANG, "plan.ja")])
    for piece in sheet.pieces:
        for passage in [cell for row in piece.rows for cell in row if cell.zh] or piece.passages:
            left, right = table.add_row().cells  # type: ignore[no-untyped-call]
            original = typeset(left.paragraphs[0].add_run(f"{passage.marker}{passage.zh}"), CHINESE)
            original.bold = piece.type == "heading"
            if passage.ja:
                _say(right.paragraphs[0], passage, shown=True)
            else:
                typeset(right.paragraphs[0].add_run(passage.gloss), JAPANESE, _SMALL)
                _state(right.paragraphs[0], passage)
    _set_widths(table, (8.5, 8.5))


def _say(paragraph: Paragraph, passage: Passage, *, shown: bool) -> None:
    """The passage in Japanese, or in Chinese with its terms glossed, and its state where it matters."""
    if passage.untranslated:
        typeset(paragraph.add_run(f"{passage.marker}{passage.gloss or passage.zh}"), CHINESE)
    else:
        typeset(paragraph.add_run(passage.numbering), JAPANESE)
        for run in passage.runs:
            typeset(paragraph.add_run(run.text), JAPANESE)
            if run.note:
                note = typeset(paragraph.add_run(word(LANG, "plan.note", note=run.note)), JAPANESE, _SMALL)
                note.font.color.rgb = _SOFT
    if passage.zh and (shown or passage.untranslated):
        _state(paragraph, passage)


def _state(paragraph: Paragraph, passage: Passage) -> None:
    typeset(paragraph.add_run(f"［{passage.label}］"), JAPANESE, _SMALL).font.color.rgb = _SOFT


# ---------------------------------------------------------------- end


def _goals(document: Document, sheet: Sheet) -> None:
    document.add_heading(word(LANG, "plan.targets"), 1)
    if not sheet.goals:
        _line(document, word(LANG, "plan.no_targets"))
        return
    table = _table(document, _GOAL_WIDTHS, [word(LANG, f"plan.{key}") for key in _GOAL_COLUMNS])
    for alike in sheet.goals_by_sentence:
        rows = [_goal_row(table, goal) for goal in alike]
        quote = rows[0][-1].merge(rows[-1][-1])
        typeset(quote.paragraphs[0].add_run(alike[0].quote), CHINESE, _SMALL)
    _set_widths(table, _GOAL_WIDTHS)


def _goal_row(table: Table, goal: Goal) -> tuple[_Cell, ...]:
    """A row of the table, its last cell left for the sentence that several rows share."""
    cells: tuple[_Cell, ...] = table.add_row().cells  # type: ignore[no-untyped-call]
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


def _table(document: Document, widths: Sequence[float], heads: Sequence[str] = ()) -> Table:
    """A table of no rows but its head, which every page repeats."""
    table: Table = document.add_table(rows=1 if heads else 0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells if heads else (), heads, strict=True):
        typeset(cell.paragraphs[0].add_run(text), JAPANESE, _SMALL).bold = True
    if heads:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _row(table: Table, row: Sequence[Passage], sheet: Sheet) -> None:
    cells: tuple[_Cell, ...] = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, passage in zip(cells, row, strict=False):
        _say(cell.paragraphs[0], passage, shown=not sheet.whole)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Word keeps the widths of the columns, LibreOffice those of the cells."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
