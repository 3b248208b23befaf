"""Questions about visions, sub-goals, the yearly review and what areas are tied to."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.decisions.models import Decision
from samverkan.ground.words import GroupKind
from samverkan.groups.queries import in_scope
from samverkan.indicators.models import GoalJudgement, GoalReview, Indicator, ProgrammeLink, SubGoal, Vision
from samverkan.indicators.rules.coverage import AreaLacking, SubGoalFact, areas_lacking, years_unreviewed
from samverkan.indicators.words import Measurability
from samverkan.organisation.models import Dated, Unit
from samverkan.priorities.models import Area, Goal
from samverkan.priorities.queries import area_list_on


def used_on(on: date) -> Q:
    """Return the condition that an indicator is in use on the day."""
    return Q(retired_on__isnull=True) | Q(retired_on__gt=on)


def alive_on(on: date) -> Q:
    """Return the condition that a sub-goal has not ended on the day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=on)


def sub_goals_visible_to(actor: Actor) -> QuerySet[SubGoal]:
    """Return the common sub-goals of the actor's municipalities, and those of the units the actor sees."""
    if actor.user_id is None:
        return SubGoal.objects.none()
    found = SubGoal.objects.filter(Q(unit__in=actor.municipality_ids) | in_scope(actor))
    return found.select_related("unit", "area__area_list", "goal")


def sub_goal_for(actor: Actor, sub_goal_id: int) -> SubGoal:
    """Return the sub-goal, or answer as if it did not exist."""
    sub_goal = sub_goals_visible_to(actor).filter(pk=sub_goal_id).first()
    if sub_goal is None:
        raise Http404
    return sub_goal


def sub_goals_for_unit(unit: Unit, *, on: date, own: bool = True) -> list[SubGoal]:
    """Return the living sub-goals that the unit works towards: the common ones and (with `own`) its own.

    Each brings the indicators in use: two queries. The caller has passed the gate.
    """
    units = {unit.pk, unit.municipality_id or unit.pk} if own else {unit.municipality_id or unit.pk}
    indicators = Indicator.objects.filter(used_on(on)).select_related("unit").order_by("name")
    found = SubGoal.objects.filter(alive_on(on), unit__in=units).select_related("unit", "area", "goal")
    return list(
        found.prefetch_related(Prefetch("indicators", queryset=indicators)).order_by(
            "area__number", "unit__kind", "unit", "number"
        )
    )


def goals_without_indicator(municipality_id: int, *, on: date) -> QuerySet[SubGoal]:
    """Return the living sub-goals of the municipality and its districts that nothing measures, though they could be.

    What is said to be not measurable is no fault, and is not here (FOL-08).
    """
    measured = Indicator.objects.filter(used_on(on), sub_goal=OuterRef("pk"))
    found = SubGoal.objects.filter(
        alive_on(on), Q(unit=municipality_id) | Q(unit__municipality=municipality_id), ~Exists(measured)
    ).exclude(measurability=Measurability.NONE)
    return found.select_related("unit", "area", "goal")


def areas_of(municipality_id: int, *, on: date) -> list[Area]:
    """Return the areas in force with their goals: three queries."""
    area_list = area_list_on(municipality_id, on)
    if area_list is None:
        return []
    goals = Prefetch("goals", queryset=Goal.objects.order_by("number"))
    return list(Area.objects.filter(area_list=area_list).prefetch_related(goals).order_by("number"))


def areas_lacking_in(municipality_id: int, *, on: date) -> tuple[tuple[Area, AreaLacking], ...]:
    """Return the areas in force that lack common sub-goals or indicators (FOL-04): at most five queries."""
    areas = areas_of(municipality_id, on=on)
    rows = (
        SubGoal.objects.filter(alive_on(on), unit=municipality_id, area__in=areas)
        .annotate(measured=Count("indicators", filter=Q(indicators__retired_on__isnull=True)))
        .values_list("area", "measurability", "measured")
        .order_by("pk")
    )
    facts = [SubGoalFact(area, Measurability(measurability), count) for area, measurability, count in rows]
    loose = (
        Indicator.objects.filter(used_on(on), unit=municipality_id, area__in=areas, sub_goal__isnull=True)
        .values_list("area")
        .annotate(count=Count("pk"))
        .order_by("area")
    )
    by_key = {area.pk: area for area in areas}
    lacking = areas_lacking([area.pk for area in areas], facts, {int(area or 0): count for area, count in loose})
    return tuple((by_key[one.area], one) for one in lacking)


def visions_on(unit: Unit, *, on: date) -> list[Vision]:
    """Return the common vision and the unit's own that hold on the day, the common first: one query."""
    units = {unit.pk, unit.municipality_id or unit.pk}
    found = Vision.objects.filter(Dated.holding(on), unit__in=units).select_related("unit")
    return sorted(found, key=lambda vision: vision.unit_id == unit.pk and unit.municipality_id is not None)


def judgements_of(municipality_id: int) -> dict[int, GoalJudgement]:
    """Return by goal how the municipality's common goals are measured: two queries."""
    found = GoalJudgement.objects.filter(goal__area__area_list__municipality=municipality_id)
    return {one.goal_id: one for one in found.prefetch_related("sources")}


def judgement_of(goal: Goal) -> GoalJudgement | None:
    """Return how the goal is measured, if anything is said."""
    return GoalJudgement.objects.filter(goal=goal).prefetch_related("sources").first()


def goal_for(actor: Actor, goal_id: int) -> Goal:
    """Return a common goal of the actor's municipalities, or answer as if it did not exist."""
    found = Goal.objects.filter(area__area_list__municipality__in=actor.municipality_ids)
    goal = found.select_related("area__area_list__municipality").filter(pk=goal_id).first()
    if goal is None:
        raise Http404
    return goal


def reviews_of(municipality_id: int) -> list[GoalReview]:
    """Return the yearly reviews, the latest first."""
    return list(GoalReview.objects.filter(municipality=municipality_id).select_related("decision").order_by("-year"))


def years_unreviewed_in(municipality_id: int, *, since: int, on: date) -> tuple[int, ...]:
    """Return the whole years since then in which the goals were not reviewed (FOL-04)."""
    reviewed = GoalReview.objects.filter(municipality=municipality_id).values_list("year", flat=True)
    return years_unreviewed(reviewed, since=since, on=on)


def decisions_to_cite(municipality_id: int) -> list[Decision]:
    """Return the overall steering group's latest decisions, which a review may rest on."""
    found = Decision.objects.filter(group__kind=GroupKind.OVERALL_STEERING, group__unit=municipality_id)
    return list(found.select_related("group").order_by("-decided_on", "-pk")[:50])


def programmes_of(municipality_id: int, *, on: date) -> list[ProgrammeLink]:
    """Return what the municipality's areas are tied to on the day (PRI-17)."""
    found = ProgrammeLink.objects.filter(Dated.holding(on), area__area_list__municipality=municipality_id)
    return list(found.select_related("area").order_by("area__number", "kind", "title"))


def programme_for(actor: Actor, link_id: int) -> ProgrammeLink:
    """Return an area's tie, or answer as if it did not exist."""
    found = ProgrammeLink.objects.filter(area__area_list__municipality__in=actor.municipality_ids)
    link = found.select_related("area__area_list").filter(pk=link_id).first()
    if link is None:
        raise Http404
    return link


def first_year_of(municipality_id: int, *, on: date) -> int:
    """Return the first year of the list of areas in force, from which goals are reviewed; else the year of the day."""
    area_list = area_list_on(municipality_id, on)
    return area_list.valid_from.year if area_list else on.year


def sub_goals_to_choose(unit: Unit, *, on: date) -> list[SubGoal]:
    """Return the living sub-goals that an indicator of the unit may measure."""
    units = {unit.pk, unit.municipality_id or unit.pk}
    found = SubGoal.objects.filter(alive_on(on), unit__in=units).select_related("area", "unit")
    return list(found.order_by(F("area__number"), "unit", "number"))
