"""What a run says at its end: a short table a month, what was lost, and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import shorten

from crawlers.results import READ_WHOLE
from dags import plan_steps, steps
from warehouse.models import Analysis, Assessment, Coverage, Translation
from warehouse.reference.states import counted


def table(months: Sequence[str]) -> str:
    """The figures of some months, counted from the files that the steps left."""
    figures = [line for month in months for line in _month(month)]
    return "\n".join([*figures, *_plans(), "", *_where(months[-1])])


def _month(month: str) -> Iterable[str]:
    place = steps.folder(month)
    coverage = [c for path in sorted(place.glob("coverage/*.json")) for c in steps.read(Coverage, path)]
    analyses = steps.read(Analysis, place / "analyses.jsonl")
    documents = {a.document_id for a in steps.read(Assessment, place / "assessments.jsonl")}
    translations = steps.read(Translation, place / "translations.jsonl")
    relevance = Counter(a.relevance for a in analyses)
    whole = sum(c.state in READ_WHOLE for c in coverage)
    yield f"\n{month}"
    yield f"  sources        {whole} of {len(coverage)} read in full"
    yield from (f"                 {shorten(line, 130)}" for c in coverage for line in steps.remarks(c))
    yield f"  releases       {len(analyses)} seen first in this run, {len(documents)} documents"
    yield f"  on air         {relevance['air']} wholly, {relevance['partly']} partly, {relevance['not']} not"
    yield f"  editions       {len(list(place.glob('editions/*.txt')))} ({place / 'editions'})"
    yield f"  Japanese texts {counted('ja', Counter(t.state for t in translations if t.lang == 'ja'), 'none')}"
    yield f"  mails          {len(list(place.glob('mail/*.eml')))} ({place / 'mail'})"


def _plans() -> Iterable[str]:
    """The full translations that were asked for, each with its stage."""
    found = plan_steps.requested()
    if found:
        yield "\nfull translations (aozora plan status)"
    for plan in found:
        got = plan_steps.reached(plan.approvals[-1]) if plan.approvals else ()
        to = f" to {', '.join(got)}" if got else ""
        yield f"  {plan.document_id[:8]}       {plan_steps.stage(plan)}{to}: {counted('ja', plan.shares, 'none')}"
        if plan_steps.stage(plan) in plan_steps.NOT_BEGUN:
            yield f"                 not begun: run the month again, or aozora plan draft {plan.document_id}"
    if any(plan_steps.stage(plan) == "in review" for plan in found):
        yield f"  to review      {steps.data() / 'review' / 'export'}; then aozora review import FILE, plan approve DOC"


def _where(month: str) -> Iterable[str]:
    data = steps.data()
    yield "Look at"
    yield f"  {data / month / 'editions' / 'common.html'}     the common edition; beside it one for each municipality"
    yield from (f"  {path}     a key plan beside its original" for path in sorted(data.glob("plans/*/side.html")))
    yield f"  {data / 'published' / 'aozora.duckdb'}     for analysts: aozora query 'FROM targets LIMIT 5'"
    yield "  aozora trace ITEM     (after . .venv/bin/activate) from an item of a mail to the archived page"
