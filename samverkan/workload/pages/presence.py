"""Specialist administrations in local steering groups, now and as planned (MEE-15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.workload.models import Presence
from samverkan.workload.pages.common import Grounds, Here, hours, posts
from samverkan.workload.pages.staffing import lengths_of
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.groups import (
    attends,
)
from samverkan.workload.words import Attends


@dataclass(frozen=True, slots=True)
class PresenceCell:
    """How an administration takes part in a group."""

    organisation: str
    attends: Attends
    note: str
    address: str
    drop_address: str


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """A local steering group and the administrations."""

    group: str
    unit: str
    address: str
    cells: tuple[PresenceCell, ...]


@dataclass(frozen=True, slots=True)
class PresenceSum:
    """What the planned presence of an administration will cost a year."""

    organisation: str
    seated: int
    planned: int
    hours: str
    posts: str


@dataclass(frozen=True, slots=True)
class PresencePage:
    """Which specialist administrations take part in which local steering groups, now and as planned."""

    here: Here
    columns: tuple[str, ...]
    rows: Page[PresenceRow]
    sums: tuple[PresenceSum, ...]
    groups: int
    grounds: Grounds
    may_plan: bool


def presence_rows(
    ledger: Ledger,
    groups: Sequence[Group],
    units: Sequence[Unit],
    planned: Iterable[Presence],
    *,
    keeps: Any,
    today: date,
) -> tuple[list[PresenceRow], list[PresenceSum]]:
    """Return the table and the sums. `keeps` tells of a group whether the reader plans there."""
    plans = {(one.group_id, one.unit_id): one for one in planned}
    seats: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for row in ledger.seats:
        if row.period.holds(today):
            seats[row.group, row.unit].append(row.holder is not None)
    lengths = lengths_of(ledger, ledger.first.year)
    rows = []
    cost: dict[int, int] = defaultdict(int)
    count: dict[tuple[int, Attends], int] = defaultdict(int)
    for group in groups:
        cells = []
        may_plan = keeps(group)
        for unit in units:
            plan = plans.get((group.pk, unit.pk))
            how = attends(seats.get((group.pk, unit.pk), ()), plan is not None)
            count[unit.pk, how] += 1
            note = ""
            if plan is not None and how == Attends.PLANNED:
                own = lengths.get(group.pk, [])
                length = round(sum(own) / len(own)) if own else 0
                way = ledger.journey(unit.pk, group.unit_id) or 0
                around = ledger.around.get(GroupKind.LOCAL_STEERING, 0)
                cost[unit.pk] += plan.meetings_a_year * (length + around + 2 * way)
                note = _("%(number)s meetings a year") % {"number": plan.meetings_a_year}
            can = may_plan and how in (Attends.NOT, Attends.VACANT, Attends.PLANNED)
            cells.append(
                PresenceCell(
                    unit.name,
                    how,
                    note,
                    reverse("workload:plan_presence", args=[group.pk, unit.pk]) if can else "",
                    reverse("workload:drop_presence", args=[plan.pk]) if may_plan and plan is not None else "",
                )
            )
        rows.append(PresenceRow(group.name, group.unit.name, reverse("groups:group", args=[group.pk]), tuple(cells)))
    sums = [
        PresenceSum(
            unit.name,
            count[unit.pk, Attends.SEATED],
            count[unit.pk, Attends.PLANNED],
            hours(cost[unit.pk]),
            posts(cost[unit.pk], ledger.basis.fte_hours),
        )
        for unit in units
    ]
    return rows, sums
