"""Where the text of a page stands that uses no known box: around its headline, where the sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from lxml import etree

from crawlers.page import parties, title
from crawlers.page.survey import Survey
from crawlers.text.lines import SILENT, Line
from crawlers.text.spaces import squeezed

_MARKS = re.compile(r"[，。；]")
_SHARE = 0.8
"""Of the sentences that the next smaller element must hold to be looked into."""
_ENOUGH, _FRAME_SHARE = 30, 0.25
"""Characters of sentences that a frame around a headline holds at least, and their share of the largest frame's."""
_MUCH_MORE, _MUCH = 4, 200
"""How much more a larger frame must say for a smaller one to be no more than a summary."""
_SHORTEST, _LONGEST = 8, 200
_MOST_HEADLINES, _MOST_LINES = 30, 4


def headlines(found: Survey, page: Sequence[Line]) -> list[Line]:
    """Lines at which the title stands whole, be it broken into several; where it does nowhere, those of its parts.

    On a page whose head names only the site: lines that end as titles of documents do.
    """
    titles = frozenset(_titles(found))
    near = [line for line in page if line.text and not line.linked and len(line.text) <= _LONGEST]
    bare = [title.bare_line(line.text) for line in near]
    whole = (line for at, line in enumerate(near) if _begins_title(bare[at : at + _MOST_LINES], titles))
    parts = (line for line, text in zip(near, bare, strict=True) if _is_part(text, titles))
    likely = (line for line, text in zip(near, bare, strict=True) if _is_document(text))
    return next(filter(None, (list(islice(kind, _MOST_HEADLINES)) for kind in (whole, parts, likely))), [])


def _titles(found: Survey) -> Iterator[str]:
    """What the head of the page gives as its title, in every form that leaves out columns and the site."""
    for text in (*found.metas.get("articletitle", ()), *title.forms(found.html_title)):
        bare = squeezed(title.clean(text))
        if len(bare) >= _SHORTEST and not parties.is_organ(bare) and not parties.is_site(bare):
            yield bare


def _begins_title(bare: Sequence[str], titles: frozenset[str]) -> bool:
    return any(joined in titles for joined in accumulate(bare))


def _is_part(bare: str, titles: frozenset[str]) -> bool:
    long = len(bare) >= _SHORTEST and not (parties.is_organ(bare) or parties.is_site(bare))
    return long and any(bare in whole for whole in titles)


def _is_document(bare: str) -> bool:
    return len(bare) > _SHORTEST and title.genre().search(bare) is not None and not _MARKS.search(bare)


def densest(root: etree._Element, named: Sequence[etree._Element]) -> tuple[etree._Element | None, int]:
    """The deepest element that holds most of the sentences outside links, and how many characters it was chosen from.

    Where a headline is known, only the part of the page that belongs to it counts.
    """
    top = root.find("body") if root.tag == "html" else root
    weights = {} if top is None else _weights(top)
    if top is None or not weights[top]:
        return None, 0
    here = _frame(top, named, weights)
    total = weights[here]
    while True:
        enough = _SHARE * total
        inner = next((child for child in here if weights.get(child, 0) >= enough), None)
        if inner is None or inner.tag in ("p", "span", "font"):
            return here, total
        here = inner


def _frame(top: etree._Element, named: Sequence[etree._Element], weights: dict[etree._Element, int]) -> etree._Element:
    """The smallest element around a headline that says enough; the whole page where none does."""
    frames = {frame for element in named if (frame := _around(element, weights)) is not None}
    most = max((weights[frame] for frame in frames), default=0)
    large = [frame for frame in frames if weights[frame] >= _FRAME_SHARE * most]
    return min(large, key=lambda frame: weights[frame], default=top)


def _around(element: etree._Element, weights: dict[etree._Element, int]) -> etree._Element | None:
    chosen = None
    for above in (element, *element.iterancestors()):
        weight = weights.get(above, 0)
        if weight < _ENOUGH:
            continue
        if chosen is None or weight > max(_MUCH, _MUCH_MORE * weights[chosen]):
            chosen = above
    return chosen


def _weights(top: etree._Element) -> dict[etree._Element, int]:
    """Characters of sentences below each element."""
    weights: dict[etree._Element, int] = {}
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            parent = element.getparent()
            if element is not top and parent is not None:
                weights[parent] = weights.get(parent, 0) + weights[element] + _sentence(element.tail)
        else:
            weights[element] = weights.get(element, 0)
            if element.tag in SILENT or element.tag == "a":
                walk.skip_subtree()
            else:
                weights[element] += _sentence(element.text)
    return weights


def _sentence(text: str | None) -> int:
    return len(text) if text and len(text) > 12 and _MARKS.search(text) else 0
