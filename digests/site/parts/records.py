"""What was done together, year by year; for stakeholders also what is needed and who could answer."""

from __future__ import annotations

from collections import Counter

from digests.charts import Chart, stacked
from digests.site.book import Book, when
from digests.site.pages import Site
from digests.site.words import said
from warehouse.models import Activity, Language

LANG: Language = "ja"
LAYERS = {
    "training_in_japan": ("training_in_japan",),
    "local_seminar": ("local_seminar",),
    "visit": ("expert_dispatch", "consultation_visit", "study_mission"),
}
"""What is drawn apart; all else is one layer."""
OTHERS = "others"


def write(site: Site, book: Book) -> None:
    """Write the records, and in the stakeholders' build the needs with what could answer them."""
    found = sorted(book.content.activities, key=when, reverse=True)
    site.page(
        "records/index.html",
        "records.html",
        "records",
        activities=found,
        when=when,
        types=sorted({one.type for one in found}),
        themes=sorted({theme for one in found for theme in one.themes}),
        partners=sorted({pair for one in found for pair in one.partnerships}),
        years=sorted({_year(one) for one in found if _year(one)}, reverse=True),
        year_of=_year,
        said=said,
        chart=_chart(found),
    )
    if site.level != "public":
        site.page(
            "needs/index.html",
            "needs.html",
            "needs",
            proposals=book.content.proposals,
            by_id=book.by_id,
            know_how=book.content.know_how,
            follow_ups=[(step, one) for one in found for step in one.follow_ups if step.status == "open"],
        )


def _year(activity: Activity) -> str:
    """The Japanese fiscal year."""
    if activity.fiscal_year:
        return str(activity.fiscal_year)
    day = when(activity)
    return str(int(day[:4]) - (day[5:7] < "04")) if len(day) >= 7 else ""


def _chart(found: list[Activity]) -> Chart | None:
    years = sorted({_year(one) for one in found if _year(one)})[-12:]
    if len(years) < 2:
        return None
    counts = Counter((_layer(one), _year(one)) for one in found)
    layers = {said(f"layer.{layer}"): [counts[layer, year] for year in years] for layer in (*LAYERS, OTHERS)}
    return stacked(layers, [f"{year[2:]}" for year in years], said("records.chart"), LANG)


def _layer(activity: Activity) -> str:
    return next((layer for layer, types in LAYERS.items() if activity.type in types), OTHERS)
