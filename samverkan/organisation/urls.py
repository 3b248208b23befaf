"""Addresses of the package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.organisation import views

app_name = "organisation"
urlpatterns: list[URLPattern] = [
    path("", views.units, name="units"),
    path("ny/", views.add_unit, name="add_unit"),
    path("<int:unit_id>/", views.unit, name="unit"),
    path("<int:unit_id>/andra/", views.change_unit, name="change_unit"),
    path("<int:unit_id>/avsluta/", views.end_unit, name="end_unit"),
    path("<int:unit_id>/para/", views.pair_units, name="pair_units"),
    path("<int:unit_id>/befattning/", views.give_post, name="give_post"),
    path("parning/<int:pairing_id>/avsluta/", views.end_pairing, name="end_pairing"),
    path("befattning/<int:post_id>/avsluta/", views.end_post, name="end_post"),
]
