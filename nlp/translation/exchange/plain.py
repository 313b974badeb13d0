"""Reads the table where a spreadsheet has saved it as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from nlp.translation.exchange.given import BadReviewFileError, Cell


def lines(name: str, data: bytes) -> Iterator[list[Cell]]:
    """The lines of the file. Raises BadReviewFileError."""
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        for row in rows:
            yield [Cell(text, f"{name}, line {rows.line_num}, column {at}") for at, text in enumerate(row, start=1)]
    except UnicodeDecodeError as error:
        raise BadReviewFileError(f"{name}, byte {error.start}: expected UTF-8 (save as “CSV UTF-8”)") from None
    except csv.Error as error:
        raise BadReviewFileError(f"{name}, line {rows.line_num}: expected CSV, {error}") from None
