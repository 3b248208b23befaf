"""Which groups of a district meet on the same day, and what that asks of each person: visits, and absences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from samverkan.planner.instance import Calendar, Group, Instance

MOST_SETS = 6000
"""A district with more day sets is taken as several: that leaves out ties between its groups, so the bound holds."""

Visit = tuple[tuple[str, ...], tuple[int, ...]]
"""What one person does in one district on one day: the places away from home, and the meetings' lengths in minutes."""


@dataclass(frozen=True)
class Visits:
    """The visits that a district's day sets ask of one person, and which of them each day set asks (-1 for none)."""

    kinds: list[Visit]
    of_set: Any


@dataclass(frozen=True)
class DaySets:
    """A district's day sets: which groups meet (sets x groups), the fewest who must stay away, and the visits."""

    groups: list[Group]
    meets: Any
    absences: Any
    visits: dict[str, Visits]


def districts_of(instance: Instance) -> Iterator[list[Group]]:
    """Yield the groups district by district, none with more than `MOST_SETS` day sets."""
    by_district: dict[str | None, list[Group]] = {}
    for group in instance.groups.values():
        by_district.setdefault(group.district, []).append(group)
    for groups in by_district.values():
        some: list[Group] = []
        sets = 1
        for group in groups:
            options = 1 + len(places_of(instance, group))
            if sets * options > MOST_SETS:
                yield some
                some, sets = [], 1
            some.append(group)
            sets *= options
        yield some


def places_of(instance: Instance, group: Group) -> list[str]:
    """Return where the group may meet, each place once; a remote room is at no place."""
    return list(dict.fromkeys(instance.rooms[room].place or "" for room in group.rooms))


def day_sets(instance: Instance, groups: list[Group]) -> DaySets:
    """Return every set of the groups, each at every of its places."""
    places = [places_of(instance, group) for group in groups]
    choice = np.array(list(itertools.product(*(range(len(each) + 1) for each in places))), dtype=np.int64)
    meets = choice > 0
    numbers = meets @ (1 << np.arange(len(groups)))
    holders = [{seat.holder for seat in group.seats} for group in groups]
    visits = {}
    for person in sorted(set().union(*holders)):
        own = [number for number, each in enumerate(holders) if person in each]
        found = _visits(instance.persons[person].home, own, groups, places, choice)
        if found.kinds:
            visits[person] = found
    return DaySets(groups, meets, fewest_absences(instance, groups, holders)[numbers], visits)


def _visits(home: str, own: list[int], groups: list[Group], places: list[list[str]], choice: Any) -> Visits:
    """Return what the sets ask of somebody who holds seats in the groups with the numbers `own`."""
    chosen, of_set = np.unique(choice[:, own], axis=0, return_inverse=True)
    kinds: dict[Visit, int] = {}
    kind_of = []
    for row in chosen:
        away = [
            (places[number][option - 1], groups[number].duration)
            for number, option in zip(own, row, strict=True)
            if option and places[number][option - 1] not in ("", home)
        ]
        visit = (tuple(sorted({place for place, _ in away})), tuple(sorted(length for _, length in away)))
        kind_of.append(kinds.setdefault(visit, len(kinds)) if away else -1)
    return Visits(list(kinds), np.array(kind_of)[of_set.reshape(-1)])


def fewest_absences(instance: Instance, groups: Sequence[Group], holders: Sequence[set[str]]) -> Any:
    """Return for every set of the groups (as bits) how many holders must at least stay away for it to fit into a day.

    Two meetings at once keep everybody away from one of them who holds a seat in both. A set that fits into the two
    halves of a day only if such pairs may be at once needs so many absences; whether meetings that exclude each other
    fit is judged by the longest row of them. So it is never more than is needed, whatever the hours.
    """
    count, pause = len(groups), instance.weights.min_break
    before, after = halves(instance.calendar)
    lengths = [group.duration for group in groups]
    shared = [[len(one & other) for other in holders] for one in holders]
    most = max((shared[one][two] for one in range(count) for two in range(one)), default=0)
    absences = np.zeros(1 << count, dtype=np.int64)
    for level in range(1, most + 1):
        rows = [
            sum(1 << two for two in range(count) if two != one and shared[one][two] >= level) for one in range(count)
        ]
        longest = _longest_row(rows, lengths, pause)
        afternoon = np.flatnonzero(longest - pause <= after)
        fits = np.zeros(1 << count, dtype=bool)
        for morning in np.flatnonzero(longest - pause <= before):
            fits[afternoon[afternoon & morning == 0] | morning] = True
        absences[~fits] = level
    sets = np.arange(1 << count)
    for person in set().union(*holders):
        minutes = sum(
            ((sets >> number) & 1) * length
            for number, (length, each) in enumerate(zip(lengths, holders, strict=True))
            if person in each
        )
        absences = np.where(minutes > instance.persons[person].max_day, np.maximum(absences, 1), absences)
    return absences


def _longest_row(rows: list[int], lengths: list[int], pause: int) -> Any:
    """Return for every set of meetings how long those of it take that all exclude each other, a break after each."""
    is_row, total = np.ones(1, dtype=bool), np.zeros(1, dtype=np.int64)
    for number, (excluded, length) in enumerate(zip(rows, lengths, strict=True)):
        others = np.arange(1 << number)
        is_row = np.concatenate([is_row, is_row & (others & ~excluded == 0)])
        total = np.concatenate([total, total + length + pause])
    longest, sets = np.where(is_row, total, 0), np.arange(len(total))
    for number in range(len(rows)):
        with_it = sets[(sets >> number) & 1 == 1]
        longest[with_it] = np.maximum(longest[with_it], longest[with_it ^ (1 << number)])
    return longest


def halves(calendar: Calendar) -> tuple[int, int]:
    """Return the minutes before and after lunch; all before, where lunch does not divide the day."""
    if calendar.opens <= calendar.lunch[0] < calendar.lunch[1] <= calendar.closes:
        return calendar.lunch[0] - calendar.opens, calendar.closes - calendar.lunch[1]
    return calendar.closes - calendar.opens, 0
