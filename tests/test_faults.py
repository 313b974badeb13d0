"""Sites that misbehave: each ends in its own state and reason, takes no other down, and loses nothing read before."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import CannotResolveHostError

from crawlers.fetching.bodies import Torn, Unpackable, unpack
from crawlers.fetching.retries import retry_after
from crawlers.fetching.settings import GIVEN_UP, BadSetting, Limits
from crawlers.fetching.unanswered import unanswered
from tests.crawls import known, path, releases, source, start
from tests.faults import articles, lists
from tests.faults.server import Asked, Visitor, serving
from tests.faults.tls import old_tls

NEW = "2026-10-21"
SECONDS = "1.5"
"""Within which an answer must have ended."""
AT_ONCE = 4
"""Crawls side by side; most of them wait."""
MEGABYTES = 500


@dataclass(frozen=True)
class Case:
    """A fault, how its source is written, and what must come of its crawl."""

    fault: Callable[[Visitor], None]
    state: str
    reason: str = ""
    days: tuple[str, ...] = ()
    """Of the releases that are read."""
    source: dict[str, Any] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)


CASES = {
    "forbidden": Case(
        lists.forbidden,
        "blocked",
        "status 403, 5 times in a row: forbidden.example is not asked again",
        more=tuple(f"http://forbidden.example/{n}/" for n in range(9)),
    ),
    "ruishu": Case(lists.ruishu, "blocked", "status 412"),
    "jiasule": Case(lists.jiasule, "blocked", "status 521"),
    "wall": Case(lists.wall, "blocked", "a page that says"),
    "circle": Case(lists.circle, "blocked", "redirects without end;"),
    "cookied": Case(lists.cookied, "ok", days=(NEW,), source={"http": {"cookies": True}}),
    "uncookied": Case(lists.cookied, "blocked", "redirects without end that set a cookie"),
    "drip": Case(lists.drip, "timeout", "an answer that had not ended within 1.5 seconds"),
    "mute": Case(lists.mute, "timeout", "nothing from mute.example within 1.5 seconds"),
    "reset": Case(lists.reset, "error", "reset.example broke the connection off"),
    "torn": Case(lists.torn, "error", "gzip that breaks off after"),
    "flood": Case(lists.flood, "error", "an answer of more than 33554432 bytes"),
    "bomb": Case(lists.bomb, "error", "bytes of gzip that unpack to more than 33554432"),
    "endless": Case(lists.endless, "degraded", "index_39.html: page 40 still within the window", days=(NEW,) * 40),
    "repeating": Case(lists.repeating, "degraded", "no row that earlier pages had not", days=(NEW,)),
    "commented": Case(lists.commented, "ok", days=(NEW,)),
    "onclick": Case(lists.onclick, "ok", days=(NEW,)),
    "undated": Case(lists.undated, "ok", days=("2026-09-01",) * 3 + ("2026-10-20",) * 3 + (NEW,) * 3),
    "doubled": Case(lists.doubled, "ok", days=(NEW,)),
    "misaddressed": Case(lists.misaddressed, "degraded", ":port/t2.html: no address that can be asked", days=(NEW,)),
    "closed": Case(lists.closed, "robots", "closed by robots.txt"),
    "broken_robots": Case(lists.broken_robots, "robots", "status 500 for robots.txt, which closes the site"),
    "slow_robots": Case(lists.slow_robots, "ok", days=(NEW,)),
    "gone": Case(lists.gone, "moved", "页面不存在"),
    "elsewhere": Case(lists.elsewhere, "moved", "a redirect to http://sold.other.example/"),
    "busy": Case(lists.busy, "ok", days=(NEW,)),
    "barred": Case(lists.barred, "blocked", "status 429, Retry-After 3600"),
    "torn_json": Case(lists.torn_json, "error", "damaged JSON", source={"platform": "json_search"}),
    "shell": Case(lists.shell, "js_required", "scripts and no links to articles"),
    "referred": Case(lists.referred, "ok", days=(NEW,), source={"http": {"referer": "http://referred.example/zwgk/"}}),
    "posted": Case(
        lists.posted,
        "ok",
        days=(NEW,),
        source={"listings": [{"url": "http://posted.example/", "form": {"栏目": "通知", "page": "1"}}]},
    ),
    "plain": Case(lists.plain, "ok", days=(NEW,), source={"http": {"plain": True}}),
    "spent": Case(
        lists.spent,
        "degraded",
        "more than 4 requests for this source",
        days=("2026-10-20", NEW),
        environment={"AOZORA_REQUESTS": "4"},
    ),
    "lingering": Case(
        lists.lingering, "degraded", "more than 3 seconds for this source", environment={"AOZORA_SECONDS": "3"}
    ),
    "plenty": Case(lists.rest, "degraded", "more than 0.0001 megabytes", environment={"AOZORA_MEGABYTES": "0.0001"}),
    "mixed": Case(articles.mixed, "degraded", "", days=(articles.DAY,) * len(articles.READ)),
}


@dataclass(frozen=True)
class Ended:
    """How the crawls ended."""

    data: Path
    log: list[Asked]
    megabytes: dict[str, float]
    """The most that the crawl held, or a process of its own."""

    def asked(self, host: str) -> list[Asked]:
        """What a site was asked for, in order."""
        return [one for one in self.log if one.host == host]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ended]:
    """Every case crawled once."""
    data = tmp_path_factory.mktemp("data")
    articles.bomb()
    with serving({name: case.fault for name, case in CASES.items()}) as (proxy, log):

        def crawl(name: str) -> float:
            case = CASES[name]
            asked = source(name, *case.more, **case.source)
            process = start(asked, data, proxy, AOZORA_TIMEOUT=SECONDS, **case.environment)
            return int(process.communicate()[1].split()[-1]) / 1024

        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield Ended(data, log, dict(zip(CASES, pool.map(crawl, CASES), strict=True)))


@pytest.mark.parametrize("name", CASES)
def test_every_fault_ends_in_its_own_reason(ended: Ended, name: str) -> None:
    case, found = CASES[name], known(ended.data, name)
    assert found.state == case.state and case.reason in "; ".join((found.reason, *found.failures)), found
    if name != "mixed":
        assert tuple(sorted(str(release.published) for release in releases(ended.data, name))) == case.days
    assert ended.megabytes[name] < MEGABYTES


def test_a_page_costs_only_itself(ended: Ended) -> None:
    read = {release.url.rpartition("/")[2].removesuffix(".html"): release for release in releases(ended.data, "mixed")}
    failures = known(ended.data, "mixed").failures
    for name, (_, reason) in articles.LOST.items():
        told = [failure for failure in failures if failure.startswith(f"http://mixed.example/{name}.html: ")]
        assert len(told) == 1 and reason in told[0] and name not in read, name
    plain = {name: read[name].text for name in articles.READ if name not in ("zip_bomb", "corrupt_pdf")}
    assert {text.replace("&j;", "") for text in plain.values()} == {plain["first"]}
    assert read["gbk_as_latin"].title == f"关于镕基同志所提事项的通知{articles.DAY}"
    assert {file.state for name in ("zip_bomb", "corrupt_pdf") for file in read[name].attachments} == {"unreadable"}
    assert set(read) <= set(articles.READ) | set(articles.HEAVY)


def test_sites_are_not_pressed(ended: Ended) -> None:
    assert len(ended.asked("forbidden")) == 1 + GIVEN_UP
    assert {one.path for one in ended.asked("closed") + ended.asked("broken_robots")} == {"/robots.txt"}
    assert len(ended.asked("barred")) == len(ended.asked("ruishu")) == 2
    assert ended.asked("sold") == []
    for host, page, least in (("busy", "/", 1.0), ("slow_robots", path(NEW), 0.3)):
        times = [one.at for one in ended.asked(host)]
        at = next(n for n, one in reversed(list(enumerate(ended.asked(host)))) if one.path == page)
        assert times[at] - times[at - 1] >= least


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_a_server_of_old_is_spoken_with_where_its_file_says_so(tmp_path: Path) -> None:
    with old_tls(tmp_path, lists.rest) as (home, certificate):
        states = {}
        for is_old in (True, False):
            asked = source("old", homepage=home, listings=[{"url": home}], http={"old_tls": is_old})
            start(asked, tmp_path, "", SSL_CERT_FILE=str(certificate), AOZORA_TIMEOUT=SECONDS).wait(30)
            states[is_old] = known(tmp_path, "old")
    assert (states[True].state, states[True].releases) == ("ok", 1)
    assert states[False].state == "error" and "no common TLS with localhost" in states[False].reason


def test_a_host_without_an_address_gets_a_second_chance() -> None:
    came = unanswered("http://lost.cn/", CannotResolveHostError("no such host"), within=9)
    assert (came.state, came.attempts) == ("error", 2)
    assert str(came) == "http://lost.cn/: no address is known for the host lost.cn; expected an answer"
    unserved = unanswered("http://sample.example/", CannotResolveHostError("no such host"), within=9)
    assert unserved.attempts == 1 and "`python -m crawlers sample` serves it" in str(unserved)


def test_limits_that_are_no_numbers_are_refused() -> None:
    assert Limits.of({"AOZORA_SECONDS": "60"}) == Limits(seconds=60)
    for wrong in ("0", "-1", "soon", "nan", "inf"):
        with pytest.raises(BadSetting, match=f"AOZORA_SECONDS={wrong}: expected a number above 0"):
            Limits.of({"AOZORA_SECONDS": wrong})


def test_retry_after_is_seconds_or_a_moment() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30))
    assert retry_after("120") == 120 and retry_after("soon") == retry_after("") == 0
    assert 25 < retry_after(soon) <= 30


PACKED = gzip.compress(b"a" * 100)


def test_packed_bodies() -> None:
    for encoding in ("", "gzip", "x-gzip", "identity"):
        assert unpack(PACKED, encoding, 200) == unpack(PACKED + b"\0\0", encoding, 200) == b"a" * 100
    assert unpack(PACKED + PACKED, "gzip", 200) == b"a" * 200
    assert unpack(zlib.compress(b"b"), "deflate", 9) == unpack(zlib.compress(b"b")[2:-4], "deflate", 9) == b"b"
    with pytest.raises(Unpackable, match="unpack to more than 199"):
        unpack(PACKED * 2, "gzip", 199)
    with pytest.raises(Torn, match="damaged gzip"):
        unpack(PACKED[:10] + b"\xff" * 20, "gzip", 200)
