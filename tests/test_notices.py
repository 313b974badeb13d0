"""Mail beside the monthly: only what it claims to be, only to whom it concerns, at most two a month, once each."""

from __future__ import annotations

import email
import io
import sys
from datetime import date, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest

from dags import cli, notice_steps, outside, posting
from digests import ledger
from digests.mail import urgent
from tests import a_plan, entries
from tests.post_office import reader
from warehouse.models import Entry, Event

ON = date(2026, 11, 15)
NONE: frozenset[str] = frozenset()
BY_TITLE = {entry.release.title: entry for entry in entries.ENTRIES}
ALERT = next(entry for title, entry in BY_TITLE.items() if "橙色预警" in title)
DRAFT = next(entry for title, entry in BY_TITLE.items() if "征求意见稿" in title)
PARTNERS = [reader(id, municipality=id) for id in ("kawasaki", "kobe", "oita", "kitakyushu")]


def red(entry: Entry = ALERT) -> Entry:
    events: tuple[Event, ...] = tuple(e.model_copy(update={"level": "红色"}) for e in entry.analysis.events)
    return entry.model_copy(update={"analysis": entry.analysis.model_copy(update={"events": events})})


@pytest.mark.parametrize(
    ("kind", "entry", "on", "said"),
    [
        ("red_alert", ALERT, ON, "红色"),
        ("national_plan", DRAFT, ON, "of the centre"),
        ("comment_deadline", DRAFT, date(2026, 11, 9), "within 10 days"),
        ("comment_deadline", DRAFT, date(2026, 11, 21), "within 10 days"),
    ],
)
def test_an_item_that_is_not_what_is_claimed_is_refused(kind: urgent.Kind, entry: Entry, on: date, said: str) -> None:
    with pytest.raises(urgent.NoticeRefused, match=said):
        urgent.notice(kind, entry, "本文", on)


def test_it_goes_to_those_whom_it_concerns_with_the_reason() -> None:
    more = [
        reader("follower", municipality="oita", places=["沈阳市"]),
        reader("elsewhere", municipality="common"),
        reader("central", municipality="kawasaki", levels=["central"]),
    ]
    one = urgent.notice("red_alert", red(), "本日から操業制限。\n\n担当者にご確認ください。", ON)
    reasons, full = urgent.readers(one, [*PARTNERS, *more], [], ON, NONE)
    assert [found.address.split("@")[0] for found in reasons] == ["kawasaki", "follower"] and not full
    first, _ = urgent.messages(one, reasons)
    text = first.get_content().replace("\r\n", "\n")
    assert str(first["Subject"]).startswith("【標本】【緊急】重汚染天気の赤色警報：瀋陽市")
    for said in (
        "■ 編集者より\n本日から操業制限。\n\n担当者",
        "題名の訳：機械・定型",
        "届いた理由：",
        one.entry.id,
        "月に2通まで",
    ):
        assert said in text, said
    assert one.entry.release.url in text.splitlines()


def test_a_draft_is_called_one() -> None:
    one = urgent.notice("comment_deadline", DRAFT, "本文", ON)
    assert "案" in one.subject and "締切" in one.subject


def test_a_third_in_a_month_is_not_sent_and_a_rerun_is_no_third() -> None:
    def line(edition: str, address: str, on: date) -> ledger.Line:
        at = datetime(on.year, on.month, on.day, 12, tzinfo=urgent.JAPAN)
        made = ledger.line(f"<{edition}.{address}>", f"{edition}/x", address, "sent")
        return made.model_copy(update={"at": at})

    one = urgent.notice("red_alert", red(), "本文", ON)
    two = [reader("kawasaki", municipality="kawasaki"), reader("other", municipality="kawasaki")]
    lines = [
        line("notice.1", "KAWASAKI@city.example", date(2026, 11, 1)),
        line("notice.2", "kawasaki@city.example", date(2026, 11, 9)),
        line("notice.3", "other@city.example", date(2026, 11, 9)),
        line("notice.0", "other@city.example", date(2026, 10, 31)),
        line(one.id, "other@city.example", ON),
    ]
    reasons, full = urgent.readers(one, two, lines, ON, NONE)
    assert [found.address for found in reasons] == ["other@city.example"]
    assert [found.address for found in full] == ["kawasaki@city.example"]


def test_a_correction_goes_to_whom_the_item_was_told() -> None:
    one = urgent.notice("correction", DRAFT, "訂正します。", ON)
    reasons, _ = urgent.readers(one, [*PARTNERS, reader("x", municipality="common")], [], ON, frozenset({"kobe"}))
    assert [found.municipality for found in reasons] == ["kobe"]


@pytest.fixture
def item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A consultation of 天津 that ends in five days, as its month has told it."""
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    monkeypatch.delenv("SMTP_URL", raising=False)
    end = datetime.now(urgent.JAPAN).date() + timedelta(days=5)
    said = f"现向社会公开征求意见，意见反馈截止时间为{end.year}年{end.month}月{end.day}日。"
    document = a_plan.tell(a_plan.plan(said).model_copy(update={"title": f"{a_plan.TITLE}（征求意见稿）"}))
    return f"{a_plan.MONTH}-{document[:6]}"


def test_the_command_shows_asks_and_sends_once(
    item: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "text.txt"
    file.write_text("意見の提出はお早めに。", encoding="utf-8")
    words = ["notice", item, str(file), "--kind", "comment_deadline", "--by", "田中"]
    assert cli.main([*words, "--dry-run"]) == 0
    assert "mails in" in capsys.readouterr().out and not (tmp_path / "private" / "sent.jsonl").exists()
    assert cli.main(words) == 1
    shown = capsys.readouterr().out
    assert "Not approved" in shown and "意見の提出はお早めに。" in shown and "kankyo@kobe.example" in shown
    terminal = io.StringIO("y\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    assert cli.main(words) == 0 and cli.main(words) == 0
    arrived = sorted((tmp_path / a_plan.MONTH / "received").glob("*.eml"))
    assert {"kankyo@kobe.example.eml", "kankyo@yokkaichi.example.eml"} <= {path.name for path in arrived}
    assert "institute@iges.example.eml" not in {path.name for path in arrived}
    lines = ledger.lines(posting.ledger_path())
    assert sum(line.state == "sent" for line in lines) == len(arrived)
    message = email.message_from_bytes(arrived[0].read_bytes(), policy=default)
    assert str(message["Subject"]).startswith("【標本】【速報】意見募集の締切間近：天津市")


def test_nothing_goes_out_unapproved(item: str, tmp_path: Path) -> None:
    made = notice_steps.prepare(item, "comment_deadline", "本文", datetime.now(urgent.JAPAN).date())
    with outside.sample_mailbox(tmp_path), pytest.raises(urgent.NoticeRefused, match="nobody has approved it"):
        notice_steps.send(made)
    assert not list(tmp_path.glob("*.eml"))
    with pytest.raises(posting.NotThere, match="not approved"):
        notice_steps.prepare(item, "correction", "本文", ON)
    with pytest.raises(posting.NotThere, match="expected an item"):
        notice_steps.prepare("2026-10-ffffff", "correction", "本文", ON)
