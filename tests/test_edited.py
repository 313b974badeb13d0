"""What an editor decided shows in every edition and format: first, left out, together, in other words, put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from digests import build, formats
from digests.formats.text import LONGEST
from digests.wording import phrases
from tests import entries
from tests.entries import HEBEI, NANJING, SHANGHAI, STANDARD, TIANJIN_DRAFT, TIANJIN_PLAN, WUHAN, edited
from tests.test_build import section
from tests.test_formats import EDITIONS, as_text
from warehouse.models import Correction, Edition, Entry, Item

RIGHT = Correction(
    id="1",
    month="2026-10",
    entry_id="2026-09-abc123",
    wrong="PM2.5は33 µg/m³以下",
    right="PM2.5は35 µg/m³以下=HYPERLINK(1)\u202e",
    told_to=("kobe", "common"),
    corrected_by="編集 花子",
    corrected_at=datetime(2026, 11, 4, tzinfo=UTC),
)


def made(*changed: Entry, corrections: Sequence[Correction] = ()) -> dict[str, Edition]:
    """The editions of the month with these entries in place of what they were."""
    by_id = {entry.id: entry for entry in changed}
    found = [by_id.get(entry.id, entry) for entry in entries.ENTRIES]
    every = build.editions(entries.MONTH, found, entries.COVERAGE, entries.SOURCES, corrections=corrections)
    return {f"{edition.municipality}.{edition.lang}": edition for edition in every}


def item(edition: Edition, entry: Entry) -> Item:
    return next(i for s in edition.sections if s.id != "headlines" for i in s.items if i.entry_id == entry.id)


def test_an_accepted_item_stands_as_the_machine_put_it() -> None:
    assert made(edited(WUHAN, "accept"), edited(TIANJIN_PLAN, "accept")) == EDITIONS


def test_a_pinned_item_comes_first_wherever_it_stands_and_says_why() -> None:
    editions = made(edited(TIANJIN_DRAFT, "pin"), edited(NANJING, "pin"))
    assert section(editions["kobe.ja"], "headlines").items[0].entry_id == TIANJIN_DRAFT.id
    assert section(editions["kobe.ja"], "partner", "120000").items[0].entry_id == TIANJIN_DRAFT.id
    assert section(editions["kobe.ja"], "others").items[0].entry_id == NANJING.id
    pinned = item(editions["kobe.ja"], TIANJIN_DRAFT)
    assert (pinned.importance, pinned.importance_reason.split()[0]) == (64, "編集者の指定")


def test_a_dropped_item_is_told_nowhere_and_no_number_is_left_out() -> None:
    for edition in made(edited(HEBEI, "drop")).values():
        assert HEBEI.id not in edition.entry_ids and HEBEI.id not in edition.model_dump_json()
        assert len(edition.entry_ids) == len(set(edition.entry_ids)) == len(EDITIONS["kobe.ja"].entry_ids) - 1


def test_a_merged_item_is_told_once_with_both_addresses_to_the_readers_of_both() -> None:
    editions = made(edited(HEBEI, "merge", into=STANDARD.assessment.document_id))
    kitakyushu = editions["kitakyushu.ja"]
    assert HEBEI.id not in kitakyushu.entry_ids
    told = item(kitakyushu, STANDARD)
    assert (told.url, [other.url for other in told.also]) == (STANDARD.release.url, [HEBEI.release.url])
    assert section(kitakyushu, "partner", "130400").items[0] == told, "Handan was an addressee of what was merged"
    for name in set(formats.names()) - {"pdf"}:  # which breaks addresses into lines
        text = as_text(formats.render(kitakyushu, name), name)
        assert STANDARD.release.url in text and HEBEI.release.url in text, name


@pytest.mark.parametrize("into", ["nowhere", WUHAN.assessment.document_id, HEBEI.assessment.document_id])
def test_a_merge_that_leads_nowhere_loses_nothing(into: str) -> None:
    circle = edited(WUHAN, "merge", into=HEBEI.assessment.document_id)
    editions = made(edited(HEBEI, "merge", into=into), circle if into == WUHAN.assessment.document_id else WUHAN)
    assert {HEBEI.id, WUHAN.id} <= set(editions["common.ja"].entry_ids)


def test_the_editors_words_are_marked_as_the_editors_in_every_edition_and_stay_japanese() -> None:
    said = {
        "title": "武漢市の粉じん対策",
        "summary": "秋冬の工事現場の散水を義務づけた。",
        "note": "大分市の研修に関わる。",
    }
    editions = made(edited(WUHAN, **said))
    for name in formats.names():
        for key, marks in {"oita.ja": True, "kobe.ja": True, "common.en": False}.items():
            text = "".join(as_text(formats.render(editions[key], name), name).split())
            assert (said["title"] in text, said["summary"] in text, said["note"] in text) == (marks,) * 3, (name, key)
            if name == "text" and marks:
                assert f"【編集者要約】{said['summary']}" in text and f"【編集者より】{said['note']}" in text
    assert item(editions["oita.ja"], WUHAN).title_state == "reviewed"
    assert item(editions["common.en"], WUHAN).title_state == "untranslated"


def test_a_draft_with_the_editors_title_is_still_a_draft() -> None:
    editions = made(edited(TIANJIN_DRAFT, title="天津市のVOC対策"))
    assert "「天津市のVOC対策（案）」" in item(editions["kobe.ja"], TIANJIN_DRAFT).heading


def test_long_words_of_the_editor_keep_the_mail_within_its_length() -> None:
    wordy = [edited(e, summary="要" * 200, note="注" * 300) for e in entries.ENTRIES]
    for edition in made(*wordy).values():
        if edition.municipality != "common":
            assert len(formats.render(edition, "text").decode()) <= LONGEST


def test_a_correction_is_told_to_those_who_had_the_error_in_every_format() -> None:
    editions = made(corrections=[RIGHT])
    assert {key for key, edition in editions.items() if edition.correction_ids} == {"kobe.ja", "common.ja", "common.en"}
    line = "2026年9月号の項目2026-09-abc123――誤：PM2.5は33 µg/m³以下　正：PM2.5は35 µg/m³以下=HYPERLINK(1)"
    assert section(editions["kobe.ja"], "corrections").lines == (line,)
    none = phrases("ja")["notes.corrections"]
    assert none not in section(editions["kobe.ja"], "notes").lines
    assert none in section(editions["hyogo.ja"], "notes").lines
    for name in set(formats.names()) - {"xlsx"}:  # a table of items
        text = as_text(formats.render(editions["kobe.ja"], name), name)
        assert "2026-09-abc123" in text and "\u202e" not in text, name


def test_hostile_words_are_inert() -> None:
    shared = "=cmd|'/c calc'!A1\u202e<script>\r\nBcc: a@b.example"
    editions = made(edited(SHANGHAI, "pin", title=shared, summary=shared, note=shared))
    for name in formats.names():
        text = as_text(formats.render(editions["common.ja"], name), name)
        assert name != "html" or "<script>" not in text
        assert "\u202e" not in text and "\r\nBcc" not in text, name
