"""Addresses: the canonical form of a page's address and the release id made from it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from warehouse.models import made_id

# Said by the visitor's way to the page, never by the page.
_VISIT = re.compile(
    r"^(utm_.*|spm|from|share|isappinstalled|timestamp|_t|jsessionid|tdsourcetag|scene)$", re.IGNORECASE
)
_MOBILE_TWIN = re.compile(r"/mpost_(\d+)\.html$")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical(url: str) -> str:
    """One address for one page: no default port, fragment or visit parameters, mobile twins joined."""
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        return url.strip()
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS[scheme])
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _VISIT.match(pair[0])])
    path = _MOBILE_TWIN.sub(r"/post_\1.html", re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.IGNORECASE))
    return urlunsplit((scheme, host, _straight(path) or "/", query, ""))


def release_id(url: str) -> str:
    """Hash of the canonical address; http and https are one page."""
    return made_id("release", canonical(url).partition("://")[2])


def resolve(base: str, reference: str) -> str:
    """A reference of a page as a full address; empty when it is none that can be fetched."""
    try:
        found = urljoin(base, reference.strip())
        return found if urlsplit(found).scheme in ("http", "https") and urlsplit(found).netloc else ""
    except ValueError:
        return ""


def _straight(path: str) -> str:
    """The path with `.` and `..` walked."""
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            kept = kept[:-1] if len(kept) > 1 else kept
        elif step != ".":
            kept.append(step)
    return "/".join(kept)
