"""The edition as JSON: the record itself, for programs; `edition.schema.json` says what stands where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from warehouse.models import Edition

suffix = ".json"
SCHEMA = Path(__file__).parent / "edition.schema.json"
"""What programs may rely on; `python -m digests schema` makes it again."""


def render(edition: Edition) -> bytes:
    """Every field of `Edition`, indented, in UTF-8."""
    return (edition.model_dump_json(indent=1) + "\n").encode()


def schema() -> str:
    """The schema that the record has now."""
    head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | Edition.model_json_schema(mode="serialization"), indent=1, ensure_ascii=False) + "\n"
