"""A series drawn on the server: the line, the band of its uncertainty, baseline and target. Lengths are pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from samverkan.indicators.pages.figures import Figure, number
from samverkan.indicators.rules.figures import Interval
from samverkan.indicators.rules.standing import Target
from samverkan.ui.drawing import TextLine

WIDTH, HEIGHT = 560, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 16, 14, 30
STRIP = 200
"""Width of the strip in which a district's figure is drawn."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of the series."""

    x: int
    y: int
    text: str
    is_preliminary: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of a series."""

    width: int
    height: int
    left: int
    right: int
    line: str
    band: str
    dots: tuple[Dot, ...]
    grid: tuple[TextLine, ...]
    years: tuple[TextLine, ...]
    target: TextLine | None
    aim: str


def nice_top(value: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below the value.

    >>> nice_top(37.0)
    50.0
    """
    if value <= 0:
        return 1.0
    power: float = 10.0 ** floor(log10(value))
    return next((step * power for step in (1, 2, 2.5, 5, 10) if value <= step * power), 10 * power)


def _day_number(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def chart_of(figures: Sequence[Figure], target: Target | None) -> Chart | None:
    """Draw the shown figures, the oldest to the left; nothing with fewer than two of them.

    The axis begins at nought unless a value lies below it. Hidden figures leave a gap.
    """
    shown = [figure for figure in figures if figure.value is not None]
    if len(shown) < 2:
        return None
    values = [figure.value or 0.0 for figure in shown]
    limits = [limit for figure in shown if figure.interval for limit in (figure.interval.low, figure.interval.high)]
    aims = [target.baseline, target.target] if target else []
    top = nice_top(max(values + limits + aims))
    low = min(0.0, *values, *limits, *aims)
    bottom = -nice_top(-low) if low < 0 else 0.0
    times = [_day_number(figure.ends_on) for figure in shown]
    first, last = min(times), max(times)
    if target:
        last = max(last, target.target_year + 0.997)
    span = (last - first) or 1.0

    def across(time: float) -> int:
        return round(LEFT + (time - first) / span * (WIDTH - LEFT - RIGHT))

    def up(value: float) -> int:
        return round(HEIGHT - BOTTOM - (value - bottom) / ((top - bottom) or 1.0) * (HEIGHT - TOP - BOTTOM))

    runs = _runs(figures)
    dots = tuple(
        Dot(across(time), up(value), f"{figure.period}: {figure.text}", figure.is_preliminary)
        for figure, value, time in zip(shown, values, times, strict=True)
    )
    lines, bands = [], []
    for run in runs:
        places = [(across(_day_number(figure.ends_on)), figure) for figure in run]
        lines.append("M" + "L".join(f"{x} {up(figure.value or 0.0)}" for x, figure in places))
        banded = [(x, figure.interval) for x, figure in places if figure.interval]
        if len(banded) > 1:
            above = [f"{x} {up(interval.high)}" for x, interval in banded]
            below = [f"{x} {up(interval.low)}" for x, interval in reversed(banded)]
            bands.append("M" + "L".join(above + below) + "Z")
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        line="".join(lines),
        band="".join(bands),
        dots=dots,
        grid=tuple(TextLine(LEFT - 8, up(mark), number(mark)) for mark in _marks(bottom, top)),
        years=_years(shown, across, target),
        target=TextLine(WIDTH - RIGHT, up(target.target), number(target.target)) if target else None,
        aim=(
            f"M{max(LEFT, across(target.baseline_year + 0.997))} {up(target.baseline)}"
            f"L{across(target.target_year + 0.997)} {up(target.target)}"
        )
        if target
        else "",
    )


def _runs(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Return the stretches of shown figures without a hidden one between."""
    runs: list[list[Figure]] = [[]]
    for figure in figures:
        if figure.value is None:
            runs.append([])
        else:
            runs[-1].append(figure)
    return [run for run in runs if run]


def _marks(bottom: float, top: float) -> tuple[float, ...]:
    middle = (top + bottom) / 2 if bottom == 0 else 0.0
    return (bottom, middle, top)


def _years(shown: Sequence[Figure], across: Callable[[float], int], target: Target | None) -> tuple[TextLine, ...]:
    """Return the years under the axis, as many as have room."""
    days = {figure.ends_on.year: _day_number(figure.ends_on) for figure in shown}
    if target:
        days.setdefault(target.target_year, target.target_year + 0.997)
    lines = list[TextLine]()
    for year, time in sorted(days.items(), reverse=True):
        x = across(time)
        if not lines or lines[-1].x - x >= 44:
            lines.append(TextLine(x, HEIGHT - 8, str(year)))
    return tuple(reversed(lines))


@dataclass(frozen=True, slots=True)
class Strip:
    """One district's figure on the scale that all share, and where the municipality's figure lies."""

    dot: int
    low: int
    high: int
    whole: int | None


def strips(intervals: Sequence[tuple[float, Interval | None] | None], whole: float | None) -> list[Strip | None]:
    """Return for each value its place on the common scale, which begins at nought."""
    limits: list[float] = [one[0] for one in intervals if one]
    limits += [limit for one in intervals if one and one[1] for limit in (one[1].low, one[1].high)]
    top = max([*limits, whole or 0.0])
    bottom = min([0.0, *limits])
    span = (top - bottom) or 1.0

    def across(value: float) -> int:
        return round(6 + (value - bottom) / span * (STRIP - 12))

    found = list[Strip | None]()
    for one in intervals:
        if one is None:
            found.append(None)
            continue
        value, interval = one
        low, high = (interval.low, interval.high) if interval else (value, value)
        found.append(Strip(across(value), across(low), across(high), None if whole is None else across(whole)))
    return found
