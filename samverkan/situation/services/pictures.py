"""Deeds with pictures: open, delimit, say why an area is not relevant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.situation.models import AreaNote, Line, Picture, Statement
from samverkan.situation.queries.pictures import areas_of
from samverkan.situation.rules.rooms import room_of
from samverkan.situation.services.pointers import picture_pointer

NOT_YOURS = "You may not prepare the situation picture of this unit."


def demand_preparing(by: Actor, picture: Picture) -> None:
    """Raise `NotAllowed` unless the actor prepares the picture."""
    demand(may_prepare(by, picture.unit_id), NOT_YOURS)


def last_saved_by(pointer: Pointer) -> str:
    """Return who last did something to the thing, for the one who wrote at the same time."""
    last = entries_about(pointer.kind, pointer.key).first()
    return last.actor_name if last else ""


@transaction.atomic
def open_picture(
    *,
    by: Actor,
    unit: Unit,
    year: int,
    delimitation: str,
    statements: Iterable[Statement] = (),
    lines: Iterable[Line] = (),
    today: date,
    now: datetime,
) -> Picture:
    """Open a unit's picture of a year and carry over what still holds (SIT-02, -03, -04).

    `statements` and `lines` are of an earlier picture of the unit: they become new rows that say where they come
    from. What the parties agreed on then is settled anew. Lines are carried by the party that wrote them only, and
    lie in its own room again.
    """
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    refuse_person_data(delimitation=delimitation)
    if not delimitation.strip():
        raise Refused("Write which geography the picture covers.", field="delimitation")
    if not today.year - 5 <= year <= today.year + 1:
        raise Refused("A picture is opened for a year from five years back to next year.", field="year")
    if Picture.objects.filter(unit=unit, year=year).exists():
        raise Refused("There is already a picture for that year.", field="year", way_on="Open it and write there.")
    picture = Picture.objects.create(unit=unit, year=year, delimitation=delimitation.strip(), opened_on=today)
    carried = sum(_carry_statement(picture, one, now) for one in statements)
    own = [carry_line(by=by, picture=picture, line=line, now=now) for line in lines]
    record(
        by=by,
        event="situation.opened",
        on=picture_pointer(picture),
        details={"unit": unit.name, "year": year, "statements": carried, "lines": len(own)},
    )
    return picture


def _demand_earlier(picture: Picture, other: Picture) -> None:
    if other.unit_id != picture.unit_id or other.year >= picture.year:
        raise Refused("Only what stands in an earlier picture of the same unit can be carried over.")


def _carry_statement(picture: Picture, old: Statement, now: datetime) -> int:
    """Write the statement anew in the picture. Its area is left out where the list has changed since."""
    _demand_earlier(picture, old.picture)
    if old.removed_at is not None:
        raise Refused("The statement has been removed and cannot be carried over.")
    new = Statement.objects.create(
        picture=picture,
        block=old.block,
        area=area_today(picture, old.area),
        place=old.place,
        text=old.text,
        municipality_view=old.municipality_view,
        police_view=old.police_view,
        carried_from=old,
        written_at=now,
    )
    new.sources.set(old.sources.all())
    new.indicators.set(old.indicators.all())
    return 1


def area_today(picture: Picture, area: Area | None) -> Area | None:
    """Return the area of the list in force with the same name, or none where there is no such area any more."""
    if area is None:
        return None
    return next((one for one in areas_of(picture, on=picture.opened_on) if one.name == area.name), None)


def carry_line(*, by: Actor, picture: Picture, line: Line, now: datetime) -> Line:
    """Write one of the own room's earlier lines anew; part of another deed, which leaves the trace."""
    _demand_earlier(picture, line.picture)
    if room_of(by, picture.unit_id) != line.room:
        raise Refused("Only the party that wrote the line can carry it over.")
    if line.withdrawn_at is not None:
        raise Refused("The line was taken out of the room and cannot be carried over.")
    new = Line.objects.create(
        picture=picture,
        room=line.room,
        block=line.block,
        area=area_today(picture, line.area),
        place=line.place,
        text=line.text,
        dark_figure=line.dark_figure,
        carried_from=line,
        written_at=now,
    )
    new.sources.set(line.sources.all())
    return new


@transaction.atomic
def delimit_picture(*, by: Actor, picture: Picture, edition: int, delimitation: str) -> Picture:
    """Write which geography the picture covers (SIT-04)."""
    picture = Picture.objects.select_for_update(of=("self",)).select_related("unit").get(pk=picture.pk)
    demand_preparing(by, picture)
    refuse_person_data(delimitation=delimitation)
    if not delimitation.strip():
        raise Refused("Write which geography the picture covers.", field="delimitation")
    demand_edition(edition, picture.edition, saved_by=last_saved_by(picture_pointer(picture)))
    picture.delimitation, picture.edition = delimitation.strip(), picture.edition + 1
    picture.save(update_fields=["delimitation", "edition"])
    record(by=by, event="situation.delimited", on=picture_pointer(picture), details={"edition": picture.edition})
    return picture


@transaction.atomic
def note_area(*, by: Actor, picture: Picture, area: Area, reason: str) -> None:
    """Say why one of the city's areas is not relevant to the district this year; no reason takes it away (SIT-05)."""
    picture = Picture.objects.select_for_update(of=("self",)).select_related("unit").get(pk=picture.pk)
    demand_preparing(by, picture)
    refuse_person_data(reason=reason)
    municipality_id = picture.unit.municipality_id or picture.unit_id
    if area.area_list.municipality_id != municipality_id or area.area_list.is_draft:
        raise Refused("The area is not one of the city's priority areas.", field="area")
    touched = Statement.objects.filter(picture=picture, area=area, removed_at__isnull=True).exists()
    if reason.strip() and touched:
        raise Refused(
            "The picture touches the area, so it cannot be called not relevant.",
            field="reason",
            way_on="Remove the statements about the area first.",
        )
    if reason.strip():
        AreaNote.objects.update_or_create(picture=picture, area=area, defaults={"reason": reason.strip()})
    else:
        AreaNote.objects.filter(picture=picture, area=area).delete()
    record(
        by=by,
        event="situation.area_noted" if reason.strip() else "situation.area_note_removed",
        on=picture_pointer(picture),
        details={"area": area.name, "reason": reason.strip()},
    )
