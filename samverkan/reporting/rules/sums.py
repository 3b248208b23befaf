"""Adding up reports: every sum keeps its parts, and shares are summed by numerator and denominator (REP-02, FOL-01)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.indicators.rules.figures import Amount, added, value_of
from samverkan.indicators.rules.small import is_hidden
from samverkan.indicators.words import IndicatorKind


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whose report a part comes from: the report's key, the district and the report's address.

    A figure that is not of a report, but of a district's own readings, has another kind.
    """

    key: str
    title: str
    address: str
    kind: str = "reporting.report"


@dataclass(frozen=True, slots=True)
class Part:
    """What one report adds to a sum."""

    reporter: Reporter
    value: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure of the city and the reports' figures that it is made from."""

    code: str
    parts: tuple[Part, ...]

    @property
    def value(self) -> int:
        """Return the parts added up."""
        return sum(part.value for part in self.parts)


def add_up(counts: Iterable[tuple[Reporter, Mapping[str, int]]]) -> dict[str, Sum]:
    """Add up the reports' counts, code by code. What a report lacks adds nothing and is no part."""
    parts: dict[str, list[Part]] = defaultdict(list)
    for reporter, count in counts:
        for code, value in count.items():
            if value:
                parts[code].append(Part(reporter, value))
    return {code: Sum(code, tuple(found)) for code, found in parts.items()}


@dataclass(frozen=True, slots=True)
class IndicatorSum:
    """An indicator for the whole city: added up where that can be done, else the spread of the districts.

    `left_out` are districts whose reading had no numerator or denominator, so that it could not be added.
    """

    key: str
    name: str
    address: str
    kind: IndicatorKind
    per: int
    unit_of_measure: str
    parts: tuple[Part, ...]
    left_out: tuple[Reporter, ...]
    values: tuple[float, ...]
    starts_on: str
    ends_on: str
    is_uneven: bool
    """True when the districts' readings are not of the same days."""
    is_preliminary: bool
    sources: tuple[str, ...]

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Return the parts as amounts."""
        return tuple(Amount(part.value, part.denominator) for part in self.parts)

    @property
    def whole(self) -> Amount | None:
        """Return the parts added up, numerators and denominators apart; none where nothing could be added."""
        return added(self.kind, self.amounts)

    @property
    def value(self) -> float | None:
        """Return the number, share in per cent or rate of the whole; none where nothing could be added."""
        return value_of(self.kind, self.whole, self.per) if self.whole else None

    @property
    def is_hidden(self) -> bool:
        """Tell whether the whole is too small to be shown."""
        return self.whole is not None and is_hidden(self.kind, self.whole)


def amount_of(reading: Mapping[str, Any]) -> Amount:
    """Return what a reading measured."""
    return Amount(reading["numerator"], reading["denominator"], reading["value"])


def _can_be_added(reading: Mapping[str, Any]) -> bool:
    return added(IndicatorKind(reading["kind"]), [amount_of(reading)]) is not None


def add_readings(readings: Iterable[tuple[Reporter, Mapping[str, Any]]]) -> list[IndicatorSum]:
    """Add up the districts' readings of both sexes and all ages, indicator by indicator, in order of name."""
    by_indicator: dict[str, list[tuple[Reporter, Mapping[str, Any]]]] = defaultdict(list)
    for reporter, reading in readings:
        if not reading["sex"]:
            by_indicator[reading["key"]].append((reporter, reading))
    sums = [_one_indicator(rows) for rows in by_indicator.values()]
    return sorted(sums, key=lambda found: (found.name, found.key))


def _one_indicator(rows: Sequence[tuple[Reporter, Mapping[str, Any]]]) -> IndicatorSum:
    first = rows[0][1]
    parts = tuple(
        Part(reporter, reading["numerator"], reading["denominator"] if reading["kind"] != IndicatorKind.COUNT else None)
        for reporter, reading in rows
        if _can_be_added(reading)
    )
    return IndicatorSum(
        key=first["key"],
        name=first["name"],
        address=first["address"],
        kind=IndicatorKind(first["kind"]),
        per=first["per"],
        unit_of_measure=first["unit_of_measure"],
        parts=parts,
        left_out=tuple(reporter for reporter, reading in rows if not _can_be_added(reading)),
        values=tuple(reading["value"] for _, reading in rows if reading["value"] is not None),
        starts_on=min(reading["starts_on"] for _, reading in rows),
        ends_on=max(reading["ends_on"] for _, reading in rows),
        is_uneven=len({(reading["starts_on"], reading["ends_on"]) for _, reading in rows}) > 1,
        is_preliminary=any(reading["is_preliminary"] for _, reading in rows),
        sources=tuple(sorted({reading["source"] for _, reading in rows})),
    )
