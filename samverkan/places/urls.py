"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.places import views

app_name = "places"
urlpatterns: list[URLPattern] = [
    path("", views.places, name="list"),
    path("ny/", views.register, name="register"),
    path("omvarld/", views.context, name="context"),
    path("omvarld/ny/", views.add_fact, name="add_fact"),
    path("rakning/<int:count_id>/ratta/", views.correct_count, name="correct_count"),
    path("<int:place_id>/", views.place, name="place"),
    path("<int:place_id>/andra/", views.change, name="change"),
    path("<int:place_id>/samordnare/", views.coordinator, name="coordinator"),
    path("<int:place_id>/avsluta/", views.close, name="close"),
    path("<int:place_id>/ateroppna/", views.reopen, name="reopen"),
    path("<int:place_id>/klassning/", views.classify, name="classify"),
    path("<int:place_id>/rakna/", views.count, name="count"),
]
