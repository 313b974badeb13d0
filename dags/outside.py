"""The world around a sample run: portals that answer over HTTP, and a mailbox that takes its mails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from crawlers.sample.portals import serve
from dags.mailbox import mailbox


def visit_of(month: str) -> date:
    """The day on which a month's sites are visited: the 3rd of the next."""
    year, number = map(int, month.split("-"))
    return date(year + number // 12, number % 12 + 1, 3)


@contextmanager
def sample(visit: date, received: Path) -> Iterator[None]:
    """Portals as they stand on a day and a mailbox, both found through the environment."""
    with serve(visit) as proxy, mailbox(received) as smtp:
        os.environ |= {"AOZORA_SAMPLE_PROXY": proxy, "SMTP_URL": smtp}
        yield


@contextmanager
def sample_mailbox(received: Path) -> Iterator[None]:
    """A mailbox alone, for what is sent apart from a month."""
    with mailbox(received) as smtp:
        os.environ["SMTP_URL"] = smtp
        yield
