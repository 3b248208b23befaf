"""A made-up country: municipalities with agreements, groups, seats, meetings, annexes and notices.

Everything is counted out, nothing is drawn by lot, so that two runs build the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Any, TypeVar

from django.db import models, transaction

from samverkan.accounts.models import User
from samverkan.agreements.models import (
    Agreement,
    Annex,
    AnnexNotice,
    AnnexVersion,
    Copy,
    KeptTerm,
    PartyUnit,
    Signature,
    Version,
)
from samverkan.communication.models import Delivery, Information
from samverkan.decisions.models import Decision, Delimitation, Matter
from samverkan.ground.rule_sets import rule_set
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.groups.models import Group, Seat
from samverkan.meetings.models import Meeting
from samverkan.notices.models import Notice
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area, AreaList
from samverkan.working_groups.models import Appointment

YEARS = range(2022, 2027)
START = date(2022, 1, 1)
ON = date(2026, 11, 2)
"""The day that is judged: late in the fifth year, when most meetings are held and some only booked."""
AT = datetime(2022, 1, 1, tzinfo=UTC)

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a country is. `districts` is for each municipality; none means that it has no districts."""

    name: str
    municipalities: int
    districts: int
    groups: int
    meetings_a_year: int


CITY = Size("city", 1, 11, 101, 950)
COUNTRY = Size("country", 290, 0, 2_200, 20_000)
HALF = Size("half_country", 145, 0, 1_100, 10_000)
SEATS = (
    (FunctionKind.DISTRICT_DIRECTOR, Party.MUNICIPALITY),
    (FunctionKind.LOCAL_POLICE_HEAD, Party.POLICE),
    (FunctionKind.MANDATED_MANAGER, Party.MUNICIPALITY),
    (FunctionKind.MUNICIPAL_POLICE, Party.POLICE),
    (FunctionKind.DISTRICT_REPRESENTATIVE, Party.MUNICIPALITY),
    (FunctionKind.POLICE_REPRESENTATIVE, Party.POLICE),
    (FunctionKind.PARTNER_REPRESENTATIVE, Party.MUNICIPALITY),
    (FunctionKind.SAFETY_COORDINATOR, Party.MUNICIPALITY),
)
ANNEXES = ("overall_agreement", "situation_picture", "measures_plan", "communication_plan", "contact_details")


def store(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Store many rows."""
    return model._default_manager.bulk_create(rows, batch_size=2000)


@transaction.atomic
def build(size: Size) -> dict[str, int]:
    """Store a country of the size and return how many rows of each kind it has."""
    users = store(User, (User(email=f"u{n}@example.org", name=f"Person {n}") for n in range(50)))
    city = {"kind": "municipality", "party": "municipality", "valid_from": START}
    towns = store(Unit, (Unit(name=f"Kommun {n}", **city) for n in range(size.municipalities)))
    lists = store(AreaList, (AreaList(municipality=town, name="2022", source="–", valid_from=START) for town in towns))
    areas = store(Area, (Area(area_list=each, number=n, name=f"Område {n}") for each in lists for n in range(1, 6)))
    area_of = {each.municipality_id: [] for each in lists}  # type: dict[int, list[Area]]
    for area in areas:
        area_of[area.area_list.municipality_id].append(area)
    districts = store(
        Unit,
        (
            Unit(name=f"{town.name}, stadsdel {n}", **{**city, "kind": "district"}, parent=town, municipality=town)
            for town in towns
            for n in range(size.districts)
        ),
    )
    overall: dict[int, Agreement] = {}
    if size.districts:
        for agreement in _agreements(towns, "overall-2024", {}):
            overall[agreement.unit_id or 0] = agreement
    local_units = districts or towns
    locals_ = _agreements(local_units, "local-2024", overall)
    groups = _groups(size, towns if size.districts else [], local_units)
    decisions = _decisions(locals_, groups)
    _annexes(locals_, decisions, users, area_of)
    _seats(groups, users)
    _appointments(groups, decisions, area_of)
    meetings = _meetings(groups, size.meetings_a_year)
    _information(local_units, groups, users)
    return {
        "municipalities": len(towns),
        "agreements": len(locals_) + len(overall),
        "groups": len(groups),
        "meetings": meetings,
        "terms": KeptTerm.objects.count(),
        "seats": Seat.objects.count(),
    }


def _agreements(units: list[Unit], rules: str, overall: dict[int, Agreement]) -> list[Agreement]:
    chosen = rule_set(rules)
    agreements = store(
        Agreement,
        (
            Agreement(
                tier=chosen.tier,
                title=f"Överenskommelse {unit.name}",
                unit=unit,
                overall=overall.get(unit.municipality_id or 0),
                state="adopted",
                valid_from=START,
                signed_on=START,
                purpose="Samverkan.",
                created_at=AT,
            )
            for unit in units
        ),
    )
    versions = store(
        Version, (Version(agreement=each, number=1, text="Text.", in_force_from=START) for each in agreements)
    )
    store(
        KeptTerm,
        (
            KeptTerm(
                version=version,
                key=term.key,
                kind=term.kind,
                clause=term.clause,
                requirements=list(term.requirements),
                parameters=dict(term.parameters),
            )
            for version in versions
            for term in chosen.terms
        ),
    )
    parties = store(
        PartyUnit,
        (
            PartyUnit(agreement=each, unit=unit, side="municipality", name=unit.name, order=1)
            for each, unit in zip(agreements, units, strict=True)
        ),
    )
    store(
        Signature,
        (
            Signature(
                agreement_id=party.agreement_id,
                party_unit=party,
                name="–",
                function="–",
                signed_on=START,
                recorded_at=AT,
                text_sha256="0" * 64,
            )
            for party in parties
        ),
    )
    store(
        Copy,
        (
            Copy(agreement_id=party.agreement_id, number=n, party_unit=party, handed_over_on=START)
            for party in parties
            for n in range(1, 5)
        ),
    )
    return agreements


def _groups(size: Size, towns: list[Unit], local_units: list[Unit]) -> list[Group]:
    fixed = [(kind, unit) for unit in local_units for kind in (GroupKind.LOCAL_STEERING, GroupKind.LOCAL_PREPARATION)]
    fixed += [(kind, unit) for unit in towns for kind in (GroupKind.OVERALL_STEERING, GroupKind.OVERALL_PREPARATION)]
    working = islice(cycle(local_units), max(0, size.groups - len(fixed)))
    wanted = fixed + [(GroupKind.WORKING, unit) for unit in working]
    groups = store(
        Group,
        (
            Group(kind=kind, name=f"{kind.value} {n}", unit=unit, valid_from=START)
            for n, (kind, unit) in enumerate(wanted)
        ),
    )
    store(
        Delimitation,
        (
            Delimitation(group=group, text="–", categories=[], decided_on=START, decided_by="–", valid_from=START)
            for group in groups
        ),
    )
    return groups


def _decisions(agreements: list[Agreement], groups: list[Group]) -> dict[tuple[int, str, int], Decision]:
    """Store one decision a year of the steering group, and one of the preparation group, in each unit."""
    deciding = [group for group in groups if group.kind in (GroupKind.LOCAL_STEERING, GroupKind.LOCAL_PREPARATION)]
    stored = store(
        Decision,
        (
            Decision(
                group=group,
                year=year,
                number=1,
                title="Beslut",
                text="–",
                category="annex_update",
                decided_on=date(year, 2, 1),
                documented_at=datetime(year, 2, 1, tzinfo=UTC),
                responsible_title="–",
                municipality_decision_maker="–",
                police_decision_maker="–",
            )
            for group in deciding
            for year in YEARS
        ),
    )
    return {(decision.group.unit_id, decision.group.kind, decision.year): decision for decision in stored}


def _annexes(
    agreements: list[Agreement],
    decisions: dict[tuple[int, str, int], Decision],
    users: list[User],
    area_of: dict[int, list[Area]],
) -> None:
    annexes = store(
        Annex,
        (
            Annex(agreement=agreement, number=n, kind=kind, title=kind)
            for agreement in agreements
            for n, kind in enumerate(ANNEXES, start=1)
        ),
    )
    steering = GroupKind.LOCAL_STEERING.value
    touched = {
        municipality_id: {str(area.pk): "touched" for area in areas} for municipality_id, areas in area_of.items()
    }
    versions = store(
        AnnexVersion,
        (
            AnnexVersion(
                annex=annex,
                number=n,
                text="–",
                authors=["municipality", "police"],
                areas_touched=touched[_municipality(annex.agreement.unit)],
                state="valid",
                decision=decisions[annex.agreement.unit_id or 0, steering, year],
                dated_on=date(year, 2, 1),
                attached_at=datetime(year, 2, 1, tzinfo=UTC),
                created_at=datetime(year, 1, 15, tzinfo=UTC),
            )
            for annex in annexes
            for n, year in enumerate(YEARS, start=1)
        ),
    )
    told = [
        (version, Notice(recipient=user, kind="agreements.annex_version", key=str(version.pk), title="–", sent_at=at))
        for version in versions
        for user in users[:3]
        for at in [datetime(version.dated_on.year if version.dated_on else 2022, 2, 2, tzinfo=UTC)]
    ]
    for _, notice in told:
        notice.received_at = notice.sent_at
    store(Notice, (notice for _, notice in told))
    central = Group.objects.order_by("pk").first()
    if central is not None:
        store(
            AnnexNotice, (AnnexNotice(annex_version=version, group=central, notice=notice) for version, notice in told)
        )


def _municipality(unit: Unit | None) -> int:
    return (unit.municipality_id or unit.pk) if unit is not None else 0


def _seats(groups: list[Group], users: list[User]) -> None:
    holders: Iterator[User] = cycle(users)
    store(
        Seat,
        (
            Seat(
                group=group,
                function=function,
                title=function.label,
                unit_id=group.unit_id,
                party=party,
                holder=next(holders),
                has_mandate=True,
                responsibility="Uppgiften",
                valid_from=START,
            )
            for group in groups
            for function, party in SEATS
        ),
    )


def _appointments(
    groups: list[Group], decisions: dict[tuple[int, str, int], Decision], area_of: dict[int, list[Area]]
) -> None:
    working = [group for group in groups if group.kind == GroupKind.WORKING]
    preparation = GroupKind.LOCAL_PREPARATION.value
    of_unit = {group.unit_id: group for group in groups if group.kind == preparation}
    matters = store(
        Matter,
        (
            Matter(
                title="Tillsätt",
                category="working_group",
                raised_in=of_unit[group.unit_id],
                group=of_unit[group.unit_id],
                decided_in=of_unit[group.unit_id],
                raised_on=START,
            )
            for group in working
        ),
    )
    store(
        Appointment,
        (
            Appointment(
                unit_id=group.unit_id,
                preparation_group=of_unit[group.unit_id],
                name=group.name,
                task="–",
                area=area_of[_municipality(group.unit)][0],
                focus="–",
                is_permanent=True,
                forums_considered="–",
                proposed_on=START,
                matter=matter,
                decision=decisions[group.unit_id, preparation, 2022],
                group=group,
            )
            for group, matter in zip(working, matters, strict=True)
        ),
    )


def _meetings(groups: list[Group], a_year: int) -> int:
    def rows() -> Iterator[Meeting]:
        for year in YEARS:
            for n, group in enumerate(islice(cycle(groups), a_year)):
                starts = datetime(year, 1, 3, 9, tzinfo=UTC) + timedelta(days=(n * 7) % 355)
                state = "approved" if starts.date() <= ON else "booked"
                meeting: dict[str, Any] = {"state": "held" if state == "approved" else state}
                yield Meeting(
                    group=group, title="Möte", starts_at=starts, ends_at=starts + timedelta(hours=1), **meeting
                )

    return len(store(Meeting, rows()))


def _information(units: list[Unit], groups: list[Group], users: list[User]) -> None:
    steering = {group.unit_id: group for group in groups if group.kind == GroupKind.LOCAL_STEERING}
    told = store(
        Information,
        (
            Information(
                unit=unit,
                group=steering[unit.pk],
                sender_party="police",
                sender_name="–",
                sender_title="–",
                happened_on=date(year, month, 1),
                event="–",
                concerns="agreement",
                materiality="–",
                sent_at=datetime(year, month, 2, tzinfo=UTC),
            )
            for unit in units
            for year in YEARS
            for month in (3, 9)
        ),
    )
    notices = store(
        Notice,
        (
            Notice(
                recipient=users[0], kind="communication.information", key=str(each.pk), title="–", sent_at=each.sent_at
            )
            for each in told
        ),
    )
    store(
        Delivery,
        (
            Delivery(information=each, notice=notice, function_title="–", answered_at=each.sent_at)
            for each, notice in zip(told, notices, strict=True)
        ),
    )
