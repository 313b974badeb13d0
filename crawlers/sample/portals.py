"""Serves the sample portals on one loopback port, as the proxy through which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from threading import Thread
from types import ModuleType
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawlers.sample.content import SamplePage, attachment_text
from crawlers.sample.files import MEDIA_TYPES, make
from crawlers.sample.site import Answer, Portal, Request, Site, portals

NOT_HERE = Answer("<html><body>404 您访问的页面不存在（样例）</body></html>".encode(), "text/html; charset=UTF-8", 404)
NO_HOST = Answer(b"no such sample portal\n", "text/plain", 502)


def family(portal: Portal) -> ModuleType:
    """The module that speaks for the portal's CMS."""
    return import_module(f"crawlers.sample.families.{portal.family}")


def article_url(portal: Portal, page: SamplePage, as_of: date = date.max) -> str:
    """Full address of a page."""
    return f"http://{portal.host}{family(portal).article_path(Site(portal, as_of), page)}"


class Portals:
    """All sample portals as they stand on a day."""

    def __init__(self, as_of: date) -> None:
        self.sites: dict[str, Site] = {}
        for portal in portals():
            site = Site(portal, as_of)
            self.sites |= {host: site for host in (portal.host, portal.search_host) if host}

    def answer(self, request: Request) -> Answer:
        site = self.sites.get(request.host)
        if site is None:
            return NO_HOST
        speaker = family(site.portal)
        return (
            _fixed(site, speaker, request)
            or speaker.listing(site, request)
            or _found(site, speaker, request)
            or NOT_HERE
        )


def _fixed(site: Site, speaker: ModuleType, request: Request) -> Answer | None:
    if request.path == "/robots.txt":
        return Answer(f"User-agent: *\nDisallow: {site.portal.closed}\n".encode(), "text/plain; charset=UTF-8")
    if request.path in ("", "/", "/index.html") and site.portal.family != "challenge":
        columns = [(column, speaker.list_path(site, column)) for column in site.portal.columns]
        return site.html("home.jinja", columns=columns)
    return None


def _found(site: Site, speaker: ModuleType, request: Request) -> Answer | None:
    """An article or an attachment."""
    wanted = _with_query(request)
    for page in site.pages if request.host == site.portal.host else ():
        path = speaker.article_path(site, page)
        hrefs = [speaker.attachment_href(site, page, number) for number in range(len(page.attachments))]
        if request.path == path:
            files = list(zip(page.attachments, hrefs, strict=True))
            return site.article(page, speaker.ARTICLE, url=f"http://{site.portal.host}{path}", files=files)
        for file, href in zip(page.attachments, hrefs, strict=True):
            if wanted == urljoin(path, href):
                return Answer(make(file.ending, attachment_text(file)), MEDIA_TYPES[file.ending])
    return None


def _with_query(request: Request) -> str:
    query = "&".join(f"{name}={value}" for name, value in request.query.items())
    return f"{request.path}?{query}" if query else request.path


@contextmanager
def serve(as_of: date, port: int = 0) -> Iterator[str]:
    """The portals as of a day; yields the proxy's address, `http://127.0.0.1:<port>`."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(Portals(as_of).answer))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(answer: Callable[[Request], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(answer(_request(self.path, self.headers.get("Host", ""))))

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            self._send(answer(_request(self.path, self.headers.get("Host", ""), form)))

        def _send(self, found: Answer) -> None:
            self.send_response(found.status)
            self.send_header("Content-Type", found.media_type)
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the crawler keeps the record."""

    return Handler


def _request(target: str, host: str, form: str = "") -> Request:
    """Reads the absolute address that a proxy is given, or the path that a server is."""
    parts = urlsplit(target if "://" in target else f"http://{host}{target}")
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | dict(parse_qsl(form, keep_blank_values=True))
    return Request(parts.hostname or "", parts.path, query)
