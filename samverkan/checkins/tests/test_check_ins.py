"""The weekly check-in: weeks, lines that are never lost, and an end in two presses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.audit.models import Entry
from samverkan.checkins import services
from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.queries import brief_for, lines_done_since, lines_waiting
from samverkan.checkins.rules import Agreed, Week, minutes_left, new_due, waiting
from samverkan.checkins.words import LineKind
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from tests.cast import TODAY, Cast
from tests.red_thread import a_place

HERE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 3, 10, 9, tzinfo=HERE)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def start(cast: Cast, now: datetime = NOW, **more: Any) -> CheckIn:
    values: dict[str, Any] = {"by": cast.amina, "unit": cast.units["bjorkasa"], "now": now}
    return services.start_check_in(**(values | more))


def add(cast: Cast, check_in: CheckIn, text: str = "Rondera torget", **more: Any) -> CheckInLine:
    values: dict[str, Any] = {
        "by": cast.amina,
        "check_in": check_in,
        "kind": LineKind.AGREED,
        "party": Party.POLICE,
        "text": text,
        "by_function": "Kommunpolis",
        "due_on": date(2026, 3, 13),
    }
    return services.add_line(**(values | more))


days = st.dates(date(1990, 1, 1), date(2190, 1, 1))


@given(days)
def test_a_week_runs_from_monday_to_sunday_and_holds_its_day(day: date) -> None:
    week = Week.of(day)
    assert week.monday <= day <= week.sunday
    assert (week.monday.weekday(), week.friday.weekday(), week.sunday.weekday()) == (0, 4, 6)
    assert 1 <= week.number <= 53
    assert Week.of(week.monday + timedelta(days=3)).year == (week.monday + timedelta(days=3)).year


@given(days)
def test_weeks_follow_each_other_also_over_years_of_53_weeks(day: date) -> None:
    week = Week.of(day)
    assert week.following.preceding == week == week.preceding.following
    assert week < week.following
    assert week.following.monday - week.monday == WEEK
    if week.following.year != week.year:
        assert (week.following.number, week.number) in {(1, 52), (1, 53)}


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2021, 1, 3), Week(2020, 53)),
        (date(2026, 12, 31), Week(2026, 53)),
        (date(2027, 1, 1), Week(2026, 53)),
        (date(2027, 1, 4), Week(2027, 1)),
        (date(2024, 12, 30), Week(2025, 1)),
    ],
)
def test_the_turn_of_the_year_lies_in_the_week_of_its_thursday(day: date, week: Week) -> None:
    assert Week.of(day) == week


def test_a_week_that_the_year_does_not_have_has_no_monday() -> None:
    with pytest.raises(ValueError, match="week"):
        assert Week(2025, 53).monday


agreed = st.builds(
    Agreed,
    key=st.integers(1, 10**6),
    week=days.map(Week.of),
    due_on=days,
    is_done=st.booleans(),
    is_dropped=st.booleans(),
    is_carried=st.booleans(),
)


@given(st.lists(agreed, unique_by=lambda line: line.key), days.map(Week.of))
def test_what_waits_is_all_that_is_open_from_earlier_weeks(lines: list[Agreed], week: Week) -> None:
    found = waiting(lines, week)
    assert {line.key for line in found} == {
        line.key
        for line in lines
        if line.week < week and not line.is_done and not line.is_dropped and not line.is_carried
    }
    assert list(found) == sorted(found, key=lambda line: (line.week, line.key))


@given(days, days.map(Week.of))
def test_a_carried_line_is_never_due_before_its_new_week(due_on: date, week: Week) -> None:
    new = new_due(due_on, week)
    assert new >= week.monday
    assert new in {due_on, week.friday}


@given(st.integers(0, 500))
def test_the_half_hour_runs_out_minute_by_minute(minutes: int) -> None:
    assert minutes_left(NOW, NOW + timedelta(minutes=minutes)) == 30 - minutes


@pytest.mark.req("SIT-12")
def test_a_check_in_is_started_once_a_week_whoever_starts_it(cast: Cast) -> None:
    first = start(cast)
    assert start(cast, by=cast.bertil, now=NOW + timedelta(days=2)).pk == first.pk
    services.note_present(by=cast.amina, check_in=first, edition=1, present=["Kommunpolis", " ", "Kommunpolis"])
    second = start(cast, now=NOW + WEEK)
    assert (second.year, second.week, second.present) == (2026, 12, ["Kommunpolis"])
    assert Entry.objects.filter(event="checkins.started").count() == 2


@pytest.mark.req("SIT-12")
def test_the_last_days_of_december_may_belong_to_week_53(cast: Cast) -> None:
    check_in = start(cast, now=datetime(2027, 1, 1, 9, tzinfo=HERE))
    assert (check_in.year, check_in.week) == (2026, 53)


@pytest.mark.req("SIT-12")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "Ring 070-123 45 67"}, "text"),
        ({"by_function": ""}, "by_function"),
        ({"due_on": None}, "due_on"),
    ],
)
def test_what_is_agreed_has_somebody_and_a_day(cast: Cast, more: dict[str, Any], field: str) -> None:
    check_in = start(cast)
    with pytest.raises(Refused) as refused:
        add(cast, check_in, **more)
    assert refused.value.field == field
    assert not CheckInLine.objects.exists()


def test_a_line_is_about_a_place_of_the_district(cast: Cast) -> None:
    check_in = start(cast)
    assert add(cast, check_in, place=a_place(cast)).place is not None
    with pytest.raises(Refused):
        add(cast, check_in, place=a_place(cast, unit=cast.units["granvik"]))


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_only_those_who_prepare_in_the_district_hold_its_check_ins(cast: Cast, person: str) -> None:
    check_in, by = start(cast), cast.actor(person)
    line = add(cast, check_in)
    before = Entry.objects.count()
    deeds: list[Callable[[], object]] = [
        lambda: start(cast, by=by, now=NOW + WEEK),
        lambda: add(cast, check_in, by=by),
        lambda: services.finish_line(by=by, line=line, on=TODAY),
        lambda: services.drop_line(by=by, line=line, reason="x", on=TODAY),
        lambda: services.carry_over(by=by, check_in=check_in),
        lambda: services.end_check_in(by=by, check_in=check_in, now=NOW),
        lambda: services.note_present(by=by, check_in=check_in, edition=1, present=[]),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == before


@pytest.mark.req("SIT-12")
def test_what_is_not_done_is_carried_over_in_one_press_and_only_once(cast: Cast) -> None:
    first = start(cast)
    done, late, later = add(cast, first, "A"), add(cast, first, "B"), add(cast, first, "C", due_on=date(2026, 4, 1))
    services.finish_line(by=cast.bertil, line=done, on=TODAY, result="Lugnt")
    second = start(cast, now=NOW + WEEK)
    assert [line.text for line in lines_waiting(second)] == ["B", "C"]
    assert [line.text for line in lines_done_since(second)] == ["A"]
    carried = services.carry_over(by=cast.amina, check_in=second)
    assert [(line.carried_from, line.due_on) for line in carried] == [
        (late, date(2026, 3, 20)),
        (later, date(2026, 4, 1)),
    ]
    assert services.carry_over(by=cast.bertil, check_in=second) == []
    assert lines_waiting(second) == []
    with pytest.raises(Refused):
        services.finish_line(by=cast.amina, line=late, on=TODAY)
    with pytest.raises(Refused):
        services.drop_line(by=cast.amina, line=late, reason="x", on=TODAY)


@pytest.mark.req("SIT-12")
def test_a_line_that_nobody_carried_still_waits_after_weeks_without_check_ins(cast: Cast) -> None:
    line = add(cast, start(cast))
    assert lines_waiting(start(cast, now=NOW + 7 * WEEK)) == [line]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["add", "done", "drop", "carry", "carry_one", "end", "week"]), max_size=25))
def test_nothing_agreed_is_ever_lost_whatever_the_life(cast: Cast, life: list[str]) -> None:
    """Whatever is done, every agreed line is done, struck out, or leads to exactly one open line."""
    CheckInLine.objects.update(carried_from=None)
    CheckInLine.objects.all().delete()
    CheckIn.objects.all().delete()
    now = NOW
    check_in, added = start(cast), 0
    for step in life:
        open_lines = list(CheckInLine.objects.filter(done_on=None, dropped_on=None, carried_to=None).order_by("pk"))
        if step == "week":
            now += WEEK
            check_in = start(cast, now=now)
        elif step == "end" and check_in.ended_at is None:
            check_in = services.end_check_in(by=cast.amina, check_in=check_in, now=now)
        elif step == "add" and check_in.ended_at is None:
            add(cast, check_in, f"{added}")
            added += 1
        elif step == "done" and open_lines:
            services.finish_line(by=cast.amina, line=open_lines[0], on=now.date())
        elif step == "drop" and open_lines:
            services.drop_line(by=cast.amina, line=open_lines[-1], reason="Behövs inte", on=now.date())
        elif step.startswith("carry") and check_in.ended_at is None:
            only = lines_waiting(check_in)[:1] if step == "carry_one" else None
            services.carry_over(by=cast.amina, check_in=check_in, lines=only)
    ends = []
    for line in CheckInLine.objects.filter(carried_from=None):
        while hasattr(line, "carried_to"):
            assert line.done_on is None
            assert line.dropped_on is None
            line = line.carried_to
        ends.append(line.text)
    assert sorted(ends, key=int) == [str(number) for number in range(added)]
    still = start(cast, now=now + WEEK)
    open_now = CheckInLine.objects.filter(done_on=None, dropped_on=None, carried_to=None)
    assert {line.pk for line in lines_waiting(still)} == set(open_now.values_list("pk", flat=True))


def test_a_struck_out_line_says_why_and_can_be_taken_back(cast: Cast) -> None:
    line = add(cast, start(cast))
    with pytest.raises(Refused):
        services.drop_line(by=cast.amina, line=line, reason=" ", on=TODAY)
    services.drop_line(by=cast.amina, line=line, reason="Butiken har stängt", on=TODAY)
    with pytest.raises(Refused):
        services.drop_line(by=cast.amina, line=line, reason="x", on=TODAY)
    with pytest.raises(Refused):
        services.finish_line(by=cast.amina, line=line, on=TODAY)
    services.undo_line(by=cast.amina, line=line)
    line.refresh_from_db()
    assert (line.dropped_on, line.dropped_because) == (None, "")
    with pytest.raises(Refused):
        services.undo_line(by=cast.amina, line=line)
    seen = add(cast, CheckIn.objects.get(), kind=LineKind.SEEN)
    assert (seen.by_function, seen.due_on) == ("", None)
    with pytest.raises(Refused):
        services.finish_line(by=cast.amina, line=seen, on=TODAY)


def test_a_closed_check_in_takes_no_lines_until_it_is_opened_again_in_its_week(cast: Cast) -> None:
    check_in = start(cast)
    with pytest.raises(Refused):
        services.reopen_check_in(by=cast.amina, check_in=check_in, today=TODAY)
    line = add(cast, check_in)
    services.end_check_in(by=cast.amina, check_in=check_in, now=NOW + timedelta(minutes=24))
    assert Entry.objects.get(event="checkins.ended").details["minutes"] == 24
    for deed in (
        lambda: add(cast, check_in),
        lambda: services.carry_over(by=cast.amina, check_in=check_in),
        lambda: services.end_check_in(by=cast.amina, check_in=check_in, now=NOW),
        lambda: services.reopen_check_in(by=cast.amina, check_in=check_in, today=TODAY + WEEK),
    ):
        with pytest.raises(Refused):
            deed()
    assert services.finish_line(by=cast.amina, line=line, on=TODAY).done_on == TODAY
    services.reopen_check_in(by=cast.amina, check_in=check_in, today=TODAY)
    assert add(cast, check_in).pk


@pytest.mark.req("SIT-12")
def test_the_brief_tells_what_came_of_last_week_and_what_this_one_begins_with(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    units = [cast.units["bjorkasa"].pk, cast.units["granvik"].pk]
    assert [(brief.before, brief.check_in) for brief in brief_for(units, Week(2026, 12))] == [(None, None)] * 2
    first = start(cast)
    done = add(cast, first, "A")
    dropped, left = add(cast, first, "B"), add(cast, first, "C")
    expected = add(cast, first, "Derby på torsdag", kind=LineKind.EXPECTED)
    services.finish_line(by=cast.amina, line=done, on=TODAY)
    services.drop_line(by=cast.amina, line=dropped, reason="Behövs inte", on=TODAY)
    with django_assert_num_queries(4):
        brief, empty = brief_for(units, Week(2026, 12))
    assert (brief.done, brief.dropped, brief.waiting, brief.expected) == ((done,), (dropped,), (left,), (expected,))
    assert (brief.before, brief.check_in, brief.is_ended, empty.waiting) == (first, None, False, ())
    second = start(cast, now=NOW + WEEK)
    (carried,) = services.carry_over(by=cast.amina, check_in=second)
    services.end_check_in(by=cast.amina, check_in=second, now=NOW + WEEK)
    brief = brief_for(units, Week(2026, 12))[0]
    assert (brief.waiting, brief.agreed, brief.is_ended) == ((), (carried,), True)


@pytest.mark.req("SIT-12")
def test_a_check_in_is_held_on_one_screen_and_closed_in_two_presses(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    amina, bertil = client_of("amina"), client_of("bertil")
    address = amina.post(f"/avstamningar/starta/{cast.units['bjorkasa'].pk}/")["Location"]
    values = {"kind": "seen", "party": "municipality", "text": "Fler bilar vid skolan"}
    assert amina.post(f"{address}rad/", values).status_code == 302
    assert amina.post(f"{address}rad/", values | {"kind": "agreed"}).status_code == 422
    agreed_line = values | {"kind": "agreed", "text": "Mät", "by_function": "Trafikingenjör", "due_on": "2026-03-13"}
    in_background = bertil.post(f"{address}rad/", agreed_line, headers={"HX-Request": "true"})
    assert in_background.status_code == 200
    assert "Fler bilar vid skolan" in in_background.content.decode()
    assert "<html" not in in_background.content.decode()
    board = amina.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Mät" in board
    assert "<form" in board
    assert "<html" not in board
    page = amina.get(address)
    assert "timer.js" in page.content.decode()
    assert '<details class="deed" id="close">' in page.content.decode()  # the first press opens it
    assert amina.post(f"{address}avsluta/").status_code == 302  # the second closes
    assert CheckIn.objects.get().ended_at is not None
    line = CheckInLine.objects.get(kind="agreed")
    amina.post(f"/avstamningar/rad/{line.pk}/klar/")
    line.refresh_from_db()
    assert line.done_on == TODAY
    with time_machine.travel("2026-03-17T09:00:00+01:00", tick=False):
        amina = client_of("amina")  # a week later she logs in again
        assert amina.get(address).context["page"].next_week == 12
        new = amina.post(f"/avstamningar/starta/{cast.units['bjorkasa'].pk}/")["Location"]
        assert [row.text for row in amina.get(new).context["page"].settled] == ["Mät"]


def test_two_who_write_at_once_lose_nothing(cast: Cast, client_of: Callable[[str], Client]) -> None:
    check_in = start(cast)
    line = add(cast, check_in)
    with pytest.raises(SavedMeanwhile):
        services.note_present(by=cast.amina, check_in=check_in, edition=9, present=[])
    address = f"/avstamningar/rad/{line.pk}/"
    typed = {"edition": "1", "party": "police", "by_function": "Kommunpolis", "due_on": "2026-03-13"}
    assert client_of("amina").post(address, typed | {"text": "Aminas rad"}).status_code == 302
    answer = client_of("bertil").post(address, typed | {"text": "Bertils rad"})
    assert answer.status_code == 422
    assert "Aminas" in answer.content.decode()
    assert "Bertils rad</textarea>" in answer.content.decode()
    assert client_of("bertil").post(address, typed | {"text": "Bägges rad", "edition": "2"}).status_code == 302
    assert CheckInLine.objects.get().text == "Bägges rad"


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: Any, many: bool
) -> None:
    first = start(cast, now=NOW - WEEK)
    for number in range(20 if many else 1):
        add(cast, first, f"{number}")
    second = start(cast)
    for number in range(20 if many else 1):
        add(cast, second, f"{number}", kind=LineKind.SEEN)
    client = client_of("amina")
    with django_assert_num_queries(12):
        assert client.get("/avstamningar/").status_code == 200
    with django_assert_num_queries(15):
        assert client.get(f"/avstamningar/{second.pk}/").status_code == 200
