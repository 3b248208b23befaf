"""What the series of meetings must cost by themselves."""

from __future__ import annotations

import math

import numpy as np

from samverkan.planner.memory import Names, open_slots


def series_floor(names: Names) -> int:
    """Return what the series must cost by themselves: spacing, soft days, weekdays and hours, each at its best.

    The cheapest chain of days for every group alone, the rest of the world empty. Nothing of this is in the programme.
    """
    calendar, weights, slots = names.instance.calendar, names.instance.weights, open_slots(names)
    active = np.array([calendar.active(day) for day in names.days], dtype=np.int64)
    soft = np.array([calendar.soft_days.get(day, 0) for day in names.days])
    starts, total = np.array(calendar.starts), 0
    for rows, group in zip(names.group_rows, names.instance.groups.values(), strict=True):
        outside = (starts < group.prefer_from) | (starts + group.duration > group.prefer_to)
        free = np.any(slots[rows] > 0, axis=0)
        own = np.where(np.any(free & ~outside, axis=1), 0, weights.hours) + soft
        own = own + np.array([0 if day.weekday() in group.prefer_weekdays else weights.weekday for day in names.days])
        cost = np.where(np.any(free, axis=1), own, math.inf)
        gap = active[None, :] - active[:, None]
        step = weights.spacing_day * np.maximum(0, np.abs(gap - group.ideal_gap) - group.gap_tol)
        step = np.where((gap >= group.min_gap) & (gap <= group.max_gap), step, math.inf)
        begin = np.where(active - calendar.active(group.first) <= group.max_gap, 0, math.inf)
        end = np.where(calendar.active(group.last) - active <= group.max_gap, 0, math.inf)
        for stone in names.instance.milestones:
            if stone.group == group.id:
                before = np.array([day < stone.first for day in names.days])
                after = np.array([day > stone.last for day in names.days])
                step = np.where(before[:, None] & after[None, :], math.inf, step)
                begin, end = np.where(after, math.inf, begin), np.where(before, math.inf, end)
        reach = begin + cost
        for _ in range(group.meetings - 1):
            reach = np.min(reach[:, None] + step, axis=0) + cost
        least = float(np.min(reach + end, initial=math.inf))
        if least < math.inf:
            total += int(least)
    return total
