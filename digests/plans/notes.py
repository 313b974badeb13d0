"""Translator's notes: abbreviations and idioms are explained where a plan first mentions them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from digests.plans.passages import LANG, Passage, Piece, Run
from digests.wording import word
from warehouse import reference
from warehouse.reference.termbase import Term

_OPENING = ("（", "(", "〔")


def noted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with a note behind the first mention of each term that has something to say."""
    told: set[str] = set()
    for piece in pieces:
        yield piece._replace(
            passages=tuple(_noted(passage, told) for passage in piece.passages),
            rows=tuple(tuple(_noted(cell, told) for cell in row) for row in piece.rows),
        )


def _noted(passage: Passage, told: set[str]) -> Passage:
    runs: Sequence[Run] = passage.runs
    for term in _standing_in(passage.zh) if runs else ():
        if term.zh not in told and any(term.ja in run.text for run in runs):
            told.add(term.zh)
            runs = tuple(_split(runs, term))
    return passage._replace(runs=tuple(runs))


def _split(runs: Sequence[Run], term: Term) -> Iterator[Run]:
    """The runs, the note behind the first mention unless the text explains the term itself."""
    waiting = True
    for run in runs:
        before, found, after = run.text.partition(term.ja)
        if not waiting or not found:
            yield run
            continue
        waiting = False
        note = _note(term)
        if after.startswith(_OPENING) or (term.abbreviation and term.abbreviation in after) or note in run.text:
            yield run
            continue
        yield Run(before + found, note)
        if after or run.note:
            yield Run(after, run.note)


def _note(term: Term) -> str:
    short = word(LANG, "plan.hereafter", short=term.abbreviation) if term.abbreviation else ""
    return word(LANG, "field.list").join(filter(None, (short, term.explanation_ja)))


def _standing_in(zh: str) -> Iterator[Term]:
    """Terms with a note that the Chinese mentions, none inside a longer term."""
    for term in _terms():
        if term.zh in zh:
            zh = zh.replace(term.zh, "\n")
            if term.abbreviation or term.explanation_ja:
                yield term


@cache
def _terms() -> tuple[Term, ...]:
    """Terms with a note and all that contain one, longest first."""
    every = sorted(reference.glossary(), key=lambda term: -len(term.zh))
    telling = [term.zh for term in every if term.abbreviation or term.explanation_ja]
    return tuple(term for term in every if any(zh in term.zh for zh in telling))
