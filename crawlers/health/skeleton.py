"""A fingerprint of an article's template: what stands around its text, whatever the text is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from crawlers.health.facts import Finding, History, Run
from crawlers.health.limits import limits
from crawlers.page.density import densest
from crawlers.page.survey import survey
from crawlers.platforms.reading import Saved
from crawlers.text.tree import tree
from warehouse.models import made_id

_COUNTED = re.compile(r"\d+")


def skeleton(page: Saved) -> str:
    """Hash of the tags and classes above the box of the text; empty for a file or a page without text."""
    root = tree(page.text) if page.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None
    box = _box(root) if root is not None else None
    return made_id(*map(_named, box.iterancestors())) if box is not None else ""


def commonest(found: Sequence[str]) -> str:
    """The one that most articles have."""
    counted = Counter(filter(None, found))
    return max(counted, key=lambda one: (counted[one], one), default="")


def changed(run: Run, history: History) -> Iterator[Finding]:
    """A template that no earlier month had."""
    known = {one.skeleton for one in history.coverage if one.skeleton}
    if known and run.skeleton and run.skeleton not in known and len(run.releases) >= limits().fewest_releases:
        yield Finding("template", f"most articles have the frame {run.skeleton}; expected one of {len(known)} before")


def _box(root: etree._Element) -> etree._Element | None:
    found = survey(root)
    known = found.containers
    return min(known, key=lambda pair: pair[0])[1] if known else densest(root, found.headlines)[0]


def _named(element: etree._Element) -> str:
    classes = _COUNTED.sub("", element.get("class") or "").lower().split()
    return ".".join([str(element.tag), *sorted(set(classes))])
