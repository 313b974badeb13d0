"""Errors put into clean translations by rule, a class at a time: what the checks must find."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import opencc
import yaml

from nlp.translation.offline.han import japanese
from warehouse import reference
from warehouse.models import Language

GOLD = Path(__file__).parent / "gold"
_HERE = Path(__file__).with_suffix(".yml")
_HAN = "一二三四五六七八九"
_COUNTED = r"(?=[年か月日項件個社回級次期割倍つ章条類批陣号四五カ百千万億])"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source with a clean translation; `half` is tune or held."""

    half: str
    lang: Language
    zh: str
    text: str


def pairs(lang: Language, half: str = "") -> list[Pair]:
    """Clean pairs: our own wording, and for Japanese also the references of the offline engine."""
    found = [Pair(row["half"], lang, row["zh"], row["text"]) for row in _rows("clean_pairs.tsv") if row["lang"] == lang]
    if lang == "ja":
        for name in ("titles_ja.tsv", "targets_ja.tsv", "sentences_ja.tsv", "held_out_ja.tsv"):
            part = "held" if name.startswith("held") else "tune"
            found += [
                Pair(part, lang, row["zh"], row["ja"]) for row in _rows(name) if row["ja"] != "-" and None not in row
            ]
    return [pair for pair in dict.fromkeys(found) if half in ("", pair.half)]


def _rows(name: str) -> Iterator[dict[str | None, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _table() -> Any:
    return yaml.safe_load(_HERE.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- one class a function


def number_changed(pair: Pair) -> Iterator[str]:
    """The last digit of each number is another."""
    for match in re.finditer(r"\d+", pair.text):
        yield _put(pair.text, match, match[0][:-1] + str((int(match[0][-1]) + 1) % 10))


def number_dropped(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", pair.text):
        if match[0] != "1" or re.search("[1一首]", pair.zh):  # 每户 may be said 1戸当たり
            yield _put(pair.text, match, "")


def han_changed(pair: Pair) -> Iterator[str]:
    """A number that the source writes in Han numerals is another: 三年 becomes 4年間 or 四年."""
    for match in _han(pair):
        digit = match[0][-1]
        other = str((int(digit) + 1) % 10) if digit.isdecimal() else _HAN[(_HAN.index(digit) + 1) % 9]
        yield _put(pair.text, match, match[0][:-1] + other)


def han_dropped(pair: Pair) -> Iterator[str]:
    for match in _han(pair):
        yield _put(pair.text, match, "")


def _han(pair: Pair) -> Iterator[re.Match[str]]:
    arabic = set(re.findall(r"\d+", pair.zh))
    if not re.search(rf"[{_HAN}十两百千]", pair.zh) or pair.lang == "en":
        return
    for match in re.finditer(rf"\d+|(?<![\u4e00-\u9fff])[{_HAN}]{_COUNTED}|(?<=第)[{_HAN}](?=[章条])", pair.text):
        if (
            match[0] not in arabic
            and not match[0].startswith("0")
            and pair.text[match.end() : match.end() + 1] not in ".,"
        ):
            yield match


def unit_swapped(pair: Pair) -> Iterator[str]:
    for one, other in _both(_table()["units"][pair.lang]):
        for match in re.finditer(rf"(?:(?<=[\d万億])|(?<=\d )){re.escape(one)}(?![間末度頃平均（(])", pair.text):
            if not re.search(rf"年\d+月?{re.escape(one)}$|月\d+{re.escape(one)}$", pair.text[: match.end()]):
                yield _put(pair.text, match, other)


def date_changed(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"(?:19|20)\d\d(?=年|[-–～—])|\d+(?=月)(?!か月)|(?<=月)\d+(?=日)", pair.text):
        yield _put(pair.text, match, str(int(match[0]) + (1 if match[0] != "12" else -1)))
    for right, wrong in _table()["months"][pair.lang].items():
        yield from _replaced(pair.text, right, wrong)
    if day := re.search(r"(\d+)月(\d+)日", pair.text):
        yield from [_put(pair.text, day, f"{day[2]}月{day[1]}日")] if day[1] != day[2] else []


def doc_number_changed(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"([〔\[])(\d{4})([〕\]])( ?(?:No\. )?)(\d+)", pair.text):
        yield _put(pair.text, match, f"{match[1]}{match[2]}{match[3]}{match[4]}{int(match[5]) + 1}")
        yield _put(pair.text, match, f"{match[1]}{int(match[2]) - 1}{match[3]}{match[4]}{match[5]}")
    for match in re.finditer(r"[\u4e00-\u9fff](?=[〔\[]\d{4}[〕\]]\d+号)", pair.text):
        yield _put(pair.text, match, "弁")


def direction_inverted(pair: Pair) -> Iterator[str]:
    yield from _swapped(pair, "directions")


def bound_swapped(pair: Pair) -> Iterator[str]:
    yield from _swapped(pair, "bounds")


def negation_removed(pair: Pair) -> Iterator[str]:
    if re.search("不|未|无|没|禁|非", pair.zh):
        yield from _swapped(pair, "negation_removed")


def negation_added(pair: Pair) -> Iterator[str]:
    yield from _swapped(pair, "negation_added")


def meaning_inverted(pair: Pair) -> Iterator[str]:
    yield from _swapped(pair, "inverted")


def _swapped(pair: Pair, name: str) -> Iterator[str]:
    """Each place once, by the longest word that stands there."""
    rows = sorted(_table()[name][pair.lang], key=lambda row: -len(row[0]))
    taken: set[int] = set()
    for one, other in rows:
        edge = r"\b" if pair.lang == "en" and one[:1].isalpha() else ""
        for match in re.finditer(edge + re.escape(one) + (edge if one[-1:].isalpha() else ""), pair.text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield _put(pair.text, match, other)


def term_replaced(pair: Pair) -> Iterator[str]:
    """A term of the source becomes the next one of its category, or a form that is never to be used."""
    for term in reference.glossary():
        right = term.ja if pair.lang == "ja" else term.en
        if len(term.zh) < 2 or term.zh not in pair.zh or right not in pair.text or _nested(term.zh, pair.zh):
            continue
        if pair.lang == "ja":
            yield from (pair.text.replace(right, wrong) for wrong in term.forbidden)
        if term.category in ("pollutant", "industry", "region", "organisation", "document_type"):
            yield pair.text.replace(right, _other(term, pair))


def _nested(zh: str, source: str) -> bool:
    return any(zh in term.zh != zh and term.zh in source for term in reference.glossary())


def _other(term: reference.Term, pair: Pair) -> str:
    """The next term of the category whose wording has nothing to do with the text."""
    peers = [peer for peer in reference.glossary() if peer.category == term.category and peer.en and peer.ja]
    place = peers.index(term) if term in peers else 0
    for peer in islice(cycle(peers), place + 1, place + len(peers)):
        other = peer.ja if pair.lang == "ja" else peer.en
        if peer.zh not in pair.zh and term.zh not in peer.zh and other.lower() not in pair.text.lower():
            if _near(term.ja, peer.ja):
                continue
            if (term.ja if pair.lang == "ja" else term.en).lower() not in other.lower():
                return other
    return "■"


def _near(one: str, other: str) -> bool:
    """方案 and 行動計画 are used for each other."""
    return any(one.endswith(tuple(row)) and other.endswith(tuple(row)) for row in _table()["near"])


def simplified_put_in(pair: Pair) -> Iterator[str]:
    """Each character that the source writes in simplified form, in turn, stands so in the translation."""
    if pair.lang == "en":
        return
    bare = re.sub(r"[\u4e00-\u9fff]+〔\d{4}〕", "", pair.zh)
    for char in dict.fromkeys(bare):
        right = japanese(char)
        if right != char and right in pair.text:
            yield pair.text.replace(right, char, 1)


def sentence_dropped(pair: Pair) -> Iterator[str]:
    """Each sentence of a text of two or more is left out."""
    pieces = [piece for piece in re.split(r"(?<=。)|(?<=[a-z\d%³]\. )(?=[A-Z])", pair.text) if piece]
    if len(pieces) > 1:
        yield from ("".join(pieces[:n] + pieces[n + 1 :]).strip() for n in range(len(pieces)))


def clause_dropped(pair: Pair) -> Iterator[str]:
    """Each long clause of a sentence is left out."""
    pieces = [piece for piece in re.split(r"(?<=、)", pair.text) if piece]
    if pair.lang == "ja" and len(pieces) > 1:
        yield from ("".join(pieces[:n] + pieces[n + 1 :]) for n in range(len(pieces)) if len(pieces[n]) >= 14)


def truncated(pair: Pair) -> Iterator[str]:
    """The end is missing: a half of the text, or its last third."""
    if len(pair.text) >= 12:
        yield pair.text[: len(pair.text) // 2]
        yield pair.text[: len(pair.text) * 2 // 3]


def repeated(pair: Pair) -> Iterator[str]:
    """The text, its last sentence or its last clause stands twice."""
    if len(pair.text) < 8:
        return
    yield pair.text + pair.text
    clauses = [piece for piece in re.split(r"(?<=[、。,.])", pair.text) if len(piece) >= 8]
    if clauses:
        yield pair.text + clauses[-1]
        yield pair.text.replace(clauses[0], clauses[0] * 2, 1)


def looped(pair: Pair) -> Iterator[str]:
    """An engine that cannot stop."""
    if len(pair.text) >= 8:
        yield pair.text + pair.text[-6:] * 5
        yield pair.text[: len(pair.text) // 2] + pair.text[2:5] * 12


def bracket_lost(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"[（）「」『』〔〕()“”\[\]]", pair.text):
        yield _put(pair.text, match, "")
    asides = re.findall("[（(]", pair.text)
    for match in re.finditer(r"（([^（）]*)）|\(([^()]*)\)", pair.text) if len(asides) <= pair.zh.count("（") else ():
        yield _put(pair.text, match, match[1] or match[2] or "")


def marker_lost(pair: Pair) -> Iterator[str]:
    """The numbering in front is gone or another."""
    marker = r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\."
    marker += r"|第[一二三四五六七八九十百\d]+[章条]|別添\d|コラム\d)"
    english = r"(?:[IVX]+\. |\(\d+\) |(?:Article|Chapter) [\dIVX]+ )"
    if match := re.match(marker if pair.lang == "ja" else english, pair.text):
        yield pair.text[match.end() :]
        yield pair.text[match.end() :] + match[0]
        for one, other in (
            *zip("一二三四五六七八九", "二三四五六七八九一", strict=True),
            ("1", "2"),
            ("2", "3"),
            ("3", "4"),
        ):
            if one in match[0] and pair.lang == "ja":
                yield match[0].replace(one, other) + pair.text[match.end() :]
                break


def wild(pair: Pair) -> Iterator[str]:
    """What machines have published."""
    for zh, (right, wrong) in _table()["wild"][pair.lang].items():
        if zh in pair.zh and right in pair.text:
            yield pair.text.replace(right, wrong)


def wrong_language(pair: Pair) -> Iterator[str]:
    """Traditional Chinese, Korean, or the other language of ours."""
    if len(pair.zh) >= 6:
        yield "The text of the notice is as follows." if pair.lang == "ja" else "通知の内容は以下のとおりである。"
        yield "통지의 내용은 다음과 같다. " * (len(pair.zh) // 16 + 1)
        if (traditional := opencc.OpenCC("s2t").convert(pair.zh)) not in (pair.text, japanese(pair.zh)):
            yield traditional


def source_left(pair: Pair) -> Iterator[str]:
    """The source itself, or a part of it in the midst of the translation."""
    if len(pair.zh) < 4 or pair.zh == pair.text or pair.zh == japanese(pair.zh):
        return
    yield pair.zh
    clauses = [
        clause for clause in re.split("[，。；：、]", pair.zh) if len(clause) >= 8 and japanese(clause) != clause
    ]
    yield from (pair.text[: len(pair.text) // 2] + clause + pair.text[len(pair.text) // 2 :] for clause in clauses[:1])
    yield from (clause + pair.text[len(pair.text) * len(clause) // len(pair.zh) :] for clause in clauses[:1])


def emptied(pair: Pair) -> Iterator[str]:
    yield from ("", " ", "。", "…")


Class = Callable[[Pair], Iterator[str]]
CLASSES: tuple[Class, ...] = (
    *(number_changed, number_dropped, han_changed, han_dropped, unit_swapped, date_changed, doc_number_changed),
    *(direction_inverted, bound_swapped, negation_removed, negation_added, meaning_inverted, term_replaced),
    *(simplified_put_in, sentence_dropped, clause_dropped, truncated, repeated, looped, bracket_lost, marker_lost),
    *(wild, wrong_language, source_left, emptied),
)


def errors(kind: Class, of: list[Pair]) -> Iterator[tuple[Pair, str]]:
    """Every wrong text that a class makes of the pairs."""
    for pair in of:
        for wrong in dict.fromkeys(kind(pair)):
            if wrong != pair.text:
                yield pair, wrong


def _put(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def _replaced(text: str, right: str, wrong: str) -> Iterator[str]:
    if right in text:
        yield text.replace(right, wrong, 1)


def _both(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    for one, other in rows:
        yield one, other
        yield other, one
