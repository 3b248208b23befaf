"""Deeds with the parties' halves: say them, start, deliver, report, close, open again.

Each party changes only its own. A measure is done when both halves are; nothing else makes it done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.agreements.services.files import Upload, keep_upload
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.measures.models import Delivery, Half, Measure
from samverkan.measures.queries.measures import actors_to_choose, is_in_force, units_of_party
from samverkan.measures.rules.access import may_report, may_set
from samverkan.measures.rules.measures import PARTIES, is_done
from samverkan.measures.services.pointers import (
    delivery_pointer,
    demand_current,
    half_pointer,
    measure_pointer,
)
from samverkan.measures.words import HalfState, InPlanning, MeasureState
from samverkan.organisation.models import Unit

NOT_YOUR_HALF = "Each party changes only its own half of a measure."
LARGEST = 1_000_000
"""The largest dose or delivery that is taken: a larger number is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a party takes on: who answers, how much and until when, and where it stands in its planning."""

    unit: Unit
    owner_title: str
    text: str
    due_on: date
    dose: int | None = None
    dose_unit: str = ""
    co_actors: Sequence[Unit] = field(default_factory=tuple)
    in_planning: InPlanning = InPlanning.UNKNOWN
    budget_line: str = ""
    planning_reference: str = ""
    assignment: str = ""
    resources: str = ""


_TEXTS = ("owner_title", "text", "dose_unit", "budget_line", "planning_reference", "assignment", "resources")


def _locked_measure(measure: Measure) -> Measure:
    """Hold the measure: whether it is done follows from both halves, so its halves change one at a time."""
    return (
        Measure.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "plan__group", "entered__annex_version")
        .get(pk=measure.pk)
    )


def _locked(half: Half) -> Half:
    measure = _locked_measure(half.measure)
    half = Half.objects.select_for_update(of=("self",)).select_related("unit").get(pk=half.pk)
    half.measure = measure
    return half


def _demand_reporting(by: Actor, half: Half) -> None:
    plan = half.measure.plan
    demand(may_report(by, plan.unit_id, plan.group_id, Party(half.party), half.unit_id), NOT_YOUR_HALF)


def _demand_running(half: Half) -> None:
    if not is_in_force(half.measure):
        raise Refused(
            "The measure is not in force: the plan that holds it has not been decided.",
            way_on="Have the plan decided first.",
        )
    if half.measure.state != MeasureState.OPEN:
        raise Refused("The measure has ended.")


def _settle(by: Actor, measure: Measure, today: date) -> None:
    """Let the measure be done when both halves are, and only then."""
    done = is_done(HalfState(state) for state in measure.halves.values_list("state", flat=True))
    if done and measure.state == MeasureState.OPEN:
        measure.state, measure.ended_on = MeasureState.DONE, today
        measure.save(update_fields=["state", "ended_on"])
        record(by=by, event="measures.done", on=measure_pointer(measure))
    elif not done and measure.state == MeasureState.DONE:
        measure.state, measure.ended_on = MeasureState.OPEN, None
        measure.save(update_fields=["state", "ended_on"])
        record(by=by, event="measures.opened_again", on=measure_pointer(measure))


def _checked(measure: Measure, party: Party, commitment: Commitment, today: date) -> None:
    refuse_person_data(**{name: getattr(commitment, name) for name in _TEXTS})
    if not commitment.owner_title.strip():
        raise Refused("Write which function answers for the part.", field="owner_title")
    if not commitment.text.strip():
        raise Refused("Write what the party does.", field="text")
    if commitment.unit.pk not in {unit.pk for unit in units_of_party(measure.plan.unit, party, on=today)}:
        raise Refused("The unit does not belong to the party here.", field="unit")
    allowed = {unit.pk for unit in actors_to_choose(measure.plan.unit, on=today)}
    if any(unit.pk not in allowed for unit in commitment.co_actors):
        raise Refused("One of the co-actors does not work here.", field="co_actors")
    if commitment.dose is not None and not 0 < commitment.dose <= LARGEST:
        raise Refused("Write how much as a number from 1 to %(most)s.", field="dose", most=LARGEST)
    if (commitment.dose is None) != (not commitment.dose_unit.strip()):
        raise Refused(
            "Write both how much and of what, or neither.",
            field="dose" if commitment.dose is None else "dose_unit",
        )
    if commitment.due_on < measure.starts_on:
        raise Refused("The last day lies before the measure starts.", field="due_on")


@transaction.atomic
def set_half(
    *, by: Actor, measure: Measure, party: Party, commitment: Commitment, edition: int = 0, today: date
) -> Half:
    """Say what a party's half is (ACT-09, -10, -20, -21, -34); `edition` 0 where nothing had been said.

    A unit that answers for a half may itself write it, but not hand it to another unit.
    """
    measure = _locked_measure(measure)
    plan = measure.plan
    half = Half.objects.select_for_update(of=("self",)).filter(measure=measure, party=party).first()
    may = may_set(by, plan.unit_id, plan.group_id, party)
    is_owners = half is not None and may_report(by, plan.unit_id, plan.group_id, party, half.unit_id)
    demand(may or is_owners, NOT_YOUR_HALF)
    if party not in PARTIES:
        raise Refused("A measure has a half for the municipality and one for the police.", field="party")
    if half is not None:
        half.measure = measure
        demand_current(edition, half.edition, half_pointer(half))
    elif edition:
        raise Refused("The half is not there any longer.")
    if measure.state != MeasureState.OPEN or (half is not None and half.state in {HalfState.DONE, HalfState.REPORTED}):
        raise Refused("The half has been reported done and cannot be changed.", way_on="Open it again first.")
    _checked(measure, party, commitment, today)
    if not may and half is not None and commitment.unit.pk != half.unit_id:
        raise Refused("Only the district hands the part to another unit.", field="unit")
    if half is None:
        half = Half(measure=measure, party=party, edition=0)
    for name in ("unit", "due_on", "dose", "in_planning"):
        setattr(half, name, getattr(commitment, name))
    for name in _TEXTS:
        setattr(half, name, getattr(commitment, name).strip())
    if half.state == HalfState.NONE:
        half.state = HalfState.PLANNED
    half.no_part_because = ""
    half.edition += 1
    half.save()
    half.co_actors.set(commitment.co_actors)
    record(by=by, event="measures.half_set", on=half_pointer(half), details={"edition": half.edition})
    return half


@transaction.atomic
def leave_out_half(*, by: Actor, measure: Measure, party: Party, because: str, edition: int = 0, today: date) -> Half:
    """Say that the party has no part in the measure, and why. One of the two has always a part."""
    measure = _locked_measure(measure)
    demand(may_set(by, measure.plan.unit_id, measure.plan.group_id, party), NOT_YOUR_HALF)
    refuse_person_data(because=because)
    half = Half.objects.select_for_update(of=("self",)).filter(measure=measure, party=party).first()
    if half is not None:
        half.measure = measure
        demand_current(edition, half.edition, half_pointer(half))
    elif edition:
        raise Refused("The half is not there any longer.")
    if measure.state != MeasureState.OPEN:
        raise Refused("The measure has ended.")
    if not because.strip():
        raise Refused("Write why the party has no part.", field="because")
    if party not in PARTIES:
        raise Refused("A measure has a half for the municipality and one for the police.", field="party")
    if Half.objects.filter(measure=measure, state=HalfState.NONE).exclude(party=party).exists():
        raise Refused("The other party has no part either: then it is no measure of the two.", field="because")
    if half is not None and half.state not in {HalfState.PLANNED, HalfState.NONE}:
        raise Refused("Work on the half has begun.", way_on="Stop the measure instead, with the reason.")
    if half is None:
        half = Half(measure=measure, party=party, edition=0)
    half.state, half.no_part_because = HalfState.NONE, because.strip()
    half.edition += 1
    half.save()
    record(by=by, event="measures.half_left_out", on=half_pointer(half))
    _settle(by, measure, today)
    return half


@transaction.atomic
def start_half(*, by: Actor, half: Half) -> Half:
    """Say that work on the half has begun."""
    half = _locked(half)
    _demand_reporting(by, half)
    _demand_running(half)
    if half.state != HalfState.PLANNED:
        raise Refused("Work on the half has already begun, or the party has no part.")
    half.state = HalfState.ONGOING
    half.edition += 1
    half.save(update_fields=["state", "edition"])
    record(by=by, event="measures.half_started", on=half_pointer(half))
    return half


@transaction.atomic
def record_delivery(
    *, by: Actor, half: Half, on: date, amount: int, note: str = "", today: date, now: datetime
) -> Delivery:
    """Record that so much of the dose was delivered on a day (FOL-27); the first delivery starts the half."""
    half = _locked(half)
    _demand_reporting(by, half)
    refuse_person_data(note=note)
    _demand_running(half)
    if half.state not in {HalfState.PLANNED, HalfState.ONGOING}:
        raise Refused("The half is not under way.", way_on="Open it again first.")
    if half.dose is None:
        raise Refused("The half has no dose to deliver of.", way_on="Say in the half how much is to be done, first.")
    if not 0 < amount <= LARGEST:
        raise Refused("Write how much as a number from 1 to %(most)s.", field="amount", most=LARGEST)
    if on > today:
        raise Refused("The day lies ahead: record the delivery when it has been made.", field="on")
    if on < half.measure.starts_on:
        raise Refused("The measure starts on %(day)s.", field="on", day=half.measure.starts_on)
    delivery = Delivery.objects.create(
        half=half, on=on, amount=amount, note=note.strip(), recorded_at=now, recorded_by=by.name[:120]
    )
    if half.state == HalfState.PLANNED:
        half.state = HalfState.ONGOING
        half.edition += 1
        half.save(update_fields=["state", "edition"])
    record(by=by, event="measures.delivered", on=delivery_pointer(delivery), details={"amount": amount})
    return delivery


@transaction.atomic
def withdraw_delivery(*, by: Actor, delivery: Delivery, because: str) -> Delivery:
    """Take back a delivery that was recorded wrongly, and say why; the row stays, struck through."""
    half = _locked(delivery.half)
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    delivery.half = half
    _demand_reporting(by, half)
    refuse_person_data(because=because)
    if delivery.withdrawn_because:
        raise Refused("The delivery has already been withdrawn.")
    if not because.strip():
        raise Refused("Write why the delivery is withdrawn.", field="because")
    if half.state not in {HalfState.PLANNED, HalfState.ONGOING}:
        raise Refused("The half has been reported done.", way_on="Open it again first.")
    delivery.withdrawn_because = because.strip()
    delivery.save(update_fields=["withdrawn_because"])
    record(by=by, event="measures.delivery_withdrawn", on=delivery_pointer(delivery))
    return delivery


def _take_evidence(by: Actor, half: Half, upload: Upload | None) -> None:
    if upload is not None:
        half.evidence = keep_upload(by=by, upload=upload, field="evidence")


@transaction.atomic
def report_half_done(
    *, by: Actor, half: Half, done_on: date, outcome: str, evidence: Upload | None = None, today: date
) -> Half:
    """Report that the party has done its half.

    An ordinary half is done by this. An important one waits until another person closes it with evidence.
    """
    half = _locked(half)
    _demand_reporting(by, half)
    refuse_person_data(outcome=outcome)
    _demand_running(half)
    if half.state not in {HalfState.PLANNED, HalfState.ONGOING}:
        raise Refused("The half has already been reported, or the party has no part.")
    if not outcome.strip():
        raise Refused("Write what was done.", field="outcome")
    if done_on > today:
        raise Refused("The day lies ahead: report when it has been done.", field="done_on")
    if done_on < half.measure.starts_on:
        raise Refused("The measure starts on %(day)s.", field="done_on", day=half.measure.starts_on)
    _take_evidence(by, half, evidence)
    half.done_on, half.outcome = done_on, outcome.strip()
    half.reported_by, half.reported_by_id = by.name[:120], by.user_id
    half.state = HalfState.REPORTED if half.measure.is_important else HalfState.DONE
    half.closed_by = "" if half.measure.is_important else by.name[:120]
    half.edition += 1
    half.save()
    record(by=by, event="measures.half_reported", on=half_pointer(half), details={"done_on": done_on.isoformat()})
    _settle(by, half.measure, today)
    return half


@transaction.atomic
def close_half(*, by: Actor, half: Half, evidence: Upload | None = None, today: date) -> Half:
    """Close a reported half of an important measure: four eyes, and evidence attached."""
    half = _locked(half)
    _demand_reporting(by, half)
    _demand_running(half)
    if half.state != HalfState.REPORTED:
        raise Refused("The half has not been reported done.")
    if by.user_id is None or by.user_id == half.reported_by_id:
        raise Refused(
            "Another person than the one who reported closes an important measure.",
            way_on="Ask a colleague of the same party to look at it and close it.",
        )
    _take_evidence(by, half, evidence)
    if half.evidence_id is None:
        raise Refused("Attach the evidence: without it an important measure is not closed.", field="evidence")
    half.state, half.closed_by = HalfState.DONE, by.name[:120]
    half.edition += 1
    half.save()
    record(by=by, event="measures.half_closed", on=half_pointer(half))
    _settle(by, half.measure, today)
    return half


@transaction.atomic
def reopen_half(*, by: Actor, half: Half, because: str, today: date) -> Half:
    """Open a reported or done half again, and say why; a measure that was done is open again with it."""
    half = _locked(half)
    _demand_reporting(by, half)
    refuse_person_data(because=because)
    if half.state not in {HalfState.REPORTED, HalfState.DONE}:
        raise Refused("The half has not been reported done.")
    if half.measure.state not in {MeasureState.OPEN, MeasureState.DONE}:
        raise Refused("The measure has ended.")
    if not because.strip():
        raise Refused("Write why the half is opened again.", field="because")
    half.state, half.done_on = HalfState.ONGOING, None
    half.reported_by, half.reported_by_id, half.closed_by = "", None, ""
    shown = half.evidence.sha256 if half.evidence else ""
    half.evidence = None  # what was shown did not hold: the next to close shows it anew
    half.edition += 1
    half.save()
    record(
        by=by,
        event="measures.half_reopened",
        on=half_pointer(half),
        details={"because": because.strip()[:300], "evidence": shown},
    )
    _settle(by, half.measure, today)
    return half
