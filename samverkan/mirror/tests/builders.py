"""Small facts for tables of cases: an agreement in force since 2024 and a group of each kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.rules import SeatFact
from samverkan.mirror.rules.facts import (
    AgreementFact,
    AnnexFact,
    AnnexVersionFact,
    AreaListFact,
    Facts,
    GroupFact,
    MeetingCount,
    PartyFact,
)

ON = date(2026, 3, 10)
AGREEMENT = AgreementFact(
    id=1,
    title="Lokal överenskommelse Björkåsa",
    tier="local",
    unit_id=10,
    unit_name="Björkåsa stadsdelsförvaltning",
    municipality_id=1,
    valid_from=date(2024, 1, 1),
    version_from=date(2024, 1, 1),
    overall_id=2,
    overall_is_in_force=True,
    parties=(
        PartyFact("Björkåsa", "municipality", has_signed=True, copies=1, copies_handed_over=1),
        PartyFact("Lokalpolisområde Björkåsa", "police", has_signed=True, copies=1, copies_handed_over=1),
    ),
)
AREAS = AreaListFact("Områden 2024", date(2024, 1, 1), ((1, "Otrygga platser"), (2, "Ungas utsatthet")))


def term(kind: TermKind, **parameters: Any) -> Term:
    """Return a term of the kind."""
    return Term(f"test.{kind.value}", kind, "Paragraf", ("AGR-27",), parameters)


def group(kind: GroupKind = GroupKind.LOCAL_STEERING, number: int = 5, **more: Any) -> GroupFact:
    """Return a group."""
    return replace(GroupFact(number, kind, "Styrgrupp Björkåsa", 10, date(2024, 1, 1)), **more)


def seat(function: FunctionKind, party: Party = Party.MUNICIPALITY, key: str = "", **more: Any) -> SeatFact:
    """Return a held ordinary seat with mandate in the local steering group."""
    first = SeatFact(GroupKind.LOCAL_STEERING, function, party, OrganisationKey(key), has_mandate=True)
    return replace(first, **more)


def facts(*groups: GroupFact, today: date = ON, **agreement: Any) -> Facts:
    """Return facts of the agreement with the groups; keywords change the agreement."""
    return Facts(replace(AGREEMENT, **agreement), today, groups, areas=AREAS)


def met(held: int = 0, booked: int = 0, **more: int) -> GroupFact:
    """Return a steering group with so many meetings this year."""
    return group(meetings=MeetingCount(held=held, booked=booked, **more))


def annex(kind: str = "situation_picture", *versions: AnnexVersionFact) -> AnnexFact:
    """Return an annex with the versions."""
    return AnnexFact(7, 2, kind, "Gemensam lokal lägesbild", versions)


def version(state: str = "valid", dated_on: date | None = date(2025, 9, 1), **more: Any) -> AnnexVersionFact:
    """Return a version that was decided, dated, attached and made known as the agreement says."""
    first = AnnexVersionFact(
        id=70,
        number=1,
        state=state,
        dated_on=dated_on,
        is_attached=True,
        decided_by="local_steering",
        decision_id=4,
        decision_reference="1/2025",
        is_documented=True,
        authors=("municipality", "police"),
        areas_touched=frozenset({1, 2}),
        told=2,
        received=2,
    )
    return replace(first, **more)
