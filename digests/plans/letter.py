"""The letter that brings a full translation: what it is, how far it can be trusted, its targets and its outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digests.plain import clip
from digests.plans.aims import Goal
from digests.plans.passages import LANG, Piece
from digests.plans.sheet import Sheet
from digests.wording import carried, word
from digests.wrapping import wrap

LONGEST = 3200
"""Characters, line feeds and addresses included; the recipient's own lines come before."""
_TITLE = 60
"""Characters of a title in the subject."""
_GOALS = 0.6
"""Share of the room that the targets may fill before the outline."""


class Letter(NamedTuple):
    """What is mailed beside the files."""

    subject: str
    text: str


def letter(sheet: Sheet, *, again: bool) -> Letter:
    """The letter of a translation; `again` when an earlier one of the document was approved."""
    return Letter(_subject(sheet), "\n".join(_lines(sheet, again)) + "\n")


def _subject(sheet: Sheet) -> str:
    title = sheet.title.ja or sheet.title.zh
    return word(
        LANG,
        "plan.mail_subject",
        sample=word(LANG, "edition.sample") if sheet.is_sample else "",
        title=clip(carried(title, LANG) or title, _TITLE, LANG),
        state=word(LANG, "field.list").join(word(LANG, f"plan.mail_{key}") for key in _states(sheet)),
    )


def _states(sheet: Sheet) -> Iterator[str]:
    """What is true of the translation as a whole, the worst first."""
    found = {state for state, _ in sheet.shares}
    if found & {"machine", "template"}:
        yield "unread_in_part" if "reviewed" in found else "unread"
    if "untranslated" in found:
        yield "untranslated"
    if found == {"reviewed"}:
        yield "reviewed_sample" if sheet.is_sample else "reviewed"


def _lines(sheet: Sheet, again: bool) -> list[str]:
    head, foot = list(_head(sheet, again)), list(_foot())
    room = LONGEST - len("\n".join([*head, *foot]))
    goals = _fitting(word(LANG, "plan.targets"), _goals(sheet.goals), int(room * _GOALS))
    outline = _fitting(word(LANG, "plan.outline"), _outline(sheet.outline), room - len("\n".join(goals)) - 1)
    return [*head, *goals, *outline, *foot]


def _head(sheet: Sheet, again: bool) -> Iterator[str]:
    if sheet.is_sample:
        yield from (*wrap(word(LANG, "edition.sample_note")), "")
    yield from wrap(word(LANG, "plan.mail_again" if again else "plan.mail_what"))
    yield from ("", *wrap(sheet.heading), *(wrap(sheet.title.zh) if sheet.title.ja else ()))
    yield f"{word(LANG, 'plan.original')}："
    yield sheet.url
    yield from (f"{word(LANG, 'plan.number')}：{sheet.number}",) if sheet.number else ()
    yield from (f"{label}：{value}" for label, value in sheet.dates)
    yield from wrap(f"{word(LANG, 'plan.states')}：{'、'.join(said for _, said in sheet.shares)}")
    for state in _states(sheet):
        yield from ("", *wrap(word(LANG, f"plan.mail_{state}_note")))


def _foot() -> Iterator[str]:
    for key in ("prevails", "mail_files", "mail_contact"):
        yield from ("", *wrap(word(LANG, f"plan.{key}")))


def _goals(goals: Sequence[Goal]) -> list[str]:
    lines = []
    for goal in goals:
        more = "、".join(filter(None, (goal.due, goal.nature)))
        lines.append(f"・{goal.indicator}：{goal.value}{f'（{more}）' if more else ''}")
    return lines or [word(LANG, "plan.no_targets")]


def _outline(pieces: Sequence[Piece]) -> list[str]:
    return [f"{'　' * (piece.level - 1)}{piece.numbering}{piece.said}" for piece in pieces]


def _fitting(heading: str, items: Sequence[str], room: int) -> list[str]:
    """The block with as many items as there is room for; the rest is counted."""
    lines = ["", f"■ {heading}"]
    left = room - len("\n".join(lines)) - len(word(LANG, "plan.mail_more", n=len(items))) - 2
    for at, item in enumerate(items):
        wrapped = wrap(item, "　")
        left -= len("\n".join(wrapped)) + 1
        if left < 0:
            return [*lines, word(LANG, "plan.mail_more", n=len(items) - at)]
        lines += wrapped
    return lines if items else []
