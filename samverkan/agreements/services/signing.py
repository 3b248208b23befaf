"""Signatures on an annex version: by whom, in what function, for which party, and on which day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.agreements.models import AnnexSignature, AnnexVersion, PartyUnit
from samverkan.agreements.rules.amendments import text_hash, unsigned
from samverkan.agreements.services.annexes import KIND, annex_version_pointer, demand_preparing, locked_version
from samverkan.agreements.words import AnnexState
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data


@transaction.atomic
def sign_annex_version(
    *,
    by: Actor,
    version: AnnexVersion,
    party_unit: PartyUnit,
    name: str,
    function: str,
    signed_on: date,
    text_sha256: str,
    today: date,
) -> AnnexVersion:
    """Record a party's signature under a version that no group decides on (AGR-19).

    `text_sha256` is the hash of the text that was signed. When all units that have entered the agreement have
    signed, the version is dated with the last signature and attached.
    """
    version = locked_version(version)
    demand_preparing(by, version.annex)
    demand(by.party == party_unit.side, "A party's signature is recorded by the party itself.")
    if version.state != AnnexState.SIGNING:
        raise Refused("The version is not out for signature.")
    sent = entries_about(KIND, str(version.pk)).filter(event="agreements.annex_submitted").first()
    check_signature(
        name=name, function=function, signed_on=signed_on, today=today, sent_at=sent.at if sent else version.created_at
    )
    if text_sha256 != text_hash(version.text):
        raise Refused("The text that was signed is not the text that is out for signature.", field="text_sha256")
    units = list(PartyUnit.objects.filter(agreement_id=version.annex.agreement_id).values_list("pk", flat=True))
    signed = set(version.signatures.values_list("party_unit_id", flat=True))
    if party_unit.pk not in units:
        raise Refused("Only a unit that has entered the agreement can sign.", field="party_unit")
    if party_unit.pk in signed:
        raise Refused("%(unit)s has already signed.", field="party_unit", unit=party_unit.name)
    AnnexSignature.objects.create(
        annex_version=version,
        party_unit=party_unit,
        name=name.strip(),
        function=function.strip(),
        signed_on=signed_on,
        recorded_at=timezone.now(),
        text_sha256=text_sha256,
    )
    if not unsigned(units, signed | {party_unit.pk}):
        version.state, version.attached_at = AnnexState.VALID, timezone.now()
        version.dated_on = max(version.signatures.values_list("signed_on", flat=True))
        version.save(update_fields=["state", "attached_at", "dated_on"])
    record(
        by=by,
        event="agreements.annex_signed",
        on=annex_version_pointer(version),
        details={"unit": party_unit.name, "valid": version.state == AnnexState.VALID},
    )
    return version


def check_signature(*, name: str, function: str, signed_on: date, today: date, sent_at: datetime | None) -> None:
    """Refuse a signature without name or function, dated in the future or before the text was sent out (AGR-21).

    A text can be signed at the earliest on the day it was laid fast: with an earlier day it would apply from
    before it was written.
    """
    refuse_person_data(name=name, function=function)
    if not name.strip():
        raise Refused("Write who signed.", field="name")
    if not function.strip():
        raise Refused("Write the function of the person who signed.", field="function")
    if signed_on > today:
        raise Refused("A signature cannot be dated in the future.", field="signed_on")
    sent_on = min(timezone.localdate(sent_at), today) if sent_at else signed_on
    if signed_on < sent_on:
        raise Refused(
            "The text was sent out for signature %(day)s and cannot have been signed before.",
            field="signed_on",
            way_on="Write the day it was signed.",
            day=sent_on,
        )
