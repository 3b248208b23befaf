"""Fixtures of the package."""

from __future__ import annotations

import pytest

from samverkan.reporting.tests.story import Story, build_story, with_granvik
from tests.cast import Cast


@pytest.fixture
def story(cast: Cast) -> Story:
    """Return a reporting period of the town."""
    with_granvik(cast)
    return build_story(cast)
