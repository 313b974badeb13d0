"""Reviewed memory, then the offline engine, then the configured one, then an honest refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.translation.checks import check
from nlp.translation.engines import Engine
from nlp.translation.engines.http import EngineFailedError
from nlp.translation.memory import Memory
from nlp.translation.normalise import normalise, text_id
from nlp.translation.offline.translator import ENGINE, VERSION, OfflineTranslator, Outcome
from warehouse.models import Language, SegmentKind, Translation


class Chain:
    """Translates texts of one run into one language."""

    def __init__(self, lang: Language, memory: Memory, engines: Sequence[Engine] = ()) -> None:
        self.lang = lang
        self.memory = memory
        self.engines = tuple(engines)
        self.offline = OfflineTranslator(target=lang)

    def translate(self, items: Iterable[tuple[str, SegmentKind]]) -> list[Translation]:
        """One translation an item, in the order of the items."""
        asked = list(items)
        found = [self._alone(text, kind) for text, kind in asked]
        waiting = [place for place, translation in enumerate(found) if translation.text is None]
        if waiting and self.engines:
            for place, translation in zip(waiting, self._by_engine([found[p] for p in waiting]), strict=True):
                found[place] = translation
        return found

    def _alone(self, text: str, kind: SegmentKind) -> Translation:
        """What memory and grammar give, without any network."""
        remembered = self.memory.exact(text, kind, self.lang) or self.memory.masked(text, kind, self.lang)
        if remembered is not None:
            return remembered
        outcome = self.offline.outcome(text, kind)
        flags = check(normalise(text), outcome.text, self.lang) if outcome.text is not None else ()
        if outcome.text is None or flags:
            return self._refused(text, kind, outcome, flags)
        return Translation(
            text_id=text_id(text),
            lang=self.lang,
            kind=kind,
            source=text,
            text=outcome.text,
            state="template",
            engine=ENGINE,
            engine_version=VERSION,
            coverage=outcome.coverage,
        )

    def _refused(self, text: str, kind: SegmentKind, outcome: Outcome, flags: tuple[str, ...]) -> Translation:
        return Translation(
            text_id=text_id(text),
            lang=self.lang,
            kind=kind,
            source=text,
            text=None,
            state="untranslated",
            engine="none",
            gloss=outcome.gloss or self.offline.glossed(text),
            coverage=min(outcome.coverage, 0.999 if flags else 1.0),
            flags=flags or (f"REFUSED:{outcome.reason}",),
        )

    def _by_engine(self, refused: list[Translation]) -> list[Translation]:
        """The first configured engine's text, checked; what failed is said and the refusal stays."""
        engine = self.engines[0]
        texts = list(dict.fromkeys(item.source for item in refused))
        try:
            given = dict(zip(texts, engine.translate_batch(texts), strict=True))
        except EngineFailedError as error:
            return [item.model_copy(update={"flags": (*item.flags, f"ENGINE:{error}")}) for item in refused]
        return [self._machine(engine, item, given[item.source]) for item in refused]

    def _machine(self, engine: Engine, item: Translation, text: str | None) -> Translation:
        if text is None:
            return item.model_copy(update={"flags": (*item.flags, f"ENGINE:{engine.name} gave no text")})
        return item.model_copy(
            update={
                "text": text,
                "state": "machine",
                "engine": engine.name,
                "engine_version": engine.version,
                "flags": check(normalise(item.source), text, self.lang),
            }
        )
