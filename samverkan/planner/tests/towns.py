"""Invented towns with all that a real year has: leave weeks, closed days, small rooms, video, milestones."""

from __future__ import annotations

import datetime
import random
from typing import Any

from hypothesis import strategies as st

from samverkan.planner.made_up import made_up_town

Raw = dict[str, Any]


def troubled_town(districts: int, seed: int, weeks: int, groups: int) -> Raw:
    """Return a town that can nearly always be planned, with some of every demand that an instance may have."""
    raw, dice = made_up_town(districts, seed=seed, weeks=weeks, groups=groups), random.Random(seed)
    calendar = raw["calendar"]
    first, last = (datetime.date.fromisoformat(calendar[key]) for key in ("first", "last"))
    days = [first + datetime.timedelta(number) for number in range((last - first).days + 1)]
    week = dice.randrange(4, weeks - 3)
    calendar["leave_weeks"] = sorted({each.isocalendar().week for each in days[7 * week : 7 * week + 8]})
    calendar["closed"] = [{"date": str(day), "name": "closed"} for day in dice.sample(days, 4)]
    calendar["soft_days"] = [{"date": str(day), "cost": dice.randrange(5, 60)} for day in dice.sample(days, 12)]
    calendar["day"]["grid"] = dice.choice([15, 30])
    raw["weights"]["week_cap"] = dice.choice([180, 900])
    raw["rooms"].append({"id": "video", "remote": True})
    for room in raw["rooms"][1:-1:2]:
        room["capacity"] = 3
        room["closed"] = {str(day): [dice.choice([[0, 1440], [480, 720]])] for day in dice.sample(days, 10)}
    for person in dice.sample(raw["persons"], 3):
        person["max_day"] = dice.choice([90, 180])
    for group in raw["groups"]:
        if dice.random() < 0.2:
            group["rooms"] = [*group["rooms"], "video"]
        if dice.random() < 0.3:
            group["prefer"] = {"weekdays": dice.sample(range(5), 3), "from": 540, "to": 960}
        if dice.random() < 0.3:
            begin = first + datetime.timedelta(dice.randrange(len(days) - 30))
            stone = {"from": str(begin), "to": str(begin + datetime.timedelta(28)), "tag": "decided"}
            raw["milestones"].append({"group": group["id"], **stone})
    return raw


raw_towns = st.builds(troubled_town, st.integers(1, 2), st.integers(0, 10_000), st.integers(14, 24), st.integers(1, 3))
