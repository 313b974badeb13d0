"""Text from pages made harmless: one line, no control or direction marks, no endless titles."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from digests.wording import word
from warehouse.models import Language

TITLE_LENGTH = 120
"""Characters of a title that an edition shows."""
URL_LENGTH = 400
LETTERS: dict[Language, int] = {"ja": 1, "en": 2}
CLOSING = {"「": "」", "『": "』", "《": "》", "（": "）", "“": "”", "〔": "〕", "(": ")"}
BRACKETS_CLOSED = 3


def inert(text: str) -> str:
    """The text on one line, without control characters, direction marks and zero-width characters."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    kept = "".join(" " if c in "\r\n\t\v\f\x85\u2028\u2029" else c for c in text if not _unseen(c))
    return re.sub(r" +", " ", kept).strip()


def clip(text: str, length: int, lang: Language) -> str:
    """At most `length` characters, twice as many letters in English, and a mark that says so."""
    most = length * LETTERS[lang]
    if len(text) <= most:
        return text
    kept = text[:most].rstrip()
    return kept + word(lang, "fit.clipped") + "".join(reversed([CLOSING[c] for c in _open(kept)]))


def _open(text: str) -> list[str]:
    """The brackets that a clipped text leaves open."""
    left: list[str] = []
    for char in text:
        if char in CLOSING:
            left.append(char)
        elif left and char == CLOSING[left[-1]]:
            left.pop()
    return left[-BRACKETS_CLOSED:]


def web_address(url: str) -> str:
    """The address when it is a plain web address of bearable length; empty otherwise."""
    clean = re.sub(r"\s", "", inert(url))
    try:
        parts = urlsplit(clean)
    except ValueError:
        return ""
    safe = parts.scheme in ("http", "https") and parts.netloc and not re.search(r"[\"'<>`\\]", clean)
    return clean if safe and len(clean) <= URL_LENGTH else ""


def _unseen(char: str) -> bool:
    if char in "\r\n\t\v\f\x85\u2028\u2029":
        return False
    return char in "\ufffe\uffff" or unicodedata.category(char) in ("Cc", "Cf", "Cs")
