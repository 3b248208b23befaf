"""What the pages of the year wheel are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverkan.ground.words import GroupKind
from samverkan.ui.pages import NavigationItem, Tab
from samverkan.ui.templatetags.ui import short_day, written_day
from samverkan.ui.wheel import Mark, Ring, Wheel, draw
from samverkan.wheel.queries.years import Neighbours, Year
from samverkan.wheel.rules import MILESTONES, Entry, UnitYear, by_month
from samverkan.wheel.words import EntryKind


def clock(moment: datetime) -> str:
    """Return the hour and minute here, as the reader's language writes them: 14.30 or 14:30."""
    return written_day(timezone.localtime(moment), "H.i", "H:i")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    day: date
    kind: EntryKind
    title: str
    address: str
    where: str
    hours: str
    place: str
    party: str
    is_past: bool

    @classmethod
    def of(cls, entry: Entry, *, today: date) -> Row:
        """Return the line; a meeting of which only the time is open is called by its group."""
        return cls(
            entry.day,
            entry.kind,
            entry.title or entry.where,
            entry.address,
            entry.where if entry.title not in ("", entry.where) else "",
            f"{clock(entry.starts_at)}–{clock(entry.ends_at)}" if entry.starts_at and entry.ends_at else "",
            entry.place,
            entry.party,
            entry.day < today,
        )


@dataclass(frozen=True, slots=True)
class MonthOfRows:
    """A month of the list."""

    number: int
    name: str
    rows: tuple[Row, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A district's meetings, month by month."""

    name: str
    address: str
    months: tuple[int, ...]
    total: int

    @classmethod
    def of(cls, unit: UnitYear, year: int) -> UnitRow:
        """Return the line."""
        return cls(unit.name, f"{reverse('wheel:unit', args=[unit.unit_id])}?ar={year}", unit.months, unit.total)


@dataclass(frozen=True, slots=True)
class WheelPage:
    """A year of somebody or something."""

    title: str
    lead: str
    year: int
    wheel: Wheel
    label: str
    months: tuple[MonthOfRows, ...]
    units: tuple[UnitRow, ...]
    month_names: tuple[str, ...]
    now: MonthOfRows | None
    before: str
    after: str
    tabs: tuple[Tab, ...]
    groups: tuple[NavigationItem, ...]
    is_own: bool
    empty_text: str


def month_name(year: int, number: int, pattern: str = "F") -> str:
    """Return the month's name in the reader's language."""
    return date_format(date(year, number, 1), pattern)


def rings_of(year: Year) -> tuple[Ring, ...]:
    """Return the rings: milestones outermost, then the kinds of group that meet, the overall ones first."""
    met = {entry.ring for entry in year.entries} | {str(count.kind) for count in year.counts}
    kinds = [Ring(kind, _(kind.label)) for kind in GroupKind if kind in met]
    return (Ring(MILESTONES, _("Milestones"), is_marked=True), *kinds)


def marks_of(year: Year) -> Iterable[Mark]:
    """Yield what is on the wheel."""
    for entry in year.entries:
        what = (
            entry.title or entry.where if entry.kind == EntryKind.MEETING else f"{_(entry.kind.label)}: {entry.title}"
        )
        yield Mark(entry.day, entry.ring, f"{short_day(entry.day)}, {what}", entry.party)
    for count in year.counts:
        yield Mark(count.day, count.kind, count=count.number)


def said_of(year: Year, number: int, of_whom: str) -> str:
    """Return what the picture shows, in words for those who do not see it."""
    meetings = sum(entry.kind == EntryKind.MEETING for entry in year.entries) + sum(one.number for one in year.counts)
    milestones = sum(entry.kind != EntryKind.MEETING for entry in year.entries)
    return _("The year %(year)s as a wheel, %(whom)s: %(meetings)s and %(milestones)s. All of it is in the list.") % {
        "year": number,
        "whom": of_whom,
        "meetings": ngettext("%(n)s meeting", "%(n)s meetings", meetings) % {"n": meetings},
        "milestones": ngettext("%(n)s milestone", "%(n)s milestones", milestones) % {"n": milestones},
    }


def wheel_page(
    found: Year,
    number: int,
    neighbours: Neighbours,
    *,
    title: str,
    lead: str,
    address: str,
    today: date,
    is_own: bool = False,
    empty_text: str = "",
) -> WheelPage:
    """Return the page of a year."""
    query = "" if number == today.year else f"?ar={number}"
    mine = reverse("wheel:mine")
    tabs = [Tab(_("My year"), mine + query, is_current=address == mine)]
    for key, name in neighbours.units:
        to = reverse("wheel:unit", args=[key])
        tabs.append(Tab(name, to + query, is_current=address == to))
    if not any(tab.is_current for tab in tabs):
        tabs.append(Tab(title, address + query, is_current=True))
    months = tuple(
        MonthOfRows(
            month,
            month_name(number, month),
            tuple(Row.of(entry, today=today) for entry in entries),
            (number, month) == (today.year, today.month),
        )
        for month, entries in by_month(found.entries)
    )
    coming = [month for month in months if number == today.year and month.number >= today.month]
    return WheelPage(
        title=title,
        lead=lead,
        year=number,
        wheel=draw(number, rings_of(found), marks_of(found), today=today),
        label=said_of(found, number, title),
        months=months,
        units=tuple(UnitRow.of(unit, number) for unit in found.units),
        month_names=tuple(month_name(number, month, "M") for month in range(1, 13)),
        now=coming[0] if coming and coming[0] is not months[0] else None,
        before=f"{address}?ar={number - 1}",
        after=f"{address}?ar={number + 1}",
        tabs=tuple(tabs),
        groups=tuple(
            NavigationItem(
                name, reverse("wheel:group", args=[key]) + query, reverse("wheel:group", args=[key]) == address
            )
            for key, name in neighbours.groups
        ),
        is_own=is_own,
        empty_text=empty_text,
    )


@dataclass(frozen=True, slots=True)
class SubscriptionPage:
    """The address for calendar programs: since when there is one, and the new one, shown once."""

    opened_at: datetime | None
    new_address: str = ""
