"""What every shared record is, and the words that all of them use."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A calendar month in Asia/Shanghai, `YYYY-MM`."""
PlaceCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
"""Six digits of GB/T 2260; `100000` is the centre."""
Language = Literal["ja", "en"]
Level = Literal["central", "province", "city"]


def made_id(*parts: str) -> str:
    """An id that is made, not drawn: 16 hexadecimal digits, the same for the same parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Record(BaseModel):
    """What every shared record is: unchangeable, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
