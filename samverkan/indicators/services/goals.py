"""Deeds with visions, sub-goals, the yearly review and what areas are tied to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.decisions.models import Decision
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import GoalJudgement, GoalReview, ProgrammeLink, Source, SubGoal, Vision
from samverkan.indicators.services.pointers import (
    NOT_YOUR_GOALS,
    demand_preparing,
    demand_text,
    saved_by,
    sub_goal_pointer,
)
from samverkan.indicators.words import Measurability, ProgrammeKind
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area, Goal

NO_GOAL = "Write the sub-goal."
LEVELS = frozenset({UnitKind.MUNICIPALITY, UnitKind.DISTRICT})


def _goals_pointer(kind: str, key: int, title: str) -> Pointer:
    return Pointer(f"indicators.{kind}", str(key), title[:300], reverse("indicators:goals"))


def _municipality_id(unit: Unit) -> int:
    """Return the municipality that the district or municipality belongs to."""
    if unit.kind not in LEVELS:
        raise Refused("Goals belong to a district or to the municipality.", field="unit")
    return unit.municipality_id or unit.pk


@transaction.atomic
def set_vision(*, by: Actor, unit: Unit, text: str, council_goal: str = "", valid_from: date) -> Vision:
    """Write the vision that holds from a day; the earlier one holds until then (FOL-14, FOL-21)."""
    demand_preparing(by, unit.pk, NOT_YOUR_GOALS)
    _municipality_id(unit)
    refuse_person_data(text=text, council_goal=council_goal)
    text = demand_text("text", text, "Write the vision.")
    last = Vision.objects.select_for_update(of=("self",)).filter(unit=unit).order_by("-valid_from", "-pk").first()
    if last is not None:
        if valid_from <= last.valid_from:
            raise Refused(
                "The vision in force holds from %(day)s; a new one holds from a later day.",
                field="valid_from",
                day=last.valid_from,
            )
        last.valid_until = valid_from
        last.save(update_fields=["valid_until"])
    vision = Vision.objects.create(unit=unit, text=text, council_goal=council_goal.strip(), valid_from=valid_from)
    record(
        by=by,
        event="indicators.vision_set",
        on=_goals_pointer("vision", vision.pk, text),
        details={"unit": unit.name, "from": valid_from.isoformat()},
    )
    return vision


def _checked_goal(
    unit: Unit,
    area: Area,
    goal: Goal | None,
    text: str,
    measurability: Measurability,
    how_measured: str,
    due_year: int | None,
    sources: Iterable[Source],
    *,
    today: date,
) -> None:
    municipality = _municipality_id(unit)
    refuse_person_data(text=text, how_measured=how_measured)
    if area.area_list.municipality_id != municipality or area.area_list.is_draft:
        raise Refused("The area is not one of the municipality's priority areas.", field="area")
    if goal is not None and goal.area_id != area.pk:
        raise Refused("The goal belongs to another area.", field="goal")
    _demand_how(measurability, how_measured)
    if due_year is not None and not today.year <= due_year <= today.year + 50:
        raise Refused("Write a year from this one on, with four figures.", field="due_year")
    _demand_own_sources(municipality, sources)


def _demand_how(measurability: Measurability, how_measured: str) -> None:
    if how_measured.strip():
        return
    if measurability == Measurability.NONE:
        raise Refused("Write why the goal cannot be measured.", field="how_measured")
    if measurability == Measurability.PROXY:
        raise Refused("Write through which proxies the goal is followed, and why.", field="how_measured")


def _demand_own_sources(municipality_id: int, sources: Iterable[Source]) -> None:
    if any(source.municipality_id != municipality_id for source in sources):
        raise Refused("The source belongs to another municipality.", field="sources")


@transaction.atomic
def add_sub_goal(
    *,
    by: Actor,
    unit: Unit,
    area: Area,
    text: str,
    goal: Goal | None = None,
    measurability: Measurability = Measurability.DIRECT,
    how_measured: str = "",
    due_year: int | None = None,
    sources: Iterable[Source] = (),
    today: date,
) -> SubGoal:
    """Add a sub-goal to an area: of a common goal, or the unit's own beside the common ones (FOL-04, -14, ACT-35).

    A goal that cannot be measured directly says why (FOL-08). Numbers follow on each other per unit and area.
    """
    demand_preparing(by, unit.pk, NOT_YOUR_GOALS)
    text, sources = demand_text("text", text, NO_GOAL), list(sources)
    _checked_goal(unit, area, goal, text, measurability, how_measured, due_year, sources, today=today)
    last = SubGoal.objects.filter(unit=unit, area=area).aggregate(last=Max("number"))["last"] or 0
    sub_goal = SubGoal.objects.create(
        unit=unit,
        area=area,
        goal=goal,
        number=last + 1,
        text=text,
        measurability=measurability,
        how_measured=how_measured.strip(),
        due_year=due_year,
    )
    sub_goal.sources.set(sources)
    record(
        by=by,
        event="indicators.sub_goal_added",
        on=sub_goal_pointer(sub_goal),
        details={"unit": unit.name, "area": area.name, "measurability": measurability.value},
    )
    return sub_goal


def _locked(sub_goal: SubGoal) -> SubGoal:
    related = SubGoal.objects.select_for_update(of=("self",)).select_related("unit", "area__area_list")
    return related.get(pk=sub_goal.pk)


@transaction.atomic
def change_sub_goal(
    *,
    by: Actor,
    sub_goal: SubGoal,
    edition: int,
    text: str,
    goal: Goal | None = None,
    measurability: Measurability = Measurability.DIRECT,
    how_measured: str = "",
    due_year: int | None = None,
    sources: Iterable[Source] = (),
    today: date,
) -> SubGoal:
    """Write a sub-goal anew. `edition` is the one that was opened.

    Raises `SavedMeanwhile` when somebody else has saved since; nothing is overwritten.
    """
    sub_goal = _locked(sub_goal)
    demand_preparing(by, sub_goal.unit_id, NOT_YOUR_GOALS)
    pointer = sub_goal_pointer(sub_goal)
    demand_edition(edition, sub_goal.edition, saved_by=saved_by(pointer))
    if sub_goal.ended_on is not None:
        raise Refused("The sub-goal has ended and is kept as it was.", way_on="Add a new sub-goal instead.")
    text, sources = demand_text("text", text, NO_GOAL), list(sources)
    kept_year = None if due_year == sub_goal.due_year else due_year  # a year that has passed may stay as it was
    _checked_goal(
        sub_goal.unit, sub_goal.area, goal, text, measurability, how_measured, kept_year, sources, today=today
    )
    before = sub_goal.text
    sub_goal.text, sub_goal.goal, sub_goal.due_year = text, goal, due_year
    sub_goal.measurability, sub_goal.how_measured = measurability, how_measured.strip()
    sub_goal.edition += 1
    sub_goal.save()
    sub_goal.sources.set(sources)
    record(
        by=by,
        event="indicators.sub_goal_changed",
        on=sub_goal_pointer(sub_goal),
        details={"before": before, "after": text, "edition": sub_goal.edition},
    )
    return sub_goal


@transaction.atomic
def end_sub_goal(*, by: Actor, sub_goal: SubGoal, on: date, because: str, today: date) -> SubGoal:
    """End a sub-goal on a day, with the reason. Its indicators are kept; they may serve another goal."""
    sub_goal = _locked(sub_goal)
    demand_preparing(by, sub_goal.unit_id, NOT_YOUR_GOALS)
    refuse_person_data(because=because)
    if sub_goal.ended_on is not None:
        raise Refused("The sub-goal has already ended.")
    if on > today:
        raise Refused("End the sub-goal on the day, not before it.", field="on")
    sub_goal.ended_on = on
    sub_goal.ended_because = demand_text("because", because, "Write why the sub-goal ends.")
    sub_goal.edition += 1
    sub_goal.save()
    record(
        by=by,
        event="indicators.sub_goal_ended",
        on=sub_goal_pointer(sub_goal),
        details={"on": on.isoformat(), "because": sub_goal.ended_because},
    )
    return sub_goal


@transaction.atomic
def judge_goal(
    *,
    by: Actor,
    goal: Goal,
    edition: int,
    measurability: Measurability,
    how_measured: str,
    sources: Iterable[Source] = (),
) -> GoalJudgement:
    """Say how a common goal can be measured, or that it cannot and why (FOL-08).

    The edition is 0 where nothing has been said yet.
    """
    municipality = goal.area.area_list.municipality_id
    demand_preparing(by, municipality, NOT_YOUR_GOALS)
    refuse_person_data(how_measured=how_measured)
    how = demand_text("how_measured", how_measured, "Write how the goal is measured, or why it cannot be.")
    sources = list(sources)
    _demand_own_sources(municipality, sources)
    pointer = Pointer("indicators.goal", str(goal.pk), goal.text[:300], reverse("priorities:area", args=[goal.area_id]))
    judgement = GoalJudgement.objects.select_for_update(of=("self",)).filter(goal=goal).first()
    if judgement is None:
        judgement = GoalJudgement(goal=goal, edition=0)
    demand_edition(edition, judgement.edition, saved_by=saved_by(pointer))
    judgement.measurability, judgement.how_measured = measurability, how
    judgement.edition += 1
    judgement.save()
    judgement.sources.set(sources)
    record(by=by, event="indicators.goal_judged", on=pointer, details={"measurability": measurability.value})
    return judgement


@transaction.atomic
def record_review(
    *,
    by: Actor,
    municipality: Unit,
    year: int,
    reviewed_on: date,
    note: str,
    decision: Decision | None = None,
    today: date,
) -> GoalReview:
    """Record that the city-wide steering group has reviewed the year's sub-goals and indicators (FOL-04).

    A decision, if one is given, is the overall steering group's.
    """
    demand_preparing(by, municipality.pk, NOT_YOUR_GOALS)
    refuse_person_data(note=note)
    note = demand_text("note", note, "Write what the review concluded.")
    if reviewed_on > today:
        raise Refused("The review cannot have been held on a day to come.", field="reviewed_on")
    if not reviewed_on.year - 1 <= year <= reviewed_on.year + 1:
        raise Refused("The review is of the year it is held, the one before or the one to come.", field="year")
    if decision is not None:
        group = decision.group
        if group.kind != GroupKind.OVERALL_STEERING or group.unit_id != municipality.pk:
            raise Refused("The decision is to be the overall steering group's.", field="decision")
    if GoalReview.objects.filter(municipality=municipality, year=year).exists():
        raise Refused("The year's review is already recorded.", field="year")
    review = GoalReview.objects.create(
        municipality=municipality, year=year, reviewed_on=reviewed_on, note=note, decision=decision
    )
    record(
        by=by,
        event="indicators.goals_reviewed",
        on=_goals_pointer("review", review.pk, f"{municipality.name} {year}"),
        details={"year": year, "decision": decision.reference if decision else ""},
    )
    return review


@transaction.atomic
def link_programme(
    *, by: Actor, area: Area, kind: ProgrammeKind, title: str, reference: str = "", address: str = "", valid_from: date
) -> ProgrammeLink:
    """Tie an area to the budget, the safety programme or another programme (PRI-17)."""
    demand_preparing(by, area.area_list.municipality_id, NOT_YOUR_GOALS)
    refuse_person_data(title=title, reference=reference)
    title = demand_text("title", title, "Write what the programme or budget post is called.")
    link = ProgrammeLink.objects.create(
        area=area, kind=kind, title=title, reference=reference.strip(), address=address.strip(), valid_from=valid_from
    )
    record(
        by=by,
        event="indicators.programme_linked",
        on=_goals_pointer("programme", link.pk, title),
        details={"area": area.name, "kind": kind.value},
    )
    return link


@transaction.atomic
def unlink_programme(*, by: Actor, link: ProgrammeLink, on: date) -> ProgrammeLink:
    """End the tie from a day, which is the first without it."""
    link = ProgrammeLink.objects.select_for_update(of=("self",)).select_related("area__area_list").get(pk=link.pk)
    demand_preparing(by, link.area.area_list.municipality_id, NOT_YOUR_GOALS)
    if link.valid_until is not None:
        raise Refused("The tie has already ended.")
    if on < link.valid_from:
        raise Refused("The tie holds from %(day)s; it cannot end before.", field="on", day=link.valid_from)
    link.valid_until = on
    link.save(update_fields=["valid_until"])
    record(
        by=by,
        event="indicators.programme_unlinked",
        on=_goals_pointer("programme", link.pk, link.title),
        details={"until": on.isoformat()},
    )
    return link
