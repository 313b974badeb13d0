"""Whether a release is on air, partly on air or not, with the words that speak for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from nlp.air_words import TELLING, Hit, count, hits, holds, is_person, rules
from nlp.parts import Parts, parts
from nlp.reading import Passage, Reading
from warehouse.models import Quote

Verdict = Literal["air", "partly", "not"]
_OTHERS = frozenset({"shared", "general", "rival"})
_BROAD = frozenset({"shared", "general"})


class Relevance(NamedTuple):
    """The verdict, its measure and its evidence."""

    verdict: Verdict
    score: float
    """Points a thousand characters of the body."""
    reason: str
    quotes: tuple[Quote, ...]
    blocks: frozenset[int]
    """Blocks to read further: all of a release on air, those that name air of one partly so."""
    aside: frozenset[tuple[int, int]] = frozenset()
    """Block and start of each sentence of those blocks that is on something else."""
    said: tuple[tuple[int, int], ...] = ()
    """Block and first character of every telling word of the body, in the order of the text."""

    def names_air(self, sentence: Passage) -> bool:
        """Whether a telling word stands in the sentence."""
        return holds(sentence, self.said)


def relevance(reading: Reading) -> Relevance:
    """The verdict on one release, from its title first and then from what its body is full of."""
    person = is_person(reading)
    title = list(hits(reading.title, person))
    body = [hit for block in reading.blocks for hit in hits(block, person)]
    length = sum(len(block.text) for block in reading.blocks)
    score = round(1000 * _points(body) / max(length, rules()["thresholds"]["shortest"]), 2)
    said = tuple((hit.block, hit.start) for hit in body if hit.group in TELLING)
    verdict, why = _verdict(reading, _meanings(reading.title, title), body, score, said)
    quotes = _evidence(title, body) if verdict != "not" else ()
    went = parts(reading, body) if verdict == "partly" else Parts(_every(reading, verdict), frozenset())
    return Relevance(verdict, score, _reason(why, title, body), quotes, went.blocks, went.aside, said)


def _every(reading: Reading, verdict: Verdict) -> frozenset[int]:
    return frozenset(range(len(reading.blocks)) if verdict == "air" else ())


def _verdict(
    reading: Reading, meanings: frozenset[str], body: list[Hit], score: float, said: Sequence[tuple[int, int]]
) -> tuple[Verdict, str]:
    limit = rules()["thresholds"]
    length = sum(len(block.text) for block in reading.blocks)
    enough = length >= limit["body_enough"]
    dense = score >= limit["air_density"]
    if _abroad(reading.title.text):
        return "not", "abroad"
    if "air" in meanings and not (enough and score < limit["title_keeps"]):
        others = next((why for why in ("rival", "many") if why in meanings), "")
        whole = limit["many_spread"] if others == "many" else limit["air_spread"]
        return ("partly", others) if others and not (dense and _full(reading, body, said, whole)) else ("air", "title")
    if not meanings & _OTHERS and dense and _full(reading, body, said, limit["air_spread"]):
        return "air", "full"
    if not enough and "shared" in meanings and "rival" not in meanings:
        return "partly", "shared"
    told = [hit for hit in body if hit.group in TELLING and not hit.cited]
    if _points(told) >= _needed(meanings, body) and (meanings & _BROAD or count(told, "air")):
        return "partly", "passages"
    return "not", "passing"


def _abroad(title: str) -> bool:
    return bool(re.search(rules()["abroad"], title) and not re.search(rules()["abroad_but"], title))


def _full(reading: Reading, body: Sequence[Hit], said: Sequence[tuple[int, int]], least: float) -> bool:
    """Whether air is what the body speaks of, from beginning to end."""
    length = sum(len(sentence.text) for sentence in reading.sentences)
    spread = sum(len(sentence.text) for sentence in reading.sentences if holds(sentence, said)) / max(1, length)
    return bool(_share(body) >= rules()["thresholds"]["air_share"] and spread >= least)


def _needed(meanings: frozenset[str], body: Sequence[Hit]) -> float:
    """Points that a body needs, by what its title speaks of; under a rival one the more, the more it says of that."""
    limit = rules()["thresholds"]
    name = next((meaning for meaning in ("rival", "shared", "general") if meaning in meanings), "partly")
    share = limit["rival_share"] * count(body, "rival") if name == "rival" else 0
    return max(float(limit[f"{name}_points"]), share)


def _meanings(title: Passage, said: Sequence[Hit]) -> frozenset[str]:
    """What the words of the title mean; `many` where it names air as one of several subjects."""
    found = {rules()["groups"][hit.group]["title"] for hit in said}
    return frozenset(found | ({"many"} if re.search(rules()["many"], title.text) else set()))


def _points(hits: Sequence[Hit]) -> float:
    """A citation counts a fifth: a water standard that cites the air law is not on air."""
    groups = rules()["groups"]
    return float(sum(groups[hit.group]["weight"] * (0.2 if hit.cited else 1) for hit in hits))


def _share(body: Sequence[Hit]) -> float:
    air = sum(hit.group in TELLING for hit in body)
    return air / max(1, air + count(body, "rival"))


def _evidence(title: Sequence[Hit], body: Sequence[Hit]) -> tuple[Quote, ...]:
    """Each word once, where it first stands, the weightiest first; ten at most."""
    groups = rules()["groups"]
    first: dict[str, Hit] = {}
    for hit in (*title, *body):
        if groups[hit.group]["weight"] > 0 or groups[hit.group]["title"] == "shared":
            first.setdefault(hit.text, hit)
    ranked = sorted(first.values(), key=lambda hit: (hit.cited, -groups[hit.group]["weight"]))
    return tuple(hit.quote() for hit in ranked[:10])


def _reason(why: str, title: Sequence[Hit], body: Sequence[Hit]) -> str:
    """One line: what decided, the words of the title and the commonest of the body."""
    told = Counter(hit.text for hit in body if hit.group in TELLING)
    said = {
        "title": "、".join(dict.fromkeys(hit.text for hit in title)),
        "body": "、".join(f"{word}×{n}" for word, n in told.most_common(5)),
        "rival": str(count(body, "rival") or ""),
    }
    words = rules()["reasons"]
    return "；".join([words[why], *(f"{words['words'][name]}：{text}" for name, text in said.items() if text)])
