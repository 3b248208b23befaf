"""What the city's meeting plans are made of, and three plans of next year (V-23 to V-26, MEE-09 to MEE-11).

Houses and rooms are invented; lengths, preparation and ways are those that time in meetings is counted with.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from math import hypot
from typing import Any

from django.utils import timezone

from samverkan.ground.words import GroupKind
from samverkan.groups.models import Seat
from samverkan.groups.queries import actor_for
from samverkan.meetings.models import StandingAgenda, StandingItem
from samverkan.meetings.words import ItemPlace
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import Cadence, CalendarPeriod, Journey, Milestone, Office, Room, SeatNeed, Venue
from samverkan.scheduling.services.plans import ask_for_plan
from samverkan.scheduling.services.running import run_plan
from samverkan.scheduling.services.venues import hand_down_journeys
from samverkan.scheduling.words import Need, PeriodKind, PlanKind
from samverkan.site.town.groups import Groups, People
from samverkan.site.town.habits import EFFORTS, habit_of
from samverkan.site.town.structure import DISTRICTS, Structure

PLACES = {
    "city": (0, 0),
    "bromma": (-6, 3),
    "eav": (1, -5),
    "farsta": (4, -9),
    "hagersten_alvsjo": (-3, -5),
    "hasselby_vallingby": (-9, 5),
    "jarva": (-6, 9),
    "kungsholmen": (-1, 1),
    "norra_innerstaden": (1, 2),
    "skarpnack": (5, -7),
    "skarholmen": (-7, -8),
    "sodermalm": (1, -2),
}
"""About where the offices lie, in kilometres east and north of the city hall: enough to tell near from far."""


SPOTS = {
    "Stadshuset": PLACES["city"],
    "Polishuset, Kungsholmen": (-1, 0),
    "Tekniska nämndhuset": (0, 1),
    "Hantverkargatan, utbildning": (-1, 1),
    "Swedenborgsgatan, social": (1, -1),
    "Bolagens hus, Söder": (0, -2),
    **{key: PLACES[key] for key in DISTRICTS},
}
"""Invented spots in kilometres east and north of the city hall; districts by their short names."""

POLICE_AT = {
    "globen": "eav",
    "farsta": "farsta",
    "skarholmen": "skarholmen",
    "jarva": "jarva",
    "vallingby": "hasselby_vallingby",
    "norrmalm": "norra_innerstaden",
    "sodermalm": "sodermalm",
}
"""Which district's centre each local police area has its station in: assumed."""

WORK, BOUND_SECONDS = 6_000_000, 8.0
"""So much the demo's plan is sought, about two seconds: the city is to be ready soon, and is the same whenever it is
built. A better plan can be asked for on the site."""


WRITTEN_BY = frozenset({"jarva", "farsta"})
"""The districts whose groups have written their agendas."""


def warm_up() -> subprocess.Popen[bytes]:
    """Let another process compile the planner while the rest of the city is built; wait for it before planning."""
    code = "from samverkan.planner.kernel.doors import laying, search"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build_planning(
    structure: Structure, people: People, groups: Groups, *, today: date, compiled: subprocess.Popen[bytes]
) -> None:
    """Store houses, rooms, offices, cadences and the calendar, and make the three plans of next year."""
    by = actor_for(people.account("central").pk, on=today)
    rooms = _houses(structure)
    hand_down_journeys(by=by, municipality=structure.city, today=today)
    _cadences(structure, groups, rooms)
    _agendas(structure, groups)
    year = today.year + 1
    _calendar(structure, groups, year)
    compiled.wait()
    for kind in PlanKind:
        plan = ask_for_plan(by=by, unit=structure.city, year=year, kind=kind, work=WORK, now=timezone.now())
        if kind != PlanKind.AS_TODAY:
            run_plan(plan.pk, bound_seconds=BOUND_SECONDS)


def minutes_between(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return minutes door to door by public transport: a quarter of an hour, and two and a half for each kilometre."""
    return round(15 + 2.5 * hypot(one[0] - other[0], one[1] - other[1]))


def _houses(structure: Structure) -> dict[str, list[Room]]:
    city = structure.city
    venues = {
        key: Venue.objects.create(municipality=city, name=f"{DISTRICTS[key]} stadsdelshus" if key in DISTRICTS else key)
        for key in SPOTS
    }
    Journey.objects.bulk_create(
        Journey(start=venues[one], end=venues[other], minutes=minutes_between(SPOTS[one], SPOTS[other]))
        for one in SPOTS
        for other in SPOTS
        if one != other
    )
    rooms: dict[str, list[Room]] = {}

    def room(key: str, name: str, capacity: int) -> None:
        rooms.setdefault(key, []).append(
            Room.objects.create(municipality=city, venue=venues[key], name=name, capacity=capacity)
        )

    for key in DISTRICTS:
        for name, capacity in (("Sammanträdesrum 1", 14), ("Sammanträdesrum 2", 12), ("Stora salen", 24)):
            room(key, name, capacity)
    room("Stadshuset", "Södra rummet", 16)
    room("Tekniska nämndhuset", "Konferensrummet", 16)
    rooms["video"] = [Room.objects.create(municipality=city, name="Videomöte", capacity=100)]
    special = structure.specialists
    places: dict[str, list[Unit]] = {
        "Stadshuset": [city, structure.office],
        "Polishuset, Kungsholmen": [structure.region, *structure.areas.values()],
        "Tekniska nämndhuset": [special["transport"]],
        "Hantverkargatan, utbildning": [special["education"]],
        "Swedenborgsgatan, social": [special["social"]],
        "Bolagens hus, Söder": [
            unit for key, unit in special.items() if key not in {"transport", "education", "social"}
        ],
    }
    for key, unit in structure.districts.items():
        places.setdefault(key, []).append(unit)
    for key, district in POLICE_AT.items():
        places.setdefault(district, []).append(structure.police[key])
    Office.objects.bulk_create(Office(unit=unit, venue=venues[key]) for key, units in places.items() for unit in units)
    return rooms


def _cadences(structure: Structure, groups: Groups, rooms: dict[str, list[Room]]) -> None:
    """Say how every group meets; the shared project leaders stand in for each other."""
    transport = structure.specialists["transport"]
    leaders = set(Seat.objects.filter(unit=transport, group__kind=GroupKind.WORKING).values_list("holder", flat=True))
    cadences: dict[str, Cadence] = {}
    for key, group in groups.found.items():
        cadences[key] = Cadence(
            group=group,
            meetings=groups.cadence[key],
            minutes=habit_of(key).minutes,
            preparation=sum(EFFORTS[GroupKind(group.kind)]),
            earliest=510,
            latest=990,
        )
    Cadence.objects.bulk_create(cadences.values())
    through: Any = Cadence.rooms.through
    through.objects.bulk_create(
        through(cadence_id=cadence.pk, room_id=room.pk)
        for key, cadence in cadences.items()
        for room in rooms[_house(key)]
    )
    of_group = {cadence.group_id: cadence for cadence in cadences.values()}
    needs = [
        SeatNeed(cadence=of_group[group_id], function=function, title=title, unit_id=unit_id, need=Need.REQUIRED)
        for group_id, function, title, unit_id in Seat.objects.filter(unit=transport, group__in=of_group)
        .values_list("group_id", "function", "title", "unit_id")
        .distinct()
        if of_group[group_id].group.kind != GroupKind.OVERALL_STEERING
    ]
    SeatNeed.objects.bulk_create(needs)
    stand_in: Any = SeatNeed.deputies.through
    stand_in.objects.bulk_create(
        stand_in(seatneed_id=need.pk, user_id=leader) for need in needs for leader in leaders if leader
    )


MATTERS = {
    "transport": ("Gatumiljö, belysning och trafik", 15),
    "education": ("Skolor och skolnärvaro", 15),
    "social": ("Stöd till unga och familjer", 15),
    "sisab": ("Skolgårdar och skolbyggnader", 15),
}
"""What a specialist administration is needed for, and how many minutes it takes."""

HOMES = ("Bostadshus, källare och gårdar", 15)
"""What a housing company is needed for."""


def _agendas(structure: Structure, groups: Groups) -> None:
    """Let the working groups and preparation groups of two districts write their agendas; the others' are assumed."""
    matters = {unit.pk: MATTERS.get(key, HOMES) for key, unit in structure.specialists.items()}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(group__in=groups.found.values(), holder__isnull=False).order_by("pk"):
        seats[seat.group_id].append(seat)
    items: list[StandingItem] = []
    needs: list[list[Seat]] = []
    whole: Any = StandingAgenda.whole.through
    for key, group in groups.found.items():
        level, _, district = key.partition(".")
        if level not in {"working", "preparation"} or district.split(".")[0] not in WRITTEN_BY:
            continue
        agenda = StandingAgenda.objects.create(group=group)
        local = [seat for seat in seats[group.pk] if seat.unit_id not in matters]
        whole.objects.bulk_create(whole(standingagenda_id=agenda.pk, seat_id=seat.pk) for seat in local)
        lines: list[tuple[str, int, list[Seat], ItemPlace]] = [("Laget runt", 10, [], ItemPlace.FIRST)]
        for title, minutes in dict.fromkeys(matters.values()):
            concerned = [seat for seat in seats[group.pk] if matters.get(seat.unit_id) == (title, minutes)]
            if concerned:
                lines.append((title, minutes, concerned, ItemPlace.ANYWHERE))
        rest = habit_of(key).minutes - sum(minutes for _, minutes, _, _ in lines)
        lines.append(("Gemensamma åtgärder i området", rest, local, ItemPlace.ANYWHERE))
        for order, (title, minutes, concerned, place) in enumerate(lines, start=1):
            items.append(StandingItem(agenda=agenda, order=order, title=title, minutes=minutes, place=place))
            needs.append(concerned)
    StandingItem.objects.bulk_create(items)
    named: Any = StandingItem.needs.through
    named.objects.bulk_create(
        named(standingitem_id=item.pk, seat_id=seat.pk)
        for item, concerned in zip(items, needs, strict=True)
        for seat in concerned
    )


def _house(key: str) -> str:
    """Return which house a group of that short name meets in: its district's, or the city hall."""
    level, _, district = key.partition(".")
    return district.split(".")[0] if level in {"steering", "preparation", "working"} and district else "Stadshuset"


def _calendar(structure: Structure, groups: Groups, year: int) -> None:
    """Store school holidays, the council's budget and each steering group's milestones of the year."""

    def week(number: int) -> tuple[date, date]:
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(days=4)

    holidays = (("Sportlov", *week(9)), ("Höstlov", *week(44)), ("Jullov", date(year, 12, 20), date(year, 12, 31)))
    CalendarPeriod.objects.bulk_create(
        [
            *(
                CalendarPeriod(
                    municipality=structure.city, kind=PeriodKind.SCHOOL_HOLIDAY, title=title, first=first, last=last
                )
                for title, first, last in holidays
            ),
            CalendarPeriod(
                municipality=structure.city,
                kind=PeriodKind.BUDGET,
                title="Kommunfullmäktiges budget",
                first=week(46)[0],
                last=week(46)[1],
            ),
        ]
    )
    Milestone.objects.bulk_create(
        Milestone(group=group, title=title, first=first, last=last)
        for group in groups.found.values()
        if group.kind == GroupKind.LOCAL_STEERING
        for title, first, last in (
            ("Lägesbilden beslutad", date(year, 2, 15), date(year, 4, 30)),
            ("Årets uppföljning klar", date(year, 10, 1), date(year, 12, 15)),
        )
    )
