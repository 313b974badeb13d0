"""Whether a release is on air, partly on air or not, with the words that speak for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from nlp.reading import Passage, Reading, Spans
from nlp.scanner import Found, Scanner
from nlp.vocabulary import load
from warehouse.models import Quote

Verdict = Literal["air", "partly", "not"]
TELLING = frozenset({"air", "emission", "layer"})
_BESIDE = 20
_OTHERS = frozenset({"shared", "general", "rival"})
_BROAD = frozenset({"shared", "general"})


class Hit(NamedTuple):
    """A word that counts, and the group of the vocabulary it belongs to."""

    group: str
    block: int
    start: int
    text: str
    cited: bool
    """It stands in the title of a document that is only cited."""

    def quote(self) -> Quote:
        """The word where it stands."""
        return Quote(block=self.block, start=self.start, end=self.start + len(self.text), text=self.text)


class Relevance(NamedTuple):
    """The verdict, its measure and its evidence."""

    verdict: Verdict
    score: float
    """Points a thousand characters of the body."""
    reason: str
    quotes: tuple[Quote, ...]
    blocks: frozenset[int]
    """Blocks to read further: all of a release on air, those that name air of one partly so."""
    said: tuple[tuple[int, int], ...] = ()
    """Block and first character of every telling word of the body, in the order of the text."""

    def names_air(self, sentence: Passage) -> bool:
        """Whether a telling word stands in the sentence."""
        return _holds(sentence, self.said)


def relevance(reading: Reading) -> Relevance:
    """The verdict on one release, from its title first and then from what its body is full of."""
    person = _is_person(reading)
    title = list(_hits(reading.title, person))
    body = [hit for block in reading.blocks for hit in _hits(block, person)]
    length = sum(len(block.text) for block in reading.blocks)
    score = round(1000 * _points(body) / max(length, _rules()["thresholds"]["shortest"]), 2)
    said = tuple((hit.block, hit.start) for hit in body if hit.group in TELLING)
    verdict, why = _verdict(reading, _meanings(title), body, score, said)
    quotes = _evidence(title, body) if verdict != "not" else ()
    return Relevance(verdict, score, _reason(why, title, body), quotes, _blocks(reading, verdict, body), said)


def _verdict(
    reading: Reading, meanings: frozenset[str], body: list[Hit], score: float, said: Sequence[tuple[int, int]]
) -> tuple[Verdict, str]:
    limit = _rules()["thresholds"]
    length = sum(len(block.text) for block in reading.blocks)
    enough = length >= limit["body_enough"]
    dense = score >= limit["air_density"]
    if _abroad(reading.release.title):
        return "not", "another country's air"
    if "air" in meanings and not (enough and score < limit["title_keeps"]):
        if "rival" in meanings and not (dense and _full(reading, body, said)):
            return "partly", "air beside other media in the title"
        return "air", "title"
    if not meanings & _OTHERS and dense and _full(reading, body, said):
        return "air", "body full of air words"
    if not enough and "shared" in meanings and "rival" not in meanings:
        return "partly", "title shared with other subjects"
    told = [hit for hit in body if hit.group in TELLING and not hit.cited]
    if _points(told) >= _needed(meanings, body) and (meanings & _BROAD or _count(told, "air")):
        return "partly", "passages on air"
    return "not", "no or only passing words on air"


def _abroad(title: str) -> bool:
    return bool(re.search(_rules()["abroad"], title) and not re.search(_rules()["abroad_but"], title))


def _full(reading: Reading, body: Sequence[Hit], said: Sequence[tuple[int, int]]) -> bool:
    """Whether air is what the body speaks of, from beginning to end."""
    limit = _rules()["thresholds"]
    length = sum(len(sentence.text) for sentence in reading.sentences)
    spread = sum(len(sentence.text) for sentence in reading.sentences if _holds(sentence, said)) / max(1, length)
    return bool(_share(body) >= limit["air_share"] and spread >= limit["air_spread"])


def _holds(sentence: Passage, said: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands in the sentence; `said` is in the order of the text."""
    first = bisect_left(said, (sentence.block, sentence.start))
    return first < len(said) and said[first] < (sentence.block, sentence.start + len(sentence.text))


def _needed(meanings: frozenset[str], body: Sequence[Hit]) -> float:
    """Points that a body needs, by what its title speaks of; under a rival one the more, the more it says of that."""
    limit = _rules()["thresholds"]
    name = next((meaning for meaning in ("rival", "shared", "general") if meaning in meanings), "partly")
    share = limit["rival_share"] * _count(body, "rival") if name == "rival" else 0
    return max(float(limit[f"{name}_points"]), share)


def _hits(passage: Passage, person: bool) -> Iterator[Hit]:
    cited = Spans((match.start() + 1, match.end()) for match in _cited().finditer(passage.text))
    for found in scanner().find(passage.text):
        if _counts(found, passage.text, person):
            inside = cited.hold(found.start)
            yield Hit(
                found.meaning, passage.block, passage.start + found.start, passage.text[found.start : found.end], inside
            )


def _counts(found: Found[str], text: str, person: bool) -> bool:
    if found.meaning == "trap" or (person and found.word == "蓝天"):
        return False
    needed, rival = _beside("only_beside", found.word), _beside("not_beside", found.word)
    if not needed and not rival:
        return True
    around = text[max(0, found.start - _BESIDE) : found.start] + "\n" + text[found.end : found.end + _BESIDE]
    return (not needed or bool(needed.search(around))) and not (rival and rival.search(around))


@cache
def _beside(rule: str, word: str) -> re.Pattern[str] | None:
    pattern = _rules()[rule].get(word)
    return re.compile(pattern) if pattern else None


def _is_person(reading: Reading) -> bool:
    pattern = re.compile(_rules()["person"])
    return any(pattern.search(passage.text) for passage in (reading.title, *reading.blocks))


def _meanings(title: Sequence[Hit]) -> frozenset[str]:
    return frozenset(_rules()["groups"][hit.group]["title"] for hit in title)


def _points(hits: Sequence[Hit]) -> float:
    """A citation counts a fifth: a water standard that cites the air law is not on air."""
    groups = _rules()["groups"]
    return float(sum(groups[hit.group]["weight"] * (0.2 if hit.cited else 1) for hit in hits))


def _share(body: Sequence[Hit]) -> float:
    air = sum(hit.group in TELLING for hit in body)
    return air / max(1, air + _count(body, "rival"))


def _count(hits: Sequence[Hit], group: str) -> int:
    return sum(hit.group == group for hit in hits)


def _evidence(title: Sequence[Hit], body: Sequence[Hit]) -> tuple[Quote, ...]:
    """Each word once, where it first stands, the weightiest first; ten at most."""
    groups = _rules()["groups"]
    first: dict[str, Hit] = {}
    for hit in (*title, *body):
        if groups[hit.group]["weight"] > 0 or groups[hit.group]["title"] == "shared":
            first.setdefault(hit.text, hit)
    ranked = sorted(first.values(), key=lambda hit: (hit.cited, -groups[hit.group]["weight"]))
    return tuple(hit.quote() for hit in ranked[:10])


def _reason(why: str, title: Sequence[Hit], body: Sequence[Hit]) -> str:
    named = "、".join(dict.fromkeys(hit.text for hit in title)) or "-"
    counts = Counter(hit.text for hit in body if hit.group in TELLING)
    common = "、".join(f"{word}×{n}" for word, n in counts.most_common(5)) or "-"
    return f"{why}; title: {named}; body: {common}; rival words: {_count(body, 'rival')}"


def _blocks(reading: Reading, verdict: Verdict, body: Sequence[Hit]) -> frozenset[int]:
    """Of a release partly on air: the blocks with air words, and those under a heading that has one."""
    if verdict != "partly":
        return frozenset(range(len(reading.blocks))) if verdict == "air" else frozenset()
    named = {hit.block for hit in body if hit.group in TELLING and not hit.cited}
    return frozenset(named | {block for block, above in enumerate(reading.headings) if above in named})


@cache
def scanner() -> Scanner[str]:
    """Every word that counts, with its group."""
    groups = _rules()["groups"]
    return Scanner({word: group for group, rule in groups.items() for word in rule["words"]})


@cache
def _cited() -> re.Pattern[str]:
    return re.compile(_rules()["cited"])


def _rules() -> Any:
    return load("relevance")
