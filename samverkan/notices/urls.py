"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("brev/", views.choose_letters, name="choose_letters"),
    path("<int:notice_id>/", views.notice, name="notice"),
    path("<int:notice_id>/mottaget/", views.give_receipt, name="give_receipt"),
]
