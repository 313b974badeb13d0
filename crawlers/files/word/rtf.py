"""The text of an RTF file, which some systems name `.doc`: its words and the rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.files.found import Found
from crawlers.files.word.doc_marks import Mark
from crawlers.files.word.doc_paragraphs import Row, table
from crawlers.text.lines import Line
from crawlers.text.spaces import tidy

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SILENT = re.compile(
    "(?:font|color|list|listoverride|rsid|xmlns)t(?:a?bl|able)|stylesheet|info|pict|object|(?:header|footer)[lrf]?"
    "|fldinst|generator|themedata|datastore|latentstyles|pntext"
)
_SIGNS = {"line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’"}
_SIGNS |= {"ldblquote": "“", "rdblquote": "”", "bullet": "•"}
_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 65001: "utf-8"}
_DEEPEST = 1_000


def read(data: bytes) -> Found:
    """Paragraphs and tables in their order."""
    return Found.of(_Reader(data).lines())


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        page = re.search(rb"\\ansicpg(\d{1,5})", data[:2000])
        self.encoding = _PAGES.get(int(page[1]) if page else 936, "gb18030")
        self.raw = bytearray()
        self.parts: list[str] = []
        self.states: list[tuple[bool, int]] = []
        self.is_silent, self.fallback, self.to_skip = False, 1, 0
        self.in_table, self.align = False, ""
        self.cells: list[str] = []
        self.rows: list[Row] = []
        self.edges: list[int] = [0]
        self.goes_on: list[bool] = []
        self.is_lower = False

    def lines(self) -> Iterator[Line]:
        for found in _TOKEN.finditer(self.data):
            byte, word, number, sign, brace, text = found.groups()
            if byte or text:
                self._take(bytes.fromhex(byte.decode()) if byte else text)
            elif brace:
                self._group(brace == b"{")
            elif sign:
                self._sign(sign)
            elif word:
                yield from self._word(word.decode(), int(number) if number else None)
        yield from self._paragraph()
        yield from self._table()

    def _take(self, raw: bytes) -> None:
        skipped = min(self.to_skip, len(raw))
        self.to_skip -= skipped
        if not self.is_silent:
            self.raw += raw[skipped:]

    def _say(self, text: str) -> None:
        self._settle()
        if not self.is_silent:
            self.parts.append(text)

    def _settle(self) -> None:
        """Bytes so far to characters: some take two, and each may be written by itself."""
        self.parts.append(self.raw.decode(self.encoding, "replace"))
        self.raw.clear()

    def _group(self, opens: bool) -> None:
        if opens and len(self.states) < _DEEPEST:
            self.states.append((self.is_silent, self.fallback))
        elif not opens and self.states:
            self.is_silent, self.fallback = self.states.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.is_silent = True
        elif sign in b"\\{}":
            self._take(sign)
        elif sign in b"~_":
            self._say(" " if sign == b"~" else "-")

    def _word(self, word: str, number: int | None) -> Iterator[Line]:
        if _SILENT.fullmatch(word):
            self.is_silent = True
        elif word == "uc":
            self.fallback = number or 0
        elif word == "u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self.to_skip = self.fallback
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in ("pard", "intbl", "qc", "qr"):
            self.in_table = word == "intbl" or (self.in_table and word != "pard")
            self.align = {"qc": "center", "qr": "right", "pard": ""}.get(word, self.align)
        elif word == "cell":
            self.cells.append(tidy(self._text()))
        elif word == "row":
            self.rows.append((Mark(edges=tuple(self.edges), goes_on=tuple(self.goes_on)), self.cells))
            self.cells = []
        elif word in ("trowd", "trleft"):
            self.edges, self.goes_on = [number or 0], []
        elif word == "clvmrg":
            self.is_lower = True
        elif word == "cellx":
            self.edges.append(number or 0)
            self.goes_on.append(self.is_lower)
            self.is_lower = False
        elif word in ("par", "sect"):
            yield from self._paragraph()

    def _text(self) -> str:
        self._settle()
        text = "".join(self.parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.parts.clear()
        return text

    def _paragraph(self) -> Iterator[Line]:
        if self.in_table:
            self._say("\n")
            return
        yield from self._table()
        yield from (Line(tidy(part), "p", self.align) for part in self._text().split("\n") if tidy(part))

    def _table(self) -> Iterator[Line]:
        yield from table(self.rows)
        self.rows.clear()
