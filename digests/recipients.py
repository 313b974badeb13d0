"""Who gets which edition, and since when by whose consent: private data, read strictly, row by row."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from digests import paused
from digests.choose import COMMON as COMMON
from digests.plain import inert
from warehouse import reference
from warehouse.models import Language, Level, Month, Record

log = logging.getLogger("aozora")
SAMPLE = Path(__file__).parent / "sample_recipients.yml"
FILE = Path("private") / "recipients.yml"
"""Below the data folder."""
VARIABLE = "aozora_recipients"
"""Name of the same list where Airflow keeps it."""
Form = Literal["text", "html", "pdf", "docx", "xlsx", "json"]
Status = Literal["active", "paused", "left"]
TOKEN = "{token}"


def _named(name: str) -> str:
    if name != inert(name):
        raise ValueError("line breaks, control and direction marks cannot stand in a name")
    return name


Address = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
]
OneLine = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_named)]


class RecipientsUnreadable(ValueError):
    """The list of recipients is missing, no YAML, or without its two parts; the text says what to do."""


class Sender(Record):
    """Who sends, and where answers and cancellations go."""

    name: OneLine
    """A name on one line."""
    address: Address
    """One address, like editor@institute.example."""
    list_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    """The list's name in the form of a host, like monthly.institute.example."""
    unsubscribe: Address
    """Address that takes cancellations."""
    unsubscribe_https: str = ""
    """Address that takes a cancellation by one POST (RFC 8058), like https://institute.example/leave/{token}."""
    unsubscribe_key: str = ""
    """Secret of at least 16 signs that tokens are made with."""

    @model_validator(mode="after")
    def _one_click(self) -> Sender:
        where = self.unsubscribe_https
        if where and not (where.startswith("https://") and TOKEN in where and where.isascii() and where.isprintable()):
            raise ValueError(f"unsubscribe_https: expected https://… with {TOKEN} in it")
        if where and (len(self.unsubscribe_key) < 16 or set(where) & set("<>, ")):
            raise ValueError("unsubscribe_https: expected unsubscribe_key of 16 signs beside it, and no <, > or comma")
        return self

    def token(self, address: str) -> str:
        """What stands for an address where it cancels: nobody else can make it."""
        return hmac.new(self.unsubscribe_key.encode(), address.lower().encode(), hashlib.sha256).hexdigest()[:32]

    def ways_out(self, address: str) -> dict[str, str]:
        """The headers by which a reader leaves the list."""
        mailto = f"<mailto:{self.unsubscribe}?subject=unsubscribe>"
        if not self.unsubscribe_https:
            return {"List-Unsubscribe": mailto}
        https = self.unsubscribe_https.replace(TOKEN, self.token(address))
        return {"List-Unsubscribe": f"{mailto}, <{https}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


class Recipient(Record):
    """One reader."""

    address: Address
    """One address, like kankyo@city.example."""
    name: OneLine
    """A name on one line, at most 100 signs."""
    municipality: str
    """Id in reference/partnerships.yml, or common."""
    places: tuple[str, ...] = ()
    """Chinese places followed beyond the partners, codes or names like 武汉市: their urgent notices come too."""
    themes: tuple[str, ...] = ()
    """Ids in reference/themes.yml that urgent notices are about; none: all."""
    levels: tuple[Level, ...] = ()
    """Whose papers urgent notices are about: central, province, city; none: all."""
    language: Language = "ja"
    """ja, or en with the common edition."""
    formats: tuple[Form, ...] = ("html",)
    """Beside the text, which always comes: html in the mail; pdf, docx, xlsx, json as files."""
    since: date
    """Day of the consent, like 2026-04-01."""
    agreed_by: OneLine
    """Who agreed to the mails."""
    status: Status = "active"
    """active, paused or left."""
    sender: Sender

    @field_validator("municipality")
    @classmethod
    def _known(cls, id: str) -> str:
        if id != COMMON and id not in reference.municipalities():
            raise ValueError(f"no municipality {id!r}")
        return id

    @field_validator("places", mode="before")
    @classmethod
    def _codes(cls, places: object) -> object:
        return tuple(_code(str(place)) for place in places) if isinstance(places, list) else places

    @field_validator("themes")
    @classmethod
    def _themes(cls, themes: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(themes) - reference.themes().keys():
            raise ValueError(f"no theme {', '.join(sorted(unknown))}")
        return themes

    @model_validator(mode="after")
    def _has_edition(self) -> Recipient:
        if self.language == "en" and self.municipality != COMMON:
            raise ValueError("language: only the common edition is in English; expected municipality: common")
        return self

    def is_due(self, month: Month) -> bool:
        """Whether the month's edition, which goes out in the month after, is of the time after the consent."""
        year, number = map(int, month.split("-"))
        return (year + number // 12, number % 12 + 1) >= (self.since.year, self.since.month)


def load(data: Path, *, sample: bool) -> list[Recipient]:
    """The active recipients; a bad row is named in the log and the rest goes on. Raises RecipientsUnreadable."""
    good, bad = listed(data, sample=sample)
    for problem in bad:
        log.warning("%s", problem)
    return active(good, data)


def listed(data: Path, *, sample: bool, text: str = "") -> tuple[list[Recipient], list[str]]:
    """Good rows, and a line for each bad one, of the sample's list, a text, or the private file, in this order."""
    if sample:
        return read(SAMPLE)
    return parse(text, VARIABLE) if text else read(data / FILE)


def active(recipients: Iterable[Recipient], data: Path) -> list[Recipient]:
    """Those whom mail goes to: neither paused or left by their row, nor paused since a mail came back."""
    gone = paused.known(data / paused.FILE)
    for one in (r for r in recipients if r.status == "active" and r.address.lower() in gone):
        log.warning("%s is paused: %s", one.address, gone[one.address.lower()].reason)
    return [r for r in recipients if r.status == "active" and r.address.lower() not in gone]


def read(path: Path) -> tuple[list[Recipient], list[str]]:
    """Good rows, and a line for each bad one: file, row, field, what is wrong and what was expected."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError:
        raise RecipientsUnreadable(
            f"{path}: there is no list of recipients. Write it in the form of {SAMPLE.parent.name}/{SAMPLE.name} "
            "(or into Airflow's Variable aozora_recipients), try it with `aozora recipients check`, then send again"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecipientsUnreadable(f"{path}: expected a file in UTF-8: {error}") from error


def parse(text: str, name: str) -> tuple[list[Recipient], list[str]]:
    """The same of a text; `name` says where it stands."""
    sender, rows = _parts(text, name)
    good: dict[tuple[str, str], Recipient] = {}
    bad: list[str] = []
    for number, row in enumerate(rows, start=1):
        where = f"{name} row {number}"
        try:
            found = Recipient.model_validate({**row, "sender": sender} if isinstance(row, dict) else row)
        except ValidationError as error:
            bad += [f"{where}{_whose(row)}: {_problem(e)}" for e in error.errors()]
            continue
        key = (found.address.lower(), found.municipality)
        if key in good:
            bad.append(f"{where} ({found.address}): address: stands there already for {found.municipality}")
        good.setdefault(key, found)
    return list(good.values()), bad


def _parts(text: str, name: str) -> tuple[Sender, list[Any]]:
    try:
        tree = yaml.safe_load(text)
        sender, rows = tree["sender"], tree["recipients"]
        if not isinstance(rows, list):
            raise RecipientsUnreadable(f"{name}: recipients: expected a list, found {type(rows).__name__}")
        return Sender.model_validate(sender), rows
    except ValidationError as error:
        problems = "; ".join(_problem(e, Sender) for e in error.errors(include_input=False))
        raise RecipientsUnreadable(f"{name}: sender: {problems}") from None
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise RecipientsUnreadable(f"{name}: expected `sender` and `recipients`: {error}") from error


def _whose(row: object) -> str:
    address = row.get("address") if isinstance(row, Mapping) else None
    return f" ({inert(str(address))[:100]})" if address else ""


def _problem(error: ErrorDetails, model: type[Record] = Recipient) -> str:
    """`since: Input should be a valid date; expected: Day of the consent, like 2026-04-01.`"""
    field = str(error["loc"][0]) if error["loc"] else ""
    said = f"{field}: {error['msg']}" if field else f"row: {error['msg']}"
    if field in model.model_fields and model.model_fields[field].description:
        return f"{said}; expected: {model.model_fields[field].description}"
    fields = ", ".join(name for name in model.model_fields if name != "sender")
    return f"{said}; expected only: {fields}" if error["type"] == "extra_forbidden" else said


def _code(place: str) -> str:
    known = reference.places()
    if place in known:
        return place
    named = list(_of_name(place))
    if len(named) != 1:
        raise ValueError(
            f"no place {place!r}" if not named else f"{place!r} is {', '.join(named)}: expected one of these"
        )
    return named[0]


def _of_name(name: str) -> Iterator[str]:
    yield from (place.code for place in reference.places().values() if name in (place.zh, place.short_zh, place.ja))
