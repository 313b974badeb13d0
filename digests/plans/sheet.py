"""What every form of a full translation says: head in the house layout, cover letter, body, targets, who made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from digests.plain import inert, web_address
from digests.plans.aims import Goal, goal, name
from digests.plans.notes import noted
from digests.plans.passages import LANG, Passage, Piece, label, passage, pieces, shares, untranslated
from digests.wording import carried, day, word
from warehouse.models import Analysis, Release, Segment, State, Translation
from warehouse.reference.states import STATES

OUTLINE_DEPTH = 2
_LETTER = 15
"""Blocks: a cover letter is not longer."""
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_SHORT = 40
"""Characters: a signature under a letter is not longer than this beside the bodies that it names."""


class Sheet(NamedTuple):
    """Everything that the forms say."""

    heading: str
    """『title』の配布に関する通知."""
    title: Passage
    issuers: tuple[str, ...]
    addressees: str
    number: str
    dates: tuple[tuple[str, str], ...]
    url: str
    letter: tuple[Piece, ...]
    """The cover letter; empty when the page is the plan alone."""
    body: tuple[Piece, ...]
    goals: tuple[Goal, ...]
    shares: tuple[tuple[State, str], ...]
    credits: tuple[tuple[str, str], ...]
    """Who translated, who reviewed, which version."""
    signatures: frozenset[str]
    """Anchors of the letter's blocks that stand at the right."""
    from_attachment: bool
    is_sample: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Letter and body."""
        return self.letter + self.body

    @property
    def outline(self) -> tuple[Piece, ...]:
        """The headings of the upper levels."""
        return tuple(p for p in self.body if p.type == "heading" and p.level <= OUTLINE_DEPTH and p.passages)

    @property
    def goals_by_sentence(self) -> tuple[tuple[Goal, ...], ...]:
        """The targets, those of one sentence together."""
        return tuple(tuple(alike) for _, alike in groupby(self.goals, key=lambda goal: goal.quote))

    @property
    def goal_columns(self) -> tuple[str, ...]:
        """The columns in which any target has something."""
        return tuple(key for key in Goal._fields if any(getattr(goal, key) for goal in self.goals))

    @property
    def whole(self) -> bool:
        """Whether a person has read every passage."""
        return [state for state, _ in self.shares] == ["reviewed"]


def sheet(
    release: Release, analysis: Analysis, segments: Sequence[Segment], translations: Mapping[str, Translation]
) -> Sheet:
    """The sheet of a plan; `translations` by text id, into Japanese."""
    ordered = sorted(segments, key=lambda segment: segment.position)
    passages = [(segment, passage(segment, translations.get(segment.text_id))) for segment in ordered]
    title = next((p for s, p in passages if s.block == -1), untranslated(release.title))
    names = {t.source: inert(t.text) for t in translations.values() if t.text}
    every = tuple(noted(p for p in pieces(release.blocks, passages) if p.zh != title.zh or p.rows))
    begins = _body_begins(every, title.zh)
    used = [translations[segment.text_id] for segment in ordered if segment.text_id in translations]
    return Sheet(
        heading=_heading(title.ja or title.zh),
        title=title,
        issuers=tuple(name(names, text) for text in release.issuers),
        addressees=word(LANG, "field.list").join(name(names, text) for text in release.addressees),
        number=inert(release.doc_number),
        dates=tuple(_dates(release)),
        url=web_address(release.url),
        letter=every[:begins],
        body=every[begins:],
        goals=tuple(goal(target, names) for target in analysis.targets),
        shares=tuple(_shares(shares(segments, translations), any(t.is_sample for t in used))),
        credits=tuple(_credits(release, used)),
        signatures=frozenset(_signatures(every[:begins], release)),
        from_attachment=release.body_source == "attachment",
        is_sample=release.is_sample,
    )


def _heading(title: str) -> str:
    """The house form: 『plan』の配布に関する通知 without its issuers, who stand above; else 『title』."""
    inner = carried(title, LANG)
    return f"『{inner}』{title[title.index(inner) + len(inner) + 1 :]}" if inner else f"『{title}』"


def _body_begins(every: Sequence[Piece], title: str) -> int:
    """Where the plan that a notice carries begins: at its title, else behind the day under the letter; 0 without."""
    inner = carried(title, "zh")
    if not inner:
        return 0
    bare = [re.sub(r"\s", "", piece.marker + piece.zh) for piece in every[:_LETTER]]
    if inner in bare:
        return bare.index(inner)
    return next((at + 1 for at, text in enumerate(bare) if _DAY.fullmatch(text)), 0)


def _signatures(letter: Sequence[Piece], release: Release) -> Iterator[str]:
    """The bodies and the day under the letter."""
    for piece in letter[1:]:
        signed = [body for body in release.issuers if body in piece.zh]
        if _DAY.fullmatch(piece.zh.strip()) or (signed and len(piece.zh) < sum(map(len, signed)) + _SHORT // 2):
            yield piece.anchor


def _dates(release: Release) -> Iterator[tuple[str, str]]:
    for key, on in (("written", release.written), ("published", release.published)):
        if on is not None:
            yield word(LANG, f"plan.{key}"), day(LANG, on)


def _shares(counts: Mapping[State, int], sample: bool) -> Iterator[tuple[State, str]]:
    total = sum(counts.values())
    for state, n in counts.items():
        said = word(LANG, "plan.state_share", state=label(state, sample), share=round(100 * n / total), n=n)
        yield state, said


def _credits(release: Release, used: Sequence[Translation]) -> Iterator[tuple[str, str]]:
    """Whoever had a hand in it, by state; a sample's reviewed text had no reviewer of flesh and blood."""
    for state in STATES[:-1]:
        mine = [t for t in used if t.text and t.state == state]
        if mine:
            yield label(state, any(t.is_sample for t in mine)), _hands(mine)
    yield word(LANG, "plan.version"), word(LANG, "plan.version_of", id=release.version_id[:8])


def _hands(mine: Sequence[Translation]) -> str:
    """`offline 1`, or reviewers with the last day: 環境 花子（2026年11月20日）."""
    days = [t.reviewed_on for t in mine if t.reviewed_on]
    people = dict.fromkeys(inert(t.reviewer) for t in mine if t.reviewer)
    said = word(LANG, "field.list").join(people or dict.fromkeys(map(_engine, mine)))
    return word(LANG, "plan.on", who=said, day=day(LANG, max(days))) if people and days else said


def _engine(made: Translation) -> str:
    """Our own engines in words, others by the name and version they give themselves."""
    own = {"offline": "plan.by_rules", "memory": "plan.by_memory"}
    return word(LANG, own[made.engine]) if made.engine in own else inert(f"{made.engine} {made.engine_version}").strip()
