"""An Analysis as a person reads it: every tag with its reason and sentence; labels in Japanese, quotes in Chinese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from nlp.importance import importance, key_plan
from nlp.layout import wrapped
from nlp.vocabulary import load
from warehouse.models import Analysis, Duty, Event, Figure, PlaceTag, Quote, Release, Target
from warehouse.reference import kinds, places, regions, themes

Row = tuple[str, Quote | None]
"""What is said, and the sentence that says it."""


def explained(release: Release, analysis: Analysis) -> str:
    """Plain text, a section a field; empty fields are left out."""
    return "\n".join([release.title, *_head(release), *_judged(release, analysis), *_found(analysis)])


def _head(release: Release) -> Iterator[str]:
    days = [
        f"成文 {release.written}" if release.written else "",
        f"発表 {release.published}" if release.published else "",
    ]
    known = "　".join(filter(None, [*days, release.doc_number, "、".join(release.issuers)]))
    yield from wrapped(known, 2, _width()) if known else ()
    yield from [f"  {release.url}"] if release.url else []


def _judged(release: Release, analysis: Analysis) -> Iterator[str]:
    yield from _section("relevance", _relevance(analysis), counted=False)
    yield from _section("parts", _parts(release, analysis), counted=False)
    named, stage = kinds()[analysis.kind].ja, f"（{_label('statuses', analysis.status)}）"
    yield from _section("kind", [(named if stage in ("（）", named[-len(stage) :]) else named + stage, None)])
    if analysis.relevance != "not":
        yield from _section("importance", _importance(release, analysis), counted=False)


def _relevance(analysis: Analysis) -> Iterator[Row]:
    why, *counts = analysis.relevance_reason.split("；")
    verdict = _label("verdicts", analysis.relevance)
    yield f"{verdict}：{why}（千字あたり{analysis.relevance_score:g}点）", None
    yield from ((said, None) for said in counts)
    where = "、".join(f"{quote.text}（{_paragraph(quote)}）" for quote in analysis.relevance_quotes)
    if where:
        yield f"初出：{where}", None


def _parts(release: Release, analysis: Analysis) -> Iterator[Row]:
    """Of a release partly on air: which paragraphs go on, and whether whole."""
    if analysis.relevance == "partly":
        named: dict[int, str] = {}
        for part in analysis.parts:
            whole = part.text == release.blocks[part.block].plain
            named[part.block] = f"{part.block + 1}" + ("" if whole else "（一部）")
        yield f"全{len(release.blocks)}段落のうち第{'、'.join(named.values())}段落" if named else "題名だけ", None


def _importance(release: Release, analysis: Analysis) -> Iterator[Row]:
    score, parts = importance(release, analysis, "new")
    sums = "　".join(f"{_label('parts', part.name)}{part.points:+d}" for part in parts)
    yield f"{score}（新着として）＝ {sums}", None
    reason = key_plan(release, analysis, "new", score)
    if reason:
        yield f"全訳の候補：{reason}", None


def _found(analysis: Analysis) -> Iterator[str]:
    themed = ((f"{themes()[tag.id].ja} {tag.score:.2f}：{_words(tag.quotes)}", None) for tag in analysis.themes)
    yield from _section("themes", themed)
    yield from _section("places", _places(analysis.places))
    yield from _section("targets", map(_target, analysis.targets))
    yield from _section("figures", map(_figure, analysis.figures))
    yield from _section("events", map(_event, analysis.events))
    yield from _section("duties", map(_duty, analysis.duties))
    cited = ((_cited(row.relation, row.title, row.doc_number), row.quote) for row in analysis.citations)
    yield from _section("citations", cited)
    wished = ((f"{_label('wishes', n.wish)}：{themes()[n.theme].ja}（{n.word}）", n.quote) for n in analysis.needs)
    yield from _section("needs", wished)
    yield from _section("keywords", [("、".join(analysis.keywords), None)] if analysis.keywords else [])
    yield from _section(
        "extract", ((f"「{_flat(quote.text)}」（{_where(quote)}）", None) for quote in analysis.extract)
    )


def _section(name: str, rows: Iterable[Row], *, counted: bool = True) -> Iterator[str]:
    """A heading with the number of rows; a sentence that several rows in turn share stands once, below the last."""
    listed = list(rows)
    if listed:
        yield ""
        yield f"【{_label('sections', name)}】" + (f" {len(listed)}" if counted and len(listed) > 1 else "")
    for index, (said, quote) in enumerate(listed):
        shared = index + 1 < len(listed) and listed[index + 1][1] == quote
        inline = quote is not None and _flat(quote.text) in said
        yield from wrapped(f"・{said}" + (f"（{_where(quote)}）" if quote and inline else ""), 2, _width())
        if quote and not shared and not inline:
            yield from wrapped(f"「{_flat(quote.text)}」（{_where(quote)}）", 6, _width())


def _places(tags: Iterable[PlaceTag]) -> Iterator[Row]:
    """Places that share reason and quote on one line."""
    groups: dict[tuple[str, str, Quote | None], list[str]] = defaultdict(list)
    for tag in tags:
        groups[tag.reason, tag.via, tag.quote].append(places()[tag.place].ja)
    for (reason, via, quote), named in groups.items():
        through = f"（{regions()[via].ja if via in regions() else places()[via].ja}を通じて）" if via else ""
        yield f"{_label('places', reason)}{through}：{'、'.join(named)}", quote


def _target(row: Target) -> Row:
    high = f"～{row.value_high:g}" if row.value_high is not None else ""
    how = f"{_label('bounds', row.bound)}{_label('comparators', row.comparator)}"
    ends = [f"{row.base_year}年比" if row.base_year else "", f"{row.due}まで" if row.due else "", row.sector]
    who = f"担当 {'、'.join(row.duty_holders)}" if row.duty_holders else ""
    said = [row.area, row.indicator, f"{row.value:g}{high}{row.unit}{how}", *ends, who, _label("natures", row.nature)]
    return "　".join(filter(None, said)), row.quote


def _figure(row: Figure) -> Row:
    trend = _label("trends", row.trend)
    change = f"前年同期比{row.change:g}{row.change_unit}{trend}" if row.change is not None else trend
    said = [row.area, row.period, row.indicator, f"{row.value:g}{row.unit}", change]
    return "　".join(filter(None, said)), row.quote


def _event(row: Event) -> Row:
    hour = f" {row.hour}時" if row.hour is not None else ""
    said = [f"{row.on}{hour}", _label("events", row.kind), row.level, row.area, row.address]
    return "　".join(filter(None, said)), row.quote


def _duty(row: Duty) -> Row:
    return f"{_label('roles', row.role)}：{'、'.join(row.holders)}" + (
        f"　― {row.measure}" if row.measure else ""
    ), row.quote


def _cited(relation: str, title: str, number: str) -> str:
    return f"{_label('relations', relation)}：" + "　".join(filter(None, [f"《{title}》" if title else "", number]))


def _words(quotes: Iterable[Quote]) -> str:
    return "、".join(quote.text for quote in quotes)


def _where(quote: Quote) -> str:
    return _paragraph(quote) + (f" {quote.start}–{quote.end}字" if quote.block >= 0 else "")


def _paragraph(quote: Quote) -> str:
    return "題名" if quote.block < 0 else f"第{quote.block + 1}段落"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _label(group: str, key: str) -> str:
    return str(load("explain")[group].get(key, key))


def _width() -> Any:
    return load("explain")["width"]
