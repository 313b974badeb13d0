"""Unpacks what a server packed, asked or not, as far as a limit."""

from __future__ import annotations

import zlib

GZIP = b"\x1f\x8b\x08"
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
BARE = -15
"""Deflate without its zlib header, as some servers send it."""
LAYERS = 2


class Unpackable(Exception):
    """A packed body that cannot be had whole."""


class TooLarge(Unpackable):
    """A body that unpacks to more than is taken."""


def unpack(body: bytes, encoding: str, most: int) -> bytes:
    """The body without its packing, which is known by its first bytes too. Raises Unpackable, TooLarge."""
    told = [name.strip() for name in encoding.lower().split(",") if name.strip() not in ("", "identity")]
    if unknown := [name for name in told if name not in WINDOWS]:
        raise Unpackable(f"packed as {unknown[0]}, which was not asked for")
    if told and body and not (set(told) <= {"gzip", "x-gzip"} and not body.startswith(GZIP)):
        body = _inflate(body, told[-1], most)
    for _ in range(LAYERS):
        if body.startswith(GZIP):
            body = _inflate(body, "gzip", most)
    return body


def _inflate(body: bytes, encoding: str, most: int) -> bytes:
    """One layer. Bytes after its end are nobody's."""
    try:
        return _inflated(body, WINDOWS[encoding], encoding, most)
    except zlib.error as error:
        if encoding != "deflate":
            raise Unpackable(f"damaged {encoding}: {error}") from error
    try:
        return _inflated(body, BARE, encoding, most)
    except zlib.error as error:
        raise Unpackable(f"damaged {encoding}: {error}") from error


def _inflated(body: bytes, window: int, encoding: str, most: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    found = unpacker.decompress(body, most + 1)
    if len(found) > most:
        raise TooLarge(f"{len(body)} bytes of {encoding} that unpack to more than {most}")
    if not unpacker.eof:
        raise Unpackable(f"{encoding} that breaks off after {len(body)} bytes")
    return found
