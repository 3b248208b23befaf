"""The report to the council as one plain value: what is compiled, and what a report that was read becomes.

The order of the parts is fixed (REM-18, REM-20): the executive office, specialist boards, district boards in the
order of the alphabet, then companies with what they gathered from others. Nothing here knows where the values
were stored or how they will be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from samverkan.consultations.words import (
    Approval,
    BodyKind,
    CaseTextKind,
    ChainLevel,
    DecisionType,
    FindingCode,
    Perspective,
    PerspectiveState,
    ReportType,
    SectionKind,
    StatementType,
    TextKind,
)


@dataclass(frozen=True, slots=True)
class Person:
    """An elected representative as named in a statement. `et_al` stands for "m.fl." after the name."""

    name: str
    party: str = ""
    et_al: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A reservation, special statement or substitute's statement (REM-12 to -16, REM-27, REM-29).

    `text` holds its own words. A reference or an identical statement has none: `refers_to` then names the body or
    level, and `resolved_text` holds the words found there, to be shown in place. `announced_as` is how the body's
    section announces it, `printed_as` how the text is headed; they are one except in reports that were read.
    `key` tells two statements apart within a report.
    """

    key: str
    type: StatementType
    persons: tuple[Person, ...]
    text_kind: TextKind
    text: str = ""
    points: tuple[str, ...] = ()
    approval: Approval | None = None
    joins: str = ""
    """Whose statement it joins, as written: "Reservation of (L), (M) and (C)"."""
    refers_to: str = ""
    refers_to_key: str = ""
    resolved_points: tuple[str, ...] = ()
    resolved_text: str = ""
    announced_as: StatementType | None = None
    printed_as: StatementType | None = None
    announced_persons: tuple[Person, ...] = ()
    is_announced: bool = True
    is_printed: bool = True
    """In a report that was read a statement may be printed that no line announces, or refer where it is announced."""

    @property
    def words(self) -> str:
        """Return the words as they are read here: its own, or those it refers to."""
        return self.text or self.resolved_text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer. `text` has paragraphs parted by an empty line.

    `extract` is what the report prints "in substance" (REM-32), empty when it prints the whole.
    """

    kind: SectionKind
    heading: str
    text: str
    extract: str = ""

    @property
    def printed(self) -> str:
        """Return what the compilation prints."""
        return self.extract or self.text


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note under an answer with its web address, if any (REM-31)."""

    mark: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A function, and the office-holder's name where the document prints it."""

    function: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SubReferral:
    """An answer gathered under another body's own (REM-03); it may be undated (REM-33)."""

    name: str
    kind: BodyKind
    date: date | None
    text: str
    report_type: ReportType = ReportType.RESPONSE
    is_in_substance: bool = False
    """An extract of it is printed."""


@dataclass(frozen=True, slots=True)
class BodyReport:
    """What one body decided and said.

    `has_decision` is false for a body that answers without a board's decision (REM-33). `summary` is its paragraph
    in the part about preparation (REM-19), `report_by` the administration or the management (REM-08).
    """

    key: str
    name: str
    kind: BodyKind
    has_decision: bool = True
    decision_date: date | None = None
    decision_points: tuple[str, ...] = ()
    decision_type: DecisionType | None = None
    immediate: bool = False
    immediate_reason: str = ""
    report_by: str = ""
    report_date: date | None = None
    report_type: ReportType = ReportType.OFFICIAL_REPORT
    prepared_by: str = ""
    summary: str = ""
    sections: tuple[Section, ...] = ()
    perspectives: tuple[tuple[Perspective, PerspectiveState], ...] = ()
    statements: tuple[Statement, ...] = ()
    sub_referrals: tuple[SubReferral, ...] = ()
    unanswered_subs: tuple[str, ...] = ()
    """Whom it asked in turn and has no answer from."""
    footnotes: tuple[Footnote, ...] = ()
    signed_by: tuple[Signatory, ...] = ()

    @property
    def is_in_substance(self) -> bool:
        """Tell whether the report prints an extract (REM-32)."""
        return any(section.extract and section.extract != section.text for section in self.sections)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of the report with its registry number."""

    number: int
    title: str
    registry_number: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the chain: when and what it decided, who dissented, and for the board who signed (REM-22, DEC-12)."""

    level: ChainLevel
    name: str
    decided_on: date | None = None
    decision: str = ""
    points: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    place: str = ""
    chair: Signatory | None = None


@dataclass(frozen=True, slots=True)
class TextChange:
    """A wording that was changed after the consultation, and why (REM-21, PRI-16)."""

    material: str
    heading: str
    old: str
    new: str
    reason: str
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class CouncilReport:
    """Utlåtande: the whole report to the council, in its fixed order (REM-20).

    Proposed decision; summary; preparation (a paragraph per body); the vice mayors' views with the changes made;
    annexes; the levels with their dissent; the matter; the compilation with its contents; the bodies; the
    sub-referrals under theirs; the statements of each body.
    """

    title: str
    number: int
    """Which round of the case it reports."""
    registry_numbers: tuple[str, ...]
    initiator: str
    responsible: tuple[Signatory, ...]
    proposed_by: str
    proposed_to: str
    proposal: tuple[str, ...]
    texts: tuple[tuple[CaseTextKind, str], ...]
    bodies: tuple[BodyReport, ...]
    annexes: tuple[Annex, ...] = ()
    levels: tuple[Level, ...] = ()
    changes: tuple[TextChange, ...] = ()
    missing: tuple[str, ...] = ()
    """Bodies that were asked and have not answered (REM-34)."""
    sent_on: date | None = None
    deadline: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    is_past: bool = False
    """It was read from an old report: its answers are extracts, and all that was printed is in them."""

    def text(self, kind: CaseTextKind) -> str:
        """Return one of the sender's own texts."""
        return dict(self.texts).get(kind, "")

    @property
    def contents(self) -> tuple[str, ...]:
        """Return the names of the contents list, in order; whoever draws it adds the pages."""
        return tuple(body.name for body in self.bodies)

    @property
    def dissent(self) -> tuple[BodyReport, ...]:
        """Return the bodies with statements, in the order of the last part of the report."""
        return tuple(body for body in self.bodies if body.statements)


ORDER = tuple(BodyKind)
_ALPHABET = str.maketrans({"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "é": "e", "è": "e", "ü": "y"})


def alphabetical(name: str) -> str:
    """Return a key that puts å, ä and ö last, as the Swedish alphabet has it.

    >>> sorted(["Östermalm", "Älvsjö", "Årsta", "Skärholmen", "Skarpnäck"], key=alphabetical)
    ['Skarpnäck', 'Skärholmen', 'Årsta', 'Älvsjö', 'Östermalm']
    """
    return name.casefold().translate(_ALPHABET)


def place_in_report(kind: BodyKind, name: str) -> tuple[int, str]:
    """Return the key by which bodies stand in the report: by kind, then by the alphabet (REM-18)."""
    return ORDER.index(kind), alphabetical(name)


def in_fixed_order(bodies: Iterable[BodyReport]) -> tuple[BodyReport, ...]:
    """Return the bodies in the order of the report."""
    return tuple(sorted(bodies, key=lambda body: place_in_report(body.kind, body.name)))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree, and where: the body's name and the statement's key, if any."""

    code: FindingCode
    where: str
    key: str = ""
    persons: tuple[Person, ...] = ()


def resolved(report: CouncilReport) -> CouncilReport:
    """Return the report with the words of each reference put in place (REM-15, REM-16).

    A reference is followed through others until a text is found; one that leads nowhere, or in a ring, keeps no
    words and is told by `findings`.
    """
    places = [body.statements for body in report.bodies] + [level.statements for level in report.levels]
    by_key = {statement.key: statement for statements in places for statement in statements}

    def followed(statement: Statement) -> Statement:
        if statement.text or not statement.refers_to_key:
            return statement
        seen, found = {statement.key}, by_key.get(statement.refers_to_key)
        while found is not None and not found.text and found.key not in seen:
            seen.add(found.key)
            found = by_key.get(found.refers_to_key)
        if found is None or not found.text:
            return replace(statement, resolved_text="", resolved_points=())
        return replace(statement, resolved_text=found.text, resolved_points=found.points)

    return replace(
        report,
        bodies=tuple(
            replace(body, statements=tuple(followed(one) for one in body.statements)) for body in report.bodies
        ),
        levels=tuple(
            replace(level, statements=tuple(followed(one) for one in level.statements)) for level in report.levels
        ),
    )


def _of_statement(statement: Statement, where: str) -> Iterable[Finding]:
    def finding(code: FindingCode) -> Finding:
        return Finding(code, where, statement.key, statement.persons or statement.announced_persons)

    announced, printed = statement.announced_as, statement.printed_as
    if not statement.is_announced:
        yield finding(FindingCode.NOT_ANNOUNCED)
    if statement.text_kind is TextKind.MISSING or (statement.text_kind is TextKind.OWN and not statement.text.strip()):
        yield finding(FindingCode.TEXT_MISSING)
    if statement.is_announced and announced is not None and printed is not None and announced != printed:
        yield finding(FindingCode.TYPE_DIFFERS)
    if statement.announced_persons and statement.persons and statement.text_kind is not TextKind.MISSING:
        names = {(one.name, one.party): one.et_al for one in statement.announced_persons}
        shown = {(one.name, one.party): one.et_al for one in statement.persons}
        if set(names) != set(shown):
            yield finding(FindingCode.PERSONS_DIFFER)
        elif names != shown:
            yield finding(FindingCode.ET_AL_DIFFERS)
    if statement.text_kind in {TextKind.REFERENCE, TextKind.IDENTICAL} and not statement.resolved_text:
        yield finding(FindingCode.REFERENCE_UNKNOWN)
    if not statement.persons or any(not one.name or not one.party for one in statement.persons):
        yield finding(FindingCode.UNATTRIBUTED)


def findings(report: CouncilReport) -> tuple[Finding, ...]:
    """Return what does not agree in the report, in its order (REM-09, REM-26, REM-29).

    Wants a report that has been `resolved`.
    """
    found: list[Finding] = []
    for body in report.bodies:
        if body.report_date and body.decision_date and body.report_date > body.decision_date:
            found.append(Finding(FindingCode.REPORT_AFTER_DECISION, body.name))
        for statement in body.statements:
            found.extend(_of_statement(statement, body.name))
            if body.has_decision and body.decision_date is None:
                found.append(Finding(FindingCode.UNATTRIBUTED, body.name, statement.key, statement.persons))
    for level in report.levels:
        for statement in level.statements:
            found.extend(_of_statement(statement, level.name))
    return tuple(found)
