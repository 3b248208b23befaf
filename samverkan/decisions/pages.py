"""What the templates of matters, decisions and mandates are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.decisions.models import Decision, Delegation, Delimitation, Excerpt, Matter
from samverkan.decisions.models import Step as Passed
from samverkan.decisions.rules import LIVE, PREPARED_BY, MandateAnswer, is_overdue, is_prepared, politicians_wait
from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState
from samverkan.ground.words import GroupKind
from samverkan.ui.forms import Form
from samverkan.ui.pages import Step, Tab


def tabs(current: str) -> tuple[Tab, ...]:
    """Return the views of this subject."""
    rows = (
        ("list", _("Decisions"), reverse("decisions:list")),
        ("matters", _("Matters on their way"), reverse("decisions:matters")),
        ("delegations", _("The boards' delegations"), reverse("decisions:delegations")),
    )
    return tuple(Tab(title, address, is_current=key == current) for key, title, address in rows)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A line of the decision log."""

    id: int
    reference: str
    title: str
    group: str
    decided_on: date
    responsible: str
    due_date: date | None
    state: str

    @classmethod
    def of(cls, decision: Decision, *, today: date) -> DecisionRow:
        """Take the decision as it stands today."""
        state = DecisionState(decision.state)
        return cls(
            id=decision.pk,
            reference=decision.reference,
            title=decision.title,
            group=decision.group.name,
            decided_on=decision.decided_on,
            responsible=decision.responsible_title,
            due_date=decision.due_date,
            state="late" if is_overdue(state, decision.due_date, today) else state,
        )


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """The decision log."""

    rows: tuple[DecisionRow, ...]
    pages: Page[Decision]
    form: Form
    tabs: tuple[Tab, ...]
    is_filtered: bool
    may_raise: bool
    query: str


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter on its way."""

    id: int
    title: str
    group: str
    decided_in: str
    due_date: date | None
    state: MatterState
    is_late: bool

    @classmethod
    def of(cls, matter: Matter, *, today: date) -> MatterRow:
        """Take the matter as it stands today."""
        return cls(
            id=matter.pk,
            title=matter.title,
            group=matter.group.name,
            decided_in=matter.decided_in.name,
            due_date=matter.due_date,
            state=MatterState(matter.state),
            is_late=matter.due_date is not None and matter.state in LIVE and today > matter.due_date,
        )


@dataclass(frozen=True, slots=True)
class MattersPage:
    """Matters that are not yet decided."""

    rows: tuple[MatterRow, ...]
    pages: Page[Matter]
    tabs: tuple[Tab, ...]
    may_raise: bool


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """A decision on its way back to a group."""

    id: int
    group: str
    sent_at: datetime
    noted_at: datetime | None
    may_note: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision with its basis, people, mandate and what came of it."""

    decision: Decision
    state: str
    category: DecisionCategory
    meeting_address: str
    excerpts: tuple[ExcerptRow, ...]
    complete: Form | None
    lapse: Form | None

    @classmethod
    def of(
        cls,
        decision: Decision,
        *,
        excerpts: Iterable[tuple[Excerpt, bool]],
        meeting_address: str,
        complete: Form | None,
        lapse: Form | None,
        today: date,
    ) -> DecisionPage:
        """Put together what the page shows; `excerpts` with whether the actor may take note."""
        state = DecisionState(decision.state)
        return cls(
            decision=decision,
            state="late" if is_overdue(state, decision.due_date, today) else state,
            category=DecisionCategory(decision.category),
            meeting_address=meeting_address,
            excerpts=tuple(
                ExcerptRow(row.pk, row.group.name, row.sent_at, row.noted_at, may and row.noted_at is None)
                for row, may in excerpts
            ),
            complete=complete,
            lapse=lapse,
        )


def journey(matter: Matter, passed: Iterable[Passed]) -> tuple[Step, ...]:
    """Return the matter's way: where it was raised, each group it came to, the decision and the way back."""
    way = list(passed)
    state = MatterState(matter.state)
    names = [(matter.raised_in.name, "")] + [(row.to_group.name, row.recommendation) for row in way]
    has_ended = state not in LIVE
    steps = [
        Step(name, "done" if has_ended or at < len(names) - 1 else "current", text)
        for at, (name, text) in enumerate(names)
    ]
    if state == MatterState.WITHDRAWN:
        return (*steps, Step(_("Withdrawn"), "current", matter.withdrawn_because))
    if not has_ended:
        visited = [GroupKind(row.from_group.kind) for row in way]
        decider = GroupKind(matter.decided_in.kind)
        if not is_prepared(decider, [*visited, GroupKind(matter.group.kind)]):
            steps.append(Step(_(PREPARED_BY[decider].label), "coming"))
        if matter.group_id != matter.decided_in_id or not is_prepared(decider, visited):
            steps.append(Step(matter.decided_in.name, "coming"))
    steps.append(Step(_("Decision"), "done" if has_ended else "coming"))
    if matter.raised_in_id != matter.decided_in_id:
        back = state == MatterState.RETURNED
        steps.append(
            Step(_("Excerpt back to %(group)s") % {"group": matter.raised_in.name}, "done" if back else "coming")
        )
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One matter: its way, its texts and what may be done with it now."""

    matter: Matter
    state: MatterState
    category: DecisionCategory
    steps: tuple[Step, ...]
    passed: tuple[Passed, ...]
    decisions: tuple[Decision, ...]
    is_live: bool
    is_unprepared: bool
    politicians_wait: bool
    parent_name: str
    answer: MandateAnswer | None
    forward: Form | None
    prepare: Form | None
    withdraw: Form | None
    politicians: Form | None

    @property
    def forward_is_next(self) -> bool:
        """Tell whether sending the matter on is its natural next step: it is to be decided elsewhere."""
        return self.matter.group_id != self.matter.decided_in_id

    @classmethod
    def of(
        cls,
        matter: Matter,
        *,
        passed: Iterable[Passed],
        decisions: Iterable[Decision],
        answer: MandateAnswer | None,
        forms: dict[str, Form],
        today: date,
    ) -> MatterPage:
        """Put together what the page shows. `forms` are empty where the actor may not act."""
        way = tuple(passed)
        decider = GroupKind(matter.decided_in.kind)
        is_live = matter.state in LIVE
        is_at_decider = matter.group_id == matter.decided_in_id
        unprepared = (
            is_live and is_at_decider and not is_prepared(decider, [GroupKind(row.from_group.kind) for row in way])
        )
        parent = matter.group.parent
        return cls(
            matter=matter,
            state=MatterState(matter.state),
            category=DecisionCategory(matter.category),
            steps=journey(matter, way),
            passed=way,
            decisions=tuple(decisions),
            is_live=is_live,
            is_unprepared=unprepared,
            politicians_wait=is_live
            and politicians_wait(
                is_major=matter.is_major,
                informed_on=matter.politicians_informed_on,
                decided_by=matter.due_date,
                today=today,
            ),
            parent_name=parent.name if parent else "",
            answer=answer,
            forward=forms.get("forward") if is_live and parent else None,
            prepare=forms.get("prepare") if unprepared else None,
            withdraw=forms.get("withdraw") if is_live else None,
            politicians=forms.get("politicians") if is_live else None,
        )


@dataclass(frozen=True, slots=True)
class RaisePage:
    """A form for a new matter."""

    form: Form
    has_groups: bool


@dataclass(frozen=True, slots=True)
class DelimitationPage:
    """What a group may decide, now and before, and the mandate check."""

    group: Any
    current: Delimitation | None
    current_categories: tuple[DecisionCategory, ...]
    earlier: tuple[Delimitation, ...]
    check: Form
    answer: MandateAnswer | None
    form: Form | None


@dataclass(frozen=True, slots=True)
class DelegationsPage:
    """What the boards have delegated."""

    rows: tuple[tuple[Delegation, DecisionCategory, bool], ...]
    """Each delegation, its kind of decision and whether it holds today."""
    form: Form | None
    tabs: tuple[Tab, ...]
