"""Meetings that people have moved or cancelled by hand: each stays as people left it until somebody lets it go.

Where the planner can express the place, the meeting is pinned there. Where it cannot, the meeting is left out of the
plan: the group has one fewer to plan, and its people and room are taken then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from samverkan.planner.schedule import Key, Placement, Schedule
from samverkan.scheduling.rules.calendar import CLOSES, GRID, LUNCH, OPENS, days_between, is_leave
from samverkan.scheduling.rules.facts import CadenceFact, Facts, GroupFact, HandFact, HolderFact, SeatFact, TakenFact
from samverkan.scheduling.rules.rows import days_of_wish, group_id, hours_of_wish, person_row, room_id
from samverkan.scheduling.rules.sayings import Saying, say
from samverkan.scheduling.words import PeriodKind, WishKind


@dataclass(frozen=True)
class Hand:
    """A meeting that stays as people left it: why it cannot be planned, if so."""

    fact: HandFact
    why: Saying | None

    @property
    def is_outside(self) -> bool:
        """Tell whether the plan leaves it out: it is cancelled, or where the planner cannot place it."""
        return self.fact.is_cancelled or self.why is not None

    def as_json(self, number: int | None) -> dict[str, Any]:
        """Return the row that is kept with a plan; `number` is which of the group's meetings it is in the plan."""
        fact = self.fact
        return {
            "meeting": fact.meeting,
            "group": group_id(fact.group),
            "number": number,
            "date": fact.day.isoformat(),
            "start": fact.start,
            "end": fact.end,
            "room": room_id(fact.room) if fact.room is not None else None,
            "place": fact.place,
            "cancelled": fact.is_cancelled,
            "moved": fact.moved.isoformat(),
            "why": self.why.as_json() if self.why is not None else None,
        }


def hands_of(facts: Facts) -> tuple[Hand, ...]:
    """Return the meetings moved by hand, each with why it cannot be planned, if so."""
    groups = {group.pk: group for group in facts.groups}
    return tuple(
        Hand(fact, None if fact.is_cancelled else _why_outside(fact, group, group.cadence, facts))
        for fact in facts.hands
        if (group := groups.get(fact.group)) is not None and group.cadence is not None
    )


def _why_outside(fact: HandFact, group: GroupFact, cadence: CadenceFact, facts: Facts) -> Saying | None:
    """Return what the planner cannot express about the meeting's place, if anything."""
    day, start, end = fact.day, fact.start, fact.end
    closed = {
        off
        for kind, _, first, last in facts.periods
        if kind == PeriodKind.CLOSED
        for off in days_between(max(first, facts.first), min(last, facts.last))
    } | facts.closed
    first = max(facts.first, group.valid_from or facts.first)
    if day.weekday() > 4 or day in closed or is_leave(day) or not first <= day <= facts.last:
        return say("no meetings are planned on that day")
    if end - start != cadence.minutes:
        return say("it is not as long as the group's other meetings")
    if start < OPENS or end > CLOSES or (start - OPENS) % GRID or (start < LUNCH[1] and LUNCH[0] < end):
        return say("meetings are planned on the quarter within office hours, and not over lunch")
    room = next((row for row in facts.rooms if row.pk == fact.room and row.pk in cadence.rooms), None)
    if room is None:
        return say("the place is none of the group's rooms")
    away = room.closed_from is not None and room.closed_from <= day <= (room.closed_until or facts.last)
    if away or any(row.room == room.pk and _meets(row, day, start, end) for row in facts.taken):
        return say("the room is closed or taken then")
    for wish in facts.wishes:
        if wish.kind == WishKind.FORBID and wish.group == group.pk and day in days_of_wish(wish, day, day):
            begins, ends = hours_of_wish(wish)
            if begins < end and start < ends:
                return say("somebody has forbidden that time for the group")
    for seat in group.seats:
        if seat.required and not any(_is_free(pk, day, start, end, facts) for pk in _people(seat, facts)):
            return say("%(function)s is away or taken then", function=seat.function)
    return None


def _people(seat: SeatFact, facts: Facts) -> list[int]:
    """Return who may sit there and is planned for; a seat whose holder has no office is planned without."""
    holder = facts.holders.get(seat.holder)
    return [seat.holder, *(pk for pk in seat.deputies if pk in facts.holders)] if holder and holder.venue else []


def _is_free(pk: int, day: date, start: int, end: int, facts: Facts) -> bool:
    holder: HolderFact = facts.holders[pk]
    marks = person_row(holder, day, day)["busy"].get(day.isoformat(), [])
    own = [hours_of_wish(wish) for wish in facts.wishes
           if wish.kind == WishKind.FORBID and wish.holder == pk and days_of_wish(wish, day, day)]  # fmt: skip
    spans = [*((mark[0], mark[1]) for mark in marks), *own]
    return not any(begins < end and start < ends for begins, ends in spans) and not any(
        pk in row.holders and _meets(row, day, start, end) for row in facts.taken
    )


def _meets(row: TakenFact, day: date, start: int, end: int) -> bool:
    return row.day == day and row.start < end and start < row.end


def taken_by(hands: Iterable[Hand], facts: Facts) -> list[TakenFact]:
    """Return the meetings outside the plan as time at which their people and rooms are taken."""
    groups = {group.pk: group for group in facts.groups}
    venues = {room.pk: room.venue for room in facts.rooms}
    by_name = {name: pk for pk, name in facts.venues.items()}
    return [
        TakenFact(
            fact.day,
            fact.start,
            fact.end,
            venues.get(fact.room) if fact.room is not None else by_name.get(fact.place),
            fact.room,
            tuple(seat.holder for seat in groups[fact.group].seats),
        )
        for hand in hands
        if hand.is_outside and not hand.fact.is_cancelled
        for fact in [hand.fact]
    ]


def widened(gaps: Mapping[str, int], days: Sequence[date], first: date, last: date) -> dict[str, int]:
    """Return a series' gaps with room for those that people have left between its meetings, on the days given.

    So the others need not move for the sake of the distance to one that people moved or cancelled. Active days.
    """

    def active(one: date, other: date) -> int:
        return sum(not is_leave(day) for day in days_between(one, other)[:-1])

    between = [active(one, other) for one, other in pairwise(sorted(days))]
    ends = [active(first, min(days)), active(max(days), last)] if days else []
    return {
        **gaps,
        "min_gap": max(1, min([gaps["min_gap"], *between])),
        "max_gap": max([gaps["max_gap"], *between, *ends]),
    }


def numbers_of(hands: Iterable[Hand], facts: Facts, counts: Mapping[int, int]) -> dict[int, int]:
    """Return which meeting of its group each pinned one is, by the meetings' keys.

    It is counted among those that stand within the days. `counts` is how many meetings each group plans: with fewer
    than stand, the last numbers are used; what finds no number is left out of the answer.
    """
    known = list(hands)
    outside = {hand.fact.meeting for hand in known if hand.is_outside}
    by_group: dict[int, list[HandFact]] = defaultdict(list)
    for hand in known:
        if not hand.is_outside:
            by_group[hand.fact.group].append(hand.fact)
    found: dict[int, int] = {}
    for group, facts_of_group in by_group.items():
        order = [pk for _, _, pk in facts.standing.get(group, ()) if pk not in outside]
        pins = sorted(facts_of_group, key=lambda fact: (fact.day, fact.start))
        for at, fact in enumerate(pins):
            rank = order.index(fact.meeting) + 1 if fact.meeting in order else at + 1
            number = min(rank, counts.get(group, 0) - (len(pins) - 1 - at))
            if number > at:
                found[fact.meeting] = number
    return found


def as_it_stands(
    old: Schedule, rows: Iterable[Mapping[str, Any]], numbers: Mapping[int, int]
) -> tuple[Schedule, dict[int, int], dict[Key, Key]]:
    """Return a plan as people have left it, its meetings numbered by day.

    `rows` are those kept of meetings moved by hand, `numbers` which meeting of the old plan each is. With the plan come
    the pinned meetings' new numbers, and for each new number the one it had.
    """
    moved: dict[Key, Mapping[str, Any]] = {
        (row["group"], numbers[row["meeting"]]): row for row in rows if row["meeting"] in numbers
    }
    by_group: dict[str, list[tuple[Placement, Key]]] = defaultdict(list)
    for key, each in old.meetings.items():
        row = moved.get(key)
        if row is None:
            by_group[key[0]].append((each, key))
        elif row["number"] is not None:
            there = Placement(date.fromisoformat(row["date"]), row["start"], row["room"], each.attend)
            by_group[key[0]].append((there, key))
    meetings: dict[Key, Placement] = {}
    pinned: dict[int, int] = {}
    was: dict[Key, Key] = {}
    for group, placed in by_group.items():
        for number, (each, key) in enumerate(sorted(placed, key=lambda pair: (pair[0].day, pair[0].start)), start=1):
            meetings[group, number] = each
            was[group, number] = key
            if key in moved:
                pinned[moved[key]["meeting"]] = number
    return Schedule(old.instance, meetings), pinned, was
