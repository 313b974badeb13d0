"""What the sample portals publish: one small file a page, front matter and body."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from warehouse.models import Record

HERE = Path(__file__).parent
PAGES = HERE / "pages"
ATTACHMENTS = HERE / "attachments"


class BadSamplePage(ValueError):
    """A page file that is not front matter and body."""


class File(Record):
    """A file that a page offers; its text stands in `attachments/`, its ending says what is made of it."""

    name: str
    """Text of the link, with the ending .pdf or .docx."""
    text: str
    """File name below `attachments/`."""

    @property
    def ending(self) -> str:
        return self.name.rsplit(".", 1)[-1]


class Correction(Record):
    """What the publisher changed on a page afterwards."""

    day: date
    replace: tuple[tuple[str, str], ...]
    """Passages of the body, before and after."""


class SamplePage(Record):
    """One page of a portal, as its editor typed it."""

    portal: str
    slug: str
    title: str
    published: datetime
    """Time of publication that the page shows."""
    appears: date | None = None
    """Day it became visible, when that was later than it says."""
    column: str = ""
    """Column of the portal; empty for its first."""
    written: date | None = None
    doc_number: str = ""
    issuers: tuple[str, ...] = ()
    source_label: str = ""
    topic: str = ""
    """主题分类 of the information table."""
    in_force: date | None = None
    attachments: tuple[File, ...] = ()
    corrected: Correction | None = None
    reposts: str = ""
    """`portal/slug` of the page whose body this one repeats."""
    robots_forbid: bool = False
    """It stands in a directory that robots.txt closes."""
    body: str = Field(repr=False)

    @property
    def key(self) -> str:
        """32 hexadecimal digits, the same on every run."""
        return hashlib.sha256(f"{self.portal}/{self.slug}".encode()).hexdigest()[:32]

    @property
    def number(self) -> int:
        """Seven digits, the same on every run."""
        return 9_000_000 + int(self.key[:8], 16) % 1_000_000

    @property
    def day(self) -> date:
        return self.published.date()

    def visible(self, as_of: date) -> bool:
        return (self.appears or self.day) <= as_of

    def text(self, as_of: date) -> str:
        """The body as it stood on that day."""
        body = self.body
        if self.corrected and self.corrected.day <= as_of:
            for before, after in self.corrected.replace:
                body = body.replace(before, after)
        return body


@cache
def pages() -> tuple[SamplePage, ...]:
    """Every page of every portal, newest first."""
    read = {page.portal + "/" + page.slug: page for page in map(_read, sorted(PAGES.glob("*/*.md")))}
    whole = [
        page.model_copy(update={"body": read[page.reposts].body}) if page.reposts else page for page in read.values()
    ]
    return tuple(sorted(whole, key=lambda page: (page.published, page.slug), reverse=True))


def attachment_text(file: File) -> str:
    """The text that a file is made from."""
    return (ATTACHMENTS / file.text).read_text(encoding="utf-8")


def _read(path: Path) -> SamplePage:
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise BadSamplePage(f"{path}: expected front matter between two lines of ---, then the body")
    fields: dict[str, Any] = yaml.safe_load(parts[1])
    return SamplePage.model_validate(fields | {"portal": path.parent.name, "slug": path.stem, "body": parts[2]})
