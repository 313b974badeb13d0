"""A small site's content, made by hand: documents in every state, hostile ones, records of every level."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from digests import build
from digests.site import Content
from tests import entries
from warehouse.models import (
    Activity,
    Answer,
    Block,
    Difference,
    Document,
    Dossier,
    Entry,
    FollowUp,
    KnowHow,
    Need,
    Proposal,
    Quote,
    Reason,
    Relative,
    Step,
    Taker,
    Version,
)

HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>\u202e\u0007{{7*7}}"
PRIVATE, SECRET = "関係者だけが知ること", "両プラットフォームだけが知ること"
_FOLDED = str.maketrans("揮発気汚関広東総対", "挥发气污关广东总对")


def fold(text: str) -> str:
    """Enough of the real one for these documents."""
    return text.casefold().translate(_FOLDED)


def hostile() -> Entry:
    """A page whose every text is an attack."""
    attacked = entries.entry(
        f"武汉市{HOSTILE}",
        "420100",
        40,
        number=HOSTILE,
        issuers=(HOSTILE,),
        url="javascript:alert(3)",
        keywords=(HOSTILE,),
        blocks=(Block(type="paragraph", text=HOSTILE), Block(type="table", rows=((HOSTILE,),))),
        targets=(entries.target(HOSTILE, "at_most", 3, "%", due=date(2027, 12, 31)),),
        events=(entries.event("in_force", date(2027, 1, 1), what=HOSTILE),),
    )
    extract = (Quote(block=0, start=0, end=len(HOSTILE), text=HOSTILE),)
    return attacked.model_copy(update={"analysis": attacked.analysis.model_copy(update={"extract": extract})})


def dossiers() -> list[Dossier]:
    """Every entry as a document; one of them is translated in full, one has versions and relatives."""
    made = [_dossier(entry) for entry in (*entries.ENTRIES, hostile())]
    release, _, segments, known = entries.plan()
    plan = made[0]
    draft = made[1]
    return [
        plan.model_copy(
            update={
                "entry": plan.entry.model_copy(update={"release": release}),
                "segments": tuple(segments),
                "passages": tuple(known.values()),
                "cites": (
                    Relative(relation="implements", title="空气质量持续改善行动计划", doc_number="国发〔2023〕24号"),
                ),
                "family": (Relative(relation="has_draft_of", title=HOSTILE, document_id=draft.document_id),),
                "versions": (
                    Version(
                        version_id=release.version_id,
                        month=entries.MONTH,
                        novelty="new",
                        title=release.title,
                        published=release.published,
                        url=release.url,
                        changes=plan.entry.assessment.changes,
                    ),
                ),
            }
        ),
        *made[1:],
    ]


def content(folder: Path) -> Content:
    """All of it; the frozen files lie in that folder."""
    editions = build.editions(entries.MONTH, entries.ENTRIES, entries.COVERAGE, entries.SOURCES)
    files = {}
    for name in ("common.txt", "kitakyushu.txt"):
        (folder / name).write_text(PRIVATE if name != "common.txt" else "月報", encoding="utf-8")
        files[f"{entries.MONTH}/{name}"] = folder / name
    plan = entries.TIANJIN_PLAN
    return Content(
        editions=tuple(sorted((e for e in editions if e.lang == "ja"), key=lambda e: e.municipality != "common")),
        dossiers=dossiers,
        answers=tuple(
            Answer(
                plan_id="cn-2023-24",
                plan_document_id="",
                title="空气质量持续改善行动计划",
                doc_number="国发〔2023〕24号",
                issued=date(2023, 11, 30),
                place=place,
                state="issued" if place == "120000" else "not_seen",
                document_id=plan.assessment.document_id if place == "120000" else "",
                answered=date(2026, 10, 12) if place == "120000" else None,
                days_after=1047 if place == "120000" else None,
                is_covered=place == "130000",
            )
            for place in ("120000", "130000", "420100")
        ),
        differences=(
            Difference(
                plan_id="cn-2023-24", place="120000", indicator="PM2.5", plan_said="下降10%", said=HOSTILE, differs=True
            ),
        ),
        coverage={entries.MONTH: entries.COVERAGE},
        sources=tuple(entries.SOURCES.values()),
        activities=(
            _activity("2018-11-wuhan-oita-training", "武漢市 大分市研修", "public"),
            _activity("2019-wuhan-talk", f"協議（{PRIVATE}）", "stakeholders"),
            _activity("2019-wuhan-secret", SECRET, "platform"),
            _activity("2020-hostile", HOSTILE, "public"),
        ),
        know_how=(
            KnowHow(
                id="agreements",
                municipality="kitakyushu",
                theme="voc",
                since=1972,
                kind="agreement",
                what="公害防止協定",
                source="x",
            ),
        ),
        path=(Step(year=1971, place="北九州市", theme="voc", what="公害防止条例を公布", source="x"),),
        proposals=(_proposal("w1", PRIVATE, "stakeholders"), _proposal("w2", SECRET, "platform")),
        files=files,
        fold=fold,
    )


def _dossier(entry: Entry) -> Dossier:
    return Dossier(document_id=entry.assessment.document_id, entry=entry, told=(entry.id,))


def _activity(id: str, title: str, access: str) -> Activity:
    return Activity.model_validate(
        {
            "id": id,
            "type": "training_in_japan",
            "title_ja": title,
            "fiscal_year": int(id[:4]),
            "held_from": date(int(id[:4]), 11, 6),
            "partnerships": ("kitakyushu-wuhan",),
            "places": ("420100",),
            "themes": ("voc",),
            "takers": (Taker(name="北九州市", side="jp"),),
            "documents": (
                Document(title="配布資料", url="https://kita.example/a.pdf"),
                Document(title=SECRET, url="https://kita.example/b.pdf", access="platform"),
            ),
            "follow_ups": (FollowUp(action="VOC台帳の資料を送る", owner="北九州市", due=date(2026, 12, 1)),),
            "access": access,
        }
    )


def _proposal(id: str, what: str, access: Literal["stakeholders", "platform"]) -> Proposal:
    return Proposal(
        need=Need(id=id, place="420100", themes=("voc",), what=what, access=access),
        municipalities=("kitakyushu",),
        confidence="medium",
        confidence_reason="文書にも目標がある",
        reasons=(Reason(rule="record", text="研修の実績"), Reason(rule="wish", text=HOSTILE)),
        policies=(entries.TIANJIN_PLAN.assessment.document_id,),
    )
