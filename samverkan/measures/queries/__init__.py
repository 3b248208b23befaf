"""Questions, asked on behalf of an actor. What other packages ask most is gathered here."""

from __future__ import annotations

from samverkan.measures.queries.halves import halves_due, halves_of_units_due
from samverkan.measures.queries.measures import measure_for, measures_of, measures_visible_to, undone
from samverkan.measures.queries.plans import (
    in_force,
    plan_for,
    plan_version_for,
    plans_needing_update,
    plans_visible_to,
)

__all__ = [
    "halves_due",
    "halves_of_units_due",
    "in_force",
    "measure_for",
    "measures_of",
    "measures_visible_to",
    "plan_for",
    "plan_version_for",
    "plans_needing_update",
    "plans_visible_to",
    "undone",
]
