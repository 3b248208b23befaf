"""What each address of the package answers to whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from samverkan.ground.snapshots import seal
from samverkan.meetings.models import Meeting
from samverkan.scheduling.models import (
    CalendarPeriod,
    Milestone,
    PlannedMeeting,
    Proposal,
    Room,
    Sending,
    Venue,
    Wish,
    YearPlan,
)
from samverkan.scheduling.rules.rows import WEIGHTS, group_id, holder_id
from tests.cast import Cast
from tests.door import Door
from tests.red_thread import NOW

YEAR = 2027


def a_small_plan(cast: Cast, **more: Any) -> YearPlan:
    """Store a plan of Björkåsa's preparation group with one meeting, as if it had been made."""
    group, people = group_id(cast.groups["prep_b"].pk), ("amina", "bertil")
    names = [holder_id(cast.users[name].pk) for name in people]
    seats = [
        {"id": f"s{number}", "function": "", "holder": name, "deputies": [], "required": True}
        for number, name in enumerate(names)
    ]
    instance = {
        "weights": WEIGHTS,
        "groups": [
            {
                "id": group,
                "kind": "local_preparation",
                "district": f"u{cast.units['bjorkasa'].pk}",
                "duration": 60,
                "meetings": 1,
                "seats": seats,
            }
        ],
        "milestones": [],
        "persons": [{"id": name, "org": "Björkåsa"} for name in names],
    }
    attend = {seat["id"]: seat["holder"] for seat in seats}
    meeting = {"group": group, "index": 1, "date": f"{YEAR}-02-02", "start": 600, "room": "r1", "attend": attend}
    schedule = {"meetings": [meeting]}
    everybody = {"trips": 2, "travel": 1.0, "total": 5.0, "meeting": 2, "preparation": 2, "waiting": 0}
    values: dict[str, Any] = {
        "unit": cast.units["bjorkasa"],
        "year": YEAR,
        "first": date(YEAR, 1, 1),
        "last": date(YEAR, 12, 31),
        "kind": "coordinated",
        "state": "done",
        "instance": instance,
        "schedule": schedule,
        "labels": {group: "Beredningsgrupp Björkåsa", names[0]: "Samordnare", names[1]: "Kommunpolis", "r1": "Salen"},
        "figures": {"meetings": 1, "collisions": 0, "rules_broken": 0, "all": everybody, "people": {}, "orgs": [],
                    "collisions_by_kind": {}, "unevenness": 0},
        "cost": 100,
        "bound": 90,
        "sealed": seal({"instance": instance, "schedule": schedule, "windows": {}}),
        "created_at": NOW,
        "created_by": "Amina Lind",
    }  # fmt: skip
    return YearPlan.objects.create(**(values | more))


def plan(cast: Cast) -> list[Any]:
    return [a_small_plan(cast).pk]


def listed(cast: Cast) -> list[Any]:
    found = a_small_plan(cast, state="in_force", in_force_at=NOW)
    Proposal.objects.create(plan=found, group=cast.groups["prep_b"], answer="confirmed")
    return []


def moved(cast: Cast) -> list[Any]:
    found = a_small_plan(cast, state="in_force", in_force_at=NOW)
    starts = NOW + timedelta(days=90)
    meeting = Meeting.objects.create(
        group=cast.groups["prep_b"], title="Möte", starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    where = Room.objects.create(municipality=cast.units["town"], name="Video", capacity=20)
    PlannedMeeting.objects.create(
        plan=found, group=cast.groups["prep_b"], number=1, meeting=meeting, room=where, by_hand_at=NOW
    )
    return [meeting.pk]


def proposal(cast: Cast) -> list[Any]:
    found = a_small_plan(cast, state="submitted")
    return [Proposal.objects.create(plan=found, group=cast.groups["prep_b"]).pk]


def venue(cast: Cast) -> list[Any]:
    return [Venue.objects.create(municipality=cast.units["town"], name="Stadshuset").pk]


def room(cast: Cast) -> list[Any]:
    return [Room.objects.create(municipality=cast.units["town"], name="Video", capacity=20).pk]


def period(cast: Cast) -> list[Any]:
    days = {"first": date(YEAR, 2, 22), "last": date(YEAR, 2, 26)}
    row = CalendarPeriod.objects.create(municipality=cast.units["town"], kind="school_holiday", title="Lov", **days)
    return [row.pk]


def group(cast: Cast) -> list[Any]:
    return [cast.groups["prep_b"].pk]


def milestone(cast: Cast) -> list[Any]:
    days = {"first": date(YEAR, 2, 1), "last": date(YEAR, 2, 26)}
    return [Milestone.objects.create(group=cast.groups["prep_b"], title="Lägesbilden", **days).pk]


def holder(cast: Cast) -> list[Any]:
    return [cast.users["bertil"].pk]


def wish(cast: Cast) -> list[Any]:
    row = Wish.objects.create(
        unit=cast.units["bjorkasa"], year=YEAR, kind="forbid", group=cast.groups["prep_b"], weekdays=[0], reason="x"
    )
    return [row.pk]


def sending(cast: Cast) -> list[Any]:
    return [Sending.objects.create(recipient=cast.users["amina"], sent_at=NOW).pk, "kallelser"]


NOBODY = {"nils": 404}
PREPARERS = dict.fromkeys(("amina", "bertil", "doris", "erik"), 200)
PLANNERS = PREPARERS | {"cecilia": 200, "gustav": 200}
WORKING = {"hanna": 403, "ivar": 403, "nils": 403}
POST_ONLY = {"anonymous": 302}
DOORS = {
    "scheduling:plans": Door(200, {}, listed),
    "scheduling:new_plan": Door(403, PLANNERS),
    "scheduling:compare": Door(403, PLANNERS),
    "scheduling:plan": Door(404, PREPARERS, plan),
    "scheduling:year": Door(404, PREPARERS, plan),
    "scheduling:stop": Door(405, POST_ONLY, plan),
    "scheduling:take_up": Door(405, POST_ONLY, plan),
    "scheduling:propose": Door(405, POST_ONLY, plan),
    "scheduling:force": Door(405, POST_ONLY, plan),
    "scheduling:again": Door(405, POST_ONLY, plan),
    "scheduling:let_go": Door(405, POST_ONLY, moved),
    "scheduling:proposal": Door(404, PREPARERS, proposal),
    "scheduling:yes": Door(405, POST_ONLY, proposal),
    "scheduling:basis": Door(403, PLANNERS),
    "scheduling:venues": Door(200, WORKING),
    "scheduling:add_venue": Door(403, {"gustav": 200}),
    "scheduling:venue": Door(403, {"gustav": 200}, venue),
    "scheduling:add_room": Door(403, {"gustav": 200}),
    "scheduling:room": Door(403, {"gustav": 200}, room),
    "scheduling:office": Door(403, {"gustav": 200}),
    "scheduling:calendar": Door(200, WORKING),
    "scheduling:remove_period": Door(405, POST_ONLY, period),
    "scheduling:cadences": Door(200, WORKING),
    "scheduling:cadence": Door(404, PREPARERS, group),
    "scheduling:agenda": Door(404, PREPARERS, group),
    "scheduling:remove_agenda": Door(405, POST_ONLY, group),
    "scheduling:add_milestone": Door(404, PREPARERS, group),
    "scheduling:remove_milestone": Door(405, POST_ONLY, milestone),
    "scheduling:holders": Door(403, PLANNERS),
    "scheduling:my_calendar": Door(200, NOBODY),
    "scheduling:holder": Door(404, PREPARERS | {"gustav": 200}, holder),
    "scheduling:pattern": Door(404, PREPARERS | {"gustav": 200}, holder),
    "scheduling:import_file": Door(404, PREPARERS | {"gustav": 200}, holder),
    "scheduling:away": Door(404, PREPARERS | {"gustav": 200}, holder),
    "scheduling:back": Door(405, POST_ONLY, holder),
    "scheduling:sending": Door(404, {"amina": 200}, sending),
    "scheduling:wishes": Door(200, WORKING),
    "scheduling:add_wish": Door(200, WORKING),
    "scheduling:take_back": Door(405, POST_ONLY, wish),
    "scheduling:find": Door(403, PLANNERS),
    "scheduling:book": Door(405, POST_ONLY),
}
