"""Deeds with what time is counted with: posts, preparation and after-work, journeys (MEE-11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind
from samverkan.organisation.models import Unit
from samverkan.workload.models import Basis, Effort, Journey
from samverkan.workload.queries.scope import keeps_basis
from samverkan.workload.services.common import (
    NOT_YOUR_BASIS,
    checked_minutes,
    checked_source,
    demand_same_edition,
    pointer,
)


@transaction.atomic
def state_basis(
    *,
    by: Actor,
    municipality: Unit,
    fte_hours: int,
    week_hours: int,
    break_minutes: int,
    source: str,
    stated_on: date,
    edition: int,
    today: date,
) -> Basis:
    """State the hours of a post, the hours of meetings that are too many in a week, and the least break.

    `edition` is the one that was opened; 0 when nothing had been stated.
    """
    demand(keeps_basis(by, municipality.pk), NOT_YOUR_BASIS)
    source = checked_source(source, stated_on, today)
    if not 500 <= fte_hours <= 3000:
        raise Refused("Write the hours of a post between 500 and 3,000.", field="fte_hours")
    if not 1 <= week_hours <= 60:
        raise Refused("Write the hours of a week between 1 and 60.", field="week_hours")
    checked_minutes(break_minutes=break_minutes)
    row = Basis.objects.select_for_update(of=("self",)).filter(municipality=municipality).first()
    demand_same_edition(edition, row, "basis")
    before = [row.fte_hours, row.week_hours, row.break_minutes] if row else []
    row, _ = Basis.objects.update_or_create(
        municipality=municipality,
        defaults={
            "fte_hours": fte_hours,
            "week_hours": week_hours,
            "break_minutes": break_minutes,
            "source": source,
            "stated_on": stated_on,
            "edition": edition + 1,
        },
    )
    record(
        by=by,
        event="workload.basis_stated",
        on=pointer("basis", row.pk, municipality.name, "basis"),
        details={"before": before, "after": [fte_hours, week_hours, break_minutes], "source": source},
    )
    return row


@transaction.atomic
def state_effort(
    *,
    by: Actor,
    municipality: Unit,
    kind: GroupKind,
    before_minutes: int,
    after_minutes: int,
    source: str,
    stated_on: date,
    edition: int,
    today: date,
) -> Effort:
    """State how long a seat prepares for, and works after, each meeting of a kind of group."""
    demand(keeps_basis(by, municipality.pk), NOT_YOUR_BASIS)
    source = checked_source(source, stated_on, today)
    checked_minutes(before_minutes=before_minutes, after_minutes=after_minutes)
    row = Effort.objects.select_for_update(of=("self",)).filter(municipality=municipality, group_kind=kind).first()
    demand_same_edition(edition, row, "effort")
    before = [row.before_minutes, row.after_minutes] if row else []
    row, _ = Effort.objects.update_or_create(
        municipality=municipality,
        group_kind=kind,
        defaults={
            "before_minutes": before_minutes,
            "after_minutes": after_minutes,
            "source": source,
            "stated_on": stated_on,
            "edition": edition + 1,
        },
    )
    record(
        by=by,
        event="workload.effort_stated",
        on=pointer("effort", row.pk, municipality.name, "basis"),
        details={"kind": kind.value, "before": before, "after": [before_minutes, after_minutes], "source": source},
    )
    return row


@dataclass(frozen=True, slots=True)
class NewJourney:
    """A way between the places of two units, in minutes one way."""

    from_unit: Unit
    to_unit: Unit
    minutes: int


@transaction.atomic
def state_journeys(
    *,
    by: Actor,
    municipality: Unit,
    journeys: Iterable[NewJourney],
    source: str,
    stated_on: date,
    today: date,
    is_whole: bool = False,
) -> int:
    """State how long ways are, anew where they were known; return how many. One trace for all of them.

    Packages above that know places and routes hand them down here. `is_whole` says that these are all the ways of the
    source: what it said before and no longer says is taken back.
    """
    demand(keeps_basis(by, municipality.pk), NOT_YOUR_BASIS)
    source = checked_source(source, stated_on, today)
    rows = list(journeys)
    if not rows and not is_whole:
        raise Refused("Write at least one way.", field="minutes")
    for one in rows:
        checked_minutes(minutes=one.minutes)
        if one.from_unit.pk == one.to_unit.pk:
            raise Refused("A way goes between two different units.", field="to_unit")
        if municipality.pk not in (one.to_unit.pk, one.to_unit.municipality_id):
            raise Refused("The way leads out of the municipality.", field="to_unit")
    pairs = [(one.from_unit.pk, one.to_unit.pk) for one in rows]
    if len(set(pairs)) != len(pairs):
        raise Refused("The same way stands twice.", field="to_unit")
    if is_whole:
        here = Q(to_unit=municipality) | Q(to_unit__municipality=municipality)
        Journey.objects.filter(here, source=source).delete()
    Journey.objects.bulk_create(
        [
            Journey(
                from_unit=one.from_unit, to_unit=one.to_unit, minutes=one.minutes, source=source, stated_on=stated_on
            )
            for one in rows
        ],
        update_conflicts=True,
        unique_fields=["from_unit", "to_unit"],
        update_fields=["minutes", "source", "stated_on"],
    )
    record(
        by=by,
        event="workload.journeys_stated",
        on=pointer("journeys", municipality.pk, municipality.name, "basis"),
        details={
            "number": len(rows),
            "source": source,
            "first": [f"{one.from_unit.name} – {one.to_unit.name}: {one.minutes}" for one in rows[:5]],
        },
    )
    return len(rows)
