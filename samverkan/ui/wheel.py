"""A year drawn as a wheel: months as sectors, a ring for each kind, a mark for each day. Plain values in, plain out.

January begins at the top and the year goes clockwise. Lengths are units of the view box, angles degrees.
"""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

SIZE = 1280
MIDDLE = SIZE / 2
INNER, OUTER = 224.0, 540.0
"""Where the rings begin and end."""
NAMES = 586.0
"""How far out the months' names stand."""
DOT = 15
MOST_DOTS = 64
"""A ring with more marks shows each week's number as a tone: dots would hide each other."""
TONES = 4


@dataclass(frozen=True, slots=True)
class Ring:
    """A kind of thing; `is_marked` says that its things are drawn as diamonds, not as dots."""

    key: str
    title: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day. `count` says how many there are where they are not told apart; `party` is a party's code."""

    day: date
    ring: str
    title: str = ""
    party: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Month:
    """A month's sector, and where its name stands."""

    number: int
    name: str
    d: str
    x: int
    y: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark of its own: a dot at a point, or a diamond (`d`)."""

    x: int
    y: int
    party: str
    title: str
    is_past: bool
    d: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """Many marks of a week: a piece of the ring in one of four tones."""

    d: str
    tone: int
    title: str


@dataclass(frozen=True, slots=True)
class DrawnRing:
    """A ring with what is on it. `key_radius` is its radius in the small picture of the key (240 by 240)."""

    title: str
    radius: int
    width: int
    key_radius: int
    count: int
    dots: tuple[Dot, ...]
    weeks: tuple[Week, ...]
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Wheel:
    """The drawn year. `today` is a line's two points, or none in another year."""

    year: int
    size: int
    months: tuple[Month, ...]
    rings: tuple[DrawnRing, ...]
    today: tuple[int, int, int, int] | None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is on the wheel."""
        return not any(ring.count for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the year's list (ui/_year_list.html): what is on a day. `kind` stands where there are no hours.

    `part` says when the reader is wanted, where that is not all of the hours.
    """

    day: date
    title: str
    address: str = ""
    kind: str = ""
    hours: str = ""
    part: str = ""
    where: str = ""
    place: str = ""
    party: str = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class MonthOfLines:
    """A month of the list."""

    number: int
    name: str
    rows: tuple[Line, ...]
    is_now: bool


def in_months(year: int, lines: Iterable[Line], *, today: date) -> tuple[MonthOfLines, ...]:
    """Return the months that hold anything, with their lines in the order they are given."""
    months: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        months[line.day.month].append(line)
    return tuple(
        MonthOfLines(
            number,
            date_format(date(year, number, 1), "F"),
            tuple(found),
            (year, number) == (today.year, today.month),
        )
        for number, found in sorted(months.items())
    )


def draw(year: int, rings: Sequence[Ring], marks: Iterable[Mark], *, today: date) -> Wheel:
    """Draw the year. The first ring is the outermost; marks of other years and of unknown rings are left out."""
    by_ring: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.day.year == year:
            by_ring[mark.ring].append(mark)
    width = (OUTER - INNER) / max(3, len(rings))
    drawn = []
    for number, ring in enumerate(rings):
        radius = OUTER - width * (number + 0.5)
        found = sorted(by_ring.get(ring.key, ()), key=lambda mark: (mark.day, mark.title))
        count = sum(mark.count for mark in found)
        many = count > MOST_DOTS or any(mark.count > 1 for mark in found)
        drawn.append(
            DrawnRing(
                title=ring.title,
                radius=round(radius),
                width=round(width - 14),
                key_radius=round(radius / OUTER * 105),
                count=count,
                dots=() if many else _dots(found, radius, width, ring.is_marked, today),
                weeks=_weeks(found, radius, width, year) if many else (),
                is_marked=ring.is_marked,
            )
        )
    line = (*_point(_angle(today), INNER - 20), *_point(_angle(today), OUTER + 14)) if today.year == year else None
    return Wheel(year, SIZE, tuple(_month(year, number, today) for number in range(1, 13)), tuple(drawn), line)


def _angle(day: date) -> float:
    """Return where the middle of the day is, from the top and clockwise.

    >>> round(_angle(date(2027, 7, 2)))
    180
    """
    days = 366 if calendar.isleap(day.year) else 365
    return (day.timetuple().tm_yday - 0.5) / days * 360


def _point(angle: float, radius: float) -> tuple[int, int]:
    turned = math.radians(angle - 90)
    return round(MIDDLE + radius * math.cos(turned)), round(MIDDLE + radius * math.sin(turned))


def _sector(start: float, end: float, inner: float, outer: float) -> str:
    (a, b), (c, d) = _point(start, outer), _point(end, outer)
    (e, f), (g, h) = _point(end, inner), _point(start, inner)
    large = int(end - start > 180)
    return f"M{a} {b}A{outer:.1f} {outer:.1f} 0 {large} 1 {c} {d}L{e} {f}A{inner:.1f} {inner:.1f} 0 {large} 0 {g} {h}Z"


def _month(year: int, number: int, today: date) -> Month:
    first, last = date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    half = 180 / (366 if calendar.isleap(year) else 365)
    start, end = _angle(first) - half, _angle(last) + half
    x, y = _point((start + end) / 2, NAMES)
    is_now = (today.year, today.month) == (year, number)
    return Month(number, date_format(first, "F"), _sector(start, end, INNER, OUTER), x, y, is_now)


def _dots(marks: Sequence[Mark], radius: float, width: float, is_marked: bool, today: date) -> tuple[Dot, ...]:
    """Place the marks so that those of near days stand beside each other: in, out and in the middle of the ring."""
    lanes = [0.0, width / 3.4, -width / 3.4]
    taken = [-360.0] * len(lanes)
    dots = []
    for mark in marks:
        angle = _angle(mark.day)
        near = math.degrees(2.3 * DOT / radius)
        lane = next((number for number, last in enumerate(taken) if angle - last >= near), 0)
        taken[lane] = angle
        x, y = _point(angle, radius + lanes[lane])
        reach = DOT + 3
        diamond = f"M{x} {y - reach}l{reach} {reach}l{-reach} {reach}l{-reach} {-reach}Z" if is_marked else ""
        dots.append(Dot(x, y, mark.party, mark.title, mark.day < today, diamond))
    return tuple(dots)


def _weeks(marks: Sequence[Mark], radius: float, width: float, year: int) -> tuple[Week, ...]:
    """Return the weeks that hold anything; the fullest has the deepest tone."""
    counts: dict[int, int] = defaultdict(int)
    for mark in marks:
        counts[(mark.day.timetuple().tm_yday - 1) // 7] += mark.count
    most = max(counts.values())
    days = 366 if calendar.isleap(year) else 365
    weeks = []
    for number, count in sorted(counts.items()):
        start, end = number * 7 / days * 360 + 0.6, min(days, number * 7 + 7) / days * 360 - 0.6
        d = _sector(start, max(end, start + 0.2), radius - width / 2 + 9, radius + width / 2 - 9)
        weeks.append(Week(d, max(1, math.ceil(count / most * TONES)), str(count)))
    return tuple(weeks)
