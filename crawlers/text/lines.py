"""The text of a tree as a reader sees its lines, in one walk, with what is known of each line's place."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Line:
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
        reader.take_event(event, element)
    reader.flush()
    return [line for line in reader.lines if line.text or line.rows or (line.tag in CELLS and not tables)]


def is_hidden(element: etree._Element) -> bool:
    """Whether the element says itself that it is not shown."""
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


class _Reader:
    """The state of one walk: hostile pages nest deeper than Python may call itself."""

    def __init__(self, root: etree._Element, hidden: bool, tables: bool) -> None:
        self.walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        self.root, self.hidden, self.tables = root, hidden, tables
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.linked = self.links = 0
        self.owners: list[tuple[str, str]] = [("div", "")]
        self.skipped: etree._Element | None = None

    def take_event(self, event: str, element: etree._Element) -> None:
        if event == "start":
            self._start(element)
        elif event == "end":
            self._end(element)
        elif element is not self.root:
            self._take(element.tail)

    def flush(self) -> None:
        """End the line."""
        if self.parts:
            self.lines.append(Line(tidy("".join(self.parts)), *self.owners[-1], self.linked))
            self.parts.clear()
            self.linked = 0

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        is_table = self.tables and tag == "table" and is_data(element)
        if is_table or (element is not self.root and self._is_silent(element)):
            self.skipped = element
            self.walk.skip_subtree()
            if is_table:
                self.flush()
                self.lines.append(Line("", "table", rows=rows(element)))
            return
        if tag in BLOCKS:
            self.flush()
            self.owners.append((tag, _align(element) or self.owners[-1][1]))
        self.links += tag == "a"
        self._take(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if element is self.skipped:
            self.skipped = None
        else:
            self.links -= tag == "a"
            if tag in BLOCKS:
                if tag in CELLS and not self.parts and not len(element):
                    self.parts.append("")
                self.flush()
                self.owners.pop()
        if element is not self.root:
            self._take(element.tail)

    def _is_silent(self, element: etree._Element) -> bool:
        # Some pages hide their whole body until a script has run.
        return element.tag in SILENT or (not self.hidden and element.tag != "body" and is_hidden(element))

    def _take(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.linked += len(text.strip()) if self.links else 0


def _align(element: etree._Element) -> str:
    style = element.get("style", "")
    declared = (element.get("align") or "").lower()
    if element.tag == "center" or declared == "center" or _CENTRED.search(style):
        return "center"
    if declared == "right" or _RIGHT.search(style):
        return "right"
    return "left" if declared == "left" else ""
