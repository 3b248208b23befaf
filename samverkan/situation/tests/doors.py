"""What each address of the package answers to whom."""

from __future__ import annotations

from samverkan.situation.tests.picture_doors import PICTURE_DOORS

DOORS = {**PICTURE_DOORS}
