"""Does a windowed plan keep what it promises? Judged apart from what makes it, minute by minute.

Nothing here is shared with the functions that make windows, so that a fault there is seen here.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from samverkan.planner.agenda import Agenda, WindowedPlan
from samverkan.planner.check import Violation
from samverkan.planner.instance import Instance
from samverkan.planner.schedule import Key


def check_windows(
    instance: Instance, plan: WindowedPlan, agendas: Mapping[Key, Agenda] | None = None, *, video_at_most: int
) -> list[Violation]:
    """Return every broken promise, in the order W1 to W5. The schedule's own rules are judged by `check.violations`.

    W1 every item of the meeting's agenda is dealt with once, within the meeting · W2 whoever an item needs is there
    from its first minute to its last · W3 nobody in two places; travel, breaks and own time kept · W4 both parties at
    every item · W5 video only for short parts. `agendas` are those that groups have written.
    """
    found = [
        *(fault for key in plan.schedule.meetings for fault in _meeting(instance, plan, key, agendas or {})),
        *_people(instance, plan),
        *_videos(plan, video_at_most),
    ]
    return sorted(found, key=lambda each: each.code)


def _meeting(instance: Instance, plan: WindowedPlan, key: Key, agendas: Mapping[Key, Agenda]) -> Iterator[Violation]:
    name, group, placement = f"{key[0]} {key[1]}", instance.groups[key[0]], plan.schedule.meetings[key]
    agenda, windows = plan.agendas.get(key, ()), plan.windows.get(key, {})
    filled = {seat: person for seat, person in placement.attend.items() if person is not None}
    if set(windows) != set(filled):
        yield Violation("W1", f"{name}: not every filled seat has its part, or an empty one has.", (key,))
        return
    if not agenda or sum(item.minutes for item in agenda) > group.duration:
        yield Violation("W1", f"{name}: the agenda is empty or longer than the meeting.", (key,))
    if key in agendas:
        said = Counter((item.title, item.minutes) for item in agendas[key])
        if said != Counter((item.title, item.minutes) for item in agenda):
            yield Violation("W1", f"{name}: other items than the group's.", (key,))
        places = {item.title: {"first": 0, "last": 2}.get(item.at, 1) for item in agendas[key]}
        row = [places.get(item.title, 1) for item in agenda]
        if row != sorted(row):
            yield Violation("W1", f"{name}: an opening is not first, or a close not last.", (key,))
    for seat, window in windows.items():
        if not placement.start <= window.start < window.end <= placement.start + group.duration:
            yield Violation("W1", f"{name}: {seat} attends outside the meeting.", (key,))
    wanted = {item.title: item.needs for item in agendas.get(key, ())}
    minute = placement.start
    for item in agenda:
        here = {
            seat for seat, window in windows.items() if window.start <= minute and minute + item.minutes <= window.end
        }
        for seat in sorted((item.needs | wanted.get(item.title, frozenset())) & set(filled) - here):
            yield Violation("W2", f"{name}: {item.title!r} needs {seat}, who is not there.", (key,))
        parties = Counter(instance.persons[filled[seat]].party for seat in here)
        for party, fewest in (("kommun", group.quorum_kommun), ("polis", group.quorum_polis)):
            if parties[party] < fewest:
                yield Violation("W4", f"{name}: fewer than {fewest} from {party} at {item.title!r}.", (key,))
        minute += item.minutes


def _people(instance: Instance, plan: WindowedPlan) -> Iterator[Violation]:
    where: dict[tuple[str, datetime.date], list[tuple[int, int, str, Key | None]]] = defaultdict(list)
    for key, placement in plan.schedule.meetings.items():
        for seat, window in plan.windows.get(key, {}).items():
            person = placement.attend.get(seat)
            if person is None:
                continue
            office, room = instance.persons[person].home, instance.rooms[placement.room].place
            place = office if window.by_video or room is None else room
            where[person, placement.day].append((window.start, window.end, place, key))
            for busy in instance.persons[person].busy.get(placement.day, ()):
                if window.start < busy.end and busy.start < window.end:
                    yield Violation("W3", f"{person}: {key[0]} {key[1]} falls on own time.", (key,))
    for (person, day), parts in where.items():
        for busy in instance.persons[person].busy.get(day, ()):
            if busy.at_home:
                parts.append((busy.start, busy.end, instance.persons[person].home, None))
        parts.sort(key=lambda part: part[:2])
        for number, (_, end, place, before) in enumerate(parts[:-1]):
            start, _, after, following = parts[number + 1]
            if before is None and following is None:
                continue
            both = before is not None and following is not None
            need = max(instance.minutes(place, after), instance.weights.min_break if both else 0)
            if start < end + need:
                keys = tuple(each for each in (before, following) if each is not None)
                yield Violation("W3", f"{person} on {day}: {start - end} minutes where {need} are needed.", keys)


def _videos(plan: WindowedPlan, video_at_most: int) -> Iterator[Violation]:
    for key, windows in plan.windows.items():
        for seat, window in windows.items():
            if window.by_video and window.end - window.start > video_at_most:
                yield Violation("W5", f"{key[0]} {key[1]}: {seat} attends a long part by video.", (key,))
