"""What joins the stages for one full translation: asked for, translated, out for review, approved, sent."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dags import engine, guards, memory, posting, review_steps, steps
from digests import ledger, plans, recipients
from digests.plans import aims, passages, post, wishes
from digests.plans.letter import letter
from digests.plans.sheet import sheet
from nlp.translation import chain, segments
from nlp.translation.carry import carried
from nlp.translation.normalise import text_id
from warehouse.finding import Found
from warehouse.models import Assessment, Entry, PlanApproval, PlanRequest, Segment, State, Translation, made_id
from warehouse.store import Store

log = logging.getLogger("aozora")
Stage = Literal["requested", "translated", "in review", "approved", "sent"]


class PlanNotReady(Exception):
    """A step was asked for that another one comes before; the text names it."""


class Plan(NamedTuple):
    """A document to be translated in full, as the warehouse knows it now."""

    found: Found
    entry: Entry
    pieces: Sequence[Segment]
    """Empty until it is translated."""
    known: Mapping[str, Translation]
    """What there is of its passages and names, by text id; what checks object to among it."""
    before: Sequence[Segment]
    """Of the version or draft before it, where that was translated too."""
    requests: Sequence[PlanRequest]
    approvals: Sequence[PlanApproval]

    @property
    def document_id(self) -> str:
        """Id of the document."""
        return self.found.document_id

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Whom it is for."""
        return tuple(dict.fromkeys(id for wish in self.requests for id in wish.municipalities))

    @property
    def shown(self) -> dict[str, Translation]:
        """What readers are given."""
        return {id: chain.shown(translation) for id, translation in self.known.items()}

    @property
    def shares(self) -> dict[State, int]:
        """Passages in each state."""
        return passages.shares(self.pieces, self.shown)

    @property
    def flagged(self) -> int:
        """Passages that a check has something to say of."""
        return sum(bool(self.known[p.text_id].flags) for p in self.pieces if p.text_id in self.known)

    @property
    def carried(self) -> dict[str, int]:
        """Of a new version: passages that were kept, filled in anew, or done again; empty for a first one."""
        if not self.before:
            return {}
        return dict(Counter(one.action for one in carried(self.before, self.pieces, self.known, "ja")))


class Draft(NamedTuple):
    """A full translation as it would be approved now."""

    id: str
    version_id: str
    title: str
    seen: str
    """What the approver is shown."""
    approved: bool


def place(document_id: str, *parts: str) -> Path:
    """A folder of one full translation, made if it is not there."""
    path = steps.data().joinpath("plans", document_id, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def read(warehouse: Store, asked: str) -> Plan:
    """The document of that id, 文号 or beginning of one. Raises NoSuchDocument."""
    found = warehouse.find(asked)
    entry = _entry(warehouse, found)
    pieces = warehouse.segments(found.version_id)
    ids = {piece.text_id for piece in pieces} | {text_id(name) for name in aims.names(entry.release, entry.analysis)}
    requests = warehouse.plan_requests(found.document_id)
    earlier = [entry.assessment.previous_version_id, *(wish.version_id for wish in requests)]
    before = next((version for version in earlier if version not in ("", found.version_id)), "")
    return Plan(
        found=found,
        entry=entry,
        pieces=pieces,
        known=warehouse.translations("ja", ids),
        before=warehouse.segments(before),
        requests=requests,
        approvals=warehouse.plan_approvals(found.document_id),
    )


def _entry(warehouse: Store, found: Found) -> Entry:
    """As its month tells it; what no month has told is history."""
    for entry in warehouse.entries(found.month):
        if entry.release.version_id == found.version_id:
            return entry
    stored = warehouse.version(found.version_id)
    if stored is None:
        raise PlanNotReady(f"{found}: its page was not analysed; run its month again")
    release, analysis = stored
    ids = {"version_id": found.version_id, "release_id": release.id, "document_id": found.document_id}
    judged = Assessment(**ids, month=found.month, novelty="history", importance=0)
    return Entry(
        id=found.document_id,
        month=found.month,
        release=release,
        analysis=analysis,
        assessment=judged,
        source_name_ja="",
    )


# ---------------------------------------------------------------- ask and translate


def request(asked: str, municipalities: Sequence[str], reason: str, on: date) -> list[PlanRequest]:
    """Write down that these municipalities, or else the editor, want a document in full.

    Raises NoSuchDocument, PlanNotReady.
    """
    with steps.store() as warehouse:
        entry = _entry(warehouse, warehouse.find(asked))
        made = [wishes.by_municipality(entry, id, reason, on) for id in municipalities]
        made = made or [wishes.by_editor(entry, reason, on)]
        if not any(wish.municipalities for wish in made):
            raise PlanNotReady(f"{asked}: it concerns no municipality's partner place; name whom it is for with --for")
        warehouse.save(made, entry.month)
    return made


def translate(asked: str) -> str:
    """Translate a document that somebody asked for; only what has changed or was not there is done. Returns its id.

    Raises NoSuchDocument, PlanNotReady, EngineSettingError.
    """
    with steps.store() as warehouse:
        plan = read(warehouse, asked)
        if not plan.requests:
            raise PlanNotReady(f"{plan.found}: nobody has asked for it; aozora plan request {plan.document_id}")
        warehouse.save(memory.reviewed(steps.reviews()), plan.found.month)
        pieces = segments.segment(plan.entry.release, plan.entry.analysis, whole=True)
        wanted = list(_wanted(plan.entry, pieces))
        known = memory.needed(warehouse, "ja", (passage.text for passage in wanted))
    asking = engine.Engine(steps.data(), place(plan.document_id))
    made = steps.translated(wanted, asking.chain("ja", known), plan.entry.release.is_sample)
    asking.tell(made)
    with steps.store() as warehouse:
        warehouse.save([*pieces, *made], plan.found.month)
    log.info("%s translated: %s passages", plan.document_id, len(pieces))
    return plan.document_id


def _wanted(entry: Entry, pieces: Sequence[Segment]) -> Iterator[chain.Passage]:
    """Every text once: passages with what stands around them, names."""
    names = [chain.Passage(name, "name") for name in aims.names(entry.release, entry.analysis)]
    by_text = {text_id(p.text): p for p in reversed([*steps.passages_of(entry.release, pieces), *names])}
    yield from reversed(by_text.values())


def export_review(asked: str) -> list[Path]:
    """Put the tables for a reviewer out; a table in which somebody has written, and nobody has imported, stays."""
    try:
        return review_steps.export(asked, "ja")
    except review_steps.ReviewAtStake as stays:
        log.warning("%s", stays)
        return review_files(known(asked).document_id)


# ---------------------------------------------------------------- draft, approve, send


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


def redraw(document_id: str) -> None:
    """Draft a document again after a review of it, if it is translated in full."""
    with steps.store() as warehouse:
        is_translated = bool(read(warehouse, document_id).pieces)
    if is_translated:
        draft(document_id)


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
    yield f"Passages: {told(plan.shares)}; {plan.flagged} with remarks of the checks."
    if plan.carried:
        yield f"Against the version before: {told(plan.carried)}."
    yield f"Asked for by: {', '.join(wish.asked_by for wish in plan.requests)}."
    yield f"Goes to: {', '.join(plan.municipalities)}."
    yield from engine.told(place(plan.document_id))
    yield f"Pages, files and the letter (`{post.TEXT}`): `{place(plan.document_id)}`."


def told(counts: Mapping[Any, int]) -> str:
    """`machine 12, reviewed 112`."""
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


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


def send(asked: str, id: str = "", means: posting.Means = posting.NOTHING_KEPT) -> None:
    """Mail an approved translation, the last one unless `id` says which, to the readers it is for, each once.

    Raises NoSuchDocument, PlanNotReady, EditionChanged, MailsLeft.
    """
    with steps.store() as warehouse:
        plan = read(warehouse, asked)
    approval = next((one for one in reversed(plan.approvals) if id in ("", one.id)), None)
    if approval is None:
        raise PlanNotReady(f"{plan.found}: it is not approved; aozora plan approve {plan.document_id}")
    files = guards.as_frozen(place(plan.document_id, approval.id), approval.files)
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


# ---------------------------------------------------------------- how far it is


def known(asked: str) -> Plan:
    """One document as it stands. Raises NoSuchDocument."""
    with steps.store() as warehouse:
        return read(warehouse, asked)


def requested() -> list[Plan]:
    """Every document that somebody asked for, in the order of the first month."""
    with steps.store() as warehouse:
        wanted = {wish.document_id: wish.month for wish in warehouse.plan_requests()}
        return [read(warehouse, document) for document in sorted(wanted, key=lambda id: (wanted[id], id))]


def stage(plan: Plan) -> Stage:
    """The last stage that the document's present version has reached."""
    mine = [approval for approval in plan.approvals if approval.version_id == plan.found.version_id]
    if mine:
        return "sent" if set(plan.municipalities) <= set(reached(mine[-1])) else "approved"
    if review_files(plan.document_id):
        return "in review"
    return "translated" if plan.pieces else "requested"


def reached(approval: PlanApproval) -> tuple[str, ...]:
    """The municipalities that have got it."""
    return post.reached(approval, ledger.last(posting.ledger_path()).values())


def review_files(document_id: str) -> list[Path]:
    """What lies out for reviewers."""
    return sorted((review_steps.place() / "export").glob(f"{document_id}.*"))
