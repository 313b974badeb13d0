"""Writes into a source file that a live check has read it; every comment and line stays as it was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from crawlers.registry import BadSource

SAID = re.compile(r"^# Verified live \d{4}-\d{2}-\d{2}\.\n", re.MULTILINE)
VERIFIED = re.compile(r"^verified:[ \t]*\w+", re.MULTILINE)
CONFIDENCE = re.compile(r"^confidence:.*\n", re.MULTILINE)


def mark(path: Path, day: date) -> None:
    """Set `verified: true` and the day of it, in a comment above the first key. Raises BadSource."""
    before = path.read_text(encoding="utf-8")
    after = marked(before, day)
    if yaml.safe_load(after) != yaml.safe_load(before) | {"verified": True}:
        raise BadSource(f"{path}: verified: cannot be set by an edit of one line; set it by hand")
    path.write_text(after, encoding="utf-8")


def marked(text: str, day: date) -> str:
    """The same text with the mark, an earlier one replaced."""
    text = SAID.sub("", text if text.endswith("\n") else text + "\n")
    if VERIFIED.search(text):
        text = VERIFIED.sub("verified: true", text, count=1)
    else:
        text = CONFIDENCE.sub(lambda line: line[0] + "verified: true\n", text, count=1)
    lines = text.splitlines(keepends=True)
    first_key = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join([*lines[:first_key], f"# Verified live {day}.\n", *lines[first_key:]])
