"""What each address of the package answers to whom."""

from __future__ import annotations

from samverkan.situation.tests.picture_doors import PICTURE_DOORS
from samverkan.situation.tests.problem_doors import PROBLEM_DOORS

DOORS = {**PICTURE_DOORS, **PROBLEM_DOORS}
