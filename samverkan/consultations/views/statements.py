"""Reservations and other statements: written, changed and taken out, at a body or at a level of the chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samverkan.access.rules import demand
from samverkan.consultations.forms.answers import (
    LevelStatementForm,
    StatementForm,
)
from samverkan.consultations.forms.rounds import NothingForm
from samverkan.consultations.pages.common import statement_label
from samverkan.consultations.queries import answers as queries
from samverkan.consultations.rules.report import Person
from samverkan.consultations.services import statements as statement_services
from samverkan.consultations.services.common import ONLY_DISSENT
from samverkan.consultations.views.common import answer_address, crumbs_to_case, deed_on_answer, guests_too
from samverkan.consultations.words import (
    Approval,
    StatementType,
    TextKind,
)
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage


def _statement_values(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "edition"}


@guests_too
@GET_POST
def add_statement(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Write a reservation, special statement or substitute's statement (REM-12 to REM-15, REM-27)."""
    referral, insight = queries.referral_for(request.actor, referral_id)
    demand(insight.writes or insight.sits, ONLY_DISSENT)
    return deed_on_answer(
        request,
        referral,
        title=_("Write a statement"),
        form=StatementForm(
            request.POST or None,
            initial={"type_": StatementType.RESERVATION, "text_kind": TextKind.OWN},
            bodies=queries.bodies_to_refer_to(referral),
        ),
        submit=_("Save the statement"),
        do=lambda values: statement_services.write_statement(
            by=request.actor, referral=referral, now=timezone.now(), **_statement_values(values)
        ),
        said=_("The statement is saved."),
        lead=_("Elected representatives are named with their party, as in the minutes."),
    )


def _persons_of(found: Any) -> list[Person]:
    return [Person(one.name, one.party, one.et_al) for one in found.persons.all()]


def _of_statement(found: Any) -> dict[str, Any]:
    return {
        "type_": StatementType(found.type),
        "persons": _persons_of(found),
        "text_kind": TextKind(found.text_kind),
        "points": found.points,
        "approval": Approval(found.approval) if found.approval else None,
        "text": found.text,
        "joins": found.joins,
    }


@guests_too
@GET_POST
def edit_statement(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Write other words in a statement."""
    found = queries.statement_for(request.actor, statement_id)
    initial = _of_statement(found) | {
        "refers_to_body": found.refers_to_body_id,
        "refers_to": found.refers_to_id,
        "edition": found.edition,
    }

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.statement_for(request.actor, statement_id)
        return now.edition, _of_statement(now)

    def do(values: dict[str, Any]) -> Any:
        return statement_services.revise_statement(by=request.actor, statement=found, now=timezone.now(), **values)

    if found.answer is None:
        return _edit_level_statement(request, found, initial, stored, do)
    return deed_on_answer(
        request,
        found.answer.referral,
        title=_("Change the statement"),
        form=StatementForm(
            request.POST or None, initial=initial, bodies=queries.bodies_to_refer_to(found.answer.referral)
        ),
        submit=_("Save the statement"),
        do=do,
        said=_("The statement is saved."),
        stored_now=stored,
    )


def _edit_level_statement(
    request: ActorRequest,
    found: Any,
    initial: dict[str, Any],
    stored: Callable[[], tuple[int, dict[str, Any]]],
    do: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    if found.step is None:
        raise Http404
    address = reverse("consultations:case", args=[found.step.case_id])
    others = [one for one in queries.statements_to_be_identical_to(found.step) if one.pk != found.pk]
    page = DeedPage(
        title=_("Change the statement"),
        form=LevelStatementForm(request.POST or None, initial=initial, statements=others, label=statement_label),
        submit=_("Save the statement"),
        cancel_address=address,
        crumbs=crumbs_to_case(found.step.case),
    )
    return answer_deed(
        request, page, do=do, said=_("The statement is saved."), to=lambda row: address, stored_now=stored
    )


@guests_too
@GET_POST
def remove_statement(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Take a statement out before the answer is handed in."""
    found = queries.statement_for(request.actor, statement_id)
    address = (
        answer_address(found.answer.referral)
        if found.answer is not None
        else reverse("consultations:case", args=[found.step.case_id if found.step else 0])
    )
    page = DeedPage(
        title=_("Take out the statement"),
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Take out the statement"),
        cancel_address=address,
        is_stop=True,
    )
    return answer_deed(
        request,
        page,
        do=lambda values: statement_services.remove_statement(by=request.actor, statement=found),
        said=_("The statement has been taken out."),
        to=lambda nothing: address,
    )
