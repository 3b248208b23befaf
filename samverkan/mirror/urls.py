"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.mirror import views

app_name = "mirror"
urlpatterns = [
    path("avtal/", views.agreement, name="agreement"),
    path("lag/", views.act, name="act"),
]
