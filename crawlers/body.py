"""Which part of a page is the article, and where a reader says that it begins and ends."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from crawlers.lines import SILENT, Line, lines
from crawlers.rules import label_fields, load
from crawlers.spaces import squeezed
from crawlers.survey import Survey
from crawlers.tables import is_information

ENOUGH = 80
"""Characters below which a known container is believed only when nothing else holds more."""
_MARKS = re.compile(r"[，。；：、！？]")
_LABELLED = re.compile(r"[【\[]?([\u4e00-\u9fff /]{2,12})[】\]]?\s*[:：]")
_SHARE = 0.75


def body_lines(root: etree._Element, found: Survey) -> list[Line]:
    """The lines of the article, tables whole; empty when the page has none."""
    best: list[Line] = []
    for _, element in sorted(found.containers, key=lambda pair: pair[0]):
        chosen = _trimmed(lines(element, tables=True))
        if _own(chosen) >= ENOUGH:
            best = chosen
            break
        best = max(best, chosen, key=_own)
    dense = densest(root)
    if dense is None or _own(best) >= ENOUGH:
        return best
    generic = _trimmed(lines(dense, tables=True))
    return generic if _sentences(generic) > max(ENOUGH, 2 * _own(best)) else best


def densest(root: etree._Element) -> etree._Element | None:
    """The deepest element that holds most of the page's sentences outside links."""
    weights: dict[etree._Element, int] = {}
    top = root.find("body") if root.tag == "html" else root
    if top is None:
        return None
    for element, weight in _weighed(top):
        for above in (element, *element.iterancestors()):
            weights[above] = weights.get(above, 0) + weight
    if not weights:
        return None
    here, total = top, weights.get(top, 0)
    while True:
        inner = next((child for child in here if weights.get(child, 0) >= _SHARE * total), None)
        if inner is None:
            return here
        here = inner


def _weighed(top: etree._Element) -> list[tuple[etree._Element, int]]:
    found = []
    for element in top.iter(etree.Element):
        if element.tag in SILENT or element.tag == "a":
            continue
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        if len(text) > 12 and _MARKS.search(text):
            found.append((element, len(text.strip())))
    return found


def _own(found: list[Line]) -> int:
    """Characters that are not links."""
    return sum(len(line.text) - line.linked + sum(len(cell) for row in line.rows for cell in row) for line in found)


def _sentences(found: list[Line]) -> int:
    return sum(len(line.text) - line.linked for line in found if _MARKS.search(line.text))


def _trimmed(found: list[Line]) -> list[Line]:
    """Without the page's furniture before and after the text."""
    kept = [line for line in found if not is_information(line.rows)]
    while kept and _is_furniture(kept[0]):
        kept.pop(0)
    end = next((at for at in range(1, len(kept)) if _is_footer(kept[at]) and _is_end(kept, at)), len(kept))
    kept = kept[:end]
    while kept and (_is_footer(kept[-1])):
        kept.pop()
    return kept


def _is_end(found: list[Line], at: int) -> bool:
    """Only small text may follow the end of an article."""
    return _own(found[at:]) < 0.5 * _own(found[:at])


def _is_furniture(line: Line) -> bool:
    if line.rows:
        return False
    if _is_footer(line) or (line.linked and line.linked >= 0.8 * len(line.text)):
        return True
    labels = _LABELLED.findall(line.text)
    return bool(labels) and len(line.text) < 120 and squeezed(labels[0]) in label_fields()


@cache
def _footer() -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...]]:
    words = load("footers")
    return tuple(map(squeezed, words["begins"])), frozenset(map(squeezed, words["equals"])), tuple(words["contains"])


def _is_footer(line: Line) -> bool:
    begins, equals, contains = _footer()
    bare = squeezed(line.text)
    if line.rows or len(bare) > 200:
        return False
    return (len(bare) < 60 and bare.startswith(begins)) or bare in equals or any(word in bare for word in contains)
