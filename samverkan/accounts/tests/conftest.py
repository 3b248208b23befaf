"""What the accounts ring in their bell; the trail itself lies above and is tried there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from samverkan.accounts.bells import DONE


@pytest.fixture
def rung() -> Iterator[list[str]]:
    """Return the list in which each event lands as its bell is rung."""
    events: list[str] = []

    def listen(*, event: str, **_: Any) -> None:
        events.append(event)

    DONE.append(listen)
    yield events
    DONE.remove(listen)
