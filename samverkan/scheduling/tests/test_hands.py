"""Meetings of a plan in force that people move or cancel by hand: they stay so until somebody lets them go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.meetings.models import Meeting
from samverkan.meetings.services import cancel_meeting, move_meeting
from samverkan.meetings.words import MeetingState
from samverkan.planner.check import violations
from samverkan.planner.instance import read_instance
from samverkan.planner.schedule import Placement, Schedule, read_schedule
from samverkan.scheduling.models import PlannedMeeting, Room, YearPlan
from samverkan.scheduling.queries.basis import basis_of, minutes_of
from samverkan.scheduling.rules.hands import as_it_stands
from samverkan.scheduling.rules.meetings import Planned, meetings_of
from samverkan.scheduling.rules.rows import group_id
from samverkan.scheduling.services.calendars import set_away
from samverkan.scheduling.services.hands import let_go
from samverkan.scheduling.services.proposals import answer_proposal, propose_plan, put_in_force
from samverkan.scheduling.services.replanning import plan_again
from samverkan.scheduling.services.wishes import make_wish
from samverkan.scheduling.tests.town import LED_BY, YEAR, a_plan, all_say_yes, in_force
from samverkan.scheduling.words import PlanState, WishKind
from tests.cast import TODAY, Cast
from tests.red_thread import NOW

FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)


def planned(cast: Cast, key: str, number: int) -> PlannedMeeting:
    rows = PlannedMeeting.objects.select_related("meeting", "room__venue")
    return rows.get(group=cast.groups[key], number=number)


def by_hand(cast: Cast, row: PlannedMeeting, *, days: int = 0, minutes: int = 60, place: str | None = None) -> Meeting:
    """Move the meeting some days on, as its leader does."""
    key = next(key for key, group in cast.groups.items() if group.pk == row.group_id)
    starts = timezone.localtime(row.meeting.starts_at) + timedelta(days=days)
    return move_meeting(
        by=cast.actor(LED_BY[key]),
        meeting=row.meeting,
        starts_at=starts,
        minutes=minutes,
        place=str(row.room) if place is None else place,
        now=NOW,
    )


def another_day(cast: Cast, row: PlannedMeeting) -> int:
    """Return how many days on there is a working day on which everybody of the group is free all day."""
    instance = basis_of(cast.units["town"], first=FIRST, last=LAST).instance
    people = {person for seat in instance.groups[group_id(row.group_id)].seats for person in seat.people}
    taken = {timezone.localtime(meeting.starts_at).date() for meeting in Meeting.objects.all()}
    day = timezone.localtime(row.meeting.starts_at).date()
    for days in range(1, 30):
        there = day + timedelta(days=days)
        busy = any(there in instance.persons[person].busy for person in people)
        if instance.calendar.is_meeting_day(there) and there not in taken and not busy:
            return days
    raise AssertionError("no such day")


def meetings(plan: YearPlan, row: PlannedMeeting) -> list[Planned]:
    found = [
        each for each in meetings_of(plan.instance, plan.schedule, plan.windows) if each.group == group_id(row.group_id)
    ]
    return sorted(found, key=lambda each: each.number)


def moments(cast: Cast, key: str) -> list[datetime]:
    standing = Meeting.objects.filter(group=cast.groups[key]).exclude(state=MeetingState.CANCELLED)
    return list(standing.order_by("starts_at").values_list("starts_at", flat=True))


def broken(plan: YearPlan) -> list[str]:
    instance = read_instance(plan.instance)
    return [each.sentence for each in violations(instance, read_schedule(instance, plan.schedule))]


def bring_into_force(cast: Cast, plan: YearPlan) -> YearPlan:
    assert plan.state == PlanState.READY, plan.faults
    return put_in_force(by=cast.gustav, plan=all_say_yes(cast, plan), now=NOW)


@pytest.mark.req("MEE-10")
def test_a_meeting_moved_by_hand_stays_when_the_year_is_planned_anew(cast: Cast) -> None:
    in_force(cast)
    row = planned(cast, "prep_g", 2)
    meeting = by_hand(cast, row, days=another_day(cast, row))
    plan = a_plan(cast)
    day = timezone.localtime(meeting.starts_at).date()
    assert (day, minutes_of(meeting.starts_at)) in [(each.day, each.start) for each in meetings(plan, row)]
    assert broken(plan) == []
    (kept,) = plan.hands
    assert (kept["meeting"], kept["date"], kept["why"]) == (meeting.pk, day.isoformat(), None)
    bring_into_force(cast, plan)
    after = Meeting.objects.get(pk=meeting.pk)
    assert (after.starts_at, after.place, after.state) == (meeting.starts_at, meeting.place, MeetingState.BOOKED)
    assert len(moments(cast, "prep_g")) == 4
    assert planned(cast, "prep_g", kept["number"]).meeting_id == meeting.pk


@pytest.mark.req("MEE-10")
def test_a_meeting_moved_by_hand_stays_when_the_plan_is_made_again_after_a_change(cast: Cast) -> None:
    plan = in_force(cast)
    row, central = planned(cast, "prep_g", 2), planned(cast, "central", 1)
    meeting = by_hand(cast, row, days=another_day(cast, row))
    away = timezone.localtime(central.meeting.starts_at).date()
    with pytest.raises(Refused, match="still holds"):
        plan_again(by=cast.gustav, plan=plan, now=NOW)
    set_away(by=cast.gustav, holder=cast.users["gustav"], first=away, last=away, today=TODAY)
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    assert {change["group"] for change in newer.changes} == {group_id(cast.groups["central"].pk)}
    bring_into_force(cast, newer)
    assert Meeting.objects.get(pk=meeting.pk).starts_at == meeting.starts_at
    later = planned(cast, "central", 2)
    away = timezone.localtime(later.meeting.starts_at).date()
    set_away(by=cast.gustav, holder=cast.users["gustav"], first=away, last=away, today=TODAY)
    bring_into_force(cast, plan_again(by=cast.gustav, plan=newer, now=NOW))
    assert Meeting.objects.get(pk=meeting.pk).starts_at == meeting.starts_at


def test_one_that_passes_the_next_in_its_series_changes_numbers_and_nothing_else_moves() -> None:
    def placed(day: int) -> Placement:
        return Placement(date(YEAR, 3, day), 600, "r1", {"s1": "p1"})

    old = Schedule("x", {("g1", number): placed(day) for number, day in ((1, 1), (2, 8), (3, 15), (4, 22))})
    passes = {"meeting": 7, "group": "g1", "number": 2, "date": f"{YEAR}-03-18", "start": 540, "room": "r2"}
    off = {"meeting": 9, "group": "g1", "number": None, "date": f"{YEAR}-03-01", "start": 600, "room": None}
    now, pinned, was = as_it_stands(old, [passes, off], {7: 2, 9: 1})
    assert [(number, each.day.day, each.room) for (_, number), each in now.meetings.items()] == [
        (1, 15, "r1"),
        (2, 18, "r2"),
        (3, 22, "r1"),
    ]
    assert pinned == {7: 2}
    assert was == {("g1", 1): ("g1", 3), ("g1", 2): ("g1", 2), ("g1", 3): ("g1", 4)}


def test_one_moved_to_where_the_planner_cannot_place_it_stays_and_it_is_said_why(cast: Cast) -> None:
    in_force(cast)
    row = planned(cast, "prep_g", 2)
    meeting = by_hand(cast, row, days=another_day(cast, row), place="Biblioteket")
    made = a_plan(cast)
    (kept,) = made.hands
    assert kept["number"] is None
    assert "none of the group's rooms" in kept["why"][0]
    assert len(meetings(made, row)) == 3
    fatima = next(each for each in made.instance["persons"] if each["id"] == f"p{cast.users['fatima'].pk}")
    assert kept["date"] in fatima["busy"]
    bring_into_force(cast, made)
    after = Meeting.objects.get(pk=meeting.pk)
    assert (after.starts_at, after.place, after.state) == (meeting.starts_at, "Biblioteket", MeetingState.BOOKED)
    assert len(moments(cast, "prep_g")) == 4
    assert after.parts.exists()


@pytest.mark.parametrize(("weekday", "minutes", "why"), [(None, 90, "not as long"), (5, 60, "no meetings are planned")])
def test_a_length_or_a_day_that_no_plan_has_is_said(cast: Cast, weekday: int | None, minutes: int, why: str) -> None:
    in_force(cast)
    row = planned(cast, "prep_g", 2)
    days = 0 if weekday is None else weekday - timezone.localtime(row.meeting.starts_at).weekday()
    by_hand(cast, row, days=days, minutes=minutes)
    (kept,) = basis_of(cast.units["town"], first=FIRST, last=LAST).hands
    assert why in kept["why"][0]


def test_a_time_at_which_somebody_needed_is_taken_is_left_to_the_people(cast: Cast) -> None:
    in_force(cast)
    row = planned(cast, "prep_g", 2)
    meeting = by_hand(cast, row, days=another_day(cast, row))
    day = timezone.localtime(meeting.starts_at).date()
    set_away(by=cast.gustav, holder=cast.users["cecilia"], first=day, last=day, today=TODAY)
    (kept,) = basis_of(cast.units["town"], first=FIRST, last=LAST).hands
    assert "away or taken" in kept["why"][0]


def test_one_cancelled_by_hand_does_not_come_back(cast: Cast) -> None:
    plan = in_force(cast)
    row, central = planned(cast, "prep_g", 2), planned(cast, "central", 1)
    cancel_meeting(by=cast.actor("cecilia"), meeting=row.meeting, reason="Inget att ta upp", now=NOW)
    away = timezone.localtime(central.meeting.starts_at).date()
    set_away(by=cast.gustav, holder=cast.users["gustav"], first=away, last=away, today=TODAY)
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    assert [kept["cancelled"] for kept in newer.hands] == [True]
    assert len(meetings(newer, row)) == 3
    stood = moments(cast, "prep_g")
    bring_into_force(cast, newer)
    assert moments(cast, "prep_g") == stood
    places = {each.number: (each.day, each.start) for each in meetings(newer, row)}
    for again in PlannedMeeting.objects.filter(plan=newer, group=row.group_id).select_related("meeting"):
        starts = timezone.localtime(again.meeting.starts_at)
        assert places[again.number] == (starts.date(), minutes_of(starts))
    last = max(stood)
    away = timezone.localtime(last).date()
    set_away(by=cast.gustav, holder=cast.users["cecilia"], first=away, last=away, today=TODAY)
    bring_into_force(cast, plan_again(by=cast.gustav, plan=newer, now=NOW))
    assert len(moments(cast, "prep_g")) == 3
    assert set(stood) - {last} <= set(moments(cast, "prep_g"))
    assert Meeting.objects.filter(group=row.group_id).count() == 4


def test_one_moved_after_the_plan_was_made_stays_too(cast: Cast) -> None:
    in_force(cast)
    made = propose_plan(by=cast.gustav, plan=a_plan(cast), now=NOW)
    row, off = planned(cast, "prep_g", 2), planned(cast, "prep_g", 4)
    meeting = by_hand(cast, row, days=another_day(cast, row))
    cancel_meeting(by=cast.actor("cecilia"), meeting=off.meeting, reason="Inget att ta upp", now=NOW)
    proposal = made.proposals.get(group=cast.groups["prep_g"])
    answer_proposal(by=cast.actor("cecilia"), proposal=proposal, says_yes=True, now=NOW)
    assert Meeting.objects.get(pk=meeting.pk).starts_at == meeting.starts_at
    assert len(moments(cast, "prep_g")) == 3


@pytest.mark.req("MEE-10")
def test_one_that_is_let_go_is_placed_by_the_next_plan(cast: Cast) -> None:
    plan = in_force(cast)
    row = planned(cast, "prep_g", 2)
    where = row.meeting.starts_at
    by_hand(cast, row, days=another_day(cast, row))
    row.refresh_from_db()
    with pytest.raises(NotAllowed):
        let_go(by=cast.amina, planned=row)
    let_go(by=cast.actor("cecilia"), planned=row)
    with pytest.raises(Refused, match="already been let go"):
        let_go(by=cast.actor("cecilia"), planned=row)
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    (change,) = newer.changes
    assert "let go" in change["reason"][0]
    assert newer.hands == []
    bring_into_force(cast, newer)
    assert Meeting.objects.get(pk=row.meeting_id).starts_at == where


def test_one_saved_without_a_change_is_not_moved_by_hand(cast: Cast) -> None:
    in_force(cast)
    row = planned(cast, "prep_g", 2)
    by_hand(cast, row)
    row.refresh_from_db()
    assert row.by_hand_at is None


def test_a_pin_of_the_same_number_gives_way_to_what_was_moved_by_hand(cast: Cast) -> None:
    in_force(cast)
    row = planned(cast, "prep_g", 2)
    make_wish(
        by=cast.actor("cecilia"), kind=WishKind.PIN, year=YEAR, group=cast.groups["prep_g"], number=2,
        first=timezone.localtime(row.meeting.starts_at).date(), start=minutes_of(row.meeting.starts_at),
        room=Room.objects.get(pk=row.room_id), reason="Beslut", today=TODAY,
    )  # fmt: skip
    meeting = by_hand(cast, row, days=another_day(cast, row))
    fixed = basis_of(cast.units["town"], first=FIRST, last=LAST).raw["fixed"]
    assert [pin["date"] for pin in fixed] == [timezone.localtime(meeting.starts_at).date().isoformat()]


def test_the_page_says_which_meetings_stay_and_lets_a_leader_let_go(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    plan = in_force(cast)
    row, off = planned(cast, "prep_g", 2), planned(cast, "prep_g", 3)
    by_hand(cast, row, days=another_day(cast, row), place="Biblioteket")
    cancel_meeting(by=cast.actor("cecilia"), meeting=off.meeting, reason="Inget att ta upp", now=NOW)
    address = reverse("scheduling:plan", args=[plan.pk])
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        page = client_of("gustav").get(address).content.decode()
        assert "Ligger kvar: flyttat för hand" in page
        assert "Kommer inte tillbaka: inställt för hand" in page
        made = a_plan(cast)
        said = client_of("gustav").get(reverse("scheduling:plan", args=[made.pk])).content.decode()
        assert "eftersom platsen inte är någon av gruppens lokaler" in said
        english = client_of("gustav")
        english.cookies["django_language"] = "en"
        said = english.get(reverse("scheduling:plan", args=[made.pk])).content.decode()
        assert "since the place is none of the group" in said
        basis = f"{reverse('scheduling:basis')}?year={YEAR}"
        assert "Biblioteket" in client_of("cecilia").get(basis).content.decode()
        let = reverse("scheduling:let_go", args=[row.meeting_id])
        assert client_of("amina").post(let).status_code == 404
        assert client_of("cecilia").post(let, follow=True).status_code == 200
        row.refresh_from_db()
        assert row.by_hand_at is None
        page = client_of("cecilia").post(let, follow=True).content.decode()
        assert "redan släppts" in page
        assert "Biblioteket" not in client_of("gustav").get(address).content.decode()
