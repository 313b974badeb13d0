"""Which places have a source of their own, and whether anyone has seen it work: the honest measure of coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from warehouse import reference
from warehouse.models import Source
from warehouse.reference import Place, Region

Kind = Literal["environment", "government", "other"]
State = Literal["readable", "unverified", "hole", "none"]
Group = Literal["partner", "above", "centre"]
EXPECTED: tuple[Kind, ...] = ("environment", "government")
"""The bodies that every place has; a department beyond them is a gain, its absence no hole."""
CENTRE = "100000"


@dataclass(frozen=True)
class Cell:
    """The sources of one kind at one place."""

    kind: Kind
    sources: tuple[Source, ...]

    @property
    def state(self) -> State:
        """`readable` once an operator's live check has passed for one of them."""
        if not self.sources:
            return "hole" if self.kind in EXPECTED else "none"
        return "readable" if any(source.verified for source in self.sources) else "unverified"


@dataclass(frozen=True)
class Line:
    """One place and what can be read of it."""

    group: Group
    place: Place
    cells: tuple[Cell, ...]

    @property
    def state(self) -> State:
        """The best of what the place's environment bureau and its portal are."""
        states = {cell.state for cell in self.cells if cell.kind in EXPECTED}
        known: tuple[State, ...] = ("readable", "unverified")
        return next((state for state in known if state in states), "hole")


def lines(sources: Iterable[Source]) -> Iterator[Line]:
    """The partner places, the provinces above them that are no partners themselves, and the centre."""
    known = tuple(sources)
    places = reference.places()
    partners = sorted({partnership.place for partnership in reference.partnerships()})
    above = sorted({places[code].parent for code in partners} - {*partners, CENTRE})
    groups: tuple[tuple[Group, list[str]], ...] = (("partner", partners), ("above", above), ("centre", [CENTRE]))
    return (line(group, code, known) for group, codes in groups for code in codes)


def line(group: Group, code: str, sources: Iterable[Source]) -> Line:
    """One place with its sources by kind."""
    own = [source for source in sources if source.place == code]
    kinds: tuple[Kind, ...] = (*EXPECTED, "other")
    cells = (Cell(kind, tuple(source for source in own if source.kind == kind)) for kind in kinds)
    return Line(group, reference.places()[code], tuple(cells))


def regions(sources: Iterable[Source]) -> Iterator[tuple[Region, Counter[State]]]:
    """The key regions as they are now, with how many of their members are in which state."""
    known = tuple(sources)
    for region in reference.regions().values():
        if members := region.members(date.max):
            yield region, Counter(line("partner", code, known).state for code in members)
