"""Lines of a body to blocks: headings with their markers, items, paragraphs, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawlers.page.parties import is_organ
from crawlers.text.lines import Line
from warehouse.models import Block

_NUMBER = "[一二三四五六七八九十百零〇0-9]{1,5}"
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第{_NUMBER}[编章篇](?![^\s]?[（(]?规定)")),
    (2, re.compile(rf"第{_NUMBER}节")),
    (3, re.compile(rf"第{_NUMBER}条(?=[\s【（])")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]+(?:、|级|类|等|季度|产|手|线))")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][、.]?")),
    (4, re.compile(r"[（(]\d{1,2}[）)][、.]?")),
    (4, re.compile(r"\d{1,2}[）)]、?")),
    (5, re.compile(r"[①-⑳]")),
    (3, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
)
_LONGEST_HEADING = 50
_LONGEST_CENTRED = 80
_SENTENCE = re.compile(r"[。；;！？!?：:，,]$")
_NO_TITLE = re.compile(r"^[（(]|[\d一二三四五六七八九十〇零○]{2,4}\s*年.{0,12}日$|\d\s*号$|^附件?\s*\d*$|^[—\-\d\s]+$")


def blocks(lines: Iterable[Line], title: str = "") -> tuple[Block, ...]:
    """Blocks in the order of the lines; a line that repeats the title is a heading of level 0."""
    bare_title = "".join(title.split())
    return tuple(_block(line, bare_title) for line in lines if line.text or line.rows)


def block_of(text: str) -> Block:
    """One line of plain text as a block."""
    return _block(Line(text, "p"), "")


def split_marker(text: str) -> tuple[int, str, str]:
    """Level, marker and the rest; level 0 and no marker where the text bears none."""
    for level, pattern in _MARKERS:
        found = pattern.match(text)
        if found and (rest := text[found.end() :].lstrip()):
            return level, found[0], rest
    return 0, "", text


def _block(line: Line, title: str) -> Block:
    if line.rows:
        return Block(type="table", rows=line.rows)
    level, marker, text = split_marker(line.text)
    if marker:
        return Block(
            type="heading" if _is_heading(level, marker, text) else "item", level=level, marker=marker, text=text
        )
    heading = "".join(line.text.split()) == title or _is_title(line)
    return Block(type="heading" if heading else "paragraph", text=line.text)


def _is_heading(level: int, marker: str, text: str) -> bool:
    if marker.endswith("条") or level > 4 or len(text) > _LONGEST_HEADING:
        return False
    inner = text.removesuffix("。") if level <= 2 and len(text) <= 30 else text
    return not _SENTENCE.search(inner) and "。" not in inner


def _is_title(line: Line) -> bool:
    """A title of its own inside the body: set in the middle or as h1 to h4, and no sentence, date or signature."""
    set_apart = line.align == "center" or line.tag in ("h1", "h2", "h3", "h4")
    short = 4 <= len(line.text) <= _LONGEST_CENTRED and not _SENTENCE.search(line.text)
    return set_apart and short and not _NO_TITLE.search(line.text) and not is_organ(line.text)
