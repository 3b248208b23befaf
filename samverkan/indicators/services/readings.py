"""Deeds with readings: recorded one or many at a time, corrected without being lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Indicator, Reading, Source
from samverkan.indicators.queries.readings import amount_of
from samverkan.indicators.rules.figures import Amount, refuse_odd_amount
from samverkan.indicators.rules.small import refuse_small_group
from samverkan.indicators.rules.table import FaultyTable, RowFault, TableRow, read_table
from samverkan.indicators.services.pointers import NOT_YOUR_READINGS, indicator_pointer, source_pointer
from samverkan.indicators.words import IndicatorKind, Sex
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind

LEVELS = frozenset({UnitKind.MUNICIPALITY, UnitKind.DISTRICT})
Key = tuple[int, int, date, date, str, str, str]


@dataclass(frozen=True, slots=True)
class NewReading:
    """A figure to be recorded."""

    indicator: Indicator
    unit: Unit
    starts_on: date
    ends_on: date
    amount: Amount
    source: Source
    sex: Sex = Sex.ALL
    age: str = ""
    part: str = ""
    is_preliminary: bool = False
    party: Party | None = None
    """Which party the figure comes from; by default the one for whom the person records it."""

    @property
    def key(self) -> Key:
        """Return what only one reading in force may be for."""
        return (
            self.indicator.pk,
            self.unit.pk,
            self.starts_on,
            self.ends_on,
            self.sex.value,
            self.age.strip(),
            self.part.strip(),
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows of a table."""

    recorded: int
    corrected: int
    unchanged: int


def may_record(by: Actor, indicator: Indicator, unit: Unit) -> bool:
    """Tell whether the actor records the unit's figures; of common indicators also those who prepare centrally."""
    municipality = unit.municipality_id
    central = municipality is not None and indicator.unit_id == municipality and may_prepare(by, municipality)
    return may_prepare(by, unit.pk) or central


def _checked(by: Actor, new: NewReading, *, today: date) -> None:
    """Raise `Refused` unless the reading may be stored by the actor."""
    demand(may_record(by, new.indicator, new.unit), NOT_YOUR_READINGS)
    refuse_person_data(age=new.age, part=new.part)
    if new.unit.kind not in LEVELS or new.indicator.unit_id not in (new.unit.pk, new.unit.municipality_id):
        raise Refused("The indicator is not measured in that unit.", field="unit")
    if new.source.municipality_id != (new.unit.municipality_id or new.unit.pk):
        raise Refused("The source belongs to another municipality.", field="source")
    if new.ends_on < new.starts_on:
        raise Refused("The period ends before it starts.", field="ends_on")
    if new.ends_on > today:
        raise Refused("The period has not ended yet, so it cannot have been measured.", field="ends_on")
    retired = new.indicator.retired_on
    if retired is not None and new.starts_on >= retired:
        raise Refused("The indicator is no longer used from %(day)s.", field="indicator", day=retired)
    kind = IndicatorKind(new.indicator.kind)
    refuse_odd_amount(kind, new.amount)
    if new.indicator.aggregate_only:
        refuse_small_group(kind, new.amount)
    if new.party is None and by.party not in (Party.MUNICIPALITY, Party.POLICE):
        raise Refused("Write which party the figure comes from.", field="party")


def _row(by: Actor, new: NewReading) -> Reading:
    amount = new.amount
    return Reading(
        indicator=new.indicator,
        unit=new.unit,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        numerator=amount.numerator,
        denominator=amount.denominator,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        sex=new.sex,
        age=new.age.strip(),
        part=new.part.strip(),
        source=new.source,
        party=new.party or by.party or Party.MUNICIPALITY,
        is_preliminary=new.is_preliminary,
        recorded_at=timezone.now(),
    )


def _key_of(reading: Reading) -> Key:
    return (
        reading.indicator_id,
        reading.unit_id,
        reading.starts_on,
        reading.ends_on,
        reading.sex,
        reading.age,
        reading.part,
    )


def _in_force(new: Sequence[NewReading]) -> dict[Key, Reading]:
    """Return the readings in force that the new ones are about: one query."""
    found = Reading.objects.select_for_update(of=("self",)).filter(
        replaced_by__isnull=True,
        indicator__in={one.indicator.pk for one in new},
        unit__in={one.unit.pk for one in new},
    )
    return {_key_of(reading): reading for reading in found}


def _says_the_same(reading: Reading, new: NewReading) -> bool:
    return (
        amount_of(reading) == new.amount
        and reading.source_id == new.source.pk
        and reading.is_preliminary == new.is_preliminary
        and new.party in (None, reading.party)
    )


@transaction.atomic
def record_reading(*, by: Actor, new: NewReading, today: date) -> Reading:
    """Record one figure. Refused where there is one already: that one is corrected instead."""
    return record_readings(by=by, new=[new], today=today)[0]


@transaction.atomic
def record_readings(*, by: Actor, new: Sequence[NewReading], today: date) -> list[Reading]:
    """Record figures, all or none of them (FOL-03, FOL-10, SIT-09): a fixed number of queries."""
    known = _in_force(new)
    for one in new:
        _checked(by, one, today=today)
        if one.key in known:
            raise Refused(
                "That is already measured for the period: %(indicator)s, %(unit)s.",
                field="starts_on",
                way_on="Correct the figure that is there instead.",
                indicator=one.indicator.name,
                unit=one.unit.name,
            )
    if len({one.key for one in new}) != len(new):
        raise Refused("The same figure is given twice.", field="starts_on")
    rows = Reading.objects.bulk_create(_row(by, one) for one in new)
    _trace(by, "indicators.readings_recorded", rows)
    return rows


def _trace(by: Actor, event: str, rows: Iterable[Reading]) -> None:
    """Write one line in the trail for each indicator, with how many figures."""
    count: dict[int, tuple[Indicator, list[Reading]]] = {}
    for row in rows:
        count.setdefault(row.indicator_id, (row.indicator, []))[1].append(row)
    for indicator, readings in count.values():
        details: dict[str, object] = {"readings": len(readings), "source": str(readings[0].source)}
        if len(readings) == 1:
            details |= {"unit": readings[0].unit.name, "until": readings[0].ends_on.isoformat()}
        record(by=by, event=event, on=indicator_pointer(indicator), details=details)


@transaction.atomic
def correct_reading(
    *,
    by: Actor,
    reading: Reading,
    amount: Amount,
    source: Source | None = None,
    is_preliminary: bool = False,
    reason: str,
    today: date,
) -> Reading:
    """Replace a figure by a new row; the old one is kept and leads to the new (FOL-03)."""
    related = Reading.objects.select_related("indicator", "unit", "source")
    reading = related.select_for_update(of=("self",)).get(pk=reading.pk)
    refuse_person_data(reason=reason)
    if reading.replaced_by_id is not None:
        raise Refused("The figure has already been corrected.", way_on="Open the figure in force and correct that.")
    new = NewReading(
        indicator=reading.indicator,
        unit=reading.unit,
        starts_on=reading.starts_on,
        ends_on=reading.ends_on,
        amount=amount,
        source=source or reading.source,
        sex=Sex(reading.sex),
        age=reading.age,
        part=reading.part,
        is_preliminary=is_preliminary,
        party=Party(reading.party),
    )
    _checked(by, new, today=today)
    if not reason.strip():
        raise Refused("Write why the figure is corrected.", field="reason")
    if _says_the_same(reading, new):
        raise Refused("The figure already says that.", field="numerator")
    row = _replace(by, reading, new)
    record(
        by=by,
        event="indicators.reading_corrected",
        on=indicator_pointer(row.indicator),
        details={
            "unit": row.unit.name,
            "until": row.ends_on.isoformat(),
            "before": [reading.numerator, reading.denominator, reading.value],
            "after": [row.numerator, row.denominator, row.value],
            "because": reason.strip(),
        },
    )
    return row


def _replace(by: Actor, reading: Reading, new: NewReading) -> Reading:
    """Store the new row in the old one's place.

    Only one may be in force at a time, and the old one must lead to the new, which is not there yet: the old one
    leads to itself for a moment.
    """
    Reading.objects.filter(pk=reading.pk).update(replaced_by=reading.pk)
    row = _row(by, new)
    row.save()
    Reading.objects.filter(pk=reading.pk).update(replaced_by=row)
    return row


@transaction.atomic
def import_readings(
    *,
    by: Actor,
    unit: Unit,
    text: str,
    source: Source,
    party: Party | None = None,
    indicator: Indicator | None = None,
    correct: bool = False,
    today: date,
) -> Taken:
    """Record a whole table of figures, or nothing of it (FOL-03, SIT-09, SIT-10).

    Rows without a unit are for `unit`, rows without an indicator for `indicator`. Rows that say what is already
    stored are passed over, so that a table may be sent again; other figures for the same period are refused, or with
    `correct` replace the old ones. Raises `FaultyTable` with a sentence for every faulty line.
    """
    demand(may_prepare(by, unit.pk), NOT_YOUR_READINGS)
    rows = read_table(text)
    new, faults = _resolved(rows, unit=unit, source=source, party=party, indicator=indicator)
    known = _in_force(list(new.values()))
    lines: dict[Key, int] = {}
    fresh, replaced, unchanged = list[NewReading](), list[tuple[Reading, NewReading]](), 0
    for line, one in new.items():
        try:
            _checked(by, one, today=today)
        except NotAllowed as refused:
            faults.append(RowFault(line, refused.reason, refused.values))
            continue
        except Refused as refused:
            faults.append(RowFault(line, refused.reason, refused.values))
            continue
        if one.key in lines:
            faults.append(RowFault(line, "The same figure stands on line %(first)s.", {"first": lines[one.key]}))
            continue
        lines[one.key] = line
        old = known.get(one.key)
        if old is None:
            fresh.append(one)
        elif _says_the_same(old, one):
            unchanged += 1
        elif correct:
            replaced.append((old, one))
        else:
            faults.append(
                RowFault(line, "Another figure is already stored for the period. Tick that it is to be corrected.", {})
            )
    if faults:
        raise FaultyTable(tuple(sorted(faults, key=lambda fault: fault.line)))
    stored = Reading.objects.bulk_create(_row(by, one) for one in fresh)
    _trace(by, "indicators.readings_imported", stored)
    _trace(by, "indicators.readings_corrected", [_replace(by, old, one) for old, one in replaced])
    if stored or replaced:
        record(
            by=by,
            event="indicators.table_imported",
            on=source_pointer(source),
            details={"recorded": len(stored), "corrected": len(replaced), "unchanged": unchanged},
        )
    return Taken(len(stored), len(replaced), unchanged)


def _resolved(
    rows: Sequence[TableRow], *, unit: Unit, source: Source, party: Party | None, indicator: Indicator | None
) -> tuple[dict[int, NewReading], list[RowFault]]:
    """Return the readings that the rows mean, by line, and the faults of those whose names are not known."""
    municipality = unit.municipality_id or unit.pk
    units = {unit.name.casefold(): unit}
    if unit.pk == municipality:
        districts = Unit.objects.filter(municipality_id=municipality, kind=UnitKind.DISTRICT)
        units |= {one.name.casefold(): one for one in districts}
    in_scope = Indicator.objects.filter(unit_id__in=(unit.pk, municipality)).select_related("unit")
    indicators = {one.name.casefold(): one for one in in_scope}
    found, faults = dict[int, NewReading](), list[RowFault]()
    for row in rows:
        meant = units.get(row.unit.casefold()) if row.unit else unit
        measured = indicators.get(row.indicator.casefold()) if row.indicator else indicator
        if meant is None:
            faults.append(RowFault(row.line, "There is no unit “%(name)s” here.", {"name": row.unit[:80]}))
        elif measured is None and not row.indicator:
            faults.append(RowFault(row.line, "The indicator is missing.", {}))
        elif measured is None:
            faults.append(RowFault(row.line, "There is no indicator “%(name)s” here.", {"name": row.indicator[:80]}))
        else:
            found[row.line] = NewReading(
                indicator=measured,
                unit=meant,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                amount=row.amount,
                source=source,
                sex=row.sex,
                age=row.age,
                part=row.part,
                is_preliminary=row.is_preliminary,
                party=party,
            )
    return found, faults
