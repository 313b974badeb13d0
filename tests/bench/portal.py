"""A loopback portal of as many articles as wanted, as fast as a site can be: what it costs is not measured as ours."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import date, timedelta

PER_LIST = 200
FIRST = date(2026, 10, 31)
SENTENCE = (
    "为持续改善环境空气质量，加快推进重点行业挥发性有机物综合治理，到2027年底前，全市细颗粒物年均浓度下降到"
    "{number}微克/立方米以下，由市生态环境局牵头，各县（市、区）人民政府按职责分工负责落实。"
)
NAVIGATION = "".join(f'<li><a href="/lanmu/{n}/">栏目导航之{n}</a></li>' for n in range(60))
STYLE = ".a{color:#333;margin:0 auto;padding:2px}" * 120


def listing_path(number: int) -> str:
    """Address of a page of the list, counted from 0."""
    return f"/tzgg/index_{number}.html" if number else "/tzgg/"


def article_path(number: int) -> str:
    """Address of an article."""
    day = FIRST - timedelta(days=number % 30)
    return f"/tzgg/{day:%Y%m}/t{day:%Y%m%d}_{number}.html"


def pages(count: int) -> dict[str, bytes]:
    """Every page of the portal by its path: the lists, and articles of about 30 kB each."""
    lists = -(-count // PER_LIST)
    found = {listing_path(number): _listing(number, count, lists) for number in range(lists)}
    return found | {article_path(number): _article(number) for number in range(count)}


def _listing(number: int, count: int, lists: int) -> bytes:
    numbers = range(number * PER_LIST, min(count, (number + 1) * PER_LIST))
    rows = "".join(f'<li><a href="{article_path(n)}">{_title(n)}</a><span>{_day(n)}</span></li>' for n in numbers)
    pager = f'<script>createPageHTML({lists}, {number}, "index", "html");</script>'
    return f"<html><head><meta charset='utf-8'></head><body><ul>{rows}</ul>{pager}</body></html>".encode()


def _title(number: int) -> str:
    return f"云州市生态环境局关于印发第{number}号大气污染防治工作方案的通知"


def _day(number: int) -> str:
    return (FIRST - timedelta(days=number % 30)).isoformat()


def _article(number: int) -> bytes:
    return "".join(_pieces(number)).encode()


def _pieces(number: int) -> Iterator[str]:
    yield f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{_title(number)}_云州市生态环境局</title>"
    yield f"<meta name='ArticleTitle' content='{_title(number)}'><meta name='PubDate' content='{_day(number)} 09:00'>"
    yield f"<style>{STYLE}</style></head><body><ul class='nav'>{NAVIGATION}</ul><table><tr><th>索引号</th>"
    yield f"<td>YZ012/2026-{number:05}</td><th>发文字号</th><td>云环〔2026〕{number + 1}号</td></tr>"
    yield f"<tr><th>发布机构</th><td>云州市生态环境局</td><th>发布日期</th><td>{_day(number)}</td></tr></table>"
    yield f"<h1>{_title(number)}</h1>"
    yield "<div class='TRS_Editor'><p>各县（市、区）人民政府：</p>"
    for part in range(40):
        yield f"<p>（{part + 1}）{SENTENCE.format(number=20 + (number + part) % 30)}</p>"
    yield f"<p>云州市生态环境局</p><p>{_day(number)}</p></div><div class='foot'>主办单位：云州市生态环境局</div></body>"


async def _serve(count: int) -> None:
    served = pages(count)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            body = served.get(head.split()[1].decode())
            status, body = ("200 OK", body) if body is not None else ("404 Not Found", b"")
            said = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(said.encode() + body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionResetError):
        return b""


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
