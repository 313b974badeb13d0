"""Lines of a body to blocks: headings with their markers, items, paragraphs, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from crawlers.page.parties import is_organ
from crawlers.text.lines import Line
from warehouse.models import Block

_NUMBER = "[一二三四五六七八九十百零〇0-9]{1,5}"
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第{_NUMBER}[编章篇](?![^\s]?[（(]?规定)")),
    (2, re.compile(rf"第{_NUMBER}节")),
    (3, re.compile(rf"第{_NUMBER}条(?![规所、第和中款之至的以及或与项，,])")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]+(?:、|级|类|等|季度|产|手|线))")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][、.]?")),
    (4, re.compile(r"[（(]\d{1,2}[）)][、.]?")),
    (4, re.compile(r"\d{1,2}[）)]、?")),
    (5, re.compile(r"[①-⑳]")),
    (3, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
)
_FIRST = re.compile(r"[第一二三四五六七八九十（(\d①-⑳]")
"""How every marker begins."""
_LONGEST_HEADING, _SHORT_HEADING = 50, 30
_MOST_LINES_OF_TITLE = 5
_LONGEST_CENTRED = 80
_SENTENCE = re.compile(r"[。；;！!，,？?]$|[：:]")
_ASKS = re.compile(r"[：:？?]$")
_NO_TITLE = re.compile(
    r"^[（(]|[\d一二三四五六七八九十〇零○]{2,4}\s*年.{0,12}日$|\d\s*号$|^附件?\s*\d*$|^[—\-\d\s]+$|^图为|摄[）)]?$"
)


def blocks(lines: Iterable[Line], title: str = "") -> tuple[Block, ...]:
    """Blocks in the order of the lines; lines that repeat the title, be it broken into several, are headings."""
    kept = [line for line in lines if line.text or line.rows]
    bare, wanted = ["".join(line.text.split()) for line in kept], "".join(title.split())
    titles: set[int] = set()
    for at in (at for at, text in enumerate(bare) if wanted.startswith(text)):
        joined = accumulate(bare[at : at + _MOST_LINES_OF_TITLE])
        titles.update(next((range(at, at + count) for count, text in enumerate(joined, 1) if text == wanted), ()))
    made = [_block(line, at in titles) for at, line in enumerate(kept)]
    return tuple(map(_settled, made, [*made[1:], None]))


def _settled(block: Block, following: Block | None) -> Block:
    """A numbered sentence is no heading unless something stands below it: else it is the last of a list."""
    if block.type != "heading" or not block.marker or not block.text.endswith("。"):
        return block
    heads = following is not None and (not following.marker or following.level > block.level)
    return block if heads else block.model_copy(update={"type": "item"})


def block_of(text: str) -> Block:
    """One line of plain text as a block."""
    return blocks([Line(text, "p")])[0]


def split_marker(text: str) -> tuple[int, str, str]:
    """Level, marker and the rest; level 0 and no marker where the text bears none."""
    for level, pattern in _MARKERS if _FIRST.match(text) else ():
        found = pattern.match(text)
        if found and (rest := text[found.end() :].lstrip()):
            return level, found[0], rest
    return 0, "", text


def _block(line: Line, is_title: bool) -> Block:
    if line.rows:
        return Block(type="table", rows=line.rows)
    level, marker, text = split_marker(line.text)
    if marker and not is_title:
        return Block(
            type="heading" if _is_heading(level, marker, text) else "item", level=level, marker=marker, text=text
        )
    return Block(type="heading" if is_title or _is_title(line) else "paragraph", text=line.text)


def _is_heading(level: int, marker: str, text: str) -> bool:
    if marker.endswith("条") or level > 4 or len(text) > _LONGEST_HEADING:
        return False
    inner = text.removesuffix("。") if level <= 2 and len(text) <= _SHORT_HEADING else text
    inner = _ASKS.sub("", inner) if level <= 2 and len(text) <= _SHORT_HEADING else inner
    return not _SENTENCE.search(inner) and "。" not in inner


def _is_title(line: Line) -> bool:
    """A title of its own inside the body: set in the middle or as h1 to h4, and no sentence, date or signature."""
    set_apart = line.align == "center" or line.tag in ("h1", "h2", "h3", "h4")
    short = 4 <= len(line.text) <= _LONGEST_CENTRED and not _SENTENCE.search(line.text)
    return set_apart and short and not _NO_TITLE.search(line.text) and not is_organ(line.text)
