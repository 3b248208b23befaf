"""Import, review and adoption."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.actor import Actor
from samverkan.access.rules import may_administer
from samverkan.agreements.forms.drafts import AdoptForm, CorrectionForm, ImportForm, WithdrawForm
from samverkan.agreements.pages.agreements import last_day
from samverkan.agreements.pages.drafts import (
    LEFT,
    AdoptPage,
    DraftPage,
    ImportPage,
    anchor_of,
    fault_of,
    unconfirmed_label,
    unit_prefix,
)
from samverkan.agreements.queries import drafts as queries
from samverkan.agreements.queries.agreements import (
    agreements_visible_to,
    draft_for,
    drafts_visible_to,
    may_import,
    overall_agreements_for,
)
from samverkan.agreements.services import adoption
from samverkan.agreements.services import drafts as services
from samverkan.agreements.words import FactState
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.ui.http import GET_POST, ActorRequest


def _posted(request: ActorRequest) -> QueryDict | None:
    """Return what was posted; a form that was sent empty is still a form that was sent."""
    return request.POST if request.method == "POST" else None


@GET_POST
def import_agreement(request: ActorRequest) -> HttpResponse:
    """Take a file and lead to its review, or say in one sentence why it was not read."""
    if not may_import(request.actor):
        raise NotAllowed("Only those who prepare agreements and administrators may import one.")
    form = ImportForm(_posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > settings.DOCUMENT_SIZE_LIMIT:
                raise Refused(
                    "The file %(name)s is %(size)s bytes; the limit is %(limit)s bytes.",
                    field="file",
                    name=file.name,
                    size=file.size,
                    limit=settings.DOCUMENT_SIZE_LIMIT,
                )
            draft = services.import_agreement(by=request.actor, data=file.read(), name=file.name)
        except Refused as refused:
            refused.field = "file"
            form.refuse(refused)
        else:
            messages.success(request, gettext("The agreement has been read. Compare it with the text."))
            return redirect("agreements:draft", draft.pk)
    page = ImportPage(form=form, limit=filesizeformat(settings.DOCUMENT_SIZE_LIMIT))
    return render(request, "agreements/import.html", {"page": page}, status=422 if form.errors else 200)


@require_safe
def draft(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Show the review: facts beside the text."""
    return _review(request, agreement_id)


def _review(
    request: ActorRequest, agreement_id: int, *, refused: CorrectionForm | None = None, refused_key: str = ""
) -> HttpResponse:
    draft = draft_for(request.actor, agreement_id)
    facts = queries.facts_of(draft)
    matches = queries.matches_of(draft)
    page = DraftPage.of(
        draft,
        facts=facts,
        matches=matches,
        faults=adoption.faults_of(draft, facts, matches, overall_known=True),
        unit_choices=queries.unit_choices(draft),
        may_create_units=may_administer(request.actor),
        refused=refused,
        refused_key=refused_key,
    )
    return render(request, "agreements/draft.html", {"page": page}, status=422 if refused else 200)


def _back(draft_id: int, anchor: str = "") -> HttpResponse:
    address = reverse("agreements:draft", args=[draft_id])
    return redirect(f"{address}#{anchor}" if anchor else address)


def _next_anchor(actor: Actor, draft_id: int, after: int) -> str:
    """Return the first fact after a place that waits for a person, else the first of all, else nothing."""
    waiting = [fact for fact in queries.facts_of(draft_for(actor, draft_id)) if fact.state in LEFT]
    following: Sequence[object] = [fact for fact in waiting if fact.order > after] or waiting
    return anchor_of(following[0]) if following else "review"  # type: ignore[arg-type]


@require_POST
def confirm(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Confirm one fact, those of a part of the review, or all that were read."""
    draft = draft_for(request.actor, agreement_id)
    key = request.POST.get("key", "").replace("\0", "")
    if key:
        fact = services.confirm_fact(by=request.actor, draft=draft, key=key)
        return _back(draft.pk, _next_anchor(request.actor, draft.pk, fact.order))
    keys = request.POST["keys"].replace("\0", "").split(",") if request.POST.get("keys") else None
    count = services.confirm_all_read(by=request.actor, draft=draft, keys=keys)
    messages.success(
        request,
        ngettext("%(count)s fact is confirmed.", "%(count)s facts are confirmed.", count) % {"count": count},
    )
    if keys is None:
        return _back(draft.pk, "review")
    last = max((fact.order for fact in queries.facts_of(draft) if fact.key in keys), default=0)
    return _back(draft.pk, _next_anchor(request.actor, draft.pk, last))


@require_POST
def correct(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Store what a person says instead, or show the review again with what was not understood."""
    draft = draft_for(request.actor, agreement_id)
    key = request.POST.get("key", "").replace("\0", "")
    fact = queries.fact_of(draft, key)
    if fact is None:
        raise Http404
    form = CorrectionForm.for_fact(key, fact.value, prefix=anchor_of(fact), data=request.POST)
    chosen = request.POST.get("reading", "")
    if chosen.isdecimal() and len(chosen) < 16 and int(chosen) < len(fact.readings):
        services.correct_fact(by=request.actor, draft=draft, key=key, value=fact.readings[int(chosen)]["value"])
        return _back(draft.pk, anchor_of(fact))
    if form.is_valid():
        try:
            services.correct_fact(by=request.actor, draft=draft, key=key, value=form.cleaned_data["value"])
        except Refused as refused:
            form.refuse(refused)
        else:
            return _back(draft.pk, anchor_of(fact))
    return _review(request, agreement_id, refused=form, refused_key=key)


@require_POST
def choose_unit(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Say which unit a name means, enter it, or look again."""
    draft = draft_for(request.actor, agreement_id)
    side, position = request.POST.get("side", ""), request.POST.get("position", "")
    if "again" in request.POST:
        services.match_units(by=request.actor, draft=draft)
        return _back(draft.pk, "parties")
    if side not in list(Party) or not position.isdecimal() or len(position) > 3:
        raise Http404
    party = Party(side)
    if "create" in request.POST:
        services.create_unit_from_draft(by=request.actor, draft=draft, side=party, position=int(position))
        return _back(draft.pk, "parties")
    chosen = request.POST.get(f"{unit_prefix(party, int(position))}-unit", "")
    unit = queries.unit_to_choose(party, int(chosen)) if chosen.isdecimal() and len(chosen) < 16 else None
    if unit is None:
        raise Refused("Choose a unit.", way_on="Go back to the draft and choose the unit in the list.")
    services.choose_unit(by=request.actor, draft=draft, side=party, position=int(position), unit=unit)
    if not drafts_visible_to(request.actor).filter(pk=draft.pk).exists():
        return redirect("agreements:list")
    return _back(draft.pk, "parties")


@GET_POST
def adopt(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Say what it means to put the draft in force, and do it."""
    draft = draft_for(request.actor, agreement_id)
    facts = queries.facts_of(draft)
    structure = queries.read_draft(facts).structure()
    unit = draft.unit
    overall = (
        list(overall_agreements_for(unit.municipality_id or unit.pk, on=structure.valid_from))
        if unit and structure.valid_from
        else []
    )
    form = AdoptForm(
        _posted(request),
        overall=[(agreement.pk, agreement.title) for agreement in overall],
        initial={"signed_on": queries.signing_date(facts), "overall": overall[0].pk if overall else None},
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        chosen = values.pop("overall", None)
        try:
            agreement = adoption.adopt_agreement(
                by=request.actor,
                draft=draft,
                overall=next((known for known in overall if known.pk == chosen), None),
                **values,
            )
        except Refused as refused:
            if isinstance(refused, NotAllowed):
                raise
            form.refuse(
                Refused(
                    refused.reason,
                    field="acknowledge_no_overall" if refused.field == "overall" else refused.field,
                    way_on=refused.way_on,
                    **refused.values,
                )
            )
        else:
            messages.success(request, gettext("The agreement has been put in force."))
            if agreements_visible_to(request.actor).filter(pk=agreement.pk).exists():
                return redirect("agreements:agreement", agreement.pk)
            return redirect("agreements:list")
    faults = adoption.faults_of(draft, facts, queries.matches_of(draft), overall_known=True)
    page = AdoptPage(
        id=draft.pk,
        title=draft.title,
        valid_from=structure.valid_from,
        last_day=last_day(structure.valid_until),
        unit=unit.name if unit else "",
        faults=tuple(fault_of(fault, facts, draft.pk) for fault in faults),
        form=form,
        unconfirmed=unconfirmed_label(sum(fact.state == FactState.READ for fact in facts)),
        ends=queries.ended_by(draft, structure.valid_from),
    )
    return render(request, "agreements/adopt.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
def withdraw_draft(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Lay the draft aside."""
    draft = draft_for(request.actor, agreement_id)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.withdraw_draft(by=request.actor, draft=draft, reason=reason)
    messages.success(request, gettext("The draft has been laid aside."))
    return redirect("agreements:list")
