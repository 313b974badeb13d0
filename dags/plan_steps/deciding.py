"""A full translation is drafted, shown, approved, and frozen to the byte."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from dags import engine, steps
from dags.plan_steps.preparing import export_review, translate
from dags.plan_steps.standing import Plan, PlanNotReady, place, read, told, waiting
from digests import plans
from digests.plans import post
from digests.plans.letter import letter
from digests.plans.sheet import sheet
from warehouse.models import PlanApproval, made_id
from warehouse.reference.states import counted

log = logging.getLogger("aozora")


class Draft(NamedTuple):
    """A full translation as it would be approved now."""

    id: str
    version_id: str
    title: str
    seen: str
    """What the approver is shown."""
    approved: bool


def draft(asked: str) -> Draft:
    """Render a translation where people look at it. Raises NoSuchDocument, PlanNotReady."""
    with steps.store() as warehouse:
        plan = read(warehouse, asked)
    made = _rendered(plan)
    for name, page in made.files.items():
        (place(plan.document_id) / name).write_bytes(page)
    approved = any(approval.id == made.id for approval in plan.approvals)
    log.info("%s drafted: %s", plan.document_id, made.subject)
    return Draft(made.id, plan.found.version_id, plan.found.title, "\n".join(_seen(plan, made.subject)), approved)


def begin(asked: str) -> Draft:
    """Translate it, put it out for review, draft it. Raises NoSuchDocument, PlanNotReady, EngineSettingError."""
    translate(asked)
    export_review(asked)
    return draft(asked)


def begin_waiting() -> list[str]:
    """Begin every translation that was asked for; what came between, a line a document: the others go on."""
    lines = []
    for plan in waiting():
        try:
            begin(plan.document_id)
        except Exception as error:  # whatever it is, the month is out and the other plans can be made
            log.exception("%s not begun", plan.document_id)
            lines.append(f"{plan.document_id}: {error}; mend it, then aozora plan draft {plan.document_id}")
    return lines


def tell_begun(plans: Sequence[Mapping[str, Any]] | None, states: Mapping[str, str]) -> list[str]:
    """Say which of the plans that Airflow should have begun it has not, a line each.

    `plans` are the triggers, None when nobody could find out what waits; `states` are theirs, as `begin_plans_0`.
    """
    documents = [plan["conf"]["document"] for plan in plans or ()]
    lost = [id for n, id in enumerate(documents) if states.get(f"begin_plans_{n}") not in ("success", "skipped")]
    lines = [f"{id}: key_plan was not begun; clear begin_plans, or aozora plan draft {id}" for id in lost]
    if plans is None:
        lines = ["what waits to be translated in full is not known; clear waiting_plans, or aozora plan status"]
    for line in lines:
        log.error("%s", line)
    return lines


def redraw(document_id: str) -> None:
    """Draft a document again after a review of it, if it is translated in full."""
    with steps.store() as warehouse:
        is_translated = bool(read(warehouse, document_id).pieces)
    if is_translated:
        draft(document_id)


def take_reviews(asked: str, version_id: str) -> str:
    """Bring in what reviewers have written since, and draft again; returns the draft's id.

    Raises PlanNotReady when there is another version of the original by now, for nobody has been shown that.
    """
    translate(asked)
    made = draft(asked)
    if made.version_id != version_id:
        raise PlanNotReady(f"{asked}: a new version of the original came since it was shown; begin again with it")
    return made.id


def approve(asked: str, id: str, by: str, at: datetime) -> PlanApproval:
    """Freeze what the approver was shown, to the byte. Raises NoSuchDocument, PlanNotReady."""
    with steps.store() as warehouse:
        plan = read(warehouse, asked)
        known = {approval.id: approval for approval in plan.approvals}
        if id in known:
            return known[id]
        drawn = _rendered(plan)
        if drawn.id != id:
            raise PlanNotReady(f"{plan.found}: it has changed since it was shown; aozora plan draft {plan.document_id}")
        for name, page in drawn.files.items():
            (place(plan.document_id, id) / name).write_bytes(page)
        made = PlanApproval(
            id=id,
            document_id=plan.document_id,
            version_id=plan.found.version_id,
            subject=drawn.subject,
            files={name: hashed(page) for name, page in drawn.files.items()},
            approved_by=steps.approver(by),
            approved_at=at,
            is_sample=plan.entry.release.is_sample,
        )
        warehouse.save([made], plan.found.month)
    log.info("%s approved: %s files frozen in %s", plan.document_id, len(made.files), place(plan.document_id, id))
    return made


class _Rendered(NamedTuple):
    id: str
    subject: str
    files: dict[str, bytes]


def _rendered(plan: Plan) -> _Rendered:
    if not plan.pieces:
        raise PlanNotReady(f"{plan.found}: it is not translated yet; aozora plan draft {plan.document_id}")
    page = sheet(plan.entry.release, plan.entry.analysis, plan.pieces, plan.shown)
    files = dict(plans.files(page))
    id = made_id(plan.document_id, plan.found.version_id, *(f"{n}:{hashed(files[n])}" for n in sorted(files)))
    said = letter(page, again=any(approval.id != id for approval in plan.approvals))
    return _Rendered(id, said.subject, {**files, post.TEXT: said.text.encode()})


def hashed(page: bytes) -> str:
    """sha256 in hexadecimal digits."""
    return hashlib.sha256(page).hexdigest()


def _seen(plan: Plan, subject: str) -> Iterator[str]:
    yield f"**{plan.found}**"
    yield f"Subject: {subject}"
    yield f"Passages: {counted('ja', plan.shares)}; {plan.flagged} with remarks of the checks."
    if plan.carried:
        yield f"Against the version before: {told(plan.carried)}."
    yield f"Asked for by: {', '.join(wish.asked_by for wish in plan.requests)}."
    yield f"Goes to: {', '.join(plan.municipalities)}."
    yield from engine.told(place(plan.document_id))
    yield f"Pages, files and the letter (`{post.TEXT}`): `{place(plan.document_id)}`."
