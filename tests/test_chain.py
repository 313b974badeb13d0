"""Memory before grammar, grammar before engines, and every state told."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.translation.asking.failures import EngineSettingError
from nlp.translation.chain import Chain
from nlp.translation.cutting import split
from nlp.translation.engines import configured
from nlp.translation.memory import Memory
from nlp.translation.normalise import text_id
from nlp.translation.segments import segment
from tests.engines.spoken import Spoken, asking
from warehouse.models import Analysis, Block, Quote, Release, Target, Translation

TITLE = "国务院关于印发《空气质量持续改善行动计划》的通知"
REFUSED = "推动企业加强管理"


def reviewed(source: str, text: str) -> Translation:
    return Translation(
        text_id=text_id(source),
        lang="ja",
        kind="title",
        source=source,
        text=text,
        state="reviewed",
        engine="memory",
        reviewer="編集",
        reviewed_on=date(2026, 10, 5),
    )


def test_reviewed_memory_comes_first_however_the_text_was_typed() -> None:
    memory = Memory([reviewed(TITLE, "校閲済みの題名")])
    (found,) = Chain("ja", memory).translate([(TITLE.replace("关于", " 关于"), "title")])
    assert (found.text, found.state, found.engine, found.reviewer) == ("校閲済みの題名", "reviewed", "memory", "編集")
    assert found.source == TITLE.replace("关于", " 关于")


def test_the_full_stop_of_a_run_in_heading_is_not_missed() -> None:
    (found,) = Chain("ja", Memory()).translate([("优化产业布局。", "heading")])
    assert (found.text, found.flags) == ("産業配置の最適化", ())


def test_memory_of_another_language_or_state_is_not_used() -> None:
    machine = reviewed(TITLE, "下訳").model_copy(update={"state": "machine"})
    (found,) = Chain("ja", Memory([machine])).translate([(TITLE, "title")])
    assert found.engine == "offline"
    (english,) = Chain("en", Memory([reviewed(TITLE, "校閲済み")])).translate([(TITLE, "title")])
    assert english.text != "校閲済み"


def test_engines_see_only_what_was_refused_and_each_text_once() -> None:
    engine = Spoken({REFUSED: "企業による管理強化の推進"})
    found = Chain("ja", Memory(), [asking(engine)]).translate(
        [(TITLE, "title"), (REFUSED, "heading"), (REFUSED, "heading")]
    )
    assert engine.asked == [REFUSED]
    assert [(item.state, item.engine) for item in found] == [("template", "offline")] + [("machine", "spoken")] * 2


def test_machine_text_keeps_what_the_checks_found() -> None:
    sentence = "2026年底前未完成改造的企业停产3天。"
    engine = Spoken({sentence: "2026年末までに改修を完了した企業は4日生産する。"})
    (found,) = Chain("ja", Memory(), [asking(engine)]).translate([(sentence, "sentence")])
    assert found.state == "machine"
    assert {"NUM:3", "NUM:4", "NEG"} <= set(found.flags)


@pytest.mark.parametrize("engine", [Spoken({}), Spoken({}, failure="http://host/translate: 503")])
def test_a_silent_or_broken_engine_leaves_the_refusal(engine: Spoken) -> None:
    (found,) = Chain("ja", Memory(), [asking(engine)]).translate([(REFUSED, "heading")])
    assert (found.text, found.state, found.engine) == (None, "untranslated", "none")
    assert any(flag.startswith("ENGINE:") for flag in found.flags)
    assert found.gloss


def test_no_engine_unless_configured() -> None:
    assert configured("ja", {}) == ()
    (found,) = configured("ja", {"AOZORA_ENGINE": "libretranslate", "AOZORA_ENGINE_URL": "http://mt.example:5000"})
    assert found.engine.sends_data_to == "mt.example"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"": "oracle"}, "AOZORA_ENGINE=oracle: expected none or one of deepl, "),
        ({"": "textra", "_URL": "http://mt.example", "_USER": "a"}, r"AOZORA_ENGINE_KEY .* and AOZORA_ENGINE_SECRET"),
        ({"": "deepl", "_KEY": "k", "_RUN_CHARACTERS": "many"}, "AOZORA_ENGINE_RUN_CHARACTERS=many: expected a number"),
    ],
)
def test_what_is_missing_of_an_engine_is_named(settings: dict[str, str], named: str) -> None:
    with pytest.raises(EngineSettingError, match=named):
        configured("ja", {f"AOZORA_ENGINE{name}": value for name, value in settings.items()})


def release(*blocks: Block) -> Release:
    return Release(
        id="r",
        version_id="v",
        source_id="s",
        place="120000",
        level="city",
        url="http://a.example/1",
        title="标题",
        published=None,
        written=None,
        blocks=blocks,
        sha256="0",
        is_sample=True,
    )


def test_segments_keep_numbering_outside_and_brackets_whole() -> None:
    text = "优化产业布局。到2027年（2025年为基准；下同），浓度下降10%。推进《条例。细则》实施。"
    target = Target(
        id="t",
        indicator="浓度",
        comparator="decrease",
        value=10,
        unit="%",
        quote=Quote(block=1, start=0, end=1, text="浓度下降10%"),
    )
    analysis = Analysis(
        release_id="r",
        version_id="v",
        relevance="air",
        relevance_score=1,
        relevance_reason="",
        kind="plan",
        status="issued",
        targets=(target,),
    )
    blocks = (
        Block(type="heading", marker="一、", text="总体要求", level=1),
        Block(type="item", marker="（一）", text=text, level=2),
        Block(type="table", rows=(("指标", "2027年"), ("浓度", "32"))),
    )
    some = segment(release(*blocks), analysis, False)
    assert [(item.kind, item.marker, item.text) for item in some] == [
        ("title", "", "标题"),
        ("heading", "一、", "总体要求"),
        ("heading", "（一）", "优化产业布局。"),
        ("target", "", "到2027年（2025年为基准；下同），浓度下降10%。"),
    ]
    everything = segment(release(*blocks), analysis, True)
    assert [item.kind for item in everything][3:] == ["target", "sentence", "cell", "cell", "cell", "cell"]
    assert [item.position for item in everything] == list(range(len(everything)))
    assert all(item.is_sample for item in everything)


def test_sentences_end_only_outside_brackets() -> None:
    assert split("甲（乙。丙）。丁；戊") == ["甲（乙。丙）。", "丁；", "戊"]
