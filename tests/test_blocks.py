"""Numbering, headings and tables of a body."""

from __future__ import annotations

import pytest
from lxml import etree

from crawlers.page.blocks import block_of, blocks
from crawlers.text.lines import lines
from crawlers.text.tree import tree
from warehouse.models import Block


def read(html: str) -> tuple[Block, ...]:
    root = tree(html)
    assert isinstance(root, etree._Element)
    return blocks(lines(root, tables=True))


@pytest.mark.parametrize(
    ("text", "kind", "level", "marker", "rest"),
    [
        ("第一章 总则", "heading", 1, "第一章", "总则"),
        ("第二节　监测", "heading", 2, "第二节", "监测"),
        ("第十二条 本办法自印发之日起施行。", "item", 3, "第十二条", "本办法自印发之日起施行。"),
        ("一、总体要求", "heading", 1, "一、", "总体要求"),
        ("十二、二氧化硫治理", "heading", 1, "十二、", "二氧化硫治理"),
        ("（三）优化产业结构。", "item", 2, "（三）", "优化产业结构。"),
        (
            "(三)严控高耗能项目。新建项目须先评价，再开工。",
            "item",
            2,
            "(三)",
            "严控高耗能项目。新建项目须先评价，再开工。",
        ),
        ("1.严格准入", "heading", 3, "1.", "严格准入"),
        ("2．完成清单报送；", "item", 3, "2．", "完成清单报送；"),
        ("（1）道路每日洒水两次。", "item", 4, "（1）", "道路每日洒水两次。"),
        ("①裸土须覆盖。", "item", 5, "①", "裸土须覆盖。"),
        ("2.5微米以下颗粒物的浓度下降。", "paragraph", 0, "", "2.5微米以下颗粒物的浓度下降。"),
        ("一、二级响应期间停止土方作业。", "paragraph", 0, "", "一、二级响应期间停止土方作业。"),
        ("2026年目标为35微克/立方米。", "paragraph", 0, "", "2026年目标为35微克/立方米。"),
        ("第一章", "paragraph", 0, "", "第一章"),
        ("第七条本细则自印发之日起施行。", "item", 3, "第七条", "本细则自印发之日起施行。"),
        ("第七条规定的期限届满后，另行公布。", "paragraph", 0, "", "第七条规定的期限届满后，另行公布。"),
        ("一、为什么要制定本办法？", "heading", 1, "一、", "为什么要制定本办法？"),
        ("1、联系电话：0000-1234", "item", 3, "1、", "联系电话：0000-1234"),
    ],
)
def test_marker_stands_outside_the_text(text: str, kind: str, level: int, marker: str, rest: str) -> None:
    block = block_of(" ".join(text.split()))
    assert (block.type, block.level, block.marker, block.text) == (kind, level, marker, rest)


def test_a_numbered_sentence_is_a_heading_only_when_text_stands_below_it() -> None:
    text = (
        "<p>（一）优化产业结构。</p><p>严控新增产能。</p><p>（二）加快淘汰。</p><p>（三）其他情形。</p><p>二、保障</p>"
    )
    assert [(block.type, block.marker) for block in read(text) if block.marker] == [
        ("heading", "（一）"),
        ("item", "（二）"),
        ("item", "（三）"),
        ("heading", "二、"),
    ]


def test_a_title_broken_into_lines_is_headings_and_a_caption_is_none() -> None:
    root = tree(
        "<p>云州市生态环境局</p><p>关于扬尘整治的通知</p><p>各分局：</p><p align=center>图为检查现场。（李某摄）</p>"
    )
    assert isinstance(root, etree._Element)
    made = blocks(lines(root), "云州市生态环境局关于扬尘整治的通知")
    assert [block.type for block in made] == ["heading", "heading", "paragraph", "paragraph"]


def test_spans_are_repeated_in_every_place_they_cover() -> None:
    table = """<table><tr><th rowspan=2>城市</th><th colspan=2>PM<sub>2.5</sub></th></tr>
    <tr><th>九月</th><th>同比</th></tr>
    <tr><td>兰亭市</td><td>31</td><td>-5%</td></tr><tr><td colspan="abc">会稽市</td><td>28</td></tr></table>"""
    assert read(table)[0].rows == (
        ("城市", "PM2.5", "PM2.5"),
        ("城市", "九月", "同比"),
        ("兰亭市", "31", "-5%"),
        ("会稽市", "28", ""),
    )


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    inner = "<table><tr><td>年</td><td>值</td></tr><tr><td>2026</td><td>30</td></tr></table>"
    layout = f"<table><tr><td><p>一、目标</p>{inner}</td></tr></table>"
    assert [(block.type, block.plain) for block in read(layout)] == [("heading", "目标"), ("table", "年\t值\n2026\t30")]


def test_nested_boxes_give_each_text_once() -> None:
    nested = "<div><div>甲<div>乙<span>丙</span></div>丁<br>戊</div><ul><li>己</li></ul>庚</div>"
    assert [block.text for block in read(nested)] == ["甲", "乙丙", "丁", "戊", "己", "庚"]


def test_a_huge_span_does_not_fill_the_memory() -> None:
    row = "<tr><td colspan=99999999 rowspan=99999999>x</td><td>y</td></tr>"
    assert len(read(f"<table>{row * 3}</table>")[0].rows[0]) < 1000
