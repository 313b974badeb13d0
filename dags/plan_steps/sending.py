"""An approved translation goes to the municipalities it is for, each reader once."""

from __future__ import annotations

import logging
from datetime import datetime

from dags import guards, posting, steps
from dags.plan_steps.deciding import approve, draft
from dags.plan_steps.standing import PlanNotReady, known, place, read, requested
from digests import recipients
from digests.plans import post

log = logging.getLogger("aozora")


def send(asked: str, id: str = "", means: posting.Means = posting.NOTHING_KEPT) -> None:
    """Mail an approved translation, the last one unless `id` says which, to the readers it is for, each once.

    Raises NoSuchDocument, PlanNotReady, EditionChanged, MailsLeft.
    """
    with steps.store() as warehouse:
        plan, words = read(warehouse, asked), warehouse.taken_out()
    approval = next((one for one in reversed(plan.approvals) if id in ("", one.id)), None)
    if approval is None:
        raise PlanNotReady(f"{plan.found}: it is not approved; aozora plan approve {plan.document_id}")
    files = guards.as_frozen(place(plan.document_id, approval.id), approval.files)
    if held := guards.holding(place(plan.document_id, approval.id), files, words):
        raise PlanNotReady(f"{plan.found}: {held[0]} holds words that were taken out since; draft and approve it anew")
    own = posting.NOTHING_KEPT if approval.is_sample else means
    good, bad = recipients.listed(steps.data(), sample=approval.is_sample, text=own.recipients)
    readers = recipients.active(good, steps.data())
    messages = list(post.messages(approval, files, plan.requests, readers))
    unread = set(plan.municipalities) - {reader.municipality for reader in readers}
    if unread:
        log.warning("%s: no recipient is listed for %s", plan.document_id, ", ".join(sorted(unread)))
    posting.mailed(plan.document_id, messages, place(plan.document_id, "mail"), own, bad)


def send_if_approved(asked: str, id: str, means: posting.Means) -> None:
    """The same for a translation that may have been rejected: then nothing is sent."""
    if all(approval.id != id for approval in known(asked).approvals):
        log.info("%s not approved: nothing sent, the draft is kept", asked)
        return
    send(asked, id, means)


def finish_reviewed(at: datetime) -> None:
    """Approve and send each translation whose every passage a person has read: what the sample's editor would do."""
    for plan in requested():
        if set(plan.shares) == {"reviewed"}:
            approve(plan.document_id, draft(plan.document_id).id, "", at)
            send(plan.document_id)
