"""Invented towns to plan for: for tests and benchmarks, of any size, the same for the same seed."""

from __future__ import annotations

import datetime
import random
from typing import Any

OPENS, CLOSES, LUNCH, GRID = 480, 1020, (720, 780), 15
WEIGHTS = {
    "trip": 30, "spacing_day": 6, "weekday": 15, "hours": 15, "deputy": 300, "missed_optional": 300,
    "unpopular_sq": 1, "week_cap": 900, "week_over": 1, "moved_day": 120, "moved_time": 40, "moved_room": 20,
    "min_break": 15, "home_min_stay": 60, "fte_hours": 1700,
}  # fmt: skip
SPECIALISTS = ("streets", "schools", "social", "housing")


def made_up_town(districts: int = 3, *, seed: int = 1, weeks: int = 26, groups: int = 4) -> dict[str, Any]:
    """Return an instance with that many districts, whose groups all want the same four specialists."""
    chance = random.Random(seed)
    first = datetime.date(2029, 1, 8)
    last = first + datetime.timedelta(weeks * 7 - 3)
    places = ["centre", *(f"district-{number}" for number in range(districts))]
    spots = [(0.0, 0.0), *((chance.uniform(-9, 9), chance.uniform(-9, 9)) for _ in range(districts))]
    travel = [[round(abs(a - c) + abs(b - d)) * 2 + (0 if (a, b) == (c, d) else 6) for c, d in spots] for a, b in spots]
    days = [first + datetime.timedelta(number) for number in range((last - first).days + 1)]
    workdays = [day for day in days if day.weekday() < 5]

    def person(name: str, party: str, home: str, weight: int, rate: float) -> dict[str, Any]:
        busy = {}
        for day in workdays:
            if chance.random() < rate:
                start = chance.choice([480, 540, 600, 780, 840, 900])
                busy[day.isoformat()] = [[start, start + chance.choice([60, 90, 120]), chance.randrange(2)]]
        return {
            "id": name, "party": party, "org": name.split("-")[0], "home": home, "weight": weight,
            "shared": weight > 1, "max_day": 360, "busy": busy,
        }  # fmt: skip

    persons = [person(f"{name}-{number}", "kommun", "centre", 2, 0.25) for name in SPECIALISTS for number in (1, 2)]
    rooms, rows = [], []
    for number in range(districts):
        place = f"district-{number}"
        rooms += [{"id": f"room-{number}-{letter}", "place": place, "capacity": 12, "closed": {}} for letter in "ab"]
        persons += [person(f"{role}-{number}", "kommun", place, 1, 0.2) for role in ("safety", "youth", "director")]
        persons += [person(f"{role}-{number}", "polis", place, 1, 0.25) for role in ("officer", "inspector")]
        for index in range(groups):
            specialist = SPECIALISTS[(number + index) % len(SPECIALISTS)]
            who = 1 + (number + index) % 2
            meetings = max(2, weeks // chance.choice([3, 4, 5]))
            rows.append(
                _group(f"work-{number}-{index}", number, meetings, chance.choice([60, 90]), first, last)
                | {
                    "seats": [
                        _seat("s1", f"safety-{number}", [f"youth-{number}"]),
                        _seat("s2", f"officer-{number}", [f"inspector-{number}"]),
                        _seat("s3", f"{specialist}-{who}", [f"{specialist}-{3 - who}"]),
                        _seat("s4", f"youth-{number}", [], required=False) if index % 2 else
                        _seat("s4", f"{SPECIALISTS[(number + index + 1) % 4]}-{who}", [], required=False),
                    ]
                }
            )  # fmt: skip
        rows.append(
            _group(f"prepare-{number}", number, max(3, weeks // 6), 90, first, last)
            | {
                "seats": [
                    _seat("s1", f"safety-{number}", []),
                    _seat("s2", f"officer-{number}", [f"inspector-{number}"]),
                ]
            }
        )
        rows.append(
            _group(f"steer-{number}", number, 2, 90, first, last)
            | {
                "seats": [_seat("s1", f"director-{number}", []), _seat("s2", f"inspector-{number}", [])],
                "prep_group": f"prepare-{number}",
                "lead": [7, 21],
            }
        )
    return {
        "format": "samverkan-planner/1",
        "id": f"made-up-{districts}-{seed}",
        "calendar": {
            "first": first.isoformat(), "last": last.isoformat(), "closed": [], "leave_weeks": [], "soft_days": [],
            "day": {"open": OPENS, "close": CLOSES, "lunch": list(LUNCH), "grid": GRID},
        },
        "weights": dict(WEIGHTS),
        "places": [{"id": place} for place in places],
        "travel": {"places": places, "minutes": travel},
        "rooms": rooms,
        "persons": persons,
        "groups": rows,
        "milestones": [],
        "fixed": [],
    }  # fmt: skip


def made_up_country(towns: int = 3, *, seed: int = 1, weeks: int = 26, groups: int = 4) -> dict[str, Any]:
    """Return towns of one to five districts as one instance; no town shares anybody or a room with another."""
    made = [_renamed(made_up_town(1 + number % 5, seed=seed + number, weeks=weeks, groups=groups), f"{number}-")
            for number in range(towns)]  # fmt: skip
    places = [place for town in made for place in town["travel"]["places"]]
    homes = [number for number, town in enumerate(made) for _ in town["travel"]["places"]]
    inside = iter([row for town in made for row in town["travel"]["minutes"]])
    minutes = []
    for home in homes:
        own = iter(next(inside))
        minutes.append([next(own) if other == home else 180 for other in homes])
    return made[0] | {
        "id": f"made-up-country-{towns}-{seed}",
        "places": [{"id": place} for place in places],
        "travel": {"places": places, "minutes": minutes},
        **{key: [each for town in made for each in town[key]] for key in ("rooms", "persons", "groups")},
    }


def _renamed(town: dict[str, Any], before: str) -> dict[str, Any]:
    """Return the town with something before every name, organisations' names left out."""
    for each in [*town["rooms"], *town["persons"], *town["groups"]]:
        for key in ("id", "place", "home", "district", "prep_group"):
            if key in each:
                each[key] = before + each[key]
    for group in town["groups"]:
        group["rooms"] = [before + room for room in group["rooms"]]
        for seat in group["seats"]:
            seat["holder"] = before + seat["holder"]
            seat["deputies"] = [before + name for name in seat["deputies"]]
    town["travel"]["places"] = [before + place for place in town["travel"]["places"]]
    return town


def _seat(name: str, holder: str, deputies: list[str], *, required: bool = True) -> dict[str, Any]:
    return {"id": name, "function": holder.split("-")[0], "holder": holder, "deputies": deputies, "required": required}


def _group(
    name: str, district: int, meetings: int, duration: int, first: datetime.date, last: datetime.date
) -> dict[str, Any]:
    ideal = ((last - first).days + 1) / meetings
    return {
        "id": name, "kind": name.split("-")[0], "district": f"district-{district}", "meetings": meetings,
        "duration": duration, "first": first.isoformat(), "last": last.isoformat(),
        "min_gap": max(1, int(ideal * 0.4)), "max_gap": int(ideal * 1.7) + 1, "ideal_gap": round(ideal),
        "gap_tol": max(1, int(ideal * 0.2)), "rooms": [f"room-{district}-a", f"room-{district}-b"], "prep_after": 60,
        "quorum": {"kommun": 1, "polis": 1, "share": 50},
        "prefer": {"weekdays": [0, 1, 2, 3, 4], "from": 510, "to": 990},
    }  # fmt: skip
