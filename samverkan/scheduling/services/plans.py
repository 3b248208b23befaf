"""Deeds with plans: asking for one, and laying out the year as it would be without planning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import PlannedMeeting, YearPlan
from samverkan.scheduling.queries.basis import basis_of, booked_meetings, minutes_of
from samverkan.scheduling.rules.basis import Basis
from samverkan.scheduling.rules.facts import WishFact
from samverkan.scheduling.rules.rows import group_id, room_id
from samverkan.scheduling.rules.today import Booked, as_today
from samverkan.scheduling.services.common import NOT_PLANNER, plan_pointer
from samverkan.scheduling.services.running import AT_WORK, is_silent, keep_schedule
from samverkan.scheduling.words import PlanKind

NOTICE = timedelta(days=14)
"""A plan for a year that has begun starts so long ahead, so that people can be called in time."""
SHORTEST, LONGEST = 2, 600
"""Seconds of search."""


def days_of(year: int, *, today: date) -> tuple[date, date]:
    """Return the days that a plan of the year covers: the whole year, or what is left of it.

    >>> days_of(2027, today=date(2026, 11, 21))
    (datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
    """
    return max(date(year, 1, 1), today + NOTICE) if year <= today.year else date(year, 1, 1), date(year, 12, 31)


def wish_row(wish: WishFact) -> dict[str, Any]:
    """Return a wish as JSON values."""
    days = {key: value.isoformat() if value else None for key, value in (("first", wish.first), ("last", wish.last))}
    return {**asdict(wish), **days, "kind": wish.kind.value, "weekdays": list(wish.weekdays)}


@transaction.atomic
def ask_for_plan(
    *,
    by: Actor,
    unit: Unit,
    year: int,
    kind: PlanKind,
    seconds: int = 60,
    seed: int = 1,
    work: int | None = None,
    now: datetime,
) -> YearPlan:
    """Store what is to be planned and let the plan wait for its process; the year as today is laid out at once.

    What is planned is kept as it is now: who sits where, who is taken, what is wished. Raises `Refused` when nothing
    can be planned or when a plan of the same kind is being made.
    """
    demand(may_prepare(by, unit.pk), NOT_PLANNER)
    today = timezone.localtime(now).date()
    if not today.year <= year <= today.year + 2:
        raise Refused("Plan this year or one of the next two.", field="year")
    first, last = days_of(year, today=today)
    if last - first < timedelta(days=30):
        raise Refused("Less than a month is left of the year.", field="year", way_on="Plan the next year.")
    if not SHORTEST <= seconds <= LONGEST:
        raise Refused("The search takes between 2 and 600 seconds.", field="seconds")
    for other in YearPlan.objects.filter(unit=unit, year=year, kind=kind, state__in=AT_WORK):
        if not is_silent(other, now):
            raise Refused("Such a plan is already being made.", field="kind", way_on="Wait for it, or stop it.")
    basis = basis_of(unit, first=first, last=last, wishes=kind != PlanKind.AS_TODAY)
    if not basis.can_be_planned:
        raise Refused(
            "Nothing can be planned: no group has a cadence, a room and somebody in its seats.",
            way_on="See what is missing in the basis.",
        )
    plan = YearPlan.objects.create(
        unit=unit,
        year=year,
        first=first,
        last=last,
        kind=kind,
        version=YearPlan.objects.filter(unit=unit, year=year, kind=kind).count() + 1,
        seed=seed,
        seconds=seconds,
        work=work,
        instance=basis.raw,
        labels=basis.labels,
        wishes=[wish_row(wish) for wish in basis.wishes],
        agendas=basis.agendas,
        hands=list(basis.hands),
        created_at=now,
        created_by=by.name,
    )
    if kind == PlanKind.AS_TODAY:
        _lay_out_today(plan, basis)
        plan.save()
    details = {"kind": kind.value, "groups": len(basis.raw["groups"]), "sealed": plan.sealed}
    record(by=by, event="scheduling.plan_asked_for", on=plan_pointer(plan), details=details)
    return plan


def _lay_out_today(plan: YearPlan, basis: Basis) -> None:
    """Store the meetings that are booked, and each group's habit for the rest."""
    instance = basis.instance
    booked: dict[str, list[Booked]] = defaultdict(list)
    earlier: dict[str, list[Booked]] = defaultdict(list)
    rooms = {name: pk for pk, name in plan.labels.items() if pk[0] == "r"}
    placed = dict(PlannedMeeting.objects.values_list("meeting_id", "room_id"))
    keys = [int(name[1:]) for name in instance.groups]
    year_before = plan.first - timedelta(days=365)
    for meeting in booked_meetings(year_before, plan.last).filter(group__in=keys):
        day = timezone.localtime(meeting.starts_at).date()
        room = room_id(placed[meeting.pk]) if meeting.pk in placed else rooms.get(meeting.place)
        row = Booked(day, minutes_of(meeting.starts_at), room)
        (booked if day >= plan.first else earlier)[group_id(meeting.group_id)].append(row)
    keep_schedule(plan, instance, as_today(instance, booked, earlier))
