"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.measures.views import halves, measures, opening, overview, plans

app_name = "measures"
urlpatterns: list[URLPattern] = [
    path("", plans.plans, name="plans"),
    path("mitt/", halves.mine, name="mine"),
    path("oversikt/", overview.overview, name="overview"),
    path("utan-medel/", overview.ambitions, name="ambitions"),
    path("stoppade/", plans.stopped, name="stopped"),
    path("oppna/", opening.open_plan, name="open_plan"),
    path("oppna/handlingsplan/", opening.open_action_plan, name="open_action_plan"),
    path("oppna/arbetsgrupp/", opening.open_group_plan, name="open_group_plan"),
    path("plan/<int:plan_id>/", plans.plan, name="plan"),
    path("plan/<int:plan_id>/utgar-fran/", opening.start_from, name="start_from"),
    path("plan/<int:plan_id>/omrade/<int:area_id>/", plans.note_area, name="note_area"),
    path("plan/<int:plan_id>/nya-omraden/", plans.adopt_areas, name="adopt_areas"),
    path("plan/<int:plan_id>/beslut/", plans.freeze, name="freeze"),
    path("plan/<int:plan_id>/nasta-ar/", opening.open_next, name="open_next"),
    path("plan/<int:plan_id>/export.csv", plans.export, name="export"),
    path("plan/<int:plan_id>/ny-atgard/", measures.draft, name="draft"),
    path("del/<int:part_id>/", plans.edit_part, name="part"),
    path("kvar/<int:carried_id>/", opening.answer_carried, name="carried"),
    path("version/<int:version_id>/", plans.plan_version, name="plan_version"),
    path("<int:measure_id>/", measures.measure, name="measure"),
    path("<int:measure_id>/andra/", measures.change, name="change"),
    path("<int:measure_id>/ta-bort/", measures.withdraw, name="withdraw"),
    path("<int:measure_id>/stoppa/", measures.stop, name="stop"),
    path("<int:measure_id>/halva/<str:party>/", halves.set_half, name="set_half"),
    path("<int:measure_id>/halva/<str:party>/ingen/", halves.leave_out, name="leave_out_half"),
    path("halva/<int:half_id>/borja/", halves.start_half, name="start_half"),
    path("halva/<int:half_id>/leverans/", halves.deliver, name="deliver"),
    path("halva/<int:half_id>/klar/", halves.report_half, name="report_half"),
    path("halva/<int:half_id>/stang/", halves.close_half, name="close_half"),
    path("halva/<int:half_id>/oppna/", halves.reopen_half, name="reopen_half"),
    path("halva/<int:half_id>/underlag/", halves.evidence, name="evidence"),
    path("leverans/<int:delivery_id>/ta-tillbaka/", halves.withdraw_delivery, name="withdraw_delivery"),
]
