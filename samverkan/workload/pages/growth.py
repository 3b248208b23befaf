"""How many groups there are, and how many posts they need, over time (MEE-12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import GroupKind
from samverkan.workload.pages.common import Grounds, Here, posts
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.cost import Cost, total_by

LEVELS = (
    ("steering", (GroupKind.OVERALL_STEERING, GroupKind.LOCAL_STEERING)),
    ("preparation", (GroupKind.OVERALL_PREPARATION, GroupKind.LOCAL_PREPARATION)),
    ("working", (GroupKind.WORKING,)),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter in the picture: where it stands, and the height of each level from the bottom up."""

    x: int
    label: str
    parts: tuple[tuple[str, int, int], ...]
    total: int
    total_y: int
    year: str
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class GrowthPicture:
    """Quarters as columns of stacked levels."""

    columns: tuple[Column, ...]
    grid: tuple[tuple[int, str], ...]
    column_width: int

    WIDTH = 640
    BOTTOM = 190

    @classmethod
    def of(cls, days: Sequence[date], counts: Sequence[Mapping[GroupKind, int]], today: date) -> GrowthPicture:
        """Draw the number of groups on each day."""
        most = max((sum(one.values()) for one in counts), default=0) or 1
        top = next(
            step * power for power in (1, 10, 100, 1000) for step in (2, 4, 6, 8, 10, 12, 16) if step * power >= most
        )
        step = (cls.WIDTH - 40) / max(1, len(days))
        width = max(2, round(step * 0.72))
        columns = []
        for place, (day, one) in enumerate(zip(days, counts, strict=True)):
            parts, y = [], cls.BOTTOM
            for name, kinds in LEVELS:
                height = round(sum(one[kind] for kind in kinds) / top * (cls.BOTTOM - 16))
                y -= height
                parts.append((name, y, height))
            columns.append(
                Column(
                    x=40 + round(place * step),
                    label=quarter(day),
                    parts=tuple(parts),
                    total=sum(one.values()),
                    total_y=y - 5,
                    year=str(day.year) if day.month == 1 or place == 0 else "",
                    is_to_come=day > today,
                )
            )
        grid = tuple((round(cls.BOTTOM - part / 2 * (cls.BOTTOM - 16)), str(top * part // 2)) for part in (0, 1, 2))
        return cls(tuple(columns), grid, width)


def quarter(day: date) -> str:
    """Write a quarter."""
    return _("%(year)s, quarter %(number)s") % {"year": day.year, "number": (day.month - 1) // 3 + 1}


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter in the table."""

    label: str
    steering: int
    preparation: int
    working: int
    total: int
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class NeedOfYears:
    """An organisation's staffing need by year, in posts; nothing for a year without calls."""

    name: str
    address: str
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrowthPage:
    """How many groups there are, and how many posts they need of each organisation, over time."""

    here: Here
    picture: GrowthPicture | None
    rows: tuple[QuarterRow, ...]
    now: int
    working_now: int
    before: int
    before_day: date
    years: tuple[str, ...]
    needs: Page[NeedOfYears]
    grounds: Grounds
    today: date


def quarter_rows(days: Sequence[date], counts: Sequence[Mapping[GroupKind, int]], today: date) -> list[QuarterRow]:
    """Return the table that says the same as the picture, the latest quarter first."""
    rows = []
    for day, one in zip(days, counts, strict=True):
        levels = {name: sum(one[kind] for kind in kinds) for name, kinds in LEVELS}
        rows.append(
            QuarterRow(
                quarter(day),
                levels["steering"],
                levels["preparation"],
                levels["working"],
                sum(levels.values()),
                day > today,
            )
        )
    return rows[::-1]


def needs_of_years(ledger: Ledger, years: Sequence[int]) -> list[NeedOfYears]:
    """Return each organisation's posts by year, vacant seats counted, the largest need of the latest year first."""
    sums = total_by(ledger.lines, lambda call: (call.unit, call.starts.year))
    units = {unit for unit, _year in sums}
    size = {unit: max(sums.get((unit, year), Cost()).needed for year in years) for unit in units}
    return [
        NeedOfYears(
            ledger.units[unit][0],
            reverse("workload:organisation", args=[unit]),
            tuple(
                posts(sums[unit, year].needed, ledger.basis.fte_hours) if (unit, year) in sums else "" for year in years
            ),
        )
        for unit in sorted(units, key=lambda key: (-size[key], ledger.units[key][0]))
    ]
