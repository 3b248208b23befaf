"""Pages and deeds of analyses: the list, the analysis itself, who took part, settling."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.causes.forms import AnalysisForm, OpenForm, ParticipantForm
from samverkan.causes.pages.analyses import AnalysisPage, AnalysisRow, ListPage, ProblemRow
from samverkan.causes.queries import analyses as queries
from samverkan.causes.services import analyses as services
from samverkan.causes.services.analyses import NOT_YOURS
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

A_PAGE = 50


def crumbs_to(analysis: Any = None) -> tuple[NavigationItem, ...]:
    """Return the way to the list, and to the analysis if one is given."""
    way = [NavigationItem(_("Cause analyses"), reverse("causes:list"))]
    if analysis is not None:
        way.append(NavigationItem(analysis.title, address_of(analysis)))
    return tuple(way)


def address_of(analysis: Any, part: str = "") -> str:
    """Return the address of the analysis, or of one part of its page."""
    return reverse("causes:analysis", args=[analysis.pk]) + (f"#{part}" if part else "")


def analysis_to_change(request: ActorRequest, analysis_id: int) -> Any:
    """Return the analysis for somebody who may change it; 404 if it may not be seen, 403 if only that."""
    found = queries.analysis_for(request.actor, analysis_id)
    demand(may_prepare(request.actor, found.problem.unit_id), NOT_YOURS)
    return found


@require_safe
def listed(request: ActorRequest) -> HttpResponse:
    """Show prioritised problems that lack an analysis, then the analyses (CAU-02)."""
    actor = request.actor
    paging = Paginator(queries.analyses_listed(actor), A_PAGE).get_page(request.GET.get("page"))
    page = ListPage(
        lacking=tuple(
            ProblemRow.of(one, may_open=may_prepare(actor, one.unit_id))
            for one in queries.problems_without_analysis(actor)
        ),
        others=tuple(
            ProblemRow.of(one, may_open=True)
            for one in queries.problems_to_analyse(actor, actor.own_unit_ids)
            if may_prepare(actor, one.unit_id)
        ),
        rows=tuple(AnalysisRow.of(one) for one in paging),
        paging=paging,
        sees_only_settled=queries.sees_only_settled(actor),
    )
    return render(request, "causes/list.html", {"page": page})


@GET_POST
def open_analysis(request: ActorRequest, problem_id: int) -> HttpResponse:
    """Open an analysis of a problem."""
    problem = queries.problem_for(request.actor, problem_id)
    demand(may_prepare(request.actor, problem.unit_id), NOT_YOURS)
    initial = {
        "title": problem.title,
        "target": problem.target,
        "place": problem.place_id,
        "target_name": problem.target_name,
    }
    page = DeedPage(
        title=_("Open a cause analysis"),
        form=OpenForm(request.POST or None, initial=initial, places=queries.places_of(problem)),
        submit=_("Open the analysis"),
        cancel_address=reverse("causes:list"),
        lead=_("The problem: %(problem)s. The parties look for its causes together, with those who know the place.")
        % {"problem": problem.title},
        crumbs=crumbs_to(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.open_analysis(by=request.actor, problem=problem, today=localdate(), **values),
        said=_("The analysis is open. Begin by writing down who takes part."),
        to=address_of,
    )


@require_safe
def analysis(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Show the analysis on one page: triangle, tree, event chain, proposals, who took part, what is lacking."""
    found = queries.analysis_for(request.actor, analysis_id)
    causes, steps, proposals, participants = queries.parts_of(found)
    page = AnalysisPage.of(
        found,
        causes,
        steps,
        proposals,
        participants,
        lacking=queries.lacking_in(found, causes, participants),
        hints=queries.hints_of(found, causes, proposals, participants),
        missing=queries.who_is_missing(found, causes, participants, on=localdate()),
        may_change=may_prepare(request.actor, found.problem.unit_id),
        party=request.actor.party,
        shows_support=request.GET.get("stod") != "av",
    )
    return render(request, "causes/analysis.html", {"page": page})


@GET_POST
def revise(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Write title and conclusion. When somebody else has saved meanwhile, both wordings are shown."""
    found = analysis_to_change(request, analysis_id)
    places = queries.places_of(found.problem)
    page = DeedPage(
        title=_("Title and conclusion"),
        form=AnalysisForm(request.POST or None, initial=AnalysisForm.values_of(found), places=places),
        submit=_("Save"),
        cancel_address=address_of(found),
        crumbs=crumbs_to(found),
        notes=reopening(found),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.analysis_for(request.actor, analysis_id)
        values = AnalysisForm.values_of(now) | {"place": now.place}
        return values.pop("edition"), values

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_analysis(by=request.actor, analysis=found, **values),
        said=_("The analysis has been saved."),
        to=address_of,
        stored_now=stored_now,
    )


def reopening(analysis: Any) -> tuple[str, ...]:
    """Warn before a change to an analysis that a party has settled."""
    if not analysis.municipality_settled_on and not analysis.police_settled_on:
        return ()
    return (_("The analysis has been settled. If you change it, it is opened again and both parties settle it anew."),)


@require_POST
def settle(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Settle the analysis for one's own party (CAU-04)."""
    found = analysis_to_change(request, analysis_id)
    try:
        settled = services.settle(by=request.actor, analysis=found, today=localdate())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        both = settled.municipality_settled_on and settled.police_settled_on
        messages.success(
            request,
            _("Both parties have settled the analysis.")
            if both
            else _("Your party has settled the analysis. It waits for the other party."),
        )
    return redirect(address_of(found, "settling"))


@GET_POST
def add_participant(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Write down who took part (CAU-05)."""
    found = analysis_to_change(request, analysis_id)
    asked = request.GET.get("enhet", "")
    units = queries.units_to_invite(found, on=localdate())
    initial = {"unit": asked} if asked in {str(unit.pk) for unit in units} else {}
    page = DeedPage(
        title=_("Write down who takes part"),
        form=ParticipantForm(request.POST or None, initial=initial, units=units),
        submit=_("Save"),
        cancel_address=address_of(found, "participants"),
        lead=_(
            "More than the two parties ought to take part: those who own the place, meet the people and know the work."
        ),
        crumbs=crumbs_to(found),
        notes=reopening(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_participant(by=request.actor, analysis=found, **values),
        said=_("Saved."),
        to=lambda participant: address_of(found, "participants"),
    )


@require_POST
def remove_participant(request: ActorRequest, participant_id: int) -> HttpResponse:
    """Take away somebody who was written down by mistake."""
    participant = queries.participant_for(request.actor, participant_id)
    found = analysis_to_change(request, participant.analysis_id)
    services.remove_participant(by=request.actor, participant=participant)
    messages.success(request, _("Removed."))
    return redirect(address_of(found, "participants"))
