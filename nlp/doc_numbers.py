"""发文字号 in running text, in one form whatever brackets, spaces and characters a site uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fffA-Z]{1,16}?)\s*[〔\[（(【﹝［<〈]\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[〕\])）】﹞］>〉]"
    r"\s*(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
_NOT_ORGAN = re.compile(
    r"^.*(?:^原|和|及|与|根据|按照|依据|关于|通知|方案|计划|意见|以下简称|文号|贯彻|落实|转发|印发|的)(?=[\u4e00-\u9fffA-Z])"
)


class DocNumber(NamedTuple):
    """A number where it stands, and its one form."""

    start: int
    end: int
    normal: str


def doc_numbers(text: str) -> Iterator[DocNumber]:
    """Every 发文字号 of a text: `国发〔2023〕24号`, `财税[2015]71 号`."""
    for match in _NUMBER.finditer(text):
        organ = match["organ"]
        lead = _NOT_ORGAN.match(organ)
        start = match.start() + (lead.end() if lead else 0)
        if start < match.end("organ"):
            yield DocNumber(start, match.end(), normal(text[start : match.end()]))


def normal(text: str) -> str:
    """`滬府发[2026] 第012号` as `沪府发〔2026〕12号`; anything else without its white space."""
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return re.sub(r"\s+", "", text)
    return f"{match['organ'].replace('滬', '沪')}〔{match['year']}〕{int(match['serial'])}号"
