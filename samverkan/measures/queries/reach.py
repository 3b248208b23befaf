"""What of the red thread below a measure the reader may open: nobody is shown a link to a closed door."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.access.actor import Actor
from samverkan.causes.queries.analyses import analyses_visible_to
from samverkan.indicators.queries.goals import sub_goals_visible_to
from samverkan.indicators.queries.indicators import indicators_visible_to
from samverkan.measures.models import Measure, Plan
from samverkan.places.queries import places_visible_to
from samverkan.situation.queries.problems import problems_visible_to
from samverkan.situation.queries.versions import versions_visible_to


@dataclass(frozen=True, slots=True)
class Reach:
    """What a measure rests on that the reader may open, by key; none where it may not be opened."""

    cause: int | None = None
    analysis: int | None = None
    problem: int | None = None
    goal: int | None = None
    indicators: frozenset[int] = frozenset()
    place: int | None = None


def reach_of(actor: Actor, measure: Measure) -> Reach:
    """Return what the actor may open of a measure fetched `in_full`: at most five questions."""
    cause, goal = measure.main_cause, measure.sub_goal
    analysis = cause.analysis if cause else None
    in_use = [one.pk for one in getattr(goal, "in_use", ())] if goal else []
    sees_analysis = analysis is not None and analyses_visible_to(actor).filter(pk=analysis.pk).exists()
    return Reach(
        cause=cause.pk if cause and sees_analysis else None,
        analysis=analysis.pk if analysis and sees_analysis else None,
        problem=analysis.problem_id
        if analysis and problems_visible_to(actor).filter(pk=analysis.problem_id).exists()
        else None,
        goal=goal.pk if goal and sub_goals_visible_to(actor).filter(pk=goal.pk).exists() else None,
        indicators=frozenset(indicators_visible_to(actor).filter(pk__in=in_use).values_list("pk", flat=True))
        if in_use
        else frozenset(),
        place=measure.place_id
        if measure.place_id and places_visible_to(actor).filter(pk=measure.place_id).exists()
        else None,
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan starts from: the key of the picture's version, and each analysis by title, where they are open."""

    picture: int | None
    analyses: tuple[tuple[str, int | None], ...]


def ground_of(actor: Actor, plan: Plan) -> Ground:
    """Return what the plan starts from, with keys of what the actor may open: three questions."""
    picture = plan.picture_version_id
    if picture is not None and not versions_visible_to(actor).filter(pk=picture).exists():
        picture = None
    analyses = list(plan.analyses.order_by("title", "pk").values_list("pk", "title"))
    seen = set(analyses_visible_to(actor).filter(pk__in=[pk for pk, _ in analyses]).values_list("pk", flat=True))
    return Ground(picture, tuple((title, pk if pk in seen else None) for pk, title in analyses))
