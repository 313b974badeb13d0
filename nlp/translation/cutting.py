"""Cuts official Chinese into sentences and their numbering; put together again, the pieces are the text as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, pairwise

from nlp.translation.offline.slots import number

_PAIRS = ("（）", "《》", "〈〉", "〔〕", "【】", "[]", "「」", "『』", "“”", "‘’", "{}")
_WIDE = {"(": "（", ")": "）"}
_OPENER = {pair[1]: pair[0] for pair in _PAIRS}
_OPENERS = frozenset(_OPENER.values())
_CLOSERS = "）)》〉〕】]」』”’}"
_HAN = "[一二三四五六七八九十百零〇]"
_COUNT = rf"(?:{_HAN}{{1,5}}|\d{{1,3}})"
_NOT_NAMED = r"(?![所的中之至到规第款项和与及或、，,。；;）)”》]|以[上下内外]|明确|列出|要求)"
"""附件1所列企业, 第三十条规定的…: the text speaks of it, it does not begin it."""
_NUMBERING = "|".join(
    (
        rf"第{_COUNT}[编篇章节条款]{_NOT_NAMED}[：:]?",
        rf"第{_COUNT}部分(?=[\s：:])",
        rf"{_HAN}{{1,3}}(?:、(?!{_HAN}+(?:、|级|类|等|季度|产|手|线))|[.．](?=\s*[\u4e00-\u9fff]))",
        rf"[（(]{_HAN}{{1,3}}[）)][、.．]?",
        r"\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+[\u4e00-\u9fff])(?!\s+[万亿吨倍个元米家座台户辆])",
        r"\d{1,2}(?:[、．](?!\d)|\.(?!\d)|\.(?=20\d\d年))",
        r"[（(]\d{1,2}[）)][、.．]?",
        r"\d{1,2}[）)][、.．]?",
        r"[①-⑳㈠-㈩⑴-⒇⒈-⒛❶-❿Ⅰ-Ⅻ](?=[^级类型、和及])[、.．]?",
        r"[（(][a-zA-Z][）)][、.．]?",
        r"[a-z][）.．](?=\s*[\u4e00-\u9fff])",
        rf"(?:附件|附表|附|专栏|表)\s*(?:{_COUNT}(?:[—-]\d{{1,2}})?)?\s*[：:]",
        rf"(?:附件|附表|专栏|表)\s*{_COUNT}(?:[—-]\d{{1,2}})?(?=\s)",
        rf"(?:附件|附表|专栏)\s*\d{{1,2}}(?![\d—-]){_NOT_NAMED}",
        r"注\s*\d{0,2}\s*[：:]",
        r"[一二三四五六七八九十]{1,2}是(?=[\u4e00-\u9fffA-Z“《])",
    )
)
_MARKER = re.compile(rf"\s*(?:(?:{_NUMBERING})\s*){{0,3}}")
_WORD = re.compile(r"\w")
_ENDS = "。！？；"
_NARROW_END = re.compile(r"(?<=[\u4e00-\u9fff）”》%])[!?;](?=\s*(?:[\u4e00-\u9fff（“《]|$))")
_QUOTED_END = re.compile(r"(?<=[。！？])[”’」』](?![的等之为和与、，。；！？”’」』）)》])")
_SERIES = tuple(
    re.compile(rf"(?:^|(?<=[：:；;，,。]))\s*(?P<mark>{pattern})(?=[^\d）)])")
    for pattern in (
        r"(?P<n>[一二三四五六七八九十]{1,2})是",
        r"[（(](?P<n>\d{1,2})[）)]",
        rf"[（(](?P<n>{_HAN}{{1,3}})[）)]",
        r"(?P<n>\d{1,2})(?:[、．]|\.)",
        r"(?P<n>[①-⑳])",
    )
)
LONGEST = 220
"""Characters of a piece: longer sentences are cut at their commas."""


def marked(text: str) -> tuple[str, str]:
    """Numbering at the beginning with white space around it, and the rest; no numbering where nothing follows it."""
    match = _MARKER.match(text)
    end = match.end() if match and text[match.end() :].strip() else len(text) - len(text.lstrip())
    return text[:end], text[end:]


def split(text: str) -> list[str]:
    """Sentences, with the white space before them; an end inside brackets or quotes is none."""
    inside = _inside(text)
    ends = {at + 1 for at, char in enumerate(text) if char in _ENDS and not inside[at]}
    ends |= {match.end() for match in _NARROW_END.finditer(text) if not inside[match.start()]}
    ends = {_beyond_closers(text, end, inside) for end in ends}
    ends |= {match.end() for match in _QUOTED_END.finditer(text) if not any(inside[match.end() : match.end() + 1])}
    ends |= set(_series(text, inside))
    pieces = [text[start:end] for start, end in pairwise(sorted({0, *ends, len(text)}))]
    return _without_blank([part for piece in _without_blank(pieces) for part in _shortened(piece)])


def _inside(text: str) -> list[bool]:
    """Whether each character stands between a bracket or quote and the one that closes it, or is one of the two."""
    found, opened = [False] * len(text), list[tuple[str, int]]()
    for at, char in enumerate(_with_curly_quotes(text)):
        char = _WIDE.get(char, char)
        if char in _OPENERS:
            opened.append((char, at))
        elif char in _OPENER and any(kind == _OPENER[char] for kind, _ in opened):
            kind, start = opened.pop()
            while kind != _OPENER[char]:
                kind, start = opened.pop()
            found[start : at + 1] = [True] * (at + 1 - start)
    return found


def _with_curly_quotes(text: str) -> str:
    """Straight quotes by turns as opening and closing ones, where none is left over."""
    if not text.count('"') or text.count('"') % 2:
        return text
    opening, *rest = text.split('"')
    return opening + "".join(quote + piece for quote, piece in zip(cycle("“”"), rest, strict=False))


def _beyond_closers(text: str, end: int, inside: list[bool]) -> int:
    """A closing bracket or quote that nothing opened belongs to the sentence before it."""
    while end < len(text) and text[end] in _CLOSERS and not inside[end]:
        end += 1
    return end


def _series(text: str, inside: list[bool]) -> Iterator[int]:
    """Where the members of 一是…二是… or （1）…（2）… begin, in a list of two or more."""
    for pattern in _SERIES:
        members: list[int] = []
        for match in pattern.finditer(text):
            if match.start() and inside[match.start() - 1]:
                continue
            if (count := _value(match["n"])) == 1:
                yield from members if len(members) > 1 else ()
                members = []
            if count == len(members) + 1:
                members.append(match.start())
        yield from members if len(members) > 1 else ()


def _value(written: str) -> int:
    return ord(written) - ord("①") + 1 if "①" <= written <= "⑳" else number(written)


def _without_blank(pieces: list[str]) -> list[str]:
    """Pieces that say nothing, such as a second ！, go to the one before them, or at the beginning behind them."""
    found: list[str] = []
    for piece in filter(None, pieces):
        if found and not (_WORD.search(piece) and _WORD.search(found[-1])):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _shortened(piece: str) -> Iterator[str]:
    """The piece, or where it is very long its parts between commas."""
    inside, start = _inside(piece), 0
    commas = [at + 1 for at, char in enumerate(piece) if char == "，" and not inside[at]]
    while len(piece) - start > LONGEST and (after := [at for at in commas if at > start]):
        start_of_next = max((at for at in after if at - start <= LONGEST), default=after[0])
        yield piece[start:start_of_next]
        start = start_of_next
    yield piece[start:]
