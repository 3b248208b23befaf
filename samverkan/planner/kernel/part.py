"""One thread's part of the year: what stands still while another thread has the rest, and putting both together."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import is_unpopular, week_of
from samverkan.planner.kernel.series import ordinal_of
from samverkan.planner.layout import *
from samverkan.planner.layout import Ints

FROZEN = 2
"""In M_PINNED: stands still for now."""
MARGIN = 25
"""Calendar days from the border within which preparation and what it prepares stand still."""


@jit
def stones_are_split(mem: Ints, group: int, border: int) -> bool:
    """Say whether a milestone of the group lies on both sides of the border."""
    on = ordinal_of(mem, border)
    for number in range(mem[group + G_STONES]):
        stone = mem[group + G_STONE] + 2 * number
        if mem[stone] < on <= mem[stone + 1]:
            return True
    return False


@jit
def crosses(mem: Ints, meeting: int, border: int) -> bool:
    """Say whether the meeting is the first of its series from the border on, and others are before."""
    first = mem[mem[meeting + M_GROUP] + G_MEETING]
    return mem[meeting + M_DAY] >= border and meeting > first and mem[meeting - MEETING + M_DAY] < border


@jit
def freeze(mem: Ints, border: int, half: int, movable: Ints) -> int:
    """Let this copy search the days before the border (`half` 0) or from it on; list what may move; return how many.

    Of a series that crosses the border the first meeting after it stands still in both copies, so that the gaps on both
    sides can be trusted. So does what is tied to something on the other side by preparation or a milestone (H5).
    """
    mem[FIRST_DAY], mem[LAST_DAY] = (0, border - 1) if half == 0 else (border, mem[DAYS] - 1)
    count = 0
    for number in range(mem[MEETING_COUNT]):
        meeting = mem[MEETING_LIST] + number * MEETING
        group, day = mem[meeting + M_GROUP], mem[meeting + M_DAY]
        still = (day >= border) != (half == 1) or crosses(mem, meeting, border) or stones_are_split(mem, group, border)
        if mem[group + G_PREP] != 0 or mem[group + G_AFTERS] > 0:
            far = abs(ordinal_of(mem, day) - ordinal_of(mem, border))
            reach = MARGIN
            if mem[group + G_PREP] != 0:
                reach += mem[group + G_LEAD_TO]
            for each in range(mem[group + G_AFTERS]):
                reach = max(reach, MARGIN + mem[mem[mem[group + G_AFTER] + each] + G_LEAD_TO])
            still = still or far <= reach
        if mem[meeting + M_PINNED] == 0:
            if still:
                mem[meeting + M_PINNED] = FROZEN
            else:
                movable[count] = meeting
                count += 1
    return count


@jit
def thaw(mem: Ints) -> None:
    """Let everything move again, on every day."""
    mem[FIRST_DAY], mem[LAST_DAY] = 0, mem[DAYS] - 1
    for number in range(mem[MEETING_COUNT]):
        meeting = mem[MEETING_LIST] + number * MEETING
        if mem[meeting + M_PINNED] == FROZEN:
            mem[meeting + M_PINNED] = 0


@jit
def fairness(mem: Ints) -> int:
    """Return what the districts' unpopular hours cost."""
    cost = 0
    for number in range(mem[GROUP_COUNT]):
        group = mem[GROUP_LIST] + number * GROUP
        counter, seen = mem[group + G_UNPOPULAR], False
        for other in range(number):
            seen = seen or mem[mem[GROUP_LIST] + other * GROUP + G_UNPOPULAR] == counter
        if not seen:
            cost += mem[UNPOPULAR] * mem[counter] * mem[counter]
    return cost


@jit
def count_unpopular(mem: Ints) -> None:
    """Count every district's unpopular hours anew."""
    for number in range(mem[GROUP_COUNT]):
        mem[mem[mem[GROUP_LIST] + number * GROUP + G_UNPOPULAR]] = 0
    for number in range(mem[MEETING_COUNT]):
        meeting = mem[MEETING_LIST] + number * MEETING
        if is_unpopular(mem, meeting, mem[meeting + M_DAY], mem[meeting + M_START]):
            mem[mem[mem[meeting + M_GROUP] + G_UNPOPULAR]] += 1


@jit
def take_over(mem: Ints, theirs: Ints, begin: int, end: int) -> None:
    """Take over the values from one address to another."""
    for address in range(begin, end):
        mem[address] = theirs[address]


@jit
def join(mem: Ints, theirs: Ints, border: int, total: int, fair: int) -> None:
    """Take over from the other copy what lies from the border on.

    `total` and `fair` are what the plan and its fairness cost before the copies parted. Fairness looks at the whole
    year and is reckoned anew.
    """
    gained = mem[mem[TOTAL]] - fairness(mem) + theirs[theirs[TOTAL]] - fairness(theirs) - (total - fair)
    days, week = mem[DAYS], week_of(mem, border)
    weeks = week_of(mem, days - 1) + 1
    for number in range(mem[PERSON_COUNT]):
        person = mem[PERSON_LIST] + number * PERSON
        cells, size = mem[person + P_CELL], mem[CELL_SIZE]
        take_over(mem, theirs, cells + border * size, cells + days * size)
        take_over(mem, theirs, mem[person + P_WEEK] + week, mem[person + P_WEEK] + weeks)
    for number in range(mem[ROOM_COUNT]):
        cells, size = mem[mem[ROOM_LIST] + number * ROOM + R_CELL], mem[ROOM_CELL_SIZE]
        take_over(mem, theirs, cells + border * size, cells + days * size)
    for number in range(mem[MEETING_COUNT]):
        meeting = mem[MEETING_LIST] + number * MEETING
        if theirs[meeting + M_DAY] >= border:
            attend = mem[meeting + M_ATTEND]
            take_over(mem, theirs, meeting + M_DAY, meeting + M_PLACE + 1)
            take_over(mem, theirs, meeting + M_FRESH, meeting + M_GAIN + 1)
            take_over(mem, theirs, attend, attend + 2 * mem[mem[meeting + M_GROUP] + G_SEATS])
    count_unpopular(mem)
    mem[mem[TOTAL]] = gained + fairness(mem)
