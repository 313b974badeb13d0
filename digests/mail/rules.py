"""Whether an address is dead or a mail was only unlucky: rules in rules.yml, the first that fits."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import Field, TypeAdapter

from warehouse.models import Record

RULES = Path(__file__).with_name("rules.yml")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
CODE = re.compile(r"\b([245]\d\d)\b")


class Rule(Record):
    """What one kind of answer means."""

    status: str = "*"
    code: int | None = None
    says: tuple[str, ...] = ()
    verdict: Literal["hard", "soft"] = Field(alias="is")
    why: str

    def fits(self, status: str, code: int | None, text: str) -> bool:
        """Whether an answer is of this kind."""
        return (
            fnmatchcase(status, self.status)
            and self.code in (None, code)
            and (not self.says or any(words in text for words in self.says))
        )


class Verdict(NamedTuple):
    """What an answer says of an address."""

    hard: bool
    why: str


def judged(answer: str, status: str = "", code: int | None = None) -> Verdict:
    """What an answer means; its codes are taken from its text where they are not given apart."""
    status = status or _first(STATUS, answer)
    code = code or int(_first(CODE, answer) or 0) or None
    text = answer.lower()
    rule = next(rule for rule in _rules() if rule.fits(status, code, text))
    return Verdict(rule.verdict == "hard", rule.why)


def lasting(code: int, answer: str) -> bool:
    """Whether a refusal at the door is about the address, and for good."""
    return judged(answer, code=code).hard


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


@cache
def _rules() -> tuple[Rule, ...]:
    return TypeAdapter(tuple[Rule, ...]).validate_python(yaml.safe_load(RULES.read_text(encoding="utf-8")))
