"""Whose site it is: place, level, names and id, from its name, its 网站标识码 and its host."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from crawlers import attribution, declared
from crawlers.platforms.reading import Saved
from warehouse.models import Level
from warehouse.reference import Place, ancestors, places

HERE = Path(__file__).parent
LEVELS: dict[str, Level] = {"country": "central", "province": "province", "city": "city", "county": "city"}
SITE_CODE = re.compile(r"标识码\s*[:：]?\s*(bm\d{8}|\d{10})")
REMARK = re.compile(r"[（(](样例站?|标本)[）)]$")
AREA = re.compile(
    r" (Province|Municipality|City|League|New Area|(\w+( and \w+)? )?Autonomous Prefecture|Prefecture"
    r"|((Zhuang|Hui|Uygur) )?Autonomous Region)$"
)
"""What an English place name says beyond the name."""


class Unknown(ValueError):
    """Something about the owner that the site does not say; the text names the option that does."""


@dataclass(frozen=True)
class Owner:
    """A publisher, as a source file names it."""

    id: str
    level: Level
    kind: Literal["environment", "government", "other"]
    place: Place
    name_zh: str
    name_ja: str
    name_en: str
    basis: str
    """What the place was told by."""


def owner(page: Saved, *, place: str = "", level: Level | None = None, id: str = "", name_ja: str = "") -> Owner:
    """The owner of a site; what is given stands against what is guessed. Raises Unknown."""
    name = site_name(page)
    where, basis = _place(page, name, place)
    bare = REMARK.sub("", name)
    office = next((o for o in _offices() if bare.endswith(o["zh"])), None)
    known = office and bare.removesuffix(office["zh"]) in ("", where.zh, where.short_zh)
    if not name or (not name_ja and not known):
        raise Unknown(f"the site calls itself {name!r}, no place and office of onboard/offices.yml: give --name-ja")
    ends = office["id"] if office else page.url.split("/")[2].split(".")[0].replace("-", "_")
    mark = "（標本）" if bare != name else ""
    sample = "sample_" if declared.is_example(page.url) else ""
    return Owner(
        id=id or f"{sample}{_short(where)}_{ends}",
        level=level or LEVELS[where.level],
        kind=_kind(office),
        place=where,
        name_zh=name,
        name_ja=name_ja or f"{_before(bare, office, where)}{office['ja'] if office else ''}{mark}",
        name_en=f"{where.en} {office['en']}" if office else "",
        basis=basis,
    )


def site_name(page: Saved) -> str:
    """What the site calls itself: its meta SiteName, else the end of its title."""
    named = meta(page, "SiteName")
    title = re.split(r"[-_|—–>]", " ".join(page.document.xpath("//title//text()")))[-1]
    name = "".join((named or title).split())
    remark = REMARK.search(name)
    bare, mark = (name[: remark.start()], remark[0]) if remark else (name, "")
    endings = sorted(words()["site_names_end"], key=len, reverse=True)
    return next((bare.removesuffix(ending) for ending in endings if bare.endswith(ending)), bare) + mark


def meta(page: Saved, name: str) -> str:
    """Content of a meta tag, its name in any case."""
    found = (tag for tag in page.document.iter("meta") if (tag.get("name") or "").lower() == name.lower())
    return next(((tag.get("content") or "").strip() for tag in found), "")


@cache
def words() -> dict[str, Any]:
    """Names of columns, ends of site names, and what to try when an address cannot be read."""
    found: dict[str, Any] = yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8"))
    return found


def _place(page: Saved, name: str, given: str) -> tuple[Place, str]:
    """The area, and what told it: the first of what was given, the site's name, its code, its host."""
    if given:
        return named_place(given), "as given"
    in_text = SITE_CODE.search(page.text)
    code = meta(page, "SiteIDCode") or (in_text.group(1) if in_text else "")
    guesses = {
        "the site's name": attribution.by_name(name),
        f"its 网站标识码 {code}": attribution.by_code(code),
        "its host": attribution.by_address(page.url),
    }
    told = {basis: guess[0] for basis, guess in guesses.items() if guess}
    if not told:
        raise Unknown(f"neither name {name!r} nor 网站标识码 {code!r} nor host tell a place: give --place")
    basis, code = next(iter(told.items()))
    above = {p.code for p in ancestors(code)}
    others = [f"{other} says {places()[said].zh}" for other, said in told.items() if said not in above]
    return places()[code], "; ".join([basis, *others])


def named_place(said: str) -> Place:
    """A place by its code or any of its names. Raises Unknown."""
    found = [p for p in places().values() if said in (p.code, p.zh, p.short_zh, p.ja, p.en)]
    if len(found) != 1:
        raise Unknown(f"--place {said}: expected a code or a name of warehouse/reference/places.csv")
    return found[0]


def _kind(office: dict[str, str] | None) -> Literal["environment", "government", "other"]:
    said = (office or {}).get("kind")
    return "environment" if said == "environment" else "government" if said == "government" else "other"


def _before(name: str, office: dict[str, str] | None, where: Place) -> str:
    """The Japanese form of what stands before the office: the place, or nothing for the centre's own organs."""
    rest = name.removesuffix(office["zh"]) if office else ""
    return where.ja if rest and where.level != "country" else ""


def _short(where: Place) -> str:
    """Letters of the place's English name: `jiangsu` of Jiangsu Province."""
    plain = unicodedata.normalize("NFKD", AREA.sub("", where.en)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "", plain)


@cache
def _offices() -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load((HERE / "offices.yml").read_text(encoding="utf-8"))
    return sorted(found, key=lambda office: len(office["zh"]), reverse=True)
