"""Which of a page's dates is the day of publication, which that of writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawlers.page.labels import Said, label_of
from crawlers.page.survey import Survey
from crawlers.text import dates
from crawlers.text.lines import Line

_METAS = ("pubdate", "firstpublishedtime", "publishdate", "article:published_time", "publishtime")
_NO_DATELINE = re.compile(
    r"[。；，《]|成文|生成|制发|签发|发文|印发|通过|修订|修正|施行|生效|有效|失效|废止|星期|今天|今日|欢迎"
)
_DAY_BEFORE = re.compile(r"(?=(?<!\d)(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月)")
_PASSED = re.compile(r"(?:会议|令).*?(?:通过|批准|修订|修正|修改|公布|发布)")
_GLUED = re.compile(r"(:\d{2})(?=(?:19|20)\d{2}-)")
_LONGEST_DATELINE = 70


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a page."""

    published: date | None
    basis: str
    written: date | None
    seen: dict[str, str]


def days(
    found: Survey, head: Sequence[Line], first: Sequence[Line], answers: Sequence[Said], url: str, signed: str
) -> Days:
    """The information table is believed first, then what a reader sees above the body, then meta tags."""
    told = [
        (one, day)
        for one in answers
        if one.field in ("published", "written", "issued") and (day := dates.value(one.value))
    ]
    labelled, visible = _told(told, "published"), _dateline(head)
    address, signature = dates.of_url(url), dates.find(signed)
    meta = _meta(found, address)
    seen = {f"{'table' if one.table else 'visible'}:{one.label}": day.isoformat() for one, day in reversed(told)}
    passed = _passed([*head, *first])
    others = {"visible": visible, "meta:PubDate": meta, "url": address, "signature": signature, "history": passed}
    seen |= {where: day.isoformat() for where, day in others.items() if day}
    published, basis = labelled or (visible, "visible" if visible else "")
    if published is None and meta:
        published, basis = meta, "meta"
    return Days(published, basis, _written(told, signature or passed), seen)


def _written(told: Sequence[tuple[Said, date]], signature: date | None) -> date | None:
    """成文日期, then the signature's; 发文日期 last, for some sites fill it in with the day of publication."""
    fields = {one.field: day for one, day in reversed(told)}
    return fields.get("written") or signature or fields.get("issued")


def _passed(lines: Sequence[Line]) -> date | None:
    """The last day on which a law was passed or changed, as the note in brackets below its title says."""
    notes = (line.text for line in lines if line.text.startswith(("（", "(")))
    steps = (part for note in notes for part in _DAY_BEFORE.split(note) if _PASSED.search(part))
    return max((day for part in steps if (day := dates.find(part))), default=None)


def _told(told: Sequence[tuple[Said, date]], field: str) -> tuple[date, str] | None:
    """The day of the first label, those in tables before those in running text."""
    ordered = sorted(((one, day) for one, day in told if one.field == field), key=lambda pair: not pair[0].table)
    return next(((day, "table" if one.table else "visible") for one, day in ordered), None)


def is_dateline(text: str) -> bool:
    """Whether a line is short and says little beside its date."""
    if dates.at_end(text):
        return True
    rest = dates.without(text)
    return len(rest) <= min(_LONGEST_DATELINE, len(text) - 1) and not _NO_DATELINE.search(rest)


def _dateline(head: Sequence[Line]) -> date | None:
    """The day of the line above the body that is nearest to it."""
    pairs = zip(reversed(head), [*(line.text for line in reversed(head[:-1])), ""], strict=False)
    lines = [
        line.text
        for line, before in pairs
        if not line.is_link and is_dateline(line.text) and label_of(before) in ("", "published")
    ]
    return next((day for text in lines if (day := dates.at_end(text) or dates.find(text))), None)


def _meta(found: Survey, address: date | None) -> date | None:
    """The day of the meta tags; of several, the one that the address agrees with, else the first."""
    texts = [text for name in _METAS for text in found.metas.get(name, ())]
    # Some sites write two times of publication into one tag with nothing between.
    texts = [_GLUED.sub(r"\1 ", text) for text in texts]
    values = [day for text in texts for day in (dates.every(text) or filter(None, [dates.value(text)]))]
    return address if address in values else next(iter(values), None)
