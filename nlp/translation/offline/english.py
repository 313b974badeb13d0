"""Titles and names in English, where every word of them has an English form."""

from __future__ import annotations

from nlp.translation.offline.tokens import NotParsedError


def title(text: str) -> str:
    raise NotParsedError("no English rule", text)


def name(text: str) -> str:
    raise NotParsedError("no English rule", text)


def refuse(text: str) -> str:
    raise NotParsedError("no English rule", text)
