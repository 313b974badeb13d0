"""Fetches for one source through Scrapy: within limits, at its hosts' pace, with retries, one request at a time."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawlers.address import resolve
from crawlers.fetching import exchange
from crawlers.fetching.answers import Answer, Get, Refused, header, site
from crawlers.fetching.host import Host
from crawlers.fetching.retries import wait_before
from crawlers.fetching.settings import REDIRECTS, Limits, scrapy_settings
from crawlers.fetching.unanswered import ERRORS, EXPECTED, Unanswered, unanswered
from crawlers.platforms.reading import Fetch
from warehouse.models import Source

MOVES = frozenset({301, 302, 303, 307, 308})
KEEPS_FORM = frozenset({307, 308})


def run(source: Source, visit: Callable[[Get], Awaitable[None]]) -> str:
    """Run a visit in this process, which can run no second one. Returns why it ended midway, or nothing."""
    # Coverage says what went wrong; Scrapy's own log would say it again in other words.
    logging.getLogger().addHandler(logging.NullHandler())
    ended: list[str] = []
    limits = Limits.of(os.environ)
    process = AsyncCrawlerProcess(scrapy_settings(source, limits))
    process.crawl(OneSource, source=source, visit=visit, ended=ended, limits=limits)
    process.start()
    return ended[0] if ended else "the run was stopped before its end"


class OneSource(Spider):
    """Makes the requests of a visit, one after the other."""

    name = "one_source"

    def __init__(
        self, source: Source, visit: Callable[[Get], Awaitable[None]], ended: list[str], limits: Limits
    ) -> None:
        super().__init__()
        self.source = source
        self.visit = visit
        self.ended = ended
        self.limits = limits
        self.requests = 0
        self.received = 0
        """Bytes."""
        self.hosts: dict[str, Host] = {}

    async def start(self) -> AsyncIterator[Request]:
        """The whole visit; Scrapy is given no requests to schedule."""
        self.until = time.monotonic() + self.limits.seconds
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
        """The answer to a request, whatever its status, redirects followed. Raises Refused when there is none."""
        asked = replace(fetch, url=self._address(fetch.url))
        been: list[Fetch] = []
        while len(been) <= REDIRECTS:
            host = await self._open(asked.url)
            answer = await self._attempts(asked, host)
            target = self._redirect(asked, answer)
            if target is None:
                host.take(answer)
                return exchange.checked(replace(answer, asked=fetch.url, form=fetch.form))
            if site(target.url) != site(fetch.url):
                raise Refused("moved", fetch.url, f"a redirect to {target.url}", EXPECTED)
            been.append(asked)
            if target in been and not self.source.http.cookies:
                break
            asked = target
        raise self._circle(fetch, host, answer)

    async def _open(self, url: str) -> Host:
        """The host of an address, when it may be asked for it. Raises Refused."""
        parts = urlsplit(url)
        host = self.hosts.setdefault(parts.netloc, Host(parts.hostname or "", self.source.delay))
        host.check(url)
        if host.rules is None:
            try:
                host.obey(url, await self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt", host))
            except Unanswered as refused:
                host.why = Refused(refused.state, url, f"{refused.came} (asked for robots.txt)", EXPECTED)
            host.check(url)
        return host

    async def _robots(self, url: str, host: Host) -> Answer:
        """What stands at robots.txt, redirects on its host followed."""
        fetch = Fetch(url)
        for _ in range(REDIRECTS):
            answer = await self._attempts(fetch, host)
            target = self._redirect(fetch, answer)
            if target is None or urlsplit(target.url).netloc != urlsplit(url).netloc:
                break
            fetch = target
        return answer

    async def _attempts(self, fetch: Fetch, host: Host) -> Answer:
        """The answer of the first attempt that has one worth keeping. Raises Refused."""
        for number in range(1, 100):
            self._spend(fetch.url)
            await host.turn()
            try:
                answer = await self._download(fetch)
            except Unanswered as refused:
                pause = wait_before(number, refused, host)
                if pause is None:
                    host.fail(refused)
                    raise
            else:
                pause = wait_before(number, answer, host)
                if pause is None:
                    return answer
            await asyncio.sleep(pause)
        raise AssertionError("the last attempt answers or raises")

    def _spend(self, url: str) -> None:
        """Count one request more. Raises Refused when the run has had its share."""
        limits = self.limits
        if time.monotonic() > self.until:
            raise Refused("timeout", url, f"more than {limits.seconds:g} seconds for this source", "an end")
        if self.requests >= limits.requests:
            raise Refused("error", url, f"more than {limits.requests:g} requests for this source", "an end")
        if self.received > limits.megabytes * 2**20:
            raise Refused("error", url, f"more than {limits.megabytes:g} megabytes for this source", "an end")
        self.requests += 1

    async def _download(self, fetch: Fetch) -> Answer:
        """One request. Raises Unanswered."""
        asked = exchange.request(fetch)
        try:
            assert self.crawler.engine
            response = await self.crawler.engine.download_async(asked)
        except ERRORS as error:
            has_begun = "download_latency" in asked.meta
            raise unanswered(fetch.url, error, within=self.limits.timeout, has_begun=has_begun) from error
        self.received += len(response.body)
        return exchange.answer(fetch, response)

    def _redirect(self, fetch: Fetch, answer: Answer) -> Fetch | None:
        """Where an answer sends us, when it does."""
        place = header(answer.headers, "location")
        if answer.status not in MOVES or not place:
            return None
        target = self._address(resolve(fetch.url, place).partition("#")[0] or place)
        return replace(fetch, url=target, form=fetch.form if answer.status in KEEPS_FORM else ())

    def _address(self, url: str) -> str:
        """The address to ask: by http where the site's https does not answer. Raises Unanswered."""
        if not exchange.can_be_asked(url):
            raise Unanswered(url, "no address that can be asked", attempts=1)
        is_own = site(url) == site(self.source.homepage)
        return re.sub("^https:", "http:", url) if self.source.http.plain and is_own else url

    def _circle(self, fetch: Fetch, host: Host, answer: Answer) -> Refused:
        """The refusal of redirects without end, which count as a failure of their host."""
        cookies = " that set a cookie" if header(answer.headers, "set-cookie") and not self.source.http.cookies else ""
        refused = Refused("blocked", fetch.url, f"redirects without end{cookies}", EXPECTED)
        host.answered = True
        host.fail(refused)
        return refused
