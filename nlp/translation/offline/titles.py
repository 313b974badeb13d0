"""The grammar of official titles: who, about what, which kind of paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from nlp.translation.offline.names import agencies, leading_agencies, with_places
from nlp.translation.offline.news import headline
from nlp.translation.offline.papers import (
    SLOT,
    document_types,
    is_book,
    of_book,
    plain,
    plan,
    prohibition,
    tail,
    with_tails,
)
from nlp.translation.offline.phrases import chain, clause, phrase, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import Held, Slot, protect
from nlp.translation.offline.rules import mapping, members, refusals
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut, refused_pattern
from nlp.translation.offline.works import doing_work, prohibited_area, prohibiting_acts, prohibiting_within, work

_BOOK = re.compile(r"《([^《》]*)》")
_INNER_BOOK = re.compile(r"〈([^〈〉]*)〉")


def title(text: str) -> str:
    """A normalised title in Japanese.

    Raises:
        NotParsedError: when any part is accounted for by no rule.
    """
    held = _prepared(text)
    return _release(held, _title(held, held.text))


def heading_title(text: str) -> str:
    """A heading: like a title, but 完善应急预案 is something to be done, not the name of a paper.

    Raises:
        NotParsedError: when any part is accounted for by no rule.
    """
    held = _prepared(text)
    if about_pattern().match(held.text):
        return _release(held, _title(held, held.text))
    body, after = with_tails(held, held.text)
    return _release(held, (of_book(held, body) or plain(held, body, "phrase")) + after)


def _prepared(text: str) -> Held:
    held = prepared(text, _book)
    held.text = _AMID.sub(lambda m: _bracketed(held, m), held.text)
    return held


def prepared(text: str, book: Callable[[str], Slot]) -> Held:
    """Numbers and quoted titles held out.

    Raises:
        NotParsedError: for constructions that are never translated by rule.
    """
    refused = refused_pattern(text, refusals())
    if refused:
        raise NotParsedError("refused construction", refused)
    books: list[str] = []
    text = _BOOK.sub(lambda m: _kept(books, m), _INNER_BOOK.sub(lambda m: _kept(books, m), text))
    return _protected(text, books, book)


_AMID = re.compile(f"(?<!{SLOT})（(?![省市县区州旗盟局、和]+）)([^（）]{{1,24}})）(?=[^（）的])(?!公开征)")


def _bracketed(held: Held, match: re.Match[str]) -> str:
    """（试行）, （草案） amid a name: held out when it can be said."""
    try:
        inner = _release(held, tail(held, match[1]))
    except NotParsedError:
        return match[0]
    return held.hold(Slot("aside", held.show(match[0]), f"（{inner}）", ""))


def quoted(ja: str) -> str:
    """In 「」, with those inside turned into 『』."""
    return "「" + ja.replace("「", "『").replace("」", "』") + "」"


def _book(inner: str) -> Slot:
    return Slot("book", f"《{inner}》", quoted(title(inner)), "")


def _kept(books: list[str], match: re.Match[str]) -> str:
    books.append(match[0])
    return f"\x02{len(books) - 1}\x03"


def _release(held: Held, text: str) -> str:
    return "".join(slot.ja if (slot := held.slot(char)) else char for char in text)


@cache
def about_pattern() -> re.Pattern[str]:
    """Groups `who`, `what` and `type` of 关于…的通知."""
    return re.compile(rf"^(?P<who>.*?)关于(?P<what>.+?)的?(?P<type>{'|'.join(document_types())})$")


def _protected(text: str, books: list[str], book: Callable[[str], Slot]) -> Held:
    """Numbers and books held out; a book's own title is translated on its own."""
    pieces = re.split("\x02(\\d+)\x03", text)
    held = protect("\x02".join(pieces[::2]))
    for index in map(int, pieces[1::2]):
        inner = re.sub("\x02(\\d+)\x03", lambda m: books[int(m[1])], books[index][1:-1])
        held.text = held.text.replace("\x02", held.hold(book(inner)), 1)
    return held


def _title(held: Held, text: str) -> str:
    text, after = with_tails(held, text)
    if match := about_pattern().match(text):
        if passed := re.match("^(.{2,}?)(转发|印发)(.{2,})$", match["who"]):
            return f"{_issuer(held, passed[1])}：{_passed(held, passed, match)}{after}"
        who = _issuer(held, match["who"]) + "：" if match["who"] else ""
        return who + _about(held, match["what"]) + "に関する" + document_types()[match["type"]] + after
    if (said := headline(held, text, _issuer)) is not None:
        return said + after
    for shape in (_illustrated, of_book, _passed_on, _asked, _announcement, _carrying_out, prohibition, plan):
        if (said := shape(held, text)) is not None:
            return _behind_name(said, after) if shape is _announcement else said + after
    return plain(held, text) + after


def _issuer(held: Held, text: str) -> str:
    """Agencies, or a place that stands for its government."""
    for places, rest in places_before(text):
        if places and not rest:
            return "".join(word.noun for word in places)
    return agencies(held, text)


def _illustrated(held: Held, text: str) -> str | None:
    """图解：X, 一图读懂《X》."""
    match = re.match("^(?:一图读懂|一图看懂|一张图读懂|图解|图说)[：|｜丨—]*(.+)$", text)
    if match is None:
        return None
    return f"図解：{_named(held, match[1]) if is_book(held, match[1][0]) else _title(held, match[1])}"


def _passed_on(held: Held, text: str) -> str | None:
    """市人民政府印发《X》的通知, without 关于."""
    match = re.match(f"^(.{{2,}}?)(印发|转发)({SLOT})的通知$", text)
    if match is None or not is_book(held, match[3]):
        return None
    return f"{_issuer(held, match[1])}：{match[3]}の{mapping('issued')[match[2]]}に関する通知"


def _passed(held: Held, passed: re.Match[str], match: re.Match[str]) -> str:
    """国务院办公厅转发X关于Y意见的通知: the paper of X by its own name."""
    kind = next((kind for kind in document_types() if match["what"].endswith(kind)), "")
    if not kind or match["what"] == kind:
        raise NotParsedError("which paper", held.show(match["what"]))
    paper = _title(held, f"{passed[3]}关于{match['what'].removesuffix(kind)}的{kind}")
    return f"{quoted(paper)}の{mapping('issued')[passed[2]]}に関する{document_types()[match['type']]}"


def _asked(held: Held, text: str) -> str | None:
    """X公开征求意见: the draft and that comments are asked for."""
    match = re.match("^(.+?)(?:向社会)?公开征[求集](?:社会|公众)?意见(?:的?(公告|通知|公示|通告))?$", text)
    if match is None:
        return None
    kind = f"に関する{document_types()[match[2]]}" if match[2] else ""
    return f"{_named(held, match[1])}の意見募集{kind}"


# ---------------------------------------------------------------- 关于…的通知


def _about(held: Held, what: str) -> str:
    for rule in (
        _comments,
        _toward,
        _issuing,
        doing_work,
        prohibiting_acts,
        prohibiting_within,
        prohibited_area,
        _matters,
    ):
        if (said := rule(held, what)) is not None:
            return said
    for places, rest in places_before(what):
        try:
            words = cut(held, rest)
            said = clause(words, "phrase") if rest else ""
        except NotParsedError as error:
            failure = error
            continue
        verbal = starts_verb_phrase(words)
        if verbal and words[-1].zh in members("plans") and "，" not in rest and len(chain(words)) > 1:
            raise NotParsedError("deeds or the name of a paper", held.show(what))
        if not places:
            return said
        joint = "における" if verbal else "の"
        return "".join(word.noun for word in places) + joint + said
    raise failure


def _comments(held: Held, what: str) -> str | None:
    match = COMMENTS.match(what)
    return f"{_named(held, match[1] or match[2])}に対する意見募集" if match else None


COMMENTS = re.compile(
    r"^(?:(?:再次|向社会)?(?:公开)?(?:征求|征集)(?:对)?(.+?)(?:的)?(?:社会|公众|社会公众)?意见(?:建议)?"
    r"|对?(.+?)(?:面向|向)?(?:社会|公众|社会公众)?(?:再次)?公?开?(?:征求|征集)(?:社会|公众|社会公众)?意见(?:建议)?)$"
)
"""关于征求X意见, 关于对X公开征求意见, 关于X征求意见."""


def _toward(held: Held, what: str) -> str | None:
    """对X实施Y, 对《X》的解读: what is done about X."""
    if not what.startswith("对"):
        return None
    if is_book(held, what[1:2]) and len(what) == 2:
        return what[1]
    match = re.match("^对(.+?)(?:实施|开展|进行|实行|采取)(.+)$", what)
    return f"{work(held, match[1])}に対する{work(held, match[2])}の実施" if match else None


def _issuing(held: Held, what: str) -> str | None:
    verbs = "|".join(sorted(mapping("issued"), key=len, reverse=True))
    match = re.match(f"^({verbs})(.+)$", what)
    if match is None:
        return None
    verb, rest = mapping("issued")[match[1]], match[2]
    if not is_book(held, rest[:1]) and match[1] not in ("印发", "转发", "发布", "公布", "颁布", "印送", "批准发布"):
        return None
    rest = re.sub("的(?:决定|通知)$", "", rest)
    if match[1] in ("发布", "公布") and not re.search(f"(?:{rules('grammar.yml')['papers']})|[）{SLOT[1:-1]}]$", rest):
        return f"{phrase(held, rest, 'phrase')}の{verb}"
    if match[1] == "转发":
        authors, rest = leading_agencies(rest)
        if others := re.match(f"^等(?:有关|相关)?(?:部门|单位|{SLOT})", rest):
            held_by, rest = others[0][1:], rest[others.end() :]
            authors += "等" + (held_by if re.fullmatch(SLOT, held_by) else "の部門")
        return f"{authors + 'の' if authors else ''}{_named(held, rest)}の{verb}"
    return f"{_named(held, rest)}の{verb}"


def _named(held: Held, text: str) -> str:
    """A document by its name, quoted whether or not the Chinese quotes it."""
    text, after = with_tails(held, text)
    if is_book(held, text[:1]):
        return text[0] + _after_book(held, text[1:]) + after
    if match := re.match(f"^(.*?标准)({SLOT})$", text):
        return phrase(held, match[1], "name") + match[2] + after
    if any(is_book(held, char) for char in text):
        if (said := _carrying_out(held, text)) is not None:
            return said + after
        raise NotParsedError("book within a name", held.show(text))
    return quoted(_title(held, text) + after)


def _after_book(held: Held, rest: str) -> str:
    """等三项标准, （GB 3095-2012）修改单, 有关条款 behind a quoted title."""
    if not rest:
        return ""
    if match := re.match(f"^((?:、|和)?{SLOT})(.*)$", rest):
        if is_book(held, match[1][-1]):
            joint = {"、": "、", "和": "及び"}.get(match[1][0], "、")
            return joint + match[1][-1] + _after_book(held, match[2])
        return match[1] + _after_book(held, match[2])
    if match := re.match("^（([^（）]*)）(.*)$", rest):
        return f"（{tail(held, match[1])}）" + _after_book(held, match[2])
    if rest.startswith("等"):
        return "等" + (phrase(held, rest[1:], "name") if rest[1:] else "")
    rest = rest.removeprefix("的")
    joint = "" if rest.startswith("修改单") else "の"
    return joint + phrase(held, rest, "name")


def _matters(held: Held, what: str) -> str | None:
    """X有关事项: what belongs to X."""
    match = re.match(r"^(.+?)的?(?:(?:有关|相关|若干)(事项|问题|事宜)|(事项|事宜))$", what)
    if match is None:
        return None
    said = _about(held, match[1])
    return said + {"问题": "に関する問題"}.get(match[2] or "", "に関する事項")


# ---------------------------------------------------------------- other shapes


def _behind_name(said: str, after: str) -> str:
    """我省印发X（2026年修订）: what stands in brackets belongs to the paper, not to what is done to it."""
    name, verb = said.rsplit("を", 1)
    return f"{name}{after}を{verb}" if _EDITION.search(after) else said + after


_EDITION = re.compile("改訂|改正|試行|暫定|草案|稿|版")


def _announcement(held: Held, text: str) -> str | None:
    """生态环境部发布《X》, 沈阳市发布X预警: said as a headline."""
    match = re.match(f"^(.{{2,24}}?)(联合)?({'|'.join(mapping('announced'))})(.+)$", text)
    if match is None:
        return None
    try:
        who = mapping("headed_by").get(match[1]) or _issuer(held, match[1])
    except NotParsedError:
        return None
    book = is_book(held, match[4][0])
    what = _named(held, match[4]) if book else phrase(held, match[4], "name")
    verb = "発令" if match[4].endswith("预警") and match[3] == "发布" else mapping("announced")[match[3]]
    return f"{who}、{what}を{'共同で' if match[2] else ''}{verb}"


def _carrying_out(held: Held, text: str) -> str | None:
    """山西省落实《X》实施方案."""
    match = re.match(
        r"^(.*?)(?:贯彻)?(?:贯彻|落实)(.+?)的?(实施方案|实施细则|实施意见|工作方案|行动方案|重点工作分工方案)$", text
    )
    if match is None or not is_book(held, match[2][:1]):
        return None
    joined = text.startswith(match[1] + "贯彻落实")
    verb = "貫徹・実施" if joined else "実施"
    who = with_places(held, match[1]) + "：" if match[1] else ""
    return f"{who}{_named(held, match[2])}の{verb}に{'関する' if joined else '係る'}{phrase(held, match[3], 'name')}"
