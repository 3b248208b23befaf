"""Act 2023:196, section by section."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.words import FunctionKind, Party
from samverkan.mirror.rules.act import NO_DUTY, SECTIONS, ActFacts, CouncilSeat, judge_act
from samverkan.mirror.rules.facts import ReportFact, WorkFact
from samverkan.mirror.rules.statutes import act, reserved_for_boards
from samverkan.mirror.tests.builders import AREAS, ON, annex, facts, version
from samverkan.mirror.words import Status

EMPTY = ActFacts(1, "Lindstads kommun")


def holding(**annexes: date | None) -> ActFacts:
    """Return facts with one local agreement that has the annexes, each dated or without a valid version."""
    kept = tuple(annex(kind, *([version(dated_on=day)] if day else [])) for kind, day in annexes.items())
    return replace(EMPTY, agreements=(replace(facts(annexes=kept, has_purpose=True), areas=AREAS),))


@pytest.mark.req("CRO-06")
def test_every_section_is_checked_or_says_why_not() -> None:
    for section in (*act().sections, *reserved_for_boards().sections):
        assert (section.number in SECTIONS) != (section.number in NO_DUTY)


@given(on=st.dates(date(2023, 7, 1), date(2050, 1, 1)), number=st.sampled_from(sorted(SECTIONS)))
def test_every_check_has_evidence_on_every_day(on: date, number: str) -> None:
    for known in (EMPTY, holding(situation_picture=date(2025, 2, 1), measures_plan=None)):
        checks = judge_act(number, known, on)
        assert checks
        assert all(made.evidence for made in checks)


def test_an_empty_system_breaks_no_section() -> None:
    for number in SECTIONS:
        assert Status.BREACHED not in {made.status for made in judge_act(number, EMPTY, ON)}


@pytest.mark.req("CRO-06")
@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2026, 1, 1), Status.FULFILLED),
        (date(2026, 9, 1), Status.DUE),
        (date(2027, 2, 1), Status.DUE),
        (date(2027, 2, 2), Status.BREACHED),
    ],
)
def test_the_picture_is_updated_at_least_every_second_year(on: date, status: Status) -> None:
    made = judge_act("6", holding(situation_picture=date(2025, 2, 1)), on)[0]
    assert (made.status, made.due_date) == (status, date(2027, 2, 1))


def test_a_district_without_a_valid_picture_or_plan_is_due() -> None:
    for number, kind in (("4", "situation_picture"), ("5", "measures_plan")):
        assert judge_act(number, holding(**{kind: date(2025, 2, 1)}), ON)[0].status == Status.FULFILLED
        assert judge_act(number, holding(**{kind: None}), ON)[0].status == Status.DUE


def test_no_plan_was_needed_before_the_first_of_july_2024() -> None:
    assert judge_act("5", EMPTY, date(2024, 6, 30))[0].status is None
    assert judge_act("5", EMPTY, date(2024, 7, 1))[0].status == Status.CANNOT_BE_JUDGED


@pytest.mark.req("CRO-06")
def test_agreements_state_purposes_and_areas() -> None:
    full = holding()
    assert judge_act("9", full, ON)[0].status == Status.FULFILLED
    bare = replace(EMPTY, agreements=(facts(has_purpose=False),))
    assert judge_act("9", bare, ON)[0].status == Status.DUE
    assert judge_act("9", EMPTY, ON)[0].status == Status.DUE


@pytest.mark.req("CRO-06")
@pytest.mark.parametrize(
    ("seats", "led", "leading"),
    [
        ((), Status.CANNOT_BE_JUDGED, Status.DUE),
        (
            (
                CouncilSeat(FunctionKind.DEPUTY_CITY_DIRECTOR, Party.MUNICIPALITY, True),
                CouncilSeat(FunctionKind.POLICE_AREA_HEAD, Party.POLICE, False),
            ),
            Status.FULFILLED,
            Status.FULFILLED,
        ),
        ((CouncilSeat(FunctionKind.POLICE_AREA_HEAD, Party.POLICE, True),), Status.BREACHED, Status.FULFILLED),
        ((CouncilSeat(FunctionKind.MUNICIPAL_POLICE, Party.POLICE, False),), Status.CANNOT_BE_JUDGED, Status.DUE),
    ],
)
def test_the_council_is_led_by_the_municipality_with_leading_positions(
    seats: tuple[CouncilSeat, ...], led: Status, leading: Status
) -> None:
    made = judge_act("10", replace(EMPTY, council_id=3, council=seats), ON)
    assert [each.status for each in made] == [led, leading]


def test_the_coordinating_function_and_its_mailbox() -> None:
    named = replace(EMPTY, coordinators=("Trygghetssamordnare, Björkåsa",), has_mailbox=True)
    assert judge_act("11", named, ON)[0].status == Status.FULFILLED
    assert judge_act("12", named, ON)[1].status == Status.FULFILLED
    assert judge_act("11", EMPTY, ON)[0].status == Status.DUE
    assert judge_act("12", EMPTY, ON)[1].status == Status.DUE


def test_reports_to_the_council_come_at_least_once_a_year_and_their_absence_is_no_breach() -> None:
    assert judge_act("13", EMPTY, ON)[0].status == Status.DUE
    given = replace(EMPTY, council_reports=(ON - timedelta(days=400), ON - timedelta(days=30)))
    assert judge_act("13", given, ON)[0].status == Status.FULFILLED
    long_ago = judge_act("13", replace(EMPTY, council_reports=(ON - timedelta(days=400),)), ON)[0]
    assert long_ago.status == Status.DUE
    assert long_ago.due_date is not None
    assert long_ago.due_date < ON


@pytest.mark.req("DEC-03", "DEC-04")
def test_no_group_decides_what_a_board_may_not_delegate() -> None:
    within = replace(EMPTY, groups=2, delimited_groups=2)
    assert judge_act("6:38", within, ON)[0].status == Status.FULFILLED
    assert judge_act("6:38", replace(within, delimited_groups=1), ON)[0].status == Status.DUE
    beyond = replace(within, beyond_delegation=((4, "Styrgruppen"),))
    assert judge_act("6:38", beyond, ON)[0].status == Status.BREACHED


def working(**more: Any) -> ActFacts:
    """Return facts with one local agreement and what its district has done."""
    known = replace(facts(), works=(replace(WorkFact(10, "Björkåsa"), **more),))
    return replace(EMPTY, agreements=(known,))


@pytest.mark.req("CRO-06")
def test_the_picture_has_its_parts_or_the_mirror_names_the_empty_ones() -> None:
    whole = frozenset({"extent", "consequences", "information", "analysis"})
    assert judge_act("4", working(blocks=whole), ON)[1].status == Status.FULFILLED
    made = judge_act("4", working(blocks=whole - {"consequences"}), ON)[1]
    assert made.status == Status.DUE
    assert [sentence.text for sentence in made.evidence] == ["%(unit)s: the mapping of consequences is empty."]


@pytest.mark.req("CRO-06", "CAU-03")
def test_the_plan_rests_on_the_picture_when_every_measure_has_a_cause() -> None:
    assert judge_act("5", working(measures_in_force=4), ON)[1].status == Status.FULFILLED
    assert judge_act("5", working(measures_in_force=4, measures_by_exception=1), ON)[1].status == Status.DUE


@pytest.mark.req("CRO-06")
def test_a_plan_not_followed_up_for_two_years_breaks_the_act() -> None:
    report = ReportFact(9, 2024, date(2024, 12, 1), date(2025, 1, 31), submitted_on=date(2025, 1, 20))
    known = working(reports=(report,))
    assert judge_act("6", known, date(2027, 1, 20))[1].status == Status.FULFILLED
    assert judge_act("6", known, date(2027, 1, 21))[1].status == Status.BREACHED


@pytest.mark.req("ACT-20")
def test_the_work_is_integrated_when_halves_are_in_ordinary_planning() -> None:
    assert judge_act("7", working(halves=6, halves_in_planning=2), ON)[0].status == Status.FULFILLED
    assert judge_act("7", working(halves=6), ON)[0].status == Status.DUE
