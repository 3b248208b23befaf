"""The two top outcomes for the whole city until a period's end (FOL-20). Two queries, whatever the districts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from samverkan.indicators.models import Indicator, Reading
from samverkan.indicators.queries.indicators import indicators_for_unit
from samverkan.indicators.queries.readings import series_of
from samverkan.indicators.rules.coverage import TOP_OUTCOMES
from samverkan.indicators.services.pointers import indicator_pointer
from samverkan.indicators.words import Direction, IndicatorKind, Outcome
from samverkan.reporting.models import ReportingPeriod
from samverkan.reporting.rules.sums import Reporter, add_readings
from samverkan.reporting.rules.trends import OutcomeSeries

MOST_PERIODS = 5
"""So many periods of an indicator are written out; the rest stand with the indicator."""
UNIT = "organisation.unit"
"""The kind of what a part comes from: here no report but a unit's readings, open to all in the municipality."""
Facts = Mapping[str, Any]


def outcomes_until(period: ReportingPeriod, units: Mapping[int, str]) -> list[OutcomeSeries]:
    """Return the series of the city's indicators of the two top outcomes, each until the period ended.

    A period's figure is the city's own, or the districts' added up where the city has none. `units` are the names of
    the districts by key. Preliminary figures are left out. The caller has passed its gate.
    """
    town = period.municipality_id
    indicators = list(
        indicators_for_unit(town, on=period.ends_on).filter(unit=town, outcome__in=TOP_OUTCOMES).order_by("name", "pk")
    )
    names = {**units, town: period.municipality.name}
    readings = series_of([one.pk for one in indicators], names, preliminary=False)
    found = []
    for outcome in TOP_OUTCOMES:
        for indicator in indicators:
            if indicator.outcome == outcome:
                own = [(town, row) for row in readings.get((indicator.pk, town), ())]
                parts = [(key, row) for key in units if key != town for row in readings.get((indicator.pk, key), ())]
                found.append(_series(indicator, own, parts, names, period))
    return found


def _series(
    indicator: Indicator,
    own: list[tuple[int, Reading]],
    parts: list[tuple[int, Reading]],
    names: Mapping[int, str],
    period: ReportingPeriod,
) -> OutcomeSeries:
    by_days: dict[tuple[Any, Any], list[tuple[Reporter, Facts]]] = defaultdict(list)
    told = {(row.ends_on, row.starts_on) for _, row in own}
    pointer = indicator_pointer(indicator)
    for key, row in [*own, *parts]:
        days = (row.ends_on, row.starts_on)
        if row.ends_on > period.ends_on or (key != period.municipality_id and days in told):
            continue
        if key != period.municipality_id and indicator.kind == IndicatorKind.INDEX:
            continue  # an index of districts is not the city's
        reporter = Reporter(str(key), names[key], f"{pointer.address}?enhet={key}", UNIT)
        by_days[days].append((reporter, _facts(indicator, pointer.address, row)))
    periods = [found for days in sorted(by_days)[-MOST_PERIODS:] for found in add_readings(by_days[days])]
    return OutcomeSeries(Outcome(indicator.outcome), Direction(indicator.direction), tuple(periods))


def _facts(indicator: Indicator, address: str, reading: Reading) -> Facts:
    return {
        "key": str(indicator.pk),
        "name": indicator.name,
        "address": address,
        "kind": indicator.kind,
        "per": indicator.per,
        "unit_of_measure": indicator.unit_of_measure,
        "sex": "",
        "starts_on": reading.starts_on.isoformat(),
        "ends_on": reading.ends_on.isoformat(),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "value": reading.value,
        "is_preliminary": reading.is_preliminary,
        "source": str(reading.source),
    }
