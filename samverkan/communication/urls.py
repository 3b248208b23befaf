"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.communication import views

app_name = "communication"
urlpatterns = [
    path("", views.informations, name="list"),
    path("ny/", views.inform, name="inform"),
    path("<int:information_id>/", views.information, name="information"),
    path("<int:information_id>/mottaget/", views.acknowledge, name="acknowledge"),
    path("<int:information_id>/svar/", views.answer, name="answer"),
]
