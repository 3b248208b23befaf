"""Meetings in the cast's town: Fatima of the transport administration is wanted in two districts at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.meetings.models import Attendance, Meeting
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.workload.models import Effort, Journey
from tests.cast import START, TODAY, Cast

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SOURCE = "Uppskattning av centrala gruppen"


class Town:
    """The cast with meetings: a working group in each district, at the same hour on a day in March."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.working_g = Group.objects.create(
            name="Arbetsgrupp Granviks centrum",
            kind=GroupKind.WORKING,
            unit=cast.units["granvik"],
            parent=cast.groups["prep_g"],
            valid_from=START,
        )
        self.seat(self.working_g, "transport", "fatima")
        self.seat(self.working_g, "granvik", "cecilia")
        self.day = date(2026, 3, 17)
        self.in_b = self.meeting(cast.groups["working_b"], self.day, 9)
        self.in_g = self.meeting(self.working_g, self.day, 9.5)

    def seat(self, group: Group, unit: str, holder: str | None, **more: Any) -> Seat:
        """Give a group a seat; without a holder it is vacant."""
        given = {"function": FunctionKind.PARTNER_REPRESENTATIVE, "title": "Representant", "valid_from": START}
        of = self.cast.units[unit]
        person = self.cast.users[holder] if holder else None
        return Seat.objects.create(group=group, unit=of, party=of.party, holder=person, **(given | more))

    def meeting(self, group: Group, day: date, hour: float, minutes: int = 60, **more: Any) -> Meeting:
        """Book a meeting."""
        start = datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM) + timedelta(hours=hour)
        given = {"title": group.name, "place": "Kontoret", "starts_at": start}
        return Meeting.objects.create(group=group, ends_at=start + timedelta(minutes=minutes), **(given | more))

    def state_efforts(self, minutes: int = 60) -> None:
        """State preparation and after-work of every kind of group."""
        Effort.objects.bulk_create(
            Effort(
                municipality=self.cast.units["town"],
                group_kind=kind,
                before_minutes=minutes,
                after_minutes=minutes,
                source=SOURCE,
                stated_on=START,
            )
            for kind in GroupKind
        )

    def state_journey(self, start: str, end: str, minutes: int) -> None:
        """State a way."""
        units = self.cast.units
        Journey.objects.create(
            from_unit=units[start], to_unit=units[end], minutes=minutes, source=SOURCE, stated_on=START
        )

    def note_absent(self, meeting: Meeting, seat: Seat) -> None:
        """Note that the holder of a seat was away."""
        Attendance.objects.create(meeting=meeting, seat=seat, presence="excused")

    def housing(self) -> Unit:
        """Add a housing company."""
        town = self.cast.units["town"]
        return Unit.objects.create(
            name="Lindbostäder",
            kind=UnitKind.COMPANY,
            party=town.party,
            parent=town,
            municipality=town,
            valid_from=START,
        )


__all__ = ["SOURCE", "TODAY", "Town"]
