"""Pages and deeds of cases, the chain and what is gathered early."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.consultations.forms.answers import LevelStatementForm
from samverkan.consultations.forms.cases import (
    CaseForm,
    CaseTextForm,
    EarlyAnswerForm,
    EarlyForm,
    EarlyOutcomeForm,
    EntryForm,
    StepForm,
)
from samverkan.consultations.pages.cases import CasePage, CaseRow, EarlyPage, ListPage, TaskRow
from samverkan.consultations.pages.common import statement_label
from samverkan.consultations.queries import answers as answer_queries
from samverkan.consultations.queries import cases as queries
from samverkan.consultations.queries import rounds as round_queries
from samverkan.consultations.queries.access import sending_ids
from samverkan.consultations.rules.insight import writing_unit_ids
from samverkan.consultations.services import cases as services
from samverkan.consultations.services import statements as statement_services
from samverkan.consultations.services.common import ONLY_SENDER
from samverkan.consultations.views.common import crumbs_to_case
from samverkan.consultations.words import CaseTextKind, ChainLevel, StatementType, TextKind
from samverkan.ground.rule_sets import rule_sets
from samverkan.ground.words import Tier
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

A_PAGE = 30


@require_safe
def listed(request: ActorRequest) -> HttpResponse:
    """Show what the reader's own bodies are asked for, and the cases."""
    today = localdate()
    sending = sending_ids(request.actor)
    paging = Paginator(queries.listed_cases(request.actor), A_PAGE).get_page(request.GET.get("page"))
    tasks = [TaskRow.of(one, on=today) for one in round_queries.referrals_open_to(request.actor, on=today)[:100]]
    page = ListPage(
        tasks=tuple(tasks),
        cases=tuple(CaseRow.of(one, is_sender=one.municipality_id in sending, on=today) for one in paging),
        paging=paging,
        may_send=bool(sending),
    )
    return render(request, "consultations/list.html", {"page": page})


@require_safe
def case(request: ActorRequest, case_id: int) -> HttpResponse:
    """Show a case: where it is in the chain, its rounds and its texts (REM-01, REM-22)."""
    today = localdate()
    found = queries.case_for(request.actor, case_id)
    is_sender = found.municipality_id in sending_ids(request.actor)
    steps = queries.steps_of(found)
    rounds = queries.rounds_of(found)
    visible = {one.pk for one in queries.rounds_visible_to(request.actor).filter(case=found)}
    page = CasePage.of(
        found,
        steps=steps,
        days=queries.days_of(found, steps, rounds, on=today),
        rounds=[one for one in rounds if one.pk in visible],
        early=list(queries.early_visible_to(request.actor).filter(case=found)),
        texts=queries.texts_of(found) if is_sender else {},
        is_sender=is_sender,
        on=today,
    )
    return render(request, "consultations/case.html", {"page": page})


def _crumbs() -> tuple[NavigationItem, ...]:
    return (NavigationItem(_("Consultations"), reverse("consultations:list")),)


def _case_address(found: Any) -> str:
    return reverse("consultations:case", args=[found.pk])


@GET_POST
def new_case(request: ActorRequest) -> HttpResponse:
    """Open a case (REM-01)."""
    municipalities = queries.municipalities_to_send_for(request.actor)
    demand(bool(municipalities), ONLY_SENDER)
    agreements = queries.agreements_to_revise(municipalities[0].pk)
    initial = {"municipality": municipalities[0].pk, "agreement": agreements[0].pk if agreements else ""}
    page = DeedPage(
        title=_("Open a case"),
        form=CaseForm(request.POST or None, initial=initial, municipalities=municipalities, agreements=agreements),
        submit=_("Open the case"),
        cancel_address=reverse("consultations:list"),
        lead=_("The case follows the draft from the first questions to the council's decision."),
        crumbs=_crumbs(),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("edition")
        return services.open_case(by=request.actor, today=localdate(), **values)

    return answer_deed(request, page, do=do, said=_("The case is open. Prepare what is to be sent."), to=_case_address)


def _of_case(found: Any) -> dict[str, Any]:
    return {
        "title": found.title,
        "initiator": found.initiator,
        "registry_numbers": found.registry_numbers,
        "responsible": [(row["function"], row["name"]) for row in found.responsible],
        "proposal": found.proposal,
        "agreement": found.agreement,
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
    }


@GET_POST
def edit_case(request: ActorRequest, case_id: int) -> HttpResponse:
    """Correct the case."""
    found = queries.case_to_keep(request.actor, case_id)
    initial = _of_case(found) | {
        "responsible": found.responsible,
        "agreement": found.agreement_id,
        "edition": found.edition,
    }
    page = DeedPage(
        title=_("Change the case"),
        form=CaseForm(
            request.POST or None, initial=initial, agreements=queries.agreements_to_revise(found.municipality_id)
        ),
        submit=_("Save the case"),
        cancel_address=_case_address(found),
        crumbs=crumbs_to_case(found),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.case_to_keep(request.actor, case_id)
        return now.edition, _of_case(now)

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_case(by=request.actor, case=found, **values),
        said=_("The case is saved."),
        to=_case_address,
        stored_now=stored,
    )


@GET_POST
def case_text(request: ActorRequest, case_id: int, kind: str) -> HttpResponse:
    """Write one of the sender's texts in the report to the council (REM-20)."""
    found = queries.case_to_keep(request.actor, case_id)
    try:
        word = CaseTextKind(kind)
    except ValueError:
        raise Http404 from None
    text = queries.texts_of(found).get(word)
    initial = {"text": text.text if text else "", "edition": text.edition if text else 0}
    page = DeedPage(
        title=_(word.label),
        form=CaseTextForm(request.POST or None, initial=initial),
        submit=_("Save the text"),
        cancel_address=_case_address(found),
        crumbs=crumbs_to_case(found),
        lead=_("It becomes a part of the report to the council."),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.texts_of(found).get(word)
        return (now.edition, {"text": now.text}) if now else (0, {"text": ""})

    return answer_deed(
        request,
        page,
        do=lambda values: services.write_case_text(by=request.actor, case=found, kind=word, **values),
        said=_("The text is saved."),
        to=lambda row: _case_address(found),
        stored_now=stored,
    )


STEP_FIELDS = ("name", "decided_on", "decision", "registry_number", "place", "chair_function", "chair_name")


def _level(level: str) -> ChainLevel:
    try:
        return ChainLevel(level)
    except ValueError:
        raise Http404 from None


@GET_POST
def step(request: ActorRequest, case_id: int, level: str) -> HttpResponse:
    """Enter what a level of the chain decided (REM-22, DEC-12)."""
    found = queries.case_to_keep(request.actor, case_id)
    word = _level(level)
    row = queries.steps_of(found).get(word)
    initial: dict[str, Any] = (
        {name: getattr(row, name) for name in STEP_FIELDS} | {"edition": row.edition}
        if row
        else {"name": _(word.label), "edition": 0}
    )
    page = DeedPage(
        title=_(word.label),
        form=StepForm(request.POST or None, initial=initial),
        submit=_("Save the level"),
        cancel_address=_case_address(found),
        crumbs=crumbs_to_case(found),
        lead=_("When the level dealt with the case, and what it decided."),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.steps_of(found).get(word)
        return (now.edition, {name: getattr(now, name) for name in STEP_FIELDS}) if now else (0, {})

    return answer_deed(
        request,
        page,
        do=lambda values: services.record_step(by=request.actor, case=found, level=word, today=localdate(), **values),
        said=_("The level is saved."),
        to=lambda row: _case_address(found),
        stored_now=stored,
    )


@GET_POST
def level_statement(request: ActorRequest, case_id: int, level: str) -> HttpResponse:
    """Write a reservation or statement at a level of the chain (REM-12, REM-14, REM-16)."""
    found = queries.case_to_keep(request.actor, case_id)
    row = queries.steps_of(found).get(_level(level))
    if row is None:
        raise Http404
    row.case = found
    form = LevelStatementForm(
        request.POST or None,
        initial={"type_": StatementType.RESERVATION, "text_kind": TextKind.OWN},
        statements=answer_queries.statements_to_be_identical_to(row),
        label=statement_label,
    )
    page = DeedPage(
        title=_("Statement at %(level)s") % {"level": row.name},
        form=form,
        submit=_("Save the statement"),
        cancel_address=_case_address(found),
        crumbs=crumbs_to_case(found),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("edition")
        return statement_services.write_statement(by=request.actor, step=row, now=timezone.now(), **values)

    return answer_deed(
        request, page, do=do, said=_("The statement is saved."), to=lambda statement: _case_address(found)
    )


@GET_POST
def put_in_force(request: ActorRequest, case_id: int) -> HttpResponse:
    """Put the agreement in force that the council has approved (DEC-01, DEC-17)."""
    found = queries.case_to_keep(request.actor, case_id)
    offered = [(one.key, one.name) for one in reversed(list(rule_sets().values())) if one.tier == Tier.OVERALL]
    form = EntryForm(
        request.POST or None,
        rule_sets=offered,
        police=queries.police_to_agree_with(found.municipality_id, on=localdate()),
    )
    page = DeedPage(
        title=_("Put the agreement in force"),
        form=form,
        submit=_("Put the agreement in force"),
        cancel_address=_case_address(found),
        crumbs=crumbs_to_case(found),
        effect=_("The earlier overall agreement ends the day this one begins, by the council's decision."),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.put_in_force(by=request.actor, case=found, today=localdate(), **values),
        said=_("The agreement has been entered."),
        to=lambda agreement: reverse("agreements:agreement", args=[agreement.pk]),
    )


@GET_POST
def new_early(request: ActorRequest, case_id: int) -> HttpResponse:
    """Gather input before the formal consultation (REM-24)."""
    found = queries.case_to_keep(request.actor, case_id)
    today = localdate()
    page = DeedPage(
        title=_("Gather input early"),
        form=EarlyForm(request.POST or None, initial={"held_on": today}, units=queries.units_to_ask(found, on=today)),
        submit=_("Save"),
        cancel_address=_case_address(found),
        crumbs=crumbs_to_case(found),
        lead=_("A questionnaire, a conference or a meeting before the draft is sent out."),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.gather_early(by=request.actor, case=found, **values),
        said=_("It is saved."),
        to=lambda early: reverse("consultations:early", args=[early.pk]),
    )


@require_safe
def early(request: ActorRequest, early_id: int) -> HttpResponse:
    """Show a questionnaire or conference with what came out of it."""
    found = queries.early_for(request.actor, early_id)
    page = EarlyPage.of(
        found,
        queries.voices_of(request.actor, found),
        own=writing_unit_ids(request.actor),
        may_keep=may_prepare(request.actor, found.case.municipality_id) and not found.case.is_past,
        on=localdate(),
    )
    return render(request, "consultations/early.html", {"page": page})


@GET_POST
def edit_early(request: ActorRequest, early_id: int) -> HttpResponse:
    """Write who took part and what came out of it."""
    found = queries.early_for(request.actor, early_id)
    demand(may_prepare(request.actor, found.case.municipality_id), ONLY_SENDER)
    fields = ("title", "took_part", "outcome")
    address = reverse("consultations:early", args=[found.pk])
    page = DeedPage(
        title=_("What came out of it"),
        form=EarlyOutcomeForm(
            request.POST or None,
            initial={name: getattr(found, name) for name in fields} | {"edition": found.edition},
        ),
        submit=_("Save"),
        cancel_address=address,
        crumbs=(*crumbs_to_case(found.case), NavigationItem(found.title, address)),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.early_for(request.actor, early_id)
        return now.edition, {name: getattr(now, name) for name in fields}

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_early(by=request.actor, early=found, **values),
        said=_("It is saved."),
        to=lambda row: address,
        stored_now=stored,
    )


@GET_POST
def answer_early(request: ActorRequest, early_id: int, voice_id: int) -> HttpResponse:
    """Answer a questionnaire for one's unit."""
    found = queries.early_for(request.actor, early_id)
    voice = queries.voice_for(request.actor, found, voice_id)
    address = reverse("consultations:early", args=[found.pk])
    form = EarlyAnswerForm(
        request.POST or None,
        initial={"edition": voice.edition},
        questions=found.questions,
        answers=voice.answers,
    )
    page = DeedPage(
        title=found.title,
        form=form,
        submit=_("Send the answers"),
        cancel_address=address,
        lead=_("Answers for %(unit)s. They can be changed until the questionnaire closes.") % {"unit": voice.unit.name},
        crumbs=(NavigationItem(found.title, address),),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.voice_for(request.actor, found, voice_id)
        return now.edition, {f"answer_{place}": text for place, text in enumerate(now.answers)}

    return answer_deed(
        request,
        page,
        do=lambda values: services.answer_early(
            by=request.actor, voice=voice, edition=values["edition"], answers=form.answers, today=localdate()
        ),
        said=_("The answers are sent."),
        to=lambda row: address,
        stored_now=stored,
    )
