"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.wheel import views

app_name = "wheel"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("grupp/<int:group_id>/", views.group, name="group"),
    path("enhet/<int:unit_id>/", views.unit, name="unit"),
    path("prenumerera/", views.subscription, name="subscription"),
    path("prenumerera/avsluta/", views.close, name="close"),
    path("kalender/<str:token>.ics", views.feed, name="feed"),
]
