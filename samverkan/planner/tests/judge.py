"""A second judge of plans, for the tests alone: it reads the JSON of an instance and a plan, and imports nothing.

It works as a clerk with a paper calendar would: every minute of every room and person is written down, every pair of a
person's events is compared, every day between two meetings is counted one by one. It shares no code with `check.py`,
`cost.py` or the search, and is far slower.
"""

from __future__ import annotations

import datetime
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

Raw = dict[str, Any]
DAY = datetime.timedelta(1)


def broken_rules(town: Raw, plan: Raw) -> set[str]:
    """Return the codes H1 to H8 of the rules that the plan breaks."""
    return set(_broken(town, plan))


def _broken(town: Raw, plan: Raw) -> Iterator[str]:
    yield from _whole_and_open(town, plan)
    yield from _minutes_of_rooms(town, plan)
    yield from _minutes_of_people(town, plan)
    yield from _series(town, plan)
    yield from _seats(town, plan)


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _groups(town: Raw) -> dict[str, Raw]:
    return {row["id"]: row for row in town["groups"]}


def _minutes(town: Raw, row: Raw) -> range:
    return range(row["start"], row["start"] + _groups(town)[row["group"]]["duration"])


def _is_leave(town: Raw, day: datetime.date) -> bool:
    return day.isocalendar().week in town["calendar"]["leave_weeks"]


def _whole_and_open(town: Raw, plan: Raw) -> Iterator[str]:
    calendar = town["calendar"]
    wanted = Counter((row["id"], number + 1) for row in town["groups"] for number in range(row["meetings"]))
    if Counter((row["group"], row["index"]) for row in plan["meetings"]) != wanted:
        yield "H1"
    grid = list(range(calendar["day"]["open"], calendar["day"]["close"], calendar["day"]["grid"]))
    shut = {row["date"] for row in calendar["closed"]}
    lunch = range(*calendar["day"]["lunch"])
    for row in plan["meetings"]:
        group, day = _groups(town)[row["group"]], _date(row["date"])
        if row["date"] in shut or day.strftime("%a") in {"Sat", "Sun"} or _is_leave(town, day):
            yield "H1"
        for holder in (calendar, group):
            if not holder["first"] <= row["date"] <= holder["last"]:
                yield "H1"
        if row["start"] not in grid:
            yield "H1"
        if any(minute in lunch or minute >= calendar["day"]["close"] for minute in _minutes(town, row)):
            yield "H1"
    for pin in town["fixed"]:
        for row in plan["meetings"]:
            same = (row["group"], row["index"]) == (pin["group"], pin["index"])
            if same and any(row[key] != pin[key] for key in ("date", "start", "room")):
                yield "H8"


def _minutes_of_rooms(town: Raw, plan: Raw) -> Iterator[str]:
    rooms = {room["id"]: room for room in town["rooms"]}
    taken: set[tuple[str, str, int]] = set()
    for row in plan["meetings"]:
        room = rooms[row["room"]]
        if row["room"] not in _groups(town)[row["group"]]["rooms"]:
            yield "H2"
        if room.get("remote"):
            continue
        if sum(who is not None for who in row["attend"].values()) > room["capacity"]:
            yield "H2"
        closed = [range(*span) for span in room["closed"].get(row["date"], [])]
        for minute in _minutes(town, row):
            if (row["room"], row["date"], minute) in taken or any(minute in span for span in closed):
                yield "H2"
            taken.add((row["room"], row["date"], minute))


Event = tuple[int, int, str, bool]
"""From, to, where, and whether it is a meeting (else own time at the office)."""


def _days_of_people(town: Raw, plan: Raw) -> dict[tuple[str, str], list[Event]]:
    """Return each person's meetings of each day, and own time at the office on days with meetings."""
    rooms = {room["id"]: room for room in town["rooms"]}
    homes = {person["id"]: person["home"] for person in town["persons"]}
    days: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for row in plan["meetings"]:
        span = _minutes(town, row)
        for who in row["attend"].values():
            if who is not None:
                room = rooms[row["room"]]
                place = homes[who] if room.get("remote") else room["place"]
                days[who, row["date"]].append((span.start, span.stop, place, True))
    for person in town["persons"]:
        for day, spans in person["busy"].items():
            if (person["id"], day) in days:
                days[person["id"], day] += [(one, two, person["home"], False) for one, two, home in spans if home]
    return days


def _journeys(town: Raw) -> dict[tuple[str, str], int]:
    places = town["travel"]["places"]
    return {
        (one, two): town["travel"]["minutes"][row][column]
        for row, one in enumerate(places)
        for column, two in enumerate(places)
    }


def _minutes_of_people(town: Raw, plan: Raw) -> Iterator[str]:
    journeys, pause = _journeys(town), town["weights"]["min_break"]
    persons = {person["id"]: person for person in town["persons"]}
    for (who, day), events in _days_of_people(town, plan).items():
        meetings = [event for event in events if event[3]]
        own = {minute for one, two, _ in persons[who]["busy"].get(day, []) for minute in range(one, two)}
        if any(minute in own for event in meetings for minute in range(event[0], event[1])):
            yield "H3"
        for one, two in itertools.permutations(events, 2):
            if one[:2] <= two[:2] and (one[3] or two[3]):
                need = max(journeys[one[2], two[2]], pause if one[3] and two[3] else 0)
                if one[1] + need > two[0]:
                    yield "H3"
        if sum(event[1] - event[0] for event in meetings) > persons[who]["max_day"]:
            yield "H7"


def _days_between(town: Raw, one: datetime.date, two: datetime.date) -> int:
    """Return how many days from the one to the other do not lie in a leave week."""
    count, day = 0, min(one, two)
    while day < max(one, two):
        count, day = count + (not _is_leave(town, day)), day + DAY
    return count if one <= two else -count


def _series_days(plan: Raw, group: str) -> dict[int, datetime.date]:
    return {row["index"]: _date(row["date"]) for row in plan["meetings"] if row["group"] == group}


def _series(town: Raw, plan: Raw) -> Iterator[str]:
    for group in town["groups"]:
        days, last = _series_days(plan, group["id"]), group["meetings"]
        if 1 in days and _days_between(town, _date(group["first"]), days[1]) > group["max_gap"]:
            yield "H4"
        if last in days and _days_between(town, days[last], _date(group["last"])) > group["max_gap"]:
            yield "H4"
        for number in range(1, last):
            if number in days and number + 1 in days:
                gap = _days_between(town, days[number], days[number + 1])
                if gap < group["min_gap"] or gap > group["max_gap"]:
                    yield "H4"
        if group.get("prep_group"):
            prepared = _series_days(plan, group["prep_group"]).values()
            for day in days.values():
                if not any(day - number * DAY in prepared for number in range(group["lead"][0], group["lead"][1] + 1)):
                    yield "H5"
    for stone in town["milestones"]:
        if not any(stone["from"] <= str(day) <= stone["to"] for day in _series_days(plan, stone["group"]).values()):
            yield "H5"


def _seats(town: Raw, plan: Raw) -> Iterator[str]:
    party = {person["id"]: person["party"] for person in town["persons"]}
    for row in plan["meetings"]:
        group = _groups(town)[row["group"]]
        here = Counter(who for who in row["attend"].values() if who is not None)
        if any(count > 1 for count in here.values()):
            yield "H6"
        for seat in group["seats"]:
            allowed = {seat["holder"], *seat["deputies"], *([] if seat["required"] else [None])}
            if row["attend"].get(seat["id"]) not in allowed:
                yield "H6"
        parties = Counter(party[who] for who in here.elements())
        if any(parties[name] < group["quorum"].get(name, 0) for name in ("kommun", "polis")):
            yield "H6"
        if here.total() / len(group["seats"]) < group["quorum"].get("share", 0) / 100:
            yield "H6"


def price(town: Raw, plan: Raw) -> int:
    """Return what a plan costs in which everybody can do their days (docs/explain/planner.md), moves not counted."""
    return _days_cost(town, plan) + sum(_meeting_cost(town, row) for row in plan["meetings"]) + _shared_cost(town, plan)


def _meeting_cost(town: Raw, row: Raw) -> int:
    weights, group = town["weights"], _groups(town)[row["group"]]
    cost = sum(day["cost"] for day in town["calendar"]["soft_days"] if day["date"] == row["date"])
    cost += 0 if _date(row["date"]).weekday() in group["prefer"]["weekdays"] else weights["weekday"]
    cost += weights["hours"] if _is_outside(town, row) else 0
    for seat in group["seats"]:
        who = row["attend"].get(seat["id"])
        if who is None:
            cost += 0 if seat["required"] else weights["missed_optional"]
        elif who != seat["holder"]:
            cost += weights["deputy"]
    return int(cost)


def _is_outside(town: Raw, row: Raw) -> bool:
    prefer, span = _groups(town)[row["group"]]["prefer"], _minutes(town, row)
    return bool(span.start < prefer["from"] or span.stop > prefer["to"])


def _shared_cost(town: Raw, plan: Raw) -> int:
    """Return what the spacing of series and the districts' unpopular hours cost."""
    weights, cost = town["weights"], 0
    for group in town["groups"]:
        days = _series_days(plan, group["id"])
        for number in range(1, group["meetings"]):
            off = abs(_days_between(town, days[number], days[number + 1]) - group["ideal_gap"])
            cost += weights["spacing_day"] * max(0, off - group["gap_tol"])
    unpopular: Counter[str | None] = Counter()
    for row in plan["meetings"]:
        friday = _date(row["date"]).strftime("%a") == "Fri" and row["start"] >= town["calendar"]["day"]["lunch"][1]
        unpopular[_groups(town)[row["group"]].get("district")] += friday or _is_outside(town, row)
    return int(cost + weights["unpopular_sq"] * sum(count**2 for count in unpopular.values()))


def _days_cost(town: Raw, plan: Raw) -> int:
    """Return what journeys, waiting and trips cost by their weights, and weeks with too many meetings."""
    weights, cost = town["weights"], 0
    worth = {person["id"]: person["weight"] for person in town["persons"]}
    homes = {person["id"]: person["home"] for person in town["persons"]}
    weeks: Counter[tuple[str, int, int]] = Counter()
    for (who, day), events in _days_of_people(town, plan).items():
        cost += worth[who] * _cheapest_day(town, homes[who], sorted(events))
        for one, two, _, is_meeting in events:
            weeks[(who, *_date(day).isocalendar()[:2])] += (two - one) if is_meeting else 0
    return int(cost + weights["week_over"] * sum(max(0, each - weights["week_cap"]) for each in weeks.values()))


def _cheapest_day(town: Raw, home: str, events: list[Event]) -> int:
    """Return the least that the day's journeys, waiting and trips may cost, of every choice of going home between."""
    journeys, weights = _journeys(town), town["weights"]
    pauses = list(itertools.pairwise(events))
    ways = []
    for goes_home in itertools.product((False, True), repeat=len(pauses)):
        cost, here, possible = 0, home, True
        for number, (_, _, place, _) in enumerate(events):
            if number and goes_home[number - 1]:
                before, after = pauses[number - 1]
                back = journeys[before[2], home] + journeys[home, after[2]]
                possible &= (
                    home not in {before[2], after[2]} and after[0] - before[1] >= back + weights["home_min_stay"]
                )
                cost, here = cost + journeys[here, home], home
            elif number and home not in {here, place}:
                before, after = pauses[number - 1]
                lunch = range(*town["calendar"]["day"]["lunch"])
                free = sum(minute not in lunch for minute in range(before[1], after[0]))
                cost += max(0, free - max(journeys[here, place], weights["min_break"]))
            if here == home and place != home:
                cost += weights["trip"]
            cost, here = cost + journeys[here, place], place
        if possible:
            ways.append(cost + journeys[here, home])
    return min(ways)
