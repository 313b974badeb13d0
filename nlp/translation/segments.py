"""Cuts a release into units of translation; numbering stays outside, nothing is cut inside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.translation.normalise import normalise, text_id
from warehouse.models import Analysis, Block, Release, Segment, SegmentKind

_OPEN, _CLOSE = "（《“〈〔【(", "）》”〉〕】)"
_ENDS = "。！？；"
_MARKER = re.compile(
    r"^\s*(第[一二三四五六七八九十百]+[章节条款篇][\s　]*"
    r"|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\)"
    r"|\d{1,2}(?:[、．]|\.(?!\d)|\.(?=20\d\d年))\s*|[（(]\d{1,2}[）)]|[①-⑳]|附件\s*\d*[：:]?|专栏\s*\d*[：:]?|[一二三四五六七八九]是(?=[\u4e00-\u9fff]))"
)
_HEADING_LENGTH = 30
"""Characters: a first sentence of an item up to this long is its run-in heading."""


def segment(release: Release, analysis: Analysis, whole: bool) -> list[Segment]:
    """Title, headings and the sentences of targets; with `whole` every block, cell by cell in tables.

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


_Piece = tuple[SegmentKind, str, str]


def _block(index: int, block: Block, wanted: set[tuple[int, str]], whole: bool) -> Iterator[_Piece]:
    if block.type == "table":
        yield from (("cell", "", cell.strip()) for row in block.rows if whole for cell in row if cell.strip())
        return
    marker, text = (block.marker, block.text.strip()) if block.marker else marked(block.text)
    if block.type == "heading":
        yield "heading", marker, text
        return
    yield from _sentences(index, marker, text, wanted, whole, run_in=block.type == "item" or bool(marker))


def _sentences(
    index: int, marker: str, text: str, wanted: set[tuple[int, str]], whole: bool, run_in: bool
) -> Iterator[_Piece]:
    for place, sentence in enumerate(split(text)):
        inner, bare = ("", sentence) if place == 0 else marked(sentence)
        mark = marker if place == 0 else inner
        kind = _kind(index, sentence, wanted)
        if place == 0 and run_in and kind == "sentence" and is_run_in(sentence, text):
            yield "heading", mark, bare
        elif whole or kind == "target":
            yield kind, mark, bare


def _kind(index: int, sentence: str, wanted: set[tuple[int, str]]) -> SegmentKind:
    """A sentence that holds, or is held by, a target's quote is that target."""
    return (
        "target" if any(at == index and (text in sentence or sentence in text) for at, text in wanted) else "sentence"
    )


def is_run_in(sentence: str, text: str) -> bool:
    """A short first sentence of an item, such as 优化产业布局。, is its heading; so is an item that is nothing else."""
    return len(sentence) <= _HEADING_LENGTH and (sentence == text or sentence.endswith("。"))


def marked(text: str) -> tuple[str, str]:
    """Numbering at the beginning, and the rest."""
    match = _MARKER.match(text)
    return (match[1].strip(), text[match.end() :].strip()) if match else ("", text.strip())


def split(text: str) -> list[str]:
    """Sentences; an end inside brackets or a title is none."""
    found, start, depth = [], 0, 0
    for index, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE and depth > 0)
        if char in _ENDS and depth == 0:
            found.append(text[start : index + 1])
            start = index + 1
    return [piece.strip() for piece in (*found, text[start:]) if piece.strip()]


def plain(text: str) -> str:
    """The text as the engines see it: normalised, without a full stop at its end."""
    return normalise(text).rstrip("。；")
