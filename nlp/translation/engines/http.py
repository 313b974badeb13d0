"""JSON over HTTP for engines: time limits, retries, one session a thread, keys never in an error."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

TIMEOUT = (5.0, 60.0)
"""Seconds to connect and to read."""
_LONGEST_WAIT = 60.0
"""Seconds; a server that asks for more is given up."""


class EngineFailedError(Exception):
    """An engine that did not answer usefully: which, where, why. Keys are cut out."""


@dataclass(frozen=True, slots=True)
class _Retry(Exception):
    """A failure that may pass."""

    reason: str
    after: float = 0.0


@dataclass(slots=True)
class JsonService:
    """A server that takes and gives JSON."""

    url: str
    secrets: tuple[str, ...] = ()
    tries: int = 4
    timeout: tuple[float, float] = TIMEOUT
    sleep: Callable[[float], None] = time.sleep
    _local: threading.local = field(default_factory=threading.local)

    def post(self, path: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The answer to `payload`.

        Raises:
            EngineFailedError: when it is refused, or fails as often as is tried.
        """
        reason = ""
        for attempt in range(self.tries):
            try:
                return self._once(path, payload)
            except _Retry as failure:
                reason = failure.reason
                if failure.after > _LONGEST_WAIT:
                    break
                if attempt + 1 < self.tries:
                    self.sleep(failure.after or 0.5 * 2**attempt)
        raise EngineFailedError(self.redacted(f"{self.url}{path}: {reason}"))

    def _once(self, path: str, payload: dict[str, Any]) -> dict[str, Any]:
        try:
            response = self._session().post(self.url + path, json=payload, timeout=self.timeout)
        except (requests.ConnectionError, requests.Timeout) as error:
            raise _Retry(type(error).__name__) from None
        except requests.RequestException as error:
            raise EngineFailedError(self.redacted(f"{self.url}{path}: {type(error).__name__}")) from None
        if response.status_code == 429:
            raise _Retry("429 too many requests", _seconds(response.headers.get("Retry-After", "")))
        if response.status_code >= 500:
            raise _Retry(f"HTTP {response.status_code}", _seconds(response.headers.get("Retry-After", "")))
        if response.status_code >= 400:
            raise EngineFailedError(
                self.redacted(f"{self.url}{path}: HTTP {response.status_code} {response.text[:120]}")
            )
        return self._json(path, response)

    def _json(self, path: str, response: requests.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError:
            raise _Retry("no JSON but " + response.headers.get("Content-Type", "something else")) from None
        if not isinstance(answer, dict):
            raise EngineFailedError(self.redacted(f"{self.url}{path}: expected a JSON object"))
        return answer

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        session: requests.Session = self._local.session
        return session

    def redacted(self, text: str) -> str:
        """The text without any secret in it."""
        for secret in filter(None, self.secrets):
            text = text.replace(secret, "***")
        return text


def _seconds(header: str) -> float:
    return float(header) if header.replace(".", "", 1).isdigit() else 0.0
