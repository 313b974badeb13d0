"""Kinds of item against the corpus's `doc_type`, where that allows a judgement."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from nlp.kind import kind
from nlp.reading import Reading
from tests.eval import corpus as corpora

ALLOWED = {
    "local_regulation": {"policy"},
    "law": {"policy"},
    "admin_regulation": {"policy"},
    "ministry_rule": {"policy"},
    "technical_policy": {"policy", "standard"},
    "technical_standard": {"standard"},
    "standard_scope": {"standard"},
    "interpretation": {"interpretation"},
    "draft_for_comment": {"consultation"},
    "personnel": {"personnel"},
    "work_report": {"meeting"},
    "plan": {"plan"},
    "five_year_plan_proposal": {"plan", "policy"},
    "local_decision": {"policy", "economics"},
    "policy": {"policy", "plan", "economics"},
    "notice": {"policy", "plan", "economics", "consultation", "standard", "interpretation"},
    "state_council_doc": {"policy", "plan", "economics", "personnel", "standard", "enforcement"},
    "reply": {"policy"},
}
"""Kinds that a doc_type permits. `daily_news` and `bid` say nothing of the kind and are left out."""
NARROW = 2

_CAUTION = """where the doc_type permits one kind or two only, {:.3f} of {}. `notice` and `state_council_doc` permit six
kinds of twelve: they can show a gross error, no more. The stage (案, 公布, 改正, 廃止) has no label in the corpus; it
and all kinds are tested on titles of our own, `tests/gold/kinds.yml`."""


def report(corpus: Path) -> str:
    """Accuracy for each doc_type, and the wrong ones, in Markdown."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wrong = []
    for row, release in corpora.texts(corpus):
        allowed = ALLOWED.get(row["doc_type"])
        if allowed:
            found = kind(Reading(release)).kind
            seen[row["doc_type"]] += 1
            right[row["doc_type"]] += found in allowed
            wrong += [] if found in allowed else [f"{row['id']} {row['doc_type']}→{found}"]
    rows = [f"| {name} | {right[name]} | {seen[name]} | {', '.join(sorted(ALLOWED[name]))} |" for name in sorted(seen)]
    narrow = [name for name in seen if len(ALLOWED[name]) <= NARROW]
    sure, of = sum(right[name] for name in narrow), sum(seen[name] for name in narrow)
    whole = f"accuracy {right.total() / max(1, seen.total()):.3f} of {seen.total()}"
    total = f"{whole}; {_CAUTION.format(sure / max(1, of), of)}"
    return "\n".join(
        [
            total,
            "",
            "| doc_type | right | of | permitted |",
            "|---|---|---|---|",
            *rows,
            "",
            f"Wrong: {'; '.join(wrong)}",
        ]
    )
