"""The Django application of this package."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Name and label of the application."""

    name = "samverkan.working_groups"
    label = "working_groups"

    def ready(self) -> None:
        """Found the working group when the preparation group's decision is recorded."""
        from samverkan.decisions.bells import DECIDED  # noqa: PLC0415 - models are not ready before
        from samverkan.working_groups.services import APPOINTMENT, take_decided  # noqa: PLC0415

        DECIDED[APPOINTMENT] = take_decided
