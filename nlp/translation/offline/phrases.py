"""Verb and object turned round: 加强X becomes Xの強化; what the verb governs is decided here or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.translation.offline.ambiguous import is_state
from nlp.translation.offline.lexicon import MARKS, Action, Word, ends_in_action
from nlp.translation.offline.nouns import JOINTS, Style, coordinated
from nlp.translation.offline.protect import Held
from nlp.translation.offline.rules import mapping, members
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut, shown


@dataclass(frozen=True, slots=True)
class VerbPhrase:
    """Adverbs, one verb, its object, and the word that ties it to the next."""

    adverbs: tuple[Word, ...]
    verb: Action
    object: tuple[Word, ...]
    tie: str = ""


def phrase(held: Held, text: str, style: Style = "phrase") -> str:
    """A heading or the body of a title in Japanese.

    Raises:
        NotParsedError: when a word is unknown or the words combine by no rule.
    """
    return clause(cut(held, text), style)


def clause(words: list[Word], style: Style = "phrase") -> str:
    """Clauses between commas, each a chain of verb phrases or a noun phrase."""
    for index, word in enumerate(words):
        if word.mark in ("，", "；"):
            return clause(words[:index], style) + "、" + clause(words[index + 1 :], style)
        if word.mark in ("：", "—"):
            return clause(words[:index], style) + "：" + clause(words[index + 1 :], style)
    if not words:
        raise NotParsedError("empty clause", "，")
    if starts_verb_phrase(words):
        return nominal(chain(words), style)
    place = location(words)
    if place:
        return coordinated(words[:place], "phrase") + "における" + nominal(chain(words[place:]), style)
    return noun_phrase(words, style)


def location(words: list[Word]) -> int:
    """How many words at the beginning say where, before a verb phrase; 0 when none do."""
    for index, word in enumerate(words):
        if index and starts_verb_phrase(words[index:]) and not (word.action and not word.action.use.startswith("V")):
            return index
        if not (word.zh in members("locations") or word.place or (word.modifier and word.modifier.kind == "J")):
            return 0
    return 0


# ---------------------------------------------------------------- where a verb phrase begins


def adverbs(words: list[Word]) -> int:
    """How many adverbs stand at the beginning."""
    count = 0
    while count < len(words) and _is_adverb(words, count):
        count += 1
    return count


def _is_adverb(words: list[Word], index: int) -> bool:
    word, rest = words[index], words[index + 1 :]
    if word.action and word.action.use == "VA":
        return bool(rest) and _governs(rest[0]) and starts_verb_phrase(rest)
    return bool(word.modifier and word.modifier.kind == "A" and rest and not (word.action and not rest[0].action))


def starts_verb_phrase(words: list[Word]) -> bool:
    """Adverbs, then a verb whose object follows.

    Raises:
        NotParsedError: when both readings, object or attribute, are possible.
    """
    count = adverbs(words)
    if count >= len(words) or (verb := words[count].action) is None:
        return False
    rest = words[count + 1 :]
    if not rest or rest[0].mark:
        return _two_verbs(words, count)
    if words[count].zh in members("states"):
        return _done_to(words[count:])
    if verb.use.startswith("V"):
        return not (len(rest) == 1 and rest[0].zh in members("documents") and words[count].zh in members("attributed"))
    if verb.use == "W" and len(rest) > 1 and (rest[-1].head or rest[-1].action):
        raise NotParsedError("object or attribute", shown(words))
    if verb.link or verb.use == "W":
        if rest[0].action and rest[0].action.link:
            raise NotParsedError("two verbs in a row", shown(words))
        return not (rest[0].zh in members("documents") and rest[0].zh == rest[-1].zh)
    return _acts_on(words, rest)


def _done_to(words: list[Word]) -> bool:
    """密闭空间 is an enclosed space; of what is no vessel nobody says whether it is closed, or to be closed."""
    if not is_state(words, 0) and not (len(words) == 2 and (words[1].action or words[1].head)):
        raise NotParsedError("object or attribute", shown(words))
    return False


def _acts_on(words: list[Word], rest: list[Word]) -> bool:
    first, last = rest[0], rest[-1]
    if first.head or first.action or words[0].noun:
        return False
    if last.head or last.zh in members("documents") or (last.action and len(rest) > 1 and not words[0].modifier):
        raise NotParsedError("object or attribute", shown(words))
    return True


def _two_verbs(words: list[Word], count: int) -> bool:
    """改善和保障民生: two verbs with one object."""
    rest = words[count + 1 :]
    return (
        len(rest) > 2
        and rest[0].mark in ("和", "与")
        and _governs(words[count])
        and _governs(rest[1])
        and not rest[2].mark
        and rest[2].zh not in members("documents")
        and not rest[2].action
    )


def _governs(word: Word) -> bool:
    return bool(word.action and (word.action.use.startswith("V") or word.action.link))


# ---------------------------------------------------------------- the chain of verb phrases


def chain(words: list[Word]) -> list[VerbPhrase]:
    """Verb phrases that stand beside one another."""
    found: list[VerbPhrase] = []
    while words:
        count = adverbs(words)
        verb, start = _verb(words, count)
        end, tie, skip = _boundary(words, start, verb)
        if end == start:
            raise NotParsedError("verb without object", shown(words))
        _refuse_doer(words[start:end])
        if end < len(words) and all(word.slot and word.zh.startswith("第") for word in words[start:end]):
            raise NotParsedError("a number alone", shown(words))
        if verb.use == "VC":
            _refuse_open_object(words[start:end], tie)
        found.append(VerbPhrase(tuple(words[:count]), verb, tuple(words[start:end]), tie))
        words = words[end + skip :]
    return found


def _refuse_open_object(words: list[Word], tie: str) -> None:
    """鼓励研发和应用X技术, 禁止燃放X的规定: how far the verb reaches is not said."""
    lone = all(word.mark or word.action for word in words) and not (len(words) == 1 and words[0].noun)
    if (tie and lone) or any(word.mark == "的" for word in words):
        raise NotParsedError("reach of the verb", shown(words))


def _refuse_doer(words: list[Word]) -> None:
    """鼓励公众参与监督: the object is a doer and what it is to do."""
    doing = len(words) > 1 and words[0].zh in members("agents") and words[1].action is not None
    if doing and (words[0].zh.endswith("参与") or (len(words) > 2 and not words[2].head)):
        raise NotParsedError("doer of the second verb", shown(words))


def _verb(words: list[Word], count: int) -> tuple[Action, int]:
    """The verb, or two verbs as one, and where its object starts."""
    verb = words[count].action
    if verb is None:
        raise NotParsedError("no verb", shown(words))
    if words[count + 1].mark:
        second = words[count + 2].action
        if second is None:
            raise NotParsedError("no second verb", shown(words))
        return _joined(verb, second), count + 3
    return verb, count + 1


def _joined(verb: Action, second: Action) -> Action:
    """Two verbs with one object; in English only when both have a form."""
    gerund = f"{verb.gerund} and {second.gerund}" if verb.gerund and second.gerund else ""
    ja = f"{verb.ja}・{second.ja}"
    return replace(verb, ja=ja, link=verb.link or second.link, use="V", gerund=gerund, en="")


def _boundary(words: list[Word], start: int, verb: Action) -> tuple[int, str, int]:
    """Where the object ends, what ties the next verb phrase, and how many words the tie takes."""
    if verb.use == "VC" and starts_verb_phrase(words[start:]):
        return len(words), "", 0
    for index in range(start + 1, len(words)):
        word = words[index]
        if word.mark in JOINTS and _new_verb_phrase(words, index + 1):
            return index, MARKS[word.mark], 1
        if not words[index - 1].mark and _serial(words, start, index):
            return index, "及び", 0
    return len(words), "", 0


def _new_verb_phrase(words: list[Word], index: int) -> bool:
    rest = words[index:]
    if "的" in (word.mark for word in rest) and not _pure(rest):
        raise NotParsedError("scope of 的", shown(words))
    if not rest or not starts_verb_phrase(rest):
        return False
    verb = rest[adverbs(rest)].action
    if verb and verb.use == "S" and (not verb.link or ends_in_action(words[index - 2])):
        raise NotParsedError("object or second verb", shown(words))
    return True


def _pure(words: list[Word]) -> bool:
    count = adverbs(words)
    verb = words[count].action if count < len(words) else None
    return verb is not None and verb.use.startswith("V")


def _serial(words: list[Word], start: int, index: int) -> bool:
    """加强X夯实Y: a second verb right behind the object."""
    rest, before = words[index:], words[index - 1]
    count = adverbs(rest)
    if count >= len(rest) - 1 or not rest[count].action or rest[count].noun:
        return False
    if (before.modifier and not before.noun and not before.action) or (
        before.action and before.action.use.startswith("V")
    ):
        return False
    verb = rest[count].action
    assert verb is not None
    if not verb.use.startswith("V") and not (verb.link and before.zh == "工作"):
        return False
    if not starts_verb_phrase(rest) or "的" in (word.mark for word in rest):
        return False
    if len(rest) == count + 2 and rest[-1].zh in members("documents"):
        return False
    if rest[count].zh in members("attributive") and (
        (len(rest) == count + 2 and re.search(rules("grammar.yml")["carriers"], rest[-1].zh))
        or re.search(rules("grammar.yml")["means"], before.zh)
    ):
        raise NotParsedError("second verb or attribute", shown(words))
    if before.zh in members("agents") or before.place:
        raise NotParsedError("doer of the second verb", shown(words))
    return True


# ---------------------------------------------------------------- what it is in Japanese


def nominal(phrases: list[VerbPhrase], style: Style = "phrase") -> str:
    """Objectのadverbverb, one after the other."""
    out = ""
    for item in phrases:
        how = _adnominals(tuple(word for word in item.adverbs if word.zh != _FASTER))
        if how.endswith("な") and item.verb.ja.find("な") > 0:
            how = how.removesuffix("な") + "かつ"
        faster = "の加速" if any(word.zh == _FASTER for word in item.adverbs) else ""
        out += _object(item) + (item.verb.link or "の") + how + item.verb.ja + faster + item.tie
    return out


_FASTER = "加快"
"""An adverb in Chinese, the noun of action itself in Japanese: エネルギー構造の調整の加速."""


def attributive(phrases: list[VerbPhrase]) -> str:
    """Objectをadverbverbする, as it stands before a noun."""
    if len(phrases) != 1:
        raise NotParsedError("several verbs before 的", shown([word for item in phrases for word in item.object]))
    item = phrases[0]
    adverb = "".join(word.modifier.adverb for word in item.adverbs if word.modifier)
    return _object(item) + (item.verb.particle or "を") + adverb + (item.verb.attributive or item.verb.ja + "する")


def acted(item: VerbPhrase) -> tuple[str, str]:
    """Object and adverbs, and the verb without its ending: 組織的指導を, 強化.

    Raises:
        NotParsedError: when the verb's Japanese does not conjugate.
    """
    verb = re.sub("^([^の]+)な(?=[\u4e00-\u9fff]+$)", r"\1に", item.verb.ja)
    alone = len(item.object) == 1 and item.object[0].slot
    if alone or item.verb.attributive or re.search("[なの]|[ぁ-ん]$", verb):
        raise NotParsedError("measure amid targets", verb)
    adverb = "".join(word.modifier.adverb if word.modifier else "厳格に" for word in item.adverbs)
    return _object(item) + (item.verb.particle or "を") + adverb, verb


def _object(item: VerbPhrase) -> str:
    words = list(item.object)
    if item.verb.use == "VC" and starts_verb_phrase(words):
        return nominal(chain(words))
    if item.verb.ja == "強化" and words[-1].zh.endswith("力度"):
        words = words[:-1] if words[-1].zh == "力度" else [*words[:-1], _without_degree(words[-1])]
    return noun_phrase(words, "phrase")


def _without_degree(word: Word) -> Word:
    """加大执法力度 is 法執行の強化, not of its degree."""
    return replace(word, noun=re.sub("の?度合い$", "", word.noun))


def _adnominals(words: tuple[Word, ...]) -> str:
    forms = [word.modifier.adnominal if word.modifier else "厳格な" for word in words]
    return "".join(form.removesuffix("な") + "かつ" if form.endswith("な") else form for form in forms[:-1]) + "".join(
        forms[-1:]
    )


def noun_phrase(words: list[Word], style: Style) -> str:
    """A compound, with what stands before 的 as its attribute."""
    for index in range(len(words) - 1, 0, -1):
        if words[index].mark == "的":
            before, thing = _attribute(words[:index]), noun_phrase(words[index + 1 :], style)
            return before.removesuffix("の") if before.endswith(f"{thing}の") else before + thing
    return coordinated(words, style)


def _attribute(words: list[Word]) -> str:
    if len(words) == 1 and words[0].modifier and not words[0].noun:
        return words[0].modifier.adnominal
    if starts_verb_phrase(words):
        return attributive(chain(words))
    if len(words) > 1 and words[-1].zh in mapping("relatives"):
        said = "が定める" if words[-1].zh == "规定" and words[-2].agency else mapping("relatives")[words[-1].zh]
        return noun_phrase(words[:-1], "phrase") + said
    if words[-1].action and not words[-1].noun and len(words) == 1:
        raise NotParsedError("verb before 的", shown(words))
    return noun_phrase(words, "phrase") + "の"
