"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.decisions, name="list"),
    path("<int:decision_id>/", views.decision, name="decision"),
    path("<int:decision_id>/genomfort/", views.complete_decision, name="complete"),
    path("<int:decision_id>/forfaller/", views.lapse_decision, name="lapse"),
    path("utdrag/<int:excerpt_id>/notera/", views.note_excerpt, name="note_excerpt"),
    path("arenden/", views.matters, name="matters"),
    path("arenden/nytt/", views.raise_matter, name="raise"),
    path("arenden/<int:matter_id>/", views.matter, name="matter"),
    path("arenden/<int:matter_id>/vidare/", views.forward_matter, name="forward"),
    path("arenden/<int:matter_id>/bereda/", views.prepare_matter, name="prepare"),
    path("arenden/<int:matter_id>/aterta/", views.withdraw_matter, name="withdraw"),
    path("arenden/<int:matter_id>/forankra/", views.note_politicians, name="politicians"),
    path("mandat/<int:group_id>/", views.delimitation, name="delimitation"),
    path("delegationer/", views.delegations, name="delegations"),
]
