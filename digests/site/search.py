"""An index for searching in the browser: two characters at a time, in shards loaded when they are asked for."""

from __future__ import annotations

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from digests import naming
from digests.plain import inert
from digests.site.book import Book, pairs, when
from digests.site.pages import Site, partner, theme
from digests.site.rows import LANG, Row
from digests.site.words import said
from warehouse import reference

SHARDS = 128
PAGE = 250
"""Results of which the words stand in one file."""
TOKEN = re.compile(r"[a-z0-9.]+|[぀-ヿ㐀-鿿々ー]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))


class Hit(NamedTuple):
    """One result: where it leads, what is shown of it, and what it can be filtered by."""

    href: str
    title: str
    zh: str
    number: str
    day: str
    place: str
    kind: str
    themes: tuple[str, ...]
    weak: bool
    """Whether its title is not translated."""
    text: str
    """What it is found by beside its title."""


class Index:
    """Takes documents one by one; keeps of each what a result shows, and where its words are."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._hits: list[Hit] = []
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, row: Row, words: Iterable[str] = ()) -> None:
        """A document."""
        self._add(
            Hit(
                href=row.href,
                title=row.title,
                zh=row.title_zh if row.state != "untranslated" else "",
                number=row.number,
                day=row.day.isoformat() if row.day else "",
                place=row.place,
                kind=row.kind_ja,
                themes=row.themes,
                weak=row.state == "untranslated",
                text=" ".join([row.number, row.place_ja, row.gist, *map(theme, row.themes), *words]),
            )
        )

    def write(self, site: Site, book: Book) -> None:
        """Write the page and all that it loads."""
        for hit in _others(book):
            self._add(hit)
        order = sorted(range(len(self._hits)), key=lambda at: (self._hits[at].day, self._hits[at].href), reverse=True)
        rank = array("I", [0] * len(order))
        for new, old in enumerate(order):
            rank[old] = new
        hits = [self._hits[at] for at in order]
        self._write_first(site, hits)
        for start in range(0, len(hits), PAGE):
            some = [[h.href, h.title, h.zh, h.number, h.day, int(h.weak)] for h in hits[start : start + PAGE]]
            site.folder.put(f"search/d/{start // PAGE}.js", _call("docs", start // PAGE, some))
        shards: list[dict[str, str]] = [{} for _ in range(SHARDS)]
        for token in sorted(self._places):
            shards[shard(token)][token] = _packed(sorted(rank[at >> 1] << 1 | at & 1 for at in self._places[token]))
        for at, found in enumerate(shards):
            site.folder.put(f"search/i/{at}.js", _call("shard", at, found))
        site.folder.put("search/words.js", _call("words", self._alike(), self._forms()))
        site.page("search.html", "search.html", "search", shards=SHARDS)

    def _add(self, hit: Hit) -> None:
        at = len(self._hits)
        self._hits.append(hit._replace(text="", title=inert(hit.title), zh=inert(hit.zh)))
        titles = set(self.tokens(f"{hit.title} {hit.zh} {hit.number}"))
        for token in titles | set(self.tokens(hit.text)):
            self._places[token].append(at << 1 | (token in titles))

    def tokens(self, text: str) -> Iterator[str]:
        """What a text is found by: words of letters and digits, and two characters at a time."""
        for run in TOKEN.findall(self._fold(text)):
            if run[0] in _DIGITS or run[0] == ".":
                yield word_form(run)
            elif len(run) == 1:
                yield run
            else:
                yield from (run[at : at + 2] for at in range(len(run) - 1))

    def _write_first(self, site: Site, hits: Sequence[Hit]) -> None:
        places = sorted({hit.place for hit in hits if hit.place})
        kinds = sorted({hit.kind for hit in hits})
        years = sorted({hit.day[:4] for hit in hits if hit.day}, reverse=True)
        themes = list(reference.themes())
        site.folder.put(
            "search/first.js",
            _call(
                "first",
                {
                    "n": len(hits),
                    "page": PAGE,
                    "shards": SHARDS,
                    "places": [[code, naming.place(code, LANG)] for code in places],
                    "kinds": kinds,
                    "years": years,
                    "themes": [theme(one) for one in themes],
                    "P": _column(places.index(h.place) + 1 if h.place else 0 for h in hits),
                    "K": _column(kinds.index(h.kind) for h in hits),
                    "Y": _column(years.index(h.day[:4]) + 1 if h.day else 0 for h in hits),
                    "T": _column(sum(1 << themes.index(t) for t in h.themes if t in themes) for h in hits),
                },
            ),
        )

    def _alike(self) -> list[str]:
        """Characters, and the ones that they are written as in the index."""
        pairs = [(chr(code), self._fold(chr(code))) for code in _HAN]
        kept = [(one, other) for one, other in pairs if one != other and len(other) == 1]
        return ["".join(one for one, _ in kept), "".join(other for _, other in kept)]

    def _forms(self) -> list[list[str]]:
        """Forms of one term that share no characters but one meaning, each as it is in the index."""
        made = []
        for term in reference.glossary():
            forms = (term.zh, *term.aliases, term.ja, *term.variants, term.abbreviation, term.en)
            kept = list(dict.fromkeys(self._fold(form) for form in forms if len(form) > 1))
            if len(kept) > 1:
                made.append(kept)
        return made


def word_form(word: str) -> str:
    """VOCs is found as VOC, PM2.5. as PM2.5."""
    bare = word.strip(".") or word
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") else bare


def shard(token: str) -> int:
    """The file in which a token stands; the page counts the same way."""
    found = 7
    for char in token:
        found = (found * 31 + ord(char)) % 8191
    return found % SHARDS


def _others(book: Book) -> Iterator[Hit]:
    """What is no document and may be searched for: pairs, places, records, terms."""
    for pair in pairs():
        title = f"{partner(pair.municipality)} ⇄ {naming.place(pair.place, LANG)}"
        zh = reference.places()[pair.place].zh
        text = " ".join(map(theme, pair.themes))
        yield Hit(f"pairs/{pair.id}.html", title, zh, "", "", pair.place, "都市ペア", pair.themes, False, text)
    for code in book.places:
        place = reference.places()[code]
        yield Hit(f"places/{code}.html", place.ja, place.zh, "", "", code, "地域", (), False, place.en)
    for one in book.content.activities:
        where = one.places[0] if one.places else ""
        text = " ".join([*(taker.name for taker in one.takers), *map(theme, one.themes), said(f"type.{one.type}")])
        href = f"records/index.html#{one.id}"
        yield Hit(href, one.title_ja, one.title_zh, "", when(one), where, "協力の記録", one.themes, False, text)
    for term in reference.glossary():
        text = " ".join([*term.aliases, *term.variants, term.abbreviation, term.en])
        href = f"glossary/{term.category}.html"
        yield Hit(href, term.ja, term.zh, term.abbreviation, "", "", "用語", (), False, text)


def _call(name: str, *values: object) -> bytes:
    said = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    return f"aozora.{name}({said});\n".encode()


def _packed(numbers: Sequence[int]) -> str:
    """Each number as its distance from the one before, in base 36."""
    return ",".join(_base36(now - before) for before, now in zip((0, *numbers), numbers, strict=False))


def _column(numbers: Iterable[int]) -> str:
    return ",".join(map(_base36, numbers))


def _base36(number: int) -> str:
    out = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        out = _DIGITS[rest] + out
    return _DIGITS[number] + out
