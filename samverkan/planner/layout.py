"""Where things lie in the planner's memory: one array of whole numbers, read by the compiled functions.

Every thing is a record at an address, and each name below is the place of a value in the record: `mem[group + G_MIN]`.
One array makes the compiled functions small and their calls cheap (decision 13).
"""

from __future__ import annotations

from collections.abc import MutableSequence

import numpy as np
import numpy.typing as npt

Ints = MutableSequence[int]
"""Whole numbers that a compiled function reads and writes: a NumPy array of them."""
Dice = MutableSequence[int]
"""The state of chance: one whole number of 64 bits."""
Floats = MutableSequence[float]
"""Numbers that a compiled function reads and writes."""
Bytes = npt.NDArray[np.uint8]
FAR = 1 << 29
"""More than any plan costs: what cannot be."""

# The header: measures and weights, then the addresses of lists of records.
(
    DAYS, GRID, OPENS, SLOTS, LUNCH_FROM, LUNCH_TO, PLACES,
    TRIP, SPACING, WEEKDAY, HOURS, DEPUTY, MISSED, UNPOPULAR, WEEK_CAP, WEEK_OVER,
    MOVED_DAY, MOVED_TIME, MOVED_ROOM, MIN_BREAK, HOME_MIN_STAY,
    TRAVEL, DAY_LIST, ACTIVE_LIST, ACTIVE_COUNT, GROUP_LIST, GROUP_COUNT, MEETING_LIST, MEETING_COUNT, ROW_LIST,
    PERSON_LIST, PERSON_COUNT, ROOM_LIST, ROOM_COUNT, CELL_SIZE, ROOM_CELL_SIZE,
    EVENTS, CHOSEN, TRIED, DAY_COST, DAY_START, DAY_ROW, CHAIN, REACH, BACK, SAVED, SAVED_SIZE,
    TOTAL, FIRST_DAY, LAST_DAY,
    HEADER,
) = range(51)  # fmt: skip

D_ACTIVE, D_ORDINAL, D_WEEKDAY, D_SOFT, D_WEEK, DAY = range(6)

(
    G_COUNT, G_DURATION, G_FIRST, G_LAST, G_ACTIVE_FIRST, G_ACTIVE_LAST, G_MIN, G_MAX, G_IDEAL, G_TOL,
    G_PREP, G_LEAD_FROM, G_LEAD_TO, G_PREFER_FROM, G_PREFER_TO, G_WEEKDAYS, G_UNPOPULAR,
    G_KOMMUN, G_POLIS, G_SHARE, G_MEETING, G_ROW, G_ROWS, G_SEAT, G_SEATS,
    G_AFTER, G_AFTERS, G_STONE, G_STONES, GROUP,
) = range(30)  # fmt: skip

S_REQUIRED, S_OPTION, S_OPTIONS, SEAT = range(4)

(
    M_GROUP, M_LENGTH, M_DAY, M_START, M_ROW, M_PLACE, M_ATTEND, M_PINNED, M_PIN_DAY, M_PIN_START, M_PIN_ROW,
    M_WAS_DAY, M_WAS_START, M_WAS_ROOM, M_FRESH, M_GAIN, MEETING,
) = range(17)  # fmt: skip

R_PLACE, R_CAPACITY, R_CELL, ROOM = range(4)

P_HOME, P_WEIGHT, P_MAX_DAY, P_PARTY, P_CELL, P_WEEK, P_ROUND, PERSON = range(8)

C_COUNT, C_COST, C_BUSY, C_BUSY_END, C_OFFICE, C_OFFICE_END, C_MEETING = range(7)
"""One person's day: meetings and their cost, own time (all, and that at the office), and the meetings by start."""

E_START, E_END, E_PLACE, E_OWN, EVENT = range(5)
"""An event of a day: a meeting, or own time at the office (then `E_OWN` is 1)."""
