"""Deeds with places: who coordinates them, how they are classified, what is counted there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.places.models import Classification, ContextFact, Place, PlaceCount
from samverkan.places.queries import PLACE
from samverkan.places.words import AreaClass, BuiltFactor, ProblemType
from samverkan.priorities.models import Area

FACT = "places.context_fact"
NOT_YOURS = "You may not keep the places of this unit."
NOT_YOUR_FACTS = "You may not keep the context facts of this municipality."
CLOSED = "The place is no longer followed. Open it again first."


def place_pointer(place: Place) -> Pointer:
    """Return where the place can be opened."""
    return Pointer(PLACE, str(place.pk), place.name, reverse("places:place", args=[place.pk]))


def fact_pointer(fact: ContextFact) -> Pointer:
    """Return where the context fact is listed."""
    return Pointer(FACT, str(fact.pk), fact.name, reverse("places:context"))


def last_saved_by(kind: str, key: str) -> str:
    """Return who did the last deed with the thing, for telling the one who saves after them."""
    entry = entries_about(kind, key).first()
    return entry.actor_name if entry else ""


def _locked(place: Place, by: Actor) -> Place:
    """Return the row, locked, to somebody who may keep it."""
    locked = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    demand(may_prepare(by, locked.unit_id), NOT_YOURS)
    return locked


def _checked(
    unit: Unit,
    *,
    name: str,
    delimitation: str,
    problem_types: Iterable[ProblemType],
    built_factors: Mapping[BuiltFactor, str],
    how_followed_up: str,
    at_risk: bool,
    at_risk_because: str,
    but: int | None = None,
) -> dict[str, Any]:
    """Return the values as they are stored, or refuse. `but` is the place itself, when it is changed."""
    refuse_person_data(
        name=name, delimitation=delimitation, how_followed_up=how_followed_up, at_risk_because=at_risk_because
    )
    for factor, seen in built_factors.items():
        texts: dict[str, Any] = {f"seen_{factor}": seen}
        refuse_person_data(**texts)
        if not seen.strip():
            raise Refused("Write what was seen of the built environment.", field=f"seen_{factor}")
    if not name.strip():
        raise Refused("Write what the place is called.", field="name")
    if not delimitation.strip():
        raise Refused("Write where the place begins and ends.", field="delimitation")
    if at_risk and not at_risk_because.strip():
        raise Refused("Write why the place is at risk of developing badly.", field="at_risk_because")
    taken = Place.objects.filter(unit=unit).exclude(pk=but or 0).values_list("name", flat=True)
    if name.strip().casefold() in {one.casefold() for one in taken}:
        raise Refused("There is already a place with that name in the district, followed or closed.", field="name")
    return {
        "name": name.strip(),
        "delimitation": delimitation.strip(),
        "problem_types": [kind.value for kind in ProblemType if kind in set(problem_types)],
        "built_factors": {
            factor.value: built_factors[factor].strip() for factor in BuiltFactor if factor in built_factors
        },
        "how_followed_up": how_followed_up.strip(),
        "at_risk": at_risk,
        "at_risk_because": at_risk_because.strip() if at_risk else "",
    }


def _checked_coordinator(unit: Unit | None, title: str) -> None:
    refuse_person_data(coordinator_title=title)
    if unit is not None and not title.strip():
        raise Refused("Write which function coordinates the work at the place.", field="coordinator_title")
    if unit is None and title.strip():
        raise Refused("Choose the organisation that the coordinating function belongs to.", field="coordinating_unit")


@transaction.atomic
def register_place(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    delimitation: str,
    problem_types: Iterable[ProblemType],
    built_factors: Mapping[BuiltFactor, str] | None = None,
    coordinating_unit: Unit | None = None,
    coordinator_title: str = "",
    owners: Iterable[Unit] = (),
    how_followed_up: str = "",
    at_risk: bool = False,
    at_risk_because: str = "",
    on: date,
) -> Place:
    """Register an unsafe or crime-exposed place (SIT-14, -15, -17, ORG-25, FOL-17, ACT-32).

    A place may be registered before anybody coordinates it; then the lamp "no coordinator" is lit.
    """
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    values = _checked(
        unit,
        name=name,
        delimitation=delimitation,
        problem_types=problem_types,
        built_factors=built_factors or {},
        how_followed_up=how_followed_up,
        at_risk=at_risk,
        at_risk_because=at_risk_because,
    )
    if not values["problem_types"]:
        raise Refused("Choose at least one thing that happens at the place.", field="problem_types")
    _checked_coordinator(coordinating_unit, coordinator_title)
    place = Place.objects.create(
        unit=unit,
        coordinating_unit=coordinating_unit,
        coordinator_title=coordinator_title.strip(),
        registered_on=on,
        **values,
    )
    place.owners.set(owners)
    record(by=by, event="places.registered", on=place_pointer(place), details={"unit": unit.name})
    return place


@transaction.atomic
def change_place(
    *,
    by: Actor,
    place: Place,
    edition: int,
    name: str,
    delimitation: str,
    problem_types: Iterable[ProblemType],
    built_factors: Mapping[BuiltFactor, str],
    owners: Iterable[Unit],
    how_followed_up: str,
    at_risk: bool,
    at_risk_because: str,
) -> Place:
    """Change what is said of the place. `edition` is the one that the writer opened.

    The trail keeps the former values of what was changed. The coordinating function has a deed of its own.
    """
    place = _locked(place, by)
    demand_edition(edition, place.edition, saved_by=last_saved_by(PLACE, str(place.pk)))
    values = _checked(
        place.unit,
        name=name,
        delimitation=delimitation,
        problem_types=problem_types,
        built_factors=built_factors,
        how_followed_up=how_followed_up,
        at_risk=at_risk,
        at_risk_because=at_risk_because,
        but=place.pk,
    )
    if not values["problem_types"]:
        raise Refused("Choose at least one thing that happens at the place.", field="problem_types")
    before = {field: getattr(place, field) for field, value in values.items() if getattr(place, field) != value}
    was, owners = sorted(place.owners.values_list("name", flat=True)), list(owners)
    if was != sorted(owner.name for owner in owners):
        before["owners"] = was
        place.owners.set(owners)
    for field, value in values.items():
        setattr(place, field, value)
    place.edition += 1
    place.save()
    record(by=by, event="places.changed", on=place_pointer(place), details={"before": before})
    return place


@transaction.atomic
def name_coordinator(*, by: Actor, place: Place, edition: int, unit: Unit | None, title: str) -> Place:
    """Say which one function coordinates the work at the place, or that none does any longer (ORG-25)."""
    place = _locked(place, by)
    demand_edition(edition, place.edition, saved_by=last_saved_by(PLACE, str(place.pk)))
    if place.closed_on is not None:
        raise Refused(CLOSED)
    _checked_coordinator(unit, title)
    place.coordinating_unit, place.coordinator_title = unit, title.strip()
    place.edition += 1
    place.save(update_fields=["coordinating_unit", "coordinator_title", "edition"])
    details = {"title": place.coordinator_title, "unit": unit.name if unit else ""}
    record(by=by, event="places.coordinator_named", on=place_pointer(place), details=details)
    return place


@transaction.atomic
def close_place(*, by: Actor, place: Place, reason: str, on: date) -> Place:
    """Stop following the place from a day, with the reason. It keeps its page and its counts."""
    place = _locked(place, by)
    refuse_person_data(reason=reason)
    if place.closed_on is not None:
        raise Refused("The place is already closed.")
    if not reason.strip():
        raise Refused("Write why the place is no longer followed.", field="reason")
    if on < place.registered_on:
        raise Refused(
            "The place was registered on %(day)s; it cannot be closed before.", field="on", day=place.registered_on
        )
    place.closed_on, place.closed_because = on, reason.strip()
    place.edition += 1
    place.save(update_fields=["closed_on", "closed_because", "edition"])
    record(by=by, event="places.closed", on=place_pointer(place), details={"on": on.isoformat(), "why": reason.strip()})
    return place


@transaction.atomic
def reopen_place(*, by: Actor, place: Place) -> Place:
    """Follow a closed place again. Why it was closed stays in the trail."""
    place = _locked(place, by)
    if place.closed_on is None:
        raise Refused("The place is already followed.")
    details = {"closed_on": place.closed_on.isoformat(), "closed_because": place.closed_because}
    place.closed_on, place.closed_because = None, ""
    place.edition += 1
    place.save(update_fields=["closed_on", "closed_because", "edition"])
    record(by=by, event="places.reopened", on=place_pointer(place), details=details)
    return place


@transaction.atomic
def classify_place(
    *, by: Actor, place: Place, area_class: AreaClass, on: date, source: str, today: date
) -> Classification:
    """Keep how the police class the area from a day, beside the priority area and apart from it (SIT-16)."""
    place = _locked(place, by)
    refuse_person_data(source=source)
    if not source.strip():
        raise Refused("Write where the classification is published.", field="source")
    if on > today:
        raise Refused("The day has not come yet.", field="on")
    if place.classifications.filter(on=on).exists():
        raise Refused("The place already has a classification from that day.", field="on")
    row = Classification.objects.create(place=place, area_class=area_class, on=on, source=source.strip())
    details = {"class": area_class.value, "on": on.isoformat(), "source": source.strip()}
    record(by=by, event="places.classified", on=place_pointer(place), details=details)
    return row


def _checked_count(number: int, source: str, note: str) -> None:
    refuse_person_data(source=source, note=note)
    if number < 0:
        raise Refused("A count is zero or more.", field="number")
    if not source.strip():
        raise Refused("Write who counted, and how.", field="source")


@transaction.atomic
def record_count(
    *,
    by: Actor,
    place: Place,
    problem_type: ProblemType,
    on: date,
    number: int,
    source: str,
    note: str = "",
    today: date,
) -> PlaceCount:
    """Record how many were seen at the place on a day, for example open drug scenes; zero counts too (SIT-22)."""
    place = _locked(place, by)
    _checked_count(number, source, note)
    if place.closed_on is not None:
        raise Refused(CLOSED)
    if on > today:
        raise Refused("The day has not come yet.", field="on")
    if place.counts.filter(problem_type=problem_type, on=on).exists():
        raise Refused("That has already been counted on that day. Correct the count instead.", field="on")
    row = PlaceCount.objects.create(
        place=place, problem_type=problem_type, on=on, number=number, source=source.strip(), note=note.strip()
    )
    details = {"what": problem_type.value, "on": on.isoformat(), "number": number}
    record(by=by, event="places.counted", on=place_pointer(place), details=details)
    return row


@transaction.atomic
def correct_count(*, by: Actor, count: PlaceCount, edition: int, number: int, source: str, note: str) -> PlaceCount:
    """Correct a count; the trail keeps the number that stood there."""
    count = PlaceCount.objects.select_for_update(of=("self",)).select_related("place").get(pk=count.pk)
    demand(may_prepare(by, count.place.unit_id), NOT_YOURS)
    demand_edition(edition, count.edition, saved_by=last_saved_by(PLACE, str(count.place_id)))
    _checked_count(number, source, note)
    details = {"what": count.problem_type, "on": count.on.isoformat(), "before": count.number, "number": number}
    count.number, count.source, count.note = number, source.strip(), note.strip()
    count.edition += 1
    count.save(update_fields=["number", "source", "note", "edition"])
    record(by=by, event="places.count_corrected", on=place_pointer(count.place), details=details)
    return count


@transaction.atomic
def add_context_fact(
    *,
    by: Actor,
    municipality: Unit,
    name: str,
    value: str,
    on: date,
    source: str,
    area: Area | None = None,
    today: date,
) -> ContextFact:
    """Keep a dated fact that frames the work, for example the national terror threat level (SIT-23).

    A new value is a new row from its own day: what held before stays.
    """
    demand(may_prepare(by, municipality.pk), NOT_YOUR_FACTS)
    refuse_person_data(name=name, value=value, source=source)
    for field, text, reason in (
        ("name", name, "Write what the fact is about."),
        ("value", value, "Write what holds."),
        ("source", source, "Write where the fact is published."),
    ):
        if not text.strip():
            raise Refused(reason, field=field)
    if on > today:
        raise Refused("The day has not come yet.", field="on")
    if area is not None and area.area_list.municipality_id != municipality.pk:
        raise Refused("The area belongs to another municipality.", field="area")
    if ContextFact.objects.filter(municipality=municipality, name=name.strip(), on=on).exists():
        raise Refused("The fact already has a value from that day.", field="on")
    fact = ContextFact.objects.create(
        municipality=municipality, name=name.strip(), value=value.strip(), on=on, source=source.strip(), area=area
    )
    record(by=by, event="places.fact_added", on=fact_pointer(fact), details={"value": fact.value, "on": on.isoformat()})
    return fact
