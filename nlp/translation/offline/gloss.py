"""The Chinese as it stands, with each known term explained behind it: 原語（訳語）."""

from __future__ import annotations

from nlp.translation.offline.lexicon import Word
from nlp.translation.offline.protect import protect
from nlp.translation.offline.tokens import segmented
from warehouse.models import Language


def glossed(text: str, lang: Language) -> tuple[str, float]:
    """The glossed text, and the share of its Han characters that known words cover."""
    held = protect(text)
    out, known, total = "", 0, 0
    for piece in segmented(held, held.text):
        zh = piece if isinstance(piece, str) else piece.zh
        size = sum("\u4e00" <= char <= "\u9fff" for char in zh)
        total += size
        known += 0 if isinstance(piece, str) else size
        out += zh + ("" if isinstance(piece, str) else _explained(piece, lang))
    return out, round(known / total, 3) if total else 1.0


def _explained(word: Word, lang: Language) -> str:
    """The term in brackets, where it says more than the Chinese does."""
    if word.slot or word.mark or len(word.zh) < 2:
        return ""
    term = word.en if lang == "en" else word.noun or (word.action.ja if word.action else "")
    return f"（{term}）" if term and term != word.zh else ""
