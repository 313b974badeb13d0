"""Numeric targets, clause by clause: who, compared with when, by or to how much; nothing else passes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.translation.offline.lexicon import MARKS
from nlp.translation.offline.phrases import noun_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held, protect
from nlp.translation.offline.rules import refusals
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut, refused_pattern

_Q = "[\ue000-\uf8ff]"
_QS = f"{_Q}(?:(?:、|和|及){_Q})*"


@dataclass(frozen=True, slots=True)
class Clause:
    """What comes before the verb, and the verb as a noun of action or with its particle: `を10%以上低減`."""

    before: str
    verb: str


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
    if not any(slot.kind == "quantity" for slot in held.slots):
        raise NotParsedError("no quantity", text)
    rest, modal = _modal(held.text)
    lead, rest = _lead(held, rest)
    rest, inner = _modal(rest)
    clauses = [_clause(held, clause) for clause in _clauses(rest)]
    said = lead + _joined(clauses, modal or inner) + ("。" if text.endswith("。") else "")
    return "".join(slot.ja if (slot := held.slot(char)) else char for char in said)


def _clauses(text: str) -> list[str]:
    return [part for part in re.split("[，；]", text) if part]


def _joined(clauses: list[Clause], modal: str) -> str:
    if not clauses:
        raise NotParsedError("no clause", "")
    said = "、".join(clause.before + clause.verb + "し" for clause in clauses[:-1])
    last = clauses[-1].before + clauses[-1].verb + "する" + modal
    return f"{said}、{last}" if said else last


@cache
def _alternatives(name: str) -> str:
    return "|".join(map(re.escape, sorted(rules("targets.yml")[name], key=len, reverse=True)))


def _modal(text: str) -> tuple[str, str]:
    match = re.match(f"^({_alternatives('modals')})", text)
    return (text[match.end() :], rules("targets.yml")["modals"][match[1]]) if match else (text, "")


def _lead(held: Held, text: str) -> tuple[str, str]:
    """到2027年，: by when."""
    match = re.match(f"^(到|至)?({_Q})(期间|时期|末|年底|时|之前|前)?[，、]?", text)
    slot = held.slot(match[2]) if match else None
    if match is None or slot is None or slot.kind not in ("year", "period", "date", "month", "years"):
        return "", text
    rest = text[match.end() :]
    if match[3] in ("期间", "时期"):
        return f"{match[2]}期間中に、", rest
    if slot.zh.endswith("底前"):
        return f"{match[2]}に、", rest
    if match[3] in ("前", "之前"):
        return f"{match[2]}までに、", rest
    if match[1]:
        return f"{match[2]}{'末' if match[3] == '末' else ''}までに、", rest
    return (f"{match[2]}に、" if match[3] is None else f"{match[2]}末までに、"), rest


# ---------------------------------------------------------------- one clause


def _clause(held: Held, text: str) -> Clause:
    text, modal = _modal(text)
    if modal and modal != rules("targets.yml")["modals"]["力争"] and modal != rules("targets.yml")["modals"]["确保"]:
        raise NotParsedError("modal amid clauses", held.show(text))
    lead, rest = _lead(held, text)
    rest = re.sub("^其中[，、]?", "", rest)
    inner = "うち、" if text != rest and "其中" in text[:4] else ""
    for shape in (_share, _change, _reach, _limit, _deed, _end):
        if (clause := shape(held, rest)) is not None:
            return Clause(lead + inner + clause.before, clause.verb)
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
        if (clause := shape(held, match[3])) is not None:
            return Clause(subject + clause.before, clause.verb)
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
    return Clause(
        _object(held, match["who"]) + _base(held, match["base"]) + _adverbs(match["how"]),
        _value(held, match["value"]) + _bound(match["bound"]) + verb,
    )


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
        f"(?:(?P<before>{_Q})(?P<bound1>{_alternatives('bounds')})?(?:的)?(?P<what1>[^，]+)|(?P<what2>[^，]+?)(?P<after>{_Q})(?P<bound2>{_alternatives('bounds')})?)$",
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
    if match["verb"] in ("完成", "实施"):
        return Clause(f"{where}{how}{amount}の{what}を", verb)
    return Clause(f"{where}{what}を{how}", f"{amount}{verb}")


def _end(held: Held, text: str) -> Clause | None:
    """基本消除重污染天气."""
    match = re.match(f"^(.*?)({_alternatives('ends')})(.+)$", text)
    if match is None:
        return None
    return Clause(f"{_place(held, match[1])}{_subject(held, match[3])}を", rules("targets.yml")["ends"][match[2]])


# ---------------------------------------------------------------- its parts


def _object(held: Held, text: str) -> str:
    return _subject(held, text) + "を" if text else ""


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
    if any(slot is None or slot.kind not in ("quantity", "items") for slot in slots):
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
