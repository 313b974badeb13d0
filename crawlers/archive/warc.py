"""Records as the WARC format writes them."""

from __future__ import annotations

import gzip
import hashlib
import io
from base64 import b32encode
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.fetching.answers import Answer

# The body is kept as it was read, so what described its transport no longer holds.
TRANSPORT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})
LEVEL = 1
"""Of gzip: 9 saves a tenth of the size and costs three times the time."""


def record(kind: str, url: str, named: dict[str, str], body: bytes, http: StatusAndHeaders | None) -> bytes:
    """One record, packed; without HTTP headers its body is JSON."""
    whole = io.BytesIO()
    writer = WARCWriter(whole, gzip=False)
    made = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type="" if http else "application/json",
        warc_headers_dict=named,
        http_headers=http,
    )
    writer.write_record(made)
    return gzip.compress(whole.getvalue(), LEVEL, mtime=0)


def http(answer: Answer) -> StatusAndHeaders:
    """Status line and headers of an answer."""
    phrase = next((known.phrase for known in HTTPStatus if known == answer.status), "Unknown")
    headers = [(name, value) for name, value in answer.headers if name.lower() not in TRANSPORT]
    return StatusAndHeaders(f"{answer.status} {phrase}", headers, protocol="HTTP/1.1")


def made_id(*parts: str) -> str:
    """A record id that is made, not drawn."""
    return f"<{uuid5(NAMESPACE_URL, ' '.join(parts)).urn}>"


def digest(body: bytes) -> str:
    """The payload digest as the format writes it."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
