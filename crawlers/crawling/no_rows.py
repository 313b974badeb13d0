"""Why a page of a listing has no rows: it says so, its rows come by script, or we failed to read them."""

from __future__ import annotations

import json
import re

from crawlers.fetching.answers import Answer, Refused
from crawlers.platforms import anchors, counts, vocabulary
from crawlers.platforms.reading import Saved

ARTICLE_LINKS = 3
"""Links to articles from which a page without rows is one that we failed to read."""
EXPECTED = "rows with titles and days"


def no_rows(answer: Answer) -> Refused:
    """Why a listing without rows has none."""
    saved = answer.saved
    if not saved.text.strip():
        return Refused("empty", answer.asked, "an empty answer", EXPECTED)
    if saved.text.lstrip()[:1] in "{[":
        return _no_records(answer)
    links = sum(link.is_likely for link in anchors.links(saved))
    if links >= ARTICLE_LINKS:
        return Refused("parser_gap", answer.asked, f"{links} links to articles, none read as a row", EXPECTED)
    if _says_nothing(saved):
        return Refused("empty", answer.asked, "a list that says it is empty", EXPECTED)
    if saved.scripts.strip() or re.search(r"<script[^>]+src", saved.text):
        return Refused("js_required", answer.asked, "scripts and no links to articles", EXPECTED)
    return Refused("empty", answer.asked, "neither links nor scripts", EXPECTED)


def _no_records(answer: Answer) -> Refused:
    try:
        json.loads(answer.saved.text)
    except json.JSONDecodeError as error:
        return Refused("error", answer.asked, f"damaged JSON ({error})", EXPECTED)
    return Refused("empty", answer.asked, "a JSON answer without records", EXPECTED)


def _says_nothing(saved: Saved) -> bool:
    return counts.told(saved).pages == 0 or any(word in saved.text for word in vocabulary.nothing())
