"""The month's items as an editor is shown them: in the machine's order, with its reasons, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digests import lead, naming
from digests.choose import COMMON, audiences, reach, told
from digests.desk.words import WORDS
from digests.item import heading, importance_reason
from digests.plain import TITLE_LENGTH, clip, inert, web_address
from digests.plans.wishes import EDITOR, RULE
from digests.wording import day, word
from warehouse import reference
from warehouse.models import Edit, Entry, Language, PlanRequest, Record, made_id
from warehouse.reference.states import state_label

LANG: Language = "ja"
OUTLINE_LENGTH = 400


class Seen(Record):
    """What an export showed of an item, to be compared with the next."""

    entry_id: str
    version_id: str
    heading: str
    outline: str
    importance: int


class Row(NamedTuple):
    """An item beside what the editor has decided of it."""

    document_id: str
    seen: Seen
    rank: int
    """0 for an item that is no longer there."""
    change: str
    """What is different from the export before; empty when nothing is, or when there was none."""
    is_gone: bool
    title_zh: str
    reasons: str
    dated: str
    reaching: str
    state: str
    url: str
    edit: Edit | None
    into: str
    """Item that the editor has merged it into."""


def queue(
    entries: Sequence[Entry], edits: Mapping[str, Edit], asked: Sequence[PlanRequest], before: Mapping[str, Seen] | None
) -> list[Row]:
    """All items, the machine's most important first, then those that the last export had and the month has no more.

    `edits` are the last decisions by document id, of items that are gone too; `before` is None for a first export.
    """
    wishes: dict[str, list[str]] = {}
    for wish in asked:
        wishes.setdefault(wish.document_id, []).append(wish.asked_by)
    plain = told([entry.model_copy(update={"edit": None}) for entry in entries])
    items = {id: one.entry_id for id, one in (before or {}).items()} | {
        entry.assessment.document_id: entry.id for entry in plain
    }
    rows = [_row(n, entry, edits, wishes, before, items) for n, entry in enumerate(plain, start=1)]
    here = {row.document_id for row in rows}
    return [*rows, *(_gone(id, seen, edits.get(id), items) for id, seen in (before or {}).items() if id not in here)]


def seen(rows: Sequence[Row]) -> dict[str, Seen]:
    """What these rows show, by document id; those that are gone are shown again next time."""
    return {row.document_id: row.seen for row in rows}


def export_id(rows: Sequence[Row]) -> str:
    """The same for exports that show the same."""
    shown = (f"{row.document_id} {row.seen.model_dump_json()} {row.edit.revision if row.edit else 0}" for row in rows)
    return made_id("desk", *shown)


def _row(
    rank: int,
    entry: Entry,
    edits: Mapping[str, Edit],
    wishes: Mapping[str, Sequence[str]],
    before: Mapping[str, Seen] | None,
    items: Mapping[str, str],
) -> Row:
    id = entry.assessment.document_id
    now = Seen(
        entry_id=entry.id,
        version_id=entry.release.version_id,
        heading=heading(entry, LANG),
        outline=clip(" ".join(lead.sentences(entry, LANG)), OUTLINE_LENGTH, LANG),
        importance=entry.assessment.importance,
    )
    return Row(
        document_id=id,
        seen=now,
        rank=rank,
        change=_change(now, before.get(id)) if before is not None else "",
        is_gone=False,
        title_zh=clip(inert(entry.release.title), TITLE_LENGTH, LANG),
        reasons=importance_reason(entry, LANG),
        dated=_dated(entry),
        reaching=_reaching(entry),
        state=_state(entry, wishes.get(id, ())),
        url=web_address(entry.release.url),
        edit=edits.get(id),
        into=_into(edits.get(id), items),
    )


def _gone(id: str, before: Seen, edit: Edit | None, items: Mapping[str, str]) -> Row:
    nothing = dict.fromkeys(("title_zh", "reasons", "dated", "reaching", "state", "url"), "")
    change = WORDS["change"]["gone"]
    return Row(id, before, 0, change, is_gone=True, edit=edit, into=_into(edit, items), **nothing)


def _into(edit: Edit | None, items: Mapping[str, str]) -> str:
    return items.get(edit.into, edit.into) if edit is not None else ""


def _change(now: Seen, before: Seen | None) -> str:
    words = WORDS["change"]
    if before is None:
        return str(words["new"])
    points = words["importance"].format(before=before.importance, after=now.importance)
    what = [points] if now.importance != before.importance else []
    parts = {"heading": "heading", "outline": "outline", "version": "version_id"}
    what += [words[key] for key, part in parts.items() if getattr(now, part) != getattr(before, part)]
    return words["changed"].format(what="、".join(what)) if what else ""


def _dated(entry: Entry) -> str:
    published = entry.release.published
    when = day(LANG, published) if published else word(LANG, "lead.unknown")
    return f"{when}\n{naming.author(entry, LANG)}"


def _reaching(entry: Entry) -> str:
    """The municipalities whose partner place it concerns; else how far above them it stands."""
    own = {audience.id: reach(entry, audience.partners).tier for audience in audiences() if audience.id != COMMON}
    near = [reference.municipalities()[id].ja for id, tier in own.items() if tier == "partner"]
    tiers = ("province", "region", "centre", "others")
    return "、".join(near) or str(WORDS["reaching"][next(tier for tier in tiers if tier in own.values())])


def _state(entry: Entry, asked_by: Sequence[str]) -> str:
    _, state = naming.title(entry, entry.release.title, LANG)
    said = [state_label(LANG, state)]
    who = [key for key in (RULE, EDITOR) if key in asked_by] or ["other"] * bool(asked_by)
    return "\n".join([*said, *(WORDS["asked"][key] for key in who)])
