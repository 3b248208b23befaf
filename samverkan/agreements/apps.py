"""The Django application of this package."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Name and label of the application."""

    name = "samverkan.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Hear from `decisions` when a version of an annex has been decided."""
        from samverkan.agreements.services.annexes import KIND, take_decided  # noqa: PLC0415 – models must be ready
        from samverkan.decisions.bells import DECIDED  # noqa: PLC0415

        DECIDED[KIND] = take_decided
