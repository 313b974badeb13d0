"""The text of a source file, and one more listing in a file that is there."""

from __future__ import annotations

import json
import re
from collections.abc import Container
from datetime import date

import yaml

from crawlers.live.look import Look
from crawlers.registry import BadSource
from crawlers.results import READ_WHOLE
from warehouse.models import Source

EVIDENCE = "LIVE"
"""Key of evidence.yml for what was seen on the site itself."""
LISTINGS = re.compile(r"^listings:[ \t]*\n(?:(?:[ \t]|#|-).*\n)*", re.MULTILINE)


def source_text(source: Source, seen: Look, day: date, evidence: Container[str]) -> str:
    """A new file: verified when the look read a listing and an article of a live site; `evidence` holds known keys."""
    is_verified = seen.state in READ_WHOLE and not source.is_sample
    lines = [f"# Verified live {day}." if is_verified else f"# Seen {day}: {seen.state}."]
    lines += [
        f"{key}: {_plain(getattr(source, key))}" for key in ("name_zh", "name_ja", "name_en") if getattr(source, key)
    ]
    lines += [
        f'place: "{source.place}"',
        f"kind: {source.kind}",
        f"platform: {source.platform}",
        f"homepage: {source.homepage}",
        "listings:",
    ]
    lines += listing_lines(source, source.platform)
    if source.is_sample:
        return "\n".join([*lines, "confidence: sample", "delay: 0", ""])
    said = ["confidence: seen live", f"verified: {str(is_verified).lower()}"]
    return "\n".join([*lines, *said, *([f"evidence: [{EVIDENCE}]"] if EVIDENCE in evidence else []), ""])


def listing_lines(source: Source, usual: str) -> list[str]:
    """The first listing of a source as an entry of the list; its platform where it is not the usual one."""
    (listing, *_) = source.listings
    lines = [f"  - url: {_plain(listing.url)}"]
    lines += [f"    lists: {_plain(listing.lists)}"] if listing.lists else []
    return lines + ([f"    platform: {source.platform}"] if source.platform != usual else [])


def with_listing(text: str, lines: list[str], where: str) -> str:
    """A source file's text with one more listing at the end of its list. Raises BadSource."""
    block = LISTINGS.search(text if text.endswith("\n") else text + "\n")
    if not block:
        raise BadSource(f"{where}: listings: expected one entry a line, so that another can be added below")
    kept = block[0].rstrip("\n")
    after = text[: block.start()] + "\n".join([kept, *lines, ""]) + text[block.end() :]
    before = yaml.safe_load(text)
    if yaml.safe_load(after) != before | {"listings": [*before["listings"], *yaml.safe_load("\n".join(lines))]}:
        raise BadSource(f"{where}: listings: an entry cannot be added by an edit of lines; add it by hand")
    return after


def _plain(text: str) -> str:
    """A YAML scalar, in quotes only where it needs them."""
    needs = text != text.strip() or re.search(r"[:#]\s|:$|^[\[{&*!|>'\"%@`-]", text) or yaml.safe_load(text) != text
    return json.dumps(text, ensure_ascii=False) if needs else text
