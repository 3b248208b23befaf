"""Deeds with meetings: booking them, building their agendas, holding them."""

from __future__ import annotations

from samverkan.meetings.services.agenda import (
    add_item,
    change_item,
    convene_meeting,
    place_matter,
    prepare_agenda,
    remove_item,
    shift_item,
)
from samverkan.meetings.services.booking import (
    book_meeting,
    book_series,
    cancel_meeting,
    create_series,
    meeting_pointer,
    move_meeting,
)
from samverkan.meetings.services.seats import Handed, hand_over_parts
from samverkan.meetings.services.sitting import (
    NotesChanged,
    add_correction,
    approve_minutes,
    assign,
    close_meeting,
    complete_assignment,
    complete_followed,
    decide_item,
    forward_item,
    record_attendance,
    start_meeting,
    write_notes,
)
from samverkan.meetings.services.standing import (
    lay_out_meeting,
    remove_standing_agenda,
    standing_pointer,
    write_standing_agenda,
)

__all__ = [
    "Handed",
    "NotesChanged",
    "add_correction",
    "add_item",
    "approve_minutes",
    "assign",
    "book_meeting",
    "book_series",
    "cancel_meeting",
    "change_item",
    "close_meeting",
    "complete_assignment",
    "complete_followed",
    "convene_meeting",
    "create_series",
    "decide_item",
    "forward_item",
    "hand_over_parts",
    "lay_out_meeting",
    "meeting_pointer",
    "move_meeting",
    "place_matter",
    "prepare_agenda",
    "record_attendance",
    "remove_item",
    "remove_standing_agenda",
    "shift_item",
    "standing_pointer",
    "start_meeting",
    "write_notes",
    "write_standing_agenda",
]
