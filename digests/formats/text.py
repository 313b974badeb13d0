"""The edition as a plain-text mail: the product, complete without HTML, links or attachments."""

from __future__ import annotations

from collections.abc import Iterator

from digests.choose import COMMON
from digests.fit import fit
from digests.wording import issue, word
from digests.wrapping import COLUMNS, width, wrap
from warehouse import reference
from warehouse.models import Edition, Item, Language, Section
from warehouse.reference.states import state_label

suffix = ".txt"
LONGEST = 3500
"""Characters of a municipality's mail, line feeds and addresses included."""
OTHERS_SHOWN = 15
TOLD_BY_LEAD = ("duty", "target", "due", "parent")
"""Fields that the lead has told; the long form repeats them as a table."""
STARS = ((70, "★★★"), (45, "★★"), (0, "★"))


def render(edition: Edition) -> bytes:
    """The mail's text in UTF-8; a municipality's is at most `LONGEST` characters."""
    if edition.municipality == COMMON:
        return _text(edition).encode()
    return _text(fit(edition, _fits, "fit.dropped")).encode()


def _fits(edition: Edition) -> bool:
    others = sum(len(section.items) for section in edition.sections if section.id == "others")
    return others <= OTHERS_SHOWN and len(_text(edition)) <= LONGEST


class Page:
    """What every item of an edition is rendered with."""

    def __init__(self, edition: Edition) -> None:
        self.lang: Language = edition.lang
        self.is_sample = edition.is_sample
        self.numbers = {id: n for n, id in enumerate(edition.entry_ids, start=1)}

    def state(self, item: Item) -> str:
        """The state of the title's translation in words; a sample's review is no real one and says so."""
        return state_label(self.lang, item.title_state, sample=self.is_sample)


def stars(importance: int) -> str:
    """One to three stars for 0 to 100 points."""
    return next(mark for least, mark in STARS if importance >= least)


def _text(edition: Edition) -> str:
    page = Page(edition)
    blocks = [list(_head(edition))]
    for section in edition.sections:
        blocks += _section(section, page)
    text = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    return text if edition.lang == "ja" else text.replace("　", "  ").replace("\n・", "\n- ")


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


def _section(section: Section, page: Page) -> list[list[str]]:
    """Head and lines as one block, then a block an item; short items stay together."""
    title = section.title if section.id == "partner" else f"■ {section.title}"
    lines = [part for line in section.lines for part in wrap(line, "　")]
    if section.id == "index":
        return [[title, *wrap(word(page.lang, "index.separator").join(section.lines))]]
    if section.id == "headlines":
        return [[title, *(part for item in section.items for part in _headline(item, page)), *lines]]
    blocks = [[*_item(item, page)] for item in section.items]
    if all(not item.why for item in section.items):
        return [[title, *(part for block in blocks for part in block), *lines]]
    return [[title, *blocks[0]], *blocks[1:-1], [*(blocks[-1] if len(blocks) > 1 else []), *lines]]


def _headline(item: Item, page: Page) -> list[str]:
    ref = _ref(item, page)
    if item.lead:
        return wrap("・" + word(page.lang, "headline", heading=item.heading, fact=item.lead[0], ref=ref), "　")
    return wrap("・" + word(page.lang, "headline_bare", heading=item.heading, ref=ref), "　")


def _item(item: Item, page: Page) -> Iterator[str]:
    marks = word(page.lang, "item_marks", mark=item.mark, stars=stars(item.importance))
    yield from wrap(f"{_ref(item, page)}{item.heading}{marks}", "　")
    lead = item.lead[1:] if item.fields else item.lead
    for part in (*told(item, page.lang, "summary"), *lead, *told(item, page.lang, "note")):
        yield from wrap(f"　{part}", "　")
    if item.why:
        yield from _packed(_fields(item, page.lang))
        yield from _packed(_small(item, page))
    yield from _address(item)
    for other in item.also:
        yield from wrap("　" + word(page.lang, "editor.also", publisher=other.publisher, id=other.entry_id), "　")
        yield from [other.url] if other.url else []


def told(item: Item, lang: Language, part: str) -> list[str]:
    """The editor's summary or note, marked as the editor's, where there is one."""
    said = getattr(item, part)
    return [word(lang, f"editor.{part}", text=said)] if said else []


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


def _small(item: Item, page: Page) -> list[str]:
    """Why it is here, the state of the translation, the id."""
    rows = [("why", item.why), ("state", page.state(item)), ("id", item.entry_id)]
    colon = word(page.lang, "field.separator")
    return [f"{word(page.lang, f'field.{key}')}{colon}{value}" for key, value in rows if value]


def _address(item: Item) -> list[str]:
    return [item.url] if item.url else []


def _ref(item: Item, page: Page) -> str:
    return word(page.lang, "ref", n=page.numbers[item.entry_id]) if item.entry_id in page.numbers else ""
