"""Ways in which the same page could have been written otherwise: each takes a tree and changes it in place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import yaml
from lxml import etree, html

from crawlers.page import labels
from crawlers.text.encoding import decode
from crawlers.text.lines import lines
from crawlers.text.tree import tree

Change = Callable[[etree._Element], None]
_HEADLINES = ("h1", "h2", "h3", "h4", "ucaptitle")
_FRAMES = ("table", "ul", "ol", "dl", "div")
_SAID: dict[str, str] = yaml.safe_load((Path(__file__).parent / "furniture.yml").read_text(encoding="utf-8"))
_LINKS = 150


def written_anew(data: bytes, change: Change, encoding: str = "utf-8") -> bytes:
    """The page with a change, its characters in `encoding`."""
    root = tree(decode(data)[0])
    if root is None:
        return data
    change(root)
    text = etree.tostring(root, method="html", encoding="unicode")
    return re.sub(r"(?i)charset=[\"']?[\w-]+", "charset=gb2312", text).encode(encoding, "replace")


def nothing(root: etree._Element) -> None:
    """Only parsed and written again."""


def without_meta(root: etree._Element) -> None:
    """Not one of the site standard's tags."""
    etree.strip_elements(root, "meta", with_tail=False)


def without_title_element(root: etree._Element) -> None:
    """Nothing in <title>."""
    for element in root.findall(".//head/title"):
        element.text = ""


def without_information(root: etree._Element) -> None:
    """No table or list of 索引号, 发文机关, 文号."""
    for element in [one for one in root.iter(*_FRAMES) if _is_information(one)]:
        if element.getparent() is not None and not any(map(_is_information, element.iterdescendants(*_FRAMES))):
            _drop(element)


def renamed(root: etree._Element) -> None:
    """Classes and ids that nobody has seen."""
    for element in root.iter(etree.Element):
        for name in ("id", "class"):
            if element.get(name):
                element.set(name, "q" + "".join(chr(97 + ord(c) % 26) for c in element.get(name, "")))
        if element.tag.startswith("ucap") or element.tag == "publishtime":
            element.tag = "div"


def without_headlines(root: etree._Element) -> None:
    """Headlines that are set by style alone."""
    for element in root.iter(*_HEADLINES):
        element.tag = "div"
        element.attrib.clear()


def bare(root: etree._Element) -> None:
    """No attributes but addresses, no headlines, no tags of the standard: text and structure alone."""
    without_meta(root)
    without_headlines(root)
    for element in root.iter(etree.Element):
        for name in set(element.attrib) - {"href", "src", "title", "colspan", "rowspan", "style"}:
            del element.attrib[name]
        if element.tag.startswith("ucap") or element.tag == "publishtime":
            element.tag = "div"


def shuffled(root: etree._Element) -> None:
    """Attributes in another order."""
    order = random.Random(7)
    for element in root.iter(etree.Element):
        pairs = list(element.attrib.items())
        order.shuffle(pairs)
        element.attrib.clear()
        element.attrib.update(pairs)


def wrapped(root: etree._Element) -> None:
    """Every div and paragraph in two more boxes."""
    for element in list(root.iter("div", "p", "table")):
        parent = element.getparent()
        if parent is not None and parent.tag not in ("table", "tr", "tbody"):
            outer = etree.Element("div")
            inner = etree.SubElement(outer, "div")
            parent.replace(element, outer)
            outer.tail, element.tail = element.tail, None
            inner.append(element)


def strange_and_talkative(root: etree._Element) -> None:
    """Nothing known, and columns that talk on both sides."""
    bare(root)
    talk_before(root)
    talk_after(root)


def links_before(root: etree._Element) -> None:
    """A hundred and fifty links above everything."""
    _body(root).insert(0, _links())


def links_after(root: etree._Element) -> None:
    """The same below."""
    _body(root).append(_links())


def menus(root: etree._Element) -> None:
    """Columns, staff, banners and friendly links above and below."""
    _body(root).insert(0, html.fromstring(_SAID["menu"]))
    _body(root).append(html.fromstring(_SAID["menu"]))


def talk_after(root: etree._Element) -> None:
    """A side column that says much of its own, below or beside."""
    _body(root).append(html.fromstring(_SAID["talk"]))


def talk_before(root: etree._Element) -> None:
    """The same above."""
    _body(root).insert(0, html.fromstring(_SAID["talk"]))


def banner(root: etree._Element) -> None:
    """A notice on cookies, today's date, remarks that no reader sees."""
    _body(root).insert(0, html.fromstring(_SAID["banner"]))
    for element in list(root.iter("p", "td"))[::3]:
        element.insert(0, etree.Comment(_SAID["remark"]))
        element[0].tail, element.text = element.text, None


def old_tables(root: etree._Element) -> None:
    """Frames of tables, as pages were built about 2003."""
    for element in list(root.iter("div")):
        element.tag = "table"
        cell = etree.Element("td")
        cell.attrib.update(element.attrib)
        cell.text, element.text = element.text, None
        cell.extend(list(element))
        element.attrib.clear()
        etree.SubElement(element, "tr").append(cell)


def broken_lines(root: etree._Element) -> None:
    """Paragraphs that are text between <br>."""
    for element in list(root.iter("p")):
        if not any(child.tag in ("table", "div", "img") for child in element.iterdescendants()):
            element.insert(0, etree.Element("br"))
            element[0].tail, element.text = "　　" + (element.text or ""), None
            element.append(etree.Element("br"))
            element.tag = "span"


CHANGES: dict[str, Change] = {
    "as it is": nothing,
    "no meta tags": without_meta,
    "no title element": without_title_element,
    "no information table": without_information,
    "unknown classes and ids": renamed,
    "headlines by style alone": without_headlines,
    "text and structure alone": bare,
    "attributes shuffled": shuffled,
    "boxes in boxes": wrapped,
    "links before": links_before,
    "links after": links_after,
    "menus, staff, friendly links": menus,
    "talkative column before": talk_before,
    "talkative column after": talk_after,
    "all of the last three kinds": strange_and_talkative,
    "banner, clock, remarks": banner,
    "frames of tables": old_tables,
    "lines broken by br": broken_lines,
}


def _body(root: etree._Element) -> etree._Element:
    body = root.find("body")
    return root if body is None else body


def _links() -> etree._Element:
    rows = (_SAID["link"].format(day=at % 28 + 1, at=at) for at in range(_LINKS))
    return html.fromstring(_SAID["links"].format(rows="".join(rows)))


def _is_information(element: etree._Element) -> bool:
    if len("".join(map(str, element.itertext()))) > 1200:
        return False
    found = {one.field for one in labels.said(lines(element))}
    return len(found - {"other"}) >= 3 and bool(found & {"index_number", "doc_number", "issuer", "publisher"})


def _drop(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
