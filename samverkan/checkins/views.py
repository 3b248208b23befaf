"""Pages and deeds of the weekly check-in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.checkins import queries, services
from samverkan.checkins.forms import ChangeLineForm, DropForm, FilterForm, LineForm, PresentForm
from samverkan.checkins.pages import CheckInPage, CheckInRow, CheckInsPage, Startable
from samverkan.checkins.rules import Week
from samverkan.checkins.services import NOT_YOURS
from samverkan.checkins.words import LineKind
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.organisation.queries import unit_for
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

ON_A_PAGE = 50
"""How many check-ins stand on a page of the list: a year of one district."""


@require_safe
def check_ins(request: ActorRequest) -> HttpResponse:
    """Show this week's check-ins to start, and all before (SIT-12)."""
    actor, today = request.actor, localdate()
    week = Week.of(today)
    units = queries.units_with_check_ins(actor)
    filters = FilterForm(request.GET, units=units)
    asked: dict[str, Any] = filters.cleaned_data if filters.is_valid() else {}
    unit = asked.get("stadsdel")
    mine = queries.units_prepared_by(actor, on=today)
    started = queries.check_ins_of_week([one.pk for one in mine], week)
    found = queries.listed_check_ins(actor, unit_id=unit.pk if unit else None)
    paging = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    page = CheckInsPage(
        week=week,
        startable=tuple(
            Startable(one, started[one.pk].pk, started[one.pk].ended_at is not None)
            if one.pk in started
            else Startable(one, None, is_ended=False)
            for one in mine
        ),
        filters=filters,
        has_units=len(units) > 1,
        paging=paging,
        rows=tuple(CheckInRow.of(one) for one in paging),
        query=f"stadsdel={unit.pk}&" if unit else "",
    )
    return render(request, "checkins/list.html", {"page": page})


@require_POST
def start(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Start this week's check-in, or open the one that somebody else has just started."""
    unit = unit_for(request.actor, unit_id)
    found = services.start_check_in(by=request.actor, unit=unit, now=localtime())
    return redirect("checkins:check_in", found.pk)


def _page(request: ActorRequest, found: Any, form: LineForm | None = None) -> CheckInPage:
    """Return the page; `form` is the one with faults, if any."""
    today = localdate()
    may = may_prepare(request.actor, found.unit_id)
    if form is None and may and found.ended_at is None:
        form = _line_form(request, found)
    return CheckInPage.of(
        found,
        lines=queries.lines_of(found),
        waiting=queries.lines_waiting(found),
        settled=queries.lines_done_since(found),
        form=form,
        functions=queries.functions_for(found.unit, on=today) if may else (),
        may_write=may,
        has_newer=found.unit_id in queries.check_ins_of_week([found.unit_id], Week.of(today)),
        today=today,
    )


def _line_form(request: ActorRequest, found: Any, *, data: Any = None, kind: LineKind = LineKind.SEEN) -> LineForm:
    party = request.actor.party if request.actor.party in (Party.MUNICIPALITY, Party.POLICE) else Party.MUNICIPALITY
    initial = {"kind": kind, "party": party, "due_on": queries.week_of(found).friday}
    areas = queries.areas_for(found.unit, on=localdate())
    return LineForm(data, initial=initial, areas=areas, places=queries.places_for(found.unit))


@require_safe
def check_in(request: ActorRequest, check_in_id: int) -> HttpResponse:
    """Show the one screen; asked by htmx, only the board, so that what others write turns up."""
    found = queries.check_in_for(request.actor, check_in_id)
    in_background = getattr(request, "htmx", None) and not request.htmx.boosted
    template = "checkins/_board.html" if in_background else "checkins/check_in.html"
    return render(request, template, {"page": _page(request, found)})


@require_POST
def add_line(request: ActorRequest, check_in_id: int) -> HttpResponse:
    """Write a line. Sent in the background, the answer is the desk: the board with the line, and an empty form."""
    found = queries.check_in_for(request.actor, check_in_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    in_background = bool(getattr(request, "htmx", None))
    form = _line_form(request, found, data=request.POST)
    if form.is_valid():
        try:
            services.add_line(by=request.actor, check_in=found, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            if not in_background:
                return redirect(reverse("checkins:check_in", args=[found.pk]) + "#write")
            form = _line_form(request, found, kind=form.cleaned_data["kind"])
            form.initial["party"] = request.POST.get("party")
    template = "checkins/_desk.html" if in_background else "checkins/check_in.html"
    status = 422 if form.errors and not in_background else 200  # htmx shows only what is answered with 200
    return render(request, template, {"page": _page(request, found, form)}, status=status)


def _after(request: ActorRequest, found: Any) -> HttpResponse:
    """Answer a deed of one press: the board in the background, else the page."""
    if getattr(request, "htmx", None):
        return render(request, "checkins/_board.html", {"page": _page(request, found)})
    return redirect("checkins:check_in", found.pk)


def _seen_from(request: ActorRequest, line: Any) -> Any:
    """Return the check-in whose page the deed was done on; the line's own unless the form says another."""
    asked = request.POST.get("on_page", "")
    if asked.isdecimal() and len(asked) < 16:
        return queries.check_in_for(request.actor, int(asked))
    return line.check_in


@require_POST
def done(request: ActorRequest, line_id: int) -> HttpResponse:
    """Mark a line as done: one press."""
    line = queries.line_for(request.actor, line_id)
    found = _seen_from(request, line)
    try:
        services.finish_line(by=request.actor, line=line, on=localdate())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    return _after(request, found)


@require_POST
def undo(request: ActorRequest, line_id: int) -> HttpResponse:
    """Take back that a line is done or struck out."""
    line = queries.line_for(request.actor, line_id)
    found = _seen_from(request, line)
    try:
        services.undo_line(by=request.actor, line=line)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    return _after(request, found)


@require_POST
def carry(request: ActorRequest, check_in_id: int) -> HttpResponse:
    """Carry everything that waits into this week, or the one line that the button names: one press."""
    found = queries.check_in_for(request.actor, check_in_id)
    asked = request.POST.get("line", "")
    lines = [queries.line_for(request.actor, int(asked))] if asked.isdecimal() and len(asked) < 16 else None
    try:
        services.carry_over(by=request.actor, check_in=found, lines=lines)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    return _after(request, found)


def _crumbs(found: Any) -> tuple[NavigationItem, ...]:
    title = _("Week %(week)s, %(unit)s") % {"week": found.week, "unit": found.unit.name}
    return (
        NavigationItem(_("Weekly check-in"), reverse("checkins:list")),
        NavigationItem(title, reverse("checkins:check_in", args=[found.pk])),
    )


def _values_of(line: Any) -> dict[str, Any]:
    return {
        "party": Party(line.party),
        "text": line.text,
        "by_function": line.by_function,
        "due_on": line.due_on,
        "result": line.result,
        "area": line.area_id,
        "place": line.place_id,
    }


@GET_POST
def change_line(request: ActorRequest, line_id: int) -> HttpResponse:
    """Change a line or write what came of it. When somebody else has saved meanwhile, both wordings are shown."""
    line = queries.line_for(request.actor, line_id)
    demand(may_prepare(request.actor, line.check_in.unit_id), NOT_YOURS)
    kind = LineKind(line.kind)
    form = ChangeLineForm(
        request.POST or None,
        initial=_values_of(line) | {"edition": line.edition},
        kind=kind,
        areas=queries.areas_for(line.check_in.unit, on=localdate()),
        places=queries.places_for(line.check_in.unit),
    )
    page = DeedPage(
        title=_("Change the line"),
        form=form,
        submit=_("Save the line"),
        cancel_address=reverse("checkins:check_in", args=[line.check_in_id]),
        crumbs=_crumbs(line.check_in),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.line_for(request.actor, line_id)
        values = _values_of(now) | {"area": now.area, "place": now.place}
        return now.edition, {name: value for name, value in values.items() if name in form.fields}

    return answer_deed(
        request,
        page,
        do=lambda values: services.change_line(by=request.actor, line=line, **values),
        said=_("The line has been saved."),
        to=lambda saved: reverse("checkins:check_in", args=[saved.check_in_id]),
        stored_now=stored_now,
    )


@GET_POST
def drop_line(request: ActorRequest, line_id: int) -> HttpResponse:
    """Strike out a line, with the reason."""
    line = queries.line_for(request.actor, line_id)
    demand(may_prepare(request.actor, line.check_in.unit_id), NOT_YOURS)
    page = DeedPage(
        title=_("Strike out the line"),
        form=DropForm(request.POST or None),
        submit=_("Strike out"),
        cancel_address=reverse("checkins:check_in", args=[line.check_in_id]),
        lead=line.text,
        is_stop=True,
        crumbs=_crumbs(line.check_in),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.drop_line(by=request.actor, line=line, on=localdate(), **values),
        said=_("The line has been struck out."),
        to=lambda saved: reverse("checkins:check_in", args=[saved.check_in_id]),
    )


@GET_POST
def present(request: ActorRequest, check_in_id: int) -> HttpResponse:
    """Note which functions take part."""
    found = queries.check_in_for(request.actor, check_in_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    initial = {"edition": found.edition, "present": "\n".join(found.present)}
    page = DeedPage(
        title=_("Functions present"),
        form=PresentForm(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=reverse("checkins:check_in", args=[found.pk]),
        crumbs=_crumbs(found),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.check_in_for(request.actor, check_in_id)
        return now.edition, {"present": "\n".join(now.present)}

    return answer_deed(
        request,
        page,
        do=lambda values: services.note_present(
            by=request.actor,
            check_in=found,
            edition=values["edition"],
            present=values["present"].splitlines(),
        ),
        said=_("The functions present have been saved."),
        to=lambda saved: reverse("checkins:check_in", args=[saved.pk]),
        stored_now=stored_now,
    )


@require_POST
def end(request: ActorRequest, check_in_id: int) -> HttpResponse:
    """Close the check-in: the second of two presses, the first opened what the button says."""
    found = queries.check_in_for(request.actor, check_in_id)
    try:
        services.end_check_in(by=request.actor, check_in=found, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The check-in is closed. What is not done comes first next week."))
    return redirect("checkins:check_in", found.pk)


@require_POST
def reopen(request: ActorRequest, check_in_id: int) -> HttpResponse:
    """Open a closed check-in again in its own week."""
    found = queries.check_in_for(request.actor, check_in_id)
    try:
        services.reopen_check_in(by=request.actor, check_in=found, today=localdate())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    return redirect("checkins:check_in", found.pk)
