"""Pairs as TMX 1.4, the memories' common format, and back without a loss; files of any size are read as they come."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, cast
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from pydantic import ValidationError

from nlp.given import BadInputError
from nlp.translation.memory import kind_of, reviewed
from nlp.translation.normalise import text_id
from warehouse.models import Language, Translation

_OURS = "x-aozora-"
_TOLD = tuple(name for name in Translation.model_fields if name not in ("text_id", "lang", "source", "text"))
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_NATIVE = frozenset(("bpt", "ept", "it", "ph", "ut"))
"""Elements that hold another tool's codes, not text."""
_CHUNK = 1 << 16
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="aozora" creationtoolversion="1" segtype="sentence" o-tmf="aozora" adminlang="en" \
srclang="zh-CN" datatype="plaintext"/>
<body>
"""


class BadTmxError(BadInputError):
    """A file that is no memory, by its name and line."""


# ---------------------------------------------------------------- out


def write(pairs: Iterable[Translation], out: BinaryIO) -> int:
    """A unit for each pair that has a text; returns how many there were."""
    count = 0
    out.write(_HEAD.encode())
    for pair in pairs:
        if pair.text is not None:
            out.write(_unit(pair, pair.text).encode())
            count += 1
    out.write(b"</body>\n</tmx>\n")
    return count


def _unit(pair: Translation, text: str) -> str:
    props = "".join(_prop(name, value) for name, value in _values(pair))
    props += "".join(
        _prop(name, said) for name, said in (("source", pair.source), ("text", text)) if _UNFIT.search(said)
    )
    who = f" changeid={quoteattr(_fit(pair.reviewer))}" if pair.reviewer else ""
    day = f' changedate="{pair.reviewed_on:%Y%m%d}T000000Z"' if pair.reviewed_on else ""
    source = f'<tuv xml:lang="zh-CN"><seg>{_escaped(pair.source)}</seg></tuv>'
    target = f'<tuv xml:lang="{pair.lang}"{who}{day}><seg>{_escaped(text)}</seg></tuv>'
    return f'<tu tuid="{pair.text_id}-{pair.lang}">{props}\n{source}\n{target}\n</tu>\n'


def _values(pair: Translation) -> Iterator[tuple[str, str]]:
    """What differs from a record's defaults, a list's members one by one."""
    told = pair.model_dump(mode="json", include=set(_TOLD), exclude_defaults=True)
    for name in _TOLD:
        value = told.get(name, ())
        yield from ((name, str(one)) for one in (value if isinstance(value, list | tuple) else (value,)))


def _prop(name: str, value: str) -> str:
    """XML has no control characters: a value with one is written as JSON."""
    kind, said = (f"{name}-json", json.dumps(value)) if _UNFIT.search(value) else (name, value)
    return f'\n<prop type="{_OURS}{kind}">{_escaped(said)}</prop>'


def _escaped(text: str) -> str:
    return escape(_fit(text), {"\r": "&#13;"})


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


# ---------------------------------------------------------------- in


def read(file: BinaryIO, name: str, reviewer: str = "", on: date | None = None) -> Iterator[Translation]:
    """The pairs of a file, as they come; those of other tools are a machine's, unless `reviewer` vouches for them.

    Units whose translation is empty are left out. Raises BadTmxError, also for a file that declares entities.
    """
    reading = _Reading(name)
    while chunk := file.read(_CHUNK):
        yield from _pairs(reading, chunk, reviewer, on)
    yield from _pairs(reading, b"", reviewer, on)


def _pairs(reading: _Reading, chunk: bytes, reviewer: str, on: date | None) -> Iterator[Translation]:
    for unit in reading.units(chunk):
        yield from _own(unit, reading.name) if unit.props else _foreign(unit, reading, reviewer, on)


@dataclass
class _Unit:
    """What one <tu> holds."""

    line: int
    props: list[tuple[str, str]] = field(default_factory=list)
    """Ours only: name and value."""
    texts: list[tuple[str, str]] = field(default_factory=list)
    """Language and text."""

    def of(self, *languages: str) -> list[tuple[str, str]]:
        return [(lang, text) for lang, text in self.texts if lang in languages]


class _Reading:
    """Turns the bytes of a file into units."""

    def __init__(self, name: str) -> None:
        self.name, self.tool = name, ""
        self._done: list[_Unit] = []
        self._unit: _Unit | None = None
        self._text: list[str] | None = None
        self._language, self._property, self._native, self._root = "", "", 0, ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity

    def units(self, chunk: bytes) -> list[_Unit]:
        """The units that end in this chunk; an empty one ends the file."""
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise BadTmxError(
                f"{self.name}, line {error.lineno}: expected TMX, {expat.ErrorString(error.code)}"
            ) from error
        found, self._done = self._done, []
        return found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._root and tag != "tmx":
            raise BadTmxError(f"{self.name}, line {self._parser.CurrentLineNumber}: expected TMX, found <{tag}>")
        self._root = "tmx"
        if tag == "header":
            self.tool = attributes.get("creationtool", "")
        elif tag == "tu":
            self._unit = _Unit(self._parser.CurrentLineNumber)
        elif tag == "tuv":
            self._language = re.split("[-_]", attributes.get("xml:lang", attributes.get("lang", "")).lower())[0]
        elif tag in ("seg", "prop"):
            self._text, self._property = [], attributes.get("type", "")
        self._native += tag in _NATIVE

    def _end(self, tag: str) -> None:
        self._native -= tag in _NATIVE
        if tag == "tu" and self._unit:
            self._done.append(self._unit)
            self._unit = None
        elif tag in ("seg", "prop") and self._unit and self._text is not None:
            said, self._text = "".join(self._text), None
            if tag == "seg":
                self._unit.texts.append((self._language, said))
            elif self._property.startswith(_OURS):
                self._unit.props.append((self._property.removeprefix(_OURS), said))

    def _characters(self, text: str) -> None:
        if self._text is not None and not self._native:
            self._text.append(text)

    def _entity(self, name: str, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise BadTmxError(f"{self.name}, line {line}: entity {name} is declared; a memory needs none and none is read")


def _own(unit: _Unit, name: str) -> Iterator[Translation]:
    """A unit that we wrote."""
    sources, texts = unit.of("zh"), unit.of(*_LANGUAGES)
    if len(sources) != 1 or len(texts) != 1:
        raise BadTmxError(f"{name}, line {unit.line}: expected one text in zh and one in ja or en")
    told: dict[str, Any] = {}
    for key, value in unit.props:
        plain = key.removesuffix("-json")
        said = json.loads(value) if key != plain else value
        is_list = plain in ("flags", "terms", "repairs")
        told[plain] = (*told.get(plain, ()), said) if is_list else said
    facts = {"source": sources[0][1], "text": texts[0][1], "lang": texts[0][0]} | told
    try:
        yield Translation.model_validate(facts | {"text_id": text_id(facts["source"])})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise BadTmxError(f"{name}, line {unit.line}: {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}") from error


def _foreign(unit: _Unit, reading: _Reading, reviewer: str, on: date | None) -> Iterator[Translation]:
    """A unit of another tool, into each of our languages that it has."""
    sources, texts = unit.of("zh"), unit.of(*_LANGUAGES)
    if len(sources) != 1 or not texts:
        found = ", ".join(lang for lang, _ in unit.texts) or "none"
        raise BadTmxError(
            f"{reading.name}, line {unit.line}: expected a text in zh and others in ja or en, found {found}"
        )
    source = sources[0][1].strip()
    for lang, text in texts:
        if source and text.strip():
            pair = reviewed(source, text.strip(), cast(Language, lang), kind_of(source), reviewer, on)
            unread = {"state": "machine", "engine": f"tmx:{reading.tool}", "masked_id": ""}
            yield pair if reviewer else pair.model_copy(update=unread)
