"""An Analysis as a person reads it: every tag with its reason and its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from warehouse.models import Analysis, PlaceTag, Quote, Release, Target
from warehouse.reference import kinds, places, regions, themes


def explained(release: Release, analysis: Analysis) -> str:
    """Plain text, a section a field; empty fields are left out."""
    return "\n".join(_lines(release, analysis))


def _lines(release: Release, analysis: Analysis) -> Iterator[str]:
    yield release.title
    yield f"  {release.url}  written {release.written}  published {release.published}  {release.doc_number}"
    yield f"relevance  {analysis.relevance} ({analysis.relevance_score}): {analysis.relevance_reason}"
    yield f"kind       {analysis.kind} {kinds()[analysis.kind].ja}, status {analysis.status}"
    yield from _section(
        "themes", (f"{t.id} {themes()[t.id].ja} {t.score}: {_words(t.quotes)}" for t in analysis.themes)
    )
    yield from _section("places", _places(analysis.places))
    yield from _section("targets", map(_target, analysis.targets))
    yield from _section("events", (f"{e.on} {e.kind} {e.address}\n      {_shown(e.quote)}" for e in analysis.events))
    duties = (f"{d.role}: {'、'.join(d.holders)} — {d.measure}\n      {_shown(d.quote)}" for d in analysis.duties)
    yield from _section("duties", duties)
    cited = (f"{c.relation} 《{c.title}》 {c.doc_number}\n      {_shown(c.quote)}" for c in analysis.citations)
    yield from _section("citations", cited)
    yield from _section("needs", (f"{n.theme} {n.word}\n      {_shown(n.quote)}" for n in analysis.needs))
    yield from _section("keywords", ["、".join(analysis.keywords)] if analysis.keywords else [])
    yield from _section("extract", map(_shown, analysis.extract))


def _section(name: str, rows: Iterable[str]) -> Iterator[str]:
    listed = list(rows)
    if listed:
        yield f"{name} ({len(listed)})"
        yield from (f"  - {row}" for row in listed)


def _places(tags: Iterable[PlaceTag]) -> Iterator[str]:
    """Places that share reason and quote on one line."""
    groups: dict[tuple[str, str, Quote | None], list[str]] = defaultdict(list)
    for tag in tags:
        groups[tag.reason, tag.via, tag.quote].append(f"{places()[tag.place].short_zh} {tag.place}")
    for (reason, via, quote), named in groups.items():
        through = f" via {regions()[via].zh if via in regions() else places()[via].short_zh}" if via else ""
        yield f"{reason}{through}: {'、'.join(named)}" + (f"\n      {_shown(quote)}" if quote else "")


def _target(target: Target) -> str:
    high = f"–{target.value_high:g}" if target.value_high is not None else ""
    base = f" against {target.base_year}" if target.base_year else ""
    due = f" by {target.due}" if target.due else ""
    who = f" [{'、'.join(target.duty_holders)}]" if target.duty_holders else ""
    row = f"{target.area} {target.indicator}: {target.comparator} {target.value:g}{high} {target.unit}{base}{due}"
    return f"{row.strip()} {target.nature}{who}\n      {_shown(target.quote)}"


def _words(quotes: Iterable[Quote]) -> str:
    return "、".join(quote.text for quote in quotes)


def _shown(quote: Quote) -> str:
    where = "title" if quote.block < 0 else f"block {quote.block}"
    return f"「{' '.join(quote.text.split())}」 {where} {quote.start}–{quote.end}"
