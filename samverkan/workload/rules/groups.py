"""Groups over time, groups that resemble each other, and what a group lacks (MEE-12 to -16, ORG-33)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.ground.periods import Period
from samverkan.ground.words import GroupKind
from samverkan.workload.words import Attends, Known, Likeness


@dataclass(frozen=True, slots=True)
class Stands:
    """A group's kind and the days that it stands."""

    kind: GroupKind
    period: Period


def counted(groups: Iterable[Stands], days: Sequence[date]) -> list[dict[GroupKind, int]]:
    """Return for each day how many groups of each kind stand (MEE-12)."""
    found: list[dict[GroupKind, int]] = [dict.fromkeys(GroupKind, 0) for _ in days]
    for group in groups:
        for day, counts in zip(days, found, strict=True):
            if group.period.holds(day):
                counts[group.kind] += 1
    return found


def quarters(first: date, last: date) -> list[date]:
    """Return the first day of each quarter from the one that holds `first` to the one that holds `last`.

    >>> [day.isoformat() for day in quarters(date(2025, 8, 9), date(2026, 1, 1))]
    ['2025-07-01', '2025-10-01', '2026-01-01']
    """
    start = first.year * 4 + (first.month - 1) // 3
    stop = last.year * 4 + (last.month - 1) // 3
    return [date(number // 4, number % 4 * 3 + 1, 1) for number in range(start, stop + 1)]


# Groups that resemble each other


@dataclass(frozen=True, slots=True)
class Member:
    """A group as far as resemblance goes: who holds its seats and what it is about."""

    group: int
    holders: frozenset[int]
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups with shared members: how many, and how large a part of the smaller group that is, in per cent."""

    first: int
    second: int
    shared: int
    part: int
    likeness: Likeness
    subjects: tuple[str, ...]


COMMON = frozenset({"arbetsgrupp", "arbetsgruppen", "grupp", "gruppen", "samverkan", "working", "group", "arbetar"})
LEAST_PART = 60
"""From this part of the smaller group, in per cent, and two shared members, groups are shown as alike: a choice."""


def subjects_of(name: str, place: str) -> frozenset[str]:
    """Return the words of a group's name that tell what it is about: not the place, nor words that all have.

    >>> sorted(subjects_of("Trygga platser, Skärholmen", "Skärholmens stadsdelsförvaltning"))
    ['platser', 'trygga']
    """
    here = [word[:6] for word in re.findall(r"\w{4,}", place.casefold())]
    return frozenset(
        word
        for word in re.findall(r"\w{5,}", name.casefold())
        if word not in COMMON and not any(word.startswith(one) for one in here)
    )


def alike(groups: Sequence[Member]) -> list[Pair]:
    """Return the pairs of groups that share at least two members and most of the smaller one (MEE-16).

    Those with a subject in common come first: they are the ones to drop or merge.
    """
    by_key = {group.group: group for group in groups}
    groups_of: dict[int, list[int]] = defaultdict(list)
    for group in groups:
        for holder in group.holders:
            groups_of[holder].append(group.group)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for keys in groups_of.values():
        keys.sort()
        for place, first in enumerate(keys):
            for second in keys[place + 1 :]:
                shared[first, second] += 1
    found: list[Pair] = []
    for (first, second), number in shared.items():
        one, other = by_key[first], by_key[second]
        part = 100 * number // min(len(one.holders), len(other.holders))
        if number < 2 or part < LEAST_PART:
            continue
        subjects = tuple(sorted(one.subjects & other.subjects))
        found.append(Pair(first, second, number, part, Likeness.BOTH if subjects else Likeness.MEMBERS, subjects))
    return sorted(found, key=lambda pair: (pair.likeness != Likeness.BOTH, -pair.part, -pair.shared, pair.first))


# What a group needs


@dataclass(frozen=True, slots=True)
class Wanted:
    """A competence that a group needs, and in how many seats."""

    competence: int
    seats: int = 1


def missing(wanted: Iterable[Wanted], brought: Iterable[frozenset[int]]) -> dict[int, int]:
    """Return how many seats lack each needed competence; `brought` is what each filled seat brings (MEE-13).

    A seat may bring several competences and counts for each of them.
    """
    seats = list(brought)
    found = {need.competence: need.seats - sum(need.competence in seat for seat in seats) for need in wanted}
    return {competence: number for competence, number in found.items() if number > 0}


def meetings_to_come(*, booked: int, this_year: int, months: int) -> tuple[int, Known]:
    """Return how many meetings a group will have in a coming year, and how that is known (ORG-33).

    What is booked holds where it is at least as many as this year; until then the number is taken to be as this
    year's, in proportion to the months that the group will stand.
    """
    expected = -(-this_year * months // 12)
    if booked and booked >= expected:
        return booked, Known.BOOKED
    return (expected, Known.AS_THIS_YEAR) if expected else (0, Known.NONE)


def months_standing(period: Period, year: int) -> int:
    """Return in how many months of the year the period holds on the first day or begins.

    >>> months_standing(Period(date(2024, 1, 1), date(2027, 7, 1)), 2027)
    6
    """
    firsts = [date(year, month, 1) for month in range(1, 13)]
    begins = period.start.year == year and period.start.day > 1
    return sum(period.holds(day) for day in firsts) + (begins and period.holds(period.start))


def attends(seats: Iterable[bool], is_planned: bool) -> Attends:
    """Tell how an organisation takes part in a group; `seats` says of each of its seats whether it is filled (MEE-15).

    >>> attends([False], True).value, attends([], True).value
    ('planned', 'planned')
    """
    filled = list(seats)
    if any(filled):
        return Attends.SEATED
    if is_planned:
        return Attends.PLANNED
    return Attends.VACANT if filled else Attends.NOT


# One more group


def weeks_over(
    before: Mapping[int, Mapping[tuple[int, int], int]], added: Mapping[int, Mapping[tuple[int, int], int]], limit: int
) -> dict[int, tuple[int, int]]:
    """Return for each person with something added how many weeks pass the limit, in minutes: now, and then."""
    found: dict[int, tuple[int, int]] = {}
    for holder, extra in added.items():
        own = before.get(holder, {})
        weeks = {*own, *extra}
        now = sum(own.get(week, 0) > limit for week in weeks)
        then = sum(own.get(week, 0) + extra.get(week, 0) > limit for week in weeks)
        found[holder] = (now, then)
    return found
