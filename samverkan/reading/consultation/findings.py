"""What is missing or contradictory, gathered while reading. The codes and their sentences stand here."""

from __future__ import annotations

from dataclasses import dataclass, field

from samverkan.reading.consultation.draft import Finding, Spot

MESSAGES: dict[str, str] = {
    "attachment_missing": "The text says that something it refers to is not attached.",
    "body_missing": "The document does not say which body it comes from.",
    "case_missing": "No title of the case is found.",
    "consultee_abstained": "%(name)s did not answer.",
    "consultee_without_answer": "The case was referred to %(name)s, but no answer is printed.",
    "contents_omits": "The contents list has no entry for %(heading)s.",
    "contents_page_differs": "The contents list says page %(listed)s, but the answer begins on page %(found)s.",
    "contents_pages_unordered": "The contents list says page %(listed)s after page %(before)s.",
    "date_unreadable": "A day is named that cannot be read: %(words)s",
    "deadline_differs": "The end of the consultation period is stated in more than one way: %(days)s.",
    "deadline_missing": "The end of the consultation period is not stated.",
    "decision_not_shown": "The report proposes a decision; what the board decided is not shown.",
    "decision_type_unknown": "The decision is of no known type.",
    "et_al_differs": "“m.fl.” stands beside %(name)s in only one of the announcement and the print.",
    "executive_board_date_missing": "The day of the executive board's decision is not stated.",
    "in_contents_only": "%(name)s is in the contents list, but no answer of it is printed.",
    "joined_without_text": "%(name)s joins another's statement and has no text of their own.",
    "kind_unknown": "The kind of body cannot be told from its name.",
    "level_missing": "The text does not say at which level the statement was made.",
    "lookalike_letters": "Letters of another alphabet stand for Latin ones on %(count)s lines, the first of them this.",
    "meeting_date_missing": "The day of the meeting is not stated.",
    "name_differs": "The name is %(announced)s in the announcement and %(printed)s in the print.",
    "no_board_decision": "The answer names no decision of a board.",
    "not_in_contents": "The contents list has no entry for %(name)s.",
    "party_differs": "%(name)s is of %(announced)s in the announcement and of %(printed)s in the print.",
    "party_not_stated": "No party stands beside %(name)s.",
    "persons_differ": "%(name)s stands in only one of the announcement and the print.",
    "persons_missing": "The statement names no person.",
    "printed_for_unknown_body": "A statement is printed under %(name)s, which has no answer in the report.",
    "reference_from_other_parties": "%(parties)s refers to a statement that is not of that party.",
    "reference_unresolved": "It cannot be told which statement is referred to: %(words)s",
    "reference_without_text": "The statement referred to, at %(name)s, has no printed text.",
    "registry_missing": "No registry number of the case is stated.",
    "report_after_decision": "The report is dated after the decision.",
    "report_date_missing": "The day of the report is not stated.",
    "report_missing": "No report is printed.",
    "report_of_other_body": "The report printed here is of %(name)s.",
    "statement_kind_differs": "The statement of %(name)s is announced as %(announced)s and printed as %(printed)s.",
    "statement_not_announced": "The statement of %(name)s is printed but not announced.",
    "statement_not_printed": "The statement of %(name)s is announced, but its text is not printed.",
    "statement_unclear": "A line names persons and parties, but cannot be read as a statement: %(words)s",
    "sub_referral_undated": "The answer of %(name)s to the sub-referral has no date.",
    "sub_referral_without_answer": "The case was passed on to %(name)s, but no answer is printed.",
    "text_printed_twice": "The same paragraph is printed twice.",
    "validity_differs": "The first or last day of validity is stated in more than one way: %(days)s.",
}


@dataclass
class Findings:
    """A list of findings being made, each with its sentence from `MESSAGES`."""

    made: list[Finding] = field(default_factory=list)

    def add(self, code: str, about: str | None, spot: Spot | None = None, **values: str) -> None:
        """Add a finding about a body or level, `None` for the document, once."""
        finding = Finding(code, about or "", MESSAGES[code], values, spot)
        if finding not in self.made:
            self.made.append(finding)
