"""The judges, with tables of cases; each refusal of a rule beside its fulfilment."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.periods import add_months
from samverkan.ground.rule_sets import rule_sets
from samverkan.ground.terms import TermKind
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.mirror.rules import JUDGES, judge, judge_all, topic_of
from samverkan.mirror.rules.facts import (
    AmendmentFact,
    AppointmentFact,
    ExtensionFact,
    Facts,
    InformationFact,
    MeetingCount,
    PartyFact,
)
from samverkan.mirror.rules.findings import Finding, worst
from samverkan.mirror.rules.meetings import last_day_to_book
from samverkan.mirror.tests.builders import AGREEMENT, AREAS, ON, annex, facts, group, met, seat, term, version
from samverkan.mirror.words import Status

TWO_A_YEAR = term(TermKind.MEETINGS_MINIMUM, group_kind="local_steering", minimum=2)
YEARLY_PICTURE = term(TermKind.REVISION, subject="situation_picture", months=12)
UPDATES = term(
    TermKind.ANNEX_UPDATE,
    annexes=["situation_picture"],
    decided_by="local_steering",
    written=True,
    dated=True,
    attached=True,
    notify="overall_preparation",
)


def one(found: tuple[Finding, ...]) -> Finding:
    """Return the only finding."""
    assert len(found) == 1
    return found[0]


def texts(found: Finding) -> str:
    """Return the message ids of the evidence, joined."""
    return " | ".join(sentence.text for sentence in found.evidence)


def test_every_kind_of_term_has_a_judge() -> None:
    assert set(JUDGES) == set(TermKind)


@pytest.mark.parametrize("key", sorted(rule_sets()))
@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2026, 12, 31), date(2031, 1, 1)])
def test_every_term_of_every_rule_set_gets_a_finding(key: str, on: date) -> None:
    for each in rule_sets()[key].terms:
        found = judge(each, facts(today=ON, tier=rule_sets()[key].tier.value), on)
        assert found
        assert all(finding.rule == each.key and finding.requirements and finding.evidence for finding in found)
        assert topic_of(each.kind)


@pytest.mark.req("MEE-02", "MEE-06")
@pytest.mark.parametrize(
    ("held", "booked", "on", "status", "is_at_risk", "due_date"),
    [
        (2, 0, date(2026, 1, 1), Status.FULFILLED, False, None),
        (0, 2, date(2026, 3, 10), Status.DUE, False, date(2026, 12, 31)),
        (1, 1, date(2026, 12, 31), Status.DUE, False, date(2026, 12, 31)),
        (1, 0, date(2026, 3, 10), Status.DUE, True, date(2026, 12, 31)),
        (0, 0, date(2026, 3, 10), Status.DUE, True, date(2026, 12, 30)),
        (0, 0, date(2026, 12, 30), Status.DUE, True, date(2026, 12, 30)),
        (0, 0, date(2026, 12, 31), Status.BREACHED, False, date(2026, 12, 30)),
        (1, 0, date(2026, 12, 31), Status.DUE, True, date(2026, 12, 31)),
    ],
)
def test_meetings_are_judged_by_what_is_held_booked_and_left_of_the_year(
    held: int, booked: int, on: date, status: Status, is_at_risk: bool, due_date: date | None
) -> None:
    found = one(judge(TWO_A_YEAR, facts(met(held, booked)), on))
    assert (found.status, found.is_at_risk, found.due_date) == (status, is_at_risk, due_date)


@pytest.mark.req("MEE-07")
def test_the_warning_during_the_year_says_how_many_must_be_booked_and_leads_to_booking() -> None:
    found = one(judge(TWO_A_YEAR, facts(met(held=0, booked=1)), ON))
    assert found.evidence[0].values == {"missing": 1, "latest": date(2026, 12, 31)}
    assert found.way_on is not None
    assert found.way_on.name == "meetings:book"


def test_a_part_of_a_year_cannot_be_judged_unless_the_whole_minimum_was_met() -> None:
    late = {"valid_from": date(2026, 1, 2), "version_from": date(2026, 1, 2)}
    assert one(judge(TWO_A_YEAR, facts(met(held=1), **late), ON)).status == Status.CANNOT_BE_JUDGED
    assert one(judge(TWO_A_YEAR, facts(met(held=2), **late), ON)).status == Status.FULFILLED
    assert one(judge(TWO_A_YEAR, facts(met(held=1), **late), date(2027, 3, 1))).status == Status.DUE


def test_the_year_an_agreement_ends_in_cannot_be_judged() -> None:
    assert one(judge(TWO_A_YEAR, facts(met(), valid_until=date(2026, 12, 31)), ON)).status == Status.CANNOT_BE_JUDGED
    assert one(judge(TWO_A_YEAR, facts(met(), valid_until=date(2027, 1, 1)), ON)).status == Status.DUE


def test_a_meeting_that_nobody_recorded_as_held_does_not_count_and_is_said() -> None:
    found = one(judge(TWO_A_YEAR, facts(met(held=1, unrecorded=3)), ON))
    assert found.status == Status.DUE
    assert "without being recorded as held" in texts(found)


def test_booked_meetings_before_a_day_to_come_count_as_held_and_are_said() -> None:
    found = one(judge(TWO_A_YEAR, facts(met(held=1, expected=1)), date(2026, 11, 1)))
    assert found.status == Status.FULFILLED
    assert "counted as held" in texts(found)


def test_a_prescribed_group_that_does_not_exist_is_a_breach_but_no_working_group_is_not() -> None:
    assert one(judge(TWO_A_YEAR, facts(), ON)).status == Status.BREACHED
    monthly = term(TermKind.MEETINGS_MINIMUM, group_kind="working", minimum=12)
    assert one(judge(monthly, facts(), ON)).status == Status.FULFILLED


@given(
    held=st.integers(0, 6),
    booked=st.integers(0, 6),
    minimum=st.integers(1, 6),
    on=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    start=st.dates(date(2023, 1, 1), date(2032, 12, 31)),
)
def test_one_more_meeting_never_makes_it_worse(held: int, booked: int, minimum: int, on: date, start: date) -> None:
    rule = term(TermKind.MEETINGS_MINIMUM, group_kind="local_steering", minimum=minimum)
    before = one(judge(rule, facts(met(held, booked), valid_from=start), on))
    for group_after in (met(held + 1, booked), met(held, booked + 1), met(held + 1, max(booked - 1, 0))):
        after = one(judge(rule, facts(group_after, valid_from=start), on))
        assert after.urgency >= before.urgency


@given(missing=st.integers(1, 60), year=st.integers(2024, 2040))
def test_the_last_day_to_book_leaves_one_day_for_each_meeting(missing: int, year: int) -> None:
    assert (date(year, 12, 31) - last_day_to_book(year, missing)).days == missing - 1


COMPOSITION = term(
    TermKind.COMPOSITION,
    group_kind="local_steering",
    functions=[
        {"function": "district_director", "minimum": 1, "party": "municipality"},
        {"function": "local_police_head", "minimum": 1, "party": "police"},
        {"function": "mandated_manager", "minimum": 1, "party": "municipality", "with_mandate": True},
    ],
)
FULL = (
    seat(FunctionKind.DISTRICT_DIRECTOR),
    seat(FunctionKind.LOCAL_POLICE_HEAD, Party.POLICE),
    seat(FunctionKind.MANDATED_MANAGER, key="transport"),
)


@pytest.mark.req("ORG-12")
def test_a_full_steering_group_fulfils_its_composition_and_a_vacant_seat_breaks_it() -> None:
    assert one(judge(COMPOSITION, facts(group(seats=FULL)), ON)).status == Status.FULFILLED
    vacant = (*FULL[:2], seat(FunctionKind.MANDATED_MANAGER, has_holder=False))
    found = one(judge(COMPOSITION, facts(group(seats=vacant)), ON))
    assert found.status == Status.BREACHED
    assert "vacant" in texts(found)


def test_a_composition_that_no_source_tells_cannot_be_judged() -> None:
    unknown = term(TermKind.COMPOSITION, group_kind="local_steering", unknown=True)
    assert one(judge(unknown, facts(group(seats=FULL)), ON)).status == Status.CANNOT_BE_JUDGED
    assert one(judge(unknown, facts(), ON)).status == Status.CANNOT_BE_JUDGED


def test_a_function_without_a_word_of_its_own_cannot_be_judged() -> None:
    odd = term(TermKind.COMPOSITION, group_kind="local_steering", functions=[{"function": "other", "text": "präst"}])
    assert one(judge(odd, facts(group(seats=FULL)), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("ORG-13", "ORG-19")
def test_a_prioritised_organisation_without_a_seat_is_a_warning_and_in_working_groups_a_suggestion() -> None:
    wanted: dict[str, Any] = {"organisations": ["transport", "housing"]}
    steering = term(TermKind.PRIORITISED, group_kind="local_steering", **wanted)
    found = one(judge(steering, facts(group(seats=FULL)), ON))
    assert found.status == Status.DUE
    assert len(found.evidence) == 2
    both = (*FULL, seat(FunctionKind.MANDATED_MANAGER, key="housing"))
    assert one(judge(steering, facts(group(seats=both)), ON)).status == Status.FULFILLED
    working = term(TermKind.PRIORITISED, group_kind="working", **wanted)
    assert one(judge(working, facts(group(GroupKind.WORKING)), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("ORG-07")
def test_a_right_to_co_opt_is_never_broken_and_a_duty_without_known_need_is_not_judged() -> None:
    for rule, status in (("may", Status.FULFILLED), ("shall", Status.CANNOT_BE_JUDGED)):
        asked = term(TermKind.CO_OPTION, group_kind="local_steering", rule=rule)
        assert one(judge(asked, facts(group()), ON)).status == status
    guest = seat(FunctionKind.OTHER, is_ordinary=False)
    asked = term(TermKind.CO_OPTION, group_kind="local_steering", rule="shall")
    assert one(judge(asked, facts(group(seats=(guest,))), ON)).status == Status.FULFILLED


LISTED = term(TermKind.ANNEXES, annexes=[{"number": 2, "kind": "situation_picture", "title": "Lägesbild"}])


@pytest.mark.req("AGR-04", "AGR-16")
@pytest.mark.parametrize(
    ("versions", "status"),
    [
        ((version(),), Status.FULFILLED),
        ((version(), version("submitted", number=2)), Status.FULFILLED),
        ((version("submitted"),), Status.DUE),
        ((version("signing"),), Status.DUE),
        ((version("draft"),), Status.BREACHED),
        ((version("rejected"),), Status.BREACHED),
        ((), Status.BREACHED),
    ],
)
def test_only_a_decided_version_counts_as_an_annex(versions: Any, status: Status) -> None:
    assert one(judge(LISTED, facts(annexes=(annex("situation_picture", *versions),)), ON)).status == status


def test_an_annex_that_is_listed_but_missing_is_a_breach() -> None:
    assert one(judge(LISTED, facts(), ON)).status == Status.BREACHED


def test_the_overall_agreement_is_an_annex_that_holds_while_it_is_in_force() -> None:
    first = term(TermKind.ANNEXES, annexes=[{"number": 1, "kind": "overall_agreement", "title": "Övergripande"}])
    assert one(judge(first, facts(), ON)).status == Status.FULFILLED
    assert one(judge(first, facts(overall_is_in_force=False), ON)).status == Status.BREACHED


@pytest.mark.req("AGR-15", "AGR-16", "AGR-17", "AGR-18", "COM-08", "DEC-06")
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, Status.FULFILLED),
        ({"decided_by": "local_preparation"}, Status.BREACHED),
        ({"decision_id": None}, Status.BREACHED),
        ({"decision_id": None, "needs_decision": False}, Status.FULFILLED),
        ({"is_documented": False}, Status.BREACHED),
        ({"is_attached": False}, Status.BREACHED),
        ({"dated_on": None}, Status.BREACHED),
        ({"told": 0, "received": 0}, Status.BREACHED),
        ({"received": 1}, Status.DUE),
    ],
)
def test_an_update_is_decided_in_writing_dated_attached_and_notified(change: dict[str, Any], status: Status) -> None:
    found = one(judge(UPDATES, facts(annexes=(annex("situation_picture", version(**change)),)), ON))
    assert found.status == status


def test_a_submitted_update_is_due_and_leads_to_the_version() -> None:
    waiting = version("submitted", number=2, id=71)
    found = one(judge(UPDATES, facts(annexes=(annex("situation_picture", version(), waiting),)), ON))
    assert found.status == Status.DUE
    assert found.way_on == waiting.way


def test_an_update_of_an_annex_that_has_no_version_cannot_be_judged() -> None:
    assert one(judge(UPDATES, facts(annexes=(annex(),)), ON)).status == Status.CANNOT_BE_JUDGED
    assert one(judge(UPDATES, facts(), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("ACT-13")
def test_a_plan_older_than_the_priority_areas_is_due_for_an_update() -> None:
    rule = term(TermKind.ANNEX_UPDATE, annexes=["measures_plan"], measures_plan_when="priority_areas_change")
    old, new = version(dated_on=date(2023, 6, 1)), version(dated_on=date(2024, 1, 1))
    assert one(judge(rule, facts(annexes=(annex("measures_plan", old),)), ON)).status == Status.DUE
    assert one(judge(rule, facts(annexes=(annex("measures_plan", new),)), ON)).status == Status.FULFILLED


@pytest.mark.req("SIT-02", "AGR-11", "AGR-12")
@pytest.mark.parametrize(
    ("dated_on", "on", "status"),
    [
        (date(2025, 9, 1), date(2026, 3, 10), Status.FULFILLED),
        (date(2025, 9, 1), date(2026, 7, 3), Status.DUE),
        (date(2025, 9, 1), date(2026, 7, 2), Status.FULFILLED),
        (date(2025, 9, 1), date(2026, 9, 1), Status.DUE),
        (date(2025, 9, 1), date(2026, 9, 2), Status.BREACHED),
        (date(2024, 2, 29), date(2025, 2, 28), Status.DUE),
        (date(2024, 2, 29), date(2025, 3, 1), Status.BREACHED),
    ],
)
def test_a_yearly_revision_is_due_until_the_day_itself_and_breached_the_day_after(
    dated_on: date, on: date, status: Status
) -> None:
    with_picture = facts(annexes=(annex("situation_picture", version(dated_on=dated_on)),))
    assert one(judge(YEARLY_PICTURE, with_picture, on)).status == status


def test_without_a_valid_version_the_first_is_due_counted_from_the_start_of_the_agreement() -> None:
    without = facts(annexes=(annex("situation_picture", version("draft")),), valid_from=date(2026, 1, 1))
    found = one(judge(YEARLY_PICTURE, without, date(2027, 1, 1)))
    assert (found.status, found.due_date) == (Status.DUE, date(2027, 1, 1))
    assert one(judge(YEARLY_PICTURE, without, date(2027, 1, 2))).status == Status.BREACHED


@pytest.mark.req("PRI-13")
def test_priority_areas_are_revised_within_their_interval() -> None:
    rule = term(TermKind.REVISION, subject="priority_areas", months=48)
    assert one(judge(rule, facts(), date(2028, 1, 1))).status == Status.DUE
    assert one(judge(rule, facts(), date(2028, 1, 2))).status == Status.BREACHED
    assert one(judge(rule, Facts(AGREEMENT, ON), ON)).status == Status.BREACHED


@given(
    dated_on=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    months=st.integers(1, 60),
    ahead=st.integers(0, 4000),
)
def test_a_revision_is_breached_exactly_after_its_last_day(dated_on: date, months: int, ahead: int) -> None:
    on = dated_on + timedelta(days=ahead)
    rule = term(TermKind.REVISION, subject="situation_picture", months=months)
    found = one(judge(rule, facts(annexes=(annex("situation_picture", version(dated_on=dated_on)),)), on))
    assert (found.status == Status.BREACHED) == (on > add_months(dated_on, months))


@pytest.mark.req("SIT-01")
def test_a_picture_by_one_party_alone_is_not_joint() -> None:
    rule = term(TermKind.JOINT_PICTURE, annex="situation_picture", parties=["municipality", "police"])
    for authors, status in (
        (("municipality", "police"), Status.FULFILLED),
        (("municipality",), Status.BREACHED),
        ((), Status.BREACHED),
    ):
        picture = annex("situation_picture", version(authors=authors))
        assert one(judge(rule, facts(annexes=(picture,)), ON)).status == status
    assert one(judge(rule, facts(), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("SIT-05", "PRI-14")
def test_every_priority_area_is_touched_or_explained() -> None:
    rule = term(TermKind.AREAS, annexes=["situation_picture"])
    for touched, status in (
        (frozenset({1, 2}), Status.FULFILLED),
        (frozenset({1}), Status.BREACHED),
        (frozenset(), Status.CANNOT_BE_JUDGED),
    ):
        picture = annex("situation_picture", version(areas_touched=touched))
        assert one(judge(rule, facts(annexes=(picture,)), ON)).status == status
    assert one(judge(rule, facts(), ON)).status == Status.CANNOT_BE_JUDGED
    assert one(judge(rule, Facts(AGREEMENT, ON), ON)).status == Status.CANNOT_BE_JUDGED


def test_the_overall_agreement_judges_the_areas_of_every_local_one() -> None:
    rule = term(TermKind.AREAS)
    overall = facts(tier="overall").agreement
    local = facts(annexes=(annex("situation_picture", version()),)).agreement
    found = judge(rule, Facts(overall, ON, areas=AREAS, local_agreements=(local,)), ON)
    assert [each.status for each in found] == [Status.FULFILLED, Status.CANNOT_BE_JUDGED]
    assert one(judge(rule, Facts(overall, ON, areas=AREAS), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("AGR-06")
def test_an_end_that_is_near_is_warned_of() -> None:
    rule = term(TermKind.VALIDITY, start="2024-01-01", until_further_notice=True)
    assert one(judge(rule, facts(), ON)).status == Status.FULFILLED
    assert one(judge(rule, facts(valid_until=date(2026, 4, 1)), ON)).status == Status.DUE
    assert one(judge(rule, facts(valid_until=date(2027, 4, 1)), ON)).status == Status.FULFILLED
    other_start = term(TermKind.VALIDITY, start="2024-02-01")
    assert one(judge(other_start, facts(), ON)).status == Status.DUE


@pytest.mark.req("AGR-07", "AGR-10")
def test_revision_takes_consultation_and_an_overall_agreement_in_force() -> None:
    rule = term(TermKind.REVISION_CONDITION, party_consultation=True, overall_in_force=True)
    changed = (AmendmentFact("Ändring 1", "signed", date(2025, 6, 1)),)
    table: list[tuple[dict[str, Any], Status]] = [
        ({}, Status.FULFILLED),
        ({"overall_is_in_force": False}, Status.DUE),
        ({"overall_is_in_force": None}, Status.CANNOT_BE_JUDGED),
        ({"amendments": changed}, Status.BREACHED),
        ({"amendments": changed, "consultations": (date(2025, 5, 1),)}, Status.FULFILLED),
        ({"amendments": changed, "consultations": (date(2025, 6, 2),)}, Status.BREACHED),
        ({"extensions": (ExtensionFact(date(2025, 1, 1), ("conflict",)),)}, Status.BREACHED),
        ({"extensions": (ExtensionFact(date(2025, 1, 1)),)}, Status.FULFILLED),
    ]
    for change, status in table:
        assert one(judge(rule, facts(**change), ON)).status == status, change


@pytest.mark.req("AGR-19")
@pytest.mark.parametrize(
    ("state", "unsigned", "status"),
    [
        ("signed", (), Status.FULFILLED),
        ("signed", ("Polisen",), Status.BREACHED),
        ("signing", ("Polisen",), Status.DUE),
    ],
)
def test_a_change_is_signed_by_all_parties(state: str, unsigned: tuple[str, ...], status: Status) -> None:
    change = AmendmentFact("Ändring 1", state, date(2025, 6, 1), unsigned)
    assert (
        one(judge(term(TermKind.AMENDMENT, written=True, signed=True), facts(amendments=(change,)), ON)).status
        == status
    )


@pytest.mark.req("AGR-21", "AGR-22")
def test_signatures_are_counted_and_measurements_are_not_judged() -> None:
    assert one(judge(term(TermKind.SIGNATURES), facts(), ON)).status == Status.FULFILLED
    unsigned = (PartyFact("Polisen", "police"),)
    assert one(judge(term(TermKind.SIGNATURES), facts(parties=unsigned), ON)).status == Status.DUE
    assert one(judge(term(TermKind.SIGNATURES), facts(parties=()), ON)).status == Status.CANNOT_BE_JUDGED
    measured = term(TermKind.SIGNATURES, measurements=True)
    assert one(judge(measured, facts(), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("AGR-20")
def test_copies_are_due_until_all_are_handed_over() -> None:
    assert one(judge(term(TermKind.COPIES, count=2, one_each=True), facts(), ON)).status == Status.FULFILLED
    assert one(judge(term(TermKind.COPIES, count=4), facts(), ON)).status == Status.DUE
    uneven = (PartyFact("A", "municipality", True, 2, 2), PartyFact("B", "police", True, 0, 0))
    assert one(judge(term(TermKind.COPIES, count=2, one_each=True), facts(parties=uneven), ON)).status == Status.DUE


@pytest.mark.req("AGR-08")
def test_the_earlier_agreement_has_ended() -> None:
    rule = term(TermKind.SUCCESSION, ends="KS 2019/656")
    assert one(judge(rule, facts(), ON)).status == Status.CANNOT_BE_JUDGED
    ended: dict[str, Any] = {"superseded_id": 9, "superseded_title": "2019"}
    assert one(judge(rule, facts(**ended, superseded_until=date(2024, 1, 1)), ON)).status == Status.FULFILLED
    assert one(judge(rule, facts(**ended), ON)).status == Status.BREACHED


@pytest.mark.req("ORG-17", "ORG-20")
@pytest.mark.parametrize(
    ("appointment", "permanent", "status"),
    [
        (None, True, Status.BREACHED),
        (AppointmentFact("local_preparation", 1, "Torget", True, None), True, Status.FULFILLED),
        (AppointmentFact("local_preparation", 1, "Torget", True, None), False, Status.BREACHED),
        (AppointmentFact("local_steering", 1, "Torget", True, None), True, Status.BREACHED),
        (AppointmentFact("local_preparation", 1, "Torget", False, ON), False, Status.FULFILLED),
        (AppointmentFact("local_preparation", 1, "Torget", False, ON - timedelta(days=1)), False, Status.BREACHED),
    ],
)
def test_a_working_group_is_appointed_by_decision_and_closed_in_time(
    appointment: AppointmentFact | None, permanent: bool, status: Status
) -> None:
    rule = term(TermKind.WORKING_GROUPS, appointed_by="local_preparation", permanent=permanent)
    assert one(judge(rule, facts(group(GroupKind.WORKING, appointment=appointment)), ON)).status == status


@pytest.mark.req("DEC-04")
def test_each_group_has_a_written_delimitation() -> None:
    found = judge(term(TermKind.DELEGATION), facts(group(has_delimitation=True), group(number=6)), ON)
    assert [each.status for each in found] == [Status.FULFILLED, Status.BREACHED]
    assert one(judge(term(TermKind.DELEGATION), facts(), ON)).status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("MEE-19", "REP-07")
def test_notes_that_are_to_be_shared_are_due_until_they_are() -> None:
    rule = term(TermKind.NOTE_SHARING, pairs=[{"from": "local_steering", "to": "overall_steering"}])
    assert one(judge(rule, facts(), ON)).status == Status.DUE
    shared = Facts(AGREEMENT, ON, shared_notes=frozenset({("local_steering", "overall_steering")}))
    assert one(judge(rule, shared, ON)).status == Status.FULFILLED


@pytest.mark.req("COM-02", "COM-14")
def test_a_notice_without_receipt_and_answer_is_due_and_leads_to_the_oldest() -> None:
    rule = term(TermKind.INFORMATION_DUTY, to="decision_makers")
    assert one(judge(rule, facts(), ON)).status == Status.FULFILLED
    silent = Facts(AGREEMENT, ON, information=InformationFact(2, 1, date(2026, 3, 1), 8))
    found = one(judge(rule, silent, ON))
    assert found.status == Status.DUE
    assert found.way_on is not None
    assert found.way_on.key == 8
    answered = Facts(AGREEMENT, ON, information=InformationFact(2, 0))
    assert one(judge(rule, answered, ON)).status == Status.FULFILLED


@pytest.mark.req("COM-04", "COM-05")
def test_a_communication_plan_is_seen_only_as_an_annex() -> None:
    rule = term(TermKind.COMMUNICATION_PLAN)
    assert one(judge(rule, facts(), ON)).status == Status.CANNOT_BE_JUDGED
    for versions, status in (((version(),), Status.FULFILLED), ((), Status.BREACHED)):
        plan = annex("communication_plan", *versions)
        assert one(judge(rule, facts(annexes=(plan,)), ON)).status == status


@given(on=st.dates(date(2019, 1, 1), date(2060, 12, 31)), key=st.sampled_from(sorted(rule_sets())))
def test_no_day_makes_the_mirror_stumble(on: date, key: str) -> None:
    rules = rule_sets()[key]
    groups = [group(kind, number, meetings=MeetingCount(1, 0, 1)) for number, kind in enumerate(GroupKind, start=1)]
    found = judge_all(facts(*groups, terms=rules.terms, tier=rules.tier.value), on)
    assert {each.rule for each in found} == {each.key for each in rules.terms}


def test_the_worst_condition_decides() -> None:
    assert worst(Status.FULFILLED, Status.DUE, Status.BREACHED) == Status.BREACHED
    assert worst() == Status.FULFILLED


def test_the_worked_example_of_the_docs_is_true() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "explain" / "mirror.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert (failed, tried > 5) == (0, True)


@pytest.mark.req("ORG-06")
def test_the_nine_seats_of_the_overall_steering_group_are_checked_one_by_one() -> None:
    rule = next(each for each in rule_sets()["overall-2019-draft"].terms if each.key == "overall_steering.composition")
    kind: dict[str, Any] = {"group_kind": GroupKind.OVERALL_STEERING}
    seats = [
        seat(FunctionKind.DEPUTY_CITY_DIRECTOR, **kind),
        *(
            seat(FunctionKind.POLICE_AREA_HEAD, Party.POLICE, unit_name=f"Polisområde {name}", **kind)
            for name in AREA_HEADS
        ),
        *(seat(FunctionKind.SPECIALIST_HEAD, key=key, **kind) for key in ("transport", "social_services", "education")),
        seat(FunctionKind.DISTRICT_DIRECTOR, **kind),
        seat(FunctionKind.SECURITY_DIRECTOR, **kind),
    ]
    full = group(GroupKind.OVERALL_STEERING, seats=tuple(seats))
    assert one(judge(rule, facts(full, tier="overall"), ON)).status == Status.FULFILLED
    for number in range(len(seats)):
        vacant = [replace(each, has_holder=each is not seats[number]) for each in seats]
        lacking = group(GroupKind.OVERALL_STEERING, seats=tuple(vacant))
        assert one(judge(rule, facts(lacking, tier="overall"), ON)).status == Status.BREACHED


AREA_HEADS = ("syd", "city", "nord")
