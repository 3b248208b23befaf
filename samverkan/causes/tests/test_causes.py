"""Cause analyses: opened jointly, causes as hypotheses with tests and evidence, settled by both parties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from samverkan.audit.models import Entry
from samverkan.causes.models import Analysis, Cause
from samverkan.causes.queries import analyses as analysis_queries
from samverkan.causes.queries.analyses import analysis_for, problems_without_analysis, who_is_missing
from samverkan.causes.queries.causes import causes_open_to, covered_sides, kept_causes
from samverkan.causes.services.analyses import (
    add_participant,
    open_analysis,
    remove_participant,
    revise_analysis,
    settle,
)
from samverkan.causes.services.causes import (
    add_cause,
    add_evidence,
    note_test,
    remove_evidence,
    revise_cause,
    set_aside,
    take_up,
)
from samverkan.causes.services.parts import (
    add_proposal,
    add_step,
    move_step,
    remove_proposal,
    remove_step,
    revise_proposal,
    revise_step,
)
from samverkan.causes.words import AnalysisState, Certainty, EvidenceKind, Factor, Hint, Lack, Missing, Side
from samverkan.causes.words import TestResult as Result
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.situation.models import Problem, Ranking, Score
from samverkan.situation.words import TargetKind
from tests.cast import TODAY, Cast
from tests.red_thread import (
    a_cause,
    a_picture,
    a_place,
    a_problem,
    a_source,
    a_statement,
    an_analysis,
    an_indicator,
)

TEXT = "Ingen håller uppsikt över torget efter klockan sex"


def a_problem_of_the_picture(cast: Cast) -> Problem:
    problem = a_problem(cast)
    problem.statements.add(a_statement(cast, a_picture(cast)))
    return problem


def a_complete_analysis(cast: Cast) -> Analysis:
    """Return an analysis that lacks nothing."""
    analysis = open_analysis(
        by=cast.amina,
        problem=a_problem_of_the_picture(cast),
        title="Varför torget",
        target=TargetKind.PLACE,
        place=a_place(cast),
        today=TODAY,
    )
    add_participant(by=cast.amina, analysis=analysis, unit=cast.units["lpo_b"], name="Kommunpolis")
    cause = add_cause(
        by=cast.amina, analysis=analysis, text=TEXT, side=Side.GUARDIAN, expectation="Tomt på torget vid fem besök"
    )
    note_test(
        by=cast.bertil, cause=cause, edition=1, result=Result.SUPPORTED, text="Tomt 4 av 5", on=TODAY, today=TODAY
    )
    add_evidence(
        by=cast.bertil,
        cause=cause,
        kind=EvidenceKind.OBSERVATION,
        text="Fem besök i februari",
        speaks_for=True,
        today=TODAY,
    )
    return revise_analysis(
        by=cast.amina,
        analysis=analysis,
        edition=1,
        title="Varför torget",
        target=TargetKind.PLACE,
        place=analysis.place,
        conclusion="Torget saknar vuxna efter sex.",
    )


def reread(cause: Cause) -> Cause:
    return Cause.objects.get(pk=cause.pk)


@pytest.mark.req("CAU-01")
def test_an_analysis_starts_from_a_situation_picture(cast: Cast) -> None:
    problem = a_problem(cast)
    with pytest.raises(Refused, match="situation picture"):
        open_analysis(
            by=cast.amina, problem=problem, title="Varför", target=TargetKind.GROUP, target_name="x", today=TODAY
        )
    problem.statements.add(a_statement(cast, a_picture(cast)))
    opened = open_analysis(
        by=cast.bertil,
        problem=problem,
        title="Varför",
        target=TargetKind.GROUP,
        target_name="Pojkar i årskurs 7 till 9",
        today=TODAY,
    )
    assert opened.participants.get().name == "Kommunpolis, Lokalpolisområde Björkåsa"
    with pytest.raises(Refused, match="already has an analysis"):
        open_analysis(
            by=cast.amina, problem=problem, title="Igen", target=TargetKind.GROUP, target_name="x", today=TODAY
        )


@pytest.mark.req("CAU-02")
def test_a_prioritised_problem_without_an_analysis_is_listed_first(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    older = Ranking.objects.create(picture=a_picture(cast, year=2025), decided_on=TODAY)
    newer = Ranking.objects.create(picture=a_picture(cast), decided_on=TODAY)
    past, urgent, done = (a_problem(cast, title) for title in ("Förra årets", "Årets", "Redan analyserat"))
    Score.objects.create(ranking=older, problem=past, is_prioritised=True)
    Score.objects.create(ranking=newer, problem=past)
    Score.objects.create(ranking=newer, problem=urgent, is_prioritised=True)
    Score.objects.create(ranking=newer, problem=done, is_prioritised=True)
    an_analysis(cast, done)
    assert problems_without_analysis(cast.amina) == [urgent]
    assert problems_without_analysis(cast.hanna) == problems_without_analysis(cast.cecilia) == []
    text = client_of("amina").get(reverse("causes:list")).content.decode()
    assert text.index("Årets") < text.index("Redan analyserat")
    assert reverse("causes:open", args=[urgent.pk]) in text


@pytest.mark.req("CAU-04")
def test_both_parties_settle_and_a_later_change_opens_it_again(cast: Cast) -> None:
    analysis = a_complete_analysis(cast)
    waiting = settle(by=cast.amina, analysis=analysis, today=TODAY)
    assert waiting.state == AnalysisState.OPEN
    with pytest.raises(Refused, match="already settled"):
        settle(by=cast.doris, analysis=analysis, today=TODAY)
    settled = settle(by=cast.erik, analysis=analysis, today=TODAY)
    assert settled.state == AnalysisState.SETTLED
    entry = Entry.objects.get(event="causes.analysis_settled", details__party="police")
    assert entry.details["sealed"] == seal(analysis_queries.content_of(settled))
    add_step(by=cast.bertil, analysis=analysis, text="De samlas vid kiosken")
    reopened = Analysis.objects.get(pk=analysis.pk)
    assert reopened.state == AnalysisState.OPEN
    assert reopened.municipality_settled_on is None
    assert Entry.objects.filter(event="causes.analysis_reopened").count() == 1


def test_an_analysis_that_lacks_something_cannot_be_settled(cast: Cast) -> None:
    analysis = an_analysis(cast)
    a_cause(cast, analysis)
    with pytest.raises(Refused, match="cannot be settled"):
        settle(by=cast.amina, analysis=analysis, today=TODAY)
    assert {one.what for one in analysis_queries.lacking_of(analysis)} == set(Lack) - {Lack.NO_CAUSE}


def test_boards_see_an_analysis_only_when_both_have_settled_it(cast: Cast) -> None:
    analysis = a_complete_analysis(cast)
    with pytest.raises(Http404):
        analysis_for(cast.hanna, analysis.pk)
    settle(by=cast.amina, analysis=analysis, today=TODAY)
    settle(by=cast.bertil, analysis=analysis, today=TODAY)
    assert analysis_for(cast.hanna, analysis.pk) == analysis
    assert list(causes_open_to(cast.hanna)) == list(analysis.causes.all())
    assert not causes_open_to(cast.cecilia).exists()


def test_only_those_who_prepare_in_the_district_change_it(cast: Cast) -> None:
    analysis = an_analysis(cast)
    for name in ("cecilia", "gustav", "hanna"):
        with pytest.raises(NotAllowed):
            add_cause(by=cast.actor(name), analysis=analysis, text=TEXT, side=Side.TARGET)


@pytest.mark.req("CAU-05")
def test_who_took_part_is_written_down_and_who_is_missing_is_told(cast: Cast) -> None:
    place = a_place(cast)
    place.owners.add(cast.units["transport"])
    analysis = an_analysis(cast, place=place)
    parts = analysis_queries.parts_of(analysis)
    assert who_is_missing(analysis, parts[0], parts[3], on=TODAY) == [(cast.units["transport"], Missing.OWNS_PLACE)]
    assert Hint.ONLY_THE_PARTIES in analysis_queries.hints_of(analysis, parts[0], parts[2], parts[3])
    took_part = add_participant(by=cast.amina, analysis=analysis, unit=cast.units["transport"], knows="Belysning")
    parts = analysis_queries.parts_of(analysis)
    assert who_is_missing(analysis, parts[0], parts[3], on=TODAY) == []
    assert Hint.ONLY_THE_PARTIES not in analysis_queries.hints_of(analysis, parts[0], parts[2], parts[3])
    with pytest.raises(Refused, match="already written down"):
        add_participant(by=cast.amina, analysis=analysis, unit=cast.units["transport"])
    with pytest.raises(Refused, match="whom"):
        add_participant(by=cast.amina, analysis=analysis, name="Bollklubben")
    add_participant(by=cast.amina, analysis=analysis, name="Bollklubben", party=Party.EXTERNAL)
    remove_participant(by=cast.amina, participant=took_part)
    assert [one.name for one in analysis.participants.all()] == ["Bollklubben"]
    assert Entry.objects.get(event="causes.participant_removed").details == {"name": "Trafikkontoret"}


@pytest.mark.req("CAU-07", "CAU-08", "CAU-10")
def test_a_cause_stands_on_a_side_with_factor_weight_and_certainty(cast: Cast) -> None:
    analysis = an_analysis(cast)
    cause = add_cause(
        by=cast.amina,
        analysis=analysis,
        text=TEXT,
        side=Side.GUARDIAN,
        factor=Factor.PROTECTIVE,
        weight=5,
        certainty=Certainty.MEDIUM,
    )
    assert covered_sides(kept_causes([analysis.problem_id])) == {Side.GUARDIAN}
    with pytest.raises(Refused, match="already in the analysis"):
        add_cause(by=cast.bertil, analysis=analysis, text=TEXT.upper(), side=Side.TARGET)
    with pytest.raises(Refused, match="1 to 5"):
        add_cause(by=cast.bertil, analysis=analysis, text="Annat", side=Side.TARGET, weight=6)
    with pytest.raises(Refused, match="holds"):
        add_cause(by=cast.bertil, analysis=analysis, text="Ring 070-123 45 67", side=Side.TARGET)
    assert list(analysis.causes.all()) == [cause]


def test_a_cause_never_stands_under_itself(cast: Cast) -> None:
    analysis = an_analysis(cast)
    root = a_cause(cast, analysis, "Rot")
    branch = a_cause(cast, analysis, "Gren", parent=root)
    values: dict[str, Any] = {"text": "Rot", "side": Side.TARGET, "factor": Factor.RISK, "expectation": "", "weight": 3}
    with pytest.raises(Refused, match="cannot explain itself"):
        revise_cause(by=cast.amina, cause=root, edition=1, certainty=Certainty.LOW, parent=branch, **values)
    elsewhere = a_cause(cast, an_analysis(cast, a_problem(cast, "Annat")))
    with pytest.raises(Refused, match="another analysis"):
        revise_cause(by=cast.amina, cause=root, edition=1, certainty=Certainty.LOW, parent=elsewhere, **values)


@pytest.mark.req("CAU-10")
def test_a_hypothesis_is_tested_against_what_was_expected_or_says_why_not(cast: Cast) -> None:
    cause = a_cause(cast)

    def note(edition: int, result: Result, text: str, on: date | None = TODAY) -> Cause:
        return note_test(by=cast.bertil, cause=cause, edition=edition, result=result, text=text, on=on, today=TODAY)

    with pytest.raises(Refused, match="what you would see"):
        note(1, Result.SUPPORTED, "Syntes")
    with pytest.raises(Refused, match="why the hypothesis has not been tested"):
        note(1, Result.UNTESTED, " ")
    assert note(1, Result.UNTESTED, "Vi väntar på vårens mätning").tested_on is None
    Cause.objects.filter(pk=cause.pk).update(expectation="Tomt torg")
    with pytest.raises(Refused, match="day of the test"):
        note(2, Result.CONTRADICTED, "Fullt med folk", None)
    with pytest.raises(Refused, match="day to come"):
        note(2, Result.CONTRADICTED, "Fullt med folk", TODAY.replace(year=2027))
    tested = note(2, Result.CONTRADICTED, "Fullt med folk")
    assert (tested.result, tested.tested_on) == (Result.CONTRADICTED, TODAY)


def test_a_cause_that_is_set_aside_is_kept_with_its_reason(cast: Cast) -> None:
    cause = a_cause(cast)
    with pytest.raises(Refused, match="why the cause is set aside"):
        set_aside(by=cast.amina, cause=cause, because=" ", today=TODAY)
    set_aside(by=cast.amina, cause=cause, because="Räkningen visade motsatsen", today=TODAY)
    assert reread(cause).set_aside_because == "Räkningen visade motsatsen"
    assert not kept_causes([cause.analysis.problem_id]).exists()
    with pytest.raises(Refused, match="already been set aside"):
        set_aside(by=cast.amina, cause=cause, because="Igen", today=TODAY)
    take_up(by=cast.bertil, cause=cause)
    assert kept_causes([cause.analysis.problem_id]).get() == cause
    with pytest.raises(Refused, match="has not been set aside"):
        take_up(by=cast.bertil, cause=cause)


@pytest.mark.req("CAU-09")
def test_figures_name_their_source_and_evidence_may_speak_against(cast: Cast) -> None:
    cause = a_cause(cast)
    values: dict[str, Any] = {"by": cast.amina, "cause": cause, "text": "Otryggheten sjunker", "today": TODAY}
    with pytest.raises(Refused, match="source"):
        add_evidence(kind=EvidenceKind.STATISTICS, speaks_for=False, **values)
    statement = a_statement(cast, a_picture(cast))
    added = add_evidence(
        kind=EvidenceKind.STATISTICS,
        speaks_for=False,
        source=a_source(cast),
        indicator=an_indicator(cast),
        statement=statement,
        **values,
    )
    assert not added.speaks_for
    foreign = a_statement(cast, a_picture(cast, unit=cast.units["granvik"]))
    with pytest.raises(Refused, match="another unit"):
        add_evidence(kind=EvidenceKind.DIALOGUE, speaks_for=True, statement=foreign, **values)
    remove_evidence(by=cast.bertil, evidence=added)
    assert Entry.objects.get(event="causes.evidence_removed").details == {"text": "Otryggheten sjunker"}


@pytest.mark.req("CAU-12")
def test_the_event_chain_is_told_in_order_and_says_what_could_break_it(cast: Cast) -> None:
    analysis = an_analysis(cast)
    first, second, third = (
        add_step(by=cast.amina, analysis=analysis, text=text, could_break="Vuxna på plats")
        for text in ("Skolan slutar", "De samlas", "Köparen kommer")
    )
    move_step(by=cast.bertil, step=third, earlier=True)
    assert list(analysis.steps.all()) == [first, third, second]
    with pytest.raises(Refused, match="end of the chain"):
        move_step(by=cast.bertil, step=first, earlier=True)
    revise_step(by=cast.amina, step=first, edition=1, text="Skolan slutar tidigt", could_break="Läxhjälp")
    with pytest.raises(SavedMeanwhile):
        revise_step(by=cast.bertil, step=first, edition=1, text="Skolan slutar sent", could_break="")
    remove_step(by=cast.amina, step=second)
    assert [step.text for step in analysis.steps.all()] == ["Skolan slutar tidigt", "Köparen kommer"]


@pytest.mark.req("CAU-06", "CRO-01", "CRO-02", "CRO-03", "CRO-04")
def test_a_proposal_weighs_its_consequences_and_says_what_nobody_has_assessed(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    cause = a_cause(cast)
    analysis = cause.analysis
    with pytest.raises(Refused, match="consequences"):
        add_proposal(by=cast.amina, analysis=analysis, text="Kameror", consequences=" ", today=TODAY)
    proposal = add_proposal(
        by=cast.amina,
        analysis=analysis,
        text="Kvällsöppen fritidsgård",
        causes=[cause],
        consequences="Fler vuxna på torget",
        gender="Flickor använder den mindre i dag",
        child_rights="Barn har frågats",
        today=TODAY,
    )
    text = client_of("amina").get(reverse("causes:analysis", args=[analysis.pk])).content.decode()
    assert "Flickor använder den mindre i dag" in text
    assert text.count("Inte bedömt än") == 1
    parts = analysis_queries.parts_of(analysis)
    assert Hint.NOT_WEIGHED in analysis_queries.hints_of(analysis, parts[0], parts[2], parts[3])
    revise_proposal(
        by=cast.bertil,
        proposal=proposal,
        edition=1,
        text=proposal.text,
        causes=[cause],
        consequences="Fler vuxna",
        gender="Ja",
        child_rights="Ja",
        accessibility="Ramp finns",
    )
    with pytest.raises(SavedMeanwhile):
        revise_proposal(by=cast.amina, proposal=proposal, edition=1, text="x", consequences="y")
    remove_proposal(by=cast.amina, proposal=proposal)
    assert not analysis.proposals.exists()


@pytest.mark.req("CAU-11")
def test_an_analysis_is_tied_to_a_place_a_group_or_a_phenomenon(cast: Cast) -> None:
    problem = a_problem_of_the_picture(cast)
    values: dict[str, Any] = {"by": cast.amina, "problem": problem, "title": "Varför", "today": TODAY}
    with pytest.raises(Refused, match="Choose the place"):
        open_analysis(target=TargetKind.PLACE, **values)
    with pytest.raises(Refused, match="group or phenomenon"):
        open_analysis(target=TargetKind.PHENOMENON, **values)
    foreign = a_place(cast, unit=cast.units["granvik"])
    with pytest.raises(Refused, match="another unit"):
        open_analysis(target=TargetKind.PLACE, place=foreign, **values)
    park = a_place(cast, "Parken")
    assert open_analysis(target=TargetKind.PLACE, place=park, **values).place == park


@pytest.mark.req("CAU-12")
def test_method_support_stands_beside_each_step_and_can_be_hidden(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    address = reverse("causes:analysis", args=[an_analysis(cast).pk])
    assert client_of("amina").get(address).content.decode().count('class="support"') == 4
    assert 'class="support"' not in client_of("amina").get(address + "?stod=av").content.decode()


def test_two_editors_of_one_cause_are_both_told_and_neither_loses_a_word(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    cause = a_cause(cast)
    address = reverse("causes:revise_cause", args=[cause.pk])
    sent = {"edition": 1, "side": "guardian", "factor": "risk", "weight": 3, "certainty": "low"}
    first = client_of("bertil").post(address, sent | {"text": "Polisens ord", "expectation": "Tomt"})
    assert first.status_code == 302
    second = client_of("amina").post(address, sent | {"text": "Kommunens ord", "expectation": "Fullt"})
    text = second.content.decode()
    assert second.status_code == 422
    assert "Bertil Ek" in text
    assert all(word in text for word in ("Polisens ord", "Kommunens ord", "Tomt", "Fullt"))
    assert reread(cause).text == "Polisens ord"
    again = client_of("amina").post(address, sent | {"text": "Båda orden", "expectation": "Fullt", "edition": 2})
    assert again.status_code == 302
    assert reread(cause).text == "Båda orden"


def test_the_analysis_is_worked_through_by_its_pages(cast: Cast, client_of: Callable[[str], Client]) -> None:
    problem = a_problem_of_the_picture(cast)
    amina, bertil = client_of("amina"), client_of("bertil")
    sent = {"title": "Varför torget", "target": "phenomenon", "target_name": "Öppen handel"}
    amina.post(reverse("causes:open", args=[problem.pk]), sent)
    analysis = Analysis.objects.get()

    def post(deed: str, key: int, **values: object) -> None:
        answer = amina.post(reverse(f"causes:{deed}", args=[key]), values)
        assert answer.status_code == 302, answer.content.decode()

    post("add_participant", analysis.pk, unit=cast.units["lpo_b"].pk, name="Kommunpolis")
    base = {"side": "guardian", "factor": "risk", "weight": 4, "certainty": "medium"}
    post("add_cause", analysis.pk, text=TEXT, expectation="Tomt", **base)
    cause = Cause.objects.get()
    post("add_cause", analysis.pk, text="Ingen har ansvaret", parent=cause.pk, **base)
    deeper = Cause.objects.exclude(pk=cause.pk).get()
    assert deeper.parent == cause
    post("set_aside", deeper.pk, because="Gatukontoret har det")
    post("note_test", cause.pk, edition=1, result="supported", result_text="Tomt", tested_on="2026-03-01")
    post("add_evidence", cause.pk, kind="observation", text="Fem besök", speaks="for")
    post("add_step", analysis.pk, text="Skolan slutar", cause=cause.pk)
    post("add_proposal", analysis.pk, text="Värdar", consequences="Fler vuxna", causes=[cause.pk])
    values = {"edition": 1, "title": "Varför torget", "target": "phenomenon", "target_name": "Öppen handel"}
    post("revise", analysis.pk, conclusion="Torget saknar vuxna.", **values)
    post("settle", analysis.pk)
    bertil.post(reverse("causes:settle", args=[analysis.pk]))
    analysis.refresh_from_db()
    assert analysis.state == AnalysisState.SETTLED
    page = bertil.get(reverse("causes:analysis", args=[analysis.pk])).content.decode()
    assert all(word in page for word in (TEXT, "Ingen har ansvaret", "Skolan slutar", "Värdar", "Torget saknar vuxna."))
    shown = bertil.get(reverse("causes:cause", args=[cause.pk])).content.decode()
    assert "Fem besök" in shown
