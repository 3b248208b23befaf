"""Addresses of the look: the style page, the accessibility statement and the language switch."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from samverkan.ui import views

app_name = "ui"

urlpatterns = [
    path("stil/", views.style, name="style"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("sprak/", login_not_required(set_language), name="language"),
]
