"""Deeds with amendments: copy, write, send for signature, sign, withdraw (AGR-07, AGR-19).

An agreement gets a new wording in this way only: when all units that have entered it have signed the same text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.agreements.models import Agreement, Amendment, KeptTerm, PartyUnit, Signature, Version
from samverkan.agreements.queries.amendments import is_in_force, kept_terms, latest_version, unmet_on
from samverkan.agreements.rules.amendments import (
    applies_from,
    difference,
    lacking_sides,
    signed_hash,
    term_from_json,
    unsigned,
    with_numbers,
)
from samverkan.agreements.services.signing import check_signature
from samverkan.agreements.words import AgreementState, AmendmentState
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data

KIND = "agreements.amendment"
NUMBER_LIMIT = 1200
"""Largest number that a term can be given in the form: a hundred years of months."""


def amendment_pointer(amendment: Amendment) -> Pointer:
    """Return where the amendment can be opened."""
    return Pointer(KIND, str(amendment.pk), amendment.title, reverse("agreements:amendment", args=[amendment.pk]))


def hash_to_sign(amendment: Amendment) -> str:
    """Return the hash of what the parties sign: title, wording, terms and first day."""
    return signed_hash(amendment.title, amendment.text, amendment.terms, amendment.in_force_from)


def _locked(amendment: Amendment) -> Amendment:
    return (
        Amendment.objects.select_for_update(of=("self",))
        .select_related("agreement__unit", "agreement__overall", "base__amendment")
        .get(pk=amendment.pk)
    )


def _demand_preparing(by: Actor, agreement: Agreement) -> None:
    demand(agreement.unit_id is not None and may_prepare(by, agreement.unit_id), "You may not amend this agreement.")


def _checked(title: str, reason: str, text: str, in_force_from: date, base: Version) -> None:
    refuse_person_data(title=title, reason=reason, text=text)
    if not title.strip():
        raise Refused("Write what the amendment is called.", field="title")
    if not reason.strip():
        raise Refused("Write why the agreement is amended.", field="reason")
    if not text.strip():
        raise Refused("The wording cannot be empty.", field="text")
    if in_force_from < base.in_force_from:
        raise Refused(
            "The amendment cannot apply from a day before the wording it changes (%(day)s).",
            field="in_force_from",
            day=base.in_force_from,
        )


def _checked_numbers(terms: Sequence[Mapping[str, Any]], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    for number in numbers.values():
        if not 0 <= number <= NUMBER_LIMIT:
            raise Refused("Write a number between 0 and %(limit)s.", field="terms", limit=NUMBER_LIMIT)
    return with_numbers(terms, numbers)


@transaction.atomic
def draft_amendment(
    *,
    by: Actor,
    agreement: Agreement,
    title: str,
    reason: str,
    in_force_from: date,
    text: str | None = None,
    numbers: Mapping[str, int] | None = None,
) -> Amendment:
    """Begin an amendment: an editable copy of the latest wording and its terms (AGR-19).

    `text` is the new wording if it is already written; `numbers` gives terms, by their keys, new numbers.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("unit").get(pk=agreement.pk)
    _demand_preparing(by, agreement)
    base = latest_version(agreement)
    if agreement.state != AgreementState.ADOPTED or base is None:
        raise Refused(
            "The agreement is not in force yet.", way_on="Correct the draft itself; it is not an agreement yet."
        )
    text = base.text if text is None else text
    _checked(title, reason, text, in_force_from, base)
    amendment = Amendment.objects.create(
        agreement=agreement,
        base=base,
        title=title.strip(),
        reason=reason.strip(),
        text=text,
        terms=_checked_numbers(kept_terms(base), numbers or {}),
        in_force_from=in_force_from,
        created_at=timezone.now(),
    )
    record(by=by, event="agreements.amendment_drafted", on=amendment_pointer(amendment))
    return amendment


@transaction.atomic
def revise_amendment(
    *,
    by: Actor,
    amendment: Amendment,
    edition: int,
    title: str,
    reason: str,
    text: str,
    in_force_from: date,
    numbers: Mapping[str, int] | None = None,
) -> Amendment:
    """Save the amendment's wording. `edition` is the one the writer opened.

    Raises `SavedMeanwhile` when somebody else has saved since; nothing is overwritten.
    """
    amendment = _locked(amendment)
    _demand_preparing(by, amendment.agreement)
    _demand_state(amendment, AmendmentState.DRAFT)
    last = entries_about(KIND, str(amendment.pk)).first()
    demand_edition(edition, amendment.edition, saved_by=last.actor_name if last else "")
    _checked(title, reason, text, in_force_from, amendment.base)
    amendment.title, amendment.reason, amendment.text = title.strip(), reason.strip(), text
    amendment.terms = _checked_numbers(amendment.terms, numbers or {})
    amendment.in_force_from = in_force_from
    amendment.edition += 1
    amendment.save(update_fields=["title", "reason", "text", "terms", "in_force_from", "edition"])
    record(
        by=by,
        event="agreements.amendment_saved",
        on=amendment_pointer(amendment),
        details={"edition": amendment.edition},
    )
    return amendment


def _demand_state(amendment: Amendment, state: AmendmentState) -> None:
    if amendment.state == state:
        return
    if state == AmendmentState.DRAFT:
        raise Refused(
            "The amendment is no longer being written.",
            way_on="Withdraw it and begin a new one if the wording is to change.",
        )
    raise Refused("The amendment is not out for signature.")


def _demand_latest(amendment: Amendment) -> None:
    latest = latest_version(amendment.agreement)
    if latest is None or latest.pk != amendment.base_id:
        raise Refused(
            "Another amendment has been signed since this one was begun.",
            way_on="Withdraw this one and begin a new one from the wording that now applies.",
        )


@transaction.atomic
def send_for_signature(*, by: Actor, amendment: Amendment, today: date) -> Amendment:
    """Freeze the wording, store its difference and let the parties sign (AGR-07, AGR-19).

    Refused while the agreement's conditions for revision are not met, while another amendment is out for signature,
    and when the wording has not changed.
    """
    amendment = _locked(amendment)
    agreement, base = amendment.agreement, amendment.base
    _demand_preparing(by, agreement)
    _demand_state(amendment, AmendmentState.DRAFT)
    _demand_latest(amendment)
    if not is_in_force(agreement, on=today):
        raise Refused("The agreement is not in force today, so it cannot be amended.")
    if agreement.amendments.filter(state=AmendmentState.SIGNING).exists():
        raise Refused(
            "Another amendment of the agreement is out for signature.", way_on="Let it be signed or withdraw it first."
        )
    if amendment.text.strip() == base.text.strip():
        raise Refused(
            "The wording has not been changed.",
            field="text",
            way_on="Change the text too: a number holds only because the text says so.",
        )
    lacking = lacking_sides(agreement.party_units.values_list("side", flat=True))
    if lacking:
        raise Refused(
            "The agreement names no unit of %(party)s, so nobody can sign for it.",
            way_on="Add the unit to the agreement's parties.",
            party=lacking[0].label,
        )
    for reason, way_on in unmet_on(amendment, on=today):
        raise Refused(reason, way_on=way_on)
    amendment.difference = difference(base.text, amendment.text, kept_terms(base), amendment.terms)
    amendment.state, amendment.sent_at = AmendmentState.SIGNING, timezone.now()
    amendment.save(update_fields=["difference", "state", "sent_at"])
    record(
        by=by,
        event="agreements.amendment_sent",
        on=amendment_pointer(amendment),
        details={"sha256": hash_to_sign(amendment)},
    )
    return amendment


@transaction.atomic
def sign_amendment(
    *,
    by: Actor,
    amendment: Amendment,
    party_unit: PartyUnit,
    name: str,
    function: str,
    signed_on: date,
    text_sha256: str,
    today: date,
) -> Amendment:
    """Record a party's signature (AGR-19, AGR-21). With the last one the new wording is made.

    `text_sha256` is `hash_to_sign` of what was signed. The wording applies from the day the amendment says, but
    never from before the last party signed.
    """
    amendment = _locked(amendment)
    agreement = amendment.agreement
    _demand_preparing(by, agreement)
    demand(by.party == party_unit.side, "A party's signature is recorded by the party itself.")
    _demand_state(amendment, AmendmentState.SIGNING)
    _demand_latest(amendment)
    check_signature(name=name, function=function, signed_on=signed_on, today=today, sent_at=amendment.sent_at)
    if text_sha256 != hash_to_sign(amendment):
        raise Refused("The text that was signed is not the text that is out for signature.", field="text_sha256")
    units = list(agreement.party_units.values_list("pk", flat=True))
    signed = set(amendment.signatures.values_list("party_unit_id", flat=True))
    if party_unit.pk not in units:
        raise Refused("Only a unit that has entered the agreement can sign.", field="party_unit")
    if party_unit.pk in signed:
        raise Refused("%(unit)s has already signed.", field="party_unit", unit=party_unit.name)
    Signature.objects.create(
        agreement=agreement,
        amendment=amendment,
        party_unit=party_unit,
        name=name.strip(),
        function=function.strip(),
        signed_on=signed_on,
        recorded_at=timezone.now(),
        text_sha256=text_sha256,
    )
    if not unsigned(units, signed | {party_unit.pk}):
        _make_version(amendment)
    record(
        by=by,
        event="agreements.amendment_signed",
        on=amendment_pointer(amendment),
        details={"unit": party_unit.name, "complete": amendment.state == AmendmentState.SIGNED},
    )
    return amendment


def _make_version(amendment: Amendment) -> Version:
    """Let the signed wording and its terms become the agreement's next version."""
    signed_days = amendment.signatures.values_list("signed_on", flat=True)
    version = Version.objects.create(
        agreement=amendment.agreement,
        number=amendment.base.number + 1,
        text=amendment.text,
        in_force_from=applies_from(amendment.in_force_from, signed_days),
        amendment=amendment,
    )
    terms = [term_from_json(value) for value in amendment.terms]
    KeptTerm.objects.bulk_create(
        KeptTerm(
            version=version,
            key=term.key,
            kind=term.kind,
            clause=term.clause,
            requirements=list(term.requirements),
            parameters=dict(term.parameters),
            quote=term.quote,
        )
        for term in terms
    )
    amendment.state = AmendmentState.SIGNED
    amendment.save(update_fields=["state"])
    return version


@transaction.atomic
def withdraw_amendment(*, by: Actor, amendment: Amendment, reason: str) -> Amendment:
    """Take an amendment back before all parties have signed. What has been signed is kept, without effect."""
    amendment = _locked(amendment)
    _demand_preparing(by, amendment.agreement)
    if amendment.state not in {AmendmentState.DRAFT, AmendmentState.SIGNING}:
        raise Refused("Only an amendment that is not yet signed by all parties can be withdrawn.")
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the amendment is withdrawn.", field="reason")
    amendment.state = AmendmentState.WITHDRAWN
    amendment.save(update_fields=["state"])
    record(
        by=by,
        event="agreements.amendment_withdrawn",
        on=amendment_pointer(amendment),
        details={"reason": reason.strip()},
    )
    return amendment
