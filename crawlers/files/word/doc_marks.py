"""What an old Word file says of its paragraphs: table, row's end, alignment, list ([MS-DOC] 2.4.6.1, 2.9.131)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from crawlers.files.word.numbering import Level, Numbering, legacy_format

_PARAGRAPH_PAGES, _LISTS, _LIST_USES = 0x0102, 0x02E2, 0x02EA
_PAGE = 512
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_IN_TABLE, _ROW_END, _ALIGN, _OLD_ALIGN, _DEPTH, _LIST = 0x2416, 0x2417, 0x2461, 0x2403, 0x260A, 0x460B
_ELSEWHERE, _CELLS, _TABS = 0x6646, 0xD608, 0xC615
_ALIGNS = {1: "center", 2: "right"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a paragraph's end says of it."""

    in_table: bool = False
    ends_row: bool = False
    align: str = ""
    list_id: int = 0
    depth: int = 0
    edges: tuple[int, ...] = ()
    """Where the cells of a row begin and end; only a row's end knows."""
    goes_on: tuple[bool, ...] = ()
    """Of each cell, whether it is the lower part of the one above."""


class Marks:
    """The marks of a file, by a paragraph's place in the stream."""

    def __init__(self, main: bytes, table: bytes, data: bytes, part: Callable[[int], bytes]) -> None:
        self.main, self.table, self.data, self.part = main, table, data, part
        pages = part(_PARAGRAPH_PAGES)
        count = max((len(pages) - 4) // 8, 0)
        self.bounds = struct.unpack_from(f"<{count}I", pages) if count else ()
        self.numbers = struct.unpack_from(f"<{count}I", pages, 4 * (count + 1)) if count else ()

    def at(self, place: int) -> Mark:
        """The mark of the paragraph that ends at a place."""
        return self._mark(dict(self._changes(self._raw(place))))

    @cached_property
    def numbering(self) -> Numbering:
        """The file's lists, by the number that paragraphs use."""
        made, uses = self._lists(), self.part(_LIST_USES)
        count = struct.unpack_from("<I", uses)[0] if uses else 0
        ids = [struct.unpack_from("<i", uses, 4 + 16 * n)[0] for n in range(min(count, len(uses) // 16))]
        used = {number: made.get(known_by, {}) for number, known_by in enumerate(ids, 1)}
        return Numbering(used, {number: ("list", known_by) for number, known_by in enumerate(ids, 1)})

    def _raw(self, place: int) -> bytes:
        """What is set for the paragraph, still packed."""
        found = bisect_right(self.bounds, place) - 1
        if place < 0 or found < 0:
            return b""
        at = (self.numbers[found] & 0x3FFFFF) * _PAGE
        page = self.main[at : at + _PAGE]
        count = page[_PAGE - 1]
        run = bisect_right(struct.unpack_from(f"<{count + 1}I", page), place) - 1
        if not 0 <= run < count or not (offset := 2 * page[4 * (count + 1) + 13 * run]):
            return b""
        start, size = (offset + 1, 2 * page[offset] - 1) if page[offset] else (offset + 2, 2 * page[offset + 1])
        return page[start + 2 : start + size]

    def _changes(self, raw: bytes) -> Iterator[tuple[int, bytes]]:
        at = 0
        while at + 2 < len(raw):
            (code,) = struct.unpack_from("<H", raw, at)
            at += 2
            size = _SIZES.get(code >> 13)
            if code == _CELLS:
                size = struct.unpack_from("<H", raw, at)[0] - 1
                at += 2
            elif size is None:
                size = raw[at] if code != _TABS or raw[at] != 255 else len(raw)
                at += 1
            operand = raw[at : at + size]
            yield code, operand
            at += size
            if code == _ELSEWHERE:
                (start,) = struct.unpack("<I", operand)
                length = struct.unpack_from("<H", self.data, start)[0]
                yield from self._changes(self.data[start + 2 : start + 2 + length])

    def _mark(self, changes: dict[int, bytes]) -> Mark:
        def number(*codes: int) -> int:
            return next((int.from_bytes(changes[code], "little") for code in codes if code in changes), 0)

        edges, goes_on = _cells(changes.get(_CELLS, b""))
        return Mark(
            in_table=bool(number(_IN_TABLE)),
            ends_row=bool(number(_ROW_END)),
            align=_ALIGNS.get(number(_ALIGN, _OLD_ALIGN), ""),
            list_id=number(_LIST),
            depth=number(_DEPTH),
            edges=edges,
            goes_on=goes_on,
        )

    def _lists(self) -> dict[int, dict[int, Level]]:
        """Levels of each list; they lie behind the table of lists."""
        table = self.part(_LISTS)
        if not table:
            return {}
        start = struct.unpack_from("<I", self.main, _LISTS)[0]
        reader = _Levels(self.table, start + len(table))
        found = {}
        for number in range(struct.unpack_from("<H", table)[0]):
            (known_by,) = struct.unpack_from("<i", table, 2 + 28 * number)
            is_simple = table[2 + 28 * number + 26] & 1
            found[known_by] = {depth: reader.next() for depth in range(1 if is_simple else 9)}
        return found


class _Levels:
    """Reads one level of a list after the other."""

    def __init__(self, table: bytes, at: int) -> None:
        self.table, self.at = table, at

    def next(self) -> Level:
        start, form = struct.unpack_from("<iB", self.table, self.at)
        looks, paragraph = self.table[self.at + 24], self.table[self.at + 25]
        self.at += 28 + looks + paragraph
        (length,) = struct.unpack_from("<H", self.table, self.at)
        raw = self.table[self.at + 2 : self.at + 2 + 2 * length]
        self.at += 2 + 2 * length
        signs = raw.decode("utf-16-le", "replace")
        return Level(legacy_format(form), "".join(f"%{ord(s) + 1}" if ord(s) < 9 else s for s in signs), start)


def _cells(raw: bytes) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Edges of a row's cells, and which of them go on from above."""
    if not raw:
        return (), ()
    count = raw[0]
    edges = struct.unpack_from(f"<{count + 1}h", raw, 1)
    kinds = raw[1 + 2 * (count + 1) :]
    flags = [struct.unpack_from("<H", kinds, at)[0] for at in range(0, min(20 * count, len(kinds) - 1), 20)]
    return edges, tuple((flag >> 5) & 3 == 1 for flag in flags + [0] * (count - len(flags)))
