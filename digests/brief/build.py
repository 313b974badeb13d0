"""Records of a pair of cities in, the parts of its brief out: tables and lines, as many as two pages hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from digests import goals, naming
from digests.brief import results
from digests.longform import Table
from digests.plain import clip, inert
from digests.wording import day, due, word
from warehouse import reference
from warehouse.models import Activity, Following, KnowHow, Language, Policy, Proposal, Step

LANG: Language = "ja"
CENTRE = "100000"
ASKED_TOGETHER = 4
IN_FORCE = ("plan", "policy", "economics", "standard")
TITLE_LENGTH, LINE_LENGTH = 52, 110
REPORTS = ("annual_implementation_report", "monthly_policy_report", "policy_translation")


class Pair(NamedTuple):
    """All that a brief is made of."""

    partnership: reference.Partnership
    on: date
    """As of this day: what is due later is to come."""
    policies: Sequence[Policy]
    activities: Sequence[Activity]
    followings: Sequence[Following]
    proposals: Sequence[Proposal]
    know_how: Sequence[KnowHow]
    steps: Sequence[Step]


class Limits(NamedTuple):
    """How many rows each part may have."""

    plans: int
    results: int
    drafts: int
    past: int
    next: int
    proposals: int
    questions: int
    known: int
    steps: int


LIMITS = tuple(
    Limits(*row)
    for row in (
        (9, 9, 4, 8, 5, 6, 7, 10, 12),
        (8, 8, 4, 7, 5, 5, 6, 8, 10),
        (7, 7, 3, 6, 4, 5, 6, 6, 8),
        (6, 7, 3, 6, 4, 4, 5, 5, 6),
        (5, 6, 3, 5, 3, 4, 4, 4, 5),
        (4, 4, 2, 4, 3, 3, 4, 3, 3),
        (3, 3, 2, 3, 2, 2, 3, 2, 2),
    )
)
"""From as much as may be to as much as always fits."""


@dataclass(frozen=True)
class Part:
    """A heading with a table or lines below it."""

    title: str
    table: Table | None = None
    lines: tuple[str, ...] = ()
    rest: str = ""
    """How many more there are."""


@dataclass(frozen=True)
class Offer:
    """A proposed theme: what, why, and the path that Japan took."""

    title: str
    because: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Brief:
    """The two pages."""

    title: str
    subtitle: str
    subject: str
    mark: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    offers_title: str
    offers: tuple[Offer, ...]
    offers_none: str
    questions: Part
    japan: tuple[Part, ...]
    """What the reader's own side knows, and the path that it took."""
    foot: str


def build(pair: Pair, limits: Limits = LIMITS[0]) -> Brief:
    """The brief within these limits."""
    one, place = pair.partnership, naming.place(pair.partnership.place, LANG)
    own = [policy for policy in pair.policies if policy.place in _line(one.place)]
    centre = [policy for policy in pair.policies if policy.place == CENTRE]
    own.sort(key=lambda policy: (policy.place != one.place, -(policy.day or date.min).toordinal()))
    drafts = [policy for policy in own if policy.status == "draft" and not policy.final_id]
    past = _past(pair)
    sample = any(policy.is_sample for policy in own)
    return Brief(
        title=word(LANG, "brief.title", place=place),
        subtitle=word(LANG, "brief.subtitle", who=_who(one), place=place, on=day(LANG, pair.on)),
        subject=word(LANG, "brief.subject", who=_who(one), place=place, on=day(LANG, pair.on, "month")),
        mark=word(LANG, "edition.sample") if sample else "",
        about=tuple(_about(pair, past)),
        parts=(
            _plans(own, centre, limits.plans),
            results.part(own, limits.results),
            _drafts(drafts, pair.on, limits.drafts),
            _done(past, limits.past),
            _next(pair, limits.next),
        ),
        japan=(_known(pair, limits.known), _path(pair, limits.steps)),
        offers_title=word(LANG, "brief.offers"),
        offers=tuple(_offer(proposal, pair) for proposal in _offered(pair)[: limits.proposals]),
        offers_none=word(LANG, "brief.no_offers"),
        questions=Part(
            word(LANG, "brief.questions"),
            lines=tuple(list(dict.fromkeys(_questions(pair, own, drafts)))[: limits.questions]),
        ),
        foot=word(LANG, "brief.foot", on=day(LANG, pair.on)),
    )


def _line(code: str) -> list[str]:
    return [one.code for one in reference.ancestors(code) if one.level != "country"]


def _who(one: reference.Partnership) -> str:
    known = reference.municipalities()
    return known[one.municipality].ja if one.municipality else word(LANG, "brief.programme")


def _about(pair: Pair, past: Sequence[Activity]) -> Iterator[str]:
    one = pair.partnership
    until = word(LANG, "brief.fiscal", y=one.until) if one.until else ""
    themes = naming.joined(LANG, [reference.themes()[id].ja for id in one.themes])
    yield word(LANG, "brief.about", since=one.since, until=until, themes=themes, n=len(past))
    others = [p for p in reference.partnerships() if p.place == one.place and p.id != one.id and p.municipality]
    if others:
        yield word(LANG, "brief.others", names=naming.joined(LANG, [_who(p) for p in others]))


def title(policy: Policy, length: int = TITLE_LENGTH) -> str:
    """Its title; in Chinese, and so marked, while it is not translated."""
    if policy.title_ja:
        return clip(inert(policy.title_ja), length, LANG)
    return naming.original(policy.title, LANG, length)


def _plans(own: Sequence[Policy], centre: Sequence[Policy], limit: int) -> Part:
    """The place's plans, its other acts, then the plans of the centre, each latest first."""
    held = [policy for policy in own if policy.kind in IN_FORCE and policy.status in ("issued", "amended")]
    held.sort(key=lambda policy: policy.kind != "plan")
    above = [policy for policy in centre if policy.kind == "plan" and policy.status in ("issued", "amended")]
    found = [*held, *sorted(above, key=lambda policy: policy.day or date.min, reverse=True)]
    rows = [
        (day(LANG, policy.day) if policy.day else "", title(policy), _aim(policy), naming.place(policy.place, LANG))
        for policy in found[:limit]
    ]
    return _table("plans", (2.6, 7.0, 5.4, 2.0), ("issued", "title_of", "aim", "issuer"), rows, len(found))


def _aim(policy: Policy) -> str:
    """The first target, and how many more there are."""
    targets = policy.analysis.targets
    if not targets:
        return "―"
    first = next((one for one in targets if results.measured(one.indicator, one.unit)), targets[0])
    said = word(LANG, "brief.target", indicator=results.name(policy, first.indicator), value=goals.amount(first, LANG))
    return said + (word(LANG, "brief.more", n=len(targets) - 1) if len(targets) > 1 else "")


def _drafts(drafts: Sequence[Policy], on: date, limit: int) -> Part:
    rows = []
    for policy in drafts[:limit]:
        ends = [event.on for event in policy.analysis.events if event.kind == "comment_due"]
        state = word(LANG, "brief.comment_over" if ends and max(ends) < on else "brief.comment_open")
        last = f"{day(LANG, max(ends))}（{state}）" if ends else "―"
        rows.append(
            (day(LANG, policy.day) if policy.day else "", title(policy), last, naming.place(policy.place, LANG))
        )
    return _table("drafts", (2.6, 7.4, 5.0, 2.0), ("shown", "title_of", "comments", "issuer"), rows, len(drafts))


def _past(pair: Pair) -> list[Activity]:
    one = pair.partnership
    found = [x for x in pair.activities if x.times and one.id in x.partnerships and x.type not in REPORTS]
    return sorted(found, key=lambda x: (_begin(x), x.id), reverse=True)


def _begin(activity: Activity) -> str:
    began = activity.held_from or activity.planned_from
    return str(began or activity.month or activity.fiscal_year or "")


def _done(past: Sequence[Activity], limit: int) -> Part:
    rows = []
    for one in past[:limit]:
        themes = naming.joined(LANG, [reference.themes()[id].ja for id in one.themes[:3]])
        people = word(LANG, "brief.people", n=one.participants_cn) if one.participants_cn else ""
        rows.append((_when(one), clip(inert(one.title_ja) + people, TITLE_LENGTH, LANG), themes))
    return _table("past", (2.6, 8.4, 6.0), ("when", "what", "themes"), rows, len(past))


def _when(one: Activity) -> str:
    if began := one.held_from or one.planned_from:
        return word(LANG, "brief.month", y=began.year, m=began.month)
    if one.month:
        return word(LANG, "brief.month", y=int(one.month[:4]), m=int(one.month[5:]))
    return word(LANG, "brief.fiscal", y=one.fiscal_year)


def _open(pair: Pair) -> list[Following]:
    one = pair.partnership
    return [x for x in pair.followings if x.state in ("open", "reopened") and one.id in x.activity.partnerships]


def _next(pair: Pair, limit: int) -> Part:
    found = _open(pair)
    rows = [
        (
            clip(inert(x.follow_up.action), LINE_LENGTH, LANG) + (f"　{x.why}" if x.why else ""),
            x.follow_up.owner or "―",
            day(LANG, x.follow_up.due) if x.follow_up.due else "―",
            word(LANG, "brief.overdue" if x.follow_up.due and x.follow_up.due < pair.on else f"brief.{x.state}"),
        )
        for x in found[:limit]
    ]
    return _table("next", (9.4, 3.2, 2.6, 1.8), ("agreed", "owner", "due", "state"), rows, len(found))


def _offered(pair: Pair) -> list[Proposal]:
    """Needs of the place, one a theme: what this municipality can answer, then what others can; the province last."""
    one = pair.partnership
    near = [proposal for proposal in pair.proposals if proposal.need.place in _line(one.place)]
    order = sorted(
        near, key=lambda p: (one.municipality not in p.municipalities, not p.municipalities, p.need.place != one.place)
    )
    return list({proposal.need.themes[0]: proposal for proposal in reversed(order)}.values())[::-1]


def _offer(proposal: Proposal, pair: Pair) -> Offer:
    themes = naming.joined(LANG, [reference.themes()[id].ja for id in proposal.need.themes])
    names = naming.joined(LANG, [reference.municipalities()[id].ja for id in proposal.municipalities])
    by_rule = {reason.rule: reason.text for reason in reversed(proposal.reasons)}
    told = "policy" in by_rule and not proposal.need.stated_by and proposal.confidence == "low"
    rules = ("wish", "ability", "mediation", "step", "decision")[told:]
    shown = [by_rule[rule] for rule in rules if rule in by_rule]
    level = word(LANG, f"brief.{proposal.confidence}")
    platform = word(LANG, "brief.platform") if proposal.for_platform else ""
    return Offer(
        title=word(LANG, "brief.offer", themes=themes, names=names or platform, level=level),
        because=by_rule.get("policy", ""),
        lines=tuple(clip(text, LINE_LENGTH, LANG) for text in shown),
    )


def _known(pair: Pair, limit: int) -> Part:
    """What the municipality can teach, first on the themes of what it offers and of the partnership."""
    one = pair.partnership
    wanted = [*(theme for p in _offered(pair) for theme in p.need.themes), *one.themes]
    mine = [x for x in pair.know_how if x.municipality == one.municipality]
    mine.sort(key=lambda x: (wanted.index(x.theme) if x.theme in wanted else len(wanted), x.since or 0))
    rows = [(reference.themes()[x.theme].ja, x.what, _year(x.since)) for x in mine[:limit]]
    return _table("known", (4.0, 10.8, 2.2), ("themes", "what", "since"), rows, len(mine))


def _path(pair: Pair, limit: int) -> Part:
    """Steps on the themes of the offers and of the partnership, in their order."""
    one = pair.partnership
    wanted = {*(theme for p in _offered(pair) for theme in p.need.themes), *one.themes} - {"capacity"}
    found = [step for step in pair.steps if step.theme in wanted]
    found.sort(key=lambda step: step.place != _who(one))
    rows = [
        (_year(step.year) + (f"～{step.until}年" if step.until else ""), step.place, step.what + _cost(step))
        for step in sorted(found[:limit], key=lambda step: step.year)
    ]
    return _table("path", (3.0, 2.6, 11.4), ("when", "where", "what"), rows, len(found))


def _year(year: int | None) -> str:
    return word(LANG, "date.year", y=year) if year else "―"


def _cost(step: Step) -> str:
    return word(LANG, "brief.cost", cost=step.cost) if step.cost else ""


def _questions(pair: Pair, own: Sequence[Policy], drafts: Sequence[Policy]) -> Iterator[str]:
    """What the records leave open, each once."""
    for policy in drafts:
        yield word(LANG, "brief.ask_draft", title=title(policy))
    for proposal in _offered(pair):
        if proposal.need.personal_view:
            yield word(LANG, "brief.ask_personal", what=inert(proposal.need.what).rstrip("。"))
    if unsaid := [proposal.need.themes[0] for proposal in _offered(pair) if not proposal.need.stated_by]:
        themes = naming.joined(LANG, [reference.themes()[id].ja for id in unsaid[:ASKED_TOGETHER]])
        yield word(LANG, "brief.ask_written", themes=themes)
    for x in _open(pair):
        yield word(LANG, "brief.ask_next", action=inert(x.follow_up.action))
    for policy in own:
        for target in policy.analysis.targets:
            known = results.measured(target.indicator, target.unit) and results.own(policy, target.area, target.sector)
            if known and policy.kind in IN_FORCE and policy.status != "draft" and target.due and target.due > pair.on:
                name = results.name(policy, target.indicator)
                value = goals.amount(target, LANG)
                yield word(LANG, "brief.ask_target", indicator=name, value=value, due=due(LANG, target.due))
    yield word(LANG, "brief.ask_first")


def _table(
    key: str, widths: tuple[float, ...], heads: Sequence[str], rows: Sequence[tuple[str, ...]], every: int
) -> Part:
    named = word(LANG, f"brief.{key}")
    if not rows:
        return Part(named, lines=(word(LANG, f"brief.no_{key}"),))
    rest = word(LANG, "brief.rest", n=every - len(rows)) if every > len(rows) else ""
    return Part(named, Table(tuple(word(LANG, f"brief.{head}") for head in heads), widths, tuple(rows)), rest=rest)
