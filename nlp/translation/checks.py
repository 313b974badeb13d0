"""What must be true of a translation beside its source, whoever made it."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from functools import cache, lru_cache

from nlp.translation.offline.han import is_simplified
from nlp.translation.offline.slots import number
from nlp.translation.offline.tables import rules
from warehouse import reference
from warehouse.models import Language

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAN_NUMBER = re.compile(
    r"(?<=[第国])[一二三四五六七八九十百]+|[一二三四五六七八九十百两]+(?=年|天|项|件|个|部门|批|次|期|月|日|倍|季度|[级級]|类|大|是|轮|五年)"
)
_PERIOD = re.compile(r"十([一二三四五六])五")
_DOCNO = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[]\d{4}[〕\]]\d+号")
_BOUNDS = ("at_least", "at_most")
_PAIRS = ("「」", "『』", "（）", "〔〕", "《》", "“”")
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH = {word: str(n) for n, word in enumerate(_WORDS)} | {"first": "1", "second": "2", "third": "3", "fourth": "4"}


def check(source: str, text: str, lang: Language) -> tuple[str, ...]:
    """Flags, each with what it found; an empty tuple when nothing was found.

    `source` is normalised Chinese, `text` its translation.
    """
    if not text.strip():
        return ("EMPTY",)
    found = [*_numbers(source, text, lang), *_doc_numbers(source, text), *_directions(source, text, lang)]
    found += [*_negation(source, text, lang), *_brackets(source, text, lang), *_length(source, text, lang)]
    found += [*_terms(source, text, lang), *_repetition(source, text)]
    found += [*_units(source, text), *_characters(text)] if lang == "ja" else []
    return tuple(dict.fromkeys(found))


# ---------------------------------------------------------------- numbers and units


def _numbers(source: str, text: str, lang: Language) -> list[str]:
    """Every Arabic number of the source is there, and none that the source does not have in some form."""
    wanted, given = _arabic(source), _arabic(_english_numbers(text) if lang == "en" else text)
    spelt = _spelt(source)
    lost = [n for n in wanted if given[n] < wanted[n]]
    new = [n for n in given if given[n] > wanted[n] + spelt[n]]
    kanji = _spelt(text)
    unsaid = [n for n in spelt if n not in given and n not in kanji and lang == "ja"]
    return [f"NUM:{n}" for n in (*lost, *new, *unsaid)]


def _arabic(text: str) -> Counter[str]:
    found = _NUMBER.findall(text.replace(",", ""))
    return Counter(n.rstrip("0").rstrip(".") if "." in n else str(int(n)) for n in found)


def _spelt(text: str) -> Counter[str]:
    found = Counter(str(number(n)) for n in _HAN_NUMBER.findall(text))
    for match in _PERIOD.finditer(text):
        found.update([str(10 + number(match[1])), "5"])
    found.update({"1": 1, "3": 1} if re.search("前[三]季度", text) else {})
    return found


def _english_numbers(text: str) -> str:
    for digit, name in enumerate(month_name[1:], start=1):
        text = text.replace(name, str(digit))
    return re.sub(r"[A-Za-z]+", lambda m: _ENGLISH.get(m[0].lower(), m[0]), text)


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = sorted(rules("slots.yml")["units"], key=len, reverse=True)
    return re.compile(r"(\d[\d,]*(?:\.\d+)?)(" + "|".join(map(re.escape, units)) + ")")


_COUNTERS = frozenset("个家座处条项件份名人级套台辆户周") | {"万人", "万个", "小时", "分钟"}


def _units(source: str, text: str) -> list[str]:
    """The unit stands behind its number; counters may change."""
    known, bare = rules("slots.yml")["units"], text.replace(",", "")
    return [
        f"UNIT:{match[0]}"
        for match in _unit_pattern().finditer(source.replace(",", ""))
        if match[2] not in _COUNTERS and match[1] + known[match[2]] not in bare and match[1] + match[2] not in bare
    ]


def _doc_numbers(source: str, text: str) -> list[str]:
    bare = text.replace("[", "〔").replace("]", "〕")
    return [f"DOCNO:{m[0][-9:]}" for m in re.finditer(r"〔\d{4}〕\d+号", source) if m[0][:-1] not in bare]


# ---------------------------------------------------------------- meaning


def _directions(source: str, text: str, lang: Language) -> list[str]:
    """Up, down, at least, at most: neither lost nor turned into the opposite."""
    table, found = rules("checks.yml")["directions"], []
    for name, row in table.items():
        said = re.search(row["zh"], source)
        wanted = len(re.findall(row["zh"], source)) if name in _BOUNDS else bool(said)
        if len(re.findall(row[lang], text, re.IGNORECASE)) < wanted:
            found.append(f"DIR:{name}")
        opposite = table[row["opposite"]]
        if said and re.search(opposite[lang], text, re.IGNORECASE) and not re.search(opposite["zh"], source):
            found += [f"DIR:{row['opposite']}"] if name in _BOUNDS else []
    return found


def _negation(source: str, text: str, lang: Language) -> list[str]:
    words = rules("checks.yml")
    wanted = len(re.findall(words["negation_zh"], source))
    given = len(re.findall(words[f"negation_{lang}"], text, re.IGNORECASE))
    return ["NEG"] if wanted > given else []


def _terms(source: str, text: str, lang: Language) -> list[str]:
    if lang == "ja":
        wrong = [
            f"TERM:{bad}"
            for zh, good, bads in _forbidden()
            if zh in source and good not in text
            for bad in bads
            if bad in text
        ]
    else:
        wrong = []
    wild = rules("checks.yml")["wild" if lang == "ja" else "wild_en"]
    return wrong + [f"TERM:{bad}" for zh, bads in wild.items() if zh in source for bad in bads if bad in text]


@cache
def _forbidden() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((term.zh, term.ja, term.forbidden) for term in reference.glossary() if term.forbidden)


# ---------------------------------------------------------------- form


def _characters(text: str) -> list[str]:
    """Simplified characters left; those of a document number stay as they are."""
    left = {char for char in _DOCNO.sub("", text) if is_simplified(char)}
    return [f"HAN:{''.join(sorted(left))}"] if left else []


def _brackets(source: str, text: str, lang: Language) -> list[str]:
    uneven = [pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])]
    if lang == "ja" and source.count("《") > text.count("「") + text.count("『"):
        uneven.append("《》")
    return [f"BRACKET:{pair}" for pair in uneven]


def _length(source: str, text: str, lang: Language) -> list[str]:
    if not re.search("[\u4e00-\u9fff]", source):
        return []
    low, high = (0.6, 3.2) if lang == "ja" else (1.2, 14.0)
    if len(source) < 6:
        high *= 2
    return [] if low <= len(text) / max(1, len(source)) <= high else ["LEN"]


def _repetition(source: str, text: str) -> list[str]:
    return ["REP"] if (match := _repeated(text)) and source.count(match) < 2 else []


@lru_cache(maxsize=4096)
def _repeated(text: str) -> str:
    match = re.search(r"(.{5,})\1{2,}", text)
    return match[1] if match else ""
