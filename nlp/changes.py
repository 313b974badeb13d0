"""What changed between two versions, or a draft and its final text: numbers first, then clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.alignment import Unit, paired, units
from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Analysis, Change, Quote, Release, Target

_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(r"[。；;，,\t]")
_COVER = re.compile(r"[：:]$|印发给你们|现予|现将.{2,80}(?:印发|公布|发布|征求)|公开征求|反馈|邮箱|信函|邮寄|传真")
_PAUSE = re.compile(r"[，,；;。：:、]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LOOSE = 0.3
_MOST = 80


def changes(before: Release, read: Analysis, after: Release, reread: Analysis) -> list[Change]:
    """Changed targets before → after, then the clauses that changed otherwise, in the order of the new text.

    What was added has no `before`, what was removed no `after`. Of releases partly on air only those parts are
    compared. Of very many changes, the first 80.
    """
    numbers = list(_of_targets(read, reread))
    clauses = _of_clauses(before, after, numbers)
    on_air = (c for c in clauses if _counts(c.quote_before, read) or _counts(c.quote_after, reread))
    return [*numbers, *on_air][:_MOST]


def _counts(quote: Quote | None, analysis: Analysis) -> bool:
    if quote is None or analysis.relevance != "partly":
        return quote is not None
    return any(part.block == quote.block and _meets(part, quote) for part in analysis.parts)


def _of_targets(before: Analysis, after: Analysis) -> Iterator[Change]:
    """Each target beside the one of the same indicator, area and unit; those that only one text has are clauses."""
    left = list(before.targets)
    pairs: list[tuple[Target, Target]] = []
    for exact in (True, False):
        for target in after.targets:
            if not any(target is new for _, new in pairs):
                old = next((old for old in left if _is_same_aim(old, target, exact)), None)
                if old is not None:
                    left.remove(old)
                    pairs.append((old, target))
    for old, new in pairs:
        if _aim(old) != _aim(new):
            with_due = old.due != new.due
            yield Change(
                what=new.indicator,
                before=_shown(old, with_due),
                after=_shown(new, with_due),
                quote_before=old.quote,
                quote_after=new.quote,
            )


def _is_same_aim(old: Target, new: Target, exact: bool) -> bool:
    """First those equal in all, so that of two rows of one indicator the changed ones meet."""
    named = (old.indicator, old.area, old.unit) == (new.indicator, new.area, new.unit)
    return named and (_aim(old) == _aim(new) if exact else _direction(old) == _direction(new))


def _direction(target: Target) -> str:
    return target.comparator if target.comparator in ("decrease", "increase") else "level"


def _aim(target: Target) -> tuple[object, ...]:
    return target.comparator, target.value, target.value_high, target.base_year, target.due


def _shown(target: Target, with_due: bool) -> str:
    high = f"—{target.value_high:g}" if target.value_high is not None else ""
    due = f"（{target.due.isoformat()}）" if with_due and target.due else ""
    return f"{target.value:g}{high}{target.unit}{due}"


def _of_clauses(before: Release, after: Release, told: Sequence[Change]) -> Iterator[Change]:
    """Nothing where the texts are too unlike to be compared clause by clause."""
    old, new = Reading(before), Reading(after)
    differing, alike = paired(units(old), units(new))
    if alike < _LOOSE:
        return
    for left, right in differing:
        if left and right:
            yield from _changed(new, left, right, _told_of(told, right))
        elif right and _is_clause(right):
            yield _clause(_name(new, right.passage), None, right.passage)
        elif left and _is_clause(left):
            yield _clause(_name(old, left.passage), left.passage, None)


def _is_clause(unit: Unit) -> bool:
    """Covering letters, receivers, signatures and dates come and go between a draft and its final text."""
    text = unit.passage.text
    return bool(_CLAUSE.search(text)) and not _COVER.search(text)


def _told_of(told: Sequence[Change], unit: Unit) -> frozenset[tuple[str, str]]:
    """What is told of a sentence's targets already: the numbers before and after."""
    quote = unit.passage.quote()
    here = (c for c in told if c.quote_after and c.quote_after.block == quote.block and _meets(c.quote_after, quote))
    return frozenset((number, _first(c.before) or "") for c in here if (number := _first(c.after)))


def _meets(a: Quote, b: Quote) -> bool:
    return a.start < b.end and b.start < a.end


def _first(text: str) -> str | None:
    found = _NUMBER.search(text)
    return f"{float(found[0]):g}" if found else None


def _changed(new: Reading, old: Unit, unit: Unit, told: frozenset[tuple[str, str]]) -> Iterator[Change]:
    """Figures and days when nothing else differs, cell by cell in a row; else the figures, then the clause."""
    before, after = old.passage, unit.passage
    if unit.is_row and old.passage.text.count("\t") == after.text.count("\t"):
        yield from _of_cells(new, old, unit, told)
    elif (figures := _figures(before, after)) is not None:
        yield from (change for change in figures if (_first(change.after), _first(change.before)) not in told)
    elif _is_clause(unit) or _is_clause(old):
        yield _clause(_name(new, after), before, after)


def _of_cells(new: Reading, old: Unit, unit: Unit, told: frozenset[tuple[str, str]]) -> Iterator[Change]:
    """A row's cells that differ, each under its row's and its column's name."""
    heads = new.release.blocks[unit.passage.block].rows[0]
    cells = zip(heads, old.passage.text.split("\t"), unit.passage.text.split("\t"), strict=False)
    for head, before, after in cells:
        if before.strip() != after.strip() and (_first(after), _first(before)) not in told:
            yield Change(
                what=" ".join(dict.fromkeys(filter(None, (unit.label, head.strip())))),
                before=before.strip(),
                after=after.strip(),
                quote_before=old.passage.quote(),
                quote_after=unit.passage.quote(),
            )


def _figures(before: Passage, after: Passage) -> list[Change] | None:
    """The figures and days that differ; None when something else does too."""
    token = _token()
    if _bare(token, before.text) != _bare(token, after.text):
        return None
    pairs = zip(token.finditer(before.text), token.finditer(after.text), strict=False)
    return [
        Change(
            what=_about(after.text, new),
            before=old[0].strip(),
            after=new[0].strip(),
            quote_before=before.quote(),
            quote_after=after.quote(),
        )
        for old, new in pairs
        if old[0].strip() != new[0].strip()
    ]


def _bare(token: re.Pattern[str], text: str) -> str:
    return _SPACE.sub("", token.sub("\0", text))


@cache
def _token() -> re.Pattern[str]:
    return re.compile(load("changes")["token"])


def _about(text: str, figure: re.Match[str]) -> str:
    """What a figure is of: the words before it in its clause, else those behind it."""
    words = load("changes")
    before, behind = _PAUSE.split(text[: figure.start()])[-1], _PAUSE.split(text[figure.end() :])[0]
    if re.match(words["force"], behind):
        return str(words["planned_day"] if re.search(words["planned"], before) else words["day"])
    return re.sub(r"(?:约|为|达到?|至|到|自|于|在|超过|不|最高)+$", "", before) or behind or text[:30]


def _clause(what: str, before: Passage | None, after: Passage | None) -> Change:
    return Change(
        what=what,
        before=before.text if before else "",
        after=after.text if after else "",
        quote_before=before.quote() if before else None,
        quote_after=after.quote() if after else None,
    )


def _name(reading: Reading, passage: Passage) -> str:
    """The heading above, else the clause's first words."""
    above = reading.headings[passage.block]
    return reading.blocks[above].text[:40] if above >= 0 else passage.text[:30]
