"""What an editor decides: of each item of a month, of what editions had wrong, and what is to be taken out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from warehouse.models.base import Month, Record

Choice = Literal["", "accept", "pin", "drop", "merge"]


class Edit(Record):
    """What an editor has decided of one document of a month; a later one of it has a higher revision."""

    month: Month
    document_id: str
    revision: int
    """1, 2, … in the order in which they were made; nothing is replaced."""
    entry_id: str
    """Its item then."""
    decision: Choice = ""
    """accept, pin (told first), drop (not told), merge (told with another); empty: left to the machine."""
    into: str = ""
    """Document that it is merged into."""
    full: bool = False
    """Whether the editor wants a full translation."""
    title: str = ""
    """The editor's Japanese title; empty: the translation's."""
    summary: str = ""
    """One or two sentences of the editor."""
    note: str = ""
    """Why it matters, by the editor."""
    rank: int
    """Where the machine had put it when this was decided, 1 first."""
    importance: int
    """The machine's points then."""
    workbook: str = ""
    """The export that it was written in."""
    edited_by: str
    edited_at: datetime
    is_sample: bool = False


class Correction(Record):
    """Something wrong in an edition that readers have had, put right in the next."""

    id: str
    """Hash of item, wrong and right."""
    month: Month
    """Month at whose desk it was written: the first whose editions may tell it."""
    entry_id: str
    """The item that was wrong; it begins with the month of its edition."""
    wrong: str
    """What the edition said."""
    right: str
    """What is right."""
    told_to: tuple[str, ...] = ()
    """Municipalities, and `common`, whose editions told the item."""
    withdrawn: bool = False
    """Whether it was taken back before an edition told it."""
    workbook: str = ""
    """The export that it was written in."""
    corrected_by: str
    corrected_at: datetime
    is_sample: bool = False


class Redaction(Record):
    """Words that stand nowhere any more where the warehouse is read or published: a person's name, on request."""

    id: str
    """Hash of the words."""
    texts: tuple[str, ...]
    """The words in each script that they are written in."""
    reason: str
    withdrawn: bool = False
    """Whether they may be read again."""
    redacted_by: str
    redacted_at: datetime
    is_sample: bool = False
