"""Search: one question in Chinese, Japanese and other signs finds the same documents, with the sentence."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests import records
from warehouse import materialising, search
from warehouse.models import Block, Citation, Release, Segment, made_id
from warehouse.search.folding import fold
from warehouse.store import Store

MONTH = "2026-09"
PASSAGE = "每蒸吨给予三万元补助。"


def page(number: int, title: str, text: str, words: str, doc_number: str = "") -> tuple[Release, tuple[str, ...]]:
    blocks = (Block(type="paragraph", text=text),)
    release = records.release(f"http://wuhan.example/{number}", title, blocks=blocks, doc_number=doc_number)
    return release, tuple(words.split())


VOCS = page(1, "关于涂装行业治理的通知", "为减少排放，推进挥发性有机物综合治理。到年底完成。", "涂装 挥发性有机物 治理")
NUMBER = "沪样环气[2026] 9051号"
OZONE = page(2, "上海市夏季臭氧污染应对", "发布臭氧潜势预报。", "上海 臭氧 污染", "沪样环气〔2026〕9051号")
BOILER = page(3, "沈阳市燃煤锅炉淘汰方案", f"淘汰燃煤锅炉。{PASSAGE}", "沈阳市 燃煤锅炉 淘汰 补助")
CITING = page(4, "武汉市通知", "根据《上海市夏季臭氧污染应对》，开展工作。", "武汉市 开展")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("search") / "warehouse.duckdb"
    cited = Citation(title=OZONE[0].title, doc_number=OZONE[0].doc_number, relation="cites", quote=records.QUOTE)
    with Store(path) as store:
        for release, words in (VOCS, OZONE, BOILER, CITING):
            more = {"citations": (cited,) if release is CITING[0] else ()}
            analysis = records.analysis(release, words=words, **more)
            store.save([release, analysis, records.assessment(release, MONTH)], MONTH)
        segment = Segment(version_id=BOILER[0].version_id, position=0, block=0, kind="sentence", text=PASSAGE,
                          text_id=made_id(PASSAGE))  # fmt: skip
        said = records.translation(PASSAGE, "1蒸気トンにつき3万元を補助する。", "machine", text_id=segment.text_id)
        store.save([segment, said], MONTH)
    with duckdb.connect(path) as connection:
        materialising.materialise(connection)
        search.build(connection)
        yield connection


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        *((asked, VOCS) for asked in ("挥发性有机物", "揮発性有機化合物", "VOCs", "ＶＯＣｓ", "涂装挥发性有机物")),
        *((asked, OZONE) for asked in ("臭氧 滬", "オゾン 上海", "沪 O3", "Shanghai ozone", "上海夏季", NUMBER)),
        *((asked, BOILER) for asked in ("瀋陽のボイラー", "石炭ボイラー", "沈阳 锅炉", "蒸気トン", "三万元")),
    ],
)
def test_both_scripts_meet(
    connection: duckdb.DuckDBPyConnection, asked: str, found: tuple[Release, tuple[str, ...]]
) -> None:
    hits = search.search(connection, asked)
    assert hits[0].title == found[0].title
    assert hits == search.search(connection, asked)


def test_the_sentence_is_shown_with_its_japanese_and_whose_that_is(connection: duckdb.DuckDBPyConnection) -> None:
    assert search.search(connection, "VOCs 総合対策")[0].sentence.zh == "为减少排放，推进挥发性有机物综合治理。"
    hit = search.search(connection, "石炭ボイラー 補助")[0]
    assert (hit.sentence.zh, hit.sentence.state) == (PASSAGE, "machine")
    assert "3万元" in hit.sentence.ja


def test_a_number_finds_its_document_then_who_cites_it(connection: duckdb.DuckDBPyConnection) -> None:
    titles = [hit.title for hit in search.search(connection, "沪样环气〔2026〕9051号")]
    assert titles == [OZONE[0].title, CITING[0].title]


@pytest.mark.parametrize("asked", ["", "  ", "の", "！？", "'; DROP TABLE x", "無関係語彙", "%", "\x00", "甲" * 3000])
def test_what_finds_nothing_says_so(connection: duckdb.DuckDBPyConnection, asked: str) -> None:
    assert search.search(connection, asked) == []


def test_signs_of_one_thing_are_folded_to_one() -> None:
    assert fold("ＰＭ２．５　揮発 氣體 気体") == "pm2.5 挥发 气体 气体"
    assert (fold("滬"), fold("沪"), fold("瀋陽"), fold("計画")) == ("沪", "沪", "沈阳", "计划")
