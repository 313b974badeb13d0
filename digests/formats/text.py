"""The edition as a plain-text mail: the product, complete without HTML, links or attachments."""

from __future__ import annotations

from collections.abc import Iterator

from digests.choose import COMMON
from digests.fit import fit
from digests.wording import issue, word
from digests.wrapping import COLUMNS, width, wrap
from warehouse import reference
from warehouse.models import Edition, Item, Language, Section

suffix = ".txt"
LONGEST = 3500
"""Characters of a municipality's mail, line feeds and addresses included."""
TOLD_BY_LEAD = ("duty", "target", "due", "parent")
"""Fields that the lead has told; the long form repeats them as a table."""
STARS = ((70, "★★★"), (45, "★★"), (0, "★"))


def render(edition: Edition) -> bytes:
    """The mail's text in UTF-8; a municipality's is at most `LONGEST` characters."""
    if edition.municipality == COMMON:
        return _text(edition).encode()
    return _text(fit(edition, lambda shorter: len(_text(shorter)) <= LONGEST)).encode()


def stars(importance: int) -> str:
    """One to three stars for 0 to 100 points."""
    return next(mark for least, mark in STARS if importance >= least)


def _text(edition: Edition) -> str:
    numbers = {id: n for n, id in enumerate(edition.entry_ids, start=1)}
    blocks = [list(_head(edition))]
    for section in edition.sections:
        blocks += _section(section, edition.lang, numbers)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(edition: Edition) -> Iterator[str]:
    lang = edition.lang
    mark = word(lang, "edition.sample") if edition.is_sample else ""
    yield f"{mark}{word(lang, 'edition.name')} {issue(lang, edition.month)} {reader(edition)}"
    if edition.is_sample:
        yield from wrap(word(lang, "edition.sample_note"))


def reader(edition: Edition) -> str:
    """`天津市版`, `共通版`: whom the edition is for."""
    known = reference.municipalities().get(edition.municipality)
    if known is None:
        return word(edition.lang, "edition.common")
    return word(edition.lang, "edition.for", name=known.ja if edition.lang == "ja" else known.en)


def _section(section: Section, lang: Language, numbers: dict[str, int]) -> list[list[str]]:
    """Head and lines as one block, then a block an item; short items stay together."""
    title = section.title if section.id == "partner" else f"■ {section.title}"
    head = [title, *(part for line in section.lines for part in wrap(line, "　"))]
    if section.id == "index":
        return [[title, *wrap(word(lang, "index.separator").join(section.lines))]]
    if section.id == "headlines":
        return [[*head, *(part for item in section.items for part in _headline(item, lang, numbers))]]
    if section.id == "others":
        lines = [part for item in section.items for part in _line(item, lang, numbers)]
        return [[title, *lines, *head[1:]]]
    blocks = [[*_item(item, lang, numbers)] for item in section.items]
    return [[*head, *(blocks[0] if blocks else [])], *blocks[1:]]


def _headline(item: Item, lang: Language, numbers: dict[str, int]) -> list[str]:
    ref = _ref(item, lang, numbers)
    if item.lead:
        return wrap("・" + word(lang, "headline", heading=item.heading, fact=item.lead[0], ref=ref), "　")
    return wrap("・" + word(lang, "headline_bare", heading=item.heading, ref=ref), "　")


def _line(item: Item, lang: Language, numbers: dict[str, int]) -> list[str]:
    return [*wrap(f"{_ref(item, lang, numbers)}{item.heading}", "　"), *_address(item)]


def _item(item: Item, lang: Language, numbers: dict[str, int]) -> Iterator[str]:
    yield from wrap(f"{_ref(item, lang, numbers)}{item.heading}［{item.mark} {stars(item.importance)}］", "　")
    lead = item.lead[1:] if item.fields else item.lead
    for part in lead:
        yield from wrap(f"　{part}", "　")
    yield from _packed(_fields(item, lang))
    yield from _packed(_small(item, lang))
    yield from _address(item)


def _packed(pieces: list[str]) -> Iterator[str]:
    """Labelled values side by side, each whole on its line where it fits."""
    line = ""
    for piece in pieces:
        if line and width(f"{line}　{piece}") > COLUMNS:
            yield from wrap(line, "　")
            line = ""
        line += f"　{piece}"
    yield from wrap(line, "　") if line else ()


def _fields(item: Item, lang: Language) -> list[str]:
    told = {word(lang, f"field.{key}") for key in TOLD_BY_LEAD}
    colon = word(lang, "field.separator")
    return [f"{f.label}{colon}{f.value}" for f in item.fields if f.label not in told]


def _small(item: Item, lang: Language) -> list[str]:
    """Why it is here, the state of the translation, the id."""
    rows = [("why", item.why), ("state", word(lang, f"state.{item.title_state}")), ("id", item.entry_id)]
    colon = word(lang, "field.separator")
    return [f"{word(lang, f'field.{key}')}{colon}{value}" for key, value in rows if value]


def _address(item: Item) -> list[str]:
    return [item.url] if item.url else []


def _ref(item: Item, lang: Language, numbers: dict[str, int]) -> str:
    return word(lang, "ref", n=numbers[item.entry_id]) if item.entry_id in numbers else ""
