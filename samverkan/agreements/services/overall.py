"""Entering an overall agreement from a dated rule set."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare
from samverkan.agreements.models import Agreement, Annex, PartyUnit, Version
from samverkan.agreements.services.adoption import end_sharing, hand_down_demands, keep_terms, share_notes
from samverkan.agreements.services.drafts import agreement_pointer
from samverkan.agreements.words import AgreementState
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.ground.rule_sets import UnknownRuleSet
from samverkan.ground.rule_sets import rule_set as rule_set_of
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, Party, Tier
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind


@transaction.atomic
def register_overall_agreement(
    *,
    by: Actor,
    title: str,
    registry_number: str,
    municipality: Unit,
    valid_from: date,
    rule_set: str,
    decision_reference: str = "",
    police: Unit | None = None,
    signed_on: date | None = None,
    valid_until: date | None = None,
    purpose: str = "",
    unaffected: str = "",
) -> Agreement:
    """Enter an overall agreement in force from a day, with the terms of a rule set (AGR-01, AGR-08, AGR-09).

    The municipality's earlier overall agreement ends the day this one starts, because of the decision that
    `decision_reference` names; a reference is demanded then. `police` is the police region or area that is the
    other party. `valid_until` is exclusive. Who may: those who prepare at the city-wide level, and administrators.
    """
    demand(
        may_prepare(by, municipality.pk) or may_administer(by),
        "Only the central preparation group and administrators enter overall agreements.",
    )
    refuse_person_data(
        title=title,
        registry_number=registry_number,
        decision_reference=decision_reference,
        purpose=purpose,
        unaffected=unaffected,
    )
    if not title.strip():
        raise Refused("Write the title of the agreement.", field="title")
    if municipality.kind != UnitKind.MUNICIPALITY:
        raise Refused("An overall agreement belongs to a municipality.", field="municipality")
    if police is not None and police.party != Party.POLICE:
        raise Refused("The other party must be a unit of the police.", field="police")
    if valid_until is not None and valid_until <= valid_from:
        raise Refused(
            "The last day lies before the start date.", field="valid_until", way_on="Correct one of the dates."
        )
    if signed_on is not None and signed_on > timezone.localdate():
        raise Refused("The day of signing lies in the future.", field="signed_on", way_on="Correct the date.")
    try:
        rules = rule_set_of(rule_set)
    except UnknownRuleSet:
        raise Refused("There is no such rule set.", field="rule_set", way_on="Choose one of the list.") from None
    if rules.tier != Tier.OVERALL:
        raise Refused("The rule set is for local agreements.", field="rule_set", way_on="Choose one of the list.")
    earlier = _end_earlier(municipality, valid_from, valid_until, decision_reference)
    agreement = Agreement.objects.create(
        tier=Tier.OVERALL,
        title=title.strip()[:200],
        unit=municipality,
        supersedes=earlier,
        registry_number=registry_number.strip()[:60],
        state=AgreementState.ADOPTED,
        signed_on=signed_on,
        valid_from=valid_from,
        valid_until=valid_until,
        purpose=purpose.strip(),
        unaffected=unaffected.strip(),
        rule_set=rule_set,
        decision_reference=decision_reference.strip()[:200],
        importer_id=by.user_id,
        created_at=timezone.now(),
    )
    PartyUnit.objects.bulk_create(
        PartyUnit(
            agreement=agreement,
            unit=unit,
            side=side,
            name=unit.name,
            organisation_number=unit.organisation_number,
            postal_address=unit.postal_address,
            order=order,
        )
        for order, (side, unit) in enumerate(((Party.MUNICIPALITY, municipality), (Party.POLICE, police)), start=1)
        if unit is not None
    )
    version = Version.objects.create(agreement=agreement, number=1, text="", in_force_from=valid_from)
    keep_terms(version, rules.terms)
    for term in rules.terms:
        if term.kind == TermKind.ANNEXES:
            for order, annex in enumerate(term.parameters.get("annexes", ()), start=1):
                kind = AnnexKind(annex["kind"])
                Annex.objects.create(
                    agreement=agreement,
                    number=annex.get("number") or order,
                    kind=kind,
                    title=annex.get("title") or kind.label,
                    number_is_stated=bool(annex.get("number")),
                )
    share_notes(agreement, rules.terms)
    hand_down_demands(by, agreement, rules.terms)
    record(
        by=by,
        event="agreements.overall_registered",
        on=agreement_pointer(agreement),
        details={
            "rule_set": rule_set,
            "valid_from": valid_from.isoformat(),
            "ends": earlier.pk if earlier else None,
            "decision": agreement.decision_reference,
        },
    )
    return agreement


def _end_earlier(municipality: Unit, start: date, until: date | None, decision_reference: str) -> Agreement | None:
    """End the earlier overall agreement because of the decision, and return it (AGR-08)."""
    others = Agreement.objects.select_for_update().filter(
        unit=municipality, tier=Tier.OVERALL, state=AgreementState.ADOPTED
    )
    later = others.filter(valid_from__gte=start).order_by("valid_from").first()
    if later is not None and (until is None or later.valid_from is None or later.valid_from < until):
        raise Refused(
            "%(title)s is already in force from %(day)s.",
            field="valid_from",
            way_on="Correct the start date, or give this agreement a last day before that.",
            title=later.title,
            day=later.valid_from,
        )
    earlier = others.filter(valid_from__lt=start).order_by("-valid_from").first()
    if earlier is not None and (earlier.valid_until is None or earlier.valid_until > start):
        if not decision_reference.strip():
            raise Refused(
                "%(title)s ends when this one is entered. Name the decision that says so.",
                field="decision_reference",
                title=earlier.title,
            )
        earlier.valid_until, earlier.ended_because = start, decision_reference.strip()[:300]
        earlier.save(update_fields=["valid_until", "ended_because"])
        end_sharing(earlier, start)
    return earlier
