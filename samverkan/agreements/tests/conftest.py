"""Fixtures of the package."""

from __future__ import annotations

import pytest

from samverkan.agreements.tests.town import Signed, build_signed
from tests.cast import Cast


@pytest.fixture
def signed(cast: Cast) -> Signed:
    """Return the agreement in force in Björkåsa."""
    return build_signed(cast)
