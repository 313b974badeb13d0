"""Which releases are one document."""

from __future__ import annotations

from datetime import date
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.documents import group, similarity
from tests.reading import a_release
from warehouse.models import Release

TITLE = "武汉市人民政府关于印发《武汉市空气质量改善方案》的通知"
BODY = [
    "为持续改善空气质量，结合我市实际，制定本方案。",
    "到2027年，全市PM2.5年均浓度控制在31微克/立方米以下，优良天数比率达到84%以上。",
    "2026年12月底前，淘汰国四及以下排放标准营运柴油货车2000辆，完成30家企业深度治理。",
    "建成区道路机械化清扫率达到95%，施工工地扬尘在线监测全覆盖，渣土车密闭运输。",
]


def other(**changed: Any) -> Release:
    """Another site's release of the text, or of one that differs in what is given."""
    given = {"title": TITLE, "lines": BODY, "id": "b", "place": "420000", **changed}
    return a_release(given.pop("title"), given.pop("lines"), **given)


FIRST = a_release(TITLE, BODY, id="a", place="420100", day=date(2026, 9, 10))

SAME = {
    "copy": other(),
    "changed header and footer": other(lines=["来源：市政府", *BODY, "扫一扫在手机打开当前页 责任编辑"]),
    "title without its notice": other(title="武汉市空气质量改善方案"),
    "a typing error": other(lines=[BODY[0].replace("持续", "特续"), *BODY[1:]]),
    "a title cut off": other(title=TITLE[:18] + "…"),
    "a title with the mark of a site that takes it over": other(title=f"【转发】{TITLE}"),
    "a title with the site's name": other(title=f"【政策文件】{TITLE}_宜昌市人民政府"),
    "another place's head and foot": other(
        lines=["发布日期：2026-09-14 信息来源：宜昌市人民政府 浏览次数：1832", *BODY, "主办：宜昌市人民政府办公室"],
        title="武汉市空气质量改善方案（全文）",
        day=date(2026, 9, 19),
    ),
}
DIFFERENT = {
    "another district": other(title=TITLE.replace("《武汉市", "《武汉市江夏区")),
    "the same title and other figures a week later": other(
        lines=[line.replace("31", "33").replace("84", "82").replace("2000", "1800") for line in BODY],
        day=date(2026, 9, 17),
        written=None,
    ),
    "amended": other(
        title=TITLE.replace("方案》", "方案（2027年修订）》"), lines=[*BODY, "本方案自印发之日起施行。" * 3]
    ),
    "another city": other(title=TITLE.replace("武汉", "宜昌"), lines=[line.replace("我市", "宜昌市") for line in BODY]),
    "draft": other(title="关于公开征求《武汉市空气质量改善方案（征求意见稿）》意见的公告"),
    "interpretation": other(title="《武汉市空气质量改善方案》政策解读"),
    "passed on with words of its own": other(
        title=f"湖北省生态环境厅转发{TITLE}",
        lines=["各市、州生态环境局：现将武汉市的做法转发给你们，请认真学习，12月底前报送进展。", *BODY],
    ),
    "other figures": other(lines=[line.translate(str.maketrans("0123456789", "1357902468")) for line in BODY]),
    "another text": other(title="武汉市水环境质量通报", lines=["全市水质稳定达标，国控断面优良比例上升。" * 8]),
}


@pytest.mark.parametrize("name", SAME)
def test_same_text_is_one_document(name: str) -> None:
    assert group([SAME[name], FIRST]) == {"a": "a", "b": "a"}


@pytest.mark.parametrize("name", DIFFERENT)
def test_look_alikes_stay_apart(name: str) -> None:
    first = a_release(TITLE.replace("《武汉市", "《武汉市洪山区"), BODY, id="a") if "district" in name else FIRST
    assert group([first, DIFFERENT[name]]) == {"a": "a", "b": "b"}


def test_a_repost_without_its_number_does_not_join_two_that_have_one() -> None:
    two = [a_release(TITLE, BODY, id=f"a{n}", doc_number=f"武政规〔2026〕{n}号") for n in (9, 10)]
    documents = group([*two, a_release(TITLE, BODY, id="b")])
    assert documents["a9"] != documents["a10"]


def test_number_and_title_join_a_notice_without_its_text() -> None:
    full = a_release(TITLE, BODY, id="a", doc_number="武政规〔2026〕9号")
    bare = other(lines=[], doc_number="武政规[2026] 09 号")
    assert group([full, bare])["b"] == "a"
    assert group([full, other(doc_number="武政规〔2026〕10号")])["b"] == "b"


def test_plans_of_two_years_stay_apart() -> None:
    plans = [a_release(f"武汉市{year}年大气污染防治工作方案", BODY, id=str(year)) for year in (2025, 2026)]
    assert group(plans) == {"2025": "2025", "2026": "2026"}


def test_monthly_bulletins_of_one_template_stay_apart() -> None:
    line = "全省平均优良天数比例为{}%，PM2.5浓度为{}微克/立方米。"
    months = [a_release(f"{n}月全省空气质量状况", [line.format(70 + n, 20 + n) * 6], id=str(n)) for n in range(1, 9)]
    assert len(set(group(months).values())) == 8


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(random: Random) -> None:
    releases = [FIRST, *SAME.values(), *DIFFERENT.values()]
    releases = [release.model_copy(update={"id": f"r{n:02}"}) for n, release in enumerate(releases)]
    shuffled = random.sample(releases, len(releases))
    assert group(shuffled) == group(releases)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="武汉市区关于印发《》（）…通知第一1 2年月。，x", max_size=40), max_size=6), st.booleans()
)
def test_any_text_and_title_can_be_grouped(texts: list[str], dated: bool) -> None:
    day = date(2026, 9, 1) if dated else None
    releases = [a_release(text, [text, *texts], id=f"r{n}", day=day) for n, text in enumerate(texts)]
    documents = group(releases)
    assert set(documents) == {release.id for release in releases}
    assert all(documents[document] == document for document in documents.values())
    assert group(reversed(releases)) == documents


@pytest.mark.parametrize("title", ["《" * 100_000, "关于印发" * 25_000, "." * 100_000 + "x", "（" * 99_999 + "）"])
def test_a_title_without_end_takes_no_longer_than_another(title: str) -> None:
    started = process_time()
    group([a_release(title, BODY, id="a"), a_release(title, BODY, id="b")])
    assert process_time() - started < 2


def test_similarity() -> None:
    assert similarity(FIRST, other()) == 1
    assert similarity(FIRST, DIFFERENT["another text"]) < 0.1
    assert similarity(FIRST, other(lines=[])) == 0
