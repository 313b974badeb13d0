"""A reviewer may work in LibreOffice: what it saves is read as what Word and Excel save."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from nlp.translation import exchange
from nlp.translation.exchange import marks
from nlp.translation.exchange.taking import Now, take
from tests import plans

pytestmark = pytest.mark.system
PLAN = plans.plan()
PIECES = plans.pieces(PLAN)
MACHINE = plans.machine(PIECES)
FILES = exchange.export(plans.table(PLAN, PIECES, MACHINE))


CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
"""UTF-8, the second sheet."""


def saved(folder: Path, suffix: str, data: bytes, wanted: str) -> tuple[str, bytes]:
    """Name and bytes of the file as LibreOffice saves it after opening it."""
    (folder / f"plan{suffix}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(folder / "saved")]
    subprocess.run([*command, str(folder / f"plan{suffix}")], check=True, capture_output=True, timeout=120)
    (found,) = (folder / "saved").iterdir()
    return found.name, found.read_bytes()


def numbered(row: dict[str, str]) -> dict[str, str]:
    """A reviewer who translates what stands for the first time, its numbering as it is."""
    if "と同じ原文です" in row["注意"]:
        return {}
    source = row["原文"]
    piece = next(piece for piece in PIECES if marks.source(piece) == source)
    return {"校閲訳": f"{piece.marker}訳{row['ID'][:4]}"}


@pytest.mark.parametrize(("suffix", "wanted"), [(".docx", "docx"), (".xlsx", "xlsx"), (".xlsx", CSV)])
def test_what_libreoffice_saves_comes_back(tmp_path: Path, suffix: str, wanted: str) -> None:
    now = Now(PIECES, PIECES, MACHINE)
    untouched = take(exchange.read(*saved(tmp_path, suffix, FILES[suffix], wanted)), now)
    assert untouched[1:] == ((), (), (), {"untouched": len(PIECES)})
    taken = take(exchange.read(*saved(tmp_path, suffix, plans.filled(suffix, FILES[suffix], numbered), wanted)), now)
    assert taken.refused == ()
    assert {pair.text_id for pair in taken.pairs} == {piece.text_id for piece in PIECES}
    assert {pair.reviewer for pair in taken.pairs} == {"田中"}
