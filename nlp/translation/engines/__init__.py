"""Network engines, one module each, found by its name; none is used unless the operator names it."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from nlp.translation.asking.budget import Budget
from nlp.translation.asking.careful import Careful
from nlp.translation.asking.engine import NetworkEngine
from nlp.translation.asking.failures import EngineSettingError
from nlp.translation.asking.http import TIMEOUT
from warehouse.models import Language

PREFIX = "AOZORA_ENGINE"
_NONE = ("", "none", "offline")
_RUN, _MONTH = 300_000, 1_000_000
"""Characters that may be sent unless the operator says otherwise."""


@cache
def names() -> tuple[str, ...]:
    """Every engine, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def named(name: str) -> type[NetworkEngine]:
    """The engine that the module of this name defines. Raises EngineSettingError when there is none."""
    if name not in names():
        raise EngineSettingError(f"{PREFIX}={name}: expected none or one of {', '.join(names())}")
    module = import_module(f"{__name__}.{name}")
    return next(
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, NetworkEngine) and value.__module__ == module.__name__
    )


def chosen(environment: Mapping[str, str] = os.environ) -> str:
    """The engine that `AOZORA_ENGINE` names; empty for none."""
    name = environment.get(PREFIX, "").strip()
    return "" if name in _NONE else name


def budget(environment: Mapping[str, str] = os.environ, ledger: Path | None = None) -> Budget:
    """What the chosen engine may be sent in this run and this month. Raises EngineSettingError."""
    return Budget(
        chosen(environment),
        ledger,
        run=_ceiling(environment, "RUN_CHARACTERS", _RUN),
        month=_ceiling(environment, "MONTH_CHARACTERS", _MONTH),
    )


def configured(
    lang: Language, environment: Mapping[str, str] = os.environ, allowed: Budget | None = None
) -> tuple[Careful, ...]:
    """The engine that the operator configured, ready for a run; normally none.

    Raises EngineSettingError naming what is missing.
    """
    if not (name := chosen(environment)):
        return ()
    engine = named(name)
    if wanting := missing(engine, environment):
        raise EngineSettingError(f"{PREFIX}={name} needs {' and '.join(wanting)}")
    url = given(environment).get("URL", "")
    if url and not url.startswith(("http://", "https://")):
        raise EngineSettingError(f"{PREFIX}_URL={url}: expected an address that begins with http:// or https://")
    seconds = _number(environment, "TIMEOUT", TIMEOUT[1])
    made = engine(lang, given(environment), timeout=(min(TIMEOUT[0], seconds), seconds))
    threads = int(_number(environment, "THREADS", 4))
    return (Careful(made, allowed or budget(environment), threads=threads),)


def missing(engine: type[NetworkEngine], environment: Mapping[str, str]) -> list[str]:
    """The variables that an engine needs and the environment lacks, each with what it is."""
    known = given(environment)
    return [f"{PREFIX}_{s.name} ({s.about})" for s in engine.settings if s.default is None and not known.get(s.name)]


def given(environment: Mapping[str, str]) -> dict[str, str]:
    """What the operator set of engines, by the names of their settings."""
    start = PREFIX + "_"
    return {name.removeprefix(start): value.strip() for name, value in environment.items() if name.startswith(start)}


def _ceiling(environment: Mapping[str, str], name: str, default: int) -> int | None:
    if environment.get(f"{PREFIX}_{name}", "").strip() == "none":
        return None
    return int(_number(environment, name, default))


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(f"{PREFIX}_{name}", "").strip().replace(",", "")
    if not text:
        return default
    if not text.replace(".", "", 1).isdigit() or float(text) <= 0:
        raise EngineSettingError(f"{PREFIX}_{name}={text}: expected a number above 0")
    return float(text)
