"""Deeds with people's time: working hours, busy marks from a calendar file, and being away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.scheduling.models import BusyMark, Venue, WorkingPattern
from samverkan.scheduling.queries.access import holder_for
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.rules.busy import read_busy
from samverkan.scheduling.rules.calendar import days_between
from samverkan.scheduling.words import MarkSource

LONGEST_AWAY = 400
"""Days; longer is a seat to be filled by somebody else."""


def holder_pointer(holder: User, *, on: date) -> Pointer:
    """Return where a function's time is shown; named by the function."""
    function = functions_of([holder.pk], on=on).get(holder.pk)
    name = function.name if function else holder.name
    return Pointer("scheduling.holder", str(holder.pk), name, reverse("scheduling:holder", args=[holder.pk]))


@transaction.atomic
def set_pattern(
    *,
    by: Actor,
    holder: User,
    venue: Venue | None,
    weekdays: Sequence[int],
    starts: int,
    ends: int,
    most: int,
    today: date,
) -> WorkingPattern:
    """Say where and when somebody works; oneself, or who plans the groups the person sits in."""
    holder_for(by, holder.pk, on=today)
    if not weekdays:
        raise Refused("Choose at least one working day.", field="weekdays")
    if ends <= starts:
        raise Refused("The working day ends before it begins.", field="ends")
    if not 30 <= most <= 600:
        raise Refused("Between 30 and 600 minutes of meetings a day.", field="most")
    pattern, _ = WorkingPattern.objects.update_or_create(
        holder=holder,
        defaults={
            "venue": venue,
            "weekdays": sorted(set(weekdays)),
            "starts": starts,
            "ends": ends,
            "most": most,
        },
    )
    details = {"weekdays": pattern.weekdays, "venue": venue.name if venue else ""}
    record(by=by, event="scheduling.pattern_set", on=holder_pointer(holder, on=today), details=details)
    return pattern


@transaction.atomic
def import_calendar(*, by: Actor, holder: User, data: bytes, first: date, last: date, today: date) -> int:
    """Keep the busy marks of a calendar file for the days, instead of those of an earlier file; return how many.

    Only from and to, the day and whether it is at the office are kept: no title, no place and no other person. A file
    that cannot be read is refused, and then the earlier marks stay.
    """
    holder_for(by, holder.pk, on=today)
    if last < first or (last - first).days > 800:
        raise Refused("Choose at most two years.", field="last")
    marks = read_busy(data, first=first, last=last)
    BusyMark.objects.filter(holder=holder, source=MarkSource.CALENDAR, day__gte=first, day__lte=last).delete()
    BusyMark.objects.bulk_create(
        (BusyMark(holder=holder, day=mark.day, start=mark.start, end=mark.end, at_home=mark.at_home) for mark in marks),
        batch_size=1000,
    )
    details = {"marks": len(marks), "first": first.isoformat(), "last": last.isoformat()}
    record(by=by, event="scheduling.calendar_imported", on=holder_pointer(holder, on=today), details=details)
    return len(marks)


@transaction.atomic
def set_away(*, by: Actor, holder: User, first: date, last: date, today: date) -> int:
    """Mark that somebody is away, not why; meetings that this touches are moved by planning again."""
    holder_for(by, holder.pk, on=today)
    if last < first:
        raise Refused("The last day lies before the first.", field="last")
    if (last - first).days > LONGEST_AWAY:
        raise Refused("For more than 400 days, let somebody else take the seats.", field="last")
    BusyMark.objects.filter(holder=holder, source=MarkSource.AWAY, day__gte=first, day__lte=last).delete()
    marks = BusyMark.objects.bulk_create(
        BusyMark(holder=holder, day=day, start=0, end=1440, at_home=False, source=MarkSource.AWAY)
        for day in days_between(first, last)
    )
    details = {"first": first.isoformat(), "last": last.isoformat()}
    record(by=by, event="scheduling.away_set", on=holder_pointer(holder, on=today), details=details)
    return len(marks)


@transaction.atomic
def set_back(*, by: Actor, holder: User, today: date) -> None:
    """Take away all marks of being away from today on."""
    holder_for(by, holder.pk, on=today)
    gone, _ = BusyMark.objects.filter(holder=holder, source=MarkSource.AWAY, day__gte=today).delete()
    if not gone:
        raise Refused("There is no absence to take back.")
    on = holder_pointer(holder, on=today)
    record(by=by, event="scheduling.back_again", on=on, details={"from": (today + timedelta(0)).isoformat()})
