"""Deeds with measures: draft, change, withdraw a draft, stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from django.db import transaction
from django.db.models import Max

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.causes.models import Cause, Proposal
from samverkan.causes.words import Side
from samverkan.decisions.models import Decision
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import SubGoal
from samverkan.measures.models import Measure, Plan
from samverkan.measures.queries.measures import goal_is_followed_up, is_in_force, waits
from samverkan.measures.services.plans import demand_writing, locked_plan
from samverkan.measures.services.pointers import demand_current, measure_pointer
from samverkan.measures.words import Benefits, DirectedAt, Kind, Level, MeasureState, MeasureType, TermLength
from samverkan.places.models import Place
from samverkan.priorities.models import Area


@dataclass(frozen=True, slots=True)
class Wording:
    """What a measure says, as a person wrote it (ACT-08 to -12, -16 to -18, -21, -23, -30)."""

    title: str
    description: str
    area: Area
    sides: Sequence[Side]
    level: Level
    kind: Kind
    term_length: TermLength
    directed_at: DirectedAt
    starts_on: date
    main_cause: Cause | None = None
    causes: Sequence[Cause] = field(default_factory=tuple)
    proposal: Proposal | None = None
    no_cause_because: str = ""
    sub_goal: SubGoal | None = None
    no_goal_because: str = ""
    place: Place | None = None
    mechanism: str = ""
    measure_type: MeasureType = MeasureType.OTHER
    benefits: Benefits = Benefits.UNKNOWN
    benefits_note: str = ""
    continues: Measure | None = None
    continues_work: str = ""
    proportionality: str = ""
    is_important: bool = False
    resources_needed: str = ""


_TEXTS = (
    *("title", "description", "no_cause_because", "no_goal_because", "mechanism", "benefits_note"),
    *("continues_work", "proportionality", "resources_needed"),
)
AT_A_PLACE = frozenset({MeasureType.ACTIVATION, MeasureType.JOINT_PLACE})


def _locked(measure: Measure) -> Measure:
    return (
        Measure.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "plan__group", "plan__area_list", "area", "entered__annex_version", "sub_goal")
        .get(pk=measure.pk)
    )


def _refuse_texts(wording: Wording) -> None:
    refuse_person_data(**{name: getattr(wording, name) for name in _TEXTS})
    for name, reason in (
        ("title", "Write what the measure is called."),
        ("description", "Write what is to be done."),
    ):
        if not getattr(wording, name).strip():
            raise Refused(reason, field=name)
    if len(wording.title.strip()) > 160:
        raise Refused("The name is longer than 160 characters.", field="title")


def _refuse_ties(plan: Plan, wording: Wording) -> None:
    """Refuse areas, causes, goals and places that are another unit's, and a goal of another area (ACT-08)."""
    here = {plan.unit_id, plan.unit.municipality_id or plan.unit_id}
    if wording.area.area_list_id != plan.area_list_id:
        raise Refused("The area is not one of those the plan is written for.", field="area")
    for cause in [*wording.causes, *([wording.main_cause] if wording.main_cause else [])]:
        name = "main_cause" if cause == wording.main_cause else "causes"
        if cause.analysis.problem.unit_id not in here:
            raise Refused("The cause belongs to another unit's analysis.", field=name)
        if cause.set_aside_on is not None:
            raise Refused(
                "The cause has been set aside in its analysis.",
                field=name,
                way_on="Choose another cause, or take the cause up again in the analysis.",
            )
    if wording.sub_goal is not None:
        if wording.sub_goal.unit_id not in here:
            raise Refused("The goal belongs to another unit.", field="sub_goal")
        if wording.sub_goal.area_id != wording.area.pk:
            raise Refused("The goal belongs to another priority area.", field="sub_goal")
    if wording.place is not None and plan.unit_id not in {wording.place.unit_id, wording.place.unit.municipality_id}:
        raise Refused("The place belongs to another unit.", field="place")
    if wording.proposal is not None and wording.proposal.analysis.problem.unit_id not in here:
        raise Refused("The proposal belongs to another unit's analysis.", field="proposal")
    if wording.continues is not None and wording.continues.plan.unit_id != plan.unit_id:
        raise Refused("The measure that is carried on belongs to another unit.", field="continues")


def _refuse_lacks(wording: Wording) -> None:
    if not wording.sides:
        raise Refused("Choose at least one side of the crime triangle.", field="sides")
    if wording.measure_type in AT_A_PLACE and wording.place is None:
        raise Refused(
            "Choose the place: work of this type is done at one.",
            field="place",
            way_on="A place that is not in the list is registered among the places first.",
        )
    if wording.measure_type == MeasureType.SURVEILLANCE and not wording.proportionality.strip():
        raise Refused("Write the purpose of the surveillance and why it is proportionate.", field="proportionality")
    if wording.measure_type != MeasureType.SURVEILLANCE and wording.proportionality.strip():
        raise Refused("Only camera surveillance is assessed for proportionality.", field="proportionality")


def _refuse_losing(measure: Measure, wording: Wording) -> None:
    """Refuse that a measure put to decision loses its cause or goal without an exception, or its second pair of eyes.

    ACT-08, CAU-03. Otherwise who reports could first make the measure ordinary, and close it alone.
    """
    if measure.entered_id is None:
        return
    is_bound = is_in_force(measure) or waits(measure)
    if is_bound and measure.is_important and not wording.is_important:
        raise Refused("The measure has been put to decision as important: two people close it.", field="is_important")
    if wording.main_cause is None and not wording.no_cause_because.strip():
        raise Refused(
            "The measure has been put to decision: it keeps an analysed cause, or says why it has none.",
            field="no_cause_because",
        )
    if not wording.no_goal_because.strip() and (wording.sub_goal is None or not goal_is_followed_up(wording.sub_goal)):
        raise Refused(
            "The measure has been put to decision: it keeps a goal that is followed up, or says why it has none.",
            field="no_goal_because",
        )


def _write(measure: Measure, wording: Wording) -> None:
    for one in fields(wording):
        if one.name in {"causes", "sides"}:
            continue
        value = getattr(wording, one.name)
        setattr(measure, one.name, value.strip() if one.name in _TEXTS else value)
    measure.sides = [side.value for side in Side if side in wording.sides]
    if measure.main_cause is not None:
        measure.no_cause_because = ""
    measure.save()
    measure.causes.set({*wording.causes, *([wording.main_cause] if wording.main_cause else [])})


@transaction.atomic
def draft_measure(*, by: Actor, plan: Plan, wording: Wording) -> Measure:
    """Draft a measure in a plan. It is not in force until a version of the plan that holds it has been decided."""
    plan = locked_plan(plan)
    demand_writing(by, plan)
    _refuse_texts(wording)
    _refuse_ties(plan, wording)
    _refuse_lacks(wording)
    last = plan.measures.aggregate(last=Max("number"))["last"] or 0
    measure = Measure(plan=plan, number=last + 1)
    _write(measure, wording)
    record(by=by, event="measures.drafted", on=measure_pointer(measure), details={"plan": str(plan)})
    return measure


@transaction.atomic
def change_measure(*, by: Actor, measure: Measure, wording: Wording, edition: int) -> Measure:
    """Save a new wording of a measure; `edition` is the one the writer opened.

    A measure that has been decided may be changed: the decided wording stays in the frozen version, the change shows
    as not decided, and goes to decision with the plan's next version (AGR-15). Raises `SavedMeanwhile` when somebody
    else has saved since.
    """
    measure = _locked(measure)
    demand_writing(by, measure.plan)
    _refuse_texts(wording)
    demand_current(edition, measure.edition, measure_pointer(measure))
    if measure.state != MeasureState.OPEN:
        raise Refused("The measure has ended and cannot be changed.", way_on="Open its half again first.")
    _refuse_ties(measure.plan, wording)
    _refuse_lacks(wording)
    _refuse_losing(measure, wording)
    if wording.continues is not None and wording.continues.pk == measure.pk:
        raise Refused("A measure cannot carry on itself.", field="continues")
    measure.edition += 1
    _write(measure, wording)
    record(by=by, event="measures.changed", on=measure_pointer(measure), details={"edition": measure.edition})
    return measure


@transaction.atomic
def withdraw_measure(*, by: Actor, measure: Measure, because: str, today: date) -> Measure:
    """Take a measure out of a plan before it has been decided, and say why."""
    measure = _locked(measure)
    demand_writing(by, measure.plan)
    refuse_person_data(because=because)
    if measure.state != MeasureState.OPEN:
        raise Refused("The measure has already ended.")
    if is_in_force(measure):
        raise Refused("The measure is in force and cannot be withdrawn.", way_on="Stop it instead, with the reason.")
    if waits(measure):
        raise Refused(
            "The measure waits for a decision and cannot be withdrawn now.",
            way_on="Have the version sent back first, or let it be decided.",
        )
    if not because.strip():
        raise Refused("Write why the measure is withdrawn.", field="because")
    measure.state, measure.ended_on, measure.stopped_because = MeasureState.WITHDRAWN, today, because.strip()
    measure.entered = None
    measure.edition += 1
    measure.save(update_fields=["state", "ended_on", "stopped_because", "entered", "edition"])
    record(by=by, event="measures.withdrawn", on=measure_pointer(measure))
    return measure


@transaction.atomic
def stop_measure(
    *, by: Actor, measure: Measure, because: str, decision: Decision | None = None, today: date
) -> Measure:
    """Stop a measure in force before it is done, with reason and the decision where there is one (ACT-28).

    It stays where it is, searchable, with its reason.
    """
    measure = _locked(measure)
    demand_writing(by, measure.plan)
    refuse_person_data(because=because)
    if measure.state != MeasureState.OPEN:
        raise Refused("The measure has already ended.")
    if not is_in_force(measure):
        raise Refused("The measure is not in force.", way_on="Withdraw it from the draft instead.")
    if not because.strip():
        raise Refused("Write why the measure is stopped.", field="because")
    if decision is not None and decision.group.unit_id not in {
        measure.plan.unit_id,
        measure.plan.unit.municipality_id,
    }:
        raise Refused("The decision belongs to another unit's group.", field="decision")
    measure.state, measure.ended_on, measure.stopped_because = MeasureState.STOPPED, today, because.strip()
    measure.stop_decision = decision
    measure.edition += 1
    measure.save(update_fields=["state", "ended_on", "stopped_because", "stop_decision", "edition"])
    record(
        by=by,
        event="measures.stopped",
        on=measure_pointer(measure),
        details={"decision": decision.reference if decision else ""},
    )
    return measure
