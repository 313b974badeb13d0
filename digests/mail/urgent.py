"""What cannot wait for the monthly: a correction, or an urgent notice, by the editor, to those whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from email.message import EmailMessage
from typing import Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from digests import naming
from digests.choose import COMMON, Audience, audiences, reach, why
from digests.item import heading
from digests.ledger import Line
from digests.mail.letter import addressed, finished
from digests.plain import inert, web_address
from digests.recipients import Recipient
from digests.wording import day, word
from digests.wrapping import wrap
from warehouse.models import Entry, Language, made_id
from warehouse.reference.states import state_label

Kind = Literal["correction", "red_alert", "national_plan", "comment_deadline"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LANG: Language = "ja"
RED = "红色"
DAYS = 10
"""Before the end of a consultation."""
A_MONTH = 2
"""Mails beside the monthly that a reader gets in a calendar month of Japan."""
LONGEST = 2000
"""Characters of the editor's text."""
JAPAN = ZoneInfo("Asia/Tokyo")
MARK = "notice."


class NoticeRefused(ValueError):
    """The notice is none, or must not go out; the text says what was expected."""


class Notice(NamedTuple):
    """One text of the editor about one item."""

    kind: Kind
    entry: Entry
    text: str

    @property
    def id(self) -> str:
        """Made of what it says, so that it goes out once."""
        return MARK + made_id(self.kind, self.entry.id, self.text)

    @property
    def subject(self) -> str:
        """`【標本】【緊急】重汚染天気の赤色警報：天津市：「…」を発令`."""
        sample = word(LANG, "edition.sample") if self.entry.release.is_sample else ""
        return word(LANG, f"notice.subject_{self.kind}", sample=sample, heading=heading(self.entry, LANG))


def notice(kind: Kind, entry: Entry, text: str, on: date) -> Notice:
    """The notice, where the item is what the kind says. Raises NoticeRefused."""
    said = "\n".join(inert(line) for line in text.strip().splitlines())
    if not 0 < len(said) <= LONGEST:
        raise NoticeRefused(f"expected a text of 1 to {LONGEST} characters, found {len(said)}")
    if not _HOLDS[kind](entry, on):
        raise NoticeRefused(f"{entry.id} is no {kind}: expected {_EXPECTED[kind]}")
    return Notice(kind, entry, said)


def readers(
    one: Notice, recipients: Iterable[Recipient], lines: Iterable[Line], on: date, told_to: frozenset[str]
) -> tuple[dict[Recipient, str], list[Recipient]]:
    """Whom it concerns, each address once, with the reason; and those who have had their share of the month.

    `told_to` are the municipalities whose editions told the item: a correction goes to them.
    """
    reasons: dict[Recipient, str] = {}
    for reader in recipients:
        if reason := _reason(one, reader, told_to):
            first = next((known for known in reasons if known.address.lower() == reader.address.lower()), reader)
            reasons.setdefault(first, reason)
    before = list(_before(one, lines, on))
    full = [reader for reader in reasons if before.count(reader.address.lower()) >= A_MONTH]
    return {reader: reason for reader, reason in reasons.items() if reader not in full}, full


def messages(one: Notice, reasons: Mapping[Recipient, str]) -> Iterator[EmailMessage]:
    """One message a reader; plain text, complete in itself."""
    for reader, reason in reasons.items():
        key = made_id(one.id, reader.address.lower())
        message = addressed(reader, one.subject, f"{one.id}/{reader.municipality}", f"{MARK}{key}")
        message.set_content("\n".join(_body(one, reason)) + "\n", cte="base64")
        yield finished(message, key, LANG)


def _body(one: Notice, reason: str) -> Iterator[str]:
    entry = one.entry
    if entry.release.is_sample:
        yield from (*wrap(word(LANG, "edition.sample_note")), "")
    yield from wrap(word(LANG, f"notice.what_{one.kind}"))
    yield from ("", *wrap(heading(entry, LANG)), *wrap(inert(entry.release.title)))
    yield from wrap(word(LANG, "notice.state", state=_state(entry)))
    for event in entry.analysis.events:
        if event.kind == "comment_due":
            yield word(LANG, "lead.comment", due=day(LANG, event.on))
    yield from (f"{word(LANG, 'field.source')}：", web_address(entry.release.url))
    yield f"{word(LANG, 'field.id')}：{entry.id}"
    yield from ("", f"■ {word(LANG, 'notice.editor')}")
    yield from (line for paragraph in one.text.split("\n") for line in wrap(paragraph))
    yield from ("", *wrap(word(LANG, "notice.why", reason=reason)), *wrap(word(LANG, "notice.contact")))


def _state(entry: Entry) -> str:
    """How far the title's translation can be trusted."""
    _, state = naming.title(entry, entry.release.title, LANG)
    return state_label(LANG, state, sample=entry.release.is_sample)


def _reason(one: Notice, reader: Recipient, told_to: frozenset[str]) -> str:
    """Why a reader gets it; empty for one whom it does not concern."""
    if one.kind == "correction":
        return word(LANG, "notice.told") if reader.municipality in told_to else ""
    entry, own = one.entry, _audience(reader)
    if reader.levels and entry.release.level not in reader.levels:
        return ""
    if reader.themes and not set(reader.themes) & {tag.id for tag in entry.analysis.themes}:
        return ""
    found = reach(entry, own.partners)
    return why(found, own) if own.partners and found.tier != "others" else ""


def _audience(reader: Recipient) -> Audience:
    """The reader's municipality, with the places that they follow beyond its partners; the common edition has none."""
    known = next(a for a in audiences() if (a.id, a.lang) == (reader.municipality, LANG))
    partners = known.partners if known.id != COMMON else ()
    return known._replace(partners=tuple(dict.fromkeys((*partners, *reader.places))))


def _before(one: Notice, lines: Iterable[Line], on: date) -> Iterator[str]:
    """The address of each other notice of the month, as often as it was sent one."""
    first: dict[str, Line] = {}
    for line in lines:
        if line.edition.startswith(MARK) and not line.edition.startswith(f"{one.id}/"):
            first.setdefault(line.message_id, line)
    for line in first.values():
        begun = line.at.astimezone(JAPAN)
        if (begun.year, begun.month) == (on.year, on.month):
            yield line.address.lower()


def _is_red(entry: Entry, on: date) -> bool:
    return any(event.kind == "alert_start" and event.level == RED for event in entry.analysis.events)


def _is_national(entry: Entry, on: date) -> bool:
    return entry.release.level == "central" and entry.analysis.kind in ("plan", "policy", "standard")


def _is_closing(entry: Entry, on: date) -> bool:
    events = entry.analysis.events
    return any(event.kind == "comment_due" and 0 <= (event.on - on).days <= DAYS for event in events)


_HOLDS: dict[Kind, Callable[[Entry, date], bool]] = {
    "correction": lambda entry, on: True,
    "red_alert": _is_red,
    "national_plan": _is_national,
    "comment_deadline": _is_closing,
}
_EXPECTED: dict[Kind, str] = {
    "correction": "an item",
    "red_alert": f"an alert that begins, of the level {RED}",
    "national_plan": "a plan, policy or standard of the centre",
    "comment_deadline": f"a consultation that ends within {DAYS} days",
}
