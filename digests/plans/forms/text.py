"""A full translation as plain text, in the house layout alone: text has no room for two columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from digests.plans.passages import LANG, Passage, Piece
from digests.wording import word
from digests.wrapping import COLUMNS, width, wrap

if TYPE_CHECKING:
    from digests.plans import Layout
    from digests.plans.sheet import Sheet

suffix = ".txt"
layouts: Sequence[Layout] = ("ja",)
_RULE = "―" * (COLUMNS // 2)


def render(sheet: Sheet, layout: Layout) -> bytes:
    """The translation in UTF-8."""
    return ("\n".join([*_head(sheet), *_house(sheet), "", _RULE, *_credits(sheet)]) + "\n").encode()


def _head(sheet: Sheet) -> Iterator[str]:
    if sheet.is_sample:
        yield from (*wrap(word(LANG, "edition.sample_note")), "")
    yield f"【{word(LANG, 'plan.provisional')}】"
    yield from sheet.issuers
    yield from wrap(f"{sheet.heading}［{sheet.title.label}］")
    if sheet.title.ja:
        yield from wrap(sheet.title.zh)
    yield from filter(None, (sheet.url, _RULE, sheet.number))
    yield from wrap(word(LANG, "plan.to", names=sheet.addressees)) if sheet.addressees else ()
    yield from (f"{label}：{value}" for label, value in sheet.dates)
    yield from wrap(f"{word(LANG, 'plan.states')}：{'、'.join(said for _, said in sheet.shares)}")
    yield from wrap(word(LANG, "plan.prevails"))
    yield from wrap(word(LANG, "plan.attachment")) if sheet.from_attachment else ()
    yield from ("", f"■ {word(LANG, 'plan.outline')}")
    for piece in sheet.outline:
        yield from wrap(f"{'　' * (piece.level - 1)}{piece.numbering}{piece.said}", "　　")
    yield from ("", f"■ {word(LANG, 'plan.targets')}", *_goals(sheet))


def _goals(sheet: Sheet) -> Iterator[str]:
    if not sheet.goals:
        yield word(LANG, "plan.no_targets")
    for goal in sheet.goals:
        labelled = [("base", goal.base), ("due", goal.due), ("duty", goal.duty), ("nature", goal.nature)]
        more = "　".join(f"{word(LANG, f'plan.{key}')}：{value}" for key, value in labelled if value)
        yield from wrap(f"・{goal.indicator}：{goal.value}　{more}".rstrip(), "　")
        yield from wrap(f"　{word(LANG, 'plan.quote')}：{goal.quote}", "　　")


def _house(sheet: Sheet) -> Iterator[str]:
    """Japanese alone, what is not translated in Chinese with its terms glossed, states where they change."""
    if sheet.letter:
        yield from ("", f"■ {word(LANG, 'plan.letter')}")
        yield from _paragraphs(sheet, sheet.letter)
        yield from ("", _RULE, f"{word(LANG, 'plan.enclosed')}：")
    yield from _paragraphs(sheet, sheet.body)


def _paragraphs(sheet: Sheet, pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield ""
        if piece.rows:
            yield from _table(piece, shown=not sheet.whole)
            continue
        text = "".join(_said(passage, shown=not sheet.whole) for passage in piece.passages)
        if piece.anchor in sheet.signatures:
            yield "　" * max(0, (COLUMNS - width(text)) // 2) + text
        else:
            yield from wrap(text if piece.type == "heading" else f"　{text}")


def _said(passage: Passage, shown: bool) -> str:
    text = f"{passage.numbering}{passage.noted or passage.gloss or passage.zh}"
    return f"{text}［{passage.label}］" if shown or passage.untranslated else text


def _table(piece: Piece, *, shown: bool) -> Iterator[str]:
    """A line a row; the state is said once, below, where all of the table has the same."""
    for row in piece.rows:
        yield from wrap("｜".join(_cell(cell, not piece.shared and (shown or cell.untranslated)) for cell in row), "　")
    if piece.shared and (shown or piece.state == "untranslated"):
        yield f"［{piece.shared}］"


def _cell(cell: Passage, shown: bool) -> str:
    return f"{cell.numbering}{cell.noted or cell.zh}{f'［{cell.label}］' if shown and cell.zh else ''}"


def _credits(sheet: Sheet) -> Iterator[str]:
    for label, value in sheet.credits:
        yield from wrap(f"{label}：{value}")
