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
    DO_HALF = "do_half", "Do your part of the measure"
    AGREED = "agreed", "Do what was agreed at the check-in"
    AMEND_REPORT = "amend_report", "Answer the questions and submit the report again"
    WRITE_REPORT = "write_report", "Write and submit the report"
    CHECK_IN = "check_in", "Hold the weekly check-in"
    CLOSE_HALF = "close_half", "Look at what was done and close it"
    ANSWER_REPORT = "answer_report", "Accept the report or return it"
    WORKSHOP = "workshop", "Take part in the workshop"
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
    UPDATE_PLAN = "update_plan", "Update the plan to the new areas"
    MERGE = "merge", "Merge what both parties see"
    TEST_CAUSES = "test_causes", "Test the causes"
    REVIEW = "review", "Ask whether it is still the right measure"
    SETTLE_CARD = "settle_card", "Settle the effect card for your party"
    ANSWER = "answer", "Answer the questions"
    ANSWER_BOARD = "answer_board", "Answer the suggestion from the board"
    APPROVE_MINUTES = "approve_minutes", "Let the next meeting approve the minutes"
    PREPARE = "prepare", "Put the matter on an agenda"
    FOLLOW = "follow", "Waits in your group"


class Many(Word):
    """What several things of one deed are called when they are one line, after their number."""

    WRITE_REPORT = "write_report", "reports to write and submit"
    CHECK_IN = "check_in", "districts have not met this week"
    ANSWER_REPORT = "answer_report", "reports that wait for your answer"
    WORKSHOP = "workshop", "workshops that are open"
    UPDATE_PLAN = "update_plan", "plans to update to the new areas"
    MERGE = "merge", "situation pictures where something waits"
    TEST_CAUSES = "test_causes", "analyses with causes to test"
    REVIEW = "review", "measures to ask about"
    SETTLE_CARD = "settle_card", "effect cards to settle"


class Urgency(Word):
    """How near the day is."""

    LATE = "late", "Late"
    THIS_WEEK = "this_week", "This week"
    SOON = "soon", "Within four weeks"
    LATER = "later", "Later"
    NO_DAY = "no_day", "No day set"
