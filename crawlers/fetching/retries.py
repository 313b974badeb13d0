"""When a request is worth another attempt, and how long to wait before it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawlers.fetching.answers import Answer, header
from crawlers.fetching.host import Host
from crawlers.fetching.settings import PATIENCE, PAUSES, RETRIED
from crawlers.fetching.unanswered import Unanswered


def wait_before(attempt: int, came: Answer | Unanswered, host: Host) -> float | None:
    """Seconds from attempt number `attempt`, of which this came, to the next; None when it was the last.

    A host that has failed before in this run gets one attempt.
    """
    worth = came.attempts if isinstance(came, Unanswered) else len(PAUSES) if came.status in RETRIED else 1
    if attempt >= worth or host.failures:
        return None
    pause = PAUSES[attempt] * host.delay
    asked = 0.0 if isinstance(came, Unanswered) else retry_after(header(came.headers, "retry-after"))
    return None if asked > PATIENCE else max(pause, asked)


def retry_after(told: str) -> float:
    """Seconds that a Retry-After header asks for, given as such or as a moment; 0 when it says nothing."""
    if told.strip().isdigit():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
