"""One person's day: travel, waiting and trips. The one definition of a tour, for the search and for the judgement."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from samverkan.planner.kernel.jit import jit

Ints = npt.NDArray[np.int64]


@jit
def tour(
    starts: Ints,
    ends: Ints,
    places: Ints,
    own: Ints,
    count: int,
    home: int,
    travel: Ints,
    lunch_from: int,
    lunch_to: int,
    min_break: int,
    home_min_stay: int,
    trip: int,
) -> tuple[bool, int, int, int]:
    """Return whether the day can be done, its minutes of travel and of waiting, and its trips.

    The first `count` rows are the day's events by start: meetings, and own time at the office (`own` is 1). Between
    two meetings a break is kept, and travelling time always. Lunch is not waiting. Between two meetings away the
    person goes home if there is time to stay and it costs less than waiting (planner.md, the objective).
    """
    minutes, waiting, trips = 0, 0, 0
    here, until = home, 0
    for row in range(count):
        start, place = starts[row], places[row]
        if row > 0 and not (own[row] == 1 and own[row - 1] == 1):
            need = travel[places[row - 1], place]
            if own[row] == 0 and own[row - 1] == 0 and need < min_break:
                need = min_break
            if start < ends[row - 1] + need:
                return False, 0, 0, 0
        if here == home:
            if place != home:
                minutes += travel[home, place]
                trips += 1
        elif place == home:
            minutes += travel[here, home]
        else:
            direct = travel[here, place]
            gap = start - until
            lunch = min(start, lunch_to) - max(until, lunch_from)
            wait = gap - max(direct, min_break)
            if lunch > 0:
                wait -= lunch
            if wait < 0:
                wait = 0
            back = travel[here, home] + travel[home, place]
            if gap >= back + home_min_stay and back + trip < direct + wait:
                minutes += back
                trips += 1
            else:
                minutes += direct
                waiting += wait
        here = place
        if ends[row] > until:
            until = ends[row]
    if here != home:
        minutes += travel[here, home]
    return True, minutes, waiting, trips
