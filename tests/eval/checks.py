"""How many of the errors put into clean translations the checks find, by class, and how often they cry wolf."""

from __future__ import annotations

import csv
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from nlp.translation.checks import check
from nlp.translation.checks.flags import kind
from nlp.translation.normalise import normalise
from tests.seeded import CLASSES, Class, Pair, errors, pairs
from warehouse.models import Language

HALVES = ("tune", "held", "blind", "last")
"""The rules were made on `tune`; the others were written before they were looked at and measured once, one after the
other. At that first sight 7.4 % (held), 9.8 % (blind) and 5.6 % (last) of the Japanese pairs raised false alarms, 14 %,
2.5 % and 8.3 % of the English; the causes were then put right. Of 409 references that others had written for the
offline engine 2.4 % did (2026-11-22). Wording that is still unseen will do likewise."""


def report(corpus: Path) -> str:
    """Markdown: recall by class and half, false alarms on our pairs and on the corpus's, time a title."""
    parts = [part for lang in ("ja", "en") for part in (_alarms(lang), _recall(lang))]
    return "\n\n".join([*parts, _of_the_corpus(corpus), _speed()]) + "\n"


def found(pair: Pair, text: str) -> tuple[str, ...]:
    """The flags of a text beside the pair's source."""
    return check(normalise(pair.zh), text, pair.lang)


def missed(kind_of: Class, of: list[Pair]) -> tuple[list[tuple[Pair, str]], int]:
    """The errors of a class that no flag tells, and how many there are."""
    made = list(errors(kind_of, of))
    return [(pair, wrong) for pair, wrong in made if not found(pair, wrong)], len(made)


def _alarms(lang: Language) -> str:
    lines = [f"| clean pairs, {lang} | pairs | false alarms |", "|---|---|---|"]
    for half in HALVES:
        clean = pairs(lang, half)
        alarms = [pair for pair in clean if found(pair, pair.text)]
        lines.append(f"| {half} | {len(clean)} | {len(alarms)} ({_percent(len(alarms), len(clean))}) |")
    return "\n".join(lines)


def _recall(lang: Language) -> str:
    by_half = {half: pairs(lang, half) for half in HALVES}
    lines = [f"| class of error, {lang} | {' | '.join(HALVES)} |", "|---|" + "---|" * len(HALVES)]
    for made in CLASSES:
        cells = []
        for half in HALVES:
            lost, total = missed(made, by_half[half])
            cells.append(f"{1 - len(lost) / total:.3f} of {total}" if total else "–")
        lines.append(f"| {made.__name__.replace('_', ' ')} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _of_the_corpus(corpus: Path) -> str:
    """Translations that others made: what is flagged in them is in part truly another wording than the house's."""
    lines = ["| translations of the corpus | pairs | flagged | by kind |", "|---|---|---|---|"]
    for name in ("titles_dev.tsv", "zh_ja_terms_titles.tsv"):
        with (corpus / "parallel" / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        flagged = [flags for row in rows if (flags := check(normalise(row["zh"]), row["ja"], "ja"))]
        lines.append(f"| {name} | {len(rows)} | {_percent(len(flagged), len(rows))} | {_kinds(flagged)} |")
    return "\n".join(lines)


def _kinds(flagged: Iterable[tuple[str, ...]]) -> str:
    counted = Counter(code for flags in flagged for code in {kind(flag).code for flag in flags})
    return ", ".join(f"{code} {count}" for code, count in counted.most_common())


def _speed() -> str:
    titles = [pair for pair in pairs("ja") if len(pair.zh) <= 60]
    times = []
    for turn in range(5):
        varied = [(normalise(f"{pair.zh}（{turn}）"), f"{pair.text}（{turn}）") for pair in titles]
        start = time.process_time()
        for source, text in varied:
            check(source, text, "ja")
        times.append((time.process_time() - start) / len(titles))
    return f"Time: {1000 * statistics.median(times):.2f} ms a title of {len(titles)} (processor)."


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
