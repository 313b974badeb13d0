"""What the labels of a page say: 索引号, 发文机关, 发布日期 … in its information table or below its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from lxml import etree

from crawlers.page.rules import empties, label_fields
from crawlers.text.lines import CELLS, Line
from crawlers.text.spaces import squeezed, tidy

_ASKS = re.compile("[:：\\]】]")
_WRITES = re.compile(r"document\.write(?:ln)?\(\s*(?:[\"']([^\"'<>]{1,60})[\"']|(\w+))\s*\)")
_SET_APART = frozenset({"span", "b", "strong", "em", "i", "label", "font"})
_LONGEST, _LONGEST_LABEL, _MOST_CHILDREN, _DEEPEST = 400, 60, 40, 4
_BARE = re.compile(r"[\s\[\]【】〖〗:：]+")


@dataclass(frozen=True, slots=True)
class Said:
    """One label with its value."""

    field: str
    label: str
    value: str
    table: bool
    """Whether it stands in a table or list rather than in running text."""


def said(found: Sequence[Line]) -> list[Said]:
    """Every known label of the lines with its value, in their order; empty values are left out."""
    answers: list[Said] = []
    for at, line in enumerate(found):
        if len(line.text) > _LONGEST:
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        told = _of_line(line, following)
        if line.element is not None and _is_rewritten(line.element, told):
            told = _of_line(line._replace(text=_rewritten(line.element)), following) or told
        answers += [one for one in told if one.value not in empties()]
    return answers


def _is_rewritten(element: etree._Element, told: Sequence[Said]) -> bool:
    """Whether a script may write a value that is missing, or a label is set apart by its element and no colon."""
    if told:
        return not all(one.value for one in told) and next(element.iterdescendants("script"), None) is not None
    first = next(iter(element), None)
    return first is not None and first.tag in _SET_APART and bool(label_of(first.text or ""))


def _rewritten(element: etree._Element, depth: int = 0) -> str:
    """Its text with what its scripts write and with a colon after labels that stand in an element of their own."""
    parts = [element.text or ""]
    for child in islice(element.iterchildren(etree.Element), _MOST_CHILDREN):
        if child.tag == "script":
            parts.append(_written_by(child.text or ""))
        elif child.tag == "br" or depth > _DEEPEST:
            parts.append(" ")
        else:
            inner = _rewritten(child, depth + 1)
            is_label = child.tag in _SET_APART and label_of(inner)
            parts.append(f" {inner.strip(' :：')}：" if is_label else inner)
        parts.append(child.tail or "")
    return tidy("".join(parts))[:_LONGEST]


def _written_by(script: str) -> str:
    """What a short script writes: a literal, or the variable that it was given to."""
    written = _WRITES.search(script[:_LONGEST])
    if not written:
        return ""
    variable = (
        re.search(rf"\b{re.escape(written[2])}\s*=\s*[\"']([^\"'<>]{{1,60}})[\"']", script) if written[2] else None
    )
    return written[1] or (variable[1] if variable else "")


def first(answers: Sequence[Said], field: str) -> str:
    """The first value of a field, empty when there is none."""
    return next((one.value for one in answers if one.field == field), "")


def label_of(text: str) -> str:
    """The field of a line that is nothing but a label; empty for any other."""
    return label_fields().get(_BARE.sub("", text), "")


def is_information(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether rows are the page's own information table (索引号, 发文机关 …)."""
    cells = [cell for row in rows for cell in row]
    labels = {bare for cell in cells if (bare := "".join(cell.split()).strip("：:[]【】")) in label_fields()}
    return len(labels) >= 4 and len(cells) <= 60


def _of_line(line: Line, following: Line | None) -> list[Said]:
    in_table = line.tag in CELLS or line.tag in ("li", "dt")
    alone = label_of(line.text) if len(line.text) <= _LONGEST_LABEL else ""
    if alone:
        return [Said(alone, _BARE.sub("", line.text), _next_value(following), in_table)]
    if not _ASKS.search(line.text):
        return []
    marks = [mark for mark in _pattern().finditer(line.text) if squeezed(mark[1]) in label_fields()]
    if not marks or (marks[0].start() > 60 and not in_table):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(line.text)]
    values = [line.text[mark.end() : end].strip(" |｜;；,，") for mark, end in zip(marks, ends, strict=True)]
    if not values[-1] and following is not None and following.tag == line.tag:
        values[-1] = ""
    return [
        Said(label_fields()[squeezed(mark[1])], squeezed(mark[1]), value, in_table)
        for mark, value in zip(marks, values, strict=True)
    ]


def _next_value(following: Line | None) -> str:
    """The line after a label, unless it is a label too."""
    if following is None or len(following.text) > 300 or _BARE.sub("", following.text) in label_fields():
        return ""
    mark = _pattern().match(following.text)
    return "" if mark and squeezed(mark[1]) in label_fields() else following.text


@cache
def _pattern() -> re.Pattern[str]:
    """A label, its characters perhaps spaced, in brackets or before a colon; short ones only where a word begins."""
    ordered = sorted(label_fields(), key=len, reverse=True)
    long, short = (
        "|".join("\\s*".join(map(re.escape, label)) for label in ordered if (len(label) > 2) is is_long)
        for is_long in (True, False)
    )
    return re.compile(rf"[\[【]?({long}|(?<![\u4e00-\u9fff])(?:{short}))\s*(?:[\]】]\s*[:：]?|[:：])\s*")
