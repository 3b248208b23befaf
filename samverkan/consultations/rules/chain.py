"""The decision chain: where a case is, and what order its levels are dated in (REM-22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.consultations.words import ChainLevel

ORDER = tuple(ChainLevel)


@dataclass(frozen=True, slots=True)
class Place:
    """A level with its day. `state` is done, current or coming, as `ui/_steps.html` draws it."""

    level: ChainLevel
    day: date | None
    state: str


def chain(days: Mapping[ChainLevel, date | None]) -> tuple[Place, ...]:
    """Return the levels in order. The case is at the first level after the last one that has a day."""
    reached = max((ORDER.index(level) for level, day in days.items() if day is not None), default=-1)
    return tuple(
        Place(
            level,
            days.get(level),
            "done" if place <= reached else "current" if place == reached + 1 else "coming",
        )
        for place, level in enumerate(ORDER)
    )


def current_level(days: Mapping[ChainLevel, date | None]) -> ChainLevel | None:
    """Return the level the case is at, or none when the council has decided."""
    return next((place.level for place in chain(days) if place.state == "current"), None)


def breaks_order(days: Mapping[ChainLevel, date | None], level: ChainLevel, day: date) -> ChainLevel | None:
    """Return the first level whose day would then lie on the wrong side, or none."""
    here = ORDER.index(level)
    for place, other in enumerate(ORDER):
        known = days.get(other)
        if known is None or other == level:
            continue
        if (place < here and known > day) or (place > here and known < day):
            return other
    return None
