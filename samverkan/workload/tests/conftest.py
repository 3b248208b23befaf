"""The town of this package's tests, on the morning of the cast's today."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from samverkan.workload.tests.town import Town
from tests.cast import TODAY, Cast


@pytest.fixture
def town(cast: Cast) -> Iterator[Town]:
    """Return the cast with meetings, and let it be their today."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=True):
        yield Town(cast)
