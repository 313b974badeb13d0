"""A memory goes out as TMX and comes back as it was; what is not safe to read is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from nlp.__main__ import main
from nlp.translation.memory import reviewed
from nlp.translation.tmx import BadTmxError, read, write
from tests.test_carry import KNOWN
from warehouse.models import Translation

DAY = date(2026, 10, 5)
PAIR = reviewed(
    "到2027年，PM2.5浓度下降8%。", "2027年までにPM2.5濃度を8%低下させる。", "ja", "target", "編集 <a&b>", DAY
)
MACHINE = PAIR.model_copy(
    update={
        "state": "machine",
        "engine": "deepl",
        "repairs": ("空気品質→大気質",),
        "flags": ("NUM:8", "TERM:空気"),
        "characters": 17,
    }
)


def written(pairs: Iterable[Translation]) -> bytes:
    out = io.BytesIO()
    write(pairs, out)
    return out.getvalue()


def back(data: bytes, reviewer: str = "") -> list[Translation]:
    return list(read(io.BytesIO(data), "m.tmx", reviewer, DAY if reviewer else None))


def test_everything_comes_back() -> None:
    english = reviewed("=SUM(A1)", "=SUM(A1)", "en", "cell").model_copy(update={"is_sample": True})
    assert back(written([PAIR, MACHINE, english])) == [PAIR, MACHINE, english]


def test_a_whole_plan_with_tables_comes_back() -> None:
    assert len(KNOWN) >= 300
    assert back(written(KNOWN.values())) == list(KNOWN.values())


@given(source=st.text(min_size=1), text=st.text(), reviewer=st.text())
def test_no_character_is_lost(source: str, text: str, reviewer: str) -> None:
    pair = reviewed(source, text, "ja", "sentence", reviewer, DAY)
    assert back(written([pair])) == [pair]


def test_another_tool_reads_it() -> None:
    line = reviewed("第一行\n“甲”<b>&\t乙", "一行目\n「甲」<b>&\t乙", "ja", "cell", "編集", DAY)
    units = tmxfile.parsestring(written([PAIR, line])).units  # type: ignore[no-untyped-call]
    assert [(unit.source, unit.target) for unit in units] == [(PAIR.source, PAIR.text), (line.source, line.text)]


FOREIGN = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="OmegaT" srclang="ZH-CN"/><body>
<tu><prop type="project">a</prop>
<tuv xml:lang="ZH-CN"><seg>优化<bpt i="1">&lt;b&gt;</bpt>产业<ept i="1"/>结构。</seg></tuv>
<tuv xml:lang="JA-JP"><seg>産業構造の<hi>最適化</hi>。</seg></tuv>
<tuv lang="en_US"><seg>Optimize industry.</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>未译</seg></tuv><tuv xml:lang="ja"><seg> </seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_pairs_of_other_tools_are_a_machines_unless_someone_vouches(encoding: str) -> None:
    japanese, english = back(FOREIGN.encode(encoding))
    assert (japanese.source, japanese.text) == ("优化产业结构。", "産業構造の最適化。")
    assert (japanese.state, japanese.engine, japanese.masked_id) == ("machine", "tmx:OmegaT", "")
    assert (english.lang, english.text) == ("en", "Optimize industry.")
    vouched, _ = back(FOREIGN.encode(encoding), "編集")
    assert (vouched.state, vouched.reviewer, vouched.reviewed_on) == ("reviewed", "編集", DAY)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ('<!DOCTYPE tmx [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><tmx><body/></tmx>', "line 1: entity a"),
        ('<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body/></tmx>', "line 1: entity a"),
        ("<tmx><body>\n<tu></tmx>", "line 2: expected TMX"),
        ("<xliff/>", "expected TMX, found <xliff>"),
        ("原文,校閲訳\n", "line 1"),
        ("", "m.tmx"),
        (
            '<tmx><body>\n<tu><tuv xml:lang="de"><seg>Luft</seg></tuv></tu></body></tmx>',
            "line 2: expected a text in zh",
        ),
        (
            '<tmx><body><tu><prop type="x-aozora-state">approved</prop><tuv xml:lang="zh"><seg>一</seg></tuv>'
            '<tuv xml:lang="ja"><seg>一</seg></tuv></tu></body></tmx>',
            "line 1: ",
        ),
    ],
)
def test_what_is_no_safe_memory_is_refused_by_name_and_line(data: str, told: str) -> None:
    with pytest.raises(BadTmxError) as failure:
        back(data.encode())
    assert "m.tmx" in str(failure.value) and told in str(failure.value)


def test_a_file_of_any_size_is_read_as_it_comes() -> None:
    file = io.BytesIO(written(PAIR.model_copy(update={"characters": number}) for number in range(2000)))
    assert next(read(file, "large.tmx")).characters == 0
    assert file.tell() < len(file.getvalue()) / 5


def test_the_commands_read_what_they_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def said(text: str, *words: str) -> str:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["memory", *words]) == 0
        return capfd.readouterr().out

    records = f"{PAIR.model_dump_json()}\n{MACHINE.model_dump_json()}\n"
    file = tmp_path / "m.tmx"
    file.write_text(said(records, "export"), encoding="utf-8")
    assert said("", "import", str(file)) == records
    (near,) = json.loads(said("到2028年，PM2.5浓度下降10%。\n", "near", str(file)))["near"]
    assert (near["text"], near["state"], near["reviewed_on"]) == (PAIR.text, "reviewed", "2026-10-05")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": 1}\n')))
    assert main(["memory", "export"]) == 2
    assert "standard input, line 1: expected a Translation, text_id" in capfd.readouterr().err
