"""The visit brief: two pages whatever there is, drafts as drafts, hostile text inert, the pair's own follow-ups."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx as word
import pypdfium2
import pytest

from dags.cli import main
from digests import brief, build, formats
from digests.brief import docx, pdf
from digests.together import Together
from tests import entries, records
from tests.test_matching import KNOWN, SIGNAL, policy
from warehouse import reference
from warehouse.cooperation import registers
from warehouse.cooperation.evidence import written_needs
from warehouse.cooperation.following import followings
from warehouse.cooperation.matching import proposals
from warehouse.models import Activity, Figure, FollowUp, Policy
from warehouse.store import Store

WUHAN = next(one for one in reference.partnerships() if one.id == "kitakyushu-wuhan")
HOSTILE = "<script>alert(1)</script> #pagebreak() {{ 7*7 }} \\u{202e}"


def pair(policies: list[Policy], activities: list[Activity] | None = None) -> brief.Pair:
    known = KNOWN._replace(policies=policies)
    held = list(registers.activities()) if activities is None else activities
    needs = [*registers.needs(), *written_needs(policies)]
    return brief.Pair(
        WUHAN,
        date(2026, 10, 31),
        policies,
        held,
        followings(held, policies),
        proposals(needs, known),
        known.know_how,
        known.steps,
    )


def text(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def test_two_pages_hold_it_however_much_there_is() -> None:
    figure = Figure(indicator="PM2.5平均浓度", value=31, unit="微克/立方米", period="2026年9月", quote=records.QUOTE)
    many = [
        policy(
            document_id=f"d{at}",
            title_ja=f"第{at}号" + "長い題名" * 20,
            analysis={"needs": (SIGNAL,), "figures": (figure,)},
        )
        for at in range(40)
    ]
    held = [records.activity(f"a-{at}", partnerships=("kitakyushu-wuhan",), title_ja="研修" * 40) for at in range(40)]
    steps = FollowUp(action="次の研修を決める" * 20, owner="北九州市")
    held += [records.activity(f"b-{at}", partnerships=("kitakyushu-wuhan",), follow_ups=(steps,)) for at in range(9)]
    said, made = pdf.fitted(pair(many, held))
    assert pdf.pages(made) <= 2
    assert "ほか" in text(made)
    assert pdf.render(said) == made


def test_it_says_what_is_in_force_what_is_a_draft_and_why_now() -> None:
    draft = policy(document_id="d2", title_ja="武漢市条例（案）", status="draft", kind="consultation")
    became = draft.model_copy(update={"document_id": "d3", "title_ja": "もう公布された案", "final_id": "d1"})
    made = brief.build(pair([policy(analysis={"needs": (SIGNAL,)}), draft, became]))
    plans, _, drafts, past, _ = made.parts
    assert plans.table and "武漢市VOC対策方案" in plans.table.rows[0][1]
    assert drafts.table and [row[1] for row in drafts.table.rows] == ["武漢市条例（案）"]
    assert past.table and past.table.rows[0][0] == "2018年11月"
    assert "「武漢市VOC対策方案」が2026年10月8日に公布され" in made.offers[0].because
    assert "確度：高" in made.offers[0].title
    assert any("武漢市条例（案）" in line for line in made.questions.lines)
    assert made.mark == "【標本】"


def test_only_the_pair_s_own_follow_ups_are_open() -> None:
    agreed = FollowUp(action="次の研修を決める", owner="大分市", due=date(2026, 1, 1))
    held = [
        records.activity("own", partnerships=("kitakyushu-wuhan",), follow_ups=(agreed,)),
        records.activity("other", partnerships=("oita-wuhan",), follow_ups=(agreed,)),
    ]
    made = brief.build(pair([], held))
    assert made.parts[4].table is not None
    assert [row[3] for row in made.parts[4].table.rows] == ["期限経過"]


def test_hostile_text_is_text() -> None:
    made = brief.build(
        pair([policy(title_ja=HOSTILE)], [records.activity("a", title_ja=HOSTILE, partnerships=(WUHAN.id,))])
    )
    assert "<script>" in text(pdf.render(made))
    paper = word.Document(io.BytesIO(docx.render(made)))
    assert any("<script>" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert docx.render(made) == docx.render(made)


def test_the_verb_writes_both_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    assert main(["pair", WUHAN.id]) == 2
    release = records.release("http://wuhan.example/1", published=date(2026, 9, 4))
    with Store(tmp_path / "warehouse.duckdb") as store:
        store.save([records.source("wuhan"), records.coverage("wuhan", "2026-09"), release], "2026-09")
        store.save([records.analysis(release), records.assessment(release, "2026-09")], "2026-09")
    assert main(["pair", WUHAN.id]) == 0
    files = sorted(path.name for path in (tmp_path / "pairs").iterdir())
    assert files == ["kitakyushu-wuhan.2026-09.docx", "kitakyushu-wuhan.2026-09.pdf"]
    assert "大气污染防治工作方案" in text((tmp_path / "pairs" / files[1]).read_bytes())


def test_an_edition_says_for_each_partner_city_what_was_done_and_what_comes_next() -> None:
    agreed = FollowUp(action="次の研修を決める", owner="北九州市", due=date(2026, 9, 1))
    again = FollowUp(action="計画を確かめる", status="done", done_on=date(2020, 1, 1))
    held = [
        records.activity("old", partnerships=("kitakyushu-wuhan",), follow_ups=(again,), title_ja="武漢市協議"),
        records.activity("new", partnerships=("kitakyushu-handan",), held_from=date(2026, 5, 1), follow_ups=(agreed,)),
        records.activity("to-come", partnerships=("kitakyushu-tangshan",), held_from=date(2026, 12, 1)),
        records.activity("kept", partnerships=("kitakyushu-dalian",), access="stakeholders", title_ja="内輪の協議"),
    ]
    done = Together(held, followings(held, [policy()]))
    made = build.editions(entries.MONTH, entries.ENTRIES, entries.COVERAGE, entries.SOURCES, together=done)
    found = {edition.municipality: [s for s in edition.sections if s.id == "cooperation"] for edition in made}
    assert found["common"] == []
    lines = {line.split("――")[0]: line for line in found["kitakyushu"][0].lines}
    assert len(lines) == 6
    assert (
        "2018年11月 武漢市協議" in lines["武漢市"] and "「武漢市VOC対策方案」が2026年10月8日に出た" in lines["武漢市"]
    )
    assert "次の研修を決める（期限2026年9月1日経過）" in lines["邯鄲市"]
    assert "次：2026年12月" in lines["唐山市"] and "個別の記録なし" in lines["唐山市"]
    assert "内輪" not in lines["大連市"]
    (edition,) = [one for one in made if one.municipality == "kitakyushu"]
    page = formats.render(edition, "text").decode()
    assert "これまでの協力と次の予定" in page
