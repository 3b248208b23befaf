"""Agreements judged on a day, on behalf of an actor or for the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement
from samverkan.groups.queries import in_scope
from samverkan.mirror.queries.facts import gather
from samverkan.mirror.rules import judge_all
from samverkan.mirror.rules.facts import AgreementFact
from samverkan.mirror.rules.findings import Finding
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind


class UnknownAgreement(LookupError):
    """No agreement has the number, or none that the asker may see."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An agreement in force and what the mirror says of each of its rules."""

    agreement: AgreementFact
    findings: tuple[Finding, ...]


def agreements_visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements of the actor's units and of the municipality's level."""
    if actor.user_id is None or not actor.posts:
        return Agreement.objects.none()
    return Agreement.objects.filter(in_scope(actor))


def districts_visible_to(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """Return the districts open to the actor on the day, also those without an agreement, as id and name."""
    if actor.user_id is None or not actor.posts:
        return []
    open_to = Q(pk__in=actor.unit_ids) | Q(municipality_id__in=actor.city_wide_ids)
    districts = Unit.objects.filter(open_to, Dated.holding(on), kind=UnitKind.DISTRICT).order_by("name", "pk")
    return list(districts.values_list("pk", "name"))


def judged_visible_to(
    actor: Actor, *, on: date, today: date, unit_id: int | None = None, agreement_id: int | None = None
) -> tuple[Judged, ...]:
    """Judge the agreements in force on the day that the actor may see, all or of one unit or one agreement."""
    return _judged(agreements_visible_to(actor), on=on, today=today, unit_id=unit_id, agreement_id=agreement_id)


def judged_for_command(*, on: date, today: date, agreement_id: int | None = None) -> tuple[Judged, ...]:
    """Judge all agreements in force on the day, or one; raise `UnknownAgreement` if there is none such."""
    if agreement_id is not None and not Agreement.objects.filter(pk=agreement_id).exists():
        raise UnknownAgreement(agreement_id)
    return _judged(Agreement.objects.all(), on=on, today=today, agreement_id=agreement_id)


def _judged(
    agreements: QuerySet[Agreement],
    *,
    on: date,
    today: date,
    unit_id: int | None = None,
    agreement_id: int | None = None,
) -> tuple[Judged, ...]:
    chosen = agreements
    if unit_id is not None:
        chosen = chosen.filter(Q(unit_id=unit_id) | Q(overall__unit_id=unit_id))
    if agreement_id is not None:
        chosen = chosen.filter(Q(pk=agreement_id) | Q(overall_id=agreement_id))
    return tuple(
        Judged(facts.agreement, judge_all(facts, on))
        for facts in gather(chosen, on=on, today=today)
        if (unit_id is None or facts.agreement.unit_id == unit_id)
        and (agreement_id is None or facts.agreement.id == agreement_id)
    )
