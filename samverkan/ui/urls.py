"""Addresses of the look: the style page and the accessibility statement."""

from __future__ import annotations

from django.urls import path

from samverkan.ui import views

app_name = "ui"

urlpatterns = [
    path("stil/", views.style, name="style"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
