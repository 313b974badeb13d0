"""What joins the stages for one full translation: asked for, translated, out for review, approved, sent."""

from dags.plan_steps.deciding import (
    Draft,
    approve,
    begin,
    begin_waiting,
    draft,
    hashed,
    redraw,
    take_reviews,
    tell_begun,
)
from dags.plan_steps.preparing import export_review, request, translate
from dags.plan_steps.sending import finish_reviewed, send, send_if_approved
from dags.plan_steps.standing import (
    NOT_BEGUN,
    Plan,
    PlanNotReady,
    known,
    place,
    reached,
    read,
    requested,
    review_files,
    stage,
    told,
    waiting,
)

__all__ = [
    "NOT_BEGUN",
    "Draft",
    "Plan",
    "PlanNotReady",
    "approve",
    "begin",
    "begin_waiting",
    "draft",
    "export_review",
    "finish_reviewed",
    "hashed",
    "known",
    "place",
    "reached",
    "read",
    "redraw",
    "request",
    "requested",
    "review_files",
    "send",
    "send_if_approved",
    "stage",
    "take_reviews",
    "tell_begun",
    "told",
    "translate",
    "waiting",
]
