"""What `python -m nlp explain` prints of an Analysis."""

from __future__ import annotations

from datetime import date

from nlp.analysis import analyse
from nlp.explain import explained
from nlp.layout import columns, wrapped
from tests.reading import a_release
from warehouse.models import Release


def shown(release: Release) -> list[str]:
    return explained(release, analyse(release)).splitlines()


def test_a_plan_is_told_in_japanese_with_chinese_quotes() -> None:
    target = "到2027年底，全市PM2.5年均浓度降至31微克/立方米，责任单位：市生态环境局。"
    lines = shown(
        a_release(
            "武汉市空气质量改善行动计划",
            ["一、目标", target, "鼓励开展臭氧污染削峰试点。", "本办法自2026年10月1日起施行。"],
            place="420100",
            issuers=("武汉市人民政府",),
        )
    )
    assert lines[1] == "  成文 2026-09-15　発表 2026-09-15　武汉市人民政府"
    for wanted in (
        "  ・大気：題名が大気を名指す（千字あたり",
        "  ・計画・行動計画（公布）",
        "  ・発出：武漢市",
        f"      「{target}」（第2段落",
        "  ・2026-10-01　施行",
        "  ・試みる：オゾン・光化学（鼓励开展臭氧污染削峰试点）",
    ):
        assert any(line.startswith(wanted) for line in lines), wanted
    assert any(line.startswith("  ・") and "31微克/立方米" in line and "2027-12-31まで" in line for line in lines)


def test_of_a_release_partly_on_air_the_paragraphs_are_named() -> None:
    lines = shown(
        a_release("全市生态环境和水污染防治进展", ["水质达标。", "空气质量改善，细颗粒物下降，重污染天气减少。"] * 2)
    )
    assert "  ・全4段落のうち第2、4段落" in lines


def test_what_is_not_on_air_says_why_and_no_more() -> None:
    lines = shown(a_release("市人民政府关于人事任免的通知", day=date(2026, 9, 1)))
    assert "  ・大気ではない：大気の語がないか、通りすがりに出るだけである（千字あたり0点）" in lines
    assert not any(line.startswith(("【重要度】", "【テーマ】")) for line in lines)


def test_lines_are_no_wider_than_a_terminal_and_begin_with_no_closing_mark() -> None:
    text = "细颗粒物（PM2.5）年均浓度降至31微克/立方米，" * 12
    lines = list(wrapped(text, 2, 60))
    assert "".join(line.strip() for line in lines) == text
    assert all(columns(line) <= 62 and line.strip()[0] not in "，）" for line in lines)
    assert not any(line.endswith("PM2") for line in lines)
