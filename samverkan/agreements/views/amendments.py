"""Pages and deeds of amendments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.agreements.forms.amendments import AmendmentForm
from samverkan.agreements.forms.annexes import ReasonForm, SignForm
from samverkan.agreements.pages.amendments import (
    AmendmentFormPage,
    AmendmentPage,
    WithdrawPage,
    amendment_signature_rows,
    number_fields,
)
from samverkan.agreements.pages.annexes import SignPage
from samverkan.agreements.queries import amendments as queries
from samverkan.agreements.queries.agreements import agreement_for
from samverkan.agreements.queries.annexes import party_units_of
from samverkan.agreements.rules.comparison import compare
from samverkan.agreements.services import amendments as services
from samverkan.agreements.views.annexes import with_edition
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import Refused
from samverkan.ui.http import GET_POST, ActorRequest, tell_refusal

NOT_ALLOWED = "You may not amend this agreement."


def _prepares(request: ActorRequest, agreement: Any) -> bool:
    return agreement.unit_id is not None and may_prepare(request.actor, agreement.unit_id)


@require_safe
def amendment(request: ActorRequest, amendment_id: int) -> HttpResponse:
    """Show the amendment: what it changes, who has signed, and what can be done."""
    today = localdate()
    amendment = queries.amendment_for(request.actor, amendment_id)
    page = AmendmentPage.of(
        amendment,
        base=amendment.base,
        version=queries.version_made_by(amendment),
        rows=compare(amendment.base.text, amendment.text),
        old_terms=queries.kept_terms(amendment.base),
        units=party_units_of(amendment.agreement_id),
        signatures=queries.signatures_of(amendment),
        unmet=queries.unmet_on(amendment, on=today),
        sha256=services.hash_to_sign(amendment),
        may_prepare=_prepares(request, amendment.agreement),
        party=request.actor.party,
        today=today,
    )
    return render(request, "agreements/amendment.html", {"page": page})


@GET_POST
def draft_amendment(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Begin an amendment from the latest wording."""
    agreement = agreement_for(request.actor, agreement_id)
    demand(_prepares(request, agreement), NOT_ALLOWED)
    base = queries.latest_version(agreement)
    if base is None:
        raise Refused(
            "The agreement is not in force yet.", way_on="Correct the draft itself; it is not an agreement yet."
        )
    numbers = number_fields(queries.kept_terms(base))
    form = AmendmentForm(request.POST or None, numbers=numbers, initial={"text": base.text})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_amendment(
                by=request.actor,
                agreement=agreement,
                title=form.cleaned_data["title"],
                reason=form.cleaned_data["reason"],
                in_force_from=form.cleaned_data["in_force_from"],
                text=form.cleaned_data["text"],
                numbers=form.numbers,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            if request.POST.get("then") == "send":
                return _sent(request, made)
            messages.success(request, _("The amendment is saved. It does not apply until all parties have signed."))
            return redirect("agreements:amendment", made.pk)
    page = AmendmentFormPage(agreement.pk, agreement.title, base.number, form)
    return render(request, "agreements/amendment_form.html", {"page": page})


@GET_POST
def edit_amendment(request: ActorRequest, amendment_id: int) -> HttpResponse:
    """Write in an amendment. When somebody else has saved meanwhile, both texts are shown."""
    amendment = queries.amendment_for(request.actor, amendment_id)
    demand(_prepares(request, amendment.agreement), NOT_ALLOWED)
    numbers = number_fields(amendment.terms)
    other_text = ""
    initial = {
        "title": amendment.title,
        "reason": amendment.reason,
        "in_force_from": amendment.in_force_from,
        "text": amendment.text,
        "edition": amendment.edition,
    }
    form = AmendmentForm(request.POST or None, numbers=numbers, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.revise_amendment(
                by=request.actor,
                amendment=amendment,
                edition=form.cleaned_data["edition"] or 0,
                title=form.cleaned_data["title"],
                reason=form.cleaned_data["reason"],
                text=form.cleaned_data["text"],
                in_force_from=form.cleaned_data["in_force_from"],
                numbers=form.numbers,
            )
        except SavedMeanwhile as refused:
            amendment.refresh_from_db()
            form = AmendmentForm(with_edition(request.POST, amendment.edition), numbers=numbers)
            form.is_valid()
            form.refuse(refused)
            other_text = amendment.text
        except Refused as refused:
            form.refuse(refused)
        else:
            if request.POST.get("then") == "send":
                return _sent(request, amendment)
            messages.success(request, _("The amendment is saved."))
            return redirect("agreements:amendment", amendment.pk)
    page = AmendmentFormPage(
        amendment.agreement_id,
        amendment.agreement.title,
        amendment.base.number,
        form,
        amendment_id=amendment.pk,
        title=amendment.title,
        other_text=other_text,
    )
    return render(request, "agreements/amendment_form.html", {"page": page})


@require_POST
def send_amendment(request: ActorRequest, amendment_id: int) -> HttpResponse:
    """Freeze the wording and let the parties sign."""
    return _sent(request, queries.amendment_for(request.actor, amendment_id))


def _sent(request: ActorRequest, amendment: Any) -> HttpResponse:
    """Send a saved amendment for signature; a refusal leaves it as it was saved."""
    try:
        services.send_for_signature(by=request.actor, amendment=amendment, today=localdate())
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The amendment is out for signature. Its wording can no longer be changed."))
    return redirect("agreements:amendment", amendment.pk)


@GET_POST
def sign_amendment(request: ActorRequest, amendment_id: int) -> HttpResponse:
    """Record a signature of one's own party."""
    amendment = queries.amendment_for(request.actor, amendment_id)
    demand(_prepares(request, amendment.agreement), NOT_ALLOWED)
    units = party_units_of(amendment.agreement_id)
    signatures = queries.signatures_of(amendment)
    signed = {signature.party_unit_id for signature in signatures}
    own = [(unit.pk, unit.name) for unit in units if unit.side == request.actor.party and unit.pk not in signed]
    sha256 = services.hash_to_sign(amendment)
    form = SignForm(request.POST or None, units=own, initial={"signed_on": localdate(), "text_sha256": sha256})
    if request.method == "POST" and form.is_valid():
        unit = next(unit for unit in units if unit.pk == form.cleaned_data["party_unit"])
        try:
            services.sign_amendment(
                by=request.actor,
                amendment=amendment,
                **(form.cleaned_data | {"party_unit": unit}),
                today=localdate(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The signature is recorded."))
            return redirect("agreements:amendment", amendment.pk)
    page = SignPage(
        title=amendment.title,
        back=reverse("agreements:amendment", args=[amendment.pk]),
        back_title=amendment.title,
        text=amendment.text,
        sha256=sha256,
        form=form,
        signatures=amendment_signature_rows(units, signatures),
    )
    return render(request, "agreements/amendment_sign.html", {"page": page})


@GET_POST
def withdraw_amendment(request: ActorRequest, amendment_id: int) -> HttpResponse:
    """Take the amendment back before all parties have signed."""
    amendment = queries.amendment_for(request.actor, amendment_id)
    demand(_prepares(request, amendment.agreement), NOT_ALLOWED)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_amendment(by=request.actor, amendment=amendment, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The amendment is withdrawn."))
            return redirect("agreements:amendment", amendment.pk)
    page = WithdrawPage(amendment.pk, amendment.title, form)
    return render(request, "agreements/amendment_withdraw.html", {"page": page})
