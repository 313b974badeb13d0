"""The joint between an approved month and its readers: who gets what, through which server, and what came of it."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from dags import guards, in_process, steps
from digests import formats, ledger, mail, recipients
from digests.recipients import Recipient
from warehouse.models import Edition, Language

log = logging.getLogger("aozora")
ALWAYS = ("text", "html")
"""Forms that stand in the mail itself."""


class MailsLeft(Exception):
    """Somebody did not get the mail; the text names each, what the server said, and whether a rerun sends it."""


class NotThere(Exception):
    """What should be mailed has not been made; the text says what to run first."""


class Means(NamedTuple):
    """What mail is sent with and to whom, where Airflow keeps it."""

    server: mail.Server | None = None
    recipients: str = ""
    """The list as YAML; empty: the private file."""


class Fate(NamedTuple):
    """One mail as the ledger knows it."""

    state: str
    edition: str
    address: str
    detail: str


NOTHING_KEPT = Means()


def ledger_path() -> Path:
    """The send ledger of everything that goes to recipients."""
    return steps.data() / "private" / "sent.jsonl"


def is_sample_month(month: str) -> bool:
    """Whether a month's editions are the sample's. Raises NotThere."""
    return _edition(month, recipients.COMMON, "ja").is_sample


def kept() -> Means:
    """What Airflow keeps where it has a database already, so that a command sends as the DAG does.

    Raises MailServerUnusable.
    """
    if "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN" not in os.environ:
        home = steps.data() / "airflow"
        if not (home / "airflow.db").exists():
            return NOTHING_KEPT
        in_process.configure(home)
    from dags import connections

    return connections.stored()


def server(means: Means) -> mail.Server | None:
    """Airflow's connection, else `SMTP_URL`. Raises MailServerUnusable."""
    url = os.environ.get("SMTP_URL", "")
    return means.server or (mail.Server.of_url(url) if url else None)


def send(month: str, means: Means = NOTHING_KEPT) -> None:
    """Mail each recipient the edition of their municipality, once; nothing goes out unapproved.

    Raises EditionChanged, MailsLeft, MailServerUnusable, RecipientsUnreadable.
    """
    if not steps.approved(month):
        log.info("%s not approved: nothing sent, drafts kept", month)
        return
    frozen = guards.as_approved(steps.data(), month)
    sample = is_sample_month(month)
    good, bad = recipients.listed(steps.data(), sample=sample, text=means.recipients)
    messages = list(letters(month, recipients.active(good, steps.data()), frozen))
    mailed(month, messages, steps.folder(month, "mail"), NOTHING_KEPT if sample else means, bad)


def mailed(
    what: str, messages: Sequence[EmailMessage], kept: Path, means: Means = NOTHING_KEPT, bad: Sequence[str] = ()
) -> None:
    """Send what the ledger does not know as sent; without a mail server that is only written down.

    `bad` names rows of the list that nothing could be sent to. Raises MailsLeft, MailServerUnusable, LedgerUnreadable.
    """
    found = server(means)
    if found is None:
        written = [mail.keep(message, kept) for message in mail.unsettled(messages, ledger_path())]
        log.info("%s mails: neither smtp_default nor SMTP_URL is set: %s written to %s", what, len(written), kept)
        return
    outcomes = mail.send(messages, found, ledger_path(), kept, mail.Manner.of(os.environ))
    log.info("%s mailed: %s", what, outcomes)
    if outcomes.left or bad:
        raise MailsLeft("; ".join([str(outcomes), *bad]))


def letters(month: str, readers: Sequence[Recipient], names: frozenset[str]) -> Iterator[EmailMessage]:
    """The month's messages; `names` are the files that may go out. Raises NotThere."""
    for reader in readers:
        if not reader.is_due(month):
            log.info("%s agreed on %s, after %s went out: not sent", reader.address, reader.since, month)
            continue
        edition = _edition(month, reader.municipality, reader.language)
        if steps.edition_path(edition, "json").name not in names:
            log.warning("%s gets no mail: %s is not among what may go out", reader.address, edition.id)
            continue
        text, html = (steps.edition_path(edition, name).read_bytes() for name in ALWAYS)
        yield mail.compose(edition, text, html, reader, _files(edition, reader, names))


def rehearse(month: str, readers: Sequence[Recipient]) -> list[EmailMessage]:
    """The mails as they would go out now, of drafts too; written as .eml into `dry-run`. Raises NotThere."""
    place = steps.folder(month, "dry-run")
    shutil.rmtree(place)
    names = frozenset(path.name for path in steps.folder(month, "editions").iterdir())
    return [mail.keep(message, place) for message in letters(month, readers, names)]


def show(messages: Sequence[EmailMessage], to: str, means: Means = NOTHING_KEPT) -> mail.Outcomes:
    """Send the lot to one person who wants to see it; the ledger of the recipients knows nothing of it.

    Raises MailServerUnusable.
    """
    through = server(means)
    if through is None:
        raise mail.MailServerUnusable("no mail server: expected Airflow's connection smtp_default, or SMTP_URL")
    marked = [mail.trial(message, to, n, len(messages)) for n, message in enumerate(messages, start=1)]
    with tempfile.TemporaryDirectory() as place:
        return mail.send(marked, through, Path(place) / "trial.jsonl", Path(place), mail.Manner.of(os.environ))


def fates(month: str, means: Means = NOTHING_KEPT) -> list[Fate]:
    """What became of each mail of a month, and who has no line in the ledger although a mail is due.

    Raises LedgerUnreadable, RecipientsUnreadable.
    """
    known = [line for line in ledger.last(ledger_path()).values() if line.edition.startswith(f"{month}/")]
    told = [Fate(line.state, line.edition, line.address, line.detail) for line in known]
    if not steps.approved(month):
        return told
    good, _ = recipients.listed(steps.data(), sample=is_sample_month(month), text=means.recipients)
    due = [(f"{month}/{r.municipality}/{r.language}", r) for r in recipients.active(good, steps.data())]
    have = {(line.edition, line.address.lower()) for line in known}
    none = [(id, r.address) for id, r in due if r.is_due(month) and (id, r.address.lower()) not in have]
    return [*told, *(Fate("waiting", id, address, "no run has begun to send it") for id, address in none)]


def _edition(month: str, municipality: str, lang: Language) -> Edition:
    language = "" if lang == "ja" else f".{lang}"
    path = steps.folder(month, "editions") / f"{municipality}{language}.json"
    if not path.exists():
        raise NotThere(f"{path}: expected a drafted edition; run {month} first")
    return Edition.model_validate_json(path.read_bytes())


def _files(edition: Edition, reader: Recipient, names: frozenset[str]) -> Iterator[mail.Attached]:
    """The files that a reader asked for and that are there."""
    for form in reader.formats:
        if form in ALWAYS:
            continue
        path = steps.edition_path(edition, form) if form in formats.names() else None
        if path is None or path.name not in names:
            log.warning("%s asks for %s, and %s has none: sent without it", reader.address, form, edition.id)
            continue
        yield mail.Attached(f"aozora-{edition.month}-{path.name}", path.read_bytes())
