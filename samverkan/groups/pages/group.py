"""One group: its task, seats, faults and history; and groups in lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from samverkan.ground.terms import TermKind
from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import GroupOnDay, seat_facts
from samverkan.groups.rules import composition_faults, prioritised_missing, unjudged_functions
from samverkan.groups.words import TASKS, FaultKind, Membership, Task


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault of the composition: which function, of which organisation, why, after which clause."""

    function: FunctionKind | None
    organisation: OrganisationKey | str
    kind: FaultKind
    count: int
    clause: str


@dataclass(frozen=True, slots=True)
class Composition:
    """What the agreement in force demands of the group, against the seats of the day.

    `is_known` is false where no agreement has handed down any demand: then nothing can be judged.
    """

    is_known: bool
    faults: tuple[FaultRow, ...]
    suggested: tuple[OrganisationKey, ...]
    unjudged: tuple[str, ...]

    @classmethod
    def of(cls, found: GroupOnDay) -> Composition:
        """Judge the group's seats against its terms (ORG-06, -10, -12, -13, -15, -18, -19)."""
        facts = seat_facts(found.seats, GroupKind(found.group.kind))
        faults: list[FaultRow] = []
        suggested: list[OrganisationKey] = []
        unjudged: list[str] = []
        judged = False
        for term in found.terms:
            parameters: Mapping[str, Any] = term.get("parameters", {})
            if term.get("kind") == TermKind.COMPOSITION:
                judged = True
                faults += [
                    FaultRow(
                        fault.function, _named(fault.organisation), fault.kind, fault.count, term.get("clause", "")
                    )
                    for fault in composition_faults(facts, parameters)
                ]
                unjudged += unjudged_functions(parameters)
            elif term.get("kind") == TermKind.PRIORITISED:
                suggested += prioritised_missing(facts, parameters)
        return cls(judged, tuple(faults), tuple(dict.fromkeys(suggested)), tuple(unjudged))


def _named(organisation: str) -> OrganisationKey | str:
    return OrganisationKey(organisation) if organisation and organisation in list(OrganisationKey) else organisation


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat on the day, or a row of its history. `holder` is empty for a vacancy."""

    pk: int
    title: str
    function: FunctionKind
    unit: str
    unit_address: str
    party: Party
    holder: str
    has_mandate: bool
    is_decision_maker: bool
    is_presiding: bool
    is_co_opted: bool
    responsibility: str
    valid_from: date
    last_day: date | None

    @classmethod
    def of(cls, seat: Seat) -> SeatRow:
        """Return the row of the seat. Wants `unit` and `holder` selected."""
        return cls(
            pk=seat.pk,
            title=seat.title,
            function=FunctionKind(seat.function),
            unit=seat.unit.name,
            unit_address=reverse("organisation:unit", args=[seat.unit_id]),
            party=Party(seat.party),
            holder=seat.holder.name if seat.holder else "",
            has_mandate=seat.has_mandate,
            is_decision_maker=seat.is_decision_maker,
            is_presiding=seat.is_presiding,
            is_co_opted=seat.membership == Membership.CO_OPTED,
            responsibility=seat.responsibility,
            valid_from=seat.valid_from,
            last_day=seat.last_day,
        )


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a list, with what needs attention."""

    pk: int
    name: str
    kind: GroupKind
    unit: str
    address: str
    held: int
    vacant: int
    co_opted: int
    faults: int
    suggestions: int
    last_day: date | None
    seats: tuple[SeatRow, ...] = ()

    @classmethod
    def of(cls, found: GroupOnDay) -> GroupRow:
        """Return the row of the group with its seats of the day."""
        seats = tuple(SeatRow.of(seat) for seat in found.seats)
        ordinary = [seat for seat in seats if not seat.is_co_opted]
        composition = Composition.of(found)
        return cls(
            pk=found.group.pk,
            name=found.group.name,
            kind=GroupKind(found.group.kind),
            unit=found.group.unit.name,
            address=reverse("groups:group", args=[found.group.pk]),
            held=sum(bool(seat.holder) for seat in ordinary),
            vacant=sum(not seat.holder for seat in ordinary),
            co_opted=len(seats) - len(ordinary),
            faults=len(composition.faults),
            suggestions=len(composition.suggested),
            last_day=found.group.last_day,
            seats=seats,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """The groups of one unit, the whole municipality first."""

    title: str
    rows: tuple[GroupRow, ...]


def sections(found: Iterable[GroupOnDay]) -> tuple[Section, ...]:
    """Gather groups by unit: the municipality's own first, then districts by name; kinds from the top down."""
    by_unit: dict[tuple[bool, str], list[GroupRow]] = {}
    for one in found:
        unit = one.group.unit
        by_unit.setdefault((unit.municipality_id is not None, unit.name), []).append(GroupRow.of(one))
    order = list(GroupKind)
    return tuple(
        Section(name, tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.name))))
        for (_, name), rows in sorted(by_unit.items())
    )


@dataclass(frozen=True, slots=True)
class ListPage:
    """All groups the actor may see, by unit."""

    on: date
    today: date
    sections: tuple[Section, ...]
    vacant: int
    faults: int
    only_attention: bool
    found_address: str


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A group that can be opened."""

    name: str
    kind: GroupKind
    address: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group on a day."""

    group: Group
    kind: GroupKind
    tasks: tuple[Task, ...]
    on: date
    today: date
    holds: bool
    ordinary: tuple[SeatRow, ...]
    co_opted: tuple[SeatRow, ...]
    vacancies: int
    composition: Composition
    above: GroupLink | None
    below: tuple[GroupLink, ...]
    history: tuple[SeatRow, ...]
    may_change: bool
    unit_address: str
    events: tuple[object, ...] = field(default_factory=tuple)

    @classmethod
    def of(
        cls,
        found: GroupOnDay,
        *,
        below: Iterable[Group],
        history: Iterable[Seat],
        may_change: bool,
        on: date,
        today: date,
    ) -> GroupPage:
        """Return the page of the group."""
        group = found.group
        rows = [SeatRow.of(seat) for seat in found.seats]
        ordinary = tuple(row for row in rows if not row.is_co_opted)
        kind = GroupKind(group.kind)
        return cls(
            group=group,
            kind=kind,
            tasks=TASKS[kind],
            on=on,
            today=today,
            holds=group.holds(on),
            ordinary=ordinary,
            co_opted=tuple(row for row in rows if row.is_co_opted),
            vacancies=sum(not row.holder for row in ordinary),
            composition=Composition.of(found),
            above=_link(group.parent) if group.parent else None,
            below=tuple(_link(one) for one in below),
            history=tuple(SeatRow.of(seat) for seat in history),
            may_change=may_change and group.holds(today),
            unit_address=reverse("organisation:unit", args=[group.unit_id]),
        )


def _link(group: Group) -> GroupLink:
    return GroupLink(group.name, GroupKind(group.kind), reverse("groups:group", args=[group.pk]))
