"""What came back for one request, and how sites say no."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml

from crawlers.platforms.reading import Fetch, Saved
from crawlers.text.spaces import shown, squeezed

State = Literal["blocked", "timeout", "moved", "js_required", "parser_gap", "empty", "robots", "error"]
WALL = 8000
"""Characters of source up to which a page may be nothing but a wall."""
NOTICE = 1500
"""Characters of text up to which a page may be nothing but a notice."""


@dataclass(frozen=True)
class Answer:
    """One response as it was received."""

    saved: Saved
    status: int
    headers: tuple[tuple[str, str], ...]
    asked: str
    """Address that was asked for; the saved one is where redirects led."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields that it was asked for with, by POST."""


def header(headers: tuple[tuple[str, str], ...], wanted: str) -> str:
    """The first header of a name; empty when there is none."""
    return next((value for name, value in headers if name.lower() == wanted), "")


def charset(headers: tuple[tuple[str, str], ...]) -> str:
    """The charset that the headers name; empty when they name none."""
    return header(headers, "content-type").lower().partition("charset=")[2].split(";")[0].strip("\"' ")


Get = Callable[[Fetch], Awaitable[Answer]]
"""Asks a site; raises Refused when there is no answer."""


class Refused(Exception):
    """A page that was not given: the state it puts its source in, the address, what came and what was expected."""

    def __init__(self, state: State, url: str, came: str, expected: str) -> None:
        super().__init__(f"{url}: {came}; expected {expected}")
        self.state: State = state
        self.url, self.came, self.expected = url, came, expected

    @property
    def cause(self) -> str:
        """What came and what was expected, wherever it was."""
        return f"{self.came}; expected {self.expected}"


def check(answer: Answer, expected: str) -> Answer:
    """The same answer when it is a page of the site that was asked. Raises Refused."""
    url = answer.asked
    if answer.status != 200:
        raise _status(answer, expected)
    if site(answer.saved.url) != site(url):
        raise Refused("moved", url, f"a redirect to {answer.saved.url}", expected)
    if answer.saved.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _check_notice(answer.saved, url, expected)
    return answer


def refusal_of(answer: Answer) -> Refused | None:
    """Why an answer counts against its host: a refusing or failing status, a wall. A missing page does not."""
    if answer.status >= 400:
        refused = _status(answer, "an answer")
        return None if refused.state == "moved" else refused
    body = answer.saved.body
    word = _word("walls", answer.saved.text) if len(body) < WALL and body.lstrip().startswith(b"<") else ""
    return Refused("blocked", answer.asked, f"a page that says {word!r}", "an answer") if word else None


def _status(answer: Answer, expected: str) -> Refused:
    state: State = _refusals()["statuses"].get(answer.status, "error")
    asks = header(answer.headers, "retry-after")
    return Refused(state, answer.asked, f"status {answer.status}" + (f", Retry-After {asks}" if asks else ""), expected)


def _word(group: str, text: str) -> str:
    """The first word of a group in refusals.yml that a text holds."""
    return next((word for word in _refusals()[group] if word in text), "")


def _check_notice(saved: Saved, url: str, expected: str) -> None:
    """Refuse a page that is nothing but a wall, by its source, or a notice that there is nothing, by its text."""
    body = saved.document.find("body")
    text = "" if body is None else squeezed(shown(body))
    walls: tuple[State, str, str, int] = ("blocked", "walls", saved.text, WALL)
    notices: tuple[State, str, str, int] = ("moved", "gone", text, NOTICE)
    for state, words, where, most in (walls, notices):
        word = _word(words, where) if len(where) < most else ""
        if word:
            raise Refused(state, url, f"a page that says {word!r}", expected)


def site(url: str) -> str:
    """The site that a host belongs to: `tj.gov.cn` of `sthj.tj.gov.cn`, `www.gov.cn` of `sousuo.www.gov.cn`."""
    labels = (urlsplit(url).hostname or "").split(".")
    return ".".join(labels[-3:] if labels[-2:-1] == ["gov"] else labels[-2:])


@cache
def _refusals() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "refusals.yml").read_text(encoding="utf-8"))
    return found
