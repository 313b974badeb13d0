"""The text of a tree as a reader sees its lines, in one walk, with what is known of each line's place."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from crawlers.text.spaces import tidy
from crawlers.text.tables import is_data, rows
from crawlers.text.tags import tags

SILENT = tags("silent")
BLOCKS = tags("blocks")
CELLS = tags("cells")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)


class Line(NamedTuple):
    """One line of a page."""

    text: str
    tag: str
    """Of the element that it stands in directly, among those that begin a line."""
    align: str = ""
    """`center`, `right` or empty."""
    linked: int = 0
    """Characters of it that are links."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells, when the line is a whole table."""
    element: etree._Element | None = None
    """That element itself, where the line was read from a tree."""

    @property
    def is_link(self) -> bool:
        """Whether it is a link and little else."""
        return bool(self.linked) and self.linked >= 0.6 * len(self.text)


def lines(root: etree._Element, *, hidden: bool = False, tables: bool = False) -> list[Line]:
    """The lines of an element, `hidden` ones too if asked for.

    With `tables` a table of data is one line with rows; without, each cell is a line, and an empty cell an
    empty line, so that labels keep their values.
    """
    reader = _Reader(root, hidden, tables)
    for event, element in reader.walk:
        if event == "start":
            reader.start(element)
        elif event == "end":
            reader.end(element)
        elif element is not root:
            reader.take(element.tail)
    reader.flush()
    return reader.lines


class _Reader:
    """The state of one walk: hostile pages nest deeper than Python may call itself."""

    def __init__(self, root: etree._Element, hidden: bool, tables: bool) -> None:
        self.walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        self.root, self.hidden, self.tables = root, hidden, tables
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.linked = self.links = 0
        self.owners: list[tuple[str, str, etree._Element]] = [("div", "", root)]
        self.skipped: etree._Element | None = None

    def start(self, element: etree._Element) -> None:
        tag, style = element.tag, element.get("style") or ""
        is_table = self.tables and tag == "table" and is_data(element)
        if is_table or (element is not self.root and self._is_silent(tag, style)):
            self.skipped = element
            self.walk.skip_subtree()
            if is_table:
                self.flush()
                self.lines.append(Line("", "table", rows=rows(element), element=element))
            return
        if tag in BLOCKS:
            self.flush()
            self.owners.append((tag, _align(element, style) or self.owners[-1][1], element))
        elif tag == "a":
            self.links += 1
        self.take(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if element is self.skipped:
            self.skipped = None
        elif tag in BLOCKS:
            if tag in CELLS and not self.parts and not len(element):
                self.parts.append("")
            self.flush()
            self.owners.pop()
        elif tag == "a":
            self.links -= 1
        if element is not self.root:
            self.take(element.tail)

    def take(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self) -> None:
        """End the line; one of nothing but space is none, save for an empty cell."""
        if not self.parts:
            return
        text, (tag, align, element) = "".join(self.parts), self.owners[-1]
        self.parts.clear()
        if not text.isspace() and text:
            self.lines.append(Line(tidy(text), tag, align, self.linked, (), element))
        elif tag in CELLS and not self.tables:
            self.lines.append(Line("", tag, align, 0, (), element))
        self.linked = 0

    def _is_silent(self, tag: str, style: str) -> bool:
        # Some pages hide their whole body until a script has run.
        return tag in SILENT or (bool(style) and not self.hidden and tag != "body" and bool(_HIDDEN.search(style)))


def _align(element: etree._Element, style: str) -> str:
    declared = (element.get("align") or "").lower()
    if element.tag == "center" or declared == "center" or (style and _CENTRED.search(style)):
        return "center"
    if declared == "right" or (style and _RIGHT.search(style)):
        return "right"
    return "left" if declared == "left" else ""
