"""Who issued a document and to whom: organs in tables, signatures, titles and first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from crawlers.text import dates
from crawlers.text.spaces import squeezed
from warehouse.reference import places

_ORGAN = re.compile(
    r"(?:政府|办公厅|办公室|委员会|委|厅|局|部|署|办|院|中心|支队|总队|大队|银行|支行|分行|协会|会议|领导小组|指挥部|小组|集团|公司|处|站|所|监管局|分局|总局|会|军区|学院|大学)$"
)
_NOT_NAME = re.compile(r"[。；;！？?：:，,《》“”\d]|附件|抄送|印发|联系|此件")
_BY_TITLE = re.compile(
    r"^(?:(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?)?(.{3,60}?)(?:等\d*[一二三四五六七八九十]*(?:个)?(?:部门|单位|委办局)?)?(?:联合)?(?:(?=(?:19|20)\d{2}年)|关于|印发|转发|公布|发布|贯彻|批转|通报)"
)
_ORDER = re.compile(r"([\u4e00-\u9fff]{4,30}?)(?:令|公告|通告)(?:[（(]?(?:19|20)\d{2}年?[)）]?)?第")
_SEALED = re.compile(r"[（(](?:代章|盖章|公章|印章|章)[）)]$")
_OFFICER = re.compile(
    r"^代?(?:总理|主席|部长|署长|主任|行长|局长|厅长|[省市州县区旗]长)(?:$|\s*[\u4e00-\u9fff·\s]{2,8}$)"
)
_ACCOUNT = re.compile(r"(?:官方)?(?:微信)?公众号$|(?:门户|官方)?网站$|官网$|网$")
_HOST = re.compile(r"(?:主办单位|主办|版权所有|承办单位|承办)\s*[:：]?\s*([\u4e00-\u9fff（）]{4,40})")
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_NO_ADDRESSEE = re.compile(r"^(?:为|根据|按照|依据|女士)|《|贯彻|落实|如下|以下|决定|公告|通告|提出|要求|[。；]|问|答")
_LAST_SIGNATURE_LINES = 14
_ADDRESSEE_LINES = 6
_LONG_TEXT = 60
_FOOT_LINES = 40


def is_organ(name: str) -> bool:
    """Whether a short text can be the name of an organ."""
    bare = squeezed(name)
    return 3 <= len(bare) <= 40 and bool(_ORGAN.search(bare)) and not _NOT_NAME.search(bare)


def of_label(value: str) -> tuple[str, ...]:
    """Organs in a value of the information table; several stand between 、 or spaces."""
    parts = tuple(part.removesuffix("等") for part in _SEPARATORS.split(value.strip()) if part)
    if len(parts) > 1 and all(is_organ(part) or len(part) >= 3 for part in parts):
        return parts
    return (squeezed(value),) if is_organ(value) else ()


def signature(texts: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Organs of the first signature and the text of its date: names on the lines above a date that stands alone.

    A date below the text that no organ signs is kept too.
    """
    alone, is_long = "", False
    for at, text in enumerate(texts):
        is_long = is_long or (at > 0 and len(texts[at - 1]) > _LONG_TEXT)
        bare = squeezed(text)
        if at == 0 or len(bare) > 80 or dates.find(bare) is None:
            continue
        name, rest = _name_and_rest(bare)
        if rest:
            continue
        above = _names_above(texts, at)
        names = above + _names(name) if name else above
        if names:
            return names, bare
        alone = alone or (bare if is_long or _OFFICER.match(texts[at - 1]) else "")
    return (), alone


def of_title(title: str) -> tuple[str, ...]:
    """The organs that a title names as its subject."""
    found = _BY_TITLE.match(title)
    if not found:
        return ()
    return _names(found[1]) or _names(found[1].rpartition("等")[0])


def of_order(number: str) -> tuple[str, ...]:
    """The organ in whose name an order or announcement is numbered: 云州市人民政府令第3号."""
    found = _ORDER.match(number)
    return (found[1],) if found and is_organ(found[1]) else ()


def addressees(texts: Sequence[str]) -> tuple[str, ...]:
    """主送机关: the parts of the first line that ends in a colon, near the head of the body."""
    for text in texts[:_ADDRESSEE_LINES]:
        if len(text) < 400 and text.endswith(("：", ":")) and not _NO_ADDRESSEE.search(text) and len(text) > 3:
            return tuple(part.strip() for part in re.split(r"[，,；;]", text[:-1]) if part.strip())
    return ()


def of_source(value: str) -> tuple[str, ...]:
    """The organ that 来源 names, be it by its account or site."""
    return of_label(_ACCOUNT.sub("", value.strip()))


def of_site(*names: str) -> tuple[str, ...]:
    """The organ whose own site this is; a government's portal carries what others issue."""
    for name in names:
        last = re.split(r"[_|｜\s]+|-+|—+", name.strip())[-1] if name.strip() else ""
        bare = _ACCOUNT.sub("", last)
        if is_organ(bare) and not bare.endswith("政府"):
            return (bare,)
    return ()


def of_host(texts: Sequence[str]) -> tuple[str, ...]:
    """The organ that the foot of a page names as the one who keeps the site."""
    found = (_HOST.search(text) for text in reversed(texts[-_FOOT_LINES:]))
    return next((organ for match in found if match and (organ := of_site(match[1]))), ())


def is_site(name: str) -> bool:
    """Whether a part of a title element can be the name of a site."""
    return bool(_ACCOUNT.search(name)) or is_organ(name)


def is_short(name: str) -> bool:
    """Whether a name leaves out whose it is: 市生态环境局, 区政府."""
    return bool(re.match(r"[省市县区州]|政府", name))


def fuller(name: str, page: str, sites: Sequence[str] = ()) -> str:
    """The full name that the page gives somewhere for a short one: 市生态环境局 → 邯郸市生态环境局.

    Where it gives none, the area in the names of the site is a city's or county's own; a province's stays short.
    """
    if not is_short(name):
        return name
    stem = re.escape(name).replace("政府", "(?:人民)?政府")
    found = Counter(match[1] for match in re.finditer(rf"(?=([\u4e00-\u9fff]{{2,3}}{stem}))", page))
    known = [full for full in found if full[: len(full) - len(name)].removesuffix("人民") in _places()]
    best = max(known or found, key=lambda full: (found[full], -len(full)), default="")
    return best if is_organ(best) else _of_area(name, sites) if re.match(r"[市县区]|政府", name) else name


def _of_area(name: str, sites: Sequence[str]) -> str:
    """市司法局 on the site of 某市人民政府 is 某市司法局, 政府办公室 is 某市人民政府办公室."""
    area = r"[\u4e00-\u9fff]{2,12}?人民政府" if name.startswith("政府") else rf"[\u4e00-\u9fff]{{1,10}}?{name[0]}"
    rest = name.removeprefix("政府") if name.startswith("政府") else name[1:]
    found = next((match[0] for site in sites if (match := re.match(area, site.strip()))), "")
    return found + rest if found else name


@cache
def _places() -> frozenset[str]:
    return frozenset(place.short_zh for place in places().values())


def _name_and_rest(bare: str) -> tuple[str, str]:
    """The organ before a date on the same line, and whatever else the line says."""
    cut = re.sub(r"[（(](?:此件|本文|联系|主动)[^）)]*[）)]$", "", dates.without(bare))
    if not cut:
        return "", ""
    return (cut, "") if is_organ(cut) else ("", cut)


def _names_above(texts: Sequence[str], at: int) -> tuple[str, ...]:
    names: tuple[str, ...] = ()
    for text in reversed(texts[max(0, at - _LAST_SIGNATURE_LINES) : at]):
        found = _names(text)
        if not found:
            break
        names = found + names
    return names


def _names(text: str) -> tuple[str, ...]:
    """The organs of one line; spaced letters of one name (国 务 院) are one."""
    text = _SEALED.sub("", text.strip())
    if is_organ(text) and not all(is_organ(part) for part in text.split()):
        return (squeezed(text),)
    parts = re.split(r"[、\s]+", text.strip())
    return tuple(parts) if parts and all(is_organ(part) for part in parts) else ()
