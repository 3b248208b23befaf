"""What the pages of indicators, readings and sources are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import Word
from samverkan.indicators.models import Aim, Indicator, Reading
from samverkan.indicators.pages.chart import Chart, Strip, chart_of, strips
from samverkan.indicators.pages.figures import (
    Figure,
    group_label,
    hidden_among,
    number,
    points_of,
    target_of,
    with_unit,
)
from samverkan.indicators.rules.standing import pace, realism, standing, trend
from samverkan.indicators.words import Direction, IndicatorKind, Outcome, Realism, Standing, Trend
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.ui.pages import Tab

TONES: Mapping[Word, str] = {
    Standing.REACHED: "fulfilled",
    Standing.BETTER: "active",
    Standing.UNCLEAR: "cannot_be_judged",
    Standing.WORSE: "breached",
    Standing.NO_AIM: "not_applicable",
    Standing.NO_READING: "vacant",
    Trend.BETTER: "active",
    Trend.WORSE: "breached",
    Trend.UNCLEAR: "cannot_be_judged",
    Trend.TOO_FEW: "not_applicable",
}
"""Which of the states of `ui.words` a standing or trend is drawn as."""


def address_of(indicator: Indicator, unit: Unit) -> str:
    """Return where the indicator is opened as read in the unit."""
    return reverse("indicators:indicator", args=[indicator.pk]) + f"?enhet={unit.pk}"


def tabs_of(unit: Unit, current: str) -> tuple[Tab, ...]:
    """Return the views of a unit's goals and figures."""
    asked = f"?enhet={unit.pk}"
    return tuple(
        Tab(title, reverse(f"indicators:{name}") + asked, is_current=name == current)
        for name, title in (
            ("goals", _("Goals")),
            ("list", _("Indicators")),
            ("outcomes", _("The two top outcomes")),
            ("sources", _("Sources")),
        )
    )


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit whose goals and figures can be opened."""

    pk: int
    name: str
    is_chosen: bool


def unit_choices(units: Iterable[Unit], chosen: Unit) -> tuple[UnitChoice, ...]:
    """Return the units to choose among."""
    return tuple(UnitChoice(unit.pk, unit.name, unit.pk == chosen.pk) for unit in units)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its latest figure in a unit and how it stands."""

    name: str
    address: str
    area: str
    sub_goal: str
    is_common: bool
    is_retired: bool
    latest: Figure | None
    is_stale: bool
    standing: Standing
    tone: str
    target: str

    @classmethod
    def of(
        cls, indicator: Indicator, unit: Unit, figures: Sequence[Figure], aim: Aim | None, *, on: date
    ) -> IndicatorRow:
        """Return the row. Wants unit, area and sub-goal selected."""
        latest = figures[-1] if figures else None
        found = standing_of(figures, aim, Direction(indicator.direction))
        return cls(
            name=indicator.name,
            address=address_of(indicator, unit),
            area=indicator.area.name if indicator.area else "",
            sub_goal=indicator.sub_goal.text if indicator.sub_goal else "",
            is_common=indicator.unit_id == (unit.municipality_id or unit.pk),
            is_retired=indicator.retired_on is not None and indicator.retired_on <= on,
            latest=latest,
            is_stale=latest is not None and latest.is_stale(indicator, on=on),
            standing=found,
            tone=TONES[found],
            target=_("%(value)s by %(year)s") % {"value": with_unit(indicator, aim.target), "year": aim.target_year}
            if aim
            else "",
        )


def standing_of(figures: Sequence[Figure], aim: Aim | None, direction: Direction) -> Standing:
    """Tell how the latest shown figure stands; a hidden latest figure is not judged by an older one."""
    if figures and figures[-1].is_hidden:
        return Standing.UNCLEAR if aim else Standing.NO_AIM
    return standing(points_of(figures), target_of(aim), direction)


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """The indicators of an area."""

    area: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The indicators that a unit reads."""

    unit: Unit | None
    tabs: tuple[Tab, ...] = ()
    units: tuple[UnitChoice, ...] = ()
    groups: tuple[AreaGroup, ...] = ()
    retired: tuple[IndicatorRow, ...] = ()
    count: int = 0
    stale: int = 0
    unmeasured: int = 0
    worse: tuple[IndicatorRow, ...] = ()
    dark_goals: int = 0
    goals_address: str = ""
    may_add: bool = False

    @classmethod
    def of(
        cls, unit: Unit, rows: Sequence[IndicatorRow], *, units: Iterable[Unit], dark_goals: int, may_add: bool
    ) -> ListPage:
        """Return the page; the rows come in the order of areas."""
        used = [row for row in rows if not row.is_retired]
        names = list(dict.fromkeys(row.area for row in used))
        groups = [AreaGroup(name or _("No area"), tuple(row for row in used if row.area == name)) for name in names]
        return cls(
            unit=unit,
            tabs=tabs_of(unit, "list"),
            units=unit_choices(units, unit),
            groups=tuple(groups),
            retired=tuple(row for row in rows if row.is_retired),
            count=len(used),
            stale=sum(row.is_stale for row in used),
            unmeasured=sum(row.latest is None for row in used),
            worse=tuple(row for row in used if row.standing == Standing.WORSE),
            dark_goals=dark_goals,
            goals_address=reverse("indicators:goals") + f"?enhet={unit.pk}",
            may_add=may_add,
        )


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a proxy chain."""

    name: str
    address: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A broken-down figure."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district's figure of the period that is compared."""

    name: str
    address: str
    figure: Figure | None
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Districts beside each other, by name and without ranking (FOL-10)."""

    period: str
    rows: tuple[DistrictRow, ...]
    whole: Figure | None
    is_comparable: bool
    paging: Page[DistrictRow]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A figure that was replaced."""

    period: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator as read in one unit."""

    indicator: Indicator
    unit: Unit
    units: tuple[UnitChoice, ...]
    kind: IndicatorKind
    direction: Direction
    outcome: Outcome
    area: str
    area_address: str
    sub_goal: str
    sub_goal_address: str
    chain: tuple[ChainLink, ...]
    latest: Figure | None
    is_stale: bool
    aim: Aim | None
    baseline: str
    target: str
    standing: Standing
    tone: str
    trend: Trend
    trend_tone: str
    realism: Realism | None
    pace: str
    chart: Chart | None
    figures: tuple[Figure, ...]
    groups: tuple[GroupFigure, ...]
    groups_period: str
    comparison: Comparison | None
    corrections: tuple[CorrectionRow, ...]
    may_change: bool
    may_record: bool
    may_aim: bool
    has_sources: bool

    @classmethod
    def of(
        cls,
        indicator: Indicator,
        unit: Unit,
        *,
        figures: tuple[Figure, ...],
        readings: Sequence[Reading],
        aim: Aim | None,
        chain: Sequence[Indicator],
        units: Iterable[Unit],
        comparison: Comparison | None,
        corrections: Sequence[Reading],
        on: date,
        **may: bool,
    ) -> IndicatorPage:
        """Return the page. `figures` are the undivided ones, the oldest first; `readings` all of the unit's own."""
        direction, target = Direction(indicator.direction), target_of(aim)
        points, latest = points_of(figures), figures[-1] if figures else None
        found, moved, seen = standing_of(figures, aim, direction), trend(points, direction), pace(points)
        groups, groups_period = _groups(indicator, readings)
        area, sub_goal = indicator.area, indicator.sub_goal
        return cls(
            indicator=indicator,
            unit=unit,
            units=unit_choices(units, unit),
            kind=IndicatorKind(indicator.kind),
            direction=direction,
            outcome=Outcome(indicator.outcome),
            area=area.name if area else "",
            area_address=reverse("priorities:area", args=[area.pk]) if area else "",
            sub_goal=sub_goal.text if sub_goal else "",
            sub_goal_address=reverse("indicators:sub_goal", args=[sub_goal.pk]) if sub_goal else "",
            chain=tuple(ChainLink(one.name, address_of(one, unit), one.pk == indicator.pk) for one in chain),
            latest=latest,
            is_stale=latest is not None and latest.is_stale(indicator, on=on),
            aim=aim,
            baseline=with_unit(indicator, aim.baseline) if aim else "",
            target=with_unit(indicator, aim.target) if aim else "",
            standing=found,
            tone=TONES[found],
            trend=moved,
            trend_tone=TONES[moved],
            realism=realism(points, target, direction) if target else None,
            pace=number(seen, 2) if seen is not None else "",
            chart=chart_of(figures, target),
            figures=tuple(reversed(figures)),
            groups=groups,
            groups_period=groups_period,
            comparison=comparison,
            corrections=tuple(_correction(indicator, reading) for reading in corrections),
            **may,
        )


def _correction(indicator: Indicator, reading: Reading) -> CorrectionRow:
    assert reading.replaced_by is not None
    after = reading.replaced_by
    after.unit = reading.unit
    before = Figure.of(reading, indicator)
    return CorrectionRow(before.period, before, Figure.of(after, indicator))


def _groups(indicator: Indicator, readings: Sequence[Reading]) -> tuple[tuple[GroupFigure, ...], str]:
    """Return the broken-down figures of the latest period that has any, and the period."""
    divided = [reading for reading in readings if reading.sex or reading.age or reading.part]
    if not divided:
        return (), ""
    last = max((reading.ends_on, reading.starts_on) for reading in divided)
    hidden = hidden_among(indicator, readings)
    shown = [
        GroupFigure(group_label(reading), Figure.of(reading, indicator, hidden=reading.pk in hidden))
        for reading in divided
        if (reading.ends_on, reading.starts_on) == last
    ]
    return tuple(shown), shown[0].figure.period


def district_rows(
    indicator: Indicator, districts: Sequence[Unit], by_unit: Mapping[int, Reading], whole: Figure | None
) -> tuple[DistrictRow, ...]:
    """Return the districts in the order of their names, each with its figure of the period if it has one."""
    comparable = indicator.kind != IndicatorKind.COUNT
    figures = [Figure.of(by_unit[unit.pk], indicator) if unit.pk in by_unit else None for unit in districts]
    drawn: list[Strip | None] = [None] * len(districts)
    if comparable:
        places = [
            (figure.value, figure.interval) if figure is not None and figure.value is not None else None
            for figure in figures
        ]
        drawn = strips(places, whole.value if whole else None)
    return tuple(
        DistrictRow(unit.name, address_of(indicator, unit), figure, strip)
        for unit, figure, strip in zip(districts, figures, drawn, strict=True)
    )


def is_municipality(unit: Unit) -> bool:
    """Tell whether the unit is the municipality itself."""
    return unit.kind == UnitKind.MUNICIPALITY
