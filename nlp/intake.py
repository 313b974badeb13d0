"""Releases that others wrote by hand or program: what they leave out is filled, what they add is let be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from warehouse.models import Release, made_id
from warehouse.reference import places

# What a page would have told and a hand-written line need not: provenance and the publisher's area.
UNTOLD: dict[str, Any] = {
    "source_id": "outside",
    "place": "100000",
    "level": "central",
    "url": "",
    "published": None,
    "written": None,
    "sha256": "",
}


# What others call a Release's fields.
ALIASES = {"date": "published", "issuer": "issuers"}
_JSON = json.JSONDecoder()
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEXT = re.compile(r"[^ \t\r\n]")
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]')


class NotARelease(ValueError):
    """Some of the input is no Release; the text names input, line, field and expectation."""


def releases(lines: Iterable[str], name: str) -> Iterator[Release | NotARelease]:
    """One Release after another, a line each or however they are laid out, and in its place what is none.

    Each needs a `title`; `text` may stand for `blocks`, and a block may be a string; fields of their own are passed
    over. Lines are read as they are asked for.
    """
    for number, text in _pieces(lines):
        place = 0
        while (start := _next(text, place)) < len(text):
            try:
                row, place = _JSON.raw_decode(text, start)
                yield Release.model_validate(_filled(row))
            except (ValueError, RecursionError) as error:
                line = number + text.count("\n", 0, start)
                yield NotARelease(f"{name}, line {line}: no Release: {_said(error)}")
                if place <= start:
                    break


def _said(error: ValueError | RecursionError) -> str:
    """What is wrong, on one line: field, expectation and what was found."""
    if isinstance(error, json.JSONDecodeError):
        return f"expected JSON: {error.msg.removesuffix(' at')} (column {error.colno})"
    if isinstance(error, ValidationError):
        faults = (
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}, found {fault['input']!r:.60}"
            for fault in error.errors(include_url=False)
        )
        return "; ".join(faults)
    return str(error)


def _pieces(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines that belong together, and the number of the first: a line, or as many as close what it opens.

    What is never closed ends before the next line that is whole in itself.
    """
    held: list[str] = []
    first = depth = 0
    for number, line in enumerate(lines, 1):
        opened = _opened(line)
        if held and opened == 0 and line.startswith("{"):
            yield first, "".join(held)
            held, depth = [], 0
        first = first if held else number
        held.append(line)
        depth += opened
        if depth <= 0:
            yield first, "".join(held)
            held, depth = [], 0
    if held:
        yield first, "".join(held)


def _opened(line: str) -> int:
    """How many brackets a line of JSON opens and does not close; no string goes on over its end."""
    marks = _MARKS.findall(line)
    return sum((mark in "{[") - (mark in "]}") for mark in marks if len(mark) == 1 and mark != '"')


def _next(text: str, place: int) -> int:
    found = _NEXT.search(text, place)
    return found.start() if found else len(text)


def _filled(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValueError(f"expected an object, found {type(row).__name__}")
    said = {key: value for key, value in row.items() if key in Release.model_fields}
    for alias, field in ALIASES.items():
        if row.get(alias) and field not in said:
            said[field] = _day(row[alias]) if field == "published" else [row[alias]]
    if "blocks" not in said:
        said["blocks"] = [line.strip() for line in str(row.get("text") or "").splitlines() if line.strip()]
    if isinstance(said["blocks"], list):
        said["blocks"] = [_block(block) for block in said["blocks"]]
    if isinstance(said.get("place"), str):
        said["place"] = _known(said["place"])
    said.setdefault("id", made_id(str(said.get("url", "")), str(said.get("title", ""))))
    said.setdefault("version_id", made_id(str(said["id"]), json.dumps(said["blocks"], ensure_ascii=False)))
    return UNTOLD | said


def _known(code: str) -> str:
    """A county that we do not list is its city's, by the digits of GB/T 2260."""
    known = next((above for above in (code, f"{code[:4]}00", f"{code[:2]}0000") if above in places()), None)
    if known is None:
        raise ValueError(f"place: expected a code of GB/T 2260, found {code!r}")
    return known


def _day(said: Any) -> str | None:
    """A whole date; a year alone is none."""
    return str(said)[:10] if _DAY.match(str(said)) else None


def _block(block: Any) -> Any:
    if isinstance(block, str):
        return {"type": "paragraph", "text": block}
    return {"type": "paragraph"} | block if isinstance(block, dict) else block
