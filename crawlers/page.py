"""From the bytes of a page to what it says: a pure function of a saved page."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from crawlers import attachment_links, body, doc_number, metadata, parties, published, title
from crawlers.blocks import blocks
from crawlers.encoding import decode
from crawlers.lines import Line, lines
from crawlers.not_article import NotAnArticle, refuse
from crawlers.survey import Survey, survey
from crawlers.tree import tree
from warehouse.models import Attachment, Block, Record

__all__ = ["NotAnArticle", "Page", "parse"]
_HEAD_LINES = 6


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


def parse(html: bytes, url: str, *, http_encoding: str = "") -> Page:
    """The article on a page.

    Raises NotAnArticle with a reason for lists, home pages, script shells, soft 404s and empty pages.
    """
    text, encoding = decode(html, http_encoding)
    root = tree(text)
    if root is None:
        raise NotAnArticle(url, "empty", "a page with text")
    found, page = survey(root), lines(root)
    article = body.body_lines(root, found)
    answers = metadata.said(page)
    headline = title.choose(found, page, metadata.first(answers, "title"))
    files = attachment_links.attachments(found, url)
    refuse(url, headline, found, page, article, files)
    return _page(url, encoding, found, page, article, answers, headline, files)


def _page(
    url: str,
    encoding: str,
    found: Survey,
    page: list[Line],
    article: list[Line],
    answers: list[metadata.Said],
    headline: str,
    files: tuple[Attachment, ...],
) -> Page:
    texts = [line.text for line in article if line.text]
    head = [text for text in texts[:_HEAD_LINES] if text.replace(" ", "") != headline.replace(" ", "")]
    signers, signed = parties.signature(texts)
    days = published.days(found, page, answers, url, signed, headline)
    made = blocks(article, headline)
    return Page(
        url=url,
        title=headline,
        published=days.published,
        written=days.written,
        published_basis=days.basis,
        dates_seen=days.seen,
        doc_number=_number(answers, found, headline, head),
        index_number=re.sub(r"\s", "", metadata.first(answers, "index_number")),
        issuers=_issuers(answers, found, signers, headline),
        addressees=parties.addressees(head),
        source_label=metadata.first(answers, "source") or found.meta("contentsource", "source"),
        blocks=made,
        body_source="page" if made else "none",
        attachments=files,
        encoding=encoding,
    )


def _number(answers: list[metadata.Said], found: Survey, headline: str, head: list[str]) -> str:
    labelled = next((n for one in answers if one.field == "doc_number" and (n := doc_number.of_label(one.value))), "")
    raw = " ".join(found.metas.get("articletitle", [])[:1]) or found.html_title
    return (
        labelled
        or doc_number.of_title(headline)
        or doc_number.of_title(title.without_column(raw))
        or doc_number.of_head(head)
    )


def _issuers(answers: list[metadata.Said], found: Survey, signers: tuple[str, ...], headline: str) -> tuple[str, ...]:
    labelled = next((n for one in answers if one.field == "issuer" and (n := parties.of_label(one.value))), ())
    named = parties.of_title(headline)
    source = metadata.first(answers, "source") or found.meta("contentsource")
    site = parties.of_site(found.meta("sitename"), found.html_title)
    known = (*signers, *named, *site)
    chosen = labelled or signers or named or (parties.of_label(source)) or site
    return tuple(parties.fuller(name, known) for name in chosen)
