"""The closed list of what can be found in a translation, for reviewers and digests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from nlp.translation.offline.tables import rules


class Flag(NamedTuple):
    """A kind of finding."""

    code: str
    ja: str
    en: str
    explained: str
    """One line for a Japanese reader."""
    blocks: bool
    """The text is not published without a person."""


@cache
def flags() -> dict[str, Flag]:
    """All kinds by code."""
    return {
        code: Flag(code, row["ja"], row["en"], row["explained"], row["blocks"])
        for code, row in rules("flags.yml").items()
    }


def kind(flag: str) -> Flag:
    """The kind of a flag as `check` gives it: `NUM:12` is NUM.

    Raises:
        KeyError: when flags.yml does not have its code.
    """
    return flags()[flag.partition(":")[0]]


def labelled(flag: str) -> str:
    """For a Japanese reader: 数値（12）."""
    found = flag.partition(":")[2]
    return kind(flag).ja + (f"（{found}）" if found else "")


def blocking(found: Iterable[str]) -> tuple[str, ...]:
    """Those for which a text may not be published as it is."""
    return tuple(flag for flag in found if kind(flag).blocks)
