"""What the page of collisions is given (MEE-09)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ui.pages import NavigationItem
from samverkan.workload.pages.common import Here, function_address
from samverkan.workload.pages.costs import CLASHES
from samverkan.workload.pages.meetings import Week
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.collisions import Collision


@dataclass(frozen=True, slots=True)
class MostRow:
    """A function that is in many collisions."""

    title: str
    organisation: str
    address: str
    clashes: int


@dataclass(frozen=True, slots=True)
class CollisionsPage:
    """Collisions by week, with the functions that are in most of them."""

    here: Here
    weeks: tuple[Week, ...]
    paging: Page[Collision]
    query: str
    shown: int
    clashes: int
    tight: int
    functions: int
    most: tuple[MostRow, ...]
    units: tuple[NavigationItem, ...]
    unit: str
    only_clashes: bool
    from_day: date
    is_whole_year: bool
    export_address: str

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        *,
        here: Here,
        unit: str,
        only_clashes: bool,
        from_day: date,
        number: Any,
        most: int,
    ) -> CollisionsPage:
        """Return the page from a day on, for one organisation or all, with or without meetings that lack a break."""
        units = sorted(
            {call.unit for one in ledger.collisions for call in (one.first, one.second) if call.is_open},
            key=lambda key: ledger.units[key][0],
        )
        chosen = next((key for key in units if str(key) == unit), None)
        found = [
            one
            for one in ledger.collisions
            if one.first.day >= from_day
            and (chosen is None or chosen in {call.unit for call in (one.first, one.second) if call.is_open})
        ]
        clashes = [one for one in found if one.kind in CLASHES]
        shown = clashes if only_clashes else found
        paging = Paginator(shown, most).get_page(number)
        kept = [
            ("enhet", chosen or ""),
            ("visa", "" if only_clashes else "alla"),
            ("nar", "aret" if from_day == ledger.first else ""),
        ]
        query = here.kept + urlencode([(name, value) for name, value in kept if value])
        return cls(
            here=here,
            weeks=Week.all_of(paging.object_list, ledger),
            paging=paging,
            query=f"{query}&" if query and not query.endswith("&") else query,
            shown=len(shown),
            clashes=len(clashes),
            tight=len(found) - len(clashes),
            functions=len({one.holder for one in clashes}),
            most=_most(clashes, ledger),
            units=(
                NavigationItem(_("All organisations"), "", chosen is None),
                *(NavigationItem(ledger.units[key][0], str(key), key == chosen) for key in units),
            ),
            unit=ledger.units[chosen][0] if chosen else "",
            only_clashes=only_clashes,
            from_day=from_day,
            is_whole_year=from_day == ledger.first,
            export_address=reverse("workload:export", args=["krockar", "csv"]),
        )


def _most(clashes: list[Collision], ledger: Ledger) -> tuple[MostRow, ...]:
    units: dict[int, int] = {}
    for one in clashes:
        units.setdefault(one.holder, (one.first if one.first.is_open else one.second).unit)
    return tuple(
        MostRow(
            ledger.title(units[holder], holder),
            ledger.units[units[holder]][0],
            function_address(units[holder], holder),
            number,
        )
        for holder, number in Counter(one.holder for one in clashes).most_common(5)
    )
