"""What the pages about many plans at once are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from samverkan.ground.words import Party
from samverkan.measures.models import Half
from samverkan.measures.queries.overview import Activation, Balance
from samverkan.measures.rules.measures import wanting
from samverkan.measures.words import HalfState, InPlanning


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, written out."""

    label: str
    done: int
    total: int
    party: str = ""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """How the plans of a year are activated."""

    year: int
    years: tuple[tuple[int, str, bool], ...]
    rows: tuple[Activation, ...]
    sums: Activation | None
    planned: tuple[Share, ...]
    balance: Balance
    outreach: tuple[Mapping[str, Any], ...]
    without_means: int
    updates: tuple[tuple[str, str], ...]
    today: date


def summed(rows: Iterable[Activation]) -> Activation | None:
    """Return the sums of all rows: numbers are added, never shares."""
    rows = list(rows)
    if not rows:
        return None
    names = [name for name in Activation.__dataclass_fields__ if name not in {"unit_id", "unit"}]
    return Activation(unit_id=0, unit="", **{name: sum(getattr(row, name) for row in rows) for name in names})


@dataclass(frozen=True, slots=True)
class AmbitionRow:
    """A half that lacks money or an assignment."""

    title: str
    address: str
    unit: str
    owner: str
    party: Party
    lacks_money: bool
    lacks_assignment: bool
    in_planning: InPlanning

    @classmethod
    def of(cls, half: Half, decided: Mapping[int, str]) -> AmbitionRow:
        """Return the row, in decided words where the reader reads those. Wants plan and the half's unit selected."""
        planning = InPlanning(half.in_planning)
        lacks = wanting(HalfState(half.state), planning, half.assignment)
        return cls(
            title=decided.get(half.measure_id, half.measure.title),
            address=reverse("measures:measure", args=[half.measure_id]),
            unit=half.measure.plan.unit.name,
            owner=half.unit.name if half.unit else "",
            party=Party(half.party),
            lacks_money=lacks.money,
            lacks_assignment=lacks.assignment,
            in_planning=planning,
        )


@dataclass(frozen=True, slots=True)
class AmbitionsPage:
    """Ambitions without money or assignment (ACT-34)."""

    year: int
    rows: tuple[AmbitionRow, ...]
    paging: Any
    query: str
    total: int
