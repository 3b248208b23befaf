"""The pages of annexes, amendments and comparisons: what they show, offer and keep, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.agreements.models import Amendment, AnnexVersion, Consultation, Version
from samverkan.agreements.services.amendments import draft_amendment, send_for_signature
from samverkan.agreements.services.annexes import attach_original, draft_annex_version, submit_annex_version
from samverkan.agreements.tests.test_amendments import NEW_TEXT
from samverkan.agreements.tests.test_annexes import decided, draft, submitted
from samverkan.agreements.tests.town import Signed
from samverkan.agreements.words import AmendmentState, AnnexState
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


def page(client: Client, name: str, *arguments: object, query: str = "") -> str:
    """Return the text of a page that must be found."""
    answer = client.get(reverse(f"agreements:{name}", args=arguments) + query, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_annex_page_says_what_is_in_force_and_what_is_on_its_way(
    cast: Cast, signed: Signed, client_of: Log
) -> None:
    annex = signed.annexes["picture"]
    assert "No version is in force" in page(client_of("amina"), "annex", annex.pk)
    attach_original(by=cast.amina, annex=annex, text="Bild.", dated_on=date(2025, 2, 1), today=TODAY)
    submitted(cast, annex)

    text = page(client_of("amina"), "annex", annex.pk)

    assert "On its way: version 2" in text
    assert "1 February 2026 at the latest" in text.replace("\xa0", " ")
    assert "Beredningsgrupp Björkåsa" in text


def test_the_overall_agreement_as_annex_is_the_agreement_itself(cast: Cast, signed: Signed, client_of: Log) -> None:
    text = page(client_of("amina"), "annex", signed.annexes["overall"].pk)
    assert reverse("agreements:agreement", args=[signed.overall.pk]) in text
    assert "In force" in text


def test_an_annex_is_drafted_submitted_and_shown_with_its_proof(cast: Cast, signed: Signed, client_of: Log) -> None:
    annex, amina = signed.annexes["picture"], client_of("amina")
    answer = amina.post(
        reverse("agreements:draft_annex", args=[annex.pk]),
        {"text": "Bild 2026.", "what_is_new": "Nytt.", "authors": ["municipality", "police"]},
    )
    version = AnnexVersion.objects.get()
    assert answer["Location"] == reverse("agreements:annex_version", args=[version.pk])
    assert (version.authors, version.edition) == (["municipality", "police"], 1)
    amina.post(reverse("agreements:submit_annex", args=[version.pk]))
    version.refresh_from_db()
    assert version.state == AnnexState.SUBMITTED


def test_a_draft_is_saved_and_submitted_in_one_go(cast: Cast, signed: Signed, client_of: Log) -> None:
    annex, amina = signed.annexes["picture"], client_of("amina")
    address = reverse("agreements:draft_annex", args=[annex.pk])
    values = {"text": "Bild 2026.", "authors": ["municipality", "police"], "then": "submit"}
    answer = amina.post(address, values)
    version = AnnexVersion.objects.get()
    assert version.state == AnnexState.SUBMITTED
    assert answer["Location"] == reverse("decisions:matter", args=[version.matter_id])


def test_a_draft_that_may_not_be_submitted_stays_saved(cast: Cast, signed: Signed, client_of: Log) -> None:
    address = reverse("agreements:draft_annex", args=[signed.annexes["picture"].pk])
    values = {"text": "Bild 2026.", "authors": ["municipality"], "then": "submit"}
    answer = client_of("amina").post(address, values, follow=True)
    version = AnnexVersion.objects.get()
    assert (version.state, version.text) == (AnnexState.DRAFT, "Bild 2026.")
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_refused_draft_keeps_what_was_written(cast: Cast, signed: Signed, client_of: Log) -> None:
    answer = client_of("amina").post(
        reverse("agreements:draft_annex", args=[signed.annexes["plan"].pk]), {"text": "Bilen ABC 123 sågs vid torget."}
    )
    assert answer.status_code == 200
    assert "Bilen ABC 123 sågs vid torget." in answer.content.decode()
    assert not AnnexVersion.objects.exists()


def test_both_texts_are_on_the_page_when_two_write_at_once(cast: Cast, signed: Signed, client_of: Log) -> None:
    version = draft(cast, signed.annexes["plan"], "Från början.")
    address = reverse("agreements:edit_annex", args=[version.pk])
    client_of("bertil").post(address, {"text": "Bertils lydelse.", "edition": "1"})

    answer = client_of("amina").post(address, {"text": "Aminas lydelse.", "edition": "1"})

    text = answer.content.decode()
    assert "Bertil Ek" in text
    assert "Bertils lydelse." in text
    assert "Aminas lydelse." in text
    assert 'name="edition" value="2"' in text
    client_of("amina").post(address, {"text": "Bådas lydelse.", "edition": "2"})
    version.refresh_from_db()
    assert version.text == "Bådas lydelse."


def test_the_proof_of_notification_is_on_the_page(cast: Cast, signed: Signed, client_of: Log) -> None:
    version = decided(cast, signed.annexes["picture"])
    text = page(client_of("gustav"), "annex_version", version.pk)
    assert "Proof of notification" in text
    assert "Gustav Hägg" in text
    assert "0 of 1 receipt" in text


def test_drafts_are_not_shown_to_those_with_insight_only(cast: Cast, signed: Signed, client_of: Log) -> None:
    version = draft(cast, signed.annexes["picture"])
    hanna = client_of("hanna")
    assert hanna.get(reverse("agreements:annex_version", args=[version.pk])).status_code == 404
    assert f"/bilageversioner/{version.pk}/" not in page(hanna, "annex", signed.annexes["picture"].pk)


def test_deeds_that_one_may_not_do_are_not_offered(cast: Cast, signed: Signed, client_of: Log) -> None:
    version = draft(cast, signed.annexes["picture"])
    for person, offered in (("amina", True), ("gustav", False)):
        text = page(client_of(person), "annex_version", version.pk)
        assert (reverse("agreements:submit_annex", args=[version.pk]) in text) is offered
        assert (reverse("agreements:edit_annex", args=[version.pk]) in text) is offered


def test_a_plan_is_signed_by_both_parties_on_its_page(cast: Cast, signed: Signed, client_of: Log) -> None:
    version = draft_annex_version(by=cast.amina, annex=signed.annexes["communication"], text="Plan.")
    submit_annex_version(by=cast.amina, version=version, today=TODAY)
    address = reverse("agreements:sign_annex", args=[version.pk])
    for person, unit in (("doris", signed.municipality), ("erik", signed.police)):
        form = client_of(person).get(address).context["page"].form
        assert [choice for choice, _ in form.fields["party_unit"].choices] == [unit.pk]
        client_of(person).post(
            address,
            {
                "party_unit": unit.pk,
                "name": "Namn",
                "function": "Chef",
                "signed_on": "2026-03-10",
                "text_sha256": form.initial["text_sha256"],
            },
        )
    version.refresh_from_db()
    assert version.state == AnnexState.VALID


def test_a_version_is_sent_back_with_a_reason(cast: Cast, signed: Signed, client_of: Log) -> None:
    version = submitted(cast, signed.annexes["picture"])
    address = reverse("agreements:send_back_annex", args=[version.pk])
    assert client_of("doris").post(address, {"reason": ""}).status_code == 200
    client_of("doris").post(address, {"reason": "Skolan saknas."})
    assert "Skolan saknas." in page(client_of("amina"), "annex_version", version.pk)


def test_the_original_is_attached_on_its_page(cast: Cast, signed: Signed, client_of: Log) -> None:
    address = reverse("agreements:attach_original", args=[signed.annexes["plan"].pk])
    assert client_of("amina").get(address).status_code == 200
    late = client_of("amina").post(address, {"text": "Plan.", "dated_on": "2026-01-01"})
    assert late.status_code == 200
    client_of("amina").post(address, {"text": "Plan.", "dated_on": "2025-01-15"})
    assert AnnexVersion.objects.get().state == AnnexState.VALID


def test_a_group_without_members_is_notified_from_the_page(cast: Cast, signed: Signed, client_of: Log) -> None:
    gustav = cast.seats["gustav"]
    gustav.holder = None
    gustav.save()
    version = decided(cast, signed.annexes["picture"])
    gustav.holder = cast.users["gustav"]
    gustav.save()
    client_of("amina").post(reverse("agreements:notify_annex", args=[version.pk]))
    assert version.notices.count() == 1


def amended(cast: Cast, signed: Signed) -> Amendment:
    """Return an amendment that is being written."""
    return draft_amendment(
        by=cast.amina,
        agreement=signed.agreement,
        title="Tre möten",
        reason="Två räcker inte.",
        in_force_from=date(2026, 4, 1),
        text=NEW_TEXT,
    )


def consult(signed: Signed) -> None:
    """Record a consultation."""
    Consultation.objects.create(
        agreement=signed.agreement, held_on=date(2026, 3, 1), municipality_by="D", police_by="E", result="Ja."
    )


def test_an_amendment_is_saved_and_sent_for_signature_in_one_go(cast: Cast, signed: Signed, client_of: Log) -> None:
    consult(signed)
    amendment = amended(cast, signed)
    values = {"title": "Tre möten", "reason": "Två räcker inte.", "in_force_from": "2026-04-01", "text": NEW_TEXT}
    numbers = {"term_1": "3", "term_2": "12", "term_3": "2"}
    address = reverse("agreements:edit_amendment", args=[amendment.pk])
    client_of("amina").post(address, values | numbers | {"edition": amendment.edition, "then": "send"})
    amendment.refresh_from_db()
    assert amendment.state == "signing"


def test_an_amendment_goes_from_form_to_new_wording(cast: Cast, signed: Signed, client_of: Log) -> None:
    consult(signed)
    amina = client_of("amina")
    amina.post(
        reverse("agreements:draft_amendment", args=[signed.agreement.pk]),
        {
            "title": "Tre möten",
            "reason": "Två räcker inte.",
            "in_force_from": "2026-04-01",
            "text": NEW_TEXT,
            "term_1": "3",
            "term_2": "12",
            "term_3": "2",
        },
    )
    amendment = Amendment.objects.get()
    shown = page(amina, "amendment", amendment.pk)
    assert "Least number of meetings a year: Local steering group" in shown
    amina.post(reverse("agreements:send_amendment", args=[amendment.pk]))
    address = reverse("agreements:sign_amendment", args=[amendment.pk])
    for person, unit in (("doris", signed.municipality), ("erik", signed.police)):
        form = client_of(person).get(address).context["page"].form
        client_of(person).post(
            address,
            {
                "party_unit": unit.pk,
                "name": "Namn",
                "function": "Chef",
                "signed_on": "2026-03-10",
                "text_sha256": form.initial["text_sha256"],
            },
        )
    assert Version.objects.get(number=2).terms.get(key="local_steering.meetings").parameters["minimum"] == 3
    assert "1 April 2026" in page(amina, "amendment", amendment.pk).replace("\xa0", " ")


def test_the_amendment_page_says_which_condition_is_not_met(cast: Cast, signed: Signed, client_of: Log) -> None:
    amendment = amended(cast, signed)
    text = page(client_of("amina"), "amendment", amendment.pk)
    assert "only after consultation" in text
    assert reverse("agreements:send_amendment", args=[amendment.pk]) not in text


def test_two_who_amend_at_once_see_both_wordings(cast: Cast, signed: Signed, client_of: Log) -> None:
    amendment = amended(cast, signed)
    address = reverse("agreements:edit_amendment", args=[amendment.pk])
    numbers = {"term_1": "2", "term_2": "12", "term_3": "2"}
    fields = {"title": "t", "reason": "r", "in_force_from": "2026-04-01", "edition": "1"} | numbers
    assert client_of("amina").get(address).status_code == 200
    client_of("bertil").post(address, fields | {"text": "Bertils lydelse."})
    text = client_of("amina").post(address, fields | {"text": "Aminas lydelse."}).content.decode()
    assert "Bertils lydelse." in text
    assert "Aminas lydelse." in text


def test_an_amendment_is_withdrawn_with_a_reason(cast: Cast, signed: Signed, client_of: Log) -> None:
    consult(signed)
    amendment = send_for_signature(by=cast.amina, amendment=amended(cast, signed), today=TODAY)
    client_of("erik").post(reverse("agreements:withdraw_amendment", args=[amendment.pk]), {"reason": "Nej tack."})
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.WITHDRAWN
    assert "withdrawn" in page(client_of("amina"), "amendment", amendment.pk)


@pytest.mark.req("AGR-29")
def test_two_versions_stand_side_by_side_with_words_for_what_differs(
    cast: Cast, signed: Signed, client_of: Log
) -> None:
    amendment = amended(cast, signed)
    Version.objects.create(
        agreement=signed.agreement, number=2, text=NEW_TEXT, in_force_from=date(2026, 4, 1), amendment=amendment
    )
    query = f"?what=agreement&id={signed.agreement.pk}"
    text = page(client_of("hanna"), "compare", query=query)
    assert "One sentence differs." in text
    assert "[removed: " in text
    assert "[added: " in text
    assert "Exemplar" not in text
    assert "Exemplar" in page(client_of("hanna"), "compare", query=query + "&before=1&after=2&all=1")
    assert "Överenskommelse Björkåsa" in page(client_of("amina"), "compare")


def test_two_versions_of_an_annex_are_compared(cast: Cast, signed: Signed, client_of: Log) -> None:
    annex = signed.annexes["plan"]
    attach_original(
        by=cast.amina,
        annex=annex,
        text="Bättre belysning i parken vid skolan.",
        dated_on=date(2025, 1, 15),
        today=TODAY,
    )
    draft(cast, annex, "Bättre belysning på torget vid skolan.")
    query = f"?what=annex&id={annex.pk}"
    assert "One sentence differs." in page(client_of("amina"), "compare", query=query)
    assert "Version 2" not in page(client_of("hanna"), "compare", query=query)
    assert "Åtgärdsplan" in page(client_of("amina"), "compare")


@pytest.mark.parametrize("query", ["?what=annex&id=x", "?what=x&id=1", "?what=agreement&id=99999", "?what=annex&id=9"])
def test_what_does_not_exist_is_not_compared(cast: Cast, client_of: Log, query: str) -> None:
    assert client_of("amina").get(reverse("agreements:compare") + query).status_code == 404


def test_a_choice_that_is_no_version_asks_again(cast: Cast, signed: Signed, client_of: Log) -> None:
    query = f"?what=agreement&id={signed.agreement.pk}&before=7&after=1"
    assert "sentence" not in page(client_of("amina"), "compare", query=query)


def test_pages_ask_a_fixed_number_of_questions(cast: Cast, signed: Signed, client_of: Log) -> None:
    annex, client = signed.annexes["picture"], client_of("amina")
    version = decided(cast, annex)
    addresses = [
        reverse("agreements:annex", args=[annex.pk]),
        reverse("agreements:annex_version", args=[version.pk]),
        reverse("agreements:compare"),
        reverse("agreements:compare") + f"?what=annex&id={annex.pk}",
        reverse("agreements:amendment", args=[amended(cast, signed).pk]),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    few = counts()
    for _ in range(3):
        decided(cast, annex)
        amended(cast, signed)
    assert counts() == few
    assert max(few) <= 25
