"""Standing agendas of groups, and who a planned meeting wants when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from samverkan.groups.models import Seat
from samverkan.meetings.models import Meeting, Part, StandingAgenda
from samverkan.meetings.rules import Line, Wanted, hours_of_part, together
from samverkan.meetings.words import ItemPlace


@dataclass(frozen=True, slots=True)
class Standing:
    """A group's standing agenda. Seats are keys of their first rows; `whole` attend all of every meeting."""

    lines: tuple[Line, ...]
    whole: tuple[int, ...]
    edition: int
    saved_by: str


def standing_lines(group_ids: Iterable[int]) -> dict[int, Standing]:
    """Return the groups' standing agendas by group: four queries. The caller has passed the groups' gates."""
    agendas = StandingAgenda.objects.filter(group__in=list(group_ids)).prefetch_related("items__needs", "whole")
    return {
        agenda.group_id: Standing(
            tuple(
                Line(
                    item.title,
                    item.minutes,
                    tuple(sorted(seat.pk for seat in item.needs.all())),
                    ItemPlace(item.place),
                )
                for item in agenda.items.all()
            ),
            tuple(sorted(seat.pk for seat in agenda.whole.all())),
            agenda.edition,
            agenda.saved_by,
        )
        for agenda in agendas
    }


def groups_with_agenda(group_ids: Iterable[int]) -> frozenset[int]:
    """Return which of the groups have written a standing agenda: one query."""
    rows = StandingAgenda.objects.filter(group__in=list(group_ids), items__isnull=False)
    return frozenset(rows.values_list("group_id", flat=True))


def roots_of(seats: Iterable[Seat]) -> dict[int, int]:
    """Return the first row of each seat, whoever has held it since, by the seats' keys: one query."""
    rows = list(seats)
    groups = {seat.group_id for seat in rows}
    before = dict(Seat.objects.filter(group__in=groups, follows__isnull=False).values_list("pk", "follows_id"))
    found = {}
    for seat in rows:
        root = seat.pk
        while (earlier := before.get(root)) is not None:
            root = earlier
        found[seat.pk] = root
    return found


def parts_of(meeting: Meeting) -> dict[int, Wanted]:
    """Return who a planned meeting wants, and when, by holder: one query."""
    return by_holder(meeting.parts.select_related("holder"))


def by_holder(parts: Iterable[Part]) -> dict[int, Wanted]:
    """Return the parts of one meeting as plain values by who is called. Wants the holders selected.

    The parts of vacant seats call nobody; somebody who is called for two seats is wanted for both.
    """
    found: dict[int, Wanted] = {}
    for part in parts:
        if part.holder is None:
            continue
        holder = part.holder
        wanted = Wanted(holder.pk, part.first, part.last, part.by_video, part.stands_in_for, holder.name, part.seat_id)
        found[holder.pk] = together(found[holder.pk], wanted) if holder.pk in found else wanted
    return found


def called_as_deputy(user_id: int) -> QuerySet[Any, Any]:
    """Return the keys of the meetings to which a plan calls somebody in another's place, to be asked within a query."""
    return Part.objects.filter(holder=user_id).exclude(stands_in_for="").values("meeting")


def place_of(place: str, *, by_video: bool) -> str:
    """Return where somebody attends, as calendars say it."""
    return (gettext("By video (%(place)s)") % {"place": place} if place else gettext("By video")) if by_video else place


def own_hours(meeting: Meeting, user_id: int | None) -> tuple[datetime, datetime, str]:
    """Return when and where somebody is wanted at the meeting: all of it unless a plan says a part. One query."""
    part = parts_of(meeting).get(user_id) if user_id is not None else None
    if part is None:
        return meeting.starts_at, meeting.ends_at, meeting.place
    hours = hours_of_part(meeting.starts_at, meeting.ends_at, part.first, part.last)
    return *hours, place_of(meeting.place, by_video=part.by_video)
