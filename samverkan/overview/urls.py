"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.my_week, name="my_week"),
    path("min-vecka/saknas/", views.lamps, name="lamps"),
]
