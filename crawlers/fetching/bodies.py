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


class Torn(Unpackable):
    """A body that was damaged on its way, perhaps."""


def unpack(body: bytes, encoding: str, most: int) -> bytes:
    """The body without its packing, which is known by its first bytes too. Raises Unpackable."""
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
    try:
        return _inflated(body, WINDOWS[encoding], encoding, most)
    except zlib.error as error:
        if encoding != "deflate":
            raise Torn(f"damaged {encoding}: {error}") from error
    try:
        return _inflated(body, BARE, encoding, most)
    except zlib.error as error:
        raise Torn(f"damaged {encoding}: {error}") from error


def _inflated(body: bytes, window: int, encoding: str, most: int) -> bytes:
    """One layer, which may come in several pieces; bytes after the last are nobody's."""
    found, rest = b"", body
    while not found or rest.startswith(GZIP):
        unpacker = zlib.decompressobj(window)
        found += unpacker.decompress(rest, most + 1 - len(found))
        if len(found) > most:
            raise Unpackable(f"{len(body)} bytes of {encoding} that unpack to more than {most}")
        if not unpacker.eof:
            raise Torn(f"{encoding} that breaks off after {len(body)} bytes")
        rest = unpacker.unused_data
        if not found:
            break
    return found
