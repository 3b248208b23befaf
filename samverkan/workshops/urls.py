"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.workshops import views

app_name = "workshops"
urlpatterns: list[URLPattern] = [
    path("", views.listed, name="list"),
    path("kod/", views.find, name="find"),
    path("oppna/<int:analysis_id>/", views.open_workshop, name="open"),
    path("<slug:code>/", views.board, name="board"),
    path("<slug:code>/anslut/", views.join, name="join"),
    path("<slug:code>/vagg/", views.wall, name="wall"),
    path("<slug:code>/nytt/", views.news, name="news"),
    path("<slug:code>/skriv/", views.contribute, name="contribute"),
    path("<slug:code>/lapp/<int:card_id>/poang/", views.give_points, name="give_points"),
    path("<slug:code>/lapp/<int:card_id>/sida/", views.place, name="place"),
    path("<slug:code>/lapp/<int:card_id>/avfor/", views.set_aside, name="set_aside"),
    path("<slug:code>/sammanfor/", views.merge, name="merge"),
    path("<slug:code>/angra/", views.undo, name="undo"),
    path("<slug:code>/steg/", views.step, name="step"),
    path("<slug:code>/spara/", views.save, name="save"),
]
