"""What hacked pages sell: several words of it close together, none of a text that speaks against it."""

from __future__ import annotations

import html
import re
from functools import cache

import ahocorasick

from crawlers.platforms.reading import Saved
from crawlers.quarantine.evidence import Evidence, Hit, rules

WINDOW = 200
"""Characters in which the words of one advertisement stand."""
BODY_WORDS, HEAD_WORDS, STUFFED = 3, 2, 5
"""Different words that make an advertisement: in a body, in a headline, and where nobody is called."""
HEAD = re.compile(
    r"<title[^>]*>(.*?)</title>|<meta[^>]+name\s*=\s*[\"']?(?:keywords|description)\b[^>]+>", re.IGNORECASE | re.DOTALL
)
HEAD_END = 8000


def head(saved: Saved) -> str:
    """What a page tells search engines: where hacked pages say what they sell."""
    return html.unescape(" ".join(found[0] for found in HEAD.finditer(saved.text[:HEAD_END])))


def sold(text: str, *, is_head: bool) -> Evidence | None:
    """The first advertisement in a text."""
    squeezed = "".join(text.lower().split())
    hits = [Hit(end + 1 - len(word), word) for end, word in _words().iter(squeezed)]
    for number, hit in enumerate(hits):
        near = [one for one in hits[number:] if one.at - hit.at <= WINDOW]
        if _sells({one.word for one in near}, is_head) and not _speaks_against(squeezed, near):
            return Evidence("advertising", squeezed, near)
    return None


def _sells(found: set[str], is_head: bool) -> bool:
    """True for enough words of wares that call a buyer; a headline has no room to call."""
    if len(found) >= STUFFED:
        return True
    is_enough = len(found) >= (HEAD_WORDS if is_head else BODY_WORDS)
    return is_enough and bool(found & _wares()) and (is_head or bool(found - _wares()))


def _speaks_against(text: str, near: list[Hit]) -> bool:
    """True for a text about such wares, as police and regulators write."""
    span = text[max(0, near[0].at - WINDOW // 2) : near[-1].at + WINDOW // 2]
    against = sum(span.count(word) for word in rules()["advertising"]["against"])
    return against * 3 >= len({hit.word for hit in near})


@cache
def _wares() -> frozenset[str]:
    return frozenset(rules()["advertising"]["wares"])


@cache
def _words() -> ahocorasick.Automaton:
    """Finds all words of advertisements in one pass."""
    made = ahocorasick.Automaton()
    for word in _wares().union(rules()["advertising"]["calls"]):
        made.add_word(word, word)
    made.make_automaton()
    return made
