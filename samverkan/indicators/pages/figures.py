"""Figures as they are shown: with unit, uncertainty, source and date; small ones as “fewer than 5”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from samverkan.ground.words import Party
from samverkan.indicators.models import Aim, Indicator, Reading
from samverkan.indicators.queries.readings import AreaTotal, amount_of
from samverkan.indicators.rules.figures import Amount, Interval, interval_of, value_of
from samverkan.indicators.rules.small import SMALLEST, hidden_parts, is_hidden
from samverkan.indicators.rules.standing import Point, Target, is_stale
from samverkan.indicators.words import IndicatorKind, Sex
from samverkan.ui.numbers import written_number

DASH = "–"


def number(value: float | None, decimals: int = 1) -> str:
    """Write a number in the reader's language; whole numbers without decimals."""
    if value is None:
        return DASH
    places = 0 if float(value).is_integer() else decimals
    return written_number(value, places)


def with_unit(indicator: Indicator, value: float | None) -> str:
    """Write a value with what it is a value of."""
    if value is None:
        return DASH
    if indicator.kind == IndicatorKind.SHARE:
        return gettext("%(number)s per cent") % {"number": number(value)}
    if indicator.kind == IndicatorKind.RATE:
        return gettext("%(number)s for %(base)s residents") % {
            "number": number(value),
            "base": written_number(indicator.per),
        }
    return number(value)


def written_period(starts_on: date, ends_on: date) -> str:
    """Write a period as shortly as it can be told: a year, months of a year, or two days."""
    if (starts_on.month, starts_on.day, ends_on.month, ends_on.day) == (1, 1, 12, 31):
        years = (starts_on.year, ends_on.year)
        return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
    return f"{date_format(starts_on, 'j b Y')} – {date_format(ends_on, 'j b Y')}"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured in a unit during a period. A hidden figure has no value and no interval."""

    unit: str
    starts_on: date
    ends_on: date
    value: float | None
    interval: Interval | None
    text: str
    margin: str
    basis: str
    source: str
    source_address: str
    source_year: int | None
    party: Party | None
    is_hidden: bool = False
    is_preliminary: bool = False
    is_invented: bool = False
    summed: int = 0
    """How many districts it is the sum of; 0 for a figure that was given as it stands."""
    left_out: int = 0
    """How many districts are left out of the sum, since it would give their small figures away."""
    correct_address: str = ""

    @classmethod
    def of(cls, reading: Reading, indicator: Indicator, *, hidden: bool | None = None, correct: bool = False) -> Figure:
        """Return the figure of a reading. `hidden` says more than its own smallness. Wants source and unit selected."""
        kind, amount = IndicatorKind(indicator.kind), amount_of(reading)
        hide = is_hidden(kind, amount) if hidden is None else hidden
        value, interval, text, margin, basis = _said(indicator, amount, hide=hide)
        return cls(
            unit=reading.unit.name,
            starts_on=reading.starts_on,
            ends_on=reading.ends_on,
            value=value,
            interval=interval,
            text=text,
            margin=margin,
            basis=basis,
            source=str(reading.source),
            source_address=reverse("indicators:source", args=[reading.source_id]),
            source_year=reading.source.year,
            party=Party(reading.party),
            is_hidden=hide,
            is_preliminary=reading.is_preliminary,
            is_invented=reading.source.is_invented,
            correct_address=reverse("indicators:correct_reading", args=[reading.pk]) if correct else "",
        )

    @classmethod
    def of_total(cls, total: AreaTotal, indicator: Indicator, unit: str) -> Figure:
        """Return the figure of a sum over districts."""
        amount, left_out = total.shown(IndicatorKind(indicator.kind))
        hide = amount is None or is_hidden(IndicatorKind(indicator.kind), amount)
        value, interval, text, margin, basis = _said(indicator, amount or Amount(), hide=hide)
        return cls(
            unit=unit,
            starts_on=total.starts_on,
            ends_on=total.ends_on,
            value=value,
            interval=interval,
            text=text,
            margin=margin,
            basis=basis,
            source="",
            source_address="",
            source_year=None,
            party=None,
            is_hidden=hide,
            summed=total.units - left_out,
            left_out=left_out,
        )

    @property
    def period(self) -> str:
        """Return the period in words."""
        return written_period(self.starts_on, self.ends_on)

    @property
    def point(self) -> Point | None:
        """Return the figure as a point of a series, or none where it is hidden."""
        return None if self.value is None else Point(self.ends_on, self.value, self.interval)

    def is_stale(self, indicator: Indicator, *, on: date) -> bool:
        """Tell whether a newer figure ought to be there."""
        return is_stale(self.ends_on, indicator.interval_months, on=on)


def _said(indicator: Indicator, amount: Amount, *, hide: bool) -> tuple[float | None, Interval | None, str, str, str]:
    """Return value, interval, and both in words with what they were worked out from."""
    if hide:
        return None, None, gettext("fewer than %(smallest)s") % {"smallest": SMALLEST}, "", ""
    kind = IndicatorKind(indicator.kind)
    value, interval = value_of(kind, amount, indicator.per), interval_of(kind, amount, indicator.per)
    margin = ""
    if interval is not None:
        margin = gettext("%(low)s to %(high)s") % {
            "low": number(interval.low),
            "high": number(interval.high),
        }
    basis = ""
    if amount.numerator is not None and amount.denominator is not None:
        basis = gettext("%(numerator)s of %(denominator)s") % {
            "numerator": number(amount.numerator),
            "denominator": number(amount.denominator),
        }
    return value, interval, with_unit(indicator, value), margin, basis


def points_of(figures: Iterable[Figure]) -> list[Point]:
    """Return the shown figures as points."""
    return [figure.point for figure in figures if figure.point is not None]


def target_of(aim: Aim | None) -> Target | None:
    """Return the aim as a plain value."""
    return Target(aim.baseline_year, aim.baseline, aim.target_year, aim.target) if aim else None


def merged(
    indicator: Indicator, readings: Iterable[Reading], totals: Iterable[AreaTotal], unit: str, *, correct: bool = False
) -> tuple[Figure, ...]:
    """Return a municipality's series, the oldest first: its own figures, and sums of districts where it has none."""
    own = {(reading.starts_on, reading.ends_on): reading for reading in readings}
    figures = [Figure.of(reading, indicator, correct=correct) for reading in own.values()]
    figures += [
        Figure.of_total(total, indicator, unit) for total in totals if (total.starts_on, total.ends_on) not in own
    ]
    return tuple(sorted(figures, key=lambda figure: (figure.ends_on, figure.starts_on)))


def hidden_among(indicator: Indicator, readings: Sequence[Reading]) -> frozenset[int]:
    """Return the keys of the readings that are not to be shown, breakdowns with their totals in mind.

    A family is one unit's figures of a period broken down in the same way, for example women and men.
    """
    kind = IndicatorKind(indicator.kind)
    families: dict[tuple[tuple[int, date, date], tuple[bool, bool, bool]], list[Reading]] = {}
    whole_is_shown: dict[tuple[int, date, date], bool] = {}
    for reading in readings:
        place = (reading.unit_id, reading.starts_on, reading.ends_on)
        ways = (bool(reading.sex), bool(reading.age), bool(reading.part))
        families.setdefault((place, ways), []).append(reading)
        if not any(ways):
            whole_is_shown[place] = not is_hidden(kind, amount_of(reading))
    hidden = set[int]()
    for (place, ways), members in families.items():
        shown = any(ways) and whole_is_shown.get(place, False)
        places = hidden_parts(kind, [amount_of(reading) for reading in members], total_is_shown=shown)
        hidden |= {members[position].pk for position in places}
    return frozenset(hidden)


def group_label(reading: Reading) -> str:
    """Write which part of the people or of the district a broken-down figure is for."""
    parts = [gettext(Sex(reading.sex).label)] if reading.sex else []
    if reading.age:
        parts.append(gettext("%(age)s years") % {"age": reading.age})
    return ", ".join([*parts, reading.part] if reading.part else parts)
