"""What the pages of measures and halves are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.causes.words import Side
from samverkan.decisions.services import decision_pointer
from samverkan.ground.words import Party
from samverkan.measures.models import Delivery, Half, Measure
from samverkan.measures.pages.plans import HalfMark, Light, plan_name
from samverkan.measures.queries.halves import delivered
from samverkan.measures.queries.measures import is_in_force, lamps_of
from samverkan.measures.rules.access import has_insight_only, may_report, may_set, may_write
from samverkan.measures.rules.measures import PARTIES, is_late, wanting
from samverkan.measures.rules.table import Wanted
from samverkan.measures.words import (
    Benefits,
    DirectedAt,
    HalfState,
    InPlanning,
    Kind,
    Level,
    MeasureState,
    MeasureType,
    TermLength,
)
from samverkan.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """So much on a day."""

    on: date
    amount: int
    note: str
    by: str
    withdrawn_because: str
    withdraw_address: str

    @classmethod
    def of(cls, delivery: Delivery, *, may_withdraw: bool) -> DeliveryRow:
        """Return the row."""
        may = may_withdraw and not delivery.withdrawn_because
        return cls(
            on=delivery.on,
            amount=delivery.amount,
            note=delivery.note,
            by=delivery.recorded_by,
            withdrawn_because=delivery.withdrawn_because,
            withdraw_address=reverse("measures:withdraw_delivery", args=[delivery.pk]) if may else "",
        )


@dataclass(frozen=True, slots=True)
class HalfBlock:
    """One party's half beside the other's, with what the reader may do."""

    party: Party
    mark: HalfMark
    half: Half | None
    owner: str
    others: tuple[str, ...]
    in_planning: str
    lacks_money: bool
    lacks_assignment: bool
    deliveries: tuple[DeliveryRow, ...]
    given: int
    set_address: str
    leave_out_address: str
    start_address: str
    deliver_address: str
    report_address: str
    close_address: str
    reopen_address: str
    evidence_address: str
    evidence: str
    waits_for_other: bool
    """It waits to be closed, and the reader is the one who reported it."""

    @classmethod
    def of(cls, measure: Measure, party: Party, half: Half | None, actor: Actor, *, on: date) -> HalfBlock:
        """Return the block of a measure fetched `in_full`."""
        plan, is_open = measure.plan, measure.state == MeasureState.OPEN
        state = HalfState(half.state) if half else None
        sets = may_set(actor, plan.unit_id, plan.group_id, party)
        reports = half is not None and may_report(actor, plan.unit_id, plan.group_id, party, half.unit_id)
        runs = is_open and is_in_force(measure)
        before = state in {HalfState.PLANNED, HalfState.ONGOING}
        lacks = wanting(state, InPlanning(half.in_planning), half.assignment) if half and state else None

        def to(name: str, may: object) -> str:
            return reverse(f"measures:{name}", args=[half.pk]) if may and half is not None else ""

        closes = reports and runs and state == HalfState.REPORTED
        return cls(
            party=party,
            mark=HalfMark.of(party, half, is_open=is_open, on=on),
            half=half,
            owner=half.owner_title if half else "",
            others=tuple(unit.name for unit in half.co_actors.all()) if half else (),
            in_planning=gettext(InPlanning(half.in_planning).label) if half else "",
            lacks_money=lacks is not None and lacks.money,
            lacks_assignment=lacks is not None and lacks.assignment,
            deliveries=tuple(
                DeliveryRow.of(one, may_withdraw=reports and runs and before) for one in half.deliveries.all()
            )
            if half
            else (),
            given=delivered(half) if half else 0,
            set_address=reverse("measures:set_half", args=[measure.pk, party.value])
            if is_open and (sets or reports) and (state is None or before or (sets and state == HalfState.NONE))
            else "",
            leave_out_address=reverse("measures:leave_out_half", args=[measure.pk, party.value])
            if is_open and sets and (state is None or state == HalfState.PLANNED)
            else "",
            start_address=to("start_half", reports and runs and state == HalfState.PLANNED),
            deliver_address=to("deliver", reports and runs and before and half is not None and half.dose),
            report_address=to("report_half", reports and runs and before),
            close_address=to("close_half", closes and half is not None and half.reported_by_id != actor.user_id),
            reopen_address=to(
                "reopen_half",
                reports
                and measure.state in {MeasureState.OPEN, MeasureState.DONE}
                and state in {HalfState.REPORTED, HalfState.DONE},
            ),
            evidence_address=to("evidence", half is not None and half.evidence_id and not has_insight_only(actor)),
            evidence=half.evidence.name if half and half.evidence else "",
            waits_for_other=bool(closes and half is not None and half.reported_by_id == actor.user_id),
        )


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit that may be missing at the table, and why it is thought of."""

    unit: str
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, unit: Unit, wanted: Wanted | None) -> Seat:
        """Return the row in the reader's language."""
        if wanted is None:
            return cls(unit.name, (gettext("Owns or answers for a part of the place"),))
        return cls(unit.name, tuple(gettext(reason.label) for reason in wanted.because))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the measure."""

    day: date
    title: str
    text: str = ""
    address: str = ""
    party: str = ""
    status: str = ""
    is_to_come: bool = False


def _events(measure: Measure, on: date) -> tuple[Event, ...]:
    """Return the measure's life in the order of days; what lies ahead is marked."""
    events = [Event(measure.starts_on, gettext("Starts"), is_to_come=measure.starts_on > on)]
    for half in measure.halves.all():
        state = HalfState(half.state)
        for one in half.deliveries.all():
            if not one.withdrawn_because:
                what = gettext("Delivered %(number)s %(unit)s") % {"number": one.amount, "unit": half.dose_unit}
                events.append(Event(one.on, what, one.note, party=half.party))
        if half.done_on is not None:
            events.append(Event(half.done_on, gettext("The part was done"), half.outcome, party=half.party))
        elif half.due_on is not None and state != HalfState.NONE and measure.state == MeasureState.OPEN:
            late = is_late(state, half.due_on, on)
            title = gettext("Should have been done") if late else gettext("To be done")
            events.append(Event(half.due_on, title, party=half.party, is_to_come=not late))
    if measure.ended_on is not None:
        state_word = gettext(MeasureState(measure.state).label)
        events.append(Event(measure.ended_on, state_word, measure.stopped_because))
    return tuple(sorted(events, key=lambda event: event.day))


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure: two halves side by side, why it is done, and what has happened."""

    pk: int
    title: str
    number: int
    description: str
    state: MeasureState
    is_in_force: bool
    is_decided_wording: bool
    area: str
    area_address: str
    place: str
    place_address: str
    plan: str
    plan_address: str
    unit: str
    halves: tuple[HalfBlock, ...]
    lights: tuple[Light, ...]
    cause: str
    analysis: str
    problem: str
    other_causes: tuple[str, ...]
    no_cause_because: str
    goal: str
    goal_note: str
    indicators: tuple[str, ...]
    no_goal_because: str
    mechanism: str
    sides: tuple[tuple[str, bool], ...]
    facts: tuple[tuple[str, str], ...]
    continues: str
    continues_address: str
    continues_work: str
    proportionality: str
    is_important: bool
    stopped_because: str
    decision: str
    decision_address: str
    missing: tuple[Seat, ...]
    events: tuple[Event, ...]
    change_address: str
    withdraw_address: str
    stop_address: str

    @classmethod
    def of(
        cls,
        measure: Measure,
        actor: Actor,
        *,
        on: date,
        decided: Mapping[str, Any] | None,
        missing: Iterable[tuple[Unit, Wanted | None]],
        sees_plan: bool,
        waits: bool,
    ) -> MeasurePage:
        """Return the page of a measure fetched `in_full`.

        `decided` is its wording in the decided version: who has insight only reads that, and not what is being
        written. A department that only has a part here is shown no way into the district's plan.
        """
        insight = has_insight_only(actor)
        said: Mapping[str, Any] = decided if insight and decided is not None else {}
        halves = {half.party: half for half in measure.halves.all()}
        writes = may_write(actor, measure.plan.unit_id, measure.plan.group_id)
        in_force, is_open = is_in_force(measure), measure.state == MeasureState.OPEN
        cause, goal, decision = measure.main_cause, measure.sub_goal, measure.stop_decision
        labels: tuple[tuple[str, Any], ...] = (
            (gettext("Prevention level"), Level(measure.level)),
            (gettext("Kind of prevention"), Kind(measure.kind)),
            (gettext("Type"), MeasureType(measure.measure_type)),
            (gettext("Term"), TermLength(measure.term_length)),
            (gettext("Directed at"), DirectedAt(measure.directed_at)),
            (gettext("Whom it benefits"), Benefits(measure.benefits)),
        )
        facts = [(label, gettext(word.label)) for label, word in labels]
        facts += [
            (label, text)
            for label, text in (
                (gettext("How it can be adapted to help both sexes"), measure.benefits_note),
                (gettext("Resources needed"), measure.resources_needed),
            )
            if text
        ]
        return cls(
            pk=measure.pk,
            title=said.get("title", measure.title),
            number=measure.number,
            description=said.get("description", measure.description),
            state=MeasureState(measure.state),
            is_in_force=in_force,
            is_decided_wording=bool(said),
            area=measure.area.name,
            area_address=reverse("priorities:area", args=[measure.area_id]),
            place=measure.place.name if measure.place else "",
            place_address="",
            plan=plan_name(measure.plan),
            plan_address=reverse("measures:plan", args=[measure.plan_id]) if sees_plan else "",
            unit=measure.plan.unit.name,
            halves=tuple(HalfBlock.of(measure, party, halves.get(party), actor, on=on) for party in PARTIES),
            lights=()
            if insight
            else tuple(Light.of(lamp) for lamp in lamps_of(measure, on=on, decided=dict(decided) if decided else None)),
            cause=said.get("cause", cause.text if cause else ""),
            analysis=said.get("analysis", cause.analysis.title if cause else ""),
            problem=said.get("problem", cause.analysis.problem.title if cause else ""),
            other_causes=tuple(one.text for one in measure.causes.all() if one.pk != measure.main_cause_id),
            no_cause_because=said.get("no_cause_because", measure.no_cause_because),
            goal=said.get("goal", goal.text if goal else ""),
            goal_note=goal.how_measured if goal else "",
            indicators=tuple(one.name for one in getattr(goal, "in_use", ())) if goal else (),
            no_goal_because=said.get("no_goal_because", measure.no_goal_because),
            mechanism=said.get("mechanism", measure.mechanism),
            sides=tuple((gettext(side.label), side.value in measure.sides) for side in Side),
            facts=tuple(facts),
            continues=f"{measure.continues.title} ({measure.continues.plan.year})" if measure.continues else "",
            continues_address=reverse("measures:measure", args=[measure.continues_id])
            if measure.continues_id and sees_plan
            else "",
            continues_work=measure.continues_work,
            proportionality=measure.proportionality,
            is_important=measure.is_important,
            stopped_because=measure.stopped_because,
            decision=str(decision) if decision else "",
            decision_address=decision_pointer(decision).address if decision else "",
            missing=tuple(Seat.of(unit, wanted) for unit, wanted in missing) if writes and is_open else (),
            events=_events(measure, on),
            change_address=reverse("measures:change", args=[measure.pk]) if writes and is_open else "",
            withdraw_address=reverse("measures:withdraw", args=[measure.pk])
            if writes and is_open and not in_force and not waits
            else "",
            stop_address=reverse("measures:stop", args=[measure.pk]) if writes and is_open and in_force else "",
        )


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A half that the reader's own unit owes."""

    title: str
    address: str
    text: str
    unit: str
    district: str
    plan: str
    mark: HalfMark
    deliver_address: str
    report_address: str
    close_address: str
    start_address: str

    @classmethod
    def of(cls, half: Half, actor: Actor, *, on: date) -> OwedRow:
        """Return the row. Wants `queries.halves_due`."""
        state = HalfState(half.state)
        before = state in {HalfState.PLANNED, HalfState.ONGOING}

        def to(name: str, may: object) -> str:
            return reverse(f"measures:{name}", args=[half.pk]) if may else ""

        return cls(
            title=half.measure.title,
            address=reverse("measures:measure", args=[half.measure_id]),
            text=half.text,
            unit=half.unit.name if half.unit else "",
            district=half.measure.plan.unit.name,
            plan=str(half.measure.plan.year),
            mark=HalfMark.of(Party(half.party), half, is_open=True, on=on),
            deliver_address=to("deliver", before and half.dose),
            report_address=to("report_half", before),
            close_address=to("close_half", state == HalfState.REPORTED and half.reported_by_id != actor.user_id),
            start_address=to("start_half", state == HalfState.PLANNED),
        )


@dataclass(frozen=True, slots=True)
class MinePage:
    """What the reader's own unit owes, and what it has done lately."""

    late: tuple[OwedRow, ...]
    soon: tuple[OwedRow, ...]
    later: tuple[OwedRow, ...]
    waiting: tuple[OwedRow, ...]
    done: tuple[tuple[str, str, date | None, str], ...]
    paging: Any
    has_unit: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is owed."""
        return not (self.late or self.soon or self.later or self.waiting)
