"""Where releases come from: publishers and their lists."""

from __future__ import annotations

from typing import Literal

from warehouse.models.base import Level, PlaceCode, Record


class Listing(Record):
    """One index page of a source, where its newest releases are announced."""

    url: str
    """Address of the first page, `{page}` excluded: the platform knows how pages are counted."""
    lists: str = ""
    """What the publisher calls it, e.g. 政策文件."""
    platform: str = ""
    """CMS family that answers here, when it is not the source's own."""
    options: dict[str, str] = {}
    """What this column needs beyond its platform, e.g. a site id."""
    form: dict[str, str] = {}
    """Fields that the first page is asked for with, by POST; empty for a plain GET."""


class Http(Record):
    """How a site must be asked where it differs from others; the file's dated comment says why."""

    plain: bool = False
    """Its https does not answer: links that say https are asked by http."""
    old_tls: bool = False
    """It speaks only TLS versions and ciphers that are refused elsewhere."""
    cookies: bool = False
    """It redirects for ever unless the cookie it sets is given back within the run."""
    referer: str = ""
    """Address to name as Referer, without which it refuses."""


class Source(Record):
    """A publisher's site, as one YAML file describes it."""

    id: str
    """File name without ending: lower-case letters, digits, underscores."""
    level: Level
    """Folder the file stands in."""
    kind: Literal["environment", "government", "other"]
    """Environment bureau, portal of the government as a whole, or another department."""
    name_zh: str
    name_ja: str
    name_en: str = ""
    place: PlaceCode
    """Area the publisher governs."""
    platform: str
    """CMS family, a module of `crawlers/platforms/`."""
    homepage: str
    listings: tuple[Listing, ...]
    confidence: str
    """How sure the facts are: `seen live`, `seen in code`, `seen in stored page`, `from memory`, `sample`."""
    verified: bool = False
    """True once an operator's live check has read a listing and an article."""
    evidence: tuple[str, ...] = ()
    """Where the facts were read."""
    delay: float = 2.0
    """Seconds between two requests to the host."""
    http: Http = Http()
    """How the site must be asked where it differs from others."""
    quiet_after: int = 60
    """Days without a new row after which the source is late."""
    is_sample: bool = False
