"""The same pages read by this project and by three general readers: title, date, body, speed.

Title and date are right when they equal the gold ones, white space aside. The reference body is what the gold
container (`body_selector`) shows between the gold first and last twenty characters; a page whose edges are not both in
it is left out. A body's score is F1 of its overlapping pairs of letters, digits and Han, as multisets, so that neither
punctuation nor table bars count; an empty body scores nothing. All are asked for their defaults; the others are given
the decoded text (this project the bytes), so that no reader loses by a wrong charset.
Readability gives no date (`none`).
"""

from __future__ import annotations

import csv
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean

import trafilatura
from gne import GeneralNewsExtractor
from lxml import etree, html
from readability import Document

from crawlers.page import NotAnArticle, parse
from crawlers.text.encoding import decode
from crawlers.text.spaces import squeezed
from tests.eval.extraction import ARTICLES

_UNSHOWN = re.compile("[\u200b-\u200f\ufeff]")
_KEPT = re.compile(r"[^\W_]")
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


@dataclass(frozen=True)
class Saved:
    """A page with its gold facts."""

    data: bytes
    text: str
    gold: dict[str, str]
    body: str
    """The reference body, squeezed; empty when there is none."""


Found = tuple[str, str, str]
"""Title, day, body."""


def report(corpus: Path) -> str:
    """Markdown: a row a reader."""
    logging.disable(logging.CRITICAL)
    pages = _pages(corpus)
    lines = ["| reader | title | date | body F1 | pages a second |", "|---|---|---|---|---|"]
    lines += [_row(name, read, pages) for name, read in READERS.items()]
    logging.disable(logging.NOTSET)
    asked = [sum(bool(kind) for kind in kinds) for kinds in zip(*map(_golds, pages), strict=True)]
    counts = f"{asked[0]} titles, {asked[1]} dates, {asked[2]} bodies of {len(pages)} articles."
    return "\n".join([*lines, "", counts])


def _pages(corpus: Path) -> list[Saved]:
    with (corpus / "html" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in ARTICLES]
    return [_saved((corpus / "html" / row["file"]).read_bytes(), row) for row in rows]


def _saved(data: bytes, gold: dict[str, str]) -> Saved:
    text = decode(data)[0]
    return Saved(data, text, gold, _reference(text, gold))


def _reference(text: str, gold: dict[str, str]) -> str:
    """The container's text from the gold first characters to the last."""
    first, last = squeezed(gold["body_first20"]), squeezed(gold["body_last20"])
    if not first or not last:
        return ""
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
    boxes = root.cssselect(gold["body_selector"]) if gold["body_selector"] else []
    for box in (*boxes, root):
        whole = _UNSHOWN.sub("", squeezed("".join(map(str, box.itertext()))))
        start, end = whole.find(first), whole.rfind(last)
        if 0 <= start <= end:
            return whole[start : end + len(last)]
    return ""


def _row(name: str, read: Callable[[Saved], Found], pages: list[Saved]) -> str:
    began = time.perf_counter()
    found = [read(page) for page in pages]
    speed = len(pages) / (time.perf_counter() - began)
    scores: tuple[list[float], list[float], list[float]] = ([], [], [])
    for page, (title, day, body) in zip(pages, found, strict=True):
        gold_title, gold_day, gold_body = _golds(page)
        if gold_title:
            scores[0].append(squeezed(title) == gold_title)
        if gold_day:
            scores[1].append(day == gold_day)
        if gold_body:
            scores[2].append(_f1(body, gold_body))
    shares = [f"{mean(score):.3f}" if any(score) else "none" for score in scores]
    return f"| {name} | {' | '.join(shares)} | {speed:.0f} |"


def _golds(page: Saved) -> Found:
    return squeezed(page.gold["title"]), page.gold["publish_date"], page.body


def _f1(found: str, gold: str) -> float:
    got, wanted = _tokens(found), _tokens(gold)
    shared = (got & wanted).total()
    return 2 * shared / (got.total() + wanted.total()) if shared else 0.0


def _tokens(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(_KEPT.findall(text)))


def _day(text: object) -> str:
    found = _DAY.search(str(text or ""))
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else ""


def _ours(page: Saved) -> Found:
    try:
        read = parse(page.data, page.gold["url"])
    except NotAnArticle:
        return "", "", ""
    body = "".join(b.marker + "".join(cell for row in b.rows for cell in row) + b.text for b in read.blocks)
    return read.title, str(read.published or ""), body


def _trafilatura(page: Saved) -> Found:
    read = trafilatura.bare_extraction(page.text, url=page.gold["url"] or None, with_metadata=True)
    title, day, body = (getattr(read, name, None) or "" for name in ("title", "date", "text"))
    return str(title), _day(day), str(body)


def _readability(page: Saved) -> Found:
    document = Document(page.text)
    summary = document.summary()
    return str(document.short_title() or ""), "", "".join(map(str, html.fromstring(summary).itertext()))


def _gne(page: Saved) -> Found:
    read = GeneralNewsExtractor().extract(page.text)
    return str(read["title"]), _day(read["publish_time"]), str(read["content"])


READERS: dict[str, Callable[[Saved], Found]] = {
    "this project": _ours,
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "gne": _gne,
}
