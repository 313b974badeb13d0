"""Saves what a source answers today beside what is read from it, for an operator to look at."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.fetching.answers import Answer, Get
from crawlers.live.look import Look, look
from warehouse.models import Source

FIXTURES = Path(__file__).parents[2] / "tests" / "sources"
NOT_OURS = (
    "pages of others stay out of the repository; record without --fixture, then write listing.html and article.html "
    f"in the manner of these pages, with invented text, into {FIXTURES.name}/<id>/"
)
ENDINGS = {"application/json": "json", "text/json": "json", "text/xml": "xml", "application/xml": "xml"}


@dataclass(frozen=True)
class Kept:
    """One listing's folder and what the look at it gave."""

    folder: Path
    seen: Look

    @property
    def whole(self) -> bool:
        """True when rows and an article are there."""
        return bool(self.seen.page.rows and self.seen.release)

    def __str__(self) -> str:
        files = ", ".join(path.name for path in sorted(self.folder.glob("*")))
        return "; ".join(filter(None, (f"{self.folder}: {self.seen.state}, {files or 'nothing'}", self.seen.reason)))


def record(source: Source, folder: Path, today: date, *, fixture: bool) -> list[Kept]:
    """Look at every listing and save it below the folder, numbered; as a fixture only the first, pages alone."""
    from crawlers.fetching import spider

    kept: list[Kept] = []

    async def visit(get: Get) -> None:
        for number, listing in enumerate(source.listings[: 1 if fixture else None], 1):
            seen = await look(get, source, listing, today)
            kept.append(Kept(folder if fixture else folder / str(number), seen))

    stopped = spider.run(source, visit)
    for one in kept:
        save(one, fixture=fixture)
    if stopped:
        raise OSError(f"{source.id}: {stopped}")
    return kept


def save(kept: Kept, *, fixture: bool) -> None:
    """The answers as they came, and beside them the rows as JSON Lines and the Release."""
    seen = kept.seen
    if fixture and not kept.whole:
        return
    kept.folder.mkdir(parents=True, exist_ok=True)
    for path in kept.folder.glob("*"):
        path.unlink()
    for number, answer in enumerate(seen.answers, 1):
        _write(kept.folder, "listing" if number == 1 else f"listing-{number}", answer)
    if seen.article:
        _write(kept.folder, "article", seen.article)
    if not fixture:
        _write_readings(kept.folder, seen)


def _write_readings(folder: Path, seen: Look) -> None:
    rows = (json.dumps(asdict(row), ensure_ascii=False, default=str) + "\n" for row in seen.page.rows)
    (folder / "rows.jsonl").write_text("".join(rows), encoding="utf-8")
    if seen.release:
        (folder / "release.json").write_text(seen.release.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _write(folder: Path, name: str, answer: Answer) -> None:
    told = next((value for header, value in answer.headers if header.lower() == "content-type"), "")
    last = urlsplit(answer.saved.url).path.rpartition("/")[2].rpartition(".")[2].lower()
    file = last if last in ("pdf", "doc", "docx", "xls", "xlsx", "ofd", "wps") else "html"
    ending = ENDINGS.get(told.partition(";")[0].strip().lower(), file)
    (folder / f"{name}.{ending}").write_bytes(answer.saved.body)
