"""How far a full translation is: what the warehouse, the review folder and the ledger know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from dags import posting, review_steps, steps
from digests import ledger
from digests.plans import aims, passages, post
from nlp.translation import chain
from nlp.translation.carry import carried
from nlp.translation.normalise import text_id
from warehouse.finding import Found
from warehouse.models import Assessment, Entry, PlanApproval, PlanRequest, Segment, State, Translation
from warehouse.store import Store

Stage = Literal["requested", "translated", "in review", "approved", "sent"]
NOT_BEGUN: tuple[Stage, ...] = ("requested", "translated")


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


def place(document_id: str, *parts: str) -> Path:
    """A folder of one full translation, made if it is not there."""
    path = steps.data().joinpath("plans", document_id, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def read(warehouse: Store, asked: str) -> Plan:
    """The document of that id, 文号 or beginning of one. Raises NoSuchDocument."""
    found = warehouse.find(asked)
    entry = entry_of(warehouse, found)
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


def entry_of(warehouse: Store, found: Found) -> Entry:
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


def known(asked: str) -> Plan:
    """One document as it stands. Raises NoSuchDocument."""
    with steps.store() as warehouse:
        return read(warehouse, asked)


def requested() -> list[Plan]:
    """Every document that somebody asked for, in the order of the first month."""
    with steps.store() as warehouse:
        wanted = {wish.document_id: wish.month for wish in warehouse.plan_requests()}
        return [read(warehouse, document) for document in sorted(wanted, key=lambda id: (wanted[id], id))]


def waiting() -> list[Plan]:
    """Those that were asked for and that nobody has begun: no table of the present version lies out for review."""
    return [plan for plan in requested() if stage(plan) in NOT_BEGUN]


def stage(plan: Plan) -> Stage:
    """The last stage that the document's present version has reached."""
    mine = [approval for approval in plan.approvals if approval.version_id == plan.found.version_id]
    if mine:
        return "sent" if set(plan.municipalities) <= set(reached(mine[-1])) else "approved"
    if review_steps.lies_out(plan.document_id, plan.found.version_id):
        return "in review"
    return "translated" if plan.pieces else "requested"


def reached(approval: PlanApproval) -> tuple[str, ...]:
    """The municipalities that have got it."""
    return post.reached(approval, ledger.last(posting.ledger_path()).values())


def review_files(document_id: str) -> list[Path]:
    """What lies out for reviewers."""
    return sorted((review_steps.place() / "export").glob(f"{document_id}.*"))


def told(counts: Mapping[str, int]) -> str:
    """`keep 12, redo 3`."""
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"
