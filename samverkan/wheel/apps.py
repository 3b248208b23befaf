"""The Django application of this package."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Name and label of the application."""

    name = "samverkan.wheel"
    label = "wheel"
