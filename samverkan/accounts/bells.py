"""The bell that takes deeds with accounts to the trail, which lies above them (docs/house.md).

`audit` adds its `record` in `AppConfig.ready`. Every service here rings it once, inside its own transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samverkan.access.actor import Actor
from samverkan.ground.pointers import Pointer

DONE: list[Callable[..., Any]] = []
"""Called with `by` (Actor), `event` (`accounts.past_tense`), `on` (Pointer) and `details` (JSON values)."""


def ring(*, by: Actor, event: str, on: Pointer, **details: Any) -> None:
    """Tell whoever listens what was done."""
    for listen in DONE:
        listen(by=by, event=event, on=on, details=details)
