"""A year's volume: everything that approved months told, once, in both orders, with contents that are right at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx as word
import pypdfium2
import pytest
from docx.oxml.ns import qn

from dags import cli, volume_steps
from digests import build, volume
from digests.volume import docx, pdf
from digests.volume.year import Year
from tests import entries, records, years
from tests.test_formats import in_pdf, in_word
from warehouse.models import Entry, PlanApproval
from warehouse.store import Store


@pytest.fixture(scope="module")
def year() -> Year:
    return years.year(60)


@pytest.fixture(scope="module")
def made(year: Year) -> Iterator[dict[str, tuple[volume.Volume, bytes, bytes]]]:
    books = {pivot: volume.volume(year, pivot) for pivot in volume.PIVOTS}
    pages = {pivot: pdf.render(book) for pivot, book in books.items()}
    yield {p: (book, pages[p], docx.render(book, pdf.pages(pages[p]))) for p, book in books.items()}


def test_a_year_is_march_to_february() -> None:
    assert volume.months(2026)[0] == "2026-03" and volume.months(2026)[-1] == "2027-02"
    assert len(set(volume.months(2026))) == 12


@pytest.mark.parametrize("pivot", volume.PIVOTS)
def test_every_told_item_stands_once_in_each_order(year: Year, made: Any, pivot: volume.Pivot) -> None:
    book, pages, document = made[pivot]
    papers = [paper for chapter in book.chapters for group in chapter.groups for paper, _ in group.papers]
    assert len(papers) == len({paper.anchor for paper in papers}) == 60
    assert {anchor for row in book.index for _, anchor in row.items} == {paper.anchor for paper in papers}
    said = ["".join(text.split()) for text in (in_pdf(pages), in_word(document))]
    for text in said:
        assert all("".join((paper.label + paper.heading).split()) in text for paper in papers)
        assert "未収録（承認前）：2026年12月号。" in text and "未収録（収集の記録なし）：2027年2月号。" in text
        assert "【標本】" in text and "届いた理由" not in text
    titles = [chapter.title for chapter in book.chapters]
    if pivot == "month":
        assert [paper.label.strip() for paper in papers] == [str(n) for n in range(1, 61)]
        assert titles == [f"{m[:4]}年{int(m[5:])}月" for m in volume.months(2026) if m not in ("2026-12", "2027-02")]
    else:
        assert papers[0].label.startswith("1.1　") and titles[0] == "1　中央"
        codes = [chapter.anchor for chapter in book.chapters]
        assert codes == sorted(codes)


@pytest.mark.parametrize("pivot", volume.PIVOTS)
def test_the_contents_of_a_pdf_name_the_page_on_which_each_item_stands(made: Any, pivot: volume.Pivot) -> None:
    book, pages, _ = made[pivot]
    document = pypdfium2.PdfDocument(pages)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc(max_depth=3)]
    headings = list(docx._headings(book))
    assert [title for title, _ in marks] == [text for _, text, _ in headings]
    for title, at in marks[:: len(marks) // 12]:
        page = "".join(document[at].get_textpage().get_text_range().split())
        assert "".join(title.split())[:20] in page


def test_the_contents_of_a_word_document_are_a_field_that_is_filled_in(made: Any) -> None:
    book, pages, document = made["month"]
    body = word.Document(io.BytesIO(document)).element.body
    asked = [text.text for text in body.iter(qn("w:instrText"))]
    headings = list(docx._headings(book))
    assert [text.split()[1] for text in asked if "PAGEREF" in text] == [anchor for *_, anchor in headings]
    assert sum("TOC \\o" in text for text in asked) == 1
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert names == [anchor for *_, anchor in headings] and all(len(name) <= 40 for name in names)
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    styles = [(p, p.find(f".//{qn('w:pStyle')}")) for p in body.iter(qn("w:p"))]
    listed = [p for p, style in styles if style is not None and style.get(qn("w:val")).startswith("toc")]
    numbers = [[t.text for t in p.iter(qn("w:t"))][-1] for p in listed]
    assert numbers == list(map(str, pdf.pages(pages)))
    assert docx.render(book, pdf.pages(pages)) == document and pdf.render(book) == pages


def test_a_volume_without_known_pages_leaves_the_numbers_to_word(made: Any) -> None:
    assert "目次" in in_word(docx.render(made["place"][0]))


def test_figures_count_what_was_told(year: Year, made: Any) -> None:
    figures = {one.title: one for one in made["month"][0].figures}
    items = figures["月別・発出元の級別の項目数"].table
    assert items is not None and items.rows[-1][-1] == "60" and items.rows[-1][10] == "–"
    places = figures["友好都市別の項目数"].table
    assert places is not None
    told = {row[0]: int(row[2]) for row in places.rows}
    assert told["天津市"] == sum(one.place == "120000" for one in year.told.values())
    sources = figures["情報源ごとの収集状況"].table
    assert sources is not None
    signs = {row[0]: row[1] + row[-1] for row in sources.rows}
    assert signs["天津市生態環境局"] == "○–" and signs["大連市生態環境局"] == "×–"


def test_an_item_that_cannot_be_counted_is_named(year: Year) -> None:
    lost = next(iter(year.told))
    with pytest.raises(volume.ItemUnknown, match=lost):
        volume.volume(year._replace(told={k: v for k, v in year.told.items() if k != lost}), "month")


# ---------------------------------------------------------------- out of the warehouse


def told(store: Store, month: str, approve: bool) -> list[Entry]:
    """Two releases of a month, told and approved as a run does it."""
    for name, place in (("plan", "420100"), ("rule", "120000")):
        day = date(int(month[:4]), int(month[5:]), 4)
        new = records.release(
            f"http://{place}.example/{name}/{month}", f"{place}{name}{month}", place=place, published=day
        )
        store.save([new, records.analysis(new), records.assessment(new, month)], month)
    store.save([records.source("wuhan"), records.coverage("wuhan", month)], month)
    found = store.entries(month)
    if approve:
        made = build.editions(month, found, store.coverage(month), {s.id: s for s in store.sources()})
        store.approve(month, "editor", datetime(2026, 12, 3, tzinfo=UTC), [(edition, {}) for edition in made])
    return found


def test_only_what_approved_months_told_is_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    assert cli.main(["volume", "2026"]) == 2
    assert "expected an approved month" in capsys.readouterr().err
    with Store(tmp_path / "warehouse.duckdb") as store:
        for month, approve in (("2026-09", True), ("2026-10", False), ("2027-02", True), ("2027-03", True)):
            found = told(store, month, approve)
            if month == "2027-02":
                store.save([approval(found[0], at) for at in (datetime(2027, 2, 28, 14, tzinfo=UTC),)], month)
                store.save([approval(found[1], datetime(2027, 2, 28, 16, tzinfo=UTC))], month)
    year = volume_steps.read(2026)
    assert [(i.month, i.was_run) for i in year.issues if i.edition or i.was_run] == [
        ("2026-09", True),
        ("2026-10", True),
        ("2027-02", True),
    ]
    assert {one.month for one in year.told.values()} == {"2026-09", "2027-02"} and len(year.told) == 4
    assert len(year.translations) == 1  # the second was approved on 1 March in Japan
    assert cli.main(["volume", "2026"]) == 0
    paths = [Path(line.split()[0]) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in paths] == [
        f"2026.{pivot}.{form}" for pivot in volume.PIVOTS for form in ("pdf", "docx")
    ]
    assert "2026年9月" in in_word(paths[1].read_bytes()) and "2026年10月号" in in_word(paths[1].read_bytes())
    assert cli.main(["volume", "1999"]) == 2


def approval(of: Entry, at: datetime) -> PlanApproval:
    return PlanApproval(
        id=of.id,
        document_id=of.assessment.document_id,
        version_id=of.release.version_id,
        subject=entries.MONTH,
        files={},
        approved_by="editor",
        approved_at=at,
        is_sample=True,
    )
