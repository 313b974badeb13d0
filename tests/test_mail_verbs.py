"""A real month's mail from the command line: tried out, sent, asked about; and what Airflow keeps for it."""

from __future__ import annotations

import email
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from dags import cli, posting, steps
from dags.mailbox import mailbox
from digests import recipients

MONTH = "2026-10"
ANSWER: dict[str, Any] = {"responded_by_user": {"name": "editor"}, "responded_at": datetime(2026, 11, 3).astimezone()}
SENDER = "sender: {name: 編集部, address: e@aozora.example, list_id: l.aozora.example, unsubscribe: u@aozora.example}"
ROW = "  - {{address: {address}, name: 環境課, municipality: {id}, since: {since}, agreed_by: 課長{more}}}"


def row(address: str, id: str = "kobe", since: str = "2026-04-01", more: str = "") -> str:
    return ROW.format(address=address, id=id, since=since, more=more)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real month that is drafted; nothing was read in it."""
    place = tmp_path_factory.mktemp("drafted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AOZORA_DATA", str(place))
        with steps.store():
            pass
        steps.draft(MONTH, "live")
    return place


@pytest.fixture
def data(tmp_path: Path, drafted: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The month, to be sent."""
    shutil.copytree(drafted, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    for name in ("SMTP_URL", "AOZORA_SAMPLE_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AOZORA_MAIL_PAUSES", "none")
    return tmp_path


@pytest.fixture
def inbox(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    received = data / "received"
    received.mkdir()
    with mailbox(received) as smtp:
        monkeypatch.setenv("SMTP_URL", smtp)
        yield received


def listed(data: Path, *rows: str) -> None:
    path = data / recipients.FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([SENDER, "recipients:", *rows]), encoding="utf-8")


def read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_without_a_list_a_real_month_says_what_to_do(data: Path, inbox: Path) -> None:
    steps.freeze(MONTH, ANSWER)
    with pytest.raises(recipients.RecipientsUnreadable, match=r"sample_recipients\.yml.*aozora recipients check"):
        posting.send(MONTH)
    assert cli.main(["mail", "send", MONTH]) == 2


def test_a_draft_is_tried_out_and_the_month_then_sent_once(
    data: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(
        data,
        row("kobe@city.example", more=", formats: [html, docx]"),
        row("oita@city.example", "oita", more=", formats: [text]"),
        row("en@city.example", "common", more=", language: en"),
        row("new@city.example", since="2026-12-01"),
        row("gone@city.example", more=", status: left"),
        row("typo(at)city.example"),
    )
    assert cli.main(["mail", "send", MONTH, "--dry-run"]) == 0
    assert {path.name for path in (data / MONTH / "dry-run").iterdir()} == {
        "kobe.kobe@city.example.eml", "oita.oita@city.example.eml", "common.en@city.example.eml",
    }  # fmt: skip
    assert cli.main(["mail", "send", MONTH, "--to", "me@institute.example"]) == 0
    tried = [inbox / f"me@institute.example{n}.eml" for n in ("", ".2", ".3")]
    assert sorted(inbox.iterdir()) == sorted(tried)
    assert str(read(tried[2])["Subject"]).startswith("【試送3/3：en@city.example宛】")
    for path in tried:
        path.unlink()
    assert not posting.ledger_path().exists()

    steps.freeze(MONTH, ANSWER)
    assert cli.main(["mail", "status", MONTH]) == 1
    assert "3 waiting" in capsys.readouterr().out
    assert cli.main(["mail", "send", MONTH]) == 2
    assert "recipients.yml row 6 (typo(at)city.example): address:" in capsys.readouterr().err
    assert {path.name for path in inbox.iterdir()} == {f"{name}@city.example.eml" for name in ("kobe", "oita", "en")}
    kobe = read(inbox / "kobe@city.example.eml")
    assert [part.get_filename() for part in kobe.iter_attachments()] == ["aozora-2026-10-kobe.docx"]
    assert read(inbox / "oita@city.example.eml").get_content_type() == "text/plain"
    assert read(inbox / "en@city.example.eml")["Content-Language"] == "en"
    assert cli.main(["mail", "status", MONTH]) == 0
    assert f"{MONTH}: 3 sent" in capsys.readouterr().out


def test_an_open_question_is_answered_on_the_command_line(
    data: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(data, row("kobe@city.example"))
    steps.freeze(MONTH, ANSWER)
    posting.send(MONTH)
    path = posting.ledger_path()
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert cli.main(["mail", "send", MONTH]) == 2
    assert cli.main(["mail", "status", MONTH]) == 1
    assert "aozora mail resolve" in capsys.readouterr().out
    assert cli.main(["mail", "resolve", f"{MONTH}/kobe/ja", "kobe@city.example", "not-sent"]) == 0
    (inbox / "kobe@city.example.eml").unlink()
    assert cli.main(["mail", "send", MONTH]) == 0 and (inbox / "kobe@city.example.eml").exists()
    assert cli.main(["mail", "resolve", f"{MONTH}/kobe/ja", "kobe@city.example", "sent"]) == 2


def test_the_list_is_printed_with_what_is_wrong(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed(
        data, row("kobe@city.example", more=", places: [武汉市], themes: [voc]"), row("kobe@city.example"), row("x@y")
    )
    assert cli.main(["recipients", "check"]) == 1
    shown = capsys.readouterr().out
    assert "420100 voc" in shown and "1 active" in shown and "2 problems" in shown
    assert "row 2 (kobe@city.example): address: stands there already for kobe" in shown
    assert "row 3 (x@y): address:" in shown and "expected: One address, like kankyo@city.example." in shown
    assert cli.main(["recipients", "resume", "kobe@city.example"]) == 2


AIRFLOW = """
import json, os, pathlib
from dags import posting, steps
print("kept", posting.kept())
from dags import in_process
in_process.configure(steps.data() / "airflow")
in_process.prepare()
from dags import connections
os.environ["SMTP_URL"] = "smtp://other.example"
print(repr(posting.server(connections.means())))
from airflow.models import Variable
Variable.set("aozora_recipients", "sender: x")
kept = {"conn_type": "smtp", "host": "mx.example", "port": 2525, "login": "me", "password": "pa ss"}
for extra in ({}, {"disable_ssl": True}, {"disable_ssl": "true", "disable_tls": True}):
    os.environ["AIRFLOW_CONN_SMTP_DEFAULT"] = json.dumps(kept | {"extra": extra})
    try:
        means = connections.means()
        stored = posting.kept()
        print(repr(posting.server(means)), means.server.password == "pa ss", stored.server == means.server,
            stored.recipients)
    except connections.MailServerUnusable as error:
        print(error)
"""


def test_airflow_keeps_server_and_list_for_tasks_and_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    monkeypatch.delenv("SMTP_URL", raising=False)
    done = subprocess.run([sys.executable, "-c", AIRFLOW], capture_output=True, text=True, check=False)
    own = "Server(host='mx.example', port=2525, tls='{tls}', user='me') True True sender: x"
    other = "Server(host='other.example', port=25, tls='none', user='')"
    refused = "mail server mx.example: a password goes over TLS only, smtps:// or ?starttls=1"
    assert [line for line in done.stdout.splitlines() if "example" in line] == [
        other, own.format(tls="always"), own.format(tls="starttls"), refused,
    ], done.stderr  # fmt: skip
    assert "kept Means(server=None, recipients='')" in done.stdout and "pa ss" not in done.stdout + done.stderr
