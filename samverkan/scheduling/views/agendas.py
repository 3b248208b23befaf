"""The page and the deeds of standing agendas: a leader writes what the group deals with, and who is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.meetings.queries import roots_of, standing_lines
from samverkan.meetings.rules import Line
from samverkan.meetings.services import remove_standing_agenda, write_standing_agenda
from samverkan.scheduling.forms.agendas import MOST_ROWS, AgendaForm, Row, data_of, rearranged, rows_of, rows_typed
from samverkan.scheduling.pages.agendas import AgendaPage, agenda_in_words
from samverkan.scheduling.queries import access, people
from samverkan.scheduling.queries.functions import functions_of
from samverkan.ui.http import GET_POST, ActorRequest, tell_refusal
from samverkan.ui.pages import Difference


@GET_POST
def agenda(request: ActorRequest, group_id: int) -> HttpResponse:
    """Write a group's standing agenda; rows are added, moved and struck before it is saved."""
    today = localdate()
    group = access.group_run_by(request.actor, group_id, on=today)
    seats = people.seats_of(group, on=today)
    holders = functions_of([seat.holder_id for seat in seats if seat.holder_id], on=today)
    names = {
        seat.pk: holders[seat.holder_id].name if seat.holder_id and seat.holder_id in holders else seat.title
        for seat in seats
    }
    roots = roots_of(seats)
    today_of = {root: pk for pk, root in roots.items()}
    cadence = people.cadence_of(group)
    length = cadence.minutes if cadence else None
    stored = standing_lines([group.pk]).get(group.pk)
    deed = request.POST.get("deed", "save")
    differences: tuple[Difference, ...] = ()
    if request.method == "POST":
        rows = rearranged(rows_typed(request.POST), deed)
        whole, edition = request.POST.getlist("whole"), request.POST.get("edition", "")
    else:
        rows = rows_of(stored.lines, today_of) if stored else []
        whole = [str(today_of[root]) for root in stored.whole if root in today_of] if stored else []
        if stored is None:
            shared = people.shared_holders(group, on=today)
            whole = [str(seat.pk) for seat in seats if seat.holder_id and seat.holder_id not in shared]
        edition = str(stored.edition if stored else 0)
    choices = list(names.items())
    if request.method == "POST" and deed == "save":
        form = AgendaForm(data_of(rows, whole=whole, edition=edition), rows=rows, seats=choices)
        if form.is_valid():
            try:
                write_standing_agenda(
                    by=request.actor,
                    group=group,
                    lines=form.lines(),
                    whole=[int(pk) for pk in form.cleaned_data["whole"]],
                    length=length,
                    edition=form.cleaned_data["edition"],
                    today=today,
                )
            except NotAllowed:
                raise
            except SavedMeanwhile as refused:
                now = standing_lines([group.pk]).get(group.pk)
                if now is not None:
                    kept = [_of_today(line, today_of) for line in now.lines]
                    before = agenda_in_words(kept, names, [today_of[root] for root in now.whole if root in today_of])
                    after = agenda_in_words(form.lines(), names, [int(pk) for pk in form.cleaned_data["whole"]])
                    differences = (Difference(_("The agenda"), before, after),)
                form.renew_edition(now.edition if now else 0)
                form.refuse(refused)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("The agenda has been saved. Plans that are made from now on use it."))
                return redirect("scheduling:cadence", group.pk)
    else:
        initial = {"whole": whole, "edition": edition}
        form = AgendaForm(initial=initial, rows=rows, seats=choices, more=deed == "more")
    page = AgendaPage.of(
        group,
        form,
        total=_total(rows),
        length=length,
        is_stored=stored is not None,
        edition=stored.edition if stored else 0,
        most=MOST_ROWS,
        differences=differences,
    )
    return render(request, "scheduling/agenda.html", {"page": page}, status=422 if form.errors else 200)


def _of_today(line: Line, today_of: Mapping[int, int]) -> Line:
    """Return the line with its seats' rows of today."""
    return Line(line.title, line.minutes, tuple(today_of[root] for root in line.seats if root in today_of), line.place)


def _total(rows: Sequence[Row]) -> int:
    """Return the minutes of the rows that hold a number."""
    texts: list[Any] = [row.minutes.strip() for row in rows]
    return sum(int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 4)


@require_POST
def remove_agenda(request: ActorRequest, group_id: int) -> HttpResponse:
    """Take a group's standing agenda away; plans assume one again."""
    group = access.group_run_by(request.actor, group_id, on=localdate())
    edition = request.POST.get("edition", "")
    opened = int(edition) if edition.isascii() and edition.isdecimal() and len(edition) < 9 else 0
    try:
        remove_standing_agenda(by=request.actor, group=group, edition=opened)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
        return redirect("scheduling:agenda", group.pk)
    messages.success(request, _("The agenda has been taken away. Plans assume one."))
    return redirect("scheduling:cadence", group.pk)
