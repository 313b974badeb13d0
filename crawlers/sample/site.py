"""A sample portal on a day: what it is, what it shows, and how it answers."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import TypeAdapter

from crawlers.sample.content import SamplePage, pages
from crawlers.sample.text import pieces
from warehouse.models import PlaceCode, Record

HERE = Path(__file__).parent


class Column(Record):
    """One list of a portal."""

    id: str
    """What stands for it in addresses."""
    name: str
    unit: str = ""
    """Number of the list's block, where the family wants one."""


class Labels(Record):
    """What a portal calls the rows of its information table."""

    index: str = "索引号"
    topic: str = "主题分类"
    issuer: str = "发文机关"
    number: str = "发文字号"
    title: str = "标题"
    written: str = "成文日期"
    published: str = "发布日期"
    in_force: str = "施行日期"


class Portal(Record):
    """A sample portal as `portals.yml` describes it."""

    id: str
    family: str
    """Module of `families/`."""
    host: str
    search_host: str = ""
    """Second host, where lists are answered."""
    name: str
    site_code: str
    """网站标识码, invented."""
    place: PlaceCode
    columns: tuple[Column, ...]
    page_size: int = 5
    encoding: str = "utf-8"
    declared: str = "utf-8"
    """Charset that the page claims."""
    pager: str = ""
    """Dialect of the pager or of the rows, within the family."""
    table: Literal["cells", "list", "definitions", "lines"] = "cells"
    """How the information table is written."""
    labels: Labels = Labels()
    nothing: str = ""
    """What stands in the table when there is no number."""
    day_format: str = "%Y年%m月%d日"
    indent: Literal["css", "wide", "nbsp"] = "css"
    closed: str = "/admin/"
    """Directory that robots.txt closes."""


class Request(NamedTuple):
    """What a client asks for."""

    host: str
    path: str
    query: dict[str, str]


class Answer(NamedTuple):
    """What it gets."""

    body: bytes
    media_type: str
    status: int = 200


class Site:
    """A portal as it stands on a day."""

    def __init__(self, portal: Portal, as_of: date) -> None:
        self.portal = portal
        self.as_of = as_of
        self.pages = [page for page in pages() if page.portal == portal.id and page.visible(as_of)]

    def column(self, page: SamplePage) -> Column:
        wanted = page.column or self.portal.columns[0].id
        return next(column for column in self.portal.columns if column.id == wanted)

    def listed(self, column: Column) -> list[SamplePage]:
        """Pages of a column, newest first."""
        return [page for page in self.pages if self.column(page) == column]

    def page_count(self, column: Column) -> int:
        return max(1, -(-len(self.listed(column)) // self.portal.page_size))

    def sheet(self, column: Column, number: int) -> list[SamplePage]:
        """Rows of one page of a list, counted from 1; none beyond the last."""
        start = (number - 1) * self.portal.page_size
        return self.listed(column)[start : start + self.portal.page_size]

    def asked_sheet(self, asked: re.Match[str] | None, before_first: int) -> tuple[Column, int] | None:
        """Column and page of a list, from 1, that a path's groups `column` and `number` ask for; None without one.

        `before_first` is what the family adds to the number in an address; the first page bears none.
        """
        column = asked and next((column for column in self.portal.columns if column.id == asked["column"]), None)
        if not asked or not column:
            return None
        number = int(asked["number"]) + before_first if asked["number"] else 1
        return (column, number) if 1 <= number <= self.page_count(column) else None

    def html(self, template: str, **facts: Any) -> Answer:
        """A page made from a template, in the portal's own encoding."""
        portal = self.portal
        text = _templates().get_template(template).render(site=self, portal=portal, **facts)
        charset = "; charset=UTF-8" if portal.encoding == "utf-8" else ""
        return Answer(text.encode(portal.encoding), f"text/html{charset}")

    def article(self, page: SamplePage, template: str, **facts: Any) -> Answer:
        return self.html(
            template,
            page=page,
            column=self.column(page),
            pieces=pieces(page.text(self.as_of)),
            table=self.table(page),
            beside=[other for other in self.pages if other is not page][:3],
            **facts,
        )

    def table(self, page: SamplePage) -> list[tuple[str, str]]:
        """Rows of the information table; none on a page of news."""
        if not page.issuers:
            return []
        names, portal = self.portal.labels, self.portal
        written, in_force = (day.strftime(portal.day_format) if day else "" for day in (page.written, page.in_force))
        rows = [
            (names.index, index_number(page, portal)),
            (names.topic, page.topic),
            (names.issuer, "、".join(page.issuers)),
            (names.written, written),
            (names.title, page.title),
            (names.number, page.doc_number or portal.nothing),
            (names.published, page.day.strftime(portal.day_format)),
        ]
        return [*rows, (names.in_force, in_force)] if in_force else rows


def index_number(page: SamplePage, portal: Portal) -> str:
    """索引号, invented."""
    return f"AZ{portal.site_code[:6]}-9-{page.day.year}-{page.number % 10_000:04d}"


@cache
def portals() -> tuple[Portal, ...]:
    """Every sample portal."""
    return TypeAdapter(tuple[Portal, ...]).validate_python(
        yaml.safe_load((HERE / "portals.yml").read_text(encoding="utf-8"))
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
