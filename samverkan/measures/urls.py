"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.measures import views

app_name = "measures"
urlpatterns: list[URLPattern] = [
    path("", views.plans, name="plans"),
    path("mitt/", views.mine, name="mine"),
    path("plan/<int:plan_id>/", views.plan, name="plan"),
    path("version/<int:version_id>/", views.plan_version, name="plan_version"),
    path("<int:measure_id>/", views.measure, name="measure"),
]
