"""What time is counted with, each figure with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from samverkan.ground.words import GroupKind
from samverkan.workload.pages.common import Here


@dataclass(frozen=True, slots=True)
class EffortRow:
    """Preparation and after-work of a kind of group."""

    kind: GroupKind
    before: int | None
    after: int | None
    source: str
    day: date | None
    address: str


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """A way between two units' places."""

    start: str
    end: str
    minutes: int
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class BasisPage:
    """What time is counted with, each figure with its source and day."""

    here: Here
    fte_hours: int
    week_hours: int
    break_minutes: int
    source: str
    day: date | None
    efforts: tuple[EffortRow, ...]
    journeys: Page[JourneyRow]
    may_change: bool
    change_address: str
    journey_address: str
