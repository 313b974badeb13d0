"""Properties of every Analysis: it quotes exactly, repeats itself, and no text breaks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.analysis import analyse
from nlp.explain import explained
from tests.bench.texts import documents
from tests.reading import a_release, gold
from warehouse.models import Analysis, Block, Quote, Release

PIECES = [case["text"] for name in ("targets", "events", "duties", "citations") for case in gold(name)]
WORDS = (
    "大气空气质量蓝天到下降年月日〔〕《》（）“”，。；：、0123456789.%—至“”比较前底"
    "各市人民政府责任单位由负责征求意见\n\t 　PM2.5VOCsİ²⑤"
)
# Brackets without order, digits and scripts in one, control characters and those that turn the reading direction.
ODD = (
    "《》〈〉（）〔〕【】［］()[]“”‘’「」0123456789０１２Ⅲ①两〇壹年月日%％．.万吨μg"
    "㎡㎥한русあア龘𠀀\x00\x1b\u200b\u202e\u2066\ufeff\u0301"
)
TITLES = ("大气污染防治行动计划", "9月空气质量状况", "关于大气标准征求意见的函", "重污染天气预警", "大气条例解读", "")
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
texts = [st.text(WORDS, max_size=60), st.text(ODD, max_size=40), st.text(HAN, max_size=40), st.text(max_size=30)]
lines = st.lists(st.one_of(st.sampled_from(PIECES), *texts), max_size=8)


def quotes(value: Any) -> Iterator[Quote]:
    """Every quote anywhere in a record."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from quotes(part)
    elif hasattr(value, "__dict__"):
        for part in vars(value).values():
            yield from quotes(part)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TITLES), st.text(WORDS, max_size=40), lines, lines)
def test_any_text_is_read_and_quoted_exactly(kind: str, title: str, body: list[str], cells: list[str]) -> None:
    release = a_release(kind + title, body)
    table = Block(type="table", rows=(("指标", "2027年目标"), *((cell, cell) for cell in cells)))
    release = release.model_copy(update={"blocks": (*release.blocks, table)})
    analysis = analyse(release)
    for quote in quotes(analysis):
        text = release.title if quote.block == -1 else release.blocks[quote.block].plain
        assert text[quote.start : quote.end] == quote.text
    assert analyse(release) == analysis
    assert Analysis.model_validate_json(analysis.model_dump_json()) == analysis
    assert explained(release, analysis).startswith(release.title)


def test_of_a_release_partly_on_air_only_its_parts_go_on() -> None:
    mixed = (
        "改造老旧小区275个，学习借鉴北京城市更新试点经验。到2027年底，PM2.5年均浓度降至35微克/立方米。"
        "改造供热管网150公里，由市住建局牵头。"
    )
    under = "（一）深入推进大气污染防治。2026年底前新增公交车300辆。"
    water = "到2027年底，优良水体比例达到80%。"
    found = analyse(a_release("沈阳市国民经济发展规划纲要", ["一、目标", mixed, under, water], place="210100"))
    assert found.relevance == "partly"
    assert [part.text for part in found.parts] == ["到2027年底，PM2.5年均浓度降至35微克/立方米。", under[3:]]
    assert {target.value for target in found.targets} == {35, 300}
    assert (found.duties, found.needs) == ((), ())
    assert "110000" not in {tag.place for tag in found.places}


def test_commands_read_releases_and_write_analyses(tmp_path: Path) -> None:
    releases = [a_release("大气污染防治行动计划", PIECES, id="a"), a_release("大气污染防治行动计划", PIECES, id="b")]
    file = tmp_path / "releases.jsonl"
    file.write_text("\n".join(release.model_dump_json() for release in releases), encoding="utf-8")
    (first, _), (documents,) = run("analyse", file), run("duplicates", file)
    assert json.loads(first)["targets"]
    assert json.loads(documents) == {"document_id": "a", "release_ids": ["a", "b"]}
    assert any(line.startswith("【数値目標】") for line in run("explain", one(tmp_path, releases[0])))


def test_the_same_bytes_in_any_process_and_documents_in_any_order(tmp_path: Path) -> None:
    releases = [release.model_dump_json() for release in documents(40)]
    forth, back = tmp_path / "forth.jsonl", tmp_path / "back.jsonl"
    forth.write_text("\n".join(releases), encoding="utf-8")
    back.write_text("\n".join(reversed(releases)), encoding="utf-8")
    assert run("analyse", forth, seed="1") == run("analyse", back, seed="2")[::-1]
    shared = [
        sorted(map(sorted_members, run("duplicates", file, seed=seed))) for file, seed in ((forth, "1"), (back, "2"))
    ]
    assert shared[0] == shared[1] != []


def sorted_members(line: str) -> tuple[str, list[str]]:
    """A document and the releases that share it."""
    found = json.loads(line)
    return found["document_id"], sorted(found["release_ids"])


def one(folder: Path, release: Release) -> Path:
    """A file that holds one Release laid out over many lines, as `python -m crawlers parse` prints it."""
    file = folder / "one.json"
    file.write_text(release.model_dump_json(indent=2), encoding="utf-8")
    return file


def run(command: str, file: Path, *, seed: str = "0") -> list[str]:
    """The lines that a command prints in a process whose sets are ordered by the seed."""
    words, env = [sys.executable, "-m", "nlp", command, str(file)], os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8", env=env)
    return done.stdout.splitlines()
