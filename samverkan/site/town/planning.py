"""What the city's meeting plans are made of, and three plans of next year (V-23 to V-26, MEE-09 to MEE-11).

Houses, journeys, rooms and cadences are invented. One administration sits in every working group, as the sources say
of the Transport Administration; its hours come to about one and a half full-time posts.
"""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups.models import Seat
from samverkan.groups.queries import actor_for
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import Cadence, CalendarPeriod, Journey, Milestone, Office, Room, SeatNeed, Venue
from samverkan.scheduling.services.plans import ask_for_plan
from samverkan.scheduling.services.running import run_plan
from samverkan.scheduling.words import Need, PeriodKind, PlanKind
from samverkan.site.town.groups import SINCE, Groups, People
from samverkan.site.town.structure import DISTRICTS, Structure

SPOTS = {
    "Stadshuset": (0.0, 0.0),
    "Polishuset, Kungsholmen": (-0.8, 0.2),
    "Tekniska nämndhuset": (-0.7, 0.6),
    "Hantverkargatan, utbildning": (-0.5, 0.2),
    "Swedenborgsgatan, social": (0.6, -1.3),
    "Bolagens hus, Söder": (0.2, -1.8),
    "bromma": (-6.0, 1.6),
    "eav": (1.6, -5.1),
    "farsta": (3.3, -9.4),
    "hagersten_alvsjo": (-2.6, -4.3),
    "hasselby_vallingby": (-10.6, 4.1),
    "jarva": (-8.3, 8.6),
    "kungsholmen": (-1.6, 0.5),
    "norra_innerstaden": (1.1, 1.9),
    "skarpnack": (4.7, -6.6),
    "skarholmen": (-7.9, -5.7),
    "sodermalm": (1.3, -1.7),
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

LENGTH = {
    GroupKind.OVERALL_STEERING: (120, 180),
    GroupKind.OVERALL_PREPARATION: (120, 180),
    GroupKind.LOCAL_STEERING: (120, 180),
    GroupKind.LOCAL_PREPARATION: (90, 150),
    GroupKind.WORKING: (90, 90),
}
"""Minutes of a meeting, and of preparation and after-work for each seat: assumed."""

SECONDS = 2
"""So long the demo's plan is sought: the city is to be ready soon, and a better plan can be asked for on the site."""


def warm_up() -> subprocess.Popen[bytes]:
    """Let another process compile the planner while the rest of the city is built; wait for it before planning."""
    code = "import samverkan.planner.kernel.anneal, samverkan.planner.kernel.series, samverkan.planner.kernel.single"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build_planning(
    structure: Structure, people: People, groups: Groups, *, today: date, compiled: subprocess.Popen[bytes]
) -> None:
    """Store houses, rooms, offices, cadences and the calendar, and make the three plans of next year."""
    rooms = _houses(structure)
    _seat_the_wanted(structure, people, groups)
    _cadences(structure, groups, rooms)
    year = today.year + 1
    _calendar(structure, groups, year)
    compiled.wait()
    by = actor_for(people.account("central").pk, on=today)
    for kind in PlanKind:
        plan = ask_for_plan(by=by, unit=structure.city, year=year, kind=kind, seconds=SECONDS, now=timezone.now())
        if kind != PlanKind.AS_TODAY:
            run_plan(plan.pk)


def _houses(structure: Structure) -> dict[str, list[Room]]:
    city = structure.city
    venues = {
        key: Venue.objects.create(municipality=city, name=f"{DISTRICTS[key]} stadsdelshus" if key in DISTRICTS else key)
        for key in SPOTS
    }
    Journey.objects.bulk_create(
        Journey(start=venues[one], end=venues[other], minutes=_minutes(SPOTS[one], SPOTS[other]))
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


def _minutes(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Return the minutes between two spots by public transport, with the walk at both ends: assumed."""
    return 10 + round(math.dist(one, other) * 3.2)


def _seat_the_wanted(structure: Structure, people: People, groups: Groups) -> None:
    """Let the Transport Administration sit in the working groups where it has no seat yet, as it says that it must."""
    transport = structure.specialists["transport"]
    leaders = [people.account(key) for key in ("trafikkontoret", "transport.2", "transport.3")]
    seated = set(Seat.objects.filter(unit=transport).values_list("group_id", flat=True))
    Seat.objects.bulk_create(
        Seat(
            group=groups.found[f"working.{key}.{number}"],
            function=FunctionKind.PARTNER_REPRESENTATIVE,
            title=transport.name,
            unit=transport,
            party=transport.party,
            holder=leaders[order % 3],
            membership="co_opted",
            valid_from=SINCE,
        )
        for order, key in enumerate(DISTRICTS)
        for number in range(1, 8)
        if f"working.{key}.{number}" in groups.found and groups.found[f"working.{key}.{number}"].pk not in seated
    )


def _cadences(structure: Structure, groups: Groups, rooms: dict[str, list[Room]]) -> None:
    """Say how every group meets; the shared project leaders stand in for each other."""
    transport = structure.specialists["transport"]
    leaders = set(Seat.objects.filter(unit=transport, group__kind=GroupKind.WORKING).values_list("holder", flat=True))
    cadences: dict[str, Cadence] = {}
    for key, group in groups.found.items():
        minutes, preparation = LENGTH[GroupKind(group.kind)]
        cadences[key] = Cadence(
            group=group,
            meetings=groups.cadence[key],
            minutes=minutes,
            preparation=preparation,
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
