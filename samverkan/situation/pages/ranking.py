"""What the page of priorities is given, and the picture of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from samverkan.ground.words import Party
from samverkan.situation.forms.ranking import PointsForm, WeightsForm
from samverkan.situation.models import Picture, Problem
from samverkan.situation.rules import ranking as rules
from samverkan.situation.words import Change, Criterion
from samverkan.ui.drawing import wrapped

SHORT: Mapping[Criterion, str] = {
    Criterion.VOLUME: gettext_noop("Volume"),
    Criterion.HARM: gettext_noop("Harm"),
    Criterion.FEAR: gettext_noop("Fear"),
    Criterion.TREND: gettext_noop("Trend"),
    Criterion.INFLUENCE: gettext_noop("Influence"),
    Criterion.MANDATE: gettext_noop("Mandate"),
}
"""The criteria in one word, for the heads of columns."""

MEANINGS: Mapping[Criterion, str] = {
    Criterion.VOLUME: gettext_noop(
        "0: hardly occurs. 2: every month. 4: every day, or more than anywhere else in the city."
    ),
    Criterion.HARM: gettext_noop(
        "0: a nuisance. 2: people are hurt or lose what matters. 4: life and health. The Swedish crime harm index "
        "helps here, but only for harm in the short term: it weighs reported crimes by their sentences and sees "
        "neither fear nor what is never reported."
    ),
    Criterion.FEAR: gettext_noop(
        "0: nobody minds. 2: some change their ways. 4: many avoid the place or stay at home."
    ),
    Criterion.TREND: gettext_noop("0: clearly falling. 2: as before. 4: clearly rising."),
    Criterion.INFLUENCE: gettext_noop(
        "0: nothing known helps. 2: something may help. 4: there is known and tried work."
    ),
    Criterion.MANDATE: gettext_noop(
        "0: somebody else's to deal with. 2: shared with others. 4: ours, police and municipality."
    ),
}
"""What points mean on each criterion."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the picture: where it stands and how long it is, with the room it could have filled."""

    x: int
    room: int
    length: int


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column in the picture."""

    x: int
    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a problem's title in the picture."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of the picture."""

    y: int
    middle: int
    bars: tuple[Bar, ...]
    lines: tuple[TextLine, ...]


LABEL, BARS, GAP, ROW, HEAD, SCORE = 280, 600, 10, 48, 44, 60
"""Widths and heights of the picture, in its own units."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A weighed problem in the order. `cells` are the points in the order of the criteria."""

    place: int
    problem_id: int
    title: str
    address: str
    cells: tuple[int, ...]
    score: int
    is_prioritised: bool
    is_pinned: bool
    is_tied: bool
    """Whether the one before or after has exactly the same sum."""
    drawn: DrawnRow


@dataclass(frozen=True, slots=True)
class TrialRow:
    """What came of one weighting: `above` and `below` are the titles of those that change places."""

    change: Change
    criterion: str
    order_holds: bool
    choice_holds: bool
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Result:
    """The order as it follows from points and weights, as picture, table and sensitivity line."""

    rows: tuple[ResultRow, ...]
    heads: tuple[Head, ...]
    criteria: tuple[str, ...]
    height: int
    unweighed: tuple[str, ...]
    departs: bool
    limit: int
    order_holds_in: int
    choice_holds_in: int
    of: int
    trials: tuple[TrialRow, ...]
    width: int = LABEL + BARS + SCORE

    @classmethod
    def build(
        cls,
        problems: Sequence[Problem],
        points: Mapping[int, rules.Points],
        weights: rules.Weights,
        limit: int,
        pins: Mapping[int, int],
        order: Sequence[int] = (),
    ) -> Result:
        """Return the result. `points` are by problem, some perhaps incomplete; `order` is given when it is settled."""
        by_pk = {problem.pk: problem for problem in problems}
        complete = {pk: points[pk] for pk in by_pk if pk in points and rules.is_complete(points[pk])}
        order = [pk for pk in order if pk in complete] or rules.with_pins(
            rules.by_score(complete, weights), {pk: place for pk, place in pins.items() if pk in complete}
        )
        tested = rules.sensitivity(order, limit, complete, weights)
        columns = columns_of(weights)
        rows = []
        for place, pk in enumerate(order, start=1):
            own = rules.total(complete[pk], weights)
            beside = [*order[max(place - 2, 0) : place - 1], *order[place : place + 1]]
            rows.append(
                ResultRow(
                    place=place,
                    problem_id=pk,
                    title=by_pk[pk].title,
                    address=reverse("situation:problem", args=[pk]),
                    cells=tuple(complete[pk][criterion] for criterion in Criterion),
                    score=rules.score(complete[pk], weights),
                    is_prioritised=place <= limit,
                    is_pinned=pk in pins,
                    is_tied=any(rules.total(complete[one], weights) == own for one in beside),
                    drawn=drawn_row(place, by_pk[pk].title, complete[pk], columns),
                )
            )
        return cls(
            rows=tuple(rows),
            heads=tuple(
                Head(x, (wrapped(gettext(SHORT[criterion]), room, most=1) or ("",))[0], weights[criterion])
                for criterion, (x, room) in columns.items()
            ),
            criteria=tuple(SHORT[criterion] for criterion in Criterion),
            height=HEAD + ROW * len(rows),
            unweighed=tuple(problem.title for problem in problems if problem.pk not in complete),
            departs=rules.departs(order, complete, weights),
            limit=limit,
            order_holds_in=tested.order_holds_in,
            choice_holds_in=tested.choice_holds_in,
            of=tested.of,
            trials=tuple(trial_row(trial, by_pk) for trial in tested.trials),
        )


def columns_of(weights: rules.Weights) -> dict[Criterion, tuple[int, int]]:
    """Return where each criterion's column begins and how wide it is: as wide as the criterion weighs.

    Then the coloured surface of a row is its score. A criterion with weight 0 has no column.
    """
    counted = [criterion for criterion in Criterion if weights.get(criterion, 0)]
    room = BARS - GAP * len(counted)
    together = sum(weights[criterion] for criterion in counted)
    columns, x = {}, LABEL
    for criterion in counted:
        width = room * weights[criterion] // together
        columns[criterion] = (x, width)
        x += width + GAP
    return columns


def drawn_row(place: int, title: str, points: rules.Points, columns: Mapping[Criterion, tuple[int, int]]) -> DrawnRow:
    """Return the row of the picture at a place in the order."""
    y = HEAD + ROW * (place - 1)
    lines = wrapped(title, LABEL - 52)
    return DrawnRow(
        y=y,
        middle=y + ROW // 2,
        bars=tuple(
            Bar(x, room, room * points[criterion] // rules.MOST_POINTS) for criterion, (x, room) in columns.items()
        ),
        lines=tuple(
            TextLine(y + ROW // 2 + 5 + 16 * number - 8 * (len(lines) - 1), line) for number, line in enumerate(lines)
        ),
    )


def trial_row(trial: rules.Trial[int], by_pk: Mapping[int, Problem]) -> TrialRow:
    """Return the trial with titles."""
    above, below = trial.passed_by or (None, None)
    criterion = trial.weighting.criterion
    return TrialRow(
        change=trial.weighting.change,
        criterion=SHORT[criterion] if criterion else "",
        order_holds=trial.order_holds,
        choice_holds=trial.choice_holds,
        above=by_pk[above].title if above else "",
        below=by_pk[below].title if below else "",
    )


@dataclass(frozen=True, slots=True)
class Meaning:
    """A criterion with what its points mean."""

    criterion: Criterion
    text: str


@dataclass(frozen=True, slots=True)
class WeighRow:
    """A problem with the form of its points; `saved_now` tells what somebody else saved meanwhile."""

    problem: Problem
    address: str
    form: PointsForm
    saved_now: str


@dataclass(frozen=True, slots=True)
class SeenRow:
    """Whether a party has seen the order as it stands."""

    party: Party
    function: str


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The priorities of a picture."""

    picture: Picture
    result: Result
    weights: WeightsForm | None
    rows: tuple[WeighRow, ...]
    seen: tuple[SeenRow, ...]
    seal: str
    decided_on: date | None
    reason: str
    may_weigh: bool
    may_see: bool
    """Whether the reader's party is still to say that it has seen the order."""
    may_settle: bool
    weights_saved_now: str
    has_problems: bool
    meanings: tuple[Meaning, ...] = tuple(Meaning(criterion, MEANINGS[criterion]) for criterion in Criterion)

    @property
    def has_errors(self) -> bool:
        """Tell whether something typed could not be understood."""
        return bool(self.weights and self.weights.errors) or any(row.form.errors for row in self.rows)

    @property
    def form(self) -> Any:
        """Return the form of the weights, so that the page's head tells of faults."""
        return self.weights
