"""A plan on its way into force: put to the groups' leaders, booked with a yes, in force with invitations to all."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare, may_run_group
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group, Seat
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.services import tell
from samverkan.scheduling.models import PlannedMeeting, Proposal, YearPlan
from samverkan.scheduling.rules.rows import group_id, key_of
from samverkan.scheduling.services.booking import book_group, follow_plan
from samverkan.scheduling.services.common import NOT_LEADER, NOT_PLANNER, plan_pointer
from samverkan.scheduling.services.invitations import send_invitations
from samverkan.scheduling.words import Answer, PlanKind, PlanState


def _locked(plan: YearPlan) -> YearPlan:
    return YearPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)


@transaction.atomic
def propose_plan(*, by: Actor, plan: YearPlan, now: datetime) -> YearPlan:
    """Put each group's meetings to the group's leaders. A group whose meetings have not moved keeps its yes."""
    plan = _locked(plan)
    demand(may_prepare(by, plan.unit_id), NOT_PLANNER)
    if plan.state != PlanState.READY or plan.kind == PlanKind.AS_TODAY:
        raise Refused("Only a plan that is ready can be proposed.")
    if plan.figures["rules_broken"]:
        raise Refused("The plan breaks rules, so it cannot be proposed.", way_on="Make the plan anew.")
    groups = Group.objects.in_bulk([key_of(row["id"]) for row in plan.instance["groups"]])
    before = {row.group_id: row for row in plan.based_on.proposals.all()} if plan.based_on else {}
    moved = {change["group"] for change in plan.changes}
    proposals = []
    for group in groups.values():
        earlier = before.get(group.pk)
        stands = earlier is not None and earlier.answer == Answer.YES and group_id(group.pk) not in moved
        kept = earlier if stands else None
        proposals.append(
            Proposal(
                plan=plan,
                group=group,
                is_changed=not stands,
                answer=Answer.YES if kept else Answer.OPEN,
                answered_at=kept.answered_at if kept else None,
                answered_by=kept.answered_by if kept else "",
            )
        )
    Proposal.objects.bulk_create(proposals)
    follow_plan(plan, [row.group_id for row in proposals if not row.is_changed])
    YearPlan.objects.filter(unit=plan.unit_id, year=plan.year, state=PlanState.PROPOSED).exclude(pk=plan.pk).update(
        state=PlanState.REPLACED
    )
    plan.state = PlanState.PROPOSED
    plan.save(update_fields=["state"])
    today = timezone.localtime(now).date()
    asked = {row.group_id for row in proposals if row.is_changed}
    for leader, names in _leaders(asked, today).items():
        tell(
            [leader],
            about=plan_pointer(plan),
            title=gettext("Do the meetings of %(year)s suit your groups?") % {"year": plan.year},
            text="\n".join(names),
        )
    details = {"groups": len(proposals), "asked": len(asked), "sealed": plan.sealed}
    record(by=by, event="scheduling.plan_proposed", on=plan_pointer(plan), details=details)
    return plan


def _leaders(group_ids: set[int], today: date) -> dict[User, list[str]]:
    """Return who answers for the groups, each with the groups' names: who presides, else who carries a mandate."""
    rows = (
        Seat.objects.filter(Seat.holding(today), group__in=group_ids, holder__isnull=False)
        .select_related("holder", "group")
        .order_by("group__name")
    )
    by_group: dict[int, list[Seat]] = defaultdict(list)
    for seat in rows:
        by_group[seat.group_id].append(seat)
    found: dict[User, list[str]] = defaultdict(list)
    for seats in by_group.values():
        presiding = [seat for seat in seats if seat.is_presiding]
        for seat in presiding or [seat for seat in seats if seat.has_mandate]:
            if seat.holder is not None and seat.group.name not in found[seat.holder]:
                found[seat.holder].append(seat.group.name)
    return found


@transaction.atomic
def answer_proposal(*, by: Actor, proposal: Proposal, says_yes: bool, reason: str = "", now: datetime) -> Proposal:
    """Say yes, which books the group's meetings as the plan has them, or no with a reason.

    A no can become a yes for as long as the plan is proposed; after a yes the meetings are booked, and are moved by
    planning again.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",)).select_related("plan__unit", "group__unit").get(pk=proposal.pk)
    )
    group = proposal.group
    demand(may_run_group(by, group.pk, group.unit_id), NOT_LEADER)
    refuse_person_data(reason=reason)
    if proposal.plan.state != PlanState.PROPOSED:
        raise Refused("The plan is no longer proposed.")
    if proposal.answer == Answer.YES:
        raise Refused("The group has said yes, and its meetings are booked.", way_on="Ask for planning again.")
    if not says_yes and not reason.strip():
        raise Refused("Write why the meetings do not suit the group.", field="reason")
    post = by.posts[0] if by.posts else None
    proposal.answer = Answer.YES if says_yes else Answer.NO
    proposal.reason = reason.strip()[:300]
    proposal.answered_at = now
    proposal.answered_by = (", ".join(x for x in (post.title, post.unit_name) if x) if post else by.name)[:160]
    proposal.save()
    booked = book_group(by=by, plan=proposal.plan, group=group, now=now) if says_yes else []
    details = {"group": group.name, "answer": proposal.answer, "meetings": len(booked), "reason": proposal.reason}
    record(by=by, event="scheduling.proposal_answered", on=plan_pointer(proposal.plan), details=details)
    return proposal


@transaction.atomic
def put_in_force(*, by: Actor, plan: YearPlan, now: datetime) -> YearPlan:
    """Let the plan hold: invitations go to everybody for what is new or moved, and an earlier plan is replaced.

    Groups that said no are left as they were. While a group has not answered, the plan waits.
    """
    plan = _locked(plan)
    demand(may_prepare(by, plan.unit_id), NOT_PLANNER)
    if plan.state != PlanState.PROPOSED:
        raise Refused("Only a plan that has been proposed can be put in force.")
    answers = [row.answer for row in plan.proposals.all()]
    waiting = answers.count(Answer.OPEN)
    if waiting:
        raise Refused("Groups that have not answered yet: %(count)s.", way_on="Remind their leaders.", count=waiting)
    if Answer.YES not in answers:
        raise Refused("No group has said yes.", way_on="Make another plan.")
    YearPlan.objects.filter(unit=plan.unit_id, year=plan.year, state=PlanState.IN_FORCE).update(
        state=PlanState.REPLACED
    )
    plan.state, plan.in_force_at = PlanState.IN_FORCE, now
    plan.save(update_fields=["state", "in_force_at"])
    meetings = PlannedMeeting.objects.filter(
        meeting__group__in=plan.proposals.filter(answer=Answer.YES).values("group"),
        meeting__starts_at__year=plan.year,
    )
    meetings = meetings.select_related("meeting").prefetch_related("meeting__parts__holder")
    sendings = send_invitations(plan=plan, meetings=meetings, now=now)
    details = {
        "sealed": plan.sealed,
        "people": len(sendings),
        "changes": sum(len(sending.events) for sending in sendings),
        "said_no": answers.count(Answer.NO),
    }
    record(by=by, event="scheduling.plan_in_force", on=plan_pointer(plan), details=details)
    return plan
