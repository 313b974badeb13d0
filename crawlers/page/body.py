"""Which part of a page is the article, and where a reader says that it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lxml import etree

from crawlers.page import density, parties
from crawlers.page.labels import is_information
from crawlers.page.rules import label_fields, load
from crawlers.page.survey import Survey
from crawlers.text import dates
from crawlers.text.lines import Line, lines
from crawlers.text.spaces import squeezed

ENOUGH = 80
"""Characters from which a known container is believed at once."""
MUCH, MUCH_MORE = 200, 4
"""Characters of sentences, and how many times those of a filled container, from which text outside it is the body."""
_MARKS = re.compile(r"[，。；]")
_LABELLED = re.compile(r"[【\[]?([\u4e00-\u9fff /]{2,12})[】\]]?\s*[:：]")
_BREADCRUMB = re.compile(r"^(?:您?的?(?:当前|所在)?位置|首页)|[>＞»][^>＞»，。；]{1,20}[>＞»]|首页\s*[>＞»/]")
_LEAST_SHARE = 0.3
_MOST_BOXES = 50
_EDITORS = 3
"""Last rank of the boxes that hold what an editor wrote and nothing else."""
_ABOVE, _HEAD_OF_PAGE, _HEAD_OF_BODY, _LONGEST_HEADLINE = 14, 60, 12, 120


def body_lines(root: etree._Element, found: Survey, page: Sequence[Line]) -> list[Line]:
    """The lines of the article, tables whole; empty when the page has none.

    A known box is believed unless most of the page's sentences stand outside it: beside a short text a page
    has more to say of itself than of its subject.
    """
    boxed = _boxed(found)
    if boxed and _said(boxed) >= _LEAST_SHARE * _said(page):
        return boxed
    headlines = density.headlines(found, page)
    dense, total = density.densest(root, [line.element for line in headlines if line.element is not None])
    if dense is None or (boxed and _said(boxed) >= _LEAST_SHARE * total):
        return boxed
    generic = _trimmed(_below(headlines, lines(dense, tables=True)), is_box=False)
    return generic if _outweighs(generic, boxed, is_filled=bool(boxed) or _is_pictured(found)) else boxed


def _below(headlines: Sequence[Line], found: list[Line]) -> list[Line]:
    """From the page's headline on, if it is among the lines: what stands above it is not the text."""
    top = headlines[0].element if headlines else None
    first = next((at for at, line in enumerate(found) if top is not None and line.element is top), 0)
    return found[first:]


def _boxed(found: Survey) -> list[Line]:
    """The lines of the most specific known box that is filled; of a later one only when it says far more."""
    best: list[Line] = []
    for rank, element in sorted(found.containers, key=lambda pair: pair[0])[:_MOST_BOXES]:
        whole = lines(element, tables=True)
        chosen = _trimmed(whole) or (_names_of_files(whole) if rank <= _EDITORS else [])
        is_filled = bool(chosen) if rank <= _EDITORS else bool(_said(chosen))
        if (not best and (is_filled or _own(chosen) >= ENOUGH)) or (best and _outweighs(chosen, best, is_filled=True)):
            best = chosen
        if _own(best) >= ENOUGH:
            break
    return best


def _names_of_files(whole: list[Line]) -> list[Line]:
    """What an editor wrote who wrote nothing but links."""
    return [line for line in whole if line.is_link and not _is_footer(line)]


def _is_pictured(found: Survey) -> bool:
    """Whether an editor put a picture or a film into a known box."""
    editors = (element for rank, element in found.containers[:_MOST_BOXES] if rank <= _EDITORS)
    return any(next(element.iter("img", "video", "iframe"), None) is not None for element in editors)


def _outweighs(other: list[Line], filled: list[Line], *, is_filled: bool) -> bool:
    """Whether another part of the page says so much more that the filled one is not the text."""
    return _said(other) > (max(MUCH, MUCH_MORE * _said(filled)) if is_filled else 0)


def above(page: Sequence[Line], article: Sequence[Line]) -> list[Line]:
    """The lines of the page that stand before the body, the last few; all first ones when there is no body."""
    first = next((line.text for line in article if line.text), "")
    at = next((at for at, line in enumerate(page) if first and line.text == first), None)
    return list(page[:_HEAD_OF_PAGE] if at is None else page[max(0, at - _ABOVE) : at + 1])


def _own(found: Sequence[Line]) -> int:
    """Characters that are not links."""
    return sum(len(line.text) - line.linked + sum(len(cell) for row in line.rows for cell in row) for line in found)


def _said(found: Sequence[Line]) -> int:
    """Characters of sentences and of cells."""
    sentences = sum(len(line.text) - line.linked for line in found if _MARKS.search(line.text))
    return sentences + sum(len(cell) for line in found for row in line.rows for cell in row)


def _trimmed(found: list[Line], *, is_box: bool = True) -> list[Line]:
    """Without the page's furniture before and after the text."""
    kept = _without_head([line for line in found if not is_information(line.rows)], is_box)
    end = next((at for at in range(1, len(kept)) if _is_footer(kept[at]) and _is_end(kept, at)), len(kept))
    kept = kept[:end]
    while kept and (_is_footer(kept[-1]) or _is_trailing_link(kept)):
        kept.pop()
    return kept


def _without_head(found: list[Line], is_box: bool) -> list[Line]:
    """Without breadcrumbs, dateline and buttons; a headline above a dateline is the page's, not the text's.

    Outside an editor's own box menus may stand above the text too.
    """
    last = -1
    for at, line in enumerate(found[: _HEAD_OF_BODY if is_box else _HEAD_OF_PAGE]):
        if _is_furniture(line) or _is_dateline(found, at) or (line.is_link and not is_box):
            last = at
        elif line.rows or len(line.text) > _LONGEST_HEADLINE or line.text.endswith(("：", "。")):
            break
    return found[last + 1 :]


def _is_dateline(found: list[Line], at: int) -> bool:
    """A line that is only a date, unless an organ signs above it."""
    text = found[at].text
    signed = at > 0 and parties.is_organ(found[at - 1].text)
    return not signed and bool(text) and squeezed(dates.without(text)).strip("次:0123456789") == ""


def _is_trailing_link(found: list[Line]) -> bool:
    """A link at the very end that is no attachment named in the text."""
    last = found[-1]
    named = last.text.startswith("附件") or any(line.text.startswith("附件") for line in found[-4:-1])
    return last.is_link and not named


def _is_end(found: list[Line], at: int) -> bool:
    """Only small text may follow the end of an article."""
    return _own(found[at:]) < 0.5 * _own(found[:at])


def _is_furniture(line: Line) -> bool:
    if line.rows:
        return False
    if _is_footer(line) or _BREADCRUMB.search(line.text):
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
    return (
        (len(bare) < 60 and (bare.startswith(begins) or (bare[1:].startswith(begins) and bare[0] in "【[")))
        or bare in equals
        or any(word in bare for word in contains)
    )
