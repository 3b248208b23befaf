"""Annexes: drawn up, submitted, decided or signed, dated, attached and notified; and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from samverkan.agreements.models import Annex, AnnexVersion, KeptTerm, PartyUnit
from samverkan.agreements.queries.annexes import version_in_force
from samverkan.agreements.rules.amendments import text_hash
from samverkan.agreements.services.annexes import (
    annex_version_pointer,
    attach_original,
    draft_annex_version,
    notify_annex,
    revise_annex_draft,
    send_back,
    submit_annex_version,
    take_decided,
)
from samverkan.agreements.services.files import Upload
from samverkan.agreements.services.signing import sign_annex_version
from samverkan.agreements.tests.town import Signed
from samverkan.agreements.words import AgreementState, AnnexState
from samverkan.audit.models import Entry
from samverkan.decisions.models import Decision, Matter
from samverkan.decisions.services import forward_matter, raise_matter, record_decision, withdraw_matter
from samverkan.decisions.words import DecisionCategory, MatterState
from samverkan.documents.models import Document
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.models import Seat
from samverkan.notices.models import Notice
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
BOTH = ("municipality", "police")


def draft(cast: Cast, annex: Annex, text: str = "Lägesbilden 2026.") -> AnnexVersion:
    """Return a draft that names both parties as authors."""
    return draft_annex_version(by=cast.amina, annex=annex, text=text, authors=BOTH)


def submitted(cast: Cast, annex: Annex) -> AnnexVersion:
    """Return a version submitted to the steering group."""
    return submit_annex_version(by=cast.amina, version=draft(cast, annex), today=TODAY)


def decide(cast: Cast, matter: Matter, on: date = TODAY) -> Decision:
    """Let the steering group decide on the matter."""
    if matter.group_id != cast.groups["steering_b"].pk:
        matter = forward_matter(by=cast.amina, matter=matter)
    return record_decision(
        by=cast.doris,
        group=cast.groups["steering_b"],
        title="Lägesbild",
        text="Styrgruppen beslutar enligt förslaget.",
        category=DecisionCategory.ANNEX_UPDATE,
        decided_on=on,
        matter=matter,
        municipality_decision_maker="Stadsdelsdirektör",
        police_decision_maker="Lokalpolisområdeschef",
    )


def decided(cast: Cast, annex: Annex, on: date = TODAY) -> AnnexVersion:
    """Return a version that the steering group has decided on."""
    version = submitted(cast, annex)
    assert version.matter is not None
    decide(cast, version.matter, on)
    version.refresh_from_db()
    return version


def events() -> list[str]:
    """Return the events of the trail, in order."""
    return list(Entry.objects.order_by("number").values_list("event", flat=True))


def unchanged(deed: Callable[[], object], refusal: type[Refused] = Refused) -> Refused:
    """Do a deed that must be refused, and check that it left nothing behind."""
    before = (
        Entry.objects.count(),
        list(AnnexVersion.objects.order_by("pk").values()),
        list(Matter.objects.order_by("pk").values("pk", "state")),
        Decision.objects.count(),
        Notice.objects.count(),
        Document.objects.count(),
    )
    with pytest.raises(refusal) as caught:
        deed()
    assert before == (
        Entry.objects.count(),
        list(AnnexVersion.objects.order_by("pk").values()),
        list(Matter.objects.order_by("pk").values("pk", "state")),
        Decision.objects.count(),
        Notice.objects.count(),
        Document.objects.count(),
    )
    return caught.value


@pytest.mark.req("AGR-15", "AGR-16", "AGR-17", "SIT-02", "DEC-06")
def test_a_decided_version_is_dated_and_attached_and_replaces_the_earlier_one(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["picture"]
    first = attach_original(by=cast.amina, annex=annex, text="Bild 2025.", dated_on=date(2025, 1, 15), today=TODAY)

    second = decided(cast, annex)

    assert (second.state, second.dated_on) == (AnnexState.VALID, TODAY)
    assert second.attached_at is not None
    assert version_in_force(annex.versions.all(), date(2026, 3, 9)) == first
    assert version_in_force(annex.versions.all(), TODAY) == second


@pytest.mark.req("AGR-16")
def test_a_submitted_version_is_not_in_force(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["picture"]

    version = submitted(cast, annex)

    assert version.state == AnnexState.SUBMITTED
    assert version_in_force(annex.versions.all(), date(2030, 1, 1)) is None


@pytest.mark.req("AGR-18", "COM-08", "ACT-14")
def test_the_central_preparation_group_is_notified_with_receipt_and_proof(cast: Cast, signed: Signed) -> None:
    version = decided(cast, signed.annexes["plan"])

    proof = version.notices.get()
    assert proof.group == cast.groups["central"]
    assert proof.notice.recipient == cast.users["gustav"]
    assert proof.notice.receipt_wanted
    assert proof.notice.address == annex_version_pointer(version).address


def test_the_matter_is_raised_in_the_preparation_group_for_the_steering_group(cast: Cast, signed: Signed) -> None:
    matter = submitted(cast, signed.annexes["picture"]).matter
    assert matter is not None

    assert (matter.raised_in, matter.decided_in) == (cast.groups["prep_b"], cast.groups["steering_b"])
    assert matter.category == DecisionCategory.ANNEX_UPDATE


def test_each_deed_leaves_one_trace_of_its_own(cast: Cast, signed: Signed) -> None:
    decided(cast, signed.annexes["picture"])

    assert events() == [
        "agreements.annex_drafted",
        "decisions.matter_raised",
        "agreements.annex_submitted",
        "decisions.matter_forwarded",
        "agreements.annex_attached",
        "decisions.recorded",
    ]


@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_only_those_who_prepare_the_district_touch_its_annexes(cast: Cast, signed: Signed, person: str) -> None:
    annex, actor = signed.annexes["picture"], cast.actor(person)
    version = draft(cast, annex)

    unchanged(lambda: draft_annex_version(by=actor, annex=signed.annexes["plan"], text="Plan."), NotAllowed)
    unchanged(lambda: revise_annex_draft(by=actor, version=version, edition=1, text="Annat."), NotAllowed)
    unchanged(lambda: submit_annex_version(by=actor, version=version, today=TODAY), NotAllowed)
    unchanged(
        lambda: attach_original(
            by=actor, annex=signed.annexes["plan"], text="Plan.", dated_on=date(2025, 1, 1), today=TODAY
        ),
        NotAllowed,
    )


def test_a_draft_needs_an_agreement_in_force_a_text_and_no_other_open_version(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["picture"]
    assert unchanged(lambda: draft_annex_version(by=cast.amina, annex=annex, text="  ")).field == "text"
    signed.agreement.state = AgreementState.DRAFT
    signed.agreement.save()
    unchanged(lambda: draft(cast, annex))
    signed.agreement.state = AgreementState.ADOPTED
    signed.agreement.save()
    draft(cast, annex)
    unchanged(lambda: draft(cast, annex))


def test_the_annex_that_is_the_overall_agreement_has_no_versions_of_its_own(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["overall"]
    unchanged(lambda: draft(cast, annex))
    unchanged(lambda: attach_original(by=cast.amina, annex=annex, text="Text.", dated_on=date(2025, 1, 1), today=TODAY))


def test_person_data_is_stopped_in_text_summary_and_file(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["plan"]
    plate = "Bilen ABC 123 sågs."
    assert unchanged(lambda: draft_annex_version(by=cast.amina, annex=annex, text=plate)).field == "text"
    assert (
        unchanged(lambda: draft_annex_version(by=cast.amina, annex=annex, text="x", summary=plate)).field
        == "what_is_new"
    )
    upload = Upload("plan.txt", plate.encode())
    assert unchanged(lambda: draft_annex_version(by=cast.amina, annex=annex, upload=upload)).field == "file"


def test_person_data_is_stopped_in_the_reason_why_an_area_is_not_relevant(cast: Cast, signed: Signed) -> None:
    touched = {"1": "Ring 070-174 06 05 om detta."}
    refused = unchanged(
        lambda: draft_annex_version(by=cast.amina, annex=signed.annexes["picture"], text="T", areas_touched=touched)
    )
    assert refused.field == "not_relevant"


def test_contact_details_may_hold_addresses_of_office_holders(cast: Cast, signed: Signed) -> None:
    text = "Trygghetssamordnare: samordnare@example.org"
    assert draft_annex_version(by=cast.amina, annex=signed.annexes["contacts"], text=text).text == text


def test_the_text_of_a_file_becomes_the_text_of_the_annex(cast: Cast, signed: Signed) -> None:
    upload = Upload("plan.txt", "Åtgärd 1: belysning vid torget.\n".encode())
    version = draft_annex_version(by=cast.amina, annex=signed.annexes["plan"], upload=upload)
    assert version.document is not None
    assert "belysning" in version.text


def test_a_file_that_cannot_be_read_is_refused_at_its_field(cast: Cast, signed: Signed) -> None:
    upload = Upload("tom.txt", b"")
    refusal = unchanged(lambda: draft_annex_version(by=cast.amina, annex=signed.annexes["plan"], upload=upload))
    assert refusal.field == "file"


def test_two_who_write_at_once_are_both_told_and_nothing_is_overwritten(cast: Cast, signed: Signed) -> None:
    version = draft(cast, signed.annexes["picture"], "Från början.")
    revise_annex_draft(by=cast.bertil, version=version, edition=1, text="Bertils text.", authors=BOTH)

    refusal = unchanged(
        lambda: revise_annex_draft(by=cast.amina, version=version, edition=1, text="Aminas text."), SavedMeanwhile
    )

    assert "Bertil Ek" in str(refusal)
    version.refresh_from_db()
    assert version.text == "Bertils text."
    assert revise_annex_draft(by=cast.amina, version=version, edition=2, text="Båda.").text == "Båda."


def test_a_submitted_version_can_no_longer_be_edited_or_submitted_again(cast: Cast, signed: Signed) -> None:
    version = submitted(cast, signed.annexes["picture"])
    unchanged(lambda: revise_annex_draft(by=cast.amina, version=version, edition=1, text="Ny."))
    unchanged(lambda: submit_annex_version(by=cast.amina, version=version, today=TODAY))


@pytest.mark.req("SIT-01")
def test_a_joint_picture_is_not_submitted_by_one_party_alone(cast: Cast, signed: Signed) -> None:
    version = draft_annex_version(by=cast.amina, annex=signed.annexes["picture"], text="x", authors=["municipality"])
    refusal = unchanged(lambda: submit_annex_version(by=cast.amina, version=version, today=TODAY))
    assert refusal.field == "authors"


def test_authors_are_parties(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["plan"]
    unchanged(lambda: draft_annex_version(by=cast.amina, annex=annex, text="x", authors=["kyrkan"]))


def test_without_the_deciding_group_nothing_is_submitted(cast: Cast, signed: Signed) -> None:
    KeptTerm.objects.filter(key="annexes.update").update(
        parameters={"annexes": ["measures_plan"], "decided_by": "overall_steering"}
    )
    group = cast.groups["overall_steering"]
    group.valid_until = date(2025, 1, 1)
    group.save()
    version = draft(cast, signed.annexes["plan"])
    unchanged(lambda: submit_annex_version(by=cast.amina, version=version, today=TODAY))


@pytest.mark.req("AGR-16")
def test_a_decision_of_another_group_does_not_make_the_annex_valid(cast: Cast, signed: Signed) -> None:
    version = submitted(cast, signed.annexes["picture"])
    KeptTerm.objects.filter(key="annexes.update").update(
        parameters={"annexes": ["situation_picture"], "decided_by": "overall_steering"}
    )
    matter = version.matter
    assert matter is not None
    matter = forward_matter(by=cast.amina, matter=matter)
    unchanged(lambda: decide(cast, matter))


def test_a_decision_about_something_else_does_not_make_the_annex_valid(cast: Cast, signed: Signed) -> None:
    version = submitted(cast, signed.annexes["picture"])
    other = raise_matter(
        by=cast.doris,
        raised_in=cast.groups["steering_b"],
        decided_in=cast.groups["steering_b"],
        title="Något annat",
        category=DecisionCategory.ANNEX_UPDATE,
        concerns=annex_version_pointer(version),
        today=TODAY,
    )
    unchanged(lambda: decide(cast, other))


def test_a_decision_of_another_kind_does_not_make_the_annex_valid(cast: Cast, signed: Signed) -> None:
    version = submitted(cast, signed.annexes["picture"])
    assert version.matter is not None
    Matter.objects.filter(pk=version.matter.pk).update(category=DecisionCategory.PRIORITIES)
    matter = forward_matter(by=cast.amina, matter=version.matter)
    unchanged(lambda: decide(cast, matter))


def test_the_bell_is_not_rung_twice_nor_by_strangers(cast: Cast, signed: Signed) -> None:
    version = decided(cast, signed.annexes["picture"])
    assert version.decision is not None
    decision = version.decision
    unchanged(lambda: take_decided(cast.doris, decision, str(version.pk)))
    unchanged(lambda: take_decided(cast.cecilia, decision, str(version.pk)), NotAllowed)


def test_a_version_sent_back_keeps_its_reason_and_its_matter_is_withdrawn(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["picture"]
    version = submitted(cast, annex)
    unchanged(lambda: send_back(by=cast.doris, version=version, reason=" "))
    unchanged(lambda: send_back(by=cast.cecilia, version=version, reason="Nej"), NotAllowed)

    version = send_back(by=cast.doris, version=version, reason="Området runt skolan saknas.")

    assert (version.state, version.returned_because) == (AnnexState.REJECTED, "Området runt skolan saknas.")
    assert version.matter is not None
    version.matter.refresh_from_db()
    assert version.matter.state == MatterState.WITHDRAWN
    assert draft(cast, annex).number == 2
    unchanged(lambda: send_back(by=cast.doris, version=version, reason="Igen"))


def test_a_version_whose_matter_was_withdrawn_elsewhere_can_still_be_sent_back(cast: Cast, signed: Signed) -> None:
    version = submitted(cast, signed.annexes["picture"])
    assert version.matter is not None
    withdraw_matter(by=cast.amina, matter=version.matter, reason="Fel ärende.")
    assert send_back(by=cast.amina, version=version, reason="Ärendet återkallat.").state == AnnexState.REJECTED


@pytest.mark.req("AGR-19")
def test_an_annex_outside_the_update_rule_is_replaced_when_both_parties_have_signed(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["communication"]
    version = submit_annex_version(by=cast.amina, version=draft(cast, annex, "Plan."), today=TODAY)
    assert (version.state, version.matter) == (AnnexState.SIGNING, None)

    def sign(person: str, unit: PartyUnit, **more: object) -> AnnexVersion:
        values = {
            "name": "Doris Rönn",
            "function": "Stadsdelsdirektör",
            "signed_on": TODAY,
            "text_sha256": text_hash("Plan."),
        } | more
        return sign_annex_version(
            by=cast.actor(person),
            version=version,
            party_unit=unit,
            today=TODAY,
            **values,  # type: ignore[arg-type]
        )

    unchanged(lambda: sign("bertil", signed.municipality), NotAllowed)
    unchanged(lambda: sign("cecilia", signed.municipality), NotAllowed)
    assert unchanged(lambda: sign("doris", signed.municipality, name=" ")).field == "name"
    assert unchanged(lambda: sign("doris", signed.municipality, function="")).field == "function"
    assert unchanged(lambda: sign("doris", signed.municipality, signed_on=date(2026, 3, 11))).field == "signed_on"
    assert unchanged(lambda: sign("doris", signed.municipality, signed_on=date(2026, 3, 9))).field == "signed_on"
    unchanged(lambda: sign("doris", signed.municipality, text_sha256=text_hash("Annan plan.")))

    half = sign("doris", signed.municipality)
    assert half.state == AnnexState.SIGNING
    unchanged(lambda: sign("doris", signed.municipality))
    assert version_in_force(annex.versions.all(), TODAY) is None

    whole = sign("erik", signed.police, name="Erik Björk", signed_on=TODAY)
    assert (whole.state, whole.dated_on) == (AnnexState.VALID, TODAY)
    assert version_in_force(annex.versions.all(), TODAY) == whole
    unchanged(lambda: sign("erik", signed.police))


def test_nothing_goes_out_for_signature_without_units_of_both_parties(cast: Cast, signed: Signed) -> None:
    signed.police.delete()
    version = draft(cast, signed.annexes["communication"])
    unchanged(lambda: submit_annex_version(by=cast.amina, version=version, today=TODAY))


def test_a_version_out_for_signature_can_be_sent_back_by_those_who_prepare(cast: Cast, signed: Signed) -> None:
    version = submit_annex_version(by=cast.amina, version=draft(cast, signed.annexes["communication"]), today=TODAY)
    unchanged(lambda: send_back(by=cast.cecilia, version=version, reason="Nej"), NotAllowed)
    assert send_back(by=cast.bertil, version=version, reason="Fel kanal.").state == AnnexState.REJECTED


@pytest.mark.req("AGR-04", "AGR-05")
def test_the_original_is_attached_once_and_is_no_newer_than_the_agreement(cast: Cast, signed: Signed) -> None:
    annex = signed.annexes["picture"]

    def attach(day: date) -> AnnexVersion:
        return attach_original(by=cast.amina, annex=annex, text="Bild.", dated_on=day, today=TODAY)

    assert unchanged(lambda: attach(date(2027, 1, 1))).field == "dated_on"
    assert unchanged(lambda: attach(date(2025, 2, 2))).field == "dated_on"
    assert attach(date(2025, 2, 1)).state == AnnexState.VALID
    unchanged(lambda: attach(date(2025, 1, 1)))
    assert events() == ["agreements.annex_original_attached"]


@pytest.mark.req("AGR-18")
def test_a_decision_without_members_to_notify_is_notified_when_the_seats_are_filled(cast: Cast, signed: Signed) -> None:
    Seat.objects.filter(pk=cast.seats["gustav"].pk).update(holder=None)
    version = decided(cast, signed.annexes["picture"])
    assert version.state == AnnexState.VALID
    assert not version.notices.exists()
    unchanged(lambda: notify_annex(by=cast.amina, version=version, today=TODAY))
    unchanged(lambda: notify_annex(by=cast.cecilia, version=version, today=TODAY), NotAllowed)

    Seat.objects.filter(pk=cast.seats["gustav"].pk).update(holder=cast.users["gustav"])
    notify_annex(by=cast.amina, version=version, today=TODAY)

    assert version.notices.count() == 1
    unchanged(lambda: notify_annex(by=cast.amina, version=version, today=TODAY))


def test_only_a_decided_version_is_notified(cast: Cast, signed: Signed) -> None:
    version = submitted(cast, signed.annexes["picture"])
    unchanged(lambda: notify_annex(by=cast.amina, version=version, today=TODAY))


def test_where_the_agreement_names_nobody_nobody_is_notified(cast: Cast, signed: Signed) -> None:
    KeptTerm.objects.filter(key="annexes.update").update(
        parameters={"annexes": ["situation_picture"], "decided_by": "local_steering"}
    )
    version = decided(cast, signed.annexes["picture"])
    assert not version.notices.exists()
    unchanged(lambda: notify_annex(by=cast.amina, version=version, today=TODAY))
