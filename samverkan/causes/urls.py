"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "causes"
urlpatterns: list[URLPattern] = []
