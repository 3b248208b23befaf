"""Amendments: an editable copy, its stored difference, signatures of all, and then a new wording; and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.utils.timezone import localdate

from samverkan.agreements.models import Agreement, Amendment, Consultation, KeptTerm, Signature, Version
from samverkan.agreements.queries.agreements import terms_on, version_on
from samverkan.agreements.services.amendments import (
    draft_amendment,
    hash_to_sign,
    revise_amendment,
    send_for_signature,
    sign_amendment,
    withdraw_amendment,
)
from samverkan.agreements.tests.town import TEXT, Signed
from samverkan.agreements.words import AgreementState, AmendmentState
from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
NEW_TEXT = TEXT.replace("minst två (2)", "minst tre (3)")
LATER = date(2026, 4, 1)


def consult(signed: Signed, on: date = date(2026, 3, 1)) -> None:
    """Record a consultation between the parties."""
    Consultation.objects.create(
        agreement=signed.agreement, held_on=on, municipality_by="Doris", police_by="Erik", result="Eniga."
    )


def draft(cast: Cast, signed: Signed, text: str = NEW_TEXT) -> Amendment:
    """Return an amendment to three meetings a year."""
    return draft_amendment(
        by=cast.amina,
        agreement=signed.agreement,
        title="Tre möten",
        reason="Två räcker inte.",
        in_force_from=LATER,
        text=text,
        numbers={"local_steering.meetings": 3},
    )


def sent(cast: Cast, signed: Signed) -> Amendment:
    """Return the amendment out for signature."""
    consult(signed)
    return send_for_signature(by=cast.amina, amendment=draft(cast, signed), today=TODAY)


def sign(cast: Cast, amendment: Amendment, signed: Signed, person: str, **more: object) -> Amendment:
    """Let a person record the signature of the own party."""
    unit = signed.municipality if person in {"amina", "doris"} else signed.police
    values = {
        "party_unit": unit,
        "name": cast.users[person].name,
        "function": "Chef",
        "signed_on": TODAY,
        "text_sha256": hash_to_sign(amendment),
    } | more
    return sign_amendment(by=cast.actor(person), amendment=amendment, today=TODAY, **values)  # type: ignore[arg-type]


def unchanged(deed: Callable[[], object], refusal: type[Refused] = Refused) -> Refused:
    """Do a deed that must be refused, and check that it left nothing behind."""

    def everything() -> tuple[object, ...]:
        return (
            Entry.objects.count(),
            list(Amendment.objects.order_by("pk").values()),
            Version.objects.count(),
            KeptTerm.objects.count(),
            Signature.objects.count(),
        )

    before = everything()
    with pytest.raises(refusal) as caught:
        deed()
    assert everything() == before
    return caught.value


def events() -> list[str]:
    """Return the events of the trail, in order."""
    return list(Entry.objects.order_by("number").values_list("event", flat=True))


@pytest.mark.req("AGR-19", "AGR-29")
def test_when_all_have_signed_the_new_wording_and_terms_apply_from_their_day(cast: Cast, signed: Signed) -> None:
    amendment = sent(cast, signed)
    sign(cast, amendment, signed, "doris")
    sign(cast, amendment, signed, "erik")

    before, after = LATER - timedelta(days=1), LATER
    assert version_on(signed.agreement.pk, before) == signed.version
    changed = version_on(signed.agreement.pk, after)
    assert changed is not None
    assert (changed.number, changed.text, changed.amendment) == (2, NEW_TEXT, amendment)
    numbers = [
        next(term for term in terms_on(signed.agreement.pk, day) if term.key == "local_steering.meetings")
        for day in (before, after)
    ]
    assert [term.parameters["minimum"] for term in numbers] == [2, 3]
    assert len(terms_on(signed.agreement.pk, after)) == len(terms_on(signed.agreement.pk, before))


def test_each_deed_leaves_one_trace(cast: Cast, signed: Signed) -> None:
    amendment = sent(cast, signed)
    sign(cast, amendment, signed, "doris")
    sign(cast, amendment, signed, "erik")
    assert events() == [
        "agreements.amendment_drafted",
        "agreements.amendment_sent",
        "agreements.amendment_signed",
        "agreements.amendment_signed",
    ]


@pytest.mark.req("AGR-19")
@pytest.mark.parametrize("person", ["doris", "erik"])
def test_one_party_alone_changes_nothing(cast: Cast, signed: Signed, person: str) -> None:
    amendment = sent(cast, signed)
    sign(cast, amendment, signed, person)
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.SIGNING
    assert version_on(signed.agreement.pk, date(2030, 1, 1)) == signed.version


def test_a_wording_never_applies_from_before_the_last_signature(cast: Cast, signed: Signed) -> None:
    consult(signed)
    amendment = draft(cast, signed)
    revise_amendment(
        by=cast.amina,
        amendment=amendment,
        edition=1,
        title="Tre möten",
        reason="Två räcker inte.",
        text=NEW_TEXT,
        in_force_from=date(2026, 1, 1),
    )
    with time_machine.travel("2026-03-01T09:00:00+01:00"):
        amendment = send_for_signature(by=cast.amina, amendment=amendment, today=date(2026, 3, 1))
    sign(cast, amendment, signed, "doris", signed_on=date(2026, 3, 2))
    sign(cast, amendment, signed, "erik", signed_on=date(2026, 3, 9))
    assert Version.objects.get(number=2).in_force_from == date(2026, 3, 9)


@pytest.mark.req("AGR-19")
def test_a_signature_is_not_dated_before_the_text_went_out(cast: Cast, signed: Signed) -> None:
    with time_machine.travel("2026-03-05T09:00:00+01:00"):
        amendment = sent(cast, signed)
    refused = unchanged(lambda: sign(cast, amendment, signed, "doris", signed_on=date(2026, 3, 4)))
    assert refused.field == "signed_on"
    sign(cast, amendment, signed, "doris", signed_on=date(2026, 3, 5))


def test_the_difference_is_stored_when_it_goes_out(cast: Cast, signed: Signed) -> None:
    difference = sent(cast, signed).difference
    assert "-Möten sammankallas vid minst två (2) tillfällen per år." in difference
    assert "+Möten sammankallas vid minst tre (3) tillfällen per år." in difference
    assert '+local_steering.meetings: {"group_kind": "local_steering", "minimum": 3}' in difference


@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_only_those_who_prepare_the_district_amend_its_agreement(cast: Cast, signed: Signed, person: str) -> None:
    consult(signed)
    amendment, actor = draft(cast, signed), cast.actor(person)
    unchanged(
        lambda: draft_amendment(
            by=actor, agreement=signed.agreement, title="t", reason="r", in_force_from=LATER, text=NEW_TEXT
        ),
        NotAllowed,
    )
    unchanged(
        lambda: revise_amendment(
            by=actor, amendment=amendment, edition=1, title="t", reason="r", text="x", in_force_from=LATER
        ),
        NotAllowed,
    )
    unchanged(lambda: send_for_signature(by=actor, amendment=amendment, today=TODAY), NotAllowed)
    unchanged(lambda: withdraw_amendment(by=actor, amendment=amendment, reason="r"), NotAllowed)


def test_a_draft_says_what_why_and_from_when(cast: Cast, signed: Signed) -> None:
    def begin(**more: object) -> Amendment:
        values = {"title": "t", "reason": "r", "in_force_from": LATER} | more
        return draft_amendment(by=cast.amina, agreement=signed.agreement, **values)  # type: ignore[arg-type]

    assert unchanged(lambda: begin(title=" ")).field == "title"
    assert unchanged(lambda: begin(reason=" ")).field == "reason"
    assert unchanged(lambda: begin(text=" ")).field == "text"
    assert unchanged(lambda: begin(in_force_from=date(2025, 1, 31))).field == "in_force_from"
    assert unchanged(lambda: begin(text="Ring 070-123 45 67.")).field == "text"
    unchanged(lambda: begin(numbers={"local_steering.meetings": -1}))
    assert begin().text == TEXT


def test_a_draft_agreement_is_not_amended(cast: Cast, signed: Signed) -> None:
    Agreement.objects.filter(pk=signed.agreement.pk).update(state=AgreementState.DRAFT)
    unchanged(lambda: draft(cast, signed))


def test_two_who_write_at_once_are_both_told_and_nothing_is_overwritten(cast: Cast, signed: Signed) -> None:
    amendment = draft(cast, signed)
    more = {"title": "t", "reason": "r", "in_force_from": LATER}
    revise_amendment(by=cast.bertil, amendment=amendment, edition=1, text="Bertils.", **more)  # type: ignore[arg-type]
    refusal = unchanged(
        lambda: revise_amendment(by=cast.amina, amendment=amendment, edition=1, text="A.", **more),  # type: ignore[arg-type]
        SavedMeanwhile,
    )
    assert "Bertil Ek" in str(refusal)


def test_what_is_out_for_signature_is_frozen(cast: Cast, signed: Signed) -> None:
    amendment = sent(cast, signed)
    unchanged(
        lambda: revise_amendment(
            by=cast.amina, amendment=amendment, edition=1, title="t", reason="r", text="x", in_force_from=LATER
        )
    )
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY))


def test_an_unchanged_wording_is_not_sent_even_with_new_numbers(cast: Cast, signed: Signed) -> None:
    consult(signed)
    amendment = draft(cast, signed, text=TEXT)
    assert unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY)).field == "text"


@pytest.mark.req("AGR-07")
def test_without_consultation_nothing_is_sent_for_signature(cast: Cast, signed: Signed) -> None:
    amendment = draft(cast, signed)
    refusal = unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY))
    assert refusal.way_on
    consult(signed, on=TODAY + timedelta(days=1))
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY))


@pytest.mark.req("AGR-07")
def test_without_an_overall_agreement_in_force_nothing_is_sent_for_signature(cast: Cast, signed: Signed) -> None:
    consult(signed)
    amendment = draft(cast, signed)
    Agreement.objects.filter(pk=signed.overall.pk).update(valid_until=TODAY)
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY))


@pytest.mark.req("AGR-07")
def test_conditions_that_the_agreement_does_not_set_do_not_stop_it(cast: Cast, signed: Signed) -> None:
    KeptTerm.objects.filter(key="agreement.revision_condition").delete()
    amendment = send_for_signature(by=cast.amina, amendment=draft(cast, signed), today=TODAY)
    assert amendment.state == AmendmentState.SIGNING


def test_an_agreement_that_has_ended_or_lacks_a_party_is_not_sent(cast: Cast, signed: Signed) -> None:
    consult(signed)
    amendment = draft(cast, signed)
    Agreement.objects.filter(pk=signed.agreement.pk).update(valid_until=TODAY)
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY))
    Agreement.objects.filter(pk=signed.agreement.pk).update(valid_until=None)
    signed.police.delete()
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=amendment, today=TODAY))


def test_one_amendment_at_a_time_is_out_for_signature(cast: Cast, signed: Signed) -> None:
    first = sent(cast, signed)
    second = draft(cast, signed)
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=second, today=TODAY))

    sign(cast, first, signed, "doris")
    sign(cast, first, signed, "erik")

    assert "Another amendment" in str(
        unchanged(lambda: send_for_signature(by=cast.amina, amendment=second, today=TODAY))
    )
    third = draft(cast, signed, NEW_TEXT.replace("tre (3)", "fyra (4)"))
    assert third.base.number == 2
    unchanged(lambda: send_for_signature(by=cast.amina, amendment=third, today=TODAY))  # a consultation of its own
    consult(signed, on=localdate())
    assert send_for_signature(by=cast.amina, amendment=third, today=localdate()).state == AmendmentState.SIGNING


@pytest.mark.req("AGR-21")
def test_a_signature_has_name_function_day_and_the_right_text(cast: Cast, signed: Signed) -> None:
    amendment = sent(cast, signed)
    assert unchanged(lambda: sign(cast, amendment, signed, "doris", name="")).field == "name"
    assert unchanged(lambda: sign(cast, amendment, signed, "doris", function=" ")).field == "function"
    tomorrow = TODAY + timedelta(days=1)
    assert unchanged(lambda: sign(cast, amendment, signed, "doris", signed_on=tomorrow)).field == "signed_on"
    assert unchanged(lambda: sign(cast, amendment, signed, "doris", text_sha256="0" * 64)).field == "text_sha256"
    unchanged(lambda: sign(cast, amendment, signed, "doris", party_unit=signed.police), NotAllowed)
    unchanged(lambda: sign(cast, amendment, signed, "cecilia", party_unit=signed.municipality), NotAllowed)
    sign(cast, amendment, signed, "doris")
    assert unchanged(lambda: sign(cast, amendment, signed, "amina")).field == "party_unit"


def test_only_a_unit_of_the_agreement_signs(cast: Cast, signed: Signed) -> None:
    amendment = sent(cast, signed)
    stranger = signed.municipality
    other = Agreement.objects.create(
        tier="local", title="Annat", unit=cast.units["granvik"], created_at=signed.agreement.created_at
    )
    stranger.pk, stranger.agreement = None, other
    stranger.save()
    unchanged(lambda: sign(cast, amendment, signed, "doris", party_unit=stranger))


def test_an_unsent_amendment_cannot_be_signed(cast: Cast, signed: Signed) -> None:
    amendment = draft(cast, signed)
    unchanged(lambda: sign(cast, amendment, signed, "doris"))


def test_a_withdrawn_amendment_never_applies(cast: Cast, signed: Signed) -> None:
    amendment = sent(cast, signed)
    sign(cast, amendment, signed, "doris")
    unchanged(lambda: withdraw_amendment(by=cast.erik, amendment=amendment, reason=" "))
    withdraw_amendment(by=cast.erik, amendment=amendment, reason="Polisen avstår.")
    unchanged(lambda: sign(cast, amendment, signed, "erik"))
    unchanged(lambda: withdraw_amendment(by=cast.erik, amendment=amendment, reason="Igen."))
    assert version_on(signed.agreement.pk, date(2030, 1, 1)) == signed.version
