"""Questions about problems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.audit.models import Entry
from samverkan.audit.queries import entries_about
from samverkan.groups.queries import in_scope, units_for_groups
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.places.queries import units_to_choose
from samverkan.priorities.models import Area, Theme
from samverkan.priorities.queries import area_list_on
from samverkan.situation.models import Problem, Score, Statement
from samverkan.situation.rules.rooms import may_read_working
from samverkan.situation.words import ProblemState


def problems_visible_to(actor: Actor) -> QuerySet[Problem]:
    """Return the problems of the actor's units. Who is only elected sees them in decided pictures."""
    if actor.user_id is None or not may_read_working(actor):
        return Problem.objects.none()
    return Problem.objects.filter(in_scope(actor)).select_related("unit", "area", "owner_unit", "place")


def problem_for(actor: Actor, problem_id: int) -> Problem:
    """Return the problem, or answer as if it did not exist."""
    problem = problems_visible_to(actor).select_related("theme").filter(pk=problem_id).first()
    if problem is None:
        raise Http404
    return problem


def listed_problems(
    actor: Actor,
    *,
    unit_id: int | None = None,
    area_id: int | None = None,
    state: ProblemState | None = ProblemState.OPEN,
    without_owner: bool = False,
    without_statement: bool = False,
) -> QuerySet[Problem]:
    """Return the problems, narrowed; each row has `statement_count` and its settled scores as `settled`."""
    problems = problems_visible_to(actor)
    if unit_id is not None:
        problems = problems.filter(unit_id=unit_id)
    if area_id is not None:
        problems = problems.filter(area_id=area_id)
    if state is not None:
        problems = problems.filter(state=state)
    if without_owner:
        problems = problems.filter(owner_title="")
    problems = problems.annotate(statement_count=Count("statements", distinct=True))
    if without_statement:
        problems = problems.filter(statement_count=0)
    settled = (
        Score.objects.filter(place_in_order__isnull=False)
        .select_related("ranking__picture")
        .order_by("-ranking__picture__year")
    )
    return problems.prefetch_related(Prefetch("scores", queryset=settled, to_attr="settled")).order_by(
        "unit__name", "title"
    )


def problems_without_owner(unit_ids: Iterable[int]) -> list[Problem]:
    """Return the open problems of the units that no function answers for. The caller has passed the gate."""
    found = Problem.objects.filter(unit_id__in=list(unit_ids), state=ProblemState.OPEN, owner_title="")
    return list(found.select_related("unit", "area"))


def problems_without_statement(unit_ids: Iterable[int]) -> list[Problem]:
    """Return the open problems of the units that rest on no statement (SIT-06). The caller has the gate."""
    found = Problem.objects.filter(unit_id__in=list(unit_ids), state=ProblemState.OPEN, statements__isnull=True)
    return list(found.select_related("unit", "area"))


def units_with_problems(actor: Actor) -> list[Unit]:
    """Return the districts whose problems the actor sees, for the filter."""
    return list(Unit.objects.filter(pk__in=problems_visible_to(actor).values("unit")).order_by("name"))


def areas_with_problems(actor: Actor) -> list[Area]:
    """Return the areas that the problems the actor sees belong to, for the filter."""
    found = Area.objects.filter(pk__in=problems_visible_to(actor).values("area"))
    return list(found.order_by("-area_list__valid_from", "number"))


def units_prepared_by(actor: Actor, *, on: date) -> list[Unit]:
    """Return the districts and municipalities whose problems the actor keeps."""
    return [unit for unit in units_for_groups(actor, on=on) if may_prepare(actor, unit.pk)]


def areas_for(unit: Unit, *, on: date) -> list[Area]:
    """Return the priority areas in force for the unit on the day."""
    found = area_list_on(unit.municipality_id or unit.pk, on)
    return list(found.areas.all()) if found else []


def themes_for(areas: Iterable[Area]) -> list[Theme]:
    """Return the sub-themes of the areas."""
    return list(
        Theme.objects.filter(area__in=[area.pk for area in areas]).select_related("area").order_by("area", "pk")
    )


def places_for(unit: Unit) -> list[Place]:
    """Return the followed places of the unit. The caller has passed the unit's gate."""
    return list(Place.objects.filter(unit=unit, closed_on__isnull=True).order_by("name"))


def statements_to_derive_from(unit: Unit, *, problem: Problem | None = None) -> list[Statement]:
    """Return the standing statements of the unit's latest picture, and those the problem already rests on.

    The caller has passed the unit's gate.
    """
    latest = (
        Statement.objects.filter(picture__unit=unit, removed_at__isnull=True)
        .order_by("-picture__year")
        .values("picture")
    )[:1]
    condition = Q(picture__in=list(latest.values_list("picture", flat=True)), removed_at__isnull=True)
    if problem is not None:
        condition |= Q(pk__in=problem.statements.values("pk"))
    found = Statement.objects.filter(condition).select_related("picture", "area")
    return list(found.order_by("-picture__year", "area__number", "pk"))


def statement_to_raise_from(units: Iterable[Unit], statement_id: int) -> Statement | None:
    """Return a standing statement of one of the units' pictures, or none."""
    found = Statement.objects.filter(picture__unit__in=[unit.pk for unit in units], removed_at__isnull=True)
    return found.select_related("picture").filter(pk=statement_id).first()


def owners_for(unit: Unit, *, on: date) -> list[Unit]:
    """Return the organisations whose functions may answer for a problem of the unit."""
    return units_to_choose(unit, on=on)


def statements_of(problem: Problem) -> list[Statement]:
    """Return what the problem is derived from, the latest first. The caller has passed the problem's gate."""
    return list(problem.statements.select_related("picture__unit", "area").order_by("-picture__year", "pk"))


def scores_of(problem: Problem) -> list[Score]:
    """Return how the problem was weighed year by year, the latest first. The caller has passed the problem's gate."""
    return list(problem.scores.select_related("ranking__picture").order_by("-ranking__picture__year"))


def history_of(problem: Problem, kind: str) -> list[Entry]:
    """Return what has been done to the problem, newest first. The caller has passed the problem's gate."""
    return list(entries_about(kind, str(problem.pk))[:50])
