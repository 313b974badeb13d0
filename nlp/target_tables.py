"""Targets that stand in tables: beside their indicators, areas or years, with unit, nature and who answers for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from nlp.dates import When, whens
from nlp.reading import Reading
from nlp.target_aims import is_lower_better
from nlp.target_bases import named_base, without_bases
from nlp.target_columns import Columns, Goal, columns
from nlp.target_dues import dues_of_headings
from nlp.target_holders import holders_at
from nlp.target_verbs import verb_of
from nlp.vocabulary import alternatives, load, pattern
from warehouse.models import Duty, Quote, Target, made_id

_NUMBER = r"\d{1,9}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_CELL = re.compile(
    r"^(?:力争|累计|约|年均)*(?P<sign>[^\d\s（(【\[〔\-－]{1,6})?\s*[（(【\[〔]?\s*-?"
    rf"(?P<value>{_NUMBER})(?:\s*[—–\-~～至]\s*(?P<high>{_NUMBER}))?\s*[）)】\]〕]?\s*(?P<unit>[%％]|[^\d\s以左（(]{{1,10}})?"
    r"(?:[）)】\]〕])?\s*(?P<suffix>[及]?以[上下内]|左右)?(?:[（(][^（）()]*[)）])?$"
)
_UNIT_TOLD = re.compile(r"(?P<note>[（(][^（）()，,]{1,16})[，,](?P<unit>[^（）()，,]{1,10})[)）]$")
"""烟气黑度（林格曼黑度，级）."""
_CHANGE_OF = re.compile("变化(?:率|幅度|比例|值)?(?:[（(]|$)")
"""A head whose numbers say by their sign what rises and what falls."""
_LONGEST_NAME = 40
Comparator = Literal["decrease", "increase", "at_most", "at_least", "below", "above", "equal", "about"]


class _Cell(NamedTuple):
    """A goal as its cell writes it."""

    comparator: Comparator | None
    value: float
    high: float | None
    unit: str
    bound: Literal["at_least", "at_most", "about", ""]
    base: int | None


def table_targets(reading: Reading, blocks: frozenset[int], duties: Iterable[Duty] = ()) -> list[Target]:
    """Rows of tables of goals: indicators beside years to come, or places beside indicators."""
    tables = [index for index in sorted(blocks) if reading.release.blocks[index].rows]
    holders = holders_at(reading, duties)
    headings = dues_of_headings(reading) if tables else []
    found = [target for index in tables for target in _of_table(reading, index, headings[index])]
    return [target.model_copy(update={"duty_holders": holders(target.quote)}) for target in found]


def goal_tables(reading: Reading, blocks: frozenset[int]) -> frozenset[int]:
    """Blocks that `table_targets` reads; the rows of other tables are sentences like any."""
    tables = [index for index in blocks if reading.release.blocks[index].rows]
    headings = dues_of_headings(reading) if tables else []
    return frozenset(index for index in tables if next(_of_table(reading, index, headings[index]), None))


def _of_table(reading: Reading, index: int, due: When | None) -> Iterator[Target]:
    laid_out = columns(reading, index, due)
    if laid_out is None:
        return
    rows, offset = reading.release.blocks[index].rows, 0
    for at, row in enumerate(rows):
        length = len("\t".join(row))
        if at >= laid_out.first:
            quote = reading.blocks[index].part(offset, offset + length)
            for goal in laid_out.goals:
                if goal.column < len(row) and (target := _target(reading, laid_out, row, goal, quote)):
                    yield target
        offset += length + 1


def _target(reading: Reading, laid_out: Columns, row: tuple[str, ...], goal: Goal, quote: Quote) -> Target | None:
    """None where the cell holds no number or the row no name."""
    cell = _cell(row[goal.column])
    title = row[laid_out.name].strip() if laid_out.name < len(row) else ""
    name = title if laid_out.rows_are == "indicators" else _of_head(laid_out, goal.column)
    if cell is None or not title or not name or len(name) > _LONGEST_NAME:
        return None
    unit = cell.unit or _unit(laid_out, row, goal.column, name)
    indicator = goal.of + _UNIT_TOLD.sub(r"\g<note>）", _unit_behind().sub("", name))
    if not unit or not indicator or pattern("targets", "table", "sums").search(title):
        return None
    fallen = _CHANGE_OF.search(laid_out.head[goal.column]) and cell.comparator is None
    change: Comparator = "decrease" if row[goal.column].strip().startswith(("-", "－", "—")) else "increase"
    comparator = (
        change if fallen else cell.comparator or _usual(indicator, laid_out.head[goal.column], unit, goal.limit)
    )
    due = _due(reading, laid_out, row, goal, title)
    if due and reading.day and due < reading.day:
        return None
    return Target(
        id=made_id(reading.release.id, title, name, row[goal.column], unit, str(due), str(quote.start), goal.area),
        indicator=indicator,
        comparator=comparator,
        value=cell.value,
        value_high=cell.high,
        unit=unit,
        bound=cell.bound if comparator in ("decrease", "increase") else "",
        base_year=(cell.base or goal.base) if comparator in ("decrease", "increase") else None,
        due=due,
        area=title if laid_out.rows_are == "areas" else goal.area,
        sector=next((word for word in load("targets")["sectors"] if word in indicator), ""),
        nature=_nature(laid_out, row),
        quote=quote,
    )


def _cell(text: str) -> _Cell | None:
    """The one number of a cell: ≤31, 下降15%以上, [6.2], 比2025年下降10%."""
    if len(text) > _LONGEST_NAME:
        return None
    base = named_base(text)
    found = _CELL.match(without_bases(text).strip())
    sign = found["sign"] if found else None
    if found is None or (sign and sign not in _signs()):
        return None
    suffix: Any = next((name for name, words in load("targets")["suffixes"].items() if found["suffix"] in words), "")
    comparator = _signs().get(sign or "")
    if comparator not in ("decrease", "increase"):
        comparator = suffix or comparator
    high = float(found["high"].replace(",", "")) if found["high"] else None
    value = float(found["value"].replace(",", ""))
    return _Cell(comparator, value, high, found["unit"] or "", suffix, base)


def _due(reading: Reading, laid_out: Columns, row: tuple[str, ...], goal: Goal, title: str) -> date | None:
    """The row's own day or year, else the column's."""
    cells = [row[laid_out.due]] if laid_out.due is not None and laid_out.due < len(row) else []
    cells += [title] if laid_out.rows_are == "years" else []
    own = [when.last for cell in cells for when in whens(cell if "年" in cell else cell + "年", reading.day)]
    return own[-1] if own else goal.due


def _nature(laid_out: Columns, row: tuple[str, ...]) -> Literal["binding", "expected", ""]:
    text = row[laid_out.nature] if laid_out.nature is not None and laid_out.nature < len(row) else ""
    rules = load("targets")
    return "binding" if rules["binding"] in text else "expected" if rules["expected"] in text else ""


def _of_head(laid_out: Columns, column: int) -> str:
    """The head without its year, else what the caption says the goals are of."""
    head = pattern("targets", "table", "head_words").sub("", laid_out.head[column]).strip()
    named = pattern("targets", "table", "of_caption").search(laid_out.caption)
    bare = without_bases(_unit_behind().sub("", head))
    bare = re.sub("(?:[比较]|同比)?(?:下降|降低|减少|提高|提升|增加|变化)(?:比例|幅度|率)?$", "", bare)
    if not bare or pattern("targets", "table", "bare_heads").search(bare):
        return named["name"] + head[len(_unit_behind().sub("", head)) :] if named else ""
    return bare + (head[len(_unit_behind().sub("", head)) :])


def _unit(laid_out: Columns, row: tuple[str, ...], column: int, name: str) -> str:
    """The unit of the row's column of units, or the one in brackets behind the name or head, or of the caption."""
    of_row = row[laid_out.unit].strip() if laid_out.unit is not None and laid_out.unit < len(row) else ""
    bracket = _UNIT_TOLD.search(name) or _unit_behind().search(name) or _unit_behind().search(laid_out.head[column])
    caption = pattern("targets", "table", "caption_unit").search(laid_out.caption)
    return of_row or (bracket["unit"] if bracket else "") or (caption["unit"] if caption else "")


def _usual(name: str, head: str, unit: str, limit: bool) -> Comparator:
    """A bare number: a limit, a change of which the head speaks, a number of things, or as good as better is."""
    if change := re.search(r"(?P<less>下降|降低|减少|削减|压减)|提高|提升|增加|增长", head):
        return "decrease" if change["less"] else "increase"
    if limit or is_lower_better(name, unit):
        return "at_most"
    return "equal" if verb_of(name) else "at_least"


@cache
def _signs() -> dict[str, Comparator]:
    return {sign: comparator for comparator, signs in load("targets")["table"]["signs"].items() for sign in signs}


@cache
def _unit_behind() -> re.Pattern[str]:
    words = load("targets")
    units = alternatives([*words["units"], *words["counters"], *words["amounts"]])
    return re.compile(rf"[（(](?:单位[：:])?(?P<unit>(?:[十百千]?[万亿])?(?:{units}))[)）]$")
