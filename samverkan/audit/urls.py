"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="trail"),
    path("<str:kind>/<str:key>/", views.history, name="history"),
]
