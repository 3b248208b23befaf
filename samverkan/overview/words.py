"""What a week asks for, and how urgent it is."""

from __future__ import annotations

from samverkan.ground.words import Word


class Deed(Word):
    """What a person is asked to do: a verb and what it is done with (CRO-12)."""

    DECIDE = "decide", "Decide"
    CLOSE_MEETING = "close_meeting", "Close or cancel the meeting"
    WRITE_NOTES = "write_notes", "Write the notes"
    CARRY_OUT = "carry_out", "Carry out the decision"
    ASSIGNMENT = "assignment", "Do what you undertook"
    CONVENE = "convene", "Convene the meeting"
    RENEW = "renew", "Renew the annex"
    DRAW_UP = "draw_up", "Draw up the annex"
    REVISE = "revise", "Revise the agreement"
    REVIEW_DRAFT = "review_draft", "Review the imported agreement"
    SIGN = "sign", "See that both parties sign"
    FINISH_ANNEX = "finish_annex", "Finish the draft and submit it"
    FINISH_AMENDMENT = "finish_amendment", "Finish the amendment and send it for signature"
    NOTIFY = "notify", "Notify the group of the annex"
    NOTE_EXCERPT = "note_excerpt", "Note the decision that came back"
    WIND_UP = "wind_up", "Settle what remains: the working group ends"
    APPROVE_MINUTES = "approve_minutes", "Let the next meeting approve the minutes"
    PREPARE = "prepare", "Put the matter on an agenda"
    FOLLOW = "follow", "Waits in your group"


class Urgency(Word):
    """How near the day is."""

    LATE = "late", "Late"
    THIS_WEEK = "this_week", "This week"
    SOON = "soon", "Within four weeks"
    LATER = "later", "Later"
    NO_DAY = "no_day", "No day set"
