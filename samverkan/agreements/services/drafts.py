"""From a file to an agreement in force: import, review, adopt."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare
from samverkan.agreements.models import Agreement, Fact, UnitMatch
from samverkan.agreements.queries.agreements import may_import
from samverkan.agreements.queries.drafts import candidates_for, matches_of, read_draft
from samverkan.agreements.rules.facts import understood
from samverkan.agreements.words import AgreementState, FactState
from samverkan.audit.services import record
from samverkan.documents.models import Document, place_of
from samverkan.documents.services import store_document
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party, Tier
from samverkan.guard.rules import PersonData, findings, refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.organisation.services import add_unit
from samverkan.organisation.words import UnitKind
from samverkan.reading.agreement import AgreementDraft, AgreementStructure, Json, read_agreement
from samverkan.reading.agreement import UnitKind as NamedKind
from samverkan.reading.agreement.keys import label_of, order_of
from samverkan.reading.document import Document as ReadDocument
from samverkan.reading.files import read_document

PERSONS = frozenset({PersonData.PERSONAL_NUMBER, PersonData.COORDINATION_NUMBER})

MEDIA_TYPES = {
    "text": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}

KIND_OF_NAMED = {
    NamedKind.MUNICIPALITY: UnitKind.MUNICIPALITY,
    NamedKind.DISTRICT_ADMINISTRATION: UnitKind.DISTRICT,
    NamedKind.SPECIALIST_ADMINISTRATION: UnitKind.SPECIALIST,
    NamedKind.COMPANY: UnitKind.COMPANY,
    NamedKind.LOCAL_POLICE_AREA: UnitKind.LOCAL_POLICE_AREA,
    NamedKind.POLICE_AREA: UnitKind.POLICE_AREA,
    NamedKind.POLICE_REGION: UnitKind.POLICE_REGION,
}


def draft_pointer(draft: Agreement) -> Pointer:
    """Return how others refer to the draft."""
    return Pointer("agreements.agreement", str(draft.pk), draft.title, reverse("agreements:draft", args=[draft.pk]))


def agreement_pointer(agreement: Agreement) -> Pointer:
    """Return how others refer to the agreement."""
    return Pointer(
        "agreements.agreement",
        str(agreement.pk),
        agreement.title,
        reverse("agreements:agreement", args=[agreement.pk]),
    )


def may_review(actor: Actor, draft: Agreement) -> bool:
    """Tell whether the actor may review the draft: who prepares in its unit, its importer, administrators."""
    if may_administer(actor):
        return True
    if draft.unit_id is None:
        return actor.user_id is not None and draft.importer_id == actor.user_id
    return may_prepare(actor, draft.unit_id)


def demand_review(by: Actor, draft: Agreement) -> None:
    demand(may_review(by, draft), "Only those who prepare the unit's agreements may review this draft.")
    if draft.state != AgreementState.DRAFT:
        raise Refused("This is no longer a draft.", way_on="Open the agreement instead.")


def read_import(data: bytes, name: str) -> tuple[ReadDocument, AgreementDraft]:
    """Read a file as an agreement without storing anything, or raise `Refused` with one sentence."""
    document = read_document(data, name, size_limit=settings.DOCUMENT_SIZE_LIMIT)
    draft = read_agreement(document)
    for finding in findings(document.text, contact_details=True):
        if finding.kind in PERSONS:
            raise Refused(
                "The file %(name)s holds %(kind)s on line %(line)s.",
                way_on="Remove it from a copy of the file and import the copy.",
                name=name,
                kind=finding.kind.label,
                line=finding.line,
            )
    return document, draft


@transaction.atomic
def import_agreement(*, by: Actor, data: bytes, name: str) -> Agreement:
    """Read a signed local agreement into a draft with its facts, each with its sentence (AGR-02 to -07).

    Nothing is guessed: what the text does not say is kept as missing, what it says in two ways as a
    contradiction. Units are matched by name where exactly one fits. Raises `Refused` for a file that is no
    agreement, and `NotAllowed` for an agreement of a unit that the actor does not prepare; then nothing is
    left behind, neither rows nor a file.
    """
    demand(may_import(by), "Only those who prepare agreements and administrators may import one.")
    document, read = read_import(data, name)
    structure = read.structure()
    draft = Agreement(
        tier=structure.tier or Tier.LOCAL,
        state=AgreementState.DRAFT,
        importer_id=by.user_id,
        created_at=timezone.now(),
    )
    named = named_units(structure)
    matches = candidates_for(named, on=structure.valid_from, municipality_ids=by.municipality_ids)
    draft.unit = leading_unit(structure, matches)
    if draft.unit is not None:
        demand(may_review(by, draft), "You do not prepare the agreements of the unit that this agreement belongs to.")
    take_title(draft, structure)
    draft.save()
    Fact.objects.bulk_create(_facts(draft, read))
    UnitMatch.objects.bulk_create(
        UnitMatch(agreement=draft, side=side, position=position, unit=unit)
        for (side, position), unit in matches.items()
    )
    with _without_leftovers(data):
        source = store_document(
            by=by,
            name=name,
            media_type=MEDIA_TYPES.get(document.kind.value) or mimetypes.guess_type(name)[0] or "",
            data=data,
            text=document.text,
        )
        draft.source = source
        draft.save(update_fields=["source"])
        record(
            by=by,
            event="agreements.imported",
            on=draft_pointer(draft),
            details={
                "file": name[:200],
                "sha256": source.sha256,
                "facts": len(read.facts),
                "missing": len(read.missing),
                "contradictions": len(read.contradictions),
            },
        )
    return draft


@contextmanager
def _without_leftovers(data: bytes) -> Iterator[None]:
    """Take the file away again if what follows fails: the database is rolled back, the disk is not."""
    kept = Document(sha256=hashlib.sha256(data).hexdigest())
    storage, place = kept.file.storage, place_of(kept, "")
    is_new = not storage.exists(place)
    try:
        yield
    except BaseException:
        if is_new:
            storage.delete(place)
        raise


def named_units(structure: AgreementStructure) -> dict[tuple[Party, int], str]:
    return {
        (party.party, position): unit.name
        for party in structure.parties
        for position, unit in enumerate(party.units, start=1)
        if unit.name
    }


def _leading_position(structure: AgreementStructure) -> int:
    """Return which of the municipality's units the agreement belongs to: the district, else the first."""
    for party in structure.parties:
        if party.party == Party.MUNICIPALITY:
            for position, unit in enumerate(party.units, start=1):
                if unit.kind == NamedKind.DISTRICT_ADMINISTRATION:
                    return position
    return 1


def leading_unit(structure: AgreementStructure, matches: dict[tuple[Party, int], Unit]) -> Unit | None:
    return matches.get((Party.MUNICIPALITY, _leading_position(structure)))


def take_title(draft: Agreement, structure: AgreementStructure) -> None:
    """Name the agreement by its own title and the place it is for, and take over its plain facts."""
    leading = named_units(structure).get((Party.MUNICIPALITY, _leading_position(structure)), "")
    place = leading.removesuffix(" stadsdelsförvaltning").removesuffix("s")
    is_named = bool(place) and place in structure.title
    draft.title = ", ".join(part for part in (structure.title, "" if is_named else leading) if part)[:200] or "–"
    draft.purpose = structure.purpose
    draft.valid_from = structure.valid_from
    draft.valid_until = structure.valid_until
    if draft.valid_from and draft.valid_until and draft.valid_until < draft.valid_from:
        draft.valid_until = None


def _facts(draft: Agreement, read: AgreementDraft) -> Iterable[Fact]:
    rows: list[Fact] = []
    for fact in read.facts:
        rows.append(
            Fact(
                key=fact.key,
                value=fact.value,
                read_value=fact.value,
                quote=fact.quote,
                clause=fact.clause[:200],
                state=FactState.READ,
                **_place(fact.place),
            )
        )
    for missing in read.missing:
        rows.append(Fact(key=missing.key, quote=missing.quote, state=FactState.MISSING, **_place(missing.place)))
    for contradiction in read.contradictions:
        first = contradiction.readings[0]
        rows.append(
            Fact(
                key=contradiction.key,
                quote=first.quote,
                clause=first.clause[:200],
                readings=[
                    {
                        "value": reading.value,
                        "quote": reading.quote,
                        "clause": reading.clause,
                        "place": reading.place.as_json(),
                    }
                    for reading in contradiction.readings
                ],
                state=FactState.CONTRADICTED,
                **_place(first.place),
            )
        )
    rows.sort(key=lambda row: order_of(row.key))
    for order, row in enumerate(rows):
        row.agreement, row.order, row.label = draft, order, label_of(row.key)[:160]
        row.found_as = row.state
    return rows


def _place(place: object) -> dict[str, int]:
    as_json = getattr(place, "as_json", None)
    return as_json() if as_json else {}


@transaction.atomic
def correct_fact(*, by: Actor, draft: Agreement, key: str, value: Json | date) -> Fact:
    """Set a fact to what a person says, keeping what was read beside it.

    `value` may be what a form gives; it is understood by the kind of fact (`rules.facts.shape_of`). A fact
    that was missing, or a key that the reader did not look for but knows, can be added this way.
    """
    demand_review(by, draft)
    stored = understood(key, value)
    if isinstance(stored, str):
        refuse_person_data(value=stored)
    fact = Fact.objects.select_for_update().filter(agreement=draft, key=key).first()
    if fact is None:
        raise Refused("The draft has no such fact.")
    before = fact.value
    fact.value, fact.state = stored, FactState.CORRECTED
    if fact.found_as == FactState.READ and fact.read_value == stored:
        fact.state = FactState.CONFIRMED
    fact.save(update_fields=["value", "state"])
    _follow(draft, key)
    record(
        by=by,
        event="agreements.fact_corrected",
        on=draft_pointer(draft),
        details={"key": key, "before": before, "after": stored},
    )
    return fact


@transaction.atomic
def confirm_fact(*, by: Actor, draft: Agreement, key: str) -> Fact:
    """Confirm that a fact was read rightly, or that the text indeed does not say it."""
    demand_review(by, draft)
    fact = Fact.objects.select_for_update().filter(agreement=draft, key=key).first()
    if fact is None:
        raise Refused("The draft has no such fact.")
    if fact.state == FactState.CONTRADICTED:
        raise Refused("The text says this in different ways.", field="value", way_on="Choose what the parties mean.")
    if fact.state in (FactState.READ, FactState.MISSING):
        fact.state = FactState.CONFIRMED
        fact.save(update_fields=["state"])
        record(by=by, event="agreements.fact_confirmed", on=draft_pointer(draft), details={"key": key})
    return fact


@transaction.atomic
def confirm_all_read(*, by: Actor, draft: Agreement, keys: Iterable[str] | None = None) -> int:
    """Confirm all facts that were read (or those of the given keys), and return how many.

    Missing facts and contradictions are left for a person to look at one by one.
    """
    demand_review(by, draft)
    facts = Fact.objects.filter(agreement=draft, state=FactState.READ)
    if keys is not None:
        facts = facts.filter(key__in=list(keys))
    count = facts.update(state=FactState.CONFIRMED)
    if count:
        record(by=by, event="agreements.facts_confirmed", on=draft_pointer(draft), details={"count": count})
    return count


def _follow(draft: Agreement, key: str) -> None:
    """Let the draft's own fields and matches follow a corrected fact."""
    structure = read_draft(Fact.objects.filter(agreement=draft)).structure()
    if key.startswith("parties."):
        _match(draft, structure)
    take_title(draft, structure)
    draft.save()


def _match(draft: Agreement, structure: AgreementStructure) -> dict[tuple[Party, int], Unit]:
    """Match the named units anew, keeping what a person has chosen, and return the units."""
    UnitMatch.objects.filter(agreement=draft, is_chosen=False).delete()
    chosen = {key: match.unit for key, match in matches_of(draft).items()}
    named = {key: name for key, name in named_units(structure).items() if key not in chosen}
    municipalities = frozenset(
        unit.municipality_id or unit.pk for unit in chosen.values() if unit.party == Party.MUNICIPALITY
    )
    found = candidates_for(named, on=structure.valid_from, municipality_ids=municipalities)
    UnitMatch.objects.bulk_create(
        UnitMatch(agreement=draft, side=side, position=position, unit=unit) for (side, position), unit in found.items()
    )
    units = chosen | found
    draft.unit = leading_unit(structure, units)
    draft.save(update_fields=["unit"])
    return units


@transaction.atomic
def match_units(*, by: Actor, draft: Agreement) -> int:
    """Match the draft's named units with the organisation again, and return how many are still unmatched."""
    demand_review(by, draft)
    structure = read_draft(Fact.objects.filter(agreement=draft)).structure()
    units = _match(draft, structure)
    left = len(named_units(structure).keys() - units.keys())
    record(by=by, event="agreements.units_matched", on=draft_pointer(draft), details={"left": left})
    return left


@transaction.atomic
def choose_unit(*, by: Actor, draft: Agreement, side: Party, position: int, unit: Unit) -> UnitMatch:
    """Say which unit of the organisation a named unit is."""
    demand_review(by, draft)
    structure = read_draft(Fact.objects.filter(agreement=draft)).structure()
    if (side, position) not in named_units(structure):
        raise Refused("The draft names no such unit.", field="unit")
    if unit.party != side:
        raise Refused("The unit belongs to the other party.", field="unit", way_on="Choose another unit.")
    if (
        side == Party.MUNICIPALITY
        and position == _leading_position(structure)
        and not (may_administer(by) or may_prepare(by, unit.pk))
    ):
        raise Refused(
            "You do not prepare the agreements of %(unit)s.",
            field="unit",
            way_on="Ask somebody who does to import the agreement.",
            unit=unit.name,
        )
    UnitMatch.objects.filter(agreement=draft, side=side, position=position).delete()
    match = UnitMatch.objects.create(agreement=draft, side=side, position=position, unit=unit, is_chosen=True)
    _match(draft, structure)
    record(
        by=by,
        event="agreements.unit_chosen",
        on=draft_pointer(draft),
        details={"side": side.value, "position": position, "unit": unit.pk},
    )
    return match


@transaction.atomic
def create_unit_from_draft(*, by: Actor, draft: Agreement, side: Party, position: int) -> Unit:
    """Enter a unit that the draft names into the organisation, with the data of the agreement (administrators).

    A unit of the municipality is placed under the municipality of the draft's other units, or the actor's.
    """
    demand_review(by, draft)
    demand(may_administer(by), "Only administrators enter new units.")
    structure = read_draft(Fact.objects.filter(agreement=draft)).structure()
    party = next(party for party in structure.parties if party.party == side)
    if not 1 <= position <= len(party.units) or not party.units[position - 1].name:
        raise Refused("The draft names no such unit.", field="unit")
    named = party.units[position - 1]
    kind = KIND_OF_NAMED.get(named.kind)
    if kind is None:
        raise Refused(
            "What kind of unit %(name)s is cannot be told from its name.",
            field="unit",
            way_on="Correct the kind of unit in the draft first.",
            name=named.name,
        )
    municipality_id = None
    if side == Party.MUNICIPALITY and kind != UnitKind.MUNICIPALITY:
        known = {match.unit.municipality_id for match in matches_of(draft).values()} - {None}
        known = known or set(by.municipality_ids)
        if len(known) != 1:
            raise Refused(
                "It cannot be told which municipality %(name)s belongs to.",
                field="unit",
                way_on="Enter the unit under Organisation, then choose it here.",
                name=named.name,
            )
        municipality_id = known.pop()
    municipality = Unit.objects.get(pk=municipality_id) if municipality_id else None
    unit = add_unit(
        by=by,
        name=named.name[:160],
        kind=kind,
        party=side,
        organisation_number=named.organisation_number,
        postal_address=named.postal_address[:200],
        parent=municipality,
        municipality=municipality,
        valid_from=structure.valid_from or timezone.localdate(),
    )
    UnitMatch.objects.filter(agreement=draft, side=side, position=position).delete()
    UnitMatch.objects.create(agreement=draft, side=side, position=position, unit=unit, is_chosen=True)
    _match(draft, structure)
    record(
        by=by,
        event="agreements.unit_entered",
        on=draft_pointer(draft),
        details={"unit": unit.pk, "name": unit.name},
    )
    return unit


@transaction.atomic
def withdraw_draft(*, by: Actor, draft: Agreement, reason: str = "") -> Agreement:
    """Lay a draft aside; its facts and file are kept, and nothing of it ever applied."""
    demand_review(by, draft)
    refuse_person_data(reason=reason)
    draft.state, draft.ended_because = AgreementState.WITHDRAWN, reason[:300]
    draft.save(update_fields=["state", "ended_because"])
    record(by=by, event="agreements.draft_withdrawn", on=draft_pointer(draft), details={"reason": reason})
    return draft
