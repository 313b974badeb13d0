"""Review without a CAT tool: a bilingual table goes out as DOCX or XLSX, and what a person wrote into it comes back."""

from __future__ import annotations

from nlp.translation.exchange import excel, plain, word
from nlp.translation.exchange.given import BadReviewFileError, Given, tabled
from nlp.translation.exchange.sheet import Sheet

__all__ = ["FORMATS", "BadReviewFileError", "Given", "export", "read"]
FORMATS = {".docx": word, ".xlsx": excel}


def export(sheet: Sheet) -> dict[str, bytes]:
    """The table in every form, by file ending."""
    return {suffix: form.write(sheet) for suffix, form in FORMATS.items()}


def read(name: str, data: bytes) -> Given:
    """What stands in a file that comes back: DOCX, XLSX, or CSV saved from one. Raises BadReviewFileError."""
    suffix = f".{name.rsplit('.', 1)[-1].lower()}"
    readers = {kind: form.lines for kind, form in FORMATS.items()} | {".csv": plain.lines}
    if suffix not in readers:
        raise BadReviewFileError(f"{name}: expected a file that ends in {', '.join(readers)}")
    return tabled(name, readers[suffix](name, data))
