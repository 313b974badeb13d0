"""Agencies in English by their places and levels, one or several."""

from __future__ import annotations

import re

from nlp.translation.offline.lexicon import Word
from nlp.translation.offline.names import Agency, parsed_agencies
from nlp.translation.offline.protect import Held
from nlp.translation.offline.tokens import NotParsedError


def issuers(held: Held, text: str) -> str:
    """Agencies by their places; several in a row."""
    found, others = parsed_agencies(held, text)
    said = []
    for item in found:
        if not item.body.en or item.party or (item.row and not _governs_all(item)):
            raise NotParsedError("no English name", item.body.zh)
        office = f"{item.office.en} of the " if item.office is not None else ""
        level = {"省": "Provincial ", "市": "Municipal ", "县": "County ", "区": "District "}.get(item.level, "")
        body = f"{_plural(item.body.en)} of {item.row.en}" if item.row else _seated(item.body.en, item.places, level)
        said.append(f"the {office}{body}")
    together = ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1]
    return f"{others} including {together}" if others else together


def _governs_all(item: Agency) -> bool:
    """Whether each of several places has such an agency: two zones may have two kinds of committee."""
    return bool(item.row and item.row.en) and item.body.zh.endswith(("政府", "局", "厅"))


def _plural(body: str) -> str:
    """People's Governments, Departments of Finance; names of other forms stay as they are."""
    kinds = "Government|Bureau|Department|Commission"
    return re.sub(rf"^(?:{kinds})\b|(?<=[a-z] )(?:{kinds})$", lambda match: match[0] + "s", body)


def _seated(body: str, places: list[Word], seat: str) -> str:
    """Tianjin Municipal Finance Bureau, General Office of the Hebei Provincial People's Government."""
    if places:
        adjective = {"省": "Provincial", "市": "Municipal"}.get(places[-1].zh[-1])
        if adjective is None:
            return f"{body} of {place_name(places)}"
        seat = f"{place_name(places[-1:]).removesuffix(' Province')} {adjective} "
    match = re.match("^((?:General Office|Office|Standing Committee|Administrative Committee) of the )(.+)$", body)
    return match[1] + seat + match[2] if match else seat + body


def place_name(places: list[Word]) -> str:
    """The English name of the last of some places, with that of the first: Hebei Xiong'an New Area, Handan, Hebei.

    Raises:
        NotParsedError: when one of them has none.
    """
    if not all(place.en for place in places):
        raise NotParsedError("no English name", "".join(place.zh for place in places))
    above = places[0].en.removesuffix(" Province")
    if len(places) == 1 or above in places[-1].en:
        return places[-1].en
    return f"{above} {places[-1].en}" if places[-1].zh.endswith("新区") else f"{places[-1].en}, {above}"
