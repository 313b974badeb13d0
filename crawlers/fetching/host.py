"""What a run knows of one host: how often it may be asked, what it closes to robots, whether it still answers."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from protego import Protego

from crawlers.fetching.answers import Answer, Refused, State, refusal_of, site
from crawlers.fetching.settings import GIVEN_UP, ROBOT, SLOWEST

RULES_BYTES = 512 * 1024
"""Of a robots.txt; RFC 9309 asks for 500 KiB at least."""


@dataclass
class Host:
    """One host during one run."""

    name: str
    delay: float
    """Seconds from one request to the next."""
    rules: Protego | None = None
    """Its robots.txt; None until it was read."""
    asked: float = 0.0
    answered: bool = False
    failures: int = 0
    """In a row."""
    why: Refused | None = None
    """The last of them."""

    async def turn(self) -> None:
        """Wait until the host may be asked again."""
        pause = self.asked + self.delay - time.monotonic()
        if pause > 0:
            await asyncio.sleep(pause)
        self.asked = time.monotonic()

    def check(self, url: str) -> None:
        """Refuse an address of a host that has been given up, or that its robots.txt closes. Raises Refused."""
        if self.why and not self.answered:
            raise Refused(self.why.state, url, self.why.came, self.why.expected)
        if self.why and self.failures >= GIVEN_UP:
            came = f"{self.why.came}, {self.failures} times in a row: {self.name} is not asked again in this run"
            raise Refused(self.why.state, url, came, self.why.expected)
        if self.rules and not self.rules.can_fetch(url, ROBOT):
            raise Refused("robots", url, "closed by robots.txt", "an answer")

    def fail(self, why: Refused) -> None:
        """A request that had no answer, or one that refuses."""
        self.failures += 1
        self.why = why

    def take(self, answer: Answer) -> None:
        """An answer, which may itself be a refusal."""
        self.answered = True
        if refused := refusal_of(answer):
            self.fail(refused)
        else:
            self.failures, self.why = 0, None

    def obey(self, url: str, robots: Answer) -> None:
        """Take an answer for robots.txt as RFC 9309 has it. Raises Refused.

        4xx: there are no rules. 5xx, and no answer at all: everything is closed until it can be read.
        """
        if robots.status >= 500:
            refused = refusal_of(robots)
            state: State = "robots" if refused is None or refused.state == "error" else refused.state
            came = f"status {robots.status} for robots.txt, which closes the site until it can be read"
            self.fail(Refused(state, url, came, "an answer"))
            self.check(url)
        readable = robots.status == 200 and site(robots.saved.url) == site(url)
        self.rules = Protego.parse(robots.saved.text[:RULES_BYTES] if readable else "")
        self.delay = max(self.delay, min(self.rules.crawl_delay(ROBOT) or 0.0, SLOWEST))
