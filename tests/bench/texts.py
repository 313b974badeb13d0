"""Made documents in official style: our passages and plain prose in new order, with numbers and cities of their own."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from crawlers.page.blocks import block_of
from tests.eval.passages import ours
from warehouse.models import Block, Release, made_id
from warehouse.reference import Place, places

LENGTH = 2200
"""At least so long before a document ends, which makes 2,500 characters on the whole."""
REPOST, RECENT = 10, 100
"""Every so manieth repeats one of so many documents before it."""
FIRST, DAYS = date(2024, 1, 1), 1000
_AMOUNT = re.compile(r"\d+(?=\.?\d*(?:微克|毫克|%|个百分点|万|家|台|座|辆|天))")


def documents(
    count: int, seed: int = 4, cities: Sequence[Place] = (), first: date = FIRST, days: int = DAYS
) -> Iterator[Release]:
    """Releases of about 2,500 characters, the same ones for the same seed; of these cities, or of all."""
    random = Random(seed)
    cities = cities or _cities()
    recent: deque[Release] = deque(maxlen=RECENT)
    for number in range(count):
        if number % REPOST == REPOST - 1:
            yield _repost(random.choice(recent), number, random, cities)
        else:
            recent.append(
                _document(number, random, random.choice(cities), first + timedelta(days=random.randrange(days)))
            )
            yield recent[-1]


def _document(number: int, random: Random, place: Place, day: date) -> Release:
    named = {"name": place.zh, "year": day.year, "end": day.year + 2, "month": day.month, "day": day.day}
    title = random.choice(_said()["titles"]).format(**named, number=random.randrange(100))
    heads = [block_of(line.format(**named, title=title, number=random.randrange(100))) for line in _said()["heads"][1:]]
    return _release(f"d{number}", title, place, day, (*heads, *_body(random)))


def _body(random: Random) -> Iterator[Block]:
    left = LENGTH
    for heading, passage in zip(_headings(), random.sample(_passages(), len(_passages())), strict=False):
        blocks = [block for block in (heading, *passage, _prose(random)) if block]
        yield from (_numbered(block, random) for block in blocks)
        left -= sum(len(block.plain) for block in blocks)
        if left < 0:
            return


def _headings() -> Iterator[Block | None]:
    yield from (block_of(heading) for heading in _said()["headings"])
    while True:
        yield None


def _prose(random: Random) -> Block:
    return block_of("".join(random.sample(_said()["prose"], 3)))


def _numbered(block: Block, random: Random) -> Block:
    """The block with other amounts of as many digits."""

    def other(text: str) -> str:
        return _AMOUNT.sub(lambda found: str(random.randrange(10 ** (len(found[0]) - 1), 10 ** len(found[0]))), text)

    rows = tuple(tuple(other(cell) for cell in row) for row in block.rows)
    return block.model_copy(update={"text": other(block.text), "rows": rows})


def _repost(original: Release, number: int, random: Random, cities: Sequence[Place]) -> Release:
    """The same text on another site, with what this writes above it."""
    place, day = random.choice(cities), (original.published or FIRST) + timedelta(days=random.randrange(1, 9))
    head = _said()["heads"][0].format(name=place.zh, year=day.year, month=day.month, day=day.day)
    return _release(f"d{number}", original.title, place, day, (block_of(head), *original.blocks))


def _release(id: str, title: str, place: Place, day: date, blocks: tuple[Block, ...]) -> Release:
    return Release(
        id=id,
        version_id=made_id(id, title),
        source_id=f"site_{place.code}",
        place=place.code,
        level="city",
        url=f"http://www.example/{id}.html",
        title=title,
        published=day,
        written=None,
        blocks=blocks,
        sha256="",
    )


@cache
def _cities() -> list[Place]:
    return sorted((place for place in places().values() if place.level == "city"), key=lambda place: place.code)


@cache
def _passages() -> list[tuple[Block, ...]]:
    return [passage.release.blocks for half in ("first", "second") for passage in ours(half)]


@cache
def _said() -> dict[str, Any]:
    return dict(yaml.safe_load(Path(__file__).with_name("texts.yml").read_text(encoding="utf-8")))
