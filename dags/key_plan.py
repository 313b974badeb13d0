"""# A key plan: translate in full, put out for review, approve, freeze, send to the municipalities concerned

The monthly triggers it for each plan that was asked for and nobody has begun: its own key plans, those of the editor's
list, and what `aozora plan request DOC [--for kobe]` asked for since. By hand: `{"document": "e9e0e414"}`, a document's
id, an item's id, its 文号, or the beginning of one.
`aozora plan status` tells what waits. Running it again does only what is missing: nothing is paid for twice, nobody
gets a mail twice. The tasks only call `dags/plan_steps/`; `aozora plan draft|approve|send` do so without Airflow.

## What the approver decides

The body tells how many passages are in which state, what the checks remark, whom it goes to, and where pages and letter
lie. Reviewers get the tables in `data/review/export/`; bring them back with `aozora review import FILE` **before** the
approval. On approval what was imported by then is taken in and rendered again, and those bytes are frozen in
`data/plans/<document>/<approval>/`. A plan that nobody has read through may be sent: subject and text then say
機械翻訳・未校閲 or 一部未訳.

## When a square is red

* **translate**: not asked for (the log says how to), or the engine's settings. Another program may hold the warehouse:
  the task tries three times more. Killed on the way it goes on from its journal.
* **export_review**: a format failed, or the folder is not writable. Mend and clear.
* **approve**: nobody answered within thirty days. Answer in *Required Actions*, or clear the task.
  A rejection sends nothing and keeps the draft.
* **take_reviews**: a new version of the original came between question and answer, which nobody has seen. Trigger anew.
* **freeze**: a review was imported while it was rendered. Clear `take_reviews`.
* **send**: no list of recipients, a bad row in it, or a server that refused; the log names each. Mend and clear.

Owner: the platform's editor.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Param, TriggerRule, dag, task

from dags import connections, plan_steps


@dag(
    schedule=None,
    is_paused_upon_creation=False,  # it does nothing until it is asked
    catchup=False,
    doc_md=__doc__,
    tags=["aozora"],
    default_args={"retries": 3, "retry_delay": timedelta(minutes=1)},
    params={"document": Param("", type="string", minLength=1, description="id, item's id, 文号, or its beginning")},
)
def key_plan() -> None:
    """One document, from the wish to the readers."""

    @task
    def translate(params: Any = None) -> str:
        return plan_steps.translate(params["document"])

    @task
    def export_review(document: str) -> dict[str, Any]:
        plan_steps.export_review(document)
        return plan_steps.draft(document)._asdict()

    @task.short_circuit(ignore_downstream_trigger_rules=False)
    def unapproved(drafted: dict[str, Any]) -> bool:
        return not drafted["approved"]

    @task
    def take_reviews(document: str, drafted: dict[str, Any]) -> str:
        return plan_steps.take_reviews(document, drafted["version_id"])

    @task
    def freeze(document: str, id: str, answer: dict[str, Any]) -> str:
        by, at = answer.get("responded_by_user") or {}, answer["responded_at"]
        at = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        return plan_steps.approve(document, id, by.get("name", ""), at).id

    @task(trigger_rule=TriggerRule.NONE_FAILED)
    def send(document: str, drafted: dict[str, Any], frozen: str | None) -> None:
        plan_steps.send_if_approved(document, frozen or drafted["id"], connections.means())

    document: Any = translate()
    drafted: Any = export_review(document)
    approve = ApprovalOperator(
        task_id="approve",
        subject="全訳 {{ ti.xcom_pull(task_ids='export_review')['title'] }} を送りますか",
        body="{{ ti.xcom_pull(task_ids='export_review')['seen'] }}",
        response_timeout=timedelta(days=30),
        retries=0,
    )
    reviewed: Any = take_reviews(document, drafted)
    answer: Any = approve.output
    frozen: Any = freeze(document, reviewed, answer)
    unapproved(drafted) >> approve >> reviewed
    frozen >> send(document, drafted, frozen)


DAG = key_plan()
