"""A plan of three hundred segments with tables, and how a reviewer fills in its files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from docx import Document
from openpyxl import load_workbook

from nlp.translation.chain import Chain
from nlp.translation.exchange import excel
from nlp.translation.exchange.sheet import COLUMNS, Key, Sheet, sheet
from nlp.translation.memory import Memory
from nlp.translation.segments import segment
from tests import records
from warehouse.models import Block, Release, Segment, Translation

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2",
    "@SUM(A1)",
    "#N/A",
    "'单引号",
    "_x0041_字",
    "制\x0b表\x00符\ufffe",
    "上行\n下行",
)
DAY = date(2026, 11, 5)


def plan(chapters: int = 9, first: int = 1) -> Release:
    """Headings, items with run-in headings, goals and a table in each chapter; numbers begin at `first`."""
    blocks: list[Block] = []
    for chapter in range(first, first + chapters):
        blocks.append(Block(type="heading", level=1, marker="一、", text=f"重点任务第{chapter}部分"))
        for item in range(1, 9):
            goal = f"到2027年，{item}家企业完成治理，浓度下降{chapter}.{item}%。"
            text = f"优化第{chapter}类布局。{goal}落实第{item}项责任。"
            blocks.append(Block(type="item", level=2, marker=f"（{item}）", text=text))
        rows = [("序号", "任务名称", "责任单位")]
        rows += [(str(n), f"第{chapter}部分任务{n}", "市生态环境局") for n in range(1, 4)]
        blocks.append(Block(type="table", rows=tuple(rows)))
    blocks += [Block(type="table", rows=(HOSTILE,)), Block(type="paragraph", text="长" * 600 + "。")]
    return records.release("http://wuhan.example/plan", title="武汉市大气污染防治方案", blocks=tuple(blocks))


def pieces(release: Release) -> list[Segment]:
    """All of its segments."""
    return segment(release, records.analysis(release, targets=()), whole=True)


def machine(segments: list[Segment]) -> dict[str, Translation]:
    """A translation for every second text, a machine's or a template's; the others are refused."""
    made = Chain("ja", Memory()).translate((piece.text, piece.kind) for piece in segments)
    return {
        t.text_id: t.model_copy(update={"text": f"訳文{at}", "state": "machine"}) if at % 2 and not t.text else t
        for at, t in enumerate(made)
    }


def table(release: Release, segments: list[Segment], known: dict[str, Translation]) -> Sheet:
    """Its table for review."""
    pairs = Memory(pair for pair in known.values() if pair.state == "reviewed")
    return sheet(Key(release.id, release.version_id, "ja", "2026-10"), release, segments, known, pairs)


Fill = Callable[[dict[str, str]], dict[str, str]]
"""What a reviewer makes of a row: the cells that change, by column."""


def filled(suffix: str, data: bytes, fill: Fill, reviewer: str = "田中", day: str = "2026-11-05") -> bytes:
    """The file as a reviewer sends it back."""
    return (_in_excel if suffix == ".xlsx" else _in_word)(data, fill, reviewer, day)


def _in_excel(data: bytes, fill: Fill, reviewer: str, day: str) -> bytes:
    book = load_workbook(io.BytesIO(data))
    page = book["校閲"]
    page["B3"], page["B4"] = reviewer, day
    for row in page.iter_rows(min_row=excel.FIRST):
        said = {name: str(cell.value or "") for name, cell in zip(COLUMNS, row, strict=True)}
        for name, text in fill(said).items():
            row[COLUMNS.index(name)].value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_word(data: bytes, fill: Fill, reviewer: str, day: str) -> bytes:
    file = Document(io.BytesIO(data))
    head, page = file.tables
    head.cell(2, 1).text, head.cell(3, 1).text = reviewer, day
    for row in page.rows[1:]:
        cells = row.cells
        said = {name: cell.text for name, cell in zip(COLUMNS, cells, strict=True)}
        for name, text in fill(said).items():
            cells[COLUMNS.index(name)].text = text
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
