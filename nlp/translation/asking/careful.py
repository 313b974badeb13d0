"""One engine for one run: asked within limits, tried again, bisected, given up; every text ends in an answer."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from nlp.translation.asking.breaker import Breaker
from nlp.translation.asking.budget import Budget
from nlp.translation.asking.contract import Engine
from nlp.translation.asking.failures import (
    EngineFailedError,
    IndigestibleError,
    OverBudgetError,
    PassingError,
    StoppedError,
)
from nlp.translation.asking.items import Answer, Item
from nlp.translation.asking.paragraphs import Line, Whole, batches, one_line, taken_apart
from nlp.translation.asking.usable import unusable

log = logging.getLogger("aozora")
TRIES = 4
_TRIES_OF_POISON = 2
_LONGEST_WAIT = 60.0
"""Seconds; a server that asks for more is given up."""


Arrived = Callable[[list[tuple[int, Answer]]], None]
"""Called with the places and answers of items as their batches come in, from any thread."""


class Careful:
    """Asks one engine; keeps count of the run."""

    def __init__(
        self,
        engine: Engine,
        budget: Budget | None = None,
        *,
        threads: int = 1,
        tries: int = TRIES,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.engine = engine
        self.budget = budget or Budget(engine.name)
        self.threads = max(1, min(threads, engine.threads))
        self.breaker = Breaker(10 * self.threads)
        self.texts = self.refused = 0
        """Items asked in this run, and those that came to nothing."""
        self._tries, self._sleep, self._jitter = tries, sleep, jitter
        self._stopped = ""
        self._next = 0.0
        self._pace, self._count = threading.Lock(), threading.Lock()

    def translate(self, items: Sequence[Item], arrived: Arrived = lambda _: None) -> list[Answer]:
        """One answer an item, in order; none of them is another's."""
        wholes = [taken_apart(owner, item) for owner, item in enumerate(items)]
        answers = {owner: whole.answer() for owner, whole in enumerate(wholes) if not whole.lines}
        arrived(list(answers.items()))
        lines = [line for whole in wholes for line in whole.lines]

        def settle(batch: list[Line]) -> None:
            for settled in self._settled(batch, self._tries):
                with self._count:
                    ready = self._ready(wholes, settled, answers)
                    answers.update(ready)
                arrived(ready)

        self._all(settle, lines)
        return [answers[owner] for owner in range(len(items))]

    def _all(self, settle: Callable[[list[Line]], None], lines: list[Line]) -> None:
        """Every batch in its turn; when one breaks off (disk full, Ctrl-C) no further one is paid for."""
        pool = ThreadPoolExecutor(self.threads)
        try:
            for done in [pool.submit(settle, batch) for batch in batches(self.engine, lines)]:
                done.result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _ready(self, wholes: list[Whole], settled: list[Line], answers: dict[int, Answer]) -> list[tuple[int, Answer]]:
        """The items that are complete with these lines."""
        owners = dict.fromkeys(line.owner for line in settled)
        ready = [
            (owner, wholes[owner].answer())
            for owner in owners
            if owner not in answers and all(line.answer for line in wholes[owner].lines)
        ]
        self.texts += len(ready)
        self.refused += sum(answer.text is None for _, answer in ready)
        return ready

    # ------------------------------------------------------------ batches

    def _settled(self, batch: list[Line], tries: int) -> Iterator[list[Line]]:
        """The batch's lines with their answers, part by part: a half that fails does not take the other along."""
        try:
            texts = self._asked(batch, tries)
        except EngineFailedError as failure:
            if len(batch) == 1 or not _divisible(failure):
                yield self._refused(batch, str(failure))
                return
            tries = 1 if isinstance(failure, PassingError) else tries
        else:
            yield self._judged(batch, texts)
            return
        half = len(batch) // 2
        yield from self._settled(batch[:half], tries)
        yield from self._settled(batch[half:], tries)

    def _judged(self, batch: list[Line], texts: list[str | None]) -> list[Line]:
        for line, text in zip(batch, texts, strict=True):
            reason = unusable(line.item.text, text, self.engine.lang)
            line.answer = Answer(None, reason) if reason else Answer(one_line(text or "", self.engine.lang))
        return batch

    def _refused(self, batch: list[Line], reason: str) -> list[Line]:
        for line in batch:
            line.answer = Answer(None, reason, settled=False)
        return batch

    # ------------------------------------------------------------ one request

    def _asked(self, batch: list[Line], tries: int) -> list[str | None]:
        """The engine's texts, after as many tries as are worth it. Raises EngineFailedError."""
        for attempt in range(1, tries + 1):
            try:
                return self._once(batch)
            except PassingError as failure:
                self.breaker.failed(str(failure))
                enough = min(tries, _TRIES_OF_POISON) if failure.poison else tries
                if attempt >= enough or failure.after > _LONGEST_WAIT:
                    raise
                wait = failure.after or 0.5 * 2 ** (attempt - 1) * (1 + self._jitter())
            except IndigestibleError as failure:
                self.breaker.failed(str(failure))
                raise
            except StoppedError as failure:
                self._stop(str(failure))
                raise
            self._sleep(wait)
        raise StoppedError("not asked: no try is allowed")

    def _once(self, batch: list[Line]) -> list[str | None]:
        if reason := self._stopped or self.breaker.open:
            raise StoppedError(reason)
        if (size := self.engine.size(batch[0].item.text)) > self.engine.room:
            raise EngineFailedError(f"too long: {size:,}, and {self.engine.name} takes {self.engine.room:,}")
        characters = sum(len(line.item.text) for line in batch)
        self.budget.take(characters)
        self._wait_for_turn()
        try:
            texts = self.engine.ask([line.item for line in batch])
        except PassingError as failure:
            if not failure.poison:  # the engine has not read them, so nobody pays for them
                self.budget.give_back(characters)
                raise
            _count(batch)
            raise
        except EngineFailedError:
            _count(batch)
            raise
        _count(batch)
        if len(texts) != len(batch):
            raise IndigestibleError(f"{self.engine.sends_data_to}: {len(texts)} texts for {len(batch)}")
        self.breaker.fine()
        return texts

    def _wait_for_turn(self) -> None:
        """Requests keep the engine's distance, whatever thread they come from."""
        if not self.engine.pause:
            return
        with self._pace:
            now = time.monotonic()
            wait, self._next = max(0.0, self._next - now), max(self._next, now) + self.engine.pause
        if wait:
            self._sleep(wait)

    def _stop(self, reason: str) -> None:
        with self._count:
            if not self._stopped:
                log.warning("%s is asked nothing more in this run: %s", self.engine.name, reason)
            self._stopped = self._stopped or reason


def _count(batch: list[Line]) -> None:
    for line in batch:
        line.sent += len(line.item.text)


def _divisible(failure: EngineFailedError) -> bool:
    """Whether a part of the batch may do better than the whole."""
    if isinstance(failure, PassingError):
        return failure.poison
    return isinstance(failure, (IndigestibleError, OverBudgetError))
