"""The mail server: where it is, how it is spoken to, and what a failure to speak to it means."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from digests.plain import inert

Tls = Literal["always", "starttls", "none"]
PORTS: dict[Tls, int] = {"always": 465, "starttls": 587, "none": 25}
FORM = "expected smtp://host:port, smtps://… or smtp://…/?starttls=1, signs in user and password percent-encoded"


class MailServerUnusable(ValueError):
    """What is told of the mail server is missing or not understood; its text never holds a password."""


class ServiceRefused(Exception):
    """The server wants none of our mail, or cannot be trusted: trying on would be of no use."""


class ServiceUnavailable(Exception):
    """The server takes no mail just now; a later attempt may do better."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed in; certificates are always verified (`SSL_CERT_FILE` names those of one's own)."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.user and self.tls == "none":
            raise MailServerUnusable(f"mail server {self.host}: a password goes over TLS only, smtps:// or ?starttls=1")

    @classmethod
    def of_url(cls, url: str) -> Server:
        """From an address like `smtp://user:password@host:587/?starttls=1`. Raises MailServerUnusable."""
        parts, port = _parts(url)
        starttls = parse_qs(parts.query).get("starttls") == ["1"]
        tls: Tls = "always" if parts.scheme == "smtps" else "starttls" if starttls else "none"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(str(parts.hostname), port or PORTS[tls], tls, user, password)

    def veiled(self, text: str) -> str:
        """The text on one line without the password, should a server have said it."""
        return inert(text.replace(self.password, "***") if self.password else text)


@dataclass(frozen=True)
class Manner:
    """How patiently mail is handed in."""

    per_minute: int = 60
    """Messages begun in any one minute."""
    pauses: tuple[float, ...] = (60, 300)
    """Seconds before each further attempt at what the server put off."""
    timeout: float = 60
    """Seconds that any answer may take, but for the last one."""
    patience: float = 600
    """Seconds that the answer to a whole message may take, as RFC 5321 asks: giving up early means not knowing."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Manner:
        """As `AOZORA_MAIL_PER_MINUTE` and `AOZORA_MAIL_PAUSES` say. Raises MailServerUnusable."""
        rate = environment.get("AOZORA_MAIL_PER_MINUTE") or str(cls.per_minute)
        pauses = environment.get("AOZORA_MAIL_PAUSES") or ",".join(map(str, cls.pauses))
        if not rate.isascii() or not rate.isdigit() or int(rate) < 1:
            raise MailServerUnusable(f"AOZORA_MAIL_PER_MINUTE={rate}: expected a whole number of messages, at least 1")
        seconds = [] if pauses == "none" else pauses.split(",")
        if not all(one.isascii() and one.isdigit() for one in seconds):
            raise MailServerUnusable(f"AOZORA_MAIL_PAUSES={pauses}: expected seconds, like 60,300, or none")
        return cls(int(rate), tuple(map(float, seconds)))


def connected(server: Server, timeout: float) -> smtplib.SMTP:
    """A connection that takes mail. Raises ServiceRefused, ServiceUnavailable."""
    where = f"{server.host}:{server.port}"
    try:
        return _greeted(server, timeout)
    except ssl.SSLCertVerificationError as error:
        raise ServiceRefused(f"{where}: its certificate is not trusted: {error.verify_message}") from None
    except ssl.SSLEOFError:
        raise ServiceUnavailable(f"{where}: the connection broke while TLS began") from None
    except ssl.SSLError as error:
        raise ServiceRefused(f"{where}: no TLS: {error.reason}") from None
    except smtplib.SMTPResponseException as error:
        refused = ServiceRefused if error.smtp_code >= 500 else ServiceUnavailable
        raise refused(f"{where}: {said(server, error.smtp_code, error.smtp_error)}") from None
    except smtplib.SMTPServerDisconnected as error:
        raise ServiceUnavailable(f"{where}: {server.veiled(str(error))}") from None
    except smtplib.SMTPException as error:
        raise ServiceRefused(f"{where}: {server.veiled(str(error))}") from None
    except OSError as error:
        raise ServiceUnavailable(f"{where}: no connection: {type(error).__name__}") from None


def said(server: Server, code: int, answer: bytes | str) -> str:
    """What the server answered, on one line of bearable length."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return server.veiled(f"{code} {text}")[:200]


def _greeted(server: Server, timeout: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    smtp = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
        if server.tls == "always"
        else smtplib.SMTP(server.host, server.port, timeout=timeout)
    )
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        if smtp.sock is not None:  # the last line goes by itself: it need not wait for the body's receipt
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _parts(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # its text would hold what stands behind the last colon
        raise MailServerUnusable(f"mail server: {FORM}") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise MailServerUnusable(f"mail server: {FORM}")
    return parts, port
