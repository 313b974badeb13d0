"""Titles a second offline with all checks; the memory of 200,000 pairs asked for 500 texts; a plan of 300 segments."""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import TypeVar

from nlp.translation import tmx
from nlp.translation.chain import Chain
from nlp.translation.masks import masked_id
from nlp.translation.memory import Memory
from nlp.translation.normalise import normalise, text_id
from nlp.translation.offline.han import japanese
from nlp.translation.segments import segment
from tests import records
from warehouse import reference
from warehouse.models import Analysis, Block, Translation
from warehouse.store import Store

PAIRS, ASKED, TITLES = 200_000, 500, 2_000
SEED = 5
VERBS = ["推进", "加强", "完善", "开展", "实施", "优化", "严格", "落实", "加快", "强化", "鼓励", "支持", "健全", "提升"]
PAPERS = (
    "{y}年大气污染防治工作方案",
    "空气质量持续改善{y}年行动计划",
    "重污染天气应急预案（{y}年修订）",
    "扬尘污染防治管理办法",
)
T = TypeVar("T")


def report() -> str:
    """Markdown: a row a measurement."""
    rows = [*_titles(), *_memory(), *_plan()]
    lines = [f"| {what} | {figure} | {wanted} |" for what, figure, wanted in rows]
    return "\n".join(["Seconds of processor time.", "", "| what | measured | wanted |", "|---|---|---|", *lines])


Row = tuple[str, str, str]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """In processor time: other work on the machine does not count."""
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def _titles() -> Iterator[Row]:
    cities = [place.zh for place in reference.places().values() if place.level == "city"]
    every = (
        f"{city}人民政府办公室关于印发{city}{paper.format(y=year)}的通知"
        for year, paper, city in product(range(2020, 2030), PAPERS, cities)
    )
    chain = Chain("ja", Memory())
    chain.translate([("武汉市人民政府关于印发武汉市大气污染防治工作方案的通知", "title")])
    titles = list(islice(every, TITLES))
    seconds, found = _timed(lambda: chain.translate((title, "title") for title in titles))
    said = sum(translation.text is not None for translation in found)
    yield f"titles offline, all checks; {said / TITLES:.0%} said", f"{TITLES / seconds:.0f}/s", "≥ 1,500/s"


# ---------------------------------------------------------------- memory


def _memory() -> Iterator[Row]:
    chance = random.Random(SEED)
    terms = [term.zh for term in reference.glossary() if "…" not in term.zh]
    sources = list(dict.fromkeys(_sentence(chance, terms) for _ in range(PAIRS + PAIRS // 50)))[:PAIRS]
    asked = [_other(chance, source, place) for place, source in enumerate(chance.sample(sources, ASKED))]
    pairs = [_pair(source) for source in sources]
    normalise.cache_clear()
    seconds, memory = _timed(lambda: Memory(pairs))
    yield f"memory of {PAIRS:,} pairs made of records", f"{seconds:.2f} s", ""
    seconds, found = _timed(lambda: [memory.exact(text, "sentence", "ja") for text in asked])
    yield f"exact, {ASKED} texts, {sum(map(bool, found))} found", f"{seconds:.3f} s", "< 1 s"
    seconds, found = _timed(lambda: [memory.masked(text, "sentence", "ja") for text in asked])
    yield f"with other numbers, {ASKED} texts, {sum(map(bool, found))} found", f"{seconds:.3f} s", ""
    seconds, _ = _timed(lambda: memory.near("一", "ja"))
    yield "index of near texts made", f"{seconds:.2f} s", ""
    seconds, near = _timed(lambda: [memory.near(text, "ja") for text in asked])
    yield f"near, {ASKED} texts, {sum(map(bool, near))} found", f"{seconds:.2f} s", "< 10 s"
    yield from _stored(pairs, asked)


def _sentence(chance: random.Random, terms: list[str]) -> str:
    parts = [
        chance.choice(VERBS) + "和".join(chance.sample(terms, chance.randint(1, 2)))
        for _ in range(chance.randint(1, 5))
    ]
    year = f"到{chance.randint(2020, 2035)}年，" if chance.random() < 0.5 else ""
    return f"{year}{'，'.join(parts)}。"


def _other(chance: random.Random, source: str, place: int) -> str:
    """The text itself, with another year, with three characters changed, or one that is in no memory."""
    if place % 4 == 1:
        return source.replace("到20", "到19")
    if place % 4 == 2:
        return "".join("某" if chance.random() < 3 / len(source) else char for char in source)
    return source[::-1] if place % 4 == 3 else source


def _pair(source: str) -> Translation:
    """Its text stands for a translation: the same in Japanese characters."""
    return Translation(
        text_id=text_id(source),
        lang="ja",
        kind="sentence",
        source=source,
        text=japanese(source),
        state="reviewed",
        engine="memory",
        coverage=1.0,
        masked_id=masked_id(source),
        reviewed_on=date(2026, 10, 5),
    )


def _stored(pairs: list[Translation], asked: list[str]) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        with Store(path) as store:
            seconds, _ = _timed(lambda: store.save(pairs, "2026-10"))
            yield f"{PAIRS:,} pairs saved", f"{seconds:.1f} s", ""
        with Store(path) as store:
            ids = ({text_id(text) for text in asked}, {masked_id(text) for text in asked})
            seconds, found = _timed(lambda: Memory(store.translations("ja", *ids).values()))
            yield f"what {ASKED} texts need, read from the warehouse: {len(found.pairs)} pairs", f"{seconds:.2f} s", ""
            seconds, _ = _timed(lambda: Memory(store.reviewed()))
            yield f"all {PAIRS:,} read from the warehouse", f"{seconds:.1f} s", ""
    out = io.BytesIO()
    seconds, _ = _timed(lambda: tmx.write(pairs, out))
    yield f"TMX out, {len(out.getvalue()) / 1e6:.0f} MB", f"{seconds:.1f} s", ""
    out.seek(0)
    seconds, _ = _timed(lambda: sum(1 for _ in tmx.read(out, "memory.tmx")))
    yield "TMX in", f"{seconds:.1f} s", ""


# ---------------------------------------------------------------- a plan


def _plan() -> Iterator[Row]:
    """Headings, targets, sentences and cells, as a plan has them."""
    chance = random.Random(SEED)
    terms = [term.zh for term in reference.glossary() if "…" not in term.zh]
    blocks = [block for part in range(13) for block in _chapter(part, chance, terms)]
    release = records.release("http://a.example/1", blocks=tuple(blocks))
    analysis = Analysis(
        release_id=release.id,
        version_id=release.version_id,
        relevance="air",
        relevance_score=1,
        relevance_reason="",
        kind="plan",
        status="issued",
    )
    pieces = segment(release, analysis, whole=True)
    chain = Chain("ja", Memory())
    seconds, found = _timed(lambda: chain.translate((piece.text, piece.kind) for piece in pieces))
    said = sum(translation.text is not None for translation in found)
    yield f"a plan of {len(pieces)} segments offline, {said} said", f"{seconds:.2f} s", "< 3 s"


def _chapter(part: int, chance: random.Random, terms: list[str]) -> Iterator[Block]:
    yield Block(type="heading", level=1, marker=f"{part + 1}、", text=f"{VERBS[part]}{terms[part]}")
    for item in range(6):
        text = f"{VERBS[item]}{chance.choice(terms)}。{''.join(_sentence(chance, terms) for _ in range(2))}"
        yield Block(type="item", level=2, marker=f"（{item + 1}）", text=text)
    goal = f"到{2026 + part}年，PM2.5年均浓度下降到{40 - part}微克/立方米以下。"
    yield Block(type="paragraph", text=goal)
    yield Block(type="table", rows=(("区域", f"{2026 + part}年目标"), ("全市", f"{40 - part}微克/立方米")))
