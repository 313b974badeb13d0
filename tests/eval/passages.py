"""The passages read by hand: each as a Release, with the rows that a reader finds in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from crawlers.page.blocks import blocks
from crawlers.text.lines import Line
from tests.eval import corpus as corpora
from warehouse.models import Block, Release, made_id

GOLD = Path(__file__).parents[1] / "gold" / "passages"
Row = tuple[Any, ...]


class Passage(NamedTuple):
    """One passage; `facts` holds its rows by topic, words folded, `more` what else is said of a target."""

    name: str
    release: Release
    facts: dict[str, list[Row]]
    more: dict[Row, dict[str, Any]]


def ours(half: str) -> Iterator[Passage]:
    """The passages written by us: half `first` or `second`."""
    for case in _cases(half):
        release = _release(case, case["id"], case["title"], case["body"])
        yield Passage(case["id"], release, _facts(case), _more(case))


def of_corpus(corpus: Path, half: int) -> Iterator[Passage]:
    """The passages of the real corpus, their words read out of its documents."""
    documents = {row["id"]: (row["text"], release) for row, release in corpora.texts(corpus)}
    for case in _cases("corpus"):
        if case["half"] == half:
            text, document = documents[case["doc"]]
            name = f"{case['doc']} {case['from']}"
            lines = text[case["from"] : case["to"]].splitlines()
            release = _release(case, name, document.title, lines, document)
            spoken = _spoken(case, text)
            yield Passage(name, release, _facts(spoken), _more(spoken))


def folded(value: Any) -> Any:
    """Words with one form for each character and no white space; anything else as it is."""
    return "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value


def _cases(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((GOLD / f"{name}.yml").read_text(encoding="utf-8")))


def _release(
    case: dict[str, Any], name: str, title: str, body: Iterable[Any], document: Release | None = None
) -> Release:
    place, level = case["source"]
    published = case.get("day") or case.get("published") or (document.published if document else None)
    return Release(
        id=made_id(name),
        version_id=made_id(name, title),
        source_id="passages",
        place=place,
        level=level,
        url="",
        title=title,
        published=published,
        written=case.get("written") or (None if document else published),
        doc_number=document.doc_number if document else case.get("doc_number", ""),
        issuers=document.issuers if document else tuple(case.get("issuers", ())),
        blocks=_blocks(body, title),
        sha256="",
    )


def _blocks(body: Iterable[Any], title: str) -> tuple[Block, ...]:
    """A string is a line of the page, a list of rows a table."""
    return blocks(
        (
            Line(part.strip(), "p")
            if isinstance(part, str)
            else Line("", "table", rows=tuple(tuple(map(str, row)) for row in part))
            for part in body
        ),
        title,
    )


def _facts(case: dict[str, Any]) -> dict[str, list[Row]]:
    return {
        "targets": [_target(row) for row in case.get("targets", ())],
        "places": [tuple(row) for row in case.get("places", ())],
        "dates": [tuple(row) for row in case.get("events", ())],
        "duties": [(role, tuple(map(folded, holders))) for role, holders in case.get("duties", ())],
        "citations": [tuple(map(folded, row)) for row in case.get("citations", ())],
    }


def _target(row: list[Any]) -> Row:
    return tuple(map(folded, row[:7]))


def _more(case: dict[str, Any]) -> dict[Row, dict[str, Any]]:
    return {_target(row): row[7] for row in case.get("targets", ()) if len(row) > 7}


def _spoken(case: dict[str, Any], text: str) -> dict[str, Any]:
    """The case with words in place of offsets."""

    def words(spans: list[list[int]]) -> str:
        return "".join(text[start:end] for start, end in spans)

    def day(value: Any) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value

    return {
        "targets": [
            [words(row[0]), *row[1:5], day(row[5]), words(row[6]), *row[7:]] for row in case.get("targets", ())
        ],
        "places": case.get("places", ()),
        "events": case.get("events", ()),
        "duties": [[role, [words(holder) for holder in holders]] for role, holders in case.get("duties", ())],
        "citations": [[relation, words(title), number] for relation, title, number in case.get("citations", ())],
    }
