"""What an engine got wrong by a known rule is put right and told; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.translation.checks import check
from nlp.translation.normalise import normalise
from nlp.translation.repair import repair
from tests.seeded import pairs


@pytest.mark.parametrize(
    ("zh", "ja", "right"),
    [
        ("国务院关于印发《方案》的通知", "州議会：《方案》の配布に関する通知", "国務院：「方案」の配布に関する通知"),
        ("空气质量明显改善", "空気の質が著しく改善した", "大気質が著しく改善した"),
        ("水泥行业超低排放", "コンクリート業の超低排出", "セメント業の超低排出"),
        ("PM2.5降至32微克/立方米", "PM2.5を32微克/立方米に低減", "PM2.5を32μg/m³に低減"),
        ("投入12.5亿元", "12.5亿元を投入", "12.5億元を投入"),
        ("邢台市机动车管理", "■台市の自動車管理", "邢台市の自動車管理"),
        ("机动车尾气", "机動車の排気", "自動車の排気"),
        ("发布公告", "公告を发布する", "公告を発布する"),
        ("污染过程（第2次）", "汚染過程(第２回)", "汚染過程（第2回）"),
        ("依据国发〔2023〕24号发布", "国发〔2023〕24号により发布", "国发〔2023〕24号により発布"),
    ],
)
def test_put_right_and_told(zh: str, ja: str, right: str) -> None:
    text, repairs = repair(normalise(zh), ja, "ja")
    assert text == right
    assert repairs and all("→" in change for change in repairs)
    assert repair(normalise(zh), text, "ja") == (text, ())


@pytest.mark.parametrize(
    ("zh", "ja"),
    [
        ("混凝土搅拌站", "コンクリート製造所"),
        ("水泥和混凝土", "セメント及びコンクリート"),
        ("沙尘天气", "黄砂"),
        ("水泥、扬尘", "セメントと飛散粉じん"),
    ],
)
def test_what_is_right_stays(zh: str, ja: str) -> None:
    assert repair(zh, ja, "ja") == (ja, ())


def test_clean_pairs_are_hardly_touched_and_never_spoilt() -> None:
    for lang in ("ja", "en"):
        for pair in pairs(lang):
            text, _ = repair(normalise(pair.zh), pair.text, pair.lang)
            assert check(normalise(pair.zh), text, pair.lang) == check(normalise(pair.zh), pair.text, pair.lang)


def test_in_english_too() -> None:
    text, repairs = repair("扬尘管控", "Control of Yang dust pollution（2026）", "en")
    assert text == "Control of fugitive dust (2026)"
    assert "Yang dust pollution→fugitive dust" in repairs


_PIECES = st.sampled_from(
    [
        *"《》“”「」（）()，、１2３.5%％亿元机动车機发扬尘空気品質■台市",
        "州議会",
        "微克/立方米",
        "空气质量",
        "邢台市",
        "ｵｿﾞﾝ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(zh=st.lists(_PIECES, max_size=12).map("".join), text=st.lists(_PIECES, max_size=16).map("".join))
def test_twice_is_once_and_digits_stay(zh: str, text: str) -> None:
    for lang in ("ja", "en"):
        once, _ = repair(normalise(zh), text, lang)
        assert repair(normalise(zh), once, lang)[0] == once
        wide = str.maketrans("１３", "13")
        assert [c for c in once.translate(wide) if c.isdecimal()] == [c for c in text.translate(wide) if c.isdecimal()]
