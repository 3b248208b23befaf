"""Questions about development areas and questionnaires."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.agreements.models import Agreement
from samverkan.agreements.queries.agreements import agreements_visible_to, drafts_visible_to
from samverkan.followup.models import Answer, DevelopmentArea, Questionnaire
from samverkan.followup.queries.followed import sees_only_decided
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.groups.queries import in_scope
from samverkan.organisation.models import Dated, Unit


def development_areas_visible_to(actor: Actor) -> QuerySet[DevelopmentArea]:
    """Return the development areas of the actor's units; who is only elected sees those carried to an agreement."""
    if actor.user_id is None:
        return DevelopmentArea.objects.none()
    areas = DevelopmentArea.objects.filter(in_scope(actor))
    if sees_only_decided(actor):
        areas = areas.filter(carried_to__isnull=False)
    return areas.select_related("unit", "card__measure", "carried_to")


def development_area_for(actor: Actor, area_id: int) -> DevelopmentArea:
    """Return the development area, or answer as if it did not exist."""
    area = development_areas_visible_to(actor).filter(pk=area_id).first()
    if area is None:
        raise Http404
    return area


def units_prepared(actor: Actor) -> list[Unit]:
    """Return the units whose follow-up the actor prepares, by name."""
    ids = actor.own_unit_ids | actor.municipality_ids
    units = Unit.objects.filter(pk__in=ids, party="municipality").order_by("name")
    return [unit for unit in units if may_prepare(actor, unit.pk)]


def agreements_to_carry_to(actor: Actor, areas: list[DevelopmentArea]) -> list[Agreement]:
    """Return the agreements that can take up the areas: drafts first, then those adopted.

    They are of the areas' own unit, or the overall one of its municipality.
    """
    units = {area.unit_id for area in areas} | {area.unit.municipality_id or area.unit_id for area in areas}
    drafts = drafts_visible_to(actor).filter(unit_id__in=units)
    return [*drafts, *agreements_visible_to(actor).filter(unit_id__in=units)]


def questionnaires_visible_to(actor: Actor) -> QuerySet[Questionnaire]:
    """Return the questionnaires that were sent to the actor's units or from the actor's municipality."""
    if actor.user_id is None or sees_only_decided(actor):
        return Questionnaire.objects.none()
    asked = Answer.objects.filter(in_scope(actor)).values("questionnaire_id")
    sent = Questionnaire.objects.filter(Q(municipality_id__in=actor.city_wide_ids) | Q(pk__in=asked))
    return sent.select_related("municipality", "agreement").annotate(
        asked=Count("answers"), answered=Count("answers", filter=Q(answers__answered_on__isnull=False))
    )


def questionnaire_for(actor: Actor, questionnaire_id: int) -> Questionnaire:
    """Return the questionnaire with the answers that the actor may read, or answer as if it did not exist."""
    answers = Answer.objects.filter(in_scope(actor)).select_related("unit")
    found = questionnaires_visible_to(actor).prefetch_related(Prefetch("answers", answers, to_attr="readable"))
    questionnaire = found.filter(pk=questionnaire_id).first()
    if questionnaire is None:
        raise Http404
    return questionnaire


def answer_for(actor: Actor, answer_id: int) -> Answer:
    """Return the answer, or answer as if it did not exist."""
    if actor.user_id is None or sees_only_decided(actor):
        raise Http404
    answer = Answer.objects.filter(in_scope(actor), pk=answer_id).select_related("questionnaire", "unit").first()
    if answer is None:
        raise Http404
    return answer


def units_to_ask(municipality: Unit, on: date) -> list[Unit]:
    """Return the units of the municipality that have a local preparation group on the day (FOL-19)."""
    groups = Group.objects.filter(Dated.holding(on), kind=GroupKind.LOCAL_PREPARATION)
    return list(Unit.objects.filter(pk__in=groups.values("unit_id"), municipality=municipality).order_by("name"))


def agreements_to_evaluate(actor: Actor, on: date) -> list[Agreement]:
    """Return the agreements in force whose work can be evaluated before they are revised (FOL-18)."""
    held = agreements_visible_to(actor).filter(state="adopted", valid_from__lte=on)
    return [one for one in held if one.unit_id in actor.municipality_ids]
