"""Addresses of the package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.working_groups import views

app_name = "working_groups"
urlpatterns: list[URLPattern] = [
    path("", views.forums, name="forums"),
    path("foresla/", views.propose, name="propose"),
    path("<int:appointment_id>/", views.appointment, name="appointment"),
    path("forum/nytt/", views.add_forum, name="add_forum"),
    path("forum/<int:forum_id>/struktur/", views.map_forum, name="map_forum"),
    path("forum/<int:forum_id>/avsluta/", views.end_forum, name="end_forum"),
]
