"""Reviewed memory, then the offline engine, then the configured one, then an honest refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nlp.translation import cache
from nlp.translation.asking.careful import Careful
from nlp.translation.asking.items import Answer, Item, has_han
from nlp.translation.asking.journal import Journal, Line
from nlp.translation.checks import check
from nlp.translation.checks.flags import blocking
from nlp.translation.memory import Memory
from nlp.translation.normalise import normalise, text_id
from nlp.translation.offline.translator import ENGINE, VERSION, OfflineTranslator, Outcome
from nlp.translation.repair import repair
from nlp.translation.segments import NOWHERE, Context
from nlp.translation.terms import matched
from warehouse.models import Language, SegmentKind, Translation
from warehouse.reference import Term

_LONGEST_AS_IT_IS = 500
"""Characters of a text without Chinese that stays as it is; longer ones are no text."""
_WITHOUT_STOP = ("title", "heading", "name", "cell")
STALE = "STALE"
"""The flag of an engine's text whose terms, engine or style are others now."""


class Passage(NamedTuple):
    """A text to translate, with what stands around it where it has a document."""

    text: str
    kind: SegmentKind
    around: Context = NOWHERE


class Chain:
    """Translates texts of one run into one language.

    `known` holds the translations of earlier runs by text id; an engine's text among them serves again while its
    cache key is still right. `journal` takes what the engine gives as it comes, and gives it back to a later run.
    """

    def __init__(
        self,
        lang: Language,
        memory: Memory,
        engines: Sequence[Careful] = (),
        known: Mapping[str, Translation] | None = None,
        journal: Journal | None = None,
    ) -> None:
        self.lang = lang
        self.memory = memory
        self.asking = engines[0] if engines else None
        self.known = known or {}
        self.journal = journal
        self.offline = OfflineTranslator(target=lang)

    def translate(self, items: Iterable[Passage | tuple[str, SegmentKind]]) -> list[Translation]:
        """One translation an item, in the order of the items."""
        asked = [Passage(*item) for item in items]
        found = [self._alone(passage.text, passage.kind) for passage in asked]
        waiting = [place for place, translation in enumerate(found) if translation.text is None]
        given = self._by_engine([(asked[place], found[place]) for place in waiting])
        for place, translation in zip(waiting, given, strict=True):
            found[place] = translation
        return found

    # ------------------------------------------------------------ without any network

    def _alone(self, text: str, kind: SegmentKind) -> Translation:
        """What memory and grammar give."""
        remembered = self.memory.exact(text, kind, self.lang) or self.memory.masked(text, kind, self.lang)
        if remembered is not None:
            return remembered
        outcome = self.offline.outcome(text, kind)
        flags = check(_compared(text, kind), outcome.text, self.lang) if outcome.text is not None else ()
        if outcome.text is None and len(text) <= _LONGEST_AS_IT_IS and not has_han(text):
            outcome = Outcome(text.strip(), "", 1.0, "")
        terms = matched(normalise(text))
        made = Translation(
            text_id=text_id(text),
            lang=self.lang,
            kind=kind,
            source=text,
            text=outcome.text,
            state="template",
            engine=ENGINE,
            engine_version=VERSION,
            coverage=outcome.coverage,
            terms=tuple(term.zh for term in terms),
            cache_key=cache.key(text, self.lang, ENGINE, VERSION, terms),
        )
        return self._refused(made, outcome, flags) if outcome.text is None or flags else made

    def _refused(self, made: Translation, outcome: Outcome, flags: tuple[str, ...]) -> Translation:
        return made.model_copy(
            update={
                "text": None,
                "state": "untranslated",
                "engine": "none",
                "engine_version": "",
                "cache_key": "",
                "gloss": outcome.gloss or self.offline.glossed(made.source),
                "coverage": min(outcome.coverage, 0.999 if flags else 1.0),
                "flags": flags or (f"REFUSED:{outcome.reason}",),
            }
        )

    # ------------------------------------------------------------ by an engine

    def _by_engine(self, waiting: Sequence[tuple[Passage, Translation]]) -> list[Translation]:
        """The engine's texts, paid for now or before; a refusal stays one and says what the engine failed at."""
        terms = {item.source: matched(normalise(item.source)) for _, item in waiting}
        given = {source: line for source in terms if (line := self._paid(source, terms[source])) is not None}
        if self.asking is not None:
            missing = {passage.text: passage for passage, item in waiting if item.source not in given}
            given |= self._asked(self.asking, list(missing.values()), terms)
        return [self._judged(item, given.get(item.source)) for _, item in waiting]

    def _paid(self, source: str, terms: Sequence[Term]) -> Line | None:
        """What an engine gave before, where all that decides it is still the same."""
        if self.asking is not None and self.journal is not None:
            line = self.journal.get(self._key(self.asking, source, terms))
            if line is not None:
                return line
        old = self.known.get(text_id(source))
        if old is None or old.state != "machine" or not old.cache_key or old.text is None:
            return None
        name, version = _who(self.asking) if self.asking else (old.engine, old.engine_version)
        if cache.key(source, self.lang, name, version, terms) != old.cache_key:
            return None
        return Line(old.cache_key, name, version, source, old.text, "", True, old.characters)

    def _key(self, asking: Careful, source: str, terms: Sequence[Term]) -> str:
        return cache.key(source, self.lang, *_who(asking), terms)

    def _asked(
        self, asking: Careful, passages: Sequence[Passage], terms: Mapping[str, Sequence[Term]]
    ) -> dict[str, Line]:
        def line(place: int, answer: Answer) -> Line:
            source = passages[place].text
            key = self._key(asking, source, terms[source])
            return Line(key, *_who(asking), source, answer.text, answer.reason, answer.settled, answer.characters)

        def arrived(answers: list[tuple[int, Answer]]) -> None:
            if self.journal is not None:
                self.journal.write(line(place, answer) for place, answer in answers)

        items = [self._item(passage, terms[passage.text]) for passage in passages]
        answers = asking.translate(items, arrived)
        return {passages[place].text: line(place, answer) for place, answer in enumerate(answers)}

    def _item(self, passage: Passage, terms: Sequence[Term]) -> Item:
        source = normalise(passage.text)
        pairs = ((_written(term, source), term.en if self.lang == "en" else term.ja) for term in terms)
        return Item(passage.text, passage.kind, passage.around, tuple(pairs))

    def _judged(self, refused: Translation, line: Line | None) -> Translation:
        if line is None or line.text is None:
            return self._without(refused, line)
        source = _compared(refused.source, refused.kind)
        text, repairs = repair(source, line.text, self.lang)
        return refused.model_copy(
            update={
                "text": text,
                "state": "machine",
                "engine": line.engine,
                "engine_version": line.version,
                "flags": check(source, text, self.lang),
                "repairs": repairs,
                "characters": line.characters,
                "cache_key": line.key,
            }
        )

    def _without(self, refused: Translation, line: Line | None) -> Translation:
        """The refusal; an older text, made under other conditions, is kept beside it for a reviewer."""
        failed = (f"ENGINE:{line.reason}",) if line else ()
        old = self.known.get(refused.text_id)
        if old is not None and old.state == "machine" and old.cache_key and old.text is not None:
            flags = dict.fromkeys((STALE, *(flag for flag in old.flags if not flag.startswith("ENGINE:")), *failed))
            return old.model_copy(update={"source": refused.source, "gloss": refused.gloss, "flags": tuple(flags)})
        characters = line.characters if line else 0
        return refused.model_copy(update={"flags": (*refused.flags, *failed), "characters": characters})


def _written(term: Term, source: str) -> str:
    """The form of a term that stands in the text."""
    return next((form for form in (term.zh, *term.aliases) if form in source), term.zh)


def _compared(text: str, kind: SegmentKind) -> str:
    """The source as the checks see it: the full stop of a heading (优化产业布局。) is no sentence's."""
    return normalise(text).rstrip("。；") if kind in _WITHOUT_STOP else normalise(text)


def _who(asking: Careful) -> tuple[str, str]:
    return asking.engine.name, asking.engine.version


def shown(translation: Translation) -> Translation:
    """What readers are given of it: an engine's text that a check objects to is for the reviewer's eyes only."""
    if translation.state != "machine" or translation.engine == "memory" or not blocking(translation.flags):
        return translation
    return translation.model_copy(update={"text": None, "state": "untranslated"})
