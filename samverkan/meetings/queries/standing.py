"""Standing agendas of groups, and who a planned meeting wants when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.groups.models import Seat
from samverkan.meetings.models import Meeting, Part, StandingAgenda
from samverkan.meetings.rules import Line, Wanted
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
    return {row.holder_id: wanted_of(row) for row in meeting.parts.all()}


def wanted_of(part: Part) -> Wanted:
    """Return the part as a plain value."""
    return Wanted(part.holder_id, part.first, part.last, part.by_video, part.stands_in_for)
