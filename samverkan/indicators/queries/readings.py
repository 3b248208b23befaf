"""Questions about readings. Only those in force count; the replaced ones are history.

Preliminary figures are working material: boards are not shown them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.ground.words import Party
from samverkan.groups.queries import in_scope
from samverkan.indicators.models import Indicator, Reading
from samverkan.indicators.rules.coverage import Lacking, Measured, lacking_measurements
from samverkan.indicators.rules.figures import Amount
from samverkan.indicators.rules.small import SMALLEST, is_hidden
from samverkan.indicators.rules.sources import SourceOf
from samverkan.indicators.words import IndicatorKind, Outcome
from samverkan.organisation.models import Unit

WHOLE = Q(sex="", age="", part="")
"""Figures that are not broken down."""

SMALL = Q(numerator__gt=0, numerator__lt=SMALLEST) | Q(
    indicator__kind=IndicatorKind.SHARE,
    numerator__lt=F("denominator"),
    numerator__gt=F("denominator") - SMALLEST,
)
"""What `rules.small.is_hidden` says, for the database."""


def amount_of(reading: Reading) -> Amount:
    """Return what was measured, as a plain value."""
    return Amount(reading.numerator, reading.denominator, reading.value, reading.low, reading.high)


def in_force(*, preliminary: bool = True) -> QuerySet[Reading]:
    """Return the readings that have not been replaced, with or without preliminary ones."""
    found = Reading.objects.filter(replaced_by__isnull=True)
    return found if preliminary else found.filter(is_preliminary=False)


def sees_preliminary(actor: Actor) -> bool:
    """Tell whether the actor is shown preliminary figures; who is only elected is not."""
    return bool(actor.roles) and not actor.roles <= INSIGHT_ONLY


def reading_for(actor: Actor, reading_id: int) -> Reading:
    """Return the reading in a unit that the actor sees, or answer as if it did not exist."""
    found = Reading.objects.filter(in_scope(actor)).select_related("indicator__unit", "unit", "source")
    if not sees_preliminary(actor):
        found = found.filter(is_preliminary=False)
    reading = found.filter(pk=reading_id).first()
    if reading is None:
        raise Http404
    return reading


def latest_readings(
    indicator_ids: Iterable[int], unit_ids: Iterable[int], *, preliminary: bool = True
) -> dict[tuple[int, int], Reading]:
    """Return the latest undivided reading by indicator and unit: one query, with sources and indicators."""
    indicators, units = list(indicator_ids), list(unit_ids)
    if not indicators or not units:
        return {}
    found = in_force(preliminary=preliminary).filter(WHOLE, indicator__in=indicators, unit__in=units)
    newest = (
        in_force(preliminary=preliminary)
        .filter(WHOLE, indicator=OuterRef("indicator"), unit=OuterRef("unit"))
        .order_by("-ends_on", "-starts_on", "-pk")
        .values("pk")[:1]
    )
    latest = found.filter(pk=Subquery(newest)).select_related("source", "indicator", "unit")
    return {(reading.indicator_id, reading.unit_id): reading for reading in latest}


def series(indicator: Indicator | int, unit: Unit | int, *, preliminary: bool = True) -> list[Reading]:
    """Return the undivided readings of an indicator in a unit, the oldest first: one query."""
    found = in_force(preliminary=preliminary).filter(WHOLE, indicator=indicator, unit=unit)
    return list(found.select_related("source").order_by("ends_on", "starts_on", "pk"))


def readings_of(indicator: Indicator, unit_ids: Iterable[int], *, preliminary: bool = True) -> list[Reading]:
    """Return every reading of the indicator in the units, also those broken down, the oldest first: one query."""
    found = in_force(preliminary=preliminary).filter(indicator=indicator, unit__in=list(unit_ids))
    related = found.select_related("source", "unit")
    return list(related.order_by("ends_on", "starts_on", "unit__name", "age", "part", "sex", "pk"))


def series_of(
    indicator_ids: Iterable[int], unit_ids: Iterable[int], *, preliminary: bool = True
) -> dict[tuple[int, int], list[Reading]]:
    """Return the undivided readings by indicator and unit, each the oldest first: one query."""
    found = in_force(preliminary=preliminary).filter(WHOLE, indicator__in=list(indicator_ids), unit__in=list(unit_ids))
    by_pair: dict[tuple[int, int], list[Reading]] = {}
    for reading in found.select_related("source").order_by("ends_on", "starts_on", "pk"):
        by_pair.setdefault((reading.indicator_id, reading.unit_id), []).append(reading)
    return by_pair


def corrections_of(indicator: Indicator, unit: Unit) -> list[Reading]:
    """Return the replaced readings of the indicator in the unit with what replaced them, the latest first."""
    found = Reading.objects.filter(indicator=indicator, unit=unit, replaced_by__isnull=False)
    return list(found.select_related("source", "replaced_by__source").order_by("-replaced_by__recorded_at", "-pk")[:50])


@dataclass(frozen=True, slots=True)
class AreaTotal:
    """The sum of an indicator over several districts in a period. An index is never summed, so it is not here."""

    indicator_id: int
    starts_on: date
    ends_on: date
    numerator: int
    denominator: int | None
    units: int
    """How many districts gave a figure."""
    small_units: int = 0
    small_numerator: int = 0
    small_denominator: int | None = None
    """Those of the districts whose own figures are too small to be shown, and what they sum to."""

    @property
    def amount(self) -> Amount:
        """Return the whole sum."""
        return Amount(self.numerator, self.denominator)

    def shown(self, kind: IndicatorKind) -> tuple[Amount | None, int]:
        """Return what may be shown, and how many districts are left out of it.

        Where the hidden districts could be worked out by taking the others from the sum, the sum is of the others.
        """
        hidden = Amount(self.small_numerator, self.small_denominator)
        if not self.small_units or (self.small_units > 1 and not is_hidden(kind, hidden)):
            return self.amount, 0
        if self.small_units == self.units:
            return None, self.small_units
        base = None if self.denominator is None else self.denominator - (self.small_denominator or 0)
        return Amount(self.numerator - self.small_numerator, base), self.small_units


def area_totals(indicator_ids: Iterable[int], unit_ids: Iterable[int], *, preliminary: bool = True) -> list[AreaTotal]:
    """Return the sums over the units by indicator and period, added by the database: one query, linear.

    Numerators and denominators are summed apart (FOL-10). Small numbers are inside the sums; hide them where they
    are shown (`rules.small`).
    """
    sums = (
        in_force(preliminary=preliminary)
        .filter(WHOLE, indicator__in=list(indicator_ids), unit__in=list(unit_ids), numerator__isnull=False)
        .order_by("indicator", "ends_on", "starts_on")
        .values_list("indicator", "starts_on", "ends_on")
        .annotate(
            top=Sum("numerator"),
            base=Sum("denominator"),
            units=Count("pk"),
            small=Count("pk", filter=SMALL),
            small_top=Sum("numerator", filter=SMALL, default=0),
            small_base=Sum("denominator", filter=SMALL),
        )
    )
    return [AreaTotal(*row) for row in sums]


def sources_of_indicators(
    unit_id: int, indicator_ids: Iterable[int], *, until: date | None = None
) -> dict[int, SourceOf]:
    """Return the source of the latest figure of each indicator in the unit, perhaps until a day: one query.

    Two of these, from two times, are compared by `rules.sources.changed_sources`.
    """
    found = in_force().filter(unit_id=unit_id, indicator__in=list(indicator_ids))
    if until is not None:
        found = found.filter(ends_on__lte=until)
    rows = found.order_by("ends_on", "starts_on", "pk").values_list(
        "indicator", "source__publisher", "source__title", "source__year"
    )
    return {indicator: SourceOf(publisher, title, year) for indicator, publisher, title, year in rows}


def measurements_lacking(unit_ids: Iterable[int], *, signed_on: date, on: date) -> tuple[Lacking, ...]:
    """Return what is missing of measurements of unsafety and crime in the units since signing (FOL-03): one query.

    The day of signing is handed down: agreements lie above.
    """
    rows = (
        in_force()
        .filter(unit__in=list(unit_ids), indicator__outcome__in=(Outcome.SAFETY, Outcome.CRIME))
        .values_list("indicator__outcome", "party", "ends_on")
        .distinct()
        .order_by("ends_on")
    )
    found = (Measured(Outcome(outcome), Party(party), ends_on) for outcome, party, ends_on in rows)
    return lacking_measurements(found, signed_on=signed_on, on=on)
