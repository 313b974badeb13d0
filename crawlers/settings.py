"""How we fetch: politely, once at a time for each host, and saying who we are."""

from __future__ import annotations

import os
from typing import Any

from warehouse.models import Source

CONTACT = "AOZORA_CONTACT"
"""Environment variable with the address at which a publisher can reach the operator."""
TIMEOUT = 30
"""Seconds for one response."""
PAUSES = (0, 4, 16)
"""Before each attempt, in delays of the source."""
RETRIED = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Statuses that may pass: the attempt is repeated."""
BUDGET = 1800
"""Seconds after which a source is given up with what it gave."""
PAGE_LIMIT = 12
"""Pages of one listing that a month may need."""
ATTACHMENT_LIMIT = 5
"""Files fetched for one release."""
PAGE_BYTES = 16 * 2**20
"""Size above which a response is not taken."""

# Only what one polite sequence of requests needs: Scrapy's other parts cost half of the start-up time, and its remote
# control would run code for whoever asks.
MIDDLEWARES = {
    "robotstxt.RobotsTxtMiddleware": 100,
    "downloadtimeout.DownloadTimeoutMiddleware": 350,
    "defaultheaders.DefaultHeadersMiddleware": 400,
    "useragent.UserAgentMiddleware": 500,
    "httpcompression.HttpCompressionMiddleware": 590,
    "redirect.RedirectMiddleware": 600,
    "httpproxy.HttpProxyMiddleware": 750,
}
HANDLER = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"


def user_agent() -> str:
    """Name, version and, when the operator gave one, a contact address."""
    contact = os.environ.get(CONTACT, "").strip()
    return "Aozora/0.1" + (f" (+{contact})" if contact.isprintable() and contact else "")


def scrapy_settings(source: Source) -> dict[str, Any]:
    """Scrapy's settings for one source."""
    return {
        "USER_AGENT": user_agent(),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "Aozora",
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/json,*/*;q=0.8", "Accept-Language": "zh-CN"},
        "DOWNLOAD_DELAY": source.delay,
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": TIMEOUT,
        "DOWNLOAD_MAXSIZE": PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": 5,
        "DOWNLOADER_MIDDLEWARES_BASE": {f"scrapy.downloadermiddlewares.{n}": order for n, order in MIDDLEWARES.items()},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {"http": HANDLER, "https": HANDLER},
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
