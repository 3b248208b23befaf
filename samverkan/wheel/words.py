"""What a year holds."""

from __future__ import annotations

from samverkan.ground.words import Word


class EntryKind(Word):
    """What is on a day."""

    MEETING = "meeting", "Meeting"
    REPORT_OPENS = "report_opens", "Reporting opens"
    REPORT_DUE = "report_due", "Report is due"
    REVISION = "revision", "To be revised"
    ENDS = "ends", "Last day in force"
    PICTURE = "picture", "Situation picture decided"
    PLAN = "plan", "Plan decided"
    ANSWER_DUE = "answer_due", "Last day to answer"
    PART_DUE = "part_due", "Part of a measure is due"
