"""Who answers a need: hand-made needs, what makes a need sure, what an editor decided, what new policy opens again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import records
from warehouse.cooperation import registers
from warehouse.cooperation.evidence import confidence, evidence, written_needs
from warehouse.cooperation.following import followings
from warehouse.cooperation.matching import Registers, proposals, propose
from warehouse.models import Duty, FollowUp, Need, NeedSignal, Policy, Proposal, Tag

GOLD = yaml.safe_load((Path(__file__).parent / "gold" / "matching.yml").read_text(encoding="utf-8"))
KNOWN = Registers(registers.know_how(), registers.activities(), (), registers.japan_path())
WRONG_AT_MOST = 3
"""Of 35: see the end of the file."""
SIGNAL = NeedSignal(wish="lack", theme="voc", word="短板", quote=records.QUOTE)


def policy(**other: Any) -> Policy:
    facts: dict[str, Any] = {"themes": (Tag(id="voc", score=0.9, quotes=(records.QUOTE,)),), "targets": ()}
    release = records.release("http://wuhan.example/1")
    analysis = records.analysis(release, **(facts | other.pop("analysis", {})))
    said: dict[str, Any] = {
        "document_id": "d1",
        "version_id": "v1",
        "title": "方案",
        "title_ja": "武漢市VOC対策方案",
        "place": "420100",
    }
    said = said | {"day": date(2026, 10, 8), "kind": "plan", "status": "issued", "url": release.url, "is_sample": True}
    return Policy.model_validate(said | {"analysis": analysis} | other)


def wrong(row: dict[str, Any], made: Proposal) -> str:
    """What is not as it should be; empty when all is."""
    proposed = list(made.municipalities)
    if proposed not in row.get("any_of", [row["proposed"]]):
        return f"{row['place']} {row['themes']}: {proposed}, expected {row['proposed']}"
    if row.get("platform", False) != made.for_platform:
        return f"{row['place']} {row['themes']}: for_platform {made.for_platform}"
    if row["why"] not in {reason.rule for reason in made.reasons}:
        return f"{row['place']} {row['themes']}: no reason of {row['why']}"
    return ""


def test_needs_are_answered_as_one_who_knows_the_programme_would() -> None:
    assert len(GOLD) >= 30
    needs = [records.need(f"n{at}", place=row["place"], themes=tuple(row["themes"])) for at, row in enumerate(GOLD)]
    found = [wrong(row, propose(need, KNOWN)) for row, need in zip(GOLD, needs, strict=True)]
    assert len([one for one in found if one]) <= WRONG_AT_MOST, "\n".join(filter(None, found))


@pytest.mark.parametrize(
    ("stated_by", "personal", "written", "level"),
    [
        ("武漢市", False, True, "high"),
        ("武漢市", False, False, "medium"),
        ("武漢市の研修生", True, True, "medium"),
        ("武漢市の研修生", True, False, "low"),
        ("", False, True, "medium"),
        ("", False, False, "low"),
    ],
)
def test_a_need_is_surer_where_stated_and_written_agree(
    stated_by: str, personal: bool, written: bool, level: str
) -> None:
    need = records.need(stated_by=stated_by, personal_view=personal)
    policies = [policy(analysis={"needs": (SIGNAL,)})] if written else []
    found, why = confidence(need, evidence(need, policies))
    assert found == level
    assert ("武漢市VOC対策方案" in why) is written


def test_a_duty_on_the_theme_is_written_evidence_and_another_city_s_paper_is_none() -> None:
    need = records.need(stated_by="武漢市")
    duty = Duty(role="lead", holders=("市生态环境局",), quote=records.QUOTE)
    assert confidence(need, evidence(need, [policy(analysis={"duties": (duty,)})]))[0] == "high"
    assert confidence(need, evidence(need, [policy(analysis={"duties": (duty,)}, place="310000")]))[0] == "medium"


def test_what_a_document_lacks_becomes_a_need_with_its_sentence() -> None:
    (need,) = written_needs([policy(analysis={"needs": (SIGNAL,)})])
    assert (need.place, need.themes, need.stated_by, need.access) == ("420100", ("voc",), "", "stakeholders")
    assert records.SENTENCE in need.what and "足りない" in need.what


def test_new_policy_is_told_as_the_reason_and_a_draft_as_a_draft() -> None:
    for status, said in (("issued", "公布され"), ("draft", "案が")):
        made = propose(records.need(), KNOWN._replace(policies=[policy(status=status)]))
        (text,) = [reason.text for reason in made.reasons if reason.rule == "policy"]
        assert "「武漢市VOC対策方案」" in text and said in text and made.policies == ("d1",)


def test_an_editor_s_decision_stays() -> None:
    need = records.need()
    refused = records.decision(need.id, municipality="kitakyushu", choice="refused", reason="人手がない。")
    made = propose(need, KNOWN._replace(decisions=[refused]))
    assert made.municipalities == ("oita",)
    assert "北九州市を見送った。人手がない。" in made.reasons[-1].text
    accepted = records.decision(need.id, municipality="hyogo")
    assert propose(need, KNOWN._replace(decisions=[accepted])).municipalities == ("hyogo",)
    sent = propose(need, KNOWN._replace(decisions=[records.decision(need.id, municipality="platform")]))
    assert sent.for_platform


def test_what_is_surer_stands_first() -> None:
    sure, unsure = records.need("b", stated_by="武漢市"), records.need("a", themes=("coal",))
    made = proposals([unsure, sure], KNOWN._replace(policies=[policy(analysis={"needs": (SIGNAL,)})]))
    assert [one.need.id for one in made] == ["b", "a"]


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 10, 8), "reopened"), (date(2018, 12, 1), "done"), (None, "done")]
)
def test_a_finished_follow_up_is_opened_again_by_a_later_policy(day: date | None, state: str) -> None:
    done = FollowUp(action="計画の進み具合を協議する", owner="大分市", status="done", done_on=date(2019, 3, 1))
    (found,) = followings([records.activity("visit", follow_ups=(done,))], [policy(day=day)])
    assert found.state == state
    assert bool(found.why) is (state == "reopened")


def test_the_registers_hold_what_they_must() -> None:
    assert len(registers.activities()) >= 46
    assert all(one.source_url for one in registers.activities())
    assert {type(one) for one in registers.needs()} == {Need}
    meetings = {one.id for one in registers.activities()}
    assert {one.activity_id for one in registers.needs() if one.activity_id} <= meetings
