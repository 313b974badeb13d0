"""How the figures of `extraction` fall when each page of the corpus is written otherwise."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from crawlers.page import NotAnArticle, parse
from tests.eval import disturbed, listing
from tests.eval.extraction import ARTICLES, FACTS, Case

WORST = 6
LISTED = (
    "as it is",
    "unknown classes and ids",
    "attributes shuffled",
    "boxes in boxes",
    "menus, staff, friendly links",
    "talkative column before",
    "talkative column after",
    "banner, clock, remarks",
    "frames of tables",
    "lines broken by br",
)
"""Changes that leave a listing its rows."""


def report(corpus: Path) -> str:
    """A row a change, a column a fact: the share of pages on which it is read right, of those that have it in gold.

    What a change takes away and the page says nowhere else is lost: that is what the table is to show.
    """
    pages = _pages(corpus)
    names = [name for name, _, _ in FACTS]
    lines = [f"| change | {' | '.join(names)} | refused |", "|---" * (len(names) + 2) + "|"]
    worst: Counter[str] = Counter()
    for change in (*disturbed.CHANGES, "GB18030 said to be gb2312"):
        cases = [_case(path, row, change) for path, row in pages]
        shares = []
        for name, asked, right in FACTS:
            put = [case for case in cases if asked(case)]
            wrong = [case.file for case in put if not right(case)]
            worst.update(f"{file} ({name})" for file in wrong)
            shares.append(f"{1 - len(wrong) / max(len(put), 1):.3f}")
        lines.append(f"| {change} | {' | '.join(shares)} | {sum(case.page is None for case in cases)} |")
    listed = ", ".join(f"{what} {count}×" for what, count in worst.most_common(WORST))
    return "\n".join([*lines, "", f"Most often wrong: {listed}", "", *_listings(corpus)])


def _listings(corpus: Path) -> list[str]:
    """The same for the rows of listings in HTML: what was read of each as it is, against what is read of it changed."""
    pages = [(page, gold) for page, gold in listing.pages(corpus) if gold and page["kind"] == "list"]
    lines = ["| change | recall of rows | precision | date agrees |", "|---|---|---|---|"]
    for name in LISTED:
        scores = [
            listing.scored(disturbed.written_anew(data, disturbed.CHANGES[name]), page, gold)
            for page, gold in pages
            if (data := (corpus / "html" / page["file"]).read_bytes())
        ]
        found, read = sum(score.found for score in scores), sum(score.read for score in scores)
        shares = (found / sum(score.gold for score in scores), found / max(read, 1))
        dated = sum(score.same_date for score in scores) / max(found, 1)
        lines.append(f"| {name} | {' | '.join(f'{share:.3f}' for share in (*shares, dated))} |")
    return lines


def _pages(corpus: Path) -> list[tuple[Path, dict[str, str]]]:
    with (corpus / "html" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [(corpus / "html" / row["file"], row) for row in csv.DictReader(file) if row["kind"] in ARTICLES]


def _case(path: Path, row: dict[str, str], change: str) -> Case:
    data = path.read_bytes()
    made = disturbed.CHANGES.get(change, disturbed.nothing)
    encoding = "utf-8" if change in disturbed.CHANGES else "gb18030"
    try:
        return Case(path.name, row, parse(disturbed.written_anew(data, made, encoding), row["url"]), "")
    except NotAnArticle as refusal:
        return Case(path.name, row, None, refusal.reason)
