"""How well pages are read, against the gold facts of the corpus's manifest."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crawlers.page import NotAnArticle, Page, doc_number, parse
from crawlers.text.spaces import squeezed

ARTICLES = ("detail", "detail_fragment", "detail_nobody")
_EDGE = 20


@dataclass(frozen=True)
class Case:
    """One page of the corpus with what was read from it."""

    file: str
    gold: dict[str, str]
    page: Page | None
    refused: str


def report(corpus: Path) -> str:
    """Markdown: figures for each fact, then the files where each went wrong."""
    began = time.perf_counter()
    cases = read(corpus)
    seconds = time.perf_counter() - began
    articles = [case for case in cases if case.gold["kind"] in ARTICLES]
    others = [case for case in cases if case.gold["kind"] not in (*ARTICLES, "about")]
    lines = ["| fact | right | of | share |", "|---|---|---|---|"]
    worst = ["", "### Worst cases", ""]
    for name, asked, right in FACTS:
        put = [case for case in articles if asked(case)]
        wrong = [case.file for case in put if not right(case)]
        lines.append(_row(name, len(put) - len(wrong), len(put)))
        worst += [f"- {name}: {', '.join(wrong)}"] if wrong else []
    lines += _numbers(articles)
    for kind in sorted({case.gold["kind"] for case in others}):
        of_kind = [case for case in others if case.gold["kind"] == kind]
        lines.append(_row(f"refused: {kind}", sum(case.page is None for case in of_kind), len(of_kind)))
    worst += [f"- taken for an article: {case.file}" for case in others if case.page]
    worst += [f"- refused: {case.file} ({case.refused})" for case in articles if case.page is None]
    return "\n".join([*lines, "", f"{len(cases) / seconds:.0f} pages a second.", *worst])


def read(corpus: Path) -> list[Case]:
    """Every page of the manifest, parsed."""
    with (corpus / "html" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [_case(corpus / "html" / row["file"], row) for row in csv.DictReader(file)]


def _case(path: Path, row: dict[str, str]) -> Case:
    try:
        return Case(path.name, row, parse(path.read_bytes(), row["url"]), "")
    except NotAnArticle as refusal:
        return Case(path.name, row, None, refusal.reason)


def _row(name: str, right: int, of: int) -> str:
    return f"| {name} | {right} | {of} | {right / of:.3f} |" if of else f"| {name} | 0 | 0 | |"


def _numbers(articles: list[Case]) -> list[str]:
    found = [case for case in articles if case.page and case.page.doc_number]
    right = [case for case in found if _bare_number(case.gold["doc_number"]) == _bare_number(_got(case, "doc_number"))]
    gold = [case for case in articles if case.gold["doc_number"]]
    return [_row("文号 precision", len(right), len(found)), _row("文号 recall", len(right), len(gold))]


def _bare_number(text: str) -> str:
    return squeezed(doc_number.normalised(text)).replace("[", "〔").replace("]", "〕")


def _got(case: Case, field: str) -> str:
    value = getattr(case.page, field) if case.page else None
    return "" if value is None else str(value)


def _body(case: Case) -> str:
    if case.page is None:
        return ""
    return squeezed(
        "".join(b.marker + "".join(cell for row in b.rows for cell in row) + b.text for b in case.page.blocks)
    )


def _issuers(case: Case) -> set[str]:
    return {squeezed(name) for name in case.page.issuers} if case.page else set()


def _gold_issuers(case: Case) -> set[str]:
    return {squeezed(name) for name in case.gold["issuer"].replace("、", ";").split(";")}


Fact = tuple[str, Callable[[Case], bool], Callable[[Case], bool]]
FACTS: tuple[Fact, ...] = (
    ("title", lambda c: bool(c.gold["title"]), lambda c: squeezed(c.gold["title"]) == squeezed(_got(c, "title"))),
    ("published", lambda c: bool(c.gold["publish_date"]), lambda c: c.gold["publish_date"] == _got(c, "published")),
    ("written", lambda c: bool(c.gold["written_date"]), lambda c: c.gold["written_date"] == _got(c, "written")),
    (
        "文号 (also when there is none)",
        lambda c: True,
        lambda c: _bare_number(c.gold["doc_number"]) == _bare_number(_got(c, "doc_number")),
    ),
    ("issuer: one of them", lambda c: bool(c.gold["issuer"]), lambda c: bool(_gold_issuers(c) & _issuers(c))),
    ("issuer: just these", lambda c: bool(c.gold["issuer"]), lambda c: _gold_issuers(c) == _issuers(c)),
    (
        "body begins",
        lambda c: bool(c.gold["body_first20"]),
        lambda c: _body(c)[:_EDGE] == squeezed(c.gold["body_first20"])[:_EDGE],
    ),
    (
        "body ends",
        lambda c: bool(c.gold["body_last20"]),
        lambda c: _body(c)[-_EDGE:] == squeezed(c.gold["body_last20"])[-_EDGE:],
    ),
)
