"""The meeting while it is held: attendance, notes, what comes of each item, and the closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.audit.services import record
from samverkan.decisions.models import Decision
from samverkan.decisions.queries import matter_is_prepared
from samverkan.decisions.rules import PREPARED_BY
from samverkan.decisions.services import complete_decision, forward_matter, record_decision, take_off_agenda
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Seat
from samverkan.guard.rules import refuse_person_data
from samverkan.meetings.models import Assignment, Attendance, Correction, Item, Meeting
from samverkan.meetings.queries import carried_draft, day_of, next_planned, seats_on, unfinished_of
from samverkan.meetings.rules import CLOSED, PLANNED, agenda_of, outcome_at_close
from samverkan.meetings.services.agenda import invite_seats, put_on_agenda
from samverkan.meetings.services.booking import demand_running, locked, meeting_pointer
from samverkan.meetings.words import AssignmentState, ItemKind, MeetingState, Outcome, Presence


class NotesChanged(Refused):
    """Somebody else saved the notes of the item in the meantime. Holds both texts, so that none is lost."""

    def __init__(self, *, stored: str, written: str, stored_by: str, edition: int) -> None:
        super().__init__(
            "%(name)s saved these notes while you were writing.",
            way_on="Both texts are shown. Put together what should stand and save.",
            field="notes",
            name=stored_by or "–",
        )
        self.stored = stored
        self.written = written
        self.edition = edition


@transaction.atomic
def start_meeting(*, by: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Open the meeting, on its day or later; the group's seats are listed for attendance."""
    meeting = locked(meeting, *PLANNED)
    demand_running(by, meeting.group)
    if timezone.localtime(now).date() < day_of(meeting):
        raise Refused("The meeting can be opened on its day at the earliest.")
    meeting.state = MeetingState.UNDER_WAY
    meeting.save(update_fields=["state"])
    invite_seats(meeting)
    record(by=by, event="meetings.started", on=meeting_pointer(meeting))
    return meeting


@transaction.atomic
def record_attendance(*, by: Actor, meeting: Meeting, noted: Mapping[int, tuple[Presence, str]]) -> Meeting:
    """Note who came, by seat: presence and the substitute's function, if another person came (MEE-18)."""
    meeting = locked(meeting, MeetingState.CONVENED, MeetingState.UNDER_WAY)
    demand_running(by, meeting.group)
    for seat_id, (_, substitute) in noted.items():
        refuse_person_data(contact_details=False, **{f"substitute-{seat_id}": substitute})
    seats = {seat.pk: seat for seat in seats_on(meeting)}
    if set(noted) - set(seats):
        raise Refused("The seat does not belong to the group.")
    for seat_id, (presence, substitute) in noted.items():
        seat = seats[seat_id]
        if presence == Presence.PRESENT and seat.holder_id is None and not substitute.strip():
            raise Refused("%(seat)s is vacant; write who came.", field=f"substitute-{seat_id}", seat=seat.title)
    Attendance.objects.bulk_create(
        (
            Attendance(meeting=meeting, seat_id=seat_id, presence=presence, substitute=substitute.strip())
            for seat_id, (presence, substitute) in noted.items()
        ),
        update_conflicts=True,
        unique_fields=["meeting", "seat"],
        update_fields=["presence", "substitute"],
    )
    present = sum(presence == Presence.PRESENT for presence, _ in noted.values())
    record(by=by, event="meetings.attendance_recorded", on=meeting_pointer(meeting), details={"present": present})
    return meeting


def _dealt_with(by: Actor, item: Item, *, again: bool = False) -> Item:
    """Return the item of a meeting under way, held until the deed is done; refuse one that is settled."""
    meeting = locked(item.meeting, MeetingState.UNDER_WAY)
    demand_running(by, meeting.group)
    held = Item.objects.select_for_update(of=("self",)).select_related("matter__decided_in").get(pk=item.pk)
    held.meeting = meeting
    if not again and held.outcome in {Outcome.DECISION, Outcome.FORWARDED}:
        raise Refused("What came of the item has already been recorded.")
    return held


@transaction.atomic
def write_notes(*, by: Actor, item: Item, notes: str, edition: int, outcome: Outcome | None = None) -> Item:
    """Save the item's notes and, if given, what came of it: information, moved to the next meeting or nothing yet.

    `edition` is the one the writer started from. When somebody else has saved in between, `NotesChanged` holds both
    texts and nothing is stored.
    """
    item = _dealt_with(by, item, again=outcome is None)
    refuse_person_data(notes=notes)
    if edition != item.edition and notes != item.notes:
        raise NotesChanged(stored=item.notes, written=notes, stored_by=item.notes_by, edition=item.edition)
    if outcome is not None and outcome not in {Outcome.NONE, Outcome.INFORMATION, Outcome.DEFERRED}:
        raise Refused("A decision and an assignment are recorded with their own forms.")
    if outcome == Outcome.INFORMATION and item.kind == ItemKind.MINUTES:
        raise Refused("Approve the minutes, or let them go on to the next meeting.")
    if outcome is not None and item.assignments.exists():
        outcome = Outcome.ASSIGNMENT
    if notes != item.notes:
        item.notes, item.notes_by, item.edition = notes, by.name, item.edition + 1
    item.outcome = outcome if outcome is not None else item.outcome
    item.save(update_fields=["notes", "notes_by", "edition", "outcome"])
    record(
        by=by,
        event="meetings.item_noted",
        on=meeting_pointer(item.meeting),
        details={"item": item.pk, "outcome": item.outcome},
    )
    return item


@transaction.atomic
def decide_item(
    *,
    by: Actor,
    item: Item,
    text: str,
    basis: str = "",
    category: DecisionCategory,
    amount: int | None = None,
    responsible_seat: Seat | None,
    due_date: date | None,
    municipality_decision_maker: str,
    police_decision_maker: str,
    needs_planning_entry: bool = False,
) -> Decision:
    """Record what the group decided on the item, after the mandate check (MEE-17, DEC-03, -06 to -09).

    The decision bears the day of the meeting. Its own deed, `decisions.recorded`, is the trace. In a steering group
    only matters that the preparation group has prepared are decided.
    """
    item = _dealt_with(by, item)
    group = item.meeting.group
    if item.kind == ItemKind.MINUTES:
        raise Refused("Approve the minutes, or let them go on to the next meeting.")
    prepared = matter_is_prepared(item.matter) if item.matter else GroupKind(group.kind) not in PREPARED_BY
    if not prepared:
        raise Refused(
            "A steering group decides only what the preparation group has prepared.",
            way_on="Give the preparation group the assignment to prepare it, or raise it as a matter there.",
        )
    if due_date is not None and due_date < day_of(item.meeting):
        raise Refused("The decision is to be carried out on a day after the meeting.", field="due_date")
    if responsible_seat is None:
        raise Refused("Choose which function carries out the decision.", field="responsible_seat")
    decision = record_decision(
        by=by,
        group=group,
        title=item.title,
        text=text,
        basis=basis,
        category=category,
        amount=amount,
        decided_on=day_of(item.meeting),
        matter=item.matter,
        meeting=meeting_pointer(item.meeting),
        responsible_seat=responsible_seat,
        due_date=due_date,
        municipality_decision_maker=municipality_decision_maker,
        police_decision_maker=police_decision_maker,
        needs_planning_entry=needs_planning_entry,
    )
    item.outcome, item.decision = Outcome.DECISION, decision
    item.save(update_fields=["outcome", "decision"])
    return decision


@transaction.atomic
def forward_item(*, by: Actor, item: Item, recommendation: str = "") -> Item:
    """Send the item's matter on to the group above with the meeting's recommendation (MEE-17).

    The trace is that of the matter, `decisions.matter_forwarded`.
    """
    item = _dealt_with(by, item)
    if item.matter is None:
        raise Refused("Only a matter can be sent on.", way_on="Raise it as a matter first.")
    forward_matter(by=by, matter=item.matter, recommendation=recommendation)
    item.outcome = Outcome.FORWARDED
    item.save(update_fields=["outcome"])
    return item


@transaction.atomic
def assign(*, by: Actor, item: Item, text: str, seat: Seat | None, due_date: date | None) -> Assignment:
    """Give a function something to do by a day; an item may lead to several assignments."""
    item = _dealt_with(by, item, again=True)
    refuse_person_data(text=text)
    if not text.strip():
        raise Refused("Write what is to be done.", field="text")
    if seat is None:
        raise Refused("Choose which function is to do it.", field="seat")
    if due_date is None or due_date < day_of(item.meeting):
        raise Refused("Choose a day after the meeting by which it is to be done.", field="due_date")
    assignment = Assignment.objects.create(
        item=item, text=text.strip(), seat=seat, function_title=seat.title, due_date=due_date
    )
    if item.outcome in {Outcome.NONE, Outcome.INFORMATION}:
        item.outcome = Outcome.ASSIGNMENT
        item.save(update_fields=["outcome"])
    record(by=by, event="meetings.assigned", on=meeting_pointer(item.meeting), details={"to": seat.title})
    return assignment


@transaction.atomic
def complete_assignment(*, by: Actor, assignment: Assignment, on: date, note: str = "") -> Assignment:
    """Say that the assignment is done, and with what result; its holder may, and those who run the group."""
    meeting = assignment.item.meeting
    is_holder = by.user_id is not None and assignment.seat is not None and assignment.seat.holder_id == by.user_id
    demand(
        is_holder or may_run_group(by, meeting.group_id, meeting.group.unit_id), "You may not report this assignment."
    )
    refuse_person_data(note=note)
    assignment = (
        Assignment.objects.select_for_update(of=("self",)).select_related("item__meeting").get(pk=assignment.pk)
    )
    if assignment.state == AssignmentState.DONE:
        raise Refused("The assignment is already done.")
    assignment.state, assignment.done_on, assignment.done_note = AssignmentState.DONE, on, note.strip()
    assignment.save(update_fields=["state", "done_on", "done_note"])
    record(by=by, event="meetings.assignment_done", on=meeting_pointer(meeting), details={"assignment": assignment.pk})
    return assignment


@transaction.atomic
def complete_followed(*, by: Actor, item: Item, note: str = "") -> Item:
    """Say at the meeting that the decision the item follows up has been carried out (DEC-07).

    The trace is that of the decision, `decisions.completed`.
    """
    item = _dealt_with(by, item)
    if item.followed_decision is None:
        raise Refused("The item follows up no decision.")
    complete_decision(by=by, decision=item.followed_decision, on=day_of(item.meeting), note=note)
    if item.outcome != Outcome.ASSIGNMENT:
        item.outcome = Outcome.INFORMATION
        item.save(update_fields=["outcome"])
    return item


@transaction.atomic
def approve_minutes(*, by: Actor, item: Item) -> Meeting:
    """Approve the minutes of the earlier meeting that the item is about, at this meeting."""
    item = _dealt_with(by, item)
    if item.kind != ItemKind.MINUTES or item.earlier_meeting is None:
        raise Refused("The item is about no minutes.")
    earlier = (
        Meeting.objects.select_for_update(of=("self",)).select_related("group__unit").get(pk=item.earlier_meeting.pk)
    )
    if earlier.state != MeetingState.HELD:
        raise Refused("The minutes are already approved.")
    earlier.state, earlier.minutes_approved_in = MeetingState.APPROVED, item.meeting
    earlier.save(update_fields=["state", "minutes_approved_in"])
    item.outcome = Outcome.INFORMATION
    item.save(update_fields=["outcome"])
    record(
        by=by,
        event="meetings.minutes_approved",
        on=meeting_pointer(earlier),
        details={"approved_in": item.meeting_id},
    )
    return earlier


@transaction.atomic
def close_meeting(*, by: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Close the meeting: the minutes are locked, and what was left goes on with its text intact.

    Items that were noted but given no outcome count as information. What was not dealt with goes to the group's
    next booked meeting, or waits until one is booked; undecided matters wait in the backlog until then.
    """
    meeting = locked(meeting, MeetingState.UNDER_WAY)
    demand_running(by, meeting.group)
    if not meeting.attendances.filter(presence=Presence.PRESENT).exists():
        raise Refused("Note who is present before you close the meeting.", field="attendance")
    items = list(meeting.items.all())
    for item in items:
        item.outcome = outcome_at_close(ItemKind(item.kind), Outcome(item.outcome), item.notes)
    Item.objects.bulk_update(items, ["outcome"])
    take_off_agenda(item.matter_id for item in items if item.matter_id is not None)
    meeting.state, meeting.closed_at = MeetingState.HELD, now
    meeting.save(update_fields=["state", "closed_at"])
    following = next_planned(meeting.group_id, after=meeting.starts_at)
    left: list[Item] = []
    if following is not None:
        left = unfinished_of(meeting.group_id, before=following.starts_at)
        put_on_agenda(following, agenda_of(carried_draft(item) for item in left))
    record(by=by, event="meetings.closed", on=meeting_pointer(meeting), details={"carried": len(left)})
    return meeting


@transaction.atomic
def add_correction(*, by: Actor, meeting: Meeting, text: str, now: datetime) -> Correction:
    """Add a correction beside closed minutes; what stands in them is never changed."""
    meeting = locked(meeting, *CLOSED)
    demand_running(by, meeting.group)
    refuse_person_data(text=text)
    if not text.strip():
        raise Refused("Write what is to be corrected.", field="text")
    correction = Correction.objects.create(meeting=meeting, text=text.strip(), at=now, by_name=by.name)
    record(by=by, event="meetings.corrected", on=meeting_pointer(meeting))
    return correction
