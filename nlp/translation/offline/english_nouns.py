"""English noun phrases: the thing first, what it is for, where and when behind it."""

from __future__ import annotations

import re
from functools import cache

from nlp.translation.offline.lexicon import Word, lexicon
from nlp.translation.offline.nouns import JOINTS
from nlp.translation.offline.phrases import VerbPhrase, chain, starts_verb_phrase
from nlp.translation.offline.rules import mapping, members
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, shown

_TIME = re.compile(r"\d{4}年|\d{1,2}月$")
_PHRASE = re.compile(r"\b(?:of|to|from|in|for|with|the|against|on|by)\b")
_BREAKS = re.compile(r",|“[^”]*”|\b(?:of|to|from|in|for|with|and|on|by|against)\b")
_RUN = 6
"""Words."""
_WORK = "工作"
_ROLLS = ("名单", "名录", "清单", "目录")
_TRADES = ("行业", "领域")


def noun_phrase(words: list[Word]) -> str:
    """Comprehensive control of air pollution from boilers in key regions in summer 2026.

    Raises:
        NotParsedError: when a word has no English form, or the words combine by no rule.
    """
    if any(word.mark for word in words):
        return _marked(words)
    times, words = _times(words)
    areas, words = _leading(words, "places_en")
    things, core = _leading(words, "things_en")
    if core[0].zh.startswith("污染"):
        things, core = [], things + core
    core = core[:-1] if len(core) > 1 and core[-1].zh == _WORK and _acts(core[-2]) else core
    said = _core(core)
    tie = "for" if re.search(rules("grammar.yml")["papers"], core[-1].zh) else ""
    if things:
        tied = tie or (
            "of" if len(core) == 1 and _done(core[0]) else mapping("things_en")[_kind(things[-1], "things_en")]
        )
        said += f" {tied} {_definite(_row(things))}"
    if areas:
        said += f" {tie or 'in'} {_definite(compound(areas))}"
    return _timed(said, times)


def _timed(said: str, times: list[Word]) -> str:
    """2026 budget, but control in autumn and winter 2026–2027."""
    if times and times[0].zh == "今年":
        return f"{_timed(said, times[1:])} {times[0].en}"
    season = [word for word in times if not word.slot]
    when = " ".join([*(word.en for word in season), *(word.en for word in times if word.slot)])
    if not when or not all(word.en for word in times):
        if times:
            raise NotParsedError("no English form", shown(times))
        return said
    if season or not when.isdigit():
        return f"{said} {'on' if re.match('[0-9]{1,2} [A-Z]', when) else 'in'} {when}"
    return f"the {when} {said[4:]}" if said.startswith("the ") else f"{when} {said}"


def _times(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Years, months and seasons at the beginning, as long as something is left."""
    count = 0
    while count < len(words) - 1 and (
        (words[count].slot and _TIME.match(words[count].zh)) or words[count].zh in members("seasons_en")
    ):
        count += 1
    return words[:count], words[count:]


def _leading(words: list[Word], table: str) -> tuple[list[Word], list[Word]]:
    """Words at the beginning that say where or for what, as long as a thing or an act is left."""
    count = 0
    while count < len(words) - 1 and (_kind(words[count], table) or _of_trade(words, count, table)):
        count += 1
    return words[:count], words[count:]


def _of_trade(words: list[Word], index: int, table: str) -> bool:
    """电解铝行业: the trade's name, and the word for a trade behind it."""
    trade = words[index].zh in _TRADES and index > 0 and index < len(words) - 1
    name = words[index + 1].zh in _TRADES and bool(words[index].en) and index < len(words) - 2
    return table == "places_en" and not words[index].action and (trade or name)


def _kind(word: Word, table: str) -> str:
    """The pattern of a table that a plain noun answers to, or an empty string."""
    if word.slot or word.action or word.head or word.agency or not word.en:
        return ""
    return next((pattern for pattern in mapping(table) if re.search(pattern, word.zh)), "")


def _core(words: list[Word]) -> str:
    """An act or a list is said before what it is about: improvement of air quality, list of enterprises."""
    last = words[-1]
    act = last.en if last.zh in members("acts_en") else last.action.en if last.action else ""
    if len(words) > 1 and last.zh in mapping("heads_en"):
        said = noun_phrase(words[:-1])
        return f"{mapping('heads_en')[last.zh]} {_several(said) if last.zh in _ROLLS else said}"
    if len(words) > 2 and act and words[-2].modifier and not words[-2].noun and words[-2].modifier.en_adjective:
        return f"{words[-2].modifier.en_adjective} {act} of {noun_phrase(words[:-2])}"
    if len(words) > 1 and act and _reaches_back(words):
        return f"{act} of {noun_phrase(words[:-1])}"
    return _turned(words) or compound(words)


def _turned(words: list[Word]) -> str:
    """Comprehensive control of fugitive dust: an adjective amid nouns begins the phrase; empty where none stands."""
    for index in range(1, len(words)):
        if any(word.mark for word in words) or words[index - 1].slot or words[index - 1].place:
            return ""
        if _adjectival(words[index]) and not _adjectival(words[index - 1]):
            ties = mapping("turned_en").items()
            tie = next((tie for pattern, tie in ties if re.search(pattern, words[-1].zh)), "of")
            return f"{compound(words[index:])} {tie} {noun_phrase(words[:index])}"
    return ""


def _adjectival(word: Word) -> bool:
    """Comprehensive, or comprehensive control."""
    said = (word.modifier.en_adjective if word.modifier and not word.noun else "") or word.en
    return said.split(" ")[0].lower() in _adjectives()


@cache
def _adjectives() -> frozenset[str]:
    known = {word.modifier.en_adjective for word in lexicon().values() if word.modifier} - {""}
    return frozenset(known | members("adjectives_en"))


def _several(said: str) -> str:
    """List of enterprise technology centres."""
    return said + "s" if re.search(r"(?<!s)(?:centre|enterprise|plan|project|unit|product|workshop)$", said) else said


def _reaches_back(words: list[Word]) -> bool:
    """Whether a compound would be too long to read, or the act is one that is done to things."""
    last, before = words[-1], words[-2]
    if (before.action and not before.noun) or words[0].slot:
        return False
    return _done(last) or len(words) > 2 or bool(_PHRASE.search(before.en))


def _done(word: Word) -> bool:
    """Whether it is an act that is done to things: closure of boilers."""
    return _plainly_done(word) or bool(word.action and " " in word.action.en)


def _plainly_done(word: Word) -> bool:
    return word.zh in members("acts_en") or bool(word.action and word.action.link)


def _row(words: list[Word]) -> str:
    """Boilers, kilns and mobile sources."""
    said = compound(words)
    return " and ".join(said.rsplit(", ", 1)) if " and " not in said else said


def _acts(word: Word) -> bool:
    return bool(word.action) or bool(re.search(rules("grammar.yml")["doings_en"], word.en))


def _definite(said: str) -> str:
    """The steel industry, but key regions."""
    return f"the {said}" if re.search(rules("grammar.yml")["definite_en"], said) else said


def _marked(words: list[Word]) -> str:
    """A, B and C; what belongs to all of one-word things is said before them."""
    joints = [index for index, word in enumerate(words) if word.mark]
    start = joints[-1] + 2
    rowed = joints == list(range(1, joints[-1] + 1, 2)) and all(words[index].mark in JOINTS for index in joints)
    if rowed and start < len(words) and all(_kind(words[i], "things_en") for i in (*range(0, start, 2),)):
        tie = mapping("things_en")[_kind(words[start - 1], "things_en")]
        return f"{_core(words[start:])} {tie} {compound(words[:start])}"
    return compound(words)


def compound(words: list[Word]) -> str:
    """Words in their order: English compounds too have their head last."""
    out = ""
    for index, word in enumerate(words):
        if word.mark in JOINTS:
            out += ", " if word.mark == "、" else " and "
        elif word.mark == "，":
            out += ", "
        else:
            out = _met(out, _word(words, index))
    _refuse_run(out)
    return out


def _refuse_run(said: str) -> None:
    """A run of nouns that nobody reads at sight: open liquid surface fugitive emission waste gas treatment."""
    longest = max(len(part.split()) for part in _BREAKS.split(said))
    if longest > _RUN or (", " in said and len(said.rsplit(", ", 1)[1].split()) > _RUN - 2):
        raise NotParsedError("too many nouns in a row", said)


def _met(out: str, said: str) -> str:
    """Emergency and emergency response plan meet as one: what already stands there is not said again."""
    words, before = said.split(), out.split()
    if not out or out.endswith((", ", " and ")):
        return out + said
    for size in range(min(len(words), len(before)), 0, -1):
        if [word.lower() for word in before[-size:]] == [word.lower() for word in words[:size]]:
            return " ".join([*before[:-size], *words])
    return f"{out} {said}"


def _word(words: list[Word], index: int) -> str:
    """One word; before another it is singular, and may not carry a phrase of its own."""
    word, more = words[index], index + 1 < len(words) and not words[index + 1].mark
    adjective = word.modifier.en_adjective if word.modifier else ""
    noun = word.en or (word.action.en if word.action else "")
    said = (adjective or noun) if more and word.modifier and not word.noun else noun or adjective
    if word.mark or not said or (word.agency and len(words) > 1):
        raise NotParsedError("no English form", word.zh)
    if "/" in said or (more and not word.slot and _PHRASE.search(said)):
        raise NotParsedError("no English compound", word.zh)
    return _singular(said) if more and not word.slot and not word.place else said


def _singular(said: str) -> str:
    """Sources becomes source before another noun; VOCs, gas and emissions standards stay readable."""
    if said.endswith("ies") and len(said) > 5:
        return said[:-3] + "y"
    if said.endswith(("sses", "ches", "shes", "xes", " gases")) or said == "gases":
        return said[:-2]
    return said[:-1] if re.search(r"[a-rt-z]s$", said) and not said.endswith(("us", "is", "ics", "as")) else said


# ---------------------------------------------------------------- things done


def gerunds(phrases: list[VerbPhrase]) -> str:
    """Strengthening X and improving Y.

    Raises:
        NotParsedError: when a verb, an adverb or a word of the object has no English form.
    """
    said = [_gerund(item) for item in phrases]
    return ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1]


def _gerund(item: VerbPhrase) -> str:
    words = list(item.object)
    adverbs = [word.modifier.en_adverb if word.modifier else "" for word in item.adverbs]
    if not item.verb.gerund or not all(adverbs):
        raise NotParsedError("no English verb", item.verb.ja)
    if item.verb.use == "VC" and starts_verb_phrase(words):
        return " ".join([*adverbs, item.verb.gerund, _act_of(chain(words))])
    if adverbs == ["accelerating"] and item.verb.en:
        return f"accelerating the {item.verb.en} of {definite(words)}"
    return " ".join([*adverbs, item.verb.gerund, definite(words)])


def _act_of(phrases: list[VerbPhrase]) -> str:
    """The phase-out of old trucks, behind accelerating or prohibiting.

    Raises:
        NotParsedError: when the inner verb is no noun in English, or there are several.
    """
    if len(phrases) > 1 or phrases[0].adverbs or not phrases[0].verb.en:
        raise NotParsedError("no English verb", "、".join(item.verb.ja for item in phrases))
    return f"the {phrases[0].verb.en} of {definite(list(phrases[0].object))}"


def definite(words: list[Word]) -> str:
    """The orange alert, the industrial structure: what there is one of has its article.

    Raises:
        NotParsedError: when a word has no English form, or the words combine by no rule.
    """
    said = noun_phrase(words)
    head = re.split(r" (?:of|for|from|in|on|against|within) ", said)[0]
    return f"the {said}" if re.search(rules("grammar.yml")["one_en"], head) else said
