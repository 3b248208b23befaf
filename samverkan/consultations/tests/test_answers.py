"""Deeds of a body with its answer, of elected representatives with statements, and of the one who works them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from samverkan.audit.models import Entry
from samverkan.consultations.models import Remark, Section, Statement, TextChange
from samverkan.consultations.queries import answers as queries
from samverkan.consultations.queries import work as work_queries
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.rules.report import Person
from samverkan.consultations.services import answers, cases, comments, materials, rounds, statements, work
from samverkan.consultations.services.work import Taken
from samverkan.consultations.tests import town
from samverkan.consultations.tests.town import Consulted
from samverkan.consultations.words import (
    AnswerState,
    Approval,
    ChainLevel,
    DecisionType,
    Disposition,
    MaterialKind,
    Perspective,
    PerspectiveState,
    SectionKind,
    Stance,
    StatementType,
    TextKind,
)
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.notices.models import Notice
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.req("REM-06", "REM-07", "DEC-11")
def test_an_answer_is_begun_in_its_fixed_form(cast: Cast) -> None:
    made = town.sent(cast)
    answers.begin_answer(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    kinds = [section.kind for section in queries.sections_of(made.answer("bjorkasa"))]
    assert kinds == [one.value for one in answers.FULL_FORM]
    answers.begin_answer(by=town.of(cast, "kerstin"), referral=made["holding"], today=TODAY)
    assert len(queries.sections_of(made.answer("holding"))) == len(answers.SHORT_FORM)
    with pytest.raises(Refused):
        answers.begin_answer(by=cast.doris, referral=made["bjorkasa"], today=TODAY)
    answers.write_report_facts(
        by=cast.amina,
        referral=made["bjorkasa"],
        edition=made.answer("bjorkasa").edition,
        report_date=TODAY,
        prepared_by="Staben i samverkan med avdelningen för kultur",
        signed_by=[("Stadsdelsdirektör", "")],
        footnotes=[("1", "Brottsförebyggande rådet", "https://bra.se")],
    )
    found = made.answer("bjorkasa")
    assert (found.report_by, found.signed_by[0]["function"]) == ("Björkåsa stadsdelsförvaltning", "Stadsdelsdirektör")
    with pytest.raises(Refused):
        answers.write_report_facts(
            by=cast.amina,
            referral=made["bjorkasa"],
            edition=found.edition,
            report_date=TODAY,
            footnotes=[("1", "Rådet", "javascript:alert(1)")],
        )


@pytest.mark.req("CRO-12")
def test_a_working_draft_is_seen_only_by_the_body_that_writes_it(cast: Cast) -> None:
    made = town.sent(cast)
    town.write(made, "bjorkasa", cast.amina)
    pk = made["bjorkasa"].pk

    def reads(actor: Any) -> bool:
        referral, insight = queries.referral_for(actor, pk)
        return insight.reads(AnswerState(referral.answer.state))

    assert reads(cast.amina)
    assert reads(cast.doris)
    assert not reads(cast.hanna)
    assert not reads(cast.gustav)
    for actor in (cast.cecilia, cast.fatima, cast.bertil, cast.erik, cast.ivar, town.of(cast, "moa")):
        with pytest.raises(Http404):
            queries.referral_for(actor, pk)
    answers.release(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    assert reads(cast.hanna)
    assert not reads(cast.gustav)
    town.decide(made, "bjorkasa", cast.amina)
    assert not reads(cast.gustav)
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    assert reads(cast.gustav)


@pytest.mark.req("REM-25", "CRO-02", "CRO-03", "CRO-04")
def test_an_official_report_is_not_released_until_each_perspective_is_made_or_declined(cast: Cast) -> None:
    made = town.sent(cast)
    town.write(made, "bjorkasa", cast.amina)
    gender = made.section("bjorkasa", SectionKind.GENDER)
    answers.write_section(by=cast.amina, section=gender, edition=gender.edition, text="")
    with pytest.raises(Refused) as refused:
        answers.release(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    assert "jämställdhetsanalys" in str(refused.value)
    with pytest.raises(Refused):
        answers.write_section(
            by=cast.amina, section=gender, edition=gender.edition + 1, text="Analys", not_made_because="Skäl"
        )
    answers.write_section(by=cast.amina, section=gender, edition=gender.edition + 1, text="Kön är en faktor.")
    views = made.section("bjorkasa", SectionKind.VIEWS)
    with pytest.raises(Refused):
        answers.write_section(by=cast.amina, section=views, edition=views.edition, text="", not_made_because="Nej")
    answers.release(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    found = dict(queries.perspectives_of(made.answer("bjorkasa"), queries.sections_of(made.answer("bjorkasa"))))
    assert found == {
        Perspective.GENDER: PerspectiveState.MADE,
        Perspective.CHILD_RIGHTS: PerspectiveState.DECLARED_NOT_MADE,
        Perspective.ACCESSIBILITY: PerspectiveState.DECLARED_NOT_MADE,
    }


def test_a_released_report_is_frozen_until_it_is_taken_back(cast: Cast) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    views = made.section("bjorkasa", SectionKind.VIEWS)
    with pytest.raises(Refused):
        answers.write_section(by=cast.amina, section=views, edition=views.edition, text="Annat")
    answers.take_back(by=cast.amina, referral=made["bjorkasa"])
    answers.write_section(by=cast.amina, section=views, edition=views.edition, text="Annat")
    answers.release(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    town.decide(made, "bjorkasa", cast.amina)
    answers.take_back(by=cast.amina, referral=made["bjorkasa"])
    assert (made.answer("bjorkasa").decided_on, made.answer("bjorkasa").state) == (None, AnswerState.RELEASED)


def test_two_who_write_the_same_part_are_both_told_and_two_parts_do_not_meet(cast: Cast) -> None:
    made = town.sent(cast)
    answers.begin_answer(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    views, summary = (made.section("bjorkasa", kind) for kind in (SectionKind.VIEWS, SectionKind.SUMMARY))
    answers.write_section(by=cast.amina, section=views, edition=1, text="Ett")
    answers.write_section(by=cast.doris, section=summary, edition=1, text="Två")
    with pytest.raises(SavedMeanwhile) as refused:
        answers.write_section(by=cast.doris, section=views, edition=1, text="Tre")
    assert refused.value.values["name"] == "Amina Lind"
    assert Section.objects.get(pk=views.pk).text == "Ett"


@pytest.mark.req("REM-09", "REM-10", "REM-11")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"decided_on": TODAY - timedelta(days=21)}, "decided_on"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"points": [" "]}, "points"),
        ({"immediate": True}, "immediate_because"),
        ({"immediate_because": "Remisstiden"}, "immediate"),
    ],
)
def test_a_decision_that_cannot_be_right_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    values: dict[str, Any] = {
        "by": cast.amina,
        "referral": made["bjorkasa"],
        "edition": made.answer("bjorkasa").edition,
        "decided_on": TODAY,
        "decision_type": DecisionType.APPROVE_AND_HAND_OVER,
        "points": ["Nämnden godkänner."],
        "today": TODAY,
    }
    with pytest.raises(Refused) as refused:
        answers.decide(**(values | more))
    assert refused.value.field == field
    answers.decide(**(values | {"immediate": True, "immediate_because": "Remisstiden"}))
    assert made.answer("bjorkasa").immediate_confirmation


@pytest.mark.req("REM-04")
def test_an_answer_is_not_handed_in_when_the_period_has_ended_but_a_respite_opens_it(cast: Cast) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    town.decide(made, "bjorkasa", cast.amina)
    late = town.NOW + timedelta(days=90)
    with pytest.raises(Refused):
        answers.submit(by=cast.amina, referral=made["bjorkasa"], now=late)
    assert made.answer("bjorkasa").state == AnswerState.DECIDED
    rounds.give_respite(
        by=cast.gustav, referral=made["bjorkasa"], last_day=late.date(), because="Sammanträdet", today=TODAY
    )
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=late)
    assert made.answer("bjorkasa").submitted_on == late.date()


def test_an_answer_handed_in_is_sealed_and_can_be_sent_back_with_a_reason(cast: Cast) -> None:
    made = town.sent(cast)
    town.submit(made, "bjorkasa", cast.amina)
    sealed = made.answer("bjorkasa").text_sha256
    assert Entry.objects.get(event="consultations.answer_submitted").details["sha256"] == sealed
    with pytest.raises(NotAllowed):
        answers.send_back(by=cast.amina, referral=made["bjorkasa"], because="Fel", today=TODAY)
    with pytest.raises(Refused):
        answers.send_back(by=cast.gustav, referral=made["bjorkasa"], because="", today=TODAY)
    answers.send_back(by=cast.gustav, referral=made["bjorkasa"], because="Bilagan saknas", today=TODAY)
    found = made.answer("bjorkasa")
    assert (found.state, found.text_sha256, found.sent_back_because) == (AnswerState.DECIDED, "", "Bilagan saknas")
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=[Taken("Synpunkt")])
    with pytest.raises(Refused):
        answers.send_back(by=cast.gustav, referral=made["bjorkasa"], because="Fel", today=TODAY)


@pytest.mark.req("REM-33")
def test_a_company_answers_without_a_boards_decision(cast: Cast) -> None:
    made = town.sent(cast)
    kerstin = town.of(cast, "kerstin")
    town.release(made, "holding", kerstin)
    with pytest.raises(Refused):
        town.decide(made, "holding", kerstin)
    answers.submit(by=kerstin, referral=made["holding"], now=town.NOW)
    [body] = council_report(made.round).bodies
    assert (body.has_decision, body.decision_date) == (False, None)


def test_comments_are_tied_to_clauses_of_the_same_round(cast: Cast) -> None:
    made = town.sent(cast)
    town.write(made, "bjorkasa", cast.amina)
    clause = made.clause("Styrgrupp")
    comment = comments.comment_clause(
        by=cast.amina, referral=made["bjorkasa"], clause=clause, stance=Stance.WISH, text="Sex gånger."
    )
    comments.revise_comment(by=cast.amina, comment=comment, edition=1, stance=Stance.CRITICISM, text="Sex, inte fyra.")
    with pytest.raises(SavedMeanwhile):
        comments.revise_comment(by=cast.doris, comment=comment, edition=1, stance=Stance.WISH, text="Annat")
    second = rounds.prepare_round(by=cast.gustav, case=made.case, last_day=town.LAST_DAY, today=TODAY)
    material = materials.add_material(
        by=cast.gustav,
        round_=second,
        kind=MaterialKind.DRAFT,
        title="Nytt förslag",
        text="1. Annat\n\nAnnan text.",
    )
    rounds.ask_unit(by=cast.gustav, round_=second, unit=cast.units["board"], today=TODAY)
    rounds.send_round(by=cast.gustav, round_=second, today=TODAY)
    with pytest.raises(Refused):
        comments.comment_clause(
            by=cast.amina,
            referral=made["bjorkasa"],
            clause=material.clauses.get(),
            stance=Stance.WISH,
            text="Fel omgång",
        )
    comments.remove_comment(by=cast.amina, comment=comment)
    assert queries.comments_of(made.answer("bjorkasa")) == []


# Statements


@pytest.mark.req("REM-12", "REM-13", "REM-27", "REM-29")
def test_elected_representatives_write_their_dissent_and_name_persons_and_parties(cast: Cast) -> None:
    made = town.sent(cast)
    town.write(made, "bjorkasa", cast.amina)
    with pytest.raises(Refused):
        town.dissent(made, "bjorkasa", cast.hanna)
    answers.release(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    first = town.dissent(
        made,
        "bjorkasa",
        cast.hanna,
        points=["Att förslaget godkänns delvis.", "Att det kompletteras."],
        approval=Approval.IN_PART_WITH_SUPPLEMENT,
    )
    for _ in range(2):
        town.dissent(
            made,
            "bjorkasa",
            cast.hanna,
            type_=StatementType.SPECIAL_STATEMENT,
            persons=[Person("Anette Berg", "C")],
            text="Vi vill att förvaltningen redovisar.",
        )
    assert [(one.name, one.party, one.et_al) for one in first.persons.all()] == [
        ("Hanna Oxel", "L", False),
        ("Eva Ek", "M", True),
    ]
    assert Statement.objects.filter(answer=made.answer("bjorkasa")).count() == 3
    for actor in (cast.gustav, cast.cecilia, cast.bertil, cast.fatima, town.of(cast, "moa")):
        with pytest.raises(NotAllowed):
            town.dissent(made, "bjorkasa", actor)
    with pytest.raises(SavedMeanwhile):
        statements.revise_statement(
            by=cast.hanna,
            statement=first,
            edition=0,
            type_=StatementType.RESERVATION,
            persons=[Person("Hanna Oxel", "L")],
            text="Ny text",
            now=town.NOW,
        )
    town.decide(made, "bjorkasa", cast.amina)
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    with pytest.raises(Refused):
        statements.remove_statement(by=cast.hanna, statement=first)


@pytest.mark.req("REM-12", "REM-14", "REM-15", "REM-29")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"persons": []}, "persons"),
        ({"persons": [Person("Hanna Oxel")]}, "persons"),
        ({"text": ""}, "text"),
        ({"text": "Ring 070-123 45 67"}, "text"),
        ({"text_kind": TextKind.REFERENCE}, "text"),
        ({"text_kind": TextKind.REFERENCE, "text": ""}, "refers_to_body"),
        ({"text_kind": TextKind.NONE, "text": ""}, "joins"),
        ({"text_kind": TextKind.NONE, "text": "", "joins": "Reservation av (M)"}, "text_kind"),
        ({"text_kind": TextKind.MISSING, "text": ""}, "text_kind"),
    ],
)
def test_a_statement_that_cannot_be_right_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    with pytest.raises(Refused) as refused:
        town.dissent(made, "bjorkasa", cast.hanna, **more)
    assert refused.value.field == field
    assert not Statement.objects.exists()


@pytest.mark.req("REM-14", "REM-15")
def test_a_reference_shows_the_other_boards_words_only_when_they_have_been_handed_in(cast: Cast) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    town.release(made, "granvik", cast.cecilia)
    town.dissent(made, "bjorkasa", cast.hanna)
    moa = town.of(cast, "moa")
    referring = town.dissent(
        made,
        "granvik",
        moa,
        text_kind=TextKind.REFERENCE,
        text="",
        persons=[Person("Moa Pil", "M")],
        refers_to_body=made["bjorkasa"],
    )
    assert queries.referred_words([referring]) == {}
    town.decide(made, "bjorkasa", cast.amina)
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    [found] = queries.referred_words([referring])[made["bjorkasa"].pk]
    assert found.text == town.DISSENT
    joining = town.dissent(
        made,
        "granvik",
        moa,
        type_=StatementType.SUBSTITUTE_STATEMENT,
        text_kind=TextKind.NONE,
        text="",
        persons=[Person("Ulf Ask", "KD")],
        joins="Reservation av (M)",
    )
    assert joining.text_kind == TextKind.NONE
    with pytest.raises(Refused):
        town.dissent(made, "granvik", moa, text_kind=TextKind.REFERENCE, text="", refers_to_body=made["granvik"])


@pytest.mark.req("REM-16")
def test_a_statement_at_a_level_is_identical_only_to_one_of_the_same_case(cast: Cast) -> None:
    made = town.sent(cast)
    step = cases.record_step(
        by=cast.gustav,
        case=made.case,
        level=ChainLevel.COUNCIL_OF_MAYORS,
        edition=0,
        name="Borgarrådsberedningen",
        decided_on=TODAY,
        today=TODAY,
    )
    values: dict[str, Any] = {
        "by": cast.gustav,
        "step": step,
        "type_": StatementType.RESERVATION,
        "persons": [Person("Jan Berg", "M")],
        "now": town.NOW,
    }
    own = statements.write_statement(text="Vi vill mer.", **values)
    with pytest.raises(Refused):
        statements.write_statement(text_kind=TextKind.IDENTICAL, **values)
    other = town.a_case(cast, title="Ett annat ärende")
    elsewhere = cases.record_step(
        by=cast.gustav,
        case=other,
        level=ChainLevel.EXECUTIVE_BOARD,
        edition=0,
        name="Kommunstyrelsen",
        decided_on=TODAY,
        today=TODAY,
    )
    with pytest.raises(Refused):
        statements.write_statement(text_kind=TextKind.IDENTICAL, refers_to=own, **(values | {"step": elsewhere}))
    with pytest.raises(NotAllowed):
        statements.write_statement(text="Nej", **(values | {"by": cast.hanna}))
    statements.remove_statement(by=cast.gustav, statement=own)


# Working the answers


def handed_in(cast: Cast) -> Consulted:
    made = town.sent(cast)
    town.submit(made, "bjorkasa", cast.amina, views="Förvaltningen saknar en tidplan.")
    return made


@pytest.mark.req("REM-23")
def test_each_view_gets_a_disposition_and_a_reply_that_its_author_sees(cast: Cast) -> None:
    made = handed_in(cast)
    [remark] = work.take_views(
        by=cast.gustav, referral=made["bjorkasa"], views=[Taken("Förvaltningen saknar en tidplan.")]
    )
    values: dict[str, Any] = {"by": cast.gustav, "remark": remark, "today": TODAY}
    with pytest.raises(Refused) as refused:
        work.work_view(edition=1, disposition=Disposition.NOTED, **values)
    assert refused.value.field == "reply"
    with pytest.raises(Refused) as refused:
        work.work_view(edition=1, disposition=Disposition.ADOPTED, reply="Ja.", **values)
    assert refused.value.field == "clause"
    work.work_view(edition=1, assignee=cast.users["gustav"], clause=made.clause("Uppföljning"), **values)
    assert work_queries.replies_to(cast.amina, made["bjorkasa"]) == []
    with pytest.raises(SavedMeanwhile):
        work.work_view(edition=1, disposition=Disposition.NOTED, reply="Noteras.", **values)
    work.work_view(
        edition=2, clause=made.clause("Uppföljning"), disposition=Disposition.PARTLY, reply="Till viss del.", **values
    )
    for actor in (cast.amina, cast.hanna):
        assert [one.reply for one in work_queries.replies_to(actor, made["bjorkasa"])] == ["Till viss del."]
    assert work_queries.replies_to(cast.cecilia, made["bjorkasa"]) == []
    with pytest.raises(NotAllowed):
        work.work_view(edition=3, by=cast.amina, remark=remark, today=TODAY)


def test_views_are_taken_only_from_answers_handed_in_and_a_comment_once(cast: Cast) -> None:
    made = town.sent(cast)
    town.write(made, "bjorkasa", cast.amina)
    comment = comments.comment_clause(
        by=cast.amina, referral=made["bjorkasa"], clause=made.clause("Syfte"), stance=Stance.WISH, text="Kortare."
    )
    with pytest.raises(Refused):
        work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=[Taken("Kortare.")])
    answers.release(by=cast.amina, referral=made["bjorkasa"], today=TODAY)
    town.decide(made, "bjorkasa", cast.amina)
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    taken = Taken("Kortare.", made.clause("Syfte"), Stance.WISH, comment)
    work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=[taken, Taken("Mer")])
    assert list(Remark.objects.values_list("number", flat=True)) == [1, 2]
    for views in ([taken], [], [Taken(" ")]):
        with pytest.raises(Refused):
            work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=views)
    assert Remark.objects.count() == 2
    settled = work.settle_alike(
        by=cast.gustav,
        remarks=list(Remark.objects.filter(number=1)),
        disposition=Disposition.DECLINED,
        reply="Nej.",
        today=TODAY,
    )
    assert settled[0].settled_on == TODAY
    with pytest.raises(Refused):
        work.settle_alike(by=cast.gustav, remarks=settled, disposition=Disposition.NOTED, reply="Ändå.", today=TODAY)


@pytest.mark.req("REM-21", "PRI-16")
def test_a_text_change_keeps_old_and_new_wording_and_reason_and_tells_everybody(cast: Cast) -> None:
    made = handed_in(cast)
    Notice.objects.all().delete()
    values: dict[str, Any] = {
        "by": cast.gustav,
        "round_": made.round,
        "clause": made.clause("Styrgrupp"),
        "old": "minst fyra gånger\nper år",
        "new": "minst sex gånger per år",
        "reason": "Flera nämnder önskade det.",
        "today": TODAY,
    }
    for more, field in (
        ({"old": "minst tio gånger"}, "old"),
        ({"reason": " "}, "reason"),
        ({"new": "minst fyra  gånger per år"}, "new"),
    ):
        with pytest.raises(Refused) as refused:
            work.change_text(**(values | more))
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        work.change_text(**(values | {"by": cast.amina}))
    change = work.change_text(**values)
    assert (change.heading, change.changed_on) == ("2 Styrgrupp", TODAY)
    told = set(Notice.objects.values_list("recipient__name", flat=True))
    assert {"Amina Lind", "Hanna Oxel", "Cecilia Alm", "Kerstin Ask"} <= told
    details = Entry.objects.get(event="consultations.text_changed").details
    assert (details["old"], details["reason"]) == ("minst fyra gånger\nper år", "Flera nämnder önskade det.")
    assert TextChange.objects.count() == 1


@pytest.mark.req("REM-19", "REM-32")
def test_the_paragraph_and_the_extract_are_the_senders_beside_the_full_original(cast: Cast) -> None:
    made = handed_in(cast)
    section = made.section("bjorkasa", SectionKind.VIEWS)
    work.write_extract(by=cast.gustav, section=section, edition=section.edition, extract="Tidplan saknas.")
    work.write_summary(by=cast.gustav, referral=made["bjorkasa"], edition=1, summary="Nämnden saknar en tidplan.")
    with pytest.raises(SavedMeanwhile):
        work.write_summary(by=cast.gustav, referral=made["bjorkasa"], edition=1, summary="Annat.")
    [body] = council_report(made.round).bodies
    views = next(one for one in body.sections if one.kind is SectionKind.VIEWS)
    assert (views.printed, views.text) == ("Tidplan saknas.", "Förvaltningen saknar en tidplan.")
    assert (body.summary, body.is_in_substance) == ("Nämnden saknar en tidplan.", True)
    with pytest.raises(NotAllowed):
        work.write_summary(by=cast.amina, referral=made["bjorkasa"], edition=2, summary="Vår egen.")


@pytest.mark.req("REM-28")
def test_the_matrix_shows_the_most_serious_stance_of_each_body_to_each_clause(cast: Cast) -> None:
    made = handed_in(cast)
    clause = made.clause("Uppföljning")
    work.take_views(
        by=cast.gustav,
        referral=made["bjorkasa"],
        views=[Taken("Bra.", clause, Stance.POSITIVE), Taken("Men saknar tidplan.", clause, Stance.CRITICISM)],
    )
    cells = work_queries.matrix_of(made.round)
    assert cells[made["bjorkasa"].pk, clause.pk].stances == (Stance.CRITICISM, Stance.POSITIVE)
    assert cells[made["bjorkasa"].pk, None].stances == (Stance.POSITIVE,)
    assert (made["granvik"].pk, None) not in cells
