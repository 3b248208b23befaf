"""Dates of series, agendas, attendance and who may read, with plain values."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.words import Party
from samverkan.meetings.rules import (
    Draft,
    SeatPresence,
    agenda_of,
    dates_of,
    decision_makers_present,
    is_carried,
    joined_text,
    judge_attendance,
    notes_are_open,
    outcome_at_close,
    overlaps,
    right_parties_due,
)
from samverkan.meetings.words import Cadence, ItemKind, MeetingState, Outcome, Presence

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LEAST_A_YEAR = {
    Cadence.WEEKLY: 52,
    Cadence.FORTNIGHTLY: 26,
    Cadence.MONTHLY: 12,
    Cadence.QUARTERLY: 4,
    Cadence.HALF_YEARLY: 2,
}


@pytest.mark.req("MEE-02", "MEE-03", "MEE-04", "MEE-05")
@given(
    cadence=st.sampled_from(Cadence),
    weekday=st.integers(0, 4),
    start=DAYS,
    length=st.integers(0, 1200),
    closed=st.frozensets(DAYS, max_size=60),
)
def test_a_series_meets_on_its_weekday_within_its_days_and_never_on_a_closed_day(
    cadence: Cadence, weekday: int, start: date, length: int, closed: frozenset[date]
) -> None:
    until = start + timedelta(days=length)
    days = dates_of(cadence, weekday, start, until, closed)

    assert all(start <= day <= until and day.weekday() == weekday and day not in closed for day in days)
    assert days == sorted(set(days))


@pytest.mark.req("MEE-02", "MEE-03")
@given(cadence=st.sampled_from(Cadence), weekday=st.integers(0, 4), year=st.integers(2020, 2030))
def test_a_year_without_holidays_has_as_many_meetings_as_the_cadence_says(
    cadence: Cadence, weekday: int, year: int
) -> None:
    days = dates_of(cadence, weekday, date(year, 1, 1), date(year, 12, 31), frozenset())

    assert LEAST_A_YEAR[cadence] <= len(days) <= LEAST_A_YEAR[cadence] + 1


@pytest.mark.req("MEE-02")
def test_a_holiday_moves_a_quarterly_meeting_a_week_and_skips_a_weekly_one() -> None:
    epiphany = frozenset({date(2026, 1, 6)})

    quarterly = dates_of(Cadence.QUARTERLY, 1, date(2026, 1, 1), date(2026, 6, 30), epiphany)
    weekly = dates_of(Cadence.WEEKLY, 1, date(2026, 1, 1), date(2026, 1, 20), epiphany)

    assert quarterly == [date(2026, 1, 13), date(2026, 4, 7)]
    assert weekly == [date(2026, 1, 13), date(2026, 1, 20)]


def test_a_closed_series_plans_no_meetings() -> None:
    assert dates_of(Cadence.MONTHLY, 0, date(2026, 3, 1), date(2026, 2, 1), frozenset()) == []


def test_meetings_may_follow_on_one_another_but_not_overlap() -> None:
    nine, ten, eleven = (datetime(2026, 3, 10, hour) for hour in (9, 10, 11))

    assert not overlaps(nine, ten, [(ten, eleven)])
    assert overlaps(nine, eleven, [(ten, eleven)])


def test_an_agenda_begins_with_the_minutes_and_asks_everything_once() -> None:
    minutes = Draft(ItemKind.MINUTES, "Justering", earlier_meeting_id=1)
    standing = Draft(ItemKind.STANDING, "Lägesbild")
    matter = Draft(ItemKind.MATTER, "Belysning", matter_id=7)
    follow = Draft(ItemKind.DECISION_FOLLOW_UP, "Beslut 1/2026", decision_id=3)
    parties = Draft(ItemKind.RIGHT_PARTIES, "Rätt parter?")

    drafts = agenda_of([parties, follow, matter, standing, minutes, matter], already=[("decision", 3)])

    assert drafts == [minutes, standing, matter, parties]


@pytest.mark.req("MEE-17")
def test_what_is_carried_over_wins_over_what_is_new() -> None:
    carried = Draft(ItemKind.STANDING, "Lägesbild", text="Var inte klar", carried_from_id=9)

    assert agenda_of([Draft(ItemKind.STANDING, "lägesbild "), carried]) == [carried]


DRAFTS = st.builds(
    Draft,
    kind=st.sampled_from(ItemKind),
    title=st.sampled_from(["a", "b"]),
    text=st.text(max_size=5),
    matter_id=st.none() | st.integers(1, 3),
    decision_id=st.none() | st.integers(1, 3),
    carried_from_id=st.none() | st.integers(1, 9),
)


@pytest.mark.req("MEE-17")
@given(st.lists(DRAFTS, max_size=12))
def test_no_agenda_loses_what_is_carried_over(drafts: list[Draft]) -> None:
    agenda = agenda_of(drafts)

    assert Counter(d for d in agenda if d.carried_from_id is not None) == Counter(
        d for d in drafts if d.carried_from_id is not None
    )
    assert {d.subject for d in agenda} == {d.subject for d in drafts}


@given(st.text(), st.text())
def test_joining_texts_loses_neither(standing: str, carried: str) -> None:
    joined = joined_text(standing, carried)

    assert carried.strip() in joined
    assert standing.strip() in joined


@pytest.mark.req("MEE-17")
@pytest.mark.parametrize(
    ("kind", "outcome", "text", "carried"),
    [
        (ItemKind.MATTER, Outcome.NONE, "", True),
        (ItemKind.FREE, Outcome.NONE, "", True),
        (ItemKind.FREE, Outcome.INFORMATION, "x", False),
        (ItemKind.STANDING, Outcome.NONE, "", False),
        (ItemKind.STANDING, Outcome.NONE, "Underlag", True),
        (ItemKind.STANDING, Outcome.DEFERRED, "", True),
        (ItemKind.MINUTES, Outcome.DEFERRED, "", False),
        (ItemKind.MATTER, Outcome.FORWARDED, "", False),
    ],
)
def test_what_was_left_goes_on_to_the_next_meeting(kind: ItemKind, outcome: Outcome, text: str, carried: bool) -> None:
    assert is_carried(kind, outcome, text=text) is carried


def test_a_noted_item_was_dealt_with_but_a_noted_matter_was_not() -> None:
    assert outcome_at_close(ItemKind.FREE, Outcome.NONE, "Diskuterades") == Outcome.INFORMATION
    assert outcome_at_close(ItemKind.MATTER, Outcome.NONE, "Diskuterades") == Outcome.NONE
    assert outcome_at_close(ItemKind.FREE, Outcome.DEFERRED, "Diskuterades") == Outcome.DEFERRED


@pytest.mark.req("MEE-21")
def test_the_question_of_right_parties_comes_once_a_year() -> None:
    assert right_parties_due(None, date(2026, 3, 10))
    assert not right_parties_due(date(2025, 3, 11), date(2026, 3, 10))
    assert right_parties_due(date(2025, 3, 10), date(2026, 3, 10))
    assert right_parties_due(date(2024, 2, 29), date(2025, 2, 28))


def seat(
    party: Party, presence: Presence, *, decides: bool = True, ordinary: bool = True, name: str = "N"
) -> SeatPresence:
    """Return a seat of a party."""
    return SeatPresence(party, ordinary, True, decides, presence, name, "Chef")


@pytest.mark.req("MEE-18", "DEC-08")
def test_attendance_says_which_party_and_which_decision_makers_are_missing() -> None:
    here, away = Presence.PRESENT, Presence.EXCUSED
    answer = judge_attendance(
        [
            seat(Party.MUNICIPALITY, here),
            seat(Party.POLICE, away),
            seat(Party.POLICE, here, decides=False),
            seat(Party.EXTERNAL, here, ordinary=False),
        ]
    )

    assert (answer.present, answer.ordinary) == (2, 3)
    assert answer.parties_missing == ()
    assert answer.cannot_decide == (Party.POLICE,)
    assert not answer.may_decide
    assert judge_attendance([]).parties_missing == (Party.MUNICIPALITY, Party.POLICE)


@pytest.mark.req("DEC-08")
def test_where_nobody_is_named_decision_maker_the_mandated_seats_decide() -> None:
    seats = [seat(Party.POLICE, Presence.PRESENT, decides=False, name="Bertil Ek")]

    assert decision_makers_present(seats, Party.POLICE) == "Chef Bertil Ek"
    assert decision_makers_present(seats, Party.MUNICIPALITY) == ""


@pytest.mark.req("MEE-19", "DEC-15")
@pytest.mark.parametrize("state", list(MeetingState))
def test_notes_are_open_to_members_by_sharing_when_held_and_to_the_elected_when_approved(state: MeetingState) -> None:
    closed: dict[str, bool] = {"is_member": False, "prepares": False, "is_shared": False, "is_elected_there": False}

    assert notes_are_open(state, **(closed | {"is_member": True}))
    assert notes_are_open(state, **(closed | {"prepares": True}))
    assert notes_are_open(state, **(closed | {"is_shared": True})) is (
        state in {MeetingState.HELD, MeetingState.APPROVED}
    )
    assert notes_are_open(state, **(closed | {"is_elected_there": True})) is (state == MeetingState.APPROVED)
    assert not notes_are_open(state, **closed)
