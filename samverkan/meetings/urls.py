"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.meetings.views import booking, meeting

app_name = "meetings"
urlpatterns = [
    path("", booking.meetings, name="list"),
    path("boka/", booking.book, name="book"),
    path("serier/", booking.series, name="series"),
    path("serier/<int:series_id>/", booking.series_one, name="series_one"),
    path("uppdrag/<int:assignment_id>/klart/", booking.assignment_done, name="assignment_done"),
    path("<int:meeting_id>/", meeting.meeting, name="meeting"),
    path("<int:meeting_id>/kalender.ics", booking.calendar, name="calendar"),
    path("<int:meeting_id>/dagordning/", meeting.prepare_agenda, name="prepare_agenda"),
    path("<int:meeting_id>/punkt/", meeting.add_item, name="add_item"),
    path("<int:meeting_id>/kallelse/", meeting.convene, name="convene"),
    path("<int:meeting_id>/flytta/", meeting.move, name="move"),
    path("<int:meeting_id>/stall-in/", meeting.cancel, name="cancel"),
    path("<int:meeting_id>/oppna/", meeting.start, name="start"),
    path("<int:meeting_id>/narvaro/", meeting.attendance, name="attendance"),
    path("<int:meeting_id>/avsluta/", meeting.close, name="close"),
    path("<int:meeting_id>/ratta/", meeting.correct, name="correct"),
    path("punkter/<int:item_id>/", meeting.change_item, name="change_item"),
    path("punkter/<int:item_id>/flytta/", meeting.shift_item, name="shift_item"),
    path("punkter/<int:item_id>/stryk/", meeting.remove_item, name="remove_item"),
    path("punkter/<int:item_id>/anteckningar/", meeting.notes, name="notes"),
    path("punkter/<int:item_id>/beslut/", meeting.decide, name="decide"),
    path("punkter/<int:item_id>/uppdrag/", meeting.assign, name="assign"),
    path("punkter/<int:item_id>/vidare/", meeting.forward, name="forward"),
    path("punkter/<int:item_id>/genomfort/", meeting.carried_out, name="carried_out"),
    path("punkter/<int:item_id>/justera/", meeting.approve, name="approve"),
]
