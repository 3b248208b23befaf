"""Freezing a plan and putting it to decision (ACT-13, ACT-14, AGR-15 to -18)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare, may_run_group
from samverkan.agreements.models import Annex
from samverkan.agreements.queries.annexes import preparing_group
from samverkan.agreements.services.annexes import draft_annex_version, submit_annex_version
from samverkan.agreements.words import AgreementState
from samverkan.audit.services import record
from samverkan.decisions.models import Decision
from samverkan.decisions.services import raise_matter
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import AnnexKind, GroupKind, Party
from samverkan.groups.models import Group
from samverkan.guard.rules import refuse_person_data
from samverkan.measures.models import Measure, Plan, PlanVersion
from samverkan.measures.queries.measures import (
    followed_goals,
    lamps_of,
    measure_content,
    measures_in_plan,
    sides_by_problem,
)
from samverkan.measures.queries.plans import area_facts, carried_of, in_force, notes_of, open_update, parts_of, waiting
from samverkan.measures.rules.measures import STOPPING, uncovered
from samverkan.measures.rules.plans import AreaFacts, missing_parts, untouched
from samverkan.measures.services.plans import demand_writing, locked_plan
from samverkan.measures.services.pointers import plan_version_pointer
from samverkan.measures.services.text import text_of
from samverkan.measures.words import Lamp, MeasureState, PlanKind
from samverkan.organisation.models import Dated

WHY = {
    Lamp.NO_CAUSE: (
        "Measure %(number)s, %(title)s, has no analysed cause.",
        "Tie it to a cause, or write why it has none.",
    ),
    Lamp.CAUSE_SET_ASIDE: (
        "Measure %(number)s, %(title)s, rests on a cause that has been set aside.",
        "Choose another cause, or write why it has none.",
    ),
    Lamp.NO_GOAL: (
        "Measure %(number)s, %(title)s, has no goal that is followed up.",
        "Tie it to a sub-goal of its own area that has an indicator, or write why it has none.",
    ),
    Lamp.HALF_MISSING: (
        "Measure %(number)s, %(title)s, lacks a party's half.",
        "Let each party say its part, or why it has none.",
    ),
}
"""Why a measure stops the plan from going to decision, and what to do (ACT-08, CAU-03)."""


def plan_content(plan: Plan, measures: list[Measure], areas: tuple[AreaFacts, ...], what_is_new: str) -> dict[str, Any]:
    """Return the plan as it is frozen: plain JSON values, complete enough to be read without the tables."""
    covered = sides_by_problem(measures)
    counted = [one for one in measures if one.state != MeasureState.STOPPED]
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("%(kind)s %(year)s, %(unit)s") % {
            "kind": gettext(PlanKind(plan.kind).label),
            "year": plan.year,
            "unit": plan.group.name if plan.group else plan.unit.name,
        }
        picture = ""
        if plan.picture_version is not None:
            picture = gettext("Situation picture %(year)s, version %(number)s") % {
                "year": plan.picture_version.picture.year,
                "number": plan.picture_version.number,
            }
    return {
        "title": title,
        "kind": plan.kind,
        "year": plan.year,
        "unit": plan.unit.name,
        "group": plan.group.name if plan.group else "",
        "area_list": plan.area_list.name,
        "what_is_new": what_is_new,
        "starts_from": {
            "picture": picture,
            "picture_version": plan.picture_version_id,
            "analyses": sorted(plan.analyses.values_list("title", flat=True)),
        },
        "parts": [{"kind": kind.value, "text": part.text} for kind, part in parts_of(plan).items()],
        "areas": [
            {
                "number": area.number,
                "name": area.name,
                "measures": area.measures,
                "goals": area.goals,
                "how": area.how,
                "not_relevant": area.not_relevant,
            }
            for area in areas
        ],
        "carried": [{"text": one.text, "answer": one.answer} for one in carried_of(plan)],
        "measures": [measure_content(measure) for measure in measures],
        "uncovered": [
            {"problem": problem, "sides": [side.value for side in uncovered(sides)]}
            for (_, problem), sides in sorted(covered.items(), key=lambda one: one[0][1])
            if uncovered(sides)
        ],
        "exceptions": {
            "cause": sum(one.main_cause_id is None for one in counted),
            "goal": sum(bool(one.no_goal_because) for one in counted),
        },
    }


def areas_of(plan: Plan, measures: list[Measure]) -> tuple[AreaFacts, ...]:
    """Return how the plan takes up each of its areas: by measures and goals, or in words."""
    areas = list(plan.area_list.areas.order_by("number"))
    goals = followed_goals(plan.unit, [area.pk for area in areas])
    return area_facts(areas, [one for one in measures if one.state != MeasureState.STOPPED], goals, notes_of(plan))


def _refuse_unready(plan: Plan, measures: list[Measure], areas: tuple[AreaFacts, ...], today: date) -> None:
    """Refuse a plan that is not ready for decision: areas, parts, areas touched, causes, goals and halves."""
    newer = open_update(plan, on=today)
    if newer is not None:
        raise Refused(
            "The plan is written for other priority areas than those in force.",
            way_on="Take up the areas in force in the plan first.",
        )
    lacking = missing_parts(PlanKind(plan.kind), {kind: part.text for kind, part in parts_of(plan).items()})
    if lacking:
        raise Refused(
            "The part %(part)s is not written.",
            way_on="Write it: the agreement asks for it in the plan.",
            part=gettext(lacking[0].label),
        )
    for area in untouched(PlanKind(plan.kind), areas):
        raise Refused(
            "The plan neither takes up the area %(area)s nor says why not.",
            way_on="Add measures and a followed-up goal for the area, or write why it is not relevant.",
            area=area.name,
        )
    if not measures and plan.kind != PlanKind.ACTION_PLAN:
        raise Refused("The plan holds no measure.", way_on="Draft the measures first.")
    if plan.kind == PlanKind.GROUP_PLAN and (plan.picture_version_id is None or not plan.analyses.exists()):
        raise Refused(
            "A working group starts from a situation picture and a cause analysis, and the plan names none.",
            way_on="Say which picture and which analyses the plan starts from.",
        )
    for measure in measures:
        if measure.state != MeasureState.OPEN:
            continue
        for lamp in lamps_of(measure, on=today):
            if lamp in STOPPING:
                reason, way_on = WHY[lamp]
                raise Refused(reason, way_on=way_on, number=measure.number, title=measure.title)


@transaction.atomic
def freeze_and_submit(*, by: Actor, plan: Plan, what_is_new: str, today: date, now: datetime) -> PlanVersion:
    """Freeze the plan as it stands and put it to decision; nothing is in force by this (AGR-16, ACT-14).

    A district's plan becomes a version of its agreement's annex. The city's action plan does too where the overall
    agreement has such an annex, else it is a matter for the overall steering group. A working group's plan is
    decided by the local preparation group. Refused, in words, when the plan is not ready.
    """
    plan = locked_plan(plan)
    demand_writing(by, plan)
    refuse_person_data(what_is_new=what_is_new)
    if not what_is_new.strip():
        raise Refused("Write what is new in this version.", field="what_is_new")
    if PlanVersion.objects.filter(waiting(""), plan=plan).exists():
        raise Refused(
            "A version of the plan already waits for a decision.", way_on="Have it decided, or sent back, first."
        )
    _hold(plan)
    measures = measures_in_plan(plan)
    areas = areas_of(plan, measures)
    _refuse_unready(plan, measures, areas, today)
    content = plan_content(plan, measures, areas, what_is_new.strip())
    last = plan.versions.order_by("-number").first()
    version = PlanVersion(
        plan=plan, number=last.number + 1 if last else 1, content=content, sealed=seal(content), frozen_at=now
    )
    if plan.kind == PlanKind.GROUP_PLAN:
        _raise_for_group(by, version, today)
    else:
        annex = annex_for_plan(plan, today)
        if annex is not None:
            _make_annex(by, version, annex, areas, today)
        elif plan.kind == PlanKind.ACTION_PLAN:
            _raise_for_city(by, version, today)
        else:
            raise Refused(
                "The district has no local agreement in force with an annex for the measures plan.",
                way_on="Put the local agreement in force first.",
            )
    version.save()
    if version.matter is not None:  # the version has its key only now, and may not be stored without its matter
        pointer = plan_version_pointer(version)
        version.matter.concerns_kind, version.matter.concerns_key = pointer.kind, pointer.key
        version.matter.concerns_address = pointer.address
        version.matter.save(update_fields=["concerns_kind", "concerns_key", "concerns_address"])
    decided = plan.measures.filter(in_force()).values("pk")
    plan.measures.filter(state=MeasureState.OPEN).exclude(pk__in=decided).update(entered=version)
    record(
        by=by,
        event="measures.plan_frozen",
        on=plan_version_pointer(version),
        details={
            "sealed": version.sealed,
            "measures": len(measures),
            "cause_exceptions": content["exceptions"]["cause"],
            "goal_exceptions": content["exceptions"]["goal"],
        },
    )
    return version


def _hold(plan: Plan) -> None:
    """Hold the plan's parts and measures, so that what is judged, what is frozen and what is stored are the same."""
    list(plan.parts.select_for_update(of=("self",)).order_by("pk"))
    list(plan.measures.select_for_update(of=("self",)).order_by("pk"))


def annex_for_plan(plan: Plan, today: date) -> Annex | None:
    """Return the annex that the plan is: of the unit's agreement in force, the newest if there are several."""
    kind = AnnexKind.ACTION_PLAN if plan.kind == PlanKind.ACTION_PLAN else AnnexKind.MEASURES_PLAN
    return (
        Annex.objects.filter(
            Q(agreement__valid_until__isnull=True) | Q(agreement__valid_until__gt=today),
            kind=kind,
            agreement__unit_id=plan.unit_id,
            agreement__state=AgreementState.ADOPTED,
            agreement__valid_from__lte=today,
        )
        .select_related("agreement__unit")
        .order_by("-agreement__valid_from", "-pk")
        .first()
    )


def _make_annex(by: Actor, version: PlanVersion, annex: Annex, areas: tuple[AreaFacts, ...], today: date) -> None:
    touched = {
        str(area.area_id): "touched" if area.measures or area.how or not area.not_relevant else area.not_relevant
        for area in areas
    }
    draft = draft_annex_version(
        by=by,
        annex=annex,
        text=text_of(version.content),
        summary=version.content["what_is_new"],
        authors=[Party.MUNICIPALITY, Party.POLICE],
        areas_touched=touched,
    )
    version.annex_version = submit_annex_version(by=by, version=draft, today=today)


def _group(kind: GroupKind, unit_id: int, today: date) -> Group:
    found = Group.objects.filter(Dated.holding(today), kind=kind, unit_id=unit_id).select_related("unit", "parent")
    group = found.order_by("valid_from", "pk").first()
    if group is None:
        raise Refused(
            "There is no %(group)s today.", way_on="Found the group first.", group=gettext(kind.label).lower()
        )
    return group


def _raise(
    by: Actor, version: PlanVersion, raised_in: Group, decided_in: Group, category: DecisionCategory, today: date
) -> None:
    content = version.content
    with translation.override(settings.LANGUAGE_CODE):
        proposal = gettext(
            "The group decides that version %(number)s of %(plan)s applies from the day of the decision."
        ) % {
            "number": version.number,
            "plan": content["title"],
        }
    version.matter = raise_matter(
        by=by,
        raised_in=raised_in,
        decided_in=decided_in,
        title=f"{content['title']}, {version.number}"[:200],
        text=content["what_is_new"],
        proposal=proposal,
        category=category,
        today=today,
    )


def _raise_for_city(by: Actor, version: PlanVersion, today: date) -> None:
    plan = version.plan
    demand(may_prepare(by, plan.unit_id), "You may not write the city's action plan.")
    steering = _group(GroupKind.OVERALL_STEERING, plan.unit_id, today)
    preparing = preparing_group(steering, on=today) or steering
    _raise(by, version, preparing, steering, DecisionCategory.ANNEX_UPDATE, today)


def _raise_for_group(by: Actor, version: PlanVersion, today: date) -> None:
    group = version.plan.group
    assert group is not None, "the table lets no group plan be without its group"
    parent = group.parent
    if parent is None or parent.kind != GroupKind.LOCAL_PREPARATION or not parent.holds(today):
        parent = _group(GroupKind.LOCAL_PREPARATION, group.unit_id, today)
    raised_in = parent if may_run_group(by, parent.pk, parent.unit_id) else group
    _raise(by, version, raised_in, parent, DecisionCategory.WORK_WITHIN_PLAN, today)


@transaction.atomic
def take_decided(by: Actor, decision: Decision, key: str) -> None:
    """Put a plan without an annex in force by the decision that was just recorded.

    Rung by `decisions.bells.DECIDED` inside the decision's transaction: a refusal here stops the decision as well.
    """
    version = (
        PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__unit", "plan__group").get(pk=int(key))
    )
    demand(may_run_group(by, decision.group_id, decision.group.unit_id), "You may not record decisions of this group.")
    if version.decision_id is not None:
        raise Refused("The plan has already been decided.")
    if decision.matter_id is None or decision.matter_id != version.matter_id:
        raise Refused("The decision is not about this version of the plan.")
    kind = GroupKind.LOCAL_PREPARATION if version.plan.kind == PlanKind.GROUP_PLAN else GroupKind.OVERALL_STEERING
    if decision.group.kind != kind:
        raise Refused(
            "The plan is decided by the %(group)s.",
            way_on="Take the matter to that group.",
            group=gettext(kind.label).lower(),
        )
    version.decision = decision
    version.save(update_fields=["decision"])
    record(
        by=by,
        event="measures.plan_decided",
        on=plan_version_pointer(version),
        details={"decision": decision.reference, "sealed": version.sealed},
    )
