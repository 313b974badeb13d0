"""A card for each pair of cities: all that a visit needs on one page."""

from __future__ import annotations

from digests.site.book import Book, line_of, pairs
from digests.site.pages import Site
from warehouse import reference
from warehouse.models import Activity, FollowUp, Proposal
from warehouse.reference import Partnership

ITEMS, DUES, AIMS, ACTIVITIES, PROPOSALS = 8, 6, 6, 8, 4
"""As many as a card has room for."""


def write(site: Site, book: Book) -> None:
    """Write the cards and the list of them."""
    for pair in pairs():
        _card(site, book, pair)
    site.page("pairs/index.html", "pairs.html", "pairs", pairs=pairs(), items=book.items, dues=_open(book))


def _open(book: Book) -> dict[str, int]:
    return {pair.place: len(book.open_dues(book.by_place.get(pair.place, ()))) for pair in pairs()}


def _card(site: Site, book: Book, pair: Partnership) -> None:
    rows = book.by_place.get(pair.place, [])
    own = [row for row in rows if row.place == pair.place and row.id in book.standing]
    done = book.activities(pair)
    themes = set(pair.themes)
    site.page(
        f"pairs/{pair.id}.html",
        "pair.html",
        "pairs",
        pair=pair,
        items=[(item, book.by_item.get(item.entry_id)) for item in book.items(pair.place)][:ITEMS],
        lines=book.lines(pair.place),
        dues=book.open_dues(rows)[:DUES],
        answers=book.answers(pair.place),
        aims=[(aim, row) for row in own for aim in row.aims][:AIMS],
        figures=[(figure, row) for row in own for figure in row.figures][:6],
        chart=book.chart(list(dict.fromkeys([*line_of(pair.place), *reference.partner_places(pair.municipality)]))),
        activities=done[:ACTIVITIES],
        more=max(0, len(done) - ACTIVITIES),
        same=_same_theme(book, pair, done)[:4],
        follow_ups=_follow_ups(done),
        needs=[(quote, row) for row in own for quote in row.needs][:4],
        know_how=[
            one for one in book.content.know_how if one.municipality == pair.municipality and one.theme in themes
        ],
        proposals=_proposals(book, pair),
        path=[step for step in book.content.path if step.theme in themes][:5],
        by_id=book.by_id,
        latest_month=book.latest.month if book.latest else "",
    )


def _proposals(book: Book, pair: Partnership) -> list[Proposal]:
    """The place's, those first in which the pair's own municipality takes part."""
    found = [one for one in book.content.proposals if one.need.place == pair.place]
    return sorted(found, key=lambda one: pair.municipality not in one.municipalities)[:PROPOSALS]


def _same_theme(book: Book, pair: Partnership, done: list[Activity]) -> list[Activity]:
    """What others did on the pair's themes."""
    known = {one.id for one in done}
    return [one for one in book.content.activities if one.id not in known and set(one.themes) & set(pair.themes)]


def _follow_ups(done: list[Activity]) -> list[tuple[FollowUp, Activity]]:
    return [(step, one) for one in done for step in one.follow_ups if step.status == "open"]
