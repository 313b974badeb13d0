"""The edition as JSON: the record itself, for programs."""

from __future__ import annotations

from warehouse.models import Edition

suffix = ".json"


def render(edition: Edition) -> bytes:
    """Every field of `Edition`, indented, in UTF-8."""
    return (edition.model_dump_json(indent=1) + "\n").encode()
