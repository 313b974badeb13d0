"""The page of a key plan: head in the house layout, outline and targets, original beside translation with states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from digests import goals, naming
from digests.pages import environment
from digests.plain import inert, web_address
from digests.wording import carried, day, due, word
from digests.wrapping import wrap
from warehouse.models import Analysis, Block, Language, Release, Segment, State, Target, Translation

STATES: tuple[State, ...] = ("reviewed", "machine", "template", "untranslated")
OUTLINE_DEPTH = 2
LANG: Language = "ja"
"""Full translations are made into Japanese."""


class Passage(NamedTuple):
    """One segment beside its translation."""

    marker: str
    zh: str
    ja: str
    """Empty while there is none."""
    gloss: str
    state: State
    label: str
    """The state in words, a sample's reviewed translation marked as such."""


class Piece(NamedTuple):
    """One block of the original with its passages."""

    anchor: str
    type: str
    level: int
    passages: tuple[Passage, ...]
    rows: tuple[tuple[Passage, ...], ...] = ()
    """Cells of a table."""

    @property
    def said(self) -> str:
        """The block in Japanese where it is known, else in Chinese."""
        return "".join(passage.ja or passage.zh for passage in self.passages)

    @property
    def marker(self) -> str:
        """The original's numbering."""
        return self.passages[0].marker if self.passages else ""


class Goal(NamedTuple):
    """One row of the table of targets."""

    indicator: str
    value: str
    base: str
    due: str
    duty: str
    nature: str
    quote: str


class Sheet(NamedTuple):
    """Everything that both forms of the page say."""

    heading: str
    """『title』の配布に関する通知."""
    title: Passage
    issuers: tuple[str, ...]
    addressees: str
    number: str
    dates: tuple[tuple[str, str], ...]
    url: str
    pieces: tuple[Piece, ...]
    goals: tuple[Goal, ...]
    shares: tuple[tuple[State, str], ...]
    from_attachment: bool
    is_sample: bool

    @property
    def outline(self) -> tuple[Piece, ...]:
        """The headings of the upper levels."""
        return tuple(p for p in self.pieces if p.type == "heading" and p.level <= OUTLINE_DEPTH and p.passages)


def render(
    release: Release,
    analysis: Analysis,
    segments: Sequence[Segment],
    translations: Mapping[str, Translation],
    *,
    name: Literal["html", "text"],
) -> bytes:
    """The page in UTF-8; `translations` by text id, into Japanese."""
    sheet = _sheet(release, analysis, segments, translations)
    if name == "text":
        return ("\n".join(_text(sheet)) + "\n").encode()
    page = environment().get_template("plan.html")
    return page.render(sheet=sheet, word=partial(word, LANG), lang=LANG).encode()


def shares(segments: Sequence[Segment], translations: Mapping[str, Translation]) -> dict[State, int]:
    """How many passages are in each state."""
    counts = Counter(_state(translations.get(segment.text_id)) for segment in segments)
    return {state: counts[state] for state in STATES if counts[state]}


def _sheet(
    release: Release, analysis: Analysis, segments: Sequence[Segment], translations: Mapping[str, Translation]
) -> Sheet:
    ordered = sorted(segments, key=lambda segment: segment.position)
    passages = [(segment, _passage(segment, translations.get(segment.text_id))) for segment in ordered]
    title = next((p for s, p in passages if s.block == -1), _untranslated(release.title))
    names = {t.source: inert(t.text) for t in translations.values() if t.text}
    return Sheet(
        heading=_heading(title.ja or title.zh),
        title=title,
        issuers=tuple(_name(names, text) for text in release.issuers),
        addressees=word(LANG, "field.list").join(_name(names, text) for text in release.addressees),
        number=inert(release.doc_number),
        dates=tuple(_dates(release)),
        url=web_address(release.url),
        pieces=tuple(_pieces(release.blocks, passages)),
        goals=tuple(_goal(target, names) for target in analysis.targets),
        shares=tuple(_shares(shares(segments, translations), any(t.is_sample for t in translations.values()))),
        from_attachment=release.body_source == "attachment",
        is_sample=release.is_sample,
    )


def _heading(title: str) -> str:
    """The house form: 『plan』の配布に関する通知 without its issuers, who stand above; else 『title』."""
    inner = carried(title, LANG)
    return f"『{inner}』{title[title.index(inner) + len(inner) + 1 :]}" if inner else f"『{title}』"


def _passage(segment: Segment, known: Translation | None) -> Passage:
    zh = inert(segment.text)
    if known is None or not known.text:
        gloss = inert(known.gloss) if known is not None else ""
        return _untranslated(zh, inert(segment.marker), gloss if gloss != zh else "")
    label = _label(known.state, known.is_sample)
    return Passage(inert(segment.marker), zh, inert(known.text), "", known.state, label)


def _untranslated(zh: str, marker: str = "", gloss: str = "") -> Passage:
    return Passage(marker, inert(zh), "", gloss, "untranslated", _label("untranslated", False))


def _state(known: Translation | None) -> State:
    return known.state if known is not None and known.text else "untranslated"


def _label(state: State, sample: bool) -> str:
    return word(LANG, "state.reviewed_sample" if sample and state == "reviewed" else f"state.{state}")


def _pieces(blocks: Sequence[Block], passages: Sequence[tuple[Segment, Passage]]) -> Iterator[Piece]:
    for index, block in enumerate(blocks):
        here = tuple(passage for segment, passage in passages if segment.block == index)
        if block.rows:
            known = {_bare(passage.marker + passage.zh): passage for passage in here}
            rows = tuple(tuple(known.get(_bare(inert(c))) or _untranslated(c) for c in row) for row in block.rows)
            yield Piece(f"b{index}", block.type, block.level, here, rows)
        elif here:
            yield Piece(f"b{index}", block.type, block.level, here)


def _bare(text: str) -> str:
    return "".join(text.split())


def _dates(release: Release) -> Iterator[tuple[str, str]]:
    for key, on in (("written", release.written), ("published", release.published)):
        if on is not None:
            yield word(LANG, f"plan.{key}"), day(LANG, on)


def _goal(target: Target, names: Mapping[str, str]) -> Goal:
    own = [text for text in (target.area, target.sector) if text and text not in target.indicator]
    scope = [_name(names, text) for text in own]
    return Goal(
        indicator="・".join([*scope, _name(names, target.indicator)]),
        value=goals.amount(target, LANG),
        base=_base(target),
        due=due(LANG, target.due) if target.due else "",
        duty=word(LANG, "field.list").join(_name(names, holder) for holder in target.duty_holders),
        nature=word(LANG, f"plan.{target.nature}") if target.nature else "",
        quote=inert(target.quote.text),
    )


def _base(target: Target) -> str:
    if target.base_year:
        return word(LANG, "date.year", y=target.base_year)
    return word(LANG, "plan.year_before") if goals.base(target, LANG) else ""


def _name(names: Mapping[str, str], text: str) -> str:
    """A translated name, a place's own name, or the Chinese marked as such."""
    clean = inert(text)
    said = names.get(text) or names.get(clean) or naming.known(clean, LANG)
    return said or word(LANG, "lead.original", text=clean)


def _shares(counts: Mapping[State, int], sample: bool) -> Iterator[tuple[State, str]]:
    total = sum(counts.values())
    for state, n in counts.items():
        said = word(LANG, "plan.state_share", state=_label(state, sample), share=round(100 * n / total), n=n)
        yield state, said


def _text(sheet: Sheet) -> Iterator[str]:
    if sheet.is_sample:
        yield from wrap(word(LANG, "edition.sample_note"))
        yield ""
    yield from _text_head(sheet)
    yield from ("", f"■ {word(LANG, 'plan.outline')}")
    for piece in sheet.outline:
        yield from wrap(f"{'　' * (piece.level - 1)}{piece.marker}{piece.said}", "　　")
    yield from ("", f"■ {word(LANG, 'plan.targets')}")
    yield from _text_goals(sheet)
    yield from ("", f"■ {word(LANG, 'plan.body')}")
    for piece in sheet.pieces:
        yield ""
        for passage in piece.passages:
            yield from _text_passage(passage)


def _text_head(sheet: Sheet) -> Iterator[str]:
    yield f"【{word(LANG, 'plan.provisional')}】"
    yield from sheet.issuers
    yield from wrap(f"{sheet.heading}［{sheet.title.label}］")
    if sheet.title.ja:
        yield from wrap(sheet.title.zh)
    yield from filter(None, (sheet.url, sheet.number))
    yield from wrap(word(LANG, "plan.to", names=sheet.addressees)) if sheet.addressees else ()
    yield from (f"{label}：{value}" for label, value in sheet.dates)
    yield f"{word(LANG, 'plan.states')}：{'、'.join(said for _, said in sheet.shares)}"
    yield from wrap(word(LANG, "plan.prevails"))
    yield from wrap(word(LANG, "plan.attachment")) if sheet.from_attachment else ()


def _text_goals(sheet: Sheet) -> Iterator[str]:
    if not sheet.goals:
        yield word(LANG, "plan.no_targets")
    for goal in sheet.goals:
        labelled = [("base", goal.base), ("due", goal.due), ("duty", goal.duty), ("nature", goal.nature)]
        more = "　".join(f"{word(LANG, f'plan.{key}')}：{value}" for key, value in labelled if value)
        yield from wrap(f"・{goal.indicator}：{goal.value}　{more}".rstrip(), "　")
        yield from wrap(f"　{word(LANG, 'plan.quote')}：{goal.quote}", "　　")


def _text_passage(passage: Passage) -> Iterator[str]:
    yield from wrap(f"{passage.marker}{passage.zh}")
    said = f"{passage.marker}{passage.ja}" if passage.ja else passage.gloss
    yield from wrap(f"　［{passage.label}］{said}", "　")
