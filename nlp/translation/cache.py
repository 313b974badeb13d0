"""What decides a text: while it stays the same, the text need not be made again."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.translation.normalise import normalise
from warehouse.models import Language, made_id
from warehouse.reference import Term


def key(source: str, lang: Language, engine: str, version: str, terms: Iterable[Term]) -> str:
    """A hash of the source, who translates it how, and the terms that stand in it.

    `version` holds model, glossary and style of the engine. Of a term only what touches the language counts, so that
    an edit of the glossary is felt by the texts that hold the term, in that language, and by no other.
    """
    return made_id("translation", normalise(source), lang, engine, version, *(_form(term, lang) for term in terms))


def _form(term: Term, lang: Language) -> str:
    return "\x1e".join([term.zh, term.ja, *term.forbidden]) if lang == "ja" else f"{term.zh}\x1e{term.en}"
