"""Time to read a text grows as its length, whatever it repeats and wherever it stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from nlp.analysis import analyse
from nlp.documents import group
from tests.reading import a_release
from warehouse.models import Block, Release

SHORT, LONG, LONGEST = 4_000, 16_000, 200_000
MOST = 8
"""Of four where time grows as the length, of sixteen where it grows as the square."""
NOISE = 0.06
"""Seconds that count for nothing; as the square, so little at 16,000 is less than ten seconds at 200,000."""
AIR = "加强大气污染防治，改善空气质量，PM2.5浓度"
FORMS = (
    *(
        "各市人民政府要加强大气污染防治工作推进空气质量改善",
        "大气",
        "北京",
        "武汉市、天津、",
        "京津冀及周边地区、",
        "龘靁",
    ),
    *("20271", "1", "、", "《", "（《“", "）", " \t　", "\u202e\u200b\x00", "a", ".", "（一）", "10、", "10%"),
    *(
        "2025年",
        "2026年10月底前，",
        "2026—2028年",
        "下降10%",
        "同比下降5%，",
        "分别达到80%、81%、",
        "30微克/立方米 \t　",
    ),
    *("到2027年，PM2.5浓度下降到30微克/立方米，优良天数比率提高2.5个百分点，", "30微克/立方米、", "比2025年 　下降"),
    *("责任单位：", "（责任单位：", "（由市生态环境局牵头，市公安局配合", "由市局会同", "由市生态环境局负责"),
    *(
        "国发〔2023〕24号、",
        "《大气污染防治法》（国发〔2023〕24号）、",
        "《大气污染》（",
        "《云州市办法》同时废止、",
        "关于印发《",
    ),
    *("请于2026年10月20日前将意见反馈至电子邮箱air@example.cn", "亟需加强能力建设试点"),
)


def placed(form: str, length: int) -> Iterator[Release]:
    """Plans of so long a text that repeats the form: in a paragraph, in lines, in the title, in a cell, in rows."""
    text, title = form * (length // len(form)), "大气污染防治行动计划"
    head, short = ("指标", "单位", "2027年目标", "责任单位"), text[:20]
    cell, rows = (
        ((AIR, text, "30", text),),
        tuple((AIR + short, short, str(n % 60), short) for n in range(length // 80)),
    )
    yield a_release(title, [AIR + text])
    yield a_release(title, [AIR + text[:60]] * (length // 90))
    yield a_release(title + text, [AIR])
    for body in (cell, rows):
        yield a_release(title).model_copy(update={"blocks": (Block(type="table", rows=(head, *body)),)})


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("form", FORMS)
def test_time_grows_as_the_text(form: str) -> None:
    for short, long in zip(placed(form, SHORT), placed(form, LONG), strict=True):
        growths = (grown(short, long) for _ in range(4))  # other work on the machine may disturb one
        assert any(growths), f"{form!r} in {long.title[:40]} with {len(long.blocks)} blocks"


def grown(short: Release, long: Release) -> bool:
    """Whether the long one took little, or no more for each character than the short one."""
    took = seconds(lambda: read(long))
    return took < NOISE or took < MOST * seconds(lambda: read(short))


def read(release: Release) -> None:
    analyse(release)
    group([release])


@pytest.mark.parametrize("form", ["下降10%", "《", "1"])
def test_two_hundred_thousand_characters_are_read_in_seconds(form: str) -> None:
    release = a_release("大气污染防治行动计划", [AIR + form * (LONGEST // len(form))])
    assert seconds(lambda: read(release)) < 10
