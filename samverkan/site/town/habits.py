"""The calendar's habits, and what the demo city's time in meetings is counted with (V-23 to V-26, MEE-09, MEE-11).

Every district meets by habit: the groups of one subject on the same weekday and at nearly the same hour all over the
city. So the few people of a specialist administration are wanted in several districts at once, and
trafikkontoret spends about 1.45 full-time posts, as the source says of 2023 (about 1.5, preparation and after-work
counted). Minutes of preparation and travel are the demo's own assumptions, and say so.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.accounts.models import User
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.organisation.models import Unit
from samverkan.site.town.groups import Groups, People
from samverkan.site.town.structure import DISTRICTS, Structure
from samverkan.workload.models import (
    Basis,
    Competence,
    Department,
    Effort,
    Need,
    Presence,
    Profile,
)
from samverkan.workload.rules.cost import BREAK_MINUTES, FTE_HOURS, WEEK_HOURS

SOURCE = "Antaget i demon, inte uppmätt"
STATED = date(2025, 1, 15)


@dataclass(frozen=True)
class Habit:
    """When groups of a subject meet: weekday (0 is Monday), minute of the day and length in minutes."""

    weekday: int
    starts: int
    minutes: int


HABITS = {
    "steering": Habit(3, 13 * 60, 120),
    "preparation": Habit(0, 9 * 60, 90),
    "1": Habit(2, 13 * 60, 90),
    "2": Habit(1, 9 * 60, 90),
    "3": Habit(3, 9 * 60, 90),
    "4": Habit(2, 9 * 60, 60),
    "5": Habit(0, 13 * 60, 90),
    "6": Habit(1, 13 * 60, 90),
    "7": Habit(3, 9 * 60, 90),
    "8": Habit(2, 10 * 60, 90),
}
CITY_WIDE = Habit(4, 9 * 60, 120)
LATER = 90
"""Minutes later that three of the districts begin, so that some have no time to travel; two meet the day after."""


def habit_of(key: str) -> Habit:
    """Return the habit of a group by its short name."""
    parts = key.split(".")
    if len(parts) == 1:
        return CITY_WIDE
    habit = HABITS[parts[2] if parts[0] == "working" else parts[0]]
    turn = list(DISTRICTS).index(parts[1]) // 3
    return Habit((habit.weekday + (turn == 3)) % 5, habit.starts + LATER * (turn == 1), habit.minutes)


def habitual_day(day: date, weekday: int, closed: Container[date]) -> date:
    """Return the habit's weekday in the same week; where that is closed or in July, the day as it was drawn."""
    moved = day + timedelta(days=weekday - day.weekday())
    return day if moved in closed or moved.year != day.year or moved.month == 7 else moved


EFFORTS = {
    GroupKind.OVERALL_STEERING: (120, 60),
    GroupKind.OVERALL_PREPARATION: (90, 60),
    GroupKind.LOCAL_STEERING: (120, 60),
    GroupKind.LOCAL_PREPARATION: (90, 60),
    GroupKind.WORKING: (90, 105),
}
"""Minutes of preparation and of after-work for each seat and meeting."""

COMPETENCES = (
    "Gator, belysning och trafik",
    "Skola och skolmiljö",
    "Socialtjänst och unga",
    "Fastighet och bostad",
    "Stöd till brottsutsatta",
    "Ekonomisk brottslighet",
    "Park och stadsmiljö",
)
BRINGS = {
    "Trafikkontoret": (0,),
    "Utbildningsförvaltningen": (1,),
    "Socialförvaltningen": (2, 4),
    "Svenska Bostäder": (3,),
    "Stockholmshem": (3,),
    "Familjebostäder": (3,),
    "Skolfastigheter i Stockholm AB": (1, 3),
}
"""What the functions of each organisation bring, by place in the list."""
NEEDS = {"1": (1, 2), "2": (0, 3, 6), "3": (5,), "4": (4,), "5": (2,), "6": (1,), "7": (0, 3), "8": (0, 1)}
"""What the working groups need, by their number: some of it nobody brings."""


def build_habits(structure: Structure, people: People, groups: Groups) -> None:
    """Store what time is counted with, departments, competences, needs and planned presence."""
    city = structure.city
    stated = {"source": SOURCE, "stated_on": STATED}
    Basis.objects.create(
        municipality=city, fte_hours=FTE_HOURS, week_hours=WEEK_HOURS, break_minutes=BREAK_MINUTES, **stated
    )
    Effort.objects.bulk_create(
        Effort(municipality=city, group_kind=kind, before_minutes=before, after_minutes=after, **stated)
        for kind, (before, after) in EFFORTS.items()
    )
    _competences(structure, people, groups)


def _competences(structure: Structure, people: People, groups: Groups) -> None:
    city = structure.city
    listed = Competence.objects.bulk_create(Competence(municipality=city, name=name) for name in COMPETENCES)
    departments: dict[int, tuple[Department, Department]] = {}
    rows: list[Department] = []
    for unit in structure.districts.values():
        pair = tuple(Department(unit=unit, name=name, valid_from=STATED) for name in ("Socialtjänst", "Stadsmiljö"))
        departments[unit.pk] = (pair[0], pair[1])
        rows += pair
    Department.objects.bulk_create(rows)
    profiles: list[Profile] = []
    brought: list[tuple[int, ...]] = []
    for unit in structure.specialists.values():
        holders = _holders(unit)
        profiles += [Profile(unit=unit, holder=holder) for holder in holders]
        brought += [BRINGS.get(unit.name, ())] * len(holders)
    for key, unit in structure.districts.items():
        for number, department in enumerate(departments[unit.pk], start=1):
            profiles.append(
                Profile(unit=unit, holder=people.account(f"{key}.handlaggare.{number}"), department=department)
            )
            brought.append((2,) if number == 1 else (6,) if key in {"farsta", "skarholmen", "sodermalm"} else ())
    stored = Profile.objects.bulk_create(profiles)
    through = Profile.competences.through
    through.objects.bulk_create(
        through(profile_id=profile.pk, competence_id=listed[place].pk)
        for profile, places in zip(stored, brought, strict=True)
        for place in places
    )
    Need.objects.bulk_create(
        Need(group=group, competence=listed[place])
        for key, group in groups.found.items()
        if group.kind == GroupKind.WORKING
        for place in NEEDS.get(key.rpartition(".")[2], ())
    )
    _presence(structure, groups.found)


def _presence(structure: Structure, groups: dict[str, Group]) -> None:
    """Plan for the education and social administrations in two steering groups."""
    why = {"education": "Skolan som trygg plats är prioriterad", "social": "Unga i riskzon är prioriterat"}
    Presence.objects.bulk_create(
        Presence(
            group=groups[f"steering.{district}"],
            unit=structure.specialists[key],
            starts_on=date(2027, 1, 1),
            meetings_a_year=2,
            why=why[key],
        )
        for key in why
        for district in ("skarholmen", "farsta")
    )


def _holders(unit: Unit) -> list[User]:
    seats = Seat.objects.filter(unit=unit, holder__isnull=False).select_related("holder").order_by("holder_id")
    found = {seat.holder_id: seat.holder for seat in seats}
    return [holder for holder in found.values() if holder is not None]
