"""Deeds with plans: open, write their parts, say how areas are taken up, carry over, take up new areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.causes.models import Analysis
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.guard.rules import refuse_person_data
from samverkan.measures.models import AreaNote, Carried, Half, Measure, Part, Plan
from samverkan.measures.queries.halves import delivered
from samverkan.measures.queries.measures import undone
from samverkan.measures.queries.plans import has_districts, suggested_areas
from samverkan.measures.rules.access import may_write
from samverkan.measures.rules.plans import REQUIRED_PARTS
from samverkan.measures.services.pointers import (
    carried_pointer,
    demand_current,
    note_pointer,
    part_pointer,
    plan_pointer,
)
from samverkan.measures.words import HalfState, PlanKind
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area, AreaList
from samverkan.priorities.queries import area_list_on
from samverkan.situation.models import PictureVersion

NOT_YOURS = "You may not write the plans of this unit."
LONGEST = 10_000
"""The most characters of a part of a plan: some four pages."""


def locked_plan(plan: Plan) -> Plan:
    """Return the plan as it stands, held until the deed is done."""
    return Plan.objects.select_for_update(of=("self",)).select_related("unit", "group", "area_list").get(pk=plan.pk)


def demand_writing(actor: Actor, plan: Plan) -> None:
    """Raise `NotAllowed` unless the actor writes the plan."""
    demand(may_write(actor, plan.unit_id, plan.group_id), NOT_YOURS)


def _areas_of_today(unit: Unit, today: date) -> AreaList:
    found = area_list_on(unit.municipality_id or unit.pk, today)
    if found is None:
        raise Refused(
            "The municipality has no priority areas in force today.", way_on="Enter the priority areas first."
        )
    return found


def _demand_year(year: int, today: date) -> None:
    if not today.year - 2 <= year <= today.year + 2:
        raise Refused("Choose a year at most two years from now.", field="year")


def _store(
    unit: Unit,
    kind: PlanKind,
    year: int,
    area_list: AreaList,
    today: date,
    *,
    group: Group | None = None,
    under: Plan | None = None,
    picture_version: PictureVersion | None = None,
) -> Plan:
    twin = Plan.objects.filter(kind=kind, year=year)
    twin = twin.filter(group=group) if kind == PlanKind.GROUP_PLAN else twin.filter(unit=unit)
    if twin.exists():
        raise Refused("There is already a plan for %(year)s.", field="year", way_on="Open that plan.", year=year)
    plan = Plan.objects.create(
        unit=unit,
        kind=kind,
        year=year,
        group=group,
        under=under,
        area_list=area_list,
        picture_version=picture_version,
        opened_on=today,
    )
    Part.objects.bulk_create(Part(plan=plan, kind=part) for part in REQUIRED_PARTS[kind])
    return plan


def _demand_own(unit: Unit, picture_version: PictureVersion | None, analyses: Iterable[Analysis]) -> None:
    if picture_version is not None and picture_version.picture.unit_id != unit.pk:
        raise Refused("The situation picture belongs to another unit.", field="picture_version")
    if any(analysis.problem.unit_id != unit.pk for analysis in analyses):
        raise Refused("A cause analysis belongs to another unit.", field="analyses")


@transaction.atomic
def open_plan(
    *,
    by: Actor,
    unit: Unit,
    year: int,
    picture_version: PictureVersion | None = None,
    analyses: Sequence[Analysis] = (),
    today: date,
) -> Plan:
    """Open a district's measures plan for a year, with its four parts to be written (ACT-06)."""
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    alone = unit.kind == UnitKind.MUNICIPALITY and not has_districts(unit, on=today)
    if unit.kind != UnitKind.DISTRICT and not alone:
        raise Refused("A measures plan belongs to a district, or to a municipality without districts.", field="unit")
    _demand_year(year, today)
    _demand_own(unit, picture_version, analyses)
    plan = _store(
        unit, PlanKind.MEASURES_PLAN, year, _areas_of_today(unit, today), today, picture_version=picture_version
    )
    plan.analyses.set(analyses)
    record(by=by, event="measures.plan_opened", on=plan_pointer(plan), details={"unit": unit.name, "year": year})
    return plan


def _store_undone(plan: Plan, undone: Iterable[Pointer | str]) -> int:
    """Store what was left undone in the plan, and return how much; what it already holds is not stored twice."""
    known = set(plan.carried.values_list("kind", "key", "text"))
    places = {(kind, key) for kind, key, _text in known if key}
    carried = []
    for one in undone:
        if isinstance(one, str):
            row = Carried(plan=plan, text=one.strip()[:300])
        else:
            row = Carried(plan=plan, text=one.title[:300], kind=one.kind, key=one.key, address=one.address[:300])
        is_known = (row.kind, row.key) in places if row.key else ("", "", row.text) in known
        if row.text and not is_known:
            refuse_person_data(undone=row.text)
            carried.append(row)
    Carried.objects.bulk_create(carried)
    return len(carried)


@transaction.atomic
def carry_undone(*, by: Actor, plan: Plan, undone: Iterable[Pointer | str]) -> int:
    """Bring what the follow-up says was left undone into a plan that is open already; return how much was new (ACT-03).

    What the plan already holds stays, with the answer it has been given.
    """
    plan = locked_plan(plan)
    demand_writing(by, plan)
    new = _store_undone(plan, undone)
    if new:
        record(by=by, event="measures.undone_carried", on=plan_pointer(plan), details={"undone": new})
    return new


@transaction.atomic
def open_action_plan(
    *, by: Actor, municipality: Unit, year: int, undone: Sequence[Pointer | str] = (), today: date
) -> Plan:
    """Open the city's action plan for a year, with its seven parts and what was left undone (ACT-01 to -03).

    `undone` comes from the follow-up of the year before, as texts or as pointers to where it was said. Measures of
    last year's action plan that were not done, and the words of its parts, are carried over too.
    """
    demand(may_prepare(by, municipality.pk), "You may not write the city's action plan.")
    if municipality.kind != UnitKind.MUNICIPALITY:
        raise Refused("The action plan belongs to the municipality as a whole.", field="municipality")
    _demand_year(year, today)
    plan = _store(municipality, PlanKind.ACTION_PLAN, year, _areas_of_today(municipality, today), today)
    carried = _store_undone(plan, undone)
    before = Plan.objects.filter(unit=municipality, kind=PlanKind.ACTION_PLAN, year=year - 1).first()
    copied = _carry_over(before, plan) if before is not None else 0
    record(
        by=by,
        event="measures.action_plan_opened",
        on=plan_pointer(plan),
        details={"year": year, "undone": carried, "carried_over": copied},
    )
    return plan


@transaction.atomic
def open_group_plan(
    *,
    by: Actor,
    group: Group,
    under: Plan,
    picture_version: PictureVersion | None = None,
    analyses: Sequence[Analysis] = (),
    today: date,
) -> Plan:
    """Open a working group's own plan under the annex plan (ACT-15), from picture and cause analyses (ORG-21).

    Picture and analyses may be named later; without them the plan cannot be put to decision.
    """
    demand(may_write(by, group.unit_id, group.pk), "You may not write the plan of this group.")
    if group.kind != GroupKind.WORKING or not group.holds(today):
        raise Refused("Only a working group that exists today has a plan of its own.", field="group")
    if under.kind != PlanKind.MEASURES_PLAN or under.unit_id != group.unit_id:
        raise Refused("Choose the measures plan of the group's own district.", field="under")
    _demand_own(group.unit, picture_version or under.picture_version, analyses)
    plan = _store(
        group.unit,
        PlanKind.GROUP_PLAN,
        under.year,
        under.area_list,
        today,
        group=group,
        under=under,
        picture_version=picture_version or under.picture_version,
    )
    plan.analyses.set(analyses)
    record(by=by, event="measures.group_plan_opened", on=plan_pointer(plan), details={"group": group.name})
    return plan


@transaction.atomic
def open_next_plan(*, by: Actor, plan: Plan, today: date) -> Plan:
    """Open next year's plan and carry over what was left undone (ACT-03, ACT-23).

    The parts begin from this year's words. Measures neither done nor stopped are copied and say which they continue;
    a half that is done stays done there, and the dose that remains is what is carried over.
    """
    plan = locked_plan(plan)
    demand_writing(by, plan)
    if plan.kind == PlanKind.ACTION_PLAN:
        return open_action_plan(by=by, municipality=plan.unit, year=plan.year + 1, today=today)
    _demand_year(plan.year + 1, today)
    under = None
    if plan.kind == PlanKind.GROUP_PLAN:
        under = Plan.objects.filter(unit=plan.unit, kind=PlanKind.MEASURES_PLAN, year=plan.year + 1).first()
        if under is None:
            raise Refused(
                "The district has no measures plan for %(year)s yet.",
                way_on="Open the district's plan for that year first.",
                year=plan.year + 1,
            )
        if plan.group is None or not plan.group.holds(today):
            raise Refused("The working group does not exist any longer.")
    following = _store(
        plan.unit,
        PlanKind(plan.kind),
        plan.year + 1,
        _areas_of_today(plan.unit, today),
        today,
        group=plan.group,
        under=under,
    )
    following.analyses.set(plan.analyses.all())
    copied = _carry_over(plan, following)
    record(
        by=by,
        event="measures.next_plan_opened",
        on=plan_pointer(following),
        details={"from": plan.year, "carried_over": copied},
    )
    return following


def _carry_over(plan: Plan, following: Plan) -> int:
    """Copy the words of the parts, the area notes and the measures that were not done; return how many measures."""
    for part in plan.parts.exclude(text=""):
        following.parts.filter(kind=part.kind).update(text=part.text)
    left = list(
        undone(plan).select_related("area").prefetch_related("causes", "halves__co_actors", "halves__deliveries")
    )
    notes = list(plan.area_notes.all())
    moved = {area.pk: area for area in following.area_list.areas.all()}
    old = {measure.area_id for measure in left} | {note.area_id for note in notes}
    moved |= suggested_areas(old - moved.keys(), following.area_list)
    for note in notes:
        if note.area_id in moved:
            AreaNote.objects.get_or_create(
                plan=following,
                area=moved[note.area_id],
                defaults={"how": note.how, "not_relevant": note.not_relevant},
            )
    for number, measure in enumerate(left, start=1):
        _continue(measure, following, number, moved.get(measure.area_id, measure.area))
    return len(left)


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


_SAME = (
    *("title", "description", "place", "main_cause", "proposal", "sub_goal", "no_cause_because", "no_goal_because"),
    *("mechanism", "sides", "level", "kind", "measure_type", "term_length", "directed_at", "benefits"),
    *("benefits_note", "is_important", "resources_needed", "proportionality"),
)
_SAME_HALF = (
    *("party", "unit", "owner_title", "text", "dose_unit", "in_planning", "budget_line", "planning_reference"),
    *("assignment", "resources"),
)


def _continue(measure: Measure, following: Plan, number: int, area: Area) -> None:
    copy = Measure.objects.create(
        plan=following,
        number=number,
        area=area,
        continues=measure,
        starts_on=max(measure.starts_on, date(following.year, 1, 1)),
        **{name: getattr(measure, name) for name in _SAME},
    )
    copy.causes.set(measure.causes.all())
    for half in measure.halves.all():
        is_over = half.state in {HalfState.DONE, HalfState.NONE}
        remaining = half.dose - delivered(half) if half.dose else half.dose
        because = half.no_part_because
        if half.state == HalfState.DONE:
            with translation.override(settings.LANGUAGE_CODE):  # it is stored, and frozen with the plan
                because = gettext("The party did its part in %(year)s.") % {"year": measure.plan.year}
        new = Half.objects.create(
            measure=copy,
            dose=remaining if remaining is None or remaining > 0 else half.dose,
            due_on=_next_year(half.due_on) if half.due_on else None,
            state=HalfState.NONE if is_over else HalfState.PLANNED,
            no_part_because=because if is_over else "",
            **{name: getattr(half, name) for name in _SAME_HALF},
        )
        new.co_actors.set(half.co_actors.all())


@transaction.atomic
def write_part(*, by: Actor, part: Part, text: str, edition: int) -> Part:
    """Save a new wording of a part; `edition` is the one the writer opened (ACT-02, ACT-06, ACT-07).

    Raises `SavedMeanwhile` when somebody else has saved since; nothing is overwritten.
    """
    part = Part.objects.select_for_update(of=("self",)).select_related("plan__unit", "plan__group").get(pk=part.pk)
    demand_writing(by, part.plan)
    refuse_person_data(text=text)
    demand_current(edition, part.edition, part_pointer(part))
    if len(text) > LONGEST:
        raise Refused("The text is longer than %(most)s characters.", field="text", most=LONGEST)
    part.text = text.strip()
    part.edition += 1
    part.save(update_fields=["text", "edition"])
    record(by=by, event="measures.part_written", on=part_pointer(part), details={"edition": part.edition})
    return part


@transaction.atomic
def note_area(
    *, by: Actor, plan: Plan, area: Area, how: str = "", not_relevant: str = "", edition: int = 0
) -> AreaNote:
    """Say how the work within an area is to be done, or why the plan does not touch it (ACT-04, SIT-05).

    `edition` is the one the writer opened, 0 where nothing had been said.
    """
    plan = locked_plan(plan)
    demand_writing(by, plan)
    refuse_person_data(how=how, not_relevant=not_relevant)
    if area.area_list_id != plan.area_list_id:
        raise Refused("The area is not one of those the plan is written for.", field="area")
    note = AreaNote.objects.select_for_update(of=("self",)).filter(plan=plan, area=area).first()
    if note is not None:
        demand_current(edition, note.edition, note_pointer(note))
    elif edition:
        raise Refused("What was said of the area is not there any longer.")
    else:
        note = AreaNote(plan=plan, area=area, edition=0)
    note.how, note.not_relevant = how.strip(), not_relevant.strip()
    note.edition += 1
    note.save()
    record(by=by, event="measures.area_noted", on=note_pointer(note), details={"area": area.name})
    return note


@transaction.atomic
def start_from(
    *,
    by: Actor,
    plan: Plan,
    picture_version: PictureVersion | None,
    analyses: Sequence[Analysis],
    edition: int,
) -> Plan:
    """Say which situation picture and cause analyses the plan starts from (ORG-21; Act 2023:196 s. 5)."""
    plan = locked_plan(plan)
    demand_writing(by, plan)
    demand_current(edition, plan.edition, plan_pointer(plan))
    _demand_own(plan.unit, picture_version, analyses)
    plan.picture_version = picture_version
    plan.edition += 1
    plan.save(update_fields=["picture_version", "edition"])
    plan.analyses.set(analyses)
    record(by=by, event="measures.plan_grounded", on=plan_pointer(plan), details={"analyses": len(analyses)})
    return plan


@transaction.atomic
def answer_carried(*, by: Actor, carried: Carried, answer: str, edition: int) -> Carried:
    """Say what becomes this year of something that was left undone (ACT-03)."""
    carried = Carried.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=carried.pk)
    demand_writing(by, carried.plan)
    refuse_person_data(answer=answer)
    demand_current(edition, carried.edition, carried_pointer(carried))
    if not answer.strip():
        raise Refused("Write what becomes of it this year, or why it is dropped.", field="answer")
    carried.answer = answer.strip()
    carried.edition += 1
    carried.save(update_fields=["answer", "edition"])
    record(by=by, event="measures.carried_answered", on=carried_pointer(carried))
    return carried


@transaction.atomic
def adopt_new_areas(*, by: Actor, plan: Plan, areas: Mapping[int, Area], today: date) -> Plan:
    """Take up the priority areas in force in a plan that was written for others (ACT-13, PRI-18).

    `areas` gives each open measure's new area, by the measure's key; where it is silent the area that the lists' own
    mapping tells of is taken. The change is not decided by this: it goes to decision with the next version (ACT-14).
    """
    plan = locked_plan(plan)
    demand_writing(by, plan)
    current = _areas_of_today(plan.unit, today)
    if current.pk == plan.area_list_id:
        raise Refused("The plan is already written for the areas in force.")
    measures = list(undone(plan).select_for_update(of=("self",)).select_related("area"))
    suggested = suggested_areas({measure.area_id for measure in measures}, current)
    for measure in measures:
        area = areas.get(measure.pk) or suggested.get(measure.area_id)
        if area is None or area.area_list_id != current.pk:
            raise Refused(
                "Choose one of the new areas for the measure %(measure)s.",
                field=f"measure_{measure.pk}",
                measure=measure.title,
            )
        measure.area = area
        measure.edition += 1
        measure.save(update_fields=["area", "edition"])
    plan.area_list = current
    plan.edition += 1
    plan.save(update_fields=["area_list", "edition"])
    record(
        by=by,
        event="measures.areas_adopted",
        on=plan_pointer(plan),
        details={"list": current.name, "measures": len(measures)},
    )
    return plan
