"""One person's day: travel, waiting and trips. The one definition of a tour, for the search and for the judgement."""

from __future__ import annotations

from samverkan.planner.layout import (
    E_END,
    E_OWN,
    E_PLACE,
    E_START,
    EVENT,
    HOME_MIN_STAY,
    LUNCH_FROM,
    LUNCH_TO,
    MIN_BREAK,
    PLACES,
    TRAVEL,
    TRIP,
    Ints,
)


def tour(mem: Ints, at: int, count: int, home: int) -> tuple[bool, int, int, int]:
    """Return whether the day can be done, its minutes of travel and of waiting, and its trips.

    A day that cannot be done is counted as if it could, so that a habit full of collisions has its cost, too.

    `count` events lie at `at`, by start: meetings, and own time at the office. Between two meetings a break is kept,
    and travelling time always. Lunch is not waiting. Between two meetings away the person goes home if there is time
    to stay and it costs less than waiting (planner.md, the objective).
    """
    possible, minutes, waiting, trips = True, 0, 0, 0
    here, until = home, 0
    before_end, before_place, before_own = 0, home, 1
    for row in range(count):
        event = at + row * EVENT
        start, place, own = mem[event + E_START], mem[event + E_PLACE], mem[event + E_OWN]
        if row > 0 and (own == 0 or before_own == 0):
            need = mem[mem[TRAVEL] + before_place * mem[PLACES] + place]
            if own == 0 and before_own == 0 and need < mem[MIN_BREAK]:
                need = mem[MIN_BREAK]
            if start < before_end + need:
                possible = False
        if here == home:
            if place != home:
                minutes += mem[mem[TRAVEL] + home * mem[PLACES] + place]
                trips += 1
        elif place == home:
            minutes += mem[mem[TRAVEL] + here * mem[PLACES] + home]
        else:
            direct = mem[mem[TRAVEL] + here * mem[PLACES] + place]
            gap = start - until
            wait = gap - max(direct, mem[MIN_BREAK])
            lunch = min(start, mem[LUNCH_TO]) - max(until, mem[LUNCH_FROM])
            if lunch > 0:
                wait -= lunch
            if wait < 0:
                wait = 0
            back = mem[mem[TRAVEL] + here * mem[PLACES] + home] + mem[mem[TRAVEL] + home * mem[PLACES] + place]
            if gap >= back + mem[HOME_MIN_STAY] and back + mem[TRIP] < direct + wait:
                minutes += back
                trips += 1
            else:
                minutes += direct
                waiting += wait
        here = place
        before_end, before_place, before_own = mem[event + E_END], place, own
        if before_end > until:
            until = before_end
    if here != home:
        minutes += mem[mem[TRAVEL] + here * mem[PLACES] + home]
    return possible, minutes, waiting, trips
