"""Titles and names in English, where every word of them has an English form."""

from __future__ import annotations

import re
from functools import cache

from nlp.translation.offline.english_agencies import issuers, place_name
from nlp.translation.offline.english_nouns import compound, definite, gerunds, noun_phrase
from nlp.translation.offline.headings import split_marker
from nlp.translation.offline.lexicon import Word
from nlp.translation.offline.papers import SLOT, is_book, split_tails
from nlp.translation.offline.phrases import chain, clause, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held, Slot
from nlp.translation.offline.rules import mapping, members
from nlp.translation.offline.slots import number
from nlp.translation.offline.tables import rules, table
from nlp.translation.offline.titles import about_pattern, prepared
from nlp.translation.offline.tokens import NotParsedError, cut

_SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
        "with",
        "within",
        "against",
    }
)


def title(text: str) -> str:
    """A normalised title or heading in English: Notice of X on Issuing “Y”.

    Raises:
        NotParsedError: when a word has no English form, or the words combine by no rule.
    """
    marker, text = split_marker(text)
    held = prepared(text, _book)
    return f"{_numbered(marker)} {_cased(_title(held, held.text))}".strip()


_PARTS = {"章": "Chapter", "节": "Section", "条": "Article"}


def _numbered(marker: str) -> str:
    """第五章 is Chapter 5; 一、 and the like stay."""
    match = re.match("^第([一二三四五六七八九十百]+)([章节条])", marker)
    return f"{_PARTS[match[2]]} {number(match[1])}" if match else marker


def name(text: str) -> str:
    """A place, an agency, several, or a compound noun.

    Raises:
        NotParsedError: when a part has no English form.
    """
    held = prepared(text, _book)
    try:
        said = issuers(held, held.text).removeprefix("the ")
    except NotParsedError:
        said = _placed(held, held.text)
    return said if said[:1].isupper() else said[:1].upper() + said[1:]


def refuse(text: str) -> str:
    """Sentences and targets have no English rules.

    Raises:
        NotParsedError: always.
    """
    raise NotParsedError("no English rule", text)


def _book(inner: str) -> Slot:
    return Slot("book", f"《{inner}》", "", f"“{title(inner)}”")


def _title(held: Held, text: str) -> str:
    text, tails = split_tails(text)
    end = "".join(f" ({_tail(held, part)})" for part in tails)
    if match := about_pattern().match(text):
        who = f" of {issuers(held, match['who'])}" if match["who"] else ""
        return f"{_types()[match['type']]}{who} on {_about(held, match['what'])}{end}"
    for shape in (_law, _of_book, _headline, _prohibition, _plan, _paper):
        if (said := shape(held, text)) is not None:
            return said + end
    return _placed(held, text) + end


def _tail(held: Held, part: str) -> str:
    if (known := mapping("tails_en").get(part)) is not None:
        return known
    if (match := re.fullmatch(f"({SLOT}+)(.+)", part)) and match[2] in mapping("tails_en"):
        return f"{mapping('tails_en')[match[2]]} {_shown(held, match[1])}"
    return compound(cut(held, part))


def _shown(held: Held, text: str) -> str:
    return " ".join(_slot(held, char) for char in text)


def _slot(held: Held, char: str) -> str:
    slot = held.slot(char) if ord(char) >= FIRST else None
    if slot is None or not slot.en:
        raise NotParsedError("no English form", held.show(char))
    return slot.en


@cache
def _types() -> dict[str, str]:
    return {row["zh"]: row["en"] for row in table("doctypes.tsv")}


# ---------------------------------------------------------------- 关于…的通知


def _about(held: Held, what: str) -> str:
    if match := re.match(r"^(?:再次)?(?:公开)?(?:征求|征集)(.+?)的?(?:公众|社会公众)?意见(?:建议)?$", what):
        return f"Soliciting Comments on {_named(held, match[1])}"
    if match := re.match(f"^({'|'.join(mapping('issued_en'))})(.+)$", what):
        rest = match[2]
        if is_book(held, rest[:1]) or match[1] in ("印发", "转发", "发布", "公布"):
            return f"{mapping('issued_en')[match[1]]} {_named(held, rest)}"
    if match := re.match(r"^划定(?:禁止使用(.+?)|(.+?)禁止使用)(?:区域|区|范围)$", what):
        return f"Designating Areas Where the Use of {_placed(held, match[1] or match[2])} Is Prohibited"
    if match := re.match(r"^(?:进一步)?(?:做好|抓好)(.+?)(?:有关|相关)?工作$", what):
        return f"Carrying Out {_placed(held, match[1])}"
    return _placed(held, what)


def _named(held: Held, text: str) -> str:
    text, tails = split_tails(text)
    end = "".join(f" ({_tail(held, part)})" for part in tails)
    if is_book(held, text[:1]):
        number = re.match("^（([^（）]*)）", text[1:])
        end = (f" ({_shown(held, number[1])})" if number else "") + end
        rest = text[1 + (number.end() if number else 0) :]
        amendment = rest.endswith("修改单") and not rest.removesuffix("修改单")
        if rest in ("有关事项", "相关事项"):
            return f"Matters Concerning the {_slot(held, text[0])}{end}"
        if rest and not amendment:
            raise NotParsedError("words after a title", held.show(rest))
        return ("the Amendment to " if amendment else "") + "the " + _slot(held, text[0]) + end
    if any(is_book(held, char) for char in text):
        raise NotParsedError("book within a name", held.show(text))
    if not tails and re.search(rules("grammar.yml")["alerts"], text):
        return f"the {_title(held, text)}"
    return f"the “{_title(held, text)}{end}”"


# ---------------------------------------------------------------- plans and plain names


def _law(held: Held, text: str) -> str | None:
    """中华人民共和国大气污染防治法."""
    match = re.match("^中华人民共和国(.+)法$", text)
    return f"Law of the People's Republic of China on {noun_phrase(cut(held, match[1]))}" if match else None


def _of_book(held: Held, text: str) -> str | None:
    """《X》解读: Interpretation of “X”."""
    if (match := re.match(f"^(?:一图读懂|图解)[：:]?({SLOT})$", text)) and is_book(held, match[1]):
        return f"Infographic: {_slot(held, match[1])}"
    match = re.match(f"^({SLOT})的?({'|'.join(_types())})?$", text)
    if match is None or not is_book(held, match[1]):
        return None
    return (f"{_types()[match[2]]} of the " if match[2] else "") + _slot(held, match[1])


def _headline(held: Held, text: str) -> str | None:
    """生态环境部发布《X》: the Ministry Releases “X”."""
    match = re.match(f"^(.{{2,24}}?)(发布|印发|公布)({SLOT})$", text)
    if match is None or not is_book(held, match[3]):
        return None
    who = issuers(held, match[1]).removeprefix("the ")
    several = " and the " in who or who.startswith("departments") or who[0].isdigit()
    verb = {"发布": "Release", "印发": "Issue", "公布": "Publish"}[match[2]]
    ending = "" if several else "es" if verb.endswith("sh") else "s"
    return f"{who} {verb}{ending} {_slot(held, match[3])}"


def _prohibition(held: Held, text: str) -> str | None:
    """济南市禁止燃放烟花爆竹的规定: Provisions of Jinan on Prohibiting the Setting Off of Fireworks."""
    heads = "|".join(sorted(members("legal"), key=len, reverse=True))
    match = re.match(f"^(.*?)(禁止.+?)的?({heads})$", text)
    if match is None:
        return None
    words = cut(held, match[2])
    where = next((places for places, rest in places_before(match[1]) if not rest), None)
    if where is None or not starts_verb_phrase(words):
        return None
    of = f" of {place_name(where)}" if where else ""
    return f"{compound(cut(held, match[3]))}{of} on {gerunds(chain(words))}"


def _plan(held: Held, text: str) -> str | None:
    """Place, verb phrases, and the kind of plan: Shanxi Action Plan for Winning the Battle for Blue Skies."""
    ends = "|".join(sorted((end for end in members("plans") if len(end) > 2), key=len, reverse=True))
    head = re.match(f"^(.+?)((?:{SLOT})?(?:三年|{SLOT})?(?:专项|攻坚)?(?:行动|攻坚|专项行动)?(?:{ends}))$", text)
    if head is None:
        return None
    for places, rest in places_before(head[1]):
        words = _verbal(held, rest)
        if words:
            where = f"{place_name(places)} " if places else ""
            return f"{where}{compound(cut(held, head[2]))} for {gerunds(chain(words))}"
    return None


def _paper(held: Held, text: str) -> str | None:
    """河北省空气质量持续改善2026年行动方案: Hebei Province 2026 Action Plan for … of Air Quality."""
    for places, rest in places_before(text):
        try:
            words = cut(held, rest)
            if not _head(words) or starts_verb_phrase(words):
                continue
            clause(words)
            topic, kind = _split(words)
            return _kind_of_paper(places, kind, words[-1].zh, definite(topic)) if topic else None
        except NotParsedError:
            continue
    return None


def _split(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """What a paper is about, and its kind with its year before it."""
    start = len(words) - 1
    while start and (words[start - 1].slot or words[start - 1].zh in members("kinds_en")):
        start -= 1
    if start > 1 and words[0].slot and re.match(r"\d{4}年", words[0].zh):
        return words[1:start], [words[0], *words[start:]]
    return words[:start], words[start:]


def _kind_of_paper(places: list[Word], kind: list[Word], head: str, topic: str) -> str:
    """Regulations of Hebei Province on …, Hebei Province 2026 Action Plan for …"""
    tie = mapping("about_en")[head]
    if head in members("laws_en"):
        return f"{compound(kind)}{f' of {place_name(places)}' if places else ''} {tie} {topic}"
    return f"{place_name(places) + ' ' if places else ''}{compound(kind)} {tie} {topic}"


def _head(words: list[Word]) -> int:
    """Where the kind of paper stands, 0 when the text is none."""
    return len(words) - 1 if words and words[-1].zh in mapping("about_en") else 0


def _verbal(held: Held, text: str) -> list[Word]:
    """The words of a chain of verb phrases, or none."""
    try:
        words = cut(held, text)
        if not starts_verb_phrase(words):
            return []
        clause(words)
    except NotParsedError:
        return []
    return words


def _placed(held: Held, text: str) -> str:
    """Places, then a noun phrase or verb phrases."""
    failure: NotParsedError | None = None
    for places, rest in places_before(text):
        try:
            if not rest:
                return place_name(places)
            words = cut(held, rest)
            clause(words)
            if starts_verb_phrase(words):
                return gerunds(chain(words)) + (f" in {place_name(places)}" if places else "")
            return _at(places, words)
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("empty title", text)


def _at(places: list[Word], words: list[Word]) -> str:
    """Tangshan 2026 budget, regulations of Tangshan on dust, but status of air quality in Tangshan in October 2026."""
    said = noun_phrase(words)
    if not places:
        return said
    where = place_name(places)
    if law := re.match("^((?:administrative )?(?:regulations?|measures|provisions)) (on .+)$", said, re.IGNORECASE):
        return f"{law[1]} of {where} {law[2]}"
    paper = re.search(rules("grammar.yml")["papers"], words[-1].zh)
    match = None if paper else re.match("^(.+ of .+?)( in .+)?$", said)
    return f"{match[1]} in {where}{match[2] or ''}" if match else f"{where} {said}"


def _cased(text: str) -> str:
    """Title case; what already has capitals or figures stays."""
    words = text.split(" ")
    return " ".join(_capital(word) if place == 0 or word not in _SMALL else word for place, word in enumerate(words))


def _capital(word: str) -> str:
    match = re.match(r"^([“(]*)([a-z].*)$", word)
    return match[1] + "-".join(part[:1].upper() + part[1:] for part in match[2].split("-")) if match else word
