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

# Extensions and middlewares that one polite sequence of requests has no use for: each costs start-up time.
_UNUSED_EXTENSIONS = (
    "corestats.CoreStats",
    "logcount.LogCount",
    "telnet.TelnetConsole",
    "memusage.MemoryUsage",
    "memdebug.MemoryDebugger",
    "closespider.CloseSpider",
    "feedexport.FeedExporter",
    "logstats.LogStats",
    "spiderstate.SpiderState",
    "throttle.AutoThrottle",
    "remote_control.RemoteControl",
)


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
        "RETRY_ENABLED": False,
        "REDIRECT_MAX_TIMES": 5,
        "COOKIES_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPAUTH_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS": {f"scrapy.extensions.{name}": None for name in _UNUSED_EXTENSIONS},
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "s3", "ftp")),
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
