"""Of a new version only what has changed is done again; what a person has read stays read."""

from __future__ import annotations

from collections import Counter
from datetime import date

from nlp.translation.carry import Carried, carried
from nlp.translation.memory import reviewed
from nlp.translation.segments import segment
from tests import records
from tests.test_segments import ANALYSIS
from warehouse.models import Block, Segment, Translation

CHANGED = "各县区应当建立扬尘治理工地清单并逐月更新。"
NUMBERED = "到2027年，第7批重点项目完成清洁生产审核与深度治理。"


def plan() -> list[Block]:
    """Three hundred segments: chapters with items and tables."""
    found: list[Block] = []
    for part in range(16):
        found.append(Block(type="heading", level=1, marker=f"{part + 1}.", text=f"第{part}部分工作"))
        for item in range(5):
            text = f"推进甲{part}乙{item}治理。完成丙{part}丁{item}改造任务；严格戊{part}己{item}管理。"
            found.append(Block(type="item", level=2, marker=f"（{item + 1}）", text=text))
        rows = (("区域", f"{part}目标"), (f"甲{part}区", f"{part}.5微克"), (f"乙{part}区", f"{part}.7微克"))
        found.append(Block(type="table", rows=rows))
    found.append(Block(type="paragraph", text=CHANGED + NUMBERED))
    return found


def cut(blocks: list[Block]) -> list[Segment]:
    return segment(records.release("http://a.example/1", blocks=tuple(blocks)), ANALYSIS, whole=True)


OLD = cut(plan())
KNOWN: dict[str, Translation] = {
    piece.text_id: reviewed(piece.text, f"訳 {piece.text}", "ja", piece.kind, "編集", date(2026, 10, 5))
    for piece in OLD
} | {
    reviewed(NUMBERED, "", "ja", "sentence").text_id: reviewed(
        NUMBERED,
        "2027年までに、第7期の重点事業のクリーナープロダクション審査と高度処理を完了する。",
        "ja",
        "sentence",
        "編集",
    )
}


def kinds(found: list[Carried]) -> dict[str, int]:
    return dict(Counter(piece.action for piece in found))


def test_one_changed_sentence_of_three_hundred_is_the_only_one_done_again() -> None:
    assert len(OLD) >= 300
    assert kinds(carried(OLD, OLD, KNOWN, "ja")) == {"keep": len(OLD)}
    blocks = plan()
    blocks[-1] = Block(type="paragraph", text=CHANGED.replace("逐月", "按季度") + NUMBERED)
    found = carried(OLD, cut(blocks), KNOWN, "ja")
    assert kinds(found) == {"keep": len(OLD) - 1, "redo": 1}
    (again,) = [piece for piece in found if piece.action == "redo"]
    assert again.of is not None and (again.of.text, again.translation) == (CHANGED, None)
    assert all(piece.translation is None or piece.translation.state == "reviewed" for piece in found)


def test_what_moved_or_was_renumbered_is_kept_and_what_is_new_has_no_forerunner() -> None:
    blocks = plan()
    blocks.insert(0, blocks.pop(-1))
    blocks.insert(30, Block(type="paragraph", text="全新的一句话与旧稿毫无关系。"))
    blocks[5] = blocks[5].model_copy(update={"marker": "（九）"})
    found = carried(OLD, cut(blocks), KNOWN, "ja")
    assert kinds(found) == {"keep": len(OLD), "redo": 1}
    assert [piece.of for piece in found if piece.action == "redo"] == [None]


def test_other_numbers_are_filled_in_and_to_be_looked_at() -> None:
    blocks = plan()
    blocks[-1] = Block(type="paragraph", text=CHANGED + NUMBERED.replace("2027", "2028").replace("7批", "9批"))
    (new,) = [piece for piece in carried(OLD, cut(blocks), KNOWN, "ja") if piece.action == "refill"]
    assert new.translation is not None and new.translation.state == "machine"
    assert new.translation.text == "2028年までに、第9期の重点事業のクリーナープロダクション審査と高度処理を完了する。"
    assert new.translation.flags == ("REFILLED:2027→2028", "REFILLED:7→9")


def test_what_was_refused_before_is_tried_again() -> None:
    refused = KNOWN[OLD[3].text_id].model_copy(update={"text": None, "state": "untranslated"})
    found = carried(OLD, OLD, KNOWN | {refused.text_id: refused}, "ja")
    assert [piece.segment.text for piece in found if piece.action == "redo"] == [OLD[3].text]
