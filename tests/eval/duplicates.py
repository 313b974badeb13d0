"""Documents: pairs that are the same text, and look-alikes that are not, against the corpus's groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from nlp.documents import group
from tests.eval import corpus as corpora
from tests.eval.doubles import Double, doubles

SAME = frozenset({"exact_copy", "media_republication"})
"""Kinds of pair that are one document; another version, a draft or an interpretation is another document."""


Pairs = set[tuple[str, str]]


def report(corpus: Path) -> str:
    """Precision and recall of pairs, the look-alikes merged, and every wrong pair, in Markdown."""
    rows = list(corpora.texts(corpus))
    documents = group(release for _, release in rows)
    found: Pairs = set()
    real: Pairs = set()
    alike: Pairs = set()
    versions: Pairs = set()
    for (a, _), (b, _) in combinations(rows, 2):
        pair = (a["id"], b["id"])
        if documents[a["id"]] == documents[b["id"]]:
            found.add(pair)
        if a["dup_group"] and a["dup_group"] == b["dup_group"]:
            (real if a["dup_type"] in SAME else versions).add(pair)
        if a["lookalike_group"] and a["lookalike_group"] == b["lookalike_group"]:
            alike.add(pair)
    return "\n".join(
        [
            f"- pairs found {len(found)}, real {len(real)}: "
            f"precision {_share(found & real, found)}, recall {_share(found & real, real)}",
            f"- of {len(alike)} look-alike pairs merged: {len(found & alike)}",
            f"- of {len(versions)} pairs of versions, drafts and interpretations merged: {len(found & versions)}",
            f"- wrong: {sorted(found - real)}; missed: {sorted(real - found)}",
            "",
            *_made(doubles(corpus)),
        ]
    )


def _made(pairs: list[Double]) -> list[str]:
    """Made ones, grouped all at once: any two that are not a repost and its text are two documents."""
    titles = {release.id: release.title for pair in pairs for release in (pair.first, pair.second)}
    documents = group({release.id: release for pair in pairs for release in (pair.first, pair.second)}.values())
    found = {_pair(a, b) for a, b in combinations(documents, 2) if documents[a] == documents[b]}
    real = {_pair(pair.first.id, pair.second.id) for pair in pairs if pair.is_same}
    alike = [pair for pair in pairs if not pair.is_same]
    merged = [pair for pair in alike if _pair(pair.first.id, pair.second.id) in found]
    missed = [pair for pair in pairs if pair.is_same and _pair(pair.first.id, pair.second.id) not in found]
    return [
        f"Made: {len(real)} reposts, {len(alike)} look-alikes.",
        "",
        f"- pairs found {len(found)}: precision {_share(found & real, found)}, recall {_share(found & real, real)}",
        f"- look-alikes merged: {_counted(merged)} of {_counted(alike)}",
        f"- reposts missed, by what was changed: {_counted(missed)}",
        *(f"- wrong: {titles[a]} = {titles[b]}" for a, b in sorted(found - real)),
        *(f"- missed ({', '.join(pair.kinds)}): {pair.first.title} = {pair.second.title}" for pair in missed),
    ]


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _counted(pairs: Iterable[Double]) -> str:
    counts = Counter(kind for pair in pairs for kind in pair.kinds)
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "none"


def _share(part: Pairs, whole: Pairs) -> str:
    return f"{len(part) / max(1, len(whole)):.3f}"
