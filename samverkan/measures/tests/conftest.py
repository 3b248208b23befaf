"""Fixtures of the package."""

from __future__ import annotations

import pytest

from samverkan.measures.tests.town import Town, build_town
from tests.cast import Cast


@pytest.fixture
def town(cast: Cast) -> Town:
    """Return Björkåsa ready for a plan."""
    return build_town(cast)
