"""One run of the chain in a process of its own, so that it can be killed: URL, folder, number of texts."""

from __future__ import annotations

import sys
from pathlib import Path

from nlp.translation import engines
from nlp.translation.asking.journal import Journal
from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from tests.engines.protocols.deepl import DeepL
from tests.engines.stand_ins import environment
from warehouse.models import Translation


def texts(count: int) -> list[str]:
    """Sentences that no rule translates."""
    return [f"推动第{n}类企业主动加强自身的管理，让群众放心。" for n in range(2, count + 2)]


def run(url: str, folder: Path, count: int) -> list[Translation]:
    """As `dags.steps.translate` does it."""
    given = environment(DeepL, url)
    budget = engines.budget(given, folder / "characters.json")
    journal = Journal(folder / "engine.ja.jsonl")
    asking = engines.configured("ja", given, budget)
    asking[0].engine.texts = 5
    return Chain("ja", Memory(), asking, {}, journal).translate((text, "sentence") for text in texts(count))


if __name__ == "__main__":
    print(sum(t.state == "machine" for t in run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
