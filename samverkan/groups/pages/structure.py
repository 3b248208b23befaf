"""The structure of a municipality's collaboration: picture and text (ORG-05, ORG-39)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samverkan.ground.words import GroupKind
from samverkan.groups.pages.group import GroupRow
from samverkan.groups.pages.picture import District, Picture, narrow, wide
from samverkan.groups.queries import GroupOnDay
from samverkan.groups.words import OVERALL

DISTRICTS_A_PAGE = 30
"""How many districts one picture holds: all of a city's, a part of a country's."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A municipality or a district that can be chosen."""

    key: str
    title: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StructurePage:
    """The structure on a day: the whole municipality or one district."""

    on: date
    city: str
    city_key: str
    municipalities: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    chosen: str
    wide: Picture | None
    narrow: Picture | None
    steering: tuple[GroupRow, ...]
    preparation: tuple[GroupRow, ...]
    rows: tuple[District, ...]
    groups: int
    vacant: int
    faults: int
    expand_address: str
    fold_address: str
    found_address: str
    pages: Page[str]
    query: str

    @classmethod
    def of(
        cls,
        found: Sequence[GroupOnDay],
        *,
        city: tuple[str, str],
        municipalities: Iterable[Choice],
        chosen: str,
        expanded: frozenset[str],
        on: date,
        today: date,
        found_address: str,
        number: str | None = None,
    ) -> StructurePage:
        """Arrange the groups. `city` is key and name; `expanded` are the districts whose working groups show.

        `number` is the page asked for where there are more districts than one picture holds.
        """
        kept = {"kommun": city[0]} | ({"datum": on.isoformat()} if on != today else {})
        rows = [GroupRow.of(one) for one in found]
        units = {str(one.group.unit_id): one.group.unit for one in found if GroupKind(one.group.kind) not in OVERALL}
        ordered = sorted(units, key=lambda key: units[key].name)
        if chosen not in units:
            chosen = ""
        pages = Paginator([key for key in ordered if chosen in {"", key}], DISTRICTS_A_PAGE).get_page(number)
        shown = list(pages)
        by_unit: dict[str, list[GroupRow]] = {}
        for one, row in zip(found, rows, strict=True):
            by_unit.setdefault(str(one.group.unit_id), []).append(row)
        districts = tuple(
            _district(
                key,
                units[key].name,
                by_unit[key],
                kept | ({"page": str(pages.number)} if pages.number > 1 else {}),
                is_expanded=key in expanded or key == chosen or len(ordered) == 1,
                expanded=expanded,
            )
            for key in shown
        )
        steering = tuple(row for row in rows if row.kind == GroupKind.OVERALL_STEERING)
        preparation = tuple(row for row in rows if row.kind == GroupKind.OVERALL_PREPARATION)
        visible = [*steering, *preparation, *by_unit[chosen]] if chosen else rows
        return cls(
            on=on,
            city=city[1],
            city_key=city[0],
            municipalities=tuple(municipalities),
            districts=tuple(Choice(key, units[key].name, key == chosen) for key in ordered),
            chosen=chosen,
            wide=wide(steering, preparation, districts, city=city[1]) if found else None,
            narrow=narrow(steering, preparation, districts, city=city[1]) if found else None,
            steering=steering,
            preparation=preparation,
            rows=districts,
            groups=len(visible),
            vacant=sum(row.vacant for row in visible),
            faults=sum(row.faults for row in visible),
            expand_address=_address(kept, page=pages.number, visa=shown)
            if not chosen and set(shown) - expanded
            else "",
            fold_address=_address(kept, page=pages.number) if expanded and not chosen else "",
            found_address=found_address,
            pages=pages,
            query=f"{urlencode(kept)}&",
        )


def _address(kept: dict[str, str], **more: object) -> str:
    return f"{reverse('groups:structure')}?{urlencode(kept | more, doseq=True)}"


def _district(
    key: str,
    name: str,
    rows: Sequence[GroupRow],
    kept: dict[str, str],
    *,
    is_expanded: bool,
    expanded: frozenset[str],
) -> District:
    others = expanded ^ {key}
    return District(
        key=key,
        name=name,
        steering=tuple(row for row in rows if row.kind == GroupKind.LOCAL_STEERING),
        preparation=tuple(row for row in rows if row.kind == GroupKind.LOCAL_PREPARATION),
        working=tuple(row for row in rows if row.kind == GroupKind.WORKING),
        address=_address(kept, stadsdel=key),
        toggle_address=_address(kept, visa=sorted(others)),
        is_expanded=is_expanded,
    )
