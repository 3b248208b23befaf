"""Agendas whose items name who they need, and a plan in which people attend only their part of a meeting.

What is assumed where a group has said nothing is a parameter (`Assumptions`), never hidden in a calculation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from samverkan.planner.instance import Group, Instance
from samverkan.planner.schedule import Key, Placement, Schedule


@dataclass(frozen=True)
class Item:
    """Something to be dealt with at a meeting: how many minutes it takes, and which seats it needs."""

    title: str
    minutes: int
    needs: frozenset[str]
    at: str = ""
    """FIRST or LAST for an opening or a close, which stay where they are; else nothing."""


FIRST, LAST = "first", "last"

Agenda = tuple[Item, ...]


@dataclass(frozen=True)
class Window:
    """The part of a meeting that one seat attends, in minutes of the day."""

    start: int
    end: int
    by_video: bool
    """From the person's own office, instead of at the meeting's place."""
    prep_after: int
    """Minutes of preparation and after-work for the part."""

    @property
    def minutes(self) -> int:
        """Return the length of the part."""
        return self.end - self.start


@dataclass(frozen=True)
class WindowedPlan:
    """A schedule with every meeting's agenda in order, and for every filled seat the part that it attends."""

    schedule: Schedule
    agendas: Mapping[Key, Agenda]
    windows: Mapping[Key, Mapping[str, Window]]


@dataclass(frozen=True)
class Assumptions:
    """What is taken for granted where nobody has said it. Shares are per cent of the meeting.

    The defaults in words: a fifth of a meeting concerns everybody (opening, the situation, what was agreed); each seat
    shared with other groups has a fifth of its own, a tenth where the seat is optional; the rest belongs to those who
    sit only here. A group that another group prepares decides together, so all of it concerns all. A part of at most
    an hour may be attended by video, but every fourth meeting of a group is attended on site. Half
    of the preparation and after-work stays whatever part one attends; the other half follows the minutes attended.
    """

    common: int = 20
    own: int = 20
    own_optional: int = 10
    decides_together: bool = True
    video_at_most: int = 60
    on_site_every: int = 4
    """1 says that every meeting is attended on site, 0 that none must be."""
    preparation_kept: int = 50
    step: int = 5
    """Items are whole multiples of so many minutes."""

    def __post_init__(self) -> None:
        """Refuse shares that are not per cent, and lengths below nothing."""
        for name in ("common", "own", "own_optional", "preparation_kept"):
            if not 0 <= getattr(self, name) <= 100:
                raise ValueError(f"{name}: must be 0–100 per cent, is {getattr(self, name)}.")
        if self.step < 1 or self.video_at_most < 0 or self.on_site_every < 0:
            raise ValueError("step: must be at least 1; video_at_most and on_site_every must not be less than 0.")

    def preparation(self, prep_after: int, attended: int, duration: int) -> int:
        """Return the minutes of preparation and after-work for a part of a meeting, rounded up."""
        hundredths = prep_after * (self.preparation_kept * duration + (100 - self.preparation_kept) * attended)
        return -(-hundredths // (100 * duration))

    def by_video(self, minutes: int, index: int) -> bool:
        """Say whether a part of that length of a group's meeting number `index` may be attended by video."""
        if minutes > self.video_at_most:
            return False
        return self.on_site_every == 0 or (index - 1) % self.on_site_every != 0


def default_agenda(instance: Instance, group: Group, assumptions: Assumptions) -> Agenda:
    """Return the agenda that is assumed for a group which has none."""
    everyone = frozenset(seat.id for seat in group.seats)
    shared = [seat for seat in group.seats if instance.persons[seat.holder].shared]
    if (assumptions.decides_together and group.prep_group) or not shared:
        return (Item("everybody", group.duration, everyone),)
    staying = everyone - {seat.id for seat in shared}
    common = _minutes(group.duration, assumptions.common, assumptions.step)
    shares = [assumptions.own if seat.required else assumptions.own_optional for seat in shared]
    left = group.duration - common
    wanted = [_minutes(group.duration, share, assumptions.step) for share in shares]
    if sum(wanted) > left:
        wanted = [minutes * left // sum(wanted) // assumptions.step * assumptions.step for minutes in wanted]
    items = [Item("everybody", common, everyone)] if common else []
    for seat, minutes in zip(shared, wanted, strict=True):
        if minutes:
            items.append(Item(seat.function, minutes, staying | {seat.id}))
    rest = group.duration - sum(item.minutes for item in items)
    if rest:
        items.append(Item("the rest", rest, staying or everyone))
    return tuple(items)


def _minutes(duration: int, share: int, step: int) -> int:
    """Return a share of the meeting on the step, rounded up: a part is rather thought too long than too short."""
    return min(duration, -(-duration * share // (100 * step)) * step)


def complete(instance: Instance, group: Group, placement: Placement, agenda: Agenda) -> Agenda:
    """Return the agenda with what a joint meeting demands of every item, for those who attend this meeting.

    A filled seat that no item names attends them all. An item that would lack one of the parties keeps a seat of that
    party there, a seat held by somebody who sits only here first: the meeting stays a joint one throughout.
    """
    filled = {seat.id: person for seat in group.seats if (person := placement.attend.get(seat.id)) is not None}
    unnamed = set(filled) - set().union(*(item.needs for item in agenda))
    items = []
    for item in agenda:
        needs = (set(item.needs) & set(filled)) | unnamed
        for party, fewest in (("kommun", group.quorum_kommun), ("polis", group.quorum_polis)):
            others = sorted(
                (instance.persons[person].shared, seat)
                for seat, person in filled.items()
                if instance.persons[person].party == party and seat not in needs
            )
            present = sum(instance.persons[filled[seat]].party == party for seat in needs)
            needs |= {seat for _, seat in others[: max(0, fewest - present)]}
        items.append(replace(item, needs=frozenset(needs)))
    return tuple(items)


__all__ = ["FIRST", "LAST", "Agenda", "Assumptions", "Item", "Window", "WindowedPlan", "complete", "default_agenda"]
