"""What the pages of plans are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.causes.words import Side
from samverkan.decisions.services import decision_pointer, matter_pointer
from samverkan.ground.words import Party
from samverkan.measures.forms.plans import SearchForm
from samverkan.measures.models import Carried, Half, Measure, Part, Plan, PlanVersion
from samverkan.measures.queries.halves import delivered
from samverkan.measures.queries.measures import half_content, is_in_force, lamps_of, measure_content
from samverkan.measures.queries.overview import Balance, balance_of
from samverkan.measures.queries.plans import newest_in_force, state_of
from samverkan.measures.rules.measures import PARTIES, STOPPING, is_late, uncovered
from samverkan.measures.rules.plans import AreaFacts, Groundwork
from samverkan.measures.words import HalfState, Lamp, MeasureState, PartKind, PlanKind, VersionState
from samverkan.priorities.models import AreaList

SOON = frozenset({Lamp.CAUSE_EXCEPTION, Lamp.GOAL_EXCEPTION, Lamp.NOT_PLANNED, Lamp.CHANGED_SINCE})
SHOWN_TO_ALL = frozenset({Lamp.CAUSE_EXCEPTION, Lamp.GOAL_EXCEPTION, Lamp.NOT_PLANNED, Lamp.LATE})
"""What those with insight only see of lamps: not how the work of writing stands."""


@dataclass(frozen=True, slots=True)
class Light:
    """A lamp as it is shown: `status` is a code of the look."""

    status: str
    text: str

    @classmethod
    def of(cls, lamp: Lamp) -> Light:
        """Return the lamp in the reader's language."""
        status = "missing" if lamp in STOPPING else "late" if lamp == Lamp.LATE else "stale"
        return cls("draft" if lamp in SOON else status, gettext(lamp.label))


@dataclass(frozen=True, slots=True)
class Link:
    """A thing below in the red thread; without an address where the reader may not open it."""

    text: str
    address: str = ""

    @classmethod
    def to(cls, text: str, name: str, key: int | None) -> Link:
        """Return the link to the named address, or the bare text."""
        return cls(text, reverse(name, args=[key]) if key is not None else "")


@dataclass(frozen=True, slots=True)
class HalfMark:
    """One party's half in a row of a plan."""

    party: Party
    is_missing: bool
    state: HalfState | None = None
    unit: str = ""
    due_on: date | None = None
    is_late: bool = False
    dose: int | None = None
    given: int = 0
    dose_unit: str = ""

    @property
    def status(self) -> str:
        """Return the code of the look."""
        if self.state is None:
            return "missing"
        if self.is_late:
            return "late"
        codes = {HalfState.PLANNED: "planned", HalfState.ONGOING: "open", HalfState.REPORTED: "awaiting_decision"}
        return codes.get(self.state, "done" if self.state == HalfState.DONE else "not_applicable")

    @property
    def text(self) -> str:
        """Return the state in words."""
        if self.state is None:
            return gettext("Not said")
        short = {
            HalfState.REPORTED: gettext("Waits to be closed"),
            HalfState.NONE: gettext("No part"),
        }
        return gettext("Late") if self.is_late else short.get(self.state, gettext(self.state.label))

    @classmethod
    def of(
        cls, party: Party, half: Half | None, *, is_open: bool, on: date, said: Mapping[str, Any] | None = None
    ) -> HalfMark:
        """Return the mark. Wants unit and deliveries fetched. `said` is the half in the wording that is read."""
        if half is None:
            return cls(party, is_missing=True)
        state = HalfState(half.state)
        said = half_content(half) if said is None else said
        due_on = day_of(said["due_on"])
        return cls(
            party=party,
            is_missing=False,
            state=state,
            unit=said["unit"],
            due_on=due_on if state != HalfState.NONE else None,
            is_late=is_open and is_late(state, due_on, on),
            dose=said["dose"],
            given=delivered(half),
            dose_unit=said["dose_unit"],
        )


def day_of(text: str | None) -> date | None:
    """Return the day that a frozen content holds."""
    return date.fromisoformat(text) if text else None


def said_by(content: Mapping[str, Any], party: Party) -> Mapping[str, Any] | None:
    """Return the party's half in the content of a measure, if it holds one."""
    return next((half for half in content["halves"] if half["party"] == party), None)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a plan, with both halves and what is not as it should be."""

    number: int
    title: str
    address: str
    state: MeasureState
    is_in_force: bool
    cause: str
    goal: str
    marks: tuple[HalfMark, ...]
    lights: tuple[Light, ...]
    lamps: tuple[Lamp, ...]

    @classmethod
    def of(
        cls, measure: Measure, *, on: date, decided: Mapping[int, dict[str, Any]], is_reading_decided: bool = False
    ) -> MeasureRow:
        """Return the row of a measure fetched `in_full`; who reads what was decided meets those words."""
        halves = {half.party: half for half in measure.halves.all()}
        frozen = decided.get(measure.pk)
        said = frozen if is_reading_decided and frozen is not None else measure_content(measure)
        lamps = lamps_of(measure, on=on, decided=frozen)
        if is_reading_decided:
            lamps = tuple(lamp for lamp in lamps if lamp in SHOWN_TO_ALL)
        is_open = measure.state == MeasureState.OPEN
        return cls(
            number=measure.number,
            title=said["title"],
            address=reverse("measures:measure", args=[measure.pk]),
            state=MeasureState(measure.state),
            is_in_force=is_in_force(measure),
            cause=said["cause"],
            goal=said["goal"],
            marks=tuple(
                HalfMark.of(party, halves.get(party), is_open=is_open, on=on, said=said_by(said, party))
                for party in PARTIES
            ),
            lights=tuple(Light.of(lamp) for lamp in lamps),
            lamps=lamps,
        )


@dataclass(frozen=True, slots=True)
class PartBlock:
    """A part of the plan."""

    kind: PartKind
    text: str
    edit_address: str

    @classmethod
    def of(cls, kind: PartKind, part: Part, *, may_write: bool) -> PartBlock:
        """Return the part."""
        return cls(kind, part.text, reverse("measures:part", args=[part.pk]) if may_write else "")


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """An area of the plan with its measures."""

    facts: AreaFacts
    rows: tuple[MeasureRow, ...]
    edit_address: str
    is_untouched: bool


@dataclass(frozen=True, slots=True)
class TriangleRow:
    """A problem, and for each side of the crime triangle whether a measure addresses it (ACT-18)."""

    problem: str
    sides: tuple[tuple[Side, bool], ...]
    lacking: tuple[Side, ...]

    @classmethod
    def all(cls, covered: Mapping[tuple[int, str], set[Side]]) -> tuple[TriangleRow, ...]:
        """Return the rows by the problem's name."""
        return tuple(
            cls(problem, tuple((side, side in sides) for side in Side), uncovered(sides))
            for (_, problem), sides in sorted(covered.items(), key=lambda one: one[0][1])
        )

    @classmethod
    def decided(cls, content: Mapping[str, Any]) -> tuple[TriangleRow, ...]:
        """Return the rows as a version was frozen: what it says is uncovered, and that the rest is not."""
        lacking = {one["problem"]: {Side(side) for side in one["sides"]} for one in content["uncovered"]}
        stopped = {MeasureState.STOPPED.value, MeasureState.WITHDRAWN.value}
        problems = {one["problem"] for one in content["measures"] if one["problem"] and one["state"] not in stopped}
        return cls.all({(0, name): set(Side) - lacking.get(name, set()) for name in problems | lacking.keys()})


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A frozen version of the plan."""

    number: int
    address: str
    state: VersionState
    status: str
    frozen_at: Any
    waits_at: str
    waits_title: str

    @classmethod
    def all(cls, versions: Sequence[PlanVersion]) -> tuple[VersionRow, ...]:
        """Return the rows, newest first."""
        newest = newest_in_force(versions)
        return tuple(cls.of(version, newest.number if newest else None) for version in versions)

    @classmethod
    def of(cls, version: PlanVersion, newest: int | None) -> VersionRow:
        """Return the row."""
        state = state_of(version, newest)
        status = {
            VersionState.WAITING: "awaiting_decision",
            VersionState.IN_FORCE: "in_force",
            VersionState.SUPERSEDED: "superseded",
            VersionState.SENT_BACK: "rejected",
        }[state]
        waits_at, waits_title = "", ""
        annex = version.annex_version
        if annex is not None and annex.matter_id and state == VersionState.WAITING:
            waits_at = reverse("decisions:matter", args=[annex.matter_id])
            waits_title = gettext("Open the matter")
        elif version.annex_version_id is not None:
            waits_at = reverse("agreements:annex_version", args=[version.annex_version_id])
            waits_title = gettext("The annex")
        elif version.decision is not None:
            waits_at, waits_title = decision_pointer(version.decision).address, gettext("The decision")
        elif version.matter is not None:
            waits_at, waits_title = matter_pointer(version.matter).address, gettext("The matter")
        return cls(
            number=version.number,
            address=reverse("measures:plan_version", args=[version.pk]),
            state=state,
            status=status,
            frozen_at=version.frozen_at,
            waits_at=waits_at,
            waits_title=waits_title,
        )


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """What was left undone the year before."""

    text: str
    address: str
    answer: str
    edit_address: str

    @classmethod
    def of(cls, carried: Carried, *, may_write: bool) -> CarriedRow:
        """Return the row."""
        edit = reverse("measures:carried", args=[carried.pk]) if may_write else ""
        return cls(carried.text, carried.address, carried.answer, edit)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list. Wants `queries.plans.with_counts`."""

    address: str
    kind: PlanKind
    unit: str
    group: str
    year: int
    measures: int
    done: int
    status: str
    needs_update: bool

    @classmethod
    def of(cls, plan: Any, *, needing: frozenset[int]) -> PlanRow:
        """Return the row."""
        status = "in_force" if plan.is_in_force else "awaiting_decision" if plan.is_waiting else "draft"
        return cls(
            address=reverse("measures:plan", args=[plan.pk]),
            kind=PlanKind(plan.kind),
            unit=plan.unit.name,
            group=plan.group.name if plan.group else "",
            year=plan.year,
            measures=plan.measure_count,
            done=plan.done_count,
            status=status,
            needs_update=plan.pk in needing,
        )


@dataclass(frozen=True, slots=True)
class PlansPage:
    """The plans of a year."""

    rows: tuple[PlanRow, ...]
    paging: Any
    query: str
    year: int
    years: tuple[tuple[int, str, bool], ...]
    updates: int
    may_open: bool
    may_open_city: bool
    may_open_group: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan at a glance."""

    pk: int
    title: str
    kind: PlanKind
    year: int
    unit: str
    group: str
    above: str
    above_address: str
    parts: tuple[PartBlock, ...]
    missing: int
    areas: tuple[AreaBlock, ...]
    elsewhere: tuple[MeasureRow, ...]
    """Measures of areas that the plan's list no longer holds."""
    triangle: tuple[TriangleRow, ...]
    balance: Balance
    groundwork: Groundwork | None
    planned: tuple[tuple[Party, int, int], ...]
    versions: tuple[VersionRow, ...]
    carried: tuple[CarriedRow, ...]
    group_plans: tuple[tuple[str, str], ...]
    picture: Link
    analyses: tuple[Link, ...]
    new_areas: str
    cause_exceptions: int
    goal_exceptions: int
    measures: int
    done: int
    late: int
    changed: int
    may_write: bool
    waits: bool
    has_next: bool
    is_reading_decided: bool

    @property
    def rows(self) -> tuple[MeasureRow, ...]:
        """Return all measures of the plan."""
        return tuple(row for area in self.areas for row in area.rows) + self.elsewhere


def as_decided(page: PlanPage, content: Mapping[str, Any], decided: Mapping[int, Mapping[str, Any]]) -> PlanPage:
    """Return the page in the words of the version in force: what those with insight only read, and no draft (CRO-11).

    How far the measures have come, and how they stand in planning and budget, is told as it is today.
    """
    area_of = {reverse("measures:measure", args=[key]): one["area"] for key, one in decided.items()}
    start = content["starts_from"]
    known = {link.text: link for link in page.analyses}
    return replace(
        page,
        parts=tuple(PartBlock(PartKind(part["kind"]), part["text"], "") for part in content["parts"]),
        areas=tuple(
            AreaBlock(
                facts=AreaFacts(0, area["number"], area["name"], how=area["how"], not_relevant=area["not_relevant"]),
                rows=tuple(row for row in page.rows if area_of.get(row.address) == area["name"]),
                edit_address="",
                is_untouched=False,
            )
            for area in content["areas"]
        ),
        elsewhere=(),
        triangle=TriangleRow.decided(content),
        balance=balance_of(content["measures"]),
        carried=tuple(CarriedRow(one["text"], "", one["answer"], "") for one in content["carried"]),
        picture=replace(page.picture, text=start["picture"]) if start["picture"] else Link(""),
        analyses=tuple(known.get(title, Link(title)) for title in start["analyses"]),
    )


def plan_name(plan: Plan) -> str:
    """Return what a plan is called in the reader's language."""
    whose = plan.group.name if plan.group else plan.unit.name
    return gettext("%(kind)s %(year)s, %(unit)s") % {
        "kind": gettext(PlanKind(plan.kind).label),
        "year": plan.year,
        "unit": whose,
    }


def update_text(new: AreaList | None) -> str:
    """Return the name of the list that the plan is to be updated to."""
    return new.name if new else ""


def counted(rows: Iterable[MeasureRow], lamp: Lamp) -> int:
    """Return how many of the measures the lamp is lit for."""
    return sum(lamp in row.lamps for row in rows)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A frozen version, to be read and printed. `content` is what was sealed."""

    title: str
    number: int
    row: VersionRow
    plan_address: str
    plan_title: str
    content: Mapping[str, Any]
    parts: tuple[tuple[str, str], ...]
    measures: tuple[VersionMeasure, ...]
    uncovered: tuple[tuple[str, tuple[str, ...]], ...]
    sealed: str
    is_intact: bool


@dataclass(frozen=True, slots=True)
class VersionMeasure:
    """A measure as it was frozen, with its words in the reader's language."""

    content: Mapping[str, Any]
    labels: tuple[str, ...]
    sides: tuple[str, ...]
    halves: tuple[VersionHalf, ...]


@dataclass(frozen=True, slots=True)
class VersionHalf:
    """A half as it was frozen."""

    party: Party
    content: Mapping[str, Any]
    due_on: date | None
    in_planning: str


@dataclass(frozen=True, slots=True)
class StoppedRow:
    """A measure that was stopped, with the reason."""

    title: str
    address: str
    unit: str
    area: str
    year: int
    ended_on: date | None
    because: str
    decision: str
    decision_address: str

    @classmethod
    def of(cls, measure: Measure, decided: Mapping[int, str]) -> StoppedRow:
        """Return the row, in its decided words where the reader reads those. Wants plan, area and decision selected."""
        decision = measure.stop_decision
        return cls(
            title=decided.get(measure.pk, measure.title),
            address=reverse("measures:measure", args=[measure.pk]),
            unit=measure.plan.unit.name,
            area=measure.area.name,
            year=measure.plan.year,
            ended_on=measure.ended_on,
            because=measure.stopped_because,
            decision=str(decision) if decision else "",
            decision_address=decision_pointer(decision).address if decision else "",
        )


@dataclass(frozen=True, slots=True)
class StoppedPage:
    """Stopped measures of all years."""

    rows: tuple[StoppedRow, ...]
    paging: Any
    form: SearchForm
    query: str
    is_searched: bool
