"""The mail over a real SMTP server on loopback: text first, each recipient once, doubt written down."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from digests import build, formats, ledger, mail, recipients
from digests.__main__ import main
from tests import entries
from warehouse.models import Edition

EDITIONS = {
    e.municipality: e
    for e in build.editions(entries.MONTH, entries.ENTRIES, entries.COVERAGE, entries.SOURCES)
    if e.lang == "ja"
}
AT_ONCE = mail.Manner(pauses=())
PARTS = {id: (formats.render(e, "text"), formats.render(e, "html")) for id, e in EDITIONS.items()}


class Box:
    """Takes mail; `answers` may give a recipient's RCPT or DATA another answer, once."""

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []
        self.rcpt: dict[str, str] = {}
        self.data: dict[str, str | None] = {}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.rcpt.pop(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        answer = self.data.pop(address, "250 kept")
        if answer is None:
            server.transport.abort()
            return "421 gone"
        if answer.startswith("250"):
            self.received.append((address, envelope.content))
        return answer


@contextmanager
def served(box: Box) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def letters() -> list[EmailMessage]:
    readers = recipients.load(Path(), sample=True)
    return [mail.compose(EDITIONS[r.municipality], *PARTS[r.municipality], r) for r in readers]


@pytest.fixture
def post(tmp_path: Path) -> Callable[[str], mail.Outcomes]:
    def send(url: str) -> mail.Outcomes:
        return mail.send(letters(), url, tmp_path / "private" / "sent.jsonl", tmp_path / "mail", AT_ONCE)

    return send


def test_twelve_readers_get_one_mail_each_and_a_rerun_sends_none(
    post: Callable[[str], mail.Outcomes], tmp_path: Path
) -> None:
    box = Box()
    with served(box) as url:
        first, second = post(url), post(url)
    assert [o.state for o in first] == ["sent"] * 12
    assert [o.state for o in second] == ["already"] * 12
    assert len(box.received) == 12 and len({address for address, _ in box.received}) == 12
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 12
    assert str(second) == "12 already"


def test_a_reader_of_two_editions_has_both_kept(tmp_path: Path) -> None:
    reader = recipients.load(Path(), sample=True)[0]
    for id in ("common", "kitakyushu"):
        mail.keep(mail.compose(EDITIONS[id], *PARTS[id], reader), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_message_is_text_first_and_addressed() -> None:
    message = letters()[9]
    assert message["To"] == "北九州市 環境担当 <kankyo@kitakyushu.example>"
    assert message["Subject"].startswith("【標本】中国大気政策月報 2026年10月号（上海・武漢ほか）")
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["List-Unsubscribe"] == "<mailto:unsubscribe@aozora.example?subject=unsubscribe>"
    assert letters()[9].as_bytes() == message.as_bytes()
    read = message_from_bytes(message.as_bytes(), policy=default)
    body = read.get_body(("plain",))
    assert body is not None and body.get_content().replace("\r\n", "\n") == PARTS["kitakyushu"][0].decode()


def test_what_arrives_is_what_was_composed_with_a_date(post: Callable[[str], mail.Outcomes]) -> None:
    box = Box()
    with served(box) as url:
        post(url)
    for (_, raw), sent in zip(box.received, letters(), strict=True):
        read = message_from_bytes(raw, policy=default)
        assert read["Date"] and read["Message-ID"] == sent["Message-ID"] and read["Subject"] == sent["Subject"]
        page = read.get_body(("html",))
        assert page is not None and "【標本】" in page.get_content()


@pytest.mark.parametrize(
    ("fault", "first", "again", "arrived"),
    [
        ({"rcpt": "550 unknown"}, "refused", "refused", 11),
        ({"rcpt": "450 later"}, "deferred", "sent", 12),
        ({"rcpt": "421 closing"}, "deferred", "sent", 12),
        ({"data": "554 no"}, "deferred", "sent", 12),
        ({"data": "451 later"}, "deferred", "sent", 12),
        ({"data": None}, "ambiguous", "ambiguous", 11),
    ],
)
def test_faults(
    post: Callable[[str], mail.Outcomes], fault: dict[str, str | None], first: str, again: str, arrived: int
) -> None:
    box = Box()
    ((where, answer),) = fault.items()
    getattr(box, where)["kankyo@kobe.example"] = answer
    with served(box) as url:
        outcomes, rerun = post(url), post(url)
    assert {o.address: o.state for o in outcomes}["kankyo@kobe.example"] == first
    assert [o.state for o in outcomes].count("sent") == 11
    assert {o.address: o.state for o in rerun}["kankyo@kobe.example"] == again
    assert len(box.received) == arrived


def test_a_server_that_does_not_answer_defers_everybody(post: Callable[[str], mail.Outcomes]) -> None:
    with served(Box()) as url:
        pass
    assert {o.state for o in post(url)} == {"deferred"}


def test_a_sender_killed_in_the_middle_leaves_an_ambiguous_mail_and_a_mended_ledger(
    post: Callable[[str], mail.Outcomes], tmp_path: Path
) -> None:
    path = tmp_path / "private" / "sent.jsonl"
    path.parent.mkdir()
    message = letters()[0]
    ledger.write_all(path, [ledger.line(str(message["Message-ID"]), "x", "kankyo@saitama.example", "sending")])
    path.write_bytes(path.read_bytes() + b'{"message_id": "<ha')
    box = Box()
    with served(box) as url:
        outcomes = post(url)
    assert [o.state for o in outcomes] == ["ambiguous"] + ["sent"] * 11
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_an_unreadable_ledger_stops_the_sending(post: Callable[[str], mail.Outcomes], tmp_path: Path) -> None:
    path = tmp_path / "private" / "sent.jsonl"
    path.parent.mkdir()
    path.write_text("not json\n")
    with pytest.raises(ledger.LedgerUnreadable, match=r"sent\.jsonl:1"):
        post("smtp://127.0.0.1:1")


@pytest.mark.parametrize("url", ["", "http://x.example", "smtp://me:secret@x.example:25"])
def test_an_unusable_server_is_named_without_its_password(post: Callable[[str], mail.Outcomes], url: str) -> None:
    with pytest.raises(mail.MailServerUnusable) as error:
        post(url)
    assert "secret" not in str(error.value)


def test_no_header_can_be_injected() -> None:
    reader = recipients.load(Path(), sample=True)[0]
    bad = EDITIONS["saitama"].model_copy(update={"subject": "x\r\nBcc: a@b.example\u202e"})
    message = mail.compose(bad, b"text", b"<p>html</p>", reader)
    assert message["Subject"] == "x Bcc: a@b.example" and "Bcc" not in message
    assert b"\nBcc" not in message.as_bytes()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{address: 'a@b.example\\nBcc: x', name: x, municipality: oita, since: 2026-04-01, agreed_by: x}", "address"),
        ('{address: a@b.example, name: "x\\r\\ny", municipality: oita, since: 2026-04-01, agreed_by: x}', "name"),
        ("{address: a@b.example, name: x, municipality: osaka, since: 2026-04-01, agreed_by: x}", "osaka"),
        ("{address: a@b.example, name: x, municipality: oita, agreed_by: x}", "since"),
        ("{address: a@b.example, name: x, municipality: oita, since: 2026-04-01, agreed_by: x, vip: 1}", "vip"),
        ("{address: good@b.example, name: x, municipality: oita, since: 2026-04-01, agreed_by: x}", "already"),
        ("just text", "row"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, row: str, said: str) -> None:
    good = "{address: good@b.example, name: x, municipality: oita, since: 2026-04-01, agreed_by: x}"
    sender = "sender: {name: x, address: e@b.example, list_id: l.b.example, unsubscribe: u@b.example}"
    path = tmp_path / "recipients.yml"
    path.write_text(f"{sender}\nrecipients:\n  - {good}\n  - {row}\n", encoding="utf-8")
    found, problems = recipients.read(path)
    assert [r.address for r in found] == ["good@b.example"]
    assert problems and all(p.startswith("recipients.yml row 2") for p in problems) and said in " ".join(problems)


def test_a_missing_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(recipients.RecipientsUnreadable, match=r"recipients\.yml"):
        recipients.load(tmp_path, sample=False)


def test_the_command_renders_and_sends(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    edition: Edition = EDITIONS["oita"]
    path = tmp_path / "oita.json"
    path.write_bytes(formats.render(edition, "json"))
    assert main(["render", str(path), "--format", "text"]) == 0
    assert capsysbinary.readouterr().out == PARTS["oita"][0]
    box = Box()
    with served(box) as url:
        sent = [
            "send",
            str(path),
            "--smtp",
            url,
            "--ledger",
            str(tmp_path / "l.jsonl"),
            "--keep",
            str(tmp_path / "eml"),
        ]
        assert main(sent) == 0 and main(sent) == 0
    assert [address for address, _ in box.received] == ["kankyo@oita.example"]
