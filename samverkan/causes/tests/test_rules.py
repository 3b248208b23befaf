"""The rules of cause analyses as plain values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.causes.rules import (
    CauseFact,
    ParticipantFact,
    ProblemFact,
    hints,
    lacking,
    makes_a_circle,
    problems_lacking_analysis,
    tree,
    uncovered_sides,
    who_to_ask,
)
from samverkan.causes.words import Factor, Hint, Lack, Missing, Side
from samverkan.causes.words import TestResult as Result
from samverkan.ground.words import OrganisationKey, Party

BOTH = [ParticipantFact(Party.MUNICIPALITY, False), ParticipantFact(Party.POLICE, False)]


def a_fact(**more: Any) -> CauseFact:
    values: dict[str, Any] = {
        "key": 1,
        "text": "Mörkt",
        "side": Side.GUARDIAN,
        "factor": Factor.RISK,
        "result": Result.SUPPORTED,
        "is_kept": True,
        "has_expectation": True,
        "says_why_untested": False,
        "evidence": 1,
    }
    return CauseFact(**(values | more))


@pytest.mark.req("CAU-02")
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans())))
def test_only_open_prioritised_problems_without_an_analysis_lack_one(drawn: list[tuple[bool, bool, bool]]) -> None:
    problems = [ProblemFact(key, *flags) for key, flags in enumerate(drawn)]
    found = problems_lacking_analysis(problems)
    assert list(found) == [key for key, flags in enumerate(drawn) if flags == (True, True, False)]


@pytest.mark.req("CAU-10")
def test_a_complete_analysis_lacks_nothing() -> None:
    assert lacking([a_fact()], BOTH, has_conclusion=True) == ()


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"has_expectation": False}, Lack.NO_EXPECTATION),
        ({"result": Result.UNTESTED}, Lack.NOT_TESTED),
        ({"evidence": 0}, Lack.NO_EVIDENCE),
        ({"is_kept": False}, Lack.NO_CAUSE),
    ],
)
def test_what_a_cause_lacks_is_told_by_name(more: dict[str, object], what: Lack) -> None:
    found = lacking([a_fact(**more)], BOTH, has_conclusion=True)
    assert [one.what for one in found] == [what]
    assert found[0].text == ("Mörkt" if what != Lack.NO_CAUSE else "")


def test_an_untested_cause_that_says_so_openly_is_enough() -> None:
    assert lacking([a_fact(result=Result.UNTESTED, says_why_untested=True)], BOTH, has_conclusion=True) == ()


def test_nothing_more_is_asked_of_what_was_set_aside() -> None:
    aside = a_fact(key=2, is_kept=False, has_expectation=False, evidence=0, result=Result.UNTESTED)
    assert lacking([a_fact(), aside], BOTH, has_conclusion=True) == ()


@pytest.mark.req("CAU-04")
def test_both_parties_must_have_taken_part() -> None:
    found = {one.what for one in lacking([a_fact()], BOTH[:1], has_conclusion=False)}
    assert found == {Lack.NO_POLICE, Lack.NO_CONCLUSION}
    assert Lack.NO_MUNICIPALITY in {one.what for one in lacking([a_fact()], BOTH[1:], has_conclusion=True)}


@pytest.mark.req("CAU-05")
def test_only_the_two_parties_is_a_hint_and_stops_nothing() -> None:
    facts = [a_fact(key=n, side=side, factor=Factor.PROTECTIVE) for n, side in enumerate(Side)]
    assert hints(facts, BOTH, is_complex=False, unweighed_proposals=0) == (Hint.ONLY_THE_PARTIES,)
    more = [*BOTH, ParticipantFact(Party.MUNICIPALITY, True)]
    assert hints(facts, more, is_complex=False, unweighed_proposals=0) == ()


@pytest.mark.req("CAU-07", "CAU-08", "CAU-10")
def test_a_complex_problem_with_one_explanation_gets_every_hint() -> None:
    assert hints([a_fact()], BOTH, is_complex=True, unweighed_proposals=1) == tuple(Hint)


@pytest.mark.req("CAU-07")
@given(st.lists(st.sampled_from(list(Side))))
def test_covered_and_uncovered_sides_make_the_triangle(sides: list[Side]) -> None:
    bare = uncovered_sides(sides)
    assert set(bare) | set(sides) == set(Side)
    assert not set(bare) & set(sides)


@given(st.data())
def test_a_tree_built_by_the_rule_has_no_circle_and_shows_every_cause_once(data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 8))
    parents: dict[int, int | None] = dict.fromkeys(range(number))
    for _ in range(12):
        cause = data.draw(st.integers(0, number - 1))
        parent = data.draw(st.none() | st.integers(0, number - 1))
        if not makes_a_circle(parents, cause, parent):
            parents[cause] = parent
    found = tree(parents)
    assert sorted(one.key for one in found) == list(range(number))
    depths = {one.key: one.depth for one in found}
    for key, parent in parents.items():
        assert depths[key] == (0 if parent is None else depths[parent] + 1)


def test_a_cause_is_not_its_own_cause() -> None:
    assert makes_a_circle({1: None}, 1, 1)


@pytest.mark.req("CAU-05")
def test_a_place_calls_for_those_who_keep_it_and_children_for_school_and_social_services() -> None:
    assert dict(who_to_ask("place", "", ())) == {
        OrganisationKey.TRANSPORT: Missing.STREETS,
        OrganisationKey.HOUSING: Missing.HOMES,
    }
    assert OrganisationKey.EDUCATION in dict(who_to_ask("phenomenon", "violence_children", ()))
    assert dict(who_to_ask("phenomenon", "", {"offender"})) == {OrganisationKey.SOCIAL_SERVICES: Missing.SUPPORT}
