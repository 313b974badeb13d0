"""The title of a page: the full form that a reader sees, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice, takewhile

from lxml import etree

from crawlers.page import doc_number
from crawlers.page.published import is_dateline
from crawlers.page.rules import load
from crawlers.page.survey import Survey
from crawlers.text import dates
from crawlers.text.lines import Line
from crawlers.text.spaces import shown, squeezed, tidy

_TAIL = re.compile(r"\s*(?:_|\||｜|--+|—{2,}| - | – |-(?=[^-]*$))\s*")
_COLUMN_PREFIX = re.compile(r"^\s*[【\[][^】\]]{1,16}[】\]]\s*")
_CUT = re.compile(r"(?:…|\.{3,})\s*$")
_NO_TITLE = re.compile(r"[>＞]|[：:，。；]$|[:：]\s*\d|(?:网站|门户|人民政府|首页)$")
_ORGAN_ALONE = re.compile(r"^(?!.*关于).{2,20}(?:局|厅|委|委员会|部|政府|办公室|中心|网)$")
_HAN = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_MOST_WORDS = 6
_SHORTEST, _LONGEST = 5, 300
_HEAD_OF_BODY, _MOST_LINES = 6, 4


@dataclass(slots=True)
class Candidate:
    """A text that may be the title."""

    text: str
    points: int


def choose(found: Survey, page: Sequence[Line], head: Sequence[Line], article: Sequence[Line], labelled: str) -> str:
    """The best supported candidate; empty when the page names nothing."""
    visible = _Shown(page)
    generic = {squeezed(found.meta(name)) for name in ("columnname", "sitename", "sitedomain")} - {""}
    candidates = [
        *(Candidate(text, 4) for text in found.metas.get("articletitle", ())),
        *(Candidate(text, 2) for text in forms(found.html_title)),
        *(Candidate(text, 3) for text in _of_headlines(found.headlines)),
        *_of_lines(head),
        Candidate(_set_above(article), 0),
        Candidate(labelled, 3),
    ]
    cleaned = [Candidate(clean(one.text), one.points) for one in candidates]
    usable = [one for one in cleaned if _SHORTEST <= len(one.text) <= _LONGEST and _HAN.search(one.text)]
    texts = [squeezed(one.text) for one in usable]
    for one, bare in zip(usable, texts, strict=True):
        one.points += _support(one.text, found, visible, generic, texts.count(bare) > 1)
    best = max(usable, key=lambda one: (one.points, len(one.text)), default=None)
    return best.text if best else ""


@cache
def genre() -> re.Pattern[str]:
    """How a document's title ends: its kind, perhaps with a remark in brackets."""
    return re.compile(rf"(?:{'|'.join(load('genres'))})(?:[（(].*[）)])?$")


class _Shown:
    """What stands on lines of its own: a long title is broken into two or three."""

    def __init__(self, page: Sequence[Line]) -> None:
        bare = [bare_line(line.text) for line in page if line.text and not line.linked]
        ends = list(accumulate(map(len, bare)))
        self.text = "".join(bare)
        self.edges = frozenset((0, *ends))

    def __contains__(self, bare: str) -> bool:
        at = self.text.find(bare) if bare else -1
        while at >= 0:
            if at in self.edges and at + len(bare) in self.edges:
                return True
            at = self.text.find(bare, at + 1)
        return False


def bare_line(text: str) -> str:
    """As titles are compared: only lines that look like headlines are worth cleaning."""
    return squeezed(clean(text) if text[0] in "《【[" or (len(text) < _LONGEST and dates.at_end(text)) else text)


def clean(text: str) -> str:
    """A headline without its date, column label, own number and quotation marks around the whole."""
    bare = _COLUMN_PREFIX.sub("", re.sub(r"[（(]\s*[)）]", "", dates.without(text)) if dates.at_end(text) else text)
    bare = tidy(doc_number.without(bare))
    inner = re.fullmatch(r"《([^《》]+)》", bare)
    return inner[1] if inner else bare


def without_column(text: str) -> str:
    """A headline without the label of a column before it."""
    return _COLUMN_PREFIX.sub("", text)


def pieces(text: str) -> list[str]:
    """The parts of a title element: the page, its columns, the site."""
    return list(filter(None, _TAIL.split(text)))


def forms(text: str) -> list[str]:
    """The title element whole, its pieces, and what is left when columns and the site are cut from its ends."""
    forms = [text, *pieces(text)]
    rest = text
    while marks := list(_TAIL.finditer(rest)):
        rest = rest[: marks[-1].start()]
        forms.append(rest)
    words = text.split(" ")[:_MOST_WORDS]
    spans = ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return forms + [" ".join(words[start:end]) for start, end in spans]


def _of_lines(head: Sequence[Line]) -> list[Candidate]:
    """Lines above the body; the one right above a dateline is more likely than others."""
    lines = [line for line in head if line.text and not line.is_link]
    return [
        Candidate(line.text, 3 if after and is_dateline(after) else 1)
        for line, after in zip(lines, [*(line.text for line in lines[1:]), ""], strict=False)
        if not line.linked
    ]


def _set_above(article: Sequence[Line]) -> str:
    """The lines in the middle with which a body begins, as one: a long title is broken into several."""
    first = [line for line in article[:_HEAD_OF_BODY] if line.text and not doc_number.of_head([line.text])]
    centred = takewhile(lambda line: line.align == "center" and not dates.find(line.text), first)
    return "".join(line.text for line in islice(centred, _MOST_LINES))


def _of_headlines(elements: Sequence[etree._Element]) -> list[str]:
    texts = []
    for element in elements[:60]:
        if element.tag == "a" or next(element.iterdescendants("a", "li"), None) is not None:
            continue
        text = shown(element)
        if _SHORTEST <= len(text) <= _LONGEST:
            texts.append(text)
    return texts


def _support(text: str, found: Survey, visible: _Shown, generic: set[str], repeated: bool) -> int:
    bare = squeezed(text)
    points = 3 * (bare in visible) + 2 * (bare in squeezed(found.html_title)) + 2 * repeated
    points += 2 * bool(genre().search(bare))
    points -= 6 * (bare in generic) + 4 * (len(bare) < 8) + 4 * bool(_ORGAN_ALONE.search(bare))
    return points - 5 * bool(_CUT.search(text) or _NO_TITLE.search(text))
