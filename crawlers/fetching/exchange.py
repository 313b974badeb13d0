"""From a request of ours to Scrapy's, and from Scrapy's response to an answer of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import FormRequest, JsonRequest, Response

from crawlers.fetching.answers import Answer, Refused, charset, header
from crawlers.fetching.bodies import Torn, Unpackable, unpack
from crawlers.fetching.settings import FILE_BYTES, PAGE_BYTES
from crawlers.fetching.unanswered import Unanswered
from crawlers.files.links import ending
from crawlers.platforms.reading import Fetch, Saved

FILES = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!")
"""How files begin."""


def can_be_asked(url: str) -> bool:
    """Whether an address names a host of the web."""
    try:
        Request(url)
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def request(fetch: Fetch) -> Request:
    """What Scrapy is to send."""
    headers = dict(fetch.headers)
    if fetch.as_json:
        return JsonRequest(fetch.url, method="POST", headers=headers, data=fetch.fields, dont_filter=True)
    if fetch.form:
        return FormRequest(fetch.url, method="POST", headers=headers, formdata=list(fetch.form), dont_filter=True)
    return Request(fetch.url, headers=headers, dont_filter=True)


def answer(fetch: Fetch, response: Response) -> Answer:
    """What came, unpacked. Raises Unanswered."""
    pairs = [(name.decode("latin-1"), value) for name, values in response.headers.items() for value in values or []]
    headers = tuple((name, value.decode("latin-1")) for name, value in pairs)
    try:
        body = unpack(response.body, header(headers, "content-encoding"), FILE_BYTES)
    except Torn as error:
        raise Unanswered(fetch.url, str(error)) from error
    except Unpackable as error:
        raise Unanswered(fetch.url, str(error), attempts=1) from error
    saved = Saved(response.url, body, charset(headers), fetch.form)
    return Answer(saved, response.status, headers, fetch.url, fetch.form)


def checked(came: Answer) -> Answer:
    """The same answer, unless it is a page too large to be one. Raises Refused."""
    size = len(came.saved.body)
    if size > PAGE_BYTES and not came.saved.body.startswith(FILES) and not ending(came.asked):
        raise Refused("error", came.asked, f"a page of {size} bytes", f"at most {PAGE_BYTES}")
    return came
