"""What the parties see: contributions, observations, joint statements, pictures and problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from samverkan.ground.words import Party
from samverkan.measures.models import Measure
from samverkan.measures.queries.plans import in_force
from samverkan.situation.models import Contribution, Line, Picture, PictureVersion, Problem, Score, Statement
from samverkan.situation.queries.pictures import DECIDED
from samverkan.situation.words import Agreement, ProblemState
from samverkan.thread.queries.reach import Reach
from samverkan.thread.queries.speech import shortened, version_title
from samverkan.thread.rules.graph import Edge, Node
from samverkan.thread.words import NodeKind, Relation
from samverkan.ui.templatetags.ui import word_filter


def _of_year(reach: Reach, prefix: str = "picture__") -> Q:
    units = Q(**{f"{prefix}unit_id__in": reach.unit_ids})
    return units & Q(**{f"{prefix}year": reach.year}) if reach.year else units


def lines_seen(reach: Reach) -> QuerySet[Line]:
    """Return the shared lines, and those not yet shared of the actor's own room; none to who has insight only."""
    if reach.is_insight:
        return Line.objects.none()
    own = Q(room=reach.actor.party or "", picture__unit_id__in=reach.room_unit_ids)
    shared = Q(shared_at__isnull=False)
    rested_on = Statement.lines.through.objects.filter(statement__in=_rested_on(reach)).values("line")
    of_reach = _of_year(reach) | Q(picture__unit_id__in=reach.unit_ids, pk__in=rested_on)
    return Line.objects.filter(of_reach, shared | own, withdrawn_at__isnull=True)


def _rested_on(reach: Reach) -> QuerySet[Any, Any]:
    """Return the keys of the statements, of whatever year, that the problems of the reach were derived from."""
    return Problem.statements.through.objects.filter(problem__in=problems_seen(reach)).values("statement")


def statements_seen(reach: Reach) -> QuerySet[Statement]:
    """Return the joint statements of the year, and earlier ones that its problems still rest on.

    They are working material until the picture is frozen.
    """
    if reach.is_insight:
        return Statement.objects.none()
    of_reach = _of_year(reach) | Q(picture__unit_id__in=reach.unit_ids, pk__in=_rested_on(reach))
    return Statement.objects.filter(of_reach, removed_at__isnull=True)


def problems_seen(reach: Reach) -> QuerySet[Problem]:
    """Return the problems that were open in the year; to insight those of decided pictures or measures in force."""
    problems = Problem.objects.filter(unit_id__in=reach.unit_ids)
    if reach.year:
        alive = Q(closed_on__isnull=True) | Q(closed_on__gte=reach.first_day)
        problems = problems.filter(alive, raised_on__lte=reach.last_day)
    if reach.is_insight:
        decided = PictureVersion.objects.filter(DECIDED).values("picture")
        ranked = Score.objects.filter(ranking__picture__in=decided, ranking__decided_on__isnull=False)
        met = Measure.objects.filter(in_force(), main_cause__isnull=False)
        problems = problems.filter(
            Q(pk__in=ranked.values("problem")) | Q(pk__in=met.values("main_cause__analysis__problem"))
        )
    return problems


def nodes(reach: Reach) -> Iterator[Node | Edge]:
    """Yield what is seen, and the links that lie in the same rows: seven queries."""
    yield from _pictures(reach)
    yield from _versions(reach)
    yield from _contributions(reach)
    yield from _lines(reach)
    yield from _statements(reach)
    yield from _problems(reach)
    yield from _scores(reach)


def _pictures(reach: Reach) -> Iterator[Node]:
    if reach.is_insight:
        return
    rows = Picture.objects.filter(_of_year(reach, "")).values_list("pk", "unit_id", "unit__name", "year")
    for pk, unit, name, year in rows.order_by():
        yield Node(NodeKind.PICTURE, pk, f"{name} {year}", unit, year=year)


def _versions(reach: Reach) -> Iterator[Node | Edge]:
    versions = PictureVersion.objects.filter(_of_year(reach))
    if reach.is_insight:
        versions = versions.filter(DECIDED)
    rows = versions.values_list(
        "pk", "number", "picture_id", "picture__unit_id", "picture__unit__name", "picture__year",
        "annex_version_id", "annex_version__authors",
    )  # fmt: skip
    for pk, number, picture, unit, name, year, annex, authors in rows.order_by():
        here = (NodeKind.PICTURE_VERSION, pk)
        who = tuple(word_filter(Party(party)) for party in authors or ())
        yield Node(*here, version_title(f"{name} {year}", number), unit, year=year, who=who)
        yield Edge((NodeKind.PICTURE, picture), here, Relation.FROZEN_AS)
        yield Edge(here, (NodeKind.ANNEX_VERSION, annex), Relation.ATTACHED_AS)


def _contributions(reach: Reach) -> Iterator[Node | Edge]:
    """What others sent is read by those who prepare the picture; everybody else sees what was made of it."""
    of_pictures = Contribution.objects.filter(_of_year(reach), picture__unit_id__in=reach.room_unit_ids)
    rows = of_pictures.filter(statement__isnull=False).values_list(
        "pk", "text", "sender", "picture__unit_id", "picture__year", "statement_id"
    )
    for pk, text, sender, unit, year, statement in rows.order_by():
        here = (NodeKind.CONTRIBUTION, pk)
        yield Node(*here, shortened(text), unit, year=year, note=sender, who=(sender,))
        yield Edge(here, (NodeKind.STATEMENT, statement), Relation.MERGED_INTO)


def _lines(reach: Reach) -> Iterator[Node | Edge]:
    rows = lines_seen(reach).values_list(
        "pk", "text", "picture__unit_id", "area_id", "picture__year", "room", "carried_from_id"
    )
    for pk, text, unit, area, year, room, before in rows.order_by():
        here = (NodeKind.LINE, pk)
        yield Node(*here, shortened(text), unit, area, year, party=room)
        if before:
            yield Edge((NodeKind.LINE, before), here, Relation.CARRIED_TO)


def _statements(reach: Reach) -> Iterator[Node | Edge]:
    rows = statements_seen(reach).values_list(
        "pk", "text", "municipality_view", "picture__unit_id", "area_id", "picture__year", "agreement", "picture_id",
        "carried_from_id",
    )  # fmt: skip
    for pk, text, view, unit, area, year, agreed, picture, before in rows.order_by():
        here = (NodeKind.STATEMENT, pk)
        yield Node(*here, shortened(text or view), unit, area, year, Agreement(agreed))
        yield Edge(here, (NodeKind.PICTURE, picture), Relation.STANDS_IN)
        if before:
            yield Edge((NodeKind.STATEMENT, before), here, Relation.CARRIED_TO)


def _problems(reach: Reach) -> Iterator[Node]:
    rows = problems_seen(reach).values_list("pk", "title", "unit_id", "area_id", "state", "owner_title", "raised_on")
    for pk, title, unit, area, state, owner, raised in rows.order_by():
        who = (owner,) if owner else ()
        yield Node(NodeKind.PROBLEM, pk, title, unit, area, raised.year, ProblemState(state), note=owner, who=who)


def _scores(reach: Reach) -> Iterator[Edge]:
    scores = Score.objects.filter(problem__unit_id__in=reach.unit_ids)
    if reach.year:
        scores = scores.filter(ranking__picture__year=reach.year)
    rows = scores.values_list("problem_id", "ranking__picture_id")
    for problem, picture in rows.order_by():
        yield Edge((NodeKind.PROBLEM, problem), (NodeKind.PICTURE, picture), Relation.STANDS_IN)
