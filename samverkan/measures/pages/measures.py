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
from samverkan.measures.pages.plans import HalfMark, Light, Link, day_of, plan_name, said_by
from samverkan.measures.queries.halves import delivered
from samverkan.measures.queries.measures import half_content, is_in_force, lamps_of, measure_content
from samverkan.measures.queries.reach import Reach
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
    is_said: bool
    has_part: bool
    text: str
    owner: str
    others: tuple[str, ...]
    no_part_because: str
    in_planning: str
    planning_reference: str
    budget_line: str
    assignment: str
    resources: str
    lacks_money: bool
    lacks_assignment: bool
    deliveries: tuple[DeliveryRow, ...]
    given: int
    outcome: str
    done_on: date | None
    closed_by: str
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
    def of(
        cls,
        measure: Measure,
        party: Party,
        half: Half | None,
        actor: Actor,
        *,
        on: date,
        said: Mapping[str, Any] | None,
    ) -> HalfBlock:
        """Return the block of a measure fetched `in_full`; `said` is the half in the wording that the reader reads.

        How it stands in planning and budget, and what has been done, is told as it is: that is no wording.
        """
        plan, is_open = measure.plan, measure.state == MeasureState.OPEN
        state = HalfState(half.state) if half else None
        sets = may_set(actor, plan.unit_id, plan.group_id, party)
        reports = half is not None and may_report(actor, plan.unit_id, plan.group_id, party, half.unit_id)
        runs = is_open and is_in_force(measure)
        before = state in {HalfState.PLANNED, HalfState.ONGOING}
        lacks = wanting(state, InPlanning(half.in_planning), half.assignment) if half and state else None
        now: Mapping[str, Any] = half_content(half) if half else {}
        words = (now if said is None else said) if half else {}

        def to(name: str, may: object) -> str:
            return reverse(f"measures:{name}", args=[half.pk]) if may and half is not None else ""

        closes = reports and runs and state == HalfState.REPORTED
        return cls(
            party=party,
            mark=HalfMark.of(party, half, is_open=is_open, on=on, said=said),
            is_said=half is not None,
            has_part=half is not None and state != HalfState.NONE,
            text=words.get("text", ""),
            owner=words.get("owner", ""),
            others=tuple(words.get("co_actors", ())),
            no_part_because=half.no_part_because if half else "",
            in_planning=gettext(InPlanning(half.in_planning).label) if half else "",
            planning_reference=now.get("planning_reference", ""),
            budget_line=now.get("budget_line", ""),
            assignment=now.get("assignment", ""),
            resources=now.get("resources", ""),
            lacks_money=lacks is not None and lacks.money,
            lacks_assignment=lacks is not None and lacks.assignment,
            deliveries=tuple(
                DeliveryRow.of(one, may_withdraw=reports and runs and before) for one in half.deliveries.all()
            )
            if half
            else (),
            given=delivered(half) if half else 0,
            outcome=half.outcome if half and half.done_on else "",
            done_on=half.done_on if half else None,
            closed_by=half.closed_by if half and measure.is_important else "",
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


def _events(measure: Measure, on: date, said: Mapping[str, Any]) -> tuple[Event, ...]:
    """Return the measure's life in the order of days; what lies ahead is marked. `said` is the wording that is read."""
    starts_on = date.fromisoformat(said["starts_on"])
    events = [Event(starts_on, gettext("Starts"), is_to_come=starts_on > on)]
    for half in measure.halves.all():
        state = HalfState(half.state)
        due_on = day_of((said_by(said, Party(half.party)) or half_content(half))["due_on"])
        for one in half.deliveries.all():
            if not one.withdrawn_because:
                what = gettext("Delivered %(number)s %(unit)s") % {"number": one.amount, "unit": half.dose_unit}
                events.append(Event(one.on, what, one.note, party=half.party))
        if half.done_on is not None:
            events.append(Event(half.done_on, gettext("The part was done"), half.outcome, party=half.party))
        elif due_on is not None and state != HalfState.NONE and measure.state == MeasureState.OPEN:
            late = is_late(state, due_on, on)
            title = gettext("Should have been done") if late else gettext("To be done")
            events.append(Event(due_on, title, party=half.party, is_to_come=not late))
    if measure.ended_on is not None:
        state_word = gettext(MeasureState(measure.state).label)
        events.append(Event(measure.ended_on, state_word, measure.stopped_because))
    return tuple(sorted(events, key=lambda event: event.day))


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure: two halves side by side, why it is done, and what has happened."""

    title: str
    number: int
    description: str
    state: MeasureState
    is_in_force: bool
    area: str
    area_address: str
    place: Link
    plan: str
    plan_address: str
    unit: str
    halves: tuple[HalfBlock, ...]
    lights: tuple[Light, ...]
    problem: Link
    cause: Link
    analysis: Link
    other_causes: tuple[str, ...]
    no_cause_because: str
    goal: Link
    goal_note: str
    indicators: tuple[Link, ...]
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
        reach: Reach,
        sees_plan: bool,
        waits: bool,
    ) -> MeasurePage:
        """Return the page of a measure fetched `in_full`.

        `decided` is its wording in the decided version: who has insight only reads that, and not what is being
        written. A department that only has a part here is shown no way into the district's plan.
        """
        insight = has_insight_only(actor)
        said = decided if insight and decided is not None else measure_content(measure)
        halves = {half.party: half for half in measure.halves.all()}
        writes = may_write(actor, measure.plan.unit_id, measure.plan.group_id)
        in_force, is_open = is_in_force(measure), measure.state == MeasureState.OPEN
        decision = measure.stop_decision
        labels: tuple[tuple[str, Any], ...] = (
            (gettext("Prevention level"), Level(said["level"])),
            (gettext("Kind of prevention"), Kind(said["kind"])),
            (gettext("Type"), MeasureType(said["measure_type"])),
            (gettext("Short or long term"), TermLength(said["term_length"])),
            (gettext("Directed at"), DirectedAt(said["directed_at"])),
            (gettext("Whom it benefits"), Benefits(said["benefits"])),
        )
        facts = [(label, gettext(word.label)) for label, word in labels]
        facts += [
            (label, text)
            for label, text in (
                (gettext("How it can be adapted to help both sexes"), said["benefits_note"]),
                (gettext("Resources needed"), said["resources_needed"]),
            )
            if text
        ]
        keys = {one.name: one.pk for one in getattr(measure.sub_goal, "in_use", ())}
        same_cause = said["cause_key"] == measure.main_cause_id
        same_goal = said["goal_key"] == measure.sub_goal_id
        return cls(
            title=said["title"],
            number=measure.number,
            description=said["description"],
            state=MeasureState(measure.state),
            is_in_force=in_force,
            area=said["area"],
            area_address=reverse("priorities:area", args=[measure.area_id])
            if said["area"] == measure.area.name
            else "",
            place=Link.to(said["place"], "places:place", reach.place),
            plan=plan_name(measure.plan),
            plan_address=reverse("measures:plan", args=[measure.plan_id]) if sees_plan else "",
            unit=measure.plan.unit.name,
            halves=tuple(
                HalfBlock.of(measure, party, halves.get(party), actor, on=on, said=said_by(said, party))
                for party in PARTIES
            ),
            lights=()
            if insight
            else tuple(Light.of(lamp) for lamp in lamps_of(measure, on=on, decided=dict(decided) if decided else None)),
            problem=Link.to(said["problem"], "situation:problem", reach.problem if same_cause else None),
            cause=Link.to(said["cause"], "causes:cause", reach.cause if same_cause else None),
            analysis=Link.to(said["analysis"], "causes:analysis", reach.analysis if same_cause else None),
            other_causes=tuple(said["other_causes"]),
            no_cause_because=said["no_cause_because"],
            goal=Link.to(said["goal"], "indicators:sub_goal", reach.goal if same_goal else None),
            goal_note=said["how_measured"],
            indicators=tuple(
                Link.to(name, "indicators:indicator", keys[name] if keys.get(name) in reach.indicators else None)
                for name in said["indicators"]
            ),
            no_goal_because=said["no_goal_because"],
            mechanism=said["mechanism"],
            sides=tuple((gettext(side.label), side.value in said["sides"]) for side in Side),
            facts=tuple(facts),
            continues=f"{measure.continues.title} ({measure.continues.plan.year})" if measure.continues else "",
            continues_address=reverse("measures:measure", args=[measure.continues_id])
            if measure.continues_id and sees_plan and not insight
            else "",
            continues_work="" if insight else measure.continues_work,
            proportionality=said["proportionality"],
            is_important=said["is_important"],
            stopped_because=measure.stopped_because,
            decision=str(decision) if decision else "",
            decision_address=decision_pointer(decision).address if decision else "",
            missing=tuple(Seat.of(unit, wanted) for unit, wanted in missing) if writes and is_open else (),
            events=_events(measure, on, said),
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
