"""Official Chinese is cut where its writers cut it, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.translation.cutting import LONGEST, marked, split
from nlp.translation.segments import Context, contexts, join, segment
from tests import records
from warehouse.models import Analysis, Block, Segment

ANALYSIS = Analysis(
    release_id="r",
    version_id="v",
    relevance="air",
    relevance_score=1,
    relevance_reason="",
    kind="plan",
    status="issued",
)


def cut(*blocks: Block) -> list[Segment]:
    return segment(records.release("http://a.example/1", blocks=blocks), ANALYSIS, whole=True)[1:]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("第三章　监督管理", "第三章　"),
        ("第三十条 企业应当停产", "第三十条 "),
        ("第三十条：企业应当停产", "第三十条："),
        ("一、总体要求", "一、"),
        ("（一）（1）加强管理", "（一）（1）"),
        ("(三)、加强管理", "(三)、"),
        ("1.2026年底前完成", "1."),
        ("2．优化布局", "2．"),
        ("1.1 总体要求", "1.1 "),
        ("3）优化布局", "3）"),
        ("③优化布局", "③"),
        ("(a) 优化布局", "(a) "),
        ("附件1：重点任务", "附件1："),
        ("附件2-1 重点任务", "附件2-1 "),
        ("附件1云州市重点任务", "附件1"),
        ("专栏3 重点工程", "专栏3 "),
        ("表1 空气质量目标", "表1 "),
        ("注：数据为标况", "注："),
        ("一是加强管理", "一是"),
        ("第三十条规定的企业", ""),
        ("第三条、第四条所列情形", ""),
        ("附件1所列企业", ""),
        ("表1所示目标", ""),
        ("一、二类企业", ""),
        ("1、2号机组", ""),
        ("2.5微克以下", ""),
        ("1.5 万吨", ""),
        ("Ⅱ级响应", ""),
        ("附件", ""),
        ("（一）", ""),
    ],
)
def test_numbering_is_told_from_text_that_looks_like_it(text: str, marker: str) -> None:
    assert marked(text) == (marker, text.removeprefix(marker))


@pytest.mark.parametrize(
    "pieces",
    [
        ("甲（乙。丙）。", "丁；", "戊"),
        ("按照《条例。细则》执行。", "再评估。"),
        ("会议指出，“要打赢。要治理。”", "随后部署。"),
        ("坚持“绿水青山就是金山银山。”的理念。",),
        ('他说"好。坏。"然后离开。',),
        ("未闭合（括号。", "后一句。", "再一句。"),
        ("重点抓好三方面工作，", "一是加强监测，", "二是加强执法，", "三是加强宣传。"),
        ("主要任务包括：", "（1）淘汰锅炉；", "（2）治理扬尘。"),
        ("主要任务：", "1.加强管理；", "2.推进治理。"),
        ("包括：①淘汰锅炉。",),
        ("完成1、2、3号机组改造。",),
        ("甲！！", "乙？！", "丙"),
    ],
)
def test_sentences_and_lists_are_cut_where_they_end(pieces: tuple[str, ...]) -> None:
    assert split("".join(pieces)) == list(pieces)


def test_a_very_long_sentence_is_cut_at_commas_outside_brackets() -> None:
    clause, aside = "加强重点行业治理" * 8 + "，", "（" + "其中，" * 20 + "除外）"
    pieces = split(clause * 5 + aside + clause + "完成。")
    assert len(pieces) > 2
    assert all(len(piece) <= LONGEST and piece.count("（") == piece.count("）") for piece in pieces)
    assert all(piece.endswith("，") for piece in pieces[:-1])


PIECES = """加强 锅炉 PM2.5 2026年 8% 1.5 第三条 一是 二是 （一） （1） （2） 1. 2. ① 附件1 表2 注： 国发〔2023〕24号
。 ； ， ： ！ 、 （ ） “ ” 《 》 ( ) " ‘ ’ 」 ; ?"""
WORDS = st.sampled_from([*PIECES.split(), " ", "\t", "\u3000", "治理" * 60])
TEXTS = st.lists(WORDS, max_size=40).map("".join)
MARKERS = st.sampled_from(["", "一、", "（一）", "第三条", "1."])


@settings(max_examples=400)
@given(text=TEXTS, marker=MARKERS, kind=st.sampled_from(["heading", "paragraph", "item"]))
def test_put_together_again_a_block_is_what_it_was(text: str, marker: str, kind: str) -> None:
    found = cut(Block.model_validate({"type": kind, "marker": marker, "text": text}))
    whole = marker + text
    assert join(found) == (whole if text.strip() else marker)
    assert all(piece.text.strip() for piece in found)


def test_every_text_of_a_table_is_one_segment_with_its_numbering_outside() -> None:
    rows = (
        ("任务", "目标", "目标"),
        ("任务", "2026年", "2027年"),
        ("1.淘汰锅炉", "12", "12"),
        ("", " 2.治理扬尘", "—"),
    )
    found = cut(Block(type="table", rows=rows))
    assert [piece.marker + piece.text for piece in found] == list(
        dict.fromkeys(cell.strip() for row in rows for cell in row if cell.strip())
    )
    assert [piece.text for piece in found if piece.marker] == ["淘汰锅炉", "治理扬尘"]


def test_a_block_that_is_only_a_marker_is_not_lost() -> None:
    assert [piece.text for piece in cut(Block(type="item", marker="附件1", text=""))] == ["附件1"]


def test_a_segment_knows_what_stands_around_it() -> None:
    release = records.release(
        "http://a.example/1",
        title="方案",
        blocks=(
            Block(type="heading", marker="一、", text="工作目标"),
            Block(type="paragraph", text="到2027年完成。各区目标见下表。"),
            Block(
                type="table",
                rows=(
                    ("序号", "区域", "浓度目标", "浓度目标"),
                    ("序号", "区域", "2026年", "2027年"),
                    ("1", "甲区", "36微克", "34微克"),
                ),
            ),
        ),
    )
    pieces = segment(release, ANALYSIS, whole=True)
    said = dict(zip((piece.text for piece in pieces), contexts(release, pieces), strict=True))
    assert said["方案"] == Context()
    assert said["到2027年完成。"] == Context("工作目标", "各区目标见下表。", "工作目标")
    assert said["34微克"] == Context(heading="工作目标", header="浓度目标 2027年", row="甲区")
    assert said["2027年"] == Context(heading="工作目标", header="浓度目标")
    assert said["甲区"] == Context(heading="工作目标", header="区域")
