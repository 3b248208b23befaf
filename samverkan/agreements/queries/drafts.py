"""Questions about drafts: their facts as a draft again, and which units their names mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from samverkan.agreements.models import Agreement, Fact, UnitMatch
from samverkan.agreements.rules.units import name_key
from samverkan.agreements.words import AgreementState, FactState
from samverkan.ground.words import Party
from samverkan.organisation.models import Dated, Unit
from samverkan.reading.agreement import AgreementDraft, Contradiction, Json, Missing, Reading
from samverkan.reading.agreement import Fact as ReadFact
from samverkan.reading.agreement.keys import looked_for
from samverkan.reading.document import Place

STATED = frozenset({FactState.READ, FactState.CONFIRMED, FactState.CORRECTED})


def is_stated(fact: Fact) -> bool:
    """Tell whether the draft has an answer; a fact confirmed to be missing has none."""
    if fact.state == FactState.CORRECTED:
        return True
    return fact.state in STATED and fact.found_as == FactState.READ


def place_of(fact: Fact) -> Place | None:
    """Return where the fact's sentence stands, if it has one."""
    if fact.start is None or fact.end is None or fact.first_line is None or fact.last_line is None:
        return None
    return Place(fact.start, fact.end, fact.first_line, fact.last_line)


def read_draft(facts: Iterable[Fact]) -> AgreementDraft:
    """Return stored facts as a draft of the reader, so that structure and terms can be worked out."""
    stated: list[ReadFact] = []
    missing: list[Missing] = []
    contradictions: list[Contradiction] = []
    for fact in facts:
        if is_stated(fact):
            by_hand = fact.state == FactState.CORRECTED
            stated.append(ReadFact(fact.key, fact.value, fact.quote, place_of(fact), fact.clause, by_hand))
        elif fact.state == FactState.CONTRADICTED:
            contradictions.append(
                Contradiction(
                    fact.key,
                    tuple(
                        Reading(reading["value"], reading["quote"], Place(**reading["place"]), reading["clause"])
                        for reading in fact.readings
                    ),
                )
            )
        else:
            missing.append(Missing(fact.key, looked_for(fact.key), fact.quote, place_of(fact)))
    return AgreementDraft(tuple(stated), tuple(missing), tuple(contradictions))


def candidates_for(
    names: Mapping[tuple[Party, int], str], *, on: date | None, municipality_ids: frozenset[int]
) -> dict[tuple[Party, int], Unit]:
    """Return the unit that each name means, where exactly one fits: one query.

    Exact names come before those that agree without case, order and genitive. Among several units of the same
    name, those of the given municipalities win.
    """
    holding = Dated.holding(on) if on else Q()
    units = list(Unit.objects.filter(holding, party__in={party for party, _ in names}).order_by("pk"))
    found: dict[tuple[Party, int], Unit] = {}
    for (party, position), name in names.items():
        of_party = [unit for unit in units if unit.party == party]
        fitting = [unit for unit in of_party if unit.name == name] or [
            unit for unit in of_party if name_key(unit.name) == name_key(name)
        ]
        if len(fitting) > 1:
            fitting = [unit for unit in fitting if unit.municipality_id in municipality_ids]
        if len(fitting) == 1:
            found[party, position] = fitting[0]
    return found


def matches_of(draft: Agreement) -> dict[tuple[Party, int], UnitMatch]:
    """Return the draft's matches by party and position: one query."""
    return {
        (Party(match.side), match.position): match
        for match in UnitMatch.objects.filter(agreement=draft).select_related("unit")
    }


def values_of(facts: Iterable[Fact]) -> dict[str, Json]:
    """Return the stated values by key."""
    return {fact.key: fact.value for fact in facts if is_stated(fact)}


def facts_of(draft: Agreement) -> list[Fact]:
    """Return the draft's facts in their order: one query."""
    return list(Fact.objects.filter(agreement=draft).order_by("order"))


def fact_of(draft: Agreement, key: str) -> Fact | None:
    """Return the draft's fact with the key. The caller has passed the draft's gate."""
    return Fact.objects.filter(agreement=draft, key=key).first()


def unit_choices(draft: Agreement) -> dict[Party, list[tuple[int, str]]]:
    """Return the units of each party that a named unit can be, by name: one query."""
    holding = Dated.holding(draft.valid_from) if draft.valid_from else Q()
    choices: dict[Party, list[tuple[int, str]]] = {Party.MUNICIPALITY: [], Party.POLICE: []}
    for pk, name, party in (
        Unit.objects.filter(holding, party__in=choices).order_by("name", "pk").values_list("pk", "name", "party")
    ):
        choices[Party(party)].append((pk, name))
    return choices


def unit_to_choose(party: Party, unit_id: int) -> Unit | None:
    """Return a unit of the party; that units exist is open to everybody who works here."""
    return Unit.objects.filter(pk=unit_id, party=party).first()


def signing_date(facts: Iterable[Fact]) -> date | None:
    """Return the day of signing that the draft states, if any."""
    value = values_of(facts).get("agreement.signing_date")
    return date.fromisoformat(value) if isinstance(value, str) else None


def ended_by(draft: Agreement, start: date | None) -> tuple[str, ...]:
    """Return the titles of the agreements that end when the draft is put in force: one query."""
    if start is None or draft.unit_id is None:
        return ()
    return tuple(
        Agreement.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=start),
            unit_id=draft.unit_id,
            tier=draft.tier,
            state=AgreementState.ADOPTED,
            valid_from__lt=start,
        ).values_list("title", flat=True)
    )
