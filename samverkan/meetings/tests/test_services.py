"""Deeds with meetings: each beside its refusals, with the same set-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from samverkan.audit.models import Entry
from samverkan.decisions.models import Decision
from samverkan.decisions.services import BeyondMandate, forward_matter, withdraw_matter
from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import GroupKind
from samverkan.groups.models import NoteSharing
from samverkan.meetings import services
from samverkan.meetings.models import Item, Meeting, Series
from samverkan.meetings.queries import clashes_of, closed_days, day_of, meetings_visible_to, open_assignments_of
from samverkan.meetings.tests.meeting_makers import NOW, at, book, decide, held, matter, under_way
from samverkan.meetings.words import Cadence, ItemKind, MeetingState, Outcome, Presence
from samverkan.notices.models import Notice
from tests.cast import START, TODAY, Cast

pytestmark = pytest.mark.django_db


def a_series(cast: Cast, **more: Any) -> Series:
    """Found the preparation group's quarterly series on Tuesdays."""
    given: dict[str, Any] = {
        "title": "Beredningsgrupp",
        "cadence": Cadence.QUARTERLY,
        "weekday": 1,
        "starts": time(9),
        "minutes": 90,
        "place": "Sessionssalen",
        "template": [("Lägesbild", 20), ("Övrigt", 5)],
        "valid_from": date(2026, 1, 1),
    } | more
    by = given.pop("by", None) or cast.amina
    return services.create_series(by=by, group=cast.groups["prep_b"], **given)


@pytest.mark.req("MEE-03", "MEE-05")
def test_a_series_books_its_meetings_once_and_not_on_holidays(cast: Cast) -> None:
    series = a_series(cast, weekday=4, cadence=Cadence.MONTHLY)
    meetings = services.book_series(by=cast.amina, series=series, until=date(2026, 6, 30), now=NOW)

    assert [day_of(meeting) for meeting in meetings] == [date(2026, 4, 10), date(2026, 5, 8), date(2026, 6, 5)]
    with pytest.raises(Refused):
        services.book_series(by=cast.amina, series=series, until=date(2026, 6, 30), now=NOW)
    assert Meeting.objects.count() == 3


def test_offices_are_closed_on_public_holidays_and_the_great_eves() -> None:
    closed = closed_days(date(2026, 1, 1), date(2026, 12, 31))

    assert {date(2026, 1, 6), date(2026, 6, 19), date(2026, 12, 24), date(2026, 4, 6)} <= closed
    assert date(2026, 3, 10) not in closed


@pytest.mark.req("MEE-04")
@pytest.mark.parametrize(
    "more", [{"title": " "}, {"minutes": 0}, {"valid_until": date(2026, 1, 1)}, {"place": "070-123 45 67"}]
)
def test_a_refused_series_leaves_nothing(cast: Cast, more: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        a_series(cast, **more)
    with pytest.raises(NotAllowed):
        a_series(cast, by=cast.cecilia)

    assert not Series.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.req("MEE-08")
@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("cecilia", {}),
        ("hanna", {}),
        ("fatima", {}),
        ("amina", {"starts_at": at(9, days=-1)}),
        ("amina", {"starts_at": at(10)}),
        ("amina", {"minutes": 0}),
        ("amina", {"title": ""}),
    ],
)
def test_a_meeting_is_not_booked_in_the_past_nor_twice_at_a_time(cast: Cast, who: str, more: dict[str, Any]) -> None:
    book(cast, starts_at=at(9), minutes=90)
    entries = Entry.objects.count()
    given = {"starts_at": at(14)} | more
    with pytest.raises(Refused):
        book(cast, by=cast.actor(who), **given)

    assert Meeting.objects.count() == 1
    assert Entry.objects.count() == entries
    book(cast, starts_at=at(11), minutes=30)
    book(cast, "steering_b", starts_at=at(9))


@pytest.mark.req("MEE-08")
def test_moving_a_convened_meeting_tells_the_invited(cast: Cast) -> None:
    meeting = book(cast, days=7)
    services.add_item(by=cast.amina, meeting=meeting, title="Läget")
    services.convene_meeting(by=cast.amina, meeting=meeting, now=NOW)
    Notice.objects.all().delete()
    with pytest.raises(Refused):
        services.move_meeting(by=cast.amina, meeting=meeting, starts_at=at(9, days=-1), minutes=60, now=NOW)
    services.move_meeting(by=cast.amina, meeting=meeting, starts_at=at(10, days=7), minutes=30, place="B2", now=NOW)

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.place) == (at(10, days=7), "B2")
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.users["bertil"]]


def test_a_cancelled_meeting_says_why_and_its_matters_wait_again(cast: Cast) -> None:
    meeting = book(cast, days=7)
    question = matter(cast)
    services.prepare_agenda(by=cast.amina, meeting=meeting)
    question.refresh_from_db()
    assert question.state == MatterState.SCHEDULED
    with pytest.raises(Refused):
        services.cancel_meeting(by=cast.amina, meeting=meeting, reason=" ", now=NOW)
    services.cancel_meeting(by=cast.amina, meeting=meeting, reason="Samma dag som nämnden", now=NOW)

    question.refresh_from_db()
    assert question.state == MatterState.OPEN
    later = book(cast, days=14)
    services.prepare_agenda(by=cast.amina, meeting=later)
    assert later.items.get(matter=question).carried_from.meeting == meeting  # type: ignore[union-attr]
    with pytest.raises(Refused):
        services.move_meeting(by=cast.amina, meeting=meeting, starts_at=at(9, days=8), minutes=60, now=NOW)


@pytest.mark.req("MEE-08", "MEE-21", "DEC-07")
def test_the_agenda_is_built_from_what_is_due(cast: Cast) -> None:
    series = a_series(cast)
    first = held(cast, days=-30)
    last_decision = under_way(cast, days=-20, items=("Vakter",))
    item = last_decision.items.get(title="Vakter")
    decision = decide(cast, item, due_date=TODAY - timedelta(days=5))
    services.close_meeting(by=cast.amina, meeting=last_decision, now=NOW)
    question = matter(cast)
    meeting = book(cast, days=1, series=series)
    services.prepare_agenda(by=cast.amina, meeting=meeting)

    kinds = [item.kind for item in meeting.items.all()]
    assert kinds == ["minutes", "minutes", "standing", "standing", "matter", "decision_follow_up", "right_parties"]
    assert meeting.items.first().earlier_meeting == first  # type: ignore[union-attr]
    assert meeting.items.get(kind="decision_follow_up").followed_decision == decision
    assert meeting.items.get(kind="matter").matter == question
    assert services.prepare_agenda(by=cast.amina, meeting=meeting) == []


@pytest.mark.req("DEC-09")
def test_an_unprepared_matter_does_not_come_on_a_steering_groups_agenda(cast: Cast) -> None:
    question = matter(cast, "steering_b", "steering_b")
    meeting = book(cast, "steering_b", days=1)
    services.prepare_agenda(by=cast.amina, meeting=meeting)
    assert not meeting.items.filter(matter=question).exists()
    with pytest.raises(Refused) as stopped:
        services.place_matter(by=cast.amina, meeting=meeting, matter=question)
    assert stopped.value.way_on

    prepared = forward_matter(by=cast.amina, matter=matter(cast, "prep_b", "steering_b", title="Kameror"))
    services.place_matter(by=cast.amina, meeting=meeting, matter=prepared)
    assert meeting.items.get(matter=prepared).text == "Lamporna är trasiga."


def test_items_are_added_changed_moved_and_removed_until_something_is_written(cast: Cast) -> None:
    meeting = book(cast)
    one = services.add_item(by=cast.amina, meeting=meeting, title="Ett")
    two = services.add_item(by=cast.amina, meeting=meeting, title="Två")
    services.shift_item(by=cast.amina, item=two, up=True)
    services.change_item(by=cast.amina, item=one, title="Ett igen", text="Underlag", minutes=20)
    assert [item.title for item in meeting.items.all()] == ["Två", "Ett igen"]
    deeds: list[Callable[[], object]] = [
        lambda: services.shift_item(by=cast.amina, item=two, up=True),
        lambda: services.shift_item(by=cast.amina, item=one, up=False),
        lambda: services.add_item(by=cast.amina, meeting=meeting, title=" "),
        lambda: services.change_item(by=cast.amina, item=one, title=" ", text="", minutes=1),
        lambda: services.remove_item(by=cast.cecilia, item=one),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
    services.remove_item(by=cast.amina, item=one)
    services.start_meeting(by=cast.amina, meeting=meeting, now=NOW)
    services.write_notes(by=cast.amina, item=two, notes="Noterat", edition=1)
    with pytest.raises(Refused):
        services.remove_item(by=cast.amina, item=two)
    assert [item.title for item in meeting.items.all()] == ["Två"]


@pytest.mark.req("MEE-08", "ORG-07")
def test_convening_invites_all_seats_also_the_co_opted_and_sends_the_agenda(cast: Cast) -> None:
    meeting = book(cast, "working_b", days=7)
    with pytest.raises(Refused):
        services.convene_meeting(by=cast.amina, meeting=meeting, now=NOW)
    services.add_item(by=cast.amina, meeting=meeting, title="Torgets belysning")
    services.convene_meeting(by=cast.amina, meeting=meeting, now=NOW)

    notice = Notice.objects.get()
    assert notice.recipient == cast.users["fatima"]
    assert "1. Torgets belysning" in notice.text
    assert meeting.attendances.get().presence == Presence.INVITED


def test_a_meeting_is_not_opened_before_its_day(cast: Cast) -> None:
    meeting = book(cast, days=1)
    with pytest.raises(Refused):
        services.start_meeting(by=cast.amina, meeting=meeting, now=NOW)
    meeting = services.start_meeting(by=cast.amina, meeting=meeting, now=NOW + timedelta(days=1))

    assert meeting.state == MeetingState.UNDER_WAY


@pytest.mark.req("MEE-18")
def test_a_vacant_seat_is_present_only_through_a_substitute(cast: Cast) -> None:
    meeting = services.start_meeting(by=cast.amina, meeting=book(cast), now=NOW)
    seat = cast.seats["bertil"]
    seat.holder = None
    seat.save()
    for noted in ({seat.pk: (Presence.PRESENT, "")}, {cast.seats["erik"].pk: (Presence.PRESENT, "")}):
        with pytest.raises(Refused):
            services.record_attendance(by=cast.amina, meeting=meeting, noted=noted)
    services.record_attendance(by=cast.amina, meeting=meeting, noted={seat.pk: (Presence.PRESENT, "Vikarie")})

    assert meeting.attendances.get(seat=seat).substitute == "Vikarie"


def test_two_who_write_at_once_are_both_told_and_no_text_is_lost(cast: Cast) -> None:
    item = under_way(cast).items.get(title="Läget")
    services.write_notes(by=cast.amina, item=item, notes="Aminas text", edition=1)
    with pytest.raises(services.NotesChanged) as stopped:
        services.write_notes(by=cast.bertil, item=item, notes="Bertils text", edition=1)

    assert (stopped.value.stored, stopped.value.written) == ("Aminas text", "Bertils text")
    assert "Amina Lind" in str(stopped.value)
    item.refresh_from_db()
    assert item.notes == "Aminas text"
    services.write_notes(by=cast.bertil, item=item, notes="Bådas text", edition=stopped.value.edition)
    services.write_notes(by=cast.amina, item=item, notes="Bådas text", edition=1)


@pytest.mark.req("MEE-17", "DEC-06", "DEC-08")
def test_a_decision_at_a_meeting_is_numbered_and_bears_the_meetings_day(cast: Cast) -> None:
    meeting = book(cast)
    question = matter(cast)
    services.prepare_agenda(by=cast.amina, meeting=meeting)
    item = meeting.items.get(matter=question)
    services.start_meeting(by=cast.amina, meeting=meeting, now=NOW)
    refusals: list[dict[str, Any]] = [
        {"text": ""},
        {"police_decision_maker": ""},
        {"responsible_seat": None},
        {"due_date": TODAY - timedelta(days=1)},
    ]
    for more in refusals:
        with pytest.raises(Refused):
            decide(cast, item, **more)
    assert not Decision.objects.exists()
    decision = decide(cast, item)

    item.refresh_from_db()
    assert (item.outcome, item.decision) == (Outcome.DECISION, decision)
    assert (decision.decided_on, decision.meeting_key) == (TODAY, str(meeting.pk))
    with pytest.raises(Refused):
        decide(cast, item)
    with pytest.raises(Refused):
        services.write_notes(by=cast.amina, item=item, notes="", edition=1, outcome=Outcome.DEFERRED)


@pytest.mark.req("DEC-03")
def test_a_stopped_decision_can_be_sent_to_the_group_above(cast: Cast) -> None:
    meeting = book(cast)
    question = matter(cast, category=DecisionCategory.AGREEMENT)
    services.prepare_agenda(by=cast.amina, meeting=meeting)
    item = meeting.items.get(matter=question)
    services.start_meeting(by=cast.amina, meeting=meeting, now=NOW)
    with pytest.raises(BeyondMandate):
        decide(cast, item)
    services.forward_item(by=cast.amina, item=item, recommendation="Tillstyrks")

    item.refresh_from_db()
    question.refresh_from_db()
    assert item.outcome == Outcome.FORWARDED
    assert question.group == question.decided_in == cast.groups["steering_b"]
    with pytest.raises(Refused):
        services.forward_item(by=cast.amina, item=item)


@pytest.mark.req("DEC-09")
def test_a_steering_group_decides_only_what_has_been_prepared(cast: Cast) -> None:
    meeting = under_way(cast, "steering_b", items=("Ny fråga",))
    with pytest.raises(Refused):
        decide(cast, meeting.items.get(title="Ny fråga"), responsible_seat=cast.seats["doris"])

    assert not Decision.objects.exists()


def test_an_assignment_has_a_function_and_a_day_and_is_reported_by_its_holder(cast: Cast) -> None:
    item = under_way(cast).items.get(title="Läget")
    due = TODAY + timedelta(days=14)
    refusals: list[dict[str, Any]] = [
        {"text": ""},
        {"seat": None},
        {"due_date": None},
        {"due_date": TODAY - timedelta(days=1)},
    ]
    good: dict[str, Any] = {"text": "Räkna lamporna", "seat": cast.seats["bertil"], "due_date": due}
    for more in refusals:
        with pytest.raises(Refused):
            services.assign(by=cast.amina, item=item, **(good | more))
    assignment = services.assign(by=cast.amina, item=item, **good)

    item.refresh_from_db()
    assert item.outcome == Outcome.ASSIGNMENT
    assert list(open_assignments_of(cast.bertil)) == [assignment]
    with pytest.raises(NotAllowed):
        services.complete_assignment(by=cast.cecilia, assignment=assignment, on=TODAY)
    services.complete_assignment(by=cast.bertil, assignment=assignment, on=TODAY, note="42 stycken")
    assert not open_assignments_of(cast.bertil).exists()


@pytest.mark.req("DEC-07")
def test_a_followed_decision_is_carried_out_at_the_meeting(cast: Cast) -> None:
    first = under_way(cast, days=-10, items=("Vakter",))
    decision = decide(cast, first.items.get(title="Vakter"), due_date=TODAY - timedelta(days=1))
    services.close_meeting(by=cast.amina, meeting=first, now=NOW)
    meeting = under_way(cast)
    item = meeting.items.get(kind=ItemKind.DECISION_FOLLOW_UP)
    services.complete_followed(by=cast.amina, item=item, note="Klart")

    decision.refresh_from_db()
    assert (decision.state, decision.closed_on) == (DecisionState.DONE, TODAY)
    with pytest.raises(Refused):
        services.complete_followed(by=cast.amina, item=item)


@pytest.mark.req("MEE-17")
def test_what_was_left_goes_to_the_next_meeting_with_its_text_intact(cast: Cast) -> None:
    question = matter(cast)
    meeting = under_way(cast, items=("Ett", "Två", "Tre"))
    following = book(cast, days=14)
    services.add_item(by=cast.amina, meeting=following, title="Tre", text="Eget underlag")
    one = meeting.items.get(title="Ett")
    services.write_notes(by=cast.amina, item=one, notes="Diskuterades", edition=1)
    three = meeting.items.get(title="Tre")
    services.write_notes(by=cast.amina, item=three, notes="", edition=1, outcome=Outcome.DEFERRED)
    services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)

    carried = {item.title: item for item in following.items.all()}
    assert set(carried) == {"Två", "Tre", question.title}
    assert carried["Två"].text == "Underlag om Två"
    assert carried["Tre"].text == "Eget underlag\n\nUnderlag om Tre"
    assert carried[question.title].carried_from.meeting == meeting  # type: ignore[union-attr]
    question.refresh_from_db()
    assert question.state == MatterState.SCHEDULED
    one.refresh_from_db()
    assert one.outcome == Outcome.INFORMATION


def test_a_meeting_is_not_closed_before_somebody_is_present_and_is_locked_after(cast: Cast) -> None:
    meeting = services.start_meeting(by=cast.amina, meeting=book(cast), now=NOW)
    item = services.add_item(by=cast.amina, meeting=meeting, title="Läget")
    with pytest.raises(Refused):
        services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)
    services.record_attendance(by=cast.amina, meeting=meeting, noted={cast.seats["amina"].pk: (Presence.PRESENT, "")})
    services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)

    deeds: list[Callable[[], object]] = [
        lambda: services.write_notes(by=cast.amina, item=item, notes="Efteråt", edition=1),
        lambda: services.add_item(by=cast.amina, meeting=meeting, title="Mer"),
        lambda: services.remove_item(by=cast.amina, item=item),
        lambda: services.cancel_meeting(by=cast.amina, meeting=meeting, reason="Nej", now=NOW),
        lambda: services.add_correction(by=cast.amina, meeting=meeting, text=" ", now=NOW),
        lambda: services.add_correction(by=cast.cecilia, meeting=meeting, text="Nej", now=NOW),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
    services.add_correction(by=cast.amina, meeting=meeting, text="Doris var också med.", now=NOW)
    assert meeting.corrections.get().by_name == "Amina Lind"


@pytest.mark.req("DEC-15")
def test_minutes_are_approved_at_the_next_meeting(cast: Cast) -> None:
    first = held(cast, days=-10)
    second = under_way(cast)
    item = second.items.get(kind=ItemKind.MINUTES)
    with pytest.raises(Refused):
        services.write_notes(by=cast.amina, item=item, notes="", edition=1, outcome=Outcome.INFORMATION)
    services.approve_minutes(by=cast.amina, item=item)

    first.refresh_from_db()
    assert (first.state, first.minutes_approved_in) == (MeetingState.APPROVED, second)
    with pytest.raises(Refused):
        services.approve_minutes(by=cast.amina, item=item)
    with pytest.raises(Refused):
        services.approve_minutes(by=cast.amina, item=second.items.get(title="Läget"))


def may_read(cast: Cast) -> set[str]:
    """Return who of the cast may read a meeting."""
    return {name for name in cast.users if meetings_visible_to(cast.actor(name), today=TODAY).exists()}


@pytest.mark.req("MEE-19", "DEC-15", "REP-07")
def test_notes_are_shared_between_levels_only_by_the_agreements_policy(cast: Cast) -> None:
    meeting = under_way(cast, days=-5)
    preparing = {"amina", "bertil", "doris", "erik"}
    assert may_read(cast) == preparing
    services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)
    assert may_read(cast) == preparing
    sharing = NoteSharing.objects.create(
        unit=cast.units["bjorkasa"],
        from_kind=GroupKind.LOCAL_PREPARATION,
        to_kind=GroupKind.OVERALL_PREPARATION,
        source="Överenskommelsen, Samverkansorganisation",
        valid_from=START,
    )
    assert may_read(cast) == preparing | {"gustav"}
    sharing.to_kind = GroupKind.WORKING
    sharing.save()
    assert may_read(cast) == preparing | {"fatima"}
    sharing.valid_until = TODAY
    sharing.save()
    assert may_read(cast) == preparing


@pytest.mark.req("MEE-19", "REP-07")
def test_one_districts_sharing_never_opens_anothers_notes(cast: Cast) -> None:
    held(cast, days=-5)
    NoteSharing.objects.create(
        unit=cast.units["town"],
        from_kind=GroupKind.LOCAL_PREPARATION,
        to_kind=GroupKind.LOCAL_PREPARATION,
        source="Övergripande överenskommelse",
        valid_from=START,
    )

    assert "cecilia" not in may_read(cast)


@pytest.mark.req("MEE-19")
def test_the_elected_read_minutes_when_they_are_approved(cast: Cast) -> None:
    held(cast, days=-10)
    second = under_way(cast)
    assert "hanna" not in may_read(cast)
    services.approve_minutes(by=cast.amina, item=second.items.get(kind=ItemKind.MINUTES))

    assert "hanna" in may_read(cast)
    assert not {"cecilia", "nils", "ivar", "fatima"} & may_read(cast)


@pytest.mark.req("MEE-09")
def test_two_meetings_that_need_the_same_person_are_seen(cast: Cast) -> None:
    meeting = book(cast)
    other = book(cast, "steering_b", title="Styrgrupp")
    assert clashes_of(meeting) == []
    cast.seats["doris"].holder = cast.users["amina"]
    cast.seats["doris"].save()

    assert [(clash.group_name, clash.people) for clash in clashes_of(meeting)] == [(other.group.name, ("Amina Lind",))]


@pytest.mark.req("MEE-17")
def test_a_withdrawn_matter_does_not_come_back(cast: Cast) -> None:
    question = matter(cast)
    meeting = under_way(cast)
    services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)
    question.refresh_from_db()
    withdraw_matter(by=cast.amina, matter=question, reason="Löst")
    later = book(cast, days=3)
    services.prepare_agenda(by=cast.amina, meeting=later)

    assert not later.items.filter(matter=question).exists()
    assert Item.objects.filter(matter=question).count() == 1


@pytest.mark.req("CRO-08")
def test_every_deed_leaves_exactly_one_trace(cast: Cast) -> None:
    first = held(cast, days=-10)
    series = a_series(cast)
    question = matter(cast)
    meeting = book(cast)
    later = book(cast, days=20)
    spare = services.add_item(by=cast.amina, meeting=meeting, title="Stryks")
    topic = services.add_item(by=cast.amina, meeting=meeting, title="Läget")

    def items(**which: Any) -> Item:
        return meeting.items.get(**which)

    deeds: list[Callable[[], object]] = [
        lambda: a_series(cast),
        lambda: services.book_series(by=cast.amina, series=series, until=date(2026, 12, 31), now=NOW),
        lambda: services.move_meeting(by=cast.amina, meeting=later, starts_at=at(9, days=21), minutes=60, now=NOW),
        lambda: services.prepare_agenda(by=cast.amina, meeting=meeting),
        lambda: services.shift_item(by=cast.amina, item=topic, up=True),
        lambda: services.change_item(by=cast.amina, item=topic, title="Nytt", text="", minutes=5),
        lambda: services.remove_item(by=cast.amina, item=spare),
        lambda: services.convene_meeting(by=cast.amina, meeting=meeting, now=NOW),
        lambda: services.start_meeting(by=cast.amina, meeting=meeting, now=NOW),
        lambda: services.record_attendance(
            by=cast.amina, meeting=meeting, noted={cast.seats["amina"].pk: (Presence.PRESENT, "")}
        ),
        lambda: services.write_notes(by=cast.amina, item=topic, notes="Noterat", edition=1),
        lambda: services.assign(by=cast.amina, item=topic, text="Räkna", seat=cast.seats["amina"], due_date=TODAY),
        lambda: services.complete_assignment(by=cast.amina, assignment=topic.assignments.get(), on=TODAY),
        lambda: services.approve_minutes(by=cast.amina, item=items(earlier_meeting=first)),
        lambda: decide(cast, items(matter=question)),
        lambda: services.close_meeting(by=cast.amina, meeting=meeting, now=NOW),
        lambda: services.add_correction(by=cast.amina, meeting=meeting, text="Rättat", now=NOW),
        lambda: services.cancel_meeting(by=cast.amina, meeting=later, reason="Flyttas", now=NOW),
    ]
    for deed in deeds:
        before = Entry.objects.count()
        deed()
        assert Entry.objects.count() == before + 1
