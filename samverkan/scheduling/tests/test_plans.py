"""Plans: made of what the system holds, run, compared, proposed, in force, and planned again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import is_intact
from samverkan.meetings.models import Meeting, Part
from samverkan.meetings.words import MeetingState
from samverkan.notices.models import Notice
from samverkan.planner.check import violations
from samverkan.planner.instance import read_instance
from samverkan.planner.schedule import read_schedule
from samverkan.scheduling.models import BusyMark, Invitation, PlannedMeeting, Proposal, Room, Sending, YearPlan
from samverkan.scheduling.pages.plans import ChangeRow
from samverkan.scheduling.queries.basis import basis_of, minutes_of
from samverkan.scheduling.rules.meetings import meetings_of
from samverkan.scheduling.rules.rows import group_id, holder_id, key_of
from samverkan.scheduling.services.calendars import set_away
from samverkan.scheduling.services.plans import ask_for_plan
from samverkan.scheduling.services.proposals import answer_proposal, propose_plan, put_in_force
from samverkan.scheduling.services.replanning import plan_again
from samverkan.scheduling.services.running import run_plan, stop_plan, take_up_again
from samverkan.scheduling.services.venues import change_room
from samverkan.scheduling.services.wishes import make_wish, take_back
from samverkan.scheduling.tests.town import WORK, YEAR, a_plan, all_say_yes, cadence_of, furnish, in_force, venues_of
from samverkan.scheduling.words import Answer, Need, PlanKind, PlanState, WishKind
from tests.cast import TODAY, Cast
from tests.red_thread import NOW

FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)


def broken(plan: YearPlan) -> list[str]:
    instance = read_instance(plan.instance)
    return [each.sentence for each in violations(instance, read_schedule(instance, plan.schedule))]


def test_a_town_that_has_said_nothing_is_told_what_is_missing(cast: Cast) -> None:
    basis = basis_of(cast.units["town"], first=FIRST, last=LAST)
    assert not basis.can_be_planned
    said = [missing.saying.sentence % missing.saying.values for missing in basis.missing]
    assert any("Beredningsgrupp Björkåsa has no meeting cadence" in each for each in said)
    with pytest.raises(Refused, match="Nothing can be planned"):
        ask_for_plan(by=cast.gustav, unit=cast.units["town"], year=YEAR, kind=PlanKind.COORDINATED, now=NOW)


@pytest.mark.req("MEE-09", "MEE-10")
def test_a_coordinated_plan_keeps_every_rule_and_is_sealed(cast: Cast) -> None:
    furnish(cast)
    plan = a_plan(cast)
    assert plan.state == PlanState.READY
    assert broken(plan) == []
    assert plan.figures["collisions"] == 0
    assert len(plan.schedule["meetings"]) == 24
    assert is_intact({"instance": plan.instance, "schedule": plan.schedule, "windows": {}}, plan.sealed)
    assert "Fatima" not in str(plan.instance) + str(plan.labels)


@pytest.mark.req("MEE-11")
def test_hours_and_posts_of_the_organisations_add_up(cast: Cast) -> None:
    furnish(cast)
    plan = a_plan(cast)
    orgs = {row["org"]: row for row in plan.figures["orgs"]}
    assert orgs["Trafikkontoret"]["seats"] == 6 + 4 + 8
    assert orgs["Trafikkontoret"]["meeting"] == 18
    assert orgs["Trafikkontoret"]["posts"] == pytest.approx(orgs["Trafikkontoret"]["total"] / 1700, abs=0.001)
    assert sum(row["total"] for row in orgs.values()) == pytest.approx(plan.figures["all"]["total"], abs=0.5)


def test_the_year_as_today_has_the_meetings_that_are_booked(cast: Cast) -> None:
    furnish(cast)
    starts = NOW.replace(year=YEAR, month=2, day=9)
    Meeting.objects.create(
        group=cast.groups["prep_b"], title="x", starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    plan = a_plan(cast, PlanKind.AS_TODAY)
    assert plan.state == PlanState.READY
    assert len(plan.schedule["meetings"]) == 24
    name = group_id(cast.groups["prep_b"].pk)
    days = [each.day for each in meetings_of(plan.instance, plan.schedule) if each.group == name]
    assert starts.date() in days


def test_a_windowed_plan_takes_less_of_shared_functions_on_the_same_days(cast: Cast) -> None:
    furnish(cast)
    plan, windowed = a_plan(cast), a_plan(cast, PlanKind.WINDOWED)
    assert windowed.schedule == plan.schedule
    before = {row["org"]: row["total"] for row in plan.figures["orgs"]}
    after = {row["org"]: row["total"] for row in windowed.figures["orgs"]}
    assert after["Trafikkontoret"] < before["Trafikkontoret"]
    assert any(each.is_windowed for each in meetings_of(windowed.instance, windowed.schedule, windowed.windows))


def test_a_district_plans_its_own_groups_and_knows_of_others_only_that_they_are_taken(cast: Cast) -> None:
    in_force(cast)
    plan = a_plan(cast, unit="bjorkasa", by="amina")
    assert {row["id"] for row in plan.instance["groups"]} == {
        group_id(cast.groups[key].pk) for key in ("prep_b", "steering_b", "working_b")
    }
    assert "Beredningsgrupp Granvik" not in str(plan.labels)
    fatima = next(row for row in plan.instance["persons"] if row["id"] == holder_id(cast.users["fatima"].pk))
    others = PlannedMeeting.objects.filter(group=cast.groups["prep_g"])
    assert {row.meeting.starts_at.date().isoformat() for row in others} <= set(fatima["busy"])
    assert broken(plan) == []


def test_only_those_who_prepare_plan_and_nobody_else(cast: Cast) -> None:
    furnish(cast)
    for name in ("amina", "fatima", "hanna"):
        with pytest.raises(NotAllowed):
            ask_for_plan(by=cast.actor(name), unit=cast.units["town"], year=YEAR, kind=PlanKind.COORDINATED, now=NOW)
    with pytest.raises(NotAllowed):
        ask_for_plan(by=cast.amina, unit=cast.units["granvik"], year=YEAR, kind=PlanKind.COORDINATED, now=NOW)


def test_a_second_plan_of_a_kind_waits_for_the_first_unless_its_process_is_gone(cast: Cast) -> None:
    furnish(cast)

    def ask() -> YearPlan:
        return ask_for_plan(by=cast.gustav, unit=cast.units["town"], year=YEAR, kind=PlanKind.COORDINATED, now=NOW)

    first = ask()
    with pytest.raises(Refused, match="already being made"):
        ask()
    with pytest.raises(Refused, match="being made"):
        take_up_again(by=cast.gustav, plan=first, now=NOW)
    later = NOW + timedelta(minutes=2)
    assert take_up_again(by=cast.gustav, plan=first, now=later).state == PlanState.WAITING


def test_a_plan_that_is_stopped_keeps_the_best_so_far(cast: Cast) -> None:
    furnish(cast)
    plan = ask_for_plan(
        by=cast.gustav, unit=cast.units["town"], year=YEAR, kind=PlanKind.COORDINATED, seconds=300, now=NOW
    )
    beats: list[float] = []

    def watch(running: YearPlan) -> None:
        beats.append(running.elapsed)
        if len(beats) == 2:
            stop_plan(by=cast.gustav, plan=running)

    made = run_plan(plan.pk, watch=watch)
    assert made.state == PlanState.READY
    assert broken(made) == []
    assert beats == sorted(beats)
    assert made.elapsed < 120
    with pytest.raises(Refused, match="not being made"):
        stop_plan(by=cast.gustav, plan=made)


def test_a_plan_in_force_is_what_is_booked(cast: Cast) -> None:
    """Property: every planned meeting is booked at its day, hour and room, and nothing else of the groups is."""
    plan = in_force(cast)
    wanted = {
        (key_of(each.group), each.day.isoformat(), each.start) for each in meetings_of(plan.instance, plan.schedule)
    }

    booked = {
        (meeting.group_id, meeting.starts_at.date().isoformat(), minutes_of(meeting.starts_at))
        for meeting in Meeting.objects.exclude(state=MeetingState.CANCELLED)
    }
    assert booked == wanted
    assert plan.state == PlanState.IN_FORCE
    assert Invitation.objects.count() == Part.objects.count()
    assert set(Sending.objects.values_list("recipient__name", flat=True)) >= {"Fatima Sälg", "Amina Lind"}
    assert Notice.objects.filter(kind="scheduling.sending", recipient=cast.users["fatima"]).count() == 1


def test_all_invitations_of_a_year_are_stored_at_once(cast: Cast) -> None:
    furnish(cast)
    plan = all_say_yes(cast, a_plan(cast))
    with CaptureQueriesContext(connection) as asked:
        put_in_force(by=cast.gustav, plan=plan, now=NOW)
    assert Invitation.objects.count() > 50
    assert sum('"scheduling_invitation"' in query["sql"] for query in asked.captured_queries) <= 2


def test_a_leader_says_yes_or_no_with_a_reason_and_nobody_else_does(cast: Cast) -> None:
    furnish(cast)
    plan = propose_plan(by=cast.gustav, plan=a_plan(cast), now=NOW)
    proposal = Proposal.objects.get(plan=plan, group=cast.groups["prep_b"])
    for name in ("cecilia", "gustav", "hanna"):
        with pytest.raises(NotAllowed):
            answer_proposal(by=cast.actor(name), proposal=proposal, says_yes=True, now=NOW)
    with pytest.raises(Refused, match="Write why"):
        answer_proposal(by=cast.amina, proposal=proposal, says_yes=False, now=NOW)
    assert not Meeting.objects.filter(group=cast.groups["prep_b"]).exists()
    said = answer_proposal(by=cast.amina, proposal=proposal, says_yes=False, reason="Krockar med nämnden", now=NOW)
    assert said.answer == Answer.NO
    with pytest.raises(Refused, match="not answered yet"):
        put_in_force(by=cast.gustav, plan=plan, now=NOW)
    answer_proposal(by=cast.amina, proposal=proposal, says_yes=True, now=NOW)
    assert Meeting.objects.filter(group=cast.groups["prep_b"]).count() == 6
    with pytest.raises(Refused, match="said yes"):
        answer_proposal(by=cast.amina, proposal=proposal, says_yes=False, reason="Ändå inte", now=NOW)


def test_meetings_already_booked_are_moved_and_surplus_is_cancelled(cast: Cast) -> None:
    furnish(cast)
    starts = NOW.replace(year=YEAR, month=1, day=12)
    already = [
        Meeting.objects.create(
            group=cast.groups["steering_b"],
            title=f"Möte {number}",
            starts_at=starts + timedelta(days=number),
            ends_at=starts + timedelta(days=number, hours=1),
        )
        for number in range(3)
    ]
    all_say_yes(cast, a_plan(cast))
    for meeting in already:
        meeting.refresh_from_db()
    assert [meeting.state for meeting in already] == ["booked", "booked", "cancelled"]
    assert "mötesplanen" in already[2].cancelled_because or "meeting plan" in already[2].cancelled_because
    assert PlannedMeeting.objects.filter(meeting__in=already[:2]).count() == 2


def test_planning_again_with_nothing_changed_is_refused(cast: Cast) -> None:
    plan = in_force(cast)
    with pytest.raises(Refused, match="still holds"):
        plan_again(by=cast.gustav, plan=plan, now=NOW)


def test_when_somebody_is_away_only_what_is_touched_moves_and_only_those_concerned_are_told(cast: Cast) -> None:
    plan = in_force(cast)
    name = group_id(cast.groups["central"].pk)
    meeting = next(each for each in meetings_of(plan.instance, plan.schedule) if each.group == name)
    set_away(by=cast.gustav, holder=cast.users["gustav"], first=meeting.day, last=meeting.day, today=TODAY)
    before = Sending.objects.count()
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    assert [(change["group"], change["number"]) for change in newer.changes] == [(name, meeting.number)]
    assert "away or taken" in newer.changes[0]["reason"][0]
    assert broken(newer) == []
    newer = propose_plan(by=cast.gustav, plan=newer, now=NOW)
    asked = Proposal.objects.filter(plan=newer, answer=Answer.OPEN)
    assert [proposal.group for proposal in asked] == [cast.groups["central"]]
    answer_proposal(by=cast.gustav, proposal=asked.get(), says_yes=True, now=NOW)
    put_in_force(by=cast.gustav, plan=newer, now=NOW)
    new = Sending.objects.order_by("pk")[before:]
    assert [sending.recipient for sending in new] == [cast.users["gustav"]]
    assert [(event["method"], event["sequence"]) for event in new[0].events] == [("update", 1)]
    plan.refresh_from_db()
    assert plan.state == PlanState.REPLACED
    assert Meeting.objects.filter(group=cast.groups["central"]).count() == 4


def test_when_only_who_comes_changes_the_page_names_who_comes_instead_of_whom(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    town = furnish(cast)
    needs = {cast.seats["bertil"].pk: (Need.REQUIRED, [cast.users["erik"].pk])}
    cadence_of(cast, "prep_b", "amina", [town.rooms["b"]], needs=needs, edition=1)
    plan = put_in_force(by=cast.gustav, plan=all_say_yes(cast, a_plan(cast)), now=NOW)
    name, bertil, erik = group_id(cast.groups["prep_b"].pk), cast.users["bertil"].pk, cast.users["erik"].pk
    meeting = next(each for each in meetings_of(plan.instance, plan.schedule) if each.group == name)
    make_wish(
        by=cast.amina, kind=WishKind.PIN, year=YEAR, group=cast.groups["prep_b"], number=meeting.number,
        first=meeting.day, start=meeting.start, room=town.rooms["b"], reason="Kallelsen är ute", today=TODAY,
    )  # fmt: skip
    BusyMark.objects.create(holder_id=bertil, day=meeting.day, start=meeting.start, end=meeting.end, at_home=False)
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    (change,) = newer.changes
    assert (change["group"], change["number"], change["moved"]) == (name, meeting.number, False)
    assert change["people"] == [[holder_id(bertil), holder_id(erik)]]
    deputy, holder = newer.labels[holder_id(erik)], newer.labels[holder_id(bertil)]
    client, address = client_of("gustav"), reverse("scheduling:plan", args=[newer.pk])
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        assert f"{deputy} kommer i stället för {holder}" in client.get(address).content.decode()
        client.cookies["django_language"] = "en"
        assert f"{deputy} comes instead of {holder}" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (["p1", "p2"], "Kommunpolis comes instead of Samordnare"),
        (["p2", "p1"], "Samordnare comes instead of Kommunpolis"),
        (["p1", "p3"], "Somebody else comes as Samordnare"),
        ([None, "p2"], "Kommunpolis comes, too"),
        (["p2", None], "Kommunpolis does not come"),
    ],
)
def test_who_comes_is_said_by_function(people: list[str | None], said: str) -> None:
    place = ["2027-03-01", 600, "r1"]
    reason = ["Who attends follows from other meetings of the day.", {}]
    change = {"group": "g1", "before": place, "after": place, "moved": False, "people": [people], "reason": reason}
    labels = {"g1": "x", "p1": "Samordnare", "p2": "Kommunpolis", "p3": "Samordnare", "r1": "Salen"}
    with override("en"):
        assert ChangeRow.of(change, labels).people == (said,)


def test_a_lost_room_moves_its_meetings_and_the_reason_names_it(cast: Cast) -> None:
    furnish(cast)
    plan = put_in_force(by=cast.gustav, plan=all_say_yes(cast, a_plan(cast)), now=NOW)
    used = next(each for each in meetings_of(plan.instance, plan.schedule) if "b" in plan.labels[each.room].lower())

    room = Room.objects.get(pk=key_of(used.room))
    change_room(
        by=cast.gustav, room=room, name=room.name, capacity=room.capacity, closed_from=used.day, closed_until=used.day
    )
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    assert broken(newer) == []
    assert (used.group, used.number) in {(change["group"], change["number"]) for change in newer.changes}
    assert any("can no longer use" in change["reason"][0] for change in newer.changes)


def test_a_pinned_meeting_is_where_it_was_pinned(cast: Cast) -> None:
    town = furnish(cast)
    day = date(YEAR, 3, 9)
    make_wish(
        by=cast.amina, kind=WishKind.PIN, year=YEAR, group=cast.groups["prep_b"], number=2, first=day, start=600,
        room=town.rooms["small"], reason="Beslut om lägesbilden", today=TODAY,
    )  # fmt: skip
    plan = a_plan(cast)
    name = group_id(cast.groups["prep_b"].pk)
    pinned = [each for each in meetings_of(plan.instance, plan.schedule) if (each.group, each.number) == (name, 2)]
    assert [(each.day, each.start) for each in pinned] == [(day, 600)]


def test_forbidden_weekdays_are_kept_for_the_group_and_can_be_taken_back(cast: Cast) -> None:
    furnish(cast)
    group = cast.groups["prep_b"]
    wish = make_wish(
        by=cast.amina,
        kind=WishKind.FORBID,
        year=YEAR,
        group=group,
        weekdays=(0, 1, 2),
        reason="Jourveckor",
        today=TODAY,
    )
    plan = a_plan(cast)
    days = [
        each.day.weekday() for each in meetings_of(plan.instance, plan.schedule) if each.group == group_id(group.pk)
    ]
    assert set(days) <= {3, 4}
    assert broken(plan) == []
    assert not any(row["id"][0] == "w" for row in plan.instance["persons"])
    take_back(by=cast.amina, wish=wish, today=TODAY, now=NOW)
    assert basis_of(cast.units["town"], first=FIRST, last=LAST).wishes == ()


def test_wishes_that_cannot_be_met_are_said_as_the_smallest_set_of_demands(cast: Cast) -> None:
    furnish(cast)
    group = cast.groups["prep_b"]
    make_wish(
        by=cast.amina, kind=WishKind.PIN, year=YEAR, group=group, number=1, first=date(YEAR, 2, 2), start=600,
        reason="Lägesbilden", today=TODAY,
    )  # fmt: skip
    make_wish(
        by=cast.amina, kind=WishKind.FORBID, year=YEAR, group=group, first=date(YEAR, 2, 1), last=date(YEAR, 2, 5),
        reason="Utbildningsvecka", today=TODAY,
    )  # fmt: skip
    plan = a_plan(cast)
    assert plan.state == PlanState.IMPOSSIBLE
    (demands,) = plan.faults
    said = {sentence % values for sentence, values in demands}
    assert len(said) == 2
    assert any("pinned" in each for each in said)
    assert any("Utbildningsvecka" in each for each in said)


def test_nothing_is_planned_when_the_venues_say_no_ways(cast: Cast) -> None:
    venues_of(cast)
    assert WORK
    assert not basis_of(cast.units["town"], first=FIRST, last=LAST).can_be_planned
