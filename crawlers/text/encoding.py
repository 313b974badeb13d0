"""From the bytes of a page to its characters, losing none."""

from __future__ import annotations

import codecs
import re

from crawlers.text.spaces import seen

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
# Browsers read each of these as the larger set; pages that say gb2312 hold characters that only GB18030 has.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}


def decode(data: bytes, http_encoding: str = "") -> tuple[str, str]:
    """Characters and the encoding that gave them: strict UTF-8, then GB18030, then what is declared.

    A page that none of them reads whole is decoded as the one of UTF-8 and GB18030 that leaves fewer holes (U+FFFD).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return seen(data.decode(encoding, errors="replace")), encoding
    for encoding in ("utf-8", "gb18030", *_declared(data, http_encoding)):
        text = _strict(data, encoding)
        if text is not None:
            return seen(text), encoding
    encoding = min(("utf-8", "gb18030"), key=lambda name: data.decode(name, errors="replace").count("\ufffd"))
    return seen(data.decode(encoding, errors="replace")), encoding


def _declared(data: bytes, http_encoding: str) -> list[str]:
    found = _DECLARED.search(data[:4096])
    names = [http_encoding, found.group(1).decode() if found else ""]
    known = (_SUPERSETS.get(name.strip().lower(), name.strip().lower()) for name in names)
    # ISO-8859-1 is what servers say when nobody told them: it reads any bytes and means nothing here.
    return [name for name in known if name and name not in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii")]


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
