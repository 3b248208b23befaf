"""Deeds with indicators and what they aim at."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Aim, Indicator, SubGoal
from samverkan.indicators.rules.coverage import would_circle
from samverkan.indicators.services.pointers import (
    NOT_YOUR_INDICATORS,
    demand_preparing,
    demand_text,
    indicator_pointer,
    saved_by,
)
from samverkan.indicators.words import Direction, IndicatorKind, Outcome
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area

LEVELS = frozenset({UnitKind.MUNICIPALITY, UnitKind.DISTRICT})
REQUIRED = (
    ("name", "Write what the indicator is called."),
    ("definition", "Write what is measured, so that all measure it in the same way."),
    ("unit_of_measure", "Write what is counted."),
    ("can_show", "Write what the indicator can show."),
    ("cannot_show", "Write what the indicator cannot show."),
)


def _texts(values: dict[str, str]) -> dict[str, str]:
    for field, text in values.items():
        refuse_person_data(contact_details=False, **{field: text})
    return {field: demand_text(field, values[field], reason) for field, reason in REQUIRED}


def _checked_place(unit: Unit, name: str, area: Area | None, sub_goal: SubGoal | None, *, but: int = 0) -> Area | None:
    """Return the area, the sub-goal's where none is given; refuse what belongs elsewhere."""
    if unit.kind not in LEVELS:
        raise Refused("Indicators belong to a district or to the municipality.", field="unit")
    municipality = unit.municipality_id or unit.pk
    if sub_goal is not None:
        if sub_goal.unit_id not in (unit.pk, municipality):
            raise Refused("The sub-goal belongs to another unit.", field="sub_goal")
        if area is not None and area.pk != sub_goal.area_id:
            raise Refused("The sub-goal belongs to another area.", field="area")
        area = sub_goal.area
    if area is not None and area.area_list.municipality_id != municipality:
        raise Refused("The area is not one of the municipality's priority areas.", field="area")
    known = Indicator.objects.filter(unit_id__in=(unit.pk, municipality)).exclude(pk=but).values_list("name", flat=True)
    if name.casefold() in {one.casefold() for one in known}:
        raise Refused(
            "There is already an indicator with that name.",
            field="name",
            way_on="Use it, or write what sets the new one apart.",
        )
    return area


def _checked_proxy(unit: Unit, proxy_for: Indicator | None, *, of: int | None = None) -> None:
    if proxy_for is None:
        return
    municipality = unit.municipality_id or unit.pk
    if proxy_for.unit_id not in (unit.pk, municipality):
        raise Refused("The indicator it stands in for belongs to another unit.", field="proxy_for")
    if of is not None:
        links = dict(Indicator.objects.filter(proxy_for__isnull=False).values_list("pk", "proxy_for_id"))
        if would_circle(of, proxy_for.pk, links):
            raise Refused("The chain of proxies would become a circle.", field="proxy_for")


def _checked_numbers(kind: IndicatorKind, per: int, interval_months: int) -> None:
    if kind == IndicatorKind.RATE and not 1 <= per <= 1_000_000:
        raise Refused("Write for how many residents the number is, for example 1000.", field="per")
    if not 1 <= interval_months <= 120:
        raise Refused("Write how many months lie between two measurements, from 1 to 120.", field="interval_months")


@transaction.atomic
def add_indicator(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    definition: str,
    kind: IndicatorKind,
    unit_of_measure: str,
    direction: Direction,
    can_show: str,
    cannot_show: str,
    area: Area | None = None,
    sub_goal: SubGoal | None = None,
    per: int = 1000,
    outcome: Outcome = Outcome.NONE,
    proxy_for: Indicator | None = None,
    interval_months: int = 12,
    aggregate_only: bool = False,
) -> Indicator:
    """Define an indicator: of the municipality, read alike by every district, or of one district (FOL-07 to -10).

    It says both what it can and what it cannot show. With `aggregate_only` small numbers are not stored (FOL-26).
    """
    demand_preparing(by, unit.pk, NOT_YOUR_INDICATORS)
    texts = _texts(
        {
            "name": name,
            "definition": definition,
            "unit_of_measure": unit_of_measure,
            "can_show": can_show,
            "cannot_show": cannot_show,
        }
    )
    _checked_numbers(kind, per, interval_months)
    area = _checked_place(unit, texts["name"], area, sub_goal)
    _checked_proxy(unit, proxy_for)
    indicator = Indicator.objects.create(
        unit=unit,
        area=area,
        sub_goal=sub_goal,
        kind=kind,
        per=per,
        direction=direction,
        outcome=outcome,
        proxy_for=proxy_for,
        interval_months=interval_months,
        aggregate_only=aggregate_only,
        **texts,
    )
    record(
        by=by,
        event="indicators.indicator_added",
        on=indicator_pointer(indicator),
        details={"unit": unit.name, "kind": kind.value},
    )
    return indicator


def _locked(indicator: Indicator) -> Indicator:
    return Indicator.objects.select_for_update(of=("self",)).select_related("unit").get(pk=indicator.pk)


@transaction.atomic
def change_indicator(
    *,
    by: Actor,
    indicator: Indicator,
    edition: int,
    name: str,
    definition: str,
    kind: IndicatorKind,
    unit_of_measure: str,
    direction: Direction,
    can_show: str,
    cannot_show: str,
    area: Area | None = None,
    sub_goal: SubGoal | None = None,
    per: int = 1000,
    outcome: Outcome = Outcome.NONE,
    proxy_for: Indicator | None = None,
    interval_months: int = 12,
    aggregate_only: bool = False,
) -> Indicator:
    """Write the definition anew. Its kind is fixed once something has been measured: old figures would change meaning.

    Raises `SavedMeanwhile` when somebody else has saved since `edition` was opened.
    """
    indicator = _locked(indicator)
    demand_preparing(by, indicator.unit_id, NOT_YOUR_INDICATORS)
    demand_edition(edition, indicator.edition, saved_by=saved_by(indicator_pointer(indicator)))
    texts = _texts(
        {
            "name": name,
            "definition": definition,
            "unit_of_measure": unit_of_measure,
            "can_show": can_show,
            "cannot_show": cannot_show,
        }
    )
    if indicator.retired_on is not None:
        raise Refused("The indicator is no longer used and is kept as it was.", way_on="Define a new one instead.")
    _checked_numbers(kind, per, interval_months)
    if kind != indicator.kind and indicator.readings.exists():
        raise Refused(
            "The kind of number is fixed once something has been measured.",
            field="kind",
            way_on="Retire this indicator and define a new one.",
        )
    area = _checked_place(indicator.unit, texts["name"], area, sub_goal, but=indicator.pk)
    _checked_proxy(indicator.unit, proxy_for, of=indicator.pk)
    before = {field: getattr(indicator, field) for field, _reason in REQUIRED}
    for field, text in texts.items():
        setattr(indicator, field, text)
    indicator.area, indicator.sub_goal, indicator.kind, indicator.per = area, sub_goal, kind, per
    indicator.direction, indicator.outcome, indicator.proxy_for = direction, outcome, proxy_for
    indicator.interval_months, indicator.aggregate_only = interval_months, aggregate_only
    indicator.edition += 1
    indicator.save()
    changed = {field: [old, texts[field]] for field, old in before.items() if old != texts[field]}
    record(by=by, event="indicators.indicator_changed", on=indicator_pointer(indicator), details=changed)
    return indicator


@transaction.atomic
def retire_indicator(*, by: Actor, indicator: Indicator, on: date, because: str, today: date) -> Indicator:
    """Stop using an indicator from a day, with the reason. What was measured stays readable."""
    indicator = _locked(indicator)
    demand_preparing(by, indicator.unit_id, NOT_YOUR_INDICATORS)
    refuse_person_data(because=because)
    if indicator.retired_on is not None:
        raise Refused("The indicator is already no longer used.")
    if on > today:
        raise Refused("Retire the indicator on the day, not before it.", field="on")
    indicator.retired_on = on
    indicator.retired_because = demand_text("because", because, "Write why the indicator is no longer used.")
    indicator.edition += 1
    indicator.save()
    record(
        by=by,
        event="indicators.indicator_retired",
        on=indicator_pointer(indicator),
        details={"on": on.isoformat(), "because": indicator.retired_because},
    )
    return indicator


@transaction.atomic
def set_aim(
    *,
    by: Actor,
    indicator: Indicator,
    unit: Unit,
    baseline_year: int,
    baseline: float,
    target_year: int,
    target: float,
    reason: str = "",
) -> Aim:
    """Set baseline and target of an indicator in a unit, in the unit of its value (FOL-16).

    The earlier aim is written over; the trail keeps it.
    """
    demand(may_prepare(by, unit.pk), NOT_YOUR_INDICATORS)
    _locked(indicator)
    refuse_person_data(reason=reason)
    if indicator.unit_id not in (unit.pk, unit.municipality_id):
        raise Refused("The indicator belongs to another unit.", field="unit")
    for field, year in (("baseline_year", baseline_year), ("target_year", target_year)):
        if not 1990 <= year <= 2100:
            raise Refused("Write the year with four figures.", field=field)
    if target_year <= baseline_year:
        raise Refused("The target lies after the baseline.", field="target_year")
    share = indicator.kind == IndicatorKind.SHARE
    for field, value in (("baseline", baseline), ("target", target)):
        if share and not 0 <= value <= 100:
            raise Refused("A share lies between 0 and 100 per cent.", field=field)
        if indicator.kind != IndicatorKind.INDEX and value < 0:
            raise Refused("A number that was counted cannot be below nought.", field=field)
    values = {
        "baseline_year": baseline_year,
        "baseline": baseline,
        "target_year": target_year,
        "target": target,
        "reason": reason.strip(),
    }
    before = Aim.objects.filter(indicator=indicator, unit=unit).values("baseline", "target", "target_year").first()
    aim, _created = Aim.objects.update_or_create(indicator=indicator, unit=unit, defaults=values)
    record(
        by=by,
        event="indicators.aim_set",
        on=indicator_pointer(indicator),
        details={"unit": unit.name, **values, "before": before or {}},
    )
    return aim
