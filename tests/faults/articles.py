"""One portal whose list is in order and whose articles misbehave, each in its own way."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from functools import cache

from tests.crawls import article
from tests.faults.server import Visitor

Fault = Callable[[Visitor], None]
DAY = "2026-10-21"
PAGE = article(DAY)
DEEP = "<div>" * 100_000
LAUGHS = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
ENTITIES = f"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>{LAUGHS}]>"
MEGABYTE = "<b>" * (2**20 // 3)


def _gbk_as_latin(to: Visitor) -> None:
    page = article(DAY, title="关于镕基同志所提事项的通知").replace("<meta charset='utf-8'>", "")
    to.say(page.encode("gb18030"), Content_Type="text/html; charset=ISO-8859-1")


def _torn(to: Visitor) -> None:
    to.begin(Content_Type="text/html", Content_Length=str(10 * len(PAGE)))
    to.wfile.write(PAGE.encode())


def _attached(name: str) -> Fault:
    return lambda to: to.say(article(DAY).replace("<div class", f"<a href='/{name}'>附件：方案</a><div class"))


@cache
def bomb() -> bytes:
    """A Word file of 250 kB that unpacks to 250 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(250):
            part.write(b" " * 2**20)
    return made.getvalue()


READ: dict[str, Fault] = {
    "first": lambda to: to.say(PAGE),
    "gzip_unasked": lambda to: to.say(gzip.compress(PAGE.encode())),
    "gzip_said_and_not_so": lambda to: to.say(PAGE, Content_Encoding="gzip"),
    "gbk_as_latin": _gbk_as_latin,
    "utf8_as_gb2312": lambda to: to.say(PAGE, Content_Type="text/html; charset=gb2312"),
    "null_bytes": lambda to: to.say(PAGE.replace("通知", "通\0知")),
    "entities": lambda to: to.say(PAGE.replace("<html>", ENTITIES + "<html>").replace("<p>", "<p>&j;", 1)),
    "nested": lambda to: to.say(PAGE.replace("<div", "<div>" * 1000 + "<div", 1)),
    "zip_bomb": _attached("bomb.docx"),
    "corrupt_pdf": _attached("corrupt.pdf"),
    "last": lambda to: to.say(PAGE),
}
"""Pages that are read all the same."""
LOST: dict[str, tuple[Fault, str]] = {
    "too_large": (lambda to: to.say(MEGABYTE * 5), "a page of 52428"),
    "declared_50_mb": (lambda to: to.begin(Content_Length=str(50 * 2**20)), "an answer of more than 33554432 bytes"),
    "torn": (_torn, "an answer that breaks off"),
    "gone": (lambda to: to.say("<p>对不起，您访问的页面不存在</p>"), "页面不存在"),
    "elsewhere": (lambda to: to.say(status=302, Location="http://sold.other.example/x"), "a redirect to http://sold"),
    "failing": (lambda to: to.say(status=500), "status 500"),
    "shell": (lambda to: to.say("<div id=app></div><script src=/a.js></script>"), "expected text outside scripts"),
    "brotli": (lambda to: to.say(b"\x0b\x02", Content_Encoding="br"), "packed as br"),
}
"""Pages that are lost, and the reason that is told."""
HEAVY: dict[str, Fault] = {
    "bottomless": lambda to: to.say(PAGE.replace("<p>", DEEP + "<p>", 1)),
    "all_tags": lambda to: to.say(PAGE + MEGABYTE * 3),
    "all_links": lambda to: to.say(PAGE + "<a href=x>关于2026-10-01</a>" * 80_000),
}
"""Pages made to bring a reader down: they may be lost, nothing else may."""
FILES: dict[str, Callable[[], bytes]] = {"/bomb.docx": bomb, "/corrupt.pdf": lambda: b"%PDF-1.7\n" + b"\xff" * 5000}
PAGES = READ | {name: fault for name, (fault, _) in LOST.items()} | HEAVY


def names() -> list[str]:
    """In the order of the list: a page that can be read stands between two that cannot."""
    bad, good = [*LOST, *HEAVY], list(READ)
    return [name for pair in zip(bad, good, strict=True) for name in pair]


def mixed(to: Visitor) -> None:
    """The list, the pages and the files."""
    name = to.asked.path.strip("/").removesuffix(".html")
    if to.asked.path == "/":
        rows = (f"<li><a href='/{one}.html'>关于{one}的通知</a><span>{DAY}</span></li>" for one in names())
        to.say(f"<ul>{''.join(rows)}</ul>")
    elif to.asked.path in FILES:
        to.say(FILES[to.asked.path](), Content_Type="application/octet-stream")
    elif name in PAGES:
        PAGES[name](to)
    else:
        to.say(status=404)
