"""Crawls of invented sites as the operator runs them, a process each, and the pages that such sites have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from crawlers import results
from warehouse.models import Coverage, Release, Source

ROOT = Path(__file__).parents[1]
MONTH = "2026-10"
TEXT = "为改善环境空气质量，现将有关事项通知如下，请各单位结合实际认真贯彻落实，按时完成各项任务，确保完成年度目标。"
CODE = """
import re
import resource
import sys
from pathlib import Path
from crawlers.crawling import crawl
from warehouse.models import Source
for found in [crawl.crawl(Source.model_validate_json(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))]:
    own = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
    print(max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), file=sys.stderr)
    sys.exit(0 if found.state in ("ok", "late") else 3)
"""


def article(day: str, body: str = TEXT, title: str = "关于印发大气方案的通知") -> str:
    """A page of its publisher's usual make."""
    head = f"<html><head><meta charset='utf-8'><meta name='ArticleTitle' content='{title}{day}'>"
    return (
        f"{head}</head><body><h1>{title}{day}</h1><p>发布日期：{day}</p><div class='TRS_Editor'><p>{body * 3}</p></div>"
    )


def listing(*days: str, pages: int = 1, folder: str = ".") -> str:
    """A list with a row a day, of so many pages by its script."""
    rows = (f"<li><a href='{folder}{path(d)}'>关于{d}的通知</a><span>{d}</span></li>" for d in days)
    return f"<html><ul>{''.join(rows)}</ul><script>createPageHTML({pages}, 0, 'index', 'html')</script>"


def path(day: str) -> str:
    """Where the article of a day stands."""
    return f"/t{day.replace('-', '')}_1.html"


def source(name: str, *more: str, **other: Any) -> Source:
    """A source on the host of its name, with one listing at its root and `more` ones."""
    home = f"http://{name}.example/"
    return Source.model_validate(
        {"id": name, "level": "city", "name_zh": "云州", "name_ja": "雲州", "place": "420100", "platform": "trs_wcm"}
        | {"kind": "environment", "homepage": home, "listings": [{"url": url} for url in (home, *more)]}
        | {"confidence": "sample", "delay": 0.01, "is_sample": True}
        | other
    )


def start(asked: Source, data: Path, proxy: str, month: str = MONTH, **environment: str) -> subprocess.Popen[bytes]:
    """Begin a crawl; its status is 0 when everything was read, its last word the most kilobytes that it held."""
    arguments = [sys.executable, "-c", CODE, asked.model_dump_json(), month, str(data)]
    said = dict(os.environ) | {"http_proxy": proxy} | environment
    return subprocess.Popen(arguments, env=said, cwd=ROOT, stderr=subprocess.PIPE)


def releases(data: Path, name: str, month: str = MONTH) -> list[Release]:
    """What a crawl wrote."""
    return results.releases(data, month, name)


def known(data: Path, name: str) -> Coverage:
    """What a crawl says of itself."""
    found = results.coverage(data, MONTH, name)
    assert found
    return found
