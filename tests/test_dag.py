"""The DAG loads as Airflow loads it, says what to do when a task fails, and stays thin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DAGS = Path(__file__).parent.parent / "dags"
PLAN_TASKS = {"translate", "export_review", "unapproved", "approve", "take_reviews", "freeze", "send"}
TASKS = {
    *("begin", "sources", "crawl", "load", "understand", "translate"),
    *(
        "draft",
        "waiting_plans",
        "begin_plans",
        "plans_begun",
        "unapproved",
        "approve",
        "freeze",
        "send",
        "publish",
        "site",
    ),
}
LOAD = """
import json, pathlib, sys
from dags import in_process
in_process.configure(pathlib.Path(sys.argv[1]))
in_process.prepare()
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[2])
dags = {d.dag_id: {"tasks": d.task_ids, "doc": d.doc_md, "catchup": d.catchup,
    "after": {t.task_id: sorted(t.upstream_task_ids) for t in d.tasks}} for d in bag.dags.values()}
print(json.dumps({"errors": bag.import_errors, "dags": dags}))
"""


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    home = tmp_path_factory.mktemp("airflow")
    words = [sys.executable, "-c", LOAD, str(home), str(DAGS)]
    done = subprocess.run(words, capture_output=True, text=True, env=dict(os.environ), check=True)
    found: dict[str, dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_file_of_the_folder_loads_and_only_dags_are_dags(bag: dict[str, dict[str, object]]) -> None:
    assert not bag["errors"]
    assert set(bag["dags"]) == {"monthly_digest", "key_plan"}


def test_the_page_says_what_to_do_for_every_task_that_can_fail(bag: dict[str, dict[str, object]]) -> None:
    dag = bag["dags"]["monthly_digest"]
    assert isinstance(dag, dict)
    assert set(dag["tasks"]) == TASKS
    assert not dag["catchup"]
    for task in TASKS - {"begin", "waiting_plans", "unapproved", "freeze"}:
        assert f"**{task}**" in dag["doc"]


def test_the_page_of_key_plans_does_so_too(bag: dict[str, dict[str, object]]) -> None:
    dag = bag["dags"]["key_plan"]
    assert isinstance(dag, dict)
    assert set(dag["tasks"]) == PLAN_TASKS
    for task in PLAN_TASKS - {"unapproved"}:
        assert f"**{task}**" in dag["doc"]


def test_no_month_waits_for_a_plan(bag: dict[str, dict[str, object]]) -> None:
    dag = bag["dags"]["monthly_digest"]
    assert isinstance(dag, dict)
    assert dag["after"]["waiting_plans"] == ["draft"]
    assert [task for task, upstream in dag["after"].items() if {"waiting_plans", "begin_plans"} & set(upstream)] == [
        "begin_plans",
        "plans_begun",
    ]


def test_a_mailbox_that_refuses_keeps_nothing_from_analysts(bag: dict[str, dict[str, object]]) -> None:
    dag = bag["dags"]["monthly_digest"]
    assert isinstance(dag, dict)
    assert "send" not in dag["after"]["publish"]


@pytest.mark.parametrize("name", ["monthly_digest", "key_plan"])
def test_the_dag_stays_thin(name: str) -> None:
    assert len((DAGS / f"{name}.py").read_text(encoding="utf-8").splitlines()) < 150
