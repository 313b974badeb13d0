"""What a person has already read: reviewed pairs, used again word for word, or with other numbers and then said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from nlp.translation.checks import check
from nlp.translation.cutting import split
from nlp.translation.masks import NotRefillableError, masked_id, refilled
from nlp.translation.near import Index
from nlp.translation.normalise import normalise, text_id
from nlp.translation.terms import matched
from warehouse.models import Language, SegmentKind, Translation

REFILLED = "REFILLED"
"""The flag of a text that a person has read with other numbers or places."""


class Conflict(NamedTuple):
    """Two reviewed translations of one text: the later review counts, of one day the one that was given last."""

    kept: Translation
    left: Translation

    def __str__(self) -> str:
        used, unused = (f"「{pair.text}」{_told(pair)}" for pair in self)
        return f"{self.kept.source}: {used} is used, not {unused}"


def _told(pair: Translation) -> str:
    return f" ({', '.join(filter(None, (pair.reviewer, str(pair.reviewed_on or ''))))})" if pair.reviewer else ""


def reviewed(
    source: str, text: str, lang: Language, kind: SegmentKind, reviewer: str = "", on: date | None = None
) -> Translation:
    """The record of a pair that a person has read."""
    return Translation(
        text_id=text_id(source),
        lang=lang,
        kind=kind,
        source=source,
        text=text,
        state="reviewed",
        engine="memory",
        coverage=1.0,
        flags=check(normalise(source), text, lang),
        terms=tuple(term.zh for term in matched(normalise(source))),
        masked_id=masked_id(source),
        reviewer=reviewer,
        reviewed_on=on,
    )


def kind_of(source: str) -> SegmentKind:
    """What a text is that came without its document."""
    return "sentence" if len(split(source)) > 1 or source.endswith(("。", "；")) else "heading"


def settled(pairs: Iterable[Translation]) -> tuple[list[Translation], list[Conflict]]:
    """One pair a text and language, reviewed ones before others; and where two reviewed ones differed."""
    kept: dict[tuple[str, Language], Translation] = {}
    conflicts: list[Conflict] = []
    for pair in pairs:
        known = kept.setdefault((pair.text_id, pair.lang), pair)
        if known is pair:
            continue
        later, earlier = (pair, known) if _rank(pair) >= _rank(known) else (known, pair)
        kept[pair.text_id, pair.lang] = later
        if earlier.state == "reviewed" and earlier.text != later.text:
            conflicts.append(Conflict(later, earlier))
    return list(kept.values()), conflicts


def _rank(pair: Translation) -> tuple[bool, date]:
    return pair.state == "reviewed", pair.reviewed_on or date.min


class Memory:
    """Pairs of any languages: the reviewed ones are used again, all are shown to a reviewer."""

    def __init__(self, pairs: Iterable[Translation] = ()) -> None:
        kept, self.conflicts = settled(pair for pair in pairs if pair.text)
        self.pairs: Sequence[Translation] = kept
        self._exact: dict[tuple[str, str], Translation] = {}
        self._masked: defaultdict[tuple[str, str], list[Translation]] = defaultdict(list)
        for pair in kept:
            if pair.state == "reviewed":
                self._exact[pair.lang, pair.text_id] = pair
                if key := pair.masked_id:
                    self._masked[pair.lang, key].append(pair)

    def exact(self, text: str, kind: SegmentKind, lang: Language) -> Translation | None:
        """The reviewed translation of this very text, however it was typed, if there is one."""
        known = self._exact.get((lang, text_id(text)))
        return known and known.model_copy(update={"source": text, "kind": kind, "engine": "memory", "coverage": 1.0})

    def masked(self, text: str, kind: SegmentKind, lang: Language) -> Translation | None:
        """A reviewed translation with this text's numbers and places in it, checked anew; it is a machine's then."""
        key = masked_id(text) if self._masked else ""
        models = self._masked.get((lang, key), ()) if key else ()
        for model in sorted(models, key=lambda pair: (pair.reviewed_on or date.min, pair.text_id), reverse=True):
            if made := _remade(model, text, kind):
                return made
        return None

    def near(self, text: str, lang: Language, count: int = 3) -> list[tuple[float, Translation]]:
        """Pairs whose source is most like the text, from 100 down to 75, for a reviewer to look at."""
        pairs, index = self._indexed.get(lang) or ([], Index([]))
        return [(score, pairs[at]) for score, at in index.nearest(text, count)]

    @cached_property
    def _indexed(self) -> dict[Language, tuple[list[Translation], Index]]:
        by_lang: defaultdict[Language, list[Translation]] = defaultdict(list)
        for pair in self.pairs:
            by_lang[pair.lang].append(pair)
        return {lang: (pairs, Index([normalise(pair.source) for pair in pairs])) for lang, pairs in by_lang.items()}


def _remade(model: Translation, text: str, kind: SegmentKind) -> Translation | None:
    new = normalise(text)
    try:
        said, changed = refilled(normalise(model.source), model.text or "", new, model.lang)
    except NotRefillableError:
        return None
    if check(new, said, model.lang):
        return None
    return Translation(
        text_id=text_id(text),
        lang=model.lang,
        kind=kind,
        source=text,
        text=said,
        state="machine",
        engine="memory",
        coverage=1.0,
        flags=tuple(f"{REFILLED}:{change}" for change in changed),
        terms=tuple(term.zh for term in matched(new)),
        is_sample=model.is_sample,
    )
