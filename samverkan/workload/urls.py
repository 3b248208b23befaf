"""Addresses of the package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.workload.views import basis, costs, exports, groups, needs

app_name = "workload"
urlpatterns: list[URLPattern] = [
    path("", costs.landing, name="list"),
    path("organisation/<int:unit_id>/", costs.organisation, name="organisation"),
    path("organisation/<int:unit_id>/avdelning/", needs.add_department, name="add_department"),
    path("funktion/<int:unit_id>/<int:holder_id>/", costs.function, name="function"),
    path("funktion/<int:unit_id>/<int:holder_id>/kompetens/", needs.state_profile, name="state_profile"),
    path("krockar/", costs.collisions, name="collisions"),
    path("grupper/", groups.growth, name="growth"),
    path("bemanning/", groups.staffing, name="staffing"),
    path("lika/", groups.alike, name="alike"),
    path("en-grupp-till/", groups.one_more, name="one_more"),
    path("behov/", needs.needs, name="needs"),
    path("behov/<int:group_id>/", needs.group_needs, name="group_needs"),
    path("behov/<int:group_id>/nytt/", needs.state_need, name="state_need"),
    path("behov/andra/<int:need_id>/", needs.change_need, name="change_need"),
    path("behov/ta-bort/<int:need_id>/", needs.drop_need, name="drop_need"),
    path("kompetenser/", needs.competences, name="competences"),
    path("kompetenser/ny/", needs.add_competence, name="add_competence"),
    path("narvaro/", needs.presence, name="presence"),
    path("narvaro/<int:group_id>/<int:unit_id>/", needs.plan_presence, name="plan_presence"),
    path("narvaro/ta-bort/<int:presence_id>/", needs.drop_presence, name="drop_presence"),
    path("raknegrund/", basis.basis, name="basis"),
    path("raknegrund/andra/<int:municipality_id>/", basis.state_basis, name="state_basis"),
    path("raknegrund/<int:municipality_id>/<str:kind>/", basis.state_effort, name="state_effort"),
    path("restid/<int:municipality_id>/", basis.state_journey, name="state_journey"),
    path("uttag/<str:what>.<str:shape>", exports.export, name="export"),
]
