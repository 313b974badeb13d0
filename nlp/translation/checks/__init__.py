"""What must be true of a translation beside its source, whoever made it."""

from __future__ import annotations

from nlp.translation.checks.amounts import amount_flags
from nlp.translation.checks.characters import character_flags
from nlp.translation.checks.content import content_flags
from nlp.translation.checks.form import bracket_flags, length_flags, marker_flags, repetition_flags
from nlp.translation.checks.signs import sign_flags
from nlp.translation.checks.wording import wording_flags
from warehouse.models import Language


def check(source: str, text: str, lang: Language) -> tuple[str, ...]:
    """Flags, each with what it found; an empty tuple when nothing was found.

    `source` is normalised Chinese, `text` its translation. The codes before the colon are those of flags.yml.
    """
    if not text.strip(" 　。．.…・-"):
        return ("EMPTY",)
    found = [*amount_flags(source, text, lang), *sign_flags(source, text, lang), *bracket_flags(source, text, lang)]
    found += [*marker_flags(source, text, lang), *length_flags(source, text, lang), *repetition_flags(source, text)]
    found += [*character_flags(source, text, lang), *wording_flags(source, text, lang)]
    return tuple(dict.fromkeys((*found, *content_flags(source, text, lang))))
