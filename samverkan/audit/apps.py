"""The Django application of this package."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from samverkan.accounts.bells import DONE


class Config(AppConfig):
    """Name and label of the application."""

    name = "samverkan.audit"
    label = "audit"

    def ready(self) -> None:
        """Let deeds with accounts, which lie below the trail, leave their trace in it."""
        record = import_module("samverkan.audit.services").record
        if record not in DONE:
            DONE.append(record)
