"""Pieces of HTML that come inside XML or JSON, read as the rows of one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from crawlers.platforms import anchors
from crawlers.platforms.reading import Row, Saved


def rows(response: Saved, pieces: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the pieces; where there are several, each is a row or holds one."""
    return tuple(replace(row, url=_beyond(row.url)) for row in anchors.rows(page(response, pieces)))


def page(response: Saved, pieces: Sequence[str]) -> Saved:
    """The pieces as a page of their own at the address of what they came in."""
    if len(pieces) > 1:
        pieces = [piece if piece.lstrip().startswith(("<li", "<tr")) else f"<li>{piece}</li>" for piece in pieces]
        pieces = ["<ul>", *pieces, "</ul>"]
    return replace(
        response, body=f"<html><body>{''.join(pieces)}</body></html>".encode("utf-8", "ignore"), encoding="utf-8"
    )


def _beyond(address: str) -> str:
    """Where a link leads that first passes the search engine's own counter: `link?url=https%3A…&q=…`."""
    wrapped = parse_qs(urlsplit(address).query).get("url", [""])[0]
    return wrapped if wrapped.startswith(("http://", "https://")) else address
