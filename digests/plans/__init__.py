"""Full translations of key plans: in Japanese alone, or the original beside it; one module a form."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, cast

from digests import by_name
from digests.plans import forms
from digests.plans.sheet import Sheet

log = logging.getLogger(__name__)
Layout = Literal["ja", "side"]


class Form(Protocol):
    """What a module of `forms/` offers."""

    suffix: str
    """File ending with its dot."""
    layouts: Sequence[Layout]
    """Those that it has."""

    def render(self, sheet: Sheet, layout: Layout) -> bytes:
        """The translation as the bytes of a file. Raises FormatUnavailable."""


def files(sheet: Sheet) -> Mapping[str, bytes]:
    """Every layout in every form that can be made here, by file name: `ja.html`, `side.docx`."""
    made: dict[str, bytes] = {}
    for name in by_name.names(forms.__path__):
        one = form(name)
        try:
            made |= {f"{layout}{one.suffix}": one.render(sheet, layout) for layout in one.layouts}
        except by_name.FormatUnavailable as error:
            log.warning("full translation without %s: %s", one.suffix, error)
    return made


def form(name: str) -> Form:
    """The form of that name.

    Raises:
        UnknownFormat: when there is none.
    """
    return cast(Form, by_name.module(forms.__name__, forms.__path__, name))
