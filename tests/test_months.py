"""Month after month, in any order, rerun and made up for: nothing is told twice, nothing is lost, nothing moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers import registry
from crawlers.window import SHANGHAI, of_month
from dags import steps
from digests import formats
from tests import records
from warehouse.models import Edition, Release

MONTHS = ("2026-09", "2026-10", "2026-11")
SOURCE = records.source("tianjin", place="120000", level="province")
WORDS = ("钢铁", "铸造", "印刷", "家具", "水泥", "焦化", "供暖", "港口", "扬尘", "玻璃", "柴油货车", "秸秆焚烧")


class Page(NamedTuple):
    """A page of the site: what it is about, its date, when it really came up, and when its text was corrected."""

    about: str
    published: date
    shown: date
    corrected: date = date.max

    def release(self, visit: date) -> Release:
        """The page as a visit finds it."""
        goal = 40 + WORDS.index(self.about) + (7 if visit >= self.corrected else 0)
        return records.release(
            f"http://tianjin.example/{self.about}",
            title=f"天津市{self.about}行业大气污染治理方案",
            text=f"到2027年，全市{self.about}行业完成大气污染治理的企业达到{goal}家，{self.about * 9}。",
            source_id=SOURCE.id,
            place=SOURCE.place,
            level=SOURCE.level,
            published=self.published,
            written=None,
            attachments=(),
            fetched_at=datetime(visit.year, visit.month, visit.day, 6, tzinfo=SHANGHAI),
        )


SITE = (
    Page("钢铁", date(2026, 8, 25), date(2026, 8, 25)),
    Page("铸造", date(2026, 9, 10), date(2026, 9, 10), corrected=date(2026, 10, 20)),
    Page("印刷", date(2026, 9, 28), date(2026, 10, 10)),
    Page("家具", date(2026, 10, 5), date(2026, 10, 5)),
    Page("水泥", date(2026, 10, 30), date(2026, 11, 12)),
    Page("焦化", date(2026, 11, 20), date(2026, 11, 20)),
)


@pytest.fixture(autouse=True)
def one_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load", lambda collection: {SOURCE.id: SOURCE})
    monkeypatch.setattr(formats, "names", lambda: ["json"])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    return tmp_path


def run(month: str, visit: date, site: Sequence[Page], approve: bool = True) -> None:
    """One run of a month on a day, through the steps of the DAG; the crawl alone is ours."""
    if steps.sources(month, "sample"):
        window = of_month(month)
        seen = [page.release(visit) for page in site if page.shown <= visit and window.holds(page.published)]
        steps.write(steps.folder(month, "releases") / f"{SOURCE.id}.jsonl", seen)
        told = records.coverage(SOURCE.id, month).model_dump_json()
        (steps.folder(month, "coverage") / f"{SOURCE.id}.json").write_text(told, encoding="utf-8")
    steps.load(month, "sample")
    steps.understand(month)
    steps.translate(month)
    steps.draft(month, "sample")
    if approve and not steps.approved(month):
        steps.freeze(month, {"responded_at": datetime(visit.year, visit.month, visit.day, 9, tzinfo=SHANGHAI)})


def visits(order: Sequence[str]) -> list[tuple[str, date]]:
    """Each run on the first free day from the 3rd after its month."""
    runs: list[tuple[str, date]] = []
    for month in order:
        due = of_month(month).last + timedelta(days=3)
        runs.append((month, max(due, runs[-1][1] + timedelta(days=1)) if runs else due))
    return runs


def editions(data: Path) -> dict[str, bytes]:
    """Every edition file of every approved month."""
    return {
        str(path): path.read_bytes()
        for month in MONTHS
        if steps.approved(month)
        for path in sorted((data / month / "editions").iterdir())
    }


def told(data: Path) -> Counter[tuple[str, bool]]:
    """What approved common editions told: how often each page, and whether as changed."""
    found: Counter[tuple[str, bool]] = Counter()
    for month in MONTHS:
        path = data / month / "editions" / "common.json"
        if path.exists() and steps.approved(month):
            edition = Edition.model_validate_json(path.read_bytes())
            with steps.store() as warehouse:
                known = {entry.id: entry for entry in warehouse.entries(month)}
            for id in edition.entry_ids:
                entry = known[id]  # what was told stays known under its id
                found[entry.release.url.rsplit("/")[-1], entry.assessment.novelty == "changed"] += 1
    return found


def check(data: Path, site: Sequence[Page], runs: Sequence[tuple[str, date, bool]]) -> Counter[tuple[str, bool]]:
    """Run and approve as said, hold that no frozen byte moves, and count what was told."""
    frozen: dict[str, bytes] = {}
    for month, visit, approve in runs:
        run(month, visit, site, approve)
        now = editions(data)
        assert frozen.items() <= now.items()
        frozen = now
    return told(data)


ORDERS = list(permutations(MONTHS))
ONCE = {("铸造", False): 1, ("印刷", False): 1, ("家具", False): 1, ("水泥", False): 1, ("焦化", False): 1}
CORRECTED = {("铸造", True): 1}


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(month[5:] for month in order))
def test_three_months_in_any_order_tell_everything_once(data: Path, order: tuple[str, ...]) -> None:
    again = visits([*order, order[0]])  # the last of them is closed
    found = check(data, SITE, [(month, visit, True) for month, visit in again])
    assert {page: count for page, count in found.items() if not page[1]} == ONCE
    if order == MONTHS:
        assert found == ONCE | CORRECTED


def test_what_another_month_has_told_since_is_not_approved_with_an_old_draft(data: Path) -> None:
    (first, *_), (later, seen), (between, visit) = visits((MONTHS[0], MONTHS[2], MONTHS[1]))
    run(first, of_month(first).last + timedelta(days=3), SITE)
    run(later, seen, SITE, approve=False)
    run(between, visit, SITE)
    with pytest.raises(steps.DraftOvertaken, match=r"2026-11-\w{6}.* run 2026-11 again"):
        steps.freeze(later, {"responded_at": datetime(2026, 12, 6, tzinfo=SHANGHAI)})
    run(later, visit + timedelta(days=1), SITE)
    assert {page: count for page, count in told(data).items() if not page[1]} == ONCE


@st.composite
def sites(draw: st.DrawFn) -> list[Page]:
    """Pages of September to November, some up late, some corrected."""
    made = []
    for about in draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5, unique=True)):
        published = draw(st.dates(date(2026, 9, 1), date(2026, 11, 30)))
        shown = published + timedelta(days=draw(st.sampled_from((0, 0, 5, 20))))
        made.append(Page(about, published, shown, draw(st.sampled_from((date.max, shown + timedelta(days=15))))))
    return made


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sites(), st.sampled_from(ORDERS), st.lists(st.sampled_from(MONTHS), max_size=2), st.lists(st.booleans(), min_size=5)
)
def test_whatever_comes_up_when_it_is_told_once(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    site: list[Page],
    order: tuple[str, ...],
    before: list[str],
    approve: list[bool],
) -> None:
    """Some months are run before, perhaps approved; in the end each is run and approved."""
    data = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("AOZORA_DATA", str(data))
    runs = [(*run, approve[n] or n >= len(before)) for n, run in enumerate(visits([*before, *order]))]
    found = check(data, site, runs)
    seen = {p.about for p in site for m, visit, _ in runs if p.shown <= visit and of_month(m).holds(p.published)}
    first = {about: count for (about, changed), count in found.items() if not changed}
    assert set(first.values()) <= {1}
    assert seen >= {about for about, _ in found}
    assert max(found.values(), default=1) == 1
