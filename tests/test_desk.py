"""The editor's hour: a workbook out, decisions back in, whole or not at all, and never lost to a machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dags import desk_steps, steps
from dags.cli import main
from dags.steps import deciding
from digests.desk import agreement
from digests.desk.taking import sentences
from digests.desk.words import COLUMNS, CORRECTIONS, SHEETS
from tests import records
from tests.entries import TIANJIN_PLAN, edited
from warehouse.models import Choice, Edit, PlaceTag, Release

SEPTEMBER, OCTOBER = "2026-09", "2026-10"
PLANS = [records.release(f"http://wuhan.example/{n}", f"武汉市第{n}号大气污染防治方案") for n in range(1, 5)]
TOLD = "2026-09-abc123"
EDITOR = "編集 花子"
ANSWER: dict[str, Any] = {"responded_by_user": {"name": "editor"}, "responded_at": datetime(2026, 11, 5).astimezone()}


def save(*releases: Release, month: str = OCTOBER, **judged: Any) -> None:
    """What a run leaves of these releases; the first is the most important."""
    with steps.store() as warehouse:
        warehouse.save([records.source("wuhan"), records.coverage("wuhan", month)], month)
        for n, release in enumerate(releases):
            found = records.analysis(
                release, targets=(), events=(), places=(PlaceTag(place="420100", reason="issuer"),)
            )
            score = {"importance": 80 - 10 * n} | judged
            warehouse.save([release, found, records.assessment(release, month, **score)], month)


@pytest.fixture(scope="module")
def understood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October with four plans, not yet drafted; September approved, with one item told in Oita and to all."""
    place = tmp_path_factory.mktemp("understood")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AOZORA_DATA", str(place))
        save(*PLANS)
        with steps.store() as warehouse:
            editions = [records.edition(SEPTEMBER, (TOLD,), municipality=id) for id in ("oita", "common")]
            warehouse.approve(SEPTEMBER, "editor", datetime(2026, 10, 5).astimezone(), [(e, {}) for e in editions])
    return place


@pytest.fixture
def data(tmp_path: Path, understood: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = shutil.copytree(understood, tmp_path / "data")
    monkeypatch.setenv("AOZORA_DATA", str(place))
    monkeypatch.setattr("digests.formats.names", lambda: ("json", "text"))  # what the rest is drawn from
    return place


def desk(*words: str) -> int:
    return main(["desk", OCTOBER, *words])


def item(n: int) -> str:
    return f"{OCTOBER}-{PLANS[n - 1].id[:6]}"


def written(cells: Mapping[int, Mapping[str, object]] | None = None, editor: object = EDITOR, **more: Any) -> Path:
    """The exported workbook with what an editor writes into it, by item and column."""
    path = desk_steps.workbook(OCTOBER)
    book = load_workbook(path)
    queue: Worksheet = book[SHEETS["queue"]]
    queue["B2"].value = editor
    for n, said in (cells or {}).items():
        row = next(c.row for (c,) in queue.iter_rows(min_col=17, max_col=17, min_row=5) if c.value == item(n))
        for key, value in said.items():
            cell: Any = queue.cell(row, list(COLUMNS).index(key) + 1)
            cell.value = value
            if isinstance(value, str) and value.startswith("'"):  # as Excel is told that it is text
                cell.value, cell.data_type = value[1:], "s"
    sheet: Worksheet = book[SHEETS["corrections"]]
    for row, said in more.get("corrections", {}).items():
        for key, value in said.items():
            sheet.cell(row, list(CORRECTIONS).index(key) + 1).value = value
    book.save(path)
    return path


def cells(n: int) -> dict[str, Any]:
    """What an export shows of an item."""
    queue = load_workbook(desk_steps.workbook(OCTOBER))[SHEETS["queue"]]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in queue.iter_rows(min_row=5, values_only=True)]
    return next(row for row in rows if row["entry_id"] == item(n))


def held() -> dict[str, Edit]:
    """The decisions that hold, by item."""
    with steps.store() as warehouse:
        return {edit.entry_id: edit for edit in warehouse.edits(OCTOBER)}


def edition(id: str = "common") -> str:
    return (steps.folder(OCTOBER, "editions") / f"{id}.txt").read_text(encoding="utf-8")


SAID: dict[int, dict[str, object]] = {
    1: {"choice": "固定", "note": "大分市の研修に関わる。", "full": "希望"},
    2: {"choice": "除外"},
    3: {"choice": "統合", "into": 1},
    4: {"choice": "採用", "title": "'=武漢市の\u202e計画", "summary": "粉じん対策を定めた。2027年から。"},
}


def test_what_an_editor_wrote_is_in_the_editions_and_stays_there(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk() == 0
    path = written(SAID)
    assert desk() == 2 and "まだ取り込んでいない" in capsys.readouterr().err
    assert desk("--read") == 0
    assert "すべての版を作り直しました" in capsys.readouterr().out
    edits = held()
    assert [edits[item(n)].decision for n in (1, 2, 3, 4)] == ["pin", "drop", "merge", "accept"]
    assert edits[item(3)].into == PLANS[0].id
    assert edits[item(4)].title == "=武漢市の計画", "text stays text, direction marks go"
    assert {(e.edited_by, e.rank) for e in edits.values()} == {(EDITOR, n) for n in (1, 2, 3, 4)}
    for text in (edition(), edition("oita")):
        assert "【編集者より】大分市の研修に関わる。" in text and "【編集者要約】" in text and "=武漢市の計画" in text
        assert PLANS[1].url not in text and PLANS[0].url in text and PLANS[2].url in text
    with steps.store() as warehouse:
        assert [wish.asked_by for wish in warehouse.plan_requests(PLANS[0].id)] == ["editor"]
    save(*PLANS)
    steps.draft(OCTOBER, "sample")
    assert held() == edits, "a rerun of the month keeps every decision"
    assert desk("--read") == 0 and "新しい書き込みはありません" in capsys.readouterr().out
    assert desk() == 0
    assert (cells(3)["choice"], cells(3)["into"]) == ("統合", item(1))
    assert [cells(n)["change"] for n in (1, 2, 3, 4)] == [None] * 4
    assert path.read_bytes() and "2026-10  kept 2 (pinned 1), dropped 1" in agreed(capsys)


def agreed(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["desk", "--agreement"]) == 0
    return capsys.readouterr().out


def test_one_workbook_is_written_on_and_read_again(data: Path) -> None:
    desk_steps.export(OCTOBER)
    take(written({2: {"choice": "除外"}}))
    take(written({2: {"choice": None}}))
    assert (held()[item(2)].decision, held()[item(2)].revision) == ("", 2)


def take(path: Path, editor: str = "") -> Any:
    return desk_steps.load(OCTOBER, path, editor, ANSWER["responded_at"]).taken


def test_a_warehouse_made_anew_has_what_was_decided(data: Path) -> None:
    desk_steps.export(OCTOBER)
    take(written(SAID))
    before = held()
    (data / "warehouse.duckdb").unlink()
    save(*PLANS)
    assert held() == {}
    steps.draft(OCTOBER, "sample")
    assert held() == before


def test_another_editors_decision_is_not_overwritten(data: Path) -> None:
    desk_steps.export(OCTOBER)
    (copy := data / "copy.xlsx").write_bytes(desk_steps.workbook(OCTOBER).read_bytes())
    take(written({1: {"choice": "固定"}, 2: {"choice": "除外"}}))
    copy.replace(desk_steps.workbook(OCTOBER))
    other = "次郎"
    with pytest.raises(ValueError, match=f"候補!E6：書き出した後に{EDITOR}さんが2026-11-05に編集しています"):
        take(written({2: {"choice": "採用"}, 3: {"choice": "除外"}}, editor=other))
    assert len(held()) == 2
    take(written({2: {"choice": None}, 3: {"choice": "除外"}}, editor=other))
    assert {e.entry_id: e.edited_by for e in held().values()} == {item(1): EDITOR, item(2): EDITOR, item(3): other}


WRONG: list[tuple[str, object, str]] = [
    ("choice", "載せる", "候補!E5：「載せる」は選べません。採用、固定、除外、統合のどれか"),
    ("choice", "統合", "候補!F5：統合先が空です"),
    ("choice", '=HYPERLINK("http://evil.example")', "候補!E5：数式です"),
    ("choice", "#REF!", "候補!E5：#REF!は文字として読めません"),
    ("into", "2", "候補!F5：統合先がありますが、判断が「統合」ではありません"),
    ("full", "はい", "候補!G5：「はい」は選べません。希望のどれか"),
    ("title", "題" * 121, "候補!H5：121字あります。120字以内"),
    ("title", date(2026, 10, 1), "候補!H5：2026-10-01T00:00:00は文字として読めません"),
    ("title", True, "候補!H5：Trueは文字として読めません"),
    ("title", 1.5, "候補!H5：1.5は文字として読めません"),
    ("summary", "一。二。三。", "候補!I5：3文あります。二文以内"),
    ("summary", "要" * 201, "候補!I5：201字あります。200字以内"),
    ("note", "注" * 301, "候補!J5：301字あります。300字以内"),
    ("note", "=1+1", "候補!J5：数式です"),
    ("entry_id", "2026-10-nobody", "候補!Q5：項目ID「2026-10-nobody」は2026-10の候補にありません"),
    ("entry_id", "SECOND", "候補!Q6：項目ID「SECOND」の行が候補!Q5にもあります"),
]


@pytest.mark.parametrize(("column", "value", "said"), WRONG, ids=[said[:12] + c for c, _, said in WRONG])
def test_a_wrong_cell_is_named_and_nothing_is_taken(data: Path, column: str, value: object, said: str) -> None:
    desk_steps.export(OCTOBER)
    second = item(2)
    path = written({3: {"choice": "除外"}, 1: {column: second if value == "SECOND" else value}})
    with pytest.raises(ValueError) as refusal:
        take(path)
    assert str(refusal.value).startswith(said.replace("SECOND", second))
    assert held() == {}


def test_all_that_is_wrong_is_said_at_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk() == 0
    wrong: dict[int, dict[str, object]] = {
        1: {"choice": "統合", "into": item(1)},
        2: {"choice": "統合", "into": 3, "title": "題" * 121},
    }
    wrong |= {3: {"choice": "除外"}, 4: {"choice": "統合", "into": "どこか"}}
    bad: dict[int, dict[str, object]] = {
        3: {"entry_id": TOLD, "wrong": "誤", "right": "誤"},
        4: {"entry_id": "2026-09-nobody", "wrong": "誤"},
    }
    bad |= {5: {"entry_id": item(1), "wrong": "誤", "right": "正"}}
    written(wrong, editor=None, corrections=bad)
    capsys.readouterr()
    assert desk("--read") == 1
    lines = capsys.readouterr().err.splitlines()
    addresses = [line.partition("：")[0] for line in lines[:-1]]
    assert addresses == ["候補!F5", "候補!H6", "候補!F6", "候補!F8", "訂正!C3", "訂正!C4", "訂正!A5", "候補!B2"]
    assert lines[-1].startswith("取り込んだものはありません") and held() == {}


def test_who_decided_must_be_known(data: Path) -> None:
    desk_steps.export(OCTOBER)
    path = written({1: {"choice": "採用"}}, editor=None)
    with pytest.raises(ValueError, match="候補!B2：編集者のお名前がありません"):
        take(path)
    take(path, "次郎")
    assert held()[item(1)].edited_by == "次郎"


@pytest.mark.parametrize(
    "spoil", ["not a workbook", "another's", "another month's", "without a sheet", "without a column"]
)
def test_a_file_that_is_not_the_months_workbook_is_refused(data: Path, spoil: str) -> None:
    desk_steps.export(OCTOBER)
    path = desk_steps.workbook(OCTOBER)
    book = load_workbook(path)
    if spoil == "another's":
        book.properties.keywords = ""
    elif spoil == "another month's":
        book.properties.keywords = "desk/2026-09/x"
    elif spoil == "without a sheet":
        del book[SHEETS["corrections"]]
    elif spoil == "without a column":
        book[SHEETS["queue"]]["E4"] = "決定"
    book.save(path)
    if spoil == "not a workbook":
        path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match=r"2026-10.xlsx：|候補!4：列「判断」がありません"):
        take(path)


def test_a_second_export_shows_what_changed_and_keeps_what_is_gone(data: Path) -> None:
    desk_steps.export(OCTOBER)
    take(written({1: {"choice": "固定", "note": "注目。"}, 2: {"choice": "除外"}}))
    save(PLANS[1], importance=95)
    new = records.release("http://wuhan.example/9", "武汉市第9号大气污染防治方案")
    save(new, importance=5)
    with steps.store() as warehouse:
        warehouse.save([records.assessment(PLANS[0], OCTOBER, novelty="history")], OCTOBER)
    _, rows = desk_steps.export(OCTOBER)
    changes = {row.seen.entry_id: row.change for row in rows}
    assert changes == {
        item(2): "変更：重要度70→95",
        item(3): "",
        item(4): "",
        f"{OCTOBER}-{new.id[:6]}": "新規",
        item(1): "なくなった",
    }
    assert (cells(1)["note"], cells(1)["choice"], cells(1)["rank"]) == ("注目。", "固定", None)
    take(written({}))
    with pytest.raises(ValueError, match="候補!E9：この項目は今月の候補からなくなりました"):
        take(written({1: {"choice": "採用"}}))


def test_a_correction_is_told_in_the_next_edition_once_and_can_be_taken_back(data: Path) -> None:
    desk_steps.export(OCTOBER)
    said = {3: {"entry_id": TOLD, "wrong": "33 µg/m³", "right": "35 µg/m³"}}
    take(written({}, corrections=said | {4: {"entry_id": TOLD, "wrong": "甲", "right": "乙"}}))
    desk_steps.export(OCTOBER)
    rows = load_workbook(desk_steps.workbook(OCTOBER))[SHEETS["corrections"]].iter_rows(min_row=3)
    wrong = next(row[0].row for row in rows if row[1].value == "甲")
    take(written({}, corrections={wrong: {"entry_id": None, "wrong": None, "right": None}}))
    steps.draft(OCTOBER, "sample")
    told = f"2026年9月号の項目{TOLD}――誤：33 µg/m³　正：35 µg/m³"
    assert "".join(told.split()) in "".join(edition().split()) and "誤：甲" not in edition()
    assert "■ 訂正\n" in edition("oita") and "■ 訂正\n" not in edition("kobe")
    steps.freeze(OCTOBER, ANSWER)
    with steps.store() as warehouse:
        assert warehouse.corrections("2026-11") == [] and len(warehouse.corrections(OCTOBER)) == 1
        assert warehouse.corrections(SEPTEMBER) == []


def test_an_approved_month_is_closed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", SEPTEMBER]) == 2
    assert "2026-09号は2026-10-05に承認され、確定しています" in capsys.readouterr().err
    assert main(["desk", "2026-08"]) == 2
    assert "no run has read this month" in capsys.readouterr().err


def test_drafts_that_do_not_show_a_decision_are_not_frozen(data: Path) -> None:
    steps.draft(OCTOBER, "sample")
    desk_steps.export(OCTOBER)
    take(written({1: {"choice": "除外"}}))
    desk_steps.show(OCTOBER, "oita")
    assert PLANS[0].url not in edition("oita")
    with pytest.raises(deciding.DraftsOutdated):
        steps.freeze(OCTOBER, ANSWER)
    assert "At the desk: drop 1." in steps.draft(OCTOBER, "sample")
    steps.freeze(OCTOBER, ANSWER)


def test_agreement_is_that_of_the_textbook() -> None:
    decisions: list[Choice] = ["pin", "drop", "accept", "merge", "drop"]
    edits = [
        edited(TIANJIN_PLAN, d, rank=n, importance=100 - 10 * n).edit.model_copy(update={"document_id": str(n)})  # type: ignore[union-attr]
        for n, d in enumerate(decisions, start=1)
    ]
    found = agreement.of(OCTOBER, edits)
    assert (found.kept, found.pinned, found.dropped) == (2, 1, 2)
    assert (found.auc, found.precision) == (0.75, 0.5)
    assert found.tau == pytest.approx(3 / (6 * 5) ** 0.5)
    assert found.ndcg == pytest.approx((3 + 1 / 2) / (3 + 1 / 1.584962500721156))
    assert [one.rank for one in found.high] == [2]
    assert agreement.of(OCTOBER, []).auc is None


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("一つ", 1), ("一。二", 2), ("「甲。乙。丙」を公布。施行は来年。", 2), ("一！？二。", 2)],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert sentences(text) == count


def test_the_workbook_is_the_same_every_time_and_never_published(data: Path) -> None:
    first = desk_steps.export(OCTOBER)[0].read_bytes()
    assert desk_steps.export(OCTOBER)[0].read_bytes() == first
    assert json.loads((data / "private" / "desk" / f"{OCTOBER}.seen.json").read_text(encoding="utf-8"))
