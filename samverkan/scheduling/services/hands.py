"""Meetings of a plan that somebody moves or cancels by hand: noted when it happens, and let go again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.meetings.models import Meeting
from samverkan.meetings.services import meeting_pointer
from samverkan.meetings.words import MeetingState
from samverkan.scheduling.models import PlannedMeeting
from samverkan.scheduling.queries.basis import LONGEST_PLACE, minutes_of
from samverkan.scheduling.rules.rows import group_id
from samverkan.scheduling.services.common import NOT_LEADER


def note_hand(_actor: Actor, meeting: Meeting, now: datetime) -> None:
    """Note that people have moved or cancelled a planned meeting, so that later plans leave it so.

    Hung on `meetings.bells.MOVED`; part of the deed that moves the meeting, which leaves the trace.
    """
    planned = PlannedMeeting.objects.filter(meeting=meeting).select_related("plan", "room__venue").first()
    if planned is not None and not _is_as_planned(planned, meeting):
        planned.by_hand_at = now
        planned.save(update_fields=["by_hand_at"])


def _is_as_planned(planned: PlannedMeeting, meeting: Meeting) -> bool:
    """Tell whether the meeting is where its plan put it: somebody saved it without changing anything."""
    if meeting.state == MeetingState.CANCELLED or meeting.place != str(planned.room)[:LONGEST_PLACE]:
        return False
    name, plan = group_id(planned.group_id), planned.plan
    minutes = next(row["duration"] for row in plan.instance["groups"] if row["id"] == name)
    there = (timezone.localtime(meeting.starts_at).date().isoformat(), minutes_of(meeting.starts_at))
    return (meeting.ends_at - meeting.starts_at).total_seconds() == 60 * minutes and any(
        (row["group"], row["index"]) == (name, planned.number) and (row["date"], row["start"]) == there
        for row in plan.schedule["meetings"]
    )


@transaction.atomic
def let_go(*, by: Actor, planned: PlannedMeeting) -> PlannedMeeting:
    """Let the next plan place a meeting again that was moved by hand, or plan one in the place of a cancelled one.

    The meeting itself stays where it is until such a plan has the group's yes.
    """
    planned = (
        PlannedMeeting.objects.select_for_update(of=("self",)).select_related("group", "meeting").get(pk=planned.pk)
    )
    demand(may_run_group(by, planned.group_id, planned.group.unit_id), NOT_LEADER)
    if planned.by_hand_at is None:
        raise Refused("The meeting has already been let go.")
    planned.by_hand_at = None
    planned.save(update_fields=["by_hand_at"])
    record(by=by, event="scheduling.meeting_let_go", on=meeting_pointer(planned.meeting))
    return planned
