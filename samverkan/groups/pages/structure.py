"""The structure of a municipality's collaboration: picture and text (ORG-05, ORG-39)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from samverkan.ground.words import GroupKind
from samverkan.groups.pages.group import GroupRow
from samverkan.groups.pages.picture import District, Picture, narrow, wide
from samverkan.groups.queries import GroupOnDay
from samverkan.groups.words import OVERALL


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
    ) -> StructurePage:
        """Arrange the groups. `city` is key and name; `expanded` are the districts whose working groups show."""
        kept = {"kommun": city[0]} | ({"datum": on.isoformat()} if on != today else {})
        rows = [GroupRow.of(one) for one in found]
        units = {str(one.group.unit_id): one.group.unit for one in found if GroupKind(one.group.kind) not in OVERALL}
        ordered = sorted(units, key=lambda key: units[key].name)
        if chosen not in units:
            chosen = ""
        shown = [key for key in ordered if chosen in {"", key}]
        districts = tuple(
            _district(
                key,
                units[key].name,
                [row for one, row in zip(found, rows, strict=True) if str(one.group.unit_id) == key],
                kept,
                is_expanded=key in expanded or key == chosen or len(ordered) == 1,
                expanded=expanded,
            )
            for key in shown
        )
        steering = tuple(row for row in rows if row.kind == GroupKind.OVERALL_STEERING)
        preparation = tuple(row for row in rows if row.kind == GroupKind.OVERALL_PREPARATION)
        visible = [*steering, *preparation] + [
            row for district in districts for row in (*district.steering, *district.preparation, *district.working)
        ]
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
            expand_address=_address(kept, visa=ordered) if not chosen and set(ordered) - expanded else "",
            fold_address=_address(kept) if expanded and not chosen else "",
            found_address=found_address,
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
