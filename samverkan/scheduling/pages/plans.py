"""What the pages of plans are given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samverkan.scheduling.models import Proposal, YearPlan
from samverkan.scheduling.pages.common import group_address, hours, told
from samverkan.scheduling.pages.hands import HandRow
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.meetings import Planned, meetings_of
from samverkan.scheduling.rules.rows import key_of
from samverkan.scheduling.rules.wording import progress_in_words
from samverkan.scheduling.words import Answer, PlanKind, PlanState
from samverkan.ui.pages import Tab


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list."""

    title: str
    address: str
    kind: PlanKind
    state: PlanState
    version: int
    created_at: datetime
    cost: int | None
    collisions: int | None

    @classmethod
    def of(cls, plan: YearPlan) -> PlanRow:
        """Return the row. Wants the unit selected."""
        return cls(
            title=f"{plan.year}, {plan.unit.name}",
            address=reverse("scheduling:plan", args=[plan.pk]),
            kind=PlanKind(plan.kind),
            state=PlanState(plan.state),
            version=plan.version,
            created_at=plan.created_at,
            cost=plan.cost,
            collisions=plan.figures.get("collisions"),
        )


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A group's meetings in a plan, and what its leader says of them."""

    pk: int
    group: str
    unit: str
    plan: str
    address: str
    answer: Answer
    reason: str
    answered_by: str
    is_changed: bool
    may_answer: bool

    @classmethod
    def of(cls, proposal: Proposal, plan: YearPlan, *, may_answer: bool) -> ProposalRow:
        """Return the row. Wants group and its unit selected."""
        return cls(
            pk=proposal.pk,
            group=proposal.group.name,
            unit=proposal.group.unit.name,
            plan=f"{plan.year}, {plan.unit.name}",
            address=reverse("scheduling:proposal", args=[proposal.pk]),
            answer=Answer(proposal.answer),
            reason=proposal.reason,
            answered_by=proposal.answered_by,
            is_changed=proposal.is_changed,
            may_answer=may_answer and proposal.answer != Answer.YES,
        )


@dataclass(frozen=True, slots=True)
class PlansPage:
    """The landing page: what waits for one's answer, and the plans."""

    waiting: tuple[ProposalRow, ...]
    plans: Page[Any]
    rows: tuple[PlanRow, ...]
    may_plan: bool
    sees_basis: bool
    may_find: bool
    compare: tuple[tuple[str, str], ...]
    """Units and years with more than one kind of plan: what the link says, and where it leads."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """Somebody who attends, and when if not the whole meeting."""

    who: str
    when: str
    by_video: bool
    is_deputy: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting of a plan."""

    group: str
    address: str
    day: date
    when: str
    room: str
    parts: tuple[PartRow, ...]
    empty: str
    agenda: tuple[tuple[str, str], ...]
    is_assumed: bool

    @classmethod
    def of(cls, meeting: Planned, labels: Mapping[str, str]) -> MeetingRow:
        """Return the row."""
        whole = (meeting.start, meeting.end)
        words = {"everybody": _("Matters for everybody"), "the rest": _("Matters of the group's own")}
        return cls(
            group=labels.get(meeting.group, meeting.group),
            address=group_address(meeting.group),
            day=meeting.day,
            when=f"{clock(meeting.start)}–{clock(meeting.end)}",
            room=labels.get(meeting.room, ""),
            parts=tuple(
                PartRow(
                    labels.get(part.person, ""),
                    "" if (part.start, part.end) == whole else f"{clock(part.start)}–{clock(part.end)}",
                    part.by_video,
                    part.is_deputy,
                )
                for part in meeting.parts
            ),
            empty=", ".join(labels.get(seat, "") for seat in meeting.empty),
            agenda=tuple(
                (
                    f"{clock(point.start)}–{clock(point.end)}",
                    words.get(point.title, point.title) if meeting.is_assumed else point.title,
                )
                for point in meeting.agenda
            )
            if meeting.has_agenda
            else (),
            is_assumed=meeting.is_assumed,
        )


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What moved from the plan before, and why."""

    group: str
    before: str
    after: str
    reason: str
    is_moved: bool
    people: tuple[str, ...]
    """Who comes instead of whom, in words."""

    @classmethod
    def of(cls, change: Mapping[str, Any], labels: Mapping[str, str]) -> ChangeRow:
        """Return the row."""
        return cls(
            labels.get(change["group"], change["group"]),
            _placed(change["before"], labels),
            _placed(change["after"], labels),
            told(change["reason"]),
            change["moved"],
            tuple(_comes(old, new, labels) for old, new in change.get("people", ())),
        )


def _comes(old: str | None, new: str | None, labels: Mapping[str, str]) -> str:
    """Return who comes instead of whom, by function."""
    names = {"old": labels.get(old or "", ""), "new": labels.get(new or "", "")}
    if old is None:
        return _("%(new)s comes, too") % names
    if names["new"] == names["old"]:
        return _("Somebody else comes as %(new)s") % names
    return (_("%(old)s does not come") if new is None else _("%(new)s comes instead of %(old)s")) % names


def _placed(place: list[Any] | None, labels: Mapping[str, str]) -> str:
    if place is None:
        return ""
    day = date_format(date.fromisoformat(place[0]), "j F Y")
    return f"{day} {clock(place[1])}, {labels.get(place[2], '')}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the making of a plan has come."""

    doing: str
    elapsed: int
    seconds: int
    cost: int | None
    saved: int | None
    """Per cent better than the first plan."""
    is_silent: bool
    is_stopping: bool
    heard_at: datetime | None

    @classmethod
    def of(cls, plan: YearPlan, *, is_silent: bool) -> Progress:
        """Return how far it has come."""
        doing = progress_in_words(plan.doing)
        better = None
        if plan.cost_now is not None and plan.first_cost:
            better = round(100 * (plan.first_cost - plan.cost_now) / plan.first_cost)
        return cls(
            _(doing.sentence) % doing.values,
            round(plan.elapsed),
            plan.seconds,
            plan.cost_now,
            better,
            is_silent,
            plan.stop_wanted,
            plan.heard_at,
        )


@dataclass(frozen=True, slots=True)
class Agendas:
    """Whose agendas a windowed plan took as written, and whose it assumed: name and where it is written, if one may."""

    written: int
    assumed: tuple[tuple[str, str], ...]
    since: int
    """How many groups of the assumed have written theirs since the plan was made."""

    @classmethod
    def of(cls, plan: YearPlan, *, shown: Collection[str], run: Collection[int], now: Collection[int]) -> Agendas:
        """Return them for the groups shown; `run` are those the reader runs, `now` those that have written today."""
        names = sorted((name for name in shown if name in plan.labels), key=lambda name: plan.labels[name])
        assumed = [name for name in names if name not in plan.agendas]
        return cls(
            written=len(names) - len(assumed),
            assumed=tuple(
                (
                    plan.labels[name],
                    reverse("scheduling:agenda", args=[key_of(name)]) if key_of(name) in run else "",
                )
                for name in assumed
            ),
            since=sum(key_of(name) in now for name in assumed),
        )


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan: how far it has come, or what it holds."""

    plan: YearPlan
    kind: PlanKind
    state: PlanState
    progress: Progress | None
    faults: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[str, str], ...]
    collisions: tuple[str, ...]
    more_collisions: int
    changes: tuple[ChangeRow, ...]
    moved: int
    proposals: tuple[ProposalRow, ...]
    months: tuple[Tab, ...]
    meetings: tuple[MeetingRow, ...]
    may_plan: bool
    gap: int | None
    """How much better a plan could be at most, per cent."""
    agendas: Agendas | None = None
    """Of a windowed plan, whose agendas were written and whose assumed."""
    hands: tuple[HandRow, ...] = ()
    """The meetings that people had moved or cancelled by hand when the plan was made."""

    @property
    def is_made(self) -> bool:
        """Tell whether there is a plan to read."""
        return bool(self.plan.schedule)

    @property
    def cost(self) -> str:
        """Return what the plan costs."""
        return hours(self.plan.cost or 0)

    @property
    def bound(self) -> str:
        """Return what no plan can cost less than."""
        return hours(self.plan.bound or 0)

    @property
    def waiting(self) -> int:
        """Return how many groups have not answered."""
        return sum(row.answer == Answer.OPEN for row in self.proposals)

    @classmethod
    def of(
        cls,
        plan: YearPlan,
        *,
        shown: Collection[str],
        month: int | None,
        proposals: Iterable[ProposalRow],
        may_plan: bool,
        progress: Progress | None,
        agendas: Agendas | None = None,
        hands: tuple[HandRow, ...] = (),
    ) -> PlanPage:
        """Return the page with the meetings of one month, of the groups that the reader may see."""
        meetings = [each for each in meetings_of(plan.instance, plan.schedule, plan.windows) if each.group in shown]
        held = sorted({each.day.month for each in meetings})
        month = month if month in held else held[0] if held else None
        labels = plan.labels
        figures = plan.figures if may_plan else {}
        return cls(
            plan=plan,
            kind=PlanKind(plan.kind),
            state=PlanState(plan.state),
            progress=progress,
            faults=tuple(tuple(told(demand) for demand in demands) for demands in plan.faults) if may_plan else (),
            figures=_figures(figures),
            collisions=tuple(told(each) for each in figures.get("collisions_told", ())[:30]),
            more_collisions=max(0, figures.get("collisions", 0) - 30),
            changes=tuple(ChangeRow.of(change, labels) for change in plan.changes if change["group"] in shown),
            moved=sum(change["moved"] for change in plan.changes if change["group"] in shown),
            proposals=tuple(proposals),
            months=tuple(
                Tab(
                    capfirst(date_format(date(plan.year, each, 1), "F")),
                    f"?month={each}#meetings",
                    each == month,
                    sum(row.day.month == each for row in meetings),
                )
                for each in held
            ),
            meetings=tuple(MeetingRow.of(each, labels) for each in meetings if each.day.month == month),
            may_plan=may_plan,
            gap=round(100 * (plan.cost - plan.bound) / plan.cost) if plan.cost and plan.bound and may_plan else None,
            agendas=agendas,
            hands=hands,
        )


def _figures(figures: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if not figures:
        return ()
    everything = figures["all"]
    return (
        (_("Meetings"), str(figures["meetings"])),
        (_("Collisions"), str(figures["collisions"])),
        (_("Trips"), hours(everything["trips"])),
        (_("Hours of travel"), hours(everything["travel"])),
        (_("Hours in all"), hours(everything["total"])),
    )


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A proposal to a group: its meetings, and yes or no."""

    group: str
    plan: YearPlan
    meetings: tuple[MeetingRow, ...]
    changes: tuple[ChangeRow, ...]
    answer: Answer
    form: Any
    address: str

    @classmethod
    def of(cls, proposal: Proposal, form: Any) -> AnswerPage:
        """Return the page. Wants plan and group selected."""
        plan, name = proposal.plan, f"g{proposal.group_id}"
        meetings = [each for each in meetings_of(plan.instance, plan.schedule, plan.windows) if each.group == name]
        return cls(
            group=proposal.group.name,
            plan=plan,
            meetings=tuple(MeetingRow.of(each, plan.labels) for each in meetings),
            changes=tuple(ChangeRow.of(each, plan.labels) for each in plan.changes if each["group"] == name),
            answer=Answer(proposal.answer),
            form=form,
            address=reverse("scheduling:plan", args=[plan.pk]),
        )
