"""Terms, places and names: each of the source is said, none is said that the source does not have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from nlp.scanner import Scanner
from nlp.translation.checks import english
from nlp.translation.checks.reading import Asked, places, read
from nlp.translation.checks.wrongs import wrongs
from nlp.translation.offline.han import japanese
from nlp.translation.offline.tables import rules
from warehouse import reference
from warehouse.models import Language
from warehouse.reference import Term


def wording_flags(source: str, text: str, lang: Language) -> list[str]:
    """TERM flags, and WILD for what machines are known to make of a word."""
    bare = text.lower() if lang == "en" else text.replace(" ", "").replace("\u3000", "")
    found = []
    for asked in _asked(source):
        forms = asked.en if lang == "en" else asked.ja
        if not any(form in bare for form in forms):
            found += [f"TERM:{asked.zh}"] if _lost(asked, forms, bare, lang) else []
    found += [f"TERM:{word}" for word in (_unasked(source, bare) if lang == "ja" else english.unasked(source, text))]
    return [*found, *_wrong(source, text, lang), *_names(source, text, lang)]


def _wrong(source: str, text: str, lang: Language) -> list[str]:
    kinds = {row.wrong: row.kind for row in wrongs(source, text, lang) if row.kind}
    return [f"{kind}:{wrong}" for wrong, kind in kinds.items()]


# ---------------------------------------------------------------- said


def _asked(source: str) -> Iterator[Asked]:
    return (asked for sentence in read(source) for part in sentence for word in part for asked in word.asked)


def _lost(asked: Asked, forms: tuple[str, ...], text: str, lang: Language) -> bool:
    """No form stands there, nor enough of one."""
    if asked.category == "organisation" and len(asked.zh) < 3:
        return False
    if asked.category == "place":
        return True
    least = rules("checks.yml")["least"][lang].get(asked.category, 0.0)
    return not any((len(form) > 3 or least <= 0.5) and _share(form, text) >= least for form in forms)


_WORD = re.compile("[a-z0-9]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_LINKS = frozenset(["of", "the", "and", "for", "on", "to", "in", "a", "an", "by", "from", "with"])


@lru_cache(maxsize=8192)
def _pieces(form: str) -> tuple[str, ...]:
    """Stems of English words; single characters but hiragana of Japanese ones."""
    if form.isascii():
        return tuple(word[:6] for word in _WORD.findall(form.lower()) if word not in _LINKS)
    return tuple(_HIRAGANA.sub("", form))


def _share(form: str, text: str) -> float:
    pieces = _pieces(form)
    return sum(piece in text for piece in pieces) / len(pieces) if pieces else 0.0


# ---------------------------------------------------------------- not asked for


def _unasked(source: str, text: str) -> Iterator[str]:
    """Terms and places of the translation that the source has in no form."""
    for word, heads in _said().words(text):
        if not any(zh in source for zh in heads):
            near = any(_nearly(zh, source) for zh in heads) or _mostly(word, source)
            if not near and word not in japanese(source):
                yield word


def _mostly(word: str, source: str) -> bool:
    """Most of it is the name of something that is there: ディーゼル油 for 柴油."""
    spans = ((start, end) for start in range(len(word)) for end in range(start + 2, len(word) + 1))
    parts = (word[start:end] for start, end in spans if len(word) > end - start >= 0.6 * len(word))
    return any(zh and zh in source for part in parts for zh in _heads().get(part, ()))


def _nearly(zh: str, source: str) -> bool:
    """Nearly all of the word's characters stand there: 燃煤自备电厂 has 燃煤电厂."""
    return len(zh) > 2 and sum(char in source for char in zh) > 0.75 * len(zh)


@cache
def _said() -> Scanner[tuple[str, ...]]:
    return Scanner(_heads())


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """Japanese forms of terms and places with all the Chinese that may stand for them; others hide what is in them."""
    heads: dict[str, set[str]] = defaultdict(set)
    listed = rules("checks.yml")
    for term in reference.glossary():
        for form in (term.ja, *term.variants):
            heads[form] |= {term.zh, *term.aliases} if _is_licensed(term) else {""}
    for zh, forms in listed["also"].items():
        for form in forms:
            heads[form] |= {zh} if heads[form] else {zh, ""}
    for name, forms in listed["names_ja"].items():
        for form in forms:
            heads[form] |= {name, *listed["names"][name]}
    for zh, ja, _ in places():
        heads[ja].add(zh)
    for region in reference.regions().values():
        heads[region.ja] |= {region.zh, *region.aliases_zh}
    return {form: tuple(zhs) for form, zhs in heads.items() if len(form) > 1}


def _is_licensed(term: Term) -> bool:
    """Offices of every place, such as 办公室, are not."""
    return term.category in rules("checks.yml")["licensed"] and not (
        term.category == "organisation" and len(term.zh) < 4
    )


# ---------------------------------------------------------------- Latin names

_LATIN = re.compile(r"PM ?2\.5|PM ?10(?!\d)|(?:SO|NO|CO)2|VOCs?|NOx|(?<![A-Za-z])(?:O3|NH3|CO|AQI|GDP)(?![A-Za-z0-9])")
_LETTER = re.compile("[A-ZＡ-Ｚ]{2}|O[3₃]")
_SMALL = str.maketrans("₂₃₅₁₀ＰＭ２５．", "23510PM25.")


def _names(source: str, text: str, lang: Language) -> Iterator[str]:
    """PM2.5, VOCs and the like stay, or are said in words; none comes in from nowhere."""
    if not _LETTER.search(source) and not _LETTER.search(text):
        return
    listed = rules("checks.yml")
    source, text = source.translate(_SMALL), text.translate(_SMALL)
    ours, theirs = set(_LATIN.findall(source)), set(_LATIN.findall(text))
    for name in sorted(ours - theirs):
        if name.rstrip("s") not in text and not any(word.lower() in text.lower() for word in _words_for(name, lang)):
            yield f"TERM:{name}"
    for name in sorted(theirs - ours):
        if name.rstrip("s") not in source and not any(zh in source for zh in listed["names"].get(name, ())):
            yield f"TERM:{name}"


def _words_for(name: str, lang: Language) -> tuple[str, ...]:
    listed = rules("checks.yml")
    if lang == "ja":
        return tuple(listed["names_ja"].get(name, ()))
    return tuple(form for zh in listed["names"].get(name, ()) for form in listed["also_en"].get(zh, ()))
