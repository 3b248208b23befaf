"""Addresses of the package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.priorities import views

app_name = "priorities"
urlpatterns: list[URLPattern] = [
    path("", views.areas, name="areas"),
    path("ladda/", views.load, name="load"),
    path("<int:area_id>/", views.area, name="area"),
    path("<int:area_id>/lokalt/", views.set_local_priority, name="set_local_priority"),
    path("malsattning/<int:goal_id>/", views.clarify_goal, name="clarify_goal"),
]
