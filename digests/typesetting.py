"""PDF pages, set by Typst in fonts that come as packages: nothing of the system is needed."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from digests.by_name import FormatUnavailable
from digests.pages import TEMPLATES, runs

FONTS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
"""Packages of fonts that hold the forms of Japan and of China; the language of a text chooses between them."""
REMEMBERED = 11
INSTALL = "pip install --require-hashes -r requirements.lock"


def pdf(template: str, data: object) -> bytes:
    """The PDF of a template of `templates/`, fonts embedded; the same data give the same bytes.

    The template finds every text as pieces `[text, whether it is Chinese]`. The file is tagged as PDF/UA asks, which
    forbids a character that no font has: a text with one gives a file that is tagged and makes no such claim.

    Raises FormatUnavailable.
    """
    compiler, error = _compiler(template)
    made = partial(compiler.compile, format="pdf", sys_inputs={"data": json.dumps(_pieces(data), ensure_ascii=False)})
    try:
        return bytes(made(pdf_standards="ua-1"))
    except error:
        return bytes(made())
    finally:
        _forget()


def _forget() -> None:
    """Typst 0.15 remembers the last ten papers, 40 MB each (2026-11): empty ones take their place."""
    blank, _ = _compiler("blank.typ")
    for _ in range(REMEMBERED):
        blank.compile(format="pdf")


def _pieces(value: Any) -> Any:
    if isinstance(value, str):
        return runs(value)
    if hasattr(value, "drawn"):
        value = value.drawn()
    elif is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    elif hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _pieces(inner) for key, inner in value.items()}
    return [_pieces(inner) for inner in value] if isinstance(value, list | tuple) else value


@cache
def _compiler(template: str) -> tuple[Any, type[Exception]]:
    """The compiler and its error; kept, because fonts take time to find."""
    try:
        from typst import Compiler, TypstError
    except ImportError as error:
        raise FormatUnavailable(f"PDF needs the package typst: {INSTALL}") from error
    made = Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=fonts(), ignore_system_fonts=True)
    return made, TypstError


def fonts() -> list[Path]:
    """Folders of the packaged fonts. Raises FormatUnavailable."""
    found = {name: find_spec(name) for name in FONTS}
    missing = [name.replace("_", "-") for name, spec in found.items() if spec is None]
    if missing:
        raise FormatUnavailable(f"Pages and charts need the fonts of {' and '.join(missing)}: {INSTALL}")
    return [Path(spec.origin).parent for spec in found.values() if spec is not None and spec.origin]
