"""What reading a consultation gives: the contract of the import, each value with its place in the source.

A value the document does not state is `None` or empty, never guessed. Names, parties and dates are always
words of the document, look-alike letters folded. What is missing or contradictory is a `Finding`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """Which kind of document was read."""

    COUNCIL_REPORT = "council_report"
    OFFICIAL_REPORT = "official_report"
    SPECIAL_STATEMENT = "special_statement"


class BodyKind(StrEnum):
    EXECUTIVE_OFFICE = "executive_office"
    SPECIALIST_BOARD = "specialist_board"
    DISTRICT_BOARD = "district_board"
    HOLDING_COMPANY = "holding_company"


class DecisionType(StrEnum):
    """What a board did with its administration's report (REM-10)."""

    APPROVE = "approve"
    APPROVE_AND_HAND_OVER = "approve_and_hand_over"
    HAND_OVER = "hand_over"
    ANSWERED_WITH = "answered_with"
    SUBMIT_AS_RESPONSE = "submit_as_response"


class StatementType(StrEnum):
    RESERVATION = "reservation"
    SPECIAL_STATEMENT = "special_statement"
    SUBSTITUTE_STATEMENT = "substitute_statement"


class StatementText(StrEnum):
    """Where the words of a statement are (REM-14 to -16, -26).

    `MISSING`: a text is announced and not printed. `NONE`: the statement has no text of its own, as when a
    substitute only joins a reservation.
    """

    OWN = "own"
    REFERENCE = "reference"
    IDENTICAL = "identical"
    MISSING = "missing"
    NONE = "none"


class Analysis(StrEnum):
    """Whether a report holds the analysis from a perspective (REM-25)."""

    MADE = "made"
    DECLARED_NOT_MADE = "declared_not_made"
    ABSENT = "absent"


class SubReferralKind(StrEnum):
    """What answered a sub-referral; boards have the same words as `BodyKind`."""

    COMPANY = "company"
    SPECIALIST_BOARD = "specialist_board"
    DISTRICT_BOARD = "district_board"
    HOLDING_COMPANY = "holding_company"
    EXECUTIVE_OFFICE = "executive_office"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: lines (1-based, inclusive), page (from 1, `None` where the file has none), words."""

    first_line: int
    last_line: int
    quote: str
    page: int | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "first_line": self.first_line,
            "last_line": self.last_line,
            "page": self.page,
            "quote": self.quote,
        }


Spots = Mapping[str, Spot]
"""The place of each value, by the name of its field; an item of a list is `field.N`, counted from 0."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing or contradictory. `message` is an English message id that `values` fill.

    `about` is the body or level, empty for the document; its place is `spot`.
    """

    code: str
    about: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    spot: Spot | None = None

    @property
    def text(self) -> str:
        return self.message % self.values if self.values else self.message

    @property
    def where(self) -> str:
        """The place in words, as the contract of the import has it: the body or level, and the line if any."""
        line = f"line {self.spot.first_line}" if self.spot else ""
        return ", ".join(part for part in (self.about, line) if part) or "the document"

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "where": self.where, "message": self.text}


@dataclass(frozen=True, slots=True)
class Person:
    """A person behind a statement. `et_al` says that the text adds "m.fl." to this name."""

    name: str
    party: str | None
    et_al: bool = False

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "party": self.party, "et_al": self.et_al}


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A reservation, special statement or substitute's statement of a body.

    `type` and `persons` are those of the announcement where there is one, else of the print; `printed_as`
    and `printed_persons` those of the print, `None` and empty where nothing is printed. `refers_to` is the
    body whose statement is referred to; `shown_text` is the text to show in place: its own, or that of the
    statement it refers to at the end of the chain (REM-15). `points` are proposed points of decision
    (REM-27). `joins` are the words of a substitute who joins another's reservation, and `parties`
    those that a statement on its own names without persons.
    """

    type: StatementType
    persons: tuple[Person, ...]
    text: StatementText
    refers_to: str | None = None
    announced: bool = True
    printed_as: StatementType | None = None
    printed_persons: tuple[Person, ...] = ()
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    shown_text: tuple[str, ...] = ()
    joins: str = ""
    parties: tuple[str, ...] = ()
    spots: Spots = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "type": self.type.value,
            "persons": [person.as_json() for person in self.persons],
            "text": self.text.value,
            "refers_to": self.refers_to,
            "announced": self.announced,
            "printed_as": self.printed_as.value if self.printed_as else None,
        }


@dataclass(frozen=True, slots=True)
class SubReferralDraft:
    """An answer to a sub-referral, or a body asked in one whose answer is not printed (no `paragraphs`)."""

    name: str
    kind: SubReferralKind | None
    date: date | None = None
    report_type: str | None = None
    paragraphs: tuple[str, ...] = ()
    spots: Spots = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "kind": self.kind.value if self.kind else None, "date": _iso(self.date)}


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A section of an official report. `code` is one of `sections.CODES`, empty for a heading not known."""

    code: str
    heading: str
    paragraphs: tuple[str, ...]
    subheadings: tuple[str, ...] = ()
    spot: Spot | None = None

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "heading": self.heading, "text": "\n\n".join(self.paragraphs)}


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    title: str | None

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "title": self.title}


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note under a page of an answer; `address` is that of its web reference, if any (REM-31)."""

    mark: str
    text: str
    address: str = ""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Perspectives:
    gender: Analysis = Analysis.ABSENT
    child_rights: Analysis = Analysis.ABSENT
    accessibility: Analysis = Analysis.ABSENT

    def as_json(self) -> dict[str, object]:
        return {
            "gender": self.gender.value,
            "child_rights": self.child_rights.value,
            "accessibility": self.accessibility.value,
        }


@dataclass(frozen=True, slots=True)
class BodyDraft:
    """A body that has answered. `name` is `None` only where a statement on its own names no body.

    `page` is that of the contents list. `paragraphs` is the extract of its report, headings among them,
    and `summary` its paragraph under the preparation of the matter (REM-19, -32). `sections`,
    `prepared_by` and `signed_by` belong to an official report.
    """

    name: str | None
    kind: BodyKind | None
    page: int | None = None
    decision_date: date | None = None
    report_by: str | None = None
    report_date: date | None = None
    report_type: str | None = None
    decision_points: tuple[str, ...] = ()
    decision_type: DecisionType | None = None
    immediate: bool = False
    immediate_reason: str | None = None
    perspectives: Perspectives = Perspectives()
    statements: tuple[StatementDraft, ...] = ()
    sub_referrals: tuple[SubReferralDraft, ...] = ()
    unanswered_subs: tuple[str, ...] = ()
    """Whom it passed the case on to and prints no answer of."""
    summary: str | None = None
    paragraphs: tuple[str, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    sections: tuple[SectionDraft, ...] = ()
    prepared_by: str | None = None
    signed_by: tuple[Signature, ...] = ()
    spots: Spots = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "kind": self.kind.value if self.kind else None,
            "page": self.page,
            "decision_date": _iso(self.decision_date),
            "report_by": self.report_by,
            "report_date": _iso(self.report_date),
            "report_type": self.report_type,
            "decision_points": list(self.decision_points),
            "decision_type": self.decision_type.value if self.decision_type else None,
            "immediate": self.immediate,
            "perspectives": self.perspectives.as_json(),
            "statements": [statement.as_json() for statement in self.statements],
            "sub_referrals": [answer.as_json() for answer in self.sub_referrals],
        }


@dataclass(frozen=True, slots=True)
class UpperStatementDraft:
    """A statement at a level above the bodies.

    `level` and `identical_to` are words of the document, in small letters: `borgarrådsberedningen`,
    `kommunstyrelsen`; `level` is `None` where the sentence that names it is lost.
    """

    level: str | None
    type: StatementType
    persons: tuple[Person, ...]
    text: StatementText
    identical_to: str | None = None
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    shown_text: tuple[str, ...] = ()
    spots: Spots = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "level": self.level,
            "type": self.type.value,
            "persons": [person.as_json() for person in self.persons],
            "text": self.text.value,
            "identical_to": self.identical_to,
        }


@dataclass(frozen=True, slots=True)
class LevelDraft:
    """What a level above the bodies decided, where and when it was signed, and by whom (REM-22, DEC-12).

    `name` is as printed, `None` where a place and a day stand without a level over them. `day` is `None` also where
    it cannot be read.
    """

    name: str | None
    decision: tuple[str, ...] = ()
    place: str = ""
    day: date | None = None
    signed_by: Signature | None = None
    spots: Spots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnexDraft:
    number: int | None
    title: str
    registry: str | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class TextChangeDraft:
    """A wording that the report says was changed after the consultation (REM-21, PRI-16).

    `heading` and `material` are where it stands, `reason` why and `day` when it was changed; empty where the text is
    silent.
    """

    old: str
    new: str
    reason: str = ""
    heading: str = ""
    material: str = ""
    day: date | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class ConsultationDraft:
    """A document of a consultation as read, for a person to review beside the text.

    `proposed_points` is what the executive board proposes to the council, `consultees` those the case was
    referred to, in the words of the document, and `opinion` the vice mayors' view. `responsible_title` is what those
    responsible are called, `matter` the part that tells the case at length.
    """

    kind: SourceKind
    case: str | None = None
    registry: tuple[str, ...] = ()
    initiator: str | None = None
    responsible: tuple[str, ...] = ()
    executive_board_date: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    deadline: date | None = None
    bodies: tuple[BodyDraft, ...] = ()
    upper_level_statements: tuple[UpperStatementDraft, ...] = ()
    findings: tuple[Finding, ...] = ()
    proposed_points: tuple[str, ...] = ()
    consultees: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Those among `consultees`, named one by one, whose answer is not printed."""
    responsible_title: str = ""
    summary: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    levels: tuple[LevelDraft, ...] = ()
    annexes: tuple[AnnexDraft, ...] = ()
    text_changes: tuple[TextChangeDraft, ...] = ()
    spots: Spots = field(default_factory=dict)


def as_json(draft: ConsultationDraft) -> dict[str, object]:
    """Return the draft in the form of the import's contract."""
    bodies = [body.as_json() for body in draft.bodies]
    if draft.kind is SourceKind.OFFICIAL_REPORT:
        for shown, body in zip(bodies, draft.bodies, strict=True):
            shown["sections"] = [section.as_json() for section in body.sections]
            shown["signed_by"] = [signature.as_json() for signature in body.signed_by]
    return {
        "kind": draft.kind.value,
        "case": draft.case,
        "registry": list(draft.registry),
        "initiator": draft.initiator,
        "responsible": list(draft.responsible),
        "executive_board_date": _iso(draft.executive_board_date),
        "valid_from": _iso(draft.valid_from),
        "valid_until": _iso(draft.valid_until),
        "deadline": _iso(draft.deadline),
        "bodies": bodies,
        "upper_level_statements": [statement.as_json() for statement in draft.upper_level_statements],
        "findings": [finding.as_json() for finding in draft.findings],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
