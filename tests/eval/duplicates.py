"""Documents: pairs that are the same text, and look-alikes that are not, against the corpus's groups."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from nlp.documents import group
from tests.eval import corpus as corpora

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
        ]
    )


def _share(part: Pairs, whole: Pairs) -> str:
    return f"{len(part) / max(1, len(whole)):.3f}"
