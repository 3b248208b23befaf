"""Questions about the priorities of a picture."""

from __future__ import annotations

from django.db.models import QuerySet

from samverkan.access.actor import Actor
from samverkan.situation.models import Picture, Problem, Ranking, Score
from samverkan.situation.queries.pictures import pictures_visible_to
from samverkan.situation.words import ProblemState


def ranking_of(picture: Picture) -> Ranking | None:
    """Return the picture's ranking, or none before anybody has weighed. The caller has passed the picture's gate."""
    return Ranking.objects.filter(picture=picture).select_related("picture__unit").first()


def scores_in(ranking: Ranking | None) -> list[Score]:
    """Return the ranking's scores with their problems. The caller has passed the picture's gate."""
    return list(ranking.scores.select_related("problem__area").order_by("pk")) if ranking else []


def problems_to_weigh(picture: Picture) -> list[Problem]:
    """Return the unit's open problems. The caller has passed the picture's gate."""
    found = Problem.objects.filter(unit_id=picture.unit_id, state=ProblemState.OPEN).select_related("area")
    return list(found.order_by("area__number", "title"))


def rankings_visible_to(actor: Actor) -> QuerySet[Ranking]:
    """Return the rankings of the pictures that the actor sees."""
    return Ranking.objects.filter(picture__in=pictures_visible_to(actor).values("pk")).select_related("picture__unit")


def prioritised_problems(unit_ids: list[int]) -> list[Score]:
    """Return what is prioritised in the units' latest settled rankings, in order. The caller has passed the gate."""
    found = (
        Score.objects.filter(ranking__picture__unit_id__in=unit_ids, is_prioritised=True)
        .select_related("problem", "ranking__picture")
        .order_by("ranking__picture__unit_id", "-ranking__picture__year", "place_in_order")
    )
    latest: dict[int, int] = {}
    for score in found:
        latest.setdefault(score.ranking.picture.unit_id, score.ranking_id)
    return [score for score in found if latest[score.ranking.picture.unit_id] == score.ranking_id]


def pictures_to_weigh(actor: Actor) -> list[Picture]:
    """Return the latest picture of each unit that the actor sees, for choosing whose priorities to open."""
    latest: dict[int, Picture] = {}
    for picture in pictures_visible_to(actor).order_by("unit__name", "-year"):
        latest.setdefault(picture.unit_id, picture)
    return list(latest.values())
