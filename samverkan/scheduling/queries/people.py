"""Questions about people's time and the basis of plans, for pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.decisions.queries import groups_run_by, units_prepared_by
from samverkan.groups.models import Group, Seat
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.scheduling.models import (
    BusyMark,
    Cadence,
    CalendarPeriod,
    Milestone,
    Office,
    Room,
    Venue,
    Wish,
    WorkingPattern,
)
from samverkan.scheduling.queries.access import holders_planned_by
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.words import MarkSource


def venues_of(municipality_id: int) -> QuerySet[Venue]:
    """Return the municipality's venues by name."""
    return Venue.objects.filter(municipality=municipality_id).select_related("municipality").order_by("name")


def venue_for(actor: Actor, venue_id: int) -> Venue:
    """Return a venue of a municipality the actor works in, or answer as if it did not exist."""
    venue = (
        Venue.objects.filter(pk=venue_id, municipality__in=actor.municipality_ids)
        .select_related("municipality")
        .first()
    )
    if venue is None:
        raise Http404
    return venue


def minutes_from(venue: Venue) -> dict[int, int]:
    """Return the minutes to other venues: one query."""
    return dict(venue.journeys.values_list("end_id", "minutes"))


def rooms_of(municipality_id: int) -> QuerySet[Room]:
    """Return the municipality's rooms by venue."""
    return (
        Room.objects.filter(municipality=municipality_id)
        .select_related("venue", "municipality")
        .order_by("venue__name", "name")
    )


def room_for(actor: Actor, room_id: int) -> Room:
    """Return a room of a municipality the actor works in, or answer as if it did not exist."""
    room = (
        Room.objects.filter(pk=room_id, municipality__in=actor.municipality_ids)
        .select_related("venue", "municipality")
        .first()
    )
    if room is None:
        raise Http404
    return room


def offices_of(municipality_id: int) -> list[Office]:
    """Return the offices at the municipality's venues: one query."""
    return list(
        Office.objects.filter(venue__municipality=municipality_id)
        .select_related("unit", "venue")
        .order_by("unit__name")
    )


def units_with_seats(municipality: Unit, *, on: date) -> list[Unit]:
    """Return the organisations of those who sit in the municipality's groups: one query."""
    seats = Seat.objects.filter(
        Dated.holding(on), Q(group__unit=municipality) | Q(group__unit__municipality=municipality), holder__isnull=False
    )
    posts = Post.objects.filter(Dated.holding(on), user__in=seats.values("holder"))
    return list(Unit.objects.filter(pk__in=posts.values("unit")).order_by("party", "name"))


def periods_of(municipality_id: int, *, year: int) -> list[CalendarPeriod]:
    """Return the municipality's periods that touch the year."""
    return list(
        CalendarPeriod.objects.filter(
            municipality=municipality_id, first__lte=date(year, 12, 31), last__gte=date(year, 1, 1)
        )
    )


def period_for(actor: Actor, period_id: int) -> CalendarPeriod:
    """Return a period of a municipality the actor works in, or answer as if it did not exist."""
    period = CalendarPeriod.objects.filter(pk=period_id, municipality__in=actor.municipality_ids).first()
    if period is None:
        raise Http404
    return period


def milestones_of(group_ids: Collection[int]) -> list[Milestone]:
    """Return the groups' milestones by day."""
    return list(Milestone.objects.filter(group__in=group_ids).select_related("group"))


def milestone_for(actor: Actor, milestone_id: int, *, on: date) -> Milestone:
    """Return a milestone of a group that the actor runs, or answer as if it did not exist."""
    milestone = Milestone.objects.filter(pk=milestone_id).select_related("group__unit").first()
    if milestone is None or milestone.group_id not in {group.pk for group in groups_run_by(actor, on=on)}:
        raise Http404
    return milestone


def seats_to_need(group: Group, *, on: date) -> list[Seat]:
    """Return the group's held seats on the day: one query."""
    return list(
        Seat.objects.filter(Dated.holding(on), group=group, holder__isnull=False)
        .select_related("unit", "holder")
        .order_by("-is_presiding", "title", "pk")
    )


def seats_of(group: Group, *, on: date) -> list[Seat]:
    """Return the group's seats on the day, vacant ones too: one query."""
    return list(
        Seat.objects.filter(Dated.holding(on), group=group)
        .select_related("unit", "holder")
        .order_by("-is_presiding", "title", "pk")
    )


def shared_holders(group: Group, *, on: date) -> frozenset[int]:
    """Return the holders of the group's seats who sit in other units' groups, too: one query."""
    own = Seat.objects.filter(Dated.holding(on), group=group, holder__isnull=False).values("holder")
    elsewhere = Seat.objects.filter(Dated.holding(on), holder__in=own).exclude(group__unit=group.unit_id)
    return frozenset(pk for pk in elsewhere.values_list("holder_id", flat=True) if pk is not None)


def stand_ins_for(seats: Collection[Seat], *, on: date) -> dict[int, str]:
    """Return who works in the seats' organisations and may stand in, by function: two queries."""
    posts = Post.objects.filter(Dated.holding(on), unit__in={seat.unit_id for seat in seats}, user__is_active=True)
    people = functions_of(posts.exclude(role__in=("board", "administrator")).values_list("user_id", flat=True), on=on)
    return {pk: function.name for pk, function in sorted(people.items(), key=lambda pair: pair[1].name)}


def cadence_of(group: Group) -> Cadence | None:
    """Return the group's cadence with rooms and needs, if somebody has said it."""
    return Cadence.objects.filter(group=group).prefetch_related("rooms__venue", "needs__deputies").first()


@dataclass(frozen=True)
class HolderRow:
    """A function and what is known of its time."""

    pk: int
    function: str
    has_office: bool
    has_pattern: bool
    marks: int
    until: date | None
    away_from: date | None
    away_until: date | None


def holder_rows(actor: Actor, *, on: date) -> list[HolderRow]:
    """Return the functions whose year the actor plans, with what is known of their time: five queries."""
    people = list(holders_planned_by(actor, on=on).values_list("pk", flat=True))
    functions = functions_of(people, on=on)
    offices = set(Office.objects.values_list("unit_id", flat=True))
    patterns = {row.holder_id: row for row in WorkingPattern.objects.filter(holder__in=people)}
    marks = BusyMark.objects.filter(holder__in=people, day__gte=on).order_by().values("holder")
    calendar: dict[int, Any] = {
        row["holder"]: row
        for row in marks.filter(source=MarkSource.CALENDAR).annotate(count=Count("pk"), until=Max("day"))
    }
    away: dict[int, Any] = {
        row["holder"]: row for row in marks.filter(source=MarkSource.AWAY).annotate(first=Min("day"), last=Max("day"))
    }
    rows = [
        HolderRow(
            pk=pk,
            function=function.name,
            has_office=bool(
                (patterns[pk].venue_id if pk in patterns else None)
                or {function.unit.pk, function.unit.parent_id} & offices
            ),
            has_pattern=pk in patterns,
            marks=calendar.get(pk, {}).get("count", 0),
            until=calendar.get(pk, {}).get("until"),
            away_from=away.get(pk, {}).get("first"),
            away_until=away.get(pk, {}).get("last"),
        )
        for pk, function in functions.items()
    ]
    return sorted(rows, key=lambda row: row.function)


@dataclass(frozen=True)
class OwnTime:
    """What is known of one person's time from a day on."""

    pattern: WorkingPattern | None
    marks: int
    until: date | None
    away: tuple[date, date] | None


def time_of(holder: User, *, on: date) -> OwnTime:
    """Return what is known of the person's time: three queries."""
    marks = BusyMark.objects.filter(holder=holder, day__gte=on)
    calendar = marks.filter(source=MarkSource.CALENDAR).aggregate(count=Count("pk"), until=Max("day"))
    away = marks.filter(source=MarkSource.AWAY).aggregate(first=Min("day"), last=Max("day"))
    return OwnTime(
        pattern=WorkingPattern.objects.filter(holder=holder).select_related("venue").first(),
        marks=calendar["count"],
        until=calendar["until"],
        away=(away["first"], away["last"]) if away["first"] else None,
    )


def wishes_visible_to(actor: Actor, *, year: int, on: date) -> list[Wish]:
    """Return the year's wishes for groups the actor runs and functions whose year the actor plans."""
    groups = [group.pk for group in groups_run_by(actor, on=on)]
    people = holders_planned_by(actor, on=on)
    return list(
        Wish.objects.filter(Q(group__in=groups) | Q(holder__in=people) | Q(holder=actor.user_id), year=year)
        .select_related("group", "holder", "room__venue")
        .order_by("taken_back_at", "pk")
    )


def wish_for(actor: Actor, wish_id: int, *, on: date) -> Wish:
    """Return a wish that the actor may take back, or answer as if it did not exist."""
    wish = Wish.objects.filter(pk=wish_id).select_related("group__unit", "holder").first()
    if wish is not None:
        run = {group.pk for group in groups_run_by(actor, on=on)}
        if wish.group_id in run or wish.holder_id == actor.user_id:
            return wish
        if wish.holder_id and holders_planned_by(actor, on=on).filter(pk=wish.holder_id).exists():
            return wish
    raise Http404


def is_planner(actor: Actor) -> bool:
    """Tell whether the actor plans any unit's year."""
    return bool(units_prepared_by(actor))
