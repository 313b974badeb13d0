"""`python -m digests`: an edition's JSON rendered in any format, or mailed; a list of recipients checked."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from digests import formats, mail, recipients
from digests.formats.json import schema
from warehouse.models import Edition


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 when it did all it was asked."""
    parser = argparse.ArgumentParser(prog="python -m digests", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("render", help="write an edition in a format to standard output")
    verb.add_argument("edition", type=Path, help="an edition as JSON")
    verb.add_argument("--format", choices=formats.names(), default="text")
    verb.set_defaults(run=_render)
    verb = verbs.add_parser("send", help="mail editions to the recipients of their municipality, nobody twice")
    verb.add_argument("editions", type=Path, nargs="+", help="editions as JSON")
    verb.add_argument("--recipients", type=Path, default=recipients.SAMPLE)
    verb.add_argument("--smtp", default=os.environ.get("SMTP_URL", ""), help="smtp://host:port (default: SMTP_URL)")
    verb.add_argument("--ledger", type=Path, required=True, help="JSON Lines; what it knows as sent is not sent again")
    verb.add_argument("--keep", type=Path, required=True, help="folder for the .eml files")
    verb.set_defaults(run=_send)
    verb = verbs.add_parser("recipients", help="check a list of recipients")
    verb.add_argument("list", type=Path)
    verb.set_defaults(run=_recipients)
    verb = verbs.add_parser("schema", help="print the JSON schema of an edition")
    verb.set_defaults(run=_schema)
    parsed = parser.parse_args(arguments)
    return int(parsed.run(parsed))


def _render(args: argparse.Namespace) -> int:
    sys.stdout.buffer.write(formats.render(_edition(args.edition), args.format))
    return 0


def _send(args: argparse.Namespace) -> int:
    good, bad = recipients.read(args.recipients)
    editions = {e.municipality: e for e in map(_edition, args.editions) if e.lang == "ja"}
    messages = [
        mail.compose(edition, formats.render(edition, "text"), formats.render(edition, "html"), recipient)
        for recipient in good
        if recipient.status == "active" and (edition := editions.get(recipient.municipality))
    ]
    outcomes = mail.send(messages, args.smtp, args.ledger, args.keep)
    print(*bad, outcomes, sep="\n")
    return 1 if bad or any(outcome.state not in ("sent", "already") for outcome in outcomes) else 0


def _recipients(args: argparse.Namespace) -> int:
    good, bad = recipients.read(args.list)
    print(*bad, f"{len(good)} good rows, {len(bad)} problems", sep="\n")
    return 1 if bad else 0


def _schema(args: argparse.Namespace) -> int:
    sys.stdout.write(schema())
    return 0


def _edition(path: Path) -> Edition:
    return Edition.model_validate_json(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
