"""`make airflow-month`: one month in a running Airflow, rejected, then approved over its API; what came of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import httpx
from playwright.sync_api import sync_playwright

from dags.in_process import ANSWER_PATH
from digests import recipients
from tests.system.test_pages import ARGUMENTS, CHROMIUM

DAG = "/api/v2/dags/monthly_digest"
MONTH = "2026-10"
NOT_AT_ONCE = 10
"""Seconds before an answer: Airflow 3.3.2 fails a task that is answered before its pause is booked (2026-11)."""
ENDED = ("success", "failed")
Choice = Literal["Approve", "Reject"]


class NotAsExpected(AssertionError):
    """Airflow did not do what the month asks of it; the text says what, and where its log is."""


class Airflow:
    """A running Airflow, through its API."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self.log = address, log
        self.api = httpx.Client(base_url=address, timeout=30)

    def get(self, path: str, **asked: Any) -> Any:
        """What a page of the API says."""
        return self.api.get(path, params=asked).raise_for_status().json()

    def until(self, what: str, found: Callable[[], Any], seconds: float) -> Any:
        """The first answer that is one. Raises NotAsExpected when none comes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if answer := found():
                    return answer
            except httpx.TransportError:
                pass  # it does not listen yet
            time.sleep(1)
        raise NotAsExpected(f"{what}: not within {seconds:.0f} s (log: {self.log})")

    def enter(self) -> None:
        """Wait until it knows the month's DAG, and switch that on."""
        token = self.until("a token", lambda: self._ok("/auth/token"), 120)["access_token"]
        self.api.headers["Authorization"] = f"Bearer {token}"
        self.until("the DAG", lambda: self._ok(DAG), 120)
        self.api.patch(DAG, json={"is_paused": False}).raise_for_status()

    def _ok(self, path: str) -> Any:
        answer = self.api.get(path)
        return answer.json() if answer.is_success else None

    def trigger(self, month: str) -> str:
        """Begin a run of a month; its id."""
        asked = {"logical_date": None, "conf": {"month": month, "collection": "sample"}}
        return str(self.api.post(f"{DAG}/dagRuns", json=asked).raise_for_status().json()["dag_run_id"])

    def question(self, run: str) -> dict[str, Any]:
        """What a run asks the editor, when it does. Raises NotAsExpected when it ends without."""

        def found() -> Any:
            if self.state(run) in ENDED:
                raise NotAsExpected(f"{run} ended without asking: {self.tasks(run)} (log: {self.log})")
            waiting = {"response_received": "false", "state": "awaiting_input"}
            return self.get(f"{DAG}/dagRuns/{run}/hitlDetails", **waiting)["hitl_details"]

        return dict(self.until(f"the question of {run}", found, 1800)[0])

    def answer(self, question: dict[str, Any], choice: Choice) -> None:
        """Approve or reject as the editor does in the browser."""
        time.sleep(NOT_AT_ONCE)
        address = ANSWER_PATH.format_map(question["task_instance"])
        self.api.patch(address, json={"chosen_options": [choice], "params_input": {}}).raise_for_status()

    def state(self, run: str) -> str:
        """How far a run is."""
        return str(self.get(f"{DAG}/dagRuns/{run}")["state"])

    def end(self, run: str) -> dict[str, str]:
        """The states of a run's tasks when it has ended."""
        self.until(f"the end of {run}", lambda: self.state(run) in ENDED, 900)
        return self.tasks(run)

    def tasks(self, run: str) -> dict[str, str]:
        """The states of a run's tasks, single crawls apart."""
        found = self.get(f"{DAG}/dagRuns/{run}/taskInstances", limit=100)["task_instances"]
        return {ti["task_id"]: ti["state"] for ti in found if ti["task_id"] != "crawl"}


@contextmanager
def running(data: Path) -> Iterator[Airflow]:
    """`aozora airflow` on free loopback ports until the block ends, however it ends."""
    api, *logs = _free_ports(3)
    environment = dict(os.environ) | {
        "AOZORA_DATA": str(data),
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(logs[0]),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(logs[1]),
    }
    log = data / "standalone.log"
    command = [sys.executable, "-m", "dags.cli", "airflow", "--port", str(api)]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield Airflow(f"http://127.0.0.1:{api}", log)
    finally:
        process.terminate()
        process.wait(60)


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


def whole(data: Path, picture: Path | None = None) -> None:
    """Reject a run of the month, approve the next, and hold that each reader has had one mail. Raises NotAsExpected."""
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {what}", flush=True)

    with running(data) as airflow:
        airflow.enter()
        say(f"Airflow is up at {airflow.address}")
        run = airflow.trigger(MONTH)
        asked = airflow.question(run)
        say(f"it asks: {asked['subject']}\n\n{asked['body']}\n")
        expect(asks_well(asked), f"subject or body of the approval: {asked}")
        if picture:
            show(airflow, run, picture)
            say(f"as the editor sees it: {picture}")
        airflow.answer(asked, "Reject")
        say(f"rejected: {airflow.end(run)}")
        expect(airflow.tasks(run)["freeze"] == "skipped", "nothing frozen when rejected")
        expect(not arrived(data) and drafts(data), f"no mail and all drafts; mail to {arrived(data)}")
        run = airflow.trigger(MONTH)
        airflow.answer(airflow.question(run), "Approve")
        states = airflow.end(run)
        say(f"run again and approved: {states}")
        expect(set(states.values()) == {"success"}, f"every task of the approved run a success: {states}")
        expect(arrived(data) == due(), f"one mail to each of {due()}; found {arrived(data)}")
        say(f"{len(arrived(data))} mails came, one to each reader")
    say("and all is shut down")


def asks_well(asked: dict[str, Any]) -> bool:
    """Whether the question tells month, figures, coverage and where to look."""
    told = ("13 editions", "sources read", f"{MONTH}/editions", "sample_hubei: blocked")
    return MONTH in asked["subject"] and all(words in asked["body"] for words in told)


def expect(true: object, what: str) -> None:
    """Raises NotAsExpected."""
    if not true:
        raise NotAsExpected(f"expected {what}")


def drafts(data: Path) -> list[Path]:
    """The drafted editions, if there is each in each form."""
    found = sorted((data / MONTH / "editions").iterdir())
    return found if len(found) == 13 * 6 else []


def arrived(data: Path) -> list[str]:
    """Whom mails came to, by the mail server's own files: one a mail."""
    return sorted(path.stem for path in (data / MONTH / "received").glob("*.eml"))


def due() -> list[str]:
    """Whom one mail goes to each."""
    return sorted(reader.address for reader in recipients.read(recipients.SAMPLE)[0])


def show(airflow: Airflow, run: str, picture: Path) -> None:
    """Photograph the question in the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 520}, locale="ja-JP")
        page.goto(f"{airflow.address}/dags/monthly_digest/runs/{run}/tasks/approve/required_actions")
        page.get_by_role("button", name="Approve").wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=picture)
        browser.close()


def main(words: list[str] | None = None) -> int:
    """Run it in a folder of its own; 1 and the reason when something was not as expected."""
    parser = ArgumentParser(prog="python -m tests.system.airflow_month", description=__doc__)
    parser.add_argument("--picture", type=Path, help="photograph the approval into this file (needs Chromium)")
    asked = parser.parse_args(words)
    with TemporaryDirectory(prefix="aozora-") as folder:
        try:
            whole(Path(folder), asked.picture)
        except NotAsExpected as error:
            print(f"{error}\n{(Path(folder) / 'standalone.log').read_text(encoding='utf-8')[-3000:]}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
