"""What the labels of a page say: 索引号, 发文机关, 发布日期 … in its information table or below its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.page.rules import empties, label_fields
from crawlers.text.lines import CELLS, Line
from crawlers.text.spaces import squeezed

_ASKS = re.compile("[:：\\]】]")
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
        if len(line.text) > 400:
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        answers += [one for one in _of_line(line, following) if one.value not in empties()]
    return answers


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
    alone = label_of(line.text)
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
