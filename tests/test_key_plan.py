"""A full translation from the wish to the municipalities concerned: real DuckDB, Airflow and SMTP on loopback."""

from __future__ import annotations

import email
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

import pytest

from dags import cli, plan_steps
from dags.guards import EditionChanged
from dags.mailbox import mailbox
from digests.plans import wishes
from tests import a_plan
from tests.a_plan import FREE, LATER, MONTH, MORE
from tests.engines import a_run
from tests.engines.protocols.deepl import DeepL
from tests.engines.server import Asked, Said
from tests.engines.stand_ins import environment
from warehouse.models import Link

NOW = datetime(2026, 11, 5, tzinfo=UTC)
ASKED = date(2026, 11, 4)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    monkeypatch.delenv("SMTP_URL", raising=False)
    return tmp_path


@pytest.fixture
def inbox(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    received = data / "received"
    received.mkdir()
    with mailbox(received) as smtp:
        monkeypatch.setenv("SMTP_URL", smtp)
        yield received


def mails(folder: Path) -> dict[str, EmailMessage]:
    """What arrived, by address, in the order in which it came."""
    found = {}
    for path in sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
        message = email.message_from_bytes(path.read_bytes(), policy=modern)
        assert isinstance(message, EmailMessage)
        found[path.stem] = message
    return found


def approve(document: str) -> str:
    """Translate, draft and freeze as a person at a terminal does."""
    plan_steps.translate(document)
    return plan_steps.approve(document, plan_steps.draft(document).id, "田中", datetime.now(UTC)).id


def test_the_dag_brings_it_to_just_those_concerned_once(data: Path, inbox: Path) -> None:
    document = a_plan.tell(a_plan.plan(FREE))
    plan_steps.request(document, ["kobe", "yokkaichi"], "研修に使うため", ASKED)
    words = [sys.executable, "-m", "tests.a_plan", document[:8], "no", "yes", "yes"]
    done = subprocess.run(words, capture_output=True, text=True, env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    run = f"{document}.{plan_steps.known(document).found.version_id} {document}"
    assert [line for line in done.stdout.splitlines() if line.startswith(("begun:", "no ", "yes "))] == [
        f"begun: success success {run} again: skipped success {run} lost: failed success {run}",
        *("no failed:", "yes failed:", "yes failed:"),
    ]
    found = mails(inbox)
    assert set(found) == {"kankyo@kobe.example", "kankyo@yokkaichi.example"}
    lines = (data / "private" / "sent.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(json.loads(line)["state"] == "sent" for line in lines) == 2
    plan = plan_steps.known(document)
    (approval,) = plan.approvals
    assert plan_steps.stage(plan) == "sent"
    assert {path.name for path in (data / "plans" / document / approval.id).iterdir()} == set(approval.files)


def test_the_mail_is_complete_in_itself_and_hides_no_state(data: Path, inbox: Path) -> None:
    document = a_plan.tell(a_plan.plan(FREE))
    plan_steps.request(document, ["kobe"], "研修に使うため", ASKED)
    approve(document)
    plan_steps.send(document)
    (message,) = mails(inbox).values()
    subject = str(message["Subject"])
    assert (
        subject.startswith("【標本】『天津市大気質継続的改善行動方案』全訳（仮訳・") and "機械翻訳・未校閲" in subject
    )
    assert "一部未訳" in subject
    body, *attached = message.iter_parts()
    text = body.get_content()
    assert len(text) <= 3500
    for said in (
        "神戸市のご依頼",
        "研修に使うため",
        "津样环〔2026〕9041号",
        "10％",
        "■ 構成一、全体",
        "未訳",
        "正文は中国語",
    ):
        assert said in text.replace("\r\n", ""), said
    assert "http://tianjin.example/zc/t1.html" in text.splitlines()
    assert [part.get_filename() for part in attached] == [f"{document}.side.docx", f"{document}.side.html"]
    assert attached[1].get_content_type() == "text/html" and FREE in attached[1].get_content()


def test_only_the_approved_bytes_go_out_and_a_changed_plan_is_shown_anew(
    data: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_plan.tell(a_plan.plan(FREE))
    plan_steps.request(document, ["kobe"], "", ASKED)
    plan_steps.translate(document)
    shown = plan_steps.draft(document).id
    a_plan.read_by_a_person(FREE)
    with pytest.raises(plan_steps.PlanNotReady, match="has changed since it was shown"):
        plan_steps.approve(document, shown, "田中", NOW)
    frozen = data / "plans" / document / approve(document) / "side.html"
    kept = frozen.read_bytes()
    frozen.write_text("changed")
    with pytest.raises(EditionChanged, match=r"side\.html"):
        plan_steps.send(document)
    assert not mails(inbox)
    frozen.write_bytes(kept)
    plan_steps.send(document)
    plan_steps.request(document, ["yokkaichi"], "", ASKED)
    plan_steps.send(document)
    assert set(mails(inbox)) == {"kankyo@kobe.example", "kankyo@yokkaichi.example"}
    written = data / "plans" / document / "mail"
    for path in written.iterdir():
        path.unlink()
    monkeypatch.delenv("SMTP_URL")
    plan_steps.request(document, ["kawasaki"], "", ASKED)
    plan_steps.send(document)
    assert [path.name.split(".")[0] for path in written.iterdir()] == ["kawasaki"], "what was sent is not written again"


def test_what_was_sent_unread_is_sent_again_when_it_has_been_read(data: Path, inbox: Path) -> None:
    document = a_plan.tell(a_plan.plan(FREE))
    plan_steps.request(document, ["kobe"], "", ASKED)
    first = approve(document)
    plan_steps.send(document)
    assert approve(document) == first
    plan = plan_steps.known(document)
    a_plan.read_by_a_person(*(piece.text for piece in plan.pieces))
    assert approve(document) != first
    plan_steps.send(document)
    unread, message = mails(inbox).values()
    assert "未校閲" in str(unread["Subject"])
    assert "確認済" in str(message["Subject"]) and "未校閲" not in str(message["Subject"])
    assert "先にお送りした全訳" in next(message.iter_parts()).get_content()


def test_of_a_new_version_only_what_changed_is_asked_for(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = DeepL()
    for name, value in environment(DeepL, server.url).items():
        monkeypatch.setenv(name, value)
    try:
        document = a_plan.tell(a_plan.plan(FREE))
        plan_steps.request(document, ["kobe"], "", ASKED)
        shown = plan_steps.known(document).found.version_id
        plan_steps.translate(document)
        plan_steps.translate(document)
        assert server.texts == [FREE]
        assert a_plan.tell(a_plan.plan(FREE, MORE), LATER) == document
        assert plan_steps.stage(plan_steps.known(document)) == "requested"
        with pytest.raises(plan_steps.PlanNotReady, match="new version"):
            plan_steps.take_reviews(document, shown)
        assert server.texts == [FREE, MORE]
        assert plan_steps.known(document).carried == {"keep": 4, "redo": 1}
    finally:
        server.close()


class Halting(DeepL):
    """Stops answering at its second request for texts, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.begun = 0

    def answer(self, asked: Asked, fault: str) -> Said:
        with self.lock:
            halt = self.for_texts(asked) and self.begun >= 1 and not self.go_on.is_set()
            self.begun += self.for_texts(asked)
        if halt:
            self.reached.set()
            self.go_on.wait(30)
            return Said(503, {})
        return super().answer(asked, fault)


def test_killed_in_the_middle_of_a_document_it_goes_on_and_pays_for_no_text_twice(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Halting()
    for name, value in environment(DeepL, server.url).items():
        monkeypatch.setenv(name, value)
    sentences = a_run.texts(60)
    document = a_plan.tell(a_plan.plan(*sentences))
    plan_steps.request(document, ["kobe"], "", ASKED)
    words = [sys.executable, "-c", f"from dags import plan_steps; plan_steps.translate({document!r})"]
    killed = subprocess.Popen(words, env=dict(os.environ))
    journal = data / "plans" / document / "engine.ja.jsonl"
    assert server.reached.wait(60)
    while not (server.texts and journal.exists() and journal.read_bytes().count(b"\n") == len(server.texts)):
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    paid = len(server.texts)
    server.go_on.set()
    plan_steps.translate(document)
    server.close()
    assert 0 < paid < 60 and Counter(server.texts) == dict.fromkeys(sentences, 1)
    assert sum(made.engine == "deepl" and bool(made.text) for made in plan_steps.known(document).known.values()) == 60


def test_the_wish_for_a_draft_goes_on_with_its_final_text(data: Path) -> None:
    document = a_plan.tell(a_plan.plan(FREE))
    (wish,) = plan_steps.request(document, ["kobe"], "", ASKED)
    entry = plan_steps.known(document).entry
    link = Link(relation="draft_of", document_id=document, of_document_id="f" * 16)
    final = entry.assessment.model_copy(update={"document_id": "f" * 16, "links": (link,), "key_plan": True})
    found = wishes.of_month(MONTH, [entry.model_copy(update={"assessment": final})], [wish])
    assert {(one.document_id, one.asked_by) for one in found} == {("f" * 16, "kobe"), ("f" * 16, "rule")}
    by_rule = next(one for one in found if one.asked_by == "rule")
    assert {"kobe", "yokkaichi"} <= set(by_rule.municipalities) and "saitama" not in by_rule.municipalities


def test_a_month_begins_what_was_asked_for_once_and_goes_on_where_one_cannot_be_begun(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_plan.tell(a_plan.plan(FREE))
    assert plan_steps.waiting() == []
    plan_steps.request(document, ["kobe"], "", ASKED)
    monkeypatch.setenv("AOZORA_ENGINE", "no such")
    (line,) = plan_steps.begin_waiting()
    assert document in line and f"aozora plan draft {document}" in line
    (line,) = plan_steps.tell_begun([{"conf": {"document": document}}], {"begin_plans_0": "failed"})
    assert document in line and f"aozora plan draft {document}" in line
    monkeypatch.delenv("AOZORA_ENGINE")
    assert plan_steps.begin_waiting() == []
    assert (data / "plans" / document / "side.html").exists()
    assert plan_steps.stage(plan_steps.known(document)) == "in review" and plan_steps.waiting() == []
    a_plan.tell(a_plan.plan(FREE, MORE), LATER)
    assert [plan.document_id for plan in plan_steps.waiting()] == [document], "its new version is begun too"


def test_verbs_say_what_is_missing_and_what_comes_next(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = a_plan.tell(a_plan.plan(FREE))

    def said(*words: str) -> tuple[int, str]:
        code = cli.main(["plan", *words])
        out = capsys.readouterr()
        return code, out.out + out.err

    assert said("status") == (0, "No full translation was asked for yet: aozora plan request DOC\n")
    code, told = said("send", document[:6])
    assert code == 2 and f"aozora plan approve {document}" in told
    code, told = said("draft", "津样环〔2026〕9041号")
    assert code == 2 and f"aozora plan request {document}" in told
    code, told = said("request", "津样环[2026]9041")
    assert code == 0 and "kobe" in told and f"aozora plan draft {document}" in told
    code, told = said("approve", document)
    assert code == 1 and "Not approved" in told
    assert said("approve", "--yes", document)[0] == 0
    code, told = said("send", document)
    assert code == 0 and "stage       approved" in told and "to go to" in told
    assert list((data / "plans" / document / "mail").glob("kobe.*.eml"))
    assert f"next        aozora plan send {document}" in told
    code, told = said("status", "no such")
    assert code == 2 and "no document is called so" in told
    with pytest.raises(SystemExit):
        cli.main(["plan", "request", document, "--for", "osaka"])
    assert "kitakyushu" in capsys.readouterr().err
