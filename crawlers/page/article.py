"""From the bytes of a page to what it says: a pure function of a saved page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crawlers.files import links
from crawlers.page import body, doc_number, labels, parties, published, title
from crawlers.page.blocks import blocks
from crawlers.page.not_article import NotAnArticle, refuse, refuse_file
from crawlers.page.survey import Survey, survey
from crawlers.text.encoding import decode
from crawlers.text.lines import Line, lines
from crawlers.text.spaces import squeezed
from crawlers.text.tree import tree
from warehouse.models import Attachment, Block, Record

_HEAD_LINES = 6
_LIKELY_TITLE = 12
# What some templates write on after 来源 without a space.
_AFTER_SOURCE = re.compile(
    r"(?:[【\[]?(?:发布)?(?:时间|日期|字号|字体|作者|编辑|责任编辑|浏览|阅读|点击|访问)(?:人?次数?|量|数)?\s*[:：]).*$"
    r"|\s+(?:【?打印】?|【?关闭】?|分享到?|收藏)(?:\s.*)?$|[\ue000-\uf8ff]"
)
# Hanweb fills the code of its own tables in: fifteen digits that begin with the area's.
_CODE = re.compile(r"bm\d{8}|\d{10}|\d{15}")
_SITE_CODE = re.compile(r"标识码\s*[:：]?\s*(bm\d{8}|\d{10})")


class Page(Record):
    """What a page says, before anything is known of where it was found."""

    url: str
    """Address it was read from."""
    title: str
    published: date | None
    written: date | None
    published_basis: str
    """`table`, `visible`, `meta`, `url` or empty."""
    dates_seen: dict[str, str]
    """Every date by where it stood."""
    doc_number: str
    index_number: str
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    source_label: str
    blocks: tuple[Block, ...]
    body_source: Literal["page", "attachment", "none"]
    attachments: tuple[Attachment, ...]
    encoding: str
    site_code: str = ""
    """网站标识码: six digits of GB/T 2260 and four more, or `bm` and eight digits for the centre's own sites."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page in the course of being read."""

    url: str
    encoding: str
    found: Survey
    page: list[Line]
    """All lines."""
    article: list[Line]
    """Those of the body."""
    head: list[Line]
    """Those between headline and body, and a few before."""
    answers: list[labels.Said]
    headline: str
    files: tuple[Attachment, ...]


def parse(html: bytes, url: str, *, http_encoding: str = "") -> Page:
    """The article on a page.

    Raises NotAnArticle with a reason for files, lists, home pages, script shells, soft 404s and empty pages.
    """
    refuse_file(url, html)
    text, encoding = decode(html, http_encoding)
    root = tree(text)
    if root is None:
        raise NotAnArticle(url, "empty", "a page with text")
    found, page = survey(root), lines(root)
    article = body.body_lines(root, found, page)
    head = body.above(page, article)
    answers = labels.said(page)
    headline = title.choose(found, page, head, article, labels.first(answers, "title"))
    files = links.attachments(found, url)
    reading = Reading(url, encoding, found, page, article, head, answers, headline, files)
    signers, signed = parties.signature([line.text for line in article if line.text])
    days = published.days(found, head, article[:_HEAD_LINES], answers, url, signed)
    has_more = bool(files) or _is_announced(headline, answers)
    refuse(url, headline, found, page, article, has_more, set(days.seen))
    return _page(reading, signers, days)


def _is_announced(headline: str, answers: list[labels.Said]) -> bool:
    """Whether a document's title stands over one day of publication: of a picture or a viewer nothing else is text."""
    told = sum(one.field == "published" for one in answers)
    return told == 1 and len(headline) >= _LIKELY_TITLE and title.genre().search(headline) is not None


def _page(reading: Reading, signers: tuple[str, ...], days: published.Days) -> Page:
    made = blocks(reading.article, reading.headline)
    first = [line.text for line in reading.article[:_HEAD_LINES] if line.text]
    number = _number(reading, first)
    return Page(
        url=reading.url,
        title=reading.headline,
        published=days.published,
        written=days.written,
        published_basis=days.basis,
        dates_seen=days.seen,
        doc_number=number,
        index_number=squeezed(labels.first(reading.answers, "index_number")),
        issuers=_issuers(reading, signers, number),
        addressees=parties.addressees(first),
        source_label=_source(reading),
        blocks=made,
        body_source="page" if made else "none",
        attachments=reading.files,
        encoding=reading.encoding,
        site_code=_site_code(reading),
    )


def _site_code(reading: Reading) -> str:
    told = reading.found.meta("siteidcode")
    if _CODE.fullmatch(told):
        return told
    found = (_SITE_CODE.search(line.text) for line in reversed(reading.page) if "标识码" in line.text)
    return next((match[1] for match in found if match), "")


def _number(reading: Reading, first: list[str]) -> str:
    """The information table's, the title's, that of a line beside the headline or of the body's head, a file's name."""
    labelled = (one.value for one in reading.answers if one.field == "doc_number")
    shown = reading.found.meta("articletitle") or reading.found.html_title
    near = [line.text for line in reading.head if not line.linked]
    below = next((at for at, text in enumerate(near) if squeezed(reading.headline) in squeezed(text)), 0)
    return (
        next(filter(None, map(doc_number.of_label, labelled)), "")
        or doc_number.of_title(reading.headline)
        or doc_number.of_title(title.without_column(shown))
        or doc_number.of_head([*near[max(0, below - 1) :], *first])
        or doc_number.of_history([*near[below:], *first[:2]])
        or doc_number.of_head([file.name.rpartition(".")[0] for file in reading.files])
    )


def _issuers(reading: Reading, signers: tuple[str, ...], number: str) -> tuple[str, ...]:
    """The information table's issuer, the signature, the title, the order's number; then who published it."""
    answers, found = reading.answers, reading.found
    labelled, named = _organs(answers, "issuer"), parties.of_title(reading.headline)
    chosen = (
        (() if any(map(parties.is_short, labelled)) else labelled)
        or signers
        or named
        or labelled
        or parties.of_order(number)
        or _organs(answers, "publisher")
        or parties.of_source(_source(reading))
        or parties.of_site(found.html_title, found.meta("sitename"))
        or parties.of_host([line.text for line in reading.page])
    )
    text = " ".join(line.text for line in reading.page)
    sites = [found.meta("sitename"), *(part for part in title.pieces(found.html_title) if parties.is_site(part))]
    return tuple(parties.fuller(name, text, sites) for name in chosen)


def _organs(answers: list[labels.Said], field: str) -> tuple[str, ...]:
    return next((names for one in answers if one.field == field and (names := parties.of_label(one.value))), ())


def _source(reading: Reading) -> str:
    said = labels.first(reading.answers, "source") or reading.found.meta("contentsource", "source")
    return _AFTER_SOURCE.sub("", said).strip()
