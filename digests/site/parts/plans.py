"""What places have made of the plans above them, and the targets that they set themselves."""

from __future__ import annotations

from collections import Counter, defaultdict

from digests.site.book import COUNTRY, Book, pairs
from digests.site.pages import Site
from warehouse import reference
from warehouse.models import Answer

STATES = ("issued", "drafted", "cited", "not_seen")


def write(site: Site, book: Book) -> None:
    """Write the board of all followed plans and the page of targets."""
    plans: dict[str, list[Answer]] = defaultdict(list)
    for answer in book.content.answers:
        plans[answer.plan_id].append(answer)
    places = sorted({answer.place for answer in book.content.answers})
    partners = {pair.place for pair in pairs()}
    site.page(
        "cascade/index.html",
        "cascade.html",
        "cascade",
        plans=[
            (rows[0], {row.place: row for row in rows}, Counter(row.state for row in rows)) for rows in plans.values()
        ],
        places=[reference.places()[code] for code in places],
        partners=partners,
        states=STATES,
        by_id=book.by_id,
        differences=[one for one in book.content.differences if one.differs],
        covered=sum(answer.is_covered for answer in book.content.answers),
        total=len(book.content.answers),
    )
    aims = [(aim, row) for row in book.rows for aim in row.aims]
    order = [COUNTRY, *dict.fromkeys(pair.place for pair in pairs())]
    site.page(
        "targets/index.html",
        "targets.html",
        "targets",
        aims=aims[:2000],
        places=sorted({row.place for _, row in aims}),
        chart=book.chart(order),
        total=len(aims),
    )
