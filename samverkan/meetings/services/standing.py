"""Standing agendas that groups write, and agendas that a plan of the year lays out, each person with their part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group, Seat
from samverkan.guard.rules import refuse_person_data
from samverkan.meetings.models import Item, Meeting, Part, StandingAgenda, StandingItem
from samverkan.meetings.queries import roots_of
from samverkan.meetings.rules import Line, Wanted
from samverkan.meetings.services.booking import demand_running, locked, meeting_pointer
from samverkan.meetings.words import ItemKind, MeetingState, Outcome

MOST_LINES = 20
LONGEST_LINE = 240
"""Minutes of an item."""


def standing_pointer(group: Group) -> Pointer:
    """Return where the group can be opened whose standing agenda it is."""
    title = gettext("Standing agenda of %(group)s") % {"group": group.name}
    return Pointer("meetings.standing_agenda", str(group.pk), title, reverse("groups:group", args=[group.pk]))


@transaction.atomic
def write_standing_agenda(
    *,
    by: Actor,
    group: Group,
    lines: Sequence[Line],
    whole: Iterable[int] = (),
    length: int | None = None,
    edition: int,
    today: date,
) -> StandingAgenda:
    """Say what the group deals with at each meeting, how long it takes and who it needs (MEE-08, MEE-10).

    `whole` are the seats that all of the meeting concerns. `length` is how many minutes the group meets, where that is
    known. A refusal names the line: `title_2` is the field of the second one.
    """
    demand_running(by, group)
    group = Group.objects.select_for_update(of=("self",)).select_related("unit").get(pk=group.pk)
    stored = StandingAgenda.objects.filter(group=group).first()
    demand_edition(edition, stored.edition if stored else 0, saved_by=stored.saved_by if stored else "")
    _check_lines(lines, length)
    roots = roots_of(Seat.objects.filter(Seat.holding(today), group=group))
    attending = set(whole)
    if attending - set(roots):
        raise Refused("The seat does not belong to the group.", field="whole")
    for number, line in enumerate(lines, start=1):
        if set(line.seats) - set(roots):
            raise Refused("The seat does not belong to the group.", field=f"needs_{number}")
    agenda = stored or StandingAgenda(group=group, edition=0)
    agenda.edition, agenda.saved_by = agenda.edition + 1, by.name
    agenda.save()
    agenda.whole.set({roots[pk] for pk in attending})
    agenda.items.all().delete()
    for order, line in enumerate(lines, start=1):
        row = StandingItem.objects.create(
            agenda=agenda, order=order, title=line.title.strip(), minutes=line.minutes, place=line.place
        )
        row.needs.set({roots[pk] for pk in line.seats})
    details = {"items": len(lines), "minutes": sum(line.minutes for line in lines), "edition": agenda.edition}
    record(by=by, event="meetings.standing_agenda_written", on=standing_pointer(group), details=details)
    return agenda


def _check_lines(lines: Sequence[Line], length: int | None) -> None:
    if not lines:
        raise Refused("Write at least one item.", field="title_1")
    if len(lines) > MOST_LINES:
        raise Refused("A standing agenda has at most %(most)s items.", field=f"title_{len(lines)}", most=MOST_LINES)
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        refuse_person_data(contact_details=False, **{f"title_{number}": line.title})
        title = line.title.strip()
        if not title:
            raise Refused("Item %(number)s: write what it is about.", field=f"title_{number}", number=number)
        if title.casefold() in seen:
            raise Refused("Item %(number)s: another item has the same heading.", field=f"title_{number}", number=number)
        seen.add(title.casefold())
        if not 1 <= line.minutes <= LONGEST_LINE:
            raise Refused(
                "Item %(number)s: it takes between 1 and %(most)s minutes.",
                field=f"minutes_{number}",
                number=number,
                most=LONGEST_LINE,
            )
    total = sum(line.minutes for line in lines)
    if length is not None and total > length:
        raise Refused(
            "The items take %(total)s minutes together, but the meeting lasts %(length)s.",
            field=f"minutes_{len(lines)}",
            way_on="Shorten an item, or let the meeting be longer.",
            total=total,
            length=length,
        )


@transaction.atomic
def remove_standing_agenda(*, by: Actor, group: Group, edition: int) -> None:
    """Take the group's standing agenda away; agendas of meetings already booked stay as they are."""
    demand_running(by, group)
    group = Group.objects.select_for_update(of=("self",)).select_related("unit").get(pk=group.pk)
    agenda = StandingAgenda.objects.filter(group=group).first()
    if agenda is None:
        raise Refused("The group has no standing agenda.")
    demand_edition(edition, agenda.edition, saved_by=agenda.saved_by)
    titles = list(agenda.items.values_list("title", flat=True))
    agenda.delete()
    record(by=by, event="meetings.standing_agenda_removed", on=standing_pointer(group), details={"items": titles})


@transaction.atomic
def lay_out_meeting(*, by: Actor, meeting: Meeting, lines: Sequence[Line], wanted: Sequence[Wanted]) -> Meeting:
    """Give the meeting its standing items in this order, and everybody who is called their part (MEE-10).

    Standing items that nobody has written about are replaced, what somebody has added stays after them. Done by a
    deed that plans the year; no lines leave the agenda as it is. Seats of lines are keys of rows that hold on the day.
    """
    meeting = locked(meeting, MeetingState.BOOKED, MeetingState.CONVENED)
    demand_running(by, meeting.group)
    Part.objects.filter(meeting=meeting).delete()
    Part.objects.bulk_create(
        Part(
            meeting=meeting,
            seat_id=each.seat,
            holder_id=each.holder,
            first=each.first,
            last=each.last,
            by_video=each.by_video,
            stands_in_for=each.stands_in_for[:160],
        )
        for each in wanted
    )
    if lines:
        _replace_standing(meeting, lines)
    details = {"items": len(lines), "called": len(wanted)}
    record(by=by, event="meetings.laid_out", on=meeting_pointer(meeting), details=details)
    return meeting


def _replace_standing(meeting: Meeting, lines: Sequence[Line]) -> None:
    gone = Item.objects.filter(
        meeting=meeting, kind=ItemKind.STANDING, outcome=Outcome.NONE, notes="", carried_from=None, assignments=None
    )
    Item.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()
    kept = list(meeting.items.order_by("order", "pk"))
    items = [
        Item(meeting=meeting, order=order, kind=ItemKind.STANDING, title=line.title[:200], minutes=line.minutes)
        for order, line in enumerate(lines, start=1)
    ]
    for order, item in enumerate(kept, start=len(items) + 1):
        item.order = order
    Item.objects.bulk_update(kept, ["order"])
    Item.objects.bulk_create(items)
    name_needs((item, line.seats) for item, line in zip(items, lines, strict=True))


def name_needs(rows: Iterable[tuple[Item, Iterable[int]]]) -> None:
    """Store which seats new items need; part of another deed: one query."""
    through = Item.needs.through
    through.objects.bulk_create(through(item_id=item.pk, seat_id=seat) for item, seats in rows for seat in seats)
