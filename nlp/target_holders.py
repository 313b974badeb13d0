"""Who answers for a target: the bodies named in its own row or paragraph, or on the line below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from nlp.reading import Reading
from warehouse.models import Duty, Quote

_ALONE = re.compile(r"^\s*[（(]?\s*(?:责任|牵头|承担|落实|实施|主责)(?:单位|部门)?")


def holders_at(reading: Reading, duties: Iterable[Duty]) -> Callable[[Quote], tuple[str, ...]]:
    """Finds the bodies that answer for what is quoted; who only helps does not."""
    by_block: dict[int, tuple[str, ...]] = {}
    by_row: dict[tuple[int, int], tuple[str, ...]] = {}
    for duty in duties:
        if duty.role != "support":
            block = duty.quote.block
            if block >= 0 and reading.release.blocks[block].rows:
                by_row.setdefault((block, _row(reading, duty.quote)), duty.holders)
            else:
                by_block.setdefault(block, duty.holders)
                if block > 0 and _ALONE.match(reading.blocks[block].text):
                    by_block.setdefault(block - 1, duty.holders)

    def found(quote: Quote) -> tuple[str, ...]:
        if reading.release.blocks[quote.block].rows:
            return by_row.get((quote.block, _row(reading, quote)), ())
        return by_block.get(quote.block, ())

    return found


def _row(reading: Reading, quote: Quote) -> int:
    """Where the row of a table begins in which something is quoted."""
    return reading.blocks[quote.block].text.rfind("\n", 0, quote.start + 1) + 1
