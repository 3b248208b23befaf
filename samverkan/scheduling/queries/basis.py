"""What the system holds for a plan, gathered into plain values with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from samverkan.agreements.models import KeptTerm
from samverkan.agreements.words import AgreementState
from samverkan.ground.terms import TermKind
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.groups.words import PREPARES_FOR, Membership
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import closed_days, moment, standing_lines
from samverkan.meetings.words import MeetingState
from samverkan.organisation.models import Dated, Unit
from samverkan.scheduling.models import (
    BusyMark,
    Cadence,
    CalendarPeriod,
    Journey,
    Milestone,
    Office,
    PlannedMeeting,
    Room,
    SeatNeed,
    Venue,
    Wish,
    WorkingPattern,
)
from samverkan.scheduling.queries.access import groups_of, municipality_id_of
from samverkan.scheduling.queries.functions import functions_of, party_of
from samverkan.scheduling.rules.basis import Basis, build
from samverkan.scheduling.rules.busy import Mark
from samverkan.scheduling.rules.facts import (
    AgendaFact,
    CadenceFact,
    Facts,
    GroupFact,
    HandFact,
    HolderFact,
    MilestoneFact,
    RoomFact,
    SeatFact,
    TakenFact,
    WishFact,
)
from samverkan.scheduling.words import Need, PeriodKind, WishKind

LONGEST_PLACE = 160
"""So many signs of a room's name are kept as a meeting's place."""
PREPARER = {above: kind for kind, above in PREPARES_FOR.items() if kind != GroupKind.WORKING}


def basis_of(unit: Unit, *, first: date, last: date, wishes: bool = True) -> Basis:
    """Return the planning instance of the unit for the days, and what is lacking."""
    return build(facts_of(unit, first=first, last=last, wishes=wishes))


def facts_of(unit: Unit, *, first: date, last: date, wishes: bool = True) -> Facts:
    """Return everything a plan of the unit is made of: a fixed number of queries.

    A district's plan knows of other districts only when its people are taken, not why.
    """
    municipality_id = municipality_id_of(unit)
    groups = list(groups_of(unit, on=first))
    keys = [group.pk for group in groups]
    seats = _seats(keys, first)
    cadences = cadences_of(keys)
    needs = _needs(cadences.values())
    people = {seat.holder_id for rows in seats.values() for seat in rows if seat.holder_id}
    people |= {deputy for need in needs.values() for deputy in need[1]}
    venues = dict(Venue.objects.filter(municipality=municipality_id).values_list("pk", "name"))
    planned = {pk for pk, cadence in cadences.items()}
    room_facts = tuple(
        room_fact(room)
        for room in Room.objects.filter(municipality=municipality_id).select_related("venue").order_by("pk")
    )
    hands = _hands(keys, room_facts, first, last) if wishes else ()
    return Facts(
        name=f"{unit.pk}-{first.year}",
        first=first,
        last=last,
        closed=closed_days(first, last),
        venues=venues,
        journeys=journeys_of(municipality_id),
        rooms=room_facts,
        groups=tuple(_group_facts(groups, seats, cadences, needs, first)),
        holders=holder_facts(people, first, last),
        periods=tuple(
            (PeriodKind(kind), title, begins, ends)
            for kind, title, begins, ends in CalendarPeriod.objects.filter(
                municipality=municipality_id, first__lte=last, last__gte=first
            ).values_list("kind", "title", "first", "last")
        ),
        milestones=tuple(
            MilestoneFact(*row)
            for row in Milestone.objects.filter(group__in=keys, first__lte=last, last__gte=first).values_list(
                "group_id", "title", "first", "last"
            )
        ),
        wishes=wishes_for(keys, people, first.year) if wishes else (),
        taken=tuple(_taken(people, planned, venues, first, last)),
        hands=hands,
        standing=_standing({hand.group for hand in hands}, first, last),
    )


def _hands(group_ids: Collection[int], rooms: Iterable[RoomFact], first: date, last: date) -> tuple[HandFact, ...]:
    """Return the groups' meetings moved by hand within the days, and those of the year that are cancelled: one query.

    One that was moved to a day before the first is counted as held.
    """
    by_name = {room.name[:LONGEST_PLACE]: room.pk for room in rooms}
    rows = PlannedMeeting.objects.filter(
        group__in=group_ids, by_hand_at__isnull=False, meeting__starts_at__year=first.year
    ).select_related("meeting")
    found = []
    for row in rows.order_by("meeting__starts_at", "meeting"):
        day = timezone.localtime(row.meeting.starts_at).date()
        is_cancelled = row.meeting.state == MeetingState.CANCELLED
        if row.by_hand_at is None or not (is_cancelled or first <= day <= last):
            continue
        start = minutes_of(row.meeting.starts_at)
        length = round((row.meeting.ends_at - row.meeting.starts_at).total_seconds() / 60)
        found.append(
            HandFact(
                meeting=row.meeting_id,
                group=row.group_id,
                day=day,
                start=start,
                end=start + length,
                place=row.meeting.place,
                room=by_name.get(row.meeting.place),
                is_cancelled=is_cancelled,
                moved=timezone.localtime(row.by_hand_at).date(),
            )
        )
    return tuple(found)


def _standing(group_ids: Collection[int], first: date, last: date) -> dict[int, tuple[tuple[date, int, int], ...]]:
    """Return day, start and key of the groups' meetings that stand within the days, in order: one query."""
    found: dict[int, list[tuple[date, int, int]]] = defaultdict(list)
    for meeting in booked_meetings(first, last).filter(group__in=group_ids):
        day = timezone.localtime(meeting.starts_at).date()
        found[meeting.group_id].append((day, minutes_of(meeting.starts_at), meeting.pk))
    return {pk: tuple(rows) for pk, rows in found.items()}


def _seats(group_ids: Collection[int], on: date) -> dict[int, list[Seat]]:
    """Return the seats of the groups on the day, each with the key of its first row as `root`: two queries."""
    before = dict(Seat.objects.filter(group__in=group_ids, follows__isnull=False).values_list("pk", "follows_id"))
    found: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(Dated.holding(on), group__in=group_ids).select_related("unit").order_by("pk")
    for seat in rows:
        root = seat.pk
        while root in before and before[root] is not None:
            root = before[root] or root
        setattr(seat, "root", root)  # noqa: B010 - read by `root_of`
        found[seat.group_id].append(seat)
    return found


def root_of(seat: Seat) -> int:
    """Return the key of the seat's first row, put there by `_seats`; the seat itself where nothing was."""
    return int(getattr(seat, "root", seat.pk))


def cadences_of(group_ids: Collection[int]) -> dict[int, Cadence]:
    """Return the cadences by group, with rooms and needs: four queries."""
    cadences = Cadence.objects.filter(group__in=group_ids).prefetch_related("rooms", "needs__deputies")
    return {cadence.group_id: cadence for cadence in cadences}


Seatlike = tuple[int, str, str, int]
"""What a seat is, whoever holds it: cadence, function, title and unit."""


def _needs(cadences: Iterable[Cadence]) -> dict[Seatlike, tuple[Need, tuple[int, ...]]]:
    return {
        (cadence.pk, need.function, need.title, need.unit_id): (
            Need(need.need),
            tuple(sorted(deputy.pk for deputy in need.deputies.all())),
        )
        for cadence in cadences
        for need in cadence.needs.all()
    }


def need_of(seat: Seat, cadence: Cadence | None, needs: Iterable[SeatNeed]) -> tuple[Need, list[int]]:
    """Return whether the seat must be filled, and who may stand in; ordinary seats must unless somebody said else."""
    for need in needs if cadence is not None else ():
        if (need.function, need.title, need.unit_id) == (seat.function, seat.title, seat.unit_id):
            return Need(need.need), [deputy.pk for deputy in need.deputies.all()]
    return (Need.REQUIRED if seat.membership == Membership.ORDINARY else Need.OPTIONAL), []


def _group_facts(
    groups: list[Group],
    seats: Mapping[int, list[Seat]],
    cadences: Mapping[int, Cadence],
    needs: Mapping[Seatlike, tuple[Need, tuple[int, ...]]],
    first: date,
) -> Iterable[GroupFact]:
    minima = minima_of({group.unit_id for group in groups}, {group.unit.municipality_id for group in groups}, on=first)
    held = held_before(first)
    by_kind = {(group.unit_id, group.kind): group.pk for group in groups}
    agendas = standing_lines([group.pk for group in groups])
    for group in groups:
        cadence = cadences.get(group.pk)
        own = seats.get(group.pk, [])
        facts = []
        for seat in own:
            if seat.holder_id is None:
                continue
            usual = Need.REQUIRED if seat.membership == Membership.ORDINARY else Need.OPTIONAL
            key = (cadence.pk if cadence else 0, seat.function, seat.title, seat.unit_id)
            need, deputies = needs.get(key, (usual, ()))
            facts.append(SeatFact(root_of(seat), seat.title, seat.holder_id, need == Need.REQUIRED, deputies))
        kind = GroupKind(group.kind)
        yield GroupFact(
            pk=group.pk,
            name=group.name,
            kind=kind,
            unit=group.unit_id,
            district=f"u{group.unit_id}",
            seats=tuple(facts),
            vacant=sum(seat.holder_id is None for seat in own),
            cadence=cadence_fact(cadence) if cadence else None,
            minimum=minima.get((group.unit_id, kind), minima.get((group.unit.municipality_id or 0, kind))),
            held=held.get(group.pk, 0),
            prepared_by=by_kind.get((group.unit_id, PREPARER[kind])) if kind in PREPARER else None,
            agenda=AgendaFact(agendas[group.pk].lines, agendas[group.pk].whole) if group.pk in agendas else None,
            valid_from=group.valid_from,
            valid_until=group.valid_until,
        )


def cadence_fact(cadence: Cadence) -> CadenceFact:
    """Return the cadence as plain values. Wants its rooms fetched."""
    return CadenceFact(
        meetings=cadence.meetings,
        minutes=cadence.minutes,
        preparation=cadence.preparation,
        rooms=tuple(room.pk for room in cadence.rooms.all()),
        weekdays=tuple(cadence.weekdays),
        earliest=cadence.earliest,
        latest=cadence.latest,
    )


def room_fact(room: Room) -> RoomFact:
    """Return the room as plain values. Wants its venue selected."""
    return RoomFact(room.pk, str(room), room.venue_id, room.capacity, room.closed_from, room.closed_until)


def minima_of(
    unit_ids: Collection[int], municipality_ids: Collection[int | None], *, on: date
) -> dict[tuple[int, GroupKind], int]:
    """Return the least number of meetings a year by unit and kind of group, from agreements in force: one query."""
    units = {*unit_ids, *(pk for pk in municipality_ids if pk)}
    running = Q(version__agreement__valid_until__isnull=True) | Q(version__agreement__valid_until__gt=on)
    rows = (
        KeptTerm.objects.filter(
            running,
            kind=TermKind.MEETINGS_MINIMUM,
            version__agreement__state=AgreementState.ADOPTED,
            version__agreement__unit__in=units,
            version__agreement__valid_from__lte=on,
            version__in_force_from__lte=on,
        )
        .order_by("version__number", "pk")
        .values_list("version__agreement__unit_id", "parameters")
    )
    found: dict[tuple[int, GroupKind], int] = {}
    for unit_id, parameters in rows:
        kind, minimum = parameters.get("group_kind"), parameters.get("minimum")
        if kind in list(GroupKind) and isinstance(minimum, int):
            found[unit_id, GroupKind(kind)] = minimum
    return found


def held_before(first: date) -> dict[int, int]:
    """Return how many meetings of the year each group has before the day: one query, none for a whole year."""
    if (first.month, first.day) == (1, 1):
        return {}
    found: dict[int, int] = defaultdict(int)
    rows = Meeting.objects.filter(
        starts_at__gte=moment(date(first.year, 1, 1), time.min), starts_at__lt=moment(first, time.min)
    ).exclude(state=MeetingState.CANCELLED)
    for group_id in rows.order_by().values_list("group_id", flat=True):
        found[group_id] += 1
    return found


def journeys_of(municipality_id: int) -> dict[tuple[int, int], int]:
    """Return the minutes between the municipality's venues: one query."""
    rows = Journey.objects.filter(start__municipality=municipality_id).values_list("start_id", "end_id", "minutes")
    return {(start, end): minutes for start, end, minutes in rows}


def holder_facts(people: Collection[int], first: date, last: date) -> dict[int, HolderFact]:
    """Return who holds seats, with office, hours and busy marks: four queries."""
    functions = functions_of(people, on=first)
    offices = dict(Office.objects.values_list("unit_id", "venue_id"))
    patterns = {pattern.holder_id: pattern for pattern in WorkingPattern.objects.filter(holder__in=people)}
    marks: dict[int, list[Mark]] = defaultdict(list)
    for holder_id, day, start, end, at_home in BusyMark.objects.filter(
        holder__in=people, day__gte=first, day__lte=last
    ).values_list("holder_id", "day", "start", "end", "at_home"):
        marks[holder_id].append(Mark(day, start, end, at_home))
    found = {}
    for pk, function in functions.items():
        pattern = patterns.get(pk)
        own = pattern.venue_id if pattern else None
        found[pk] = HolderFact(
            pk=pk,
            function=function.name,
            org=function.unit.name,
            party=party_of(function.unit),
            venue=own or offices.get(function.unit.pk) or offices.get(function.unit.parent_id or 0),
            weekdays=tuple(pattern.weekdays) if pattern and pattern.weekdays else (0, 1, 2, 3, 4),
            starts=pattern.starts if pattern else None,
            ends=pattern.ends if pattern else None,
            most=pattern.most if pattern else None,
            busy=tuple(marks.get(pk, ())),
        )
    return found


def wishes_for(group_ids: Collection[int], people: Collection[int], year: int) -> tuple[WishFact, ...]:
    """Return the wishes for the groups and people in a year that nobody has taken back: one query."""
    rows = Wish.objects.filter(
        Q(group__in=group_ids) | Q(holder__in=people), year=year, taken_back_at__isnull=True
    ).order_by("pk")
    return tuple(wish_fact(wish) for wish in rows)


def wish_fact(wish: Wish) -> WishFact:
    """Return the wish as plain values."""
    return WishFact(
        pk=wish.pk,
        kind=WishKind(wish.kind),
        group=wish.group_id,
        holder=wish.holder_id,
        said_by=wish.said_by,
        reason=wish.reason,
        number=wish.number,
        first=wish.first,
        last=wish.last,
        weekdays=tuple(wish.weekdays),
        start=wish.start,
        end=wish.end,
        room=wish.room_id,
    )


def minutes_of(value: datetime) -> int:
    """Return the minute of the day, here."""
    local = timezone.localtime(value)
    return local.hour * 60 + local.minute


def booked_meetings(first: date, last: date) -> QuerySet[Meeting]:
    """Return the meetings that stand within the days."""
    return (
        Meeting.objects.filter(
            starts_at__gte=moment(first, time.min), starts_at__lt=moment(last + timedelta(1), time.min)
        )
        .exclude(state=MeetingState.CANCELLED)
        .order_by("starts_at", "pk")
    )


def _taken(
    people: Collection[int], planned: Collection[int], venues: Mapping[int, str], first: date, last: date
) -> Iterable[TakenFact]:
    """Yield the meetings of other groups for which the people are booked; three queries."""
    sitting: dict[int, set[int]] = defaultdict(set)
    rows = Seat.objects.filter(Dated.holding(first), holder__in=people).exclude(group__in=planned)
    for group_id, holder_id in rows.values_list("group_id", "holder_id"):
        sitting[group_id].add(holder_id or 0)
    rooms = dict(PlannedMeeting.objects.filter(group__in=sitting).values_list("meeting_id", "room_id"))
    venue_of = dict(Room.objects.filter(pk__in=set(rooms.values())).values_list("pk", "venue_id"))
    by_name = {name: pk for pk, name in venues.items()}
    for meeting in booked_meetings(first, last).filter(group__in=sitting):
        room = rooms.get(meeting.pk)
        start = minutes_of(meeting.starts_at)
        yield TakenFact(
            day=timezone.localtime(meeting.starts_at).date(),
            start=start,
            end=max(start + 1, minutes_of(meeting.ends_at)),
            venue=venue_of.get(room) if room else by_name.get(meeting.place),
            room=room,
            holders=tuple(sorted(sitting[meeting.group_id])),
        )
