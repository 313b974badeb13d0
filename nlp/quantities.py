"""Numbers with their units in a sentence, each with the word that says what is to become of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nlp.vocabulary import alternatives, load

_NUMBER = r"\d{1,9}(?:,\d{3})*(?:\.\d{1,6})?"
_CLAUSE_END = re.compile(r"[，,；;。：:！？!?\t]")
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|或)?\s*")


class Quantity(NamedTuple):
    """One number of a sentence."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    suffix: str
    """`at_least`, `at_most`, `about` or empty."""
    verb: str
    """A group of `verbs` in targets.yml, `count` for a number of things, empty for a mere threshold."""
    before: str
    """The clause up to the verb (or up to the number of things)."""
    after: str
    """The clause behind the number."""
    order: int
    """0 for the first number under its verb, 1 for the next (分别下降8%和10%)."""


def quantities(text: str) -> list[Quantity]:
    """Numbers with units, left to right. A number that follows another by 、 or 和 shares its verb."""
    found: list[Quantity] = []
    for match in _pattern().finditer(text):
        for quantity in _numbers(match, text):
            last = found[-1] if found else None
            joined = last is not None and _JOINT.fullmatch(text, last.end, quantity.start) is not None
            if joined and last is not None and quantity.verb in ("", "count") and last.verb:
                quantity = quantity._replace(verb=last.verb, before=last.before, order=last.order + 1)
            found.append(quantity)
    return found


def _numbers(match: re.Match[str], text: str) -> Iterator[Quantity]:
    """One quantity, or several that share the last one's unit: 10、35、50毫克/立方米."""
    start = max((end.end() for end in _CLAUSE_END.finditer(text, 0, match.start())), default=0)
    left, after = text[start : match.start()], _CLAUSE_END.split(text[match.end() :], maxsplit=1)[0]
    verb, before = _verb(left, match["unit"])
    values = [*re.findall(_NUMBER, match["head"] or ""), match["low"]]
    for order, value in enumerate(values):
        high = _float(match["high"]) if match["high"] and order == len(values) - 1 else None
        suffix = _suffix(match["suffix"] or "")
        yield Quantity(
            match.start(), match.end(), _float(value), high, match["unit"], suffix, verb, before, after, order
        )


def _verb(left: str, unit: str) -> tuple[str, str]:
    found = _verbs().search(left)
    if found and found.lastgroup:
        return found.lastgroup, left[: found.start()]
    counting = unit in load("targets")["counted"] and re.search("|".join(load("targets")["counting"]), left)
    return ("count", left) if counting else ("", left)


def _suffix(text: str) -> str:
    return next((name for name, words in load("targets")["suffixes"].items() if text in words), "")


def _float(text: str) -> float:
    return float(text.replace(",", ""))


@cache
def _pattern() -> re.Pattern[str]:
    units = alternatives(load("targets")["units"])
    suffixes = alternatives([word for words in load("targets")["suffixes"].values() for word in words])
    return re.compile(
        rf"(?<![\d.A-Za-z〔第+])(?P<head>(?:{_NUMBER}、)+(?:{_NUMBER}[和与及])?|{_NUMBER}[和与及])?"
        rf"(?P<low>{_NUMBER})\s*(?:[%％]?\s*[—–－\-～~至到]{{1,2}}\s*(?P<high>{_NUMBER}))?"
        rf"\s*(?P<unit>{units})(?!月|工作日|自然日|小时|级)(?P<suffix>{suffixes})?"
    )


@cache
def _verbs() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in load("targets")["verbs"].items())
    return re.compile(rf"(?:{groups})(?:了|约|大约|近|接近|水平)?\s*$")
