"""Is a group composed as its agreement demands? Pure answers over plain values.

The demands are the parameters of terms (docs/reference/terms.md): which functions, how many, of which
party or organisation. No number of any agreement stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.words import STANDS_FOR, FaultKind


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat of one group on one day, as plain values.

    `unit_kind` is a value of `organisation.words.UnitKind`; `unit_name` lets a demand name an organisation
    that has no key of its own, such as a police area.
    """

    group_kind: GroupKind
    function: FunctionKind
    party: Party
    organisation_key: OrganisationKey = OrganisationKey.NONE
    unit_kind: str = ""
    has_holder: bool = True
    has_mandate: bool = False
    has_responsibility: bool = False
    is_ordinary: bool = True
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a composition falls short: of what, by how many seats, and why.

    `organisation` is the demand's own word: an `OrganisationKey` value or part of a unit's name; empty when
    the fault is not about one organisation. `function` is none for faults of the whole group.
    """

    kind: FaultKind
    function: FunctionKind | None
    party: Party | None = None
    organisation: str = ""
    count: int = 1


def composition_faults(seats: Iterable[SeatFact], demanded: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return how the group falls short of a composition term, in the term's order (ORG-06, -10, -12, -15, -18).

    `demanded` holds `group_kind` and `functions`, each with `function`, `minimum` (1 if absent) and perhaps
    `party`, `with_mandate`, `tied_to_task`, `organisations` (only seats of these count) and `each` (every one
    of these must have a held seat); and perhaps `seats`, the least number of held seats in all. Co-opted
    members, and seats in groups of another kind, do not count. A seat whose function nobody demands may
    stand for a wider one (`STANDS_FOR`). Functions that are not in the vocabulary are passed over: see
    `unjudged_functions`.
    """
    ordinary = [seat for seat in seats if seat.is_ordinary and _is_kind(seat, demanded)]
    demands = [demand for demand in demanded.get("functions", ()) if _function(demand) is not None]
    asked = {_function(demand) for demand in demands}
    faults: list[Fault] = []
    for demand in demands:
        function = _function(demand)
        if function is None:
            continue
        matching = [
            seat
            for seat in ordinary
            if (
                seat.function == function
                or (seat.function in STANDS_FOR.get(function, ()) and seat.function not in asked)
            )
            and _is_of(seat, demand)
        ]
        faults += _shortfall(matching, demand, function)
    wanted = int(demanded.get("seats", 0))
    held = sum(seat.has_holder for seat in ordinary)
    if held < wanted:
        faults.append(Fault(FaultKind.TOO_FEW_SEATS, None, count=wanted - held))
    return tuple(faults)


def prioritised_missing(seats: Iterable[SeatFact], demanded: Mapping[str, Any]) -> tuple[OrganisationKey, ...]:
    """Return the specially prioritised organisations without a held seat, in the term's order (ORG-13, ORG-19).

    A reason to warn or to suggest, never to block. In a working group a co-opted member is enough.
    """
    co_opted_is_enough = demanded.get("group_kind") == GroupKind.WORKING
    present = {
        seat.organisation_key
        for seat in seats
        if seat.has_holder and _is_kind(seat, demanded) and (seat.is_ordinary or co_opted_is_enough)
    }
    wanted = (OrganisationKey(key) for key in demanded.get("organisations", ()) if key in _KEYS)
    return tuple(key for key in dict.fromkeys(wanted) if key and key not in present)


def unjudged_functions(demanded: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the demanded functions that the vocabulary has no word for, in the words of the agreement.

    Whether they are fulfilled cannot be judged.
    """
    return tuple(
        str(demand.get("text") or demand.get("function", ""))
        for demand in demanded.get("functions", ())
        if _function(demand) is None
    )


_KEYS = frozenset(OrganisationKey)


def _function(demand: Mapping[str, Any]) -> FunctionKind | None:
    name = demand.get("function")
    if name not in list(FunctionKind) or name == FunctionKind.OTHER:
        return None
    return FunctionKind(name)


def _is_kind(seat: SeatFact, demanded: Mapping[str, Any]) -> bool:
    return demanded.get("group_kind") in {None, seat.group_kind}


def _is_of(seat: SeatFact, demand: Mapping[str, Any]) -> bool:
    """Tell whether the seat belongs to the party and to one of the organisations that the demand allows."""
    if demand.get("party") not in {None, seat.party}:
        return False
    allowed: Sequence[str] = demand.get("organisations", ())
    return not allowed or any(belongs_to(seat, name) for name in allowed)


def belongs_to(seat: SeatFact, organisation: str) -> bool:
    """Tell whether the seat is of the organisation, given by key or by words of the unit's name.

    >>> area = SeatFact(GroupKind.OVERALL_STEERING, FunctionKind.POLICE_AREA_HEAD, Party.POLICE,
    ...                 unit_name="Polisområde Syd")
    >>> belongs_to(area, "syd"), belongs_to(area, "nord")
    (True, False)
    """
    if organisation in _KEYS:
        return bool(organisation) and seat.organisation_key == organisation
    return re.search(rf"(?<!\w){re.escape(organisation.casefold())}(?!\w)", seat.unit_name.casefold()) is not None


def _is_fulfilled(seat: SeatFact, demand: Mapping[str, Any]) -> bool:
    return (
        seat.has_holder
        and (seat.has_mandate or not demand.get("with_mandate"))
        and (seat.has_responsibility or not demand.get("tied_to_task"))
    )


def _shortfall(matching: list[SeatFact], demand: Mapping[str, Any], function: FunctionKind) -> list[Fault]:
    """Return the faults of one demand. Their counts add up to the seats that are missing from its minimum."""
    party = Party(demand["party"]) if demand.get("party") in list(Party) else None
    faults = []
    named = 0
    for organisation in demand.get("each", ()):
        own = [seat for seat in matching if belongs_to(seat, organisation)]
        if not any(_is_fulfilled(seat, demand) for seat in own):
            named += 1
            kind = _cause(own, demand) if own else FaultKind.NO_ORGANISATION
            faults.append(Fault(kind, function, party, organisation))
    missing = int(demand.get("minimum", 1)) - sum(_is_fulfilled(seat, demand) for seat in matching) - named
    unfulfilled = [seat for seat in matching if not _is_fulfilled(seat, demand)]
    counts: dict[FaultKind, int] = {}
    while missing > 0:
        kind = _cause([unfulfilled.pop(0)], demand) if unfulfilled else FaultKind.NO_SEAT
        counts[kind] = counts.get(kind, 0) + 1
        missing -= 1
    return faults + [Fault(kind, function, party, count=count) for kind, count in counts.items()]


def _cause(seats: Sequence[SeatFact], demand: Mapping[str, Any]) -> FaultKind:
    """Tell why none of the seats fulfils the demand: the one that comes closest decides."""
    held = [seat for seat in seats if seat.has_holder]
    if not held:
        return FaultKind.VACANT
    if demand.get("with_mandate") and not any(seat.has_mandate for seat in held):
        return FaultKind.NO_MANDATE
    return FaultKind.NO_RESPONSIBILITY if demand.get("tied_to_task") else FaultKind.NO_MANDATE
