"""Who is to carry out a measure: 责任单位, 牵头, 配合, 由…负责, each with the measure it stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.holders import ROLES, Role, Said, listed, names, said, verbs
from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Duty

_MEASURE = re.compile(r"[^。；：:，,]{2,40}")
_BRACKET = re.compile(r"[（(]((?:[^（）()\n]|[（(][^（）()\n]{0,30}[)）]){2,400}+)[)）]")
_LIST_END = frozenset("；;。\n】]")
_OTHER_LABEL = re.compile(r"[，,\s]*[\u4e00-\u9fff]{2,6}[：:]")
_LONGEST = 400
_HEAD_ROWS = 3
_COLON = re.compile("[：:】]")


def duties(reading: Reading, blocks: frozenset[int]) -> list[Duty]:
    """Duties in the order of the text, each with the words that give it."""
    return [
        duty
        for index in sorted(blocks)
        for duty in (_of_table if reading.release.blocks[index].rows else _of_block)(reading, reading.blocks[index])
    ]


def _of_block(reading: Reading, block: Passage) -> Iterator[Duty]:
    """Lists behind a label first, then brackets, then the sentences without both."""
    above = _label_above(reading, block.block)
    if above and (holders := names(block.text)):
        yield Duty(role=above, holders=holders, measure=_measure(reading, block, 0), quote=block.quote())
        return
    lists = list(_lists(block.text)) if _COLON.search(block.text) else []
    if not (lists or verbs().search(block.text) or block.text.rstrip("。；")[-1:] in ("）", ")")):
        return
    found = [one for role, start, end in lists for one in listed(block.text[start:end], role, start)]
    text = _blanked(block.text, [(start, end) for _, start, end in lists])
    spoken = {
        match.span(): list(said(match[1], match.start(1), joined=True)) or _at_the_end(text, match)
        for match in _BRACKET.finditer(text)
    }
    found += [one for several in spoken.values() for one in several]
    text = _blanked(text, [span for span, several in spoken.items() if several])
    for one in sorted([*found, *said(text)], key=lambda one: one.start):
        quote = block.part(one.start, one.end)
        yield Duty(role=one.role, holders=one.holders, measure=_measure(reading, block, one.start), quote=quote)


def _label_above(reading: Reading, block: int) -> Role | None:
    """The role of a label that is a line of its own: 责任单位："""
    line = reading.blocks[block - 1].text.strip() if block else ""
    match = _labels().fullmatch(line) if line[-1:] in ("：", ":", "】") else None
    return next(role for role in ROLES if match[role]) if match else None


def _lists(text: str) -> Iterator[tuple[Role, int, int]]:
    """Each label's role and where its list begins and ends: at the next label, a full stop, a bracket that closes."""
    labels = [match for match in _labels().finditer(text) if _is_label(text, match)]
    for match, following in zip(labels, [*labels, None][1:], strict=True):
        role: Role = next(role for role in ROLES if match[role])
        last = min(following.start() if following else len(text), match.end() + _LONGEST)
        other = _OTHER_LABEL.search(text, match.end(), last)
        last = other.start() if other else last
        depth = 0
        for end in range(match.end(), last):
            depth += (text[end] in "（(") - (text[end] in "）)")
            if depth < 0 or text[end] in _LIST_END:
                last = end
                break
        yield role, match.end(), last


def _is_label(text: str, match: re.Match[str]) -> bool:
    """各责任单位： is no label, and 牵头： only where nothing stands before it."""
    before = text[max(0, match.start() - 1) : match.start()]
    is_full = re.search(r"(?:单位|部门|主体|处室|科室|分工)[】]?\s*[：:】]?\s*$", match[0])
    return before not in ("各", "由", "对", "请") and bool(is_full or not re.match(r"[\u4e00-\u9fff]", before))


def _at_the_end(text: str, bracket: re.Match[str]) -> list[Said]:
    """（市生态环境局、市公安局） behind a measure names who is responsible, though no word says so."""
    holders = names(bracket[1]) if re.fullmatch(r"[。；]?\s*", text[bracket.end() : bracket.end() + 3]) else None
    return [Said("responsible", holders, *bracket.span(1))] if holders and len(holders) > 1 else []


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with stops in place of some spans, so that everything else stays where it is."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    gaps = ["；" * (end - start) for start, end in spans]
    kept = [text[first:last] for first, last in zip(ends, starts, strict=True)]
    return "".join(part for pair in zip(kept, [*gaps, ""], strict=True) for part in pair)


def _of_table(reading: Reading, table: Passage) -> Iterator[Duty]:
    """Columns of responsible bodies beside a column of tasks."""
    rows = reading.release.blocks[table.block].rows
    heads = [(at, _columns(row)) for at, row in enumerate(rows[:_HEAD_ROWS])]
    head, columns = next(((at, found) for at, found in heads if found), (0, {}))
    task = _task_column(rows[head], columns) if columns else 0
    offset = 0
    for number, row in enumerate(rows):
        for at, role in columns.items() if number > head else ():
            start = offset + len("\t".join(row[:at])) + (at > 0)
            for one in listed(row[at], role, start) if at < len(row) else ():
                measure = row[task][:40] if task < len(row) else ""
                yield Duty(role=one.role, holders=one.holders, measure=measure, quote=table.part(one.start, one.end))
        offset += len("\t".join(row)) + 1


def _columns(row: tuple[str, ...]) -> dict[int, Role]:
    labels = load("agencies")["labels"]
    return {at: role for at, cell in enumerate(row) for role in ROLES if re.match(labels[role], "".join(cell.split()))}


def _task_column(head: tuple[str, ...], columns: dict[int, Role]) -> int:
    """The column of tasks by its name, else the first that is no number and no body."""
    named = (at for at, cell in enumerate(head) if re.search(load("agencies")["task"], cell))
    return next(named, next((at for at, cell in enumerate(head) if at not in columns and "序号" not in cell), 0))


def _measure(reading: Reading, block: Passage, at: int) -> str:
    """The first words of the sentence that ends there, else the heading above."""
    before = block.text[max(0, at - _LONGEST) : at].rstrip("（( 。；;")
    first = _MEASURE.search(before)
    if first:
        return first[0].strip()
    above = reading.headings[block.block]
    return reading.blocks[above].text if above >= 0 and above != block.block else _previous(reading, block.block)


def _previous(reading: Reading, block: int) -> str:
    """A 责任单位 that stands on a line of its own belongs to the block before it."""
    first = _MEASURE.search(reading.blocks[block - 1].text) if block > 0 else None
    return first[0].strip() if first else ""


@cache
def _labels() -> re.Pattern[str]:
    words = load("agencies")["labels"]
    return re.compile("(?:" + "|".join(f"(?P<{role}>{words[role]})" for role in ROLES) + r")(?:】?\s*[：:]|】)\s*")
