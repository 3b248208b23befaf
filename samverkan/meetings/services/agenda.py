"""The agenda: built from what is due, changed by hand, sent out with the notice of the meeting (MEE-08)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.decisions.models import Matter
from samverkan.decisions.queries import matter_is_prepared
from samverkan.decisions.services import place_on_agenda, take_off_agenda
from samverkan.decisions.words import MatterState
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.meetings.models import Attendance, Item, Meeting
from samverkan.meetings.queries import day_of, draft_of, due_for, next_order, parts_of, seats_on
from samverkan.meetings.rules import ORDER, PLANNED, Draft, Wanted, hours_of_part, joined_text
from samverkan.meetings.services.booking import demand_running, invited_people, locked, meeting_pointer
from samverkan.meetings.services.standing import name_needs
from samverkan.meetings.words import ItemKind, MeetingState, Outcome
from samverkan.notices.services import tell

OPEN_STATES = (MeetingState.BOOKED, MeetingState.CONVENED, MeetingState.UNDER_WAY)


def put_on_agenda(meeting: Meeting, drafts: Iterable[Draft]) -> list[Item]:
    """Store the drafts, each before the first item of a kind that comes later; part of another deed.

    The order that somebody has given the items already there is kept. Where somebody is called to a part of the meeting
    only, what is added comes last, so that the parts still fit. What is carried over is taken up by an item
    about the same subject, if there is one. Matters are marked as being on an agenda.
    """
    standing = list(meeting.items.order_by("order", "pk"))
    in_parts = meeting.parts.exclude(first=0, last__isnull=True, by_video=False).exists()
    added: list[Item] = []
    needs: list[tuple[Item, tuple[int, ...]]] = []
    for draft in drafts:
        may_be_taken_up = standing if draft.carried_from_id is not None else ()
        same = next(
            (
                item
                for item in may_be_taken_up
                if item.carried_from_id is None and draft_of(item).subject == draft.subject and not item.notes
            ),
            None,
        )
        if same is not None:
            same.carried_from_id, same.text = draft.carried_from_id, joined_text(same.text, draft.text)
            continue
        item = Item(
            meeting=meeting,
            order=0,
            kind=draft.kind,
            title=draft.title,
            text=draft.text,
            minutes=draft.minutes,
            matter_id=draft.matter_id,
            followed_decision_id=draft.decision_id,
            earlier_meeting_id=draft.earlier_meeting_id,
            carried_from_id=draft.carried_from_id,
        )
        rank = ORDER.index(draft.kind)
        later = (at for at, other in enumerate(standing) if ORDER.index(ItemKind(other.kind)) > rank)
        place = len(standing) if in_parts else next(later, len(standing))
        standing.insert(place, item)
        added.append(item)
        needs.append((item, draft.seats))
    for order, item in enumerate(standing, start=1):
        item.order = order
    Item.objects.bulk_update([item for item in standing if item.pk], ["order", "text", "carried_from"])
    Item.objects.bulk_create(added)
    name_needs(needs)
    place_on_agenda(item.matter_id for item in added if item.matter_id)
    return added


@transaction.atomic
def prepare_agenda(*, by: Actor, meeting: Meeting) -> list[Item]:
    """Put on the agenda everything that is due and not yet there; what is there stays as it is (MEE-08, MEE-21).

    The approval of earlier minutes, the standing items of the series, what was left from earlier meetings with its
    text intact, the matters that wait, the decisions to follow up, and once a year the question of parties and
    staffing. Matters that the preparation group has not prepared stay in the backlog (DEC-09).
    """
    meeting = locked(meeting, *OPEN_STATES)
    demand_running(by, meeting.group)
    due = due_for(
        meeting,
        minutes_title=gettext("Approval of the minutes of %s"),
        follow_up_title=gettext("Follow-up of decision %s"),
        right_parties_title=gettext("Do the right parties take part, and is the staffing right?"),
    )
    added = put_on_agenda(meeting, due.drafts)
    record(by=by, event="meetings.agenda_prepared", on=meeting_pointer(meeting), details={"added": len(added)})
    return added


@transaction.atomic
def add_item(*, by: Actor, meeting: Meeting, title: str, text: str = "", minutes: int = 10) -> Item:
    """Add an item of one's own last on the agenda."""
    meeting = locked(meeting, *OPEN_STATES)
    demand_running(by, meeting.group)
    refuse_person_data(title=title, text=text)
    if not title.strip():
        raise Refused("Write what the item is about.", field="title")
    item = Item.objects.create(
        meeting=meeting,
        order=next_order(meeting),
        kind=ItemKind.FREE,
        title=title.strip(),
        text=text.strip(),
        minutes=minutes,
    )
    record(by=by, event="meetings.item_added", on=meeting_pointer(meeting), details={"title": item.title})
    return item


@transaction.atomic
def place_matter(*, by: Actor, meeting: Meeting, matter: Matter) -> Item:
    """Put a matter of the group's backlog on the agenda; unprepared matters of a steering group are refused."""
    meeting = locked(meeting, *OPEN_STATES)
    demand_running(by, meeting.group)
    matter = Matter.objects.select_for_update(of=("self",)).select_related("decided_in").get(pk=matter.pk)
    if matter.group_id != meeting.group_id or matter.state != MatterState.OPEN:
        raise Refused("The matter does not wait in this group.")
    if matter.decided_in_id == meeting.group_id and not matter_is_prepared(matter):
        raise Refused(
            "The matter has not been prepared by the preparation group.",
            way_on="Send it to the preparation group; it comes back with a recommendation.",
        )
    (item,) = put_on_agenda(
        meeting, [Draft(ItemKind.MATTER, matter.title, text=matter.text, minutes=15, matter_id=matter.pk)]
    )
    record(by=by, event="meetings.item_added", on=meeting_pointer(meeting), details={"title": item.title})
    return item


@transaction.atomic
def change_item(*, by: Actor, item: Item, title: str, text: str, minutes: int) -> Item:
    """Change an item's title, background or time before the meeting is closed."""
    meeting = locked(item.meeting, *OPEN_STATES)
    demand_running(by, meeting.group)
    refuse_person_data(title=title, text=text)
    if not title.strip():
        raise Refused("Write what the item is about.", field="title")
    item.title, item.text, item.minutes = title.strip(), text.strip(), minutes
    item.save(update_fields=["title", "text", "minutes"])
    record(by=by, event="meetings.item_changed", on=meeting_pointer(meeting), details={"title": item.title})
    return item


@transaction.atomic
def shift_item(*, by: Actor, item: Item, up: bool) -> Item:
    """Let the item change places with the one before or after it."""
    meeting = locked(item.meeting, *OPEN_STATES)
    demand_running(by, meeting.group)
    items = list(meeting.items.order_by("order", "pk"))
    at = next(place for place, other in enumerate(items) if other.pk == item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(items):
        raise Refused("The item is already first." if up else "The item is already last.")
    items[at], items[to] = items[to], items[at]
    for order, other in enumerate(items, start=1):
        other.order = order
    Item.objects.bulk_update(items, ["order"])
    record(by=by, event="meetings.item_shifted", on=meeting_pointer(meeting), details={"title": item.title})
    return items[to]


@transaction.atomic
def remove_item(*, by: Actor, item: Item) -> None:
    """Take an item off the agenda. A matter waits in the backlog again; what was carried here can be carried anew."""
    meeting = locked(item.meeting, *OPEN_STATES)
    demand_running(by, meeting.group)
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.outcome != Outcome.NONE or item.notes.strip() or item.assignments.exists():
        raise Refused("Something has been written about the item; it stays on the agenda.")
    if item.matter_id is not None:
        take_off_agenda([item.matter_id])
    title, text = item.title, item.text
    item.delete()
    record(by=by, event="meetings.item_removed", on=meeting_pointer(meeting), details={"title": title, "text": text})


def invite_seats(meeting: Meeting) -> None:
    """Invite every seat of the group on the day, co-opted ones too; part of another deed: three queries."""
    invited = set(meeting.attendances.values_list("seat_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat) for seat in seats_on(meeting) if seat.pk not in invited
    )


@transaction.atomic
def convene_meeting(*, by: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Call the group's functions, co-opted members too, to the meeting with its agenda (MEE-08).

    Can be done again when the agenda has changed; everybody is then told anew.
    """
    meeting = locked(meeting, *PLANNED)
    demand_running(by, meeting.group)
    titles = list(meeting.items.order_by("order", "pk").values_list("title", flat=True))
    if not titles:
        raise Refused(
            "The agenda is empty.", way_on="Build the agenda first, so that the invited know what it is about."
        )
    meeting.state, meeting.convened_at = MeetingState.CONVENED, now
    meeting.save(update_fields=["state", "convened_at"])
    invite_seats(meeting)
    clock = timezone.localtime(meeting.starts_at).strftime("%H.%M")
    where = f"{day_of(meeting).isoformat()} {clock}. {meeting.place}".strip()
    agenda = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
    people = invited_people(meeting, without=[by.user_id])
    parts = parts_of(meeting)
    for own, told in _by_part(meeting, people, parts).items():
        tell(
            told,
            about=meeting_pointer(meeting),
            title=gettext("You are called to %(title)s") % {"title": meeting.title},
            text="\n\n".join(text for text in (where, own, agenda) if text),
        )
    record(by=by, event="meetings.convened", on=meeting_pointer(meeting), details={"told": len(people)})
    return meeting


def _by_part(meeting: Meeting, people: Iterable[User], parts: Mapping[int, Wanted]) -> dict[str, list[User]]:
    """Return the people by what is to be said of the part they are wanted for; most often nothing."""
    found: dict[str, list[User]] = defaultdict(list)
    for person in people:
        part, said = parts.get(person.pk), ""
        if part is not None and not part.is_whole:
            starts, ends = hours_of_part(meeting.starts_at, meeting.ends_at, part.first, part.last)
            when = "–".join(timezone.localtime(each).strftime("%H.%M") for each in (starts, ends))
            said = gettext("You are needed %(when)s.") % {"when": when}
            if part.by_video:
                said = gettext("You are needed %(when)s, by video.") % {"when": when}
        found[said].append(person)
    return found
