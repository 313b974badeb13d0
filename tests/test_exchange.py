"""A plan goes out for review and comes back: nothing is lost, nothing is guessed, and each bad row is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from nlp.translation import exchange
from nlp.translation.exchange import BadReviewFileError, marks
from nlp.translation.exchange.excel import FIRST
from nlp.translation.exchange.sheet import COLUMNS, WORDS, Sheet, sheet
from nlp.translation.exchange.taking import Now, Taken, take
from nlp.translation.memory import Memory, reviewed
from nlp.translation.normalise import text_id
from tests import plans, records
from warehouse.models import Block, Translation

SUFFIXES = sorted(exchange.FORMATS)
PLAN = plans.plan()
PIECES = plans.pieces(PLAN)
BY_SOURCE = {marks.source(piece): piece for piece in PIECES}
MACHINE = plans.machine(PIECES)
SHEET = plans.table(PLAN, PIECES, MACHINE)
FILES = exchange.export(SHEET)
NOW = Now(PIECES, PIECES, MACHINE, date(2027, 11, 28))


def back(suffix: str, data: bytes, now: Now = NOW) -> Taken:
    return take(exchange.read(f"plan{suffix}", data), now)


def known(pairs: Iterable[Translation], before: dict[str, Translation] = MACHINE) -> dict[str, Translation]:
    return before | {pair.text_id: pair for pair in pairs}


def in_all(row: dict[str, str]) -> dict[str, str]:
    """A reviewer who translates every passage, its numbering before it."""
    return {"校閲訳": f"{BY_SOURCE[row['原文']].marker}校閲済の訳{BY_SOURCE[row['原文']].text_id}"}


def one(source: str, **cells: str) -> plans.Fill:
    """A reviewer who fills in one row."""
    return lambda row: cells if row["原文"] == source else {}


# ---------------------------------------------------------------- round trips


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_nobody_touched_says_what_was_exported_and_changes_nothing(suffix: str) -> None:
    assert len(PIECES) > 300
    found = exchange.read(f"plan{suffix}", FILES[suffix])
    assert [tuple(row[name].text for name in COLUMNS) for row in found.rows] == [tuple(row) for row in SHEET.rows]
    assert take(found, NOW) == Taken(SHEET.key, (), (), (), {"untouched": len(PIECES)})


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_was_filled_in_makes_every_passage_reviewed_and_twice_is_once(suffix: str) -> None:
    data = plans.filled(suffix, FILES[suffix], in_all)
    taken = back(suffix, data)
    assert (taken.refused, taken.counts) == ((), {"taken": len(PIECES)})
    after = known(taken.pairs)
    assert {after[piece.text_id].text for piece in PIECES} == {f"校閲済の訳{piece.text_id}" for piece in PIECES}
    assert {(p.state, p.reviewer, p.reviewed_on) for p in taken.pairs} == {("reviewed", "田中", plans.DAY)}
    assert {pair.source for pair in taken.pairs} == {piece.text for piece in PIECES}
    again = back(suffix, data, Now(PIECES, PIECES, after))
    assert (again.pairs, again.refused, again.counts) == ((), (), {"as before": len(PIECES)})


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_reviewed_goes_out_filled_in_and_comes_back_as_it_was(suffix: str) -> None:
    after = known(back(suffix, plans.filled(suffix, FILES[suffix], in_all)).pairs)
    second = exchange.export(plans.table(PLAN, PIECES, after))[suffix]
    now = Now(PIECES, PIECES, after)
    assert back(suffix, second, now) == Taken(SHEET.key, (), (), (), {"untouched": len(PIECES)})
    corrected = back(suffix, plans.filled(suffix, second, one("序号", 校閲訳="番号"), "鈴木"), now)
    assert [(p.text, p.reviewer) for p in corrected.pairs] == [("番号", "鈴木")]
    assert corrected.remarks == ()
    emptied = back(suffix, plans.filled(suffix, second, one("序号", 校閲訳=""), "鈴木"), now)
    assert emptied.pairs == ()
    assert "emptied" in emptied.remarks[0].text


def test_a_csv_saved_from_the_workbook_is_read() -> None:
    page = load_workbook(io.BytesIO(plans.filled(".xlsx", FILES[".xlsx"], in_all)))["校閲"]
    lines = (
        ",".join('"' + str(v or "").replace('"', '""') + '"' for v in row) for row in page.iter_rows(values_only=True)
    )
    taken = back(".csv", "\ufeff".encode() + "\r\n".join(lines).encode())
    assert (taken.refused, taken.counts) == ((), {"taken": len(PIECES)})
    with pytest.raises(BadReviewFileError, match="byte 0: expected UTF-8"):
        back(".csv", "整理番号".encode("cp932"))


def test_what_looks_like_a_formula_is_text() -> None:
    texts = [cell.text for row in exchange.read("p.xlsx", FILES[".xlsx"]).rows for cell in row.values()]
    assert {marks.shown(text) for text in plans.HOSTILE} <= set(texts)
    page = load_workbook(io.BytesIO(FILES[".xlsx"]))["校閲"]
    cells = [cell for row in page.iter_rows(min_row=FIRST) for cell in row if cell.value]
    assert {(cell.data_type, cell.quotePrefix, cell.number_format) for cell in cells} == {("s", True, "@")}
    with zipfile.ZipFile(io.BytesIO(FILES[".xlsx"])) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")


def test_the_workbook_can_be_worked_in() -> None:
    book = load_workbook(io.BytesIO(FILES[".xlsx"]))
    page, guide = book["校閲"], book["説明"]
    assert book.active is page
    assert page.freeze_panes == f"A{FIRST}"
    (states,) = page.data_validations.dataValidation
    assert states.formula1 == '"未訳,機械・定型,機械翻訳・未校閲,確認済,保留"'
    assert str(states.sqref) == f"E{FIRST}:E{FIRST - 1 + len(PIECES)}"
    free = {cell.column for row in page.iter_rows(min_row=FIRST) for cell in row if not cell.protection.locked}
    assert (page.protection.sheet, free) == (True, {4, 5})
    assert len([row for row in guide.iter_rows(min_row=2, values_only=True) if row[0]]) == 10


text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


def answered(answers: dict[str, str], row: dict[str, str]) -> dict[str, str]:
    return {"校閲訳": answers[row["原文"]]}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(text, text), min_size=1, max_size=4))
def test_whatever_a_text_holds_it_comes_back(texts: list[tuple[str, str]]) -> None:
    cells = tuple(f"第{n}项{said}末" for n, (said, _) in enumerate(texts))
    release = records.release("http://a.example/", blocks=(Block(type="table", rows=(cells,)),))
    pieces = plans.pieces(release)
    made = {p.text_id: records.translation(p.text, f"訳{n}", "machine") for n, p in enumerate(pieces)}
    answers = {marks.source(p): f"訳{texts[p.position % len(texts)][1]}" for p in pieces}
    for suffix, data in exchange.export(plans.table(release, pieces, made)).items():
        now = Now(pieces, pieces, made)
        assert back(suffix, data, now).counts == {"untouched": len(pieces)}, suffix
        fill = {source: marks.shown(said) for source, said in answers.items()}
        taken = back(suffix, plans.filled(suffix, data, partial(answered, fill)), now)
        assert not taken.refused
        assert {pair.text for pair in taken.pairs} <= {said.replace("\n", "") for said in fill.values()} | set(
            fill.values()
        )


def test_the_guide_is_the_one_in_the_documents() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "ja" / "校閲の手引き.md").read_text(encoding="utf-8")
    assert [f"{n}. {line}" for n, line in enumerate(WORDS["guide_lines"], start=1) if f"{n}. {line}" not in guide] == []


# ---------------------------------------------------------------- what a reviewer may do


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("source", "cells", "counts", "text"),
    [
        ("序号", {"状態": "確認済"}, "taken", "番号"),
        ("序号", {"状態": " 確認済み "}, "taken", "番号"),
        ("序号", {"校閲訳": "連番", "状態": "保留"}, "held", None),
        ("序号", {"校閲訳": "連\n番"}, "taken", "連番"),
        ("（1）优化第1类布局。", {"校閲訳": "(1) 第1類の配置の最適化"}, "taken", "第1類の配置の最適化"),
        ("（1）优化第1类布局。", {"校閲訳": "第1類の配置の最適化"}, "taken", "第1類の配置の最適化"),
        ("（1）优化第1类布局。", {"状態": "確認済"}, "taken", None),
    ],
)
def test_a_row_means_what_its_reviewer_meant(
    suffix: str, source: str, cells: dict[str, str], counts: str, text: str | None
) -> None:
    taken = back(suffix, plans.filled(suffix, FILES[suffix], one(source, **cells)))
    assert taken.refused == ()
    assert taken.counts[counts] >= 1
    said = {pair.text for pair in taken.pairs}
    assert said == ({text} if text else set() if counts == "held" else {MACHINE[text_id(source[3:])].text})


def test_tracked_changes_count_as_accepted() -> None:
    file = Document(io.BytesIO(plans.filled(".docx", FILES[".docx"], one("序号", 校閲訳="前"))))
    cell = next(row.cells[3] for row in file.tables[1].rows if row.cells[1].text == "序号")
    paragraph = cell.paragraphs[0]._p
    paragraph.find(qn("w:r")).find(qn("w:t")).text = "番"
    for tag, inner in (("del", "<w:delText>数</w:delText>"), ("ins", "<w:t>号</w:t>")):
        change = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{inner}</w:r></w:{tag}>'
        paragraph.append(parse_xml(change))
    out = io.BytesIO()
    file.save(out)
    assert [pair.text for pair in back(".docx", out.getvalue()).pairs] == ["番号"]


def changed(rows: dict[str, dict[str, Any]], head: dict[str, Any]) -> bytes:
    """The workbook with some cells changed: by 原文 and column letter, and of its head by address."""
    book = load_workbook(io.BytesIO(FILES[".xlsx"]))
    page = book["校閲"]
    written: dict[str, Any] = {"B3": "田中", "B4": date(2026, 11, 5)} | head
    for address, value in written.items():
        page[address] = value
    for row in page.iter_rows(min_row=FIRST):
        for column, value in rows.get(str(row[1].value), {}).items():
            page[f"{column}{row[0].row}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cells", "head", "expected"),
    [
        ({"A": "0001-00000000-m0000", "D": "番号"}, {}, r"cell A\d+: unknown ID 0001-00000000-m0000"),
        ({"A": "三", "D": "番号"}, {}, r"cell A\d+: unknown ID '三'; expected"),
        ({"B": "序号二", "D": "番号"}, {}, r"cell B\d+: 原文 was changed: expected '序号', found '序号二'"),
        ({"C": "連番"}, {}, r"cell C\d+: 機械訳 was changed; expected the text in 校閲訳"),
        ({"D": "番号", "E": "済"}, {}, r"cell E\d+: unknown 状態 '済'; expected 未訳, .*保留"),
        ({"D": 0.5}, {}, r"cell D\d+: expected text, found the value 0.5"),
        ({"D": "=A1"}, {}, r"cell D\d+: expected text, found a formula"),
        ({"D": "番号"}, {"B3": None}, r"sheet 校閲, cell B3: 校閲者 is expected; .*--reviewer NAME"),
        ({"D": "番号"}, {"B4": "昨日"}, r"sheet 校閲, cell B4: 校閲日 is expected as 2026-10-05, found '昨日'"),
        ({"D": "番号"}, {"B4": "2026-02-30"}, r"cell B4: 校閲日 is expected"),
        ({"D": "番号"}, {"B4": "2096-11-05"}, r"cell B4: 校閲日 is expected no later than .*, found 2096-11-05"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(
    cells: dict[str, Any], head: dict[str, Any], expected: str
) -> None:
    taken = back(".xlsx", changed({"序号": cells, "责任单位": {} if head else {"D": "責任機関"}}, head))
    assert [pair.text for pair in taken.pairs] == ([] if head else ["責任機関"])
    assert len(taken.refused) >= 1
    with pytest.raises(AssertionError, match=f"plan.xlsx, .*{expected}"):
        raise AssertionError(str(taken.refused[0]))


def test_two_rows_for_one_id_are_both_refused_unless_they_are_equal() -> None:
    book = load_workbook(io.BytesIO(changed({"序号": {"D": "番号"}}, {})))
    page = book["校閲"]
    row = [cell.value for cell in page[FIRST]]
    page.append([*row[:3], "別の題", *row[4:]])
    page.append([cell.value for cell in page[FIRST + 1]])
    out = io.BytesIO()
    book.save(out)
    taken = back(".xlsx", out.getvalue())
    assert [pair.text for pair in taken.pairs] == ["番号"]
    (refused,) = taken.refused
    assert refused.where == f"plan.xlsx, sheet 校閲, cell A{FIRST}"
    assert f"A{page.max_row - 1}" in refused.text


def test_one_text_has_one_translation() -> None:
    said = iter(("番号", "連番"))
    data = plans.filled(
        ".xlsx", FILES[".xlsx"], lambda row: {"校閲訳": next(said, "")} if row["原文"] == "序号" else {}
    )
    taken = back(".xlsx", data)
    assert [pair.text for pair in taken.pairs] == ["番号"]
    assert "the same 原文 has another 校閲訳 at plan.xlsx, sheet 校閲, cell D" in taken.refused[0].text


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("plan.doc", b"", "expected a file that ends in"),
        ("plan.xlsx", b"no zip", "expected a workbook"),
        ("plan.docx", b"no zip", "expected a Word document"),
        ("plan.docx", FILES[".xlsx"], "expected a Word document"),
        ("plan.csv", b"a,b\n1,2\n", "expected a table with the columns ID"),
        ("plan.csv", "ID,原文,状態\n".encode(), r"line 1, column 1: column 校閲訳 is expected"),
        ("plan.csv", "ID,原文,校閲訳,状態\n".encode(), "expected a line 整理番号"),
        (
            "plan.csv",
            "整理番号,abc\nID,原文,校閲訳,状態\n".encode(),
            "line 1, column 2: expected 整理番号 as it was exported",
        ),
    ],
)
def test_a_file_that_is_no_table_for_review_is_refused(name: str, data: bytes, expected: str) -> None:
    with pytest.raises(BadReviewFileError, match=f"^{name}.*{expected}"):
        take(exchange.read(name, data), NOW)


# ---------------------------------------------------------------- the text has moved on


def reviewed_as(source: str, text: str, by: str = "佐藤", on: date | None = None) -> Translation:
    return reviewed(source, text, "ja", "cell", by, on or plans.DAY)


@pytest.mark.parametrize(
    ("meanwhile", "kept", "expected"),
    [
        (
            records.translation("序号", "順番", "machine"),
            "番号",
            "replaces a machine text made since the export: '順番'",
        ),
        (reviewed_as("序号", "順番"), "番号", "replaces a review made since the export: '順番' (佐藤 2026-11-05)"),
        (
            reviewed_as("序号", "順番", on=date(2026, 11, 6)),
            None,
            "not used, a later review stands: '順番' (佐藤 2026-11-06)",
        ),
    ],
)
def test_what_was_done_since_the_export_is_told(meanwhile: Translation, kept: str | None, expected: str) -> None:
    data = plans.filled(".docx", FILES[".docx"], one("序号", 校閲訳="番号"))
    since = MACHINE | {text_id("序号"): meanwhile.model_copy(update={"text_id": text_id("序号")})}
    taken = back(".docx", data, Now(PIECES, PIECES, since))
    assert [pair.text for pair in taken.pairs] == ([kept] if kept else [])
    assert expected in taken.remarks[0].text


def test_a_text_confirmed_as_it_was_is_the_text_that_was_shown() -> None:
    data = plans.filled(".xlsx", FILES[".xlsx"], one("序号", 状態="確認済"))
    since = MACHINE | {text_id("序号"): MACHINE[text_id("序号")].model_copy(update={"text": "順番"})}
    assert [pair.text for pair in back(".xlsx", data, Now(PIECES, PIECES, since)).pairs] == ["番号"]


def test_passages_that_a_new_version_has_no_more_or_with_other_numbers_are_told_and_kept() -> None:
    goal = "到2027年，1家企业完成治理，浓度下降1.1%。"
    said = {goal: "2027年までに、1社が対策を完了し、濃度を1.1%低減する。", "落实第1项责任。": "第1項の責任を果たす。"}
    data = plans.filled(".xlsx", FILES[".xlsx"], lambda row: {"校閲訳": said.get(row["原文"], "")})
    newer = plans.pieces(records.release("http://wuhan.example/plan", blocks=new_blocks(goal)))
    taken = back(".xlsx", data, Now(PIECES, newer, MACHINE))
    assert {pair.source: pair.text for pair in taken.pairs} == said
    first, second = sorted(taken.remarks, key=lambda remark: remark.text)[-2:]
    told = first.text + second.text
    assert "this passage no more; the pair is kept" in told
    assert "要確認" in told
    assert "2028年までに、1社が対策を完了し、濃度を1.3%低減する。" in told


def new_blocks(goal: str) -> tuple[Block, ...]:
    text = "优化第1类布局。" + goal.replace("2027", "2028").replace("1.1", "1.3")
    return tuple(
        block.model_copy(update={"text": text}) if goal in block.text else block
        for block in PLAN.blocks
        if "落实第1项责任" not in block.text or goal in block.text
    )


def test_a_passage_that_is_cut_otherwise_by_now_is_kept() -> None:
    data = plans.filled(".xlsx", FILES[".xlsx"], one("（1）优化第1类布局。", 校閲訳="（1）第1類の配置の最適化"))
    left = [piece for piece in PIECES if "优化第1类布局" not in piece.text]
    taken = back(".xlsx", data, Now(left, left, {}))
    assert [(pair.source, pair.text) for pair in taken.pairs] == [("优化第1类布局。", "第1類の配置の最適化")]
    assert "kept in the memory" in taken.remarks[-1].text


# ---------------------------------------------------------------- advice


def advice(source: str, of: Sheet = SHEET) -> str:
    return next(row.advice for row in of.rows if row.source == source)


def test_a_row_tells_what_to_look_at() -> None:
    flagged = MACHINE | {text_id("序号"): MACHINE[text_id("序号")].model_copy(update={"flags": ("NUM:3", "NEW:x")})}
    pair = reviewed_as("第1部分的任务9", "第1部の任務9")
    made = sheet(SHEET.key, PLAN, PIECES, flagged, Memory([pair]))
    assert "数値（3）：原文の数値が" in advice("序号", made)
    assert "NEW:x" in advice("序号", made)
    assert "表の項目：责任单位／第1部分任务1" in advice("市生态环境局", made)
    assert "用語：生态环境局＝生態環境局" in advice("市生态环境局", made)
    assert [row.advice for row in made.rows if row.source == "市生态环境局"][1].startswith("0031と同じ原文です")
    assert "近い確認済訳（80％）：第1部分的任务9 → 第1部の任務9" in advice("第1部分任务1", made)
