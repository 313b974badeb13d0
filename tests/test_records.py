"""Records of cooperation in and out: a workbook and YAML hold the same, faults have their cell, totals are compared."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from dags.cli import main
from tests import records
from warehouse.cooperation import registers, totals, workbook
from warehouse.cooperation.checking import Entered, RecordsRefused
from warehouse.models import Document, FollowUp, QuotedTotal
from warehouse.store import Store

EVERY: list[Entered] = [*registers.activities(), *registers.needs(), *registers.know_how()]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    return tmp_path


def changed(book: bytes, sheet: str, cell: str, value: Any) -> bytes:
    found = load_workbook(io.BytesIO(book))
    found[sheet][cell] = value
    return saved(found)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_goes_out_comes_in_the_same() -> None:
    """Every real record, and text that looks like a formula or a line of a list."""
    hostile = records.activity(
        "hostile",
        title_ja='=HYPERLINK("http://x.example")',
        outcome="+1\n@SUM(A1)\n<script>",
        details={"lectures": ("講義：その一", "-2")},
        follow_ups=(FollowUp(action="=1+1", due=date(2026, 1, 2), status="done", done_on=date(2026, 1, 3)),),
        documents=(Document(title="次第", url="https://x.example/", access="platform"),),
        quoted_totals=(QuotedTotal(what="experts", count=3, as_of=date(2019, 3, 31), place="420100"),),
        access="platform",
    )
    every: list[Entered] = [*EVERY, hostile, records.decision("tangshan-steel")]
    kept = {(type(one), one.model_dump_json()) for one in every}
    for found in (
        workbook.read(workbook.write(every), "a.xlsx"),
        registers.read(registers.written(every), "a.yml"),
    ):
        assert {(type(one), one.model_dump_json()) for one in found} == kept


def test_an_officer_writes_names_and_the_template_has_drop_downs() -> None:
    book = load_workbook(io.BytesIO(workbook.write([])))
    page = book["記録"]
    assert {rule.formula1.split("!")[0] for rule in page.data_validations.dataValidation} == {"'選択肢'"}
    heads = [cell.value for cell in page[1]]
    row = {"ID": "2026-10-wuhan-visit", "種類": "協議・訪問", "題名": "武漢市協議", "実施日（初日）": "2026/10/5"}
    row |= {"都市": "武漢市\n湖北省", "テーマ": "VOC対策", "日本側の機関": "受入れ：大分市\nJESC", "公開範囲": "関係者"}
    row |= {"協力関係": "大分市－武漢市", "内容": "話題：塗装\n会場：武漢市"}
    for name, text in row.items():
        page.cell(2, heads.index(name) + 1, text)
    (made,) = workbook.read(saved(book), "a.xlsx")
    assert made == records.activity(
        "2026-10-wuhan-visit",
        type="consultation_visit",
        title_ja="武漢市協議",
        held_from=date(2026, 10, 5),
        places=("420100", "420000"),
        takers=({"name": "大分市", "side": "jp", "role": "host"}, {"name": "JESC", "side": "jp"}),
        details={"topics": ("塗装",), "venue": ("武漢市",)},
        access="stakeholders",
        is_sample=False,
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("記録", "B2", "宴会", "記録!B2: expected one of 訪日研修"),
        ("記録", "F2", "来月", "記録!F2: expected a day like 2026-10-05, found '来月'"),
        ("記録", "G2", "2001-01-01", "記録!G2: expected a day from 2015-11-15 on"),
        ("記録", "P2", "風", "記録!P2: expected one of VOC対策"),
        ("記録", "O2", "新都市", "記録!O2: expected one of"),
        ("記録", "T2", "六人", "記録!T2: expected a whole number"),
        ("記録", "V2", "余談：なし", "記録!V2: expected lines like 「研修生の所属：…」"),
        ("記録", "A3", "2015-11-beijing-tokyo-researchers", "記録!A3: 2015-11-beijing-tokyo-researchers is told twice"),
        ("次の約束", "A2", "nowhere", "次の約束!A2: expected the ID of a record"),
        ("次の約束", "E2", "忘れた", "次の約束!E2: expected one of 未了"),
        ("ニーズ", "C2", None, "ニーズ!C2: expected a value, found none"),
        ("知見", "B2", "東京", "知見!B2: expected one of"),
    ],
)
def test_a_fault_is_told_with_its_cell_and_nothing_is_taken(sheet: str, cell: str, value: Any, said: str) -> None:
    first = [one for one in EVERY if getattr(one, "id", "") == "2015-11-beijing-tokyo-researchers"]
    book = workbook.write([*first, *(one for one in EVERY if one not in first)])
    with pytest.raises(RecordsRefused, match=said.replace("(", r"\(")):
        workbook.read(changed(book, sheet, cell, value), "a.xlsx")


def test_yaml_faults_have_their_line() -> None:
    text = (
        "needs:\n- {id: a, place: '42', themes: [voc], what: x}\n- {id: b, place: '420100', themes: [wind], what: x}\n"
    )
    with pytest.raises(RecordsRefused) as refused:
        registers.read(text, "my.yml")
    lines = str(refused.value).splitlines()
    assert [line.split(":")[1].split()[0] for line in lines] == ["2", "3"]
    with pytest.raises(RecordsRefused, match=r"my.yml:3"):
        registers.read("needs:\n  - {", "my.yml")


def test_importing_twice_is_importing_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, again = data / "mine.xlsx", data / "again.yml"
    file.write_bytes(workbook.write([records.activity("2026-10-mine", outcome="初回")]))
    assert main(["records", "import", str(file)]) == 0
    assert main(["records", "import", str(file)]) == 0
    assert main(["records", "export", str(again)]) == 0
    assert main(["records", "import", str(again)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("1 new, 0 changed, 0 as before")
    assert said[1].endswith("0 new, 0 changed, 1 as before")
    assert said[3].endswith(f"0 new, 0 changed, {len(EVERY) + 1} as before")
    file.write_bytes(b"no workbook")
    assert main(["records", "import", str(file)]) == 2
    assert "expected a workbook" in capsys.readouterr().err


def test_what_an_office_changed_stays_when_the_programme_changes(data: Path) -> None:
    """The records that come with the programme are added once, never over those of the office."""
    path = data / "warehouse.duckdb"
    own = registers.activities()[0].model_copy(update={"outcome": "追記"})
    with Store(path) as store:
        store.save([own], "")
        store._connection.execute("DELETE FROM about")
    with Store(path) as store:
        assert own in store.activities()
        assert len(store.activities()) == len(registers.activities())


def test_totals_are_counted_and_compared_with_those_quoted() -> None:
    quoted = QuotedTotal(what="trainees", count=8, since=2018, as_of=date(2019, 3, 31), municipality="oita")
    held = [
        records.activity("a", participants_cn=6, partnerships=("oita-wuhan", "kitakyushu-wuhan")),
        records.activity("b", held_from=date(2017, 5, 1), participants_cn=4),
        records.activity("c", held_from=date(2018, 12, 1)),
        records.activity("d", type="expert_dispatch", times=0, fiscal_year=2018, quoted_totals=(quoted,)),
    ]
    counted = totals.totals(held)
    assert (
        counted["oita", 2018]["trainees"]
        == counted["kitakyushu", 2018]["trainees"]
        == counted["", 2018]["trainees"]
        == 6
    )
    assert totals.running(counted)["oita", 2018]["trainings"] == 3
    (one,) = totals.compared(held)
    assert (one.counted, one.records, one.silent) == (6, 2, 1)
    assert "差-2" in one.lines()[0] and "人数の記載なし1件" in one.lines()[1]


def test_the_totals_are_printed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "totals"]) == 0
    assert "北九州市 研修生（人） 2014年度～2019年3月31日：出典222" in capsys.readouterr().out
