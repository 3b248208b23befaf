"""Deeds with venues, rooms, offices and journeys: the central group keeps them for the whole municipality."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import Journey, Office, Room, Venue
from samverkan.scheduling.services.common import basis_pointer, demand_keeper, named
from samverkan.workload.services.basis import NewJourney, state_journeys

LONGEST_WAY = 480
"""Minutes; longer is a slip of the finger."""
SOURCE = "Mötesorter och resvägar i mötesplaneringen"
"""What time in meetings names as the source of the ways that are handed down to it."""


@transaction.atomic
def add_venue(*, by: Actor, municipality: Unit, name: str) -> Venue:
    """Add a house with rooms or offices."""
    demand_keeper(by, municipality.pk)
    name = named("name", name, "Write what the venue is called.")
    if Venue.objects.filter(municipality=municipality, name__iexact=name).exists():
        raise Refused("There is already a venue with that name.", field="name")
    venue = Venue.objects.create(municipality=municipality, name=name, saved_by=by.name)
    record(by=by, event="scheduling.venue_added", on=basis_pointer(municipality), details={"venue": name})
    return venue


@transaction.atomic
def change_venue(
    *, by: Actor, venue: Venue, name: str, minutes: Mapping[int, int | None], edition: int, today: date
) -> Venue:
    """Change a venue's name and how long the ways to other venues are, both ways; none takes a journey away."""
    venue = Venue.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=venue.pk)
    demand_keeper(by, venue.municipality_id)
    demand_edition(edition, venue.edition, saved_by=venue.saved_by)
    name = named("name", name, "Write what the venue is called.")
    if Venue.objects.filter(municipality=venue.municipality_id, name__iexact=name).exclude(pk=venue.pk).exists():
        raise Refused("There is already a venue with that name.", field="name")
    others = set(Venue.objects.filter(municipality=venue.municipality_id).values_list("pk", flat=True)) - {venue.pk}
    for other, time in minutes.items():
        if other not in others:
            raise Refused("The venue belongs to another municipality.", field=f"to_{other}")
        if time is not None and not 0 <= time <= LONGEST_WAY:
            raise Refused("A journey takes between 0 and 480 minutes.", field=f"to_{other}")
    Journey.objects.filter(start=venue, end__in=minutes).delete()
    Journey.objects.filter(end=venue, start__in=minutes).delete()
    Journey.objects.bulk_create(
        Journey(start_id=start, end_id=end, minutes=time)
        for other, time in minutes.items()
        if time is not None
        for start, end in ((venue.pk, other), (other, venue.pk))
    )
    venue.name, venue.edition, venue.saved_by = name, venue.edition + 1, by.name
    venue.save(update_fields=["name", "edition", "saved_by"])
    record(by=by, event="scheduling.venue_changed", on=basis_pointer(venue.municipality), details={"venue": name})
    hand_down_journeys(by=by, municipality=venue.municipality, today=today)
    return venue


@transaction.atomic
def place_office(*, by: Actor, unit: Unit, venue: Venue | None, today: date) -> None:
    """Say at which venue a unit's people have their office; none takes it away."""
    municipality = venue.municipality if venue else None
    if venue is None:
        office = Office.objects.select_related("venue__municipality").filter(unit=unit).first()
        if office is None:
            raise Refused("The unit has no office.", field="unit")
        municipality = office.venue.municipality
    assert municipality is not None
    demand_keeper(by, municipality.pk)
    if venue is None:
        Office.objects.filter(unit=unit).delete()
    else:
        Office.objects.update_or_create(unit=unit, defaults={"venue": venue})
    details = {"unit": unit.name, "venue": venue.name if venue else ""}
    record(by=by, event="scheduling.office_placed", on=basis_pointer(municipality), details=details)
    hand_down_journeys(by=by, municipality=municipality, today=today)


@transaction.atomic
def hand_down_journeys(*, by: Actor, municipality: Unit, today: date) -> None:
    """Let time in meetings count with the ways between the units' offices, so that a way is stated once (MEE-11)."""
    offices = list(Office.objects.filter(venue__municipality=municipality).select_related("unit"))
    minutes = {
        (row.start_id, row.end_id): row.minutes for row in Journey.objects.filter(start__municipality=municipality)
    }
    at_home = {office.venue_id for office in offices}
    minutes |= {(venue, venue): 0 for venue in at_home}
    state_journeys(
        by=by,
        municipality=municipality,
        journeys=[
            NewJourney(one.unit, other.unit, minutes[one.venue_id, other.venue_id])
            for one in offices
            for other in offices
            if one.unit_id != other.unit_id
            and (one.venue_id, other.venue_id) in minutes
            and municipality.pk in (other.unit_id, other.unit.municipality_id)
        ],
        source=SOURCE,
        stated_on=today,
        today=today,
        is_whole=True,
    )


@transaction.atomic
def add_room(*, by: Actor, municipality: Unit, venue: Venue | None, name: str, capacity: int) -> Room:
    """Add a room at a venue, or a way to meet by video where no venue is given."""
    demand_keeper(by, municipality.pk)
    name = named("name", name, "Write what the room is called.")
    if venue is not None and venue.municipality_id != municipality.pk:
        raise Refused("The venue belongs to another municipality.", field="venue")
    if Room.objects.filter(municipality=municipality, venue=venue, name__iexact=name).exists():
        raise Refused("There is already a room with that name there.", field="name")
    if capacity < 2:
        raise Refused("A room has space for at least two.", field="capacity")
    room = Room.objects.create(municipality=municipality, venue=venue, name=name, capacity=capacity)
    record(by=by, event="scheduling.room_added", on=basis_pointer(municipality), details={"room": str(room)})
    return room


@transaction.atomic
def change_room(
    *, by: Actor, room: Room, name: str, capacity: int, closed_from: date | None, closed_until: date | None
) -> Room:
    """Change a room, or close it for a time; the plans in force are then changed by planning again."""
    room = Room.objects.select_for_update(of=("self",)).select_related("municipality", "venue").get(pk=room.pk)
    demand_keeper(by, room.municipality_id)
    room.name = named("name", name, "Write what the room is called.")
    if capacity < 2:
        raise Refused("A room has space for at least two.", field="capacity")
    if closed_until is not None and (closed_from is None or closed_until < closed_from):
        raise Refused("Write from which day the room is closed, before the last.", field="closed_until")
    room.capacity, room.closed_from, room.closed_until = capacity, closed_from, closed_until
    room.save(update_fields=["name", "capacity", "closed_from", "closed_until"])
    details = {"room": str(room), "closed_from": str(closed_from or ""), "closed_until": str(closed_until or "")}
    record(by=by, event="scheduling.room_changed", on=basis_pointer(room.municipality), details=details)
    return room
