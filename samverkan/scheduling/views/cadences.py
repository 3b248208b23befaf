"""Pages and deeds of cadences and milestones: a leader says how the group meets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.decisions.queries import groups_run_by
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.meetings.queries import groups_with_agenda, standing_lines
from samverkan.scheduling.forms.basis import MilestoneForm
from samverkan.scheduling.forms.cadences import CadenceForm
from samverkan.scheduling.forms.fields import as_clock
from samverkan.scheduling.pages.basis import CadencePage, CadenceRow, CadencesPage
from samverkan.scheduling.pages.common import tabs
from samverkan.scheduling.queries import access, people
from samverkan.scheduling.queries.basis import cadences_of, minima_of, need_of
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.services import cadences as services
from samverkan.scheduling.services import calendar as calendar_services
from samverkan.scheduling.views.common import demand_working, paged
from samverkan.scheduling.views.plans import crumbs
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, Difference, NavigationItem


@require_safe
def cadences(request: ActorRequest) -> HttpResponse:
    """Show the groups that the actor runs, and how each meets."""
    demand_working(request)
    today = localdate()
    groups = groups_run_by(request.actor, on=today)
    known = cadences_of([group.pk for group in groups])
    ordered = sorted(groups, key=lambda group: group.pk in known)
    rows = paged(request, ordered)
    least = minima_of({group.unit_id for group in groups}, {group.unit.municipality_id for group in groups}, on=today)

    def minimum(group: Any) -> int | None:
        own = least.get((group.unit_id, group.kind))
        return own if own is not None else least.get((group.unit.municipality_id or 0, group.kind))

    written = groups_with_agenda(group.pk for group in rows)
    page = CadencesPage(
        rows=tuple(
            CadenceRow.of(group, known.get(group.pk), minimum(group), has_agenda=group.pk in written) for group in rows
        ),
        paging=rows,
        lacking=sum(group.pk not in known for group in groups),
        tabs=tabs("cadences", plans=people.is_planner(request.actor)),
    )
    return render(request, "scheduling/cadences.html", {"page": page})


@GET_POST
def cadence(request: ActorRequest, group_id: int) -> HttpResponse:
    """Say how a group meets; two who write at once are both told."""
    today = localdate()
    group = access.group_run_by(request.actor, group_id, on=today)
    seats = people.seats_to_need(group, on=today)
    names = {pk: one.name for pk, one in functions_of([seat.holder_id or 0 for seat in seats], on=today).items()}
    least = services.least_meetings(group, on=today)

    def stored() -> tuple[int, dict[str, Any]]:
        found = people.cadence_of(group)
        if found is None:
            return 0, {"minutes": 60, "preparation": 60}
        return found.edition, {
            "meetings": found.meetings,
            "minutes": found.minutes,
            "preparation": found.preparation,
            "rooms": [str(room.pk) for room in found.rooms.all()],
            "weekdays": found.weekdays,
            "earliest": as_clock(found.earliest),
            "latest": as_clock(found.latest),
        }

    edition, values = stored()
    found = people.cadence_of(group)
    needs = list(found.needs.all()) if found else []
    for seat in seats:
        need, deputies = need_of(seat, found, needs)
        values |= {f"need_{seat.pk}": need, f"deputies_{seat.pk}": [str(pk) for pk in deputies]}
    form = CadenceForm(
        request.POST or None,
        initial={"edition": edition, **values},
        rooms=people.rooms_of(access.municipality_id_of(group.unit)),
        seats=seats,
        names=names,
        stand_ins=people.stand_ins_for(seats, on=today),
        least=least,
    )
    differences: tuple[Difference, ...] = ()
    if request.method == "POST" and form.is_valid():
        plain = ("meetings", "minutes", "preparation", "rooms", "weekdays", "earliest", "latest", "edition")
        try:
            services.set_cadence(
                by=request.actor,
                group=group,
                needs=form.needs(),
                today=today,
                **{name: form.cleaned_data[name] for name in plain},
            )
        except NotAllowed:
            raise
        except SavedMeanwhile as refused:
            edition, now = stored()
            shown = {name: now.get(name) for name in ("meetings", "minutes", "preparation")}
            differences = Difference.between(form, shown)
            form.renew_edition(edition)
            form.refuse(refused)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The cadence has been saved."))
            return redirect("scheduling:cadences")
    agenda = standing_lines([group.pk]).get(group.pk)
    page = CadencePage(
        group=group,
        form=form,
        milestone_form=MilestoneForm(),
        milestones=tuple(people.milestones_of([group.pk])),
        differences=differences,
        agenda=agenda.lines if agenda else (),
    )
    return render(request, "scheduling/cadence.html", {"page": page}, status=422 if form.errors else 200)


@GET_POST
def add_milestone(request: ActorRequest, group_id: int) -> HttpResponse:
    """Say what a group must have met about between two days."""
    group = access.group_run_by(request.actor, group_id, on=localdate())
    address = reverse("scheduling:cadence", args=[group.pk])
    page = DeedPage(
        title=_("Add a milestone for %(group)s") % {"group": group.name},
        form=MilestoneForm(request.POST or None),
        submit=_("Add the milestone"),
        cancel_address=address,
        crumbs=(*crumbs(), NavigationItem(group.name, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: calendar_services.add_milestone(by=request.actor, group=group, **values),
        said=_("The milestone has been added."),
        to=lambda _milestone: address,
    )


@require_POST
def remove_milestone(request: ActorRequest, milestone_id: int) -> HttpResponse:
    """Take a milestone away."""
    milestone = people.milestone_for(request.actor, milestone_id, on=localdate())
    group_id = milestone.group_id
    calendar_services.remove_milestone(by=request.actor, milestone=milestone)
    messages.success(request, _("The milestone has been removed."))
    return redirect("scheduling:cadence", group_id)
