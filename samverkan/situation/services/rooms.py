"""Deeds in a party's own room: write, correct, take out, carry over, and share with the other party (F36)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Source
from samverkan.notices.services import tell
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.situation.models import Line, Picture
from samverkan.situation.queries.pictures import preparers_of
from samverkan.situation.rules.rooms import other_party, room_of
from samverkan.situation.services.pictures import carry_line, last_saved_by
from samverkan.situation.services.pointers import picture_pointer
from samverkan.situation.words import Block

NO_ROOM = "You have no room of your own in this picture."


def line_pointer(line: Line) -> Pointer:
    """Return where the line can be opened, without its words: the trail is read by more people than the room."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Line in the room of %(party)s") % {"party": gettext(Party(line.room).label).lower()}
    return Pointer("situation.line", str(line.pk), title, reverse("situation:room", args=[line.picture_id]))


def _own_room(by: Actor, picture: Picture) -> Party:
    room = room_of(by, picture.unit_id)
    demand(room is not None, NO_ROOM)
    assert room is not None
    return room


def demand_within_unit(picture: Picture, *, area: Area | None, place: Place | None, sources: Iterable[Source]) -> None:
    """Raise `Refused` when something belongs to another district or municipality."""
    municipality_id = picture.unit.municipality_id or picture.unit_id
    if area is not None and (area.area_list.municipality_id != municipality_id or area.area_list.is_draft):
        raise Refused("The area is not one of the city's priority areas.", field="area")
    if place is not None and place.unit_id != picture.unit_id:
        raise Refused("The place lies in another district.", field="place")
    if any(source.municipality_id != municipality_id for source in sources):
        raise Refused("The source is registered in another municipality.", field="sources")


@transaction.atomic
def write_line(
    *,
    by: Actor,
    picture: Picture,
    block: Block,
    area: Area | None = None,
    place: Place | None = None,
    text: str,
    sources: Iterable[Source] = (),
    dark_figure: str = "",
    now: datetime,
) -> Line:
    """Write what the own party sees. Nobody else sees it until it is shared."""
    room = _own_room(by, picture)
    sources = tuple(sources)
    _demand_words(text, dark_figure)
    demand_within_unit(picture, area=area, place=place, sources=sources)
    line = Line.objects.create(
        picture=picture,
        room=room,
        block=block,
        area=area,
        place=place,
        text=text.strip(),
        dark_figure=dark_figure.strip(),
        written_at=now,
    )
    line.sources.set(sources)
    record(by=by, event="situation.line_written", on=line_pointer(line), details={"block": block})
    return line


def _demand_words(text: str, dark_figure: str) -> None:
    refuse_person_data(text=text, dark_figure=dark_figure)
    if not text.strip():
        raise Refused("Write what you see.", field="text")


def _locked_unshared(by: Actor, line: Line) -> Line:
    line = Line.objects.select_for_update(of=("self",)).select_related("picture__unit").get(pk=line.pk)
    demand(room_of(by, line.picture.unit_id) == line.room, "Only the party that wrote the line may change it.")
    if line.shared_at is not None:
        raise Refused(
            "The line has been shared: it is a received document with the other authority and cannot be changed.",
            way_on="Write a new line that corrects it, and share that one too.",
        )
    if line.withdrawn_at is not None:
        raise Refused("The line has been taken out of the room.", way_on="Write a new line.")
    return line


@transaction.atomic
def rewrite_line(
    *,
    by: Actor,
    line: Line,
    edition: int,
    block: Block,
    area: Area | None = None,
    place: Place | None = None,
    text: str,
    sources: Iterable[Source] = (),
    dark_figure: str = "",
) -> Line:
    """Write other words in a line that is not shared. Raises `SavedMeanwhile` when a colleague saved first."""
    line = _locked_unshared(by, line)
    sources = tuple(sources)
    _demand_words(text, dark_figure)
    demand_within_unit(line.picture, area=area, place=place, sources=sources)
    demand_edition(edition, line.edition, saved_by=last_saved_by(line_pointer(line)))
    line.block, line.area, line.place = block, area, place
    line.text, line.dark_figure, line.edition = text.strip(), dark_figure.strip(), line.edition + 1
    line.save(update_fields=["block", "area", "place", "text", "dark_figure", "edition"])
    line.sources.set(sources)
    record(by=by, event="situation.line_rewritten", on=line_pointer(line), details={"edition": line.edition})
    return line


@transaction.atomic
def withdraw_line(*, by: Actor, line: Line, now: datetime) -> Line:
    """Take a line out of the room before it was shared."""
    line = _locked_unshared(by, line)
    line.withdrawn_at = now
    line.save(update_fields=["withdrawn_at"])
    record(by=by, event="situation.line_withdrawn", on=line_pointer(line))
    return line


@transaction.atomic
def share_lines(*, by: Actor, picture: Picture, lines: Iterable[Line], today: date, now: datetime) -> list[Line]:
    """Share lines with the other party: each becomes a received document there, and cannot be taken back.

    The deed that crosses the border between two authorities (Tryckfrihetsförordningen 2 kap. 9 §). The preparers of
    the other party are told.
    """
    room = _own_room(by, picture)
    ids = {line.pk for line in lines}
    if not ids:
        raise Refused("Choose at least one line to share.", field="lines")
    found = list(Line.objects.select_for_update(of=("self",)).filter(pk__in=ids, picture=picture, room=room))
    if len(found) != len(ids):
        raise Refused("Only the lines of your own room can be shared.")
    for line in found:
        if line.withdrawn_at is not None:
            raise Refused("A line that has been taken out of the room cannot be shared.")
        if line.shared_at is not None:
            raise Refused("A line has already been shared.", way_on="Go back to the room and choose again.")
        line.shared_at, line.shared_by = now, by.name[:120]
        line.save(update_fields=["shared_at", "shared_by"])
        record(by=by, event="situation.line_shared", on=line_pointer(line), details={"picture": str(picture)})
    _tell_shared(picture, room, len(found), today)
    return found


def _tell_shared(picture: Picture, room: Party, count: int, today: date) -> None:
    recipients = preparers_of(picture.unit, on=today, party=other_party(room))
    with translation.override(settings.LANGUAGE_CODE):
        title = ngettext(
            "%(party)s has shared a line of its situation picture",
            "%(party)s has shared %(count)s lines of its situation picture",
            count,
        ) % {"party": gettext(room.label), "count": count}
        text = gettext("What has been shared is a received document with you. Compare it with your own picture.")
    pointer = picture_pointer(picture)
    at = Pointer(pointer.kind, pointer.key, pointer.title, reverse("situation:merge", args=[picture.pk]))
    tell(recipients, about=at, title=title, text=text)


@transaction.atomic
def carry_lines(*, by: Actor, picture: Picture, lines: Iterable[Line], now: datetime) -> list[Line]:
    """Write the own room's lines of an earlier year anew, where they still hold."""
    _own_room(by, picture)
    lines = list(lines)
    if not lines:
        raise Refused("Choose at least one line that still holds.", field="lines")
    already = set(
        Line.objects.filter(picture=picture, carried_from__in=lines).values_list("carried_from_id", flat=True)
    )
    if already:
        raise Refused("A line has already been carried over.", way_on="Go back to the room and choose again.")
    carried = [carry_line(by=by, picture=picture, line=line, now=now) for line in lines]
    record(by=by, event="situation.lines_carried", on=picture_pointer(picture), details={"lines": len(carried)})
    return carried
