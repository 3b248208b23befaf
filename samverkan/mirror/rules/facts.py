"""The facts that rules are judged on: plain values as they stood, or will stand, on the day that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samverkan.ground.terms import Term
from samverkan.groups.rules import SeatFact
from samverkan.mirror.rules.findings import Subject, Way


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """A group's meetings in the calendar year of the day.

    `held`: recorded as held, on the day or before. `expected`: booked between today and a day to come that is
    judged, counted as held. `booked`: after those, until the end of the year (the day itself included when the
    meeting is not yet held). `unrecorded`: the day passed, but nobody has said that the meeting was held.
    """

    held: int = 0
    expected: int = 0
    booked: int = 0
    unrecorded: int = 0
    held_last_year: int = 0


NO_MEETINGS = MeetingCount()


@dataclass(frozen=True, slots=True)
class AppointmentFact:
    """How a working group was appointed. `decided_by` is the kind of the group that decided."""

    decided_by: str
    decision_id: int
    area: str
    is_permanent: bool
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A group that exists on the day."""

    id: int
    kind: str
    name: str
    unit_id: int
    valid_from: date
    seats: tuple[SeatFact, ...] = ()
    meetings: MeetingCount = NO_MEETINGS
    has_delimitation: bool = False
    appointment: AppointmentFact | None = None

    @property
    def subject(self) -> Subject:
        """Return the group as the subject of a finding."""
        return Subject(self.name, self.way)

    @property
    def way(self) -> Way:
        """Return the way to the group."""
        return Way("groups:group", self.id)

    @property
    def book(self) -> Way:
        """Return the way to booking a meeting of the group."""
        return Way("meetings:book", group_id=self.id, unit_id=self.unit_id)


@dataclass(frozen=True, slots=True)
class AnnexVersionFact:
    """A version of an annex as it stood on the day.

    `state` is an `AnnexState` value: what it was on that day, not what has become of it since.
    `told` is how many people of each kind of group were notified, `received` how many gave a receipt.
    """

    id: int
    number: int
    state: str
    dated_on: date | None = None
    is_attached: bool = False
    needs_decision: bool = True
    decided_by: str = ""
    decision_id: int | None = None
    decision_reference: str = ""
    is_documented: bool = False
    authors: tuple[str, ...] = ()
    areas_touched: frozenset[int] = frozenset()
    told: int = 0
    received: int = 0

    @property
    def way(self) -> Way:
        """Return the way to the version."""
        return Way("agreements:annex_version", self.id)


@dataclass(frozen=True, slots=True)
class AnnexFact:
    """An annex with the versions that existed on the day, in order of number."""

    id: int
    number: int
    kind: str
    title: str
    versions: tuple[AnnexVersionFact, ...] = ()

    @property
    def valid(self) -> AnnexVersionFact | None:
        """Return the version that is valid on the day: the one dated last of those that are valid."""
        valid = [version for version in self.versions if version.state == "valid"]
        return max(valid, key=lambda version: (version.dated_on or date.min, version.number), default=None)

    @property
    def waiting(self) -> AnnexVersionFact | None:
        """Return a version that waits for a decision and is later than the valid one."""
        latest = self.versions[-1] if self.versions else None
        return latest if latest is not None and latest.state in {"submitted", "signing"} else None

    @property
    def is_being_written(self) -> bool:
        """Tell whether the latest version is a draft, or was sent back."""
        return bool(self.versions) and self.versions[-1].state in {"draft", "rejected"}

    @property
    def way(self) -> Way:
        """Return the way to the annex."""
        return Way("agreements:annex", self.id)


@dataclass(frozen=True, slots=True)
class AmendmentFact:
    """An amendment on the day: `state` is an `AmendmentState` value; `unsigned` names who has not signed."""

    title: str
    state: str
    in_force_from: date
    unsigned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A unit that has entered the agreement."""

    name: str
    side: str
    has_signed: bool = False
    copies: int = 0
    copies_handed_over: int = 0


@dataclass(frozen=True, slots=True)
class ExtensionFact:
    """An extension and the conditions that it broke, as message ids (AGR-10)."""

    decided_on: date
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement in force on the day. `overall_is_in_force` is None for one that stands under no other."""

    id: int
    title: str
    tier: str
    unit_id: int
    unit_name: str
    municipality_id: int
    valid_from: date
    valid_until: date | None = None
    signed_on: date | None = None
    registry_number: str = ""
    version_from: date | None = None
    overall_id: int | None = None
    overall_is_in_force: bool | None = None
    superseded_id: int | None = None
    superseded_title: str = ""
    superseded_registry_number: str = ""
    superseded_until: date | None = None
    has_purpose: bool = False
    terms: tuple[Term, ...] = ()
    parties: tuple[PartyFact, ...] = ()
    annexes: tuple[AnnexFact, ...] = ()
    amendments: tuple[AmendmentFact, ...] = ()
    consultations: tuple[date, ...] = ()
    extensions: tuple[ExtensionFact, ...] = ()

    @property
    def way(self) -> Way:
        """Return the way to the agreement."""
        return Way("agreements:agreement", self.id)

    @property
    def subject(self) -> Subject:
        """Return the agreement as the subject of a finding."""
        return Subject(self.title, self.way)

    def annex(self, kind: str) -> AnnexFact | None:
        """Return the annex of the kind, if there is one."""
        return next((annex for annex in self.annexes if annex.kind == kind), None)


@dataclass(frozen=True, slots=True)
class InformationFact:
    """Notices of information in a unit until the day (COM-01 to -03)."""

    sent: int = 0
    outstanding: int = 0
    """Deliveries with neither receipt nor answer."""
    oldest_outstanding: date | None = None
    oldest_id: int | None = None


@dataclass(frozen=True, slots=True)
class AreaListFact:
    """The priority areas in force for the municipality on the day."""

    name: str = ""
    valid_from: date | None = None
    areas: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A district's report of a period: when it was asked for, when it was due and when it was submitted."""

    id: int
    year: int
    opens_on: date
    due_on: date
    submitted_on: date | None = None


@dataclass(frozen=True, slots=True)
class WorkFact:
    """What a district has written, analysed, put in force and reported by the day."""

    unit_id: int
    name: str
    picture_id: int | None = None
    picture_touched_on: date | None = None
    blocks: frozenset[str] = frozenset()
    """The blocks (`situation.words.Block`) that have a statement in a valid version of the picture."""
    prioritised: int = 0
    prioritised_without_analysis: int = 0
    measures_in_force: int = 0
    measures_by_exception: int = 0
    halves: int = 0
    halves_in_planning: int = 0
    reports: tuple[ReportFact, ...] = ()

    @property
    def way(self) -> Way:
        """Return the way to the district."""
        return Way("organisation:unit", self.unit_id)


@dataclass(frozen=True, slots=True)
class YearFact:
    """A year of reports in a municipality, and its compilation if there is one."""

    year: int
    ends_on: date
    reports: int = 0
    accepted: int = 0
    compilation_id: int | None = None
    settled_on: date | None = None
    next_plan_id: int | None = None
    letters: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class CityFact:
    """What is kept of goals, measurements and years for the whole municipality."""

    years: tuple[YearFact, ...] = ()
    sub_goals: int = 0
    areas_lacking: tuple[str, ...] = ()
    goals_reviewed: tuple[date, ...] = ()
    measured: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """Top outcome and party → the last day of the latest measurement."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the terms of one agreement are judged on. `today` is the day on which the facts were gathered."""

    agreement: AgreementFact
    today: date
    groups: tuple[GroupFact, ...] = ()
    information: InformationFact = field(default_factory=InformationFact)
    areas: AreaListFact = field(default_factory=AreaListFact)
    shared_notes: frozenset[tuple[str, str]] = frozenset()
    local_agreements: tuple[AgreementFact, ...] = ()
    """Under an overall agreement: the local ones in force that the asker may see."""
    works: tuple[WorkFact, ...] = ()
    """The agreement's district, or the districts under an overall agreement that the asker may see."""
    city: CityFact = field(default_factory=CityFact)

    def of_kind(self, kind: str) -> tuple[GroupFact, ...]:
        """Return the agreement's groups of the kind."""
        return tuple(group for group in self.groups if group.kind == kind)
