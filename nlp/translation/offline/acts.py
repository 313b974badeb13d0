"""Clauses of things to be done: so many of them, all of them, or simply done."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.translation.offline.clauses import (
    Clause,
    Q,
    adverbs,
    alternatives,
    bound,
    in_counter,
    place,
    subject,
    value,
)
from nlp.translation.offline.phrases import acted, chain, starts_verb_phrase
from nlp.translation.offline.protect import FIRST, Held
from nlp.translation.offline.slots import number
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut

_OFTEN = "(?:不少于|不低于)"
_TASKS = ("完成", "实施", "全面完成", "基本完成")


def act(held: Held, text: str) -> list[Clause]:
    """The clauses of a deed, none when it has no such wording.

    Raises:
        NotParsedError: when it has, but a part of it is not accounted for.
    """
    for shape in (
        _left,
        _restrained,
        _standard,
        _replaced,
        _all,
        _attained,
        _toward,
        _merged,
        _urged,
        _used,
        _deeds,
        _amounted,
        _end,
        _completed,
    ):
        if clauses := shape(held, text):
            return clauses
    return _done(held, text)


def _all(held: Held, text: str) -> list[Clause]:
    """焦炉全部退出, 重污染天数基本消除: all of what stands before."""
    match = re.match(f"^(.+?)({alternatives('extents')})({alternatives('finished')})$", text)
    if match is None:
        return []
    how = rules("targets.yml")["extents"][match[2]]
    return [Clause(f"{subject(held, match[1])}を{how}", rules("targets.yml")["finished"][match[3]])]


def _standard(held: Held, text: str) -> list[Clause]:
    """PM2.5浓度总体达标, 碳排放达峰: a state to be reached, without a figure."""
    match = re.match(f"^(.+?)({alternatives('extents', 'trends')})?(?:实现|达到)?(达标|达峰|峰值)$", text)
    if match is None or match[1].endswith("未"):
        return []
    tables = rules("targets.yml")
    how = {**tables["trends"], **tables["extents"]}.get(match[2], "")
    state = "基準達成と" if match[3] == "达标" else "ピークアウト"
    return [Clause(f"{subject(held, match[1])}を{how}", state)]


def _replaced(held: Held, text: str) -> list[Clause]:
    """公交车全部更换为新能源车: what becomes what."""
    match = re.match(f"^(.+?)({alternatives('extents')})?(更换|更新|替换|置换|改造)(?:为|成)([^，]+)$", text)
    if match is None or any(_amount(held, char) for char in match[4]):
        return []
    how = rules("targets.yml")["extents"].get(match[2], "")
    verb = {"更新": "更新", "改造": "改造"}.get(match[3], "交換")
    return [Clause(f"{subject(held, match[1])}を{how}{subject(held, match[4])}に", verb)]


_RANKED = re.compile(
    f"^(.+?(?:指数|质量))(稳定|稳步|全部)?退出(全[国省市])({Q})?(重点城市|城市)(?:排名)?“?(?:后|倒数)"
    f"([一二三四五六七八九十]+|{Q})(?:位|名)?”?$"
)


def _left(held: Held, text: str) -> list[Clause]:
    """空气质量综合指数稳定退出全国168个重点城市后十位: no longer among the last of a ranking."""
    match = _RANKED.match(text)
    if match is None:
        return []
    cities = "重点都市" if match[5] == "重点城市" else "都市"
    last = number(re.sub(r"\D", "", shown) or shown) if (shown := held.show(match[6])) else 0
    how = {"稳定": "安定的に", "稳步": "着実に", "全部": "全て"}.get(match[2] or "", "")
    return [Clause(f"{subject(held, match[1])}を{match[3]}{match[4] or ''}{cities}の下位{last}位から{how}", "脱却")]


def _restrained(held: Held, text: str) -> list[Clause]:
    """臭氧浓度上升趋势得到有效遏制."""
    match = re.match(r"^(.+?)得到(有效|有力|明显|根本|进一步|基本)?(遏制|控制|改善|治理|解决|落实|消除)$", text)
    if match is None:
        return []
    said = rules("targets.yml")["attained"]
    return [Clause(f"{subject(held, match[1])}を{said[match[2] or '']}", said[match[3]])]


def _attained(held: Held, text: str) -> list[Clause]:
    """钢铁企业全部达到环保绩效A级: a grade or a standard, no figure."""
    match = re.match(f"^(.+?)({alternatives('extents')})?(稳定)?达到(.*(?:水平|要求|标准|超低排放|级|{Q}){Q}?)$", text)
    if match is None or any(_amount(held, char) for char in match[4]):
        return []
    how = rules("targets.yml")["extents"].get(match[2], "") + ("安定的に" if match[3] else "")
    return [Clause(f"{subject(held, match[1])}を{how}{subject(held, match[4])}に", "到達")]


def _amount(held: Held, char: str) -> bool:
    slot = held.slot(char) if ord(char) >= FIRST else None
    return slot is not None and slot.kind in ("quantity", "counted", "size", "items")


def _toward(held: Held, text: str) -> list[Clause]:
    """对全市加油站开展全覆盖检测, 在重点区域开展检查: about what, or where, something is done."""
    match = re.match(
        f"^(对|在)([^对在]+?)((?:{alternatives('adverbs')})*)(开展|实施|实行|进行|制定|建设)([^，]+)$", text
    )
    if match is None:
        return []
    at = "に" if re.search("[期季]$|阶段$|时段$|期间$", match[2]) else "で"
    toward = subject(held, match[2]) + {"对": "に対し、", "在": at}[match[1]]
    if any(_amount(held, char) for char in match[5]):
        counted = _deed(held, match[3] + match[4].replace("实行", "实施").replace("进行", "实施") + match[5])
        return [replace(clause, before=toward + clause.before) for clause in counted]
    verb = {"制定": "策定", "建设": "建設"}.get(match[4], "実施")
    return [Clause(f"{toward}{adverbs(match[3])}{subject(held, match[5])}を", verb)]


def _merged(held: Held, text: str) -> list[Clause]:
    """焦化企业整合至8家以内: to how many."""
    match = re.match(f"^(.+?)(整合|合并|压减|减少)(?:至|到)({Q})({alternatives('bounds')})?$", text)
    if match is None:
        return []
    verb = {"整合": "統合", "合并": "合併"}.get(match[2], "削減")
    return [Clause(f"{subject(held, match[1])}を", f"{value(held, match[3])}{bound(match[4])}に{verb}")]


def _urged(held: Held, text: str) -> list[Clause]:
    """推动60%以上的焦化企业完成改造: whose work is to be brought to its end."""
    match = re.match("^(推动|推进|督促|引导)([^，]+?)(?:基本|全面)?(完成|实施|开展)([^，]+)$", text)
    if match is None or "基本完成" in text or "全面完成" in text:
        return []
    verb = {"督促": "督促", "引导": "誘導"}.get(match[1], "推進")
    done = "完了" if match[3] == "完成" else "実施"
    return [Clause(f"{subject(held, match[2])}の{subject(held, match[4])}の{done}を", verb)]


def _used(held: Held, text: str) -> list[Clause]:
    """厂内运输车辆全部使用新能源车辆: who uses what, all of them."""
    match = re.match(f"^(.+?)({alternatives('extents')})(使用|采用|安装)([^，]+)$", text)
    if match is None or any(_amount(held, char) for char in match[4]):
        return []
    how, verb = rules("targets.yml")["extents"][match[2]], {"使用": "使用", "采用": "採用"}.get(match[3], "設置")
    if match[3] == "安装":
        return [Clause(f"{subject(held, match[1])}に{how}{subject(held, match[4])}を", verb)]
    return [Clause(f"{subject(held, match[1])}は{how}{subject(held, match[4])}を", verb)]


def _amounted(held: Held, text: str) -> list[Clause]:
    """燃油抽检不少于400艘次: an act that is a noun, and how many of it."""
    match = re.match(f"^(.+?)({_OFTEN}|达到)?({Q})({alternatives('bounds')})?$", text)
    if match is None or not _amount(held, match[3]) or not re.search(f"(?:{alternatives('acts')})$", match[1]):
        return []
    limit = "以上" if match[2] and match[2] != "达到" else bound(match[4])
    return [Clause(f"{subject(held, match[1])}を", f"{value(held, match[3])}{limit}実施")]


# ---------------------------------------------------------------- things done in number


def _deeds(held: Held, text: str) -> list[Clause]:
    """淘汰汽车3万辆、机械2000台 is said item by item; elsewhere one deed."""
    match = re.match(
        f"^(.*?)((?:{alternatives('adverbs')})*)({alternatives('deeds')})"
        f"([^，]*?{Q}[^，]*?)(?:、|和)([^，]*?{Q}(?:{alternatives('bounds')})?)$",
        text,
    )
    if match is None or match[3] in _TASKS or not re.search(f"{Q}(?:{alternatives('bounds')})?$", match[4]):
        return _deed(held, text)
    items = [_deed(held, match[3] + part) for part in (match[4], match[5])]
    if not all(items):
        return _deed(held, text)
    first, second = items[0][0], items[1][0]
    verb = rules("targets.yml")["deeds"][match[3]]
    before = (
        place(held, match[1]) + adverbs(match[2]) + first.before + first.verb.removesuffix(verb) + "、" + second.before
    )
    return [Clause(before, second.verb)]


def _deed(held: Held, text: str) -> list[Clause]:
    """淘汰老旧车2万辆以上, 完成1000台锅炉改造: things done in number."""
    bounds = alternatives("bounds")
    match = re.match(
        f"^(?P<where>.*?)(?P<how>(?:{alternatives('adverbs')})*)(?P<verb>{alternatives('deeds')})"
        f"(?:(?P<what2>[^，]+?)(?P<at_least2>{_OFTEN})?(?P<after>{Q})(?P<bound2>{bounds})?"
        f"|(?P<at_least1>{_OFTEN})?(?P<before>{Q})(?P<bound1>{bounds})?(?:的)?(?P<what1>[^，]+))$",
        text,
    )
    if match is None:
        return []
    amount, what = match["before"] or match["after"], subject(held, match["what1"] or match["what2"])
    limit = "以上" if match["at_least1"] or match["at_least2"] else bound(match["bound1"] or match["bound2"])
    slot = held.slot(amount)
    if slot is None or (slot.kind == "size" and match["verb"] not in _TASKS):
        return []
    before, verb = place(held, match["where"]), rules("targets.yml")["deeds"][match["verb"]]
    how = adverbs(match["how"])
    if match["verb"] in _TASKS and match["before"]:
        counted = slot.kind in ("counted", "items", "size")
        said = (
            f"{slot.ja.removesuffix('の')}{limit}の"
            if counted and limit
            else amount
            if counted
            else f"{amount}{limit}の"
        )
        return [Clause(f"{before}{how}{said}{what}を", verb)]
    return [Clause(f"{before}{what}を{how}", f"{in_counter(held, amount, what)}{limit}{verb}")]


def _end(held: Held, text: str) -> list[Clause]:
    """基本消除重污染天气."""
    match = re.match(f"^(.*?)({alternatives('ends')})(.+)$", text)
    if match is None:
        return []
    owner = _owner(held, match[1]) if "完成" in match[2] else place(held, match[1])
    return [Clause(f"{owner}{subject(held, match[3])}を", rules("targets.yml")["ends"][match[2]])]


def _completed(held: Held, text: str) -> list[Clause]:
    """各城市完成清单修订: whose work is done."""
    match = re.match(f"^(.*?)(?P<how>{alternatives('extents')})?(完成|实现)([^，]+)$", text)
    if match is None or any(_amount(held, char) for char in match[4]):
        return []
    how, verb = rules("targets.yml")["extents"].get(match["how"], ""), {"完成": "完了", "实现": "実現"}[match[3]]
    return [Clause(f"{_owner(held, match[1])}{subject(held, match[4])}を{how}", verb)]


def _owner(held: Held, text: str) -> str:
    """Who has to do it, as the owner of the work."""
    return subject(held, text) + "の" if text else ""


# ---------------------------------------------------------------- measures


def _done(held: Held, text: str) -> list[Clause]:
    """推进X建设: a measure beside the figures."""
    words = cut(held, text)
    counted = re.search(f"({Q})(?:{alternatives('bounds')})?$", text)
    if not starts_verb_phrase(words) or (counted and _amount(held, counted[1])):
        raise NotParsedError("no target wording", held.show(text))
    return [Clause(*acted(item)) for item in chain(words)]
