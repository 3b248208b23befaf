"""What the pages of boards and of the City Council are given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverkan.followup.words import Verdict
from samverkan.ground.pointers import Pointer
from samverkan.measures.models import Half, PlanVersion
from samverkan.measures.services.pointers import measure_pointer, plan_version_pointer
from samverkan.measures.words import HalfState, InPlanning
from samverkan.organisation.models import Unit
from samverkan.reporting.models import BoardFeedback, CouncilReport, Suggestion
from samverkan.reporting.queries.boards import Decided
from samverkan.reporting.services.pointers import compilation_pointer, period_title, report_pointer
from samverkan.reporting.words import FeedbackPart, FeedbackState
from samverkan.situation.services.pointers import picture_version_pointer
from samverkan.ui.pages import Tab

LOOKS = {HalfState.DONE: "done", HalfState.REPORTED: "submitted", HalfState.ONGOING: "open"}


@dataclass(frozen=True, slots=True)
class HalfOfBoard:
    """A part of a measure that the board answers for."""

    title: str
    address: str
    area: str
    district: str
    unit: str
    owner: str
    state: HalfState
    look: str
    due_on: date | None
    in_planning: InPlanning
    money: str
    assignment: str

    @classmethod
    def of(cls, half: Half, closed: Collection[tuple[str, str]]) -> HalfOfBoard:
        """Return the row. Wants the measure's area and plan, and the unit, selected."""
        pointer = measure_pointer(half.measure)
        state = HalfState(half.state)
        money = ", ".join(one for one in (half.budget_line, half.resources) if one)
        return cls(
            title=pointer.title,
            address="" if (pointer.kind, pointer.key) in closed else pointer.address,
            area=half.measure.area.name,
            district=half.measure.plan.unit.name,
            unit=half.unit.name if half.unit else "",
            owner=half.owner_title,
            state=state,
            look=LOOKS.get(state, "planned"),
            due_on=half.due_on,
            in_planning=InPlanning(half.in_planning),
            money=money,
            assignment=half.assignment,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """Something decided that the board can read."""

    title: str
    address: str
    day: date | None


def _day_of(version: PlanVersion) -> date | None:
    if version.annex_version is not None:
        return version.annex_version.dated_on
    return version.decision.decided_on if version.decision is not None else None


def readings_of(decided: Decided, closed: Collection[tuple[str, str]]) -> tuple[Reading, ...]:
    """Return what there is to read, the latest first; what has no day last. What is closed to the reader is named."""
    found: list[tuple[Pointer, str, date | None]] = [
        *((picture_version_pointer(one), "", one.annex_version.dated_on) for one in decided.pictures),
        *((plan_version_pointer(one), f", {one.plan.unit.name}", _day_of(one)) for one in decided.plans),
        *(
            (report_pointer(one), "", localdate(one.accepted_at) if one.accepted_at else None)
            for one in decided.reports
        ),
        *((compilation_pointer(one), "", one.settled_on) for one in decided.compilations),
    ]
    rows = (
        Reading(f"{at.title}{more}", "" if (at.kind, at.key) in closed else at.address, day) for at, more, day in found
    )
    return tuple(sorted(rows, key=lambda row: row.day or date.min, reverse=True))


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What the board has been told on a day."""

    id: int
    given_at: datetime
    by_name: str
    first: str

    @classmethod
    def of(cls, feedback: BoardFeedback) -> FeedbackRow:
        """Return the row."""
        return cls(feedback.pk, feedback.given_at, feedback.by_name, feedback.texts.get(FeedbackPart.DONE.value, ""))


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A member's suggestion and the reply."""

    id: int
    text: str
    from_function: str
    area: str
    received_at: datetime
    state: FeedbackState
    reply: str
    replied_by_party: str
    replied_at: datetime | None

    @classmethod
    def of(cls, suggestion: Suggestion) -> SuggestionRow:
        """Return the row. Wants `area` selected."""
        return cls(
            id=suggestion.pk,
            text=suggestion.text,
            from_function=suggestion.from_function,
            area=suggestion.area.name if suggestion.area else "",
            received_at=suggestion.received_at,
            state=FeedbackState(suggestion.state),
            reply=suggestion.reply,
            replied_by_party=suggestion.replied_by_party,
            replied_at=suggestion.replied_at,
        )


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board or company in the list."""

    id: int
    name: str
    administration: str

    @classmethod
    def of(cls, board: Unit) -> BoardRow:
        """Return the row. Wants `parent` selected."""
        return cls(board.pk, board.name, board.parent.name if board.parent and board.kind == "board" else "")


@dataclass(frozen=True, slots=True)
class BoardsPage:
    """Boards and companies that are told of the work."""

    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What a board answers for, what is done, and the dialogue with it."""

    id: int
    name: str
    administration: str
    year: int | None
    tabs: tuple[Tab, ...]
    done: int
    total: int
    halves: tuple[HalfOfBoard, ...]
    paging: Page[Half] | None
    without_money: int
    without_assignment: int
    readings: tuple[Reading, ...]
    feedback: tuple[FeedbackRow, ...]
    suggestions: tuple[SuggestionRow, ...]
    may_answer: bool
    may_suggest: bool

    @property
    def query(self) -> str:
        """Return the other parameters of the address, for the steps between pages."""
        return f"year={self.year}&" if self.year else ""


@dataclass(frozen=True, slots=True)
class Told:
    """One part of the set form."""

    part: FeedbackPart
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A frozen figure of a feedback."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """What a board was told, frozen as it was."""

    board_id: int
    board: str
    administration: str
    period: str
    year: int
    given_at: datetime
    by_name: str
    parts: tuple[Told, ...]
    figures: tuple[Figure, ...]
    sealed: str

    @classmethod
    def of(cls, feedback: BoardFeedback) -> FeedbackPage:
        """Return the page from the frozen content alone."""
        texts, figures = feedback.content["texts"], feedback.content["figures"]
        return cls(
            board_id=feedback.board_id,
            board=feedback.board.name,
            administration=feedback.unit.name,
            period=period_title(feedback.period) if feedback.period else "",
            year=figures["year"],
            given_at=feedback.given_at,
            by_name=feedback.by_name,
            parts=tuple(Told(part, texts.get(part.value, "")) for part in FeedbackPart),
            figures=tuple(_figures(figures)),
            sealed=feedback.sealed,
        )


def _figures(figures: dict[str, Any]) -> Iterable[Figure]:
    for state in HalfState:
        if figures["halves"].get(state.value):
            yield Figure(
                gettext("Parts of measures: %(state)s") % {"state": gettext(state.label).lower()},
                figures["halves"][state.value],
            )
    for planning in InPlanning:
        if figures["in_planning"].get(planning.value):
            yield Figure(
                gettext("Planning: %(state)s") % {"state": gettext(planning.label).lower()},
                figures["in_planning"][planning.value],
            )
    yield Figure(gettext("Without an explicit assignment"), figures["without_assignment"])
    for verdict in Verdict:
        if figures["verdicts"].get(verdict.value):
            yield Figure(
                gettext("Effect: %(verdict)s") % {"verdict": gettext(verdict.label).lower()},
                figures["verdicts"][verdict.value],
            )


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A report given to the City Council."""

    id: int
    municipality: str
    given_on: date
    registry_number: str
    period: str
    text: str
    document: str

    @classmethod
    def of(cls, report: CouncilReport) -> CouncilRow:
        """Return the row. Wants municipality, period and document selected."""
        return cls(
            id=report.pk,
            municipality=report.municipality.name,
            given_on=report.given_on,
            registry_number=report.registry_number,
            period=period_title(report.period) if report.period else "",
            text=report.text,
            document=report.document.name if report.document else "",
        )


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """Reports to the City Council."""

    rows: tuple[CouncilRow, ...]
    paging: Page[CouncilReport]
    may_log: bool
