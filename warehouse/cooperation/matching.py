"""Who could answer which need, by the programme's rules: the Chinese city's wish, Japan's ability, then mediation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from warehouse import reference
from warehouse.cooperation import words
from warehouse.cooperation.evidence import Evidence, confidence, evidence, latest
from warehouse.cooperation.words import PLATFORM, said
from warehouse.models import Activity, Decision, KnowHow, Need, Policy, Proposal, Reason, Step

LEVELS = ("high", "medium", "low")
STEPS_SHOWN = 3
REPORTS = ("annual_implementation_report", "monthly_policy_report", "policy_translation")
PARTNER, NEAR, ELSEWHERE = range(3)
NEVER = 9999


class Registers(NamedTuple):
    """Everything that matching goes by."""

    know_how: Sequence[KnowHow] = ()
    activities: Sequence[Activity] = ()
    policies: Sequence[Policy] = ()
    steps: Sequence[Step] = ()
    decisions: Sequence[Decision] = ()


class Answer(NamedTuple):
    """A municipality and the themes of a need that it takes on."""

    municipality: str
    themes: tuple[str, ...]
    nearness: int


def proposals(needs: Iterable[Need], registers: Registers) -> list[Proposal]:
    """One for each need; what a place surely wishes comes first, then what somebody can answer."""
    made = [propose(need, registers) for need in needs]
    return sorted(made, key=lambda one: (LEVELS.index(one.confidence), not one.municipalities, one.need.id))


def propose(need: Need, registers: Registers) -> Proposal:
    """Who could answer one need, and why."""
    found = evidence(need, registers.policies)
    level, why = confidence(need, found)
    decisions = [one for one in registers.decisions if one.need_id == need.id]
    answers = _answers(need, registers, decisions)
    covered = {theme for answer in answers for theme in answer.themes}
    uncovered = tuple(theme for theme in need.themes if theme not in covered)
    past = past_records(need.place, need.themes, registers.activities)
    steps = steps_on(need.themes, [answer.municipality for answer in answers], registers.steps)
    sent = any(one.choice == "accepted" and one.municipality == PLATFORM for one in decisions)
    reasons = (
        *_wish(need),
        *_abilities(need, answers, registers.know_how),
        *_others(need, answers, registers.know_how),
        *_mediation(need, answers, uncovered),
        *_timely(need, found, past),
        *(Reason(rule="step", text=_step(step)) for step in steps[:1]),
        *(Reason(rule="decision", text=_decision(one)) for one in decisions),
    )
    return Proposal(
        need=need,
        municipalities=tuple(answer.municipality for answer in answers),
        uncovered=uncovered,
        for_platform=bool(uncovered) or not answers or _served(need.place) or sent,
        confidence=level,
        confidence_reason=why,
        reasons=reasons,
        activities=tuple(activity.id for activity in past),
        policies=tuple(policy.document_id for policy in found.themed),
        steps=steps,
    )


def past_records(place: str, themes: Sequence[str], activities: Iterable[Activity]) -> list[Activity]:
    """What was done with the place on one of the themes, latest first."""
    found = [
        activity
        for activity in activities
        if activity.times and activity.type not in REPORTS and set(themes) & set(activity.themes)
        if any(_related(place, other) for other in activity.places)
    ]
    return sorted(found, key=lambda one: (str(words.began(one) or ""), one.id), reverse=True)


def steps_on(themes: Sequence[str], municipalities: Sequence[str], steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps of Japan's path on the themes: by theme, those of these municipalities first, in their order."""
    names = [reference.municipalities()[id].ja for id in municipalities if id != PLATFORM]
    found = [step for step in steps if step.theme in themes]
    found.sort(key=lambda step: (list(themes).index(step.theme), step.place not in names, step.year))
    return tuple(found[:STEPS_SHOWN])


# ---------------------------------------------------------------- who


def _answers(need: Need, registers: Registers, decisions: Sequence[Decision]) -> list[Answer]:
    """Those who together cover as many themes as can be: an editor's choice first, then the nearest, then who knows."""
    refused = {one.municipality for one in decisions if one.choice == "refused"}
    chosen = [one.municipality for one in decisions if one.choice == "accepted" and one.municipality != PLATFORM]
    can = {id: _can(id, need, registers.know_how) for id in reference.municipalities() if id not in refused}
    made: list[Answer] = []
    open_themes = list(need.themes)
    for id in chosen:
        taken = tuple(theme for theme in open_themes if theme in can.get(id, ())) or need.themes[:1]
        made.append(Answer(id, taken, _nearness(id, need, registers)))
        open_themes = [theme for theme in open_themes if theme not in taken]
    for nearness in (PARTNER, NEAR, ELSEWHERE):
        pool = [id for id in can if id not in chosen and _nearness(id, need, registers) == nearness]
        while best := _best(pool, need, open_themes, can, registers):
            made.append(Answer(best, tuple(theme for theme in open_themes if theme in can[best]), nearness))
            open_themes = [theme for theme in open_themes if theme not in can[best]]
            pool.remove(best)
    return made


def _best(
    pool: Sequence[str], need: Need, open_themes: Sequence[str], can: dict[str, set[str]], registers: Registers
) -> str | None:
    """Of those who can take on a theme: who covers most, then who has done it with the place, then who knows most."""
    able = [id for id in pool if can[id] & set(open_themes)]

    def rank(id: str) -> tuple[int, int, int, int]:
        past = [one for one in past_records(need.place, open_themes, registers.activities) if id in _takers(one)]
        known = [one for one in registers.know_how if one.municipality == id and one.theme in open_themes]
        since = [one.since for one in _pairs(id, need.place)] or [one.since or NEVER for one in known]
        return -len(can[id] & set(open_themes)), -len(past), -len(known), min(since, default=NEVER)

    return min(able, key=rank) if able else None


def _can(id: str, need: Need, know_how: Iterable[KnowHow]) -> set[str]:
    """Themes of a need that a municipality can take on: what it knows, and what it has agreed on with the place."""
    known = {one.theme for one in know_how if one.municipality == id}
    agreed = {theme for one in _pairs(id, need.place) for theme in one.themes}
    return (known | agreed) & set(need.themes)


def _pairs(id: str, place: str) -> list[reference.Partnership]:
    return [one for one in reference.partnerships() if one.municipality == id and one.place == place]


def _nearness(id: str, need: Need, registers: Registers) -> int:
    """Who has done it in the place stands as near as its partners."""
    past = past_records(need.place, need.themes, registers.activities)
    if _pairs(id, need.place) or any(id in _takers(one) and need.place in one.places for one in past):
        return PARTNER
    return NEAR if _near_partner(id, need.place) else ELSEWHERE


def _near_partner(id: str, place: str) -> str:
    """The municipality's partner that lies in the place, or in which it lies; empty when there is none."""
    near = (one.place for one in reference.partnerships() if one.municipality == id and _related(place, one.place))
    return next(near, "")


def _related(place: str, other: str) -> bool:
    """The same, or one within the other."""
    return place in _line(other) or other in _line(place)


def _line(code: str) -> list[str]:
    return [one.code for one in reference.ancestors(code) if one.level != "country"]


def _served(place: str) -> bool:
    """Whether the programme itself serves the place, for want of a municipality."""
    of_place = [one for one in reference.partnerships() if one.place == place]
    return bool(of_place) and not any(one.municipality for one in of_place)


def _takers(activity: Activity) -> set[str]:
    return {one.municipality for one in reference.partnerships() if one.id in activity.partnerships}


# ---------------------------------------------------------------- why


def _wish(need: Need) -> Iterator[Reason]:
    by = need.stated_by + (said("personal") if need.personal_view else "")
    fields = {"place": words.place(need.place), "by": by, "what": need.what, "day": words.day(need.stated_on)}
    key = "wish_written" if not by else "wish_stated_on" if need.stated_on else "wish_stated"
    yield Reason(rule="wish", text=said(key, **fields))


def _abilities(need: Need, answers: Sequence[Answer], know_how: Sequence[KnowHow]) -> Iterator[Reason]:
    for answer in answers:
        name = words.municipality(answer.municipality)
        for theme in answer.themes:
            known = [one for one in know_how if one.municipality == answer.municipality and one.theme == theme]
            label = words.themes([theme])
            for one in known[:1]:
                key = "ability_since" if one.since else "ability"
                text = said(key, municipality=name, theme=label, what=one.what, since=one.since)
                yield Reason(rule="ability", text=text)
            if not known and answer.nearness == PARTNER:
                place = words.place(need.place)
                yield Reason(rule="ability", text=said("agreed", municipality=name, place=place, theme=label))
    if len(answers) > 1:
        parts = [
            said("part", municipality=words.municipality(answer.municipality), themes=words.themes(answer.themes))
            for answer in answers
        ]
        yield Reason(rule="ability", text=said("combination", parts=said("list").join(parts)))


def _others(need: Need, answers: Sequence[Answer], know_how: Iterable[KnowHow]) -> Iterator[Reason]:
    """Partners of the place that know the main theme too."""
    proposed = [answer.municipality for answer in answers]
    known = {one.municipality for one in know_how if one.theme == need.themes[0]}
    for id in reference.municipalities():
        if id in known and id not in proposed and proposed and _pairs(id, need.place):
            fields = {"municipality": words.municipality(id), "place": words.place(need.place)}
            yield Reason(rule="ability", text=said("also", theme=words.themes(need.themes[:1]), **fields))


def _mediation(need: Need, answers: Sequence[Answer], uncovered: Sequence[str]) -> Iterator[Reason]:
    place = words.place(need.place)
    partners = any(one.municipality for one in reference.partnerships() if one.place == need.place)
    for answer in answers:
        fields = {"place": place, "municipality": words.municipality(answer.municipality)}
        if answer.nearness == NEAR:
            other = words.place(_near_partner(answer.municipality, need.place))
            yield Reason(rule="mediation", text=said("near", other=other, **fields))
        if answer.nearness == ELSEWHERE:
            key = "mediation" if partners else "mediation_served"
            yield Reason(rule="mediation", text=said(key, themes=words.themes(answer.themes), **fields))
    if _served(need.place):
        yield Reason(rule="mediation", text=said("served", place=place))
    if uncovered:
        yield Reason(rule="mediation", text=said("uncovered", themes=words.themes(uncovered)))


def _timely(need: Need, found: Evidence, past: Sequence[Activity]) -> Iterator[Reason]:
    if past:
        key = "record" if len(past) == 1 else "records"
        text = said(key, n=len(past), when=words.when(past[0]), title=past[0].title_ja)
        yield Reason(rule="record", text=text)
    if policy := latest(found.themed):
        key = "draft" if policy.status == "draft" else "issued"
        shared = [theme for theme in need.themes if theme in policy.themes]
        text = said(key, title=words.title(policy), day=words.day(policy.day), theme=words.themes(shared))
        yield Reason(rule="policy", text=text)


def _step(step: Step) -> str:
    key = "step_cost" if step.cost else "step"
    return said(key, place=step.place, years=words.years(step), what=step.what, cost=step.cost)


def _decision(one: Decision) -> str:
    return said(one.choice, municipality=words.municipality(one.municipality), reason=one.reason)
