"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.causes.views import analyses, causes, parts

app_name = "causes"
urlpatterns: list[URLPattern] = [
    path("", analyses.listed, name="list"),
    path("problem/<int:problem_id>/ny/", analyses.open_analysis, name="open"),
    path("<int:analysis_id>/", analyses.analysis, name="analysis"),
    path("<int:analysis_id>/andra/", analyses.revise, name="revise"),
    path("<int:analysis_id>/faststall/", analyses.settle, name="settle"),
    path("<int:analysis_id>/medverkande/", analyses.add_participant, name="add_participant"),
    path("medverkande/<int:participant_id>/ta-bort/", analyses.remove_participant, name="remove_participant"),
    path("<int:analysis_id>/orsak/", causes.add_cause, name="add_cause"),
    path("orsak/<int:cause_id>/", causes.cause, name="cause"),
    path("orsak/<int:cause_id>/andra/", causes.revise_cause, name="revise_cause"),
    path("orsak/<int:cause_id>/prova/", causes.note_test, name="note_test"),
    path("orsak/<int:cause_id>/avfor/", causes.set_aside, name="set_aside"),
    path("orsak/<int:cause_id>/ta-upp/", causes.take_up, name="take_up"),
    path("orsak/<int:cause_id>/belagg/", causes.add_evidence, name="add_evidence"),
    path("belagg/<int:evidence_id>/ta-bort/", causes.remove_evidence, name="remove_evidence"),
    path("<int:analysis_id>/steg/", parts.add_step, name="add_step"),
    path("steg/<int:step_id>/", parts.revise_step, name="revise_step"),
    path("steg/<int:step_id>/flytta/", parts.move_step, name="move_step"),
    path("steg/<int:step_id>/ta-bort/", parts.remove_step, name="remove_step"),
    path("<int:analysis_id>/forslag/", parts.add_proposal, name="add_proposal"),
    path("forslag/<int:proposal_id>/", parts.revise_proposal, name="revise_proposal"),
    path("forslag/<int:proposal_id>/ta-bort/", parts.remove_proposal, name="remove_proposal"),
]
