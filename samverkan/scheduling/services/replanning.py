"""Planning again after a change: what still holds stays, the rest moves as little as can be, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.meetings.words import MeetingState
from samverkan.planner.check import violations
from samverkan.planner.construct import Impossible
from samverkan.planner.instance import Fixed, Instance, read_instance
from samverkan.planner.replan import Replan, replan
from samverkan.planner.schedule import Key, Placement, Schedule, read_schedule
from samverkan.scheduling.models import PlannedMeeting, YearPlan
from samverkan.scheduling.queries.basis import basis_of, minutes_of
from samverkan.scheduling.rules.basis import Basis
from samverkan.scheduling.rules.hands import as_it_stands
from samverkan.scheduling.rules.rows import group_id
from samverkan.scheduling.rules.sayings import Saying, say
from samverkan.scheduling.rules.search import search_instance, stripped, with_keepers
from samverkan.scheduling.rules.wording import violation_in_words
from samverkan.scheduling.services.common import NOT_PLANNER, plan_pointer
from samverkan.scheduling.services.plans import wish_row
from samverkan.scheduling.services.running import FINISHED, keep_schedule, why_not
from samverkan.scheduling.words import PlanKind, PlanState


@transaction.atomic
def plan_again(*, by: Actor, plan: YearPlan, now: datetime) -> YearPlan:
    """Return a new version of the plan for what the system holds now, with what moved and why.

    Meetings that are over stay as they were, and those that people moved by hand stay where they are now. Raises
    `Refused` when nothing has changed; where the new demands contradict each other the new version says so.
    """
    plan = YearPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    demand(may_prepare(by, plan.unit_id), NOT_PLANNER)
    if plan.state not in FINISHED or plan.kind == PlanKind.AS_TODAY:
        raise Refused("Only a plan that is made can be planned again.")
    basis = basis_of(plan.unit, first=plan.first, last=plan.last)
    if not basis.can_be_planned:
        raise Refused("Nothing can be planned any more.", way_on="See what is missing in the basis.")
    basis = _with_lost_rooms(plan, basis)
    old = read_schedule(read_instance(plan.instance), plan.schedule)
    old, numbers, was = as_it_stands(old, basis.hands, _numbers_in(plan))
    basis = basis.renumbered(numbers)
    today = timezone.localtime(now).date()
    searched = _with_past(search_instance(basis), old, today)
    newer = YearPlan(
        unit=plan.unit,
        year=plan.year,
        first=plan.first,
        last=plan.last,
        kind=plan.kind,
        version=YearPlan.objects.filter(unit=plan.unit_id, year=plan.year, kind=plan.kind).count() + 1,
        based_on=plan,
        seed=plan.seed,
        seconds=plan.seconds,
        work=plan.work,
        instance=basis.raw,
        labels={**plan.labels, **basis.labels},
        wishes=[wish_row(wish) for wish in basis.wishes],
        agendas=basis.agendas,
        hands=list(basis.hands),
        created_at=now,
        created_by=by.name,
    )
    try:
        found = replan(searched, with_keepers(searched, old), seed=plan.seed)
    except Impossible as impossible:
        newer.state, newer.faults = PlanState.IMPOSSIBLE, why_not(searched, basis, impossible.reasons)
    else:
        schedule = stripped(found.schedule)
        keep_schedule(newer, basis.instance, schedule)
        moved = _changes(old, schedule, found, searched, newer.labels)
        moved += _let_go(plan, newer, was, {(row["group"], row["number"]) for row in moved})
        newer.changes = [*moved, *_other_parts(plan, newer, was, {(row["group"], row["number"]) for row in moved})]
        if not newer.changes:
            raise Refused("Everything in the plan still holds, so nothing needs to move.")
    newer.save()
    details = {"from": plan.pk, "changes": len(newer.changes), "sealed": newer.sealed}
    record(by=by, event="scheduling.planned_again", on=plan_pointer(newer), details=details)
    return newer


def _numbers_in(plan: YearPlan) -> dict[int, int]:
    """Return which meeting of the plan each booked one is, by the meetings' keys: one query."""
    known = {row["meeting"]: row["number"] for row in plan.hands if row["number"] is not None}
    return known | dict(PlannedMeeting.objects.filter(plan=plan).values_list("meeting_id", "number"))


def _with_lost_rooms(plan: YearPlan, basis: Basis) -> Basis:
    """Return the basis with rooms that the old plan uses and that are gone, so that it can be said that they are."""
    known = {room["id"] for room in basis.raw["rooms"]}
    places = {place["id"] for place in basis.raw["places"]}
    lost = [
        room
        for room in plan.instance["rooms"]
        if room["id"] not in known and (room.get("remote") or room["place"] in places)
    ]
    return replace(basis, raw=basis.raw | {"rooms": [*basis.raw["rooms"], *lost]})


def _with_past(instance: Instance, old: Schedule, today: Any) -> Instance:
    """Return the instance with meetings that are over pinned where they were."""
    pinned = {(fixed.group, fixed.index) for fixed in instance.fixed}
    past = [
        Fixed(name, index, each.day, each.start, each.room)
        for (name, index), each in old.meetings.items()
        if each.day <= today
        and name in instance.groups
        and index <= instance.groups[name].meetings
        and each.room in instance.groups[name].rooms
        and (name, index) not in pinned
    ]
    return replace(instance, fixed=(*instance.fixed, *past))


def _changes(
    old: Schedule, new: Schedule, found: Replan, instance: Instance, labels: dict[str, str]
) -> list[dict[str, Any]]:
    broken = violations(instance, with_keepers(instance, old))
    reasons: dict[tuple[str, int], Saying] = {}
    for each in broken:
        for key in each.meetings:
            reasons.setdefault(key, violation_in_words(each, labels))
    rows = []
    for key in sorted({*old.meetings, *new.meetings}):
        before, after = old.meetings.get(key), new.meetings.get(key)
        if before is not None and after is not None and _same(before, after):
            continue
        group = labels.get(key[0], key[0])
        if before is None:
            reason = say("%(group)s is new in the plan, or meets more often.", group=group)
        elif after is None:
            reason = say("%(group)s has ended, or meets less often.", group=group)
        elif key in reasons:
            reason = reasons[key]
        elif _place(before) == _place(after):
            reason = say("Who attends follows from other meetings of the day.")
        else:
            reason = say("It makes room for a meeting that had to move.")
        rows.append(
            {
                "group": key[0],
                "number": key[1],
                "before": _place(before),
                "after": _place(after),
                "moved": before is None or after is None or _place(before) != _place(after),
                "people": _people(before, after),
                "reason": reason.as_json(),
            }
        )
    return rows


def _let_go(plan: YearPlan, newer: YearPlan, was: Mapping[Key, Key], known: Collection[Key]) -> list[dict[str, Any]]:
    """Return the meetings that people had moved or cancelled by hand, that were let go, and that the plan takes back.

    `was` is which number each meeting had in the plan before. One query.
    """
    booked = {
        (group_id(row.group_id), row.number): row.meeting
        for row in PlannedMeeting.objects.filter(plan=plan, by_hand_at__isnull=True).select_related("meeting")
    }
    rooms = {name: key for key, name in newer.labels.items() if key[0] == "r"}
    rows = []
    for row in newer.schedule["meetings"]:
        key = (row["group"], row["index"])
        meeting = booked.get(was.get(key, key))
        if meeting is None or key in known:
            continue
        is_off = meeting.state == MeetingState.CANCELLED
        there = [timezone.localtime(meeting.starts_at).date().isoformat(), minutes_of(meeting.starts_at)]
        if not is_off and there == [row["date"], row["start"]]:
            continue
        rows.append(
            {
                "group": key[0],
                "number": key[1],
                "before": None if is_off else [*there, rooms.get(meeting.place, "")],
                "after": [row["date"], row["start"], row["room"]],
                "moved": True,
                "reason": say("It had been moved or cancelled by hand and has been let go.").as_json(),
            }
        )
    return rows


def _other_parts(
    plan: YearPlan, newer: YearPlan, was: Mapping[Key, Key], known: Collection[Key]
) -> list[dict[str, Any]]:
    """Return the meetings that stay where they are, but of which people attend other parts than before.

    `was` is which number each meeting had in the plan before.
    """
    rows = []
    starts = {(row["group"], row["index"]): row["start"] for row in plan.schedule["meetings"]}
    for meeting in newer.schedule["meetings"]:
        key = (meeting["group"], meeting["index"])
        before = was.get(key, key)
        if key in known or _parts(plan, before, starts.get(before, 0)) == _parts(newer, key, meeting["start"]):
            continue
        group = newer.labels.get(key[0], key[0])
        other = plan.agendas.get(key[0]) != newer.agendas.get(key[0])
        reason = (
            say("%(group)s has another agenda.", group=group)
            if other
            else say("Who attends which part follows from other meetings of the day.")
        )
        place = [meeting["date"], meeting["start"], meeting["room"]]
        rows.append(
            {
                "group": key[0],
                "number": key[1],
                "before": place,
                "after": place,
                "moved": False,
                "reason": reason.as_json(),
            }
        )
    return rows


def _parts(plan: YearPlan, key: Key, start: int) -> tuple[Any, Any]:
    """Return agenda and parts of a meeting, counted from its beginning: they follow one that was moved by hand."""
    laid = plan.windows.get(f"{key[0]}-{key[1]}", {})
    parts = {seat: [first - start, last - start, video] for seat, (first, last, video) in laid.get("parts", {}).items()}
    return laid.get("agenda"), parts


def _same(before: Placement, after: Placement) -> bool:
    """Tell whether day, hour, room and people are the same; an empty seat and one that is gone are."""
    people = [{seat: who for seat, who in each.attend.items() if who} for each in (before, after)]
    return (before.day, before.start, before.room) == (after.day, after.start, after.room) and people[0] == people[1]


def _people(before: Placement | None, after: Placement | None) -> list[list[str | None]]:
    """Return who comes instead of whom to a meeting that was there before: pairs of old and new, none for nobody."""
    if before is None or after is None:
        return []
    pairs = [(before.attend.get(seat), after.attend.get(seat)) for seat in sorted({*before.attend, *after.attend})]
    return [[old, new] for old, new in pairs if old != new]


def _place(placement: Placement | None) -> list[object] | None:
    return None if placement is None else [placement.day.isoformat(), placement.start, placement.room]
