"""Tables: which ones hold data, and their cells with spans repeated."""

from __future__ import annotations

from lxml import etree

from crawlers.text.spaces import shown

MOST_CELLS = 50_000
_WIDEST = 200
_LONG_CELL = 1_500


def is_data(table: etree._Element) -> bool:
    """Whether a table is one for the reader, not a frame that lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    trs = list(table.iter("tr"))
    widths = [sum(1 for cell in tr if cell.tag in ("td", "th")) for tr in trs]
    if sum(width > 1 for width in widths) < min(2, len(trs)) or max(widths, default=0) < 2:
        return False
    return not any(_is_frame(cell) for tr in trs for cell in tr)


def rows(table: etree._Element) -> tuple[tuple[str, ...], ...]:
    """Every cell of the grid; a cell that spans stands in each place that it covers."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    count = 0
    for tr in table.iter("tr"):
        row: list[str] = []
        for cell in (cell for cell in tr if cell.tag in ("td", "th")):
            _drop(hanging, row)
            text = shown(cell)
            wide, high = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", 1000)
            for _ in range(wide):
                if high > 1:
                    hanging[len(row)] = (high, text)
                row.append(text)
        _drop(hanging, row)
        hanging = {column: (left - 1, text) for column, (left, text) in hanging.items() if left > 1}
        count += len(row)
        if any(row):
            grid.append(row)
        if count > MOST_CELLS:
            break
    width = max(map(len, grid), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in grid)


def _drop(hanging: dict[int, tuple[int, str]], row: list[str]) -> None:
    """Cells of rows above that reach into this row where it stands."""
    while len(row) in hanging:
        row.append(hanging[len(row)][1])


def _span(cell: etree._Element, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isdecimal() else 1


def _is_frame(cell: etree._Element) -> bool:
    """A cell that holds many paragraphs is the frame of a text."""
    paragraphs = sum(1 for child in cell.iter("p", "div", "br"))
    return paragraphs > 12 and len(shown(cell)) > _LONG_CELL
