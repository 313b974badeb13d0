"""Reads a saved page of an article: `parse` gives what it says, or raises why it is none."""

from crawlers.page.article import Page, parse
from crawlers.page.not_article import NotAnArticle

__all__ = ["NotAnArticle", "Page", "parse"]
