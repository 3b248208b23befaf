"""Deeds with development areas: what the follow-up found lacking, carried into the next agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.agreements.models import Agreement
from samverkan.agreements.words import AgreementState
from samverkan.audit.services import record
from samverkan.followup.models import DevelopmentArea, EffectCard
from samverkan.followup.services.reviews import NOT_YOURS
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit


def development_area_pointer(area: DevelopmentArea) -> Pointer:
    """Return where the development area can be read."""
    return Pointer("followup.development_area", str(area.pk), area.text[:80], reverse("followup:development"))


@transaction.atomic
def add_development_area(
    *, by: Actor, unit: Unit, text: str, found_in: str, card: EffectCard | None = None, today: date
) -> DevelopmentArea:
    """Keep what the follow-up found lacking, and where it was found (FOL-24)."""
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    refuse_person_data(text=text, found_in=found_in)
    if not text.strip():
        raise Refused("Write what needs to develop.", field="text")
    if not found_in.strip():
        raise Refused("Write in what follow-up it was found.", field="found_in")
    if card is not None and card.measure.plan.unit_id != unit.pk:
        raise Refused("The card belongs to another unit.", field="card")
    area = DevelopmentArea.objects.create(
        unit=unit, text=text.strip(), found_in=found_in.strip(), card=card, found_on=today
    )
    record(by=by, event="followup.development_area_added", on=development_area_pointer(area))
    return area


@transaction.atomic
def carry_development_areas(
    *, by: Actor, areas: Sequence[DevelopmentArea], agreement: Agreement, today: date
) -> list[DevelopmentArea]:
    """Carry development areas into an agreement: the next one of their own unit, or the overall one (FOL-24)."""
    if not areas:
        raise Refused("Choose what is to be carried over.", field="areas")
    if agreement.state == AgreementState.WITHDRAWN:
        raise Refused("The agreement has been withdrawn.", field="agreement")
    keys = [area.pk for area in areas]
    locked = DevelopmentArea.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("unit")
    carried = list(locked.order_by("pk"))
    for area in carried:
        demand(may_prepare(by, area.unit_id), NOT_YOURS)
        if agreement.unit_id not in {area.unit_id, area.unit.municipality_id}:
            raise Refused("The agreement belongs to another unit.", field="agreement")
        if area.closed_on is not None:
            raise Refused("One of the development areas is closed.", field="areas")
        if area.carried_to_id is not None:
            raise Refused("One of the development areas has already been carried over.", field="areas")
        area.carried_to, area.carried_on = agreement, today
        area.save(update_fields=["carried_to", "carried_on"])
        record(
            by=by,
            event="followup.development_area_carried",
            on=development_area_pointer(area),
            details={"agreement": agreement.title},
        )
    return carried


@transaction.atomic
def close_development_area(*, by: Actor, area: DevelopmentArea, reason: str, today: date) -> DevelopmentArea:
    """Close a development area that has been dealt with or no longer matters, with the reason."""
    area = DevelopmentArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
    demand(may_prepare(by, area.unit_id), NOT_YOURS)
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why it is closed.", field="reason")
    if area.closed_on is not None:
        raise Refused("It is already closed.")
    area.closed_on, area.closed_because = today, reason.strip()
    area.save(update_fields=["closed_on", "closed_because"])
    record(
        by=by,
        event="followup.development_area_closed",
        on=development_area_pointer(area),
        details={"reason": area.closed_because},
    )
    return area
