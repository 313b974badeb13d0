"""Services that count their pages in a parameter of the address or of the posted form."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote_plus, unquote_plus

from crawlers.platforms import vocabulary
from crawlers.platforms.reading import Fetch, Saved

LONGEST = 9
"""Digits that a count or a page number has at most."""


def asked(response: Saved) -> dict[str, str]:
    """What a response was asked with: parameters of its address and posted fields."""
    return dict(parse_qsl(response.url.partition("?")[2], keep_blank_values=True)) | dict(response.form)


def again(response: Saved, changed: Mapping[str, str], *, certain: bool = True, as_json: bool = False) -> Fetch:
    """The same request with other values; what it did not have is added where its others are."""
    if response.form:
        form = tuple((name, changed.get(name, value)) for name, value in response.form)
        added = tuple((name, value) for name, value in changed.items() if name not in dict(response.form))
        return Fetch(response.url, certain, form + added, as_json)
    address, _, query = response.url.partition("?")
    # The rest of the query stays as it is written: some sites expect their own escapes, not UTF-8's.
    pairs = [(unquote_plus(piece.partition("=")[0]), piece) for piece in query.split("&") if piece]
    kept = [_pair(name, changed[name]) if name in changed else piece for name, piece in pairs]
    missing = [_pair(name, value) for name, value in changed.items() if name not in dict(pairs)]
    return Fetch(address + "?" + "&".join(kept + missing), certain)


def _pair(name: str, value: str) -> str:
    return f"{quote_plus(name)}={quote_plus(value)}"


def counter(response: Saved) -> str:
    """The parameter that counts the pages of what was asked; empty when none is known."""
    values = asked(response)
    return next((name for name in vocabulary.asked("counter") if number_of(values.get(name, "")) is not None), "")


def following(
    response: Saved,
    rows: int,
    *,
    by: str = "",
    pages: int | None = None,
    total: int | None = None,
    as_json: bool = False,
) -> tuple[Fetch, ...]:
    """The request for the page after this one, unless this was the last.

    `by` names the counter where it is not one of the known names. The page is certain only when the
    service tells its pages, or more rows than it can have given by now.
    """
    name = by or counter(response)
    number = number_of(asked(response).get(name) or "1")
    if not rows or not name or number is None:
        return ()
    certain = pages is not None or (total is not None and _is_full(response, number, rows, total))
    has_no_more = number >= pages if pages is not None else total is not None and number * rows >= total
    if has_no_more:
        return ()
    return (again(response, {name: str(number + 1)}, certain=certain, as_json=as_json),)


def _is_full(response: Saved, number: int, rows: int, total: int) -> bool:
    """True when a page is no last one by its rows; one with fewer than were asked for may be."""
    values = asked(response)
    size = next((known for name in vocabulary.asked("size") if (known := number_of(values.get(name, "")))), None)
    return (size is not None and rows >= size) or (number <= 1 and (size is None or size < total))


def number_of(text: str) -> int | None:
    """The number that a parameter holds, if it holds one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
