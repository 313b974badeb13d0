"""What clauses of goals are made of: a clause with its verb forms, and the parts that stand before the verb."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from nlp.translation.offline.addressees import levels, places_in_a_row
from nlp.translation.offline.lexicon import MARKS
from nlp.translation.offline.phrases import noun_phrase, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut

Q = "[\ue000-\uf8ff]"
QS = f"{Q}(?:(?:、|和|及){Q})*"
_INTRANSITIVE = ("向上", "上昇", "増加", "退出", "到達", "ゼロ化", "ピークアウト", "脱却")
AREA = "では"
_AMOUNTS = ("quantity", "items", "counted", "size")


@dataclass(frozen=True, slots=True)
class Clause:
    """What comes before the verb, and the verb without its ending: `10%以上低減`."""

    before: str
    verb: str
    fact: bool = False
    """A figure beside last year's: said without a verb, because Chinese does not say whether it is past or to come."""
    aim: tuple[str, str] = ("", "")
    """力争, 确保 within the clause: its ending before another clause and at the end."""
    either: Clause | None = None
    """The other reading of words that may be a goal or a report: 同比下降5%, 达到80%."""

    def after(self, lead: str) -> Clause:
        """With something said before it, in either reading."""
        other = replace(self.either, before=lead + self.either.before) if self.either else None
        return replace(self, before=lead + self.before, either=other)

    def middle(self) -> str:
        """As it stands before another clause."""
        ending = "" if self.fact else self._forms()[1] + self.aim[0] if self.aim[0] else self._forms()[0]
        return self.before + self.verb + ending

    def last(self) -> str:
        """As it stands at the end."""
        ending = "" if self.fact else self._forms()[1] + self.aim[1]
        return self.before + self.verb + ending

    def bare(self) -> str:
        """As it stands in a cell: `10%以上低減`."""
        return (self.before.removesuffix("を") if self.verb == "" else self.before) + self.verb.removesuffix("と")

    def _forms(self) -> tuple[str, str]:
        """Verbs that take no object in Japanese are made to."""
        return ("させ", "させる") if self.verb.endswith(_INTRANSITIVE) else ("し", "する")


@cache
def alternatives(*names: str) -> str:
    """A pattern of the words of some lists of `targets.yml`, the longest first."""
    words = (word for name in names for word in rules("targets.yml")[name])
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def measured_object(held: Held, text: str) -> str:
    """What is measured, with を; empty when the clause goes on about the one before, an area with では likewise.

    Raises:
        NotParsedError: when it is nothing that has a value.
    """
    if re.search(rules("targets.yml")["area_ends"], text):
        return subject(held, text) + AREA
    return measured(held, text) + "を" if text else ""


def measured(held: Held, text: str) -> str:
    """What has a value.

    Raises:
        NotParsedError: when it is nothing that has one.
    """
    if share := re.match(f"^({alternatives('deeds')})(.+)比例$", text):
        return f"{subject(held, share[2])}の{rules('targets.yml')['deeds'][share[1]]}割合"
    last = held.slot(text[-1]) if text and ord(text[-1]) >= FIRST else None
    if re.search("单位(?!产品)", text) and not text.startswith(("各单位", "有关单位")):
        raise NotParsedError("a unit or per unit", held.show(text))
    pollutant = last is not None and last.kind in ("latin", "aside")
    if not pollutant and not re.search(rules("targets.yml")["measures"], text):
        raise NotParsedError("not a measure", held.show(text))
    return subject(held, text)


def place(held: Held, text: str) -> str:
    """Where something is done, with で.

    Raises:
        NotParsedError: when it is something done, not a place.
    """
    if text and cut(held, text)[-1].action:
        raise NotParsedError("where or what", held.show(text))
    return subject(held, text) + "で" if text else ""


def subject(held: Held, text: str) -> str:
    """A noun phrase, after places.

    Raises:
        NotParsedError: when it is no noun phrase, or one that tells a number of its own.
    """
    if len(text) == 1 and ord(text) >= FIRST:
        return text
    if re.match("年(?!均|度|内|初|底|末|产)[\u4e00-\u9fff]+量$", text):
        return "年間" + subject(held, text[1:])
    if re.search("达到|不[低高少多]于|不超过|控制在", text):
        raise NotParsedError("a goal within a name", held.show(text))
    if (row := levels(text) or places_in_a_row(text)) is not None:
        return row[0].noun.removesuffix("の") + ("の" + noun_phrase(cut(held, row[1]), "phrase") if row[1] else "")
    failure: NotParsedError | None = None
    for places, rest in places_before(text):
        where = "".join(word.noun for word in places)
        try:
            if not rest:
                return where
            words = cut(held, rest)
            if starts_verb_phrase(words):
                raise NotParsedError("something done, not a thing", held.show(text))
            return (where + "の" if where else "") + noun_phrase(words, "phrase")
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("no subject", text)


def value(held: Held, text: str) -> str:
    """One figure or several.

    Raises:
        NotParsedError: when what stands there is a year or another thing that is no amount.
    """
    slots = [held.slot(char) for char in text if ord(char) >= FIRST]
    if any(slot is None or slot.kind not in _AMOUNTS for slot in slots):
        raise NotParsedError("not a quantity", held.show(text))
    return "".join(MARKS.get(char, char) for char in text)


def in_counter(held: Held, amount: str, what: str) -> str:
    """12个 of stations are 12か所, of chargers 12基: the slot is said anew where the noun wants it."""
    said, slot = value(held, amount), held.slot(amount)
    if slot is not None and slot.kind in ("counted", "items"):
        said = slot.ja.removesuffix("の") + ("件" if slot.ja[:-1].isdigit() else "")
    if slot is None or not re.search(r"\d(?:万)?[个座家]$", slot.zh):
        return said
    for counter, pattern in rules("targets.yml")["counted_as"].items():
        if re.search(pattern, what):
            return re.sub("[个座家]$", counter, slot.zh)
    return said


def base(held: Held, text: str | None) -> str:
    """Compared with when.

    Raises:
        NotParsedError: when it is no year.
    """
    if not text:
        return ""
    known = rules("targets.yml")["bases"]
    if text in known:
        return str(known[text])
    char = next(char for char in text if ord(char) >= FIRST)
    slot = held.slot(char)
    if slot is None or slot.kind != "year":
        raise NotParsedError("compared with what", held.show(text))
    return f"{char}{'同期' if '同期' in text else ''}比で"


def adverbs(text: str) -> str:
    """Adverbs in a row; 应 and 要 are said by the form of the goal itself."""
    known = rules("targets.yml")["adverbs"]
    return "".join(known[word] for word in re.findall(alternatives("adverbs"), text))


def bound(text: str | None) -> str:
    """以上, 以内 and the like behind a figure."""
    return str(rules("targets.yml")["bounds"][text]) if text else ""


def restored(held: Held, said: str) -> str:
    """The text with everything that was held out, in Japanese."""
    return "".join(slot.ja if (slot := held.slot(char)) else char for char in said)


def has(held: Held, kinds: Iterable[str]) -> bool:
    """Whether anything of these kinds was held out."""
    return any(slot.kind in kinds for slot in held.slots)
