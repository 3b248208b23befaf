"""Addresses of the package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.groups import views

app_name = "groups"
urlpatterns: list[URLPattern] = [
    path("", views.structure, name="structure"),
    path("lista/", views.list_groups, name="list"),
    path("ny/", views.found, name="found"),
    path("<int:group_id>/", views.group, name="group"),
    path("<int:group_id>/andra/", views.rename, name="rename"),
    path("<int:group_id>/avsluta/", views.end_group, name="end_group"),
    path("<int:group_id>/plats/", views.add_seat, name="add_seat"),
    path("<int:group_id>/adjungera/", views.co_opt, name="co_opt"),
    path("plats/<int:seat_id>/besatt/", views.fill_seat, name="fill_seat"),
    path("plats/<int:seat_id>/vakant/", views.vacate_seat, name="vacate_seat"),
    path("plats/<int:seat_id>/ta-bort/", views.end_seat, name="end_seat"),
]
