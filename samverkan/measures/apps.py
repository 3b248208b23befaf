"""The Django application of this package."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Name and label of the application."""

    name = "samverkan.measures"
    label = "measures"

    def ready(self) -> None:
        """Put a plan in force when the group that decides it has recorded its decision."""
        from samverkan.decisions.bells import DECIDED  # noqa: PLC0415 - models are not ready before
        from samverkan.measures.services.pointers import PLAN_VERSION  # noqa: PLC0415
        from samverkan.measures.services.versions import take_decided  # noqa: PLC0415

        DECIDED[PLAN_VERSION] = take_decided
