"""The text of an OFD file (GB/T 33190): a zip of XML pages whose pieces of text stand where they are drawn."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from crawlers.files.found import MOST_PAGES, Found, NeedsEyes, UnreadableFile
from crawlers.files.layout.drawn import Rule, Run, Sheet
from crawlers.files.layout.reading import lines
from crawlers.files.packages import Package

_POINTS = 72 / 25.4
"""In a millimetre, which OFD measures in."""
_A4 = (210.0, 297.0)
_PATH = re.compile(r"([MLC])((?:\s+-?[\d.]+)+)")
_THIN = 1.0
Box = tuple[float, float, float, float]


def read(data: bytes) -> Found:
    """Paragraphs and tables. Raises UnreadableFile, NeedsEyes for a scan."""
    package = Package(data)
    if "Encryptions.xml" in package:
        raise UnreadableFile("locked with a password")
    pages = list(_pages(package))
    try:
        sheets = [_sheet(package.tree(path), size) for path, size in pages[:MOST_PAGES]]
    except ValueError as error:
        raise UnreadableFile(f"damaged OFD: {error}") from error
    if not any(sheet.runs for sheet in sheets):
        raise NeedsEyes("no text layer")
    missing = f"read up to page {MOST_PAGES} of its {len(pages)} pages" if len(pages) > MOST_PAGES else ""
    return Found.of(lines(sheets), missing)


def _pages(package: Package) -> Iterator[tuple[str, Box]]:
    """Member and size of each page, in the order of the documents."""
    for root in package.tree("OFD.xml").iterfind("{*}DocBody/{*}DocRoot"):
        path = (root.text or "").strip().lstrip("/")
        document = package.tree(path)
        size = _box(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox") or "")
        for page in document.iterfind("{*}Pages/{*}Page"):
            yield _below(package, path, page.get("BaseLoc", "")), size


def _below(package: Package, path: str, place: str) -> str:
    """A place as it is seen from a member, or from the root where that holds it."""
    near = posixpath.normpath(posixpath.join(posixpath.dirname(path), place.lstrip("/")))
    return place.lstrip("/") if place.startswith("/") and place.lstrip("/") in package else near


def _sheet(page: etree._Element, size: Box) -> Sheet:
    own = page.findtext("{*}Area/{*}PhysicalBox")
    box = _box(own) if own else size
    runs = [run for piece in page.iter("{*}TextObject") for run in _runs(piece)]
    rules = [rule for piece in page.iter("{*}PathObject") for rule in _rules(piece)]
    return Sheet(box[2] * _POINTS, box[3] * _POINTS, runs, rules)


def _box(text: str) -> Box:
    """Left, top, width and height."""
    numbers = [float(number) for number in text.split()]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else (0.0, 0.0, *_A4)


def _runs(piece: etree._Element) -> Iterator[Run]:
    """Each line of a piece of text; slanting ones are watermarks."""
    turned = [float(number) for number in piece.get("CTM", "1 0 0 1 0 0").split()]
    left, top, width, height = _box(piece.get("Boundary", ""))
    if len(turned) != 6 or (abs(turned[0]) > 0.01 and abs(turned[1]) > 0.01):
        return
    size = float(piece.get("Size", "0")) * max(abs(turned[0]), abs(turned[1])) or height
    for code in piece.iter("{*}TextCode"):
        text = (code.text or "").strip()
        x, y = (float(code.get(name, "0")) for name in "XY")
        begins, base = left + x * turned[0] + turned[4], top + y * turned[3] + turned[5]
        ends = min(begins + sum(_widths(text, size)), left + width) if width else begins + sum(_widths(text, size))
        if text:
            upper, lower, right = base - 0.85 * size, base + 0.15 * size, max(ends, begins + size / 2)
            yield Run(text, *map(_points, (begins, upper, right, lower, size)))


def _points(millimetres: float) -> float:
    return millimetres * _POINTS


def _widths(text: str, size: float) -> Iterator[float]:
    return (size if sign >= "\u2e80" else size / 2 for sign in text)


def _rules(piece: etree._Element) -> Iterator[Rule]:
    """Straight strokes of a path, and boxes so thin that they are strokes."""
    left, top, width, height = _box(piece.get("Boundary", ""))
    if min(width, height) < _THIN:
        yield Rule(*map(_points, (left, top, left + width, top + height)))
        return
    last: tuple[float, float] | None = None
    for sign, numbers in _PATH.findall(piece.findtext("{*}AbbreviatedData") or ""):
        values = [float(number) for number in numbers.split()]
        point = (left + values[-2], top + values[-1]) if len(values) > 1 else last
        if sign == "L" and last and point and min(abs(last[0] - point[0]), abs(last[1] - point[1])) < _THIN:
            (x0, x1), (y0, y1) = sorted((last[0], point[0])), sorted((last[1], point[1]))
            yield Rule(*map(_points, (x0, y0, x1, y1)))
        last = point
