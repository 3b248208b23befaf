"""What the addresses of meetings answer to everybody."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from samverkan.meetings import services
from samverkan.meetings.tests.meeting_makers import book, under_way
from samverkan.meetings.words import Cadence
from tests.cast import TODAY, Cast
from tests.door import Door


def a_meeting(cast: Cast) -> list[Any]:
    """Book a meeting of Björkåsa's preparation group."""
    return [book(cast).pk]


def an_item(cast: Cast) -> list[Any]:
    """Open such a meeting and return an item of it."""
    return [under_way(cast).items.get(title="Läget").pk]


def a_series(cast: Cast) -> list[Any]:
    """Found a series for the same group."""
    series = services.create_series(
        by=cast.amina,
        group=cast.groups["prep_b"],
        title="Beredningsgrupp",
        cadence=Cadence.QUARTERLY,
        weekday=1,
        starts=time(9),
        minutes=90,
        valid_from=date(2026, 1, 1),
    )
    return [series.pk]


def an_assignment(cast: Cast) -> list[Any]:
    """Give Bertil something to do."""
    item = under_way(cast).items.get(title="Läget")
    assignment = services.assign(
        by=cast.amina, item=item, text="Räkna", seat=cast.seats["bertil"], due_date=TODAY + timedelta(days=7)
    )
    return [assignment.pk]


CLOSED = {"cecilia": 404, "fatima": 404, "gustav": 404, "hanna": 404, "ivar": 404, "nils": 404}
NOT_RUNNING = {"fatima": 403, "hanna": 403, "ivar": 403, "nils": 403}

DOORS = {
    "meetings:list": Door(200),
    "meetings:book": Door(200, NOT_RUNNING),
    "meetings:series": Door(200),
    "meetings:series_one": Door(200, CLOSED, a_series),
    "meetings:meeting": Door(200, CLOSED, a_meeting),
    "meetings:calendar": Door(200, CLOSED, a_meeting),
    "meetings:assignment_done": Door(405, arguments=an_assignment),
    **{
        f"meetings:{name}": Door(405, arguments=a_meeting)
        for name in (
            "prepare_agenda",
            "add_item",
            "convene",
            "move",
            "cancel",
            "start",
            "attendance",
            "close",
            "correct",
        )
    },
    **{
        f"meetings:{name}": Door(405, arguments=an_item)
        for name in (
            "change_item",
            "shift_item",
            "remove_item",
            "notes",
            "decide",
            "assign",
            "forward",
            "carried_out",
            "approve",
        )
    },
}
