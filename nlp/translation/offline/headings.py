"""Headings: the marker stays outside, the rest is clauses or a short title."""

from __future__ import annotations

import re
from functools import cache

from nlp.translation.offline.titles import heading_title
from nlp.translation.offline.tokens import NotParsedError
from warehouse.reference.numbering import LABELS, japanese_marker

_LABELS = {**LABELS, "表": "表", "图": "図"}
"""At the beginning of a heading, with or without a number or letter; the short ones only with."""
_MARKER = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[章节条款篇]|[一二三四五六七八九十]+、"
    r"|（[一二三四五六七八九十]+）|\d{1,2}(?:\.\d{1,2}){1,3}(?=[\u4e00-\u9fff])(?![个百万亿吨千公平立毫克微米倍年月日天小时分度家辆台户座项蒸元级])|\d{1,2}(?:[、．]|\.(?!\d)|\.(?=20\d\d年))|（\d{1,2}）|[①-⑳]|——|—(?!\d)|-(?=20\d\d年|[^\d-])|[●■◆▲•·○□★◎])\s*"
)


def label(text: str) -> str:
    """附件： or 附表2 alone on its line.

    Raises:
        NotParsedError: when it is more, or something else.
    """
    match = _ALONE.match(text)
    if match is None:
        raise NotParsedError("no label", text)
    return japanese_marker(match[0])


_ALONE = re.compile(rf"^(?:{'|'.join(LABELS)})(?:\d{{1,2}}(?:[—-]\d{{1,2}})?)?：?$")


def heading(text: str) -> str:
    """A normalised heading in Japanese; its numbering, if it still has one, stands as it is.

    Raises:
        NotParsedError: when any part is accounted for by no rule.
    """
    if found := _label().match(text):
        return f"{_LABELS[found[1]]}{found[2]}　{heading(text[found.end() :])}"
    marker, rest = split_marker(text)
    rest = rest.rstrip("。：")
    gap = "　" if marker.startswith("第") else " " if re.search(r"\d$", marker) else ""
    return marker.replace("节", "節") + gap + heading_title(rest)


@cache
def _label() -> re.Pattern[str]:
    """附件1 before what it is called; 附件所列企业 speaks of it, 附表2026年 counts no tables."""
    words = "|".join(word if len(word) > 1 else rf"{word}(?=\d)" for word in _LABELS)
    number = r"[A-Z](?![A-Za-z])|\d{1,2}(?![\d—年月日个项份.-])|"
    return re.compile(rf"({words})({number})(?:[：:] ?| |(?=[^的所中之至到规和与及或、，以列：:\d]))(?=.)")


def split_marker(text: str) -> tuple[str, str]:
    """Numbering at the beginning, and the rest."""
    match = _MARKER.match(text)
    if not match:
        return "", text
    # A figure close behind a hyphen would read as negative.
    return "- " if match[0] == "-" else match[0], text[match.end() :]
