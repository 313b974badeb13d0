"""The machine's order against an editor's decisions on the sample's October, its pages judged alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import yaml

from crawlers import registry
from crawlers.sample.content import SamplePage, pages
from dags.desk_verbs import lines
from digests.desk import agreement
from nlp.analysis import analyse
from nlp.importance import importance
from tests.reading import a_release
from warehouse.models import Choice, Edit, made_id

GOLD = Path(__file__).parent.parent / "gold" / "desk.yml"
MONTH = "2026-10"


def report(corpus: Path) -> str:
    """Agreement, and the items that the editor put elsewhere."""
    titles = {edit.entry_id: page.title for page, edit in decided()}
    told = list(lines(agreement.of(MONTH, [edit for _, edit in decided()])))
    named = [f"{line} {titles.get(line.rpartition(': ')[2], '')}".rstrip() for line in told]
    return "\n".join(f"- {line.strip()}" for line in named)


def decided() -> list[tuple[SamplePage, Edit]]:
    """Each page with its decision, in the order of the points it gets now."""
    choices: dict[Choice, list[str]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    by_name = {f"{page.portal}/{page.slug}": page for page in pages()}
    assert set(choices) <= set(get_args(Choice))
    found = [(by_name[name], choice) for choice, names in choices.items() for name in names]
    scored = sorted(((_points(page), page, choice) for page, choice in found), key=lambda one: (-one[0], one[1].key))
    return [(page, _edit(page, choice, rank, points)) for rank, (points, page, choice) in enumerate(scored, start=1)]


def _points(page: SamplePage) -> int:
    source = registry.load("sample")[page.portal]
    release = a_release(
        page.title,
        page.body.splitlines(),
        id=page.key,
        day=page.day,
        written=page.written,
        place=source.place,
        level=source.level,
        issuers=page.issuers,
        doc_number=page.doc_number,
    )
    return importance(release, analyse(release), "new")[0]


def _edit(page: SamplePage, choice: Choice, rank: int, points: int) -> Edit:
    return Edit(
        month=MONTH,
        document_id=page.key,
        revision=1,
        entry_id=made_id(page.key)[:6],
        decision=choice,
        rank=rank,
        importance=points,
        edited_by="sample",
        edited_at=datetime(2026, 11, 4, tzinfo=UTC),
    )
