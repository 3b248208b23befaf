"""What deeds with accounts leave in the trail."""

from __future__ import annotations

import pytest

from samverkan.audit.models import Entry


class Events:
    """The events of the trail so far, in order; compares as a list, empty when there are none."""

    def __eq__(self, other: object) -> bool:
        return list(Entry.objects.order_by("number").values_list("event", flat=True)) == other

    def __bool__(self) -> bool:
        return Entry.objects.exists()

    __hash__ = None  # type: ignore[assignment]  # compared only


@pytest.fixture
def rung(db: None) -> Events:
    """Return the events that are in the trail when it is compared."""
    return Events()
