"""What can be seen without reading: brackets, numbering, length, loops, the end of a text."""

from __future__ import annotations

import re
from collections import Counter

from nlp.translation.checks.figures import ITEM
from warehouse.models import Language

_PAIRS = ("「」", "『』", "（）", "〔〕", "《》", "“”", "【】", "[]", "()")
_BRACKET = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
_MARKER = re.compile(
    r"(第[一二三四五六七八九十百零\d]+[章节節条編篇])|([一二三四五六七八九十]+)、|[（(]([一二三四五六七八九十]+|\d{1,2})[）)]"
    r"|(\d{1,2})(?:[、．]|\.(?!\d)|\.(?=20\d\d年))|([①-⑳])|(?:附[件表图录]|专栏|別添|別紙|添付|付属|附属|付[表図録]|コラム|専欄|囲み)(?:資料|書類|文書)?([一二三四五六七八九]+|\s*\d{1,2}(?![\d.．、])|)"
)
_HAN_DIGITS = "零一二三四五六七八九"


def bracket_flags(source: str, text: str, lang: Language) -> list[str]:
    """BRACKET: every bracket is closed, and titles, quotations and asides are still set off."""
    found = [pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])] if _BRACKET.search(text) else []
    if lang == "ja":
        quoted = text.count("「") + text.count("『") + text.count("“") + text.count("《")
        found += ["《》"] if source.count("《") + _quotations(source) > quoted else []
    asides = text.count("（") + text.count("(") + text.count("〔") + text.count("[")
    if source.count("（") + source.count("〔") > asides + (0 if lang == "ja" else source.count("〔")):
        found.append("（）")
    return [f"BRACKET:{pair}" for pair in dict.fromkeys(found)]


_PLAN = re.compile("“十[一二三四五六]五”")


def _quotations(source: str) -> int:
    """Words in quotation marks; a five-year plan is said without."""
    return source.count("“") - len(_PLAN.findall(source)) if "“" in source else 0


# ---------------------------------------------------------------- numbering


def marker_flags(source: str, text: str, lang: Language) -> list[str]:
    """MARKER: the number in front of the source stands in front of the text, those of items within it too."""
    mark = _MARKER.match(source)
    if ("（" in source or "（" in text or "(" in text) and _items(source) != _items(text):
        return ["MARKER:" + (mark[0] if mark else "（）")]
    if mark is None:
        return []
    if lang == "en":
        return [] if text.startswith(mark[0]) or _ENGLISH_MARKER.match(text) else [f"MARKER:{mark[0]}"]
    there = _MARKER.match(text)
    same = there is not None and mark.lastindex == there.lastindex and _number(mark) == _number(there)
    return [] if same else [f"MARKER:{mark[0]}"]


def _items(text: str) -> list[str]:
    return [_figure(number) for number in ITEM.findall(text)]


_ENGLISH_MARKER = re.compile(
    r"\(?(?:[IVX]+|\d{1,2}|[A-Za-z])[.)]|\(?\d{1,2}\)|(?:Article|Chapter|Section|Annex|Attachment|Appendix|Box|Table|Part|First|1st|\d+th)\b|[①-⑳]"
)


def _number(match: re.Match[str]) -> str:
    """一 and 1 are one: 第三条 may be written 第3条."""
    return _figure(re.sub(r"[第章节節条編篇\s]", "", match[match.lastindex or 0] or ""))


def _figure(mark: str) -> str:
    if mark.isdecimal() or not mark:
        return mark
    return "".join(_digits(mark))


def _digits(han: str) -> str:
    hundreds, _, rest = han.rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    value = 100 * (_HAN_DIGITS.find(hundreds) if hundreds else int("百" in han))
    value += 10 * (_HAN_DIGITS.find(tens) if tens else len(ten))
    return str(value + (_HAN_DIGITS.find(ones) if ones else 0)) if all(c in _HAN_DIGITS + "十百" for c in han) else han


# ---------------------------------------------------------------- length and loops

_HAN = re.compile("[\u4e00-\u9fff]")
_BOUNDS = {"ja": (0.62, 2.9, 3.2, 8), "en": (1.2, 9.0, 16.0, 40)}


def length_flags(source: str, text: str, lang: Language) -> list[str]:
    """LEN: characters for a character of the Chinese; short texts may differ more."""
    if len(source) < 3 or len(_HAN.findall(source)) < 3:
        return []
    low, high, loose, slack = _BOUNDS[lang]
    low = low if len(source) >= 6 else low * 0.6
    most = (high if len(source) >= 12 else loose) * len(source) + slack
    return [] if (low * len(source) <= len(text) or len(source) < 8) and len(text) <= most else ["LEN"]


_CLAUSE = re.compile(r"[、。，；;,.]+")
_LONG = 6
"""Characters: what is repeated is at least as long, or stands several times."""


def repetition_flags(source: str, text: str) -> list[str]:
    """REP: a loop, or a clause that stands twice although the source has no such thing."""
    if len({text[at : at + _LONG] for at in range(len(text) - _LONG + 1)}) > len(text) - _LONG:
        return []
    return ["REP"] if (_loops(text) and not _loops(source)) or _twice(source, text) else []


def _loops(text: str) -> bool:
    """The same stretch again, right behind itself: long ones twice, short ones three times."""
    last: dict[str, int] = {}
    for at in range(len(text) - _LONG + 1):
        piece = text[at : at + _LONG]
        before = last.get(piece)
        last[piece] = at
        if before is not None and not piece.isdigit() and _goes_on(text, before, at):
            return True
    return False


def _goes_on(text: str, before: int, at: int) -> bool:
    """From `before` on, the text has the period that ends at `at`."""
    period = at - before
    size = period if period >= _LONG else max(8 - period, 2 * period)
    return text[before : before + size] == text[at : at + size]


def _twice(source: str, text: str) -> bool:
    """The same words twice: one and a half times what the source has as equal clauses."""
    clauses = Counter(piece for piece in map(str.strip, _CLAUSE.split(text)) if len(piece) >= _LONG)
    again = sum(count - 1 for count in clauses.values())
    if not again:
        return False
    pieces = Counter(piece for piece in _CLAUSE.split(source) if len(piece) >= 3)
    return again > sum(count - 1 for count in pieces.values())
