"""Network engines, one module each; none is used unless the operator configures it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Protocol

from nlp.translation.engines.libretranslate import LibreTranslate
from warehouse.models import Language


class Engine(Protocol):
    """What the chain asks of an engine; one object serves many threads."""

    name: str
    version: str
    sends_data_to: str
    """Host that receives the texts."""

    def translate_batch(self, batch: list[str]) -> list[str | None]:
        """One result a text, in order; None where the engine had none.

        Raises:
            EngineFailedError: when the engine as a whole did not answer usefully.
        """
        ...


class UnknownEngineError(ValueError):
    """A configured engine that does not exist, or lacks its address."""


def configured(lang: Language, environment: Mapping[str, str] = os.environ) -> Sequence[Engine]:
    """The engines that `AOZORA_ENGINE` names, with `AOZORA_ENGINE_URL` and `AOZORA_ENGINE_KEY`; normally none.

    Raises:
        UnknownEngineError: when the name is unknown or the address is missing.
    """
    name, url = environment.get("AOZORA_ENGINE", ""), environment.get("AOZORA_ENGINE_URL", "")
    if not name or name in ("none", "offline"):
        return ()
    if name != "libretranslate":
        raise UnknownEngineError(f"AOZORA_ENGINE={name}: expected none or libretranslate")
    if not url:
        raise UnknownEngineError("AOZORA_ENGINE_URL: the address of the LibreTranslate server is expected")
    return (LibreTranslate(url, target=lang, api_key=environment.get("AOZORA_ENGINE_KEY", "")),)
