"""# The month: crawl, understand, translate, draft, approve, send, publish

Runs on the 3rd at 06:00 in Shanghai for the calendar month before. For any other month trigger it by hand with
`{"month": "2026-10"}`. Running a month again completes what is missing and changes nothing else; a month that is
approved is closed. The tasks only call `dags/steps/`. Owner: the platform's operator.

## When a square is red

* **sources**: real and sample months never share a data folder; give `AOZORA_DATA` one of its own.
* **crawl**: that source could not be read; why stands in the last line of the log and in `data/<month>/coverage/`.
  A site that is down, or had no turn in the run's six hours: nothing to do, the month names it; or clear the task.
  A site that refuses us: leave it, and bring its pages with `python -m crawlers import`.
  Green is not yet well: the approval's text names sources that are `late` or odd, and what to compare them with.
* **load**, **understand**, **translate**: another program holds `data/warehouse.duckdb`, or an engine's
  setting is wrong. Mend and clear; so too when the approval tells of an engine that failed: nothing is paid for twice.
* **draft**: a format failed; the log names edition and format. Mend and clear.
* **begin_plans**: Airflow could not start `key_plan` for a plan to be translated in full. The month goes on without it
  and stays green; **plans_begun** says in its log which. Clear it, or run the month again. Skipped: it has its run.
* **approve**: nobody answered within ten days. Answer in *Required Actions*, or clear the task.
  A rejection sends nothing and keeps the drafts in `data/<month>/editions/`.
* **send**: no list of recipients, a bad row in it, or a server that refused; the log names each. Mend and clear: nobody
  gets a mail twice. `ambiguous`: ask whether it arrived, then `aozora mail resolve`; `aozora mail status` lists all.
* **publish**: disk full or folder not writable. Mend and clear; readers keep the last good copy.
* **site**: the month is sent and stays green. Mend and clear, or `aozora site`; the pages of before stay.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pendulum
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import CronDataIntervalTimetable, Param, TriggerRule, dag, task

from dags import connections, plan_steps, posting, steps

SHANGHAI = "Asia/Shanghai"
COLLECTION = os.environ.get("AOZORA_SET", "live")
EVERY_MONTH = CronDataIntervalTimetable("0 6 3 * *", timezone=SHANGHAI)


@dag(
    schedule=None if COLLECTION == "sample" else EVERY_MONTH,  # the sample has its own months, not the calendar's
    start_date=pendulum.datetime(2013, 1, 1, tz=SHANGHAI),  # months before it have no tasks; imports may be old
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["aozora"],
    params={
        "collection": Param(COLLECTION, enum=["live", "sample", "import"], description="which sources"),
        "month": Param(
            os.environ.get("AOZORA_MONTH", ""),
            type="string",
            pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$",
            description="YYYY-MM; empty: the month of the data interval",
        ),
    },
)
def monthly_digest() -> None:
    """One month, from the sites to the readers."""

    @task
    def begin(params: Any = None, data_interval_start: Any = None) -> dict[str, str]:
        month = params["month"] or data_interval_start.in_timezone(SHANGHAI).format("YYYY-MM")
        return {"month": month, "collection": params["collection"], "until": steps.until()}

    @task
    def sources(run: dict[str, str]) -> list[str]:
        return steps.sources(run["month"], run["collection"], run["until"])

    @task(execution_timeout=timedelta(hours=2), max_active_tis_per_dag=4)
    def crawl(run: dict[str, str], source: str, ti: Any = None) -> None:
        steps.crawl(run["month"], run["collection"], source, run["until"] if ti.try_number == 1 else "")

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def load(run: dict[str, str]) -> None:
        steps.load(run["month"], run["collection"])

    @task
    def understand(run: dict[str, str]) -> None:
        steps.understand(run["month"])

    @task
    def translate(run: dict[str, str]) -> None:
        steps.translate(run["month"])

    @task
    def draft(run: dict[str, str]) -> str:
        return steps.draft(run["month"], run["collection"])

    @task(retries=3)
    def waiting_plans() -> list[dict[str, Any]]:
        waiting = [(plan.document_id, plan.found.version_id) for plan in plan_steps.waiting()]
        return [{"trigger_run_id": f"{id}.{text}", "conf": {"document": id}} for id, text in waiting]

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def plans_begun(plans: list[dict[str, Any]] | None, ti: Any = None) -> None:
        states = ti.get_task_states(ti.dag_id, task_ids=["begin_plans"], run_ids=[ti.run_id])
        plan_steps.tell_begun(plans, states.get(ti.run_id, {}))

    @task.short_circuit(ignore_downstream_trigger_rules=False)
    def unapproved(run: dict[str, str]) -> bool:
        return not steps.approved(run["month"])

    @task
    def freeze(run: dict[str, str], answer: dict[str, Any]) -> None:
        steps.freeze(run["month"], answer)

    @task(trigger_rule=TriggerRule.NONE_FAILED)
    def send(run: dict[str, str]) -> None:
        posting.send(run["month"], connections.means())

    @task(trigger_rule=TriggerRule.NONE_FAILED)
    def publish(run: dict[str, str]) -> None:
        steps.publish(run["month"])

    @task
    def site(run: dict[str, str]) -> None:
        if steps.approved(run["month"]):
            steps.show()

    run: Any = begin()
    figures, published = draft(run), publish(run)
    approve = ApprovalOperator(
        task_id="approve",
        subject="月報 {{ ti.xcom_pull(task_ids='begin')['month'] }} を配信しますか",
        body="{{ ti.xcom_pull(task_ids='draft') }}",
        response_timeout=timedelta(days=10),
    )
    answer: Any = approve.output
    begin_plans = TriggerDagRunOperator.partial(
        task_id="begin_plans", trigger_dag_id="key_plan", logical_date=None, skip_when_already_exists=True, retries=3
    )
    plans: Any = waiting_plans()
    figures >> plans
    begin_plans.expand_kwargs(plans) >> plans_begun(plans)
    crawl.partial(run=run).expand(source=sources(run)) >> load(run) >> understand(run) >> translate(run) >> figures
    figures >> unapproved(run) >> approve >> freeze(run, answer) >> [send(run), published]
    published >> site(run).as_teardown()  # its failure is not the month's


DAG = monthly_digest()
