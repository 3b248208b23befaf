"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.checkins import views

app_name = "checkins"
urlpatterns: list[URLPattern] = [
    path("", views.check_ins, name="list"),
    path("starta/<int:unit_id>/", views.start, name="start"),
    path("<int:check_in_id>/", views.check_in, name="check_in"),
    path("<int:check_in_id>/rad/", views.add_line, name="add_line"),
    path("<int:check_in_id>/tag-med/", views.carry, name="carry"),
    path("<int:check_in_id>/narvarande/", views.present, name="present"),
    path("<int:check_in_id>/avsluta/", views.end, name="end"),
    path("<int:check_in_id>/ateroppna/", views.reopen, name="reopen"),
    path("rad/<int:line_id>/", views.change_line, name="line"),
    path("rad/<int:line_id>/klar/", views.done, name="done"),
    path("rad/<int:line_id>/angra/", views.undo, name="undo"),
    path("rad/<int:line_id>/stryk/", views.drop_line, name="drop"),
]
