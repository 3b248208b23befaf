"""The agreements' own pages and the deeds done there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from samverkan.agreements.forms import agreements as forms
from samverkan.agreements.pages.agreements import AgreementPage, DeedPage, ListPage
from samverkan.agreements.pages.timeline import TimelinePage
from samverkan.agreements.queries import agreements as queries
from samverkan.agreements.services import agreements as services
from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.rule_sets import rule_sets
from samverkan.ground.words import Tier
from samverkan.ui.forms import Form
from samverkan.ui.http import GET_POST, ActorRequest


@require_safe
def agreement_list(request: ActorRequest) -> HttpResponse:
    """Show the agreements and where each stands today (AGR-27)."""
    actor, today = request.actor, localdate()
    page = ListPage.of(
        list(queries.with_life(queries.agreements_visible_to(actor))),
        list(queries.drafts_visible_to(actor).order_by("-created_at")),
        on=today,
        may_import=queries.may_import(actor),
        may_register=queries.may_register_overall(actor),
    )
    return render(request, "agreements/list.html", {"page": page})


@require_safe
def timeline(request: ActorRequest) -> HttpResponse:
    """Show overall and local terms on one timeline (AGR-14)."""
    agreements = list(queries.with_life(queries.agreements_visible_to(request.actor)))
    return render(request, "agreements/timeline.html", {"page": TimelinePage.of(agreements, on=localdate())})


def _page(request: ActorRequest, agreement_id: int) -> AgreementPage:
    agreement = queries.agreement_in_full(request.actor, agreement_id)
    today = localdate()
    form = forms.DateForm(request.GET) if "datum" in request.GET else forms.DateForm(initial={"datum": today})
    on = (form.cleaned_data["datum"] if form.is_bound and form.is_valid() else None) or today
    may_keep = queries.may_keep(request.actor, agreement)
    unit = agreement.unit
    newer = (
        list(queries.overall_agreements_for(unit.municipality_id or unit.pk, on=today))
        if may_keep and unit and agreement.tier == Tier.LOCAL
        else []
    )
    return AgreementPage.of(
        agreement,
        on=on,
        today=today,
        visible=queries.chain_visible_to(request.actor, agreement),
        may_keep=may_keep,
        date_form=form,
        newer_overall=newer,
    )


@require_safe
def agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Show what the agreement says, today or on another day."""
    if queries.drafts_visible_to(request.actor).filter(pk=agreement_id).exists():
        return redirect("agreements:draft", agreement_id)
    return render(request, "agreements/agreement.html", {"page": _page(request, agreement_id)})


@require_safe
def dossier(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Show agreement and annexes in force on a day as one document to print (AGR-36)."""
    return render(request, "agreements/dossier.html", {"page": _page(request, agreement_id)})


def _deed(
    request: ActorRequest,
    agreement_id: int,
    template: str,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    title: str,
    done: str,
    effect: str = "",
) -> HttpResponse:
    """Show a form, do the deed, tell it and return to the agreement."""
    if form.is_valid():
        try:
            do(dict(form.cleaned_data))
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect("agreements:agreement", agreement_id)
    page = DeedPage(id=agreement_id, title=title, form=form, effect=effect)
    return render(request, f"agreements/{template}.html", {"page": page}, status=422 if form.errors else 200)


def _posted(request: ActorRequest) -> QueryDict | None:
    """Return what was posted; a form that was sent empty is still a form that was sent."""
    return request.POST if request.method == "POST" else None


def _until(last_day: date | None) -> date | None:
    """Return the first day after the last one."""
    return last_day + timedelta(days=1) if last_day else None


@GET_POST
def record_signature(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Record a party's signature (AGR-21)."""
    agreement = queries.agreement_to_keep(request.actor, agreement_id)
    form = forms.SignatureForm(
        _posted(request),
        request.FILES if request.method == "POST" else None,
        parties=queries.parties_of(agreement),
        initial={"party_unit": request.GET.get("part", "")},
    )

    def do(values: dict[str, Any]) -> None:
        scan = values.pop("scan")
        party_unit = queries.party_of(agreement, values.pop("party_unit"))
        services.record_signature(
            by=request.actor,
            agreement=agreement,
            party_unit=party_unit,
            scan=scan.read() if scan else None,
            scan_name=scan.name if scan else "",
            **values,
        )

    return _deed(
        request,
        agreement_id,
        "signature",
        form,
        do,
        title=agreement.title,
        done=gettext("The signature has been recorded."),
    )


@GET_POST
def hand_over_copy(request: ActorRequest, agreement_id: int, number: int) -> HttpResponse:
    """Record who received a copy (AGR-20)."""
    agreement = queries.agreement_to_keep(request.actor, agreement_id)
    copy = queries.copy_of(agreement, number)
    form = forms.CopyForm(
        _posted(request),
        parties=queries.parties_of(agreement),
        initial={"party_unit": copy.party_unit_id, "handed_over_on": copy.handed_over_on, "kept_at": copy.kept_at},
    )

    def do(values: dict[str, Any]) -> None:
        party_unit = queries.party_of(agreement, values.pop("party_unit"))
        services.hand_over_copy(by=request.actor, agreement=agreement, number=number, party_unit=party_unit, **values)

    return _deed(
        request,
        agreement_id,
        "copy",
        form,
        do,
        title=agreement.title,
        done=gettext("It is noted who has the copy."),
        effect=str(number),
    )


@GET_POST
def record_consultation(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Record a consultation between the parties (AGR-07)."""
    agreement = queries.agreement_to_keep(request.actor, agreement_id)
    form = forms.ConsultationForm(_posted(request))
    return _deed(
        request,
        agreement_id,
        "consultation",
        form,
        lambda values: services.record_consultation(by=request.actor, agreement=agreement, **values),
        title=agreement.title,
        done=gettext("The consultation has been recorded."),
    )


@GET_POST
def extend_agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Extend the agreement, with the reason (AGR-10)."""
    agreement = queries.agreement_to_keep(request.actor, agreement_id)
    form = forms.ExtensionForm(_posted(request), initial={"decided_on": localdate()})

    def do(values: dict[str, Any]) -> None:
        try:
            services.extend_agreement(
                by=request.actor, agreement=agreement, new_until=_until(values.pop("last_day")), **values
            )
        except Refused as refused:
            if refused.field == "new_until":
                refused.field = "last_day"
            raise

    return _deed(
        request,
        agreement_id,
        "extension",
        form,
        do,
        title=agreement.title,
        done=gettext("The agreement has been extended."),
    )


@GET_POST
def end_agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """End the agreement on a day, with the reason."""
    agreement = queries.agreement_to_keep(request.actor, agreement_id)
    form = forms.EndForm(_posted(request))

    def do(values: dict[str, Any]) -> None:
        until = _until(values["last_day"])
        assert until is not None
        try:
            services.end_agreement(by=request.actor, agreement=agreement, valid_until=until, because=values["because"])
        except Refused as refused:
            if refused.field == "valid_until":
                refused.field = "last_day"
            raise

    return _deed(
        request,
        agreement_id,
        "end",
        form,
        do,
        title=agreement.title,
        done=gettext("It is entered when the agreement ends."),
    )


@require_POST
def link_overall(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Let the agreement stand under another overall agreement."""
    agreement = queries.agreement_to_keep(request.actor, agreement_id)
    chosen = request.POST.get("overall", "")
    overall = queries.agreement_for(request.actor, int(chosen) if chosen.isdecimal() and len(chosen) < 16 else 0)
    services.link_overall(by=request.actor, agreement=agreement, overall=overall)
    messages.success(request, gettext("The agreement now stands under the overall agreement."))
    return redirect("agreements:agreement", agreement_id)


@GET_POST
def register_overall(request: ActorRequest) -> HttpResponse:
    """Enter an overall agreement from a dated rule set (AGR-08)."""
    if not queries.may_register_overall(request.actor):
        raise NotAllowed("Only the central preparation group and administrators enter overall agreements.")
    sets = [(each.key, each.name) for each in rule_sets().values() if each.tier == Tier.OVERALL]
    form = forms.OverallForm(
        _posted(request),
        municipalities=queries.municipalities_to_enter(request.actor),
        police=queries.police_units(),
        rule_sets=list(reversed(sets)),
    )
    if form.is_valid():
        values = dict(form.cleaned_data)
        police = values.pop("police")
        try:
            entered = register_overall_agreement(
                by=request.actor,
                municipality=queries.unit_named(values.pop("municipality")),
                police=queries.unit_named(police) if police else None,
                valid_until=_until(values.pop("last_day")),
                **values,
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("The overall agreement has been entered."))
            return redirect("agreements:agreement", entered.pk)
    page = DeedPage(id=0, title="", form=form)
    return render(request, "agreements/overall.html", {"page": page}, status=422 if form.errors else 200)
