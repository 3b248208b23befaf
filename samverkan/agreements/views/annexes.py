"""Pages and deeds of annexes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare, may_run_group
from samverkan.agreements.forms.annexes import AnnexDraftForm, OriginalForm, ReasonForm, SignForm
from samverkan.agreements.pages.annexes import (
    AnnexDraftPage,
    AnnexPage,
    AnnexVersionPage,
    OriginalPage,
    SendBackPage,
    SignPage,
    Step,
    signature_rows,
    steps_of,
)
from samverkan.agreements.queries import annexes as queries
from samverkan.agreements.queries.amendments import is_in_force
from samverkan.agreements.rules.amendments import text_hash
from samverkan.agreements.rules.annexes import OPEN, AnnexRule
from samverkan.agreements.services import annexes as services
from samverkan.agreements.services.signing import sign_annex_version
from samverkan.agreements.words import AnnexRoute
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import Refused
from samverkan.ground.words import AnnexKind
from samverkan.ui.http import GET_POST, ActorRequest, tell_refusal

TOUCHING = frozenset({AnnexKind.SITUATION_PICTURE, AnnexKind.MEASURES_PLAN, AnnexKind.ACTION_PLAN})
"""Annexes that are to touch the priority areas (SIT-05)."""

NOT_ALLOWED = "You may not prepare the annexes of this agreement."


def _prepares(request: ActorRequest, annex: Any) -> bool:
    unit_id = annex.agreement.unit_id
    return unit_id is not None and may_prepare(request.actor, unit_id)


def _steps(version: Any, rule: AnnexRule) -> tuple[tuple[Step, ...], list[Any], list[Any], list[Any]]:
    """Return the steps of a version and what they rest on: notices, units and signatures (three queries)."""
    proofs = queries.proofs_of(version)
    units = queries.party_units_of(version.annex.agreement_id)
    signatures = queries.signatures_of(version)
    steps = steps_of(
        version,
        rule,
        signed=len(signatures),
        signers=len(units),
        told=len(proofs),
        received=sum(proof.notice.received_at is not None for proof in proofs),
        notify=_(rule.notify.label) if rule.notify else "",
    )
    return steps, proofs, units, signatures


@require_safe
def annex(request: ActorRequest, annex_id: int) -> HttpResponse:
    """Show the annex: what is in force, what is being worked on, and all versions."""
    today = localdate()
    annex = queries.annex_for(request.actor, annex_id)
    versions = queries.versions_of(annex, request.actor)
    rule = queries.annex_rule(annex, today)
    shown = next((version for version in versions if version.state in OPEN), None)
    in_force = queries.version_in_force(versions, today)
    shown = shown or in_force
    page = AnnexPage.of(
        annex,
        versions,
        rule,
        in_force=in_force,
        steps=_steps(shown, rule)[0] if shown else (),
        overall_is_in_force=rule.route == AnnexRoute.OVERALL_AGREEMENT
        and is_in_force(annex.agreement.overall, on=today),
        may_prepare=_prepares(request, annex),
        today=today,
    )
    return render(request, "agreements/annex.html", {"page": page})


@require_safe
def annex_version(request: ActorRequest, version_id: int) -> HttpResponse:
    """Show one version: how far it has come, what it says, and what can be done with it."""
    today = localdate()
    version = queries.annex_version_for(request.actor, version_id)
    siblings = queries.versions_of(version.annex, request.actor)
    rule = queries.annex_rule(version.annex, today)
    steps, proofs, units, signatures = _steps(version, rule)
    may = _prepares(request, version.annex)
    group = version.matter.group if version.matter else None
    page = AnnexVersionPage.of(
        version,
        rule,
        steps=steps,
        in_force=queries.version_in_force(siblings, today),
        others=len(siblings) - 1,
        has_open=any(sibling.state in OPEN for sibling in siblings),
        proofs=proofs,
        units=units,
        signatures=signatures,
        areas=queries.area_names(version.areas_touched),
        may_prepare=may,
        may_send_back=may_run_group(request.actor, group.pk, group.unit_id) if group else may,
        party=request.actor.party,
    )
    return render(request, "agreements/annex_version.html", {"page": page})


def _areas(annex: Any) -> list[tuple[int, str]]:
    return queries.areas_on(annex.agreement, localdate()) if annex.kind in TOUCHING else []


def _content_of(version: Any) -> dict[str, Any]:
    """Return what the form begins from: the version's text, authors and areas."""
    touched = version.areas_touched
    return {
        "text": version.text,
        "authors": version.authors,
        "areas": [area for area, said in touched.items() if said == "touched"],
        "not_relevant": next((said for said in touched.values() if said != "touched"), ""),
    }


def _render_draft(request: ActorRequest, annex: Any, form: AnnexDraftForm, **more: Any) -> HttpResponse:
    page = AnnexDraftPage(
        annex_id=annex.pk,
        annex_number=annex.number,
        annex_title=annex.title,
        agreement_id=annex.agreement_id,
        agreement_title=annex.agreement.title,
        form=form,
        rule=queries.annex_rule(annex, localdate()),
        **more,
    )
    return render(request, "agreements/annex_draft.html", {"page": page})


@GET_POST
def draft_annex(request: ActorRequest, annex_id: int) -> HttpResponse:
    """Begin a new version, from the text of the last one."""
    annex = queries.annex_for(request.actor, annex_id)
    demand(_prepares(request, annex), NOT_ALLOWED)
    areas = _areas(annex)
    if request.method == "POST":
        form = AnnexDraftForm(request.POST, request.FILES, areas=areas)
        if form.is_valid():
            try:
                version = services.draft_annex_version(
                    by=request.actor,
                    annex=annex,
                    text=form.cleaned_data["text"],
                    upload=form.upload,
                    summary=form.cleaned_data["what_is_new"],
                    authors=form.cleaned_data["authors"],
                    areas_touched=form.areas_touched,
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                if request.POST.get("then") == "submit":
                    return _submitted(request, version)
                messages.success(request, _("The draft is saved. It does not apply until it has been decided."))
                return redirect("agreements:annex_version", version.pk)
    else:
        versions, rule = queries.versions_of(annex, request.actor), queries.annex_rule(annex, localdate())
        form = AnnexDraftForm(
            initial=_content_of(versions[0]) if versions else {"authors": sorted(rule.authors)}, areas=areas
        )
    return _render_draft(request, annex, form)


@GET_POST
def edit_annex(request: ActorRequest, version_id: int) -> HttpResponse:
    """Write in a draft. When somebody else has saved meanwhile, both texts are shown."""
    version = queries.annex_version_for(request.actor, version_id)
    demand(_prepares(request, version.annex), NOT_ALLOWED)
    areas = _areas(version.annex)
    other_text = ""
    if request.method == "POST":
        form = AnnexDraftForm(request.POST, request.FILES, areas=areas)
        if form.is_valid():
            try:
                services.revise_annex_draft(
                    by=request.actor,
                    version=version,
                    edition=form.cleaned_data["edition"] or 0,
                    text=form.cleaned_data["text"],
                    upload=form.upload,
                    summary=form.cleaned_data["what_is_new"],
                    authors=form.cleaned_data["authors"],
                    areas_touched=form.areas_touched if areas else None,
                )
            except SavedMeanwhile as refused:
                version.refresh_from_db()
                form = AnnexDraftForm(with_edition(request.POST, version.edition), areas=areas)
                form.is_valid()
                form.refuse(refused)
                other_text = version.text
            except Refused as refused:
                form.refuse(refused)
            else:
                if request.POST.get("then") == "submit":
                    return _submitted(request, version)
                messages.success(request, _("The draft is saved."))
                return redirect("agreements:annex_version", version.pk)
    else:
        initial = _content_of(version) | {"what_is_new": version.summary, "edition": version.edition}
        form = AnnexDraftForm(initial=initial, areas=areas)
    return _render_draft(
        request,
        version.annex,
        form,
        version_id=version.pk,
        document_name=version.document.name if version.document else "",
        other_text=other_text,
    )


def with_edition(data: QueryDict, edition: int) -> QueryDict:
    """Return what was typed with the edition that is stored now, so that the writer can save again knowingly."""
    renewed = data.copy()
    renewed["edition"] = str(edition)
    return renewed


@require_POST
def submit_annex(request: ActorRequest, version_id: int) -> HttpResponse:
    """Submit the draft by the way the agreement prescribes."""
    return _submitted(request, queries.annex_version_for(request.actor, version_id))


def _submitted(request: ActorRequest, version: Any) -> HttpResponse:
    """Submit a saved draft, and go where the next step is taken; a refusal leaves the draft as it was saved."""
    try:
        version = services.submit_annex_version(by=request.actor, version=version, today=localdate())
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The version is submitted. It is not valid yet."))
        if version.matter_id is not None:
            return redirect("decisions:matter", version.matter_id)  # where the next step is taken
    return redirect("agreements:annex_version", version.pk)


@require_POST
def notify_annex(request: ActorRequest, version_id: int) -> HttpResponse:
    """Notify those who have not been told of a decided version."""
    version = queries.annex_version_for(request.actor, version_id)
    try:
        services.notify_annex(by=request.actor, version=version, today=localdate())
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The group is notified."))
    return redirect("agreements:annex_version", version.pk)


@GET_POST
def send_back_annex(request: ActorRequest, version_id: int) -> HttpResponse:
    """Send a submitted version back with a reason."""
    version = queries.annex_version_for(request.actor, version_id)
    group = version.matter.group if version.matter else None
    may = may_run_group(request.actor, group.pk, group.unit_id) if group else _prepares(request, version.annex)
    demand(may, "You may not send this version back.")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.send_back(by=request.actor, version=version, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The version is sent back. It does not apply."))
            return redirect("agreements:annex_version", version.pk)
    page = SendBackPage(version.pk, version.number, version.annex_id, version.annex.title, form)
    return render(request, "agreements/annex_send_back.html", {"page": page})


@GET_POST
def sign_annex(request: ActorRequest, version_id: int) -> HttpResponse:
    """Record a signature of one's own party under a version that the parties replace themselves."""
    version = queries.annex_version_for(request.actor, version_id)
    demand(_prepares(request, version.annex), NOT_ALLOWED)
    units = queries.party_units_of(version.annex.agreement_id)
    signatures = queries.signatures_of(version)
    signed = {signature.party_unit_id for signature in signatures}
    own = [(unit.pk, unit.name) for unit in units if unit.side == request.actor.party and unit.pk not in signed]
    form = SignForm(
        request.POST or None,
        units=own,
        initial={"signed_on": localdate(), "text_sha256": text_hash(version.text)},
    )
    if request.method == "POST" and form.is_valid():
        unit = next(unit for unit in units if unit.pk == form.cleaned_data["party_unit"])
        try:
            sign_annex_version(
                by=request.actor,
                version=version,
                **(form.cleaned_data | {"party_unit": unit}),
                today=localdate(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The signature is recorded."))
            return redirect("agreements:annex_version", version.pk)
    page = SignPage(
        title=_("%(title)s, version %(number)s") % {"title": version.annex.title, "number": version.number},
        back=reverse("agreements:annex_version", args=[version.pk]),
        back_title=version.annex.title,
        text=version.text,
        sha256=text_hash(version.text),
        form=form,
        signatures=signature_rows(units, signatures),
    )
    return render(request, "agreements/annex_sign.html", {"page": page})


@GET_POST
def attach_original(request: ActorRequest, annex_id: int) -> HttpResponse:
    """Attach the annex that was signed with the agreement."""
    annex = queries.annex_for(request.actor, annex_id)
    demand(_prepares(request, annex), NOT_ALLOWED)
    agreement = annex.agreement
    last_day = max((day for day in (agreement.signed_on, agreement.valid_from) if day), default=localdate())
    form = OriginalForm(
        request.POST or None, request.FILES or None, initial={"dated_on": agreement.signed_on or agreement.valid_from}
    )
    if request.method == "POST" and form.is_valid():
        try:
            version = services.attach_original(
                by=request.actor,
                annex=annex,
                text=form.cleaned_data["text"],
                upload=form.upload,
                dated_on=form.cleaned_data["dated_on"],
                authors=form.cleaned_data["authors"],
                today=localdate(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The annex is attached to the agreement."))
            return redirect("agreements:annex_version", version.pk)
    page = OriginalPage(annex.pk, annex.number, annex.title, annex.agreement_id, agreement.title, last_day, form)
    return render(request, "agreements/annex_original.html", {"page": page})
