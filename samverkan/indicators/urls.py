"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.indicators.views import goals, indicators, readings, sources

app_name = "indicators"
urlpatterns: list[URLPattern] = [
    path("", indicators.indicators, name="list"),
    path("<int:indicator_id>/", indicators.indicator, name="indicator"),
    path("<int:indicator_id>/andra/", indicators.change_indicator, name="change_indicator"),
    path("<int:indicator_id>/sluta/", indicators.retire_indicator, name="retire_indicator"),
    path("<int:indicator_id>/csv/", readings.export, name="export"),
    path("<int:indicator_id>/malvarde/<int:unit_id>/", indicators.set_aim, name="set_aim"),
    path("<int:indicator_id>/matvarde/<int:unit_id>/", readings.record_reading, name="record_reading"),
    path("matvarden/<int:reading_id>/ratta/", readings.correct_reading, name="correct_reading"),
    path("enhet/<int:unit_id>/ny/", indicators.add_indicator, name="add_indicator"),
    path("enhet/<int:unit_id>/tabell/", readings.import_readings, name="import_readings"),
    path("mal/", goals.goals, name="goals"),
    path("mal/<int:goal_id>/matbarhet/", goals.judge_goal, name="judge_goal"),
    path("enhet/<int:unit_id>/vision/", goals.set_vision, name="set_vision"),
    path("enhet/<int:unit_id>/delmal/", goals.add_sub_goal, name="add_sub_goal"),
    path("enhet/<int:unit_id>/oversyn/", goals.record_review, name="record_review"),
    path("enhet/<int:unit_id>/koppling/", goals.link_programme, name="link_programme"),
    path("kopplingar/<int:link_id>/avsluta/", goals.unlink_programme, name="unlink_programme"),
    path("delmal/<int:sub_goal_id>/", goals.sub_goal, name="sub_goal"),
    path("delmal/<int:sub_goal_id>/andra/", goals.change_sub_goal, name="change_sub_goal"),
    path("delmal/<int:sub_goal_id>/avsluta/", goals.end_sub_goal, name="end_sub_goal"),
    path("utfall/", goals.outcomes, name="outcomes"),
    path("kallor/", sources.sources, name="sources"),
    path("kallor/<int:source_id>/", sources.source, name="source"),
    path("kallor/<int:source_id>/andra/", sources.change_source, name="change_source"),
    path("enhet/<int:unit_id>/kalla/", sources.add_source, name="add_source"),
]
