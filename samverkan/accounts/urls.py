"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("logga-in/", views.login, name="login"),
    path("logga-ut/", views.logout, name="logout"),
    path("jag/", views.me, name="me"),
    path("jag/sprak/", views.choose_language, name="choose_language"),
    path("jag/losenord/", views.change_password, name="change_password"),
    path("personer/", views.people, name="people"),
    path("personer/ny/", views.add_person, name="add_person"),
    path("personer/<int:user_id>/", views.person, name="person"),
    path("personer/<int:user_id>/losenord/", views.set_password, name="set_password"),
    path("personer/<int:user_id>/stang/", views.deactivate_person, name="deactivate_person"),
    path("personer/<int:user_id>/oppna/", views.reactivate_person, name="reactivate_person"),
]
