"""Matters on their way, decisions and mandates: each deed beside its refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.access.actor import Actor
from samverkan.audit.models import Entry
from samverkan.decisions import services
from samverkan.decisions.models import Decision, Delegation, Delimitation, Matter
from samverkan.decisions.queries import backlog_of, decision_log, decisions_visible_to, matters_visible_to
from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState, Verdict
from samverkan.ground.refusals import NotAllowed, Refused
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


def a_matter(cast: Cast, by: Actor, raised_in: str, decided_in: str, **more: Any) -> Matter:
    """Raise the usual matter."""
    given: dict[str, Any] = {"title": "Belysning på torget", "category": DecisionCategory.WORK_WITHIN_PLAN} | more
    return services.raise_matter(
        by=by, raised_in=cast.groups[raised_in], decided_in=cast.groups[decided_in], today=TODAY, **given
    )


def decide(cast: Cast, group: str, matter: Matter | None = None, **more: Any) -> Decision:
    """Record the usual decision as Amina, on the town's today."""
    given: dict[str, Any] = {
        "title": "Belysning",
        "text": "Gruppen beslutar om ny belysning.",
        "category": DecisionCategory.WORK_WITHIN_PLAN,
        "decided_on": TODAY,
        "municipality_decision_maker": "Stadsdelsdirektör Doris Rönn",
        "police_decision_maker": "Lokalpolisområdeschef Erik Björk",
    } | more
    return services.record_decision(by=cast.amina, group=cast.groups[group], matter=matter, **given)


@pytest.mark.req("MEE-17", "DEC-09")
def test_a_matter_travels_up_and_its_decision_comes_back_to_every_group_it_passed(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "working_b", "steering_b")
    matter = services.forward_matter(by=cast.amina, matter=matter, recommendation="Bör bifallas.")
    matter = services.forward_matter(by=cast.amina, matter=matter, recommendation="Beredningsgruppen tillstyrker.")
    decision = decide(cast, "steering_b", matter)

    matter.refresh_from_db()
    assert matter.state == MatterState.RETURNED
    assert [step.to_group.name for step in matter.steps.all()] == ["Beredningsgrupp Björkåsa", "Styrgrupp Björkåsa"]
    back_in = {excerpt.group for excerpt in decision.excerpts.all()}
    assert back_in == {cast.groups["working_b"], cast.groups["prep_b"]}
    assert decisions_visible_to(cast.fatima).filter(pk=decision.pk).exists()
    assert not decisions_visible_to(cast.cecilia).exists()
    for excerpt in decision.excerpts.select_related("group", "decision"):
        services.note_excerpt(by=cast.amina, excerpt=excerpt)
        with pytest.raises(Refused):
            services.note_excerpt(by=cast.amina, excerpt=excerpt)


@pytest.mark.req("MEE-17")
def test_a_matter_that_the_group_passes_up_is_the_upper_groups_to_decide(cast: Cast) -> None:
    matter = services.forward_matter(by=cast.amina, matter=a_matter(cast, cast.amina, "prep_b", "prep_b"))

    assert matter.decided_in == matter.group == cast.groups["steering_b"]
    with pytest.raises(Refused):
        services.forward_matter(by=cast.amina, matter=matter)


@pytest.mark.req("DEC-09")
def test_a_steering_matter_is_sent_to_preparation_and_comes_back(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "steering_b", "steering_b")
    matter = services.send_to_preparation(by=cast.amina, matter=matter, today=TODAY)

    assert list(backlog_of(cast.groups["prep_b"].pk)) == [matter]
    assert matter.decided_in == cast.groups["steering_b"]
    with pytest.raises(Refused):
        services.send_to_preparation(by=cast.amina, matter=matter, today=TODAY)
    assert services.forward_matter(by=cast.amina, matter=matter).group == cast.groups["steering_b"]


@pytest.mark.req("MEE-17", "CRO-07")
@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("cecilia", {}),
        ("fatima", {}),
        ("hanna", {}),
        ("amina", {"title": " "}),
        ("amina", {"decided_in": "steering_g"}),
        ("amina", {"text": "Ring 070-123 45 67"}),
    ],
)
def test_a_matter_that_may_not_be_raised_leaves_nothing(cast: Cast, who: str, more: dict[str, Any]) -> None:
    given = {"decided_in": "steering_b"} | more
    with pytest.raises(Refused):
        a_matter(cast, cast.actor(who), "prep_b", **given)

    assert not Matter.objects.exists()
    assert not Entry.objects.exists()


def test_a_withdrawn_matter_is_neither_moved_nor_decided(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "prep_b", "prep_b")
    with pytest.raises(Refused):
        services.withdraw_matter(by=cast.amina, matter=matter, reason=" ")
    services.withdraw_matter(by=cast.amina, matter=matter, reason="Löst på annat sätt")

    for deed in (
        lambda: services.forward_matter(by=cast.amina, matter=matter),
        lambda: services.withdraw_matter(by=cast.amina, matter=matter, reason="Igen"),
        lambda: decide(cast, "prep_b", matter),
    ):
        with pytest.raises(Refused):
            deed()
    assert not Decision.objects.exists()


@pytest.mark.req("DEC-05")
def test_a_major_matter_says_when_the_politicians_were_informed(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "prep_b", "steering_b", is_major=True)
    with pytest.raises(Refused):
        services.note_politicians(
            by=cast.amina, matter=matter, is_major=True, informed_on=TODAY + timedelta(1), today=TODAY
        )
    services.note_politicians(by=cast.amina, matter=matter, is_major=True, informed_on=TODAY, today=TODAY)

    matter.refresh_from_db()
    assert matter.politicians_informed_on == TODAY


@pytest.mark.req("DEC-03", "DEC-06", "DEC-08")
@pytest.mark.parametrize(
    "more",
    [
        {"text": " "},
        {"municipality_decision_maker": ""},
        {"police_decision_maker": " "},
        {"category": DecisionCategory.GOALS_AND_SCOPE},
        {"category": DecisionCategory.RESOURCES, "amount": 5000},
        {"amount": 100_001},
    ],
)
def test_a_stopped_decision_leaves_neither_number_nor_trace(cast: Cast, more: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        decide(cast, "steering_b", **more)
    assert not Decision.objects.exists()
    assert not Entry.objects.exists()

    assert decide(cast, "steering_b").reference == "1/2026"


@pytest.mark.req("DEC-03")
def test_a_decision_beyond_the_mandate_says_the_verdict_and_the_way_on(cast: Cast) -> None:
    with pytest.raises(services.BeyondMandate) as stopped:
        decide(cast, "prep_b", category=DecisionCategory.AGREEMENT)

    assert stopped.value.answer.verdict == Verdict.BEYOND_GROUP
    assert stopped.value.way_on


@pytest.mark.req("DEC-07")
def test_decisions_are_numbered_by_group_and_year_without_gaps(cast: Cast) -> None:
    decide(cast, "steering_b")
    decide(cast, "prep_b")
    decide(cast, "steering_b", decided_on=date(2025, 12, 31))
    decide(cast, "steering_b")

    log = decision_log(cast.amina, group_id=cast.groups["steering_b"].pk, today=TODAY)
    assert sorted(decision.reference for decision in log) == ["1/2025", "1/2026", "2/2026"]
    assert [d.reference for d in decision_log(cast.amina, year=2025, today=TODAY)] == ["1/2025"]


@pytest.mark.req("DEC-07")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(["steering_b", "prep_b"]), st.sampled_from([2024, 2025, 2026]), st.booleans()),
        max_size=8,
    )
)
def test_interleaved_and_refused_decisions_leave_no_gap(cast: Cast, deeds: list[tuple[str, int, bool]]) -> None:
    Decision.objects.all().delete()
    for group, year, is_refused in deeds:
        if is_refused:
            with pytest.raises(Refused):
                decide(cast, group, decided_on=date(year, 5, 5), text="")
        else:
            decide(cast, group, decided_on=date(year, 5, 5))

    numbers: dict[tuple[int, int], list[int]] = {}
    for decision in Decision.objects.all():
        numbers.setdefault((decision.group_id, decision.year), []).append(decision.number)
    assert all(sorted(taken) == list(range(1, len(taken) + 1)) for taken in numbers.values())


@pytest.mark.req("DEC-07")
def test_a_decision_is_followed_up_once(cast: Cast) -> None:
    decision = decide(cast, "steering_b", due_date=TODAY)
    assert [d.pk for d in decision_log(cast.amina, only="due", today=TODAY + timedelta(1))] == [decision.pk]
    refused: list[Callable[[], object]] = [
        lambda: services.complete_decision(by=cast.cecilia, decision=decision, on=TODAY),
        lambda: services.complete_decision(by=cast.amina, decision=decision, on=TODAY - timedelta(1)),
        lambda: services.lapse_decision(by=cast.amina, decision=decision, on=TODAY, note=""),
    ]
    for deed in refused:
        with pytest.raises(Refused):
            deed()
    services.complete_decision(by=cast.amina, decision=decision, on=TODAY, note="Lamporna sitter uppe.")
    with pytest.raises(Refused):
        services.lapse_decision(by=cast.amina, decision=decision, on=TODAY, note="Nej")

    decision.refresh_from_db()
    assert (decision.state, decision.closed_on) == (DecisionState.DONE, TODAY)
    assert not decision_log(cast.amina, only="open", today=TODAY).exists()


def test_a_decision_may_lapse_with_a_reason(cast: Cast) -> None:
    decision = services.lapse_decision(by=cast.amina, decision=decide(cast, "prep_b"), on=TODAY, note="Överspelat")

    assert decision.state == DecisionState.LAPSED


def set_delimitation(cast: Cast, by: Actor, **more: Any) -> Delimitation:
    """Give the preparation group another delimitation from April."""
    given: dict[str, Any] = {
        "text": "Beslutar om belysning.",
        "categories": [DecisionCategory.RESOURCES],
        "amount_limit": 10_000,
        "decided_on": TODAY,
        "decided_by": "Styrgruppen",
        "valid_from": date(2026, 4, 1),
    } | more
    return services.set_delimitation(by=by, group=cast.groups["prep_b"], **given)


@pytest.mark.req("DEC-04")
def test_a_new_delimitation_ends_the_earlier_one(cast: Cast) -> None:
    set_delimitation(cast, cast.amina)

    decide(cast, "prep_b", decided_on=date(2026, 3, 31))
    with pytest.raises(services.BeyondMandate):
        decide(cast, "prep_b", decided_on=date(2026, 4, 1))


@pytest.mark.req("DEC-04")
@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("cecilia", {}),
        ("hanna", {}),
        ("amina", {"text": ""}),
        ("amina", {"decided_by": " "}),
        ("amina", {"valid_from": TODAY - timedelta(1)}),
        ("amina", {"decided_on": date(2023, 1, 1), "valid_from": date(2023, 1, 1)}),
    ],
)
def test_a_refused_delimitation_changes_nothing(cast: Cast, who: str, more: dict[str, Any]) -> None:
    before = list(Delimitation.objects.order_by("pk").values())
    with pytest.raises(Refused):
        set_delimitation(cast, cast.actor(who), **more)

    assert list(Delimitation.objects.order_by("pk").values()) == before
    assert not Entry.objects.exists()


def delegate(cast: Cast, by: Actor, **more: Any) -> Delegation:
    """Let the board delegate money to the district director."""
    given: dict[str, Any] = {
        "category": DecisionCategory.RESOURCES,
        "amount_limit": 50_000,
        "decided_on": TODAY,
        "valid_from": TODAY,
        "function_title": "Stadsdelsdirektör",
    } | more
    return services.add_delegation(by=by, board=cast.units["board"], unit=cast.units["bjorkasa"], **given)


@pytest.mark.req("DEC-03")
def test_a_delegation_lets_the_group_use_money_up_to_its_limit(cast: Cast) -> None:
    set_delimitation(cast, cast.amina, valid_from=TODAY, amount_limit=None)
    with pytest.raises(services.BeyondMandate):
        decide(cast, "prep_b", category=DecisionCategory.RESOURCES, amount=50_000)
    delegate(cast, cast.amina)
    with pytest.raises(services.BeyondMandate):
        decide(cast, "prep_b", category=DecisionCategory.RESOURCES, amount=50_001)

    decision = decide(cast, "prep_b", category=DecisionCategory.RESOURCES, amount=50_000)
    assert "Björkåsa stadsdelsnämnd" in decision.mandate_basis


@pytest.mark.req("DEC-03")
def test_what_the_police_delegate_among_themselves_never_covers_the_municipalitys_money(cast: Cast) -> None:
    set_delimitation(cast, cast.amina, valid_from=TODAY, amount_limit=None)
    Delegation.objects.create(
        board=cast.units["region"],
        unit=cast.units["lpo_b"],
        function_title="Lokalpolisområdeschef",
        category=DecisionCategory.RESOURCES,
        decided_on=TODAY,
        valid_from=TODAY,
    )
    with pytest.raises(services.BeyondMandate):
        decide(cast, "prep_b", category=DecisionCategory.RESOURCES, amount=50_000)


@pytest.mark.req("DEC-03")
@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("cecilia", {}),
        ("fatima", {}),
        ("amina", {"category": DecisionCategory.GOALS_AND_SCOPE}),
        ("amina", {"valid_from": TODAY - timedelta(1)}),
        ("amina", {"valid_until": TODAY}),
    ],
)
def test_a_refused_delegation_leaves_nothing(cast: Cast, who: str, more: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        delegate(cast, cast.actor(who), **more)

    assert not Delegation.objects.exists()


def test_who_is_only_elected_sees_matters_when_they_are_decided(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "prep_b", "prep_b")
    assert not matters_visible_to(cast.hanna).exists()
    assert not matters_visible_to(cast.cecilia).exists()

    decide(cast, "prep_b", matter)
    assert list(matters_visible_to(cast.hanna)) == [matter]


@pytest.mark.req("CRO-08")
def test_every_deed_leaves_exactly_one_trace(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "prep_b", "steering_b")
    decision = decide(cast, "prep_b")
    other = decide(cast, "prep_b")
    deeds: list[Callable[[], object]] = [
        lambda: services.note_politicians(by=cast.amina, matter=matter, is_major=True, informed_on=None, today=TODAY),
        lambda: services.forward_matter(by=cast.amina, matter=matter),
        lambda: services.send_to_preparation(by=cast.amina, matter=matter, today=TODAY),
        lambda: services.withdraw_matter(by=cast.amina, matter=matter, reason="Löst"),
        lambda: services.complete_decision(by=cast.amina, decision=decision, on=TODAY),
        lambda: services.lapse_decision(by=cast.amina, decision=other, on=TODAY, note="Överspelat"),
        lambda: set_delimitation(cast, cast.amina),
        lambda: delegate(cast, cast.ivar),
    ]
    for deed in deeds:
        before = Entry.objects.count()
        deed()
        assert Entry.objects.count() == before + 1


def test_not_being_allowed_is_told_apart_from_being_refused(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        a_matter(cast, cast.hanna, "prep_b", "prep_b")


def test_a_decision_is_not_dated_before_its_matter_nor_in_the_future(cast: Cast) -> None:
    matter = a_matter(cast, cast.amina, "prep_b", "prep_b")
    with pytest.raises(Refused):
        decide(cast, "prep_b", matter, decided_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        decide(cast, "prep_b", matter, decided_on=timezone.localdate() + timedelta(days=1))
    assert refused.value.field == "decided_on"
    assert not Decision.objects.exists()


def test_a_group_that_has_ended_decides_nothing_more(cast: Cast) -> None:
    group = cast.groups["prep_b"]
    group.valid_until = TODAY
    group.save()
    with pytest.raises(Refused):
        decide(cast, "prep_b")
    assert decide(cast, "prep_b", decided_on=TODAY - timedelta(days=1)).number == 1


def test_person_data_is_stopped_where_the_decision_makers_are_named(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        decide(cast, "prep_b", police_decision_maker="Erik Björk, 070-174 06 05")
    assert refused.value.field == "police_decision_maker"
