"""Titles and names in English, where every word of them has an English form."""

from __future__ import annotations

import re
from functools import cache

from nlp.translation.offline.headings import split_marker
from nlp.translation.offline.lexicon import Word
from nlp.translation.offline.names import Agency, parsed_agencies
from nlp.translation.offline.nouns import JOINTS
from nlp.translation.offline.papers import SLOT, is_book, split_tails
from nlp.translation.offline.phrases import VerbPhrase, chain, clause, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held, Slot
from nlp.translation.offline.rules import mapping, members
from nlp.translation.offline.tables import table
from nlp.translation.offline.titles import about_pattern, prepared
from nlp.translation.offline.tokens import NotParsedError, cut

_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "per", "the", "to", "with"})


def title(text: str) -> str:
    """A normalised title or heading in English: Notice of X on Issuing “Y”.

    Raises:
        NotParsedError: when a word has no English form, or the words combine by no rule.
    """
    marker, text = split_marker(text)
    held = prepared(text, _book)
    return f"{marker} {_cased(_title(held, held.text))}".strip()


def name(text: str) -> str:
    """A place, an agency, several, or a compound noun.

    Raises:
        NotParsedError: when a part has no English form.
    """
    held = prepared(text, _book)
    try:
        said = _issuers(held, held.text).removeprefix("the ")
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
        who = f" of {_issuers(held, match['who'])}" if match["who"] else ""
        return f"{_types()[match['type']]}{who} on {_about(held, match['what'])}{end}"
    for shape in (_law, _of_book, _headline, _plan, _paper):
        if (said := shape(held, text)) is not None:
            return said + end
    return _placed(held, text) + end


def _tail(held: Held, part: str) -> str:
    if (known := mapping("tails_en").get(part)) is not None:
        return known
    if (match := re.fullmatch(f"({SLOT}+)(.+)", part)) and match[2] in mapping("tails_en"):
        return f"{mapping('tails_en')[match[2]]} {_shown(held, match[1])}"
    return _nouns(cut(held, part))


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
        if rest and not amendment:
            raise NotParsedError("words after a title", held.show(rest))
        return ("the Amendment to " if amendment else "") + "the " + _slot(held, text[0]) + end
    if any(is_book(held, char) for char in text):
        raise NotParsedError("book within a name", held.show(text))
    return f"the “{_title(held, text)}{end}”"


# ---------------------------------------------------------------- plans and plain names


def _law(held: Held, text: str) -> str | None:
    """中华人民共和国大气污染防治法."""
    match = re.match("^中华人民共和国(.+)法$", text)
    return f"Law of the People's Republic of China on {_nouns(cut(held, match[1]))}" if match else None


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
    verb = {"发布": "Releases", "印发": "Issues", "公布": "Publishes"}[match[2]]
    return f"{_issuers(held, match[1]).removeprefix('the ')} {verb} {_slot(held, match[3])}"


def _plan(held: Held, text: str) -> str | None:
    """Place, verb phrases, and the kind of plan: Shanxi Action Plan for Winning the Battle for Blue Skies."""
    ends = "|".join(sorted((end for end in members("plans") if len(end) > 2), key=len, reverse=True))
    head = re.match(f"^(.+?)((?:{SLOT})?(?:三年|{SLOT})?(?:专项|攻坚)?(?:行动|攻坚|专项行动)?(?:{ends}))$", text)
    if head is None:
        return None
    for places, rest in places_before(head[1]):
        words = _verbal(held, rest)
        if words:
            where = f"{_places(places)} " if places else ""
            return f"{where}{_nouns(cut(held, head[2]))} for {_gerunds(chain(words))}"
    return None


def _paper(held: Held, text: str) -> str | None:
    """河北省空气质量持续改善2026年行动方案: Hebei Province 2026 Action Plan for … of Air Quality."""
    for places, rest in places_before(text):
        try:
            words = cut(held, rest)
            start = _head(words)
            if start <= 0 or starts_verb_phrase(words):
                continue
            clause(words)
            where = f"{_places(places)} " if places else ""
            tie = mapping("about_en")[words[-1].zh]
            time = start - 1 if words[start - 1].slot else start
            return f"{where}{_nouns(words[time:])} {tie} {_topic(words[:time])}" if time else None
        except NotParsedError:
            continue
    return None


def _head(words: list[Word]) -> int:
    """Where the kind of paper stands, 0 when the text is none."""
    return len(words) - 1 if words and words[-1].zh in mapping("about_en") else 0


def _topic(words: list[Word]) -> str:
    """空气质量持续改善: an act is said before what it is done to."""
    last = words[-1]
    act = last.en if last.zh in members("acts_en") else last.action.en if last.action else ""
    if len(words) > 1 and act and not any(word.mark for word in words):
        return f"{act} of {_nouns(words[:-1])}"
    return _nouns(words)


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
                return _places(places)
            words = cut(held, rest)
            clause(words)
            if starts_verb_phrase(words):
                return _gerunds(chain(words)) + (f" in {_places(places)}" if places else "")
            return (f"{_places(places)} " if places else "") + _nouns(words)
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("empty title", text)


def _places(places: list[Word]) -> str:
    if not all(place.en for place in places):
        raise NotParsedError("no English name", "".join(place.zh for place in places))
    return places[-1].en


def _gerunds(phrases: list[VerbPhrase]) -> str:
    said = []
    for item in phrases:
        adverbs = [word.modifier.en_adverb if word.modifier else "" for word in item.adverbs]
        nested = item.verb.use == "VC" and starts_verb_phrase(list(item.object))
        if not item.verb.gerund or not all(adverbs) or nested:
            raise NotParsedError("no English verb", item.verb.ja)
        what = _nouns(list(item.object))
        article = "the " if what.startswith("battle") else ""
        said.append(" ".join([*adverbs, item.verb.gerund, article + what]))
    return ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1]


def _nouns(words: list[Word]) -> str:
    """Words in their order: English compounds too have their head last."""
    out = ""
    for index, word in enumerate(words):
        if word.mark in JOINTS:
            out += ", " if word.mark == "、" else " and "
        elif word.mark == "，":
            out += ", "
        else:
            out += ("" if out.endswith((", ", " and ")) or not out else " ") + _english(words, index)
    return out


def _english(words: list[Word], index: int) -> str:
    """One word; before another it is singular, and may not carry a phrase of its own."""
    word, more = words[index], index + 1 < len(words) and not words[index + 1].mark
    adjective = word.modifier.en_adjective if word.modifier else ""
    noun = word.en or (word.action.en if word.action else "")
    said = (adjective or noun) if more and word.modifier and not word.noun else noun or adjective
    if word.mark or not said or (word.agency and len(words) > 1):
        raise NotParsedError("no English form", word.zh)
    if "/" in said or (more and not word.slot and re.search(r"\b(?:of|to|from|in|for|with|the)\b", said)):
        raise NotParsedError("no English compound", word.zh)
    return _singular(said) if more and not word.slot and not word.place else said


def _singular(said: str) -> str:
    """Sources becomes source before another noun; VOCs, gas and emissions standards stay readable."""
    if said.endswith("ies") and len(said) > 5:
        return said[:-3] + "y"
    return said[:-1] if re.search(r"[a-rt-z]s$", said) and not said.endswith(("us", "is", "ics", "as")) else said


# ---------------------------------------------------------------- agencies


def _issuers(held: Held, text: str) -> str:
    """Agencies by their places; several in a row."""
    found, others = parsed_agencies(held, text)
    said = []
    for item in found:
        if not item.body.en or item.party or (item.row and not _governs_all(item)):
            raise NotParsedError("no English name", item.body.zh)
        office = f"{item.office.en} of the " if item.office is not None else ""
        level = {"省": "Provincial ", "市": "Municipal ", "县": "County ", "区": "District "}.get(item.level, "")
        body = f"{_plural(item.body.en)} of {item.row.en}" if item.row else _seated(item.body.en, item.places, level)
        said.append(f"the {office}{body}")
    together = ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1]
    return f"{others} including {together}" if others else together


def _governs_all(item: Agency) -> bool:
    """Whether each of several places has such an agency: two zones may have two kinds of committee."""
    return bool(item.row and item.row.en) and item.body.zh.endswith(("政府", "局", "厅"))


def _plural(body: str) -> str:
    """People's Governments, Departments of Finance; names of other forms stay as they are."""
    kinds = "Government|Bureau|Department|Commission"
    return re.sub(rf"^(?:{kinds})\b|(?<=[a-z] )(?:{kinds})$", lambda match: match[0] + "s", body)


def _seated(body: str, places: list[Word], seat: str) -> str:
    """Tianjin Municipal Finance Bureau, General Office of the Hebei Provincial People's Government."""
    if places:
        adjective = {"省": "Provincial", "市": "Municipal"}.get(places[-1].zh[-1])
        if adjective is None:
            return f"{body} of {_places(places)}"
        seat = f"{_places(places).removesuffix(' Province')} {adjective} "
    match = re.match("^((?:General Office|Office|Standing Committee|Administrative Committee) of the )(.+)$", body)
    return match[1] + seat + match[2] if match else seat + body


def _cased(text: str) -> str:
    """Title case; what already has capitals or figures stays."""
    words = text.split(" ")
    return " ".join(_capital(word) if place == 0 or word not in _SMALL else word for place, word in enumerate(words))


def _capital(word: str) -> str:
    match = re.match(r"^([“(]*)([a-z].*)$", word)
    return match[1] + "-".join(part[:1].upper() + part[1:] for part in match[2].split("-")) if match else word
