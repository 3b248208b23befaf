"""When lamps are lit, and who sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samverkan.causes.words import Side
from samverkan.measures.models import Measure
from samverkan.thread.pages.links import thing_address
from samverkan.thread.queries.lamps import lamps_for
from samverkan.thread.rules.lamps import (
    CauseFact,
    Facts,
    GoalFact,
    IndicatorFact,
    MeasureFact,
    PaperFact,
    PlaceFact,
    ProblemFact,
    StatementFact,
    lit,
    months_later,
)
from samverkan.thread.tests.strand import a_strand
from samverkan.thread.words import Lamp, WhyLit
from tests.cast import TODAY, Cast
from tests.red_thread import a_cause, a_measure, a_place, a_plan, a_problem, a_statement, an_analysis

PROBLEM = ProblemFact(1, "Handel", 1, 1, has_owner=True, is_prioritised=True, has_analysis=True)
MEASURE = MeasureFact(
    key=1,
    title="Belysning",
    unit_id=1,
    area_id=1,
    year=2026,
    is_in_force=True,
    state="open",
    starts_on=date(2026, 2, 1),
    ended_on=None,
    has_cause=True,
    has_exception=False,
    problem_keys=frozenset({1}),
    sides=frozenset(side.value for side in Side),
    has_card=False,
    has_settled_card=False,
    next_review_on=None,
)


def lit_lamps(on: date = TODAY, **facts: Any) -> set[Lamp]:
    return {lamp for lamp, found in lit(Facts(**facts), on=on).items() if found}


def test_a_whole_thread_lights_nothing() -> None:
    assert lit_lamps(problems=(PROBLEM,), measures=(MEASURE,)) == set()


def test_each_missing_link_lights_its_own_lamp() -> None:
    assert lit_lamps(problems=(replace(PROBLEM, has_owner=False),)) == {Lamp.PROBLEM_WITHOUT_OWNER}
    assert lit_lamps(problems=(replace(PROBLEM, has_analysis=False),)) == {Lamp.PROBLEM_WITHOUT_ANALYSIS}
    assert lit_lamps(problems=(replace(PROBLEM, has_analysis=False, is_prioritised=False),)) == set()
    cause = CauseFact(1, "Ingen ser", 1, 1, has_evidence=True, is_tested=True)
    assert lit_lamps(causes=(cause,)) == set()
    assert lit_lamps(causes=(replace(cause, has_evidence=False),)) == {Lamp.CAUSE_WITHOUT_EVIDENCE}
    assert lit_lamps(causes=(replace(cause, is_tested=False),)) == {Lamp.CAUSE_UNTESTED}
    assert lit_lamps(statements=(StatementFact(1, "x", 1, 1, has_source=False),)) == {Lamp.STATEMENT_WITHOUT_SOURCE}
    assert lit_lamps(places=(PlaceFact(1, "x", 1, 1, has_coordinator=False),)) == {Lamp.PLACE_WITHOUT_COORDINATOR}


@pytest.mark.req("CAU-13")
def test_a_measure_without_a_cause_is_lit_and_an_exception_is_counted_apart() -> None:
    causeless = replace(MEASURE, has_cause=False, problem_keys=frozenset())
    assert lit_lamps(measures=(causeless,)) == {Lamp.MEASURE_WITHOUT_CAUSE}
    assert lit_lamps(measures=(replace(causeless, has_exception=True),)) == {Lamp.MEASURE_BY_EXCEPTION}
    assert lit_lamps(measures=(replace(causeless, state="stopped", ended_on=None),)) == set()


def test_a_goal_that_says_why_it_cannot_be_measured_is_not_lit() -> None:
    goal = GoalFact(1, "Trygghet", 1, 1, has_indicator=False, is_unmeasurable=False, is_goal=False)
    assert lit_lamps(goals=(goal,)) == {Lamp.GOAL_WITHOUT_INDICATOR}
    assert lit_lamps(goals=(replace(goal, is_unmeasurable=True),)) == set()
    assert lit_lamps(goals=(replace(goal, has_indicator=True),)) == set()


def test_an_indicator_is_stale_when_its_interval_and_a_grace_have_passed() -> None:
    read = IndicatorFact(1, "Andel", 1, 1, last_on=date(2024, 12, 31), interval_months=12)
    assert lit_lamps(on=date(2026, 3, 31), indicators=(read,)) == set()
    assert lit_lamps(on=date(2026, 4, 1), indicators=(read,)) == {Lamp.INDICATOR_STALE}
    assert lit_lamps(indicators=(replace(read, last_on=None),)) == {Lamp.INDICATOR_STALE}


def test_a_measure_in_force_is_asked_about_after_a_year_or_on_its_day() -> None:
    assert lit_lamps(on=MEASURE.starts_on + timedelta(days=365), measures=(MEASURE,)) == set()
    later = MEASURE.starts_on + timedelta(days=366)
    assert lit_lamps(on=later, measures=(MEASURE,)) == {Lamp.MEASURE_NOT_REVIEWED}
    assert lit_lamps(on=later, measures=(replace(MEASURE, next_review_on=later),)) == set()
    assert lit_lamps(on=later, measures=(replace(MEASURE, is_in_force=False),)) == set()


def test_an_ended_measure_wants_a_card_and_within_half_a_year_a_settled_one() -> None:
    ended = replace(MEASURE, state="done", ended_on=TODAY)
    assert lit_lamps(measures=(ended,)) == {Lamp.EFFECT_NOT_JUDGED}
    drafted = replace(ended, has_card=True)
    assert lit_lamps(measures=(drafted,)) == set()
    assert lit_lamps(on=TODAY + timedelta(days=181), measures=(drafted,)) == {Lamp.EFFECT_NOT_JUDGED}
    assert lit_lamps(on=TODAY + timedelta(days=181), measures=(replace(drafted, has_settled_card=True),)) == set()


def test_a_problem_met_on_one_side_names_the_others() -> None:
    found = lit(Facts(problems=(PROBLEM,), measures=(replace(MEASURE, sides=frozenset({"guardian"})),)), on=TODAY)
    assert found[Lamp.SIDE_UNCOVERED][0].words == (Side.OFFENDER, Side.TARGET)
    assert lit_lamps(problems=(PROBLEM,)) == set()  # without measures the sides are not yet a question


def test_a_picture_is_too_old_after_its_day_and_a_missing_one_at_once() -> None:
    paper = PaperFact(1, "Björkåsa", 1, None, is_picture=True, dated_on=TODAY, due_on=TODAY)
    assert lit_lamps(papers=(paper,)) == set()
    assert lit_lamps(on=TODAY + timedelta(days=1), papers=(paper,)) == {Lamp.PICTURE_OLD}
    assert lit_lamps(papers=(replace(paper, is_picture=False, dated_on=None, due_on=None),)) == {Lamp.PLAN_OLD}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_months_later_never_goes_back_and_keeps_the_day_where_the_month_has_it(day: date, one: int, two: int) -> None:
    first, second = months_later(day, min(one, two)), months_later(day, max(one, two))
    assert day <= first <= second
    assert first.day == day.day or (first + timedelta(days=1)).day == 1
    assert (first.year * 12 + first.month) - (day.year * 12 + day.month) == min(one, two)


def test_every_lamp_says_why_it_matters() -> None:
    assert {why.value for why in WhyLit} == {lamp.value for lamp in Lamp}


def test_lamps_hang_on_what_is_stored(cast: Cast) -> None:
    a_problem(cast, "Utan ägare")
    plan = a_plan(cast)
    a_measure(cast, plan)
    a_measure(cast, plan, "Undantag", no_cause_because="Pågår sedan länge")
    analysis = an_analysis(cast, a_problem(cast, "Analyserat"))
    a_cause(cast, analysis)
    a_cause(cast, analysis, "Avfärdad", set_aside_on=TODAY, set_aside_because="Stämmer inte")
    a_place(cast)
    found = lamps_for(cast.amina, [cast.units["bjorkasa"].pk], TODAY)
    titles = {lamp: [one.title for one in ones] for lamp, ones in found.items() if ones}
    assert titles[Lamp.PROBLEM_WITHOUT_OWNER] == ["Analyserat", "Utan ägare"]
    assert titles[Lamp.MEASURE_WITHOUT_CAUSE] == ["Bättre belysning"]
    assert titles[Lamp.MEASURE_BY_EXCEPTION] == ["Undantag"]
    assert titles[Lamp.CAUSE_WITHOUT_EVIDENCE] == ["Ingen ser torget"]
    assert titles[Lamp.CAUSE_UNTESTED] == ["Ingen ser torget"]
    assert titles[Lamp.PLACE_WITHOUT_COORDINATOR] == ["Björkåsa torg"]
    assert len(titles[Lamp.PICTURE_OLD]) == 1


def test_a_whole_stored_thread_lights_only_what_is_not_tested(cast: Cast) -> None:
    a_strand(cast)
    found = lamps_for(cast.amina, [cast.units["bjorkasa"].pk], TODAY)
    assert {lamp for lamp, ones in found.items() if ones} == {Lamp.CAUSE_UNTESTED}
    later = lamps_for(cast.amina, [cast.units["bjorkasa"].pk], TODAY + timedelta(days=800))
    assert {Lamp.PICTURE_OLD, Lamp.PLAN_OLD, Lamp.INDICATOR_STALE} <= {lamp for lamp, ones in later.items() if ones}


def test_a_source_on_a_merged_line_counts_as_the_statements_source(cast: Cast) -> None:
    strand = a_strand(cast)
    strand.statement.indicators.clear()
    assert not lamps_for(cast.amina, [cast.units["bjorkasa"].pk], TODAY)[Lamp.STATEMENT_WITHOUT_SOURCE]
    bare = a_statement(cast, strand.picture, "Utan källa")
    found = lamps_for(cast.amina, [cast.units["bjorkasa"].pk], TODAY)[Lamp.STATEMENT_WITHOUT_SOURCE]
    assert [one.key for one in found] == [bare.pk]


def test_lamps_of_units_that_are_not_open_and_for_insight_are_dark(cast: Cast) -> None:
    a_problem(cast)
    bjorkasa = cast.units["bjorkasa"].pk
    assert any(lamps_for(cast.gustav, [bjorkasa], TODAY).values())
    for name in ("cecilia", "fatima", "hanna", "nils"):
        assert not any(lamps_for(cast.actor(name), [bjorkasa], TODAY).values()), name


def test_the_number_of_questions_does_not_follow_the_amount(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            lamps_for(amina, [cast.units["bjorkasa"].pk, cast.units["granvik"].pk], TODAY)
        return len(questions)

    amina = cast.amina
    a_strand(cast)
    before = asked()
    for number in range(20):
        problem = a_problem(cast, f"Problem {number}")
        a_cause(cast, an_analysis(cast, problem))
        a_measure(cast, Measure.objects.first().plan, f"Åtgärd {number}")  # type: ignore[union-attr]
    assert asked() == before
    assert before <= 13


@time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False)
def test_the_page_names_each_lamp_why_it_matters_and_where_it_is_mended(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    problem = a_problem(cast, "Utan ägare")
    page = client_of("amina").get(reverse("thread:lamps")).content.decode()
    assert "Problem utan ansvarig" in page
    assert thing_address("situation.problem", problem.pk) in page
    assert reverse("thread:node", args=["situation.problem", problem.pk]) in page
    assert client_of("gustav").get(reverse("thread:lamps")).content.decode().count("Utan ägare") > 0
