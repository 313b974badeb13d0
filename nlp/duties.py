"""Who is to carry out a measure: 责任单位, 牵头, 配合, 由…负责."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Duty

Role = Literal["lead", "support", "responsible"]
_SPLIT = re.compile(r"[、，,；;](?![^（(]*[)）])|(?<=[局厅委部府办院区县])[和及与]|\s+")
_MEASURE = re.compile(r"[^。；：:，,]{2,40}")
_NO_HOLDER = re.compile(r"^(?:等.*|按.*|各有关.*|有关部门|相关部门|分别|共同|具体|依法|单位)$")
_PREFIX = re.compile(
    r"^(?:由|并由|以及|各有关|其中)|(?:等(?:有关|相关)?(?:部门|单位)?|按.*|共同|分别|具体|依法|会同)+$"
)


def duties(reading: Reading, blocks: frozenset[int]) -> list[Duty]:
    """Duties in the order of the text, each with the words that give it."""
    return [
        duty
        for index in sorted(blocks)
        for duty in (_of_table if reading.release.blocks[index].rows else _of_block)(reading, reading.blocks[index])
    ]


def _of_block(reading: Reading, block: Passage) -> Iterator[Duty]:
    for pattern in _patterns():
        spoken = list(pattern.finditer(block.text))
        for match in spoken:
            role: Role = next(role for role in _ROLES if match.groupdict().get(role))
            holders = _holders(match[role])
            if holders:
                start, end = match.span(role)
                yield Duty(
                    role=role,
                    holders=holders,
                    measure=_measure(reading, block, match.start()),
                    quote=block.part(start, end),
                )
        if spoken:
            return


_ROLES: tuple[Role, ...] = ("lead", "support", "responsible")


def _of_table(reading: Reading, table: Passage) -> Iterator[Duty]:
    """A column of responsible bodies beside the tasks of the first column."""
    head, *rows = reading.release.blocks[table.block].rows
    words = load("agencies")
    columns = {at: role for at, cell in enumerate(head) for role in _ROLES if re.search(f"^(?:{words[role]})", cell)}
    offset = len("\t".join(head)) + 1
    for row in rows:
        for at, role in columns.items():
            start = offset + len("\t".join(row[:at])) + (at > 0)
            if at < len(row) and (holders := _holders(row[at])):
                quote = table.part(start, start + len(row[at]))
                yield Duty(role=role, holders=holders, measure=row[0][:40], quote=quote)
        offset += len("\t".join(row)) + 1


def _holders(text: str) -> tuple[str, ...]:
    """Names of bodies; 「等部门按职责分工」 names none."""
    names = (_PREFIX.sub("", _PREFIX.sub("", part.strip(" ：:（）()。"))) for part in _SPLIT.split(text))
    return tuple(dict.fromkeys(name for name in names if len(name) >= 2 and not _NO_HOLDER.match(name)))


def _measure(reading: Reading, block: Passage, at: int) -> str:
    """The first words of the sentence that ends there, else the heading above."""
    before = block.text[:at].rstrip("（( 。；;")
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
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Labelled lists first, then 「…牵头，…配合」, then 「由…负责」."""
    words = load("agencies")
    name = r"(?:[^：:；;。（）()\n]|[（(][^（）()\n]{1,8}[)）])"
    return (
        re.compile(
            rf"(?:{words['lead']})[：:](?P<lead>{name}{{2,200}}?)(?=[；;。）)，,]?\s*(?:{words['support']})[：:]|[；;。）)\n]|$)"
            rf"|(?:{words['support']})[：:](?P<support>{name}{{2,300}}?)(?=[；;。）)\n]|$)"
            rf"|(?:{words['responsible']})[：:](?P<responsible>{name}{{2,300}}?)(?=[；;。）)\n]|$)"
        ),
        re.compile(
            r"(?:由|[（(])(?P<lead>[^，,；;。：:（）()\n]{2,80}?)牵头(?:负责|组织|实施)?"
            r"|(?<=[，,、])(?:由)?(?P<support>[^；;。：:（）()\n]{2,200}?)(?:等)?(?:按职责分工)?(?:配合|参与|参加)(?=[）)。；;]|$)"
        ),
        re.compile(
            r"[（(](?P<responsible>(?:[^；;。：:（）()\n]|（[^（）]{1,8}）){2,200}?)(?:等)?(?:按照?(?:各自)?职责(?:分工)?|分工|共同|分别)*(?:负责|落实)[）)]"
        ),
        re.compile(
            r"由(?P<responsible>[^，,；;。：:（）()由\n]{2,60}?(?:部门|单位|[厅局委办部府])(?:等)?)(?:按照?职责分工|共同|具体|统一)*负责"
        ),
    )
