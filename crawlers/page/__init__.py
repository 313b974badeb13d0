"""Reads a saved page of an article: `parse` gives what it says, or raises why it is none."""

from crawlers.page import article, law
from crawlers.page.article import Page
from crawlers.page.not_article import NotAnArticle

__all__ = ["NotAnArticle", "Page", "parse"]


def parse(body: bytes, url: str, *, http_encoding: str = "") -> Page:
    """What a page says; one site answers its texts as JSON. Raises NotAnArticle."""
    return law.parse(body, url) if law.is_one(url) else article.parse(body, url, http_encoding=http_encoding)
