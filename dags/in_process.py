"""Runs the DAG in this process, tasks and approval and all, for `make run`: no scheduler, no server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

ANSWER_PATH = "/api/v2/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances/{task_id}/{map_index}/hitlDetails"


BEGUN_HERE = re.compile("begin_plans$")
"""Nobody would run what the month triggers here: the command begins it itself."""


class NothingRan(Exception):
    """The run ended without a single task; the text says which month and what was expected."""


def configure(home: Path) -> None:
    """Point Airflow at a folder of its own with an SQLite file. Must come before Airflow is imported."""
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(Path(__file__).parent),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }


def serve_on(port: str) -> str:
    """Let Airflow's pages answer on a loopback port; their address."""
    address = f"http://127.0.0.1:{port}"
    os.environ |= {
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": port,
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "300",
    }
    return address


def standalone() -> int:
    """Run all of Airflow as children until they end or we are asked to; they are ended as one group."""
    folder = Path(sys.executable).parent
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"  # it looks for itself by name
    children = subprocess.Popen([folder / "airflow", "standalone"], start_new_session=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return children.wait()
    except KeyboardInterrupt:
        os.killpg(children.pid, signal.SIGTERM)
        return children.wait()


def prepare() -> None:
    """Create or migrate Airflow's own database."""
    from airflow.utils.db import initdb

    initdb()


def run(month: str, collection: str, approve: Callable[[str], bool]) -> list[str]:
    """Run one month to its end; the tasks that failed, but for single sources, whose loss is told, and the pages.

    `approve` is asked when the drafts are there, with what the approver sees.
    """
    import pendulum

    from dags import crawls, monthly_digest

    # As the schedule dates it, so that it never takes the place of another month's run.
    visit = pendulum.from_format(month, "YYYY-MM", tz=monthly_digest.SHANGHAI).add(days=2, hours=6)
    with crawls.ahead(), _answering(monthly_digest.DAG.dag_id, approve, visit):
        asked = {"month": month, "collection": collection}
        finished = monthly_digest.DAG.test(logical_date=visit, run_conf=asked, mark_success_pattern=BEGUN_HERE)
    tasks = finished.get_task_instances()
    if not tasks:
        raise NothingRan(f"{month}: Airflow made no task; expected a month since {monthly_digest.DAG.start_date:%Y-%m}")
    return [ti.task_id for ti in tasks if ti.state == "failed" and ti.task_id not in ("crawl", "site")]


def run_plan(document: str, at: datetime, approve: Callable[[str], bool]) -> list[str]:
    """Run one full translation to its end; the tasks that failed. `at` tells this run from others."""
    from dags import key_plan

    with _answering(key_plan.DAG.dag_id, approve, at):
        finished = key_plan.DAG.test(logical_date=at, run_conf={"document": document})
    return [ti.task_id for ti in finished.get_task_instances() if ti.state == "failed"]


@contextmanager
def _answering(dag_id: str, approve: Callable[[str], bool], visit: datetime) -> Iterator[None]:
    """Give the approval that a person would give in the browser, by the same API, to this run's question only."""
    stop = threading.Event()
    thread = threading.Thread(target=_answer_when_asked, args=(dag_id, approve, visit, stop.is_set), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@cache
def _client() -> Any:
    """Airflow's API, made once for all runs of this process."""
    from airflow.api_fastapi.app import create_app
    from fastapi.testclient import TestClient

    client = TestClient(create_app(apps="core"), base_url="http://127.0.0.1")
    client.headers["Authorization"] = "Bearer " + client.get("/auth/token").json()["access_token"]
    return client


def _answer_when_asked(
    dag_id: str, approve: Callable[[str], bool], visit: datetime, stopped: Callable[[], bool]
) -> None:
    client = _client()
    waiting = {"response_received": "false", "state": "awaiting_input"}
    while not stopped():
        asked = client.get(f"/api/v2/dags/{dag_id}/dagRuns/~/hitlDetails", params=waiting).json()["hitl_details"]
        for question in (q for q in asked if is_of(q["task_instance"], visit)):
            choice = "Approve" if approve(question["body"]) else "Reject"
            address = ANSWER_PATH.format_map(question["task_instance"])
            client.patch(address, json={"chosen_options": [choice], "params_input": {}}).raise_for_status()
        time.sleep(0.5)


def is_of(question: Mapping[str, str | None], visit: datetime) -> bool:
    """Whether a run's task asks; a run triggered in the browser may have no logical date, and waits for a person."""
    asked_on = question["logical_date"]
    return asked_on is not None and datetime.fromisoformat(asked_on) == visit
