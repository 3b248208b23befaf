"""Questions about measures: who may see which, what they rest on, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.causes.models import Cause, Proposal
from samverkan.causes.words import AnalysisState, Side
from samverkan.decisions.models import Decision
from samverkan.decisions.queries import decisions_visible_to
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, SubGoal
from samverkan.indicators.words import Measurability
from samverkan.measures.models import Delivery, Half, Measure, Plan, PlanVersion
from samverkan.measures.queries.plans import in_force, is_version_in_force, scope_of, waiting
from samverkan.measures.rules.access import has_insight_only
from samverkan.measures.rules.measures import PARTIES, MeasureFacts, is_followed_up, is_late, lamps
from samverkan.measures.rules.table import Wanted, wanted
from samverkan.measures.words import HalfState, InPlanning, Lamp, MeasureState, MeasureType
from samverkan.organisation.models import Dated, Pairing, Unit
from samverkan.organisation.words import UnitKind
from samverkan.places.models import Place
from samverkan.places.words import BuiltFactor, ProblemType
from samverkan.situation.models import Statement


def own_units(actor: Actor) -> frozenset[int]:
    """Return the units whose halves are the actor's own; the whole municipality is nobody's own."""
    return actor.own_unit_ids - actor.municipality_ids


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """Return the measures of the plans open to the actor, and those in which the actor's own unit has a part.

    A department sees the measure that it has a half of, or acts in, and not the rest of the district. Who has
    insight only sees what is in force.
    """
    if actor.user_id is None:
        return Measure.objects.none()
    mine = own_units(actor)
    halves = Half.objects.filter(Q(unit_id__in=mine) | Q(co_actors__in=mine)).values("measure_id")
    found = Measure.objects.filter(scope_of(actor, "plan__") | Q(pk__in=halves))
    if has_insight_only(actor):
        found = found.filter(in_force())
    return found.select_related("plan__unit", "plan__group", "area", "entered__annex_version")


def measure_for(actor: Actor, measure_id: int) -> Measure:
    """Return the measure with what its page shows, or answer as if it did not exist."""
    measure = in_full(measures_visible_to(actor)).filter(pk=measure_id).first()
    if measure is None:
        raise Http404
    return measure


def in_full(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Fetch what `facts_of`, `lamps_of` and the frozen content ask for: a fixed number of queries."""
    halves = (
        Half.objects.select_related("unit", "evidence")
        .prefetch_related("co_actors", Prefetch("deliveries", Delivery.objects.order_by("on", "pk")))
        .order_by("party")
    )
    causes = Cause.objects.select_related("analysis__problem")
    return measures.select_related(
        "plan__unit",
        "plan__group",
        "area",
        "place",
        "main_cause__analysis__problem",
        "sub_goal",
        "continues__plan",
        "stop_decision",
        "entered__annex_version",
        "proposal",
    ).prefetch_related(
        Prefetch("halves", halves),
        Prefetch("causes", causes),
        Prefetch(
            "main_cause__analysis__problem__statements",
            Statement.objects.filter(removed_at__isnull=True),
            to_attr="found_statements",
        ),
        Prefetch("sub_goal__indicators", Indicator.objects.filter(retired_on__isnull=True), to_attr="in_use"),
        "place__owners",
    )


def measures_of(unit_ids: Iterable[int], year: int) -> QuerySet[Measure]:
    """Return the measures of the units' plans of a year, withdrawn ones left out. The caller has passed the gate."""
    return (
        Measure.objects.filter(plan__unit_id__in=list(unit_ids), plan__year=year)
        .exclude(state=MeasureState.WITHDRAWN)
        .select_related("plan__unit", "area")
        .order_by("plan__unit__name", "plan", "number")
    )


def measures_in_plan(plan: Plan, actor: Actor | None = None) -> list[Measure]:
    """Return the plan's measures in full, withdrawn ones left out; for insight only those in force."""
    found = Measure.objects.filter(plan=plan).exclude(state=MeasureState.WITHDRAWN)
    if actor is not None and has_insight_only(actor):
        found = found.filter(in_force())
    return list(in_full(found).order_by("number"))


def undone(plan: Plan) -> QuerySet[Measure]:
    """Return the plan's measures that are neither done, stopped nor withdrawn (ACT-03)."""
    return Measure.objects.filter(plan=plan, state=MeasureState.OPEN).order_by("number")


def is_in_force(measure: Measure) -> bool:
    """Tell whether the measure has been decided. Wants `entered__annex_version` selected."""
    return measure.entered is not None and is_version_in_force(measure.entered)


def goal_is_followed_up(goal: SubGoal) -> bool:
    """Tell whether the sub-goal is followed up (ACT-08). Wants its indicators in use fetched as `in_use`."""
    in_use = getattr(goal, "in_use", None)
    count = len(in_use) if in_use is not None else goal.indicators.filter(retired_on__isnull=True).count()
    return is_followed_up(
        Measurability(goal.measurability), goal.how_measured, count, has_ended=goal.ended_on is not None
    )


def facts_of(measure: Measure, *, on: date, decided: dict[str, Any] | None = None) -> MeasureFacts:
    """Return what the rules need of a measure fetched `in_full`. `decided` is its wording in the decided version."""
    cause, halves = measure.main_cause, list(measure.halves.all())
    problem = cause.analysis.problem if cause else None
    statements = getattr(problem, "found_statements", None) if problem else None
    if problem is not None and statements is None:
        statements = list(problem.statements.filter(removed_at__isnull=True)[:1])
    parts = [half for half in halves if half.state != HalfState.NONE]
    return MeasureFacts(
        has_cause=cause is not None,
        cause_is_set_aside=cause is not None and cause.set_aside_on is not None,
        no_cause_because=measure.no_cause_because,
        has_statement=bool(statements),
        analysis_is_settled=cause is not None and cause.analysis.state == AnalysisState.SETTLED,
        has_followed_goal=measure.sub_goal is not None
        and measure.sub_goal.area_id == measure.area_id
        and goal_is_followed_up(measure.sub_goal),
        no_goal_because=measure.no_goal_because,
        halves=len(halves),
        is_late=measure.state == MeasureState.OPEN
        and any(is_late(HalfState(half.state), half.due_on, on) for half in halves),
        is_planned=all(half.in_planning == InPlanning.YES for half in parts),
        is_changed=decided is not None and commitment_of(measure) != commitment_in(decided),
    )


def lamps_of(measure: Measure, *, on: date, decided: dict[str, Any] | None = None) -> tuple[Lamp, ...]:
    """Return the lamps of a measure fetched `in_full`; what is stopped or withdrawn has none."""
    if measure.state in {MeasureState.STOPPED, MeasureState.WITHDRAWN}:
        return ()
    return lamps(facts_of(measure, on=on, decided=decided))


COMMITTED = (
    *("title", "description", "area", "cause", "no_cause_because", "goal", "no_goal_because", "sides"),
    *("measure_type", "proportionality"),
)
COMMITTED_HALF = ("party", "unit", "owner", "text", "dose", "dose_unit", "due_on", "no_part_because")
"""What a decision binds: a change of these shows as changed since. References and planning may be filled in later."""


def half_content(half: Half) -> dict[str, Any]:
    """Return a half as it is frozen. Wants `unit` selected and `co_actors` prefetched."""
    return {
        "party": half.party,
        "unit": half.unit.name if half.unit else "",
        "owner": half.owner_title,
        "co_actors": sorted(unit.name for unit in half.co_actors.all()),
        "text": half.text,
        "dose": half.dose,
        "dose_unit": half.dose_unit,
        "due_on": half.due_on.isoformat() if half.due_on else None,
        "in_planning": half.in_planning,
        "budget_line": half.budget_line,
        "planning_reference": half.planning_reference,
        "assignment": half.assignment,
        "resources": half.resources,
        "no_part_because": half.no_part_because if half.state == HalfState.NONE else "",
    }


def measure_content(measure: Measure) -> dict[str, Any]:
    """Return a measure fetched `in_full` as it is frozen in a version of the plan."""
    cause, goal = measure.main_cause, measure.sub_goal
    return {
        "number": measure.number,
        "key": measure.pk,
        "title": measure.title,
        "description": measure.description,
        "area": measure.area.name,
        "place": measure.place.name if measure.place else "",
        "cause": cause.text if cause else "",
        "cause_key": cause.pk if cause else None,
        "analysis": cause.analysis.title if cause else "",
        "problem": cause.analysis.problem.title if cause else "",
        "other_causes": sorted(one.text for one in measure.causes.all() if one.pk != measure.main_cause_id),
        "no_cause_because": measure.no_cause_because,
        "goal": goal.text if goal else "",
        "goal_key": goal.pk if goal else None,
        "indicators": sorted(one.name for one in getattr(goal, "in_use", ())) if goal else [],
        "how_measured": goal.how_measured if goal else "",
        "no_goal_because": measure.no_goal_because,
        "mechanism": measure.mechanism,
        "sides": sorted(measure.sides),
        "level": measure.level,
        "kind": measure.kind,
        "measure_type": measure.measure_type,
        "term_length": measure.term_length,
        "directed_at": measure.directed_at,
        "benefits": measure.benefits,
        "benefits_note": measure.benefits_note,
        "continues": measure.continues_work
        or (f"{measure.continues.title} ({measure.continues.plan.year})" if measure.continues else ""),
        "proportionality": measure.proportionality,
        "is_important": measure.is_important,
        "resources_needed": measure.resources_needed,
        "starts_on": measure.starts_on.isoformat(),
        "state": measure.state,
        "halves": [half_content(half) for half in measure.halves.all()],
    }


def commitment_in(content: dict[str, Any]) -> list[Any]:
    """Return what binds in a frozen measure."""
    halves = sorted(content["halves"], key=lambda half: str(half["party"]))
    return [content[key] for key in COMMITTED] + [[half[key] for key in COMMITTED_HALF] for half in halves]


def commitment_of(measure: Measure) -> list[Any]:
    """Return what would bind in the measure as it stands now."""
    return commitment_in(measure_content(measure))


def decided_measures(version: PlanVersion | None) -> dict[int, dict[str, Any]]:
    """Return the measures of a frozen version by their key."""
    if version is None:
        return {}
    return {int(one["key"]): one for one in version.content.get("measures", [])}


def causes_to_choose(unit: Unit) -> list[Cause]:
    """Return the causes that a measure of the unit may address: of the unit's own analyses, or the city's."""
    found = Cause.objects.filter(set_aside_on__isnull=True).filter(
        Q(analysis__problem__unit=unit) | Q(analysis__problem__unit_id=unit.municipality_id or unit.pk)
    )
    return list(found.select_related("analysis__problem").order_by("analysis__problem__title", "-weight", "pk"))


def sub_goals_to_choose(unit: Unit, area_ids: Iterable[int]) -> list[SubGoal]:
    """Return the sub-goals of the areas: common ones and the unit's own (ACT-35), each with its indicators in use."""
    found = SubGoal.objects.filter(
        Q(unit=unit) | Q(unit_id=unit.municipality_id or unit.pk), area_id__in=list(area_ids), ended_on__isnull=True
    ).prefetch_related(Prefetch("indicators", Indicator.objects.filter(retired_on__isnull=True), to_attr="in_use"))
    return list(found.select_related("area", "unit").order_by("area__number", "unit__kind", "number"))


def followed_goals(unit: Unit, area_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return the sub-goals that are followed up in the areas, as pairs of goal and area."""
    return [(goal.pk, goal.area_id) for goal in sub_goals_to_choose(unit, area_ids) if goal_is_followed_up(goal)]


def places_to_choose(unit: Unit) -> list[Place]:
    """Return the unit's places that are still followed."""
    return list(Place.objects.filter(unit=unit, closed_on__isnull=True).order_by("name"))


def proposals_to_choose(unit: Unit) -> list[Proposal]:
    """Return the measures proposed in the unit's cause analyses (CAU-06)."""
    return list(Proposal.objects.filter(analysis__problem__unit=unit).select_related("analysis").order_by("-pk"))


def measures_to_continue(plan: Plan) -> list[Measure]:
    """Return the measures of earlier plans of the same unit and kind that a measure may carry on (ACT-23)."""
    found = Measure.objects.filter(plan__unit_id=plan.unit_id, plan__kind=plan.kind, plan__year__lt=plan.year)
    return list(found.exclude(state=MeasureState.WITHDRAWN).select_related("plan").order_by("-plan__year", "number"))


def decisions_to_stop_by(actor: Actor, measure: Measure) -> list[Decision]:
    """Return the decisions of the unit's groups that may stop a measure (ACT-28), newest first, at most 200."""
    found = decisions_visible_to(actor).filter(group__unit_id=measure.plan.unit_id)
    return list(found.select_related("group").order_by("-decided_on", "-pk")[:200])


def units_of_party(unit: Unit, party: Party, *, on: date) -> list[Unit]:
    """Return the units of the register that may answer for a party's half in the unit's plan, by name.

    Of the municipality the district itself, administrations and companies, and the other districts only in the
    city's own plan; of the police the areas that the unit works with and the area above them, for the city every one.
    """
    municipality_id = unit.municipality_id or unit.pk
    is_city = unit.pk == municipality_id
    held = Unit.objects.filter(Dated.holding(on))
    if party == Party.MUNICIPALITY:
        districts = Q(kind=UnitKind.DISTRICT) if is_city else Q(pk=unit.pk)
        shared = Q(kind__in=(UnitKind.SPECIALIST, UnitKind.COMPANY, UnitKind.EXECUTIVE_OFFICE))
        return list(held.filter(Q(pk=unit.pk) | (Q(municipality_id=municipality_id) & (districts | shared))))
    of_here = (
        Q(district__municipality_id=municipality_id) | Q(district_id=municipality_id) if is_city else Q(district=unit)
    )
    paired = Pairing.objects.filter(Dated.holding(on)).filter(of_here).values("police")
    above = Unit.objects.filter(children__in=paired).values("pk")
    return list(held.filter(Q(pk__in=paired) | Q(pk__in=above) | Q(children__in=above)).distinct())


def actors_to_choose(unit: Unit, *, on: date) -> list[Unit]:
    """Return the units that may act with a party: those of both parties and external actors (ORG-35)."""
    found = {one.pk: one for party in PARTIES for one in units_of_party(unit, party, on=on)}
    for one in Unit.objects.filter(Dated.holding(on), party=Party.EXTERNAL).filter(
        Q(municipality=None) | Q(municipality_id=unit.municipality_id or unit.pk)
    ):
        found[one.pk] = one
    return sorted(found.values(), key=lambda one: one.name)


def seen_at(measure: Measure) -> list[ProblemType | BuiltFactor | MeasureType]:
    """Return what the table asks of: the place's problems and built factors, and the type of measure."""
    seen: list[ProblemType | BuiltFactor | MeasureType] = []
    if measure.place is not None:
        seen += [ProblemType(one) for one in measure.place.problem_types]
        seen += [BuiltFactor(one) for one in measure.place.built_factors]
    return [*seen, MeasureType(measure.measure_type)]


def missing_at_the_table(measure: Measure, *, on: date) -> list[tuple[Unit, Wanted | None]]:
    """Return the units of the register that could do something about the measure and are not in it (F17).

    First who owns or coordinates the place, for the reason none; then those that the table names. A unit that the
    register does not have is never made up.
    """
    present = {half.unit_id for half in measure.halves.all()}
    present |= {unit.pk for half in measure.halves.all() for unit in half.co_actors.all()}
    found: dict[int, tuple[Unit, Wanted | None]] = {}
    if measure.place is not None:
        for unit in measure.place.owners.all():
            if unit.pk not in present and unit.holds(on):
                found[unit.pk] = (unit, None)
    asked = {one.key.value: one for one in wanted(seen_at(measure))}
    municipality = measure.plan.unit.municipality_id or measure.plan.unit_id
    named = list(
        Unit.objects.filter(Dated.holding(on), municipality_id=municipality, key__in=list(asked)).order_by("name")
    )
    has = {unit.key for unit in named if unit.pk in present}
    for unit in sorted(named, key=lambda unit: list(asked).index(unit.key)):
        if unit.key not in has and unit.pk not in present:
            found.setdefault(unit.pk, (unit, asked[unit.key]))
    return list(found.values())


def sides_by_problem(measures: Iterable[Measure]) -> dict[tuple[int, str], set[Side]]:
    """Return for each problem the sides of the triangle that the measures cover (ACT-18); fetched `in_full`."""
    covered: dict[tuple[int, str], set[Side]] = {}
    for measure in measures:
        if measure.state in {MeasureState.STOPPED, MeasureState.WITHDRAWN}:
            continue
        causes = {cause.pk: cause for cause in measure.causes.all()}
        if measure.main_cause is not None:
            causes[measure.main_cause.pk] = measure.main_cause
        for cause in causes.values():
            problem = cause.analysis.problem
            covered.setdefault((problem.pk, problem.title), set()).update(Side(side) for side in measure.sides)
    return covered


def waits(measure: Measure) -> bool:
    """Tell whether the version that holds the measure waits for a decision: one query."""
    return Measure.objects.filter(waiting(), pk=measure.pk).exists()
