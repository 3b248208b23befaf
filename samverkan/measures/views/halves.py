"""Pages and deeds of the parties' halves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand
from samverkan.agreements.views.files import as_attachment
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.measures.forms.halves import DeliveryForm, EvidenceForm, HalfForm, LeaveOutForm, ReportForm
from samverkan.measures.forms.measures import BecauseForm
from samverkan.measures.pages.edits import EditPage, Saved
from samverkan.measures.pages.measures import MinePage, OwedRow
from samverkan.measures.queries import halves as queries
from samverkan.measures.queries import measures as measure_queries
from samverkan.measures.rules.access import may_report, may_set
from samverkan.measures.rules.measures import PARTIES
from samverkan.measures.services import halves as services
from samverkan.measures.services.halves import NOT_YOUR_HALF
from samverkan.measures.views.edits import answer_edit
from samverkan.measures.views.measures import measure_address
from samverkan.measures.words import HalfState
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

SOON, LATELY = timedelta(days=30), timedelta(days=90)
"""What counts as soon and lately on the page: a choice of the page."""


@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """Show what the reader's own unit owes, the most urgent first, with the deeds a click away."""
    today, actor = localdate(), request.actor
    shown = Paginator(queries.halves_due(actor), 50).get_page(request.GET.get("page"))
    halves = list(shown)
    rows = [(half, OwedRow.of(half, actor, on=today)) for half in halves]
    reported = [row for half, row in rows if half.state == HalfState.REPORTED]
    ahead = [(half, row) for half, row in rows if half.state != HalfState.REPORTED and not row.mark.is_late]
    soon = today + SOON
    page = MinePage(
        late=tuple(row for _half, row in rows if row.mark.is_late),
        soon=tuple(row for half, row in ahead if half.due_on is None or half.due_on <= soon),
        later=tuple(row for half, row in ahead if half.due_on is not None and half.due_on > soon),
        waiting=tuple(reported),
        done=tuple(
            (half.measure.title, measure_address(half.measure), half.done_on, half.measure.plan.unit.name)
            for half in queries.done_lately(actor, since=today - LATELY)[:20]
        ),
        paging=shown,
        has_unit=bool(actor.own_unit_ids) and actor.party in PARTIES,
    )
    return render(request, "measures/mine.html", {"page": page})


def _party(name: str) -> Party:
    try:
        party = Party(name)
    except ValueError:
        raise Http404 from None
    if party not in PARTIES:
        raise Http404
    return party


def _crumbs(measure: Any) -> tuple[NavigationItem, ...]:
    return (
        NavigationItem(_("Measures"), reverse("measures:plans")),
        NavigationItem(measure.title, measure_address(measure)),
    )


@GET_POST
def set_half(request: ActorRequest, measure_id: int, party: str) -> HttpResponse:
    """Say what a party's half is. When somebody else has saved meanwhile, both wordings are shown."""
    today, actor, side = localdate(), request.actor, _party(party)
    measure = measure_queries.measure_for(actor, measure_id)
    half = next((one for one in measure.halves.all() if one.party == side), None)
    plan = measure.plan
    sets = may_set(actor, plan.unit_id, plan.group_id, side)
    demand(
        sets or (half is not None and may_report(actor, plan.unit_id, plan.group_id, side, half.unit_id)), NOT_YOUR_HALF
    )
    units = measure_queries.units_of_party(plan.unit, side, on=today)
    if not sets and half is not None:
        units = [unit for unit in units if unit.pk == half.unit_id]
    actors = measure_queries.actors_to_choose(plan.unit, on=today)
    own = [unit for unit in units if unit.pk in actor.own_unit_ids]
    initial = HalfForm.content_of(half) if half else {"edition": 0, "unit": own[0].pk if len(own) == 1 else ""}

    def form_of(data: Any, **more: Any) -> HalfForm:
        return HalfForm(data, units=units, actors=actors, **more)

    def stored() -> tuple[int, tuple[Saved, ...]]:
        now = next(one for one in measure_queries.measure_for(actor, measure_id).halves.all() if one.party == side)
        words = (
            (_("What you do"), now.text),
            (_("Function that answers for it"), now.owner_title),
            (_("How much"), f"{now.dose or ''} {now.dose_unit}".strip()),
            (_("Done by"), now.due_on.isoformat() if now.due_on else ""),
            (_("Budget line"), now.budget_line),
            (_("Explicit assignment"), now.assignment),
            (_("Why the party has no part"), now.no_part_because),
        )
        return now.edition, tuple(Saved(label, text) for label, text in words if text)

    page = EditPage(
        title=_("The municipality's half") if side == Party.MUNICIPALITY else _("The police's half"),
        form=form_of(request.POST or None, initial=initial),
        submit=_("Save the half"),
        cancel_address=measure_address(measure),
        crumbs=_crumbs(measure),
        lead=measure.title,
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.set_half(
            by=actor, measure=measure, party=side, commitment=form.commitment, edition=form.opened, today=today
        ),
        said=_("The half is saved."),
        to=lambda saved: measure_address(measure),
        stored=stored,
        renew=form_of,
    )


@GET_POST
def leave_out(request: ActorRequest, measure_id: int, party: str) -> HttpResponse:
    """Say that a party has no part, and why."""
    side = _party(party)
    measure = measure_queries.measure_for(request.actor, measure_id)
    half = next((one for one in measure.halves.all() if one.party == side), None)
    demand(may_set(request.actor, measure.plan.unit_id, measure.plan.group_id, side), NOT_YOUR_HALF)

    def stored() -> tuple[int, tuple[Saved, ...]]:
        now = next(
            one for one in measure_queries.measure_for(request.actor, measure_id).halves.all() if one.party == side
        )
        words = ((_("What you do"), now.text), (_("Why the party has no part"), now.no_part_because))
        return now.edition, tuple(Saved(label, text) for label, text in words if text)

    page = EditPage(
        title=_("No part for the party"),
        form=LeaveOutForm(request.POST or None, initial={"edition": half.edition if half else 0}),
        submit=_("Save"),
        cancel_address=measure_address(measure),
        crumbs=_crumbs(measure),
        lead=measure.title,
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.leave_out_half(
            by=request.actor,
            measure=measure,
            party=side,
            because=form.cleaned_data["because"],
            edition=form.opened,
            today=localdate(),
        ),
        said=_("It is said that the party has no part."),
        to=lambda saved: measure_address(measure),
        stored=stored,
        renew=LeaveOutForm,
    )


def _to_report(request: ActorRequest, half: Any) -> Any:
    plan = half.measure.plan
    demand(may_report(request.actor, plan.unit_id, plan.group_id, Party(half.party), half.unit_id), NOT_YOUR_HALF)
    return half


def _back(request: ActorRequest, half: Any) -> str:
    """Return where the reader came from: the own list, or the measure."""
    return reverse("measures:mine") if request.GET.get("fran") == "mitt" else measure_address(half.measure)


@require_POST
def start_half(request: ActorRequest, half_id: int) -> HttpResponse:
    """Say that work on the half has begun."""
    half = _to_report(request, queries.half_for(request.actor, half_id))
    try:
        services.start_half(by=request.actor, half=half)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The work has begun."))
    return redirect(_back(request, half))


@GET_POST
def deliver(request: ActorRequest, half_id: int) -> HttpResponse:
    """Record that so much was delivered on a day."""
    half = _to_report(request, queries.half_for(request.actor, half_id))
    given = queries.delivered(half)
    page = DeedPage(
        title=_("Record a delivery"),
        form=DeliveryForm(request.POST or None, initial={"on": localdate()}),
        submit=_("Record"),
        cancel_address=_back(request, half),
        lead=_("%(title)s: %(given)s of %(dose)s %(unit)s so far.")
        % {"title": half.measure.title, "given": given, "dose": half.dose or "–", "unit": half.dose_unit},
        crumbs=_crumbs(half.measure),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.record_delivery(
            by=request.actor, half=half, today=localdate(), now=timezone.now(), **values
        ),
        said=_("The delivery is recorded."),
        to=lambda delivery: _back(request, half),
    )


@GET_POST
def withdraw_delivery(request: ActorRequest, delivery_id: int) -> HttpResponse:
    """Take back a delivery that was recorded wrongly."""
    delivery = queries.delivery_for(request.actor, delivery_id)
    _to_report(request, delivery.half)
    page = DeedPage(
        title=_("Withdraw the delivery"),
        form=BecauseForm(request.POST or None),
        submit=_("Withdraw"),
        is_stop=True,
        cancel_address=measure_address(delivery.half.measure),
        lead=f"{delivery.half.measure.title}: {delivery.amount} {delivery.half.dose_unit}",
        crumbs=_crumbs(delivery.half.measure),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.withdraw_delivery(by=request.actor, delivery=delivery, **values),
        said=_("The delivery has been withdrawn."),
        to=lambda gone: measure_address(delivery.half.measure),
    )


@GET_POST
def report_half(request: ActorRequest, half_id: int) -> HttpResponse:
    """Report that the party has done its half."""
    half = _to_report(request, queries.half_for(request.actor, half_id))
    page = EditPage(
        title=_("Report it done"),
        form=ReportForm(request.POST or None, request.FILES or None, initial={"done_on": localdate()}),
        submit=_("Report it done"),
        cancel_address=_back(request, half),
        crumbs=_crumbs(half.measure),
        lead=half.measure.title,
        effect=_("The measure is important: another person closes it, with evidence attached.")
        if half.measure.is_important
        else _("The measure is done when both parties' halves are."),
        takes_file=True,
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.report_half_done(
            by=request.actor,
            half=half,
            done_on=form.cleaned_data["done_on"],
            outcome=form.cleaned_data["outcome"],
            evidence=form.upload,
            today=localdate(),
        ),
        said=_("It is reported done."),
        to=lambda done: _back(request, half),
    )


@GET_POST
def close_half(request: ActorRequest, half_id: int) -> HttpResponse:
    """Close a reported half of an important measure: four eyes."""
    half = _to_report(request, queries.half_for(request.actor, half_id))
    page = EditPage(
        title=_("Close the half"),
        form=EvidenceForm(request.POST if request.method == "POST" else None, request.FILES or None),
        submit=_("Close"),
        cancel_address=_back(request, half),
        crumbs=_crumbs(half.measure),
        lead=half.measure.title,
        effect=_("You confirm with the evidence that it has been done."),
        notes=(_("Reported by %(name)s: %(outcome)s") % {"name": half.reported_by, "outcome": half.outcome},)
        if half.reported_by
        else (),
        takes_file=True,
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.close_half(by=request.actor, half=half, evidence=form.upload, today=localdate()),
        said=_("The half is closed."),
        to=lambda done: _back(request, half),
    )


@GET_POST
def reopen_half(request: ActorRequest, half_id: int) -> HttpResponse:
    """Open a half again."""
    half = _to_report(request, queries.half_for(request.actor, half_id))
    page = DeedPage(
        title=_("Open the half again"),
        form=BecauseForm(request.POST or None),
        submit=_("Open again"),
        cancel_address=measure_address(half.measure),
        lead=half.measure.title,
        crumbs=_crumbs(half.measure),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.reopen_half(by=request.actor, half=half, today=localdate(), **values),
        said=_("The half is open again."),
        to=lambda opened: measure_address(half.measure),
    )


@require_safe
def evidence(request: ActorRequest, half_id: int) -> HttpResponse:
    """Give the file that shows that the half was done."""
    return as_attachment(*queries.evidence_of(request.actor, half_id))
