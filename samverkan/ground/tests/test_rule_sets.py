"""The dated rule sets: the figures that the sources give, and nothing that they do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samverkan.ground.rule_sets import UnknownRuleSet, rule_set, rule_sets
from samverkan.ground.words import Tier


def parameters(key: str, term: str) -> Any:
    """Return the parameters of a term of a rule set."""
    return next(each.parameters for each in rule_set(key).terms if each.key == term)


def test_each_term_is_said_once_with_clause_and_requirements() -> None:
    for rules in rule_sets().values():
        keys = [term.key for term in rules.terms]
        assert len(keys) == len(set(keys))
        assert all(term.clause and term.requirements for term in rules.terms)
        assert rules.source
        assert rules.name


@pytest.mark.req("AGR-08")
def test_the_draft_of_2019_ends_where_2024_begins() -> None:
    assert rule_set("overall-2019-draft").valid_until == rule_set("overall-2024").valid_from == date(2024, 1, 1)
    assert rule_set("overall-2024").valid_until is None
    assert rule_set("overall-2019-draft").is_draft
    assert not rule_set("overall-2024").is_draft


@pytest.mark.req("MEE-01", "MEE-02", "MEE-03", "MEE-06")
@pytest.mark.parametrize(
    ("key", "term", "minimum"),
    [
        ("overall-2019-draft", "overall_steering.meetings", 4),
        ("local-2019-draft", "local_steering.meetings", 2),
        ("local-2024", "local_steering.meetings", 2),
        ("local-2024", "local_preparation.meetings", 4),
    ],
)
def test_the_least_number_of_meetings_lies_in_the_rule_set(key: str, term: str, minimum: int) -> None:
    assert parameters(key, term)["minimum"] == minimum


@pytest.mark.req("ORG-06", "ORG-10")
def test_the_overall_groups_of_2019_have_their_seats_and_those_of_2024_are_unknown() -> None:
    steering = parameters("overall-2019-draft", "overall_steering.composition")
    assert steering["seats"] == 9 == sum(demand["minimum"] for demand in steering["functions"])
    leads = parameters("overall-2019-draft", "overall_preparation.composition")
    assert len(leads["functions"]) == 3
    assert parameters("overall-2024", "overall_steering.composition")["unknown"]


def test_working_groups_of_2019_are_time_limited_only() -> None:
    assert parameters("local-2019-draft", "working.appointment")["permanent"] is False
    assert parameters("local-2024", "working.appointment")["permanent"] is True


def test_the_tier_says_for_which_agreements_a_rule_set_is() -> None:
    assert {key for key, rules in rule_sets().items() if rules.tier == Tier.LOCAL} == {"local-2019-draft", "local-2024"}


def test_an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(UnknownRuleSet):
        rule_set("2015")
