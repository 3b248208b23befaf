"""The pages: a journey through forms and a link, two who write at once, and a fixed number of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samverkan.consultations.models import Case, Referral, Remark, Round, Statement
from samverkan.consultations.services import links, materials, rounds, work
from samverkan.consultations.services.work import Taken
from samverkan.consultations.tests import town
from samverkan.consultations.words import AnswerState, MaterialKind, SectionKind, Stance
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def test_a_sender_opens_a_case_and_sends_a_round_on_the_pages(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("gustav")
    values = {
        "municipality": cast.units["town"].pk,
        "title": "Ny överenskommelse",
        "initiator": "Stadsledningskontoret",
    }
    client.post("/remisser/arende/nytt/", values)
    case = Case.objects.get()
    client.post(f"/remisser/arende/{case.pk}/omgang/", {"last_day": "2026-05-29", "letter": "Vad tycker ni?"})
    round_ = Round.objects.get()
    base = f"/remisser/omgang/{round_.pk}/"
    assert "Inga handlingar än" in client.get(base).content.decode()
    draft = {"kind": "draft", "title": "Förslag", "number": "1", "text": "1. Syfte\n\nSe bilaga 2."}
    assert client.post(f"{base}handling/", draft).status_code == 302
    assert client.post(f"{base}instanser/", {"units": []}).status_code == 422
    client.post(f"{base}instanser/", {"units": [cast.units["board"].pk], "name": "Bolaget Eken"})
    assert "bilaga 2" in client.get(base).content.decode()
    refused = client.post(f"{base}skicka/", {})
    assert refused.status_code == 422
    assert client.post(f"{base}skicka/", {"reason_0": "Kommer senare."}).status_code == 302
    round_.refresh_from_db()
    assert round_.sent_on == TODAY
    assert "Kommer senare." in client_of("hanna").get(base).content.decode()
    case_text = client.post(f"/remisser/arende/{case.pk}/text/matter/", {"edition": "0", "text": "Ärendet gäller."})
    assert case_text.status_code == 302
    assert "Ärendet gäller." in client.get(f"/remisser/arende/{case.pk}/").content.decode()
    assert "Ärendet gäller." not in client_of("amina").get(f"/remisser/arende/{case.pk}/").content.decode()


def test_a_body_without_an_account_answers_through_its_link_and_is_out_when_it_is_revoked(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    made = town.sent(cast)
    sender = client_of("gustav")
    pk = made["outsider"].pk
    shown = sender.post(f"/remisser/svar/{pk}/lank/").context["page"]
    address = shown.link.replace("http://testserver", "")
    guest = Client()
    assert guest.get(f"/remisser/svar/{pk}/").status_code == 302
    assert "Förvaltnings AB Linden" in guest.get(address).content.decode()
    assert guest.get(f"/remisser/svar/{pk}/").status_code == 302
    assert guest.post(address)["Location"] == f"/remisser/svar/{pk}/"
    guest.post(f"/remisser/svar/{pk}/borja/")
    section = made.section("outsider", SectionKind.VIEWS)
    guest.post(f"/remisser/avsnitt/{section.pk}/", {"text": "Bra förslag.", "edition": section.edition})
    clause = made.clause("Styrgrupp")
    guest.post(f"/remisser/svar/{pk}/klausul/{clause.pk}/", {"stance": "wish", "text": "Sex gånger om året."})
    assert "Sex gånger om året." in guest.get(f"/remisser/svar/{pk}/").content.decode()
    assert "Styrgruppen träffas" in guest.get(f"/remisser/handling/{clause.material_id}/").content.decode()
    for closed in (f"/remisser/svar/{made['bjorkasa'].pk}/", f"/remisser/svar/{made['holding'].pk}/om/"):
        assert guest.get(closed).status_code == 404
    for closed in ("/remisser/", f"/remisser/omgang/{made.round.pk}/", "/avtal/"):
        assert guest.get(closed).status_code == 302
    guest.post(f"/remisser/svar/{pk}/slapp/")
    guest.post(f"/remisser/svar/{pk}/lamna/")
    assert made.answer("outsider").state == AnswerState.SUBMITTED
    link = made["outsider"].links.get()
    sender.post(f"/remisser/lank/{link.pk}/aterkalla/")
    assert guest.get(f"/remisser/svar/{pk}/").status_code == 302
    assert guest.get(address).status_code == 404


def test_an_answer_goes_from_draft_to_views_on_the_pages(cast: Cast, client_of: Callable[[str], Client]) -> None:
    made = town.sent(cast)
    amina, hanna, gustav = client_of("amina"), client_of("hanna"), client_of("gustav")
    base = f"/remisser/svar/{made['bjorkasa'].pk}/"
    assert "Börja på svaret" in amina.get(base).content.decode()
    amina.post(f"{base}borja/")
    section = made.section("bjorkasa", SectionKind.VIEWS)
    amina.post(
        f"/remisser/avsnitt/{section.pk}/",
        {"text": "Förvaltningen är positiv.\n\nFörvaltningen saknar en tidplan.", "edition": "1"},
    )
    assert "Tjänsteutlåtandet skrivs" in hanna.get(base).content.decode()
    assert "saknar en tidplan" not in gustav.get(base).content.decode()
    refused = amina.post(f"{base}slapp/")
    assert refused.status_code == 422
    facts = {
        "edition": made.answer("bjorkasa").edition,
        "report_date": "2026-03-01",
        "signed_by": "Stadsdelsdirektör",
        "proposed_points": "Nämnden godkänner tjänsteutlåtandet.",
        "stance": "positive",
        "footnotes": "Brå https://bra.se.",
    }
    assert amina.post(f"{base}om/", facts).status_code == 302
    for kind in (SectionKind.GENDER, SectionKind.CHILD_RIGHTS, SectionKind.ACCESSIBILITY):
        one = made.section("bjorkasa", kind)
        amina.post(f"/remisser/avsnitt/{one.pk}/", {"text": "", "not_made_because": "På remiss.", "edition": "1"})
    assert amina.post(f"{base}slapp/").status_code == 302
    words = {
        "type_": "reservation",
        "persons": "Hanna Oxel (L)\nEva Ek m.fl. (M)",
        "text_kind": "own",
        "text": "Vi vill mer.",
    }
    assert hanna.post(f"{base}anforande/", words | {"persons": ""}).status_code == 422
    assert hanna.post(f"{base}anforande/", words).status_code == 302
    assert hanna.post(f"{base}beslut/", {}).status_code == 404
    decision = {
        "edition": made.answer("bjorkasa").edition,
        "decided_on": "2026-03-10",
        "decision_type": "approve",
        "points": "Nämnden godkänner tjänsteutlåtandet.",
        "immediate": "on",
        "immediate_because": "Remisstiden",
    }
    assert amina.post(f"{base}beslut/", decision).status_code == 302
    assert amina.post(f"{base}lamna/").status_code == 302
    shown = gustav.get(base).content.decode()
    assert "Hanna Oxel (L) och Eva Ek m.fl. (M)" in shown
    page = gustav.get(f"{base}dela/").context["page"]
    assert [row.is_proposed for row in page.rows] == [False, True, False]
    row = page.rows[1]
    assert gustav.post(f"{base}dela/", {"ta": []}).status_code == 422
    clause = made.clause("Uppföljning")
    taken = {"ta": [row.name], f"klausul-{row.name}": clause.pk, f"hallning-{row.name}": "criticism"}
    assert gustav.post(f"{base}dela/", taken).status_code == 302
    remark = Remark.objects.get()
    assert (remark.clause, remark.stance) == (clause, Stance.CRITICISM)
    settled = {"clause": clause.pk, "disposition": "adopted", "reply": "En tidplan läggs till.", "edition": "1"}
    assert gustav.post(f"/remisser/synpunkt/{remark.pk}/", settled).status_code == 302
    assert "En tidplan läggs till." in amina.get(base).content.decode()
    proposed = gustav.get(f"{base}stycke/").content.decode()
    assert "Björkåsa stadsdelsnämnd är positiv." in proposed
    change = {"old": "varje år", "new": "varje år före mars", "reason": "Saknades.", "remarks": [remark.pk]}
    changes = f"/remisser/omgang/{made.round.pk}/andringar/"
    assert gustav.post(f"{changes}ny/?klausul={clause.pk}", change).status_code == 302
    assert "Saknades." in hanna.get(changes).content.decode()
    assert "+" in gustav.get(f"/remisser/omgang/{made.round.pk}/hallningar/").content.decode()


def test_when_a_colleague_saved_first_both_wordings_are_shown_and_nothing_is_lost(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    statement = town.dissent(made, "bjorkasa", cast.hanna)
    amina, doris = client_of("amina"), client_of("doris")
    values = {"type_": "reservation", "persons": "Hanna Oxel (L)", "text_kind": "own", "edition": "1"}
    address = f"/remisser/anforande/{statement.pk}/"
    assert amina.post(address, values | {"text": "Aminas ord"}).status_code == 302
    shown = doris.post(address, values | {"text": "Doris ord"})
    told = shown.content.decode()
    assert shown.status_code == 422
    assert "Amina Lind" in told
    assert "Aminas" in told
    assert "Doris ord" in told
    assert Statement.objects.get().text == "Aminas ord"


def test_a_questionnaire_is_answered_on_the_page(cast: Cast, client_of: Callable[[str], Client]) -> None:
    case = town.a_case(cast)
    gustav, amina = client_of("gustav"), client_of("amina")
    values = {
        "kind": "questionnaire",
        "title": "Enkät",
        "held_on": "2026-03-10",
        "questions": "Vilka områden?\nVad saknas?",
        "units": [cast.units["bjorkasa"].pk],
    }
    address = gustav.post(f"/remisser/arende/{case.pk}/tidigt/", values)["Location"]
    page = amina.get(address).context["page"]
    [voice] = page.voices
    assert amina.post(voice.address, {"answer_0": "Unga", "answer_1": "", "edition": "0"}).status_code == 302
    assert "Unga" in gustav.get(address).content.decode()


@pytest.mark.req("AGR-29")
def test_the_draft_is_shown_beside_the_draft_of_the_round_before(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    made = town.sent(cast)
    second = rounds.prepare_round(by=cast.gustav, case=made.case, last_day=town.LAST_DAY, today=TODAY)
    material = materials.add_material(
        by=cast.gustav,
        round_=second,
        kind=MaterialKind.DRAFT,
        title="Förslag till överenskommelse",
        number=1,
        text=town.DRAFT.replace("fyra gånger", "sex gånger"),
    )
    page = client_of("gustav").get(f"/remisser/handling/{material.pk}/jamfor/").context["page"]
    [row] = page.rows
    assert ("fyra" in row.before, "sex" in row.after, page.changed) == (True, True, 1)


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(cast: Cast, client_of: Callable[[str], Client], many: bool) -> None:
    made = town.sent(cast)
    town.submit(made, "bjorkasa", cast.amina)
    views = [Taken(f"Synpunkt {number}", made.clause("Syfte"), Stance.WISH) for number in range(20 if many else 1)]
    work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=views)
    for number in range(30 if many else 1):
        referral = rounds.ask_outsider(by=cast.gustav, round_=made.round, name=f"Bolag {number}", today=TODAY)
        Referral.objects.filter(pk=referral.pk).update(opened_on=TODAY)
        links.make_link(by=cast.gustav, referral=referral, now=town.NOW)
    gustav, amina = client_of("gustav"), client_of("amina")
    amina.get(f"/remisser/svar/{made['bjorkasa'].pk}/")
    base = f"/remisser/omgang/{made.round.pk}/"
    expected = {
        "/remisser/": 10,
        f"/remisser/arende/{made.case.pk}/": 12,
        base: 15,
        f"{base}synpunkter/": 13,
        f"{base}hallningar/": 12,
        f"{base}lika/": 10,
        f"/remisser/svar/{made['bjorkasa'].pk}/": 14,
    }
    asked = {}
    for address in expected:
        with CaptureQueriesContext(connection) as questions:
            assert gustav.get(address).status_code == 200
        asked[address] = len(questions)
    assert asked == expected
