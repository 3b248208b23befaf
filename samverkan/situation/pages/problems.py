"""What the pages of problems are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from samverkan.audit.models import Entry
from samverkan.organisation.models import Unit
from samverkan.situation.forms.problems import FilterForm
from samverkan.situation.models import Picture, Problem, Score, Statement
from samverkan.situation.rules.wording import said
from samverkan.situation.words import ProblemState, TargetKind, VictimCategory
from samverkan.ui.pages import Event

EVENTS = {
    "situation.problem_raised": gettext_noop("The problem was raised"),
    "situation.problem_changed": gettext_noop("What is said of the problem was changed"),
    "situation.problem_owner_named": gettext_noop("A function took over the problem"),
    "situation.problem_closed": gettext_noop("The problem was closed"),
    "situation.problem_reopened": gettext_noop("The problem was opened again"),
}
"""What the trail's events are called in a problem's history."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem in the list."""

    pk: int
    title: str
    unit: str
    area: str
    owner: str
    state: ProblemState
    statement_count: int
    place_in_order: int | None
    year: int | None
    """The year of the ranking that gave it its place."""
    is_prioritised: bool

    @classmethod
    def of(cls, problem: Any) -> ProblemRow:
        """Return the row of a problem of `queries.problems.listed_problems`, which brings scores and counts."""
        last = problem.settled[0] if problem.settled else None
        return cls(
            pk=problem.pk,
            title=problem.title,
            unit=problem.unit.name,
            area=problem.area.name,
            owner=problem.owner_title,
            state=ProblemState(problem.state),
            statement_count=problem.statement_count,
            place_in_order=last.place_in_order if last else None,
            year=last.ranking.picture.year if last else None,
            is_prioritised=last.is_prioritised if last else False,
        )


@dataclass(frozen=True, slots=True)
class RankingLink:
    """Whose priorities can be opened."""

    title: str
    year: int
    address: str

    @classmethod
    def of(cls, picture: Picture) -> RankingLink:
        """Return the link. Wants the unit selected."""
        return cls(picture.unit.name, picture.year, reverse("situation:ranking", args=[picture.pk]))


MOST_LINKS = 12
"""How many districts' priorities the list of problems links to; beyond that one chooses the district first."""


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """The problems, and whose priorities can be opened."""

    filters: FilterForm
    paging: Page[Any]
    rows: tuple[ProblemRow, ...]
    query: str
    is_narrowed: bool
    without_owner: int
    without_statement: int
    rankings: tuple[RankingLink, ...]
    may_raise: bool


@dataclass(frozen=True, slots=True)
class ChooseUnitPage:
    """In which district a problem is raised, for those who work in several."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement that a problem is derived from."""

    text: str
    year: int
    area: str
    address: str
    is_removed: bool

    @classmethod
    def of(cls, statement: Statement) -> StatementRow:
        """Return the row. Wants picture and area selected."""
        return cls(
            text=said(statement.text, statement.municipality_view, statement.police_view),
            year=statement.picture.year,
            area=statement.area.name if statement.area else "",
            address=reverse("situation:statement", args=[statement.pk]),
            is_removed=statement.removed_at is not None,
        )


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """How the problem was weighed in a year."""

    year: int
    place_in_order: int | None
    is_prioritised: bool
    reasons: str
    address: str

    @classmethod
    def of(cls, score: Score) -> WeighedRow:
        """Return the row. Wants the ranking's picture selected."""
        picture = score.ranking.picture
        return cls(
            year=picture.year,
            place_in_order=score.place_in_order,
            is_prioritised=score.is_prioritised,
            reasons=score.reasons,
            address=reverse("situation:ranking", args=[picture.pk]),
        )


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """One problem: what it is, what it is derived from, who answers, and how it was weighed year by year."""

    problem: Problem
    state: ProblemState
    target: TargetKind
    victims: VictimCategory
    area_address: str
    place_address: str
    statements: tuple[StatementRow, ...]
    weighed: tuple[WeighedRow, ...]
    to_weigh: RankingLink | None
    """Where it can be weighed, while it is not: beside the others of the newest picture that it rests on."""
    history: tuple[Event, ...]
    may_keep: bool

    @classmethod
    def of(
        cls,
        problem: Problem,
        *,
        statements: Iterable[Statement],
        scores: Iterable[Score],
        history: Iterable[Entry],
        may_keep: bool,
    ) -> ProblemPage:
        """Return the page. Wants the statements' pictures with their units selected."""
        statements, scores = list(statements), list(scores)
        newest = max((one.picture for one in statements), key=lambda picture: picture.year, default=None)
        return cls(
            problem=problem,
            state=ProblemState(problem.state),
            target=TargetKind(problem.target),
            victims=VictimCategory(problem.victims),
            area_address=reverse("priorities:area", args=[problem.area_id]),
            place_address=reverse("places:place", args=[problem.place_id]) if problem.place_id else "",
            statements=tuple(StatementRow.of(statement) for statement in statements),
            weighed=tuple(WeighedRow.of(score) for score in scores),
            to_weigh=RankingLink.of(newest) if newest is not None and not scores and may_keep else None,
            history=tuple(event_of(entry) for entry in history),
            may_keep=may_keep,
        )

    @property
    def is_open(self) -> bool:
        """Tell whether the problem is on the table."""
        return self.state == ProblemState.OPEN


def event_of(entry: Entry) -> Event:
    """Return a line of the history. It says what was done, not who by: the trail keeps that."""
    details = entry.details
    text = ""
    title = gettext(EVENTS.get(entry.event, entry.event))
    if entry.event == "situation.problem_owner_named":
        if details["title"]:
            text = f"{details['title']}, {details['unit']}"
        else:
            title = gettext("Nobody answers for the problem any longer")
    elif entry.event in ("situation.problem_closed", "situation.problem_reopened"):
        text = details["why"]
    day: date = entry.at.date()
    return Event(day=day, title=title, text=text)
