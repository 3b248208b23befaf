"""What the deeds have in common: pointers, sources and editions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from samverkan.audit.queries import entries_about
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data

NOT_YOUR_BASIS = "You may not change what time is counted with."
NOT_YOUR_NEEDS = "You may not state what this group needs."
NOT_YOUR_FUNCTIONS = "You may not state what the functions of this organisation bring."
MOST_MINUTES = 960
"""More minutes than two working days for one meeting or one way is a slip of the finger."""


def pointer(noun: str, key: int, title: str, name: str, *args: object) -> Pointer:
    """Return a pointer to something of this package, opened at the named address."""
    return Pointer(f"workload.{noun}", str(key), title, reverse(f"workload:{name}", args=args))


def checked_source(source: str, stated_on: date, today: date) -> str:
    """Return the source without blanks around it; refuse none, person data and a day that has not been."""
    refuse_person_data(source=source)
    if not source.strip():
        raise Refused("Write where the figure comes from.", field="source")
    if stated_on > today:
        raise Refused("The day has not been yet.", field="stated_on")
    return source.strip()


def checked_minutes(**minutes: int) -> None:
    """Refuse minutes that cannot be meant."""
    for field, number in minutes.items():
        if not 0 <= number <= MOST_MINUTES:
            raise Refused("Write minutes between 0 and %(most)s.", field=field, most=MOST_MINUTES)


def demand_same_edition(opened: int, row: Any, noun: str) -> None:
    """Raise `SavedMeanwhile` when the row is not the one that was opened; a row not yet stored has edition 0."""
    current = row.edition if row is not None else 0
    if opened == current:
        return
    entry = entries_about(f"workload.{noun}", str(row.pk)).first() if row is not None else None
    demand_edition(opened, current, saved_by=entry.actor_name if entry else "")
