"""Knowledge-based work over the year, judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.terms import TermKind
from samverkan.mirror.rules import judge
from samverkan.mirror.rules.facts import CityFact, Facts, ReportFact, WorkFact, YearFact
from samverkan.mirror.rules.work import FOLLOWED_UP
from samverkan.mirror.tests.builders import ON, facts, term
from samverkan.mirror.words import Status

DISTRICT = WorkFact(10, "Björkåsa")
YEAR = YearFact(2025, date(2025, 12, 31), reports=2, accepted=2, compilation_id=4)


def status_of(about: str, known: Facts, on: date = ON) -> Status:
    """Return the status of the one finding."""
    (found,) = judge(term(TermKind.YEARLY_FOLLOW_UP, of=about), known, on)
    assert found.evidence
    return found.status


def district(**more: Any) -> Facts:
    """Return facts with one district's work."""
    return replace(facts(), works=(replace(DISTRICT, **more),))


def city(**more: Any) -> Facts:
    """Return facts with what is kept for the whole municipality."""
    return replace(facts(), city=CityFact(**more))


@given(on=st.dates(date(2019, 1, 1), date(2060, 12, 31)), about=st.sampled_from(sorted(FOLLOWED_UP)))
def test_where_nothing_is_kept_nothing_is_fulfilled_and_nothing_breached(on: date, about: str) -> None:
    assert status_of(about, facts(), on) == Status.CANNOT_BE_JUDGED
    assert status_of(about, district(), on) == Status.CANNOT_BE_JUDGED


@pytest.mark.req("SIT-03")
@pytest.mark.parametrize(("touched", "status"), [(date(2026, 3, 1), Status.FULFILLED), (date(2025, 9, 1), Status.DUE)])
def test_a_picture_is_continuously_updated_while_somebody_touches_it(touched: date, status: Status) -> None:
    assert status_of("situation_picture", district(picture_id=3, picture_touched_on=touched)) == status


@pytest.mark.req("CAU-02")
def test_every_prioritised_problem_wants_its_analysis() -> None:
    assert status_of("cause_analysis", district(prioritised=2, prioritised_without_analysis=1)) == Status.DUE
    assert status_of("cause_analysis", district(prioritised=2, measures_in_force=3)) == Status.FULFILLED


@pytest.mark.req("REP-01", "FOL-05")
def test_a_report_is_due_until_its_last_day_and_breached_after_it() -> None:
    report = ReportFact(9, 2025, date(2025, 12, 1), date(2026, 1, 31))
    known = district(reports=(report,))
    assert status_of("implementation", known, date(2026, 1, 31)) == Status.DUE
    assert status_of("implementation", known, date(2026, 2, 1)) == Status.BREACHED
    submitted = district(reports=(replace(report, submitted_on=date(2026, 2, 20)),))
    assert status_of("implementation", submitted, date(2026, 2, 19)) == Status.BREACHED
    assert status_of("implementation", submitted, date(2026, 2, 20)) == Status.FULFILLED


@pytest.mark.req("FOL-01", "FOL-02")
def test_a_year_is_compiled_before_the_next_one_has_ended() -> None:
    for about in ("work", "action_plan", "priority_areas"):
        assert status_of(about, city(years=(YEAR,)), date(2026, 12, 31)) == Status.DUE
        assert status_of(about, city(years=(YEAR,)), date(2027, 1, 1)) == Status.BREACHED
    settled = replace(YEAR, settled_on=date(2026, 2, 1))
    assert status_of("work", city(years=(settled,))) == Status.FULFILLED
    assert status_of("work", city(years=(settled,)), date(2026, 1, 31)) == Status.DUE


@pytest.mark.req("ACT-03")
def test_the_next_plan_is_opened_from_the_compilation() -> None:
    settled = replace(YEAR, settled_on=date(2026, 2, 1))
    assert status_of("action_plan", city(years=(settled,))) == Status.DUE
    assert status_of("action_plan", city(years=(replace(settled, next_plan_id=8),))) == Status.FULFILLED


@pytest.mark.req("COM-09", "REP-02")
def test_the_compilation_goes_back_to_every_district() -> None:
    settled = replace(YEAR, settled_on=date(2026, 2, 1), letters=2, sent=1)
    assert status_of("compilation_returned", city(years=(settled,))) == Status.DUE
    assert status_of("compilation_returned", city(years=(replace(settled, sent=2),))) == Status.FULFILLED


@pytest.mark.req("FOL-04")
def test_every_area_has_sub_goals_that_the_steering_group_reviews_every_year() -> None:
    reviewed = {"sub_goals": 5, "goals_reviewed": (date(2026, 2, 1),)}
    assert status_of("sub_goals", city(**reviewed)) == Status.FULFILLED
    assert status_of("sub_goals", city(**reviewed, areas_lacking=("Otrygga platser",))) == Status.DUE
    assert status_of("sub_goals", city(sub_goals=5)) == Status.DUE
    assert status_of("sub_goals", city(**reviewed), date(2027, 12, 31)) == Status.DUE
    assert status_of("sub_goals", city(**reviewed), date(2028, 1, 1)) == Status.BREACHED


@pytest.mark.req("FOL-03")
def test_unsafety_and_crime_are_measured_every_year_by_both_parties() -> None:
    both = {("safety", "municipality"): date(2025, 12, 31), ("crime", "police"): date(2025, 12, 31)}
    assert status_of("measurements", city(measured=both)) == Status.FULFILLED
    assert status_of("measurements", city(measured=both), date(2028, 1, 1)) == Status.BREACHED
    alone = {("safety", "police"): date(2025, 12, 31), ("crime", "police"): date(2025, 12, 31)}
    assert status_of("measurements", city(measured=alone)) == Status.DUE
    assert status_of("measurements", city(measured={("crime", "police"): date(2025, 12, 31)})) == Status.DUE
