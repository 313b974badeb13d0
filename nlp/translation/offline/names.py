"""Names of agencies, places, sectors and indicators: each part known, or a proper place."""

from __future__ import annotations

import re

from nlp.translation.offline.lexicon import Word, lexicon
from nlp.translation.offline.phrases import noun_phrase
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
            return "".join(word.noun for word in places) + noun_phrase(words, "name")
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("empty name", text)


def agencies(held: Held, text: str) -> str:
    """One agency or several, joined by ・.

    Raises:
        NotParsedError: when a part is no agency of the vocabulary.
    """
    found, rest = _agency_list(text)
    if rest and (match := _OTHERS.match(rest)) and found:
        slot = held.slot(match[2]) if len(match[2]) == 1 and ord(match[2]) >= FIRST else None
        return "・".join(found) + "等" + ((slot.ja if slot else "関係部門") if match[2] else "")
    if rest or not found:
        raise NotParsedError("unknown agency", held.show(rest or text))
    return "・".join(found)


def leading_agencies(text: str) -> tuple[str, str]:
    """Agencies at the beginning, joined by ・, and what follows them."""
    found, rest = _agency_list(text)
    return "・".join(found), rest


def _agency_list(text: str) -> tuple[list[str], str]:
    found: list[str] = []
    while text:
        step = _agency(text)
        if step is None:
            break
        said, text = step
        found.append(said)
        text = re.sub(r"^[、和·・及](?=.)", "", text)
    return found, text


def _agency(text: str) -> tuple[str, str] | None:
    """One agency at the beginning and what follows: places, then a known kind of agency, then its office."""
    party = text.startswith("中共") and not text.startswith("中共中央")
    text = text[2:] if party else text
    level = text[0] if text[0] in _LEVELS and _known_agency(text) is None and _known_agency(text[1:]) else ""
    for places, rest in places_before(text[len(level) :]):
        body = _known_agency(rest)
        if body is not None:
            said = (
                ("中国共産党" if party else "")
                + _LEVELS.get(level, "")
                + "".join(word.noun for word in places)
                + body.noun
            )
            rest = rest[len(body.zh) :]
            while (office := _known_agency(rest)) is not None and office.zh in ("办公厅", "办公室", "生态环境分局"):
                said, rest = said + office.noun, rest[len(office.zh) :]
            return said, rest
    return None


def _known_agency(text: str) -> Word | None:
    words = lexicon()
    for size in range(min(len(text), 20), 1, -1):
        if (word := words.get(text[:size])) is not None and word.agency:
            return word
    return None
