"""Measures the reading of listings against the gold rows of stored pages."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from crawlers import platforms
from crawlers.platforms.reading import Row, Saved
from warehouse.models import Listing

KINDS = ("list", "list_xml")
WORST = 8


@dataclass(frozen=True)
class Score:
    """How one listing was read."""

    file: str
    family: str
    gold: int
    read: int
    found: int
    same_date: int
    same_title: int

    @property
    def lost(self) -> int:
        """Rows missed and rows that are none."""
        return self.gold + self.read - 2 * self.found


def report(corpus: Path) -> str:
    """Recall and precision of rows by address, agreement of dates and titles, worst files: Markdown."""
    scores = [_score(corpus, page, gold) for page, gold in pages(corpus)]
    with_rows = [score for score in scores if score.gold]
    lines = [
        "| pages | rows | recall | precision | date agrees | title agrees |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_line("with gold rows", with_rows), _line("all", scores)]
    worst = sorted((score for score in scores if score.lost), key=lambda score: -score.lost)[:WORST]
    lines += ["", "Worst: " + ("; ".join(_worst(score) for score in worst) or "none")]
    return "\n".join(lines)


def pages(corpus: Path) -> list[tuple[dict[str, str], dict[str, dict[str, str]]]]:
    """Rows of the manifest that are listings, each with its gold rows by address."""
    gold: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for item in _rows(corpus / "html" / "list_items.csv"):
        gold[item["file"]][item["url"]] = item
    manifest = [page for page in _rows(corpus / "html" / "manifest.csv") if page["kind"] in KINDS]
    return [(page, gold[page["file"]]) for page in manifest]


def _score(corpus: Path, page: dict[str, str], gold: dict[str, dict[str, str]]) -> Score:
    return scored((corpus / "html" / page["file"]).read_bytes(), page, gold)


def scored(body: bytes, page: dict[str, str], gold: dict[str, dict[str, str]]) -> Score:
    """How a listing's bytes are read, against its gold rows."""
    family = platforms.detect(body, page["url"])
    rows = platforms.reader(family)(Saved(page["url"], body), Listing(url=page["url"])).rows
    known = [(row, gold[row.url]) for row in rows if row.url in gold]
    same_date = sum(str(row.date or "") == item["date"] for row, item in known)
    same_title = sum(_same_title(row, item) for row, item in known)
    return Score(page["file"], family, len(gold), len(rows), len(known), same_date, same_title)


def _same_title(row: Row, item: dict[str, str]) -> bool:
    return _plain(row.title) == _plain(item["title"])


def _plain(title: str) -> str:
    return "".join(title.replace("\u200b", "").split())


def _line(name: str, scores: list[Score]) -> str:
    found = sum(score.found for score in scores)
    gold, read = sum(score.gold for score in scores), sum(score.read for score in scores)
    shares = (found / max(gold, 1), found / max(read, 1))
    agreed = (sum(score.same_date for score in scores), sum(score.same_title for score in scores))
    cells = [*shares, *(count / max(found, 1) for count in agreed)]
    return f"| {len(scores)} {name} | {gold} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"


def _worst(score: Score) -> str:
    return f"{score.file} ({score.family}: gold {score.gold}, read {score.read}, agreed {score.found})"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
