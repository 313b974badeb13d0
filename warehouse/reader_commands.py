"""The commands that read a published database: query, tables, dictionary, search, export."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from warehouse import answers, exporting, queries, spreadsheet
from warehouse.answers import Answer, QueryRefused
from warehouse.search import Hit

TABLES = "SELECT name, part, description FROM dictionary WHERE position = 0 AND column_name = '' AND part <> 'inner'"
STATES = {"reviewed": "確認済", "machine": "機械翻訳・未校閲", "template": "機械・定型"}
LONGEST = 160
"""Characters of a sentence on the terminal."""


class Commands:
    """Adds the commands to a parser; each asks for the file first, unless there is one by default."""

    def __init__(
        self, parsers: argparse._SubParsersAction[argparse.ArgumentParser], default: Callable[[], Path] | None = None
    ) -> None:
        self._parsers = parsers
        self._default = default

    def add(self) -> None:
        """All of them."""
        self._query()
        tables = self._command("tables", tables_listed, "tables and views of the published database, what they hold")
        tables.add_argument("--all", action="store_true", help="those too that the others are made from")
        dictionary = self._command("dictionary", dictionary_told, "what a table's columns hold, or every table")
        dictionary.add_argument("table", nargs="?", default="")
        search = self._command("search", searched, "documents by words in Chinese or Japanese, or by a 文号")
        search.add_argument("words", nargs="+", help="挥发性有机物, 揮発性有機化合物, VOCs, 国发〔2023〕24号, …")
        search.add_argument("--limit", type=int, default=10)
        search.add_argument("--format", choices=("text", "json"), default="text")
        export = self._command("export", exported, "a whole table into a file; CSV for Excel, the others exact")
        export.add_argument("table")
        export.add_argument("--format", choices=exporting.FORMATS, default="csv")
        export.add_argument("--out", type=Path, metavar="FILE", help="TABLE.FORMAT here when left out")

    def _query(self) -> None:
        query = self._command("query", queried, "rows of one SELECT, or of a saved query; nothing else can be done")
        query.add_argument("sql", nargs="?", default="")
        query.add_argument("--saved", nargs="+", metavar=("NAME", "KEY=VALUE"), help="a saved query; `list` lists them")
        query.add_argument("--limit", type=int, default=200, help="rows at most")
        query.add_argument("--seconds", type=float, default=answers.SECONDS, help="how long it may take")
        query.add_argument("--format", choices=("csv", "json", "table"), help="table on a terminal, else csv")

    def _command(
        self, name: str, run: Callable[[argparse.Namespace, Path], None], help: str
    ) -> argparse.ArgumentParser:
        command = self._parsers.add_parser(name, help=help)
        if self._default is None:
            command.add_argument("database", type=Path)
        command.set_defaults(run=lambda args: _told(run, args, self._default() if self._default else args.database))
        return command


def _told(run: Callable[[argparse.Namespace, Path], None], args: argparse.Namespace, database: Path) -> int:
    """0 when it succeeded, 1 with a line on stderr when it could not."""
    if not database.exists():
        print(f"{database}: no such database; a run of the month makes it", file=sys.stderr)
        return 1
    try:
        run(args, database)
    except (QueryRefused, queries.NoSuchQuery, queries.WrongParameter, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def queried(args: argparse.Namespace, database: Path) -> None:
    """Print the answer."""
    if args.saved == ["list"]:
        print("\n".join(str(queries.load(name)) for name in queries.names()))
        return
    if args.saved:
        answer = answers.saved(database, args.saved[0], _parameters(args.saved[1:]), args.limit, args.seconds)
    else:
        answer = answers.query(database, args.sql, args.limit, args.seconds)
    _print(answer, args.format or ("table" if sys.stdout.isatty() else "csv"))
    if answer.truncated:
        print(f"only the first {args.limit} rows; --limit gives more", file=sys.stderr)


def _parameters(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise QueryRefused(f"{', '.join(wrong)}: expected NAME=VALUE after --saved")
    return {name: value for name, _, value in pairs}


def _print(answer: Answer, form: str) -> None:
    if form == "csv":
        spreadsheet.write_csv(sys.stdout, [answer.columns, *answer.rows])
    elif form == "json":
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(spreadsheet.table(answer.columns, answer.rows)))


def tables_listed(args: argparse.Namespace, database: Path) -> None:
    """Print a line a table."""
    asked = TABLES.replace("AND part <> 'inner'", "") if args.all else TABLES
    for name, part, description in answers.query(database, asked).rows:
        print(f"{name:20} {part:8} {description}")


def dictionary_told(args: argparse.Namespace, database: Path) -> None:
    """Print the columns of a table, or the whole dictionary."""
    asked = "SELECT name, position, column_name, type, description FROM dictionary"
    rows = [row for row in answers.query(database, asked, 100_000).rows if args.table in ("", row[0])]
    if not rows:
        raise QueryRefused(f"{args.table}: expected a table or view of {database}; `tables` lists them")
    for name, position, column, kind, description in rows:
        print(f"  {column} {kind}  {description}" if position or column else f"{name}: {description}")


def searched(args: argparse.Namespace, database: Path) -> None:
    """Print what was found, the likeliest first."""
    hits = answers.find(database, " ".join(args.words), args.limit)
    if args.format == "json":
        said = [hit._asdict() | {"sentence": hit.sentence._asdict()} for hit in hits]
        print(json.dumps(said, ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(line for hit in hits for line in _lines(hit)) or "Nothing was found.")


def _lines(hit: Hit) -> Iterator[str]:
    yield f"{hit.day or '日付なし'}  {hit.title}  {hit.doc_number}".rstrip()
    if hit.title_ja:
        yield f"    {hit.title_ja}〔{STATES.get(hit.title_state, hit.title_state)}〕"
    if hit.sentence.zh:
        yield f"    「{_shortened(hit.sentence.zh)}」"
    if hit.sentence.ja:
        yield f"    「{_shortened(hit.sentence.ja)}」〔{STATES.get(hit.sentence.state, hit.sentence.state)}〕"
    yield f"    {hit.document_id}  {hit.url}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def exported(args: argparse.Namespace, database: Path) -> None:
    """Write the file and print its name."""
    print(exporting.export(database, args.table, args.format, args.out or Path(f"{args.table}.{args.format}")))
