"""A small month of entries made by hand: what the digests' tests are told of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from warehouse.models import (
    Analysis,
    ArchiveRecord,
    Assessment,
    Block,
    Change,
    Citation,
    Coverage,
    Duty,
    Edit,
    Entry,
    Event,
    Figure,
    Listing,
    Parent,
    Part,
    PlaceTag,
    Quote,
    Release,
    Segment,
    Source,
    Tag,
    Target,
    Translation,
    made_id,
)

MONTH = "2026-10"

JA = {
    "天津市空气质量持续改善行动计划（2026—2028年）": "天津市大気質持続的改善行動計画（2026～2028年）",
    "天津市重点行业挥发性有机物综合治理方案（征求意见稿）": "天津市重点業種揮発性有機化合物総合対策方案（意見募集稿）",
    "天津市人民政府办公厅": "天津市人民政府弁公庁",
    "各区人民政府": "各区人民政府",
    "天津市生态环境局": "天津市生態環境局",
    "市生态环境局": "市生態環境局",
    "市工业和信息化局": "市工業・情報化局",
    "空气质量持续改善行动计划": "大気質持続的改善行動計画",
    "细颗粒物年均浓度": "PM2.5年平均濃度",
    "优良天数比率": "優良天気日数の比率",
    "挥发性有机物排放总量": "VOC排出総量",
    "国务院": "国務院",
    "生态环境部": "生態環境部",
    "各省、自治区、直辖市生态环境厅（局）": "各省・自治区・直轄市生態環境庁（局）",
    "铸造工业大气污染物排放标准": "鋳造工業大気汚染物質排出基準",
    "河北省人民政府": "河北省人民政府",
    "河北省钢铁行业超低排放改造实施方案": "河北省鉄鋼業超低排出改造実施方案",
    "唐山市人民政府": "唐山市人民政府",
    "邯郸市人民政府": "邯鄲市人民政府",
    "上海市2026年9月环境空气质量状况": "上海市2026年9月の大気質状況",
    "沈阳市启动重污染天气橙色预警": "瀋陽市、重汚染天気オレンジ警報を発令",
    "南京市机动车排气污染防治条例解读": "南京市自動車排出ガス汚染防止条例の解説",
}
EN = {
    "天津市空气质量持续改善行动计划（2026—2028年）": "Tianjin Plan for Continuous Air Quality Improvement (2026–2028)",
    "天津市人民政府办公厅": "General Office of Tianjin Municipal People's Government",
    "细颗粒物年均浓度": "annual mean PM2.5",
    "生态环境部": "Ministry of Ecology and Environment",
}


def translation(text: str, lang: Any, said: str | None, **more: Any) -> Translation:
    """One known rendering, by template unless said otherwise."""
    fields = {"kind": "name", "state": "template" if said else "untranslated", "engine": "offline", "is_sample": True}
    return Translation(text_id=made_id(text), lang=lang, source=text, text=said, **fields | more)


def quote(text: str, block: int = 0) -> Quote:
    """A passage at the beginning of a block."""
    return Quote(block=block, start=0, end=len(text), text=text)


def target(indicator: str, comparator: Any, value: float, unit: str, **more: Any) -> Target:
    """A number to reach."""
    said = more.pop("quote", quote(f"到2028年，{indicator}达到{value:g}{unit}。", 2))
    return Target(
        id=made_id(indicator, str(value)),
        indicator=indicator,
        comparator=comparator,
        value=value,
        unit=unit,
        quote=said,
        **more,
    )


def event(kind: Any, on: date, **more: Any) -> Event:
    """A date that matters."""
    return Event(id=made_id(kind, on.isoformat()), kind=kind, on=on, quote=quote(f"{on.year}年{on.month}月"), **more)


def figure(indicator: str, value: float, unit: str, **more: Any) -> Figure:
    """A measured number of September."""
    fields = {"period": "2026年9月", "quote": quote(f"{indicator}{value:g}{unit}")}
    return Figure(indicator=indicator, value=value, unit=unit, **fields | more)


def entry(title: str, place: str, importance: int, **more: Any) -> Entry:
    """An entry from the few words that distinguish it; everything else follows."""
    key = made_id(title, place)
    published = more.get("published", date(2026, 10, 15))
    release = Release(
        id=key,
        version_id=made_id(key, "1"),
        source_id=more.get("source", "tianjin_bureau"),
        place=place,
        level=more.get("level", "city"),
        url=more.get("url", f"http://sthj.tianjin.example/zwgk/202610/t{published:%Y%m%d}_{int(key[:6], 16)}.html"),
        title=title,
        published=published,
        written=more.get("written"),
        doc_number=more.get("number", ""),
        issuers=more.get("issuers", ()),
        addressees=more.get("addressees", ()),
        blocks=more.get("blocks", (Block(type="paragraph", text=title),)),
        sha256="0" * 64,
        archive=ArchiveRecord(file="archive/2026-10/x.warc.gz", record_id=f"<urn:uuid:{key}>"),
        is_sample=more.get("is_sample", True),
    )
    analysis = Analysis(
        release_id=key,
        version_id=release.version_id,
        relevance=more.get("relevance", "air"),
        relevance_score=9.5,
        relevance_reason="大气 3 / 1000字",
        kind=more.get("kind", "plan"),
        status=more.get("status", "issued"),
        themes=tuple(Tag(id=theme, score=0.9) for theme in more.get("themes", ("general_air",))),
        places=more.get("places", (PlaceTag(place=place, reason="issuer"),)),
        targets=more.get("targets", ()),
        events=more.get("events", ()),
        figures=more.get("figures", ()),
        duties=more.get("duties", ()),
        citations=more.get("citations", ()),
        keywords=more.get("keywords", ()),
    )
    assessment = Assessment(
        version_id=release.version_id,
        release_id=key,
        month=MONTH,
        document_id=more.get("document", key),
        novelty=more.get("novelty", "new"),
        previous_version_id=more.get("previous", ""),
        changes=more.get("changes", ()),
        importance=importance,
        importance_parts=(Part(name="発出者", points=importance - 20), Part(name="友好都市", points=20)),
        key_plan=more.get("key_plan", False),
    )
    return Entry(
        id=f"{MONTH}-{key[:6]}",
        month=MONTH,
        release=release,
        analysis=analysis,
        assessment=assessment,
        source_name_ja=more.get("site", "天津市生態環境局"),
        parents=more.get("parents", ()),
        translations=(
            *(translation(zh, "ja", ja) for zh, ja in JA.items()),
            *(translation(zh, "en", en) for zh, en in EN.items()),
            *more.get("translations", ()),
        ),
        told_events=more.get("told", ()),
    )


TIANJIN_PLAN = entry(
    "天津市空气质量持续改善行动计划（2026—2028年）",
    "120000",
    88,
    level="province",
    written=date(2026, 10, 12),
    number="津标样发〔2026〕901号",
    issuers=("天津市人民政府办公厅",),
    addressees=("各区人民政府", "市政府各部门"),
    themes=("pm25", "voc"),
    keywords=("天津市", "细颗粒物", "挥发性有机物"),
    targets=(
        target("细颗粒物年均浓度", "at_most", 33, "微克/立方米", due=date(2028, 12, 31), nature="binding"),
        target("挥发性有机物排放总量", "decrease", 10, "%", base_year=2025, due=date(2028, 12, 31)),
        target("优良天数比率", "at_least", 74.5, "%", due=date(2028, 12, 31), nature="expected"),
    ),
    changes=(Change(what="细颗粒物年均浓度", before="35微克/立方米", after="33微克/立方米"),),
    duties=(Duty(role="lead", holders=("市生态环境局", "市工业和信息化局"), quote=quote("市生态环境局牵头")),),
    events=(event("milestone", date(2028, 12, 31), what="完成全部任务"),),
    parents=(Parent(relation="implements", title="空气质量持续改善行动计划", doc_number="国发〔2023〕24号"),),
    citations=(Citation(relation="implements", quote=quote("根据《空气质量持续改善行动计划》")),),
    key_plan=True,
)
TIANJIN_DRAFT = entry(
    "天津市重点行业挥发性有机物综合治理方案（征求意见稿）",
    "120000",
    64,
    level="province",
    kind="consultation",
    status="draft",
    published=date(2026, 10, 20),
    issuers=("天津市生态环境局",),
    themes=("voc", "industry"),
    keywords=("天津市", "挥发性有机物"),
    events=(event("comment_due", date(2026, 11, 20), address="hjbz@tj.example"),),
)
WUHAN = entry(
    "武汉市关于进一步加强秋冬季建筑工地扬尘管控工作的若干措施",
    "420100",
    52,
    kind="policy",
    source="wuhan_portal",
    site="武漢市人民政府",
    url="http://www.wuhan.example/zwgk/xxgk/202610/t20261009_77.html",
    published=date(2026, 10, 9),
    issuers=("武汉市城乡建设局",),
    themes=("dust",),
    translations=(
        translation(
            "武汉市关于进一步加强秋冬季建筑工地扬尘管控工作的若干措施",
            "ja",
            None,
            gloss="武汉市＝武漢市、扬尘＝飛散粉じん、秋冬季＝秋冬季",
        ),
    ),
)
HEBEI = entry(
    "河北省钢铁行业超低排放改造实施方案",
    "130000",
    71,
    level="province",
    source="hebei_portal",
    site="河北省人民政府",
    url="http://www.hebei.example/columns/2026/10/28/content_5512.html",
    published=date(2026, 10, 28),
    number="冀标样〔2026〕902号",
    issuers=("河北省人民政府",),
    addressees=("唐山市人民政府", "邯郸市人民政府"),
    places=(
        PlaceTag(place="130000", reason="issuer"),
        PlaceTag(place="130200", reason="addressee"),
        PlaceTag(place="130400", reason="addressee"),
    ),
    themes=("steel",),
    targets=(target("钢铁产能", "at_least", 90, "%", sector="钢铁行业", due=date(2027, 6, 30)),),
)
SHANGHAI = entry(
    "上海市2026年9月环境空气质量状况",
    "310000",
    38,
    level="province",
    kind="air_quality",
    status="none",
    source="shanghai_bureau",
    site="上海市生態環境局",
    url="https://sthj.sh.example/hbzhywpt1103/20261012/1.html",
    published=date(2026, 10, 12),
    themes=("monitoring",),
)
SHENYANG = entry(
    "沈阳市启动重污染天气橙色预警",
    "210100",
    58,
    kind="alert",
    status="none",
    source="shenyang_portal",
    site="瀋陽市人民政府",
    url="http://www.shenyang.example/zwgk/tz/202610/t20261021_1.html",
    published=date(2026, 10, 21),
    events=(event("alert_start", date(2026, 10, 22)), event("alert_end", date(2026, 10, 25))),
    themes=("heavy_pollution",),
)
NANJING = entry(
    "南京市机动车排气污染防治条例解读",
    "320100",
    41,
    kind="interpretation",
    status="none",
    source="jiangsu_portal",
    site="江蘇省生態環境庁",
    url="http://sthjt.jiangsu.example/art/2026/10/16/art_1_2.html",
    themes=("vehicles",),
)
STANDARD = entry(
    "铸造工业大气污染物排放标准",
    "100000",
    66,
    level="central",
    kind="standard",
    source="mee",
    site="生態環境部",
    url="https://www.mee.example/ywgz/fgbz/bz/202610/t20261010_9.shtml",
    published=date(2026, 10, 10),
    issuers=("生态环境部",),
    addressees=("各省、自治区、直辖市生态环境厅（局）",),
    events=(event("in_force", date(2027, 1, 1)),),
    themes=("standards", "industry"),
)
REPOST = entry("空气质量持续改善行动计划", "420100", 90, novelty="repost", source="wuhan_portal")
ENTRIES = (TIANJIN_PLAN, TIANJIN_DRAFT, WUHAN, HEBEI, SHANGHAI, SHENYANG, NANJING, STANDARD, REPOST)


def edited(of: Entry, decision: Any = "", **more: Any) -> Entry:
    """The same entry with what an editor has decided of it."""
    fields = {"revision": 1, "rank": 1, "importance": of.assessment.importance, "edited_by": "編集 花子"} | more
    edit = Edit(
        month=MONTH,
        document_id=of.assessment.document_id,
        entry_id=of.id,
        decision=decision,
        edited_at=datetime(2026, 11, 4, tzinfo=UTC),
        **fields,
    )
    return of.model_copy(update={"edit": edit})


def source(id: str, place: str, name: str, level: Any = "city") -> Source:
    """A publisher of the fixture."""
    return Source(
        id=id,
        level=level,
        kind="government",
        name_zh=name,
        name_ja=name,
        name_en=id.replace("_", " ").title(),
        place=place,
        platform="trs",
        homepage=f"http://{id.replace('_', '-')}.example/",
        listings=(Listing(url=f"http://{id.replace('_', '-')}.example/zwgk/"),),
        confidence="sample",
        is_sample=True,
    )


SOURCES = {
    s.id: s
    for s in (
        source("tianjin_bureau", "120000", "天津市生態環境局", "province"),
        source("wuhan_portal", "420100", "武漢市人民政府"),
        source("wuhan_bureau", "420100", "武漢市生態環境局"),
        source("hebei_portal", "130000", "河北省人民政府", "province"),
        source("shanghai_bureau", "310000", "上海市生態環境局", "province"),
        source("shenyang_portal", "210100", "瀋陽市人民政府"),
        source("handan_portal", "130400", "邯鄲市人民政府"),
        source("dalian_bureau", "210200", "大連市生態環境局"),
        source("shanxi_portal", "140000", "山西省人民政府", "province"),
        source("jiangsu_portal", "320000", "江蘇省生態環境庁", "province"),
        source("mee", "100000", "生態環境部", "central"),
    )
}


def covered(id: str, state: Any = "ok", **more: Any) -> Coverage:
    """What the run says of a source."""
    fields = {"listings": 3, "listings_read": 3 if state == "ok" else 0, "pages_read": 5, "is_sample": True}
    return Coverage(source_id=id, month=MONTH, state=state, **fields | more)


COVERAGE = (
    *(covered(id) for id in SOURCES if id not in ("wuhan_bureau", "dalian_bureau", "shanxi_portal")),
    covered("wuhan_bureau", "blocked", reason="http://wuhan-bureau.example/zwgk/: 412"),
    covered("dalian_bureau", "js_required", reason="http://dalian-bureau.example/zwgk/: no rows"),
    covered("shanxi_portal"),
)

PLAN_BLOCKS = (
    Block(type="heading", level=1, marker="一、", text="总体要求"),
    Block(type="paragraph", text="坚持精准治污。到2028年，细颗粒物年均浓度达到33微克/立方米。"),
    Block(type="heading", level=1, marker="二、", text="重点任务"),
    Block(type="heading", level=2, marker="（一）", text="严格项目准入"),
    Block(type="item", level=3, marker="1.", text="严控新增产能。"),
    Block(type="table", rows=(("指标", "2028年"), ("细颗粒物年均浓度", "33微克/立方米"))),
)
PLAN_JA = {
    "总体要求": ("全体要求", "reviewed"),
    "坚持精准治污。": ("的確な汚染対策を堅持する。", "reviewed"),
    "到2028年，细颗粒物年均浓度达到33微克/立方米。": ("2028年までにPM2.5年平均濃度を33 µg/m³とする。", "template"),
    "重点任务": ("重点任務", "template"),
    "严格项目准入": ("プロジェクトの参入条件の厳格化", "machine"),
    "指标": ("指標", "template"),
    "2028年": ("2028年", "template"),
    "细颗粒物年均浓度": ("PM2.5年平均濃度", "template"),
}


def plan() -> tuple[Release, Analysis, list[Segment], dict[str, Translation]]:
    """A key plan with passages in every state: reviewed, by template, by machine, untranslated."""
    release = TIANJIN_PLAN.release.model_copy(update={"blocks": PLAN_BLOCKS})
    pieces = [(-1, "title", "", release.title)]
    for index, block in enumerate(PLAN_BLOCKS):
        kind = "cell" if block.rows else "heading" if block.type == "heading" else "sentence"
        texts = [c for row in block.rows for c in row] or [s + "。" for s in block.text.split("。") if s]
        texts = [block.text] if kind == "heading" else texts
        pieces += [(index, kind, block.marker if at == 0 else "", text) for at, text in enumerate(texts)]
    segments = [_segment(release, position, *piece) for position, piece in enumerate(pieces)]
    known = [translation(zh, "ja", ja, state=state) for zh, (ja, state) in PLAN_JA.items()]
    known += [t for t in TIANJIN_PLAN.translations if t.lang == "ja" and t.source not in PLAN_JA]
    known.append(translation("严控新增产能。", "ja", None, gloss="严控（厳しく抑制）新增产能（生産能力）。"))
    return release, TIANJIN_PLAN.analysis, segments, {t.text_id: t for t in known}


def _segment(release: Release, position: int, block: int, kind: Any, marker: str, text: str) -> Segment:
    return Segment(
        version_id=release.version_id,
        position=position,
        block=block,
        kind=kind,
        marker=marker,
        text=text,
        text_id=made_id(text),
        is_sample=True,
    )
