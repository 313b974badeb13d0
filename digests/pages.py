"""HTML pages: templates that escape everything, Chinese marked as Chinese, styles inlined for mail programs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
ORIGINAL = re.compile(r"([「“])([^」”]*)([」”])(（原文）| \(original\)|【未訳】| \[not translated\])")


@cache
def environment() -> Environment:
    """Templates with everything escaped and nothing undefined."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.filters["zh"] = chinese
    return made


def chinese(text: str) -> Markup:
    """Escaped text in which what is quoted as original bears `lang="zh-Hans"`."""
    return Markup(ORIGINAL.sub(r'\1<span lang="zh-Hans">\2</span>\3\4', str(escape(text))))


def runs(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each Chinese or not: what is quoted as original is Chinese."""
    made: list[tuple[str, bool]] = []
    at = 0
    for found in ORIGINAL.finditer(text):
        made += [(text[at : found.start(2)], False), (found[2], True)]
        at = found.end(2)
    return [(piece, chinese) for piece, chinese in [*made, (text[at:], False)] if piece]


def inlined(page: str) -> str:
    """The page with its first styles on the elements and all styles in the head, for dark mode. Nothing is fetched.

    A style element marked `data-css-inline="ignore"` stays in the head only: what a mail can do without.
    """
    inliner = css_inline.CSSInliner(keep_style_tags=True, minify_css=True, load_remote_stylesheets=False)
    return str(inliner.inline(page))
