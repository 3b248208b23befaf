"""Pages and deeds of rounds: what is sent, to whom, reminders, links and text changes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.agreements.rules.comparison import compare as compare_texts
from samverkan.consultations.forms.fields import upload_in
from samverkan.consultations.forms.rounds import (
    AskForm,
    ChangeForm,
    ClauseForm,
    MaterialForm,
    NothingForm,
    RemindForm,
    RespiteForm,
    RoundForm,
    SendForm,
)
from samverkan.consultations.pages.common import ChangeRow, change_rows
from samverkan.consultations.pages.rounds import (
    ChangesPage,
    ComparePage,
    MaterialPage,
    RoundPage,
    tabs_of,
)
from samverkan.consultations.queries import answers as answer_queries
from samverkan.consultations.queries import cases as case_queries
from samverkan.consultations.queries import rounds as queries
from samverkan.consultations.queries import work as work_queries
from samverkan.consultations.rules.insight import writes_for
from samverkan.consultations.rules.life import WRITABLE
from samverkan.consultations.rules.period import is_to_be_reminded, last_day_for
from samverkan.consultations.services import materials
from samverkan.consultations.services import rounds as services
from samverkan.consultations.services import work as work_services
from samverkan.consultations.services.common import ONLY_SENDER
from samverkan.consultations.views.common import (
    back_to_asker,
    crumbs_to_answer,
    crumbs_to_case,
    crumbs_to_round,
    guests_too,
    is_guest,
    sends,
)
from samverkan.consultations.words import AnswerState, MaterialKind
from samverkan.documents.queries import document_bytes
from samverkan.ground.refusals import Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, Tab


def _address(round_: Any) -> str:
    return reverse("consultations:round", args=[round_.pk])


@require_safe
def round_(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show a round: to its sender who has answered, to a body what it is asked (REM-02, REM-04, REM-34)."""
    today = localdate()
    found = queries.round_for(request.actor, round_id)
    is_sender = sends(request, found)
    materials = queries.materials_of(found)
    referrals = queries.referrals_of(found) if is_sender else []
    people = queries.people_of(referrals, on=today) if is_sender and not found.case.is_past else {}
    page = RoundPage.of(
        found,
        is_sender=is_sender,
        materials=materials,
        missing=queries.what_is_missing(materials) if is_sender and found.sent_on is None else (),
        referrals=referrals,
        own=queries.own_referrals(request.actor, found) if found.sent_on else (),
        changes=change_rows(queries.changes_of(found)),
        links=queries.links_of(found) if is_sender else (),
        reminders=queries.reminders_of(found) if is_sender else (),
        reached={pk for pk, users in people.items() if users},
        on=today,
    )
    return render(request, "consultations/round.html", {"page": page})


@GET_POST
def new_round(request: ActorRequest, case_id: int) -> HttpResponse:
    """Begin the next round of a case."""
    case = case_queries.case_to_keep(request.actor, case_id)
    page = DeedPage(
        title=_("Prepare a round"),
        form=RoundForm(request.POST or None),
        submit=_("Prepare the round"),
        cancel_address=reverse("consultations:case", args=[case.pk]),
        lead=_("Nothing is sent until you have added the documents and chosen who is asked."),
        crumbs=crumbs_to_case(case),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("edition")
        return services.prepare_round(by=request.actor, case=case, today=localdate(), **values)

    return answer_deed(request, page, do=do, said=_("The round is being prepared."), to=_address)


@GET_POST
def edit_round(request: ActorRequest, round_id: int) -> HttpResponse:
    """Change the letter or the last day."""
    found = queries.round_to_keep(request.actor, round_id)
    fields = ("letter", "last_day")
    page = DeedPage(
        title=_("Letter and last day"),
        form=RoundForm(
            request.POST or None, initial={name: getattr(found, name) for name in fields} | {"edition": found.edition}
        ),
        submit=_("Save"),
        cancel_address=_address(found),
        crumbs=crumbs_to_round(found),
        effect=_("Everybody who is asked is told about a new last day.") if found.sent_on else "",
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.round_to_keep(request.actor, round_id)
        return now.edition, {name: getattr(now, name) for name in fields}

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_round(by=request.actor, round_=found, today=localdate(), **values),
        said=_("The round is saved."),
        to=_address,
        stored_now=stored,
    )


def _material_deed(request: ActorRequest, form: MaterialForm, found: Any, material: Any, title: str) -> HttpResponse:
    page = DeedPage(
        title=title,
        form=form,
        submit=_("Save the document"),
        cancel_address=_address(found),
        crumbs=crumbs_to_round(found),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("file", None)
        edition = values.pop("edition")
        if material is None:
            return materials.add_material(by=request.actor, round_=found, upload=upload_in(form), **values)
        return materials.revise_material(
            by=request.actor, material=material, edition=edition, upload=upload_in(form), **values
        )

    fields = ("kind", "title", "number", "registry_number", "text")

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.material_for(request.actor, material.pk)
        return now.edition, {name: getattr(now, name) for name in fields} | {"kind": MaterialKind(now.kind)}

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The document is saved."),
        to=lambda row: _address(found),
        stored_now=stored if material is not None else None,
    )


@GET_POST
def add_material(request: ActorRequest, round_id: int) -> HttpResponse:
    """Add a document to what is sent."""
    found = queries.round_to_keep(request.actor, round_id)
    form = MaterialForm(request.POST or None, request.FILES or None, initial={"kind": MaterialKind.DRAFT})
    return _material_deed(request, form, found, None, _("Add a document"))


@GET_POST
def edit_material(request: ActorRequest, material_id: int) -> HttpResponse:
    """Write in a document before it is sent."""
    material = queries.material_for(request.actor, material_id)
    demand(sends(request, material.round), ONLY_SENDER)
    initial = {
        name: getattr(material, name) for name in ("kind", "title", "number", "registry_number", "text", "edition")
    }
    form = MaterialForm(request.POST or None, request.FILES or None, initial=initial)
    return _material_deed(request, form, material.round, material, _("Change the document"))


@GET_POST
def remove_material(request: ActorRequest, material_id: int) -> HttpResponse:
    """Take a document out before the round is sent."""
    material = queries.material_for(request.actor, material_id)
    demand(sends(request, material.round), ONLY_SENDER)
    page = DeedPage(
        title=_("Take out %(title)s") % {"title": material.title},
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Take out the document"),
        cancel_address=_address(material.round),
        crumbs=crumbs_to_round(material.round),
        is_stop=True,
    )
    return answer_deed(
        request,
        page,
        do=lambda values: materials.remove_material(by=request.actor, material=material),
        said=_("The document has been taken out."),
        to=lambda nothing: _address(material.round),
    )


@guests_too
@require_safe
def material(request: ActorRequest, material_id: int) -> HttpResponse:
    """Show a document clause by clause, with what was changed afterwards."""
    found = queries.material_for(request.actor, material_id)
    is_sender = sends(request, found.round)
    changes: dict[int, tuple[ChangeRow, ...]] = {}
    for change in queries.changes_of(found.round):
        if change.clause_id is not None:
            changes[change.clause_id] = (*changes.get(change.clause_id, ()), ChangeRow.of(change))
    writes = [
        one
        for one in (queries.own_referrals(request.actor, found.round) if found.round.sent_on else ())
        if writes_for(request.actor, one.pk, (one.unit_id, one.administration_id))
        and one.answer.state in WRITABLE
        and one.answer.begun_on is not None
        and not found.round.case.is_past
    ]
    page = MaterialPage.of(
        found,
        list(found.clauses.order_by("order")),
        changes=changes,
        writes=writes,
        is_sender=is_sender,
        may_compare=not is_guest(request) and bool(queries.texts_to_compare(request.actor, found)),
        is_guest=is_guest(request),
    )
    return render(request, "consultations/material.html", {"page": page})


@guests_too
@require_safe
def material_file(request: ActorRequest, material_id: int) -> HttpResponse:
    """Give the file as it was sent."""
    found = queries.material_for(request.actor, material_id)
    if found.document is None:
        raise Http404
    answer = HttpResponse(document_bytes(found.document), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.document.name) or "attachment"
    return answer


@require_safe
def compare(request: ActorRequest, material_id: int) -> HttpResponse:
    """Show the draft beside the agreement in force, or beside the draft of an earlier round (AGR-29)."""
    found = queries.material_for(request.actor, material_id)
    offered = queries.texts_to_compare(request.actor, found)
    if not offered:
        raise Http404
    asked = request.GET.get("med", "")
    key = asked if asked in offered else next(iter(offered))
    title, text = offered[key]
    address = reverse("consultations:material", args=[found.pk])
    page = ComparePage.of(
        title=found.title,
        material_address=address,
        choices=tuple(Tab(name, f"?med={one}", is_current=one == key) for one, (name, _text) in offered.items()),
        before_title=title,
        after_title=found.title,
        rows=compare_texts(text, found.text),
    )
    return render(request, "consultations/compare.html", {"page": page})


@GET_POST
def ask(request: ActorRequest, round_id: int) -> HttpResponse:
    """Choose which bodies are asked (REM-02)."""
    found = queries.round_to_keep(request.actor, round_id)
    today = localdate()
    asked = {pk for one in queries.referrals_of(found) for pk in (one.unit_id, one.administration_id)}
    units = [unit for unit in case_queries.units_to_ask(found.case, on=today) if unit.pk not in asked]
    form = AskForm(request.POST if request.method == "POST" else None, units=units)
    page = DeedPage(
        title=_("Who is asked"),
        form=form,
        submit=_("Add to the list"),
        cancel_address=_address(found),
        crumbs=crumbs_to_round(found),
        lead=_("An administration is asked as its board, which decides on the answer."),
    )

    def do(values: dict[str, Any]) -> Any:
        if not values["units"] and not values["name"]:
            raise Refused("Choose at least one body, or write the name of another.", field="units")
        return services.ask_several(
            by=request.actor, round_=found, units=values["units"], outsider=values["name"], today=today
        )

    return answer_deed(request, page, do=do, said=_("The list is saved."), to=lambda asked: _address(found))


@GET_POST
def leave_out(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Take a body off the list before the round is sent."""
    referral = answer_queries.referral_to_send(request.actor, referral_id)
    demand(sends(request, referral.round), ONLY_SENDER)
    page = DeedPage(
        title=_("Take %(body)s off the list") % {"body": referral.name},
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Take off the list"),
        cancel_address=_address(referral.round),
        crumbs=crumbs_to_round(referral.round),
        is_stop=True,
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.leave_out(by=request.actor, referral=referral),
        said=_("The body is off the list."),
        to=lambda nothing: _address(referral.round),
    )


@GET_POST
def send(request: ActorRequest, round_id: int) -> HttpResponse:
    """Check that everything is there, and send the round (REM-02, REM-04, REM-05)."""
    found = queries.round_to_keep(request.actor, round_id)
    missing = queries.what_is_missing(queries.materials_of(found))
    count = sum(one.parent_id is None for one in queries.referrals_of(found))
    form = SendForm(request.POST if request.method == "POST" else None, missing=missing)
    page = DeedPage(
        title=_("Send the round"),
        form=form,
        submit=_("Send the round"),
        cancel_address=_address(found),
        crumbs=crumbs_to_round(found),
        lead=ngettext("%(count)s body is asked.", "%(count)s bodies are asked.", count) % {"count": count},
        notes=tuple(
            _("The documents refer to %(what)s, which is not attached.") % {"what": one.key} for one in missing
        ),
        effect=_("What is sent can no longer be changed. Everybody with an account is told."),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.send_round(
            by=request.actor, round_=found, not_attached_because=form.reasons, today=localdate()
        ),
        said=_("The round has been sent."),
        to=_address,
    )


@GET_POST
def remind(request: ActorRequest, round_id: int) -> HttpResponse:
    """Remind those that have not answered (REM-34)."""
    found = queries.round_to_keep(request.actor, round_id)
    today = localdate()
    waiting = [one for one in queries.referrals_of(found) if one.answer.state != AnswerState.SUBMITTED]
    people = queries.people_of(waiting, on=today)
    unreached = ", ".join(one.name for one in waiting if not people[one.pk])
    due = [
        str(one.pk)
        for one in waiting
        if is_to_be_reminded(
            submitted=False,
            last_day=last_day_for(found.last_day, one.own_last_day),
            reminded_on=getattr(one, "reminded_on", None),
            on=today,
        )
    ]
    page = DeedPage(
        title=_("Remind those that have not answered"),
        form=RemindForm(request.POST or None, initial={"bodies": due}, referrals=waiting),
        submit=_("Send reminders"),
        cancel_address=_address(found),
        crumbs=crumbs_to_round(found),
        lead=_(
            "Those whose last day is near or has passed, and who were not reminded this week, are chosen beforehand."
        ),
        notes=(_("No message from here reaches %(bodies)s: print their letters afterwards.") % {"bodies": unreached},)
        if unreached
        else (),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.remind(by=request.actor, round_=found, referrals=values["bodies"], today=today),
        said=_("Reminders are sent."),
        to=lambda reminders: _address(found),
    )


@guests_too
@GET_POST
def respite(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Give one body another last day."""
    referral = answer_queries.referral_to_send(request.actor, referral_id)
    address = back_to_asker(request, referral)
    page = DeedPage(
        title=_("Another last day for %(body)s") % {"body": referral.name},
        form=RespiteForm(
            request.POST or None, initial={"last_day": last_day_for(referral.round.last_day, referral.own_last_day)}
        ),
        submit=_("Give the new day"),
        cancel_address=address,
        crumbs=crumbs_to_answer(request, referral),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.give_respite(by=request.actor, referral=referral, today=localdate(), **values),
        said=_("The body has a new last day."),
        to=lambda row: address,
    )


@require_safe
def changes(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show what was changed after the consultation, to everybody who was asked (REM-21)."""
    found = queries.round_for(request.actor, round_id)
    is_sender = sends(request, found)
    page = ChangesPage(
        pk=found.pk,
        case=found.case.title,
        case_address=reverse("consultations:case", args=[found.case_id]),
        number=found.number,
        round_address=_address(found),
        rows=change_rows(queries.changes_of(found)),
        tabs=tabs_of(found.pk, "changes") if is_sender and (found.sent_on or found.case.is_past) else (),
        may_add=is_sender and found.sent_on is not None and not found.case.is_past,
    )
    return render(request, "consultations/changes.html", {"page": page})


@GET_POST
def change(request: ActorRequest, round_id: int) -> HttpResponse:
    """Choose a clause, then record what was changed in it and why (REM-21, PRI-16)."""
    found = queries.round_to_keep(request.actor, round_id)
    clauses = queries.clauses_of_round(found)
    back = reverse("consultations:changes", args=[found.pk])
    chosen = ClauseForm(request.GET if "klausul" in request.GET else None, clauses=clauses)
    if not chosen.is_bound or not chosen.is_valid():
        return render(
            request,
            "consultations/choose_clause.html",
            {"page": {"form": chosen, "crumbs": crumbs_to_round(found), "back": back, "has_clauses": bool(clauses)}},
        )
    clause = chosen.cleaned_data["klausul"]
    remarks = [one for one in work_queries.remarks_of(found) if one.clause_id in {clause.pk, None}]
    form = ChangeForm(
        request.POST or None,
        initial={"old": clause.text},
        remarks=remarks,
        label=lambda one: f"{one.number}. {one.text[:140]}",
    )
    page = DeedPage(
        title=_("Change after the consultation: %(clause)s") % {"clause": clause},
        form=form,
        submit=_("Record the change"),
        cancel_address=back,
        crumbs=crumbs_to_round(found),
        effect=_("Everybody who was asked is told, and sees the old wording, the new one and why."),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: work_services.change_text(
            by=request.actor, round_=found, clause=clause, today=localdate(), **values
        ),
        said=_("The change is recorded."),
        to=lambda row: back,
    )
