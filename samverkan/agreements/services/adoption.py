"""Putting a reviewed draft in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement, Annex, Copy, Fact, KeptTerm, PartyUnit, Version
from samverkan.agreements.queries.agreements import overall_agreements_for
from samverkan.agreements.queries.drafts import matches_of, read_draft
from samverkan.agreements.services.drafts import (
    agreement_pointer,
    demand_review,
    leading_unit,
    named_units,
    take_title,
)
from samverkan.agreements.words import AgreementState, FactState
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import GroupKind, Party
from samverkan.groups.models import NoteSharing
from samverkan.groups.services import set_demands
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.reading.agreement import AgreementDraft, AgreementStructure


def faults_of(
    draft: Agreement, facts: Iterable[Fact], matched: Iterable[tuple[Party, int]], *, overall_known: bool
) -> list[Refused]:
    """Return what stands in the way of putting the draft in force, each as a sentence with a way on."""
    read = read_draft(facts)
    structure = read.structure()
    faults = []
    if structure.valid_from is None:
        faults.append(
            Refused(
                "The draft has no start date.",
                field="agreement.valid_from",
                way_on="Fill in from which day the agreement is valid.",
            )
        )
    if structure.valid_from and structure.valid_until and structure.valid_until <= structure.valid_from:
        faults.append(
            Refused(
                "The last day lies before the start date.",
                field="agreement.last_day",
                way_on="Correct one of the dates.",
            )
        )
    for party in structure.parties:
        if not any(unit.name for unit in party.units):
            faults.append(
                Refused(
                    "The draft names no unit of the municipality."
                    if party.party == Party.MUNICIPALITY
                    else "The draft names no unit of the police.",
                    field=f"parties.{party.party.value}.units.1.name",
                    way_on="Fill in the name of the unit as the agreement has it.",
                )
            )
    for contradiction in read.contradictions:
        faults.append(
            Refused(
                "The text contradicts itself: %(label)s.",
                field=contradiction.key,
                way_on="Choose what the parties mean.",
                label=contradiction.label,
            )
        )
    known = set(matched)
    for (side, position), name in named_units(structure).items():
        if (side, position) not in known:
            faults.append(
                Refused(
                    "%(name)s is not matched with a unit of the organisation.",
                    field=f"parties.{side.value}.units.{position}.name",
                    way_on="Choose the unit, or ask an administrator to enter it.",
                    name=name,
                )
            )
    if not overall_known:
        faults.append(
            Refused(
                "No overall agreement is in force on the start date.",
                field="overall",
                way_on="Register the overall agreement first, or acknowledge that there is none.",
            )
        )
    return faults


@transaction.atomic
def adopt_agreement(
    *,
    by: Actor,
    draft: Agreement,
    overall: Agreement | None = None,
    signed_on: date | None = None,
    registry_number: str = "",
    unaffected: str = "",
    acknowledge_no_overall: bool = False,
) -> Agreement:
    """Put a reviewed draft in force from its start date: parties, wording, terms, annexes and copies.

    `overall` is the agreement it stands under; without it the municipality's overall agreement in force on
    the start date is taken, and with none the deed is refused unless `acknowledge_no_overall`. An earlier
    local agreement of the same unit ends when this one starts (AGR-09). Facts that nobody has confirmed are
    adopted as read; the trail says how many. Raises `Refused` naming the first thing in the way.
    """
    draft = Agreement.objects.select_for_update(of=("self",)).select_related("source", "unit").get(pk=draft.pk)
    demand_review(by, draft)
    refuse_person_data(unaffected=unaffected, registry_number=registry_number)
    facts = list(Fact.objects.filter(agreement=draft))
    read = read_draft(facts)
    structure = read.structure()
    matches = {key: match.unit for key, match in matches_of(draft).items()}
    unit = leading_unit(structure, matches)
    overall = overall or _overall_of(unit, structure.valid_from)
    for fault in faults_of(draft, facts, matches, overall_known=overall is not None or acknowledge_no_overall):
        raise fault
    assert unit is not None
    assert structure.valid_from is not None
    if signed_on is None:
        signed_on = _signing_date(read)
    if signed_on and signed_on > timezone.localdate():
        raise Refused("The day of signing lies in the future.", field="signed_on", way_on="Correct the date.")
    earlier = _supersede(draft, unit, structure)

    take_title(draft, structure)
    draft.unit, draft.overall, draft.supersedes = unit, overall, earlier
    draft.valid_from, draft.valid_until = structure.valid_from, structure.valid_until
    draft.signed_on, draft.registry_number = signed_on, registry_number[:60]
    draft.unaffected, draft.state = unaffected, AgreementState.ADOPTED
    draft.save()
    party_units = _enter_parties(draft, structure, matches)
    version = Version.objects.create(
        agreement=draft,
        number=1,
        text=draft.source.text if draft.source else "",
        in_force_from=structure.valid_from,
    )
    terms = read.terms()
    keep_terms(version, terms)
    _enter_annexes(draft, structure)
    _enter_copies(draft, structure, party_units)
    share_notes(draft, terms)
    hand_down_demands(by, draft, terms)
    record(
        by=by,
        event="agreements.adopted",
        on=agreement_pointer(draft),
        details={
            "valid_from": structure.valid_from.isoformat(),
            "supersedes": earlier.pk if earlier else None,
            "overall": overall.pk if overall else None,
            "unconfirmed": sum(fact.state == FactState.READ for fact in facts),
            "corrected": sum(fact.state == FactState.CORRECTED for fact in facts),
        },
    )
    return draft


def _overall_of(unit: Unit | None, start: date | None) -> Agreement | None:
    if unit is None or start is None:
        return None
    return overall_agreements_for(unit.municipality_id or unit.pk, on=start).first()


def _signing_date(read: AgreementDraft) -> date | None:
    fact = read.fact("agreement.signing_date")
    return date.fromisoformat(fact.value) if fact and isinstance(fact.value, str) else None


def _supersede(draft: Agreement, unit: Unit, structure: AgreementStructure) -> Agreement | None:
    """End the unit's earlier agreement when the new one starts, and return it."""
    assert structure.valid_from is not None
    others = Agreement.objects.select_for_update().filter(
        unit=unit, tier=draft.tier, state=AgreementState.ADOPTED, valid_from__isnull=False
    )
    later = others.filter(valid_from__gte=structure.valid_from).order_by("valid_from").first()
    if later is not None and (
        structure.valid_until is None or later.valid_from is None or later.valid_from < structure.valid_until
    ):
        raise Refused(
            "%(title)s is already in force from %(day)s.",
            field="agreement.valid_from",
            way_on="Correct the start date, or give this agreement a last day before that.",
            title=later.title,
            day=later.valid_from,
        )
    earlier = others.filter(valid_from__lt=structure.valid_from).order_by("-valid_from").first()
    if earlier is not None and (earlier.valid_until is None or earlier.valid_until > structure.valid_from):
        earlier.valid_until = structure.valid_from
        earlier.save(update_fields=["valid_until"])
        end_sharing(earlier, structure.valid_from)
    return earlier


def _enter_parties(
    draft: Agreement, structure: AgreementStructure, matches: dict[tuple[Party, int], Unit]
) -> list[PartyUnit]:
    rows: dict[int, PartyUnit] = {}
    for party in structure.parties:
        for position, named in enumerate(party.units, start=1):
            unit = matches.get((party.party, position))
            if unit is None or unit.pk in rows:
                continue
            rows[unit.pk] = PartyUnit(
                agreement=draft,
                unit=unit,
                side=party.party,
                label=party.label[:60],
                name=named.name[:160],
                organisation_number=named.organisation_number,
                postal_address=named.postal_address[:200],
                superior=party.body[:160],
                order=len(rows) + 1,
            )
    return PartyUnit.objects.bulk_create(rows.values())


def keep_terms(version: Version, terms: Iterable[Term]) -> None:
    """Store the terms of a wording."""
    KeptTerm.objects.bulk_create(
        KeptTerm(
            version=version,
            key=term.key,
            kind=term.kind,
            clause=term.clause[:160],
            requirements=list(term.requirements),
            parameters=dict(term.parameters),
            quote=term.quote,
        )
        for term in terms
    )


def _enter_annexes(draft: Agreement, structure: AgreementStructure) -> None:
    """Enter the annexes; one without a number of its own gets the first that is free."""
    taken = {annex.number for annex in structure.annexes if annex.number}
    used: set[int] = set()
    rows = []
    for annex in structure.annexes:
        number, stated = annex.number, annex.number_basis == "text"
        if not number or number in used:
            number, stated = next(free for free in range(1, 1000) if free not in taken | used), False
        used.add(number)
        rows.append(
            Annex(
                agreement=draft,
                number=number,
                kind=annex.kind,
                title=annex.title[:200] or annex.kind.label,
                number_is_stated=stated,
            )
        )
    Annex.objects.bulk_create(rows)


def _enter_copies(draft: Agreement, structure: AgreementStructure, party_units: list[PartyUnit]) -> None:
    """Enter the identical copies; each party's own where there is one for each (AGR-20)."""
    count = min(structure.copies or 0, 50)
    one_each = count == len(party_units)
    Copy.objects.bulk_create(
        Copy(agreement=draft, number=number, party_unit=party_units[number - 1] if one_each else None)
        for number in range(1, count + 1)
    )


def share_notes(agreement: Agreement, terms: Iterable[Term]) -> None:
    """Open notes between kinds of group where a term of the agreement says so (MEE-19)."""
    if agreement.unit is None or agreement.valid_from is None:
        return
    kinds = {kind.value for kind in GroupKind}
    for term in terms:
        if term.kind != TermKind.NOTE_SHARING:
            continue
        for pair in term.parameters.get("pairs", ()):
            if pair.get("from") in kinds and pair.get("to") in kinds:
                NoteSharing.objects.create(
                    unit=agreement.unit,
                    from_kind=pair["from"],
                    to_kind=pair["to"],
                    source=f"{agreement.title}, {term.clause}"[:200],
                    valid_from=agreement.valid_from,
                    valid_until=agreement.valid_until,
                )


def hand_down_demands(by: Actor, agreement: Agreement, terms: Iterable[Term]) -> None:
    """Tell groups, which lie below, what the agreement demands of their composition (ORG-06 to -19).

    An agreement that has already ended hands nothing down.
    """
    if agreement.unit is None or agreement.valid_from is None:
        return
    if agreement.valid_until is not None and agreement.valid_until <= timezone.localdate():
        return
    demands: dict[str, list[dict[str, Any]]] = {}
    for term in terms:
        kind = term.parameters.get("group_kind")
        if term.kind in {TermKind.COMPOSITION, TermKind.PRIORITISED} and kind in list(GroupKind):
            kept = {"kind": term.kind.value, "key": term.key, "clause": term.clause}
            demands.setdefault(str(kind), []).append(kept | {"parameters": dict(term.parameters)})
    for kind, some in demands.items():
        set_demands(by=by, unit_id=agreement.unit.pk, kind=GroupKind(kind), demands=some)


def end_sharing(agreement: Agreement, until: date) -> None:
    """Close what the agreement opened when it ends; notes that were shared while it held stay shared."""
    NoteSharing.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=until),
        unit=agreement.unit,
        source__startswith=f"{agreement.title}, "[:200],
        valid_from__lte=until,
    ).update(valid_until=until)
