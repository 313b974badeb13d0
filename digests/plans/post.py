"""Full translations in the mail, apart from the monthly: to the municipalities concerned, each reader once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.message import EmailMessage

from digests import mail
from digests.ledger import Line
from digests.plain import clip
from digests.plans.passages import LANG
from digests.recipients import Recipient
from digests.wording import word
from digests.wrapping import wrap
from warehouse.models import PlanApproval, PlanRequest, made_id

TEXT = "mail.txt"
ATTACHED = {
    "side.docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "side.html": ("text", "html"),
}
"""Media types of the files that a reader gets."""
_AND = "+"
_REASON = 200
"""Characters of why a reader gets it."""


def messages(
    plan: PlanApproval,
    files: Mapping[str, bytes],
    requests: Sequence[PlanRequest],
    recipients: Iterable[Recipient],
) -> Iterator[EmailMessage]:
    """One message a reader whom the translation is for, however many municipalities they read for."""
    wanted = {id for wish in requests for id in wish.municipalities}
    rows: defaultdict[str, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        if recipient.municipality in wanted:
            rows[recipient.address.lower()].append(recipient)
    for mine in rows.values():
        yield _compose(plan, files, requests, mine)


def _compose(
    plan: PlanApproval, files: Mapping[str, bytes], requests: Sequence[PlanRequest], rows: Sequence[Recipient]
) -> EmailMessage:
    """The message to one reader, who may stand in several rows."""
    served = [row.municipality for row in rows]
    reasons = dict.fromkeys(wish.reason for wish in requests if set(served) & set(wish.municipalities))
    why = word(LANG, "plan.mail_why", reason=clip(word(LANG, "why.separator").join(reasons), _REASON, LANG))
    key = made_id(plan.id, rows[0].address.lower())
    message = mail.addressed(rows[0], plan.subject, f"{plan.id}/{_AND.join(served)}", f"plan.{key}")
    message.set_content("\n".join([*wrap(why), "", files[TEXT].decode()]), cte="base64")
    for name, (main, sub) in ATTACHED.items():
        said = {"charset": "utf-8"} if main == "text" else None
        message.add_attachment(files[name], main, sub, filename=f"{plan.document_id}.{name}", params=said)
    return mail.finished(message, key, LANG)


def reached(plan: PlanApproval, lines: Iterable[Line]) -> tuple[str, ...]:
    """The municipalities whose readers the ledger says have got it."""
    sent = [line.edition.split("/") for line in lines if line.state == "sent"]
    return tuple(dict.fromkeys(id for plan_id, served, *_ in sent if plan_id == plan.id for id in served.split(_AND)))
