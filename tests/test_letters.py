"""What stands in a letter: rare characters whole, nothing injected, a way out of the list, files as asked."""

from __future__ import annotations

import itertools
from email import message_from_bytes
from email.header import decode_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path

import pytest

from digests import mail, recipients
from digests.mail import letter
from tests.post_office import SENDER, reader
from warehouse.models import Edition

RARE = "邢滬濰漯亳𠮷㐂﨑"
EDITION = Edition(
    id="2026-10/kobe/ja", month="2026-10", municipality="kobe", lang="ja", subject="月報（邢台・漯河）", sections=()
)


def arrived(message: EmailMessage) -> EmailMessage:
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def as_others_read(message: EmailMessage, header: str) -> tuple[str, str]:
    """Name and address as RFC 2047 has them; Python 3.11 reads blanks between a name's encoded words (2026-11)."""
    name, address = parseaddr(next(value for key, value in message.raw_items() if key == header))
    parts = decode_header(name)
    return "".join(part if isinstance(part, str) else part.decode(code or "ascii") for part, code in parts), address


def test_rare_characters_are_whole_wherever_a_line_is_folded() -> None:
    for length, start in itertools.product(range(1, 90, 7), range(len(RARE))):
        text = (RARE * 20)[start : start + length]
        for said in (text, f"{text} 号", f"A, B {text} (C)"):
            one = reader("kankyo", name=said[:100])
            edition = EDITION.model_copy(update={"subject": said})
            read = arrived(mail.compose(edition, f"{RARE}\n".encode(), RARE.encode(), one))
            assert read["Subject"] == said
            assert as_others_read(read, "To") == (said[:100], "kankyo@city.example")
            assert all(len(line) < 998 for line in read.as_bytes().splitlines())
    body = read.get_body(("plain",))
    assert body is not None and body.get_content().strip() == RARE


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f", "\x1c"])
def test_no_line_break_of_any_kind_begins_a_header(end: str) -> None:
    bad = EDITION.model_copy(update={"subject": f"標本{end}Bcc: a@b.example{end}{end}body\u202e"})
    raw = mail.compose(bad, b"text", b"html", reader("kankyo")).as_bytes()
    read = message_from_bytes(raw, policy=default)
    assert "Bcc" not in read and not any(line.lower().startswith(b"bcc") for line in raw.splitlines())
    assert str(read["Subject"]).isprintable() and "Bcc: a@b.example" in str(read["Subject"])
    with pytest.raises(ValueError, match="line breaks"):
        reader("kankyo", name=f"環境{end}課")


def test_the_way_out_is_a_mail_and_one_click_where_an_address_takes_it() -> None:
    plain = mail.compose(EDITION, b"t", b"h", reader("kankyo"))
    assert plain["List-Unsubscribe"] == "<mailto:u@aozora.example?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in plain
    more = {"unsubscribe_https": "https://aozora.example/leave/{token}", "unsubscribe_key": "k" * 16}
    sender = recipients.Sender.model_validate(SENDER.model_dump() | more)
    read = arrived(mail.compose(EDITION, b"t", b"h", reader("kankyo", sender=sender)))
    token = sender.token("KANKYO@city.example")
    assert read["List-Unsubscribe"] == (
        f"<mailto:u@aozora.example?subject=unsubscribe>, <https://aozora.example/leave/{token}>"
    )
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and read["List-Id"] == "<l.aozora.example>"
    assert token != sender.model_copy(update={"unsubscribe_key": "l" * 16}).token("kankyo@city.example")


def test_files_come_as_asked_in_a_letter_that_gateways_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter, "BYTES", 60_000)
    files = [
        mail.Attached(f"a.{end}", bytes(size)) for end, size in (("pdf", 20_000), ("docx", 40_000), ("xlsx", 9_000))
    ]
    made = mail.compose(EDITION, "本文\n".encode(), b"<p>h</p>", reader("kankyo"), files)
    assert made.as_bytes() == mail.compose(EDITION, "本文\n".encode(), b"<p>h</p>", reader("kankyo"), files).as_bytes()
    read = arrived(made)
    assert [part.get_filename() for part in read.iter_attachments()] == ["a.pdf", "a.xlsx"]
    assert [bytes(19) < part.get_content() for part in read.iter_attachments()] == [True, True]
    body = read.get_body(("plain",))
    assert body is not None and "a.docx（0.0 MB）" in body.get_content() and read.get_body(("html",)) is not None
    assert len(made.as_bytes()) < 60_000
    only = mail.compose(EDITION, b"t", b"h", reader("kankyo", formats=("text",)))
    assert only.get_content_type() == "text/plain"


def test_a_trial_says_whose_it_is_and_is_no_mail_of_the_list(tmp_path: Path) -> None:
    seen = mail.trial(mail.compose(EDITION, b"t", b"h", reader("kankyo")), "me@institute.example", 3, 12)
    read = arrived(seen)
    assert read["To"] == "me@institute.example"
    assert read["Subject"] == "【試送3/12：kankyo@city.example宛】月報（邢台・漯河）"
    assert "List-Unsubscribe" not in read and "2026-10" not in str(read["Message-ID"])
