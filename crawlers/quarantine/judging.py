"""Whether a page that reads as an article is to be told at all."""

from __future__ import annotations

from crawlers.page import Page
from crawlers.platforms.reading import Saved
from crawlers.quarantine import advertising, damage
from crawlers.quarantine.evidence import Evidence, Reason
from warehouse.models import ArchiveRecord, Record

NAMED, SHOWN, AROUND = 8, 3, 25


class SetAside(Record):
    """A page that is no release, and why."""

    url: str
    title: str
    reason: Reason
    words: tuple[str, ...]
    """The marks, each once."""
    around: tuple[str, ...]
    """The first of them with what stands around."""
    archive: ArchiveRecord | None = None

    def __str__(self) -> str:
        return f"{self.url}: {self.reason} ({', '.join(self.words)}); expected what a publisher writes"


def judge(page: Page, saved: Saved | None, archive: ArchiveRecord | None = None) -> SetAside | None:
    """Why a page is to be set aside; nothing when it reads as its publisher's. `saved` is None for a file."""
    found = _evidence(page, saved)
    if not found:
        return None
    words = tuple(dict.fromkeys(hit.word for hit in found.hits))[:NAMED]
    around = tuple(found.text[max(0, hit.at - AROUND) : hit.at + AROUND] for hit in found.hits[:SHOWN])
    return SetAside(url=page.url, title=page.title, reason=found.reason, words=words, around=around, archive=archive)


def _evidence(page: Page, saved: Saved | None) -> Evidence | None:
    """The first kind of evidence that the page gives."""
    body = "\n".join(block.marker + block.plain for block in page.blocks)
    told = advertising.head(saved) if saved else ""
    return (
        advertising.sold(f"{page.title}\n{told}", is_head=True)
        or advertising.sold(body, is_head=False)
        or damage.script(page.title, body)
        or next(damage.signs(page.title, body), None)
        or damage.rare(page.title)
        or damage.rare(body)
    )
