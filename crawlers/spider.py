"""Fetches for one source through Scrapy: robots.txt, delay, retries with growing pauses, one request at a time."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import FormRequest, JsonRequest, Response

from crawlers.answers import Answer, Get, Refused, State, charset
from crawlers.platforms.reading import Fetch, Saved
from crawlers.settings import BUDGET, PAUSES, RETRIED, TIMEOUT, scrapy_settings
from warehouse.models import Source

EXPECTED = "an answer"
PASSING = (DownloadTimeoutError, DownloadFailedError, ResponseDataLossError, DownloadConnectionRefusedError)
"""What may be better at the next attempt."""
LASTING = (DownloadCancelledError, IgnoreRequest, UnsupportedURLSchemeError)


def run(source: Source, visit: Callable[[Get], Awaitable[None]]) -> str:
    """Run a visit in this process, which can run no second one. Returns why it ended midway, or nothing."""
    # Coverage says what went wrong; Scrapy's own log would say it again in other words.
    logging.getLogger().addHandler(logging.NullHandler())
    ended: list[str] = []
    process = AsyncCrawlerProcess(scrapy_settings(source))
    process.crawl(OneSource, source=source, visit=visit, ended=ended)
    process.start()
    return ended[0] if ended else "the run was stopped before its end"


class OneSource(Spider):
    """Makes the requests of a visit, one after the other."""

    name = "one_source"

    def __init__(self, source: Source, visit: Callable[[Get], Awaitable[None]], ended: list[str]) -> None:
        super().__init__()
        self.source = source
        self.visit = visit
        self.ended = ended
        self.until = time.monotonic() + BUDGET
        self.silent: dict[str, Refused] = {}
        """Hosts that gave no answer at the last attempt, and how."""
        self.answered: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        """The whole visit; Scrapy is given no requests to schedule."""
        task = asyncio.ensure_future(self.visit(self.get))
        await asyncio.wait({task})
        failure = task.exception()
        if failure:
            traceback.print_exception(failure)
        self.ended.append(f"{type(failure).__name__}: {failure}" if failure else "")
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def get(self, fetch: Fetch) -> Answer:
        """The answer to a request, whatever its status. Raises Refused when there is none."""
        url = fetch.url
        host = urlsplit(url).hostname or ""
        if host in self.silent and host not in self.answered:
            known = self.silent[host]
            raise Refused(known.state, url, known.came, known.expected)
        pauses = PAUSES[:1] if host in self.silent else PAUSES
        for number, pause in enumerate(pauses, 1):
            await asyncio.sleep(pause * self.source.delay)
            if time.monotonic() > self.until:
                raise Refused("timeout", url, f"more than {BUDGET} seconds for this source", "an end")
            answer = await self._attempt(fetch, is_last=number == len(pauses))
            if answer:
                return answer
        raise AssertionError("the last attempt answers or raises")

    async def _attempt(self, fetch: Fetch, *, is_last: bool) -> Answer | None:
        """One request; None when it is worth another."""
        url = fetch.url
        try:
            assert self.crawler.engine
            response = await self.crawler.engine.download_async(_request(fetch))
        except PASSING as error:
            if not is_last:
                return None
            raise self._silence(url, error) from error
        except CannotResolveHostError as error:
            raise self._silence(url, error) from error
        except LASTING as error:
            raise refusal(url, error) from error
        self.answered.add(urlsplit(url).hostname or "")
        return None if response.status in RETRIED and not is_last else _answer(fetch, response)

    def _silence(self, url: str, error: Exception) -> Refused:
        """The refusal of a host that does not answer, which is then not asked again and again."""
        refused = refusal(url, error)
        self.silent[urlsplit(url).hostname or ""] = refused
        return refused


def _request(fetch: Fetch) -> Request:
    if fetch.as_json:
        return JsonRequest(fetch.url, method="POST", data=fetch.fields, dont_filter=True)
    if fetch.form:
        return FormRequest(fetch.url, method="POST", formdata=list(fetch.form), dont_filter=True)
    return Request(fetch.url, headers=dict(fetch.headers), dont_filter=True)


def _answer(fetch: Fetch, response: Response) -> Answer:
    pairs = [(name.decode("latin-1"), value) for name, values in response.headers.items() for value in values or []]
    headers = tuple((name, value.decode("latin-1")) for name, value in pairs)
    saved = Saved(response.url, response.body, charset(headers), fetch.form)
    return Answer(saved, response.status, headers, fetch.url, fetch.form)


def refusal(url: str, error: Exception) -> Refused:
    """What a request without an answer means for its source."""
    state: State = "error"
    came = f"{type(error).__name__}: {error}".strip(": ")
    host = urlsplit(url).hostname
    if isinstance(error, DownloadTimeoutError):
        state, came = "timeout", f"nothing from {host} within {TIMEOUT} seconds"
    elif isinstance(error, CannotResolveHostError):
        came = f"no address is known for the host {host}"
    elif isinstance(error, DownloadConnectionRefusedError):
        came = f"{host} refuses connections"
    elif isinstance(error, IgnoreRequest) and "robots" in str(error):
        state, came = "robots", "closed by robots.txt"
    elif isinstance(error, IgnoreRequest):
        state, came = "blocked", "redirects without end"
    return Refused(state, url, came, EXPECTED)
