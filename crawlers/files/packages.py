"""Zip packages: members are taken only as far as a file of text can go."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from crawlers.files.found import UnreadableFile

MOST_UNPACKED = 100 * 2**20
MOST_XML = 32 * 2**20
"""Bytes of one member that is read as a tree, which takes several times as much."""
MOST_MEMBERS = 5_000
_MOST_RATIO = 400
"""Times that a large member may have shrunk: text shrinks to a tenth, a bomb to a thousandth."""
_LARGE = 2**20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class Package:
    """A zip file whose declared sizes are those of a file of text; no member grows beyond what it declares."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableFile."""
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise UnreadableFile(f"damaged package: {error}") from error
        self.members = [member for member in self._packed.infolist() if member.filename and not member.is_dir()]
        self._check()
        self._names = {member.filename.lstrip("/") for member in self.members}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a member. Raises UnreadableFile."""
        try:
            return self._packed.read(member)
        except _DAMAGED as error:
            raise UnreadableFile(f"damaged package: {error}") from error
        except RuntimeError as error:
            raise UnreadableFile(f"locked with a password: {error}") from error

    def tree(self, name: str) -> etree._Element:
        """A member as XML; entities stay closed. Raises UnreadableFile."""
        size = max((member.file_size for member in self.members if member.filename == name), default=0)
        if size > MOST_XML:
            raise UnreadableFile(f"{size} bytes of XML in {name}, more than {MOST_XML}")
        try:
            return etree.fromstring(self.read(name), _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(f"damaged {name}: {error}") from error

    def _check(self) -> None:
        if len(self.members) > MOST_MEMBERS:
            raise UnreadableFile(f"{len(self.members)} files in it, more than {MOST_MEMBERS}")
        size = sum(member.file_size for member in self.members)
        if size > MOST_UNPACKED:
            raise UnreadableFile(f"unpacks to {size} bytes, more than {MOST_UNPACKED}")
        for member in self.members:
            if member.file_size > max(_LARGE, _MOST_RATIO * member.compress_size):
                raise UnreadableFile(f"unpacks {member.compress_size} bytes to {member.file_size}, as no text does")


def local(element: etree._Element) -> str:
    """Its name without namespace: each format has two of them, strict and transitional."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The attribute of that name in any namespace; empty when there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
