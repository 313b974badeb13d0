"""Which numbers of an edition's items do not stand in the passages that the published database gives for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.answers import query

NUMBER = re.compile(r"\d+(?:\.\d+)?")
# How many others there are is counted, not read; full hours and the first of three quarters are not written.
UNWRITTEN = re.compile(r"(?:ほか|and )\d+(?: more)?|:00|第1～|(?<=Quarters )1 to ")
# English says 1.8亿 as 180 million.
LARGE = {"万": 10**4, "亿": 100}
CHINESE = str.maketrans("一二三四五六七八九", "123456789")
EVIDENCE = "SELECT entry_id, kind, what, value, value_high, day, base_year, said, sentence FROM evidence"
PAGES = """SELECT t.entry_id, r.title, r.doc_number, r.published, r.written, r.archive.file
FROM preferred_versions t JOIN releases r ON r.version_id = t.version_id"""
ITEMS = "SELECT entry_id, aims, dates, quotes, changes, lead, fields, archive FROM edition_items"


class Known(NamedTuple):
    """What the evidence of an item says."""

    sentences: set[str]
    targets: set[tuple[str, float]]
    days: set[Any]
    numbers: set[float]


def untraced(published: Path) -> Iterator[str]:
    """Each figure of each item in approved editions for which there is no passage, with its kind."""
    pages = {entry: page for entry, *page in query(published, PAGES, 10**6).rows}
    known = _known(published, pages)
    for entry, aims, dates, quotes, changes, lead, fields, archive in query(published, ITEMS, 10**6).rows:
        if entry not in known or not archive.startswith(pages[entry][-1]):
            yield f"{entry} page"
            continue
        held = known[entry]
        yield from (f"{entry} aim {a}" for a in aims if (_plain(a["quote"]), a["amount"]) not in held.targets)
        yield from (f"{entry} due {a}" for a in aims if a["due"] and a["due"] not in held.days)
        yield from (f"{entry} date {d}" for d in dates if d["on"] not in held.days)
        yield from (f"{entry} quote {q}" for q in quotes if _plain(q) not in held.sentences)
        for text in (*changes, *lead, *(field["value"] for field in fields)):
            yield from (f"{entry} number {n:g} of {text}" for n in _numbers(UNWRITTEN.sub("", text)) - held.numbers)


def _known(published: Path, pages: dict[str, list[Any]]) -> dict[str, Known]:
    found: dict[str, Known] = {entry: Known(set(), set(), set(), _read(*page[:-1])) for entry, page in pages.items()}
    for entry, kind, what, value, high, day, base_year, said, sentence in query(published, EVIDENCE, 10**6).rows:
        held = found[entry]
        held.sentences.add(_plain(sentence))
        held.days.add(day)
        held.numbers.update(_read(sentence, what, said, day, value, high, base_year))
        if kind == "target":
            held.targets.update({(_plain(sentence), value), (_plain(sentence), round(value * LARGE["万"], 6))})
    return found


def _read(*said: object) -> set[float]:
    """Numbers as written, ten-thousands multiplied out, and small ones in characters."""
    text = " ".join(str(part) for part in said if part is not None)
    found = re.findall(r"(\d+(?:\.\d+)?)([万亿])", text)
    large = {round(float(number) * LARGE[unit], 6) for number, unit in found}
    return _numbers(text) | _numbers(text.translate(CHINESE)) | large


def _numbers(text: str) -> set[float]:
    return {float(number) for number in NUMBER.findall(text.replace(",", "").replace("−", ""))}


def _plain(text: str) -> str:
    return " ".join(text.split())
