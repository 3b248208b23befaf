"""When can these functions meet at short notice? What is booked stays; of others only busy marks are used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.groups.models import Seat
from samverkan.meetings.queries import closed_days
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.planner.adhoc import Option, find_times
from samverkan.planner.instance import Instance, read_instance
from samverkan.planner.schedule import Placement, Schedule
from samverkan.scheduling.models import PlannedMeeting, Room, Venue
from samverkan.scheduling.queries.basis import booked_meetings, holder_facts, journeys_of, minutes_of, room_fact
from samverkan.scheduling.rules.facts import HolderFact
from samverkan.scheduling.rules.rows import (
    WEIGHTS,
    calendar_row,
    holder_id,
    person_row,
    room_id,
    room_row,
    travel_row,
)

ELSEWHERE = room_id(0)
"""The place of a booked meeting that is no room of the municipality's: everybody attends from the office."""
MOST = 10
"""So many times are offered."""


def functions_to_ask(actor: Actor, municipality_id: int, *, on: date) -> list[Post]:
    """Return the posts of everybody who sits in a group of the municipality: who is part of the work is open."""
    seats = Seat.objects.filter(
        Dated.holding(on),
        Q(group__unit=municipality_id) | Q(group__unit__municipality=municipality_id),
        holder__isnull=False,
    )
    return list(
        Post.objects.filter(Dated.holding(on), user__in=seats.values("holder"))
        .select_related("unit")
        .order_by("unit__name", "title", "pk")
    )


@dataclass(frozen=True)
class Search:
    """What was asked, and the best times."""

    options: tuple[Option, ...]
    homeless: tuple[str, ...]
    """Functions without an office: they are asked, but their journeys cannot be reckoned."""


def options_for(
    municipality: Unit, people: Sequence[int], *, minutes: int, first: date, last: date, on: date
) -> Search:
    """Return the best times for the functions within the days: ten queries, whatever is booked."""
    holders = holder_facts(people, first, last)
    known = [pk for pk in people if pk in holders and holders[pk].venue is not None]
    homeless = tuple(holders[pk].function for pk in people if pk in holders and pk not in known)
    if not known:
        return Search((), homeless)
    instance, schedule = _booked_world(municipality, known, holders, first, last, on)
    rooms = [name for name in instance.rooms if name != ELSEWHERE]
    if not rooms:
        return Search((), homeless)
    people_ids = [holder_id(pk) for pk in known]
    found = find_times(instance, schedule, people_ids, duration=minutes, first=first, last=last, rooms=rooms, most=MOST)
    return Search(tuple(found), homeless)


def _booked_world(
    municipality: Unit,
    people: Collection[int],
    holders: dict[int, HolderFact],
    first: date,
    last: date,
    on: date,
) -> tuple[Instance, Schedule]:
    """Return the booked meetings of the days as a plan of one-meeting groups: where the people are, and which rooms."""
    sitting: dict[int, set[int]] = defaultdict(set)
    for group_id, user_id in Seat.objects.filter(Dated.holding(on), holder__in=people).values_list(
        "group_id", "holder_id"
    ):
        sitting[group_id].add(user_id or 0)
    rooms = list(Room.objects.filter(municipality=municipality).select_related("venue").order_by("pk"))
    venues = dict(Venue.objects.filter(municipality=municipality).values_list("pk", "name"))
    journeys = journeys_of(municipality.pk)
    days = {"meeting__starts_at__date__gte": first, "meeting__starts_at__date__lte": last}
    placed = dict(PlannedMeeting.objects.filter(**days).values_list("meeting_id", "room_id"))
    by_name = {str(room): room.pk for room in rooms} | {room.name: room.pk for room in rooms}
    groups, meetings = [], {}
    for meeting in booked_meetings(first, last):
        room = placed.get(meeting.pk) or by_name.get(meeting.place)
        seated = sorted(sitting.get(meeting.group_id, ()))
        if room is None and not seated:
            continue
        start = minutes_of(meeting.starts_at)
        name = f"g{meeting.pk}"
        seats = [
            {"id": f"s{pk}", "function": "", "holder": holder_id(pk), "deputies": [], "required": False}
            for pk in seated
        ]
        where = room_id(room) if room is not None else ELSEWHERE
        groups.append(
            {
                "id": name, "kind": "booked", "district": None, "meetings": 1,
                "duration": max(1, minutes_of(meeting.ends_at) - start),
                "first": first.isoformat(), "last": last.isoformat(),
                "min_gap": 1, "max_gap": 1, "ideal_gap": 1, "gap_tol": 0, "rooms": [where], "seats": seats,
            }
        )  # fmt: skip
        attend: dict[str, str | None] = {f"s{pk}": holder_id(pk) for pk in seated}
        meetings[name, 1] = Placement(timezone.localtime(meeting.starts_at).date(), start, where, attend)
    places = sorted(venues)
    raw = {
        "format": "samverkan-planner/1",
        "id": f"booked-{municipality.pk}",
        "calendar": calendar_row(first, last, closed_days(first, last), ()),
        "weights": dict(WEIGHTS),
        **travel_row(places, journeys),
        "rooms": [
            *(room_row(room_fact(room), first, last) for room in rooms),
            {"id": ELSEWHERE, "capacity": 1000, "closed": {}, "remote": True},
        ],
        "persons": [person_row(holders[pk], first, last) for pk in people],
        "groups": groups,
    }
    return read_instance(raw), Schedule(raw["id"], meetings)
