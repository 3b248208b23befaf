"""Questions about lines: each party's own room, and what has been shared."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.ground.words import Party
from samverkan.situation.models import Line, Picture, Statement
from samverkan.situation.queries.pictures import picture_for
from samverkan.situation.rules.rooms import room_of


def room_for(actor: Actor, picture_id: int) -> tuple[Picture, Party]:
    """Return the picture and the actor's own room in it, or answer as if there were no room."""
    picture = picture_for(actor, picture_id)
    room = room_of(actor, picture.unit_id)
    if room is None:
        raise Http404
    return picture, room


def lines_of_room(picture: Picture, room: Party) -> QuerySet[Line]:
    """Return the lines of a room that have not been taken out. The caller has passed the room's gate."""
    used = Statement.objects.filter(lines=OuterRef("pk"), removed_at__isnull=True)
    return (
        Line.objects.filter(picture=picture, room=room, withdrawn_at__isnull=True)
        .select_related("area", "place", "picture__unit")
        .prefetch_related("sources")
        .annotate(is_joined=Exists(used))
        .order_by("block", "area__number", "pk")
    )


def lines_to_carry(picture: Picture, before: Picture | None, room: Party) -> list[Line]:
    """Return the room's lines of the earlier picture that have not been carried over yet."""
    if before is None:
        return []
    carried = Line.objects.filter(picture=picture, carried_from__isnull=False).values("carried_from_id")
    return list(lines_of_room(before, room).exclude(pk__in=carried))


def line_for(actor: Actor, line_id: int) -> Line:
    """Return a line of the actor's own room, or answer as if it did not exist."""
    line = (
        Line.objects.filter(pk=line_id, withdrawn_at__isnull=True)
        .select_related("area", "place", "picture__unit")
        .prefetch_related("sources")
        .first()
    )
    if line is None or room_of(actor, line.picture.unit_id) != line.room:
        raise Http404
    return line


def shared_lines(actor: Actor, picture: Picture) -> QuerySet[Line]:
    """Return the lines that either party has shared: open to those who prepare in the unit."""
    if not may_prepare(actor, picture.unit_id):
        return Line.objects.none()
    return (
        Line.objects.filter(picture=picture, shared_at__isnull=False)
        .select_related("area", "place")
        .prefetch_related("sources")
        .order_by("block", "area__number", "pk")
    )


def loose_lines(actor: Actor, picture: Picture) -> QuerySet[Line]:
    """Return the shared lines that are part of no joint statement yet."""
    joined = Statement.objects.filter(lines=OuterRef("pk"), removed_at__isnull=True)
    return shared_lines(actor, picture).filter(~Exists(joined))


def unshared_count(picture: Picture, room: Party) -> int:
    """Count the lines of the room that the other party does not see."""
    return Line.objects.filter(picture=picture, room=room, shared_at__isnull=True, withdrawn_at__isnull=True).count()
