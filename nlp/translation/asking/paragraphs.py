"""Texts taken apart into lines, lines into batches, and put together again with their own breaks and spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from nlp.translation.asking.contract import Engine
from nlp.translation.asking.items import Answer, Item, has_han
from warehouse.models import Language


@dataclass(slots=True)
class Line:
    """A line of an item on its way."""

    item: Item
    owner: int
    place: int
    sent: int = 0
    answer: Answer | None = None


@dataclass(slots=True)
class Whole:
    """An item taken apart."""

    pieces: list[str]
    lines: list[Line] = field(default_factory=list)

    def answer(self) -> Answer:
        """The lines' answers as one; without one of them there is none."""
        sent = sum(line.sent for line in self.lines)
        for line in self.lines:
            if line.answer is None or line.answer.text is None:
                answer = line.answer or Answer(None, "not asked", settled=False)
                return Answer(None, answer.reason, answer.settled, sent)
            self.pieces[line.place] = line.answer.text
        return Answer("".join(self.pieces), characters=sent)


def taken_apart(owner: int, item: Item) -> Whole:
    """An item's lines that hold anything to translate."""
    whole = Whole(_apart(item.text))
    places = [place for place, piece in enumerate(whole.pieces) if has_han(piece)]
    whole.lines = [Line(replace(item, text=whole.pieces[place]), owner, place) for place in places]
    return whole


def _apart(text: str) -> list[str]:
    """Pieces that make the text again when joined: lines, the white space around them, the breaks between them."""
    pieces: list[str] = []
    for number, line in enumerate(text.split("\n")):
        core = line.strip()
        before, _, after = line.partition(core) if core else (line, "", "")
        pieces += [*(["\n"] if number else []), before, core, after]
    return pieces


def batches(engine: Engine, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines in order, as many as the engine takes; one that is better alone is a batch."""
    batch: list[Line] = []
    room = engine.room
    for line in lines:
        size = engine.size(line.item.text)
        alone = engine.alone(line.item)
        if batch and (alone or len(batch) == engine.texts or size > room):
            yield batch
            batch, room = [], engine.room
        if alone:
            yield [line]
            continue
        batch.append(line)
        room -= size
    if batch:
        yield batch


def one_line(text: str, lang: Language) -> str:
    """An answer to one line as one line."""
    return ("" if lang == "ja" else " ").join(filter(None, (line.strip() for line in text.splitlines())))
