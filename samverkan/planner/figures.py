"""What a year of meetings takes: collisions, trips and hours, per person, organisation and district, and what changes.

Every minute and every trip is counted once: the persons', the organisations' and the districts' figures each add up to
the total.
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from samverkan.planner.agenda import WindowedPlan
from samverkan.planner.cost import Hours
from samverkan.planner.instance import Instance, Person
from samverkan.planner.memory import tour_header
from samverkan.planner.schedule import Key, Schedule
from samverkan.planner.tour import tour

Name = TypeVar("Name")


@dataclass(frozen=True)
class Attendance:
    """Somebody at a meeting, or at a part of one: when, where, and what it takes beside."""

    meeting: Key
    person: str
    day: datetime.date
    start: int
    end: int
    place: str
    by_video: bool
    prep_after: int


@dataclass(frozen=True)
class Collision:
    """A person who cannot do what the plan asks of them on a day."""

    person: str
    day: datetime.date
    kind: str
    """`overlap` two meetings at once · `travel` too little time between them · `own_time` the person's own time."""
    meetings: tuple[Key, ...]
    missing: int
    """Minutes that are lacking."""


@dataclass(frozen=True)
class Figures:
    """Everything counted of one plan."""

    total: Hours
    persons: Mapping[str, Hours]
    organisations: Mapping[str, Hours]
    districts: Mapping[str | None, Hours]
    """None is what belongs to no district: the city's own groups."""
    collisions: tuple[Collision, ...]
    unpopular: Mapping[str | None, int]
    """How many meetings of each district are at hours that few want."""
    meetings: Mapping[str | None, int]
    """How many meetings each district has."""
    attendances: Mapping[tuple[Key, str], Attendance]

    @property
    def fairness(self) -> int:
        """Return the sum of squares of the districts' unpopular hours: least where they are shared (the objective)."""
        return sum(count * count for count in self.unpopular.values())

    @property
    def unevenness(self) -> float:
        """Return how much larger a share of unpopular hours the worst district has than the best: 0 is fair, 1 not."""
        shares = [self.unpopular.get(name, 0) / count for name, count in self.meetings.items() if count]
        return max(shares) - min(shares) if shares else 0.0


@dataclass(frozen=True)
class Changed:
    """One meeting as one person attends it before and after; None where the person does not."""

    meeting: Key
    before: Attendance | None
    after: Attendance | None


@dataclass(frozen=True)
class Difference:
    """What another plan would change, after minus before, and for whom which meetings."""

    total: Hours
    persons: Mapping[str, Hours]
    organisations: Mapping[str, Hours]
    districts: Mapping[str | None, Hours]
    collisions: int
    changes: Mapping[str, tuple[Changed, ...]]
    """The meetings that change for each person, by day; people for whom nothing changes are left out."""


def attendances(instance: Instance, schedule: Schedule, windowed: WindowedPlan | None = None) -> Iterator[Attendance]:
    """Yield who attends what and when: all of it, or the windows of a windowed plan."""
    for key, placement in sorted(schedule.meetings.items()):
        group, room = instance.groups[key[0]], instance.rooms[placement.room]
        for seat in group.seats:
            person = placement.attend.get(seat.id)
            if person is None:
                continue
            home = instance.persons[person].home
            if windowed is None:
                start, end, video, prep = placement.start, placement.start + group.duration, False, group.prep_after
            else:
                window = windowed.windows[key][seat.id]
                start, end, video, prep = window.start, window.end, window.by_video, window.prep_after
            place = home if video or room.place is None else room.place
            yield Attendance(key, person, placement.day, start, end, place, video, prep)


def figures_of(instance: Instance, plan: Schedule | WindowedPlan) -> Figures:
    """Return a plan's figures, windowed or not. Collisions are counted, not forbidden: today's habit has many."""
    windowed = plan if isinstance(plan, WindowedPlan) else None
    schedule = plan.schedule if isinstance(plan, WindowedPlan) else plan
    rows = list(attendances(instance, schedule, windowed))
    of_day: dict[tuple[str, datetime.date], list[Attendance]] = defaultdict(list)
    for row in rows:
        of_day[row.person, row.day].append(row)
    persons: dict[str, Hours] = defaultdict(Hours)
    districts: dict[str | None, Hours] = defaultdict(Hours)
    collisions: list[Collision] = []
    journeys = _Journeys(instance)
    for (name, _), day in sorted(of_day.items()):
        day.sort(key=lambda row: (row.start, row.end, row.meeting))
        person = instance.persons[name]
        for row, (travel, wait, trips) in zip(day, journeys.shared_out(person, day), strict=True):
            hours = Hours(1, row.end - row.start, row.prep_after, travel, wait, trips)
            persons[name] += hours
            districts[instance.groups[row.meeting[0]].district] += hours
        collisions += _collisions(instance, person, day)
    organisations: dict[str, Hours] = defaultdict(Hours)
    for name, hours in persons.items():
        organisations[instance.persons[name].org] += hours
    unpopular, meetings = _unpopular(instance, schedule)
    return Figures(
        sum(persons.values(), Hours()),
        dict(persons),
        dict(sorted(organisations.items())),
        dict(districts),
        tuple(collisions),
        unpopular,
        meetings,
        {(row.meeting, row.person): row for row in rows},
    )


def difference(before: Figures, after: Figures) -> Difference:
    """Return what changes from one plan to another, and for whom."""
    changes: dict[str, list[Changed]] = defaultdict(list)
    for at in before.attendances.keys() | after.attendances.keys():
        one, other = before.attendances.get(at), after.attendances.get(at)
        if one != other:
            changes[at[1]].append(Changed(at[0], one, other))

    def when(changed: Changed) -> tuple[datetime.date, int, Key]:
        known = changed.after or changed.before
        assert known is not None
        return known.day, known.start, changed.meeting

    return Difference(
        after.total - before.total,
        _minus(after.persons, before.persons),
        _minus(after.organisations, before.organisations),
        _minus(after.districts, before.districts),
        len(after.collisions) - len(before.collisions),
        {person: tuple(sorted(rows, key=when)) for person, rows in sorted(changes.items())},
    )


def _minus(after: Mapping[Name, Hours], before: Mapping[Name, Hours]) -> dict[Name, Hours]:
    names = [*after, *(name for name in before if name not in after)]
    return {name: after.get(name, Hours()) - before.get(name, Hours()) for name in names}


class _Journeys:
    """Each person's day of travel, and each meeting's part of it."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.mem = tour_header(instance)
        self.at = len(self.mem)

    def shared_out(self, person: Person, day: list[Attendance]) -> list[tuple[int, int, int]]:
        """Return travel, waiting and trips for each of the day's meetings; what a day takes, its meetings share.

        They share by how far each is from the person's office, whole minutes, and nothing is lost in rounding.
        """
        numbers = self.instance.place_number
        home = numbers[person.home]
        office = [(busy.start, busy.end, home, 1) for busy in person.busy.get(day[0].day, ()) if busy.at_home]
        line = sorted([*((row.start, row.end, numbers[row.place], 0) for row in day), *office])
        self.mem[self.at :] = [value for event in line for value in event]
        whole = tour(self.mem, self.at, len(line), home)[1:]
        away = [self.instance.travel[home][numbers[row.place]] for row in day]
        parts = [_shares(amount, away) for amount in whole]
        return list(zip(*parts, strict=True))


def _shares(amount: int, weights: list[int]) -> list[int]:
    """Divide a whole number by weights: what is left over goes to the largest remainders, the earlier first."""
    if not sum(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    parts = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda row: -(amount * weights[row] % whole))
    for row in by_remainder[: amount - sum(parts)]:
        parts[row] += 1
    return parts


def _collisions(instance: Instance, person: Person, day: list[Attendance]) -> Iterable[Collision]:
    for number, one in enumerate(day):
        for later in day[number + 1 :]:
            if later.start < one.end:
                lacking = min(one.end, later.end) - later.start
                yield Collision(person.id, one.day, "overlap", (one.meeting, later.meeting), lacking)
    for one, later in itertools.pairwise(day):
        need = max(instance.weights.min_break, instance.minutes(one.place, later.place))
        if one.end <= later.start < one.end + need:
            lacking = one.end + need - later.start
            yield Collision(person.id, one.day, "travel", (one.meeting, later.meeting), lacking)
    for row in day:
        for busy in person.busy.get(row.day, ()):
            away = instance.minutes(person.home, row.place) if busy.at_home else 0
            lacking = min(row.end, busy.end) - max(row.start, busy.start) + away
            if lacking > 0:
                yield Collision(person.id, row.day, "own_time", (row.meeting,), lacking)


def _unpopular(instance: Instance, schedule: Schedule) -> tuple[dict[str | None, int], dict[str | None, int]]:
    unpopular: dict[str | None, int] = defaultdict(int)
    meetings: dict[str | None, int] = defaultdict(int)
    for (name, _), placement in schedule.meetings.items():
        group = instance.groups[name]
        meetings[group.district] += 1
        end = placement.start + group.duration
        friday = placement.day.weekday() == 4 and placement.start >= instance.calendar.lunch[1]
        if friday or placement.start < group.prefer_from or end > group.prefer_to:
            unpopular[group.district] += 1
    return dict(unpopular), dict(meetings)
