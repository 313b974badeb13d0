"""How a DOCX file's paragraphs look: alignment, heading, list, from themselves and the styles that they stand on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from crawlers.files.packages import Package, attribute
from crawlers.files.word.numbering import Level, Numbering

_ALIGNS = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left", "both": "left"}
_DEEPEST = 20
"""Styles that one may stand on: a ring of them has no end."""


class Look(NamedTuple):
    """What matters of it to a reader."""

    align: str = ""
    tag: str = "p"
    list_id: str = ""
    depth: int = 0
    is_contents: bool = False
    """A line of the list of contents, which repeats headings."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles and lists of a document."""

    looks: dict[str, Look]
    numbering: Numbering

    @classmethod
    def of(cls, package: Package) -> Styles:
        """From a package; a document may have neither. Raises UnreadableFile."""
        styles = package.tree("word/styles.xml") if "word/styles.xml" in package else None
        lists = package.tree("word/numbering.xml") if "word/numbering.xml" in package else None
        return cls({} if styles is None else _looks(styles), Numbering({}) if lists is None else _numbering(lists))

    def look(self, paragraph: etree._Element) -> Look:
        """Of one paragraph."""
        return _over(self.looks.get(value(paragraph, "pPr", "pStyle"), Look()), paragraph)


def value(element: etree._Element, *path: str) -> str:
    """The `val` of the element at a path of local names; empty when there is none."""
    found = element.find("/".join(f"{{*}}{name}" for name in path))
    return "" if found is None else attribute(found, "val")


def on(element: etree._Element, *path: str) -> bool:
    """Whether a switch is set."""
    found = element.find("/".join(f"{{*}}{name}" for name in path))
    return found is not None and value(element, *path) not in ("0", "false", "off")


def _looks(styles: etree._Element) -> dict[str, Look]:
    known = {attribute(style, "styleId"): style for style in styles.iterfind("{*}style")}
    return {name: _look(name, known, _DEEPEST) for name in known}


def _look(name: str, known: dict[str, etree._Element], left: int) -> Look:
    style = known.get(name)
    if style is None or not left:
        return Look()
    base = _look(value(style, "basedOn"), known, left - 1)
    called = value(style, "name").lower()
    if called.startswith("heading ") and called[-1].isdecimal():
        base = base._replace(tag=f"h{called[-1]}")
    return _over(base._replace(is_contents=called.startswith("toc ")), style)


def _over(base: Look, element: etree._Element) -> Look:
    """A look with what an element says itself."""
    depth, list_id = value(element, "pPr", "numPr", "ilvl"), value(element, "pPr", "numPr", "numId")
    outline = value(element, "pPr", "outlineLvl")
    return base._replace(
        align=_ALIGNS.get(value(element, "pPr", "jc"), base.align),
        tag=f"h{int(outline) + 1}" if outline.isdecimal() and int(outline) < 6 else base.tag,
        depth=int(depth) if depth.isdecimal() else base.depth,
        list_id=list_id or base.list_id,
    )


def _numbering(lists: etree._Element) -> Numbering:
    abstract = {attribute(one, "abstractNumId"): _levels(one) for one in lists.iterfind("{*}abstractNum")}
    nums = {attribute(one, "numId"): one for one in lists.iterfind("{*}num")}
    models = {name: value(one, "abstractNumId") for name, one in nums.items()}
    levels = {name: _overridden(abstract.get(models[name], {}), one) for name, one in nums.items()}
    restarted = {name for name, one in nums.items() if one.find("{*}lvlOverride/{*}startOverride") is not None}
    return Numbering(levels, {name: ("model", models[name]) for name in nums.keys() - restarted})


def _levels(one: etree._Element) -> dict[int, Level]:
    return {
        _number(attribute(level, "ilvl"), 0): Level(
            value(level, "numFmt") or "decimal", value(level, "lvlText"), _number(value(level, "start"), 1)
        )
        for level in one.iterfind("{*}lvl")
    }


def _overridden(levels: dict[int, Level], num: etree._Element) -> dict[int, Level]:
    """Levels of a list with what it changes of its model's."""
    own = dict(levels)
    for override in num.iterfind("{*}lvlOverride"):
        depth = _number(attribute(override, "ilvl"), 0)
        own |= _levels(override)
        if depth in own:
            own[depth] = replace(own[depth], start=_number(value(override, "startOverride"), own[depth].start))
    return own


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise
