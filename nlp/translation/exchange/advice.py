"""What a reviewer should look at in a row: what the checks found, the house's terms, a sentence read before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlp.translation.checks.flags import flags, labelled
from nlp.translation.memory import Memory
from nlp.translation.normalise import normalise
from nlp.translation.offline.tables import rules
from nlp.translation.segments import Context
from nlp.translation.terms import matched
from warehouse.models import Language, Segment, Translation

_REFUSED = "REFUSED:"
"""The state says as much."""


def lines(
    segment: Segment, around: Context, known: Translation | None, first: Segment, lang: Language, memory: Memory
) -> list[str]:
    """The 注意 of a row in Japanese; `first` is the segment that says the same for the first time, perhaps this one."""
    words = rules("review.yml")["advice"]
    said = [*_place(words, segment, around, first)]
    if first.position != segment.position:
        return said
    if known is not None and known.state == "reviewed":
        by = "、".join(filter(None, (known.reviewer, str(known.reviewed_on or ""))))
        return [*said, words["reviewed"].format(by=by)] if by else said
    found = [flag(one) for one in (known.flags if known else ()) if not one.startswith(_REFUSED)]
    return [*said, *found, *_terms(words, segment, lang), *_near(words, segment, lang, memory)]


def flag(found: str) -> str:
    """What a check found, and what that means."""
    known = flags().get(found.partition(":")[0])
    return f"{labelled(found)}：{known.explained}" if known else found


def _place(words: dict[str, Any], segment: Segment, around: Context, first: Segment) -> Iterator[str]:
    if first.position != segment.position:
        yield words["same"].format(position=f"{first.position:04d}")
    if cell := "／".join(filter(None, (around.header, around.row))):
        yield words["cell"].format(where=cell)


def _terms(words: dict[str, Any], segment: Segment, lang: Language) -> Iterator[str]:
    forms = ((term.zh, term.en if lang == "en" else term.ja) for term in matched(normalise(segment.text)))
    if said := "、".join(f"{zh}＝{form}" for zh, form in forms if form):
        yield words["terms"].format(terms=said)


def _near(words: dict[str, Any], segment: Segment, lang: Language, memory: Memory) -> Iterator[str]:
    for score, pair in memory.near(segment.text, lang, 1):
        yield words["near"].format(score=int(score), zh=pair.source, said=pair.text)
