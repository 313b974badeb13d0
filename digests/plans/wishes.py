"""Who wants which document translated in full: rules, the editor, municipalities, and those who wanted its draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from digests.choose import COMMON, audiences, reach
from digests.plans.passages import LANG
from digests.wording import issue, word
from warehouse import reference
from warehouse.models import Entry, Month, PlanRequest

RULE, EDITOR = "rule", "editor"


def of_month(month: Month, entries: Sequence[Entry], known: Sequence[PlanRequest]) -> list[PlanRequest]:
    """What a month asks for: its key plans, and the final text of each draft that was asked for."""
    wishes = {(wish.document_id, wish.asked_by): wish for entry in entries for wish in _goes_on(entry, known)}
    for entry in entries:
        if entry.assessment.key_plan:
            reason = word(LANG, "plan.by_rule", issue=issue(LANG, month), reason=entry.assessment.key_plan_reason)
            wishes[entry.assessment.document_id, RULE] = _wish(entry, RULE, reason, concerned(entry))
    return list(wishes.values())


def by_editor(entry: Entry, reason: str, on: date) -> PlanRequest:
    """The editor's own wish, for all whom the document concerns."""
    return _wish(entry, EDITOR, reason or word(LANG, "plan.by_editor"), concerned(entry), on)


def by_municipality(entry: Entry, id: str, reason: str, on: date) -> PlanRequest:
    """The wish of one municipality, for itself."""
    said = word(LANG, "plan.by_municipality", name=reference.municipalities()[id].ja)
    return _wish(entry, id, word(LANG, "plan.with_reason", said=said, reason=reason) if reason else said, (id,), on)


def concerned(entry: Entry) -> tuple[str, ...]:
    """The municipalities whose partner places the document comes from, is sent to, or lies above."""
    own = [audience for audience in audiences() if audience.id != COMMON]
    return tuple(audience.id for audience in own if reach(entry, audience.partners).tier != "others")


def _goes_on(entry: Entry, known: Sequence[PlanRequest]) -> Iterator[PlanRequest]:
    drafts = {link.document_id for link in entry.assessment.links if link.relation == "draft_of"}
    for wish in known:
        if wish.document_id in drafts - {entry.assessment.document_id}:
            reason = word(LANG, "plan.of_draft", reason=wish.reason)
            yield _wish(entry, wish.asked_by, reason, wish.municipalities, wish.asked_on)


def _wish(entry: Entry, by: str, reason: str, municipalities: tuple[str, ...], on: date | None = None) -> PlanRequest:
    return PlanRequest(
        document_id=entry.assessment.document_id,
        asked_by=by,
        version_id=entry.release.version_id,
        month=entry.month,
        asked_on=on,
        reason=reason,
        municipalities=municipalities,
        is_sample=entry.release.is_sample,
    )
