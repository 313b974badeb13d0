"""Words cut by jieba as it comes, by our way through its dictionary and by rjieba, the same words asked of each."""

from __future__ import annotations

import importlib.util
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence

import jieba

from nlp.words import OURS, terms, tokenizer
from warehouse.models import Release

ROUNDS = 3
_STRETCH = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+")
Cut = Callable[[str], Iterable[str]]


def report(documents: Sequence[Release]) -> str:
    """Markdown: what each takes for a document and whether it finds the same words."""
    read = ["\n".join(_STRETCH.findall(document.text)) for document in documents]
    plain = _jieba()
    wanted = [list(plain(text)) for text in read]
    rows = (_row(name, begin, read, wanted) for name, begin in CUTTERS.items())
    return "\n".join(["| words by | ms a document | to begin with | cut as by jieba |\n|---|---|---|---|", *rows])


def _row(name: str, begin: Callable[[], Cut], read: Sequence[str], wanted: Sequence[list[str]]) -> str:
    if name == "rjieba" and not importlib.util.find_spec("rjieba"):
        return "| rjieba | not installed: `pip install rjieba` | | |"
    began = time.process_time()
    cut = begin()
    first = time.process_time() - began
    same = sum(list(cut(text)) == words for text, words in zip(read, wanted, strict=True))
    best = min(_seconds(cut, read) for _ in range(ROUNDS))
    return f"| {name} | {best / len(read) * 1000:.2f} | {first:.2f} s | {same} of {len(wanted)} |"


def _seconds(cut: Cut, read: Sequence[str]) -> float:
    began = time.process_time()
    for text in read:
        list(cut(text))
    return time.process_time() - began


def _jieba() -> Cut:
    jieba.setLogLevel("WARNING")
    plain = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        plain.tmp_dir = folder
        plain.initialize()
    for term in terms():
        plain.add_word(term, OURS)
    return lambda text: plain.cut(text, HMM=False)


def _ours() -> Cut:
    tokenizer.cache_clear()
    ours = tokenizer()
    return ours.cut


def _rjieba() -> Cut:
    rust = importlib.import_module("rjieba").Jieba()
    for term in terms():
        rust.add_word(term, OURS, None)
    return lambda text: list(rust.cut(text, False))


CUTTERS: dict[str, Callable[[], Cut]] = {"jieba as it comes": _jieba, "jieba, our way": _ours, "rjieba": _rjieba}
