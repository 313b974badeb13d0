"""A text taken apart into lines to be sent, and put together again with its own breaks and spaces."""

from __future__ import annotations

import re

from nlp.translation.asking.items import has_han
from warehouse.models import Language

_BREAK = re.compile(r"(\s*\n\s*)")
_OUTER = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def apart(text: str) -> list[str]:
    """Pieces that make the text again when joined: lines, and the white space around them."""
    match = _OUTER.fullmatch(text)
    before, core, after = match.groups() if match else ("", text, "")
    return [before, *_BREAK.split(core), after]


def to_send(pieces: list[str]) -> list[int]:
    """Which pieces hold anything to translate."""
    return [place for place, piece in enumerate(pieces) if has_han(piece)]


def one_line(text: str, lang: Language) -> str:
    """An answer to one line as one line."""
    return re.sub(r"\s*\n\s*", "" if lang == "ja" else " ", text.strip())
