"""The text of a listing in the order of the page: what stands before, after and beside a link is found at once."""

from __future__ import annotations

from bisect import bisect_left

from lxml import etree
from lxml.html import HtmlElement

from crawlers.platforms import days

_SILENT = frozenset({"script", "style"})
_AFTER, _BEFORE = 12, 8
"""Pieces of text that are looked at on either side of a link."""
TEXT_BEFORE = 60
"""Characters before a link in which its day may stand."""
_LONGEST_YEAR = 12
_LONGEST_BESIDE = 20_000


class Stream:
    """Every piece of text of a page once, with the range that each element covers."""

    def __init__(self, root: HtmlElement) -> None:
        self._pieces: list[str] = []
        self._linked: list[bool] = []
        self._spans: dict[etree._Element, tuple[int, int]] = {}
        self._years: list[tuple[int, str]] = []
        self._anchors = 0
        self._read(root)

    def after(self, anchor: HtmlElement) -> str:
        """The text after an anchor up to the next one."""
        start = self._spans[anchor][1]
        end = start
        while end < min(start + _AFTER, len(self._pieces)) and not self._linked[end]:
            end += 1
        return _tidy(self._pieces[start:end])

    def before(self, anchor: HtmlElement) -> str:
        """The text since the previous anchor."""
        end = self._spans[anchor][0]
        start = end
        while start > max(end - _BEFORE, 0) and not self._linked[start - 1]:
            start -= 1
        return _tidy(self._pieces[start:end])[-TEXT_BEFORE:]

    def beside(self, row: HtmlElement, anchor: HtmlElement) -> str:
        """The text of a row outside its link."""
        (start, end), (first, last) = self._spans[row], self._spans[anchor]
        return _tidy([*self._pieces[start:first], *self._pieces[last:end]])[:_LONGEST_BESIDE]

    def year_above(self, anchor: HtmlElement) -> str:
        """The nearest heading above an anchor that is a year and nothing else; empty where there is none."""
        at = bisect_left(self._years, (self._spans[anchor][0], ""))
        return self._years[at - 1][1] if at else ""

    def _read(self, root: HtmlElement) -> None:
        starts: dict[etree._Element, int] = {}
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                starts[element] = len(self._pieces)
                self._anchors += element.tag == "a"
                if element.tag in _SILENT:
                    walk.skip_subtree()
                else:
                    self._take(element.text)
            else:
                self._spans[element] = (starts.pop(element), len(self._pieces))
                self._anchors -= element.tag == "a"
                if element is not root:
                    self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if not text or text.isspace():
            return
        if len(text.strip()) < _LONGEST_YEAR and (year := days.year_alone(text)):
            self._years.append((len(self._pieces), year))
        self._pieces.append(text)
        self._linked.append(self._anchors > 0)


def _tidy(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split())
