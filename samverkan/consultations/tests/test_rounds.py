"""Deeds with rounds: preparing, sending, links, respites, reminders and sub-referrals; and who sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from samverkan.access.actor import NOBODY
from samverkan.audit.models import Entry
from samverkan.consultations.models import Answer, Case, Clause, EarlyVoice, Link, Referral, Reminder, Round
from samverkan.consultations.queries import answers as answer_queries
from samverkan.consultations.queries import cases as case_queries
from samverkan.consultations.queries import rounds as queries
from samverkan.consultations.rules.insight import Guest
from samverkan.consultations.services import answers, cases, links, materials, rounds
from samverkan.consultations.tests import town
from samverkan.consultations.tests.town import Consulted
from samverkan.consultations.words import (
    AnswerState,
    BodyKind,
    CaseTextKind,
    ChainLevel,
    EarlyKind,
    MaterialKind,
    ReportType,
)
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.notices.models import Notice
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
OUTSIDERS = ("amina", "bertil", "doris", "erik", "fatima", "hanna", "ivar", "nils")


@pytest.mark.req("REM-01")
def test_a_case_is_opened_by_those_who_send_for_the_municipality(cast: Cast) -> None:
    case = town.a_case(cast)
    assert (case.registry_numbers, case.responsible) == (
        ["KS 2026/740"],
        [{"function": "Trygghetsborgarråd", "name": ""}],
    )
    for person in OUTSIDERS:
        with pytest.raises(NotAllowed):
            town.a_case(cast, by=cast.actor(person))
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"initiator": ""}, "initiator"),
        ({"responsible": [("", "Eva Ek")]}, "responsible"),
        ({"valid_until": date(2026, 1, 1)}, "valid_until"),
        ({"proposal": ["Ring 070-123 45 67"]}, "proposal"),
    ],
)
def test_a_case_that_cannot_be_right_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        town.a_case(cast, **more)
    assert refused.value.field == field
    assert (Case.objects.count(), Entry.objects.count()) == (0, before)


def test_two_who_change_the_case_at_once_are_both_told(cast: Cast) -> None:
    case = town.a_case(cast)
    values: dict[str, Any] = {"by": cast.gustav, "case": case, "initiator": "Stadsledningskontoret"}
    cases.revise_case(edition=1, title="Ny titel", **values)
    with pytest.raises(SavedMeanwhile):
        cases.revise_case(edition=1, title="En annan titel", **values)
    cases.write_case_text(by=cast.gustav, case=case, kind=CaseTextKind.SUMMARY, edition=0, text="Ett")
    with pytest.raises(SavedMeanwhile):
        cases.write_case_text(by=cast.gustav, case=case, kind=CaseTextKind.SUMMARY, edition=0, text="Två")
    case.refresh_from_db()
    assert (case.title, case.edition) == ("Ny titel", 2)


@pytest.mark.req("REM-02", "REM-04", "REM-08")
def test_a_sent_round_is_frozen_split_in_clauses_and_told_to_all_who_are_asked(cast: Cast) -> None:
    made = town.sent(cast)
    assert (made.round.sent_on, len(made.round.text_sha256)) == (TODAY, 64)
    assert [str(clause) for clause in Clause.objects.filter(material__number=1)] == [
        "1 Syfte",
        "2 Styrgrupp",
        "3 Uppföljning",
    ]
    assert made["bjorkasa"].administration == cast.units["bjorkasa"]
    assert (made["bjorkasa"].kind, made["holding"].kind) == (BodyKind.DISTRICT_BOARD, BodyKind.HOLDING_COMPANY)
    assert (made.answer("holding").report_type, made["holding"].has_board) == (ReportType.STATEMENT, False)
    told = set(Notice.objects.values_list("recipient__name", flat=True))
    assert {"Amina Lind", "Hanna Oxel", "Cecilia Alm", "Fatima Sälg", "Kerstin Ask"} <= told
    assert "Bertil Ek" not in told
    assert "Gustav Hägg" not in told
    for deed in (
        lambda: rounds.send_round(by=cast.gustav, round_=made.round, today=TODAY),
        lambda: materials.add_material(
            by=cast.gustav, round_=made.round, kind=MaterialKind.OTHER, title="Mer", text="Mer text."
        ),
        lambda: rounds.leave_out(by=cast.gustav, referral=made["granvik"]),
    ):
        with pytest.raises(Refused):
            deed()


@pytest.mark.req("REM-05")
def test_a_round_is_not_sent_while_something_it_refers_to_is_missing_without_a_reason(cast: Cast) -> None:
    made = town.prepared(cast)
    annex = made.round.materials.get(number=2)
    materials.remove_material(by=cast.gustav, material=annex)
    with pytest.raises(Refused) as refused:
        rounds.send_round(by=cast.gustav, round_=made.round, today=TODAY)
    assert refused.value.field == "bilaga 2"
    assert not Clause.objects.exists()
    sent = rounds.send_round(
        by=cast.gustav, round_=made.round, not_attached_because={"bilaga 2": "Tas fram i höst."}, today=TODAY
    )
    assert sent.not_attached_because == {"bilaga 2": "Tas fram i höst."}


@pytest.mark.req("REM-02", "REM-04")
def test_a_round_needs_a_draft_a_last_day_and_somebody_to_ask(cast: Cast) -> None:
    case = town.a_case(cast)
    round_ = rounds.prepare_round(by=cast.gustav, case=case, today=TODAY)
    with pytest.raises(Refused):
        rounds.prepare_round(by=cast.gustav, case=case, today=TODAY)

    def send() -> Round:
        return rounds.send_round(by=cast.gustav, round_=round_, today=TODAY)

    with pytest.raises(Refused):
        send()
    materials.add_material(
        by=cast.gustav, round_=round_, kind=MaterialKind.DRAFT, title="Förslag", text="Vi samverkar."
    )
    with pytest.raises(Refused) as refused:
        send()
    assert refused.value.field == "last_day"
    with pytest.raises(Refused):
        rounds.revise_round(
            by=cast.gustav, round_=round_, edition=1, letter="", last_day=TODAY - timedelta(days=1), today=TODAY
        )
    rounds.revise_round(by=cast.gustav, round_=round_, edition=1, letter="", last_day=town.LAST_DAY, today=TODAY)
    with pytest.raises(Refused):
        send()
    rounds.ask_outsider(by=cast.gustav, round_=round_, name="Bolaget", today=TODAY)
    assert send().sent_on == TODAY
    second = rounds.prepare_round(by=cast.gustav, case=case, today=TODAY)
    assert second.number == 2


def test_a_body_is_asked_once_and_an_administration_is_asked_as_its_board(cast: Cast) -> None:
    made = town.prepared(cast)
    for unit in ("bjorkasa", "board"):
        with pytest.raises(Refused):
            rounds.ask_unit(by=cast.gustav, round_=made.round, unit=cast.units[unit], today=TODAY)
    rounds.leave_out(by=cast.gustav, referral=made.referrals["bjorkasa"])
    again = rounds.ask_unit(by=cast.gustav, round_=made.round, unit=cast.units["bjorkasa"], today=TODAY)
    assert (again.name, again.administration) == ("Björkåsa stadsdelsnämnd", cast.units["bjorkasa"])
    with pytest.raises(Refused):
        rounds.ask_unit(by=cast.gustav, round_=made.round, unit=cast.units["lpo_b"], today=TODAY)


def test_documents_are_written_before_they_are_sent_and_two_writers_are_both_told(cast: Cast) -> None:
    made = town.prepared(cast)
    material = made.round.materials.get(number=1)
    values: dict[str, Any] = {
        "by": cast.gustav,
        "material": material,
        "kind": MaterialKind.DRAFT,
        "title": "Förslag",
        "text": town.DRAFT,
    }
    materials.revise_material(edition=1, number=1, **values)
    with pytest.raises(SavedMeanwhile):
        materials.revise_material(edition=1, number=1, **values)
    with pytest.raises(Refused) as refused:
        materials.revise_material(edition=2, number=2, **values)
    assert refused.value.field == "number"
    rounds.send_round(by=cast.gustav, round_=made.round, today=TODAY)
    with pytest.raises(Refused):
        materials.revise_material(edition=2, number=1, **values)


@pytest.mark.req("REM-04")
def test_a_new_last_day_after_sending_is_told_to_everybody_and_the_letter_stays(cast: Cast) -> None:
    made = town.sent(cast)
    before = Notice.objects.count()
    later = town.LAST_DAY + timedelta(days=7)
    letter = made.round.letter
    with pytest.raises(Refused):
        rounds.revise_round(
            by=cast.gustav, round_=made.round, edition=made.round.edition, letter="Annat", last_day=later, today=TODAY
        )
    rounds.revise_round(
        by=cast.gustav, round_=made.round, edition=made.round.edition, letter=letter, last_day=later, today=TODAY
    )
    assert Notice.objects.count() > before


# Links


def test_a_link_opens_for_one_body_until_it_is_revoked_and_each_use_is_in_the_trail(cast: Cast) -> None:
    made = town.sent(cast)
    link, token = links.make_link(by=cast.gustav, referral=made["outsider"], now=town.NOW)
    assert token not in link.token_hash
    guest = links.use_link(token=token, now=town.NOW)
    assert (guest.referral_id, guest.posts) == (made["outsider"].pk, ())
    assert made["outsider"].opened_on == TODAY
    assert queries.guest_of(link.pk, link.token_hash) == guest
    assert answer_queries.referral_for(guest, made["outsider"].pk)[1].writes
    for name in ("bjorkasa", "holding", "granvik"):
        with pytest.raises(Http404):
            answer_queries.referral_for(guest, made[name].pk)
    with pytest.raises(Http404):
        queries.round_to_keep(guest, made.round.pk)
    assert list(Entry.objects.filter(event="consultations.link_used").values_list("actor_name", flat=True)) == [
        "Förvaltnings AB Linden"
    ]
    links.revoke_link(by=cast.gustav, link=link, now=town.NOW)
    assert queries.guest_of(link.pk, link.token_hash) is None
    with pytest.raises(Refused):
        links.use_link(token=token, now=town.NOW)
    with pytest.raises(Refused):
        links.revoke_link(by=cast.gustav, link=link, now=town.NOW)


def test_a_link_does_not_open_before_the_round_is_sent_and_no_other_secret_opens(cast: Cast) -> None:
    made = town.prepared(cast)
    _link, token = links.make_link(by=cast.gustav, referral=made.referrals["outsider"], now=town.NOW)
    for tried in (token, "", "x" * 32):
        with pytest.raises(Refused):
            links.use_link(token=tried, now=town.NOW)
    assert queries.guest_of(0, "") is None
    for person in OUTSIDERS:
        with pytest.raises(NotAllowed):
            links.make_link(by=cast.actor(person), referral=made.referrals["outsider"], now=town.NOW)


def test_a_guest_of_one_body_does_nothing_for_another(cast: Cast) -> None:
    made = town.sent(cast)
    guest = Guest(user_id=None, name="Bolaget", link_id=1, referral_id=made["outsider"].pk)
    with pytest.raises(NotAllowed):
        answers.begin_answer(by=guest, referral=made["holding"], today=TODAY)
    with pytest.raises(NotAllowed):
        links.make_link(by=guest, referral=made["holding"], now=town.NOW)
    with pytest.raises(NotAllowed):
        town.a_case(cast, by=guest)


# Sub-referrals


@pytest.mark.req("REM-03", "REM-33")
def test_a_referral_is_sent_on_and_the_company_sees_only_its_own(cast: Cast) -> None:
    made = town.sent(cast)
    kerstin, ludvig = town.of(cast, "kerstin"), town.of(cast, "ludvig")
    with pytest.raises(NotAllowed):
        rounds.send_on(by=cast.gustav, referral=made["holding"], unit=cast.units["homes"], today=TODAY)
    sub = rounds.send_on(by=kerstin, referral=made["holding"], unit=cast.units["homes"], today=TODAY)
    made.referrals["homes"] = sub
    assert (sub.parent, sub.kind, sub.has_board) == (made.referrals["holding"], BodyKind.COMPANY, False)
    assert Notice.objects.filter(recipient=cast.users["ludvig"]).count() == 1
    assert answer_queries.referral_for(ludvig, sub.pk)[1].writes
    for name in ("holding", "bjorkasa", "outsider"):
        with pytest.raises(Http404):
            answer_queries.referral_for(ludvig, made[name].pk)
    insight = answer_queries.referral_for(kerstin, sub.pk)[1]
    assert (insight.gathers, insight.writes) == (True, False)
    assert not insight.reads(AnswerState.DECIDED)
    assert insight.reads(AnswerState.SUBMITTED)
    with pytest.raises(Refused):
        rounds.send_on(by=ludvig, referral=sub, name="Ett dotterbolag", today=TODAY)
    with pytest.raises(Refused):
        rounds.send_on(by=kerstin, referral=made["holding"], unit=cast.units["homes"], today=TODAY)
    with pytest.raises(Refused):
        rounds.send_on(by=kerstin, referral=made["holding"], today=TODAY)
    outside = rounds.send_on(by=kerstin, referral=made["holding"], name="Bolaget Eken", today=TODAY)
    _link, token = links.make_link(by=kerstin, referral=outside, now=town.NOW)
    assert links.use_link(token=token, now=town.NOW).referral_id == outside.pk


@pytest.mark.req("REM-03", "REM-04")
def test_a_sub_referral_gets_another_day_only_within_its_parents_time(cast: Cast) -> None:
    made = town.sent(cast)
    kerstin = town.of(cast, "kerstin")
    sub = rounds.send_on(by=kerstin, referral=made["holding"], unit=cast.units["homes"], today=TODAY)

    def give(day: date, by: Any = kerstin) -> Referral:
        return rounds.give_respite(by=by, referral=sub, last_day=day, because="Sammanträde", today=TODAY)

    with pytest.raises(Refused):
        give(town.LAST_DAY + timedelta(days=1))
    assert give(town.LAST_DAY - timedelta(days=7)).own_last_day == town.LAST_DAY - timedelta(days=7)
    with pytest.raises(NotAllowed):
        give(town.LAST_DAY, by=cast.amina)
    with pytest.raises(Refused):
        give(TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        rounds.give_respite(by=cast.gustav, referral=made["bjorkasa"], last_day=town.LAST_DAY, because="", today=TODAY)
    assert refused.value.field == "because"


# Reminders


@pytest.mark.req("REM-34", "REM-04")
def test_bodies_that_have_not_answered_are_reminded_and_those_without_account_are_noted(cast: Cast) -> None:
    made = town.sent(cast)
    town.submit(made, "granvik", cast.cecilia)
    Notice.objects.all().delete()
    reminders = rounds.remind(
        by=cast.gustav, round_=made.round, referrals=list(made.referrals.values()), today=town.LAST_DAY
    )
    by_name = {one.referral.name: one.told for one in reminders}
    assert "Granviks stadsdelsnämnd" not in by_name
    assert by_name["Förvaltnings AB Linden"] == 0
    assert by_name["Björkåsa stadsdelsnämnd"] == 3
    assert Notice.objects.filter(recipient=cast.users["amina"]).count() == 1
    with pytest.raises(Refused):
        rounds.remind(by=cast.gustav, round_=made.round, referrals=[made["granvik"]], today=town.LAST_DAY)
    with pytest.raises(NotAllowed):
        rounds.remind(by=cast.amina, round_=made.round, referrals=[made["transport"]], today=town.LAST_DAY)
    assert Reminder.objects.count() == len(reminders)


# Early input and the chain


@pytest.mark.req("REM-24")
def test_a_questionnaire_is_answered_by_each_unit_until_it_closes(cast: Cast) -> None:
    case = town.a_case(cast)
    with pytest.raises(Refused) as refused:
        cases.gather_early(by=cast.gustav, case=case, kind=EarlyKind.QUESTIONNAIRE, title="Enkät", held_on=TODAY)
    assert refused.value.field == "questions"
    early = cases.gather_early(
        by=cast.gustav,
        case=case,
        kind=EarlyKind.QUESTIONNAIRE,
        title="Enkät",
        held_on=TODAY,
        open_until=TODAY + timedelta(days=14),
        questions=["Vilka områden?", "Vad saknas?"],
        units=[cast.units["bjorkasa"], cast.units["granvik"]],
    )
    voice = EarlyVoice.objects.get(unit=cast.units["bjorkasa"])
    cases.answer_early(by=cast.amina, voice=voice, edition=0, answers=["Unga", ""], today=TODAY)
    assert [one.unit.name for one in case_queries.voices_of(cast.amina, early)] == ["Björkåsa stadsdelsförvaltning"]
    assert len(case_queries.voices_of(cast.gustav, early)) == 2
    with pytest.raises(NotAllowed):
        cases.answer_early(by=cast.cecilia, voice=voice, edition=1, answers=["Nej", ""], today=TODAY)
    with pytest.raises(SavedMeanwhile):
        cases.answer_early(by=cast.doris, voice=voice, edition=0, answers=["Nej", ""], today=TODAY)
    with pytest.raises(Refused):
        cases.answer_early(by=cast.amina, voice=voice, edition=1, answers=["", ""], today=TODAY)
    with pytest.raises(Refused):
        cases.answer_early(by=cast.amina, voice=voice, edition=1, answers=["A", "B"], today=TODAY + timedelta(days=15))
    with pytest.raises(Http404):
        case_queries.early_for(cast.fatima, early.pk)
    with pytest.raises(Http404):
        case_queries.early_for(cast.hanna, early.pk)


@pytest.mark.req("REM-22")
def test_the_days_of_the_chain_keep_their_order(cast: Cast) -> None:
    case = town.a_case(cast)

    def enter(level: ChainLevel, day: date | None, **more: Any) -> Any:
        values: dict[str, Any] = {"edition": 0, "name": level.label, "today": TODAY} | more
        return cases.record_step(by=cast.gustav, case=case, level=level, decided_on=day, **values)

    enter(ChainLevel.COUNCIL_OF_MAYORS, TODAY - timedelta(days=10))
    with pytest.raises(Refused) as refused:
        enter(ChainLevel.EXECUTIVE_BOARD, TODAY - timedelta(days=11))
    assert refused.value.field == "decided_on"
    with pytest.raises(Refused):
        enter(ChainLevel.COUNCIL, TODAY + timedelta(days=1))
    with pytest.raises(Refused):
        enter(ChainLevel.COUNCIL, None, decision="Bifall")
    enter(ChainLevel.EXECUTIVE_BOARD, TODAY, place="Lindstad", chair_function="Ordförande")
    with pytest.raises(SavedMeanwhile):
        enter(ChainLevel.EXECUTIVE_BOARD, TODAY)


@pytest.mark.req("DEC-01", "DEC-17")
def test_the_agreement_is_put_in_force_only_when_the_council_has_decided_and_once(cast: Cast) -> None:
    case = town.a_case(cast)

    def put() -> Any:
        return cases.put_in_force(by=cast.gustav, case=case, rule_set="overall-2024", police=None, today=TODAY)

    with pytest.raises(Refused):
        put()
    cases.record_step(
        by=cast.gustav,
        case=case,
        level=ChainLevel.COUNCIL,
        edition=0,
        name="Kommunfullmäktige",
        decided_on=TODAY,
        registry_number="KF 2026/12",
        today=TODAY,
    )
    assert put().decision_reference == "Kommunfullmäktige 2026-03-10, KF 2026/12"
    with pytest.raises(Refused):
        put()


# Who sees what


@pytest.mark.req("CRO-12")
def test_a_round_is_open_to_its_sender_and_once_sent_to_those_who_are_asked(cast: Cast) -> None:
    made = town.prepared(cast)
    for person in OUTSIDERS:
        with pytest.raises(Http404):
            queries.round_for(cast.actor(person), made.round.pk)
        with pytest.raises(Http404):
            case_queries.case_for(cast.actor(person), made.case.pk)
    rounds.send_round(by=cast.gustav, round_=made.round, today=TODAY)
    for person in ("amina", "doris", "hanna", "cecilia", "fatima"):
        assert queries.round_for(cast.actor(person), made.round.pk) == made.round
        with pytest.raises(Http404):
            queries.round_to_keep(cast.actor(person), made.round.pk)
    for actor in (cast.bertil, cast.erik, cast.ivar, cast.nils, NOBODY):
        with pytest.raises(Http404):
            queries.round_for(actor, made.round.pk)


DEEDS: dict[str, Callable[[Consulted, Any], object]] = {
    "prepare": lambda made, by: rounds.prepare_round(by=by, case=made.case, today=TODAY),
    "ask": lambda made, by: rounds.ask_outsider(by=by, round_=made.round, name="Bolaget", today=TODAY),
    "send": lambda made, by: rounds.send_round(by=by, round_=made.round, today=TODAY),
    "leave_out": lambda made, by: rounds.leave_out(by=by, referral=made.referrals["granvik"]),
    "remind": lambda made, by: rounds.remind(by=by, round_=made.round, referrals=[], today=TODAY),
    "text": lambda made, by: cases.write_case_text(
        by=by, case=made.case, kind=CaseTextKind.MATTER, edition=0, text="Text"
    ),
}


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("deed", DEEDS)
def test_only_those_who_send_do_the_senders_deeds(cast: Cast, deed: str) -> None:
    made = town.prepared(cast)
    before = Entry.objects.count()
    for person in OUTSIDERS:
        with pytest.raises(NotAllowed):
            DEEDS[deed](made, cast.actor(person))
    assert Entry.objects.count() == before


def test_nothing_is_left_of_a_body_taken_off_the_list(cast: Cast) -> None:
    made = town.prepared(cast)
    links.make_link(by=cast.gustav, referral=made.referrals["outsider"], now=town.NOW)
    rounds.leave_out(by=cast.gustav, referral=made.referrals["outsider"])
    assert not Link.objects.exists()
    assert Answer.objects.count() == Referral.objects.count() == 4
