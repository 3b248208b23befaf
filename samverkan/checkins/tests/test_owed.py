"""Who is asked to hold the week's check-in, and what was agreed for a function."""

from __future__ import annotations

import pytest

from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.queries import check_ins_owed, lines_of_functions
from samverkan.checkins.rules import Week
from samverkan.checkins.words import LineKind
from samverkan.ground.words import Party
from tests.cast import TODAY, Cast
from tests.red_thread import NOW

WEEK = Week.of(TODAY)


def a_line(cast: Cast, week: Week, text: str, **more: object) -> CheckInLine:
    check_in, _ = CheckIn.objects.get_or_create(
        unit=cast.units["bjorkasa"], year=week.year, week=week.number, defaults={"started_at": NOW}
    )
    values: dict[str, object] = {"by_function": "Kommunpolis", "due_on": TODAY} | more
    return CheckInLine.objects.create(check_in=check_in, kind=LineKind.AGREED, party=Party.POLICE, text=text, **values)


@pytest.mark.req("SIT-12")
def test_the_coordinator_and_the_municipal_police_are_asked_until_the_check_in_is_closed(cast: Cast) -> None:
    for person in ("amina", "bertil"):
        assert [owed.unit.name for owed in check_ins_owed(cast.actor(person), WEEK, on=TODAY)] == [
            "Björkåsa stadsdelsförvaltning"
        ]
    for person in ("doris", "erik", "fatima", "gustav", "hanna", "ivar", "nils"):
        assert check_ins_owed(cast.actor(person), WEEK, on=TODAY) == [], person
    begun = CheckIn.objects.create(unit=cast.units["bjorkasa"], year=WEEK.year, week=WEEK.number, started_at=NOW)
    assert [owed.check_in for owed in check_ins_owed(cast.amina, WEEK, on=TODAY)] == [begun.pk]
    begun.ended_at = NOW
    begun.save()
    assert check_ins_owed(cast.amina, WEEK, on=TODAY) == []
    assert len(check_ins_owed(cast.amina, WEEK.following, on=TODAY)) == 1


def test_what_is_open_from_earlier_weeks_is_counted_and_nothing_else(cast: Cast) -> None:
    first = a_line(cast, WEEK.preceding, "Ring skolan")
    a_line(cast, WEEK.preceding, "Klart", done_on=TODAY)
    a_line(cast, WEEK.preceding, "Struket", dropped_on=TODAY, dropped_because="Behövs inte")
    a_line(cast, WEEK.preceding.preceding, "Äldre")
    a_line(cast, WEEK, "Den här veckan")
    assert check_ins_owed(cast.amina, WEEK, on=TODAY)[0].waiting == 2
    a_line(cast, WEEK, "Ring skolan", carried_from=first)
    assert check_ins_owed(cast.amina, WEEK, on=TODAY)[0].waiting == 1


def test_a_function_is_shown_its_own_lines_only(cast: Cast) -> None:
    a_line(cast, WEEK, "Rondera torget")
    a_line(cast, WEEK, "Ring skolan", by_function="Trygghetssamordnare")
    assert [line.text for line in lines_of_functions(cast.bertil, until=TODAY)] == ["Rondera torget"]
    assert [line.text for line in lines_of_functions(cast.amina, until=TODAY)] == ["Ring skolan"]
    for person in ("cecilia", "erik", "hanna", "gustav"):  # Cecilia has the title, in another district
        assert list(lines_of_functions(cast.actor(person), until=TODAY)) == [], person
