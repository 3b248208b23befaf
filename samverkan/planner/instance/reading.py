"""Reading `samverkan-planner/1`: every fault is found before the instance is refused, one sentence for each.

A sentence begins with the key that it is about.
"""

from __future__ import annotations

import datetime
from typing import Any

from samverkan.planner.instance.values import (
    Busy,
    Calendar,
    Fixed,
    Group,
    Instance,
    Milestone,
    Person,
    Room,
    Seat,
    Weights,
)

FORMAT = "samverkan-planner/1"
PARTIES = ("kommun", "polis", "bolag", "annan")
WEIGHT_NAMES = (
    "trip", "spacing_day", "weekday", "hours", "deputy", "missed_optional", "unpopular_sq", "week_cap", "week_over",
    "moved_day", "moved_time", "moved_room", "min_break", "home_min_stay", "fte_hours",
)  # fmt: skip


class Malformed(Exception):
    """An instance or a schedule that cannot be read; `faults` has one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the sentences."""
        super().__init__("\n".join(faults))
        self.faults = faults


def read_instance(raw: object) -> Instance:
    """Return the instance, or raise `Malformed` with one sentence for every fault that was found."""
    reader = _Reader()
    try:
        instance = reader.instance(raw)
    except _Stop:
        instance = None
    if reader.faults or instance is None:
        raise Malformed(reader.faults)
    return instance


class _Stop(Exception):
    """The rest cannot be read."""


class _Reader:
    """Reads values by their keys and remembers what was wrong."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, where: str, sentence: str) -> None:
        self.faults.append(f"{where}: {sentence}")

    def stop(self, where: str, sentence: str) -> _Stop:
        self.fault(where, sentence)
        return _Stop()

    # -- values of one kind; a fault is noted and a harmless value returned, so that reading can go on

    def mapping(self, raw: object, where: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise self.stop(where, f"must be an object, is {_shown(raw)}.")
        return raw

    def listed(self, holder: dict[str, Any], key: str, where: str, default: list[Any] | None = None) -> list[Any]:
        raw = holder.get(key, default)
        if not isinstance(raw, list):
            self.fault(f"{where}{key}", "is missing." if raw is None else f"must be a list, is {_shown(raw)}.")
            return []
        return raw

    def integer(
        self,
        holder: dict[str, Any],
        key: str,
        where: str,
        *,
        least: int = 0,
        most: int = 10**9,
        default: int | None = None,
    ) -> int:
        raw = holder.get(key, default)
        if isinstance(raw, bool) or not isinstance(raw, int):
            self.fault(f"{where}{key}", "is missing." if raw is None else f"must be a whole number, is {_shown(raw)}.")
            return least
        if not least <= raw <= most:
            bounds = f"at least {least}" if most == 10**9 else f"between {least} and {most}"
            self.fault(f"{where}{key}", f"must be {bounds}, is {raw}.")
            return least
        return raw

    def text(self, holder: dict[str, Any], key: str, where: str, default: str | None = None) -> str:
        raw = holder.get(key, default)
        if not isinstance(raw, str) or not raw:
            self.fault(f"{where}{key}", "is missing." if raw is None else f"must be a text, is {_shown(raw)}.")
            return ""
        return raw

    def date(self, raw: object, where: str) -> datetime.date:
        if isinstance(raw, str):
            try:
                day = datetime.date.fromisoformat(raw)
            except ValueError:
                pass
            else:
                if day.isoformat() == raw:
                    return day
        self.fault(where, f"must be a date written YYYY-MM-DD, is {_shown(raw)}.")
        return datetime.date(2000, 1, 1)

    # -- the parts

    def instance(self, raw: object) -> Instance:
        top = self.mapping(raw, "instance")
        if top.get("format") != FORMAT:
            raise self.stop("format", f"must be {FORMAT!r}, is {_shown(top.get('format'))}.")
        for key in ("calendar", "weights", "places", "travel", "rooms", "persons", "groups"):
            if key not in top:
                self.fault(key, "is missing.")
        if self.faults:
            raise _Stop
        calendar = self.calendar(self.mapping(top["calendar"], "calendar"))
        weights = self.mapping(top["weights"], "weights")
        values = Weights(**{name: self.integer(weights, name, "weights.") for name in WEIGHT_NAMES})
        places = self.places(top)
        travel = self.travel(self.mapping(top["travel"], "travel"), places)
        rooms = self.rooms(self.listed(top, "rooms", ""), set(places))
        persons = self.persons(self.listed(top, "persons", ""), set(places))
        groups = self.groups(self.listed(top, "groups", ""), rooms, persons, calendar)
        return Instance(
            id=self.text(top, "id", ""),
            calendar=calendar,
            weights=values,
            places=places,
            travel=travel,
            rooms=rooms,
            persons=persons,
            groups=groups,
            milestones=self.milestones(self.listed(top, "milestones", "", []), groups),
            fixed=self.fixed(self.listed(top, "fixed", "", []), groups, rooms),
        )

    def calendar(self, raw: dict[str, Any]) -> Calendar:
        first, last = self.date(raw.get("first"), "calendar.first"), self.date(raw.get("last"), "calendar.last")
        if first > last:
            self.fault("calendar.last", f"must not be before calendar.first ({first}), is {last}.")
        elif (last - first).days > 1100:
            raise self.stop("calendar.last", f"must lie within three years of calendar.first, is {last}.")
        closed = set()
        for number, row in enumerate(self.listed(raw, "closed", "calendar.", [])):
            where = f"calendar.closed[{number}]"
            closed.add(self.date(self.mapping(row, where).get("date"), f"{where}.date"))
        soft: dict[datetime.date, int] = {}
        for number, row in enumerate(self.listed(raw, "soft_days", "calendar.", [])):
            where = f"calendar.soft_days[{number}]"
            row = self.mapping(row, where)
            soft[self.date(row.get("date"), f"{where}.date")] = self.integer(row, "cost", f"{where}.")
        weeks = self.listed(raw, "leave_weeks", "calendar.", [])
        for number, week in enumerate(weeks):
            if isinstance(week, bool) or not isinstance(week, int) or not 1 <= week <= 53:
                self.fault(f"calendar.leave_weeks[{number}]", f"must be a week number 1–53, is {_shown(week)}.")
        day = self.mapping(raw.get("day"), "calendar.day")
        opens = self.integer(day, "open", "calendar.day.", most=1440)
        closes = self.integer(day, "close", "calendar.day.", most=1440)
        grid = self.integer(day, "grid", "calendar.day.", least=1, most=1440)
        if opens >= closes:
            self.fault("calendar.day.close", f"must be later than calendar.day.open ({opens}), is {closes}.")
        lunch: Any = day.get("lunch")
        if not _span(lunch, empty=True):
            self.fault("calendar.day.lunch", f"must be [from, to] in minutes of the day, is {_shown(lunch)}.")
            lunch = [0, 0]
        return Calendar(
            first=first,
            last=last,
            closed=frozenset(closed),
            leave_weeks=frozenset(week for week in weeks if isinstance(week, int)),
            soft_days=soft,
            opens=opens,
            closes=closes,
            lunch=(lunch[0], lunch[1]),
            grid=grid,
        )

    def places(self, top: dict[str, Any]) -> tuple[str, ...]:
        names: list[str] = []
        for number, row in enumerate(self.listed(top, "places", "")):
            name = self.text(self.mapping(row, f"places[{number}]"), "id", f"places[{number}].")
            if name in names:
                self.fault(f"places[{number}].id", f"{name!r} occurs twice.")
            names.append(name)
        return tuple(names)

    def travel(self, raw: dict[str, Any], places: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
        if raw.get("places") != list(places):
            self.fault("travel.places", "must list exactly the places, in the same order.")
        rows = self.listed(raw, "minutes", "travel.")
        size = len(places)
        if len(rows) != size or any(not isinstance(row, list) or len(row) != size for row in rows):
            raise self.stop("travel.minutes", f"must be a square matrix over the {size} places.")
        for one, row in enumerate(rows):
            for other, value in enumerate(row):
                if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1440:
                    self.fault(f"travel.minutes[{one}][{other}]", f"must be a whole number 0–1440, is {_shown(value)}.")
        return tuple(tuple(row) for row in rows)

    def rooms(self, rows: list[Any], places: set[str]) -> dict[str, Room]:
        rooms: dict[str, Room] = {}
        for number, raw in enumerate(rows):
            row = self.mapping(raw, f"rooms[{number}]")
            name = self.text(row, "id", f"rooms[{number}].")
            where = f"rooms.{name}."
            if name in rooms:
                self.fault(f"rooms[{number}].id", f"{name!r} occurs twice.")
            remote = bool(row.get("remote"))
            if not remote and row.get("place") not in places:
                self.fault(f"{where}place", f"there is no place {_shown(row.get('place'))}.")
            closed: dict[datetime.date, tuple[tuple[int, int], ...]] = {}
            for day, spans in self.mapping(row.get("closed", {}), f"{where}closed").items():
                key = f"{where}closed.{day}"
                if not isinstance(spans, list) or not all(_span(span) for span in spans):
                    self.fault(key, f"must be a list of [from, to], is {_shown(spans)}.")
                    continue
                closed[self.date(day, key)] = tuple((span[0], span[1]) for span in spans)
            capacity = 10**6 if remote else self.integer(row, "capacity", where)
            rooms[name] = Room(name, None if remote else str(row.get("place")), capacity, remote, closed)
        return rooms

    def persons(self, rows: list[Any], places: set[str]) -> dict[str, Person]:
        persons: dict[str, Person] = {}
        for number, raw in enumerate(rows):
            row = self.mapping(raw, f"persons[{number}]")
            name = self.text(row, "id", f"persons[{number}].")
            where = f"persons.{name}."
            if name in persons:
                self.fault(f"persons[{number}].id", f"{name!r} occurs twice.")
            if row.get("home") not in places:
                self.fault(f"{where}home", f"there is no place {_shown(row.get('home'))}.")
            if row.get("party") not in PARTIES:
                self.fault(f"{where}party", f"must be one of {', '.join(PARTIES)}, is {_shown(row.get('party'))}.")
            busy: dict[datetime.date, tuple[Busy, ...]] = {}
            for day, spans in self.mapping(row.get("busy", {}), f"{where}busy").items():
                key = f"{where}busy.{day}"
                if not isinstance(spans, list) or not all(_busy(span) for span in spans):
                    self.fault(key, f"must be a list of [from, to, at_home], is {_shown(spans)}.")
                    continue
                busy[self.date(day, key)] = tuple(Busy(a, b, bool(home)) for a, b, home in sorted(spans))
            persons[name] = Person(
                id=name,
                party=str(row.get("party")),
                org=self.text(row, "org", where, "-"),
                home=str(row.get("home")),
                weight=self.integer(row, "weight", where, default=1),
                shared=bool(row.get("shared")),
                max_day=self.integer(row, "max_day", where, default=1440),
                busy=busy,
            )
        return persons

    def groups(
        self, rows: list[Any], rooms: dict[str, Room], persons: dict[str, Person], calendar: Calendar
    ) -> dict[str, Group]:
        groups: dict[str, Group] = {}
        for number, raw in enumerate(rows):
            row = self.mapping(raw, f"groups[{number}]")
            name = self.text(row, "id", f"groups[{number}].")
            if name in groups:
                self.fault(f"groups[{number}].id", f"{name!r} occurs twice.")
            groups[name] = self.group(name, row, rooms, persons, calendar)
        for group in groups.values():
            if group.prep_group is not None and group.prep_group not in groups:
                self.fault(f"groups.{group.id}.prep_group", f"there is no group {group.prep_group!r}.")
        return groups

    def group(
        self, name: str, row: dict[str, Any], rooms: dict[str, Room], persons: dict[str, Person], calendar: Calendar
    ) -> Group:
        where = f"groups.{name}."
        first = self.date(row.get("first"), f"{where}first")
        last = self.date(row.get("last"), f"{where}last")
        if first > last:
            self.fault(f"{where}last", f"must not be before first ({first}), is {last}.")
        own_rooms = self.listed(row, "rooms", where)
        if not own_rooms:
            self.fault(f"{where}rooms", "must name at least one room.")
        for room in own_rooms:
            if not isinstance(room, str) or room not in rooms:
                self.fault(f"{where}rooms", f"there is no room {_shown(room)}.")
        min_gap = self.integer(row, "min_gap", where, least=1)
        max_gap = self.integer(row, "max_gap", where, least=1)
        if min_gap > max_gap:
            self.fault(f"{where}max_gap", f"must not be less than min_gap ({min_gap}), is {max_gap}.")
        quorum = self.mapping(row.get("quorum", {}), f"{where}quorum")
        prefer = self.mapping(row.get("prefer", {}), f"{where}prefer")
        weekdays = self.listed(prefer, "weekdays", f"{where}prefer.", [0, 1, 2, 3, 4])
        if not all(isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= 6 for day in weekdays):
            self.fault(f"{where}prefer.weekdays", f"must be weekday numbers 0–6, is {_shown(weekdays)}.")
            weekdays = []
        lead, prep = row.get("lead", [0, 0]), row.get("prep_group")
        if prep is not None and not isinstance(prep, str):
            self.fault(f"{where}prep_group", f"must be a group's id, is {_shown(prep)}.")
            prep = None
        if prep is not None and not _span(lead, most=3660, empty=True):
            self.fault(f"{where}lead", f"must be [fewest, most] days, is {_shown(lead)}.")
            lead = [0, 0]
        district = row.get("district")
        return Group(
            id=name,
            kind=self.text(row, "kind", where, "-"),
            district=district if isinstance(district, str) and district else None,
            meetings=self.integer(row, "meetings", where, least=1, most=400),
            duration=self.integer(row, "duration", where, least=1, most=1440),
            first=first,
            last=last,
            min_gap=min_gap,
            max_gap=max_gap,
            ideal_gap=self.integer(row, "ideal_gap", where),
            gap_tol=self.integer(row, "gap_tol", where),
            rooms=tuple(str(room) for room in own_rooms),
            prep_after=self.integer(row, "prep_after", where, default=0),
            seats=self.seats(self.listed(row, "seats", where), where, persons),
            quorum_kommun=self.integer(quorum, "kommun", f"{where}quorum.", default=0),
            quorum_polis=self.integer(quorum, "polis", f"{where}quorum.", default=0),
            quorum_share=self.integer(quorum, "share", f"{where}quorum.", most=100, default=0),
            prefer_weekdays=frozenset(weekdays),
            prefer_from=self.integer(prefer, "from", f"{where}prefer.", default=calendar.opens),
            prefer_to=self.integer(prefer, "to", f"{where}prefer.", default=calendar.closes),
            prep_group=prep,
            lead=(lead[0], lead[1]) if prep is not None else (0, 0),
        )

    def seats(self, rows: list[Any], where: str, persons: dict[str, Person]) -> tuple[Seat, ...]:
        seats: list[Seat] = []
        for number, raw in enumerate(rows):
            row = self.mapping(raw, f"{where}seats[{number}]")
            name = self.text(row, "id", f"{where}seats[{number}].")
            key = f"{where}seats.{name}."
            if any(seat.id == name for seat in seats):
                self.fault(f"{where}seats[{number}].id", f"{name!r} occurs twice.")
            deputies = self.listed(row, "deputies", key, [])
            for which, person in [("holder", row.get("holder")), *(("deputies", each) for each in deputies)]:
                if not isinstance(person, str) or person not in persons:
                    self.fault(f"{key}{which}", f"there is no person {_shown(person)}.")
            holder = str(row.get("holder"))
            kept = tuple(dict.fromkeys(str(each) for each in deputies if each != holder))
            seats.append(Seat(name, str(row.get("function", "")), holder, kept, bool(row.get("required"))))
        return tuple(seats)

    def milestones(self, rows: list[Any], groups: dict[str, Group]) -> tuple[Milestone, ...]:
        milestones = []
        for number, raw in enumerate(rows):
            where = f"milestones[{number}]."
            row = self.mapping(raw, where[:-1])
            group = row.get("group")
            if not isinstance(group, str) or group not in groups:
                self.fault(f"{where}group", f"there is no group {_shown(group)}.")
            first, last = self.date(row.get("from"), f"{where}from"), self.date(row.get("to"), f"{where}to")
            if first > last:
                self.fault(f"{where}to", f"must not be before from ({first}), is {last}.")
            milestones.append(Milestone(str(group), str(row.get("tag", "")), first, last))
        return tuple(milestones)

    def fixed(self, rows: list[Any], groups: dict[str, Group], rooms: dict[str, Room]) -> tuple[Fixed, ...]:
        fixed: list[Fixed] = []
        for number, raw in enumerate(rows):
            where = f"fixed[{number}]."
            row = self.mapping(raw, where[:-1])
            name = row.get("group")
            group = groups.get(name) if isinstance(name, str) else None
            if group is None:
                self.fault(f"{where}group", f"there is no group {_shown(name)}.")
                continue
            index = self.integer(row, "index", where, least=1, most=group.meetings)
            if row.get("room") not in rooms:
                self.fault(f"{where}room", f"there is no room {_shown(row.get('room'))}.")
            if any((each.group, each.index) == (group.id, index) for each in fixed):
                self.fault(f"{where}index", f"meeting {index} of {group.id} is fixed twice.")
            day = self.date(row.get("date"), f"{where}date")
            start = self.integer(row, "start", where, most=1439)
            fixed.append(Fixed(group.id, index, day, start, str(row.get("room"))))
        return tuple(fixed)


def _span(raw: object, most: int = 1440, *, empty: bool = False) -> bool:
    return (
        isinstance(raw, list)
        and len(raw) == 2
        and all(isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most for value in raw)
        and (raw[0] < raw[1] or (empty and raw[0] == raw[1]))
    )


def _busy(raw: object) -> bool:
    return isinstance(raw, list) and len(raw) == 3 and _span(raw[:2]) and raw[2] in (0, 1)


def _shown(raw: object) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else f"{text[:57]}…"
