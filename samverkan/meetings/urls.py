"""Addresses of the package."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "meetings"


def _v(request: HttpRequest, **k: int) -> HttpResponse:
    return HttpResponse("x")


urlpatterns = [
    path("", _v, name="list"),
    path("<int:meeting_id>/", _v, name="meeting"),
    path("boka/", _v, name="book"),
    path("serier/", _v, name="series"),
    path("serier/<int:series_id>/", _v, name="series_one"),
]
