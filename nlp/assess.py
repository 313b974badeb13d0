"""What a version means beside all that came before: its document, its novelty, what changed, how important it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from nlp.changes import changes
from nlp.citations import reports
from nlp.documents import grouped
from nlp.families import Families, Member, home, subject
from nlp.importance import EDITOR, importance, key_plan
from nlp.sameness import Facts, facts
from nlp.titles import bare, is_correction
from nlp.vocabulary import load
from warehouse.models import Analysis, Assessment, Change, Month, Release

Novelty = Literal["new", "changed", "repost", "late", "history"]
Read = tuple[Release, Analysis]
Judged = tuple[Release, Analysis, Assessment]
LATE_MONTHS = 6
FINAL = ("issued", "amended")
TOLD = ("new", "changed", "late")


@dataclass(frozen=True)
class _History:
    """What is asked of all that was read before, and of the month's own other releases."""

    month: Month
    first_run: frozenset[str]
    documents: dict[str, str]
    """Release id to document id."""
    versions: dict[str, Read]
    """Release id to its latest earlier version, of the fresh releases and of their drafts."""
    known: dict[str, Read | None]
    """Documents that readers could know; as they were seen last, those that something fresh corrects."""
    drafts: dict[tuple[str, str], Read]
    """Bare title and issuer's place to the draft."""
    families: Families


def assess(
    month: Month,
    fresh: Sequence[Read],
    judged: Iterable[Judged],
    first_run_sources: frozenset[str],
    approved: frozenset[Month] = frozenset(),
) -> list[Assessment]:
    """One Assessment for each fresh version, in the order of publication.

    `judged` is what other months found, in their order: a later one, when this month is made up for, tells only to
    which documents and families a release belongs; novelty and changes are told beside earlier months, and beside what
    a later one told that is `approved`: its readers have it. Of its texts only those are held that something fresh is
    compared with; it is read again when a page is corrected by another.
    """
    ordered = sorted(fresh, key=lambda read: (_day(read[0]) or date.max, read[0].id, read[0].version_id))
    history = _history(month, ordered, judged, first_run_sources, approved)
    seen = dict(history.known)
    found = []
    for release, analysis in ordered:
        document = history.documents[release.id]
        found.append(_judge(history, release, analysis, seen.get(document), document in seen))
        seen[document] = release, analysis
    return _few_key_plans(found)


def _few_key_plans(found: list[Assessment]) -> list[Assessment]:
    """A full translation is an editor's week: the month's most important plans, and those that the editor lists."""
    ruled = (a for a in found if a.key_plan and not a.key_plan_reason.startswith(EDITOR))
    ranked = sorted(ruled, key=lambda a: (-a.importance, a.release_id))
    beyond = {a.version_id for a in ranked[load("importance")["key_plan"]["most"] :]}
    left = {"key_plan": False, "key_plan_reason": ""}
    return [a.model_copy(update=left) if a.version_id in beyond else a for a in found]


@dataclass(frozen=True)
class _Past:
    """What is held of all that other months judged: facts of each release, texts only of those to be compared."""

    ids: frozenset[str]
    """The fresh releases."""
    finals: frozenset[tuple[str, str]]
    """Bare title and issuer's place of the fresh ones that are no drafts."""
    month: Month
    approved: frozenset[Month]
    facts: dict[str, Facts] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    """Release id to the document under which it was first told."""
    known: dict[str, Read | None] = field(default_factory=dict)
    """Documents of earlier months, and those that approved later ones told."""
    latest: dict[str, Read] = field(default_factory=dict)

    def add(self, release: Release, analysis: Analysis) -> None:
        """A release, or a later version of it."""
        self.facts[release.id] = facts(release)
        self.members[release.id] = Member.of(release, analysis)

    def knows(self, found: Assessment) -> bool:
        """Whether what another month found comes before this month for its readers."""
        return found.month < self.month or (found.month in self.approved and found.novelty in TOLD)

    def judge(self, row: Judged) -> None:
        """What another month found."""
        release, analysis, found = row
        self.add(release, analysis)
        self.told.setdefault(found.release_id, found.document_id)
        if not self.knows(found):
            return
        self.known[found.document_id] = None
        if release.id in self.ids or (analysis.status == "draft" and _family(release, analysis) in self.finals):
            self.latest[release.id] = release, analysis
        else:
            self.latest.pop(release.id, None)


def _history(
    month: Month,
    fresh: Sequence[Read],
    judged: Iterable[Judged],
    first_run: frozenset[str],
    approved: frozenset[Month],
) -> _History:
    finals = frozenset(_family(*read) for read in fresh if read[1].status in FINAL)
    past = _Past(frozenset(release.id for release, _ in fresh), finals, month, approved)
    for row in judged:
        past.judge(row)
    for read in fresh:
        past.add(*read)
    documents = _kept(grouped(past.facts.values()), past.told)
    drafts = {_family(*read): read for read in [*past.latest.values(), *fresh] if read[1].status == "draft"}
    corrected = {documents[release.id] for release, _ in fresh if is_correction(release.title)} & past.known.keys()
    return _History(
        month=month,
        first_run=first_run,
        documents=documents,
        versions=past.latest,
        known={**past.known, **_last_seen(corrected, judged, past)},
        drafts=drafts,
        families=Families(member._replace(document=documents[id]) for id, member in past.members.items()),
    )


def _last_seen(documents: set[str], judged: Iterable[Judged], past: _Past) -> dict[str, Read]:
    """Each document as it was seen last before."""
    rows = judged if documents else ()
    return {f.document_id: (r, a) for r, a, f in rows if past.knows(f) and f.document_id in documents}


def _kept(grouped: dict[str, str], told: dict[str, str]) -> dict[str, str]:
    """A document keeps the id under which it was first told, whatever joins it later or was published before it."""
    names: dict[str, str] = {}
    for release, document in told.items():
        names.setdefault(grouped[release], document)
    return {release: told.get(release, names.get(document, document)) for release, document in grouped.items()}


def _judge(
    history: _History, release: Release, analysis: Analysis, seen: Read | None, document_seen: bool
) -> Assessment:
    """`seen` is the page on which the document stood last, if a correction is to be told beside it."""
    earlier = history.versions.get(release.id) or (seen if is_correction(release.title) else None)
    novelty = _novelty(history, release, earlier, document_seen)
    before = earlier if novelty == "changed" else _draft(history, release, analysis)
    document = history.documents[release.id]
    score, parts = importance(release, analysis, novelty)
    reason = key_plan(release, analysis, novelty, score)
    return Assessment(
        version_id=release.version_id,
        release_id=release.id,
        month=history.month,
        document_id=document,
        novelty=novelty,
        previous_version_id=before[0].version_id if before else "",
        changes=_changes(before, release, analysis),
        subject=subject(release.title),
        links=history.families.links(Member.of(release, analysis, document)),
        importance=score,
        importance_parts=parts,
        key_plan=bool(reason),
        key_plan_reason=reason,
        is_sample=release.is_sample,
    )


def _novelty(history: _History, release: Release, earlier: Read | None, document_seen: bool) -> Novelty:
    """By the calendar month of publication; a page without any date counts for the month in which it was found."""
    if earlier is not None and earlier[0].version_id != release.version_id:
        return "changed"
    if document_seen:
        return "repost"
    day = _day(release)
    if day is None:
        return "history" if release.source_id in history.first_run else "new"
    behind = _months(history.month) - (day.year * 12 + day.month)
    if behind <= 0:
        return "new"
    return "late" if behind <= LATE_MONTHS and release.source_id not in history.first_run else "history"


def _draft(history: _History, release: Release, analysis: Analysis) -> Read | None:
    """The draft of a final text: same bare title, same issuer's place, not itself."""
    if analysis.status not in FINAL or reports(release.title, analysis.citations):
        return None
    draft = history.drafts.get(_family(release, analysis))
    return draft if draft and draft[0].id != release.id else None


def _family(release: Release, analysis: Analysis) -> tuple[str, str]:
    return bare(release.title), home(release, analysis)


def _changes(before: Read | None, release: Release, analysis: Analysis) -> tuple[Change, ...]:
    return tuple(changes(*before, release, analysis)) if before else ()


def _day(release: Release) -> date | None:
    return release.published or release.written


def _months(month: Month) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number)
