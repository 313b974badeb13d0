"""What a static listing says of its pages and rows: in the call of its pager, in variables, attributes or words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crawlers.platforms.reading import Saved

CALL = re.compile(r"(?<!function )\bcreatePage(?:HTML)?\s*\(([^()]{1,300})\)")
PAGES = re.compile(
    r"\b(?:countPage|totalPages?|page_?count|total_pages?)\b[\"']?\s*[=:]\s*[\"']?(\d{1,6})\b", re.IGNORECASE
)
RECORDS = re.compile(
    r"\b(?:m_n)?(?:record_?count|total_?(?:records?|count)|count_?records?)\b[\"']?\s*[=:]\s*[\"']?(\d{1,8})\b",
    re.IGNORECASE,
)
SIZE = re.compile(r"\b(?:m_n)?(?:page_?size|per_?page)\b[\"']?\s*[=:]\s*[\"']?(\d{1,4})\b", re.IGNORECASE)
ATTRIBUTES = "//@totalpage | //@pagecount | //@totalpages"
SHOWN = "//body//text()[not(ancestor::script or ancestor::style)]"
WRITTEN_PAGES = re.compile(r"(?:共|/)\s*(\d{1,6})\s*页")
WRITTEN_ROWS = re.compile(r"共(?:有|计|找到|检索到)?\s*(\d{1,8})\s*(?:条|篇)")
COMMENTED = re.compile(r"/\*.*?(?:\*/|\Z)|(?<![:\"'])//[^\n]*", re.DOTALL)
EXTENSION = re.compile(r"index[\w\"'+ ]{0,40}\.(s?html?)\b")
FAMILY = re.compile(r"[\"'/](index_\d{3,})_")


@dataclass(frozen=True)
class Told:
    """What a page says of the listing it belongs to."""

    pages: int | None = None
    total: int | None = None
    """Rows of all pages."""
    name: str = "index"
    """What the names of its pages begin with."""
    ending: str = ""
    size: int | None = None
    """Rows of one page."""

    def are_all(self, rows: int) -> bool:
        """True when so many rows are those of all pages: then a script only shows and hides them."""
        fill = self.pages is not None and self.pages > 2 and self.size and rows > (self.pages - 1) * self.size
        return rows == self.total or bool(fill)


def told(page: Saved, rows: int = 0) -> Told:
    """What a page with so many rows says of its listing. A count smaller than the page's rows is another list's."""
    scripts = COMMENTED.sub("", page.scripts)
    calls = (_call(match.group(1), rows) for match in CALL.finditer(scripts))
    found = next((call for call in calls if call), None) or _variables(scripts)
    if found.pages is None or found.total is None:
        written = _written(page)
        pages = written.pages if found.pages is None else found.pages
        found = replace(found, pages=pages, total=written.total if found.total is None else found.total)
    if size := SIZE.search(scripts):
        found = replace(found, size=int(size.group(1)))
    if not found.ending and (ending := EXTENSION.search(scripts)):
        found = replace(found, ending=ending.group(1))
    if family := FAMILY.search(scripts):
        found = replace(found, name=family.group(1))
    return found if found.total is None or found.total >= rows else replace(found, total=None)


def _call(arguments: str, rows: int) -> Told | None:
    """`(pages, current, "index", "html")`; a word or the records before it, or the records at its end, are known."""
    written = [part.strip() for part in arguments.split(",")]
    parts = [part.strip("'\"") for part in written]
    if written[0][:1] in ("'", '"') and not parts[0].isdigit():
        parts = parts[1:]
    numbers = _leading_numbers(parts)
    if not numbers:
        return None
    words = [part for part in parts[len(numbers) :] if re.fullmatch(r"[A-Za-z]\w*", part)]
    name, ending = [*words, "index", ""][:2] if len(words) != 1 else [words[0], ""]
    if len(numbers) > 2 and numbers[0] >= numbers[1] > numbers[2]:
        return Told(numbers[1], numbers[0], name, ending)
    last = _leading_numbers(parts[-1:]) if len(parts) > len(numbers) else []
    return Told(numbers[0], last[0] if last and _fits(last[0], numbers[0], rows) else None, name, ending)


def _fits(records: int, pages: int, rows: int) -> bool:
    """True when so many records fill so many pages of so many rows."""
    return pages > 1 and (pages - 1) * rows < records <= pages * rows


def _leading_numbers(parts: list[str]) -> list[int]:
    numbers: list[int] = []
    for part in parts:
        if not (part.isascii() and part.isdigit() and len(part) < 9):
            break
        numbers.append(int(part))
    return numbers


def _variables(scripts: str) -> Told:
    pages, records, size = (pattern.search(scripts) for pattern in (PAGES, RECORDS, SIZE))
    total = int(records.group(1)) if records else None
    if pages:
        return Told(int(pages.group(1)), total)
    counted = -(-total // int(size.group(1))) if total is not None and size and int(size.group(1)) else None
    return Told(counted, total)


def _written(page: Saved) -> Told:
    """Counts in an attribute or in the words of a pager; of several different ones none is this list's."""
    pages = {str(value) for value in page.document.xpath(ATTRIBUTES) if str(value).isdigit() and len(value) < 7}
    shown = "".join(page.document.xpath(SHOWN)) if "页" in page.text or "条" in page.text or "篇" in page.text else ""
    pages = pages or set(WRITTEN_PAGES.findall(shown))
    totals = set(WRITTEN_ROWS.findall(shown))
    return Told(_only(pages), _only(totals))


def _only(found: set[str]) -> int | None:
    return int(next(iter(found))) if len(found) == 1 else None
