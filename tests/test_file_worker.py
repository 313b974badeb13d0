"""The process that reads files: what a file does to it costs that file alone."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from collections.abc import Iterator, Mapping

import pytest

from crawlers.files.formats import text_of
from crawlers.files.found import FileText
from crawlers.files.worker import Worker, WorkerEnded


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(seconds=2, megabytes=110)
    yield made
    made.close()


def ask(worker: Worker, data: bytes, name: str = "a.txt") -> FileText:
    return FileText.model_validate_json(worker.ask(data, name, ""))


def archive(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def busy() -> bytes:
    """A file that is small, and long to read."""
    return b"{\\rtf1 " + b"\\b0" * 6_000_000 + b"}"


def test_a_file_that_takes_too_long_or_too_much_costs_itself(worker: Worker) -> None:
    with pytest.raises(WorkerEnded, match="took more than 2 seconds"):
        worker.ask(busy(), "a.doc", "")
    with pytest.raises(WorkerEnded, match="needed more than 110 MB"):
        worker.ask("蓝天".encode() * 5_000_000, "a.txt", "")
    part = ask(worker, "蓝天\n".encode() * 60_000)
    assert (part.state, part.reason) == ("read", "read up to its first 50000 paragraphs")
    assert ask(worker, "一、加强监测".encode()).state == "read"


def test_a_reader_that_crashes_is_named_and_started_anew(worker: Worker) -> None:
    assert ask(worker, b"x").state == "read"
    assert worker._process
    os.kill(worker._process.pid, signal.SIGSTOP)
    os.kill(worker._process.pid, signal.SIGABRT)
    os.kill(worker._process.pid, signal.SIGCONT)
    with pytest.raises(WorkerEnded, match="crashed its reader"):
        worker.ask(b"x" * 10_000_000, "a.txt", "")
    assert ask(worker, b"x").state == "read"


def test_many_files_are_read_by_one_process(worker: Worker) -> None:
    seen = set()
    for number in range(20):
        assert ask(worker, f"第{number}条".encode()).state == "read"
        assert worker._process
        seen.add(worker._process.pid)
    assert len(seen) == 1


ENTITIES = b'<!DOCTYPE d [<!ENTITY a "%s">%s]><d xmlns="w"><p>&z;</p></d>' % (
    b"x" * 100,
    b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(25)),
)
EMPTY_ROWS = b"".join(b"<row r='%d'/>" % number for number in range(1_000_000))


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (archive({"word/document.xml": b" " * 60_000_000}), "a.docx", "as no text does"),
        (archive({"xl/workbook.xml": os.urandom(1 << 20) * 101}), "a.xlsx", "unpacks to"),
        (archive({"word/document.xml": os.urandom(40_000) * 1_000}), "a.docx", "bytes of XML"),
        (archive({"word/document.xml": ENTITIES}), "a.docx", "document.xml"),
        (archive({"a/b.zip": archive({"c.txt": b"x"})}), "a.zip", "an archive within an archive"),
        (archive({"\u9644\u4ef6.ceb": b"x"}), "a.zip", "附件.ceb: no reader for CEB"),
        (b"<html>404</html>", "a.pdf", "a page of HTML came instead of a pdf file"),
        (os.urandom(4000), "a.txt", "no text in any encoding"),
    ],
)
def test_bombs_and_impostors_are_refused(data: bytes, name: str, reason: str) -> None:
    found = text_of(data, name)
    assert (found.state, found.blocks) == ("unreadable", ())
    assert reason in found.reason


def test_declared_sizes_that_lie_are_held_to() -> None:
    data = bytearray(archive({"word/document.xml": b"<d>" + b" " * 400_000 + b"</d>"}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + at
        data[start : start + 4] = (50).to_bytes(4, "little")
    assert "damaged" in text_of(bytes(data), "a.docx").reason


def test_a_million_empty_rows_hide_nothing() -> None:
    sheet = b"<worksheet xmlns='s'><sheetData><row><c r='A1'><v>31</v></c></row>%s</sheetData></worksheet>" % EMPTY_ROWS
    members = {
        "xl/workbook.xml": b"<workbook xmlns='s' xmlns:r='r'><sheets><sheet name='a' r:id='1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": b"<R xmlns='s'><R Id='1' Target='worksheets/s.xml'/></R>",
        "xl/worksheets/s.xml": sheet,
    }
    found = text_of(archive(members), "a.xlsx")
    assert (found.state, found.reason) == ("read", "read up to row 5000 of its tables")
    assert [block.plain for block in found.blocks] == ["a", "31"]


def test_names_in_gbk_are_shown_as_they_were_given() -> None:
    data = archive({"aaaa.txt": "全市空气质量".encode()}).replace(b"aaaa.txt", "附件".encode("gbk") + b".txt")
    found = text_of(data, "a.zip")
    assert [block.text for block in found.blocks] == ["附件", "全市空气质量"]


def test_a_locked_archive_says_so() -> None:
    data = bytearray(archive({"a.txt": b"x"}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in text_of(bytes(data), "a.zip").reason
