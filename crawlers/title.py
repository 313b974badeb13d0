"""The title of a page: the full form that a reader sees, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from crawlers import dates, doc_number
from crawlers.lines import Line
from crawlers.rules import load
from crawlers.spaces import shown, squeezed, tidy
from crawlers.survey import Survey

_TAIL = re.compile(r"\s*(?:_|\||｜|--+|—{2,}| - | – |-(?=[^-]*$))\s*")
_COLUMN_PREFIX = re.compile(r"^\s*[【\[][^】\]]{1,16}[】\]]\s*")
_CUT = re.compile(r"(?:…|\.{3,})\s*$")
_NO_TITLE = re.compile(r"[>＞]|[：:，。；]$|[:：]\s*\d|(?:网站|门户|人民政府|首页)$")
_MOST_WORDS = 6
_SHORTEST, _LONGEST = 5, 300


@dataclass(slots=True)
class Candidate:
    """A text that may be the title."""

    text: str
    points: int


def choose(found: Survey, page: Sequence[Line], head: Sequence[Line], labelled: str) -> str:
    """The best supported candidate; empty when the page names nothing."""
    visible = _visible(page)
    generic = {squeezed(found.meta(name)) for name in ("columnname", "sitename", "sitedomain")} - {""}
    candidates = [
        *(Candidate(text, 4) for text in found.metas.get("articletitle", ())),
        *(Candidate(text, 2) for text in _of_html_title(found.html_title)),
        *(Candidate(text, 3) for text in _of_headlines(found.headlines)),
        *(Candidate(line.text, 1) for line in head if not line.linked),
        Candidate(labelled, 3),
    ]
    cleaned = [Candidate(clean(one.text), one.points) for one in candidates]
    usable = [one for one in cleaned if _SHORTEST <= len(one.text) <= _LONGEST]
    texts = [squeezed(one.text) for one in usable]
    for one, bare in zip(usable, texts, strict=True):
        one.points += _support(one.text, found, visible, generic, texts.count(bare) > 1)
    best = max(usable, key=lambda one: (one.points, len(one.text)), default=None)
    return best.text if best else ""


@cache
def genre() -> re.Pattern[str]:
    """How a document's title ends: its kind, perhaps with a remark in brackets."""
    return re.compile(rf"(?:{'|'.join(load('genres'))})(?:[（(].*[）)])?$")


def _visible(page: Sequence[Line]) -> frozenset[str]:
    """What stands on a line of its own, or on two or three in the middle of the page."""
    lines = [line for line in page if line.text and not line.linked]
    alone = {squeezed(clean(line.text)) for line in lines if len(line.text) <= _LONGEST}
    for count in (2, 3):
        for start in range(len(lines) - count + 1):
            together = lines[start : start + count]
            if all(len(line.text) < 80 and line.tag == together[0].tag for line in together):
                alone.add(squeezed(clean("".join(line.text for line in together))))
    return frozenset(alone)


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


def _of_html_title(text: str) -> list[str]:
    """The title element whole, its pieces, and what is left when columns and the site are cut from its ends."""
    forms = [text, *filter(None, _TAIL.split(text))]
    rest = text
    while marks := list(_TAIL.finditer(rest)):
        rest = rest[: marks[-1].start()]
        forms.append(rest)
    words = text.split(" ")[:_MOST_WORDS]
    spans = ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return forms + [" ".join(words[start:end]) for start, end in spans]


def _of_headlines(elements: Sequence[etree._Element]) -> list[str]:
    texts = []
    for element in elements[:60]:
        if element.tag == "a" or next(element.iterdescendants("a", "li"), None) is not None:
            continue
        text = shown(element)
        if _SHORTEST <= len(text) <= _LONGEST:
            texts.append(text)
    return texts


def _support(text: str, found: Survey, visible: frozenset[str], generic: set[str], repeated: bool) -> int:
    bare = squeezed(text)
    points = 3 * (bare in visible) + 2 * (bare in squeezed(found.html_title)) + 2 * repeated
    points += 2 * bool(genre().search(bare))
    points -= 6 * (bare in generic) + 4 * (len(bare) < 8)
    return points - 5 * bool(_CUT.search(text) or _NO_TITLE.search(text))
