"""Agendas that groups write: kept, refused, planned with, booked as windows, and followed when meetings move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.meetings.models import Item, Meeting, Part, StandingAgenda
from samverkan.meetings.queries import standing_lines
from samverkan.meetings.rules import Line
from samverkan.meetings.services import (
    cancel_meeting,
    create_series,
    lay_out_meeting,
    move_meeting,
    prepare_agenda,
    remove_standing_agenda,
)
from samverkan.meetings.words import Cadence as SeriesCadence
from samverkan.meetings.words import ItemKind
from samverkan.scheduling.models import Invitation, PlannedMeeting, Proposal, Sending, YearPlan
from samverkan.scheduling.queries.basis import basis_of
from samverkan.scheduling.rules.meetings import meetings_of
from samverkan.scheduling.rules.rows import group_id
from samverkan.scheduling.services.adhoc import book_found_time
from samverkan.scheduling.services.proposals import propose_plan, put_in_force
from samverkan.scheduling.services.replanning import plan_again
from samverkan.scheduling.tests.town import (
    YEAR,
    a_plan,
    all_say_yes,
    cadence_of,
    furnish,
    in_force,
    windowed_in_force,
    write,
)
from samverkan.scheduling.words import PlanKind
from tests.cast import TODAY, Cast
from tests.red_thread import NOW

Clients = Callable[[str], Client]


def of_group(plan: YearPlan, cast: Cast, key: str) -> list[Any]:
    name = group_id(cast.groups[key].pk)
    return [each for each in meetings_of(plan.instance, plan.schedule, plan.windows) if each.group == name]


@pytest.mark.req("MEE-08", "MEE-10")
def test_a_group_writes_its_agenda_and_the_trail_says_so(cast: Cast) -> None:
    furnish(cast)
    agenda = write(cast)
    found = standing_lines([cast.groups["prep_b"].pk])[cast.groups["prep_b"].pk]
    assert [line.title for line in found.lines] == ["Öppning", "Trafik och belysning", "Lägesbilden"]
    assert found.lines[0].seats == ()
    assert agenda.edition == 1
    entry = Entry.objects.filter(event="meetings.standing_agenda_written").latest("pk")
    assert entry.details == {"items": 3, "minutes": 60, "edition": 1}


def test_what_cannot_be_an_agenda_is_refused_in_a_sentence_that_names_the_field(cast: Cast) -> None:
    furnish(cast)
    stranger = cast.seats["cecilia"].pk
    for lines, field, said in (
        ((), "title_1", "at least one item"),
        ((Line("Öppning", 10), Line(" ", 5)), "title_2", "Item %(number)s: write what"),
        ((Line("Öppning", 10), Line("öppning", 5)), "title_2", "same heading"),
        ((Line("Öppning", 0),), "minutes_1", "between 1 and"),
        ((Line("Öppning", 30), Line("Läget", 31)), "minutes_2", "but the meeting lasts"),
        ((Line("Öppning", 30, (stranger,)),), "needs_1", "does not belong"),
        ((Line("Samtal med 19121212-1212", 30),), "title_1", "holds"),
    ):
        with pytest.raises(Refused) as refused:
            write(cast, lines=lines)
        assert refused.value.field == field
        assert said in refused.value.reason
    with pytest.raises(Refused, match="does not belong"):
        write(cast, whole=[stranger])
    with pytest.raises(NotAllowed):
        write(cast, by="cecilia")
    assert not StandingAgenda.objects.exists()


def test_two_who_write_an_agenda_at_once_are_both_told(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    with pytest.raises(SavedMeanwhile):
        write(cast, lines=(Line("Annat", 20),))
    with pytest.raises(SavedMeanwhile):
        remove_standing_agenda(by=cast.amina, group=cast.groups["prep_b"], edition=0)
    remove_standing_agenda(by=cast.amina, group=cast.groups["prep_b"], edition=1)
    assert not StandingAgenda.objects.exists()
    with pytest.raises(Refused, match="no standing agenda"):
        remove_standing_agenda(by=cast.amina, group=cast.groups["prep_b"], edition=1)


@pytest.mark.req("MEE-10")
def test_a_windowed_plan_takes_the_written_agenda_and_assumes_the_others(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    plan = a_plan(cast, PlanKind.WINDOWED)
    assert set(plan.agendas) == {group_id(cast.groups["prep_b"].pk)}
    for meeting in of_group(plan, cast, "prep_b"):
        assert meeting.agenda[0].title == "Öppning"
        assert {point.title for point in meeting.agenda} == {"Öppning", "Trafik och belysning", "Lägesbilden"}
        assert not meeting.is_assumed
        (fatima,) = [part for part in meeting.parts if part.person == f"p{cast.users['fatima'].pk}"]
        assert fatima.end - fatima.start == 25
    assert all(meeting.is_assumed for meeting in of_group(plan, cast, "prep_g"))


def test_one_whom_all_of_the_meeting_concerns_attends_all_of_it(cast: Cast) -> None:
    furnish(cast)
    write(cast, whole=[cast.seats["prep_b.fatima"].pk])
    plan = a_plan(cast, PlanKind.WINDOWED)
    for meeting in of_group(plan, cast, "prep_b"):
        (fatima,) = [part for part in meeting.parts if part.person == f"p{cast.users['fatima'].pk}"]
        assert (fatima.start, fatima.end) == (meeting.start, meeting.end)


def test_an_agenda_longer_than_the_meeting_is_said_to_be_and_one_is_assumed(cast: Cast) -> None:
    town = furnish(cast)
    write(cast)
    cadence_of(cast, "prep_b", "amina", [town.rooms["b"]], minutes=45, edition=1)
    basis = basis_of(cast.units["town"], first=TODAY, last=TODAY + timedelta(days=200))
    assert basis.agendas == {}
    said = [missing.saying.sentence % missing.saying.values for missing in basis.missing if not missing.is_stop]
    assert any("takes 60 minutes, but its meetings last 45" in each for each in said)
    assert group_id(cast.groups["prep_b"].pk) in {row["id"] for row in basis.raw["groups"]}


@pytest.mark.req("MEE-10")
def test_meetings_in_force_carry_their_agenda_and_everybody_their_own_part(cast: Cast) -> None:
    plan = windowed_in_force(cast)
    fatima = cast.users["fatima"]
    for planned in of_group(plan, cast, "prep_b"):
        row = PlannedMeeting.objects.get(group=cast.groups["prep_b"], number=planned.number)
        items = list(row.meeting.items.order_by("order"))
        assert [item.title for item in items] == [point.title for point in planned.agenda]
        assert {item.kind for item in items} == {ItemKind.STANDING}
        assert list(items[0].needs.all()) == []
        named = {item.title: {seat.pk for seat in item.needs.all()} for item in items}
        assert cast.seats["prep_b.fatima"].pk in named["Trafik och belysning"]
        (part,) = [each for each in planned.parts if each.person == f"p{fatima.pk}"]
        invitation = Invitation.objects.get(meeting=row.meeting, recipient=fatima)
        assert invitation.ends_at - invitation.starts_at == timedelta(minutes=part.end - part.start)
        assert invitation.by_video == part.by_video
    videos = [event for row in Sending.objects.filter(recipient=fatima) for event in row.events]
    assert any("video" in event["place"].lower() for event in videos)


def test_the_meetings_page_says_who_is_needed_when(cast: Cast, client_of: Clients) -> None:
    windowed_in_force(cast)
    part = Part.objects.filter(
        meeting__group=cast.groups["prep_b"], holder=cast.users["fatima"], last__isnull=False
    ).order_by("pk")[0]
    address = reverse("meetings:meeting", args=[part.meeting_id])
    page = client_of("fatima").get(address).content.decode()
    assert "Du behövs" in page
    prepare_agenda(by=cast.amina, meeting=part.meeting)
    leaders = client_of("amina").get(address).content.decode()
    assert "Trafik och belysning" in leaders
    assert "stämmer inte" not in leaders
    for item in part.meeting.items.all():
        Item.objects.filter(pk=item.pk).update(minutes=item.minutes + 20)
    assert "stämmer inte" in client_of("amina").get(address).content.decode()
    assert "stämmer inte" not in client_of("fatima").get(address).content.decode()


def test_the_agenda_of_a_meeting_outside_plans_is_built_of_what_the_group_has_written(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    starts = NOW + timedelta(days=20)
    meeting = Meeting.objects.create(
        group=cast.groups["prep_b"], title="x", starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    added = prepare_agenda(by=cast.amina, meeting=meeting)
    assert [item.title for item in added if item.kind == ItemKind.STANDING] == [
        "Öppning",
        "Trafik och belysning",
        "Lägesbilden",
    ]
    assert [seat.pk for seat in added[1].needs.all()] == [cast.seats["prep_b.fatima"].pk]
    assert not [item for item in prepare_agenda(by=cast.amina, meeting=meeting) if item.kind == ItemKind.STANDING]


def test_a_series_own_template_goes_before_the_groups_agenda(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    series = create_series(
        by=cast.amina, group=cast.groups["prep_b"], title="Avstämning", cadence=SeriesCadence.MONTHLY, weekday=1,
        starts=time(9), minutes=30, template=[("Veckan", 20)], valid_from=TODAY,
    )  # fmt: skip
    starts = NOW + timedelta(days=20)
    meeting = Meeting.objects.create(
        group=series.group, series=series, title="x", starts_at=starts, ends_at=starts + timedelta(minutes=30)
    )
    added = prepare_agenda(by=cast.amina, meeting=meeting)
    assert [item.title for item in added if item.kind == ItemKind.STANDING] == ["Veckan"]


def test_what_somebody_has_written_on_an_agenda_stays_when_a_plan_lays_it_out_anew(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    starts = NOW + timedelta(days=20)
    meeting = Meeting.objects.create(
        group=cast.groups["prep_b"], title="x", starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    prepare_agenda(by=cast.amina, meeting=meeting)
    Item.objects.filter(meeting=meeting, title="Lägesbilden").update(notes="Klart")
    lay_out_meeting(by=cast.amina, meeting=meeting, lines=[Line("Nytt", 20)], wanted=[])
    titles = list(meeting.items.order_by("order").values_list("title", flat=True))
    assert titles[0] == "Nytt"
    assert "Lägesbilden" in titles
    assert "Öppning" not in titles


def test_planning_again_after_an_agenda_is_written_asks_only_those_whose_parts_change(cast: Cast) -> None:
    furnish(cast)
    a_plan(cast)
    plan = put_in_force(by=cast.gustav, plan=all_say_yes(cast, a_plan(cast, PlanKind.WINDOWED)), now=NOW)
    with pytest.raises(Refused, match="still holds"):
        plan_again(by=cast.gustav, plan=plan, now=NOW)
    write(cast, whole=[cast.seats["prep_b.fatima"].pk])
    newer = plan_again(by=cast.gustav, plan=plan, now=NOW)
    assert newer.schedule == plan.schedule
    own = [change for change in newer.changes if change["group"] == group_id(cast.groups["prep_b"].pk)]
    assert len(own) == 6
    assert not any(change["moved"] for change in newer.changes)
    assert "another agenda" in own[0]["reason"][0]
    newer = all_say_yes(cast, newer)
    asked = Proposal.objects.filter(plan=newer, is_changed=True)
    assert {group_id(row.group_id) for row in asked} == {change["group"] for change in newer.changes}
    before = Sending.objects.count()
    put_in_force(by=cast.gustav, plan=newer, now=NOW)
    told = {sending.recipient_id for sending in Sending.objects.order_by("pk")[before:]}
    assert cast.users["fatima"].pk in told


# A meeting moved or cancelled by its group


def last_events(cast: Cast, name: str, after: int) -> list[dict[str, Any]]:
    rows = Sending.objects.filter(recipient=cast.users[name], pk__gt=after)
    return [event for row in rows for event in row.events]


@pytest.mark.req("MEE-10")
def test_a_planned_meeting_moved_by_its_group_moves_everybodys_own_part(cast: Cast) -> None:
    windowed_in_force(cast)
    part = Part.objects.filter(holder=cast.users["fatima"], first__gt=0).order_by("pk").first()
    part = part or Part.objects.filter(holder=cast.users["fatima"], last__isnull=False).order_by("pk")[0]
    meeting, before = part.meeting, Sending.objects.latest("pk").pk
    leader = cast.amina if meeting.group_id != cast.groups["prep_g"].pk else cast.actor("cecilia")
    starts = meeting.starts_at + timedelta(days=1, hours=1)
    move_meeting(by=leader, meeting=meeting, starts_at=starts, minutes=60, place="Annan sal", now=NOW)
    called = set(meeting.parts.values_list("holder_id", flat=True))
    new = Sending.objects.filter(pk__gt=before)
    assert {row.recipient_id for row in new} == called
    assert all(len(row.events) == 1 for row in new)
    (event,) = last_events(cast, "fatima", before)
    assert (event["method"], event["sequence"]) == ("update", 1)
    assert event["starts"] == (starts + timedelta(minutes=part.first)).isoformat()
    move_meeting(by=leader, meeting=meeting, starts_at=starts, minutes=60, place="Annan sal", now=NOW)
    assert Sending.objects.filter(pk__gt=before).count() == len(called)


@pytest.mark.req("MEE-10")
def test_a_planned_meeting_cancelled_by_its_group_is_cancelled_in_the_calendars(cast: Cast, client_of: Clients) -> None:
    in_force(cast)
    meeting = PlannedMeeting.objects.filter(group=cast.groups["prep_b"]).order_by("number")[0].meeting
    before = Sending.objects.latest("pk").pk
    cancel_meeting(by=cast.amina, meeting=meeting, reason="Samma dag som nämnden", now=NOW)
    (event,) = last_events(cast, "amina", before)
    assert (event["method"], event["sequence"]) == ("cancel", 1)
    assert not Invitation.objects.filter(meeting=meeting, is_cancelled=False).exists()
    assert Invitation.objects.filter(is_cancelled=True).count() == meeting.parts.count()
    sent = Sending.objects.filter(recipient=cast.users["amina"]).latest("pk")
    file = client_of("amina").get(reverse("scheduling:sending", args=[sent.pk, "installda"])).content.decode()
    assert "METHOD:CANCEL" in file
    assert "SEQUENCE:1" in file


def test_meetings_that_no_calendar_holds_tell_none(cast: Cast) -> None:
    furnish(cast)
    plan = all_say_yes(cast, a_plan(cast))
    meeting = PlannedMeeting.objects.filter(plan=plan, group=cast.groups["prep_b"]).order_by("number")[0].meeting
    starts = meeting.starts_at + timedelta(days=1)
    move_meeting(by=cast.amina, meeting=meeting, starts_at=starts, minutes=60, place="Sal", now=NOW)
    own = Meeting.objects.create(
        group=cast.groups["prep_b"], title="x", starts_at=starts + timedelta(days=40),
        ends_at=starts + timedelta(days=40, hours=1),
    )  # fmt: skip
    move_meeting(by=cast.amina, meeting=own, starts_at=starts + timedelta(days=41), minutes=60, place="Sal", now=NOW)
    cancel_meeting(by=cast.amina, meeting=own, reason="Behövs inte", now=NOW)
    assert not Sending.objects.exists()
    put_in_force(by=cast.gustav, plan=plan, now=NOW)
    assert Invitation.objects.get(meeting=meeting, recipient=cast.users["amina"]).starts_at == starts


def test_one_whom_a_later_plan_no_longer_wants_is_not_called_to_all_of_a_meeting_that_is_moved(cast: Cast) -> None:
    windowed_in_force(cast)
    part = Part.objects.filter(meeting__group=cast.groups["prep_b"], holder=cast.users["fatima"]).order_by("pk")[0]
    meeting, before = part.meeting, Sending.objects.latest("pk").pk
    part.delete()
    starts = meeting.starts_at + timedelta(days=1)
    move_meeting(by=cast.amina, meeting=meeting, starts_at=starts, minutes=60, place="Sal", now=NOW)
    (event,) = last_events(cast, "fatima", before)
    assert event["method"] == "cancel"
    (other,) = last_events(cast, "amina", before)
    assert other["method"] == "update"


def test_a_meeting_booked_at_short_notice_is_followed_too(cast: Cast) -> None:
    town = furnish(cast)
    people = [cast.users["amina"].pk, cast.users["fatima"].pk]
    day = TODAY + timedelta(days=14)
    meeting = book_found_time(
        by=cast.amina, group=cast.groups["prep_b"], title="Extra", people=people, day=day, start=600, minutes=30,
        room=town.rooms["b"], now=NOW,
    )  # fmt: skip
    before = Sending.objects.latest("pk").pk
    cancel_meeting(by=cast.amina, meeting=meeting, reason="Löst", now=NOW)
    assert {row.recipient_id for row in Sending.objects.filter(pk__gt=before)} == set(people)


# Pages


def test_an_agenda_is_written_row_by_row_without_javascript(cast: Cast, client_of: Clients) -> None:
    furnish(cast)
    amina, address = client_of("amina"), reverse("scheduling:agenda", args=[cast.groups["prep_b"].pk])
    assert "Beredningsgrupp Björkåsa" in amina.get(address).content.decode()
    fatima = str(cast.seats["prep_b.fatima"].pk)
    data = {"edition": "0", "title_1": "Läget", "minutes_1": "20", "title_3": "Trafik", "minutes_3": "15"}
    data |= {"needs_3": fatima}
    up = amina.post(address, data | {"deed": "up-3"}).content.decode()
    assert up.index('value="Trafik"') < up.index('value="Läget"')
    assert not StandingAgenda.objects.exists()
    struck = amina.post(address, data | {"deed": "drop-1"}).content.decode()
    assert 'value="Läget"' not in struck
    refused = amina.post(address, data | {"deed": "save", "minutes_3": "50"})
    assert refused.status_code == 422
    assert "60 minuter" in refused.content.decode() or "varar 60" in refused.content.decode()
    saved = amina.post(address, data | {"deed": "save"})
    assert saved["Location"] == reverse("scheduling:cadence", args=[cast.groups["prep_b"].pk])
    (lines,) = standing_lines([cast.groups["prep_b"].pk]).values()
    assert [(line.title, line.minutes, line.seats) for line in lines.lines] == [
        ("Läget", 20, ()),
        ("Trafik", 15, (int(fatima),)),
    ]
    assert "Trafik" in amina.get(saved["Location"]).content.decode()
    both = amina.post(address, data | {"deed": "save", "title_1": "Läget i dag"})
    assert both.status_code == 422
    assert "Läget i dag" in both.content.decode()
    again = amina.post(address, data | {"deed": "save", "title_1": "Läget i dag", "edition": "1"})
    assert again.status_code == 302
    gone = amina.post(reverse("scheduling:remove_agenda", args=[cast.groups["prep_b"].pk]), {"edition": "2"})
    assert gone.status_code == 302
    assert not StandingAgenda.objects.exists()


def test_the_plan_and_the_comparison_say_whose_agendas_are_assumed(cast: Cast, client_of: Clients) -> None:
    furnish(cast)
    write(cast)
    a_plan(cast)
    plan = a_plan(cast, PlanKind.WINDOWED)
    page = client_of("gustav").get(reverse("scheduling:plan", args=[plan.pk])).content.decode()
    assert "1 grupp har skrivit sin dagordning" in page
    assert reverse("scheduling:agenda", args=[cast.groups["central"].pk]) in page
    compared = client_of("gustav").get(reverse("scheduling:compare") + f"?year={YEAR}").content.decode()
    assert "dagordning är skriven" in compared
    write(cast, "prep_g", "cecilia", lines=(Line("Läget", 30),))
    assert (
        "sedan planen gjordes" in client_of("gustav").get(reverse("scheduling:plan", args=[plan.pk])).content.decode()
    )


# The year of a plan that is not in force


def test_a_planned_year_is_a_list_and_a_wheel_for_a_district_and_a_group(cast: Cast, client_of: Clients) -> None:
    furnish(cast)
    write(cast)
    a_plan(cast)
    plan = a_plan(cast, PlanKind.WINDOWED)
    address = reverse("scheduling:year", args=[plan.pk])
    gustav = client_of("gustav")
    page = gustav.get(address, {"unit": cast.units["bjorkasa"].pk}).content.decode()
    days = [each for key in ("prep_b", "steering_b", "working_b") for each in of_group(plan, cast, key)]
    assert page.count('class="entry"') == len(days) == 16
    assert "gäller inte än" in page
    assert "wheel__picture" in page
    group = gustav.get(address, {"group": cast.groups["prep_b"].pk}).content.decode()
    assert group.count('class="entry"') == 6
    assert "Beredningsgrupp Granvik" not in group
    for wrong in ({"group": 10**6}, {"unit": 10**6}, {"unit": "x"}):
        assert gustav.get(address, wrong).status_code == 404
    assert client_of("cecilia").get(address).status_code == 404


def test_those_who_are_to_answer_see_their_own_part_of_the_planned_year(cast: Cast, client_of: Clients) -> None:
    furnish(cast)
    write(cast, lines=(Line("Fatimas fråga", 20, (cast.seats["prep_b.fatima"].pk,)), Line("Amina", 20, (
        cast.seats["amina"].pk,
    ))))  # fmt: skip
    a_plan(cast)
    plan = propose_plan(by=cast.gustav, plan=a_plan(cast, PlanKind.WINDOWED), now=NOW)
    page = client_of("amina").get(reverse("scheduling:year", args=[plan.pk]), {"group": cast.groups["prep_b"].pk})
    assert page.content.decode().count("Du behövs") == 6
