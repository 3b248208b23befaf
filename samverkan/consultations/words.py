"""The vocabulary of a consultation."""

from __future__ import annotations

from samverkan.ground.words import Word


class BodyKind(Word):
    """What a body that is asked, or that asks, is; in the order of the report to the council (REM-18, REM-20)."""

    EXECUTIVE_OFFICE = "executive_office", "City Executive Office"
    SPECIALIST_BOARD = "specialist_board", "Specialist board"
    DISTRICT_BOARD = "district_board", "District board"
    HOLDING_COMPANY = "holding_company", "Holding company"
    COMPANY = "company", "Municipal company"
    OTHER = "other", "Another body"


class RoundState(Word):
    """Where a round stands on a day; computed from its dates (REM-04)."""

    PREPARED = "prepared", "Being prepared"
    OPEN = "open", "Open for answers"
    CLOSING = "closing", "Closes soon"
    CLOSED = "closed", "The period has ended"
    PAST = "past", "Read from an old report"


class AnswerState(Word):
    """How far a body has come with its answer."""

    DRAFT = "draft", "In draft"
    RELEASED = "released", "Released inside the body"
    DECIDED = "decided", "Decided"
    SUBMITTED = "submitted", "Handed in"


class AnswerDeed(Word):
    """What moves an answer from one state to another."""

    RELEASE = "release", "Release inside the body"
    TAKE_BACK = "take_back", "Take back for more work"
    DECIDE = "decide", "Enter the decision"
    SUBMIT = "submit", "Hand in the answer"
    SEND_BACK = "send_back", "Send back to the body"


class Seen(Word):
    """What the sender is told about an answer that has not come: never what is in it."""

    WAITING = "waiting", "Not opened"
    OPENED = "opened", "Opened"
    ANSWERED = "answered", "Answered"
    LATE = "late", "Late"


class DecisionType(Word):
    """How a body decides on an official report (REM-10)."""

    APPROVE = "approve", "Approves the official report as its answer"
    APPROVE_AND_HAND_OVER = "approve_and_hand_over", "Approves the official report and hands it over"
    HAND_OVER = "hand_over", "Hands over the official report"
    ANSWERED_WITH = "answered_with", "The referral is answered with the official report"
    SUBMIT_AS_RESPONSE = "submit_as_response", "Submits the official report as its answer"


class ReportType(Word):
    """What the text of an answer is."""

    OFFICIAL_REPORT = "official_report", "Official report"
    STATEMENT = "statement", "Statement of the group management"
    RESPONSE = "response", "Response"


class SectionKind(Word):
    """The parts of an official report, in its fixed order (REM-06, REM-30, CRO-02 to -04)."""

    SUMMARY = "summary", "Summary"
    BACKGROUND = "background", "Background"
    MATTER = "matter", "The matter"
    PREPARATION = "preparation", "Preparation of the matter"
    VIEWS = "views", "Views and proposals of the administration"
    ECONOMY = "economy", "Economic consequences"
    OPERATIONS = "operations", "Consequences for the operations"
    GENDER = "gender", "Gender analysis"
    CHILD_RIGHTS = "child_rights", "Child-rights perspective"
    ACCESSIBILITY = "accessibility", "Accessibility and participation"
    OTHER = "other", "Other text"
    ANNEXES = "annexes", "Annexes"


class Perspective(Word):
    """The analyses that an official report makes, or says why it does not (REM-25)."""

    GENDER = "gender", "Gender analysis"
    CHILD_RIGHTS = "child_rights", "Child-rights perspective"
    ACCESSIBILITY = "accessibility", "Accessibility and participation"


class PerspectiveState(Word):
    """Whether a perspective analysis was made."""

    MADE = "made", "Made"
    DECLARED_NOT_MADE = "declared_not_made", "Not made, with a reason"
    ABSENT = "absent", "Not mentioned"


class StatementType(Word):
    """What elected representatives say beside the decision (REM-12 to -14)."""

    RESERVATION = "reservation", "Reservation"
    SPECIAL_STATEMENT = "special_statement", "Special statement"
    SUBSTITUTE_STATEMENT = "substitute_statement", "Substitute's statement"


class TextKind(Word):
    """Where the words of a statement are."""

    OWN = "own", "Own text"
    REFERENCE = "reference", "Refers to another body's statement"
    IDENTICAL = "identical", "Identical to one at another level"
    NONE = "none", "Joins another's, without a text of its own"
    MISSING = "missing", "Announced, but its text is not there"


class Approval(Word):
    """What a statement proposes about the proposed decision (REM-27)."""

    IN_PART_WITH_SUPPLEMENT = "in_part_with_supplement", "Approves in part, with a supplement"
    IN_PART = "in_part", "Approves in part"
    REJECT = "reject", "Rejects the proposal"
    OTHER = "other", "Proposes something else"


class Stance(Word):
    """How a body meets a part of the draft (REM-28)."""

    POSITIVE = "positive", "Positive"
    WISH = "wish", "Wish"
    QUESTION = "question", "Question"
    CRITICISM = "criticism", "Criticism"


class Disposition(Word):
    """What became of a view (REM-23)."""

    ADOPTED = "adopted", "Taken up"
    PARTLY = "partly", "Taken up in part"
    DECLINED = "declined", "Declined"
    NOTED = "noted", "Noted"


class MaterialKind(Word):
    """What is sent out."""

    DRAFT = "draft", "Draft agreement"
    ANNEX = "annex", "Annex to the draft"
    LETTER = "letter", "Letter with questions"
    OTHER = "other", "Other document"


class EarlyKind(Word):
    """How input was gathered before the formal consultation (REM-24)."""

    QUESTIONNAIRE = "questionnaire", "Questionnaire"
    CONFERENCE = "conference", "Conference"
    MEETING = "meeting", "Working meeting"
    OTHER = "other", "Another way"


class ChainLevel(Word):
    """The levels that a case passes on its way to the council (REM-22)."""

    EXECUTIVE_OFFICE = "executive_office", "City Executive Office"
    CONSULTATION = "consultation", "Consultation"
    VICE_MAYORS = "vice_mayors", "Responsible vice mayors"
    COUNCIL_OF_MAYORS = "council_of_mayors", "Council of Mayors"
    EXECUTIVE_BOARD = "executive_board", "City Executive Board"
    COUNCIL = "council", "City Council"


class CaseTextKind(Word):
    """The sender's own texts in the report to the council (REM-20)."""

    SUMMARY = "summary", "Summary of the matter"
    VICE_MAYORS_VIEWS = "vice_mayors_views", "Views of the responsible vice mayors"
    MATTER = "matter", "The matter"


class FindingCode(Word):
    """What does not agree between what a report announces and what it prints (REM-26)."""

    TEXT_MISSING = "text_missing", "The text is not printed"
    TYPE_DIFFERS = "type_differs", "Announced as one kind, printed as another"
    ET_AL_DIFFERS = "et_al_differs", "Announced and printed persons do not agree about “and others”"
    PERSONS_DIFFER = "persons_differ", "Announced and printed persons are not the same"
    NOT_ANNOUNCED = "not_announced", "Printed, but not announced"
    REFERENCE_UNKNOWN = "reference_unknown", "Refers to a statement that is not there"
    REPORT_AFTER_DECISION = "report_after_decision", "The official report is dated after the decision"
    UNATTRIBUTED = "unattributed", "Without body, day, persons or parties"


class Lack(Word):
    """What a report to the council lacks before it is compiled; it can be compiled all the same (REM-20)."""

    REGISTRY_NUMBER = "registry_number", "The case has no registry number"
    PROPOSAL = "proposal", "No decision is proposed to the council"
    SUMMARY = "summary", "The summary of the matter is not written"
    VIEWS = "views", "The views of the responsible vice mayors are not written"
    MATTER = "matter", "The part about the matter is not written"
    ANNEXES = "annexes", "No document is annexed"
    EXECUTIVE_BOARD = "executive_board", "The day of the executive board is not entered"
    NOBODY = "nobody", "Nobody has answered yet"
    ANSWER = "answer", "Has not answered"
    DECISION = "decision", "The decision or its day is not entered"
    REPORT = "report", "The text of the answer is not there"
    PARAGRAPH = "paragraph", "Has no paragraph in the part about preparation"
    SUB_ANSWER = "sub_answer", "The text of a gathered answer is not there"
