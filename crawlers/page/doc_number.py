"""发文字号: a document's own number, told from those that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.page.rules import empties
from crawlers.text.spaces import squeezed

_OPEN, _CLOSE = r"[〔\[（(【﹝［<〈]", r"[〕\])）】﹞］>〉]"
_PLAIN = re.compile(
    rf"([\u4e00-\u9fffA-Za-z0-9]{{1,16}}?){_OPEN}\s*((?:19|20)\d{{2}})\s*年?\s*{_CLOSE}\s*(?:第\s*)?(\d{{1,5}})\s*号"
)
_ORDER = re.compile(
    r"[\u4e00-\u9fff、 ]{0,40}(?:令|公告|通告|决定)?(?:[（(]?(?:19|20)\d{2}年?[)）]?)?"
    r"第?[\d一二三四五六七八九十百零〇]{1,5}号(?:令|公告|通告)?"
)
_ORDER_OF = re.compile(r"^[\u4e00-\u9fff、]{0,30}(?:令|公告|通告)$")
_TAIL = re.compile(rf"{_OPEN}([^（()）]*){_CLOSE}$")
_DECREED = re.compile(r"日([\u4e00-\u9fff]{2,30}令第[\d一二三四五六七八九十百零〇]{1,5}号)(?:公布|发布)")
_SERIAL = re.compile(r"[（(]?(?:(?:19|20)\d{2}年)?第?[\d一二三四五六七八九十百零〇]{1,5}号[)）]?")
_ABOUT_ANOTHER = re.compile(r"解读|图解|问答|一图读懂|废止|失效|修改|答记者问|新闻发布")
_SIGNED_FOR = re.compile(r"签发人[:：].{0,12}$")
_BRACKETED = re.compile(rf"^{_OPEN}(.+){_CLOSE}$")


def normalised(text: str) -> str:
    """`京政发[2026] 第012号` as `京政发〔2026〕12号`; another form of number without white space only."""
    bare = squeezed(text)
    plain = _PLAIN.fullmatch(bare)
    return f"{plain[1]}〔{plain[2]}〕{int(plain[3])}号" if plain else bare


def of_label(value: str) -> str:
    """The number that the information table gives; empty for what a template leaves behind."""
    bare = squeezed(value)
    if bare in empties() or not re.search(r"\d", bare) or len(bare) > 60:
        return ""
    found = _PLAIN.search(bare)
    return normalised(found[0]) if found else (bare if "号" in bare or re.search(r"[〔\[]", bare) else "")


def of_title(title: str) -> str:
    """The number that stands at the head or in brackets at the end of a title which is not about another document."""
    bare = squeezed(title)
    if _ABOUT_ANOTHER.search(bare):
        return ""
    head = _PLAIN.match(bare)
    if head:
        return normalised(head[0])
    tail = re.search(rf"{_OPEN}([^（(]*?(?:{_PLAIN.pattern}))[)）]$", bare)
    if tail:
        return normalised(tail[1])
    order = _TAIL.search(bare)
    return _alone(order[1]) if order else ""


def of_history(lines: Sequence[str]) -> str:
    """The one order by which a rule was decreed, in the note below its title: （…日…令第…号公布）."""
    found = {match[1] for line in lines for match in _DECREED.finditer(squeezed(line))}
    return found.pop() if len(found) == 1 else ""


def of_head(lines: Sequence[str]) -> str:
    """The number that stands alone on one of the first lines of a body."""
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        bare = _SIGNED_FOR.sub("", squeezed(line))
        if _ORDER_OF.search(bare) and _SERIAL.fullmatch(squeezed(following)):
            bare += squeezed(following)
        inner = _BRACKETED.match(bare)
        number = _alone(inner[1] if inner and "号" in inner[1] else bare)
        if number:
            return number
    return ""


def without(title: str) -> str:
    """A title without the number that some sites put before it."""
    found = _PLAIN.match(title)
    return title[found.end() :].strip() if found and len(title) - found.end() > 8 else title


def _alone(bare: str) -> str:
    if _PLAIN.fullmatch(bare):
        return normalised(bare)
    registered = re.fullmatch(rf"[A-Z]{{2,8}}-?\d{{4}}-?\d+(?:号)?({_PLAIN.pattern})", bare)
    if registered:
        return normalised(registered[1])
    return bare if len(bare) <= 40 and re.search(r"令|公告|通告", bare) and _ORDER.fullmatch(bare) else ""
