"""The facts of an agreement as parties, annexes and a term: what the tables of agreements keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samverkan.ground.words import AnnexKind, Party, Tier

Json = str | int | bool | None


class UnitKind(StrEnum):
    """What a unit of a party is, as far as its name tells."""

    MUNICIPALITY = "municipality"
    DISTRICT_ADMINISTRATION = "district_administration"
    SPECIALIST_ADMINISTRATION = "specialist_administration"
    COMPANY = "company"
    LOCAL_POLICE_AREA = "local_police_area"
    POLICE_AREA = "police_area"
    POLICE_REGION = "police_region"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that has entered into the agreement. Empty strings are not stated (AGR-02)."""

    name: str
    kind: UnitKind
    organisation_number: str = ""
    postal_address: str = ""


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """One party: its joint label, the body its units belong to, and the units (AGR-02, AGR-03).

    `body` is the municipality for the municipality's side, and the superior police area for the police.
    """

    party: Party
    label: str
    body: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class AnnexDraft:
    """One annex. `number` is 0 where neither text nor order gives one; the basis is `text` or `order`."""

    position: int
    kind: AnnexKind
    title: str
    number: int
    number_basis: str


@dataclass(frozen=True, slots=True)
class AgreementStructure:
    """The agreement as a whole. `valid_until` is exclusive, and `None` until further notice or unread."""

    title: str
    tier: Tier | None
    purpose: str
    valid_from: date | None
    valid_until: date | None
    until_further_notice: bool
    copies: int | None
    parties: tuple[PartyDraft, ...]
    annexes: tuple[AnnexDraft, ...]


def structure_of(values: Mapping[str, Json]) -> AgreementStructure:
    """Arrange values by key into the parts of an agreement. Values of a wrong type count as not stated."""
    last_day = _date(values.get("agreement.last_day"))
    copies = values.get("agreement.copies")
    tier = _text(values.get("agreement.tier"))
    return AgreementStructure(
        title=_text(values.get("agreement.title")),
        tier=Tier(tier) if tier in list(Tier) else None,
        purpose=_text(values.get("agreement.purpose")),
        valid_from=_date(values.get("agreement.valid_from")),
        valid_until=last_day + timedelta(days=1) if last_day is not None and last_day < date.max else None,
        until_further_notice=values.get("agreement.until_further_notice") is True,
        copies=copies if isinstance(copies, int) and not isinstance(copies, bool) else None,
        parties=tuple(_party(values, party) for party in (Party.MUNICIPALITY, Party.POLICE)),
        annexes=_annexes(values),
    )


def positions(values: Mapping[str, Json], prefix: str) -> list[int]:
    """Return the numbers that follow a prefix among the keys, in order: `annexes.` gives 1, 2, 3."""
    pattern = re.compile(re.escape(prefix) + r"(\d{1,4})(?:\.|$)")
    return sorted({int(found[1]) for key in values if (found := pattern.match(key))})


def _party(values: Mapping[str, Json], party: Party) -> PartyDraft:
    prefix = f"parties.{party.value}."
    units = []
    for position in positions(values, f"{prefix}units."):
        unit = f"{prefix}units.{position}."
        kind = _text(values.get(f"{unit}kind"))
        units.append(
            Unit(
                name=_text(values.get(f"{unit}name")),
                kind=UnitKind(kind) if kind in list(UnitKind) else UnitKind.OTHER,
                organisation_number=_text(values.get(f"{unit}organisation_number")),
                postal_address=_text(values.get(f"{unit}postal_address")),
            )
        )
    return PartyDraft(party, _text(values.get(f"{prefix}label")), _text(values.get(f"{prefix}body")), tuple(units))


def _annexes(values: Mapping[str, Json]) -> tuple[AnnexDraft, ...]:
    annexes = []
    for position in positions(values, "annexes."):
        kind = _text(values.get(f"annexes.{position}.kind"))
        number = values.get(f"annexes.{position}.number")
        annexes.append(
            AnnexDraft(
                position=position,
                kind=AnnexKind(kind) if kind in list(AnnexKind) else AnnexKind.OTHER,
                title=_text(values.get(f"annexes.{position}.title")),
                number=number if isinstance(number, int) and not isinstance(number, bool) else 0,
                number_basis=_text(values.get(f"annexes.{position}.number_basis")),
            )
        )
    return tuple(annexes)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _date(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
