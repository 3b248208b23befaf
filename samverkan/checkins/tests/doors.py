"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.words import LineKind
from samverkan.ground.words import Party
from tests.cast import TODAY, Cast
from tests.door import Door
from tests.red_thread import NOW


def a_check_in(cast: Cast) -> CheckIn:
    return CheckIn.objects.create(unit=cast.units["bjorkasa"], year=2026, week=11, started_at=NOW)


def check_in(cast: Cast) -> list[Any]:
    return [a_check_in(cast).pk]


def line(cast: Cast) -> list[Any]:
    return [
        CheckInLine.objects.create(
            check_in=a_check_in(cast),
            kind=LineKind.AGREED,
            party=Party.POLICE,
            text="Rondera torget",
            by_function="Kommunpolis",
            due_on=TODAY,
        ).pk
    ]


def unit(cast: Cast) -> list[Any]:
    return [cast.units["bjorkasa"].pk]


HIDDEN = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404, "hanna": 404}
HOLDERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
POST_ONLY = 405
DOORS = {
    "checkins:list": Door(200),
    "checkins:start": Door(POST_ONLY, arguments=unit),
    "checkins:check_in": Door(200, HIDDEN, check_in),
    "checkins:add_line": Door(POST_ONLY, arguments=check_in),
    "checkins:carry": Door(POST_ONLY, arguments=check_in),
    "checkins:present": Door(403, HIDDEN | HOLDERS, check_in),
    "checkins:end": Door(POST_ONLY, arguments=check_in),
    "checkins:reopen": Door(POST_ONLY, arguments=check_in),
    "checkins:line": Door(403, HIDDEN | HOLDERS, line),
    "checkins:done": Door(POST_ONLY, arguments=line),
    "checkins:undo": Door(POST_ONLY, arguments=line),
    "checkins:drop": Door(403, HIDDEN | HOLDERS, line),
}
