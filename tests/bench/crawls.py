"""One crawl of the bench's portal, in a process of its own: prints pages and seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from crawlers.archive.writing import Archive
from crawlers.crawling import crawl
from crawlers.fetching import spider
from crawlers.fetching.answers import Get
from crawlers.platforms.reading import Fetch
from tests.bench import portal
from warehouse.models import Listing, Source

MONTH = "2026-10"


def _source(base: str) -> Source:
    return Source(
        id="bench",
        level="city",
        name_zh="云州市生态环境局",
        name_ja="雲州市生態環境局",
        place="420100",
        kind="environment",
        platform="trs_wcm",
        homepage=base,
        listings=(Listing(url=base + "/tzgg/"),),
        confidence="sample",
        delay=0,
        is_sample=True,
    )


class Bare(Spider):
    """Asks for every address and keeps nothing."""

    name = "bare"

    def __init__(self, addresses: list[str]) -> None:
        super().__init__()
        self.start_urls = addresses
        self.came = 0
        self.began = self.ended = 0.0

    def parse(self, response: Response) -> Iterator[Request]:
        self.came += 1
        self.began = self.began or time.perf_counter()
        self.ended = time.perf_counter()
        yield from ()


def bare(base: str, count: int, data: Path) -> tuple[int, float]:
    """Scrapy as it comes, one request at a time."""
    one = {"CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0}
    process = CrawlerProcess(one | {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
    crawler = process.create_crawler(Bare)
    process.crawl(crawler, addresses=[base + portal.article_path(number) for number in range(count)])
    process.start()
    made = crawler.spider
    assert isinstance(made, Bare)
    return made.came, made.ended - made.began


def kept(base: str, count: int, data: Path) -> tuple[int, float]:
    """Our fetching with every answer archived."""
    came = 0
    times: list[float] = []
    source = _source(base)
    with Archive(data, MONTH, source.id) as archive:

        async def visit(get: Get) -> None:
            nonlocal came
            for number in range(count):
                archive.keep(await get(Fetch(base + portal.article_path(number))))
                came += 1
                times.append(time.perf_counter())

        spider.run(source, visit)
    return came, times[-1] - times[0]


def whole(base: str, count: int, data: Path) -> tuple[int, float]:
    """A crawl of the month as the operator runs it, start-up included."""
    began = time.perf_counter()
    found = crawl.crawl(_source(base), MONTH, data)
    return found.releases, time.perf_counter() - began


WAYS: dict[str, Callable[[str, int, Path], tuple[int, float]]] = {"bare": bare, "kept": kept, "whole": whole}


def main(way: str, port: str, count: str, data: str) -> int:
    """Run one way and print what it took."""
    pages, seconds = WAYS[way](f"http://127.0.0.1:{port}", int(count), Path(data))
    print(json.dumps({"pages": pages, "seconds": seconds}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
