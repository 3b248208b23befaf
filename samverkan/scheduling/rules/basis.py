"""From what the system holds to a planning instance (samverkan-planner/1); what is lacking is said, never invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from samverkan.ground.words import GroupKind
from samverkan.planner.instance import Instance, read_instance
from samverkan.scheduling.rules.agendas import AgendaRow, agenda_row
from samverkan.scheduling.rules.busy import Mark
from samverkan.scheduling.rules.calendar import CLOSES, OPENS, days_between, is_leave
from samverkan.scheduling.rules.facts import CadenceFact, Facts, GroupFact, HolderFact, Missing, TakenFact, WishFact
from samverkan.scheduling.rules.hands import hands_of, numbers_of, taken_by, widened
from samverkan.scheduling.rules.rows import (
    WEIGHTS,
    calendar_row,
    days_of_wish,
    gaps_of,
    group_id,
    holder_id,
    hours_of_wish,
    key_of,
    minutes_between,
    person_row,
    room_id,
    room_row,
    travel_row,
)
from samverkan.scheduling.rules.sayings import Saying, say
from samverkan.scheduling.words import WishKind

LEAD = (7, 21)
"""The preparation group meets this many days before each steering meeting: a choice of the product."""
SHARE = 50
"""Of a hundred seats, so many are filled at every meeting."""
SHARED_FROM = 2
"""A function with seats in the groups of so many units is shared, and its time counts double."""
PREPARED = frozenset({GroupKind.LOCAL_STEERING, GroupKind.OVERALL_STEERING})


@dataclass(frozen=True)
class Basis:
    """The instance as JSON values, what its ids are called, and what is lacking."""

    raw: dict[str, Any]
    labels: dict[str, str]
    missing: tuple[Missing, ...]
    wishes: tuple[WishFact, ...] = field(default=())
    agendas: Mapping[str, AgendaRow] = field(default_factory=dict)
    """The agendas that groups have written, by id."""
    hands: tuple[dict[str, Any], ...] = field(default=())
    """The meetings moved or cancelled by hand, and what is done with each (`rules.hands.Hand.as_json`)."""

    @property
    def instance(self) -> Instance:
        """Return the instance by which plans are judged."""
        return read_instance(self.raw)

    @property
    def can_be_planned(self) -> bool:
        """Tell whether there is anything to plan."""
        return bool(self.raw["groups"])

    def renumbered(self, numbers: Mapping[int, int]) -> Basis:
        """Return the basis with other numbers for the meetings pinned by hand, given by the meetings' keys."""
        rows = tuple(
            row | {"number": numbers.get(row["meeting"], row["number"])} if row["number"] is not None else row
            for row in self.hands
        )
        ours = {(row["group"], row["number"]) for row in (*self.hands, *rows)}
        others = [pin for pin in self.raw["fixed"] if (pin["group"], pin["index"]) not in ours]
        return replace(self, raw=self.raw | {"fixed": [*others, *pins_of(rows)]}, hands=rows)


def pins_of(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the pins of meetings moved by hand that the planner can express."""
    return [
        {"group": row["group"], "index": row["number"], "date": row["date"], "start": row["start"], "room": row["room"]}
        for row in rows
        if row["number"] is not None
    ]


def wanted_meetings(group: GroupFact) -> int | None:
    """Return how many meetings are still to be planned, or none where nobody has said how many a year."""
    if group.cadence is None:
        return None
    yearly = group.cadence.meetings if group.cadence.meetings is not None else group.minimum
    return None if yearly is None else max(0, yearly - group.held)


def build(facts: Facts) -> Basis:
    """Return the planning instance and the list of what is lacking."""
    builder = _Builder(facts)
    return builder.basis()


class _Builder:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.hands = hands_of(facts)
        self.outside = [hand.fact for hand in self.hands if hand.is_outside]
        self.occupied = (*facts.taken, *taken_by(self.hands, facts))
        self.missing: list[Missing] = []
        self.labels: dict[str, str] = {}
        self.rooms = {room.pk: room for room in facts.rooms}
        self.agendas: dict[str, AgendaRow] = {}

    def lacks(self, saying: Saying, group: GroupFact, *, stop: bool = True) -> None:
        self.missing.append(Missing(saying, group.pk, stop))

    def basis(self) -> Basis:
        facts = self.facts
        planned = {group.pk: row for group in facts.groups if (row := self.group(group)) is not None}
        for row in planned.values():  # a preparation group that cannot be planned prepares nothing
            if row["prep_group"] is not None and key_of(row["prep_group"]) not in planned:
                row["prep_group"], row["lead"] = None, [0, 0]
        used = {seat["holder"] for row in planned.values() for seat in row["seats"]}
        used |= {person for row in planned.values() for seat in row["seats"] for person in seat["deputies"]}
        places = sorted(
            {room.venue for room in facts.rooms if room.venue is not None}
            | {facts.holders[key_of(name)].venue or 0 for name in used}
            | set(facts.venues)
        )
        for row in planned.values():
            self.labels[row["id"]] = next(group.name for group in facts.groups if group_id(group.pk) == row["id"])
        self.labels |= {f"v{pk}": name for pk, name in facts.venues.items()}
        self.labels |= {room_id(room.pk): room.name for room in facts.rooms}
        units = self.units_of(planned)
        hands = self.hand_rows(planned)
        pins = pins_of(hands)
        pinned = {(pin["group"], pin["index"]) for pin in pins}
        wished = [row for wish in facts.wishes if (row := self.pin(wish, planned)) is not None]
        raw = {
            "format": "samverkan-planner/1",
            "id": facts.name,
            "calendar": calendar_row(facts.first, facts.last, facts.closed, facts.periods),
            "weights": dict(WEIGHTS),
            **travel_row(places, facts.journeys),
            "rooms": [room_row(room, facts.first, facts.last, self.occupied) for room in facts.rooms],
            "persons": [self.person(key_of(name), len(units[name])) for name in sorted(used, key=key_of)],
            "groups": list(planned.values()),
            "milestones": [
                {"group": group_id(stone.group), "tag": stone.title, "from": str(first), "to": str(last)}
                for stone in facts.milestones
                if stone.group in planned
                and (first := max(stone.first, facts.first)) <= (last := min(stone.last, facts.last))
            ],
            "fixed": [*(row for row in wished if (row["group"], row["index"]) not in pinned), *pins],
        }
        kept = tuple(wish for wish in facts.wishes if wish.group is None or wish.group in planned)
        return Basis(raw, self.labels, tuple(self.missing), kept, self.agendas, hands)

    def hand_rows(self, planned: Mapping[int, dict[str, Any]]) -> tuple[dict[str, Any], ...]:
        """Return the meetings moved by hand as they are kept, with the number of each that is pinned."""
        numbers = numbers_of(self.hands, self.facts, {pk: row["meetings"] for pk, row in planned.items()})
        names = {group.pk: group.name for group in self.facts.groups}
        self.labels |= {group_id(hand.fact.group): names[hand.fact.group] for hand in self.hands}
        return tuple(hand.as_json(numbers.get(hand.fact.meeting)) for hand in self.hands)

    def units_of(self, planned: Mapping[int, dict[str, Any]]) -> Mapping[str, set[int]]:
        units: dict[str, set[int]] = defaultdict(set)
        for group in self.facts.groups:
            if group.pk in planned:
                for seat in planned[group.pk]["seats"]:
                    for name in (seat["holder"], *seat["deputies"]):
                        units[name].add(group.unit)
        return units

    def person(self, pk: int, units: int) -> dict[str, Any]:
        holder, facts = self.facts.holders[pk], self.facts
        self.labels[holder_id(pk)] = holder.function
        more = [mark for taken in self.occupied if pk in taken.holders for mark in [self.taken(holder, taken)]]
        for wish in facts.wishes:
            if wish.kind == WishKind.FORBID and wish.holder == pk:
                more += [Mark(day, *hours_of_wish(wish), False) for day in days_of_wish(wish, facts.first, facts.last)]
        return person_row(holder, facts.first, facts.last, more, shared=units >= SHARED_FROM)

    def taken(self, holder: HolderFact, taken: TakenFact) -> Mark:
        """Return the mark of another meeting, with the way there and back from the office."""
        way = minutes_between(self.facts.journeys, holder.venue or 0, taken.venue or 0) if taken.venue else 0
        return Mark(taken.day, max(0, taken.start - way), min(1440, taken.end + way), True)

    def group(self, group: GroupFact) -> dict[str, Any] | None:
        """Return the group's row, or none where something is lacking; then it has been said what."""
        facts, cadence = self.facts, group.cadence
        if cadence is None:
            nothing = say("%(group)s has no meeting cadence: how long, where and who must take part.", group=group.name)
            self.lacks(nothing, group)
            return None
        count = wanted_meetings(group)
        if count is None:
            often = "Nobody has said how many times a year %(group)s meets, and no agreement in force does."
            self.lacks(say(often, group=group.name), group)
            return None
        first, last = self.window(group)
        wanted = count
        count -= sum(fact.group == group.pk for fact in self.outside)
        if count <= 0 or first > last:
            return None
        seats = self.seats(group)
        sitting = [seat for seat in group.seats if any(row["id"] == f"s{seat.key}" for row in seats)]
        rooms = [room_id(pk) for pk in cadence.rooms if pk in self.rooms and self.fits(pk, len(seats))]
        name = group.name
        if not cadence.rooms:
            self.lacks(say("%(group)s has no room to meet in.", group=name), group)
        elif not rooms:
            few = say("None of the rooms of %(group)s has space for %(count)s functions.", group=name, count=len(seats))
            self.lacks(few, group)
        if not seats:
            self.lacks(say("No seat of %(group)s has a holder with an office to travel from.", group=name), group)
        elif group.vacant:
            empty = say("Vacant seats of %(group)s, planned without: %(count)s.", group=name, count=group.vacant)
            self.lacks(empty, group, stop=False)
        if not rooms or not seats:
            return None
        self.agenda(group, cadence, seats)
        gaps = gaps_of(sum(not is_leave(day) for day in days_between(first, last)), wanted)
        outside = {fact.meeting for fact in self.outside}
        stand = [day for day, _, pk in facts.standing.get(group.pk, ()) if pk not in outside and first <= day <= last]
        gaps = widened(gaps, stand, first, last) if stand else gaps
        parties = {facts.holders[seat.holder].party for seat in sitting}
        prefer = self.preference(group)
        prep = group.prepared_by if group.kind in PREPARED else None
        return {
            "id": group_id(group.pk),
            "kind": group.kind.value,
            "district": group.district,
            "meetings": count,
            "duration": cadence.minutes,
            "first": first.isoformat(),
            "last": last.isoformat(),
            **gaps,
            "rooms": rooms,
            "prep_after": cadence.preparation,
            "seats": seats,
            "quorum": {"kommun": int("kommun" in parties), "polis": int("polis" in parties), "share": SHARE},
            "prefer": prefer,
            "prep_group": group_id(prep) if prep is not None else None,
            "lead": list(LEAD) if prep is not None else [0, 0],
        }

    def agenda(self, group: GroupFact, cadence: CadenceFact, seats: list[dict[str, Any]]) -> None:
        """Keep the agenda that the group has written, unless it takes more time than the meeting."""
        if group.agenda is None or not group.agenda.lines:
            return
        total = sum(line.minutes for line in group.agenda.lines)
        if total > cadence.minutes:
            long = "The agenda of %(group)s takes %(total)s minutes, but its meetings last %(minutes)s; one is assumed."
            self.lacks(say(long, group=group.name, total=total, minutes=cadence.minutes), group, stop=False)
            return
        by_holder = {row["holder"]: row["id"] for row in seats}
        ids = {
            seat.key: by_holder[holder_id(seat.holder)] for seat in group.seats if holder_id(seat.holder) in by_holder
        }
        self.agendas[group_id(group.pk)], orphans = agenda_row(group.agenda, ids)
        for title in orphans:
            nobody = "“%(item)s” on the agenda of %(group)s needs nobody who sits there now."
            self.lacks(say(nobody, item=title, group=group.name), group, stop=False)

    def window(self, group: GroupFact) -> tuple[date, date]:
        first = max(self.facts.first, group.valid_from or self.facts.first)
        last = self.facts.last
        if group.valid_until is not None:
            last = min(last, date.fromordinal(group.valid_until.toordinal() - 1))
        return first, last

    def fits(self, room: int, seats: int) -> bool:
        return self.rooms[room].venue is None or self.rooms[room].capacity >= seats

    def seats(self, group: GroupFact) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        sitting: set[int] = set()
        for seat in group.seats:
            holder = self.facts.holders.get(seat.holder)
            if holder is None or holder.venue is None:
                function = holder.function if holder else seat.function
                homeless = "%(function)s has no office, so no journeys can be reckoned; %(group)s is planned without."
                self.lacks(say(homeless, function=function, group=group.name), group, stop=False)
                continue
            if seat.holder in sitting:
                continue  # nobody sits in two seats of a group at once
            sitting.add(seat.holder)
            deputies = [
                holder_id(pk)
                for pk in seat.deputies
                if pk != seat.holder and pk in self.facts.holders and self.facts.holders[pk].venue is not None
            ]
            rows.append(
                {
                    "id": f"s{seat.key}",
                    "function": seat.function,
                    "holder": holder_id(seat.holder),
                    "deputies": deputies,
                    "required": seat.required,
                }
            )
            self.labels[f"s{seat.key}"] = seat.function
        return rows

    def preference(self, group: GroupFact) -> dict[str, Any]:
        """Return the weekdays and hours that suit: those of a wish before those of the cadence."""
        assert group.cadence is not None
        weekdays, start, end = group.cadence.weekdays, group.cadence.earliest, group.cadence.latest
        for wish in self.facts.wishes:
            if wish.kind == WishKind.PREFER and wish.group == group.pk:
                weekdays, start, end = wish.weekdays or weekdays, wish.start or start, wish.end or end
        return {
            "weekdays": sorted(weekdays) or [0, 1, 2, 3, 4],
            "from": OPENS if start is None else start,
            "to": CLOSES if end is None else end,
        }

    def pin(self, wish: WishFact, planned: Mapping[int, dict[str, Any]]) -> dict[str, Any] | None:
        row = planned.get(wish.group or 0)
        if wish.kind != WishKind.PIN or row is None or wish.first is None or wish.start is None:
            return None
        room = room_id(wish.room) if wish.room is not None and wish.room in self.rooms else row["rooms"][0]
        if not wish.number or wish.number > row["meetings"]:
            return None
        return {
            "group": row["id"], "index": wish.number, "date": wish.first.isoformat(), "start": wish.start, "room": room
        }  # fmt: skip


def wish_in_words(wish: WishFact, labels: Mapping[str, str]) -> Saying:
    """Return a wish, for people to read beside demands that it contradicts."""
    who = labels.get(group_id(wish.group), "") if wish.group else labels.get(holder_id(wish.holder or 0), "")
    values: dict[str, object] = {"who": who, "said_by": wish.said_by, "reason": wish.reason}
    if wish.kind == WishKind.FORBID:
        return say("%(said_by)s has forbidden times for %(who)s: %(reason)s", **values)
    if wish.kind == WishKind.PIN:
        return say("%(said_by)s has pinned a meeting of %(who)s: %(reason)s", **values)
    return say("%(said_by)s prefers other times for %(who)s: %(reason)s", **values)


def missing_journeys(facts: Facts) -> Iterable[tuple[int, int]]:
    """Yield the pairs of venues between which nobody has said how long the way is."""
    keys = sorted(facts.venues)
    for at, one in enumerate(keys):
        for other in keys[at + 1 :]:
            if (one, other) not in facts.journeys and (other, one) not in facts.journeys:
                yield one, other
