"""A page for each document with all that is known of it, and lists of all by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from digests import naming
from digests.plans import passages
from digests.site.book import Book
from digests.site.pages import Site
from digests.site.rows import LANG, Row, row, worded
from digests.wording import word
from warehouse.models import Dossier
from warehouse.reference.states import STATES

NOT_SHOWN = ("gloss", "target", "duty", "parent", "due")
"""Fields of an item that the page has a place of its own for."""


def page(site: Site, dossier: Dossier, told: Mapping[str, tuple[str, str, str]]) -> Row:
    """Write a document's page and return its line for lists."""
    said = worded(dossier)
    heading, summary, note = next((told[one] for one in dossier.told if one in told), (said.heading, "", ""))
    known = {one.text_id: one for one in dossier.passages}
    pairs = [(segment, passages.passage(segment, known.get(segment.text_id))) for segment in dossier.segments]
    shares = passages.shares(dossier.segments, known)
    line = row(dossier, said, tuple(shares.items()))
    hidden = {word(LANG, f"field.{key}") for key in NOT_SHOWN}
    release = dossier.entry.release
    site.page(
        line.href,
        "document.html",
        "documents",
        dossier=dossier,
        row=line,
        item=said,
        heading=heading,
        summary=summary,
        note=note,
        fields=[field for field in said.fields if field.label not in hidden],
        gloss=naming.gloss(dossier.entry, LANG),
        pieces=list(passages.pieces(release.blocks, pairs)),
        shares=[(passages.label(state, release.is_sample), n) for state, n in shares.items()],
        extract=[
            (quote.text, dossier.entry.say(quote.text, LANG))
            for quote in {one.text: one for one in dossier.entry.analysis.extract}.values()
        ],
        changed=[version for version in dossier.versions if version.changes],
        title_of=lambda text: naming.title(dossier.entry, text, LANG),
    )
    return line


def write(site: Site, book: Book) -> None:
    """Write the lists: one a month of publication, and that of all months."""
    months: dict[str, list[Row]] = defaultdict(list)
    for one in book.rows:
        months[f"{one.day:%Y-%m}" if one.day else one.month].append(one)
    order = sorted(months, reverse=True)
    for month in order:
        counts = Counter(one.kind for one in months[month])
        site.page(
            f"documents/{month}.html",
            "list.html",
            "documents",
            month=month,
            rows=months[month],
            kinds=counts,
            months=order,
        )
    years: dict[str, list[str]] = defaultdict(list)
    for month in order:
        years[month[:4]].append(month)
    counted = {month: len(rows) for month, rows in months.items()}
    plans = [one for one in book.rows if one.key_plan][:60]
    site.page("documents/index.html", "documents.html", "documents", years=years, counted=counted, plans=plans)
    full = [one for one in book.rows if one.shares]
    site.page("translations/index.html", "translations.html", "words", rows=full, states=STATES)
