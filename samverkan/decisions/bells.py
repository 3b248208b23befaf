"""The bell that tells upper packages that something of theirs has been decided (docs/house.md).

An upper package adds its function in `AppConfig.ready`. `record_decision` rings it inside its own
transaction, in the order the functions were added, with the decision and the matter's pointer kind and key.
"""

from __future__ import annotations

from collections.abc import Callable

from samverkan.access.actor import Actor
from samverkan.decisions.models import Decision

DECIDED: dict[str, Callable[[Actor, Decision, str], None]] = {}
"""For each pointer kind (for example `agreements.annex_version`) what is to be done when such a thing has
been decided: called with the actor, the decision and the pointer's key."""
