"""Questions about plans and their frozen versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.agreements.words import AnnexState
from samverkan.causes.models import Analysis
from samverkan.decisions.words import MatterState
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.groups.queries import in_scope
from samverkan.measures.models import AreaNote, Carried, Measure, Part, Plan, PlanVersion
from samverkan.measures.rules.access import has_insight_only, may_write
from samverkan.measures.rules.plans import REQUIRED_PARTS, AreaFacts
from samverkan.measures.words import MeasureState, PartKind, PlanKind, VersionState
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area, AreaList, AreaMapping
from samverkan.priorities.queries import area_list_on
from samverkan.situation.models import PictureVersion


def in_force(prefix: str = "entered__") -> Q:
    """Return the condition that the plan version behind `prefix` is in force.

    A measure is in force when its `entered` is; a plan version asks with an empty prefix.
    """
    return Q(**{f"{prefix}annex_version__state": AnnexState.VALID}) | Q(**{f"{prefix}decision__isnull": False})


def waiting(prefix: str = "entered__") -> Q:
    """Return the condition that the plan version behind `prefix` still waits for a decision."""
    open_annex = Q(
        **{f"{prefix}annex_version__state__in": [AnnexState.DRAFT, AnnexState.SUBMITTED, AnnexState.SIGNING]}
    )
    open_matter = Q(**{f"{prefix}matter__isnull": False, f"{prefix}decision__isnull": True})
    return open_annex | (open_matter & ~Q(**{f"{prefix}matter__state": MatterState.WITHDRAWN}))


def scope_of(actor: Actor, prefix: str = "") -> Q:
    """Return the condition that the plan behind `prefix` is open to the actor, by unit or by a group's seat."""
    return in_scope(actor, f"{prefix}unit") | Q(**{f"{prefix}group_id__in": actor.group_ids})


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Return the plans of the units that the actor may see and of the groups the actor sits in.

    Who has insight only sees a plan when a version of it has been decided.
    """
    if actor.user_id is None:
        return Plan.objects.none()
    found = Plan.objects.filter(scope_of(actor))
    if has_insight_only(actor):
        found = found.filter(Exists(PlanVersion.objects.filter(in_force(""), plan=OuterRef("pk"))))
    return found.select_related("unit", "group", "under__unit", "area_list", "picture_version__picture__unit")


def plan_for(actor: Actor, plan_id: int) -> Plan:
    """Return the plan, or answer as if it did not exist."""
    plan = plans_visible_to(actor).filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    return plan


def plan_to_write(actor: Actor, plan_id: int) -> tuple[Plan, bool]:
    """Return the plan and whether the actor may write it."""
    plan = plan_for(actor, plan_id)
    return plan, may_write(actor, plan.unit_id, plan.group_id)


def with_counts(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Count the measures of each plan: all that were not withdrawn, and those done."""
    alive = ~Q(measures__state=MeasureState.WITHDRAWN)
    return plans.annotate(
        measure_count=Count("measures", filter=alive, distinct=True),
        done_count=Count("measures", filter=Q(measures__state=MeasureState.DONE), distinct=True),
        is_in_force=Exists(PlanVersion.objects.filter(in_force(""), plan=OuterRef("pk"))),
        is_waiting=Exists(PlanVersion.objects.filter(waiting(""), plan=OuterRef("pk"))),
    )


def years_of_plans(actor: Actor) -> list[int]:
    """Return the years of the plans that the actor may see, newest first: one query."""
    found = plans_visible_to(actor).order_by().values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


def parts_of(plan: Plan) -> dict[PartKind, Part]:
    """Return the plan's parts in the order they are read: one query."""
    stored = {PartKind(part.kind): part for part in Part.objects.filter(plan=plan)}
    return {kind: stored[kind] for kind in REQUIRED_PARTS[PlanKind(plan.kind)] if kind in stored}


def part_for(actor: Actor, part_id: int) -> Part:
    """Return the part of a plan that the actor may write, or answer as if it did not exist.

    Who has insight only reads the decided version, never a part that is being written.
    """
    part = Part.objects.filter(pk=part_id).select_related("plan__unit", "plan__group").first()
    if part is None or has_insight_only(actor) or not plans_visible_to(actor).filter(pk=part.plan_id).exists():
        raise Http404
    return part


def notes_of(plan: Plan) -> dict[int, AreaNote]:
    """Return the plan's area notes by area: one query."""
    return {note.area_id: note for note in AreaNote.objects.filter(plan=plan)}


def area_facts(
    areas: Iterable[Area],
    measures: Iterable[Measure],
    goals: Iterable[tuple[int, int]],
    notes: dict[int, AreaNote],
) -> tuple[AreaFacts, ...]:
    """Return how a plan takes up each area. `goals` are pairs of a followed-up sub-goal and its area."""
    alive = [measure.area_id for measure in measures if measure.state != MeasureState.WITHDRAWN]
    goal_areas = [area_id for _, area_id in set(goals)]
    return tuple(
        AreaFacts(
            area_id=area.pk,
            number=area.number,
            name=area.name,
            measures=alive.count(area.pk),
            goals=goal_areas.count(area.pk),
            how=notes[area.pk].how if area.pk in notes else "",
            not_relevant=notes[area.pk].not_relevant if area.pk in notes else "",
        )
        for area in areas
    )


def carried_of(plan: Plan) -> list[Carried]:
    """Return what the year before left undone. The caller has passed the plan's gate."""
    return list(Carried.objects.filter(plan=plan))


def versions_of(plan: Plan) -> list[PlanVersion]:
    """Return the plan's frozen versions, newest first. The caller has passed the plan's gate."""
    return list(
        PlanVersion.objects.filter(plan=plan)
        .select_related("annex_version", "matter", "decision", "annex_version__decision")
        .order_by("-number")
    )


def is_version_in_force(version: PlanVersion) -> bool:
    """Tell whether the version has been decided. Wants `annex_version` selected."""
    if version.decision_id is not None:
        return True
    return version.annex_version is not None and version.annex_version.state == AnnexState.VALID


def state_of(version: PlanVersion, newest_in_force: int | None) -> VersionState:
    """Tell where the version stands. `newest_in_force` is the number of the latest decided one of the plan."""
    if is_version_in_force(version):
        return VersionState.IN_FORCE if version.number == newest_in_force else VersionState.SUPERSEDED
    if version.annex_version is not None:
        gone = version.annex_version.state == AnnexState.REJECTED
    else:
        gone = version.matter is not None and version.matter.state == MatterState.WITHDRAWN
    return VersionState.SENT_BACK if gone else VersionState.WAITING


def newest_in_force(versions: Iterable[PlanVersion]) -> PlanVersion | None:
    """Return the latest decided version of those given, all of one plan."""
    decided = [version for version in versions if is_version_in_force(version)]
    return max(decided, key=lambda version: version.number, default=None)


def decided_titles(actor: Actor, plan_ids: Iterable[int]) -> dict[int, str]:
    """Return the measures' titles as last decided, by measure; nothing for those who read them as they stand (CRO-11).

    Who has insight only must not meet a wording that is still a draft in a list either: one query.
    """
    if not has_insight_only(actor):
        return {}
    versions = PlanVersion.objects.filter(in_force(""), plan__in=set(plan_ids)).order_by("number")
    return {
        int(one["key"]): one["title"]
        for content in versions.values_list("content", flat=True)
        for one in content.get("measures", [])
    }


def plan_versions_visible_to(actor: Actor) -> QuerySet[PlanVersion]:
    """Return the frozen versions that the actor may see; with insight only those that are decided."""
    found = PlanVersion.objects.filter(plan__in=plans_visible_to(actor).values("pk"))
    if has_insight_only(actor):
        found = found.filter(in_force(""))
    return found.select_related("plan__unit", "plan__group", "annex_version__decision", "matter", "decision")


def plan_version_for(actor: Actor, version_id: int) -> PlanVersion:
    """Return the version, or answer as if it did not exist."""
    version = plan_versions_visible_to(actor).filter(pk=version_id).first()
    if version is None:
        raise Http404
    return version


def units_to_plan_for(actor: Actor, *, on: date) -> list[Unit]:
    """Return the districts for which the actor may open a measures plan, by name."""
    found = Unit.objects.filter(Dated.holding(on), pk__in=actor.own_unit_ids, kind=UnitKind.DISTRICT).order_by("name")
    districts = [unit for unit in found if may_prepare(actor, unit.pk)]
    alone = [unit for unit in municipalities_to_plan_for(actor, on=on) if not has_districts(unit, on=on)]
    return districts or alone


def has_districts(municipality: Unit, *, on: date) -> bool:
    """Tell whether the municipality is divided into districts, each with its own measures plan."""
    return Unit.objects.filter(Dated.holding(on), municipality=municipality, kind=UnitKind.DISTRICT).exists()


def municipalities_to_plan_for(actor: Actor, *, on: date) -> list[Unit]:
    """Return the municipalities whose action plan the actor may open."""
    found = Unit.objects.filter(Dated.holding(on), pk__in=actor.municipality_ids, kind=UnitKind.MUNICIPALITY)
    return [unit for unit in found.order_by("name") if may_prepare(actor, unit.pk)]


def groups_to_plan_for(actor: Actor, *, on: date) -> list[Group]:
    """Return the working groups whose own plan the actor may write."""
    found = Group.objects.filter(Dated.holding(on), kind=GroupKind.WORKING).filter(
        Q(unit_id__in=actor.own_unit_ids) | Q(pk__in=actor.group_ids)
    )
    return [
        group for group in found.select_related("unit").order_by("name") if may_write(actor, group.unit_id, group.pk)
    ]


def plans_above(groups: Iterable[Group]) -> list[Plan]:
    """Return the measures plans of the groups' units, newest first, under which their own plans may lie."""
    found = Plan.objects.filter(unit_id__in={group.unit_id for group in groups}, kind=PlanKind.MEASURES_PLAN)
    return list(found.select_related("unit").order_by("-year", "unit__name"))


def area_in(plan: Plan, area_id: int) -> Area:
    """Return an area of the list that the plan is written for, or answer as if it did not exist."""
    area = Area.objects.filter(pk=area_id, area_list_id=plan.area_list_id).first()
    if area is None:
        raise Http404
    return area


def carried_for(actor: Actor, carried_id: int) -> Carried:
    """Return what was left undone and stands in a plan that the actor may see, or answer as if it did not exist."""
    carried = Carried.objects.filter(pk=carried_id).select_related("plan__unit", "plan__group").first()
    if carried is None or has_insight_only(actor) or not plans_visible_to(actor).filter(pk=carried.plan_id).exists():
        raise Http404
    return carried


def has_next(plan: Plan) -> bool:
    """Tell whether next year's plan of the same unit, kind and group is already open."""
    same_group = Q(group__isnull=True) if plan.group_id is None else Q(group_id=plan.group_id)
    return Plan.objects.filter(same_group, unit_id=plan.unit_id, kind=plan.kind, year=plan.year + 1).exists()


def picture_versions_for(unit_id: int) -> list[PictureVersion]:
    """Return the unit's frozen situation pictures, newest first, to start a plan from."""
    found = PictureVersion.objects.filter(picture__unit_id=unit_id).select_related("picture__unit", "annex_version")
    return list(found.order_by("-picture__year", "-number"))


def analyses_for(unit_id: int) -> list[Analysis]:
    """Return the unit's cause analyses, newest first, to start a plan from."""
    found = Analysis.objects.filter(problem__unit_id=unit_id).select_related("problem")
    return list(found.order_by("-started_on", "pk"))


def latest_plans() -> Q:
    """Return the condition that no later plan of the same unit, kind and group has been opened."""
    later = Plan.objects.filter(unit_id=OuterRef("unit_id"), kind=OuterRef("kind"), year__gt=OuterRef("year")).filter(
        Q(group_id=OuterRef("group_id"))
        | Q(group__isnull=True, kind__in=[PlanKind.MEASURES_PLAN, PlanKind.ACTION_PLAN])
    )
    return ~Q(Exists(later))


def plans_needing_update(
    on: date, *, municipality_id: int | None = None, unit_ids: Iterable[int] | None = None
) -> QuerySet[Plan]:
    """Return the latest plans written for other areas than those in force on the day (ACT-13, PRI-18): one query.

    By looking: the day another list takes force, the update is open in every district at once. A municipality
    without a list in force opens nothing. The caller has passed the units' gate.
    """
    current = (
        AreaList.objects.filter(Dated.holding(on), is_draft=False)
        .filter(Q(municipality_id=OuterRef("unit__municipality_id")) | Q(municipality_id=OuterRef("unit_id")))
        .order_by("-valid_from")
        .values("pk")[:1]
    )
    found = Plan.objects.annotate(current_list=Subquery(current)).filter(latest_plans(), current_list__isnull=False)
    found = found.exclude(current_list=F("area_list_id"))
    if municipality_id is not None:
        found = found.filter(Q(unit__municipality_id=municipality_id) | Q(unit_id=municipality_id))
    if unit_ids is not None:
        found = found.filter(unit_id__in=list(unit_ids))
    return found.select_related("unit", "group", "area_list").order_by("unit__name", "kind")


def open_update(plan: Plan, *, on: date) -> AreaList | None:
    """Return the list in force that the plan is to be updated to, or none when it is written for that list.

    A plan that a later year's has followed stays with the areas that it was written for.
    """
    current = area_list_on(plan.unit.municipality_id or plan.unit_id, on)
    if current is None or current.pk == plan.area_list_id:
        return None
    return current if Plan.objects.filter(latest_plans(), pk=plan.pk).exists() else None


def suggested_areas(old_ids: Iterable[int], new: AreaList) -> dict[int, Area]:
    """Return for each old area the one of the new list that it became, where one and only one is told (PRI-05)."""
    found: dict[int, list[Area]] = {}
    mapped = AreaMapping.objects.filter(old_id__in=list(old_ids), new__area_list=new).select_related("new")
    for mapping in mapped:
        if mapping.old_id is not None and mapping.new is not None:
            found.setdefault(mapping.old_id, []).append(mapping.new)
    return {old: areas[0] for old, areas in found.items() if len(areas) == 1}


def group_plans_under(plan: Plan) -> list[Plan]:
    """Return the working groups' own plans that lie under the plan (ACT-15)."""
    return list(Plan.objects.filter(under=plan).select_related("group", "unit").order_by("group__name"))
