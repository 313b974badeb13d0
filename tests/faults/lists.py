"""Portals whose lists misbehave, a function each; articles are in order."""

from __future__ import annotations

import gzip
import re
import time

from tests.crawls import article, listing, path
from tests.faults.server import Visitor

NEW, OLD = "2026-10-21", "2026-08-01"
DAYS = {path(day): day for day in (NEW, "2026-10-20", "2026-10-19", "2026-09-01", OLD)}
RUISHU = "<html><script>$_ts=window['$_ts'];var FSSBBIl1UgzbN7N80S=1;</script>"
JSL = "<script>document.cookie='__jsl_clearance='+1;location.href=location.pathname</script>"
MEGABYTE = b"<p>" + b"x" * (2**20 - 3)


def rest(to: Visitor) -> None:
    """What stands around a fault: no robots.txt, a list with one new row, articles."""
    day = DAYS.get(to.asked.path)
    if to.asked.path == "/":
        to.say(listing(NEW, OLD))
    elif day:
        to.say(article(day))
    else:
        to.say(status=404)


def _is_list(to: Visitor) -> bool:
    """True for the list; everything else is answered."""
    if to.asked.path != "/":
        rest(to)
    return to.asked.path == "/"


def forbidden(to: Visitor) -> None:
    to.say("<h1>Forbidden</h1>", 403)


def ruishu(to: Visitor) -> None:
    to.say(RUISHU, 412)


def jiasule(to: Visitor) -> None:
    to.say(JSL, 521, Set_Cookie="__jsluid_s=1")


def wall(to: Visitor) -> None:
    to.say("<html><title>安全验证</title><p>您的访问被拦截</p></html>")


def circle(to: Visitor) -> None:
    if to.asked.path in ("/", "/b.html"):
        to.say(status=302, Location="/b.html" if to.asked.path == "/" else "/")
    else:
        rest(to)


def cookied(to: Visitor) -> None:
    if to.asked.path != "/robots.txt" and "ct6t=1" not in to.headers.get("Cookie", ""):
        to.say(status=302, Location=to.asked.path, Set_Cookie="ct6t=1; path=/")
    else:
        rest(to)


def drip(to: Visitor) -> None:
    if _is_list(to):
        to.begin(Content_Type="text/html")
        for _ in range(100):
            to.wfile.write(b"<p>")
            time.sleep(0.2)


def mute(to: Visitor) -> None:
    if _is_list(to):
        time.sleep(20)


def reset(to: Visitor) -> None:
    if _is_list(to):
        to.reset()


def torn(to: Visitor) -> None:
    if _is_list(to):
        to.say(gzip.compress(listing(NEW, OLD).encode())[:-40], Content_Encoding="gzip")


def flood(to: Visitor) -> None:
    """50 MB, of which no header tells."""
    if _is_list(to):
        to.begin(Content_Type="text/html")
        for _ in range(50):
            to.wfile.write(MEGABYTE)


def bomb(to: Visitor) -> None:
    """300 MB in 300 kB."""
    if _is_list(to):
        to.say(gzip.compress(MEGABYTE) * 300, Content_Encoding="gzip")


def endless(to: Visitor) -> None:
    """Every page has a next one, and a row of the window that no other has."""
    name = to.asked.path.strip("/")
    if name.startswith("t2026"):
        to.say(article(NEW))
    elif name == "robots.txt":
        to.say(status=404)
    else:
        number = int(name.removeprefix("index_").removesuffix(".html") or 0)
        row = f"<li><a href='/t20261021_{number}.html'>关于第{number}号事项的通知</a><span>{NEW}</span></li>"
        to.say(f"<ul>{row}</ul><a href='/index_{number + 1}.html'>下一页</a>")


def repeating(to: Visitor) -> None:
    if to.asked.path == "/" or to.asked.path.startswith("/index"):
        to.say(listing(NEW, pages=3))
    else:
        rest(to)


def commented(to: Visitor) -> None:
    """Rows that a reader sees, and rows that were taken out by a comment."""
    if _is_list(to):
        to.say(listing(NEW, OLD).replace("<ul>", f"<ul><!-- {listing('2026-10-20', '2026-10-19')} -->"))


def onclick(to: Visitor) -> None:
    """Rows without an address in href."""
    if _is_list(to):
        silent = listing(NEW, OLD).replace("href='.", "href='javascript:void(0)' onclick=\"show(this,'.")
        to.say(silent.replace(".html'>", ".html')\">"))


def undated(to: Visitor) -> None:
    """Pages that show no day; the fourth leads to what is old, and so would all after it."""
    days = {"/": NEW, "/index_1.html": "2026-10-20", "/index_2.html": "2026-09-01", "/index_3.html": OLD}
    if found := re.fullmatch(r"/zwgk/post_(\d\d)(\d\d)\d+\.html", to.asked.path):
        to.say(article("-".join(("2026", *found.groups()))))
    elif to.asked.path.startswith("/index") or to.asked.path in days:
        to.say(_undated_list(days.get(to.asked.path, OLD)))
    else:
        to.say(status=404)


def _undated_list(day: str) -> str:
    stem = "/zwgk/post_" + day.removeprefix("2026").replace("-", "")
    rows = (f"<li><a href='{stem}{n}00.html'>关于第{n}号有关事项的通知</a></li>" for n in range(3))
    return f"<ul>{''.join(rows)}</ul><script>createPageHTML(9, 0, 'index', 'html')</script>"


def doubled(to: Visitor) -> None:
    """One article under four addresses."""
    if _is_list(to):
        ways = ("", "?from=list", ";jsessionid=A1", "#top")
        rows = (f"<li><a href='{path(NEW)}{way}'>关于{NEW}的通知</a><span>{NEW}</span></li>" for way in ways)
        to.say(f"<ul>{''.join(rows)}</ul>")


def misaddressed(to: Visitor) -> None:
    """Rows whose addresses are none, beside one that is."""
    if _is_list(to):
        odd = (
            "http://[::1/t1.html",
            "http://misaddressed.example:port/t2.html",
            "http://misaddressed.example:0/t3.html",
        )
        rows = (f"<li><a href='{href}'>关于第{n}号事项的通知</a><span>{NEW}</span></li>" for n, href in enumerate(odd))
        to.say(listing(NEW, OLD).replace("<ul>", "<ul>" + "".join(rows)))


def _robots(to: Visitor, said: str, status: int = 200) -> None:
    if to.asked.path == "/robots.txt":
        to.say(said, status, Content_Type="text/plain")
    else:
        rest(to)


def closed(to: Visitor) -> None:
    _robots(to, "User-agent: *\nDisallow: /")


def broken_robots(to: Visitor) -> None:
    _robots(to, "", 500)


def slow_robots(to: Visitor) -> None:
    _robots(to, "User-agent: *\nCrawl-delay: 0.4")


def gone(to: Visitor) -> None:
    to.say("<a href='/'>首页</a><p>您访问的页面不存在或已删除</p>")


def elsewhere(to: Visitor) -> None:
    if _is_list(to):
        to.say(status=302, Location="http://sold.other.example/")


def busy(to: Visitor) -> None:
    """Overrun at first, and saying for how long."""
    if to.asked.path == "/" and to.times == 1:
        to.say(status=429, Retry_After="1")
    else:
        rest(to)


def barred(to: Visitor) -> None:
    if _is_list(to):
        to.say(status=429, Retry_After="3600")


def torn_json(to: Visitor) -> None:
    if _is_list(to):
        to.say('{"rows": [{"title": "关于印发方案的通知", "url": "/t2', Content_Type="application/json")


def shell(to: Visitor) -> None:
    if _is_list(to):
        to.say("<html><div id='app'></div><script src='/app.js'></script></html>")


def referred(to: Visitor) -> None:
    if to.headers.get("Referer") == "http://referred.example/zwgk/":
        rest(to)
    else:
        to.say(status=403)


def posted(to: Visitor) -> None:
    if to.command == "POST" and to.form == {"栏目": "通知", "page": "1"}:
        rest(to)
    elif _is_list(to):
        to.say(status=405)


def plain(to: Visitor) -> None:
    """Links that say https, where only http answers."""
    if _is_list(to):
        to.say(listing(NEW, OLD).replace("href='./", "href='https://plain.example/"))


def spent(to: Visitor) -> None:
    if _is_list(to):
        to.say(listing(*DAYS.values()))


def lingering(to: Visitor) -> None:
    """Each page takes a second."""
    time.sleep(to.asked.path != "/robots.txt")
    endless(to)
