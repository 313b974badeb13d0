"""How much the offline engine says, how near it is to references, and where it differs most."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import sacrebleu

from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from warehouse.models import Language, SegmentKind, Translation

_GOLD = Path(__file__).parents[1] / "gold"
_GOALS = {"title": (93, 80), "heading": (88, 75)}
"""chrF and share passing, in percent, that the project wants."""
_CHRF = sacrebleu.CHRF(word_order=0)


def report(corpus: Path) -> str:
    """Markdown: chrF and share passing of `parallel/*.tsv`, share passing of real titles; without reviewed memory."""
    parts = [_against_references(corpus), _ours(), _seen_names(corpus), _real_titles(corpus), _speed(corpus)]
    return "\n\n".join(parts) + "\n"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _translated(texts: Iterable[tuple[str, SegmentKind]], lang: Language = "ja") -> list[Translation]:
    return Chain(lang, Memory()).translate(texts)


# ---------------------------------------------------------------- against references


def _against_references(corpus: Path) -> str:
    rows = _rows(corpus / "parallel" / "titles_dev.tsv")
    lines = ["| kind | texts | passing | chrF of what passes | goal |", "|---|---|---|---|---|"]
    worst: list[tuple[float, int]] = []
    for kind in ("title", "heading"):
        numbered = [(number, row) for number, row in enumerate(rows, start=2) if row["kind"] == kind]
        found = _translated((row["zh"], kind) for _, row in numbered)
        said = [(n, t.text, row["ja"]) for (n, row), t in zip(numbered, found, strict=True) if t.text is not None]
        score = _corpus_chrf([(text, reference) for _, text, reference in said])
        goal = "chrF {} at {} %".format(*_GOALS[kind])
        lines.append(f"| {kind} | {len(numbered)} | {_percent(len(said), len(numbered))} | {score:.1f} | {goal} |")
        worst += [(_chrf(text, reference), number) for number, text, reference in said]
    lines += ["", "Published outputs farthest from their reference (line of `titles_dev.tsv`: chrF): " + _listed(worst)]
    return "\n".join(lines)


def _ours() -> str:
    """References of our own: Japanese written before the engine saw their texts, and English titles."""
    lines = ["| references of our own | texts | passing | chrF of what passes |", "|---|---|---|---|"]
    for name in ("held_out_ja.tsv", "held_out_second_ja.tsv", "titles_en.tsv"):
        rows = _rows(_GOLD / name)
        for kind in sorted({row.get("kind", "title") for row in rows}):
            asked = [row for row in rows if row.get("kind", "title") == kind]
            lines.append(f"| `{name}` {kind} | {_measured(asked, kind)} |")
    return "\n".join(lines)


def _measured(rows: list[dict[str, str]], kind: str) -> str:
    lang: Language = "en" if "en" in rows[0] else "ja"
    found = _translated(((row["zh"], cast(SegmentKind, kind)) for row in rows), lang)
    said = [(item.text, row[lang]) for item, row in zip(found, rows, strict=True) if item.text is not None]
    return f"{len(rows)} | {_percent(len(said), len(rows))} | {_corpus_chrf(said):.1f}"


def _chrf(text: str, reference: str) -> float:
    return float(_CHRF.sentence_score(text, [reference]).score)


def _corpus_chrf(pairs: Sequence[tuple[str, str]]) -> float:
    return float(_CHRF.corpus_score([a for a, _ in pairs], [[b for _, b in pairs]]).score) if pairs else 0.0


def _listed(worst: list[tuple[float, int]]) -> str:
    return ", ".join(f"{number}: {score:.0f}" for score, number in sorted(worst)[:12])


def _seen_names(corpus: Path) -> str:
    """Against names seen in the press; several stand for one text, the nearest counts."""
    references: dict[tuple[str, str], list[str]] = {}
    for row in _rows(corpus / "parallel" / "zh_ja_terms_titles.tsv"):
        references.setdefault((row["zh"], row["kind"].rstrip("?")), []).append(row["ja"])
    lines = ["| names seen elsewhere | texts | passing | mean chrF to the nearest |", "|---|---|---|---|"]
    for kind, wanted in (
        ("title", "title"),
        ("heading", "heading"),
        ("org", "name"),
        ("term", "name"),
        ("place", "name"),
    ):
        texts = [zh for zh, its in references if its == kind]
        scores = [max(_chrf(text, ja) for ja in references[zh, kind]) for zh, text in _said(texts, wanted)]
        mean = sum(scores) / len(scores) if scores else 0.0
        lines.append(f"| {kind} | {len(texts)} | {_percent(len(scores), len(texts))} | {mean:.1f} |")
    return "\n".join(lines)


def _said(texts: list[str], kind: str) -> Iterator[tuple[str, str]]:
    kinds: dict[str, SegmentKind] = {"title": "title", "heading": "heading", "name": "name"}
    found = _translated((text, kinds[kind]) for text in texts)
    return ((t.source, t.text) for t in found if t.text is not None)


# ---------------------------------------------------------------- real titles


def _titles(corpus: Path) -> dict[str, str]:
    """Distinct real titles on air by the id of the first that bears them."""
    found: dict[str, str] = {}
    for name in ("titles.jsonl", "docs.jsonl"):
        with (corpus / "text" / name).open(encoding="utf-8") as file:
            for record in map(json.loads, file):
                if record["label_air"] in ("air", "partly"):
                    found.setdefault(record["title"], record["id"])
    return found


def _real_titles(corpus: Path) -> str:
    titles = _titles(corpus)
    lines = []
    for lang, name in (("ja", "Japanese"), ("en", "English")):
        language: Language = "en" if lang == "en" else "ja"
        found = _translated(((title, "title") for title in titles), language)
        refused = [titles[item.source] for item in found if item.text is None]
        lines.append(
            f"Real titles on air, {name}: {_percent(len(found) - len(refused), len(found))} of {len(found)} pass; "
            f"refused, for example: {', '.join(refused[:15])}."
        )
    return "\n\n".join(lines)


def _speed(corpus: Path) -> str:
    titles = list(_titles(corpus))
    varied = [f"{title}（{n}）" for n in range(1, 4) for title in titles]
    start = time.process_time()
    _translated((title, "title") for title in varied)
    return f"Speed: {len(varied) / (time.process_time() - start):.0f} titles a second with all checks, one core."


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
