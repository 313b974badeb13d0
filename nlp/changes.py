"""What changed between two versions, or a draft and its final text: numbers first, then clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Analysis, Change, Release, Target

_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(r"[。；;，,\t]")
_COVER = re.compile(r"[：:]$|印发给你们|现予|现将.{2,80}(?:印发|公布|发布|征求)|公开征求|反馈|邮箱|信函|邮寄|传真")
_PAUSE = re.compile(r"[，,；;。：:、]")
_ALIKE = 0.5
_LOOSE = 0.3


def changes(before: Release, read: Analysis, after: Release, reread: Analysis) -> list[Change]:
    """Changed targets before → after, then the clauses that changed otherwise, in the order of the new text."""
    numbers = list(_of_targets(read, reread))
    told_before = {change.quote_before.block for change in numbers if change.quote_before}
    told_after = {change.quote_after.block for change in numbers if change.quote_after}
    clauses = [
        change
        for change in _of_clauses(before, after)
        if not (_block(change.quote_before) in told_before and _block(change.quote_after) in told_after)
    ]
    return [*numbers, *clauses]


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


def _of_clauses(before: Release, after: Release) -> Iterator[Change]:
    """Nothing where the texts are too unlike to be compared clause by clause."""
    old, new = Reading(before), Reading(after)
    matcher = SequenceMatcher(None, [_key(p) for p in old.blocks], [_key(p) for p in new.blocks], autojunk=False)
    if matcher.ratio() < _LOOSE:
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            left, right = filter(_is_clause, old.blocks[i1:i2]), filter(_is_clause, new.blocks[j1:j2])
            yield from _paired(new, list(left), list(right))


def _is_clause(passage: Passage) -> bool:
    """Covering letters, receivers, signatures and dates come and go between a draft and its final text."""
    return bool(_CLAUSE.search(passage.text)) and not _COVER.search(passage.text)


def _paired(new: Reading, left: list[Passage], right: list[Passage]) -> Iterator[Change]:
    for after in right:
        before = max(left, key=lambda passage: _likeness(passage, after), default=None)
        if before is not None and _likeness(before, after) >= _ALIKE:
            left.remove(before)
        else:
            before = None
        yield from _figures(before, after) or [_clause(_name(new, after), before, after)]
    for passage in left:
        yield _clause(passage.text[:30], passage, None)


def _figures(before: Passage | None, after: Passage) -> list[Change]:
    """The figures and days that differ, when nothing else does."""
    token = re.compile(load("changes")["token"])
    if before is None or token.sub("", before.text) != token.sub("", after.text):
        return []
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


def _likeness(a: Passage, b: Passage) -> float:
    return SequenceMatcher(None, a.text[:600], b.text[:600], autojunk=False).ratio()


def _key(passage: Passage) -> str:
    return _SPACE.sub("", passage.text)


def _block(quote: object) -> int | None:
    return getattr(quote, "block", None)
