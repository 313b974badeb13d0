"""Headlines of news: who meets where, who calls in whom, who answers the press."""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.translation.offline.phrases import phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import Held
from nlp.translation.offline.tokens import NotParsedError
from nlp.translation.offline.works import work

_HELD = {"召开": "開催", "举行": "開催", "举办": "開催", "开幕": "開幕", "启动": "始動", "落地": "実施", "发布": "公表"}
_OURS = {"我省": "本省", "我市": "本市", "我区": "本区", "我县": "本県", "我国": "中国", "全省": "全省", "全市": "全市"}


def headline(held: Held, text: str, whom: Callable[[Held, str], str]) -> str | None:
    """None when it has no such wording; `whom` says an agency, or a place that stands for its government.

    Raises:
        NotParsedError: when it has, but a part of it is not accounted for.
    """
    for shape in (_met, _called_in, _answered, _fed_back, _ours):
        if (said := shape(held, text, whom)) is not None:
            return said
    return None


def _place(text: str) -> str | None:
    return next(("".join(word.noun for word in places) for places, rest in places_before(text) if not rest), None)


def _met(held: Held, text: str, whom: Callable[[Held, str], str]) -> str | None:
    """X会议在唐山召开."""
    match = re.match(rf"^(.+?)在([^在]{{2,8}}?)(?:顺利|成功|正式)?({'|'.join(_HELD)})$", text)
    where = _place(match[2]) if match else None
    return f"{work(held, match[1])}、{where}で{_HELD[match[3]]}" if match and where else None


def _called_in(held: Held, text: str, whom: Callable[[Held, str], str]) -> str | None:
    """X就空气质量问题约谈太原、临汾两市政府: called in over something."""
    match = re.match(
        "^(.+?)(?:就(.+?))?(?:集体|公开)?约谈(.+?)(?:[两三四五六七八]市)?(?:人民政府|政府)?(?:主要负责人|负责人)?$",
        text,
    )
    if match is None:
        return None
    over = f"{phrase(held, match[2], 'phrase')}について" if match[2] else ""
    called = [_place(part) for part in re.split("、|和", match[3])]
    if not all(called):
        return None
    officials = "の責任者" if text.endswith("负责人") else "政府" if text.endswith("政府") else ""
    return f"{whom(held, match[1])}、{over}{'・'.join(filter(None, called))}{officials}を約談"


def _answered(held: Held, text: str, whom: Callable[[Held, str], str]) -> str | None:
    """X有关负责人就Y答记者问."""
    match = re.match("^(.+?)(?:有关|相关)?(?:司局)?负责(?:人|同志)就(.+?)(?:有关问题|相关问题)?答记者问$", text)
    if match is None:
        return None
    what = match[2] if len(match[2]) == 1 else phrase(held, match[2], "name")
    return f"{whom(held, match[1])}の担当責任者、{what}について記者の質問に回答"


def _fed_back(held: Held, text: str, whom: Callable[[Held, str], str]) -> str | None:
    """督察组向山西省反馈督察情况."""
    match = re.match("^(.+?)向(.+?)(反馈|通报|交办|移交)(.+)$", text)
    where = _place(match[2]) if match else None
    if match is None or where is None:
        return None
    verb = {"反馈": "通知", "通报": "通報", "交办": "指示", "移交": "移管"}[match[3]]
    return f"{whom(held, match[1])}、{where}に{phrase(held, match[4], 'name')}を{verb}"


def _ours(held: Held, text: str, whom: Callable[[Held, str], str]) -> str | None:
    """我市开展X行动: the place whose headline it is."""
    match = re.match(rf"^({'|'.join(_OURS)})(?:组织|全面|深入|正式)?(开展|启动|实施|部署)(.+)$", text)
    if match is None:
        return None
    verb = {"开展": "実施", "启动": "開始", "实施": "実施", "部署": "手配"}[match[2]]
    said = phrase(held, match[3], "phrase")
    if match[3].endswith(("预警", "响应")):
        raise NotParsedError("alert or campaign", held.show(text))
    return f"{_OURS[match[1]]}、{said}を{verb}"
