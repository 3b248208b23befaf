"""Where the things of this package can be opened, for packages that refer to them."""

from __future__ import annotations

from django.urls import reverse

from samverkan.causes.models import Analysis, Cause
from samverkan.ground.pointers import Pointer

ANALYSIS, CAUSE = "causes.analysis", "causes.cause"


def analysis_pointer(analysis: Analysis) -> Pointer:
    """Return where the analysis can be opened."""
    return Pointer(ANALYSIS, str(analysis.pk), analysis.title, reverse("causes:analysis", args=[analysis.pk]))


def cause_pointer(cause: Cause) -> Pointer:
    """Return where the cause can be opened."""
    return Pointer(CAUSE, str(cause.pk), cause.text, reverse("causes:cause", args=[cause.pk]))
