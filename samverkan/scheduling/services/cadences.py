"""Deeds with cadences: a group's leader says how the group meets, never less often than the agreement demands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.scheduling.models import Cadence, Room, SeatNeed
from samverkan.scheduling.queries.access import municipality_id_of
from samverkan.scheduling.queries.basis import minima_of
from samverkan.scheduling.rules.calendar import CLOSES, GRID, OPENS
from samverkan.scheduling.services.common import NOT_LEADER, cadence_pointer
from samverkan.scheduling.words import Need

MOST_MEETINGS = 60
SHORTEST, LONGEST = 15, 240
"""Minutes of a meeting: neither lunch nor the office hours let a longer one in."""


def least_meetings(group: Group, *, on: date) -> int | None:
    """Return how many meetings a year the agreement in force demands of the group, if it says a number."""
    kind = GroupKind(group.kind)
    found = minima_of([group.unit_id], [group.unit.municipality_id], on=on)
    return found.get((group.unit_id, kind), found.get((group.unit.municipality_id or 0, kind)))


@transaction.atomic
def set_cadence(
    *,
    by: Actor,
    group: Group,
    meetings: int | None,
    minutes: int,
    preparation: int,
    rooms: Iterable[Room],
    weekdays: Sequence[int] = (),
    earliest: int | None = None,
    latest: int | None = None,
    needs: Mapping[int, tuple[Need, Sequence[int]]] | None = None,
    edition: int,
    today: date,
) -> Cadence:
    """Say how often, how long and where the group meets, and which seats must be filled.

    `needs` is by the key of a seat: whether it must be filled, and the keys of those who may stand in. `meetings` none
    leaves the number to the agreement, which must then say one.
    """
    demand(may_run_group(by, group.pk, group.unit_id), NOT_LEADER)
    group = Group.objects.select_for_update(of=("self",)).select_related("unit").get(pk=group.pk)
    stored = Cadence.objects.filter(group=group).first()
    demand_edition(edition, stored.edition if stored else 0, saved_by=stored.saved_by if stored else "")
    least = least_meetings(group, on=today)
    if meetings is None and least is None:
        raise Refused("No agreement in force says how often the group meets; write a number.", field="meetings")
    if meetings is not None and not 1 <= meetings <= MOST_MEETINGS:
        raise Refused("A group meets between 1 and 60 times a year.", field="meetings")
    if meetings is not None and least is not None and meetings < least:
        raise Refused("The agreement demands at least %(least)s meetings a year.", field="meetings", least=least)
    if not SHORTEST <= minutes <= LONGEST or minutes % GRID:
        raise Refused("A meeting lasts between 15 minutes and four hours, in whole quarters.", field="minutes")
    if not 0 <= preparation <= 600:
        raise Refused("Preparation and after-work are between 0 and 600 minutes.", field="preparation")
    begins, ends = OPENS if earliest is None else earliest, CLOSES if latest is None else latest
    if ends - begins < minutes:
        raise Refused("The meeting does not fit between the hours that suit.", field="latest")
    chosen = list(rooms)
    if any(room.municipality_id != municipality_id_of(group.unit) for room in chosen):
        raise Refused("The room belongs to another municipality.", field="rooms")
    if not chosen:
        raise Refused("Choose at least one room, or meeting by video.", field="rooms")
    cadence = stored or Cadence(group=group, edition=0)
    cadence.meetings, cadence.minutes, cadence.preparation = meetings, minutes, preparation
    cadence.weekdays, cadence.earliest, cadence.latest = sorted(set(weekdays)), earliest, latest
    cadence.edition, cadence.saved_by = cadence.edition + 1, by.name
    cadence.save()
    cadence.rooms.set(chosen)
    _store_needs(cadence, group, needs or {}, today)
    record(
        by=by,
        event="scheduling.cadence_set",
        on=cadence_pointer(group),
        details={"meetings": meetings, "minutes": minutes, "rooms": len(chosen)},
    )
    return cadence


def _store_needs(cadence: Cadence, group: Group, needs: Mapping[int, tuple[Need, Sequence[int]]], today: date) -> None:
    seats = {seat.pk: seat for seat in Seat.objects.filter(Seat.holding(today), group=group)}
    if set(needs) - set(seats):
        raise Refused("The seat does not belong to the group.", field="needs")
    cadence.needs.all().delete()
    kept: set[tuple[str, str, int]] = set()
    for pk, (need, deputies) in needs.items():
        seat = seats[pk]
        same = (seat.function, seat.title, seat.unit_id)
        if same in kept:
            continue  # two seats of one name share what is said of them
        kept.add(same)
        row = SeatNeed.objects.create(
            cadence=cadence, function=seat.function, title=seat.title, unit_id=seat.unit_id, need=need
        )
        row.deputies.set(deputy for deputy in deputies if deputy != seat.holder_id)
