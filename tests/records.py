"""Small records for the warehouse's tests, each built from what a test is about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from warehouse.models import (
    Activity,
    Analysis,
    ArchiveRecord,
    Assessment,
    Attachment,
    Block,
    Coverage,
    Decision,
    Edition,
    Event,
    Item,
    Need,
    Quote,
    Release,
    Section,
    Source,
    Tag,
    Target,
    Translation,
    made_id,
)

SENTENCE = "到2027年，细颗粒物浓度比2025年下降6%。"
QUOTE = Quote(block=1, start=0, end=len(SENTENCE), text=SENTENCE)


def source(name: str, **other: Any) -> Source:
    facts: dict[str, Any] = {
        "level": "city",
        "kind": "environment",
        "name_zh": f"{name}生态环境局",
        "name_ja": f"{name}生態環境局",
        "place": "420100",
        "platform": "trs",
        "homepage": f"http://{name}.example/",
        "listings": (),
        "confidence": "sample",
        "is_sample": True,
    }
    return Source(id=name, **(facts | other))


def release(url: str, title: str = "大气污染防治工作方案", text: str = SENTENCE, **other: Any) -> Release:
    release_id = made_id(url)
    facts: dict[str, Any] = {
        "version_id": made_id(release_id, title, text),
        "source_id": "wuhan",
        "place": "420100",
        "level": "city",
        "published": date(2026, 9, 4),
        "written": date(2026, 9, 1),
        "dates_seen": {"meta": "2026-09-04", "visible": "2026年9月4日"},
        "issuers": ("武汉市生态环境局",),
        "blocks": (
            Block(type="heading", level=1, marker="一、", text="目标"),
            Block(type="paragraph", text=text),
            Block(type="table", rows=(("指标", "值"), ("PM2.5", "30"))),
        ),
        "attachments": (Attachment(url=f"{url}.pdf", name="方案", sha256="0" * 64, size=10, state="read"),),
        "sha256": "a" * 64,
        "fetched_at": datetime.fromisoformat("2026-10-03T06:00:00.25+08:00"),
        "archive": ArchiveRecord(file="archive/2026-09/wuhan.warc.gz", record_id="<urn:uuid:1>", offset=512),
        "is_sample": True,
    }
    return Release(id=release_id, url=url, title=title, **(facts | other))


def analysis(of: Release, **other: Any) -> Analysis:
    facts: dict[str, Any] = {
        "relevance": "air",
        "relevance_score": 12.5,
        "relevance_reason": "大气 ×3",
        "kind": "plan",
        "status": "issued",
        "themes": (Tag(id="pm25", score=0.9, quotes=(QUOTE,)),),
        "targets": (
            Target(
                id=made_id(of.id, "target"),
                indicator="细颗粒物浓度",
                comparator="decrease",
                value=6,
                unit="%",
                base_year=2025,
                due=date(2027, 12, 31),
                quote=QUOTE,
            ),
        ),
        "events": (Event(id=made_id(of.id, "event"), kind="milestone", on=date(2027, 12, 31), quote=QUOTE),),
        "extract": (QUOTE,),
        "is_sample": True,
    }
    return Analysis(release_id=of.id, version_id=of.version_id, **(facts | other))


def assessment(of: Release, month: str, document: str = "", **other: Any) -> Assessment:
    facts: dict[str, Any] = {"document_id": document or of.id, "novelty": "new", "importance": 50, "is_sample": True}
    return Assessment(version_id=of.version_id, release_id=of.id, month=month, **(facts | other))


def coverage(source_id: str, month: str, **other: Any) -> Coverage:
    facts: dict[str, Any] = {"state": "ok", "listings": 2, "listings_read": 2, "pages_read": 3, "rows": 40}
    return Coverage(source_id=source_id, month=month, **(facts | {"releases": 4, "is_sample": True} | other))


def translation(source_text: str, text: str | None, state: str, **other: Any) -> Translation:
    facts: dict[str, Any] = {"text_id": made_id(source_text), "lang": "ja", "kind": "title", "engine": "offline"}
    return Translation.model_validate(facts | {"source": source_text, "text": text, "state": state} | other)


def edition(month: str, entry_ids: tuple[str, ...] = (), event_ids: tuple[str, ...] = (), **other: Any) -> Edition:
    items = tuple(
        Item(
            entry_id=entry,
            mark="新規",
            heading="武漢市",
            title_zh="方案",
            title_state="template",
            url="http://a.example/",
        )
        for entry in entry_ids
    )
    facts: dict[str, Any] = {"municipality": "kitakyushu", "lang": "ja", "subject": "【標本】青空月報"}
    facts |= {"sections": (Section(id="partner", title="武漢市", place="420100", items=items),)} | other
    key = f"{month}/{facts['municipality']}/{facts['lang']}"
    return Edition(id=key, month=month, entry_ids=entry_ids, event_ids=event_ids, is_sample=True, **facts)


def activity(id: str, **other: Any) -> Activity:
    facts: dict[str, Any] = {"type": "training_in_japan", "title_ja": "武漢市の訪日研修", "places": ("420100",)}
    facts |= {"held_from": date(2018, 11, 6), "partnerships": ("oita-wuhan",), "themes": ("voc",), "is_sample": True}
    return Activity(id=id, **(facts | other))


def need(id: str = "wuhan-voc", **other: Any) -> Need:
    facts: dict[str, Any] = {"place": "420100", "themes": ("voc",), "what": "VOCを減らしたい。", "is_sample": True}
    return Need(id=id, **(facts | other))


def decision(need_id: str, **other: Any) -> Decision:
    facts: dict[str, Any] = {"municipality": "oita", "choice": "accepted", "decided_by": "decider.name"}
    return Decision(need_id=need_id, **(facts | {"decided_on": date(2026, 10, 5), "is_sample": True} | other))
