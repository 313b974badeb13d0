"""Cooperation between cities: what was done, what is needed, what is known, and who answers what."""

from __future__ import annotations

from datetime import date
from typing import Literal

from warehouse.models.base import Month, PlaceCode, Record
from warehouse.models.meaning import Analysis

Access = Literal["public", "stakeholders", "platform"]
"""Who may read it: everybody; ministry, municipalities and institutes; the two platforms alone."""
ActivityType = Literal[
    "training_in_japan",
    "local_seminar",
    "expert_dispatch",
    "joint_research",
    "model_project",
    "consultation_visit",
    "study_mission",
    "joint_meeting",
    "domestic_meeting",
    "platform_meeting",
    "results_meeting",
    "annual_implementation_report",
    "monthly_policy_report",
    "policy_translation",
]


class Taker(Record):
    """An organisation that took part."""

    name: str
    """In Japanese, as the record has it."""
    side: Literal["jp", "cn"]
    """Whose it is: Japan's or China's."""
    role: Literal["host", "commissioner", "implementer", "lecturer", "interpreter", ""] = ""


class FollowUp(Record):
    """What was agreed to be done next."""

    action: str
    """In Japanese."""
    owner: str = ""
    """An organisation, never a person."""
    due: date | None = None
    status: Literal["open", "done", "dropped"] = "open"
    done_on: date | None = None
    """Day on which it was done, or let go."""


class QuotedTotal(Record):
    """A running total that a source quotes, to be compared with the one that is counted."""

    what: Literal["trainings", "trainees", "seminars", "seminar_participants", "dispatches", "experts", "activities"]
    """Dispatches are journeys, experts the persons sent."""
    count: int
    """As the source has it."""
    since: int | None = None
    """First Japanese fiscal year that it counts, where the source says so."""
    as_of: date
    """Day up to which it counts."""
    municipality: str = ""
    """Id in `reference/partnerships.yml`; empty for the whole programme."""
    place: PlaceCode | None = None


class Document(Record):
    """A programme, handout, photo or report that belongs to an activity."""

    title: str
    url: str
    lang: Literal["ja", "zh", "en", ""] = ""
    access: Access = "public"


class Activity(Record):
    """One record of cooperation: a training, seminar, dispatch, study, visit, meeting, report or translation."""

    id: str
    """Words and digits with hyphens, given once: `2018-09-shanghai-kitakyushu-training`."""
    type: ActivityType
    title_ja: str
    title_zh: str = ""
    title_en: str = ""
    fiscal_year: int | None = None
    """Japanese, April to March."""
    month: Month | None = None
    """Where only the month is known."""
    planned_from: date | None = None
    planned_to: date | None = None
    held_from: date | None = None
    held_to: date | None = None
    mode: Literal["in_person", "online", "video", "hybrid", ""] = ""
    times: int = 1
    """How many events it stands for, where its source tells several together; 0 for a record of a total only."""
    takers: tuple[Taker, ...] = ()
    partnerships: tuple[str, ...] = ()
    """Ids in `reference/partnerships.yml`."""
    places: tuple[PlaceCode, ...] = ()
    themes: tuple[str, ...] = ()
    """Ids in `reference/themes.yml`."""
    participants_jp: int | None = None
    participants_cn: int | None = None
    participants: int | None = None
    """In all, where a source says so."""
    details: dict[str, tuple[str, ...]] = {}
    """What this type has of its own, by field: lectures, site visits, venue, …"""
    outcome: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    linked_policies: tuple[str, ...] = ()
    """Ids of documents of the warehouse, or 文号, that led to it."""
    documents: tuple[Document, ...] = ()
    quoted_totals: tuple[QuotedTotal, ...] = ()
    note: str = ""
    source_url: str = ""
    access: Access = "public"
    is_sample: bool = False


class Need(Record):
    """What a Chinese place lacks or wishes, as somebody said it."""

    id: str
    place: PlaceCode
    themes: tuple[str, ...]
    """Ids in `reference/themes.yml`, the main one first."""
    what: str
    """In Japanese."""
    stated_by: str = ""
    """An office or rank, never a person; empty when only policy says so."""
    stated_on: date | None = None
    personal_view: bool = False
    """The speaker's own opinion, not the office's."""
    activity_id: str = ""
    """Meeting at which it was said."""
    source_url: str = ""
    access: Access = "stakeholders"
    is_sample: bool = False


class KnowHow(Record):
    """What a Japanese municipality knows and can teach."""

    id: str
    municipality: str
    """Id in `reference/partnerships.yml`."""
    theme: str
    since: int | None = None
    kind: Literal["law", "agreement", "plant", "method", "lectures", "organisation", "research"]
    what: str
    """In Japanese."""
    source: str
    """Address or document that says so."""


class Step(Record):
    """A dated step of Japan's own path out of air pollution."""

    year: int
    until: int | None = None
    """Last year, where it took several."""
    place: str
    """In Japanese: 北九州市, 日本, …"""
    theme: str
    """Id in `reference/themes.yml`."""
    what: str
    cost: str = ""
    """As the source says it."""
    source: str


class Decision(Record):
    """What an editor decided on a proposed match; no machine overrules it."""

    need_id: str
    municipality: str
    """Id in `reference/partnerships.yml`, or `platform`."""
    choice: Literal["accepted", "refused"]
    reason: str = ""
    decided_by: str
    decided_on: date
    access: Access = "stakeholders"
    is_sample: bool = False


class Policy(Record):
    """What matching asks of one document: where it holds, what it is about, what it wishes and demands."""

    document_id: str
    version_id: str
    title: str
    title_ja: str = ""
    """Empty while it is not translated."""
    doc_number: str = ""
    place: PlaceCode
    """Of its issuer."""
    day: date | None = None
    """The day it bears, else that of its publication."""
    kind: str
    status: Literal["draft", "issued", "amended", "repealed", "none"]
    final_id: str = ""
    """Of a draft, the document that it has become."""
    names: dict[str, str] = {}
    """Japanese names of what its targets and figures are of, where they are translated."""
    analysis: Analysis
    url: str
    is_sample: bool = False

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids of its themes, strongest first."""
        return tuple(tag.id for tag in self.analysis.themes)


class Following(Record):
    """A follow-up as it stands today."""

    activity: Activity
    follow_up: FollowUp
    state: Literal["open", "reopened", "done", "dropped"]
    why: str = ""
    """The policy that opened it again, in a sentence."""


Rule = Literal["wish", "ability", "mediation", "record", "policy", "step", "decision"]
"""The programme's three rules in their order, then what makes a proposal easier or timely."""


class Reason(Record):
    """One sentence in Japanese for a proposal, and the rule that it speaks for."""

    rule: Rule
    text: str


class Proposal(Record):
    """Who could answer a need, and why."""

    need: Need
    municipalities: tuple[str, ...] = ()
    """Ids in `reference/partnerships.yml`, who leads first; several where one alone is not enough."""
    uncovered: tuple[str, ...] = ()
    """Themes that nobody's know-how covers."""
    for_platform: bool = False
    """Whether it stands on the technical platform's list."""
    confidence: Literal["high", "medium", "low"]
    """How sure it is that the place wishes this."""
    confidence_reason: str
    reasons: tuple[Reason, ...] = ()
    activities: tuple[str, ...] = ()
    """Past records on the theme, latest first."""
    policies: tuple[str, ...] = ()
    """Documents that make it timely, latest first."""
    steps: tuple[Step, ...] = ()
    """What Japan's cities did on the theme."""
