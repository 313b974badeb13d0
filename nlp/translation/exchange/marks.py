"""The id of a row: where its text stands, what it says, and which translation the reviewer was shown."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from nlp.translation.normalise import normalise
from warehouse.models import Segment, Translation, made_id
from warehouse.reference.numbering import japanese_marker

LONGEST = 32_000
"""Characters; a cell of a workbook holds 32,767."""
CUT = "……〔以下略〕"
Standing = Literal["u", "m", "r"]
"""Untranslated, a machine's, reviewed."""
_UNFIT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""_x0041_ is an A in a workbook; what LibreOffice 7.4 saves of one does not tell the two apart."""
_FORM = re.compile(r"(\d{4,})-([0-9a-f]{8})-([umr])([0-9a-f]{4})")


class Mark(NamedTuple):
    """What an id says."""

    position: int
    seal: str
    """Of the 原文 as shown."""
    standing: Standing
    base: str
    """Of the translation as shown."""

    def __str__(self) -> str:
        return f"{self.position:04d}-{self.seal}-{self.standing}{self.base}"


def mark(segment: Segment, known: Translation | None) -> Mark:
    """The mark of a segment that has this translation."""
    text = known.text if known else None
    standing: Standing = "u" if known is None or text is None else "r" if known.state == "reviewed" else "m"
    return Mark(segment.position, seal(source(segment)), standing, based(beside(segment, text)))


def parsed(text: str) -> Mark | None:
    """The mark that an id says, None when it is no id of ours."""
    match = _FORM.fullmatch("".join(text.split()).lower())
    return Mark(int(match[1]), match[2], match[3], match[4]) if match else None  # type: ignore[arg-type]


def source(segment: Segment) -> str:
    """The Chinese as a reviewer sees it, its numbering before it."""
    return shown(segment.marker + segment.text)


def beside(segment: Segment, text: str | None) -> str:
    """A translation as a reviewer sees it."""
    return shown(segment.marker + text) if text else ""


def shown(text: str) -> str:
    """What any file can hold: no characters that XML does not have, no more than a cell takes."""
    text = _ESCAPE.sub("＿", text.replace("\r\n", "\n").replace("\r", "\n"))
    fit = _UNFIT.sub("\ufffd", text).strip()
    return fit if len(fit) <= LONGEST else fit[:LONGEST] + CUT


def seal(said: str) -> str:
    """The same for a 原文 that was at most spaced or bracketed otherwise."""
    return made_id("source", normalise(said))[:8]


def based(said: str) -> str:
    """The same for a translation that was at most spaced otherwise."""
    return made_id("base", "".join(said.split()))[:4]


def bare(said: str, marker: str) -> str:
    """A translation without the numbering before it, if it stands there in whatever width, or as Japan writes it."""
    said, wanted = said.strip(), {normalise(form) for form in (marker, japanese_marker(marker))} - {""}
    for end in range(1, min(len(said), len(marker) + 4) + 1) if wanted else ():
        if normalise(said[:end]) in wanted:
            return said[end:].strip()
    return said
