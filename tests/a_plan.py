"""A key plan as a month has told it, for the tests of full translations; as a command, runs of `key_plan`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from dags import in_process, steps
from nlp.analysis import analyse
from nlp.assess import assess
from nlp.translation.memory import reviewed
from tests import records
from warehouse.models import Block, Release

MONTH, LATER = "2026-10", "2026-11"
TITLE = "天津市空气质量持续改善行动方案"
FREE = "推动企业主动加强自身的管理，让群众放心。"
MORE = "让大家更加放心地生活起来。"
"""Sentences that no rule translates."""


def plan(*sentences: str) -> Release:
    """A plan of headings, a target and these sentences; the environment bureau of the city published it."""
    body = [Block(type="paragraph", text=text) for text in sentences]
    return records.release(
        "http://tianjin.example/zc/t1.html",
        title=TITLE,
        text="".join(sentences),
        source_id="tianjin",
        place="120000",
        level="province",
        issuers=("天津市生态环境局",),
        doc_number="津样环〔2026〕9041号",
        blocks=(
            Block(type="heading", level=1, marker="一、", text="总体要求"),
            Block(type="paragraph", text="到2027年，全市PM2.5浓度比2025年下降10%。"),
            *body,
        ),
    )


def tell(release: Release, month: str = MONTH) -> str:
    """Save, analyse and judge it as a month does; the document's id."""
    with steps.store() as warehouse:
        source = records.source("tianjin", place="120000", level="province")
        warehouse.save([source, records.coverage("tianjin", month), release], month)
        analysis = analyse(release)
        judged = assess(month, [(release, analysis)], warehouse.judged(month), frozenset())
        warehouse.save([analysis, *judged], month)
    return judged[0].document_id


def read_by_a_person(*sources: str) -> None:
    """Put a reviewed translation of these texts into the memory."""
    with steps.store() as warehouse:
        warehouse.save(
            [reviewed(text, f"訳した文（{at}）", "ja", "sentence", "田中") for at, text in enumerate(sources)], MONTH
        )


def begun_by_the_month(dag: str = "key_plan") -> list[str]:
    """What of `key_plan` the monthly starts at the end of its drafts, by run; `dag` is what it takes for it."""
    from airflow.models.dagrun import DagRun

    from dags import monthly_digest

    at = datetime(2026, 11, 3, tzinfo=UTC)
    alone = monthly_digest.DAG.partial_subset(["waiting_plans", "begin_plans", "plans_begun"], include_upstream=False)
    alone.task_dict["begin_plans"].partial_kwargs |= {"trigger_dag_id": dag, "retries": 0}
    finished = alone.test(logical_date=at)
    states = {task.task_id: str(task.state) for task in finished.get_task_instances()}
    return [
        states["begin_plans"],
        str(finished.state),
        *(f"{run.run_id} {dict(run.conf or {})['document']}" for run in DagRun.find(dag_id="key_plan")),
    ]


def main(document: str, answers: list[str]) -> None:
    """Run `key_plan` once an answer, in the Airflow of the data folder."""
    in_process.configure(steps.data() / "airflow")
    in_process.prepare()
    print("begun:", *begun_by_the_month(), "again:", *begun_by_the_month(), "lost:", *begun_by_the_month("none"))
    begun = datetime.now(UTC)
    for number, answer in enumerate(answers):
        failed = in_process.run_plan(document, begun + timedelta(seconds=number), lambda seen: answer == "yes")  # noqa: B023
        print(answer, "failed:", *failed)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
