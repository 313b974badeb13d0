"""All stand-ins, and our engines opened for them."""

from __future__ import annotations

from typing import Any

from nlp.translation import engines
from nlp.translation.asking.careful import Careful
from tests.engines.protocols.deepl import DeepL
from tests.engines.protocols.google import Google
from tests.engines.protocols.libretranslate import Libre
from tests.engines.protocols.openai_chat import OpenAI
from tests.engines.protocols.textra import TexTra
from warehouse.models import Language

ALL = (OpenAI, TexTra, DeepL, Libre, Google)


def environment(kind: Any, url: str) -> dict[str, str]:
    """As an operator would configure an engine of this kind."""
    given = {f"AOZORA_ENGINE_{name}": value.format(url=url) for name, value in kind.settings.items()}
    return {"AOZORA_ENGINE": kind.name, **given}


def careful(
    stand_in: Any, lang: Language = "ja", waits: list[float] | None = None, patience: float = 5.0, **options: Any
) -> Careful:
    """Our engine for it, with no real waiting between tries."""
    given = {name: value.format(url=stand_in.url) for name, value in stand_in.settings.items()}
    engine = engines.named(stand_in.name)(lang, given, timeout=(1.0, patience))
    engine.pause = 0.0
    sleep = (waits if waits is not None else []).append
    return Careful(engine, sleep=sleep, jitter=lambda: 0.0, **options)
