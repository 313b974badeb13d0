"""Names of agencies, places, sectors and indicators: each part known, or a proper place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.translation.offline.addressees import levels, places_in_a_row
from nlp.translation.offline.clauses import alternatives
from nlp.translation.offline.lexicon import Word, lexicon
from nlp.translation.offline.phrases import chain, nominal, noun_phrase, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held
from nlp.translation.offline.tokens import NotParsedError, cut

_OTHERS = re.compile("^等(有关|相关)?(部门|单位|[\ue000-\uf8ff])$")
_LEVELS = {"省": "省", "市": "市", "县": "県", "区": "区", "州": "州", "旗": "旗"}
"""市生态环境局: the issuer's own level stands for its name."""


def name(held: Held, text: str) -> str:
    """An agency, several, a place, or a compound noun such as an indicator.

    Raises:
        NotParsedError: when a part is neither known nor a proper place.
    """
    try:
        return agencies(held, text)
    except NotParsedError:
        return with_places(held, text)


def with_places(held: Held, text: str) -> str:
    """Places at the beginning, then a compound noun."""
    failure: NotParsedError | None = None
    for places, rest in places_before(text):
        if not rest:
            return "".join(word.noun for word in places)
        try:
            words = cut(held, rest)
            if rest and places and words[0].mark:
                continue
            where = "".join(word.noun for word in places)
            if starts_verb_phrase(words):
                return where + ("における" if where else "") + _counted_deed(held, rest, words)
            return where + noun_phrase(words, "name")
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("empty name", text)


def _counted_deed(held: Held, text: str, words: list[Word]) -> str:
    """淘汰X and 建成X as indicators, whose figure is how many; 淘汰X比例 is a share of X.

    Raises:
        NotParsedError: for anything else that is to be done.
    """
    match = re.match(f"^({alternatives('deeds')})(.+?)(比例)?$", text)
    parts = chain(words)
    if match is None or len(parts) != 1 or words[0].zh != match[1]:
        raise NotParsedError("something to be done, not a name", held.show(text))
    if match[3]:
        return noun_phrase(cut(held, match[2]), "phrase") + "の" + parts[0].verb.ja + "割合"
    if re.search("[率量例]$", text):
        raise NotParsedError("a deed or a measure", held.show(text))
    return nominal(parts)


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency as it was read."""

    places: list[Word]
    body: Word
    office: Word | None = None
    party: bool = False
    level: str = ""
    """省 or 市 in place of the place's name."""
    row: Word | None = None
    """Several places, or units of a level."""

    @property
    def ja(self) -> str:
        """In Japanese."""
        where = "".join(word.noun for word in self.places)
        office = self.office.noun if self.office else ""
        return (
            ("中国共産党" if self.party else "")
            + _LEVELS.get(self.level, "")
            + (self.row.noun if self.row else "")
            + where
            + self.body.noun
            + office
        )


def agencies(held: Held, text: str) -> str:
    """One agency or several, joined by ・.

    Raises:
        NotParsedError: when a part is no agency of the vocabulary.
    """
    found, rest = _agency_list(text)
    others = _others(held, rest) if rest and found else ""
    if not found or (rest and not others):
        raise NotParsedError("unknown agency", held.show(rest or text))
    return "・".join(agency.ja for agency in found) + others


def parsed_agencies(held: Held, text: str) -> tuple[list[Agency], str]:
    """The agencies, and in English how many there are when 等 stands behind them.

    Raises:
        NotParsedError: when a part is no agency of the vocabulary.
    """
    found, rest = _agency_list(text)
    if not found or (rest and not _others(held, rest)):
        raise NotParsedError("unknown agency", held.show(rest or text))
    slot = held.slot(rest[-1]) if rest and ord(rest[-1]) >= FIRST else None
    return found, (slot.en if slot else "departments") if rest else ""


def _others(held: Held, rest: str) -> str:
    """等3部门 behind the last agency."""
    match = _OTHERS.match(rest)
    if match is None:
        return ""
    slot = held.slot(match[2]) if len(match[2]) == 1 and ord(match[2]) >= FIRST else None
    return "等" + (slot.ja if slot else "の部門")


def leading_agencies(text: str) -> tuple[str, str]:
    """Agencies at the beginning, joined by ・, and what follows them."""
    found, rest = _agency_list(text)
    return "・".join(agency.ja for agency in found), rest


def _agency_list(text: str) -> tuple[list[Agency], str]:
    found: list[Agency] = []
    while text:
        step = _agency(text)
        if step is None:
            break
        agency, text = step
        found.append(agency)
        text = re.sub(r"^[、和·・及](?=.)", "", text)
    return found, text


def _agency(text: str) -> tuple[Agency, str] | None:
    """One agency at the beginning and what follows: places, then a known kind of agency, then its office."""
    party = text.startswith("中共") and not text.startswith("中共中央")
    text = text[2:] if party else text
    level = text[0] if text[0] in _LEVELS and _known_agency(text) is None and _known_agency(text[1:]) else ""
    for places, rest in places_before(text[len(level) :]):
        if (body := _known_agency(rest)) is None:
            continue
        rest = rest[len(body.zh) :]
        office = _known_agency(rest)
        if office is None or office.zh not in ("办公厅", "办公室", "生态环境分局"):
            return Agency(places, body, None, party, level), rest
        return Agency(places, body, office, party, level), rest[len(office.zh) :]
    return _of_several(text)


def _of_several(text: str) -> tuple[Agency, str] | None:
    """各县（市、区）人民政府, 大连、鞍山市人民政府."""
    for row in (levels(text), places_in_a_row(text)):
        if row is not None and (body := _known_agency(row[1])) is not None:
            return Agency([], body, row=row[0]), row[1][len(body.zh) :]
    return None


def _known_agency(text: str) -> Word | None:
    words = lexicon()
    for size in range(min(len(text), 20), 1, -1):
        if (word := words.get(text[:size])) is not None and word.agency:
            return word
    return None
