"""Questions about plans, proposals and sendings, asked on behalf of an actor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.decisions.queries import groups_run_by, units_prepared_by
from samverkan.ground.periods import Period
from samverkan.groups.models import Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.meetings.queries import roots_of
from samverkan.meetings.words import MeetingState
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import PlannedMeeting, Proposal, Sending, YearPlan
from samverkan.scheduling.queries.basis import minutes_of
from samverkan.scheduling.rules.rows import group_id, key_of
from samverkan.scheduling.words import Answer, PlanKind, PlanState

HEAVY = ("instance", "schedule", "windows", "changes", "labels", "wishes", "hands")
"""What lists of plans do not need."""
HEAVY_BEHIND = tuple(f"plan__{name}" for name in (*HEAVY, "figures", "faults"))
"""The same, behind proposals."""


def proposals_to(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals of running plans that the actor answers: for groups that the actor runs."""
    run = {seat.group_id for seat in actor.seats if seat.is_ordinary and seat.has_mandate}
    if actor.user_id is None:
        return Proposal.objects.none()
    return Proposal.objects.filter(
        Q(group__in=run) | Q(group__unit__in=units_prepared_by(actor)), plan__state=PlanState.PROPOSED
    ).select_related("plan__unit", "group__unit")


def plans_visible_to(actor: Actor) -> QuerySet[YearPlan]:
    """Return the plans open to the actor: all of the units it plans, those it answers for, and those in force.

    Elected representatives read plans in force, and nothing of what is only thought of.
    """
    if actor.user_id is None or not actor.posts:
        return YearPlan.objects.none()
    near = Q(unit__in=actor.unit_ids | actor.municipality_ids) | Q(unit__municipality__in=actor.city_wide_ids)
    condition = near & Q(state=PlanState.IN_FORCE)
    if not actor.roles <= INSIGHT_ONLY:
        condition |= Q(unit__in=units_prepared_by(actor))
        answers = proposals_to(actor).filter(plan=OuterRef("pk")).order_by().values("pk")
        condition |= Q(state=PlanState.PROPOSED) & Q(Exists(answers))
    return YearPlan.objects.filter(condition).select_related("unit")


def plan_for(actor: Actor, plan_id: int) -> YearPlan:
    """Return the plan, or answer as if it did not exist."""
    plan = plans_visible_to(actor).filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    return plan


def planned_plan(actor: Actor, plan_id: int) -> YearPlan:
    """Return a plan of a unit that the actor plans, or answer as if it did not exist."""
    plan = plan_for(actor, plan_id)
    if plan.unit_id not in units_prepared_by(actor):
        raise Http404
    return plan


def groups_shown(actor: Actor, plan: YearPlan) -> frozenset[str]:
    """Return the ids of the groups whose meetings the actor reads in the plan: one or two queries.

    Who plans the unit reads all. Others read the groups that they may see; once the plan is in force only those whose
    leaders said yes.
    """
    if plan.unit_id in units_prepared_by(actor):
        return frozenset(row["id"] for row in plan.instance["groups"])
    visible = {group_id(pk) for pk in groups_visible_to(actor).values_list("pk", flat=True)}
    proposals = plan.proposals.all()
    if plan.state == PlanState.IN_FORCE:
        proposals = proposals.filter(answer=Answer.YES)
    return frozenset(visible & {group_id(pk) for pk in proposals.values_list("group_id", flat=True)})


def left_by_hand(meeting_ids: Collection[int]) -> frozenset[int]:
    """Return which of the meetings are still as people left them, not let go: one query."""
    rows = PlannedMeeting.objects.filter(meeting__in=meeting_ids, by_hand_at__isnull=False)
    return frozenset(rows.values_list("meeting_id", flat=True))


def moved_since(plan: YearPlan) -> list[dict[str, Any]]:
    """Return the plan's meetings that people have moved or cancelled by hand since it was made, as it keeps them.

    One query. The caller has passed the plan's gate.
    """
    known = [row["meeting"] for row in plan.hands]
    rows = PlannedMeeting.objects.filter(plan=plan, by_hand_at__isnull=False).exclude(meeting__in=known)
    return [
        {
            "meeting": row.meeting_id,
            "group": group_id(row.group_id),
            "date": timezone.localtime(row.meeting.starts_at).date().isoformat(),
            "start": minutes_of(row.meeting.starts_at),
            "end": minutes_of(row.meeting.ends_at),
            "place": row.meeting.place,
            "cancelled": row.meeting.state == MeetingState.CANCELLED,
            "moved": timezone.localtime(row.by_hand_at).date().isoformat(),
            "why": None,
        }
        for row in rows.select_related("meeting").order_by("meeting__starts_at", "pk")
    ]


def planned_meeting_for(actor: Actor, meeting_id: int, *, on: date) -> PlannedMeeting:
    """Return the planned meeting of a group that the actor runs, or answer as if it did not exist."""
    found = PlannedMeeting.objects.filter(meeting=meeting_id).select_related("plan", "group").first()
    if found is None or found.group_id not in {group.pk for group in groups_run_by(actor, on=on)}:
        raise Http404
    return found


def districts_of(plan: YearPlan, shown: Collection[str]) -> dict[str, str]:
    """Return the names of the units whose groups are shown, by their ids in the plan: one query."""
    ids = {row["district"] for row in plan.instance["groups"] if row["id"] in shown}
    return {f"u{pk}": name for pk, name in Unit.objects.filter(pk__in=map(key_of, ids)).values_list("pk", "name")}


def proposal_for(actor: Actor, proposal_id: int) -> Proposal:
    """Return a proposal that the actor answers, or answer as if it did not exist."""
    proposal = proposals_to(actor).filter(pk=proposal_id).first()
    if proposal is None:
        raise Http404
    return proposal


def proposals_of(plan: YearPlan) -> list[Proposal]:
    """Return the plan's proposals by group: one query. The caller has passed the plan's gate."""
    return list(plan.proposals.select_related("group__unit").order_by("answer", "group__unit__name", "group__name"))


def latest_of_each(unit: Unit, year: int) -> dict[PlanKind, YearPlan]:
    """Return the latest plan of each kind that is made: one query. The caller has passed the unit's gate."""
    found: dict[PlanKind, YearPlan] = {}
    made = (PlanState.READY, PlanState.PROPOSED, PlanState.IN_FORCE, PlanState.REPLACED)
    plans = YearPlan.objects.filter(unit=unit, year=year, state__in=made).order_by("-created_at", "-pk")
    for plan in plans.defer("schedule", "windows", "changes", "wishes")[:30]:
        found.setdefault(PlanKind(plan.kind), plan)
    return found


def sendings_to(actor: Actor) -> QuerySet[Sending]:
    """Return what the actor has been sent, the latest first."""
    if actor.user_id is None:
        return Sending.objects.none()
    return Sending.objects.filter(recipient=actor.user_id).order_by("-sent_at", "-pk")


def sending_for(actor: Actor, sending_id: int) -> Sending:
    """Return a sending to the actor, or answer as if it did not exist."""
    sending = sendings_to(actor).filter(pk=sending_id).first()
    if sending is None:
        raise Http404
    return sending


def seats_held(actor: Actor) -> tuple[tuple[str, Period], ...]:
    """Return the seats that the actor holds, has held or is to hold, as instances call them, and when: two queries."""
    if actor.user_id is None:
        return ()
    rows = list(Seat.objects.filter(holder=actor.user_id))
    roots = roots_of(rows)
    return tuple((f"s{roots[row.pk]}", row.period) for row in rows)
