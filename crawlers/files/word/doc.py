"""The text of an old Word file (DOC, also WPS): pieces of its stream in their order, after [MS-DOC] 2.4."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from crawlers.files.found import Found, UnreadableFile
from crawlers.files.word.doc_marks import Marks
from crawlers.files.word.doc_paragraphs import Paragraph, lines

_MAGIC = 0xA5EC
_LOCKED, _SECOND_TABLE = 0x0100, 0x0200
_WORD_97 = 0x00C1
_CLX = 0x01A2
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_ENDS = "\r\x07\x0c"
_SEEN = {"\x0b": "\n", "\x0e": "\n", "\t": "\t", "\x1e": "-", "\xa0": " "}


@dataclass(frozen=True, slots=True)
class Header:
    """What the file's information block says of its parts."""

    main: bytes
    """The stream `WordDocument`."""
    table: bytes
    """The stream of tables that tell how the first is put together."""
    data: bytes

    @property
    def lengths(self) -> tuple[int, ...]:
        """Characters of the body, of notes, of heads, of a part unused, of comments, of end notes, of text boxes."""
        return struct.unpack_from("<7i", self.main, 0x4C)

    def part(self, at: int) -> bytes:
        """A part of the table stream whose place stands at this offset of the block."""
        start, length = struct.unpack_from("<II", self.main, at)
        return self.table[start : start + length]


def read(data: bytes) -> Found:
    """Body, notes and text boxes. Raises UnreadableFile."""
    try:
        header = _header(data)
        return Found.of(lines(_paragraphs(header), Marks(header.main, header.table, header.data, header.part)))
    except (struct.error, IndexError, OSError) as error:
        raise UnreadableFile(f"damaged Word file: {error}") from error


def _header(data: bytes) -> Header:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        main = ole.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", main)
        (flags,) = struct.unpack_from("<H", main, 0x0A)
        if magic != _MAGIC:
            raise UnreadableFile(f"damaged Word file: it begins with {magic:04x}, expected {_MAGIC:04x}")
        if flags & _LOCKED:
            raise UnreadableFile("locked with a password")
        if version < _WORD_97:
            raise UnreadableFile("no reader for Word files from before 1997")
        table = ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        return Header(main, table, ole.openstream("Data").read() if ole.exists("Data") else b"")


def _paragraphs(header: Header) -> Iterator[Paragraph]:
    body, notes, heads, _, comments, end_notes, boxes = (max(length, 0) for length in header.lengths)
    last = body + notes + heads + comments
    wanted = (range(body), range(body, body + notes), range(last, last + end_notes + boxes))
    text: list[str] = []
    codes: list[bool] = []
    for at, sign, place in _characters(header):
        if not any(at in part for part in wanted):
            continue
        if sign == _FIELD:
            codes.append(True)
        elif sign in (_RESULT, _FIELD_END):
            if codes:
                codes.pop()
            if sign == _RESULT:
                codes.append(False)
        elif sign in _ENDS:
            yield Paragraph(_whole("".join(text)), place, sign == "\x07")
            text.clear()
        elif not any(codes) and (sign >= " " or sign in _SEEN):
            text.append(_SEEN.get(sign, sign))
    yield Paragraph(_whole("".join(text)), -1, False)


def _characters(header: Header) -> Iterator[tuple[int, str, int]]:
    """Position in the text, character and place in the stream, of every character."""
    for start, end, place, is_wide in _pieces(header.part(_CLX)):
        raw = header.main[place : place + (end - start) * (2 if is_wide else 1)]
        # A surrogate counts as a character of its own here.
        signs = map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) & ~1])) if is_wide else _narrow(raw)
        for number, sign in enumerate(signs):
            yield start + number, sign, place + number * (2 if is_wide else 1)


def _pieces(clx: bytes) -> Iterator[tuple[int, int, int, bool]]:
    """First and last position in the text, place in the stream, and whether characters take two bytes."""
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (length,) = struct.unpack_from("<I", clx, at + 1)
    count = (min(length, len(clx) - at - 5) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for number in range(count):
        (place,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        is_narrow, place = bool(place & 0x40000000), place & 0x3FFFFFFF
        yield bounds[number], bounds[number + 1], place // 2 if is_narrow else place, not is_narrow


def _narrow(raw: bytes) -> str:
    return "".join(chr(byte) if byte < 0x80 else bytes((byte,)).decode("cp1252", "replace") for byte in raw)


def _whole(text: str) -> str:
    """Surrogates joined to the characters that they stand for."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
