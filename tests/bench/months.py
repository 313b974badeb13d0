"""Months of made documents with all that a run finds in them, for as many as are asked for, one month at a time.

Words come as often as in Chinese newspapers (jieba's dictionary by rank); one document in ten repeats another, one in
thirty is a page that was corrected, one in a hundred a key plan that was cut into passages and translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import jieba

from warehouse.models import (
    Analysis,
    ArchiveRecord,
    Assessment,
    Block,
    Change,
    Citation,
    Coverage,
    Edition,
    Event,
    Item,
    PlaceTag,
    Quote,
    Record,
    Release,
    Section,
    Segment,
    Source,
    Tag,
    Target,
    Translation,
    made_id,
)
from warehouse.reference import followed_plans, glossary, places, themes

A_MONTH = 833
"""Documents: what all sources together publish; 200,000 are twenty years."""
FIRST = 2007
SENTENCES, WORDS, LENGTH = 20_000, 60_000, 2_400
SITES = 120
INDICATORS = (
    ("细颗粒物（PM2.5）平均浓度", "%"),
    ("挥发性有机物排放总量", "%"),
    ("优良天数比率", "%"),
    ("氮氧化物排放总量", "吨"),
)


class Month(NamedTuple):
    """A month's name, what each stage of its run saves, and the edition that is approved."""

    name: str
    stages: tuple[Sequence[Record], ...]
    edition: Edition


class Made(NamedTuple):
    """A document that was made."""

    release: Release
    analysis: Analysis
    assessment: Assessment


class _Body:
    """Blocks that are being written, and the quotes from them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: set[str] = set()

    def say(self, text: str, **of_block: Any) -> Quote:
        self.blocks.append(Block(type=of_block.pop("type", "paragraph"), text=text, **of_block))
        return Quote(block=len(self.blocks) - 1, start=0, end=len(text), text=text)


def months(documents: int, seed: int = 7) -> Iterator[Month]:
    """At least so many documents, the same ones for the same seed; an earlier month does not know how many follow."""
    random, earlier = Random(seed), list[Made]()
    for number in range(-(-documents // A_MONTH)):
        name = f"{FIRST + number // 12}-{number % 12 + 1:02}"
        made = [_document(number * A_MONTH + i, name, random, earlier) for i in range(A_MONTH)]
        earlier = [*earlier[-2 * A_MONTH :], *made]
        yield Month(name, tuple(_stages(name, made, random)), _edition(name, made))


def _stages(name: str, made: Sequence[Made], random: Random) -> Iterator[list[Record]]:
    yield [_source(number) for number in range(SITES)]
    yield [_coverage(name, number, random) for number in range(SITES)]
    yield [one.release for one in made]
    yield [one.analysis for one in made]
    yield [one.assessment for one in made]
    titles = {one.release.title: one for one in made}
    said = [_translation(title, lang, "title") for title in titles for lang in ("ja", "en")]
    passages = [piece for one in made if one.assessment.key_plan for piece in _segments(one.release)]
    texts = {piece.text: None for piece in passages}
    yield [*passages, *said, *(_translation(text, "ja", "sentence") for text in texts)]


def _document(number: int, month: str, random: Random, earlier: Sequence[Made]) -> Made:
    if earlier and number % 10 == 9:
        return _repeated(random.choice(earlier), number, month, random)
    if earlier and number % 30 == 4:
        return _corrected(random.choice(earlier), month)
    return _written(number, month, random)


def _written(number: int, month: str, random: Random) -> Made:
    place = random.choice(_cities())
    plan = number % 100 == 0
    day = date(int(month[:4]), int(month[5:]), 1 + number % 28)
    what = random.choice(_subjects())
    title = f"{place.zh}{what}{'工作方案' if plan else '情况通报'}（{day.year}年第{number}号）"
    body = _Body()
    body.say("总体要求", type="heading", level=1, marker="一、")
    cited = random.choice(followed_plans())
    basis = body.say(f"为落实《{cited.title}》（{cited.doc_number}），制定本方案。")
    aims = [_target(body, day.year, random) for _ in range(random.choice((0, 1, 2, 5)))]
    due = date(day.year + 1, 6, 30)
    when = body.say(f"请于{due.year}年{due.month}月{due.day}日前书面反馈意见。")
    left = LENGTH
    while left > 0:
        text, words = random.choice(_sentences())
        more, others = random.choice(_sentences())
        body.say(text + more)
        body.words.update(words, others)
        left -= len(text) + len(more)
    release = _release(
        f"d{number}", place.code, title, day, body.blocks, doc_number=f"{place.zh[0]}环〔{day.year}〕{number}号"
    )
    first = body.blocks[-1].text
    extract = Quote(block=len(body.blocks) - 1, start=0, end=len(first), text=first)
    analysis = Analysis(
        release_id=release.id,
        version_id=release.version_id,
        relevance="air" if number % 5 else "not",
        relevance_score=9.5,
        relevance_reason="大気 9.5 / 1000字",
        relevance_quotes=(basis, extract),
        kind="plan" if plan else "policy",
        status="issued",
        themes=tuple(Tag(id=theme, score=0.8, quotes=(basis,)) for theme in random.sample(_themes(), 2)),
        places=(
            PlaceTag(place=place.code, reason="publisher"),
            PlaceTag(place=place.code, reason="mention", quote=basis),
        ),
        targets=tuple(aims),
        events=(Event(id=made_id(release.id, "due"), kind="comment_due", on=due, what=when.text, quote=when),),
        citations=(Citation(title=cited.title, doc_number=cited.doc_number, relation="implements", quote=basis),),
        keywords=(place.zh, "细颗粒物"),
        extract=(basis, extract),
        words=tuple(sorted(body.words)),
        is_sample=True,
    )
    return Made(release, analysis, _assessment(release, month, release.id, subject=what, key_plan=plan))


def _target(body: _Body, year: int, random: Random) -> Target:
    (indicator, unit), value = random.choice(INDICATORS), random.randrange(2, 60)
    quote = body.say(f"到{year + 2}年，{indicator}比{year}年下降{value}{unit}。")
    return Target(
        id=made_id(indicator, str(value), str(len(body.blocks))),
        indicator=indicator,
        comparator="decrease",
        value=value,
        unit=unit,
        base_year=year,
        due=date(year + 2, 12, 31),
        quote=quote,
    )


def _repeated(of: Made, number: int, month: str, random: Random) -> Made:
    """The same text on another site."""
    place = random.choice(_cities())
    release = _release(f"d{number}", place.code, of.release.title, of.release.published, of.release.blocks)
    analysis = of.analysis.model_copy(update={"release_id": release.id, "version_id": release.version_id})
    return Made(release, analysis, _assessment(release, month, of.assessment.document_id, novelty="repost"))


def _corrected(of: Made, month: str) -> Made:
    """The same page with another title."""
    title = f"{of.release.title}（修订）"
    release = of.release.model_copy(update={"version_id": made_id(of.release.version_id, month, title), "title": title})
    analysis = of.analysis.model_copy(update={"version_id": release.version_id})
    change = Change(what="标题", before=of.release.title, after=title)
    judged = _assessment(
        release,
        month,
        of.assessment.document_id,
        novelty="changed",
        previous_version_id=of.release.version_id,
        changes=(change,),
    )
    return Made(release, analysis, judged)


def _release(name: str, place: str, title: str, day: date | None, blocks: Sequence[Block], **more: Any) -> Release:
    key = made_id(name)
    return Release(
        id=key,
        version_id=made_id(key, title),
        source_id=f"site_{int(key[:4], 16) % SITES}",
        place=place,
        level="city",
        url=f"http://www.example/{name}.html",
        title=title,
        published=day,
        written=day and day - timedelta(days=3),
        issuers=(f"{places()[place].zh}生态环境局",),
        blocks=tuple(blocks),
        sha256=made_id(key, "bytes") * 4,
        fetched_at=datetime(2026, 10, 3, tzinfo=UTC),
        archive=ArchiveRecord(file="archive/x.warc.gz", record_id=f"<urn:uuid:{key}>", offset=int(key[:6], 16)),
        is_sample=True,
        **more,
    )


def _assessment(release: Release, month: str, document: str, **more: Any) -> Assessment:
    facts: dict[str, Any] = {"novelty": "new", "importance": int(release.id[:2], 16) % 100, "is_sample": True}
    return Assessment(
        version_id=release.version_id, release_id=release.id, month=month, document_id=document, **facts | more
    )


def _segments(release: Release) -> Iterator[Segment]:
    for position, block in enumerate(release.blocks):
        yield Segment(
            version_id=release.version_id,
            position=position,
            block=position,
            kind="sentence",
            text=block.text,
            text_id=made_id(block.text),
            is_sample=True,
        )


def _translation(text: str, lang: Any, kind: Any) -> Translation:
    reviewed = int(made_id(text)[:2], 16) < 64
    return Translation(
        text_id=made_id(text),
        lang=lang,
        kind=kind,
        source=text,
        text=f"（訳）{text}",
        state="reviewed" if reviewed else "template",
        reviewer="x" if reviewed else "",
        reviewed_on=date(2026, 10, 3) if reviewed else None,
        engine="offline",
        is_sample=True,
    )


def _edition(month: str, made: Sequence[Made]) -> Edition:
    told = [one for one in made if one.assessment.novelty == "new" and one.analysis.relevance == "air"][:60]
    ids = [f"{month}-{one.release.id[:6]}" for one in told]
    items = tuple(
        Item(
            entry_id=key,
            mark="新規",
            heading=f"（訳）{one.release.title}",
            title_zh=one.release.title,
            title_state="template",
            lead=(one.analysis.extract[0].text,),
            quotes=(one.analysis.extract[0].text,),
            publisher="x",
            url=one.release.url,
            importance=one.assessment.importance,
        )
        for key, one in zip(ids, told, strict=True)
    )
    section = Section(id="network", title="中国", items=items)
    return Edition(
        id=f"{month}/common/ja",
        month=month,
        municipality="common",
        lang="ja",
        subject=month,
        sections=(section,),
        entry_ids=tuple(ids),
        is_sample=True,
    )


def _source(number: int) -> Source:
    place = _cities()[number]
    return Source(
        id=f"site_{number}",
        level="city",
        kind="environment",
        name_zh=f"{place.zh}生态环境局",
        name_ja=f"{place.ja}生態環境局",
        place=place.code,
        platform="trs",
        homepage="http://www.example/",
        listings=(),
        confidence="sample",
        is_sample=True,
    )


def _coverage(month: str, number: int, random: Random) -> Coverage:
    state: Any = random.choices(("ok", "blocked", "empty"), (8, 1, 1))[0]
    return Coverage(
        source_id=f"site_{number}", month=month, state=state, listings=2, listings_read=2, pages_read=3, is_sample=True
    )


@cache
def _sentences() -> list[tuple[str, tuple[str, ...]]]:
    random, words = Random(1), _words()
    frequent = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    chosen = (random.choices(words, cum_weights=frequent, k=random.randrange(8, 30)) for _ in range(SENTENCES))
    return [("".join(some) + "。", tuple(some)) for some in chosen]


@cache
def _words() -> list[str]:
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    counted = [(int(line.split()[1]), line.split()[0]) for line in lines]
    common = [word for _, word in sorted(counted, reverse=True) if re.fullmatch("[\u4e00-\u9fff]{2,6}", word)]
    return [*common[:300], *(term.zh for term in glossary()), *common[300:WORDS]]


@cache
def _cities() -> list[Any]:
    return sorted((place for place in places().values() if place.level == "city"), key=lambda place: place.code)


@cache
def _themes() -> list[str]:
    return sorted(themes())


@cache
def _subjects() -> list[str]:
    return [term.zh for term in glossary()[:200]]
