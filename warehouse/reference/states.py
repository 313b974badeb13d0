"""What readers, reviewers and operators are told of a translation's state: the same words everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from warehouse.models import Language, State

STATES: tuple[State, ...] = ("reviewed", "machine", "template", "untranslated")
"""The strongest first."""


def state_label(lang: Language, state: State, *, sample: bool = False) -> str:
    """A state in words; a sample's reviewed text had no reviewer of flesh and blood, and says so."""
    return state_labels(lang)["reviewed_sample" if sample and state == "reviewed" else state]


@cache
def state_labels(lang: Language) -> Mapping[str, str]:
    """Every label by state, and that of a sample's reviewed text as `reviewed_sample`."""
    rows = yaml.safe_load(Path(__file__).with_name("states.yml").read_text(encoding="utf-8"))
    return {key: said[lang] for key, said in rows.items()}


def counted(lang: Language, counts: Mapping[State, int], empty: str = "") -> str:
    """`確認済 112、未訳 3`; `empty` where nothing is counted."""
    said = [f"{state_label(lang, state)} {counts[state]}" for state in STATES if counts.get(state)]
    return {"ja": "、", "en": ", "}[lang].join(said) or empty
