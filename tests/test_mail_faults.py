"""200 letters through a server that fails in every way: each arrives once, or is named as doubtful."""

from __future__ import annotations

import ipaddress
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from digests import ledger, mail
from tests.post_office import AT_ONCE, HOST, PASSWORD, USER, Office, letters, opened

Send = Callable[..., mail.Outcomes]
LETTERS = letters()
READERS = {f"r{n}@city.example" for n in range(200)}


@pytest.fixture
def send(tmp_path: Path) -> Send:
    def send(url: str, manner: mail.Manner = AT_ONCE, count: int = 200) -> mail.Outcomes:
        return mail.send(LETTERS[:count], url, tmp_path / "sent.jsonl", tmp_path / "mail", manner)

    return send


def states(outcomes: mail.Outcomes) -> dict[str, str]:
    return {o.address.split("@")[0]: o.state for o in outcomes if o.state != "sent"}


def test_two_hundred_readers_and_every_fault_end_with_each_mail_once_or_in_doubt(send: Send, tmp_path: Path) -> None:
    office = Office(
        r3=["421 closing"],
        r20=["450 4.2.0 greylisted", "450 4.2.0 greylisted"],
        r40=["550 5.1.1 no such user"],
        r41=["550 5.7.1 blocked"],
        r60=["drop data"],
        r80=["drop body"],
        r100=["data 451 try later"],
        r120=["data 554 spam"],
        r140=["drop mail"],
        r160=["slow"],
    )
    with opened(office) as at:
        first = send(f"smtp://{at}", mail.Manner(10_000, (0.05,)))
        again = send(f"smtp://{at}")
    assert states(first) == {
        "r20": "deferred", "r40": "refused", "r41": "deferred", "r80": "ambiguous", "r120": "deferred",
    }  # fmt: skip
    assert {o.address.split("@")[0]: o.state for o in again if o.state != "already"} == {
        "r20": "sent", "r40": "refused", "r41": "sent", "r80": "ambiguous", "r120": "sent",
    }  # fmt: skip
    assert set(office.arrived) == READERS - {"r40@city.example"} and set(office.arrived.values()) == {1}
    assert "r40@city.example refused: 550 5.1.1 no such user" in str(first)


def test_a_sender_killed_at_five_points_loses_none_and_sends_none_twice(tmp_path: Path) -> None:
    points = {"r20": "kill mail", "r60": "kill data", "r100": "kill body", "r140": "kill answer", "r190": "kill body"}
    office = Office(**{name: [point] for name, point in points.items()})
    path = tmp_path / "sent.jsonl"
    with opened(office) as at:
        words = [sys.executable, "-m", "tests.post_office", f"smtp://{at}", str(path), str(tmp_path / "mail")]
        for _ in points:
            with subprocess.Popen(words) as sender:
                office.victim = sender.pid
            assert sender.returncode == -9
        last = mail.send(LETTERS, f"smtp://{at}", path, tmp_path / "mail", AT_ONCE)
    doubtful = {o.address for o in last if o.state == "ambiguous"}
    assert {o.state for o in last} == {"sent", "already", "ambiguous"}
    assert set(office.arrived) | doubtful == READERS and max(office.arrived.values()) == 1
    assert {"r100@city.example", "r190@city.example"} <= doubtful and len(doubtful) <= 3
    assert Counter(line.state for line in ledger.last(path).values()) == {
        "sent": 200 - len(doubtful), "ambiguous": len(doubtful),
    }  # fmt: skip


def test_a_person_says_whether_a_doubtful_mail_arrived(send: Send, tmp_path: Path) -> None:
    office, path = Office(r0=["drop body"], r1=["drop body"], r2=["550 unknown user"]), tmp_path / "sent.jsonl"
    with opened(office) as at:
        send(f"smtp://{at}", count=4)
        assert ledger.resolve(path, "2026-10/common/ja", "R0@city.example", arrived=True).state == "sent"
        ledger.resolve(path, "2026-10/common/ja", "r2@city.example", arrived=False)
        with pytest.raises(ledger.NotAsked, match="sent; expected one of ambiguous"):
            ledger.resolve(path, "2026-10/common/ja", "r3@city.example", arrived=False)
        again = send(f"smtp://{at}", count=4)
    assert [o.state for o in again] == ["already", "ambiguous", "sent", "already"]


@pytest.mark.parametrize("cut", [1, 40])
def test_a_ledger_torn_anywhere_in_its_last_line_is_read(send: Send, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "sent.jsonl"
    with opened(Office()) as at:
        send(f"smtp://{at}", count=3)
        path.write_bytes(path.read_bytes()[:-cut])
        assert Counter(line.state for line in ledger.last(path).values()) == {"sent": 2, "ambiguous": 1}
        assert [o.state for o in send(f"smtp://{at}", count=3)] == ["already", "already", "ambiguous"]


def test_a_server_that_never_answers_the_body_leaves_doubt_and_no_wait_without_end(send: Send) -> None:
    with opened(Office(r0=["slow"])) as at:
        outcomes = send(f"smtp://{at}", mail.Manner(10_000, (), 5, 0.3), count=2)
    assert [o.state for o in outcomes] == ["ambiguous", "sent"]


def test_no_more_than_the_agreed_number_goes_out_in_a_minute(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with opened(Office()) as at:
        send(f"smtp://{at}", mail.Manner(per_minute=2, pauses=()), count=3)
    assert len(slept) == 1 and 55 < slept[0] <= 60


@pytest.mark.parametrize("answer", ["550 5.7.1 we do not know you", "451 busy"])
def test_a_service_that_takes_no_mail_is_not_asked_200_times(send: Send, answer: str) -> None:
    class Closed(Office):
        async def handle_MAIL(self, *_: object) -> str:  # noqa: N802
            return answer

    office = Closed()
    with opened(office) as at:
        outcomes = send(f"smtp://{at}", mail.Manner(10_000, (0.05, 0.05)))
    assert set(states(outcomes).values()) == {"deferred"} and answer in str(outcomes)
    assert len(office.callers) == (1 if answer.startswith("5") else 3)


# ---------------------------------------------------------------- TLS and login


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody has signed but itself, with its key, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("trusted", "password", "expected", "said"),
    [
        (True, PASSWORD, "sent", ""),
        (True, "another " + PASSWORD, "deferred", "535"),
        (False, PASSWORD, "deferred", "certificate is not trusted"),
    ],
)
def test_login_goes_over_verified_tls_only(
    send: Send,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
    password: str,
    expected: str,
    said: str,
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    office = Office()
    with opened(office, tls) as at:
        outcomes = send(f"smtp://{USER}:{quote(password, safe='')}@{at}/?starttls=1", count=3)
    assert [o.state for o in outcomes] == [expected] * 3 and said in str(outcomes)
    assert len(office.callers) == 1
    assert PASSWORD not in str(outcomes) + (tmp_path / "sent.jsonl").read_text()


def test_a_server_without_tls_gets_no_password(send: Send) -> None:
    office = Office()
    with opened(office) as at:
        outcomes = send(f"smtp://{USER}:secret@{at}/?starttls=1", count=2)
    assert {o.state for o in outcomes} == {"deferred"} and "STARTTLS" in str(outcomes) and not office.arrived


@pytest.mark.parametrize("url", ["smtp://me:se/cret@h.example:587/?starttls=1", "smtps://me:se#cret@h.example:x"])
def test_no_password_stands_in_a_text(url: str) -> None:
    with pytest.raises(mail.MailServerUnusable) as error:
        mail.Server.of_url(url)
    assert "cret" not in str(error.value) and (error.value.__suppress_context__ or not error.value.__context__)
    assert "secret" not in repr(mail.Server("h.example", 465, "always", "me", "secret"))
