"""The look of the product as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Gränssnitt: base page, components, form look and vendored styles; no tables."""

    name = "samverkan.ui"
    label = "ui"
