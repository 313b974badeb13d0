"""On air or not: precision, recall and F1 against one reader's labels."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nlp import air_words
from nlp.reading import Reading
from nlp.relevance import relevance
from nlp.vocabulary import load
from tests.eval import corpus as corpora
from warehouse.models import Release

LABELS = ("air", "partly", "not")
DRAWS = 6


def report(corpus: Path) -> str:
    """Figures for the texts and for the titles alone, in Markdown."""
    return "\n".join(
        [
            "## On air or not",
            *_part("texts", corpora.texts(corpus)),
            *_part("titles alone", corpora.titles(corpus)),
            f"### texts, a random fifth of the vocabulary unknown ({DRAWS} draws)",
            *_unknown(list(corpora.texts(corpus))),
        ]
    )


def _unknown(rows: list[tuple[dict[str, Any], Release]]) -> list[str]:
    """What to expect of texts in words that the vocabulary lacks."""
    lines = []
    for draw in range(DRAWS):
        with _words_left_out(random.Random(draw)):
            pairs: Counter[tuple[str, str]] = Counter(
                (row["label_air"], relevance(Reading(release)).verdict) for row, release in rows
            )
        lines += [_figures("air", pairs, {"air"}) + ";" + _figures(" air or partly", pairs, {"air", "partly"})[1:]]
    return lines


@contextmanager
def _words_left_out(draw: random.Random) -> Iterator[None]:
    groups = load("relevance")["groups"]
    whole = {name: group["words"] for name, group in groups.items()}
    try:
        for name, words in whole.items():
            groups[name]["words"] = [word for word in words if draw.random() > 0.2]
        air_words.scanner.cache_clear()
        yield
    finally:
        for name, words in whole.items():
            groups[name]["words"] = words
        air_words.scanner.cache_clear()


def _part(name: str, rows: Iterable[tuple[dict[str, Any], Release]]) -> list[str]:
    judged = [(row, relevance(Reading(release))) for row, release in rows]
    pairs: Counter[tuple[str, str]] = Counter((row["label_air"], verdict.verdict) for row, verdict in judged)
    wrong = [(row, verdict) for row, verdict in judged if row["label_air"] != verdict.verdict]
    return [
        f"### {name} ({len(judged)})",
        _figures("air against the rest", pairs, {"air"}),
        _figures("air or partly against not", pairs, {"air", "partly"}),
        "",
        "| label \\ found | " + " | ".join(LABELS) + " |",
        "|---|---|---|---|",
        *(f"| {a} | " + " | ".join(str(pairs[a, b]) for b in LABELS) + " |" for a in LABELS),
        "",
        "Wrong: " + "; ".join(f"{row['id']} {row['label_air']}→{v.verdict} ({v.reason})" for row, v in wrong[:60]),
        "",
    ]


def _figures(name: str, pairs: Counter[tuple[str, str]], positive: set[str]) -> str:
    hit = sum(n for (a, b), n in pairs.items() if a in positive and b in positive)
    found = sum(n for (_, b), n in pairs.items() if b in positive)
    real = sum(n for (a, _), n in pairs.items() if a in positive)
    precision, recall = hit / max(1, found), hit / max(1, real)
    return f"- {name}: precision {precision:.3f}, recall {recall:.3f}, F1 {2 * hit / max(1, found + real):.3f}"
