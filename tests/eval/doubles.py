"""Made doubles: reposts of real texts with what sites change, and look-alikes that are other documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from crawlers.page.blocks import block_of
from tests.eval import corpus as corpora
from tests.eval.passages import ours
from warehouse.models import Release, made_id
from warehouse.reference import Place, places

REPOSTS, ALIKE = 200, 20
"""Pairs that are one document; at most so many pairs that are two, of each kind."""
_SHORTEST = 150
_LENGTHS = (200, 400, 800, 1600, 3200)
_YEAR = re.compile(r"(?<!\d)20[12]\d(?=年)")


class Double(NamedTuple):
    """Two releases, what sets them apart, and whether they are one document."""

    first: Release
    second: Release
    kinds: tuple[str, ...]
    is_same: bool


def doubles(corpus: Path, seed: int = 4) -> list[Double]:
    """The same ones for the same seed."""
    random = Random(seed)
    bases = _bases(corpus, random)
    months = [_months(place, random) for place in random.sample(_cities(), ALIKE)]
    bulletins = [month.first for month in months[:8]]
    same = [_repost(base, random) for base in random.sample([*bases, *bulletins], REPOSTS)]
    return [*same, *months, *(double for make in ALIKES for double in _taken(make, bases, random))]


def _taken(make: Callable[[Release, Random], Double | None], bases: list[Release], random: Random) -> list[Double]:
    made = (make(base, random) for base in random.sample(bases, len(bases)))
    return [double for double in made if double][:ALIKE]


def _bases(corpus: Path, random: Random) -> list[Release]:
    """Texts of the corpus that have no double there, cut to many lengths, and our passages that are long enough."""
    alone = [release for row, release in corpora.texts(corpus) if not (row["dup_group"] or row["lookalike_group"])]
    read = [passage.release for half in ("first", "second") for passage in ours(half)]
    whole = {release.title: release for release in [*alone, *read] if len(release.text) >= _SHORTEST}
    return [_cut(release, random.choice(_LENGTHS), number) for number, release in enumerate(whole.values())]


def _cut(release: Release, length: int, number: int) -> Release:
    """Its first lines; a text without a day gets one of its own."""
    kept: list[str] = []
    for line in release.text.splitlines():
        if sum(map(len, kept)) < length:
            kept.append(line)
    return _with(release, lines=kept, published=release.published or date(2023, 1, 1) + timedelta(days=number))


def _with(release: Release, lines: Iterable[str] | None = None, **fields: Any) -> Release:
    """The same release with other lines and fields."""
    blocks = release.blocks if lines is None else tuple(block_of(line.strip()) for line in lines if line.strip())
    return release.model_copy(update={"blocks": blocks, "written": None, **fields})


def _other(base: Release, kind: str, **fields: Any) -> Release:
    """A second release, with an id of its own."""
    return _with(base, **{"id": made_id(base.id, kind), **fields})


# ---------------------------------------------------------------- the same document elsewhere


def _repost(base: Release, random: Random) -> Double:
    """Two or three of the changes, on the site of another place."""
    place = random.choice(_cities())
    chosen = random.sample(list(CHANGES), random.choice((2, 3)))
    second = _other(base, "repost", place=place.code, level="city", doc_number="", issuers=())
    for kind in chosen:
        second = CHANGES[kind](second, place, random)
    return Double(base, second, tuple(chosen), True)


def _headed(release: Release, place: Place, random: Random) -> Release:
    heads = random.sample(_words()["heads"], random.choice((1, 2)))
    return _with(release, [*_filled(heads, release, place), *release.text.splitlines()])


def _footed(release: Release, place: Place, random: Random) -> Release:
    feet = random.sample(_words()["feet"], random.choice((1, 2, 3)))
    return _with(release, [*release.text.splitlines(), *_filled(feet, release, place)])


def _noticed(release: Release, place: Place, random: Random) -> Release:
    notice = _filled([random.choice(_words()["notices"])], release, place)
    lines = release.text.splitlines()
    return _with(release, [*notice, *lines] if random.random() < 0.5 else [*lines, *notice])


def _mistyped(release: Release, _: Place, random: Random) -> Release:
    """One wrong character in two hundred, no figures."""
    text = list(release.text)
    for at in random.sample(range(len(text)), max(1, len(text) // 200)):
        if "\u4e00" <= text[at] <= "\u9fff":
            text[at] = random.choice(_words()["typos"])
    return _with(release, "".join(text).splitlines())


def _retitled(release: Release, place: Place, random: Random) -> Release:
    form = random.choice(_words()["titles"])
    return _with(release, title=form.format(title=release.title, name=place.zh))


def _title_cut(release: Release, _: Place, random: Random) -> Release:
    """As lists cut it, where it is long."""
    length = random.choice((24, 28, 32))
    return _with(release, title=release.title[:length] + "…" if len(release.title) > length else release.title)


def _redated(release: Release, _: Place, random: Random) -> Release:
    day = release.published
    return _with(release, published=day + timedelta(days=random.randint(1, 9)) if day else None)


def _relined(release: Release, _: Place, random: Random) -> Release:
    """A line at each sentence, or two lines in one."""
    text = release.text
    if random.random() < 0.5:
        return _with(release, re.sub(r"(?<=。)(?=[^\n])", "\n", text).splitlines())
    return _with(release, re.sub(r"(?<=[。；])\n", "", text).splitlines())


CHANGES: dict[str, Callable[[Release, Place, Random], Release]] = {
    "head": _headed,
    "foot": _footed,
    "notice": _noticed,
    "typos": _mistyped,
    "title": _retitled,
    "cut title": _title_cut,
    "day": _redated,
    "lines": _relined,
}


def _filled(lines: list[str], release: Release, place: Place) -> list[str]:
    return [line.format(name=place.zh, day=release.published) for line in lines]


# ---------------------------------------------------------------- other documents that look alike


def _of_another_place(base: Release, random: Random) -> Double | None:
    """The same words for another place of its level."""
    named = [place for place in places().values() if place.level != "country" and place.zh in base.title]
    if not named:
        return None
    here = max(named, key=lambda place: base.title.count(place.zh) * 10 + len(place.zh))
    there = random.choice([place for place in places().values() if place.level == here.level and place != here])
    title, text = (
        words.replace(here.zh, there.zh).replace(here.short_zh, there.short_zh) for words in (base.title, base.text)
    )
    second = _other(base, "place", lines=text.splitlines(), title=title, place=there.code, doc_number="", issuers=())
    return Double(base, second, ("another place",), False)


def _of_another_year(base: Release, _: Random) -> Double | None:
    """The year after in title and text, no other word changed."""
    if not _YEAR.search(base.title) or not base.published:
        return None
    title, text = (_YEAR.sub(lambda year: str(int(year[0]) + 1), words) for words in (base.title, base.text))
    day = base.published + timedelta(days=360)
    second = _other(base, "year", lines=text.splitlines(), title=title, published=day, doc_number="")
    return Double(base, second, ("another year",), False)


def _as_a_draft(base: Release, random: Random) -> Double | None:
    """Out for comment two months before, a figure in five another."""
    if not base.published:
        return None
    title = _words()["draft"].format(title=_bare(base.title))
    day = base.published - timedelta(days=60)
    second = _other(
        base, "draft", lines=_figures(base.text, 0.2, random).splitlines(), title=title, published=day, doc_number=""
    )
    return Double(base, second, ("draft",), False)


def _amended(base: Release, random: Random) -> Double | None:
    """Months or years later under the same title, a few or half of the figures others."""
    if not base.published or len(re.findall(r"\d+", base.text)) < 4:
        return None
    day = base.published + timedelta(days=random.randint(60, 1100))
    lines = [_words()["amended"].format(day=day), *_figures(base.text, random.choice((0.1, 0.5)), random).splitlines()]
    return Double(base, _other(base, "amended", lines=lines, published=day, doc_number=""), ("amended",), False)


def _explained(base: Release, random: Random) -> Double | None:
    """Half of the lines quoted under 解读."""
    lines = base.text.splitlines()
    title = _words()["interpretation"].format(title=_bare(base.title))
    quoted = [line for line in lines if random.random() < 0.5] or lines
    return Double(base, _other(base, "explained", lines=quoted, title=title, doc_number=""), ("interpretation",), False)


ALIKES = (_of_another_place, _of_another_year, _as_a_draft, _amended, _explained)


def _figures(text: str, share: float, random: Random) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1) if random.random() < share else found[0], text)


def _bare(title: str) -> str:
    """What a notice carries."""
    inner = re.search(r"《(.+)》", title)
    return inner[1] if inner else title


def _months(place: Place, random: Random) -> Double:
    """Two bulletins of a series; some name the month in their text alone."""
    title = random.choice(_words()["bulletin"]["titles"])
    first, second = (_bulletin(place, month, title, random) for month in (9, 10))
    return Double(first, second, ("another month",), False)


def _bulletin(place: Place, month: int, title: str, random: Random) -> Release:
    words = _words()["bulletin"]
    given = {"name": place.zh, "month": month, "c": f"{random.uniform(2, 5):.2f}"}
    given |= {key: str(random.randint(10, 90)) for key in "abdefg"}
    return Release(
        id=made_id("bulletin", place.code, str(month), str(random.random())),
        version_id=made_id(place.code, str(month)),
        source_id="made",
        place=place.code,
        level="city",
        url="",
        title=title.format(**given),
        published=date(2026, month + 1, 12),
        written=None,
        blocks=tuple(block_of(line.format(**given)) for line in words["lines"]),
        sha256="",
    )


@cache
def _cities() -> list[Place]:
    return [place for place in places().values() if place.level == "city"]


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("doubles.yml").read_text(encoding="utf-8"))
    return words
