"""The sentences that carry who, what, number and date: chosen, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.reading import Passage, Reading
from nlp.scanner import Scanner
from warehouse.models import Event, Quote, Target

_MOST = 5
_LENGTH = (12, 200)
_WHO = re.compile(r"印发|发布|公布|制定|出台|决定|通知如下|现将|启动|解除|部署")
_WHAT = re.compile(r"目标|主要|重点|任务|要求|力争|确保|到20\d\d年")


def extract(
    reading: Reading, targets: Iterable[Target], events: Iterable[Event], blocks: frozenset[int], words: Scanner[str]
) -> tuple[Quote, ...]:
    """At most five sentences in the order of the text, those that say most first chosen."""
    numbered = {(target.quote.block, target.quote.start) for target in targets}
    dated = {(event.quote.block, event.quote.start) for event in events if event.kind != "milestone"}
    ranked = []
    for order, sentence in enumerate(reading.limited(blocks)):
        if _LENGTH[0] <= len(sentence.text) <= _LENGTH[1]:
            place = (sentence.block, sentence.start)
            points = 4 * (place in numbered) + 4 * (place in dated) + _points(sentence, words)
            ranked.append((-points, order, sentence))
    chosen = sorted(sorted(ranked, key=lambda row: row[:2])[:_MOST], key=lambda row: row[1])
    return tuple(sentence.quote() for points, _, sentence in chosen if points < 0)


def _points(sentence: Passage, words: Scanner[str]) -> int:
    air = any(True for _ in words.find(sentence.text))
    return 2 * bool(_WHO.search(sentence.text)) + 2 * bool(_WHAT.search(sentence.text)) + 2 * air
