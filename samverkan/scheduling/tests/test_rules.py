"""Invitations, calendars and the year as today, over plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from samverkan.planner.cost import cost_of
from samverkan.planner.instance import read_instance
from samverkan.planner.made_up import made_up_town
from samverkan.scheduling.rules.calendar import bridge_days, soft_days
from samverkan.scheduling.rules.figures import differences, figures_as_json
from samverkan.scheduling.rules.invitations import Change, Method, Slot, Told, Who, calendar_file, changes
from samverkan.scheduling.rules.today import Booked, as_today
from samverkan.scheduling.words import PeriodKind

AT = datetime(2027, 2, 2, 9, tzinfo=UTC)
slots = st.builds(
    lambda hour, length, place: Slot(AT + timedelta(hours=hour), AT + timedelta(hours=hour + length), place),
    st.integers(0, 5),
    st.integers(1, 2),
    st.sampled_from(["Salen", "Video"]),
)
whos = st.tuples(st.integers(1, 4), st.integers(1, 3))


def after(told: dict[Who, Told], sent: list[Change]) -> dict[Who, Told]:
    """Return what calendars show when the changes have come."""
    now = dict(told)
    for change in sent:
        who = (change.meeting, change.recipient)
        assert change.sequence > now[who].sequence if who in now else change.sequence == 0
        now[who] = Told(change.slot, change.sequence, change.method == Method.CANCEL)
    return now


@settings(max_examples=50)
@given(plans=st.lists(st.dictionaries(whos, slots, max_size=8), min_size=1, max_size=4))
def test_calendars_show_what_is_wanted_and_nothing_is_sent_twice(plans: list[dict[Who, Slot]]) -> None:
    told: dict[Who, Told] = {}
    for wanted in plans:
        sent = changes(wanted, told)
        same = {who for who, slot in wanted.items() if who in told and told[who] == Told(slot, told[who].sequence)}
        assert not same & {(change.meeting, change.recipient) for change in sent}
        told = after(told, sent)
        assert {who: row.slot for who, row in told.items() if not row.is_cancelled} == wanted
        assert changes(wanted, told) == []


def test_a_calendar_file_holds_one_method_and_the_sequence() -> None:
    common = {"starts": AT.isoformat(), "ends": AT.isoformat(), "title": "Möte", "place": "Salen", "address": ""}
    rows = [
        common | {"uid": "a", "sequence": 2, "method": "update"},
        common | {"uid": "b", "sequence": 1, "method": "cancel"},
    ]
    for cancelled, method, uid, sequence in ((False, "REQUEST", "a", 2), (True, "CANCEL", "b", 1)):
        file = Calendar.from_ical(calendar_file(rows, cancelled=cancelled, now=AT, organiser="mailto:x@example.org"))
        (event,) = file.walk("VEVENT")
        assert (file["METHOD"], event["UID"], event["SEQUENCE"]) == (method, uid, sequence)


def test_days_between_days_off_cost_and_the_dearest_reason_counts() -> None:
    ascension = date(2027, 5, 6)
    assert bridge_days(ascension - timedelta(4), ascension + timedelta(4), [ascension]) == [date(2027, 5, 7)]
    cost = soft_days(
        date(2027, 1, 1),
        date(2027, 12, 31),
        [ascension],
        [
            (PeriodKind.SCHOOL_HOLIDAY, ascension, date(2027, 5, 7)),
            (PeriodKind.BOARD, date(2027, 5, 7), date(2027, 5, 7)),
        ],
    )
    assert cost[date(2027, 5, 7)] == 30


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 200), taken=st.lists(st.integers(0, 100), max_size=6, unique=True))
def test_the_year_as_today_has_every_meeting_once_and_what_is_booked_among_them(seed: int, taken: list[int]) -> None:
    town = read_instance(made_up_town(2, seed=seed, weeks=16, groups=2))
    name = next(iter(town.groups))
    days = sorted(town.calendar.meeting_days[number % len(town.calendar.meeting_days)] for number in taken)
    booked = {name: [Booked(day, 600) for day in dict.fromkeys(days)][: town.groups[name].meetings]}
    plan = as_today(town, booked, {})
    assert set(plan.meetings) == {
        (group.id, index) for group in town.groups.values() for index in range(1, group.meetings + 1)
    }
    own = [each.day for (group, _), each in plan.meetings.items() if group == name]
    assert own == sorted(own)
    assert {row.day for row in booked[name]} <= set(own)


@pytest.mark.req("MEE-11")
def test_figures_add_up_over_organisations_and_people() -> None:
    town = read_instance(made_up_town(2, weeks=12, groups=2))
    plan = as_today(town, {}, {})
    figures = figures_as_json(town, plan, None, {})
    assert figures["cost"]["total"] == cost_of(town, plan).total
    assert sum(row["trips"] for row in figures["orgs"]) == figures["all"]["trips"]
    assert sum(row["total"] for row in figures["people"].values()) == pytest.approx(figures["all"]["total"], abs=2)
    assert all(row.hours == 0 for row in differences(figures, figures))
