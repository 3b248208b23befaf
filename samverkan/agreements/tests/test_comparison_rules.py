"""Comparing wordings, and the pure rules of annexes and amendments."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.agreements.rules.amendments import applies_from, changed_terms, difference, with_numbers
from samverkan.agreements.rules.annexes import VersionFacts, annex_in_force, rule_for
from samverkan.agreements.rules.comparison import Change, compare, sentences
from samverkan.agreements.words import AnnexRoute, AnnexState
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import AnnexKind, GroupKind

texts = st.text(alphabet="abc ABC.\n•,5", max_size=200)


@given(texts, texts)
def test_every_sentence_of_both_texts_is_shown_once_and_in_order(old: str, new: str) -> None:
    rows = compare(old, new)
    assert [row.before for row in rows if row.before] == [sentence.text for sentence in sentences(old)]
    assert [row.after for row in rows if row.after] == [sentence.text for sentence in sentences(new)]
    assert all((row.before == row.after) == (row.change == Change.SAME) for row in rows)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(row.change == Change.SAME for row in compare(text, text))


def test_a_rewritten_sentence_keeps_its_place_under_its_heading() -> None:
    old = "5. Tid\nAvtalet gäller från maj och tills vidare.\n\n6. Möten\nMinst två möten hålls varje år i gruppen."
    new = old.replace("Minst två", "Minst tre")
    [row] = [row for row in compare(old, new) if row.change != Change.SAME]
    assert (row.change, row.heading, row.number) == (Change.REWRITTEN, "6. Möten", 1)


def test_what_was_removed_comes_before_what_was_added() -> None:
    rows = compare("Helt gammal mening här.", "Något nytt och annorlunda skrivet.")
    assert [row.change for row in rows] == [Change.REMOVED, Change.ADDED]


states = st.sampled_from(AnnexState)
facts = st.builds(
    VersionFacts,
    id=st.integers(1, 9),
    number=st.integers(1, 9),
    state=states,
    dated_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    is_attached=st.booleans(),
    is_decided=st.booleans(),
    needs_decision=st.booleans(),
)


@pytest.mark.req("AGR-16", "AGR-17")
@given(st.lists(facts), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_only_a_valid_dated_and_attached_version_is_in_force(versions: list[VersionFacts], on: date) -> None:
    found = annex_in_force(versions, on)
    if found is not None:
        assert found.state == AnnexState.VALID
        assert found.is_attached
        assert found.is_decided or not found.needs_decision
        assert found.dated_on is not None
        assert found.dated_on <= on


@pytest.mark.req("AGR-15", "AGR-19")
def test_the_way_to_a_valid_annex_is_read_from_the_terms() -> None:
    update = Term(
        "annexes.update",
        TermKind.ANNEX_UPDATE,
        "Uppdateringar",
        parameters={"annexes": ["measures_plan"], "decided_by": "overall_steering"},
    )
    rule = rule_for(AnnexKind.MEASURES_PLAN, [update])
    assert (rule.route, rule.decided_by, rule.notify) == (AnnexRoute.DECISION, GroupKind.OVERALL_STEERING, None)
    assert rule_for(AnnexKind.SITUATION_PICTURE, [update]).route == AnnexRoute.SIGNATURES
    assert rule_for(AnnexKind.MEASURES_PLAN, []).route == AnnexRoute.SIGNATURES
    assert rule_for(AnnexKind.OVERALL_AGREEMENT, [update]).route == AnnexRoute.OVERALL_AGREEMENT


def test_a_term_with_a_new_number_loses_the_sentence_it_was_read_from() -> None:
    old = [
        {"key": "m", "kind": "meetings_minimum", "parameters": {"minimum": 2}, "quote": "Minst två."},
        {"key": "s", "kind": "signatures", "parameters": {"minimum": 2}, "quote": "Alla."},
    ]
    new = with_numbers(old, {"m": 3, "s": 9})
    assert (new[0]["parameters"], new[0]["quote"]) == ({"minimum": 3}, "")
    assert new[1] == old[1]
    assert with_numbers(old, {"m": 2}) == old
    assert changed_terms(old, new) == [(old[0], new[0])]
    assert changed_terms(old, new[:1]) == [(old[0], new[0]), (old[1], {})]


def test_equal_texts_and_terms_have_no_difference() -> None:
    assert difference("a\nb", "a\nb", [], []) == ""
    assert "+c" in difference("a\nb", "a\nc", [], [])


@given(st.dates(), st.lists(st.dates()))
def test_an_amendment_never_applies_before_a_signature(wanted: date, signed: list[date]) -> None:
    assert applies_from(wanted, signed) >= max([wanted, *signed])
