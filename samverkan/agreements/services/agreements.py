"""Deeds with an agreement in force: signatures, copies, consultation, extension, end."""

from __future__ import annotations

import hashlib
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.agreements.models import Agreement, Consultation, Copy, Extension, PartyUnit, Signature
from samverkan.agreements.queries.agreements import (
    life_of,
    may_keep,
    overall_agreements_for,
    terms_on,
    with_life,
)
from samverkan.agreements.rules.agreements import extension_conflicts, overall_holds
from samverkan.agreements.services.adoption import end_sharing
from samverkan.agreements.services.drafts import agreement_pointer
from samverkan.agreements.words import AgreementState
from samverkan.audit.services import record
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from samverkan.ground.terms import TermKind
from samverkan.ground.words import Tier
from samverkan.guard.rules import refuse_person_data
from samverkan.reading.files import read_document


def _demand_keep(by: Actor, agreement: Agreement) -> None:
    demand(may_keep(by, agreement), "Only those who prepare the unit's agreements may do this.")
    if agreement.state != AgreementState.ADOPTED:
        raise Refused("The agreement is not in force.", way_on="Review the draft and put it in force first.")


def _demand_past(day: date, today: date, field: str) -> None:
    if day > today:
        raise Refused("The day lies in the future.", field=field, way_on="Write the day it happened.")


def _party_unit(agreement: Agreement, party_unit: PartyUnit) -> PartyUnit:
    if party_unit.agreement_id != agreement.pk:
        raise Refused("The unit is not a party to this agreement.", field="party_unit")
    return party_unit


@transaction.atomic
def record_signature(
    *,
    by: Actor,
    agreement: Agreement,
    party_unit: PartyUnit,
    name: str,
    function: str,
    signed_on: date,
    scan: bytes | None = None,
    scan_name: str = "",
) -> Signature:
    """Record that a party has signed: who, in what function, which day, perhaps with a scan (AGR-21).

    The hash of the wording that was signed is kept. A party signs once. When all have signed, the agreement's
    day of signing is the last of theirs.
    """
    _demand_keep(by, agreement)
    _party_unit(agreement, party_unit)
    refuse_person_data(name=name, function=function)
    if not name.strip() or not function.strip():
        raise Refused("Write who signed and in what function.", field="name" if not name.strip() else "function")
    _demand_past(signed_on, timezone.localdate(), "signed_on")
    signatures = Signature.objects.select_for_update().filter(agreement=agreement, amendment__isnull=True)
    if signatures.filter(party_unit=party_unit).exists():
        raise Refused("The signature of this party is already recorded.", field="party_unit")
    document = None
    if scan:
        read_scan = read_document(scan, scan_name, size_limit=settings.DOCUMENT_SIZE_LIMIT) if scan_name else None
        refuse_person_data(contact_details=True, scan=read_scan.text if read_scan else "")
        document = store_document(
            by=by,
            name=scan_name or "scan",
            media_type="application/pdf" if scan.startswith(b"%PDF") else "application/octet-stream",
            data=scan,
            text=read_scan.text if read_scan else "",
        )
    version = agreement.versions.order_by("number").first()  # amendments are signed on their own
    signature = Signature.objects.create(
        agreement=agreement,
        party_unit=party_unit,
        name=name.strip()[:120],
        function=function.strip()[:160],
        signed_on=signed_on,
        recorded_at=timezone.now(),
        text_sha256=hashlib.sha256((version.text if version else "").encode()).hexdigest(),
        scan=document,
    )
    days = list(signatures.values_list("signed_on", flat=True))
    if agreement.signed_on is None and len(days) == agreement.party_units.count():
        agreement.signed_on = max(days)
        agreement.save(update_fields=["signed_on"])
    record(
        by=by,
        event="agreements.signature_recorded",
        on=agreement_pointer(agreement),
        details={"party": party_unit.name, "function": signature.function, "signed_on": signed_on.isoformat()},
    )
    return signature


@transaction.atomic
def hand_over_copy(
    *,
    by: Actor,
    agreement: Agreement,
    number: int,
    party_unit: PartyUnit,
    handed_over_on: date,
    kept_at: str = "",
) -> Copy:
    """Record which party received one of the identical copies, when, and where it is kept (AGR-20)."""
    _demand_keep(by, agreement)
    _party_unit(agreement, party_unit)
    refuse_person_data(kept_at=kept_at)
    _demand_past(handed_over_on, timezone.localdate(), "handed_over_on")
    copy = Copy.objects.select_for_update().filter(agreement=agreement, number=number).first()
    if copy is None:
        raise Refused("The agreement has no copy with that number.", field="number")
    copy.party_unit, copy.handed_over_on, copy.kept_at = party_unit, handed_over_on, kept_at.strip()[:160]
    copy.save()
    record(
        by=by,
        event="agreements.copy_handed_over",
        on=agreement_pointer(agreement),
        details={"copy": number, "party": party_unit.name, "on": handed_over_on.isoformat()},
    )
    return copy


@transaction.atomic
def record_consultation(
    *,
    by: Actor,
    agreement: Agreement,
    held_on: date,
    municipality_by: str,
    police_by: str,
    result: str,
    concludes_revision: bool = False,
) -> Consultation:
    """Record the parties' consultation before a revision, and whether the revision is done with it (AGR-07)."""
    _demand_keep(by, agreement)
    refuse_person_data(municipality_by=municipality_by, police_by=police_by, result=result)
    _demand_past(held_on, timezone.localdate(), "held_on")
    for field, text in (("municipality_by", municipality_by), ("police_by", police_by), ("result", result)):
        if not text.strip():
            raise Refused("Write who took part for each party, and the result.", field=field)
    consultation = Consultation.objects.create(
        agreement=agreement,
        held_on=held_on,
        municipality_by=municipality_by.strip()[:160],
        police_by=police_by.strip()[:160],
        result=result.strip(),
        concludes_revision=concludes_revision,
    )
    record(
        by=by,
        event="agreements.consultation_recorded",
        on=agreement_pointer(agreement),
        details={"held_on": held_on.isoformat(), "concludes_revision": concludes_revision},
    )
    return consultation


@transaction.atomic
def extend_agreement(
    *, by: Actor, agreement: Agreement, new_until: date | None, reason: str, decided_on: date
) -> Extension:
    """Let the agreement run on, until a day (the first not included) or until further notice, with the reason.

    An extension is not stopped by the conditions for revision, but those it does not meet are kept beside it
    and shown (AGR-07, AGR-10).
    """
    _demand_keep(by, agreement)
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the agreement is extended.", field="reason")
    _demand_past(decided_on, timezone.localdate(), "decided_on")
    agreement = with_life(Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement.pk)).get()
    old_until, start = agreement.valid_until, agreement.valid_from
    assert start is not None
    if old_until is None:
        raise Refused(
            "The agreement is valid until further notice and need not be extended.",
            way_on="Record a consultation or an amendment instead.",
        )
    if any(later.state == AgreementState.ADOPTED for later in agreement.superseded_by.all()):
        raise Refused("The agreement has been replaced by another and cannot be extended.")
    if new_until is not None and new_until <= old_until:
        raise Refused("The new last day must lie after the old one.", field="new_until", way_on="Choose a later day.")
    condition = next(
        (term.parameters for term in terms_on(agreement.pk, decided_on) if term.kind == TermKind.REVISION_CONDITION),
        {"party_consultation": True, "overall_in_force": True},
    )
    since = max([start, *(extension.decided_on for extension in agreement.extensions.all())])
    conflicts = extension_conflicts(
        decided_on=decided_on,
        consulted=[consultation.held_on for consultation in agreement.consultations.all()],
        since=since,
        overall_in_force=_overall_in_force(agreement, decided_on),
        needs_consultation=bool(condition.get("party_consultation")),
        needs_overall=bool(condition.get("overall_in_force")) and agreement.tier == Tier.LOCAL,
    )
    extension = Extension.objects.create(
        agreement=agreement,
        old_until=old_until,
        new_until=new_until,
        reason=reason.strip(),
        conflicts=[conflict.value for conflict in conflicts],
        decided_on=decided_on,
    )
    agreement.valid_until = new_until
    agreement.save(update_fields=["valid_until"])
    record(
        by=by,
        event="agreements.extended",
        on=agreement_pointer(agreement),
        details={
            "from": old_until.isoformat(),
            "until": new_until.isoformat() if new_until else None,
            "conflicts": extension.conflicts,
        },
    )
    return extension


def _overall_in_force(agreement: Agreement, on: date) -> bool:
    """Tell whether the linked overall agreement, or without a link the municipality's, holds on the day."""
    if agreement.overall_id:
        return overall_holds(life_of(agreement), on=on)
    unit = agreement.unit
    return unit is not None and overall_agreements_for(unit.municipality_id or unit.pk, on=on).exists()


@transaction.atomic
def end_agreement(*, by: Actor, agreement: Agreement, valid_until: date, because: str) -> Agreement:
    """End the agreement: `valid_until` is the first day it no longer holds. The reason is kept."""
    _demand_keep(by, agreement)
    refuse_person_data(because=because)
    if not because.strip():
        raise Refused("Write why the agreement ends.", field="because")
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    assert agreement.valid_from is not None
    if valid_until < agreement.valid_from:
        raise Refused("The agreement cannot end before it starts.", field="valid_until", way_on="Choose a later day.")
    if agreement.valid_until is not None and valid_until >= agreement.valid_until:
        raise Refused(
            "The agreement already ends %(day)s.",
            field="valid_until",
            way_on="Extend it instead, or choose an earlier day.",
            day=agreement.valid_until,
        )
    agreement.valid_until, agreement.ended_because = valid_until, because.strip()[:300]
    agreement.save(update_fields=["valid_until", "ended_because"])
    end_sharing(agreement, valid_until)
    record(
        by=by,
        event="agreements.ended",
        on=agreement_pointer(agreement),
        details={"until": valid_until.isoformat(), "because": because.strip()},
    )
    return agreement


@transaction.atomic
def link_overall(*, by: Actor, agreement: Agreement, overall: Agreement) -> Agreement:
    """Let a local agreement stand under another overall agreement, for example the one that followed."""
    _demand_keep(by, agreement)
    unit = agreement.unit
    assert unit is not None
    if agreement.tier != Tier.LOCAL or overall.tier != Tier.OVERALL or overall.state != AgreementState.ADOPTED:
        raise Refused("Choose an overall agreement that has been entered.", field="overall")
    if overall.unit_id != (unit.municipality_id or unit.pk):
        raise Refused("The overall agreement belongs to another municipality.", field="overall")
    agreement.overall = overall
    agreement.save(update_fields=["overall"])
    record(by=by, event="agreements.overall_linked", on=agreement_pointer(agreement), details={"overall": overall.pk})
    return agreement
