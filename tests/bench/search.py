"""Search measured beside SQLite's FTS5 and tantivy on the same texts: speed, size, and forty questions with answers."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import duckdb
import tantivy
import yaml

from nlp.words import tokenizer
from tests.bench.texts import documents
from warehouse import answers, database, search
from warehouse.search.asking import understand
from warehouse.search.folding import fold

COUNT = int(os.environ.get("AOZORA_BENCH_DOCUMENTS", "5000"))
GOLD: dict[str, str] = yaml.safe_load((Path(__file__).parents[1] / "gold" / "search.yml").read_text(encoding="utf-8"))
SAMPLE = Path(os.environ.get("AOZORA_DATA", "data")) / "published" / "aozora.duckdb"
_ALL_TEXTS = """
SELECT
    s.document_id, any_value(s.names) || chr(10) || any_value(d.doc_number) || chr(10) || any_value(array_to_string(
        list_transform(r.blocks, lambda b: concat(b.marker, b.text, chr(10))), '')) || chr(10)
        || coalesce(string_agg(t.text, chr(10)), '')
FROM search_documents s
JOIN documents d ON d.document_id = s.document_id
JOIN releases r ON r.version_id = s.version_id
LEFT JOIN segments g ON g.version_id = s.version_id
LEFT JOIN translations t ON t.text_id = g.text_id AND t.lang = 'ja'
GROUP BY s.document_id
"""
Ask = Callable[[str], list[str]]
Texts = Sequence[tuple[str, str]]
Forms = Callable[[str], list[list[str]]]
"""Reads a question: of each thing that it names, the forms of which any will do."""


class Engine(NamedTuple):
    """An index that has been made, and how it is asked: answers are document ids, the likeliest first."""

    name: str
    ask: Ask
    seconds: float
    size: float
    """MB."""


def report() -> str:
    """The tables, as Markdown."""
    return "\n\n".join([_speed(), _quality()])


def _speed() -> str:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = _made(folder)
        with duckdb.connect(path) as connection:
            texts = connection.execute(
                "SELECT version_id, title || chr(10) || array_to_string(list_transform(blocks, lambda b: b.text), "
                "chr(10)) FROM releases"
            ).fetchall()
            ours = _ours(connection, path)
            rows = [_timed(engine) for engine in (ours, *_others(folder, texts, _plain))]
    head = f"{COUNT:,} made documents of about 2,500 characters, {len(GOLD)} questions, ten answers each."
    return "\n".join([head, "", "| engine | index s | MB | median ms | slowest ms |", "|---|---|---|---|---|", *rows])


def _timed(engine: Engine) -> str:
    taken = []
    for asked in GOLD:
        begun = perf_counter()
        engine.ask(asked)
        taken.append(1000 * (perf_counter() - begun))
    return f"| {engine.name} | {engine.seconds:.1f} | {engine.size:.1f} | {median(taken):.1f} | {max(taken):.0f} |"


def _quality() -> str:
    if not SAMPLE.exists():
        return f"{SAMPLE}: no sample has been published; `make run` makes it, then answers are counted too."
    with tempfile.TemporaryDirectory() as place, answers.opened(SAMPLE, 600) as connection:
        names = {number or title: document for document, number, title in _titles(connection)}
        texts = connection.execute(_ALL_TEXTS).fetchall()
        engines = [
            Engine("ours", _asking(connection), 0, 0),
            *(e._replace(name=f"{e.name}, as typed") for e in _others(Path(place) / "a", texts, _plain)),
            *(
                e._replace(name=f"{e.name}, question understood by ours")
                for e in _others(Path(place) / "b", texts, lambda asked: _understood(connection, asked))
            ),
        ]
        rows = [_rated(engine, names) for engine in engines]
    head = f"The sample's {len(texts)} documents, `tests/gold/search.yml`: the answer's place among ten."
    return "\n".join([head, "", "| engine | first | in ten | mean of 1/place |", "|---|---|---|---|", *rows])


def _titles(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT document_id, doc_number, title FROM documents").fetchall()


def _rated(engine: Engine, names: dict[str, str]) -> str:
    places = []
    for asked, answer in GOLD.items():
        found = engine.ask(asked)[:10]
        places.append(found.index(names[answer]) + 1 if names[answer] in found else 0)
    mean = sum(1 / place for place in places if place) / len(places)
    return f"| {engine.name} | {places.count(1)} | {sum(map(bool, places))} | {mean:.3f} |"


def _made(folder: Path) -> Path:
    """A database with what search reads of the warehouse."""
    path = folder / "made.duckdb"
    with duckdb.connect(path) as connection:
        database.build(connection)
        database.load_reference(connection)
        made = list(documents(COUNT))
        words = [list(dict.fromkeys(w for b in r.blocks for w in tokenizer().cut(b.text) if len(w) > 1)) for r in made]
        connection.execute("DROP VIEW documents; DROP TABLE analyses; DROP TABLE releases")
        connection.execute(
            "CREATE TABLE releases AS SELECT unnest(?) AS version_id, unnest(?) AS title, list_transform(unnest(?), "
            "lambda t: {'marker': '', 'text': t, 'rows': []::VARCHAR[][]}) AS blocks",
            [[r.version_id for r in made], [r.title for r in made], [[b.plain for b in r.blocks] for r in made]],
        )
        connection.execute(
            "CREATE TABLE analyses AS SELECT unnest(?) AS version_id, unnest(?) AS words, "
            "[]::STRUCT(doc_number VARCHAR)[] AS citations",
            [[r.version_id for r in made], words],
        )
        connection.execute(
            "CREATE TABLE documents AS SELECT version_id AS document_id, version_id, title, '' AS title_ja, "
            "'' AS title_en, '' AS title_state, '' AS doc_number, NULL::DATE AS published, NULL::DATE AS written, "
            "'' AS url FROM releases"
        )
    return path


def _ours(connection: duckdb.DuckDBPyConnection, path: Path) -> Engine:
    connection.execute("CHECKPOINT")
    before, begun = path.stat().st_size, perf_counter()
    search.build(connection)
    connection.execute("CHECKPOINT")
    taken, size = perf_counter() - begun, (path.stat().st_size - before) / 1e6
    return Engine("ours: words in DuckDB", _asking(connection), taken, size)


def _asking(connection: duckdb.DuckDBPyConnection) -> Ask:
    return lambda asked: [hit.document_id for hit in search.search(connection, asked)]


def _others(folder: Path, texts: Texts, forms: Forms) -> Iterator[Engine]:
    folder.mkdir(exist_ok=True)
    yield _sqlite(folder / "trigram.db", "trigram", lambda text: text, texts, forms)
    yield _sqlite(folder / "bigram.db", "unicode61", _bigrams, texts, forms)
    yield _tantivy(folder / "tantivy", texts, forms)


def _plain(asked: str) -> list[list[str]]:
    return [[part] for part in fold(asked).split()]


def _understood(connection: duckdb.DuckDBPyConnection, asked: str) -> list[list[str]]:
    question = understand(connection, asked)
    number = [[asked.replace(" ", "").replace("[", "〔").replace("]", "〕")]] if question.number else []
    return number or [list(thing.forms) for thing in question.things]


def _bigrams(text: str) -> str:
    folded = "".join(character if character.isalnum() else " " for character in fold(text))
    return " ".join(part if part.isascii() else " ".join(_pairs(part)) for part in folded.split())


def _pairs(part: str) -> list[str]:
    return [part[at : at + 2] for at in range(len(part) - 1)] or [part]


def _quoted(form: str) -> str:
    return '"' + form.replace('"', " ") + '"'


def _sqlite(
    path: Path,
    kind: str,
    cut: Callable[[str], str],
    texts: Texts,
    forms: Forms,
) -> Engine:
    begun = perf_counter()
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, text, tokenize='{kind}')")
    connection.executemany("INSERT INTO texts VALUES (?, ?)", ((key, cut(fold(text))) for key, text in texts))
    connection.commit()

    def ask(asked: str) -> list[str]:
        wanted = " AND ".join("(" + " OR ".join(_quoted(cut(form)) for form in any_of) + ")" for any_of in forms(asked))
        found = connection.execute("SELECT id FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10", [wanted])
        return [key for (key,) in found.fetchall()]

    taken = perf_counter() - begun
    return Engine(
        f"SQLite FTS5 {'trigrams' if kind == 'trigram' else 'bigrams'}", ask, taken, path.stat().st_size / 1e6
    )


def _tantivy(folder: Path, texts: Texts, forms: Forms) -> Engine:
    folder.mkdir()
    begun = perf_counter()
    shape = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
    index = tantivy.Index(shape.add_text_field("text", tokenizer_name="whitespace").build(), path=str(folder))
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for key, text in texts:
        writer.add_document(tantivy.Document(id=[key], text=[_bigrams(text)]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    def ask(asked: str) -> list[str]:
        wanted: Any = " AND ".join(
            "(" + " OR ".join(_quoted(_bigrams(form)) for form in any_of) + ")" for any_of in forms(asked)
        )
        searcher = index.searcher()
        hits = searcher.search(index.parse_query(wanted, ["text"]), 10).hits
        return [str(searcher.doc(address)["id"][0]) for _, address in hits]

    taken, size = perf_counter() - begun, sum(f.stat().st_size for f in folder.iterdir()) / 1e6
    return Engine("tantivy bigrams", ask, taken, size)
