"""Deeds with the municipality's calendar and the groups' milestones."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import CalendarPeriod, Milestone
from samverkan.scheduling.services.common import NOT_LEADER, basis_pointer, cadence_pointer, demand_keeper, named
from samverkan.scheduling.words import PeriodKind

LONGEST = timedelta(days=200)


def _demand_order(first: date, last: date) -> None:
    if last < first:
        raise Refused("The last day lies before the first.", field="last")
    if last - first > LONGEST:
        raise Refused("A period is at most 200 days.", field="last")


@transaction.atomic
def add_period(
    *, by: Actor, municipality: Unit, kind: PeriodKind, title: str, first: date, last: date
) -> CalendarPeriod:
    """Add days on which nobody meets, or would rather not: school holidays, boards, budget."""
    demand_keeper(by, municipality.pk)
    title = named("title", title, "Write what the period is.")
    _demand_order(first, last)
    period = CalendarPeriod.objects.create(municipality=municipality, kind=kind, title=title, first=first, last=last)
    details = {"kind": kind.value, "title": title, "first": first.isoformat(), "last": last.isoformat()}
    record(by=by, event="scheduling.period_added", on=basis_pointer(municipality), details=details)
    return period


@transaction.atomic
def remove_period(*, by: Actor, period: CalendarPeriod) -> None:
    """Take a period away again."""
    demand_keeper(by, period.municipality_id)
    details = {"title": period.title, "first": period.first.isoformat(), "last": period.last.isoformat()}
    record(by=by, event="scheduling.period_removed", on=basis_pointer(period.municipality), details=details)
    period.delete()


@transaction.atomic
def add_milestone(*, by: Actor, group: Group, title: str, first: date, last: date) -> Milestone:
    """Say that the group must meet at least once between two days, and what for."""
    demand(may_run_group(by, group.pk, group.unit_id), NOT_LEADER)
    title = named("title", title, "Write what is to be done by then.")
    _demand_order(first, last)
    milestone = Milestone.objects.create(group=group, title=title, first=first, last=last)
    details = {"title": title, "first": first.isoformat(), "last": last.isoformat()}
    record(by=by, event="scheduling.milestone_added", on=cadence_pointer(group), details=details)
    return milestone


@transaction.atomic
def remove_milestone(*, by: Actor, milestone: Milestone) -> None:
    """Take a milestone away again."""
    group = milestone.group
    demand(may_run_group(by, group.pk, group.unit_id), NOT_LEADER)
    record(by=by, event="scheduling.milestone_removed", on=cadence_pointer(group), details={"title": milestone.title})
    milestone.delete()
