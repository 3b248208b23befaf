"""Examples, development areas and questionnaires."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.followup.forms.cards import ReasonForm
from samverkan.followup.forms.lessons import (
    AnswerForm,
    CarryForm,
    CloseForm,
    DevelopmentForm,
    ExamplesForm,
    QuestionnaireForm,
)
from samverkan.followup.pages.lessons import (
    DevelopmentPage,
    DevelopmentRow,
    ExampleRow,
    ExamplesPage,
    QuestionnairePage,
    QuestionnaireRow,
    QuestionnairesPage,
)
from samverkan.followup.queries import bank
from samverkan.followup.queries import lessons as queries
from samverkan.followup.queries.cards import card_for
from samverkan.followup.queries.followed import followed_visible_to
from samverkan.followup.services import lessons as services
from samverkan.followup.services import questionnaires as questionnaire_services
from samverkan.followup.services.reviews import NOT_YOURS
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

A_PAGE = 20


@require_safe
def examples(request: ActorRequest) -> HttpResponse:
    """Show examples from all districts, and those from places that resemble one's own (ACT-27)."""
    actor = request.actor
    form = ExamplesForm(
        request.GET or None,
        places=bank.places_to_match(actor),
        areas=bank.example_areas(),
    )
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    like, like_name = None, ""
    if place := asked.get("plats"):
        like, like_name = bank.profile_of_place(place), place.name
    elif asked.get("atgard"):
        measure = followed_visible_to(actor).filter(pk=asked["atgard"]).first()
        if measure is not None:
            like, like_name = bank.profile_of_measure(measure), measure.title
    wanted = bank.Wanted(
        text=asked.get("q") or "",
        area=asked.get("omrade") or "",
        problem=asked.get("problem") or "",
        level=asked.get("niva") or "",
        kind=asked.get("slag") or "",
        verdict=asked.get("omdome") or "",
    )
    found = bank.examples(actor, wanted, like)
    paging = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    cards = bank.example_cards([one.card_id for one in paging.object_list])
    page = ExamplesPage(
        form=form,
        rows=tuple(ExampleRow.of(cards[one.card_id], one.alike) for one in paging.object_list),
        paging=paging,
        query=urlencode([pair for pair in request.GET.items() if pair[0] != "page" and pair[1]]) + "&",
        like=like_name,
        is_asked=any(request.GET.get(name) for name in form.fields),
    )
    return render(request, "followup/examples.html", {"page": page})


def _crumbs(title: str, name: str) -> tuple[NavigationItem, ...]:
    return (
        NavigationItem(_("Follow-up"), reverse("followup:list")),
        NavigationItem(title, reverse(name)),
    )


@require_safe
def development(request: ActorRequest) -> HttpResponse:
    """Show development areas: waiting, carried to an agreement and closed (FOL-24)."""
    rows = [
        DevelopmentRow.of(area, may_prepare=may_prepare(request.actor, area.unit_id))
        for area in queries.development_areas_visible_to(request.actor)
    ]
    waiting = tuple(row for row in rows if not row.carried_on and not row.closed_on)
    page = DevelopmentPage(
        waiting=waiting,
        carried=tuple(row for row in rows if row.carried_on and not row.closed_on),
        closed=tuple(row for row in rows if row.closed_on),
        may_add=bool(queries.units_prepared(request.actor)),
        may_carry=any(row.may_close for row in waiting),
    )
    return render(request, "followup/development.html", {"page": page})


@GET_POST
def add_development(request: ActorRequest) -> HttpResponse:
    """Keep a development area, on its own or from a card."""
    units = queries.units_prepared(request.actor)
    demand(bool(units), NOT_YOURS)
    key = request.GET.get("kort", "")
    card = card_for(request.actor, int(key)) if key.isdecimal() and len(key) < 12 else None
    initial: dict[str, Any] = {"unit": units[0].pk if len(units) == 1 else ""}
    if card is not None:
        found_in = _("the effect card of %(measure)s") % {"measure": card.measure.title}
        initial = {"unit": card.measure.plan.unit_id, "found_in": found_in}
    page = DeedPage(
        title=_("Add a development area"),
        form=DevelopmentForm(request.POST or None, initial=initial, units=units),
        submit=_("Add"),
        cancel_address=reverse("followup:card", args=[card.pk]) if card else reverse("followup:development"),
        lead=_("What the follow-up found lacking, so that the next agreement takes it up."),
        crumbs=_crumbs(_("Development areas"), "followup:development"),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_development_area(by=request.actor, card=card, today=localdate(), **values),
        said=_("The development area is kept."),
        to=lambda area: reverse("followup:development"),
    )


@GET_POST
def carry_development(request: ActorRequest) -> HttpResponse:
    """Carry development areas into an agreement."""
    open_areas = queries.development_areas_visible_to(request.actor).filter(
        carried_to__isnull=True, closed_on__isnull=True
    )
    areas = [area for area in open_areas if may_prepare(request.actor, area.unit_id)]
    demand(bool(queries.units_prepared(request.actor)), NOT_YOURS)
    agreements = queries.agreements_to_carry_to(request.actor, areas)
    page = DeedPage(
        title=_("Carry to an agreement"),
        form=CarryForm(request.POST or None, areas=areas, agreements=agreements),
        submit=_("Carry over"),
        cancel_address=reverse("followup:development"),
        lead=_("What is carried over stands with the agreement until it is dealt with."),
        crumbs=_crumbs(_("Development areas"), "followup:development"),
        notes=() if areas else (_("There is nothing to carry over. Add development areas first."),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.carry_development_areas(by=request.actor, today=localdate(), **values),
        said=_("The development areas are carried over."),
        to=lambda carried: reverse("followup:development"),
    )


@GET_POST
def close_development(request: ActorRequest, area_id: int) -> HttpResponse:
    """Close a development area."""
    area = queries.development_area_for(request.actor, area_id)
    demand(may_prepare(request.actor, area.unit_id), NOT_YOURS)
    page = DeedPage(
        title=_("Close the development area"),
        form=ReasonForm(request.POST or None),
        submit=_("Close"),
        cancel_address=reverse("followup:development"),
        lead=area.text,
        is_stop=True,
        crumbs=_crumbs(_("Development areas"), "followup:development"),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.close_development_area(by=request.actor, area=area, today=localdate(), **values),
        said=_("The development area is closed."),
        to=lambda closed: reverse("followup:development"),
    )


@require_safe
def questionnaires(request: ActorRequest) -> HttpResponse:
    """Show questionnaires and how many have answered (FOL-18, FOL-19)."""
    found = queries.questionnaires_visible_to(request.actor)
    municipalities = [unit for unit in queries.units_prepared(request.actor) if unit.kind == "municipality"]
    page = QuestionnairesPage(tuple(QuestionnaireRow.of(one) for one in found), may_send=bool(municipalities))
    return render(request, "followup/questionnaires.html", {"page": page})


@require_safe
def questionnaire(request: ActorRequest, questionnaire_id: int) -> HttpResponse:
    """Show one questionnaire: the answers of all beside each other, question by question."""
    found = queries.questionnaire_for(request.actor, questionnaire_id)
    answers = getattr(found, "readable", [])
    page = QuestionnairePage.of(
        found,
        answers,
        mine=frozenset(answer.unit_id for answer in answers if may_prepare(request.actor, answer.unit_id)),
        may_close=may_prepare(request.actor, found.municipality_id),
    )
    return render(request, "followup/questionnaire.html", {"page": page})


@GET_POST
def send_questionnaire(request: ActorRequest) -> HttpResponse:
    """Send a questionnaire to all local preparation groups."""
    today = localdate()
    towns = [unit for unit in queries.units_prepared(request.actor) if unit.kind == "municipality"]
    demand(bool(towns), "Questionnaires are sent by the central preparation group.")
    agreements = queries.agreements_to_evaluate(request.actor, today)
    page = DeedPage(
        title=_("Send a questionnaire"),
        form=QuestionnaireForm(request.POST or None, agreements=agreements),
        submit=_("Send to all preparation groups"),
        cancel_address=reverse("followup:questionnaires"),
        lead=_("Every local preparation group gets the same questions before the agreement is revised."),
        crumbs=_crumbs(_("Questionnaires"), "followup:questionnaires"),
        notes=() if agreements else (_("There is no agreement in force to evaluate."),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: questionnaire_services.send_questionnaire(
            by=request.actor, municipality=towns[0], today=today, **values
        ),
        said=_("The questionnaire is sent."),
        to=lambda sent: reverse("followup:questionnaire", args=[sent.pk]),
    )


@GET_POST
def answer(request: ActorRequest, answer_id: int) -> HttpResponse:
    """Answer for a preparation group."""
    found = queries.answer_for(request.actor, answer_id)
    demand(may_prepare(request.actor, found.unit_id), "You may not answer for this unit.")

    def typed(texts: list[str]) -> dict[str, str]:
        return {f"answer_{number}": text for number, text in enumerate(texts)}

    form = AnswerForm(
        request.POST or None,
        initial=typed(found.texts) | {"edition": found.edition},
        questions=found.questionnaire.questions,
    )

    def stored_now() -> tuple[int, dict[str, str]]:
        stored = queries.answer_for(request.actor, answer_id)
        return stored.edition, typed(stored.texts)

    address = reverse("followup:questionnaire", args=[found.questionnaire_id])
    page = DeedPage(
        title=found.questionnaire.title,
        form=form,
        submit=_("Save the answers"),
        cancel_address=address,
        lead=_("Answers of %(unit)s. They can be changed until the questionnaire is closed.")
        % {"unit": found.unit.name},
        crumbs=(
            *_crumbs(_("Questionnaires"), "followup:questionnaires"),
            NavigationItem(found.questionnaire.title, address),
        ),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: questionnaire_services.answer_questionnaire(
            by=request.actor, answer=found, edition=values["edition"], texts=form.texts, today=localdate()
        ),
        said=_("The answers are saved."),
        to=lambda saved: address,
        stored_now=stored_now,
    )


@GET_POST
def close_questionnaire(request: ActorRequest, questionnaire_id: int) -> HttpResponse:
    """Close a questionnaire."""
    found = queries.questionnaire_for(request.actor, questionnaire_id)
    demand(
        may_prepare(request.actor, found.municipality_id), "Questionnaires are closed by the central preparation group."
    )
    address = reverse("followup:questionnaire", args=[found.pk])
    page = DeedPage(
        title=_("Close the questionnaire"),
        form=CloseForm(request.POST if request.method == "POST" else None),
        submit=_("Close the questionnaire"),
        cancel_address=address,
        lead=_("No more answers are taken. Units that have not answered are still named on the page."),
        is_stop=True,
        crumbs=_crumbs(_("Questionnaires"), "followup:questionnaires"),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: questionnaire_services.close_questionnaire(
            by=request.actor, questionnaire=found, today=localdate()
        ),
        said=_("The questionnaire is closed."),
        to=lambda closed: address,
    )
