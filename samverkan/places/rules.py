"""Counts at a place: what may be shown, and the drawing of them over time. Plain values, no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from samverkan.places.words import ProblemType

LIMIT = 5
"""Numbers of people or of events with a victim below this are shown as "fewer than"."""

ABOUT_PEOPLE = frozenset({ProblemType.VIOLENCE, ProblemType.THEFT, ProblemType.UNSAFETY})
"""What is counted in people or in events with a victim; a small number could point somebody out.

Open drug scenes, settlements, litter and the like are counted in places and things, and are shown as they are:
that there are two scenes and not four is what the work is followed up on (SIT-22).
"""


def is_suppressed(problem_type: ProblemType, number: int) -> bool:
    """Tell whether the number is shown as "fewer than five". Zero is shown: it points nobody out.

    >>> is_suppressed(ProblemType.VIOLENCE, 4), is_suppressed(ProblemType.DRUG_DEALING, 4)
    (True, False)
    """
    return problem_type in ABOUT_PEOPLE and 0 < number < LIMIT


@dataclass(frozen=True, slots=True)
class Counted:
    """One count: the day and the number."""

    on: date
    number: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the drawing, in units of the drawing. A suppressed bar reaches the limit and is drawn hollow."""

    x: int
    y: int
    width: int
    height: int
    on: date
    number: int
    is_suppressed: bool

    @property
    def middle(self) -> int:
        """Return where the text over the bar stands."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A line of the scale: where, and the number it stands for."""

    y: int
    number: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark under the drawing: where, and the day."""

    x: int
    on: date


@dataclass(frozen=True, slots=True)
class Drawing:
    """Counts over time: bars on the days they were made, so that gaps in the counting show as gaps."""

    width: int
    height: int
    base: int
    """Where zero is."""
    left: int
    bars: tuple[Bar, ...]
    grid: tuple[Grid, ...]
    ticks: tuple[Tick, ...]


WIDTH, HEIGHT, LEFT, TOP, BASE = 720, 220, 36, 24, 184


def step_of(most: int) -> int:
    """Return the step of a scale with at most five lines: 1, 2 or 5 times a power of ten.

    >>> [step_of(most) for most in (0, 3, 7, 12, 43, 2100)]
    [1, 1, 2, 5, 10, 500]
    """
    step = 1
    while True:
        for factor in (1, 2, 5):
            if most <= step * factor * 5:
                return step * factor
        step *= 10


def drawing_of(counts: Sequence[Counted], problem_type: ProblemType) -> Drawing | None:
    """Return the drawing of the counts, the oldest first; none where nothing has been counted.

    The days lie at distances as in the calendar. Bars are as wide as the closest two days allow, 4 to 36.
    """
    if not counts:
        return None
    in_order = sorted(counts, key=lambda one: one.on)
    first, last = in_order[0].on, in_order[-1].on
    span = max((last - first).days, 1)
    closest = min(((b.on - a.on).days for a, b in pairwise(in_order)), default=span)
    room = WIDTH - LEFT - 48
    width = max(4, min(36, int(room * closest / span * 0.7)))
    shown = [max(one.number, LIMIT) if is_suppressed(problem_type, one.number) else one.number for one in in_order]
    step = step_of(max(shown))
    top = max(step, -(-max(shown) // step) * step)
    bars = []
    for one, height in zip(in_order, shown, strict=True):
        x = LEFT + 24 + (room * (one.on - first).days // span if len(in_order) > 1 else room // 2)
        tall = (BASE - TOP) * height // top
        hidden = is_suppressed(problem_type, one.number)
        bars.append(Bar(x - width // 2, BASE - tall, width, tall, one.on, one.number, hidden))
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        base=BASE,
        left=LEFT,
        bars=tuple(bars),
        grid=tuple(Grid(BASE - (BASE - TOP) * n // top, n) for n in range(0, top + 1, step)),
        ticks=ticks_under(bars),
    )


def ticks_under(bars: Sequence[Bar], apart: int = 96) -> tuple[Tick, ...]:
    """Return days to write under the bars: the first and the last, and those between that do not touch."""
    chosen: list[Tick] = []
    for bar in bars:
        if not chosen or bar.middle - chosen[-1].x >= apart:
            chosen.append(Tick(bar.middle, bar.on))
    if chosen and chosen[-1].on != bars[-1].on:
        if len(chosen) > 1:
            chosen.pop()
        if bars[-1].middle - chosen[-1].x >= apart:
            chosen.append(Tick(bars[-1].middle, bars[-1].on))
    return tuple(chosen)


def change_since(counts: Sequence[Counted], *, on: date, days: int = 365) -> tuple[Counted, Counted] | None:
    """Return the last count and the one closest to a year before it, for a plain comparison.

    None when there is no count at least half of `days` older than the last; then nothing can be said of a change.
    """
    in_order = sorted((one for one in counts if one.on <= on), key=lambda one: one.on)
    if not in_order:
        return None
    last = in_order[-1]
    wanted = last.on - timedelta(days=days)
    earlier = [one for one in in_order[:-1] if (last.on - one.on).days * 2 >= days]
    if not earlier:
        return None
    return min(earlier, key=lambda one: abs((one.on - wanted).days)), last
