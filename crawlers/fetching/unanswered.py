"""What a request without an answer means for its source."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from crawlers.fetching.answers import Refused, State
from crawlers.fetching.settings import FILE_BYTES, PAUSES

EXPECTED = "an answer"
PASSING = (DownloadTimeoutError, DownloadFailedError, ResponseDataLossError, DownloadConnectionRefusedError)
"""What may be better at the next attempt."""
ERRORS = (*PASSING, CannotResolveHostError, DownloadCancelledError, UnsupportedURLSchemeError, NotSupported)
"""All that Scrapy says when there is no answer."""


class Unanswered(Refused):
    """A request that had no answer, or none that is whole, and how many attempts that deserves."""

    def __init__(self, url: str, came: str, *, state: State = "error", attempts: int = len(PAUSES)) -> None:
        super().__init__(state, url, came, EXPECTED)
        self.attempts = attempts


def unanswered(url: str, error: Exception, *, within: float, has_begun: bool = False) -> Unanswered:
    """The refusal that an error of Scrapy makes, in our words."""
    host = urlsplit(url).hostname
    if isinstance(error, DownloadTimeoutError):
        came = f"an answer that had not ended within {within:g} seconds" if has_begun else f"nothing from {host}"
        return Unanswered(url, came if has_begun else f"{came} within {within:g} seconds", state="timeout")
    if isinstance(error, CannotResolveHostError):
        served = " (`python -m crawlers sample` serves it)" if (host or "").endswith(".example") else ""
        return Unanswered(url, f"no address is known for the host {host}{served}", attempts=1 if served else 2)
    if isinstance(error, DownloadConnectionRefusedError):
        return Unanswered(url, f"{host} refuses connections")
    if isinstance(error, DownloadCancelledError):
        return Unanswered(url, f"an answer of more than {FILE_BYTES} bytes", attempts=1)
    if isinstance(error, ResponseDataLossError):
        return Unanswered(url, "an answer that breaks off")
    return _failed(url, error)


def _failed(url: str, error: Exception) -> Unanswered:
    host, told = urlsplit(url).hostname, f"{type(error).__name__}: {error}".strip(": ")
    if "certificate verify failed" in told:
        return Unanswered(url, f"a certificate of {host} that cannot be verified", attempts=1)
    if "SSL" in told:
        return Unanswered(url, f"no common TLS with {host} ({told})", attempts=1)
    if isinstance(error, DownloadFailedError):
        return Unanswered(url, f"{host} broke the connection off")
    return Unanswered(url, told, attempts=1)
