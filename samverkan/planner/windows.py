"""The windowed plan: each shared person attends only the part of a meeting that needs them.

From a plan without collisions: the days, hours and rooms stay, the agendas are put in order, and everybody leaves or
comes between items. A part of a meeting collides with nothing that the whole did not, so a plan is always found.
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samverkan.planner.agenda import (
    FIRST,
    LAST,
    Agenda,
    Assumptions,
    Item,
    Window,
    WindowedPlan,
    complete,
    default_agenda,
)
from samverkan.planner.instance import Instance, Person
from samverkan.planner.memory import tour_header
from samverkan.planner.schedule import Key, Placement, Schedule
from samverkan.planner.tour import tour

MOST_BLOCKS = 7
"""An agenda's orders are all tried up to so many blocks (5,040 orders); beyond, blocks change places two by two."""
CANDIDATES = 16
"""How many of a meeting's best orders are tried beside those of the day's other meetings."""
SWEEPS = 4
MOST_CHOICES = 6
"""Of so many short parts on one day, every choice between video and the meeting's place is tried."""

Span = tuple[int, int]
"""From and to, in minutes after the meeting's start."""


@dataclass(frozen=True)
class _Order:
    """An agenda in one order: which part each seat attends, and what that takes (weighted minutes)."""

    items: Agenda
    spans: Mapping[str, Span]
    cost: int


def windowed(
    instance: Instance,
    schedule: Schedule,
    agendas: Mapping[Key, Agenda] | None = None,
    assumptions: Assumptions | None = None,
) -> WindowedPlan:
    """Return the plan with agendas in order and the part that each seat attends.

    `agendas` are those that groups have written; the others' are assumed (`default_agenda`). A meeting whose items
    take more time than it has raises `ValueError`, as does a need of a seat that the group does not have.
    """
    return _Windows(instance, schedule, agendas or {}, assumptions or Assumptions()).plan()


class _Windows:
    def __init__(
        self, instance: Instance, schedule: Schedule, agendas: Mapping[Key, Agenda], assumptions: Assumptions
    ) -> None:
        self.instance, self.schedule, self.assumptions = instance, schedule, assumptions
        self.known: dict[tuple[str, Agenda, tuple[tuple[str, str], ...]], list[_Order]] = {}
        self.orders = {key: self._orders(key, place, agendas.get(key)) for key, place in schedule.meetings.items()}
        self.chosen = dict.fromkeys(schedule.meetings, 0)
        self.mem = tour_header(instance)
        self.at = len(self.mem)
        self.of_day: dict[tuple[str, datetime.date], list[tuple[Key, str]]] = defaultdict(list)
        for key, place in sorted(schedule.meetings.items()):
            for seat, person in place.attend.items():
                if person is not None:
                    self.of_day[person, place.day].append((key, seat))
        self.days: dict[tuple[str, datetime.date, tuple[Span, ...]], tuple[int, tuple[bool, ...]]] = {}

    def plan(self) -> WindowedPlan:
        """Choose the orders day by day, then who attends which part and how."""
        by_day: dict[datetime.date, list[Key]] = defaultdict(list)
        for key, place in sorted(self.schedule.meetings.items()):
            by_day[place.day].append(key)
        for keys in by_day.values():
            self._choose(keys)
        agendas = {key: self._order(key).items for key in self.schedule.meetings}
        windows: dict[Key, dict[str, Window]] = {key: {} for key in self.schedule.meetings}
        for (person, day), seats in self.of_day.items():
            _, videos = self._day(person, day)
            for (key, seat), video in zip(seats, videos, strict=True):
                windows[key][seat] = self._window(key, seat, by_video=video)
        return WindowedPlan(self.schedule, agendas, windows)

    def _window(self, key: Key, seat: str, *, by_video: bool) -> Window:
        group, start = self.instance.groups[key[0]], self.schedule.meetings[key].start
        first, last = self._order(key).spans[seat]
        prep = self.assumptions.preparation(group.prep_after, last - first, group.duration)
        return Window(start + first, start + last, by_video, prep)

    def _order(self, key: Key) -> _Order:
        return self.orders[key][self.chosen[key]]

    def _orders(self, key: Key, placement: Placement, agenda: Agenda | None) -> list[_Order]:
        """Return the meeting's orders, the best for itself first; the same agenda and people are reckoned once."""
        group = self.instance.groups[key[0]]
        agenda = default_agenda(self.instance, group, self.assumptions) if agenda is None else agenda
        if not agenda or sum(item.minutes for item in agenda) > group.duration:
            raise ValueError(f"{key[0]} {key[1]}: the agenda must have items, and no more minutes than the meeting.")
        if any(item.minutes < 1 for item in agenda):
            raise ValueError(f"{key[0]} {key[1]}: every item must take at least a minute.")
        if strangers := set().union(*(item.needs for item in agenda)) - {seat.id for seat in group.seats}:
            raise ValueError(f"{key[0]} {key[1]}: the group has no seat {sorted(strangers)[0]!r}.")
        filled = tuple(sorted((seat, person) for seat, person in placement.attend.items() if person is not None))
        at = (key[0], agenda, filled)
        if at not in self.known:
            items = complete(self.instance, group, placement, agenda)
            weights = {seat: self.instance.persons[person].weight for seat, person in filled}
            self.known[at] = best_orders(items, weights)
        return self.known[at]

    def _choose(self, keys: list[Key]) -> None:
        """Choose the day's orders one meeting after another, until none can be made better alone."""
        for _ in range(SWEEPS):
            better = False
            for key in keys:
                orders = self.orders[key]
                if len(orders) == 1:
                    continue
                kept, costs = self.chosen[key], []
                for number in range(len(orders)):
                    self.chosen[key] = number
                    costs.append((self._cost(key), number != kept, number))
                self.chosen[key] = min(costs)[2]
                better = better or self.chosen[key] != kept
            if not better:
                return

    def _cost(self, key: Key) -> int:
        """Return what the order costs those who attend: their minutes, and their whole day's journeys."""
        placement = self.schedule.meetings[key]
        group, attended = self.instance.groups[key[0]], self._order(key).cost
        prep = self.assumptions.preparation(group.prep_after, attended, group.duration)
        people = sorted({person for person in placement.attend.values() if person is not None})
        return attended + prep + sum(self._day(person, placement.day)[0] for person in people)

    def _day(self, person: str, day: datetime.date) -> tuple[int, tuple[bool, ...]]:
        """Return what the person's day costs, and which parts are attended by video, at the day's best."""
        seats = self.of_day[person, day]
        spans = tuple(self._order(key).spans[seat] for key, seat in seats)
        at = (person, day, spans)
        if at not in self.days:
            self.days[at] = self._best_day(self.instance.persons[person], day, seats, spans)
        return self.days[at]

    def _best_day(
        self, person: Person, day: datetime.date, seats: list[tuple[Key, str]], spans: tuple[Span, ...]
    ) -> tuple[int, tuple[bool, ...]]:
        numbers = self.instance.place_number
        home = numbers[person.home]
        office = [(busy.start, busy.end, home, 1) for busy in person.busy.get(day, ()) if busy.at_home]
        line, short = [], []
        for row, ((key, _), (first, last)) in enumerate(zip(seats, spans, strict=True)):
            placement = self.schedule.meetings[key]
            place = self.instance.rooms[placement.room].place or person.home
            line.append((placement.start + first, placement.start + last, numbers[place], 0))
            if place != person.home and self.assumptions.by_video(last - first, key[1]):
                short.append(row)
        best: tuple[int, int, tuple[bool, ...]] | None = None
        for videos in _choices(len(line), short):
            there = [
                (s, e, home if video else place, own) for (s, e, place, own), video in zip(line, videos, strict=True)
            ]
            events = sorted([*there, *office])
            self.mem[self.at :] = [value for event in events for value in event]
            possible, travel, wait, trips = tour(self.mem, self.at, len(events), home)
            cost = person.weight * (travel + wait + trips * self.instance.weights.trip)
            if (possible or not any(videos)) and (best is None or (cost, sum(videos)) < best[:2]):
                best = (cost, sum(videos), videos)
        assert best is not None  # everything on site is always among the choices
        return best[0], best[2]


def _choices(count: int, short: list[int]) -> Iterator[tuple[bool, ...]]:
    """Yield which parts are attended by video: every choice of few, and of many none, all and all but one."""
    if len(short) <= MOST_CHOICES:
        chosen = [set(rows) for size in range(len(short) + 1) for rows in itertools.combinations(short, size)]
    else:
        chosen = [set(), set(short), *(set(short) - {row} for row in short)]
    for rows in chosen:
        yield tuple(row in rows for row in range(count))


def best_orders(items: Agenda, weights: Mapping[str, int], most: int = CANDIDATES) -> list[_Order]:
    """Return an agenda's best orders: the seats' attended minutes times their weights, least first.

    Items that need the same seats stay together as a block, for to part them can only lengthen what somebody attends.
    What is to be first or last stays there. Every order of up to `MOST_BLOCKS` other blocks is tried. Orders in which
    everybody attends the same part are one.
    """
    blocks: dict[tuple[str, frozenset[str]], list[Item]] = {}
    for item in items:
        blocks.setdefault((item.at, item.needs), []).append(item)
    lengths = [sum(item.minutes for item in block) for block in blocks.values()]
    needs = [named for _, named in blocks]
    rows = {at: tuple(row for row, key in enumerate(blocks) if key[0] == at) for at in (FIRST, "", LAST)}
    seen: dict[tuple[Span, ...], tuple[int, tuple[int, ...]]] = {}
    seats = sorted(weights)
    tried = itertools.permutations(rows[""])
    whole = ((*rows[FIRST], *order, *rows[LAST]) for order in tried)
    orders = whole if len(rows[""]) <= MOST_BLOCKS else _by_swaps(rows, needs, lengths, weights)
    for order in orders:
        spans = _spans(order, needs, lengths)
        line = tuple(spans[seat] for seat in seats)
        if line not in seen:
            seen[line] = (_attended(spans, weights), order)
    found = []
    known = list(blocks.values())
    for cost, order in sorted(seen.values())[:most]:
        agenda = tuple(item for row in order for item in known[row])
        found.append(_Order(agenda, _spans(order, needs, lengths), cost))
    return found


def _spans(order: tuple[int, ...], needs: list[frozenset[str]], lengths: list[int]) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    at = 0
    for row in order:
        for seat in needs[row]:
            spans[seat] = (spans.get(seat, (at, at))[0], at + lengths[row])
        at += lengths[row]
    return spans


def _attended(spans: Mapping[str, Span], weights: Mapping[str, int]) -> int:
    return sum(weights[seat] * (last - first) for seat, (first, last) in spans.items())


def _by_swaps(
    rows: Mapping[str, tuple[int, ...]], needs: list[frozenset[str]], lengths: list[int], weights: Mapping[str, int]
) -> Iterator[tuple[int, ...]]:
    """Yield orders, each better than the one before, until no two blocks can change places for the better."""
    order = (*rows[FIRST], *rows[""], *rows[LAST])
    free = range(len(rows[FIRST]), len(rows[FIRST]) + len(rows[""]))
    best = _attended(_spans(order, needs, lengths), weights)
    yield order
    while True:
        tried = []
        for one, other in itertools.combinations(free, 2):
            row = list(order)
            row[one], row[other] = row[other], row[one]
            tried.append((_attended(_spans(tuple(row), needs, lengths), weights), tuple(row)))
        cost, row_best = min(tried)
        if cost >= best:
            return
        best, order = cost, row_best
        yield order
