"""What notices are about when it is no paper: work to be done well, things prohibited somewhere."""

from __future__ import annotations

import re

from nlp.translation.offline.lexicon import lexicon
from nlp.translation.offline.phrases import clause
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import Held
from nlp.translation.offline.tokens import NotParsedError, cut


def doing_work(held: Held, what: str) -> str | None:
    """进一步做好X工作: X is to be done, and well."""
    match = re.match(r"^(进一步|切实|认真|扎实)?(?:做好|抓好)(.+?)(有关|相关)?(工作)$", what)
    if match is None:
        return None
    more = {"进一步": "一層の", "切实": "確実かつ", "认真": "着実かつ", "扎实": "着実かつ"}.get(match[1] or "", "")
    said = work(held, match[2] + ("" if match[3] else "工作"))
    return f"{said}{'関連業務' if match[3] else ''}の{more}適切な実施"


def work(held: Held, text: str) -> str:
    """Places and what is there.

    Raises:
        NotParsedError: when a word is unknown or the words combine by no rule.
    """
    failure: NotParsedError | None = None
    for places, rest in places_before(text):
        try:
            said = "".join(word.noun for word in places)
            return said + ("の" if places and rest else "") + (clause(cut(held, rest)) if rest else "")
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("nothing said", text)


def prohibiting_within(held: Held, what: str) -> str | None:
    """在X范围内禁止Y: what must not be done, or is done, within an area."""
    match = re.match(r"^在(.+?)(?:范围内|内|中)?(禁止使用|禁止|限制|实施|开展|实行|推行|执行)(.+)$", what)
    if match is None:
        return None
    verb = {"禁止使用": "使用禁止", "禁止": "禁止", "限制": "制限", "推行": "推進", "实行": "実行", "执行": "執行"}.get(
        match[2], "実施"
    )
    return f"{work(held, match[1])}における{work(held, match[3])}の{verb}"


_LISTED = re.compile(r"^(禁止|严禁|限制)([\u4e00-\u9fff]{2}(?:[、和及与][\u4e00-\u9fff]{2})+)(.+)$")


def prohibiting_acts(held: Held, what: str) -> str | None:
    """禁止生产、销售、燃放X: several acts with one object."""
    match = _LISTED.match(what)
    acts = [lexicon().get(act) for act in re.split("[、和及与]", match[2])] if match else []
    if match is None or not all(act and act.action for act in acts):
        return None
    said = "・".join(act.action.ja for act in acts if act and act.action)
    return f"{work(held, match[3])}の{said}の{'制限' if match[1] == '限制' else '禁止'}"


def prohibited_area(held: Held, what: str) -> str | None:
    """划定禁止使用X区域: the area in which X must not be used is designated."""
    match = re.match(r"^(划定|调整|重新划定|扩大)(?:禁止使用(.+?)|(.+?)禁止使用)(区域|区|范围)$", what)
    if match is None:
        return None
    verb = {"划定": "指定", "调整": "調整", "重新划定": "再指定", "扩大": "拡大"}[match[1]]
    return f"{work(held, match[2] or match[3])}の使用禁止{'範囲' if match[4] == '范围' else '区域'}の{verb}"
