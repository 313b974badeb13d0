"""`engines`: which there are, what each needs and where it would send texts; `engines try` sends one sentence."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from nlp.translation import engines
from nlp.translation.asking.budget import Budget
from nlp.translation.asking.engine import NetworkEngine, Setting
from nlp.translation.asking.failures import EngineSettingError
from nlp.translation.asking.items import Item
from nlp.translation.checks import check
from nlp.translation.normalise import normalise
from nlp.translation.terms import matched
from warehouse.models import Language

NO_ANSWER = 1
_SENTENCE = "到2027年，全市PM2.5平均浓度控制在32微克/立方米以下，推动重点行业企业实施清洁生产改造。"


def ledger() -> Path:
    """Where the characters sent are counted, for runs and commands alike."""
    return Path(os.environ.get("AOZORA_DATA", "data")) / "engines" / "characters.json"


def budget() -> Budget:
    """What may be sent from here. Raises EngineSettingError."""
    return engines.budget(os.environ, ledger())


def show() -> int:
    """Print every engine. Raises EngineSettingError."""
    chosen = engines.chosen()
    if chosen:
        engines.named(chosen)
    for name in engines.names():
        print("\n".join(_told(name, engines.named(name), chosen == name)) + "\n")
    print(f"AOZORA_ENGINE is {chosen or 'not set: nothing is sent anywhere'}.")
    return 0


def _told(name: str, engine: type[NetworkEngine], chosen: bool) -> Iterator[str]:
    wanting = engines.missing(engine, os.environ)
    state = "not chosen" if not chosen else f"chosen, lacks {len(wanting)} settings" if wanting else "chosen and ready"
    yield f"{name}: {state}; texts go to {_destination(engine, bool(wanting))}"
    yield f"  {engine.licence}"
    yield from (f"  {engines.PREFIX}_{setting.name}: {_need(setting)}{setting.about}" for setting in engine.settings)


def _need(setting: Setting) -> str:
    if os.environ.get(f"{engines.PREFIX}_{setting.name}", "").strip():
        return "set; "
    return (
        "needed; "
        if setting.default is None
        else f"optional ({setting.default}); "
        if setting.default
        else "optional; "
    )


def _destination(engine: type[NetworkEngine], wanting: bool) -> str:
    return engine.destination if wanting else engine("ja", engines.given(os.environ)).sends_data_to


def one_sentence(lang: Language) -> int:
    """Send a sentence to the configured engine and print what comes back. Raises EngineSettingError."""
    asking = next(iter(engines.configured(lang, os.environ, budget())), None)
    if asking is None:
        raise EngineSettingError("AOZORA_ENGINE: expected the name of an engine; `engines` lists them")
    engine, source = asking.engine, normalise(_SENTENCE)
    terms = tuple((term.zh, term.en if lang == "en" else term.ja) for term in matched(source))
    print(f"to {engine.sends_data_to} ({engine.name}, {engine.version}): {_SENTENCE}", flush=True)
    began = time.monotonic()
    (answer,) = asking.translate([Item(_SENTENCE, "sentence", terms=terms)])
    took = f"{time.monotonic() - began:.1f} s, {answer.characters} characters"
    if answer.text is None:
        print(f"no translation: {answer.reason} ({took})")
        return NO_ANSWER
    print(f"{answer.text}\n{took}; the checks find: {', '.join(check(source, answer.text, lang)) or 'nothing'}")
    return 0
