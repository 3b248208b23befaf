"""Addresses of the package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.scheduling.views import adhoc, agendas, basis, cadences, compare, plans, proposals, time, wishes, years

app_name = "scheduling"
urlpatterns: list[URLPattern] = [
    path("", plans.plans, name="plans"),
    path("ny/", plans.new_plan, name="new_plan"),
    path("jamfor/", compare.compare, name="compare"),
    path("<int:plan_id>/", plans.plan, name="plan"),
    path("<int:plan_id>/ar/", years.year, name="year"),
    path("<int:plan_id>/stoppa/", plans.stop, name="stop"),
    path("<int:plan_id>/borja-om/", plans.take_up, name="take_up"),
    path("<int:plan_id>/foresla/", plans.propose, name="propose"),
    path("<int:plan_id>/i-kraft/", plans.force, name="force"),
    path("<int:plan_id>/planera-om/", plans.again, name="again"),
    path("slapp/<int:meeting_id>/", plans.let_go, name="let_go"),
    path("forslag/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("forslag/<int:proposal_id>/ja/", proposals.yes, name="yes"),
    path("underlag/", basis.basis, name="basis"),
    path("orter/", basis.venues, name="venues"),
    path("orter/ny/", basis.add_venue, name="add_venue"),
    path("orter/<int:venue_id>/", basis.venue, name="venue"),
    path("orter/rum/", basis.add_room, name="add_room"),
    path("orter/rum/<int:room_id>/", basis.room, name="room"),
    path("orter/kontor/", basis.office, name="office"),
    path("kalender/", basis.calendar, name="calendar"),
    path("kalender/<int:period_id>/bort/", basis.remove_period, name="remove_period"),
    path("takt/", cadences.cadences, name="cadences"),
    path("takt/<int:group_id>/", cadences.cadence, name="cadence"),
    path("takt/<int:group_id>/dagordning/", agendas.agenda, name="agenda"),
    path("takt/<int:group_id>/dagordning/bort/", agendas.remove_agenda, name="remove_agenda"),
    path("takt/<int:group_id>/hallpunkt/", cadences.add_milestone, name="add_milestone"),
    path("takt/hallpunkt/<int:milestone_id>/bort/", cadences.remove_milestone, name="remove_milestone"),
    path("tid/", time.holders, name="holders"),
    path("tid/min/", time.my_calendar, name="my_calendar"),
    path("tid/<int:user_id>/", time.holder, name="holder"),
    path("tid/<int:user_id>/monster/", time.pattern, name="pattern"),
    path("tid/<int:user_id>/fil/", time.import_file, name="import_file"),
    path("tid/<int:user_id>/borta/", time.away, name="away"),
    path("tid/<int:user_id>/tillbaka/", time.back, name="back"),
    path("utskick/<int:sending_id>/<str:what>.ics", time.sending, name="sending"),
    path("onskemal/", wishes.wishes, name="wishes"),
    path("onskemal/nytt/", wishes.add_wish, name="add_wish"),
    path("onskemal/<int:wish_id>/ta-tillbaka/", wishes.take_back, name="take_back"),
    path("hitta-tid/", adhoc.find, name="find"),
    path("hitta-tid/boka/", adhoc.book, name="book"),
]
