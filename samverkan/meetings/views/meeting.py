"""One meeting: its page, and every deed that is done from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import may_run_group
from samverkan.decisions.queries import board_mandates, group_mandate
from samverkan.decisions.rules import MandateAnswer, check_mandate
from samverkan.decisions.services import BeyondMandate
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.meetings import forms, queries, services
from samverkan.meetings.pages import (
    Conflict,
    ItemForms,
    MeetingPage,
    SavedPage,
    attendance_rows,
    item_pages,
    misfits_of,
    mode_of,
    part_in_words,
    stand_ins_of,
    steps_of,
)
from samverkan.meetings.rules import PLANNED, decision_makers_present, is_carried, judge_attendance
from samverkan.meetings.views.booking import done
from samverkan.meetings.words import ItemKind, MeetingState, Outcome, Presence
from samverkan.ui.forms import Form
from samverkan.ui.http import ActorRequest, tell_refusal


def _page(
    request: ActorRequest,
    meeting_id: int,
    *,
    bound: dict[str, Form] | None = None,
    bound_items: dict[str, Form] | None = None,
    conflicts: dict[int, Conflict] | None = None,
    stopped: dict[int, MandateAnswer] | None = None,
) -> HttpResponse:
    """Show the meeting; bound forms with faults stand in for fresh ones (`bound_items` by prefix)."""
    bound, bound_items = bound or {}, bound_items or {}
    today = localdate()
    meeting = queries.meeting_for(request.actor, meeting_id, today=today)
    may_run = may_run_group(request.actor, meeting.group_id, meeting.group.unit_id)
    state, day = MeetingState(meeting.state), queries.day_of(meeting)
    mode = mode_of(state, may_run)
    items = queries.items_of(meeting)
    seats = queries.seats_on(meeting)
    attendance, parts = queries.attendance_of(meeting), queries.parts_of(meeting)
    facts = queries.presences(seats, attendance)
    attended = any(row.presence == Presence.PRESENT for row in attendance.values())
    wanted = request.GET.get("punkt", "")
    if bound_items:
        wanted = next(iter(bound_items)).rpartition("-")[2]
    offered: dict[str, Form] = {}
    attendance_form: Form | None = None
    item_forms: dict[int, ItemForms] = {}
    changes: dict[int, Form] = {}
    answers: dict[int, MandateAnswer] = {}
    unprepared: tuple[tuple[int, str], ...] = ()
    waiting = 0
    if may_run and mode in {"plan", "run"}:
        offered["add"] = bound.get("add") or forms.ItemForm(prefix="add")
        due = queries.due_for(meeting, minutes_title="%s", follow_up_title="%s", right_parties_title="-")
        waiting, unprepared = len(due.drafts), due.unprepared
    if may_run and mode == "plan":
        local = timezone.localtime(meeting.starts_at)
        offered["move"] = bound.get("move") or forms.TimeForm(
            prefix="move",
            initial={
                "day": day,
                "starts": local.time(),
                "minutes": int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
                "place": meeting.place,
            },
        )
        offered["cancel"] = bound.get("cancel") or forms.ReasonForm(prefix="cancel")
        for item in items:
            prefix = f"change-{item.pk}"
            changes[item.pk] = bound_items.get(prefix) or forms.ItemForm(
                prefix=prefix, initial={"title": item.title, "text": item.text, "minutes": item.minutes}
            )
    if mode == "run":
        attendance_form = bound.get("attendance") or forms.AttendanceForm(
            seats=_attendance_initial(seats, attendance), prefix="attendance"
        )
        choices = [
            (seat.pk, f"{seat.title}, {seat.holder.name}" if seat.holder else f"{seat.title}, {_('vacant')}")
            for seat in seats
        ]
        mandate = group_mandate(meeting.group_id, on=day)
        boards = board_mandates(meeting.group_id, on=day)
        makers = {party: decision_makers_present(facts, party) for party in (Party.MUNICIPALITY, Party.POLICE)}
        for item in items:
            item_forms[item.pk] = _item_forms(item, choices, makers, bound_items)
            if item.matter is not None and item.outcome not in {Outcome.DECISION, Outcome.FORWARDED}:
                answers[item.pk] = check_mandate(
                    DecisionCategory(item.matter.category), item.matter.amount, group=mandate, boards=boards
                )
    if may_run and mode == "minutes" and state in {MeetingState.HELD, MeetingState.APPROVED}:
        offered["correct"] = bound.get("correct") or forms.CorrectionForm(prefix="correct")
    page = MeetingPage(
        meeting=meeting,
        state=state,
        mode=mode,
        day=day,
        steps=steps_of(meeting, bool(items)) if state != MeetingState.CANCELLED else (),
        items=item_pages(
            meeting,
            items,
            forms=item_forms,
            changes=changes,
            conflicts=conflicts or {},
            answers=answers,
            stopped=stopped or {},
            wanted=int(wanted) if wanted.isdecimal() and len(wanted) < 16 else None,
        ),
        total_minutes=sum(item.minutes for item in items),
        length=int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        attendance=attendance_rows(meeting, seats, attendance, attendance_form, parts),
        answer=judge_attendance(facts),
        is_attended=attended,
        may_run=may_run,
        may_start=may_run and state in PLANNED and day <= today,
        opens_later=may_run and state in PLANNED and day > today,
        clashes=tuple(queries.clashes_of(meeting)) if mode == "plan" else (),
        unprepared=unprepared,
        waiting=waiting,
        corrections=tuple(meeting.corrections.all()),
        decided=sum(item.outcome == Outcome.DECISION for item in items),
        left=sum(is_carried(ItemKind(item.kind), Outcome(item.outcome), text=item.text) for item in items),
        own_part=part_in_words(meeting, parts.get(request.actor.user_id or 0)) if state in PLANNED else "",
        stand_ins=stand_ins_of(meeting, parts),
        misfits=misfits_of(meeting, items, parts) if mode == "plan" else (),
        forms=offered,
        attendance_form=attendance_form,
    )
    return render(request, f"meetings/{mode}.html", {"page": page})


def _attendance_initial(seats: list[Any], attendance: dict[int, Any]) -> list[tuple[int, str, Presence, str]]:
    """Propose that everybody who was invited has come, so that only the others need a click."""
    rows = []
    for seat in seats:
        noted = attendance.get(seat.pk)
        presence = Presence(noted.presence) if noted else Presence.INVITED
        if presence == Presence.INVITED:
            presence = Presence.PRESENT if seat.holder_id else Presence.ABSENT
        rows.append((seat.pk, seat.title, presence, noted.substitute if noted else ""))
    return rows


def _item_forms(
    item: Any, choices: list[tuple[int, str]], makers: dict[Party, str], bound: dict[str, Form]
) -> ItemForms:
    matter = item.matter
    decide = bound.get(f"decide-{item.pk}") or forms.DecideForm(
        prefix=f"decide-{item.pk}",
        seats=choices,
        has_matter=matter is not None,
        initial={
            "text": (matter.proposal or "") if matter else "",
            "basis": matter.basis if matter else "",
            "amount": matter.amount if matter else None,
            "municipality_decision_maker": makers[Party.MUNICIPALITY],
            "police_decision_maker": makers[Party.POLICE],
        },
    )
    return ItemForms(
        notes=bound.get(f"notes-{item.pk}")
        or forms.NotesForm(prefix=f"notes-{item.pk}", initial={"notes": item.notes, "edition": item.edition}),
        decide=decide,
        assign=bound.get(f"assign-{item.pk}") or forms.AssignForm(prefix=f"assign-{item.pk}", seats=choices),
        forward=(bound.get(f"forward-{item.pk}") or forms.ForwardForm(prefix=f"forward-{item.pk}"))
        if matter is not None
        else None,
        follow=bound.get(f"follow-{item.pk}") or forms.NoteForm(prefix=f"follow-{item.pk}"),
    )


def _to(meeting_id: int, anchor: object = None) -> HttpResponse:
    address = reverse("meetings:meeting", args=[meeting_id])
    return redirect(f"{address}#item-{anchor}" if anchor else address)


def _on(meeting_id: int, item_id: object) -> HttpResponse:
    """Go on writing: the fragment is the item's own field, since browsers let it take the focus."""
    address = reverse("meetings:meeting", args=[meeting_id])
    return redirect(f"{address}?punkt={item_id}#id_notes-{item_id}-notes")


@require_safe
def meeting(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Show the meeting: its agenda before, its notes during, its minutes after."""
    return _page(request, meeting_id)


def _found(request: ActorRequest, meeting_id: int) -> Any:
    return queries.meeting_for(request.actor, meeting_id, today=localdate())


def _item(request: ActorRequest, item_id: int) -> Any:
    return queries.item_for(request.actor, item_id, today=localdate())


# The agenda


def _tried(request: ActorRequest, deed: Callable[[], object], success: str) -> None:
    """Do a deed that has no form; say what came of it on the page one returns to."""
    try:
        deed()
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, success)


@require_POST
def prepare_agenda(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Put on the agenda what is due."""
    found = _found(request, meeting_id)
    _tried(
        request,
        lambda: services.prepare_agenda(by=request.actor, meeting=found),
        _("The agenda holds everything that is due."),
    )
    return _to(meeting_id)


@require_POST
def add_item(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Add an item of one's own."""
    found = _found(request, meeting_id)
    form = forms.ItemForm(request.POST, prefix="add")
    added: list[Any] = []
    if done(form, lambda **given: added.append(services.add_item(by=request.actor, meeting=found, **given))):
        if found.state == MeetingState.UNDER_WAY:
            return _on(meeting_id, added[0].pk)
        return _to(meeting_id, added[0].pk)
    return _page(request, meeting_id, bound={"add": form})


@require_POST
def change_item(request: ActorRequest, item_id: int) -> HttpResponse:
    """Change an item before the meeting."""
    item = _item(request, item_id)
    form = forms.ItemForm(request.POST, prefix=f"change-{item_id}")
    if done(form, lambda **given: services.change_item(by=request.actor, item=item, **given)):
        return _to(item.meeting_id, item_id)
    return _page(request, item.meeting_id, bound_items={f"change-{item_id}": form})


@require_POST
def shift_item(request: ActorRequest, item_id: int) -> HttpResponse:
    """Move an item up or down."""
    item = _item(request, item_id)
    services.shift_item(by=request.actor, item=item, up=request.POST.get("to") == "up")
    return _to(item.meeting_id, item_id)


@require_POST
def remove_item(request: ActorRequest, item_id: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = _item(request, item_id)
    _tried(
        request,
        lambda: services.remove_item(by=request.actor, item=item),
        _("The item is off the agenda."),
    )
    return _to(item.meeting_id)


@require_POST
def convene(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Call the group to the meeting."""
    found = _found(request, meeting_id)
    _tried(
        request,
        lambda: services.convene_meeting(by=request.actor, meeting=found, now=timezone.now()),
        _("The notice of the meeting is sent with the agenda."),
    )
    return _to(meeting_id)


@require_POST
def move(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Move the meeting."""
    found = _found(request, meeting_id)
    form = forms.TimeForm(request.POST, prefix="move")

    def deed(day: date, starts: time, **given: Any) -> None:
        services.move_meeting(
            by=request.actor, meeting=found, starts_at=queries.moment(day, starts), now=timezone.now(), **given
        )

    if done(form, deed):
        messages.success(request, _("The meeting is moved."))
        return _to(meeting_id)
    return _page(request, meeting_id, bound={"move": form})


@require_POST
def cancel(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Cancel the meeting."""
    found = _found(request, meeting_id)
    form = forms.ReasonForm(request.POST, prefix="cancel")
    if done(
        form, lambda **given: services.cancel_meeting(by=request.actor, meeting=found, now=timezone.now(), **given)
    ):
        messages.success(request, _("The meeting is cancelled. What stood on its agenda waits for the next one."))
        return _to(meeting_id)
    return _page(request, meeting_id, bound={"cancel": form})


# The meeting under way


@require_POST
def start(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Open the meeting."""
    found = _found(request, meeting_id)
    _tried(
        request,
        lambda: services.start_meeting(by=request.actor, meeting=found, now=timezone.now()),
        _("The meeting is open. Note who is present."),
    )
    return _to(meeting_id)


@require_POST
def attendance(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Note who came."""
    found = _found(request, meeting_id)
    seats = queries.seats_on(found)
    form = forms.AttendanceForm(
        request.POST, seats=_attendance_initial(seats, queries.attendance_of(found)), prefix="attendance"
    )
    if done(
        form,
        lambda **given: services.record_attendance(by=request.actor, meeting=found, noted=form.noted()),
    ):
        messages.success(request, _("Attendance is noted."))
        return _to(meeting_id)
    return _page(request, meeting_id, bound={"attendance": form})


NOTED = {
    "information": Outcome.INFORMATION,
    "deferred": Outcome.DEFERRED,
    "none": Outcome.NONE,
}


@require_POST
def notes(request: ActorRequest, item_id: int) -> HttpResponse:
    """Save the notes of an item, as one types or with what came of it.

    Saved in the background the answer is the line under the notes; else the next item, or the same one again.
    """
    item = _item(request, item_id)
    form = forms.NotesForm(request.POST, prefix=f"notes-{item_id}")
    in_background = bool(getattr(request, "htmx", False))
    conflict: Conflict | None = None
    outcome = NOTED.get(request.POST.get("outcome", ""))
    if form.is_valid():
        seen = request.POST.get("seen", "")
        edition = int(seen) if seen.isdecimal() and len(seen) < 16 else form.cleaned_data["edition"]
        text = form.cleaned_data["notes"].replace("\r\n", "\n")
        try:
            item = services.write_notes(by=request.actor, item=item, notes=text, edition=edition, outcome=outcome)
        except NotAllowed:
            raise
        except services.NotesChanged as changed:
            conflict = Conflict(changed.stored, str(changed.values["name"]), changed.edition)
        except Refused as refused:
            form.refuse(refused)
    if in_background:
        page = SavedPage(
            item_id=item_id,
            edition=form.cleaned_data["edition"] if conflict or form.errors else item.edition,
            saved_at=None if conflict or form.errors else timezone.now(),
            conflict=conflict,
            fault=" ".join(text for _target, text in form.summary),
        )
        return render(request, "meetings/_saved.html", {"page": page})
    if conflict:
        return _page(request, item.meeting_id, bound_items={f"notes-{item_id}": form}, conflicts={item_id: conflict})
    if form.errors:
        return _page(request, item.meeting_id, bound_items={f"notes-{item_id}": form})
    after = request.POST.get("next", "")
    return _on(item.meeting_id, after if outcome and outcome != Outcome.NONE and after.isdecimal() else item_id)


@require_POST
def decide(request: ActorRequest, item_id: int) -> HttpResponse:
    """Record what the group decided on the item, or say why it may not and what to do instead."""
    item = _item(request, item_id)
    seats = {seat.pk: seat for seat in queries.seats_on(item.meeting)}
    prefix = f"decide-{item_id}"
    form = forms.DecideForm(
        request.POST,
        prefix=prefix,
        seats=[
            (pk, f"{seat.title}, {seat.holder.name}" if seat.holder else f"{seat.title}, {_('vacant')}")
            for pk, seat in seats.items()
        ],
        has_matter=item.matter is not None,
    )
    stopped: dict[int, MandateAnswer] = {}

    def deed(responsible_seat: int, category: DecisionCategory | None = None, **given: Any) -> None:
        try:
            services.decide_item(
                by=request.actor,
                item=item,
                responsible_seat=seats.get(responsible_seat),
                category=category or DecisionCategory(item.matter.category),
                **given,
            )
        except BeyondMandate as beyond:
            stopped[item_id] = beyond.answer

    if done(form, deed) and not stopped:
        messages.success(request, _("The decision is recorded."))
        return _on(item.meeting_id, item_id)
    return _page(request, item.meeting_id, bound_items={prefix: form}, stopped=stopped)


@require_POST
def assign(request: ActorRequest, item_id: int) -> HttpResponse:
    """Give a function something to do."""
    item = _item(request, item_id)
    seats = {seat.pk: seat for seat in queries.seats_on(item.meeting)}
    prefix = f"assign-{item_id}"
    form = forms.AssignForm(
        request.POST,
        prefix=prefix,
        seats=[
            (pk, f"{seat.title}, {seat.holder.name}" if seat.holder else f"{seat.title}, {_('vacant')}")
            for pk, seat in seats.items()
        ],
    )
    if done(
        form,
        lambda seat, **given: services.assign(by=request.actor, item=item, seat=seats.get(seat), **given),
    ):
        return _on(item.meeting_id, item_id)
    return _page(request, item.meeting_id, bound_items={prefix: form})


@require_POST
def forward(request: ActorRequest, item_id: int) -> HttpResponse:
    """Send the item's matter on to the group above."""
    item = _item(request, item_id)
    prefix = f"forward-{item_id}"
    form = forms.ForwardForm(request.POST, prefix=prefix)
    if done(form, lambda **given: services.forward_item(by=request.actor, item=item, **given)):
        messages.success(request, _("The matter is sent on to the group above."))
        return _to(item.meeting_id)
    return _page(request, item.meeting_id, bound_items={prefix: form})


@require_POST
def carried_out(request: ActorRequest, item_id: int) -> HttpResponse:
    """Say that the decision the item follows up has been carried out."""
    item = _item(request, item_id)
    prefix = f"follow-{item_id}"
    form = forms.NoteForm(request.POST, prefix=prefix)
    if done(form, lambda **given: services.complete_followed(by=request.actor, item=item, **given)):
        return _on(item.meeting_id, item_id)
    return _page(request, item.meeting_id, bound_items={prefix: form})


@require_POST
def approve(request: ActorRequest, item_id: int) -> HttpResponse:
    """Approve the minutes of the earlier meeting."""
    item = _item(request, item_id)
    _tried(
        request,
        lambda: services.approve_minutes(by=request.actor, item=item),
        _("The minutes are approved."),
    )
    return _to(item.meeting_id)


@require_POST
def close(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Close the meeting and lock its minutes."""
    found = _found(request, meeting_id)
    _tried(
        request,
        lambda: services.close_meeting(by=request.actor, meeting=found, now=timezone.now()),
        _("The meeting is closed and its minutes are locked."),
    )
    return _to(meeting_id)


@require_POST
def correct(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Add a correction beside closed minutes."""
    found = _found(request, meeting_id)
    form = forms.CorrectionForm(request.POST, prefix="correct")
    if done(
        form,
        lambda text: services.add_correction(by=request.actor, meeting=found, text=text, now=timezone.now()),
    ):
        messages.success(request, _("The correction is added."))
        return _to(meeting_id)
    return _page(request, meeting_id, bound={"correct": form})
