"""Deeds with wishes: pinning a meeting, forbidding a time or preferring one, with who asks and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import Cadence, Room, Wish
from samverkan.scheduling.queries.access import holder_for, municipality_id_of
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.rules.calendar import CLOSES, GRID, OPENS
from samverkan.scheduling.services.common import NOT_LEADER, named
from samverkan.scheduling.words import WishKind


def wish_pointer(wish: Wish) -> Pointer:
    """Return where the wish is listed."""
    title = gettext("Wish for the meetings of %(year)s") % {"year": wish.year}
    return Pointer("scheduling.wish", str(wish.pk), title, f"{reverse('scheduling:wishes')}?year={wish.year}")


@transaction.atomic
def make_wish(
    *,
    by: Actor,
    kind: WishKind,
    year: int,
    group: Group | None = None,
    holder: User | None = None,
    number: int | None = None,
    first: date | None = None,
    last: date | None = None,
    weekdays: Sequence[int] = (),
    start: int | None = None,
    end: int | None = None,
    room: Room | None = None,
    reason: str,
    today: date,
) -> Wish:
    """Ask something of the year's plan, for a group that one leads or for a function whose year one plans, or oneself.

    A pin says which meeting of the year, its day and hour, and one of the group's rooms. Forbidden and preferred times
    are days, weekdays or hours; to forbid nothing at all is refused.
    """
    if (group is None) == (holder is None):
        raise Refused("Choose either a group or a function.", field="group")
    if group is not None:
        demand(may_run_group(by, group.pk, group.unit_id), NOT_LEADER)
        unit: Unit = group.unit
    elif holder is not None:
        holder_for(by, holder.pk, on=today)
        function = functions_of([holder.pk], on=today).get(holder.pk)
        if function is None:
            raise Refused("The person has no post on that day.", field="holder")
        unit = function.unit
    reason = named("reason", reason, "Write why.", 300)
    if last is not None and (first is None or last < first):
        raise Refused("The last day lies before the first.", field="last")
    if any(day is not None and day.year != year for day in (first, last)):
        raise Refused("The days belong to another year than the wish.", field="first")
    if start is not None and end is not None and end <= start:
        raise Refused("The time ends before it begins.", field="end")
    if kind == WishKind.PIN:
        _demand_pin(group, year, number, first, start, room)
    elif not (first or weekdays or start is not None or end is not None):
        raise Refused("Write the days, the weekdays or the hours that it is about.", field="weekdays")
    if kind == WishKind.PREFER and group is None:
        raise Refused("Times are preferred for groups; for a function they are forbidden.", field="kind")
    if kind == WishKind.FORBID and not first and len(set(weekdays)) >= 5 and start is None and end is None:
        raise Refused("With every weekday forbidden no meeting is possible.", field="weekdays")
    post = by.posts[0] if by.posts else None
    asker = ", ".join(part for part in (post.title, post.unit_name) if part) if post else by.name
    wish = Wish.objects.create(
        unit=unit,
        year=year,
        kind=kind,
        group=group,
        holder=holder,
        number=number if kind == WishKind.PIN else None,
        first=first,
        last=last,
        weekdays=sorted(set(weekdays)),
        start=start,
        end=end,
        room=room if kind == WishKind.PIN else None,
        reason=reason,
        said_by=asker[:160],
    )
    details = {"kind": kind.value, "group": group.name if group else "", "reason": reason}
    record(by=by, event="scheduling.wish_made", on=wish_pointer(wish), details=details)
    return wish


def _demand_pin(
    group: Group | None, year: int, number: int | None, day: date | None, start: int | None, room: Room | None
) -> None:
    if group is None:
        raise Refused("Meetings are pinned for groups.", field="group")
    cadence = Cadence.objects.filter(group=group).prefetch_related("rooms").first()
    if cadence is None:
        raise Refused("Say first how the group meets.", field="group")
    if number is None or not 1 <= number <= (cadence.meetings or 60):
        raise Refused("Write which of the year's meetings is pinned, from 1.", field="number")
    if day is None:
        raise Refused("Write the day of the pinned meeting.", field="first")
    if start is None or not OPENS <= start <= CLOSES - cadence.minutes or (start - OPENS) % GRID:
        raise Refused("Write when the pinned meeting begins, on a quarter within office hours.", field="start")
    if room is not None and room not in cadence.rooms.all():
        raise Refused("The room is not one of the group's.", field="room")
    if room is not None and room.municipality_id != municipality_id_of(group.unit):
        raise Refused("The room belongs to another municipality.", field="room")
    taken = Wish.objects.filter(group=group, year=year, kind=WishKind.PIN, number=number, taken_back_at__isnull=True)
    if taken.exists():
        raise Refused("That meeting is already pinned.", field="number", way_on="Take the other wish back first.")


@transaction.atomic
def take_back(*, by: Actor, wish: Wish, today: date, now: datetime) -> Wish:
    """Take a wish back; plans already made keep to it until they are made anew."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("group").get(pk=wish.pk)
    if wish.group is not None:
        demand(may_run_group(by, wish.group.pk, wish.group.unit_id), NOT_LEADER)
    else:
        holder_for(by, wish.holder_id or 0, on=today)
    if wish.taken_back_at is not None:
        raise Refused("The wish has already been taken back.")
    wish.taken_back_at = now
    wish.save(update_fields=["taken_back_at"])
    record(by=by, event="scheduling.wish_taken_back", on=wish_pointer(wish))
    return wish
