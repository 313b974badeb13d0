"""Documents a second understood whole on one core, what a command takes to start and to hold, and how time grows.

The documents are made, denser in targets, dates and duties than real ones, and every tenth repeats another. Seconds
are the processor's where nothing else is said, so that other work on the machine counts little.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from nlp.analysis import analyse
from tests.bench import cutting, texts
from tests.bench.child import Took, took
from warehouse.models import Release

ROOT = Path(__file__).parents[2]
SAMPLE, ROUNDS = 300, 3
"""Documents that are understood in turn; of so many rounds the best counts."""
COUNTS = (1_000, 5_000, 20_000)
STARTS = 5


def report() -> str:
    """Markdown: what is wanted beside what is found, time by number of documents, and the two cutters of words."""
    documents = list(texts.documents(SAMPLE))
    rate = SAMPLE / min(_seconds(_understand, documents) for _ in range(ROUNDS))
    with tempfile.TemporaryDirectory() as folder:
        one = _written(Path(folder), 1)
        start = min(_nlp("analyse", one) for _ in range(STARTS))
        grown = [(count, *_commands(Path(folder), count)) for count in COUNTS]
    most = max(analysed.memory for _, analysed, _ in grown)
    head = [
        f"{sum(len(document.text) for document in documents) / SAMPLE:.0f} characters a document; "
        f"load of the machine {os.getloadavg()[0]:.1f}.\n",
        "| what | | wanted |\n|---|---|---|",
        f"| documents understood whole, a second of one core | {rate:.0f} | ≥ 60 |",
        f"| `python -m nlp analyse` of one document, by the clock | {start.clock:.2f} s | < 1.5 s |",
        f"| the same, of the processor | {start.processor:.2f} s | |",
        f"| most memory of `python -m nlp analyse` | {most:.0f} MB | < 400 MB |\n",
    ]
    return "\n".join([*head, *_growth(grown), "", cutting.report(documents)])


def _seconds(work: Callable[[Sequence[Release]], None], documents: Sequence[Release]) -> float:
    began = time.process_time()
    work(documents)
    return time.process_time() - began


def _understand(documents: Sequence[Release]) -> None:
    for document in documents:
        analyse(document)


def _written(folder: Path, count: int) -> Path:
    """A file of so many documents, written as they are made."""
    file = folder / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(document.model_dump_json() + "\n" for document in texts.documents(count))
    return file


def _nlp(command: str, file: Path) -> Took:
    return took([sys.executable, "-m", "nlp", command, str(file)], str(ROOT))


def _commands(folder: Path, count: int) -> tuple[Took, Took]:
    file = _written(folder, count)
    return _nlp("analyse", file), _nlp("duplicates", file)


def _growth(grown: Sequence[tuple[int, Took, Took]]) -> Iterator[str]:
    yield "| documents | `analyse` | ms each | memory | `duplicates` | ms each | memory |"
    yield "|---|---|---|---|---|---|---|"
    for count, *commands in grown:
        cells = (f"{t.processor:.1f} s | {t.processor / count * 1000:.1f} | {t.memory:.0f} MB" for t in commands)
        yield f"| {count:,} | {' | '.join(cells)} |"
