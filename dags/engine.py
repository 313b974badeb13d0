"""The engine that a run may ask: within one budget, journalled, and told of to operator and approver."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nlp.translation import engines
from nlp.translation.asking.careful import Careful
from nlp.translation.asking.journal import Journal
from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from warehouse.models import Language, Translation

log = logging.getLogger("aozora")
_TOLD = "engine.md"
_FAILED = "ENGINE:"


class Engine:
    """What the operator configured, normally nothing; one for a run, all its languages together.

    Raises EngineSettingError naming what is missing.
    """

    def __init__(self, data: Path, month: Path) -> None:
        self._month = month
        self._budget = engines.budget(os.environ, data / "engines" / "characters.json")
        self._asked: list[Careful] = []

    def chain(self, lang: Language, known: dict[str, Translation]) -> Chain:
        """The chain of translation into a language, this engine at its end."""
        asking = engines.configured(lang, os.environ, self._budget)
        self._asked += asking
        journal = Journal(self._month / f"engine.{lang}.jsonl") if asking else None
        for one in asking:
            log.info("what rules cannot translate is sent to %s (%s)", one.engine.sends_data_to, one.engine.name)
        return Chain(lang, Memory(known.values()), asking, known, journal)

    def tell(self, made: Sequence[Translation]) -> None:
        """Write down for the approver where texts went, how many, and what came to nothing."""
        path = self._month / _TOLD
        if not self._asked:
            path.unlink(missing_ok=True)
            return
        line = _line(self._asked[0], made)
        path.write_text(line + "\n", encoding="utf-8")
        log.info("%s; %s characters in this run", line, f"{self._budget.used:,}")


def _line(asking: Careful, made: Sequence[Translation]) -> str:
    engine = asking.engine
    by_it = [t for t in made if t.characters]
    failed = [flag.removeprefix(_FAILED) for t in made for flag in t.flags if flag.startswith(_FAILED)]
    objected = sum(t.state == "machine" and t.engine == engine.name and bool(t.flags) for t in made)
    characters = sum(t.characters for t in by_it)
    line = f"Sent to {engine.sends_data_to} ({engine.name}, {engine.version}): {len(by_it):,} texts, {characters:,} "
    line += f"characters; {objected} are held back for what the checks found, {len(failed)} came to nothing"
    return line + (f" (most often: {Counter(failed).most_common(1)[0][0]})" if failed else "")


def told(month: Path) -> list[str]:
    """What `tell` wrote of a month, if an engine was asked."""
    path = month / _TOLD
    return [path.read_text(encoding="utf-8").strip()] if path.exists() else []
