"""What the addresses of problems and priorities answer to whom."""

from __future__ import annotations

from typing import Any

from samverkan.situation.models import Ranking, Score
from samverkan.situation.words import Criterion, ProblemState
from tests.cast import TODAY, Cast
from tests.door import Door
from tests.red_thread import a_picture, a_problem, a_statement, area_list


def with_areas(cast: Cast) -> list[Any]:
    area_list(cast)
    return []


def problem(cast: Cast) -> list[Any]:
    found = a_problem(cast)
    found.statements.add(a_statement(cast, a_picture(cast)))
    return [found.pk]


def closed_problem(cast: Cast) -> list[Any]:
    return [a_problem(cast, state=ProblemState.CLOSED, closed_on=TODAY, closed_because="Upphört").pk]


def ranking(cast: Cast) -> list[Any]:
    picture = a_picture(cast)
    values = {"weights": dict.fromkeys(Criterion, 1), "decided_on": None}
    found, _ = Ranking.objects.update_or_create(picture=picture, defaults=values)
    Score.objects.create(ranking=found, problem=a_problem(cast), points=dict.fromkeys(Criterion, 2), reasons="Mätt")
    return [picture.pk]


HIDDEN = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404, "hanna": 404}
KEEPERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
POST_ONLY = 405
PROBLEM_DOORS = {
    "situation:problems": Door(200),
    "situation:raise_problem": Door(403, KEEPERS | {"cecilia": 200, "gustav": 200}, with_areas),
    "situation:problem": Door(200, HIDDEN, problem),
    "situation:change_problem": Door(403, HIDDEN | KEEPERS, problem),
    "situation:name_owner": Door(403, HIDDEN | KEEPERS, problem),
    "situation:close_problem": Door(403, HIDDEN | KEEPERS, problem),
    "situation:reopen_problem": Door(403, HIDDEN | KEEPERS, closed_problem),
    "situation:ranking": Door(200, HIDDEN, ranking),
    "situation:mark_seen": Door(POST_ONLY, arguments=ranking),
    "situation:settle": Door(POST_ONLY, arguments=ranking),
    "situation:rework": Door(403, HIDDEN | KEEPERS, ranking),
}
