"""The ledger: every call of a stretch of days that concerns an actor, with what it is counted with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.ground.periods import Period
from samverkan.ground.words import GroupKind, Party
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.meetings.models import Attendance, Meeting
from samverkan.meetings.queries import meetings_visible_to, moment
from samverkan.meetings.words import MeetingState, Presence
from samverkan.organisation.models import Post, Unit
from samverkan.workload.models import Basis, Effort, Journey
from samverkan.workload.queries.scope import Scope
from samverkan.workload.rules.collisions import Collision, collisions, week_minutes
from samverkan.workload.rules.cost import Call, Line, is_remote, journey, priced


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A row of a seat: whose it is and the days it holds."""

    key: int
    group: int
    kind: GroupKind
    group_unit: int
    unit: int
    holder: int | None
    title: str
    period: Period
    is_open: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting by name, and whether its page opens for the reader."""

    key: int
    group: int
    title: str
    starts: datetime
    ends: datetime
    opens: bool


@dataclass
class Ledger:
    """Calls of the days from `first` until, but not, `until`, in one municipality, as far as the actor may see.

    `calls` are open to the actor; `elsewhere` are calls of the same persons to meetings that are not, and serve
    only as busy marks. Names are of units and groups, never of persons.
    """

    municipality: Unit
    first: date
    until: date
    basis: Basis
    efforts: dict[GroupKind, Effort]
    journeys: dict[tuple[int, int], int]
    journey_sources: list[tuple[str, date]]
    seats: list[SeatRow] = field(default_factory=list)
    meetings: dict[int, MeetingRow] = field(default_factory=dict)
    units: dict[int, tuple[str, Party]] = field(default_factory=dict)
    groups: dict[int, tuple[str, GroupKind, int]] = field(default_factory=dict)
    titles: dict[tuple[int, int], str] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    elsewhere: list[Call] = field(default_factory=list)
    remote: set[int] = field(default_factory=set)
    """Meetings without a place to travel to."""
    group_pages: set[int] = field(default_factory=set)
    """The groups whose pages open for the reader."""

    @property
    def around(self) -> dict[GroupKind, int]:
        """Return the minutes of preparation and after-work by kind of group."""
        return {kind: effort.minutes for kind, effort in self.efforts.items()}

    @cached_property
    def lines(self) -> list[Line]:
        """Return what the open calls cost."""
        return priced(self.calls, self.around, self.journeys)

    @cached_property
    def collisions(self) -> list[Collision]:
        """Return the collisions in which at least one of the two meetings is open."""
        found = collisions([*self.calls, *self.elsewhere], self.journeys, self.basis.break_minutes)
        return [one for one in found if one.first.is_open or one.second.is_open]

    @cached_property
    def weeks(self) -> dict[int, dict[tuple[int, int], int]]:
        """Return everybody's minutes of meetings by week, busy marks included."""
        return week_minutes([*self.calls, *self.elsewhere])

    def journey(self, one: int | None, other: int | None) -> int | None:
        """Return the minutes between two units' places, if known."""
        return journey(self.journeys, one, other)

    def title(self, unit: int, holder: int | None) -> str:
        """Return what a function is called within its organisation."""
        return self.titles.get((unit, holder or 0), "") if holder else gettext("Vacant seat")


def year_of(year: int) -> tuple[date, date]:
    """Return the first day of the year and of the next."""
    return date(year, 1, 1), date(year + 1, 1, 1)


def basis_of(municipality: Unit) -> Basis:
    """Return what the municipality counts with, or the starting values, which have no edition."""
    found = Basis.objects.filter(municipality=municipality).first()
    return found or Basis(municipality=municipality, edition=0)


def efforts_of(municipality: Unit) -> dict[GroupKind, Effort]:
    """Return preparation and after-work by kind of group, as far as stated."""
    return {GroupKind(row.group_kind): row for row in Effort.objects.filter(municipality=municipality)}


def journeys_of(municipality: Unit) -> list[Journey]:
    """Return the journeys to places of the municipality's units."""
    here = Q(to_unit=municipality) | Q(to_unit__municipality=municipality)
    return list(
        Journey.objects.filter(here)
        .select_related("from_unit", "to_unit")
        .order_by("from_unit__name", "to_unit__name", "pk")
    )


def empty_ledger(municipality: Unit, first: date, until: date) -> Ledger:
    """Return a ledger with what is counted with, and no calls: three queries."""
    rows = journeys_of(municipality)
    return Ledger(
        municipality=municipality,
        first=first,
        until=until,
        basis=basis_of(municipality),
        efforts=efforts_of(municipality),
        journeys={(row.from_unit_id, row.to_unit_id): row.minutes for row in rows},
        journey_sources=sorted({(row.source, row.stated_on) for row in rows}, key=lambda one: one[1], reverse=True),
    )


def ledger_for(
    actor: Actor,
    municipality: Unit,
    *,
    first: date,
    until: date,
    today: date,
    with_groups: QuerySet[Group] | None = None,
) -> Ledger:
    """Return the calls of the days that concern the actor: nine queries, whatever the number of meetings.

    `with_groups` are groups whose gates the caller has passed: all their seats are in the ledger, also those whose
    calls are not open to the actor.
    """
    ledger = empty_ledger(municipality, first, until)
    scope = Scope.of(actor)
    _read_seats(ledger, scope, with_groups)
    _read_meetings(ledger, actor, today)
    ledger.group_pages = set(groups_visible_to(actor).order_by().values_list("pk", flat=True))
    _read_titles(ledger)
    absent = set(
        Attendance.objects.filter(
            meeting_id__in=Meeting.objects.filter(_within(ledger)).values("pk"),
            meeting__group_id__in=list(ledger.groups),
            presence__in=(Presence.EXCUSED, Presence.ABSENT),
        ).values_list("meeting_id", "seat_id")
    )
    _call(ledger, absent)
    return ledger


def _within(ledger: Ledger) -> Q:
    return Q(starts_at__gte=moment(ledger.first, time.min), starts_at__lt=moment(ledger.until, time.min))


def _read_seats(ledger: Ledger, scope: Scope, with_groups: QuerySet[Group] | None) -> None:
    key = ledger.municipality.pk
    here = Q(group__unit_id=key) | Q(group__unit__municipality_id=key)
    holding = Q(valid_from__lt=ledger.until) & (Q(valid_until__isnull=True) | Q(valid_until__gt=ledger.first))
    concerned = Seat.objects.filter(here, holding, scope.condition())
    condition = (here & scope.condition()) | Q(holder_id__in=concerned.exclude(holder=None).values("holder_id"))
    if with_groups is not None:
        condition |= Q(group_id__in=with_groups.order_by().values("pk"))
    rows = (
        Seat.objects.filter(holding)
        .filter(condition)
        .order_by("pk")
        .values_list(
            *("pk", "group_id", "group__kind", "group__unit_id", "group__unit__municipality_id", "group__name"),
            *("unit_id", "unit__name", "unit__party", "holder_id", "title", "valid_from", "valid_until"),
        )
    )
    for seat, group, kind, at, above, name, unit, unit_name, party, holder, title, start, end in rows:
        if end is not None and end <= start:
            continue
        is_here = key in (at, above)
        is_open = is_here and scope.opens(group_unit=at, municipality=above, unit=unit)
        ledger.groups[group] = (name, GroupKind(kind), at)
        ledger.units[unit] = (unit_name, Party(party))
        period = Period(start, end)
        ledger.seats.append(SeatRow(seat, group, GroupKind(kind), at, unit, holder, title, period, is_open))


def _read_meetings(ledger: Ledger, actor: Actor, today: date) -> None:
    meetings = Meeting.objects.filter(_within(ledger)).exclude(state=MeetingState.CANCELLED)
    opens = set(meetings_visible_to(actor, today=today).filter(_within(ledger)).order_by().values_list("pk", flat=True))
    rows = meetings.filter(group_id__in=list(ledger.groups)).order_by("starts_at", "pk")
    for key, group, title, starts, ends, place in rows.values_list(
        "pk", "group_id", "title", "starts_at", "ends_at", "place"
    ):
        ledger.meetings[key] = MeetingRow(
            key, group, title, timezone.localtime(starts), timezone.localtime(ends), key in opens
        )
        if is_remote(place):
            ledger.remote.add(key)


def _read_titles(ledger: Ledger) -> None:
    """Name functions by their posts in the organisation, numbered where several have the same title.

    The numbers are those of all who hold the title there, so that they are the same for every reader.
    """
    posts = (
        Post.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=ledger.first),
            valid_from__lt=ledger.until,
            unit_id__in={row.unit for row in ledger.seats},
        )
        .order_by("unit_id", "user_id", "valid_from")
        .values_list("unit_id", "user_id", "title", "role")
    )
    named: dict[tuple[int, int], str] = {}
    for unit, user, title, role in posts:
        named[unit, user] = title or gettext(Role(role).label)
    for row in ledger.seats:
        if row.holder is not None:
            named.setdefault((row.unit, row.holder), row.title)
    ledger.titles = numbered(named)


def numbered(named: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Return the titles with a number where several persons of a unit have the same.

    >>> numbered({(1, 7): "Projektledare", (1, 9): "Projektledare", (1, 8): "Chef"})
    {(1, 7): 'Projektledare 1', (1, 9): 'Projektledare 2', (1, 8): 'Chef'}
    """
    same: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (unit, user), title in named.items():
        same[unit, title].append(user)
    return {
        (unit, user): f"{title} {sorted(same[unit, title]).index(user) + 1}" if len(same[unit, title]) > 1 else title
        for (unit, user), title in named.items()
    }


def _call(ledger: Ledger, absent: set[tuple[int, int]]) -> None:
    seats_of: dict[int, list[SeatRow]] = defaultdict(list)
    for row in ledger.seats:
        seats_of[row.group].append(row)
    for meeting in ledger.meetings.values():
        day = meeting.starts.date()
        for row in seats_of[meeting.group]:
            if not row.period.holds(day):
                continue
            call = Call(
                meeting=meeting.key,
                group=meeting.group,
                kind=row.kind,
                at=None if meeting.key in ledger.remote else row.group_unit,
                seat=row.key,
                unit=row.unit,
                holder=row.holder,
                starts=meeting.starts,
                ends=meeting.ends,
                is_absent=(meeting.key, row.key) in absent,
                is_open=row.is_open,
            )
            (ledger.calls if row.is_open else ledger.elsewhere).append(call)


def only(lines: Iterable[Line], *, unit: int | None = None, holder: int | None = None) -> list[Line]:
    """Return the lines of an organisation or of one function."""
    return [
        line
        for line in lines
        if (unit is None or line.call.unit == unit) and (holder is None or line.call.holder == holder)
    ]
