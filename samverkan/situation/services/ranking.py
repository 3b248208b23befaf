"""Deeds with priorities: points and weights, that both parties have seen the order, and that it is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.situation.models import Picture, Problem, Ranking, Score
from samverkan.situation.rules import ranking as rules
from samverkan.situation.services.problems import last_saved_by
from samverkan.situation.words import Criterion, ProblemState

RANKING = "situation.ranking"
NOT_YOURS = "You may not weigh the problems of this unit."
SETTLED = "The order is settled. Take it up again before you change it."


@dataclass(frozen=True, slots=True)
class Weighed:
    """What somebody wrote about one problem, begun from `edition` (0 where nothing was stored)."""

    problem_id: int
    edition: int
    points: Mapping[Criterion, int]
    reasons: str
    pinned: int | None = None


def ranking_pointer(ranking: Ranking) -> Pointer:
    """Return where the ranking can be opened. The title is in the language of the records."""
    picture = ranking.picture
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Priorities %(year)s, %(unit)s") % {"year": picture.year, "unit": picture.unit.name}
    return Pointer(RANKING, str(ranking.pk), title, reverse("situation:ranking", args=[picture.pk]))


def _locked(picture: Picture, by: Actor) -> Ranking:
    """Return the picture's ranking, locked; made with equal weights the first time."""
    demand(may_prepare(by, picture.unit_id), NOT_YOURS)
    Picture.objects.select_for_update(of=("self",)).get(pk=picture.pk)  # two who begin at once wait for each other
    ranking, _ = Ranking.objects.get_or_create(picture=picture, defaults={"weights": dict(rules.EQUAL)})
    return Ranking.objects.select_for_update(of=("self",)).select_related("picture__unit").get(pk=ranking.pk)


def _checked_weights(weights: Mapping[Criterion, int], limit: int) -> dict[str, int]:
    for criterion in Criterion:
        if not 0 <= weights.get(criterion, 0) <= rules.MOST_WEIGHT:
            raise Refused("A weight is 0 to 5.", field=f"weight_{criterion}")
    if not any(weights.values()):
        raise Refused("At least one criterion must count.", field=f"weight_{Criterion.VOLUME}")
    if limit < 1:
        raise Refused("At least one problem is prioritised.", field="limit")
    return {criterion.value: weights.get(criterion, 0) for criterion in Criterion}


def _save_score(
    ranking: Ranking, open_problems: Mapping[int, Problem], weighed: Weighed, saved_by: str
) -> dict[str, Any]:
    """Store one problem's points; return what the trail keeps. Refuses when somebody saved the same row since."""
    problem = open_problems.get(weighed.problem_id)
    if problem is None:
        raise Refused("The problem is not one of the district's open problems.")
    refuse_person_data(reasons=weighed.reasons)
    for points in weighed.points.values():
        if not 0 <= points <= rules.MOST_POINTS:
            raise Refused("Points are 0 to 4.")
    if weighed.pinned is not None and weighed.pinned < 1:
        raise Refused("The first place is 1.")
    if weighed.points and not weighed.reasons.strip():
        raise Refused("Write what the points of %(problem)s rest on.", problem=problem.title)
    row = Score.objects.select_for_update(of=("self",)).filter(ranking=ranking, problem=problem).first()
    demand_edition(weighed.edition, row.edition if row else 0, saved_by=saved_by)
    before = {"points": row.points, "pinned": row.pinned} if row else {}
    row = row or Score(ranking=ranking, problem=problem, edition=0)
    row.points = {criterion.value: points for criterion, points in weighed.points.items()}
    row.reasons, row.pinned = weighed.reasons.strip(), weighed.pinned
    row.edition += 1
    row.save()
    return {"problem": problem.pk, "points": row.points, "pinned": row.pinned, "before": before}


@transaction.atomic
def save_ranking(
    *,
    by: Actor,
    picture: Picture,
    edition: int | None = None,
    weights: Mapping[Criterion, int] | None = None,
    limit: int = 3,
    reason: str = "",
    scores: Sequence[Weighed] = (),
) -> Ranking:
    """Store points that were changed, and weights, limit and reason when `weights` is given (SIT-06).

    Each problem's points have an edition of their own, so two people may weigh different problems at once; give only
    the rows that the person touched. `edition` is the ranking's, for the weights. Whoever had seen the order has
    then not seen it as it stands.
    """
    ranking = _locked(picture, by)
    if ranking.decided_on is not None:
        raise Refused(SETTLED)
    saved_by = last_saved_by(RANKING, str(ranking.pk))
    details: dict[str, Any] = {}
    if weights is not None:
        stored = _checked_weights(weights, limit)
        refuse_person_data(reason=reason)
        demand_edition(edition or 0, ranking.edition, saved_by=saved_by)
        details |= {"weights": stored, "limit": limit, "before": ranking.weights}
        ranking.weights, ranking.limit, ranking.reason = stored, limit, reason.strip()
        ranking.edition += 1
    wanted = [weighed.problem_id for weighed in scores]
    problems = Problem.objects.filter(unit_id=picture.unit_id, state=ProblemState.OPEN).in_bulk(wanted)
    details["scores"] = [_save_score(ranking, problems, weighed, saved_by) for weighed in scores]
    ranking.seen = {}
    ranking.save()
    record(by=by, event="situation.ranking_saved", on=ranking_pointer(ranking), details=details)
    return ranking


def standing(ranking: Ranking) -> tuple[list[Score], tuple[int, ...]]:
    """Return the scores of open problems that have all their points, and their problems in the order that holds now.

    The order is by score, but those that the parties have put at a place stand there.
    """
    scores = [
        score
        for score in ranking.scores.filter(problem__state=ProblemState.OPEN).select_related("problem").order_by("pk")
        if rules.is_complete(plain_points(score.points))
    ]
    points = {score.problem_id: plain_points(score.points) for score in scores}
    pins = {score.problem_id: score.pinned for score in scores if score.pinned is not None}
    return scores, rules.with_pins(rules.by_score(points, plain_weights(ranking.weights)), pins)


def plain_points(stored: Mapping[str, int]) -> dict[Criterion, int]:
    """Return points as they are stored in the terms of the rules."""
    return {Criterion(name): number for name, number in stored.items()}


plain_weights = plain_points


def state_seal(ranking: Ranking) -> str:
    """Return the seal of all that the order rests on, so that nobody has seen another order than the stored one."""
    scores = ranking.scores.order_by("pk").values_list("problem_id", "points", "reasons", "pinned")
    return seal([ranking.weights, ranking.limit, ranking.reason, [list(row) for row in scores]])


@transaction.atomic
def mark_seen(*, by: Actor, picture: Picture, seen: str) -> Ranking:
    """Note that the actor's party has seen the order as it stands. `seen` is the `state_seal` that was on the page."""
    ranking = _locked(picture, by)
    if ranking.decided_on is not None:
        raise Refused(SETTLED)
    if by.party not in (Party.MUNICIPALITY, Party.POLICE):
        raise Refused("Only the municipality and the police settle the order.")
    if seen != state_seal(ranking):
        raise Refused(
            "The order has been changed since you opened the page.",
            way_on="Look at the order as it stands now, and say again that you have seen it.",
        )
    if not standing(ranking)[1]:
        raise Refused("No problem has points on all criteria yet.")
    ranking.seen = ranking.seen | {by.party.value: {"function": by.posts[0].title or by.posts[0].role.label}}
    ranking.save(update_fields=["seen"])
    record(by=by, event="situation.ranking_seen", on=ranking_pointer(ranking), details={"seal": seen})
    return ranking


@transaction.atomic
def settle_ranking(*, by: Actor, picture: Picture, seen: str, on: date) -> Ranking:
    """Settle the order: the first `limit` problems are prioritised (SIT-06). Both parties must have seen it.

    Problems without points on all criteria are not weighed and get no place. Where the order departs from the
    scores, the reason must stand. The trail gets the seal of what was settled.
    """
    ranking = _locked(picture, by)
    if ranking.decided_on is not None:
        raise Refused("The order is already settled.")
    if seen != state_seal(ranking):
        raise Refused(
            "The order has been changed since you opened the page.",
            way_on="Look at the order as it stands now, and say again that you have seen it.",
        )
    lacking = [party for party in (Party.MUNICIPALITY, Party.POLICE) if party.value not in ranking.seen]
    if lacking:
        raise Refused("Both parties must have seen the order before it is settled.")
    scores, order = standing(ranking)
    points = {score.problem_id: plain_points(score.points) for score in scores}
    if not order:
        raise Refused("No problem has points on all criteria yet.")
    if rules.departs(order, points, plain_weights(ranking.weights)) and not ranking.reason.strip():
        raise Refused("Write why the order departs from the scores.", field="reason")
    ranking.scores.update(is_prioritised=False, place_in_order=None)
    for score in scores:
        score.place_in_order = order.index(score.problem_id) + 1
        score.is_prioritised = score.place_in_order <= ranking.limit
    Score.objects.bulk_update(scores, ["place_in_order", "is_prioritised"])
    ranking.decided_on = on
    ranking.save(update_fields=["decided_on"])
    details = {
        "seal": seen,
        "order": list(order),
        "prioritised": list(order[: ranking.limit]),
        "weights": ranking.weights,
        "reason": ranking.reason,
    }
    record(by=by, event="situation.ranking_settled", on=ranking_pointer(ranking), details=details)
    return ranking


@transaction.atomic
def rework_ranking(*, by: Actor, picture: Picture, reason: str) -> Ranking:
    """Take a settled order up again, with the reason. What is prioritised stays so until it is settled anew."""
    ranking = _locked(picture, by)
    refuse_person_data(reason=reason)
    if ranking.decided_on is None:
        raise Refused("The order is not settled.")
    if not reason.strip():
        raise Refused("Write why the order is taken up again.", field="reason")
    details = {"why": reason.strip(), "settled_on": ranking.decided_on.isoformat()}
    ranking.decided_on, ranking.seen = None, {}
    ranking.edition += 1
    ranking.save(update_fields=["decided_on", "seen", "edition"])
    record(by=by, event="situation.ranking_reopened", on=ranking_pointer(ranking), details=details)
    return ranking
