"""Which targets of different places may stand side by side: one indicator, a level to reach, of the place itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from digests import naming
from digests.charts import Goal
from digests.wording import number, set_words, word
from warehouse.models import Aim, Item, Language

PM25 = re.compile(r"PM ?2\.5|细颗粒物|微小粒子状物質", re.IGNORECASE)
UNITS = ("µg/m³", "μg/m³")
LEVELS = ("at_most", "below", "equal", "about")
"""Comparators of a level; the others are of changes."""


def goals(items: Iterable[Item], place: str, lang: Language, ref: str = "") -> Iterator[Goal]:
    """What these items of a place set for PM2.5, each level with the year in which it is due."""
    name = naming.place(place, lang)
    for item in items:
        draft = item.mark.startswith(word(lang, "mark.draft"))
        for aim in item.aims:
            if aim.due is not None and _is_level(aim, lang) and _is_own(aim.indicator, name, lang):
                yield Goal(name, aim.due.year, aim.amount, aim.value, draft, ref)


def _is_level(aim: Aim, lang: Language) -> bool:
    if not PM25.search(aim.indicator) or aim.unit not in UNITS or aim.base:
        return False
    said = (
        word(lang, f"target.{key}", value=number(aim.amount), unit=f"{gap}{aim.unit}")
        for key in LEVELS
        for gap in ("", " ")
    )
    return aim.value in {text.strip() for text in said}


def _is_own(indicator: str, name: str, lang: Language) -> bool:
    """Whether the target is of the whole place: 市全体・PM2.5年平均濃度, not 市区・PM2.5年平均濃度."""
    scopes = re.split("・|, ", indicator)[:-1]
    whole = {set_words()[zh][lang] for zh in ("全省", "全市", "本省", "本市", "我市", "我省")} | {name}
    return all(scope in whole for scope in scopes)
