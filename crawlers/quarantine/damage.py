"""What is left of a page that went through a script half-way or through a wrong charset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.quarantine.evidence import Evidence, Hit, Reason, rules

LITTLE = 300
"""Characters below which one doubtful mark of a script is enough."""
DOUBTFUL = 3
"""Doubtful marks that are enough in a longer text."""
DAMAGED, SHARE = 10, 0.01
"""Damaged characters, or their share of the text, from which it cannot be read for what it was."""
RARE, FEWEST = 0.08, 10
"""Share of Han characters that neither GB 2312 nor Big5 has, counted of at least so many.

Of 320 documents none has more than 0.002, set in traditional characters 0.04; read with a wrong charset 0.16 and more.
"""
KINDS: tuple[Reason, Reason] = ("noise", "mojibake")


def script(title: str, body: str) -> Evidence | None:
    """Marks of a script that stands where text should."""
    text = f"{title}\n{body}"
    certain, doubtful = _hits("script", text), _hits("script_doubtful", text)
    is_enough = len(doubtful) >= (1 if len(text) < LITTLE else DOUBTFUL) or _is_in(title, doubtful)
    return Evidence("script", text, certain + doubtful) if certain or is_enough else None


def signs(title: str, body: str) -> Iterator[Evidence]:
    """Noise and signs of a wrong charset: any in the title, many or dense in the body."""
    text = f"{title}\n{body}"
    for kind in KINDS:
        hits = _hits(kind, text)
        size = sum(len(hit.word) for hit in hits)
        if _is_in(title, hits) or size >= DAMAGED or (hits and size >= SHARE * len(text)):
            yield Evidence(kind, text, hits)


def rare(text: str) -> Evidence | None:
    """Characters that hardly any text has, too many of them: another sign of a wrong charset."""
    hits = [Hit(found.start(), found[0]) for found in _rare().finditer(text)]
    if hits and len(hits) > RARE * max(FEWEST, sum("\u3400" <= char <= "\u9fff" for char in text)):
        return Evidence("mojibake", text, hits)
    return None


def _hits(kind: str, text: str) -> list[Hit]:
    return [Hit(found.start(), found[0]) for pattern in _patterns(kind) for found in pattern.finditer(text)]


def _is_in(title: str, hits: list[Hit]) -> bool:
    return any(hit.at < len(title) for hit in hits)


@cache
def _rare() -> re.Pattern[str]:
    han = map(chr, range(0x3400, 0xA000))
    rare = (char for char in han if not char.encode("gb2312", "ignore") + char.encode("big5", "ignore"))
    return re.compile(f"[{''.join(rare)}]")


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, rules()[kind]))
