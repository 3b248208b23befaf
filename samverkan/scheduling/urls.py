"""Addresses of the package."""

from __future__ import annotations

from django.urls import path
from django.views.generic import View

app_name = "scheduling"
urlpatterns = [path(f"{name}/", View.as_view(), name=name) for name in ("plans", "venues", "wishes", "my_calendar")] + [
    path(f"{name}/<int:pk>/", View.as_view(), name=name) for name in ("plan", "cadence", "holder")
]
