"""Numeric targets, clause by clause: who, compared with when, by or to how much; nothing else passes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.translation.offline.lexicon import MARKS
from nlp.translation.offline.phrases import chain, noun_phrase, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held, protect
from nlp.translation.offline.rules import refusals
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut, refused_pattern

_Q = "[\ue000-\uf8ff]"
_INTRANSITIVE = ("向上", "上昇", "増加")
_SEASON = "秋冬季|采暖季|采暖期|供暖期|供暖季|冬季|夏季"
_QS = f"{_Q}(?:(?:、|和|及){_Q})*"


@dataclass(frozen=True, slots=True)
class Clause:
    """What comes before the verb, and the verb without its ending: `10%以上低減`."""

    before: str
    verb: str
    fact: bool = False
    """A figure beside last year's: said without a verb, because Chinese does not say whether it is past or to come."""
    aim: bool = False
    """力争 stands within the clause."""

    def middle(self) -> str:
        """As it stands before another clause."""
        ending = "" if self.fact else self._forms()[1] + "ことを目指し" if self.aim else self._forms()[0]
        return self.before + self.verb + ending

    def last(self) -> str:
        """As it stands at the end."""
        ending = "" if self.fact else self._forms()[1] + ("ことを目指す" if self.aim else "")
        return self.before + self.verb + ending

    def _forms(self) -> tuple[str, str]:
        """Verbs that take no object in Japanese are made to."""
        return ("させ", "させる") if self.verb.endswith(_INTRANSITIVE) else ("し", "する")


def target(text: str) -> str:
    """One or more target clauses in Japanese; a full stop only where the Chinese has one.

    Raises:
        NotParsedError: when any clause follows no known wording.
    """
    sentences = [sentence for sentence in re.split("(?<=。)", text) if sentence]
    return "".join(_sentence(sentence) for sentence in sentences)


def _sentence(text: str) -> str:
    body = text.rstrip("。；")
    bare = re.sub("|".join(map(re.escape, sorted(rules("targets.yml")["limits"], key=len, reverse=True))), "", body)
    if refused := refused_pattern(bare, refusals()):
        raise NotParsedError("refused construction", refused)
    held = protect(body)
    if not any(slot.kind in ("quantity", "counted") for slot in held.slots):
        raise NotParsedError("no quantity", text)
    rest, modal = _modal(held.text)
    lead, rest = _lead(held, rest)
    rest, inner = _modal(rest)
    during, rest = _during(held, rest)
    lead += during
    clauses = [_clause(held, clause) for clause in _clauses(rest)]
    said = lead + _joined(clauses, modal or inner) + ("。" if text.endswith("。") else "")
    return "".join(slot.ja if (slot := held.slot(char)) else char for char in said)


def _clauses(text: str) -> list[str]:
    return [part for part in re.split("[，；]", text) if part]


def _joined(clauses: list[Clause], modal: str) -> str:
    if not clauses:
        raise NotParsedError("no clause", "")
    if len({clause.fact for clause in clauses}) > 1 or (modal and (clauses[-1].fact or clauses[-1].aim)):
        raise NotParsedError("figure and target in one sentence", "")
    return "、".join([*(clause.middle() for clause in clauses[:-1]), clauses[-1].last() + modal])


@cache
def _alternatives(name: str) -> str:
    return "|".join(map(re.escape, sorted(rules("targets.yml")[name], key=len, reverse=True)))


def _modal(text: str) -> tuple[str, str]:
    match = re.match(f"^({_alternatives('modals')})", text)
    return (text[match.end() :], rules("targets.yml")["modals"][match[1]]) if match else (text, "")


def _lead(held: Held, text: str) -> tuple[str, str]:
    """到2027年，: by when."""
    match = re.match(f"^(到|至)?({_Q})({_SEASON})?(期间|时期|末|时|之前|前)?[，、]?", text)
    slot = held.slot(match[2]) if match else None
    if match is None or slot is None or slot.kind not in ("year", "period", "date", "month", "years", "quarter"):
        return "", text
    rest = text[match.end() :]
    if match[3]:
        season = _subject(held, match[3])
        return f"{match[2]}{season}{'までに' if match[4] in ('前', '之前') else 'に'}、", rest
    if match[4] in ("期间", "时期"):
        return f"{match[2]}期間中に、", rest
    if slot.zh.endswith("前"):
        return f"{match[2]}に、", rest
    if match[4] in ("前", "之前"):
        return f"{match[2]}までに、", rest
    if match[1]:
        return f"{match[2]}{'末' if match[4] == '末' else ''}までに、", rest
    return (f"{match[2]}に、" if match[4] is None else f"{match[2]}末までに、"), rest


def _during(held: Held, text: str) -> tuple[str, str]:
    """应急响应期间，: in which time."""
    match = re.match("^([^，；]{2,16}(?:期间|时段))，", text)
    return (_subject(held, match[1]) + "に、", text[match.end() :]) if match else ("", text)


# ---------------------------------------------------------------- one clause


def _clause(held: Held, text: str) -> Clause:
    text, modal = _modal(text)
    if modal and modal != rules("targets.yml")["modals"]["力争"] and modal != rules("targets.yml")["modals"]["确保"]:
        raise NotParsedError("modal amid clauses", held.show(text))
    lead, rest = _lead(held, text)
    rest = re.sub("^其中[，、]?", "", rest)
    inner = "うち、" if text != rest and "其中" in text[:4] else ""
    aim = "力争" in rest
    rest = rest.replace("力争", "", 1)
    for shape in (_share, _stated, _change, _reach, _limit, _deed, _end, _done):
        if (clause := shape(held, rest)) is not None:
            if aim and clause.fact:
                break
            return replace(clause, before=lead + inner + clause.before, aim=aim)
    raise NotParsedError("no target wording", held.show(text))


def _share(held: Held, text: str) -> Clause | None:
    """X占Y的比重达到Q: the share of X in Y."""
    match = re.match(
        f"^(.+?)占(?!比)(.+?)(?:的)?(?:比重|比例|的比重|的比例)?((?:约|力争)?(?:{_predicates()}).*)$", text
    )
    if match is None:
        return None
    subject = f"{_subject(held, match[2])}に占める{_subject(held, match[1])}の割合を"
    for shape in (_change, _reach, _limit):
        if (clause := shape(held, match[3])) is not None and not clause.fact:
            return replace(clause, before=subject + clause.before)
    return None


@cache
def _predicates() -> str:
    return "|".join(_alternatives(name) for name in ("reaches", "limits", "bases", "changes", "adverbs")) + "|比|较"


def _change(held: Held, text: str) -> Clause | None:
    """比2025年下降10%以上: by how much, from when."""
    match = re.match(
        f"^(?P<who>.*?)(?P<base>{_alternatives('bases')}|(?:比|较|与|相比){_Q}(?:相比|水平)?)?(?P<how>(?:{_alternatives('adverbs')})*)"
        f"(?P<verb>{_alternatives('changes')})(?:了)?(?P<value>{_QS})(?P<bound>{_alternatives('bounds')})?$",
        text,
    )
    if match is None:
        return None
    verb = rules("targets.yml")["changes"][match["verb"]]
    if (match["base"] or "") in rules("targets.yml")["bases"]:
        return _compared(held, match, verb)
    return Clause(
        _object(held, match["who"]) + _base(held, match["base"]) + _adverbs(match["how"]),
        _value(held, match["value"]) + _bound(match["bound"]) + verb,
    )


def _compared(held: Held, match: re.Match[str], verb: str) -> Clause:
    """同比下降3.6%: beside last year."""
    said = {"低減": "低下"}.get(verb, verb)
    who = _measured(held, match["who"]) + "は" if match["who"] else ""
    how = _base(held, match["base"]) + _adverbs(match["how"])
    return Clause(who + how + _value(held, match["value"]) + _bound(match["bound"]), said, fact=True)


def _stated(held: Held, text: str) -> Clause | None:
    """PM2.5平均浓度为27微克/立方米: a figure."""
    match = re.match(f"^(.+?)(?:分别)?为({_QS})$", text)
    return Clause(_measured(held, match[1]) + "は", _value(held, match[2]), fact=True) if match else None


def _reach(held: Held, text: str) -> Clause | None:
    """控制在32微克/立方米以内: to which value."""
    match = re.match(
        f"^(?P<who>.*?)(?P<base>{_alternatives('bases')}|(?:比|较){_Q})?(?P<how>(?:{_alternatives('adverbs')}|基本|力争|总体)*)"
        f"(?P<verb>{_alternatives('reaches')})(?P<about>约)?(?P<value>{_QS})(?P<bound>{_alternatives('bounds')})?$",
        text,
    )
    if match is None or match["base"] or "基本" in match["how"]:
        return None
    verb = rules("targets.yml")["reaches"][match["verb"]]
    about = "約" if match["about"] else ""
    how = _adverbs(match["how"].replace("力争", ""))
    return Clause(
        _object(held, match["who"]) + how, about + _value(held, match["value"]) + _bound(match["bound"]) + verb
    )


def _limit(held: Held, text: str) -> Clause | None:
    """不低于80%: a bound of its own."""
    match = re.match(
        f"^(?P<who>.*?)(?P<how>(?:{_alternatives('adverbs')})*)(?P<verb>{_alternatives('limits')})(?P<value>{_QS})$",
        text,
    )
    if match is None:
        return None
    verb = rules("targets.yml")["limits"][match["verb"]]
    return Clause(_object(held, match["who"]) + _adverbs(match["how"]), _value(held, match["value"]) + verb)


def _deed(held: Held, text: str) -> Clause | None:
    """淘汰老旧车2万辆以上, 完成1000台锅炉改造: things done in number."""
    match = re.match(
        f"^(?P<where>.*?)(?P<how>(?:{_alternatives('adverbs')})*)(?P<verb>{_alternatives('deeds')})"
        f"(?:(?P<what2>[^，]+?)(?P<after>{_Q})(?P<bound2>{_alternatives('bounds')})?"
        f"|(?P<before>{_Q})(?P<bound1>{_alternatives('bounds')})?(?:的)?(?P<what1>[^，]+))$",
        text,
    )
    if match is None:
        return None
    verb = rules("targets.yml")["deeds"][match["verb"]]
    where = _place(held, match["where"])
    value, bound = match["before"] or match["after"], match["bound1"] or match["bound2"]
    what = _subject(held, match["what1"] or match["what2"])
    amount = _value(held, value) + _bound(bound)
    how = _adverbs(match["how"])
    size = (slot := held.slot(value)) is not None and slot.kind == "size"
    if size and match["verb"] not in ("完成", "实施"):
        return None
    if match["verb"] in ("完成", "实施"):
        counted = (slot := held.slot(value)) is not None and slot.kind in ("counted", "size")
        return Clause(f"{where}{how}{amount}{'' if counted else 'の'}{what}を", verb)
    return Clause(f"{where}{what}を{how}", f"{amount}{verb}")


def _end(held: Held, text: str) -> Clause | None:
    """基本消除重污染天气."""
    match = re.match(f"^(.*?)({_alternatives('ends')})(.+)$", text)
    if match is None:
        return None
    return Clause(f"{_place(held, match[1])}{_subject(held, match[3])}を", rules("targets.yml")["ends"][match[2]])


def _done(held: Held, text: str) -> Clause | None:
    """推进X建设: a measure beside the figures, one verb and its object."""
    words = cut(held, text)
    if not starts_verb_phrase(words):
        return None
    parts = chain(words)
    verb = parts[0].verb
    if len(parts) != 1 or verb.particle or verb.attributive or verb.use == "VC" or re.search("[なの]", verb.ja):
        raise NotParsedError("measure amid targets", held.show(text))
    adverb = "".join(word.modifier.adverb for word in parts[0].adverbs if word.modifier)
    return Clause(noun_phrase(list(parts[0].object), "phrase") + "を" + adverb, verb.ja)


# ---------------------------------------------------------------- its parts


def _object(held: Held, text: str) -> str:
    """What is measured, with を; empty when the clause goes on about the one before.

    Raises:
        NotParsedError: when it is nothing that has a value, e.g. a city: then something was left out.
    """
    return _measured(held, text) + "を" if text else ""


def _measured(held: Held, text: str) -> str:
    last = held.slot(text[-1]) if ord(text[-1]) >= FIRST else None
    pollutant = last is not None and last.kind == "latin"
    if not pollutant and not re.search(rules("targets.yml")["measures"], text):
        raise NotParsedError("not a measure", held.show(text))
    return _subject(held, text)


def _place(held: Held, text: str) -> str:
    return _subject(held, text) + "で" if text else ""


def _subject(held: Held, text: str) -> str:
    """A noun phrase, after places."""
    if len(text) == 1 and ord(text) >= FIRST:
        return text
    failure: NotParsedError | None = None
    for places, rest in places_before(text):
        where = "".join(word.noun for word in places)
        try:
            if not rest:
                return where
            words = cut(held, rest)
            return (where + "の" if where else "") + noun_phrase(words, "phrase")
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("no subject", text)


def _value(held: Held, text: str) -> str:
    slots = [held.slot(char) for char in text if ord(char) >= FIRST]
    if any(slot is None or slot.kind not in ("quantity", "items", "counted", "size") for slot in slots):
        raise NotParsedError("not a quantity", held.show(text))
    return "".join(MARKS.get(char, char) for char in text)


def _base(held: Held, text: str | None) -> str:
    if not text:
        return ""
    known = rules("targets.yml")["bases"]
    if text in known:
        return str(known[text])
    char = next(char for char in text if ord(char) >= FIRST)
    slot = held.slot(char)
    if slot is None or slot.kind != "year":
        raise NotParsedError("compared with what", held.show(text))
    return f"{char}比で"


def _adverbs(text: str) -> str:
    known = rules("targets.yml")["adverbs"]
    return "".join(known[word] for word in re.findall(_alternatives("adverbs"), text))


def _bound(text: str | None) -> str:
    return str(rules("targets.yml")["bounds"][text]) if text else ""
