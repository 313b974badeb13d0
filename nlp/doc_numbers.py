"""发文字号 in running text, in one form whatever brackets, spaces and characters a site uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fffA-Z]{1,16}?)\s*[〔\[（(【﹝［<〈]\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[〕\])）】﹞］>〉]"
    r"\s*(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
_YEAR = re.compile(r"[〔\[（(【﹝［<〈]\s*(?:19|20)\d{2}")
_ORGANS = "[\u4e00-\u9fff](?:[\u4e00-\u9fff、]{0,39}[\u4e00-\u9fff])?"
_SERIAL = r"[\d一二三四五六七八九十百零〇]{1,5}"
_ORDER = re.compile(
    rf"(?![年月日]){_ORGANS}(?:(?:令|公告)\s*(?:[（(〔]?(?:19|20)\d{{2}}\s*年?[）)〕]?)?\s*第?\s*{_SERIAL}\s*号(?!令)"
    rf"|第\s*{_SERIAL}\s*号令)"
)
# 云州市人民政府云政办字〔2021〕12号: the organ's short form begins after the last of these.
_NOT_ORGAN = re.compile(
    r"^.*(?:^原|[和及与暨或的将被见以至]|按(?!照)|根据|依据|依照|参照|参考|结合|引用|遵照|按照|对照|代替|替代|取代|修订|修改|衔接|延续|适用|违反|符合|文号为|请|等|关于|通知|通告|公告|方案|计划|意见|办法|规定|文件|文号|简称|精神|要求"
    r"|贯彻|落实|执行|废止|转发|印发|下发|制发|发布|公布|同时|国务院|环境部|保护部|委员会|政府|办公厅|办公室|我[省市县区局厅委]|[省市][厅局委]|(?:局|厅|(?<!工信)部|委)(?=[\u4e00-\u9fff]{2,6}$))"
    r"(?=[\u4e00-\u9fffA-Z])"
)


_OF_ORGAN = re.compile("[\u4e00-\u9fff、]{0,20}(?:国务院|政府|部|总?局|厅|委|署|委员会)(?:第[^号]+号令|令|公告)")
_BEFORE_ORDER = re.compile("^.*(?:按照|根据|依据|依照|遵照|参照|执行|落实|贯彻|违反|废止|和|及|与|按)")


class DocNumber(NamedTuple):
    """A number where it stands, and its one form."""

    start: int
    end: int
    normal: str


def doc_numbers(text: str) -> Iterator[DocNumber]:
    """Every 发文字号 of a text: `国发〔2023〕24号`, `财税[2015]71 号`."""
    for match in _NUMBER.finditer(text) if "号" in text and _YEAR.search(text) else ():
        organ = match["organ"]
        lead = _NOT_ORGAN.match(organ)
        start = match.start() + (lead.end() if lead else 0)
        if start < match.end("organ"):
            yield DocNumber(start, match.end(), normal(text[start : match.end()]))


def order_number(text: str) -> str:
    """The number of an order or announcement behind a title: 国务院令第736号, 公告2019年第4号; else empty."""
    found = _ORDER.search(text)
    return re.sub(r"\s+", "", found[0]) if found else ""


def orders(text: str) -> Iterator[DocNumber]:
    """Every order and announcement that a text names by its number: 国务院令第682号, 生态环境部公告2018年第9号."""
    for match in _ORDER.finditer(text) if "令" in text or "公告" in text else ():
        lead = _BEFORE_ORDER.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        number = re.sub(r"\s+", "", text[start : match.end()])
        if _OF_ORGAN.match(number):
            yield DocNumber(start, match.end(), number)


def order_before(text: str) -> tuple[int, str]:
    """The number of an order with which a text ends, and where it begins: 根据国务院令第736号; else -1."""
    found = next((found for found in _ORDER.finditer(text) if found.end() == len(text)), None)
    if found is None:
        return -1, ""
    lead = _BEFORE_ORDER.match(found[0])
    return found.start() + (lead.end() if lead else 0), re.sub(r"\s+", "", found[0][lead.end() if lead else 0 :])


def normal(text: str) -> str:
    """`滬府发[2026] 第012号` as `沪府发〔2026〕12号`; anything else without its white space."""
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return re.sub(r"\s+", "", text)
    return f"{match['organ'].replace('滬', '沪')}〔{match['year']}〕{int(match['serial'])}号"
