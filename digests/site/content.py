"""What a site is made of, and how much of it each level of readers is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from warehouse.models import (
    Access,
    Activity,
    Answer,
    Correction,
    Coverage,
    Difference,
    Dossier,
    Edition,
    KnowHow,
    Proposal,
    Source,
    Step,
)

Level = Literal["public", "stakeholders"]
LEVELS: tuple[Level, ...] = ("public", "stakeholders")
READ_BY: Mapping[Level, tuple[Access, ...]] = {"public": ("public",), "stakeholders": ("public", "stakeholders")}
"""What a build may hold; what is for the platforms alone is in none."""


@dataclass(frozen=True)
class Content:
    """Everything that pages are made of; documents come as a stream, as often as they are asked for."""

    editions: tuple[Edition, ...]
    """Approved ones, the latest month first, the common one before the municipalities'."""
    dossiers: Callable[[], Iterable[Dossier]]
    answers: tuple[Answer, ...] = ()
    differences: tuple[Difference, ...] = ()
    coverage: Mapping[str, tuple[Coverage, ...]] | None = None
    """By month, the latest first."""
    sources: tuple[Source, ...] = ()
    corrections: tuple[Correction, ...] = ()
    activities: tuple[Activity, ...] = ()
    know_how: tuple[KnowHow, ...] = ()
    path: tuple[Step, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    """Needs with who could answer them."""
    files: Mapping[str, Path] | None = None
    """Frozen files to be handed out, by their path below `files/`."""
    fold: Callable[[str], str] = str.casefold
    """Writes Japanese, traditional and simplified forms alike, so that a search in one finds the others."""

    def of(self, level: Level) -> Content:
        """What a build of that level may hold."""
        may = READ_BY[level]
        public = level == "public"
        return replace(
            self,
            editions=tuple(one for one in self.editions if one.municipality == "common" or not public),
            activities=tuple(_opened(one, may) for one in self.activities if one.access in may),
            proposals=() if public else tuple(one for one in self.proposals if one.need.access in may),
            files={
                name: path
                for name, path in (self.files or {}).items()
                if not public or name.rsplit("/", 1)[-1].startswith("common.")
            },
        )


def _opened(activity: Activity, may: tuple[Access, ...]) -> Activity:
    """The record without papers of a higher level."""
    return activity.model_copy(update={"documents": tuple(one for one in activity.documents if one.access in may)})
