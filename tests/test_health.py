"""What a run of a source is judged by: its rhythm, its counts, how full it is, its template, its numbers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawlers import results
from crawlers.health.facts import History, Listed, Run
from crawlers.health.history import history
from crawlers.health.judging import judge
from crawlers.health.skeleton import commonest, skeleton
from crawlers.platforms.reading import Row, Saved
from tests import records
from warehouse.models import Listing, Release

HOME = "http://yunzhou.example/"
AFTER = date(2026, 11, 3)


def row(day: str | None, number: int = 1, doc_number: str = "", home: str = HOME) -> Row:
    return Row(f"{home}{day}/{number}.html", "关于方案的通知", date.fromisoformat(day) if day else None, doc_number)


def listed(*rows: Row, url: str = HOME, total: int | None = None) -> Listed:
    return Listed(Listing(url=url), rows, total)


def releases(count: int = 4, numbers: tuple[str, ...] = (), **other: Any) -> tuple[Release, ...]:
    facts: dict[str, Any] = {"published": date(2026, 10, 9), "issuers": ("云州市生态环境局",)} | other
    serials = numbers or tuple(f"云环〔2026〕{n}号" for n in range(1, count + 1))
    return tuple(records.release(f"{HOME}{number}", **({"doc_number": number} | facts)) for number in serials)


def run(*columns: Listed, day: date = AFTER, **other: Any) -> Run:
    source = records.source("yunzhou", name_zh="云州市生态环境局（样例）", homepage=HOME, quiet_after=30)
    facts: dict[str, Any] = {"listed": columns or (listed(row("2026-10-09"), row("2026-08-01")),)}
    return Run(source, "2026-10", day, **(facts | {"releases": releases()} | other))


def past(*months: str, **other: Any) -> History:
    facts: dict[str, Any] = {"filled": {"doc_number": 0.8, "written": 0.9, "issuers": 1.0, "body": 1.0}}
    return History(tuple(records.coverage("yunzhou", month, **(facts | {"rows": 3} | other)) for month in months))


EARLIER = ("2026-07", "2026-08", "2026-09")
BUSY = [row("2026-10-09", n) for n in range(12)]
OLD = row("2026-08-01")
CASES: dict[str, tuple[Run, History, str, list[str]]] = {
    "all well": (run(), past("2026-09"), "ok", []),
    "nothing new for long": (run(listed(OLD), releases=()), past(), "late", []),
    "nothing new, and not all read": (run(listed(OLD), releases=(), is_whole=False), past(), "degraded", ["late"]),
    "rows that came after the month": (run(listed(row("2027-01-05"), OLD), releases=()), past(), "late", []),
    "the month goes on": (run(listed(OLD), releases=(), day=date(2026, 8, 31)), past(), "ok", []),
    "rows without days": (run(listed(row(None)), releases=()), past(), "ok", ["undated"]),
    "rows without days, articles with": (run(listed(row(None))), past(), "ok", []),
    "the column of last year": (
        run(listed(row("2026-10-09"), OLD), listed(row("2025-12-30"), url=f"{HOME}2025/")),
        past(),
        "ok",
        ["old"],
    ),
    "a column of rare things": (run(listed(row("2026-10-09"), OLD), listed(row("2026-08-20"))), past(), "ok", []),
    "far fewer rows": (run(), past("2026-08", "2026-09", rows=40), "ok", ["rows"]),
    "fewer rows, but some could not be read": (run(is_whole=False), past("2026-09", rows=40), "degraded", []),
    "less than the site has": (run(listed(*BUSY[:5], total=57)), past(), "degraded", ["short"]),
    "as far as the window asks": (run(listed(*BUSY[:5], OLD, total=57)), past(), "ok", []),
    "more than the site has": (run(listed(*BUSY[:5], OLD, total=5)), past(), "ok", ["short"]),
    "a long page with no next": (run(listed(*BUSY)), past(), "ok", ["short"]),
    "none of its own": (
        run(listed(row("2026-10-09", home="http://other.example/"))),
        past(),
        "degraded",
        ["elsewhere"],
    ),
    "silent for two months": (
        run(releases=()),
        History((*past("2026-08").coverage, *past("2026-09", releases=0).coverage)),
        "ok",
        ["silent"],
    ),
    "silent for one month": (run(releases=()), past("2026-08", "2026-09"), "ok", []),
    "numbers no longer found": (run(releases=releases(9, doc_number="")), past(*EARLIER), "ok", ["fields"]),
    "days no longer found": (run(releases=releases(written=None)), past(*EARLIER), "degraded", ["fields"]),
    "fewer, as may happen": (run(releases=releases(doc_number="")), past("2026-09"), "ok", []),
    "no text, and no history": (run(releases=releases(blocks=())), past(), "degraded", ["fields"]),
    "two articles say nothing": (run(releases=releases(2, blocks=())), past("2026-09"), "ok", []),
    "another template": (run(skeleton="new"), past("2026-09", skeleton="old"), "ok", ["template"]),
    "a template seen before": (run(skeleton="old"), past("2026-08", "2026-09", skeleton="old"), "ok", []),
}


@pytest.mark.parametrize(("found", "before", "state", "kinds"), CASES.values(), ids=CASES.keys())
def test_a_run_is_judged(found: Run, before: History, state: str, kinds: list[str]) -> None:
    verdict = judge(found, before)
    assert (verdict.state, [said.partition(":")[0] for said in verdict.warnings]) == (state, kinds)
    assert bool(verdict.reason) == (state == "late" or (state == "degraded" and found.is_whole))


def numbered(*serials: int, series: str = "云环") -> tuple[str, ...]:
    return tuple(f"{series}〔2026〕{n}号" for n in serials)


def test_gaps_of_its_own_series_are_named() -> None:
    before = History(
        releases=releases(numbers=(*numbered(1, 2, 6), "云环〔2025〕9号", *numbered(1, 2, 4, series="国发")))
    )
    reprinted = tuple(r.model_copy(update={"issuers": ("国务院",)}) for r in before.releases if "国发" in r.doc_number)
    before = History(releases=(*before.releases[:4], *reprinted))
    rows = listed(
        row("2026-10-09", doc_number="云环[2026]第004号"), row("2026-11-02", doc_number="云环〔2026〕3号"), OLD
    )
    verdict = judge(run(rows, releases=releases(numbers=numbered(7))), before)
    assert (verdict.state, verdict.unseen_numbers) == ("ok", numbered(3, 5))


def test_gaps_are_bounded() -> None:
    verdict = judge(run(releases=releases(numbers=numbered(*range(1, 100, 2)))), past())
    assert (len(verdict.unseen_numbers), verdict.warnings) == (
        20,
        ("numbers: 29 more numbers of its series were not seen",),
    )
    for few in (numbered(1, 9), numbered(1, 40, 80)):
        assert not judge(run(releases=releases(numbers=few)), past()).unseen_numbers


def page(text: str, frame: str = "content page12") -> Saved:
    html = f"<html><body><div class='{frame}'><h1>{text}</h1><div class='TRS_Editor'><p>{text * 9}</p></div></div>"
    return Saved(HOME, html.encode())


def test_a_template_is_known_whatever_stands_in_it() -> None:
    one, two = skeleton(page("关于甲的通知，")), skeleton(page("关于乙事项的若干意见。", "content page13"))
    assert one == two != skeleton(page("关于甲的通知，", "detail")) and not skeleton(Saved(HOME, b"%PDF-1.4"))
    assert commonest(["", "", "", one, "other", one]) == one


def test_only_earlier_months_are_history(tmp_path: Path) -> None:
    for back in range(5):
        month = f"{date(2026, 3, 1) - timedelta(days=31 * back):%Y-%m}"
        known = records.coverage("yunzhou", month)
        results.write(results.coverage_path(tmp_path, month, "yunzhou"), [known.model_dump_json()])
        lines = [release.model_dump_json() for release in releases(numbers=(month,))]
        results.write(tmp_path / month / "releases" / "yunzhou.jsonl", lines)
    found = history(tmp_path, "yunzhou", "2026-02")
    assert [one.month for one in found.coverage] == ["2025-10", "2025-11", "2025-12", "2026-01"][-len(found.coverage) :]
    assert [release.doc_number for release in found.releases] == ["2026-01"]
