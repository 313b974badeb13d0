"""Returned mails: the dead address is paused, the full mailbox is not, and nobody can end another's subscription."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from digests import ledger, mail, paused, recipients
from digests.mail import bounces
from digests.mail.rules import judged
from tests.post_office import AT_ONCE, Office, letters, opened, reader

LETTERS = letters(6)


class Desk:
    """A ledger with six sent letters, and a folder for what comes back."""

    def __init__(self, place: Path) -> None:
        self.ledger, self.paused, self.folder = place / "sent.jsonl", place / paused.FILE, place / "back"
        self.folder.mkdir()
        with opened(Office()) as at:
            mail.send(LETTERS, f"smtp://{at}", self.ledger, place / "mail", AT_ONCE)

    def take(self) -> list[str]:
        return list(bounces.take(self.folder, self.ledger, self.paused))

    def states(self) -> list[str]:
        return [line.state for line in ledger.last(self.ledger).values()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


REPORT = """\
From: MAILER-DAEMON@mx.city.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=report"

--=report
Content-Type: text/plain

Sorry.
--=report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.city.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--=report
Content-Type: {kind}

{returned}
--=report--
"""


def report(of: EmailMessage, status: str, said: str, action: str = "failed", *, whole: bool = True) -> bytes:
    """A delivery report as a mail server makes it, with the mail whole or only its head."""
    kind, returned = "text/rfc822-headers", f"Subject: x\nMessage-ID: {of['Message-ID']}\n"
    if whole:
        kind, returned = "message/rfc822", of.as_string()
    address = of["To"].addresses[0].addr_spec
    made = REPORT.format(address=address, action=action, status=status, said=said, kind=kind, returned=returned)
    return made.replace("\r\n", "\n").encode()


def test_hard_pauses_soft_does_not_and_each_report_is_taken_once(desk: Desk) -> None:
    for name, back in {
        "1.eml": report(LETTERS[0], "5.1.1", "550 5.1.1 user unknown"),
        "2.eml": report(LETTERS[1], "5.2.2", "552 5.2.2 mailbox full", whole=False),
        "3.eml": report(LETTERS[2], "4.4.1", "no answer yet", action="delayed"),
        "4.eml": report(LETTERS[3], "5.7.1", "550 5.7.1 blocked by policy"),
        "5.eml": report(LETTERS[4], "5.0.0", "550 No such mailbox"),
    }.items():
        (desk.folder / name).write_bytes(back)
    (desk.folder / "6.eml").write_bytes(b"Subject: out of office\r\n\r\nback on Monday")
    said = desk.take()
    assert desk.states() == ["bounced", "bounced", "sent", "bounced", "bounced", "sent"]
    assert set(paused.known(desk.paused)) == {"r0@city.example", "r4@city.example"}
    assert "paused; `aozora recipients resume r0@city.example` undoes it" in said[0] and "no such address" in said[0]
    assert "still gets mail" in said[1] and "delayed, nothing to do" in said[2]
    assert said[5] == "6.eml: no delivery report; read it yourself: out of office"
    paused.write(desk.paused, "r0@city.example", paused=False, reason="asked them")
    assert all("taken before" in line or "nothing to do" in line for line in desk.take()[:5])
    assert set(paused.known(desk.paused)) == {"r4@city.example"}


def test_a_report_that_names_no_mail_of_ours_changes_nothing(desk: Desk) -> None:
    forged = EmailMessage()
    forged["To"], forged["Message-ID"] = "r5@city.example", "<guess@l.aozora.example>"
    (desk.folder / "x.eml").write_bytes(report(forged, "5.1.1", "550 unknown"))
    assert "names no mail of ours, so nothing was changed" in desk.take()[0]
    assert set(desk.states()) == {"sent"} and not paused.known(desk.paused)


def test_a_maildir_is_read_and_a_paused_reader_gets_no_mail(desk: Desk, tmp_path: Path) -> None:
    (desk.folder / "new").mkdir()
    (desk.folder / "cur").mkdir()
    (desk.folder / "new" / "17.host").write_bytes(report(LETTERS[0], "5.1.1", "550 unknown"))
    (desk.folder / "cur" / "16.host:2,S").write_bytes(b"\xff\xfe not a mail")
    assert len(desk.take()) == 2
    active = recipients.active([reader("r0"), reader("R1"), reader("r2", status="left")], tmp_path)
    assert [one.address for one in active] == ["R1@city.example"]
    with pytest.raises(bounces.NoSuchFolder, match="nowhere"):
        list(bounces.take(tmp_path / "nowhere", desk.ledger, desk.paused))


@pytest.mark.parametrize(
    ("answer", "hard"),
    [
        ("550 5.1.1 <a@b.example>: Recipient address rejected: User unknown", True),
        ("550 No such user here", True),
        ("550 Requested action not taken: mailbox unavailable", True),
        ("554 5.7.1 <a@b.example>: Relay access denied", False),
        ("550 blocked using a blocklist", False),
        ("552 mailbox full", False),
        ("452 4.2.2 over quota", False),
        ("554 transaction failed", False),
    ],
)
def test_what_an_answer_means(answer: str, hard: bool) -> None:
    assert judged(answer).hard is hard
