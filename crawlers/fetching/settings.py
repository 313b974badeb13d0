"""How we fetch: politely, once at a time for each host, within limits, and saying who we are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from warehouse.models import Source

CONTACT = "AOZORA_CONTACT"
"""Environment variable with the address at which a publisher can reach the operator."""
ROBOT = "Aozora"
"""The name that robots.txt knows us by."""
PAUSES = (0, 4, 16)
"""Before each attempt, in delays of the source."""
RETRIED = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Statuses that may pass: the attempt is repeated."""
PATIENCE = 60
"""Seconds up to which a Retry-After is waited for; who asks for more is left alone for this run."""
SLOWEST = 30
"""Seconds up to which the Crawl-delay of a robots.txt is kept to."""
REDIRECTS = 5
"""Redirects followed for one page."""
GIVEN_UP = 5
"""Failures in a row, refusals among them, after which a host is not asked again in a run."""
PAGE_LIMIT = 40
"""Pages of one listing that a month may need."""
ATTACHMENT_LIMIT = 5
"""Files fetched for one release."""
FILE_BYTES = 32 * 2**20
"""Size above which no answer is taken, unpacked or not."""
PAGE_BYTES = 4 * 2**20
"""Size above which an answer that is no file is not read.

The largest of 123 stored pages of real portals has 0.9 MB (2026-11-22). A page of nothing but tags takes forty times
its bytes in memory, so that a larger limit would let one page end the run.
"""

# Only what one polite sequence of requests needs: Scrapy's other parts cost half of the start-up time, and its remote
# control would run code for whoever asks.
MIDDLEWARES = {
    "downloadtimeout.DownloadTimeoutMiddleware": 350,
    "defaultheaders.DefaultHeadersMiddleware": 400,
    "useragent.UserAgentMiddleware": 500,
    "httpproxy.HttpProxyMiddleware": 750,
}
COOKIES = {"cookies.CookiesMiddleware": 700}
HANDLER = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
OLD_TLS_HANDLER = "crawlers.fetching.old_tls.OldTlsHandler"


class BadSetting(ValueError):
    """A variable of the environment that cannot be used: its name, what it says, what is expected."""


@dataclass(frozen=True)
class Limits:
    """What one run of one source may take: AOZORA_TIMEOUT, AOZORA_SECONDS, … in the environment change them."""

    timeout: float = 30
    """Seconds for one answer, from the question to its last byte."""
    seconds: float = 1800
    requests: float = 5000
    megabytes: float = 1024
    """As they came through the wire."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """The operator's limits. Raises BadSetting."""
        told = {field.name: environment.get(f"AOZORA_{field.name.upper()}", "").strip() for field in fields(cls)}
        return cls(**{name: _positive(name, value) for name, value in told.items() if value})


DEFAULT = Limits()
RUN_SECONDS = 6 * 3600
"""After which a whole run begins no further source."""


def run_seconds(environment: Mapping[str, str]) -> float:
    """The operator's AOZORA_RUN_SECONDS. Raises BadSetting."""
    told = environment.get("AOZORA_RUN_SECONDS", "").strip()
    return _positive("run_seconds", told) if told else RUN_SECONDS


def _positive(name: str, told: str) -> float:
    try:
        number = float(told)
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        raise BadSetting(f"AOZORA_{name.upper()}={told}: expected a number above 0")
    return number


def user_agent() -> str:
    """Name, version and, when the operator gave one, a contact address."""
    contact = os.environ.get(CONTACT, "").strip()
    return f"{ROBOT}/0.1" + (f" (+{contact})" if contact.isprintable() and contact else "")


def scrapy_settings(source: Source, limits: Limits = DEFAULT) -> dict[str, Any]:
    """Scrapy's settings for one source. Pace, robots.txt, redirects and packed bodies are our own."""
    handler = OLD_TLS_HANDLER if source.http.old_tls else HANDLER
    parts = MIDDLEWARES | (COOKIES if source.http.cookies else {})
    return {
        "USER_AGENT": user_agent(),
        "DEFAULT_REQUEST_HEADERS": _headers(source),
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": limits.timeout,
        "DOWNLOAD_MAXSIZE": FILE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOADER_MIDDLEWARES_BASE": {f"scrapy.downloadermiddlewares.{n}": order for n, order in parts.items()},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {"http": handler, "https": handler},
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }


def _headers(source: Source) -> dict[str, str]:
    told = {"Accept": "text/html,application/json,*/*;q=0.8", "Accept-Language": "zh-CN"}
    referer = {"Referer": source.http.referer} if source.http.referer else {}
    return told | {"Accept-Encoding": "gzip, deflate"} | referer
