"""One pass over a page's tree that gathers what the readers of its parts need."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from crawlers.page.rules import container_ranks
from crawlers.text.spaces import tidy
from crawlers.text.tags import tags

_HEADLINE_NAMES = re.compile(
    r"(^|[-_ ])(title|tit|bt|biaoti|headline|ivs_title|arttitle|artitle|wztitle|xltitle|contitle)([-_ \d]|$)", re.I
)
_FORWARDS = re.compile(r"\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign)\(")
_NUMBERED = re.compile(r"\d+$")
_LONGEST_TITLE = 400
_HEADLINE_TAGS = tags("headlines")


@dataclass(slots=True)
class Survey:
    """What stands where in a page."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents by name in lower case, in the order of the page."""
    html_title: str = ""
    base: str = ""
    canonical: str = ""
    containers: list[tuple[int, etree._Element]] = field(default_factory=list)
    """Rank and element of every possible body."""
    headlines: list[etree._Element] = field(default_factory=list)
    links: list[etree._Element] = field(default_factory=list)
    """Elements that point to a file or a frame."""
    scripts: int = 0
    """Characters of script."""
    frames: int = 0
    """Pictures, videos, documents set into the page."""
    forwards: bool = False
    """Whether it sends its reader on to another page."""

    def meta(self, *names: str) -> str:
        """The first content that is not empty."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")


def survey(root: etree._Element) -> Survey:
    """Everything of interest in one walk."""
    found = Survey()
    for element in root.iter(etree.Element):
        tag = element.tag
        if tag == "meta":
            _meta(found, element)
        elif tag == "title" and not found.html_title:
            found.html_title = tidy(element.text or "")[:_LONGEST_TITLE]
        elif tag == "base":
            found.base = found.base or element.get("href", "")
        elif tag == "link" and (element.get("rel") or "").lower() == "canonical":
            found.canonical = element.get("href", "")
        elif tag == "script":
            found.scripts += len(element.text or "")
            found.forwards = found.forwards or bool(_FORWARDS.search(element.text or ""))
        elif tag in ("a", "iframe", "embed", "object"):
            found.links.append(element)
            found.frames += tag != "a"
        elif tag in ("img", "video"):
            found.frames += 1
        elif tag not in ("html", "body", "head", "style", "input"):
            _place(found, element)
    return found


def _meta(found: Survey, element: etree._Element) -> None:
    found.forwards = found.forwards or (element.get("http-equiv") or "").lower() == "refresh"
    name = (element.get("name") or element.get("property") or "").strip().lower()
    if name:
        found.metas.setdefault(name, []).append(tidy(element.get("content") or ""))


def _place(found: Survey, element: etree._Element) -> None:
    rank, is_headline = _kind(element.tag, element.get("id"), element.get("class"))
    if rank is not None:
        found.containers.append((rank, element))
    if is_headline:
        found.headlines.append(element)


@lru_cache(maxsize=4096)
def _kind(tag: str, ids: str | None, classes: str | None) -> tuple[int | None, bool]:
    """Rank as a box of text, and whether it is a headline: by its name, which many elements of a page share."""
    ranks = container_ranks()
    names = [tag]
    if ids:
        names += [f"#{ids.strip().lower()}", "#" + _NUMBERED.sub("0", ids.strip().lower())]
    if classes:
        names += [f".{name}" for name in classes.lower().split()]
    best = min((ranks[name] for name in names if name in ranks), default=None)
    return best, tag in _HEADLINE_TAGS or bool(_HEADLINE_NAMES.search(f"{ids or ''} {classes or ''}"))
