"""Whatever a site answers, reading it as a listing gives rows or none, and never an error."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers import platforms
from crawlers.platforms.reading import Saved
from tests.test_saved_lists import LISTS, response
from warehouse.models import Listing

FAMILIES = sorted(platforms.names())
RESPONSES = [response(saved) for saved in LISTS.values()]
CUTS = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from([b"", b"<", b'"', b"]", b"\xff", b"9" * 5000]))
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(RESPONSES), st.sampled_from(FAMILIES), CUTS, st.dictionaries(st.text(), st.text(), max_size=2))
def test_damaged_answers_raise_nothing(
    saved: Saved, family: str, cuts: list[tuple[float, float, bytes]], form: dict[str, str]
) -> None:
    body = saved.body
    for start, length, put in cuts:
        at = int(start * len(body))
        body = body[:at] + put + body[at + int(length * 200) :]
    listing = Listing(url=saved.url)
    platforms.detect(body, saved.url)
    platforms.reader(family)(Saved(saved.url, body, form=(*saved.form, *form.items())), listing)


LARGE = {
    "deep JSON": b"[" * 100_000,
    "deep records": b'{"data":' * 900 + b"{}" + b"}" * 900,
    "deep markup": b"<div>" * 50_000 + b"<a href='/202610/t20261021_1.html'>\xe5\x85\xb3\xe4\xba\x8e2026-10-21</a>",
    "digits": b'{"total": ' + b"9" * 20_000 + b"}",
    "half characters": b'{"list": [{"title": "\\ud83d\\ud83d\\ud83d\\ud83dtitle", "url": "/a\\udc00.html"}]}',
    "bad hosts": b'[{"title": "title", "url": "http://[/a"}, {"title": "title", "url": "//[::1/"}]',
    "noise": bytes(range(256)) * 4000,
    "open script": b"<script>" + b"createPageHTML(" * 20_000,
    "endless record": b"<record>" * 100_000,
    "quotes": b"'\"" * 500_000,
    "open comments": b"<script>" + b"/* " * 300_000 + b"</script>",
    "open tags in a title": b'[{"title": "' + b"<a" * 200_000 + b'", "url": "/a.html"}]',
    "arrays that are none": b"<script>" + b'[{"a":1,' * 100_000 + b"</script>",
    "address without end": b"<a href='#' onclick='" + b"/a" * 100_000 + b"'>title</a>",
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE.keys())
def test_large_and_deep_answers_end(body: bytes) -> None:
    for family in FAMILIES:
        started = time.monotonic()
        platforms.reader(family)(
            Saved("http://sthj.yunzhou.example/list/?page=1", body), Listing(url="http://x.example/")
        )
        assert time.monotonic() - started < 20, family


@pytest.mark.parametrize(
    ("family", "body"),
    [
        ("json_search", '[{"title": "关于\\u001b[2J通知", "url": "/a.html", "date": "2026-10-21"}]'),
        ("static_index", "<ul><li><a href='/202610/t20261021_1.html'>关于&#27;[2J通知</a>2026-10-21</li></ul>"),
    ],
)
def test_no_title_commands_a_terminal(family: str, body: str) -> None:
    (row,) = platforms.reader(family)(Saved("http://sthj.yunzhou.example/", body.encode()), Listing(url="")).rows
    assert row.title == "关于[2J通知"
