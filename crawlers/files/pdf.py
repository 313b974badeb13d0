"""The text of a PDF: its layer of characters, put in order by where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from ctypes import c_float, c_int
from itertools import pairwise
from math import pi
from typing import Any

import pypdfium2
from pypdfium2 import raw

from crawlers.files.found import MOST_CHARACTERS, MOST_PAGES, Found, NeedsEyes, UnreadableFile
from crawlers.files.layout.drawn import Rule, Run, Sheet
from crawlers.files.layout.reading import lines

_LEAST_PER_PAGE = 8
"""Characters of a page below which it is taken for a picture."""
_MOST_BROKEN = 0.3
"""Share of characters without a meaning above which the layer is none: fonts that do not tell what they show."""
_THIN = 3.0
_MOST_PATHS = 5_000
"""Drawn things of a page; one with more is a map."""
_LOOK_ALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
"""Radicals and compatibility forms that some fonts give instead of the characters themselves."""
_GAP, _SHIFT = 0.7, 0.6
"""Han characters between, and heights above or below, that end a piece of text."""


def read(data: bytes) -> Found:
    """Paragraphs and tables. Raises UnreadableFile, NeedsEyes for a scan."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "locked with a password" if "assword" in str(error) else f"damaged PDF: {error}"
        raise UnreadableFile(reason) from error
    try:
        sheets = _sheets(document)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"damaged PDF: {error}") from error
    finally:
        document.close()
    bare = _check(sheets)
    missing = f"{bare} of {count} pages are pictures" if bare else ""
    if count > len(sheets):
        missing = f"read up to page {len(sheets)} of its {count} pages"
    return Found.of(lines(sheets), missing)


def _sheets(document: pypdfium2.PdfDocument) -> list[Sheet]:
    sheets: list[Sheet] = []
    size = 0
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        sheets.append(_sheet(page))
        page.close()
        size += sum(len(run.text) for run in sheets[-1].runs)
        if size > MOST_CHARACTERS:
            break
    return sheets


def _check(sheets: list[Sheet]) -> int:
    """Pages that are pictures. Raises NeedsEyes when that is most of them."""
    sizes = [sum(len("".join(run.text.split())) for run in sheet.runs) for sheet in sheets]
    bare = sum(size < _LEAST_PER_PAGE for size in sizes)
    if sum(sizes) < _LEAST_PER_PAGE * max(len(sizes), 1) or bare > len(sizes) / 2:
        raise NeedsEyes("no text layer" if bare == len(sizes) else f"no text layer on {bare} of {len(sizes)} pages")
    text = "".join(run.text for sheet in sheets for run in sheet.runs)
    broken = sum(unicodedata.category(sign) in ("Co", "Cn", "Cc") or sign == "\ufffd" for sign in text)
    if broken > _MOST_BROKEN * len(text):
        raise NeedsEyes("its fonts do not tell which characters they show")
    return bare


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    turn = _Turn(page)
    text = page.get_textpage()
    try:
        return Sheet(width, height, list(_runs(text, turn)), list(_rules(page, turn)))
    finally:
        text.close()


class _Turn:
    """From a page's own corner, lower left, to the one that a reader sees upper left."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.rotation = page.get_rotation()

    def __call__(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box's left, top, right, bottom."""
        (ax, ay), (bx, by) = self._point(x0, y0), self._point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


class _Letter:
    """One character and its box."""

    __slots__ = ("bottom", "is_gap", "left", "right", "sign", "top")

    def __init__(self, sign: str, box: tuple[float, float, float, float]) -> None:
        self.sign: str = sign
        self.is_gap = False
        self.left, self.top, self.right, self.bottom = box

    @property
    def is_han(self) -> bool:
        """Whether it is as wide as it is high."""
        return self.sign >= "\u2e80"


def _runs(text: pypdfium2.PdfTextPage, turn: _Turn) -> Iterator[Run]:
    """Characters that stand side by side; those of slanting words, which are watermarks, left out."""
    letters: list[_Letter] = []
    box = raw.FS_RECTF()
    for number in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, number))
        if sign in "\r\n":
            continue
        if "\udc00" <= sign <= "\udfff" and letters:
            letters[-1].sign += sign
            continue
        raw.FPDFText_GetLooseCharBox(text, number, box)
        letter = _Letter(sign, turn(box.left, box.bottom, box.right, box.top))
        letter.is_gap = sign == " " and raw.FPDFText_IsGenerated(text, number) == 1
        # A gap between Han and digits is the type-setter's.
        if letters and letter.is_han and letters[-1].is_gap:
            letters.pop()
        if letters and letter.is_gap and letters[-1].is_han:
            continue
        if letters and not _follows(letters[-1], letter):
            yield from _run(letters)
            letters = []
        if letters or (not sign.isspace() and not _slants(text, number)):
            letters.append(letter)
    yield from _run(letters)


def _slants(text: pypdfium2.PdfTextPage, number: int) -> bool:
    quarter: float = raw.FPDFText_GetCharAngle(text, number) / (pi / 2)
    return abs(quarter - round(quarter)) > 0.1


def _follows(before: _Letter, letter: _Letter) -> bool:
    height = max(before.bottom - before.top, letter.bottom - letter.top, 1.0)
    shift = abs((before.top + before.bottom) - (letter.top + letter.bottom)) / 2
    gap = letter.left - before.right
    return shift < _SHIFT * height and -height < gap < _GAP * height


def _run(letters: list[_Letter]) -> Iterator[Run]:
    while letters and letters[-1].sign.isspace():
        letters.pop()
    if letters:
        text = "".join(letter.sign for letter in letters)
        han = [letter.right - letter.left for letter in letters if letter.is_han]
        top, bottom = min(letter.top for letter in letters), max(letter.bottom for letter in letters)
        size = max(sum(han) / len(han) if han else 0.8 * (bottom - top), 1.0)
        yield Run(_whole(text), letters[0].left, top, letters[-1].right, bottom, size)


def _whole(text: str) -> str:
    """Surrogates joined, look-alikes as what they look like."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _LOOK_ALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), joined)


def _rules(page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[Rule]:
    """Straight strokes, and filled boxes so thin that they are strokes."""
    paths = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3))
    if len(paths) > _MOST_PATHS:
        return
    for path in paths:
        box = turn(*path.get_bounds())
        if min(box[2] - box[0], box[3] - box[1]) < _THIN:
            yield Rule(*box)
        elif _is_stroked(path):
            yield from _edges(path, turn)


def _is_stroked(path: Any) -> bool:
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(int(stroke.value))


def _edges(path: Any, turn: _Turn) -> Iterator[Rule]:
    matrix = path.get_matrix()
    points: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for number in range(min(raw.FPDFPath_CountSegments(path), _MOST_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            points = []
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
        for start, end in pairwise(points[-3:]):
            box = turn(*start, *end)
            if min(box[2] - box[0], box[3] - box[1]) < _THIN:
                yield Rule(*box)
