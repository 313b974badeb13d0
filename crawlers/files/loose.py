"""A document that comes without a page around it: a PDF, a Word file, a text, as a Page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from crawlers.files.reading import AttachmentText, read_attachment
from crawlers.page import Page, doc_number, parties
from crawlers.page.title import genre
from crawlers.text import dates
from crawlers.text.spaces import squeezed
from warehouse.models import Block

_HEAD = 12


class UnreadFile(Exception):
    """A file that no reader reads: its name and why."""


def page_of_data(url: str, data: bytes, name: str) -> Page:
    """A file as a Page, partly read ones too. Raises UnreadFile."""
    text = read_attachment(data, name)
    if text.state != "read":
        raise UnreadFile(f"{name}: {text.state}: {text.reason}")
    return page_of_file(url, text, PurePath(name).stem)


def page_of_file(url: str, text: AttachmentText, name: str) -> Page:
    """What a file says of itself: title and number at its head, signature and date at its end."""
    lines = [block.marker + block.text for block in text.blocks if block.text]
    title = _title(lines) or name
    return page_of_text(url, title, text.blocks, lines)


def page_of_text(url: str, title: str, blocks: tuple[Block, ...], lines: Sequence[str]) -> Page:
    """A Page of blocks whose plain lines are given."""
    signers, signed = parties.signature(lines)
    day = dates.find(signed)
    return Page(
        url=url,
        title=title,
        published=None,
        written=day,
        published_basis="",
        dates_seen={"signature": day.isoformat()} if day else {},
        doc_number=doc_number.of_title(title) or doc_number.of_head(lines[:_HEAD]),
        index_number="",
        issuers=signers or parties.of_title(title),
        addressees=parties.addressees([line for line in lines[:_HEAD] if squeezed(line) != squeezed(title)]),
        source_label="",
        blocks=blocks,
        body_source="page" if blocks else "none",
        attachments=(),
        encoding="",
    )


def _title(lines: Sequence[str]) -> str:
    """The first lines up to the one that ends as titles end; a long title is set on two or three lines."""
    kept: list[str] = []
    for line in lines[:_HEAD]:
        if doc_number.of_head([line]) or len(squeezed(line)) < 4:
            continue
        kept.append(line)
        if genre().search(line):
            return "".join(kept[-3:])
        if re.search(r"[。：:；]$", line):
            break
    return kept[0][:120] if kept else ""
