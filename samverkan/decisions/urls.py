"""Addresses of the package."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "decisions"


def _v(request: HttpRequest, **k: int) -> HttpResponse:
    return HttpResponse("x")


urlpatterns = [
    path("", _v, name="list"),
    path("<int:decision_id>/", _v, name="decision"),
    path("arende/<int:matter_id>/", _v, name="matter"),
    path("mandat/<int:group_id>/", _v, name="delimitation"),
    path("delegationer/", _v, name="delegations"),
]
