"""Cuts a release into units of translation, numbering outside; says of each what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nlp.translation.cutting import marked, split
from nlp.translation.normalise import text_id
from warehouse.models import Analysis, Block, Release, Segment, SegmentKind

_HEADING_LENGTH = 30
"""Characters: a first sentence of an item up to this long is its run-in heading."""
_SERIAL = re.compile(r"[\s\d一二三四五六七八九十.、（）()]*")


class Context(NamedTuple):
    """What an engine may be told of a segment's surroundings; Chinese, empty where there is none."""

    before: str = ""
    """The text right before it in the same block, else the block before."""
    after: str = ""
    heading: str = ""
    """The nearest heading above it."""
    header: str = ""
    """Of a cell: what heads its column."""
    row: str = ""
    """Of a cell: what its row is about."""


NOWHERE = Context()
"""Of a text that stands alone."""


def segment(release: Release, analysis: Analysis, whole: bool) -> list[Segment]:
    """Title, headings and the sentences of targets; with `whole` every block, and of tables each text once.

    Positions count from 0, the title, in the order of the page.
    """
    wanted = {(target.quote.block, target.quote.text) for target in analysis.targets}
    pieces = [(-1, "title", "", release.title)] if release.title.strip() else []
    for index, block in enumerate(release.blocks):
        pieces += [(index, *piece) for piece in _block(index, block, wanted, whole)]
    return [
        Segment(
            version_id=release.version_id,
            position=position,
            block=index,
            kind=kind,
            marker=marker,
            text=text,
            text_id=text_id(text),
            is_sample=release.is_sample,
        )
        for position, (index, kind, marker, text) in enumerate(pieces)
    ]


def join(segments: Iterable[Segment]) -> str:
    """The text that all segments of a block were cut from, its marker before it, to the character; not for tables."""
    return "".join(segment.marker + segment.text for segment in segments)


def contexts(release: Release, segments: Sequence[Segment]) -> list[Context]:
    """One context a segment, in their order; `segments` are all of the release or some, in the order of the page."""
    found, heading = [], ""
    for at, here in enumerate(segments):
        before = segments[at - 1].text if at and segments[at - 1].kind != "title" else ""
        after = segments[at + 1].text if at + 1 < len(segments) and here.kind != "title" else ""
        block = release.blocks[here.block] if here.block >= 0 else None
        if block is not None and block.rows:
            header, row = _place_in(block.rows, here.marker + here.text)
            found.append(Context(heading=heading, header=header, row=row))
        else:
            found.append(Context(before, after, "" if here.kind == "title" else heading))
        heading = here.text if here.kind == "heading" else heading
    return found


def is_run_in(sentence: str, text: str) -> bool:
    """A short first sentence of an item, such as 优化产业布局。, is its heading; so is an item that is nothing else."""
    return len(sentence) <= _HEADING_LENGTH and (sentence == text or sentence.endswith("。"))


# ---------------------------------------------------------------- cutting

_Piece = tuple[SegmentKind, str, str]


def _block(index: int, block: Block, wanted: set[tuple[int, str]], whole: bool) -> Iterator[_Piece]:
    if block.rows:
        texts = dict.fromkeys(cell.strip() for row in block.rows for cell in row) if whole else {}
        for text in filter(None, texts):
            marker, said = marked(text)
            yield "cell", marker, said
    elif not block.text.strip():
        if block.marker.strip():
            yield "heading", "", block.marker
    elif block.type == "heading":
        marker, text = ("", block.text) if block.marker else marked(block.text)
        yield "heading", block.marker + marker, text
    else:
        yield from _sentences(index, block, wanted, whole)


def _sentences(index: int, block: Block, wanted: set[tuple[int, str]], whole: bool) -> Iterator[_Piece]:
    for place, sentence in enumerate(split(block.text)):
        marker, text = marked(sentence)
        marker = block.marker + marker if place == 0 else marker
        kind = _kind(index, sentence.strip(), wanted)
        run_in = place == 0 and kind == "sentence" and (block.type == "item" or marker.strip())
        if run_in and is_run_in(text, marked(block.text)[1]):
            yield "heading", marker, text
        elif whole or kind == "target":
            yield kind, marker, text


def _kind(index: int, sentence: str, wanted: set[tuple[int, str]]) -> SegmentKind:
    """A sentence that holds, or is held by, a target's quote is that target."""
    return (
        "target" if any(at == index and (text in sentence or sentence in text) for at, text in wanted) else "sentence"
    )


# ---------------------------------------------------------------- tables


def _place_in(rows: Sequence[Sequence[str]], text: str) -> tuple[str, str]:
    """What heads the column and the row of the first cell that has this text; nothing of the heads themselves."""
    heads = _head_rows(rows)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.strip() == text:
                above = (head[column].strip() for head in rows[: min(at, heads)] if column < len(head))
                header = " ".join(dict.fromkeys(said for said in above if said and said != text))
                return header, _label(row, column) if at >= heads else ""
    return "", ""


def _head_rows(rows: Sequence[Sequence[str]]) -> int:
    """One row, and one more for each above the last that has merged cells."""
    merged = 0
    for row in rows[:-1]:
        said = [cell for cell in row if cell.strip()]
        if len(set(said)) == len(said):
            break
        merged += 1
    return merged + 1


def _label(row: Sequence[str], column: int) -> str:
    """The first cell of the row that is no serial number, where it stands before the column."""
    return next((cell.strip() for cell in row[:column] if not _SERIAL.fullmatch(cell) and cell != row[column]), "")
