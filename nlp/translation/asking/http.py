"""HTTP for engines: time limits, one session a thread, statuses told apart, keys never in an error."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import requests
from urllib3.exceptions import MaxRetryError

from nlp.translation.asking.failures import (
    EngineFailedError,
    IndigestibleError,
    PassingError,
    StoppedError,
)

TIMEOUT = (5.0, 60.0)
"""Seconds to connect, and between two pieces of an answer."""
_BATCH_AT_FAULT = frozenset({400, 413, 414, 422})
_SERVER_AT_FAULT = frozenset({429, 502, 503, 504, 529})
_ANY_AT_FAULT = frozenset({408, 425})


@dataclass(slots=True)
class Service:
    """A server and the way to speak to it; safe to share between threads."""

    url: str
    secrets: set[str] = field(default_factory=set, repr=False)
    """Cut out of every error."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: tuple[float, float] = TIMEOUT
    spent: tuple[str, ...] = ()
    """Words in a refusal that mean: the quota is used up."""
    _local: threading.local = field(default_factory=threading.local, repr=False)

    @property
    def host(self) -> str:
        """Who receives the texts."""
        return urlsplit(self.url).hostname or self.url

    def json(self, method: str, path: str, **content: Any) -> Any:
        """The answer's JSON. Raises EngineFailedError."""
        response = self.send(method, path, **content)
        try:
            return response.json()
        except ValueError:
            pass
        media = response.headers.get("Content-Type", "something without a type")
        raise PassingError(f"{self.host}{path}: no JSON but {self.redacted(media)}")

    def send(self, method: str, path: str, **content: Any) -> requests.Response:
        """The answer, if it is one. Raises EngineFailedError, whose kind says what is to be done."""
        failure, response = self._exchanged(method, path, content)
        if failure is None and response is not None:
            failure = self._refusal(path, response)
        if failure is not None or response is None:
            raise failure or StoppedError(f"{self.host}{path}: no answer")
        return response

    def _exchanged(
        self, method: str, path: str, content: dict[str, Any]
    ) -> tuple[EngineFailedError | None, requests.Response | None]:
        """What was received, or the failure: returned, so that no error of the library hangs on it with our keys."""
        place = self.host + path
        try:
            return None, self._session().request(
                method, self.url + path, timeout=self.timeout, allow_redirects=False, **content
            )
        except requests.Timeout as error:
            slow = not isinstance(error, requests.ConnectTimeout)
            return PassingError(f"{place}: {type(error).__name__}", poison=slow), None
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
            return PassingError(f"{place}: {type(error).__name__}", poison=_dropped(error)), None
        except requests.RequestException as error:
            return StoppedError(f"{place}: {type(error).__name__}"), None

    def _refusal(self, path: str, response: requests.Response) -> EngineFailedError | None:
        status = response.status_code
        if 200 <= status < 300:
            return None
        said = self.redacted(" ".join(response.text.split()))[:160]
        reason = f"{self.host}{path}: HTTP {status} {said}".strip()
        if any(word in said for word in self.spent):
            return StoppedError(reason)
        if status in _BATCH_AT_FAULT:
            return IndigestibleError(reason)
        if status in _SERVER_AT_FAULT or 300 <= status < 400:
            return PassingError(reason, after=seconds(response.headers.get("Retry-After", ""), time.time()))
        if status in _ANY_AT_FAULT or status >= 500:
            return PassingError(reason, poison=True)
        return StoppedError(reason)

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
            self._local.session.headers.update({"User-Agent": "aozora", **self.headers})
        session: requests.Session = self._local.session
        return session

    def redacted(self, text: str) -> str:
        """The text without any secret in it, however it is written."""
        for secret in sorted(filter(None, self.secrets), key=len, reverse=True):
            for written in {secret, quote(secret, safe=""), quote_plus(secret)}:
                text = text.replace(written, "***")
        return text


def seconds(header: str, now: float) -> float:
    """Seconds that `Retry-After` asks for, a number or a date; 0 when it says nothing."""
    if header.strip().replace(".", "", 1).isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (TypeError, ValueError):
        return 0.0


def _dropped(error: requests.RequestException) -> bool:
    """Whether the server was there and hung up, as one does that a text has killed."""
    return not (error.args and isinstance(error.args[0], MaxRetryError))
