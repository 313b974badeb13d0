"""The documents that a release names, and how it stands to each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.doc_numbers import doc_numbers, normal, order_before, order_number, orders
from nlp.reading import TITLE as IN_TITLE
from nlp.reading import Passage, Reading, Spans
from nlp.relations import BRACKET, TITLE, Own, Relation, of_list, relation
from nlp.titles import bare, folded, identity, without_years
from nlp.vocabulary import load
from warehouse.models import Citation

_BEHIND = re.compile(rf"(?:\s*{BRACKET}){{1,2}}|\s*[\u4e00-\u9fff]{{1,10}}\s*[〔\[][^，。；《》]{{4,16}}?号")
_PROMULGATED = re.compile(r"\s*(?:公布|发布|颁布|修[改订正]|第[一二三四五六七八九十]+次)")
"""Behind an order's number: it is how a text that has a name came to be, no document of its own."""
_PLAIN = frozenset({"implements", "cites", "forwards"})


def citations(reading: Reading) -> list[Citation]:
    """Each cited document once, at the passage that says most of the relation; its own number and title are none."""
    own = Own(reading)
    number = normal(reading.release.doc_number)
    found: dict[str, Citation] = {}
    names = _Names()
    for citation in [*own.cited, *_of_body(reading, own)]:
        if not citation.doc_number or citation.doc_number != number:
            key = names.key(citation)
            found[key] = _joined(found[key], citation) if key in found else citation
    return list(found.values())


def reports(title: str, cited: Iterable[Citation]) -> bool:
    """Whether a release is only news of the text that its title names: 国务院印发《X》 is no X."""
    carried = bare(title)
    return any(row.quote.block == IN_TITLE and row.relation == "cites" and bare(row.title) == carried for row in cited)


class _Names:
    """By what each document of a text is told from the others: its title, with or without its years, or its number."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def key(self, citation: Citation) -> str:
        """The same for every name of one document."""
        title = identity(citation.title)
        names = [name for name in (title, without_years(title), citation.doc_number) if name]
        key = next((self._known[name] for name in (title, citation.doc_number) if name in self._known), names[0])
        for name in names:
            self._known.setdefault(name, key)
        return key


def _joined(known: Citation, citation: Citation) -> Citation:
    """The stronger relation where it is said; title and number from wherever they stand."""
    first, second = (citation, known) if known.relation == "cites" != citation.relation else (known, citation)
    both = {"title": first.title or second.title, "doc_number": first.doc_number or second.doc_number}
    return first.model_copy(update=both)


def _of_body(reading: Reading, own: Own) -> Iterator[Citation]:
    """What the blocks name; a list takes the relation of the line above it, as long as its items last."""
    shortened = _shortened(reading)
    listed: Relation | None = None
    for block, marked in zip(reading.blocks, reading.release.blocks, strict=True):
        if not (marked.marker or marked.rows or re.match(load("citations")["listed"], block.text)):
            listed = None
        for citation in _of_block(block):
            if citation.title and folded(citation.title) in shortened and not citation.doc_number:
                continue
            said = citation.relation if citation.relation != "cites" else listed or citation.relation
            if citation.title and said in _PLAIN and own.publishes(citation.title, block.text[citation.quote.end :]):
                continue
            about = own.relation(citation.title) if citation.title and said == "cites" else None
            yield citation.model_copy(update={"relation": about or said})
        listed = of_list(block.text) or listed


def _shortened(reading: Reading) -> set[str]:
    """The short names that the text gives to documents: （以下简称《条例》）."""
    short = re.compile(load("citations")["short"])
    return {
        folded(match[1])
        for block in reading.blocks
        for match in TITLE.finditer(block.text)
        if short.search(block.text[max(0, match.start() - 6) : match.start()])
    }


def _of_block(block: Passage) -> Iterator[Citation]:
    taken: list[tuple[int, int]] = []
    for match in TITLE.finditer(block.text):
        start, end, number = _with_number(block.text, *match.span())
        if number or not re.search(load("citations")["no_title"], match[1]):
            taken.append((start, end))
            said = relation(block.text, start, end)
            yield Citation(title=match[1], doc_number=number, relation=said, quote=block.part(start, end))
    named = Spans(taken)
    for found in doc_numbers(block.text):
        if not named.hold(found.start):
            said = relation(block.text, found.start, found.end)
            yield Citation(doc_number=found.normal, relation=said, quote=block.part(found.start, found.end))
    for found in orders(block.text):
        said = relation(block.text, found.start, found.end)
        if said != "cites" and not named.hold(found.start) and not _PROMULGATED.match(block.text, found.end):
            yield Citation(doc_number=found.normal, relation=said, quote=block.part(found.start, found.end))


def _with_number(text: str, start: int, end: int) -> tuple[int, int, str]:
    """A title and the number that stands behind it, mostly in brackets, or right before it."""
    behind = _BEHIND.match(text, end)
    if behind and (number := next(doc_numbers(behind[0]), None)):
        return start, behind.end(), number.normal
    if behind and (order := order_number(behind[0])):
        return start, behind.end(), order
    before = text[max(0, start - 40) : start]
    last = next((found for found in doc_numbers(before) if found.end == len(before)), None)
    if last:
        return start - len(before) + last.start, end, last.normal
    at, order = order_before(before) if before[-1:] == "号" else (-1, "")
    return (start - len(before) + at, end, order) if order else (start, end, "")
