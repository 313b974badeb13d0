"""What was agreed to be done next, and what new policy opens again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from warehouse.cooperation import words
from warehouse.cooperation.words import said
from warehouse.models import Activity, Following, FollowUp, Policy


def followings(activities: Iterable[Activity], policies: Iterable[Policy]) -> list[Following]:
    """Every follow-up, what is open first, the one due first among them."""
    known = sorted(policies, key=lambda policy: (policy.day or date.min, policy.document_id))
    made = [_standing(activity, one, known) for activity in activities for one in activity.follow_ups]
    order = ("open", "reopened", "done", "dropped")
    return sorted(made, key=lambda one: (order.index(one.state) // 2, one.follow_up.due or date.max, one.activity.id))


def _standing(activity: Activity, follow_up: FollowUp, policies: Iterable[Policy]) -> Following:
    """One that is done is open again when its place puts out a policy on its theme afterwards."""
    if follow_up.status != "done":
        return Following(activity=activity, follow_up=follow_up, state=follow_up.status)
    done = follow_up.done_on or follow_up.due or activity.held_to or words.began(activity)
    for policy in policies:
        later = done is not None and policy.day is not None and policy.day > done
        if later and policy.place in activity.places and set(policy.themes) & set(activity.themes):
            why = said("reopened", title=words.title(policy), day=words.day(policy.day))
            return Following(activity=activity, follow_up=follow_up, state="reopened", why=why)
    return Following(activity=activity, follow_up=follow_up, state="done")
