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
from samverkan.ui.wheel import Line, Mark, MonthOfLines, Ring, Wheel, draw, in_months
from samverkan.wheel.queries.years import Neighbours, Year
from samverkan.wheel.rules import MILESTONES, Entry, UnitYear, in_order
from samverkan.wheel.words import EntryKind


def clocks(starts: datetime, ends: datetime) -> str:
    """Return from when to when here, as the reader's language writes it: 14.30–15.00 or 14:30–15:00."""
    return "–".join(written_day(timezone.localtime(moment), "H.i", "H:i") for moment in (starts, ends))


def line_of(entry: Entry, *, today: date) -> Line:
    """Return the entry's line in the list; a meeting of which only the time is open is called by its group."""
    return Line(
        entry.day,
        entry.title or entry.where,
        entry.address,
        kind=_(entry.kind.label),
        hours=clocks(entry.starts_at, entry.ends_at) if entry.starts_at and entry.ends_at else "",
        part=part_of(entry),
        where=entry.where if entry.title not in ("", entry.where) else "",
        place=entry.place,
        party=entry.party,
        is_past=entry.day < today,
    )


def part_of(entry: Entry) -> str:
    """Return when the reader is wanted, and how; nothing where it is all of the meeting."""
    if entry.part is None:
        return ""
    when = clocks(*entry.part)
    return _("%(when)s, by video") % {"when": when} if entry.by_video else when


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
    months: tuple[MonthOfLines, ...]
    units: tuple[UnitRow, ...]
    month_names: tuple[str, ...]
    now: MonthOfLines | None
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
    months = in_months(number, (line_of(entry, today=today) for entry in in_order(found.entries)), today=today)
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
