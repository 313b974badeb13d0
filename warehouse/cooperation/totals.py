"""Running totals by municipality and fiscal year, beside those that sources quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from warehouse import reference
from warehouse.cooperation import words
from warehouse.cooperation.words import said
from warehouse.models import Activity, QuotedTotal

MEASURES = ("trainings", "trainees", "seminars", "seminar_participants", "dispatches", "experts", "activities")
OF_TYPE = {"training_in_japan": "trainings", "local_seminar": "seminars", "expert_dispatch": "dispatches"}
PERSONS = {
    "training_in_japan": ("trainees", "participants_cn"),
    "local_seminar": ("seminar_participants", "participants"),
    "expert_dispatch": ("experts", "participants_jp"),
}
REPORTS = ("annual_implementation_report", "monthly_policy_report", "policy_translation")
WHOLE = ""
"""The programme as a whole stands beside the municipalities under this name."""


class Compared(NamedTuple):
    """A quoted total beside what the records come to."""

    quoted: QuotedTotal
    source: Activity
    counted: int
    records: int
    """How many records the count rests on."""
    silent: int
    """How many of them do not say how many persons took part."""

    def lines(self) -> list[str]:
        """Both figures, and why they may differ."""
        quoted, less = self.quoted, self.counted - self.quoted.count
        first = said(
            "compared",
            who=_name(quoted.municipality) + (said("at", place=words.place(quoted.place)) if quoted.place else ""),
            what=said(f"measure_{quoted.what}"),
            span=(said("since", year=quoted.since) if quoted.since else "") + words.day(quoted.as_of),
            quoted=quoted.count,
            counted=self.counted,
            less=said("differs", n=f"{less:+}") if less else said("equal"),
        )
        silent = said("silent", n=self.silent) if self.silent else ""
        why = said("fewer" if less < 0 else "more", n=self.records, silent=silent, source=self.source.source_url)
        return [first, f"    {why}"] if less else [first]


def table(activities: Iterable[Activity]) -> list[str]:
    """Counts by municipality and fiscal year as lines, with the sums of each to date."""
    heads = [said("who"), said("fiscal_year"), *(said(f"measure_{measure}") for measure in MEASURES), said("to_date")]
    by_year = totals(activities)
    sums = running(by_year)
    rows = [
        [_name(id), str(year), *(str(counts[one]) for one in MEASURES), str(sums[id, year]["activities"])]
        for (id, year), counts in by_year.items()
    ]
    return ["\t".join(row) for row in (heads, *rows)]


def _name(id: str) -> str:
    return words.municipality(id) if id else said("whole")


def totals(activities: Iterable[Activity]) -> dict[tuple[str, int], Counter[str]]:
    """Counts by municipality (`WHOLE` for all) and fiscal year; what several municipalities did counts for each."""
    found: dict[tuple[str, int], Counter[str]] = {}
    for activity in activities:
        year = words.fiscal_year(activity)
        if year is None or not activity.times:
            continue
        for id in (WHOLE, *municipalities(activity)):
            found.setdefault((id, year), Counter()).update(_counts(activity))
    return dict(sorted(found.items()))


def running(by_year: dict[tuple[str, int], Counter[str]]) -> dict[tuple[str, int], Counter[str]]:
    """The same, each year with those before it."""
    sums: dict[str, Counter[str]] = {}
    made = {}
    for (id, year), counts in sorted(by_year.items()):
        sums[id] = sums.get(id, Counter()) + counts
        made[id, year] = sums[id]
    return made


def compared(activities: Sequence[Activity]) -> list[Compared]:
    """Every quoted total beside the count of the records of its span, municipality and place."""
    return [_beside(quoted, source, activities) for source in activities for quoted in source.quoted_totals]


def municipalities(activity: Activity) -> list[str]:
    """Who of the Japanese side did it."""
    known = {one.id: one.municipality for one in reference.partnerships()}
    return list(dict.fromkeys(known[id] for id in activity.partnerships if known.get(id)))


def _counts(activity: Activity) -> Counter[str]:
    counts: Counter[str] = Counter(activities=0 if activity.type in REPORTS else activity.times)
    if activity.type in OF_TYPE:
        counts[OF_TYPE[activity.type]] = activity.times
        measure, field = PERSONS[activity.type]
        counts[measure] = getattr(activity, field) or 0
    return counts


def _beside(quoted: QuotedTotal, source: Activity, activities: Iterable[Activity]) -> Compared:
    types = [type_ for type_, measure in OF_TYPE.items() if quoted.what in (measure, PERSONS[type_][0])]
    held = [
        one
        for one in activities
        if one.times and _within(one, quoted) and (one.type in types if types else one.type not in REPORTS)
    ]
    fields = {PERSONS[type_][1] for type_ in types if PERSONS[type_][0] == quoted.what}
    silent = sum(any(getattr(one, field) is None for field in fields) for one in held)
    return Compared(quoted, source, sum(_counts(one)[quoted.what] for one in held), len(held), silent)


def _within(activity: Activity, quoted: QuotedTotal) -> bool:
    year, began = words.fiscal_year(activity), words.began(activity) or date.max
    return (
        began <= quoted.as_of
        and (quoted.since is None or (year or 0) >= quoted.since)
        and quoted.municipality in ("", *municipalities(activity))
        and (quoted.place is None or quoted.place in activity.places)
    )
