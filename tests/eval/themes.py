"""Themes and need signals against the gold written by us: what the rules find of it, and what too much."""

from __future__ import annotations

from pathlib import Path

from nlp.needs import needs
from nlp.reading import Reading
from nlp.themes import themes
from tests.eval.understanding import Case, score, wrong
from tests.reading import a_release, gold


def report(corpus: Path) -> str:
    """Figures in Markdown; the corpus has no labels for these, so the gold is the repository's."""
    parts = (("themes", theme_cases()), ("need signals", need_cases()))
    return "\n\n".join(
        f"- {name}, {len(cases)} passages: {score(cases)}\n- wrong: {wrong(cases)}" for name, cases in parts
    )


def theme_cases() -> list[Case]:
    """A short release each, wholly on air."""
    return [
        Case(title, frozenset(labels), frozenset(tag.id for tag in themes(_read(title, body), frozenset({0}))))
        for labels, title, body in gold("themes")
    ]


def need_cases() -> list[Case]:
    """A sentence each; its one label is the wish with the theme, none for a look-alike."""
    return [
        Case(
            sentence,
            frozenset({f"{wish} {theme}"} if theme else ()),
            frozenset(f"{signal.wish} {signal.theme}" for signal in needs(_read("", sentence), frozenset({0}))),
        )
        for wish, theme, sentence in gold("needs")
    ]


def _read(title: str, body: str) -> Reading:
    return Reading(a_release(title, [body]))
