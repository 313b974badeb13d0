"""Sentences of fixed form: cover letters, signatures, who is responsible, since when; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nlp.translation.offline.clauses import restored, subject
from nlp.translation.offline.names import agencies, parsed_agencies
from nlp.translation.offline.names import name as named
from nlp.translation.offline.phrases import acted, chain, starts_verb_phrase
from nlp.translation.offline.protect import protect
from nlp.translation.offline.rules import mapping
from nlp.translation.offline.tables import rules
from nlp.translation.offline.titles import heading_title, quoted, title
from nlp.translation.offline.tokens import NotParsedError, cut

_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_BOOK = r"《((?:[^《》]|《[^《》]*》)+)》"
_DOCNO = r"[\u4e00-\u9fff]{1,12}〔\d{4}〕\d+号"
_CITED = rf"{_BOOK}(?:（({_DOCNO})）)?"
_PAPER = (
    "方案|行动方案|实施方案|工作方案|计划|行动计划|办法|规定|通知|预案|细则|实施细则|通告|条例|标准|意见|措施|规划|公告"
)


def formula(text: str) -> str:
    """A normalised sentence of fixed form in Japanese.

    Raises:
        NotParsedError: when it has no such form, or a part within it is unknown.
    """
    failure = NotParsedError("no fixed wording", text)
    for shape in (_literal, _plain, _duty, _please, _since, _purpose, _see, _annexes, _to_whom, _signed):
        try:
            if (said := shape(text)) is not None:
                return said
        except NotParsedError as error:
            failure = error
    raise failure


def header(text: str) -> str:
    """The head of a column with its unit: 2026年目标（微克/立方米）.

    Raises:
        NotParsedError: when either is unknown.
    """
    match = re.match("^(.+)（([^（）]+)）$", text)
    units = {**rules("slots.yml")["units"], "家": "社", "个": "件"}
    if match is None or match[2] not in units:
        raise NotParsedError("no unit", text)
    return f"{_name(match[1])}（{units[match[2]]}）"


def _name(text: str) -> str:
    held = protect(text)
    return restored(held, named(held, held.text))


def _names(text: str, joint: str = "、") -> str:
    """Agencies in one or more rows: apart, because ・ stands within the names of some."""
    said = []
    for part in filter(None, text.split("，")):
        held = protect(part)
        found, others = parsed_agencies(held, held.text)
        said.append(restored(held, agencies(held, held.text)) if others else joint.join(item.ja for item in found))
    return joint.join(said)


@cache
def _wording(name: str) -> Any:
    return rules("formulas.yml")[name]


@cache
def _any(name: str) -> str:
    return "|".join(sorted(_wording(name), key=len, reverse=True))


def _quoted(inner: str) -> str:
    return quoted(title(inner))


def _literal(text: str) -> str | None:
    bracketed = re.fullmatch("（(.+)）", text)
    bare = (bracketed[1] if bracketed else text).rstrip("。")
    said = _wording("literal").get(bare)
    return f"（{said}）" if said and bracketed else said


def _plain(text: str) -> str | None:
    """A day or a document number by itself."""
    return text if re.fullmatch(f"{_DAY}|{_DOCNO}", text) else None


# ---------------------------------------------------------------- who


def _duty(text: str) -> str | None:
    """（责任单位：A、B，配合单位：C）, （A牵头，B参与）."""
    match = re.fullmatch("（(.+)）。?", text)
    if match is None:
        return None
    roles = re.split(f"(?:^|[，；。])({_any('roles')})：", match[1])
    if len(roles) > 1 and not roles[0]:
        said = [f"{_wording('roles')[r]}：{_names(n)}" for r, n in zip(roles[1::2], roles[2::2], strict=True)]
        return f"（{'、'.join(said)}）"
    parts = list(_parts(match[1]))
    return f"（{'、'.join(parts)}）" if parts else None


def _parts(text: str) -> Iterator[str]:
    pattern = re.compile(f"(.+?)(?:等)?({_any('parts')})(?:，|；|$)")
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise NotParsedError("no known role", text[at:])
        yield f"{_wording('parts')[match[2]]}：{_names(match[1])}"
        at = match.end()


def _to_whom(text: str) -> str | None:
    """各区人民政府，市政府各委、办、局："""
    return f"{_names(text[:-1])}　宛" if text.endswith("：") else None


def _signed(text: str) -> str | None:
    """The issuers by themselves."""
    match = re.fullmatch("([^，。；：（）]+)(（样例）)?", text)
    if match is None:
        return None
    return _names(match[1], "　") + (f"（{mapping('tails')['样例']}）" if match[2] else "")


# ---------------------------------------------------------------- cover letters


def _please(text: str) -> str | None:
    """现将《X》印发给你们，请认真贯彻执行。"""
    how = f"((?:{_any('how')})*)({_any('done')})"
    match = re.fullmatch(rf"(?:经(.+?)同意，)?现将{_BOOK}(?:（.{{1,8}}）)?印发给你们，请(?:你们)?{how}。?", text)
    if match is None:
        return None
    agreed = f"{_names(match[1])}の同意を得て、" if match[1] else ""
    way = "".join(_wording("how")[word] for word in re.findall(_any("how"), match[3]))
    return f"{agreed}ここに{_quoted(match[2])}を配布するので、{way}{_wording('done')[match[4]]}。"


def _since(text: str) -> str | None:
    """本方案自印发之日起施行，有效期至2027年12月31日。"""
    match = re.fullmatch(
        rf"本({_PAPER})自(?:({_any('starts')})之日|({_DAY}))起({_any('comes')})"
        rf"(?:，有效期(?:限)?(?:至({_DAY})(?:止)?|为?([一二三四五六七八九十\d]+年)))?。?",
        text,
    )
    if match is None:
        return None
    start = f"{_wording('starts')[match[2]]}の日" if match[2] else match[3]
    end = f"有効期限は{match[5]}までとする" if match[5] else f"有効期間は{match[6]}とする" if match[6] else ""
    verb = _wording("comes")[match[4]]
    joined = re.sub("する$", "し", verb).replace("生ずる", "生じ") if end else verb
    return f"本{_name(match[1])}は、{start}から{joined}{'、' + end if end else ''}。"


def _see(text: str) -> str | None:
    """各区目标见下表。"""
    match = re.fullmatch(rf"(.+?)(?:详)?见({_any('tables')})(\d*)。?", text)
    if match is None:
        return None
    held = protect(match[1])
    return f"{restored(held, subject(held, held.text))}は{_wording('tables')[match[2]]}{match[3]}のとおり。"


def _annexes(text: str) -> str | None:
    """附件：1.X 2.Y"""
    match = re.fullmatch(r"(附件\d{0,2}|附表\d{0,2})[：:]?(.+)", text)
    if match is None:
        return None
    items = [item for item in re.split(r"(?:^|(?<=[^\d.]))(\d{1,2})[.．、](?!\d)", match[2]) if item]
    said = "".join(f"{item}." if item.isdigit() else _annex(item) + "　" for item in items)
    return f"{match[1].replace('附件', '別添').replace('附表', '付表')}：{said.strip('　')}"


def _annex(text: str) -> str:
    return _quoted(text[1:-1]) if re.fullmatch(_BOOK, text) else heading_title(text)


# ---------------------------------------------------------------- why


def _purpose(text: str) -> str | None:
    """为贯彻落实《X》，推动Y，结合我省实际，制定本方案。"""
    match = re.fullmatch(rf"为了?(.+?)，(?:特)?制定本({_PAPER})。?", text)
    if match is None:
        return None
    clauses = [_why(clause) for clause in _commas(match[1])]
    reasons = [said for said, is_why in clauses if is_why]
    facts = [said for said, is_why in clauses if not is_why]
    if not reasons:
        raise NotParsedError("no purpose", text)
    why = "、".join([*(f"{said}し" for said in reasons[:-1]), f"{reasons[-1]}するため"])
    return "、".join([why, *facts, f"本{_name(match[2])}を策定する。"])


def _commas(text: str) -> list[str]:
    """Clauses between commas that stand in no title or bracket."""
    return [part for part in re.split("，(?![^《]*》)(?![^（]*）)", text) if part]


def _why(text: str) -> tuple[str, bool]:
    """One clause, and whether it says what for."""
    if match := re.fullmatch(f"结合({_any('ours')})实际(?:情况)?", text):
        return f"{_wording('ours')[match[1]]}の実情を踏まえ", False
    issuer = r"([\u4e00-\u9fff]*?)"
    both = rf"(?:(和|、|及){_CITED})?(?:文件)?(精神|要求|部署|有关要求|工作要求)?"
    if match := re.fullmatch(f"({_any('aims')}){issuer}{_CITED}{both}", text):
        return _cited(match), True
    held = protect(text)
    words = cut(held, held.text)
    if not starts_verb_phrase(words) or len(phrases := chain(words)) != 1:
        raise NotParsedError("no purpose", text)
    return restored(held, "".join(acted(phrases[0]))), True


def _cited(match: re.Match[str]) -> str:
    who = _names(match[2]) + "の" if match[2] else ""
    papers = _paper(match[3], match[4]) + (f"及び{_paper(match[6], match[7])}" if match[5] else "")
    spirit = {"精神": "の趣旨", "部署": "の方針"}.get(match[8], "の要求" if match[8] else "")
    return f"{who}{papers}{spirit}を{_wording('aims')[match[1]]}"


def _paper(inner: str, number: str | None) -> str:
    return _quoted(inner) + (f"（{number}）" if number else "")
