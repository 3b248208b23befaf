"""A plan's meetings as people read them: group by group, with day, hour, room and who attends which part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.ground.periods import Period


@dataclass(frozen=True)
class Part:
    """Who attends, and from when to when; `by_video` from the own office."""

    person: str
    start: int
    end: int
    by_video: bool = False
    is_deputy: bool = False
    seat: str = ""


@dataclass(frozen=True)
class Point:
    """What is dealt with at a meeting, from and to in minutes of the day, and the seats that it needs."""

    title: str
    start: int
    end: int
    seats: tuple[str, ...]


@dataclass(frozen=True)
class Planned:
    """A meeting of a plan."""

    group: str
    number: int
    day: date
    start: int
    end: int
    room: str
    parts: tuple[Part, ...]
    empty: tuple[str, ...]
    """Seats that nobody fills at this meeting."""
    agenda: tuple[Point, ...] = ()
    """In order; only where the plan says it."""
    is_assumed: bool = True
    """Whether the agenda is assumed, since the group had written none."""

    @property
    def has_agenda(self) -> bool:
        """Tell whether the plan says what is dealt with when: the group has written it, or somebody attends a part."""
        return bool(self.agenda) and (self.is_windowed or not self.is_assumed)

    @property
    def is_windowed(self) -> bool:
        """Tell whether somebody attends only a part."""
        return any((part.start, part.end) != (self.start, self.end) or part.by_video for part in self.parts)


def own_part(planned: Planned, person: str, held: Iterable[tuple[str, Period]]) -> Part | None:
    """Return what the meeting wants of somebody who holds seats in these days, if anything.

    A seat's part is for who holds it on the day, whoever did when the plan was made; a deputy's is for the deputy.
    """
    seats = {seat for seat, period in held if period.holds(planned.day)}
    own = [part for part in planned.parts if (part.person == person if part.is_deputy else part.seat in seats)]
    if not own:
        return None
    begins, ends = min(part.start for part in own), max(part.end for part in own)
    return Part(person, begins, ends, all(part.by_video for part in own))


def meetings_of(
    instance: Mapping[str, Any], schedule: Mapping[str, Any], windows: Mapping[str, Any] | None = None
) -> list[Planned]:
    """Return the meetings of a stored plan by day and hour."""
    groups = {row["id"]: row for row in instance["groups"]}
    found = []
    for row in schedule.get("meetings", ()):
        group = groups[row["group"]]
        start, end = row["start"], row["start"] + group["duration"]
        laid = (windows or {}).get(f"{row['group']}-{row['index']}", {})
        parts, empty = [], []
        for seat in group["seats"]:
            person = row["attend"].get(seat["id"])
            if person is None:
                empty.append(seat["id"])
                continue
            begins, ends, video = laid.get("parts", {}).get(seat["id"], (start, end, False))
            parts.append(Part(person, begins, ends, video, person != seat["holder"], seat["id"]))
        agenda, at = [], start
        for title, minutes, needs in laid.get("agenda", ()):
            agenda.append(Point(title, at, at + minutes, tuple(needs)))
            at += minutes
        found.append(
            Planned(
                group=row["group"],
                number=row["index"],
                day=date.fromisoformat(row["date"]),
                start=start,
                end=end,
                room=row["room"],
                parts=tuple(parts),
                empty=tuple(empty),
                agenda=tuple(agenda),
                is_assumed=not laid.get("written", False),
            )
        )
    return sorted(found, key=lambda each: (each.day, each.start, each.group))
