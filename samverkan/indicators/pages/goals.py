"""What the pages of goals and of the two top outcomes are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse

from samverkan.indicators.models import GoalJudgement, GoalReview, Indicator, ProgrammeLink, SubGoal, Vision
from samverkan.indicators.pages.chart import Chart, chart_of
from samverkan.indicators.pages.figures import Figure, points_of
from samverkan.indicators.pages.indicators import TONES, IndicatorRow, UnitChoice, address_of, tabs_of, unit_choices
from samverkan.indicators.rules.coverage import AreaLacking, lacks_indicator
from samverkan.indicators.rules.standing import trend
from samverkan.indicators.words import Direction, Measurability, Outcome, ProgrammeKind, Trend
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area, Goal
from samverkan.ui.pages import Tab


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator at the end of a branch."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SubGoalBranch:
    """A sub-goal with its indicators; the lamp is lit where something could measure it but nothing does."""

    text: str
    address: str
    is_own: bool
    measurability: Measurability
    due_year: int | None
    indicators: tuple[Leaf, ...]
    is_dark: bool

    @classmethod
    def of(cls, sub_goal: SubGoal, unit: Unit) -> SubGoalBranch:
        """Return the branch. Wants indicators prefetched."""
        indicators = list(sub_goal.indicators.all())
        measurability = Measurability(sub_goal.measurability)
        return cls(
            text=sub_goal.text,
            address=reverse("indicators:sub_goal", args=[sub_goal.pk]),
            is_own=sub_goal.unit_id == unit.pk and unit.municipality_id is not None,
            measurability=measurability,
            due_year=sub_goal.due_year,
            indicators=tuple(Leaf(one.name, address_of(one, unit)) for one in indicators),
            is_dark=lacks_indicator(measurability, len(indicators)),
        )


@dataclass(frozen=True, slots=True)
class GoalBranch:
    """A common goal with how it is measured and the sub-goals under it; without text, the goals beside them."""

    text: str
    is_proposal: bool
    measurability: Measurability | None
    how_measured: str
    sources: tuple[Leaf, ...]
    judge_address: str
    sub_goals: tuple[SubGoalBranch, ...]


@dataclass(frozen=True, slots=True)
class AreaBranch:
    """A priority area with its goals, and what it is tied to."""

    name: str
    address: str
    goals: tuple[GoalBranch, ...]
    local: tuple[SubGoalBranch, ...]
    loose: tuple[Leaf, ...]
    programmes: tuple[Programme, ...]
    has_no_sub_goal: bool
    has_no_indicator: bool


@dataclass(frozen=True, slots=True)
class Programme:
    """What an area is tied to."""

    kind: ProgrammeKind
    title: str
    reference: str
    address: str
    end_address: str

    @classmethod
    def of(cls, link: ProgrammeLink) -> Programme:
        """Return the tie."""
        return cls(
            ProgrammeKind(link.kind),
            link.title,
            link.reference,
            link.address,
            reverse("indicators:unlink_programme", args=[link.pk]),
        )


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A yearly review."""

    year: int
    reviewed_on: date
    note: str
    decision: str

    @classmethod
    def of(cls, review: GoalReview) -> ReviewRow:
        """Return the row. Wants the decision selected."""
        return cls(review.year, review.reviewed_on, review.note, str(review.decision) if review.decision else "")


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """The tree from vision to indicator, as read in one unit."""

    unit: Unit | None
    tabs: tuple[Tab, ...] = ()
    units: tuple[UnitChoice, ...] = ()
    visions: tuple[Vision, ...] = ()
    areas: tuple[AreaBranch, ...] = ()
    earlier: tuple[SubGoalBranch, ...] = ()
    """Living sub-goals of areas that are no longer in force: to be moved or ended."""
    sub_goals: int = 0
    dark: int = 0
    unmeasurable: int = 0
    lacking: int = 0
    reviews: tuple[ReviewRow, ...] = ()
    unreviewed: tuple[int, ...] = ()
    may_change: bool = False
    may_steer: bool = False

    @classmethod
    def of(
        cls,
        unit: Unit,
        *,
        units: Iterable[Unit],
        visions: Iterable[Vision],
        areas: Sequence[Area],
        sub_goals: Sequence[SubGoal],
        loose: Iterable[Indicator],
        judgements: Mapping[int, GoalJudgement],
        programmes: Iterable[ProgrammeLink],
        lacking: Iterable[tuple[Area, AreaLacking]],
        reviews: Iterable[GoalReview],
        unreviewed: tuple[int, ...],
        may_change: bool,
        may_steer: bool,
    ) -> GoalsPage:
        """Return the page."""
        faults = {area.pk: fault for area, fault in lacking}
        ties, bare = list(programmes), list(loose)
        branches = tuple(
            _area_branch(unit, area, sub_goals, bare, judgements, ties, faults.get(area.pk)) for area in areas
        )
        known = {area.pk for area in areas}
        drawn = [SubGoalBranch.of(one, unit) for one in sub_goals]
        return cls(
            unit=unit,
            tabs=tabs_of(unit, "goals"),
            units=unit_choices(units, unit),
            visions=tuple(visions),
            areas=branches,
            earlier=tuple(SubGoalBranch.of(one, unit) for one in sub_goals if one.area_id not in known),
            sub_goals=len(drawn),
            dark=sum(one.is_dark for one in drawn),
            unmeasurable=sum(one.measurability == Measurability.NONE for one in drawn),
            lacking=len(faults),
            reviews=tuple(ReviewRow.of(review) for review in reviews),
            unreviewed=unreviewed,
            may_change=may_change,
            may_steer=may_steer,
        )


def _area_branch(
    unit: Unit,
    area: Area,
    sub_goals: Sequence[SubGoal],
    loose: Sequence[Indicator],
    judgements: Mapping[int, GoalJudgement],
    programmes: Sequence[ProgrammeLink],
    fault: AreaLacking | None,
) -> AreaBranch:
    here = [one for one in sub_goals if one.area_id == area.pk]
    return AreaBranch(
        name=area.name,
        address=reverse("priorities:area", args=[area.pk]),
        goals=tuple(
            _goal_branch(unit, goal, [one for one in here if one.goal_id == goal.pk], judgements.get(goal.pk))
            for goal in area.goals.all()
        ),
        local=tuple(SubGoalBranch.of(one, unit) for one in here if one.goal_id is None),
        loose=tuple(Leaf(one.name, address_of(one, unit)) for one in loose if one.area_id == area.pk),
        programmes=tuple(Programme.of(link) for link in programmes if link.area_id == area.pk),
        has_no_sub_goal=bool(fault and fault.has_no_sub_goal),
        has_no_indicator=bool(fault and fault.has_no_indicator),
    )


def _goal_branch(unit: Unit, goal: Goal, sub_goals: Iterable[SubGoal], judgement: GoalJudgement | None) -> GoalBranch:
    return GoalBranch(
        text=goal.text,
        is_proposal=goal.is_proposal,
        measurability=Measurability(judgement.measurability) if judgement else None,
        how_measured=judgement.how_measured if judgement else "",
        sources=tuple(
            Leaf(str(source), reverse("indicators:source", args=[source.pk]))
            for source in (judgement.sources.all() if judgement else ())
        ),
        judge_address=reverse("indicators:judge_goal", args=[goal.pk]),
        sub_goals=tuple(SubGoalBranch.of(one, unit) for one in sub_goals),
    )


@dataclass(frozen=True, slots=True)
class SubGoalPage:
    """One sub-goal with what measures it."""

    sub_goal: SubGoal
    measurability: Measurability
    area: str
    area_address: str
    goal: str
    sources: tuple[Leaf, ...]
    rows: tuple[IndicatorRow, ...]
    is_dark: bool
    back: str
    add_indicator_address: str
    may_change: bool

    @classmethod
    def of(cls, sub_goal: SubGoal, rows: tuple[IndicatorRow, ...], *, may_change: bool) -> SubGoalPage:
        """Return the page. Wants unit, area, goal and sources."""
        measurability = Measurability(sub_goal.measurability)
        used = [row for row in rows if not row.is_retired]
        asked = f"?enhet={sub_goal.unit_id}"
        return cls(
            sub_goal=sub_goal,
            measurability=measurability,
            area=sub_goal.area.name,
            area_address=reverse("priorities:area", args=[sub_goal.area_id]),
            goal=sub_goal.goal.text if sub_goal.goal else "",
            sources=tuple(
                Leaf(str(source), reverse("indicators:source", args=[source.pk])) for source in sub_goal.sources.all()
            ),
            rows=rows,
            is_dark=sub_goal.ended_on is None and lacks_indicator(measurability, len(used)),
            back=reverse("indicators:goals") + asked,
            add_indicator_address=reverse("indicators:add_indicator", args=[sub_goal.unit_id])
            + f"?delmal={sub_goal.pk}",
            may_change=may_change and sub_goal.ended_on is None,
        )


@dataclass(frozen=True, slots=True)
class TrendCell:
    """How an indicator moves in a district."""

    figure: Figure | None
    trend: Trend
    tone: str
    since: str


@dataclass(frozen=True, slots=True)
class DistrictTrends:
    """A district's trends, in the order of the columns."""

    name: str
    address: str
    cells: tuple[TrendCell, ...]


@dataclass(frozen=True, slots=True)
class OutcomeTrend:
    """An indicator of a top outcome in the chosen unit."""

    name: str
    address: str
    kind_label: str
    latest: Figure | None
    is_stale: bool
    trend: Trend
    tone: str
    since: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class BadNews:
    """Something that goes clearly the wrong way, said plainly (FOL-25)."""

    indicator: str
    address: str
    unit: str
    before: str
    after: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class OutcomeBlock:
    """One of the two top outcomes."""

    outcome: Outcome
    trends: tuple[OutcomeTrend, ...]
    columns: tuple[str, ...]
    districts: tuple[DistrictTrends, ...]


@dataclass(frozen=True, slots=True)
class OutcomesPage:
    """The trends of the two top outcomes, for the city and per district (FOL-20)."""

    unit: Unit | None
    tabs: tuple[Tab, ...] = ()
    units: tuple[UnitChoice, ...] = ()
    blocks: tuple[OutcomeBlock, ...] = ()
    bad_news: tuple[BadNews, ...] = ()
    is_measured: bool = False
    council_goal: str = ""
    paging: Page[Unit] | None = None


def trend_of(indicator: Indicator, figures: Sequence[Figure]) -> tuple[Trend, str]:
    """Return how the shown figures move, and the period the trend begins in."""
    shown = [figure for figure in figures if figure.value is not None]
    found = trend(points_of(shown), Direction(indicator.direction))
    return found, shown[0].period if len(shown) > 1 else ""


def outcome_trend(indicator: Indicator, unit: Unit, figures: Sequence[Figure], *, on: date) -> OutcomeTrend:
    """Return the trend of an indicator in the chosen unit."""
    found, since = trend_of(indicator, figures)
    latest = figures[-1] if figures else None
    return OutcomeTrend(
        name=indicator.name,
        address=address_of(indicator, unit),
        kind_label=indicator.unit_of_measure,
        latest=latest,
        is_stale=latest is not None and latest.is_stale(indicator, on=on),
        trend=found,
        tone=TONES[found],
        since=since,
        chart=chart_of(figures, None),
    )


def trend_cell(indicator: Indicator, figures: Sequence[Figure]) -> TrendCell:
    """Return the trend of an indicator in a district."""
    found, since = trend_of(indicator, figures)
    return TrendCell(figures[-1] if figures else None, found, TONES[found], since)


def bad_news(indicator: Indicator, unit: Unit, figures: Sequence[Figure]) -> BadNews | None:
    """Return the news if the indicator goes clearly the wrong way in the unit."""
    if trend_of(indicator, figures)[0] != Trend.WORSE:
        return None
    shown = [figure for figure in figures if figure.value is not None]
    return BadNews(
        indicator=indicator.name,
        address=address_of(indicator, unit),
        unit=unit.name,
        before=shown[0].text,
        after=shown[-1].text,
        since=shown[0].period,
        until=shown[-1].period,
    )
