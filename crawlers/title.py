"""The title of a page: the full form that a reader sees, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from crawlers import dates, doc_number
from crawlers.lines import Line
from crawlers.spaces import shown, squeezed, tidy
from crawlers.survey import Survey

_TAIL = re.compile(r"\s*(?:_|\||｜|--+|—{2,}| - | – |-(?=[^-]*$))\s*")
_COLUMN_PREFIX = re.compile(r"^\s*[【\[][^】\]]{1,16}[】\]]\s*")
_CUT = re.compile(r"(?:…|\.{3,})\s*$")
_SHORTEST, _LONGEST = 5, 300


@dataclass(slots=True)
class Candidate:
    """A text that may be the title."""

    text: str
    points: int


def choose(found: Survey, page: Sequence[Line], labelled: str) -> str:
    """The best supported candidate; empty when the page names nothing."""
    visible = {squeezed(line.text): line for line in page if line.text and not line.linked}
    generic = {squeezed(found.meta(name)) for name in ("columnname", "sitename", "sitedomain")} - {""}
    candidates = [
        *(Candidate(text, 4) for text in found.metas.get("articletitle", ())),
        *(Candidate(text, 2) for text in _of_html_title(found.html_title, visible)),
        *(Candidate(text, 3) for text in _of_headlines(found.headlines)),
        Candidate(labelled, 3),
    ]
    cleaned = [Candidate(clean(one.text), one.points) for one in candidates]
    usable = [one for one in cleaned if _SHORTEST <= len(one.text) <= _LONGEST]
    for one in usable:
        one.points += _support(one.text, found, visible, generic, [other.text for other in usable if other is not one])
    best = max(usable, key=lambda one: (one.points, len(one.text)), default=None)
    return best.text if best else ""


def clean(text: str) -> str:
    """A headline without its date, column label, own number and quotation marks around the whole."""
    bare = _COLUMN_PREFIX.sub("", re.sub(r"[（(]\s*[)）]", "", dates.without(text)) if _dated(text) else text)
    bare = tidy(doc_number.without(bare))
    inner = re.fullmatch(r"《([^《》]+)》", bare)
    return inner[1] if inner else bare


def without_column(text: str) -> str:
    """A headline without the label of a column before it."""
    return _COLUMN_PREFIX.sub("", text)


def _dated(text: str) -> bool:
    """Whether a date in brackets ends it, as Shanghai's headlines do."""
    return bool(re.search(r"[（(]\s*(?:19|20)\d{2}[年-]\d{1,2}[月-]\d{1,2}日?\s*[)）]\s*$", text))


def _of_html_title(text: str, visible: dict[str, Line]) -> list[str]:
    """The title element whole, and what is left when names of columns and the site are cut from its ends."""
    forms = [text]
    pieces = [piece for piece in _TAIL.split(text) if piece]
    forms += pieces
    rest = text
    while marks := list(_TAIL.finditer(rest)):
        rest = rest[: marks[-1].start()]
        forms.append(rest)
    words = text.split(" ")
    forms += [
        " ".join(words[start:end]) for start in range(min(len(words), 6)) for end in range(len(words), start, -1)
    ][:20]
    return [form for form in forms if squeezed(form) in visible] or forms[-1:] or [text]


def _of_headlines(elements: Sequence[etree._Element]) -> list[str]:
    texts = []
    for element in elements[:60]:
        if element.tag == "a" or next(element.iterdescendants("a", "li"), None) is not None:
            continue
        text = shown(element)
        if _SHORTEST <= len(text) <= _LONGEST:
            texts.append(text)
    return texts


def _support(text: str, found: Survey, visible: dict[str, Line], generic: set[str], others: Sequence[str]) -> int:
    bare = squeezed(text)
    points = 3 if bare in visible else 0
    points += 2 if bare in squeezed(found.html_title) else 0
    points += 2 * any(squeezed(other) == bare for other in others)
    points -= 6 if bare in generic else 0
    points -= 5 if _CUT.search(text) or re.search(r"[>＞]", text) else 0
    points -= 4 if len(bare) < 8 else 0
    return points
