"""The agreement mirror: counts, the overview of districts, and the rules clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext, gettext_noop

from samverkan.access.actor import Actor
from samverkan.ground.words import Tier
from samverkan.mirror.forms import MirrorForm
from samverkan.mirror.pages.speech import address_of, offered, spoken
from samverkan.mirror.queries import Judged
from samverkan.mirror.rules import topic_of
from samverkan.mirror.rules.findings import Finding, Sentence, Way
from samverkan.mirror.words import ORDER, Status, Topic

WAYS = {
    "meetings:book": gettext_noop("Book a meeting"),
    "meetings:list": gettext_noop("Open the meetings"),
    "groups:group": gettext_noop("Open the group"),
    "groups:list": gettext_noop("Open the groups"),
    "groups:structure": gettext_noop("Open the groups"),
    "agreements:list": gettext_noop("Open the agreements"),
    "agreements:agreement": gettext_noop("Open the agreement"),
    "agreements:annex": gettext_noop("Open the annex"),
    "agreements:annex_version": gettext_noop("Open the version"),
    "decisions:decision": gettext_noop("Open the decision"),
    "communication:list": gettext_noop("Open the notices"),
    "communication:information": gettext_noop("Open the notice"),
    "priorities:areas": gettext_noop("Open the priority areas"),
    "working_groups:propose": gettext_noop("Propose a working group"),
    "situation:picture": gettext_noop("Open the situation picture"),
    "situation:pictures": gettext_noop("Open the situation pictures"),
    "situation:problems": gettext_noop("Open the problems"),
    "causes:list": gettext_noop("Open the cause analyses"),
    "indicators:goals": gettext_noop("Open the goals"),
    "indicators:outcomes": gettext_noop("Open the measurements"),
    "measures:plan": gettext_noop("Open the plan"),
    "measures:plans": gettext_noop("Open the plans"),
    "reporting:compilation": gettext_noop("Open the compilation"),
    "reporting:council": gettext_noop("Open the reports to the council"),
    "reporting:list": gettext_noop("Open the reports"),
    "reporting:report": gettext_noop("Open the report"),
    "organisation:unit": gettext_noop("Open the unit"),
    "organisation:units": gettext_noop("Open the organisation"),
}
"""What a link says, by the address it opens."""

COUNTED = {
    Status.BREACHED: gettext_noop("Breached: %(count)s"),
    Status.DUE: gettext_noop("Due: %(count)s"),
    Status.CANNOT_BE_JUDGED: gettext_noop("Cannot be judged: %(count)s"),
    Status.FULFILLED: gettext_noop("Fulfilled: %(count)s"),
}

AGREEMENTS_A_PAGE = 10
URGENT_ROWS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of evidence, with where it can be seen."""

    text: str
    address: str
    title: str

    @classmethod
    def of(cls, sentence: Sentence, actor: Actor) -> Line:
        """Return the sentence in the reader's language."""
        way = offered(sentence.way, actor)
        return cls(spoken(sentence), address_of(way), way_title(way))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule about one subject."""

    says: str
    subject: str
    subject_address: str
    is_about_agreement: bool
    agreement: str
    unit: str
    status: Status
    requirements: str
    clause: str
    due_date: date | None
    is_at_risk: bool
    evidence: tuple[Line, ...]
    way_address: str
    way_title: str

    @classmethod
    def of(cls, each: Judged, found: Finding, actor: Actor) -> RuleRow:
        """Return the finding as a row, with a way on where something remains to be done."""
        way = offered(found.way_on, actor) if found.status != Status.FULFILLED else None
        return cls(
            says=spoken(found.says),
            subject=found.subject.name,
            subject_address=address_of(found.subject.way),
            is_about_agreement=found.subject == each.agreement.subject,
            agreement=each.agreement.title,
            unit=each.agreement.unit_name,
            status=found.status,
            requirements=", ".join(found.requirements),
            clause=found.clause,
            due_date=found.due_date,
            is_at_risk=found.is_at_risk,
            evidence=tuple(Line.of(sentence, actor) for sentence in found.evidence),
            way_address=address_of(way),
            way_title=way_title(way),
        )


def way_title(way: Way | None) -> str:
    """Return what a link to the way says, in the reader's language."""
    return gettext(WAYS[way.name]) if way is not None and way.name in WAYS else ""


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many rules have a status, and where those are shown."""

    status: Status
    count: int
    address: str = ""

    @property
    def text(self) -> str:
        """Return the count in words."""
        return gettext(COUNTED[self.status]) % {"count": self.count}


def counted(findings: Iterable[Finding]) -> Counter[Status]:
    """Count the findings by status."""
    return Counter(found.status for found in findings)


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """The rules of one clause, the most urgent first."""

    clause: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementSection:
    """One agreement with its rules."""

    id: int
    title: str
    address: str
    unit: str
    valid_from: date
    valid_until: date | None
    counts: tuple[StatusCount, ...]
    clauses: tuple[ClauseGroup, ...]

    @classmethod
    def of(cls, each: Judged, findings: Iterable[Finding], actor: Actor) -> AgreementSection:
        """Return the section; clauses with something breached come first, then in the agreement's order."""
        shown = tuple(findings)
        clauses: dict[str, list[Finding]] = {}
        for found in shown:
            clauses.setdefault(found.clause, []).append(found)
        ordered = sorted(clauses.items(), key=lambda pair: min(found.urgency for found in pair[1]))
        counts = counted(shown)
        agreement = each.agreement
        return cls(
            id=agreement.id,
            title=agreement.title,
            address=address_of(agreement.way),
            unit=agreement.unit_name,
            valid_from=agreement.valid_from,
            valid_until=agreement.valid_until,
            counts=tuple(StatusCount(status, counts[status]) for status in ORDER if counts[status]),
            clauses=tuple(
                ClauseGroup(
                    clause,
                    tuple(RuleRow.of(each, found, actor) for found in sorted(rows, key=lambda found: found.urgency)),
                )
                for clause, rows in ordered
            ),
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A district and a group of rules: the worst status, how many have it, and where they are shown."""

    topic: Topic
    worst: StatusCount | None


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district of the overview. Without agreement in force it has no cells."""

    name: str
    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MirrorPage:
    """The agreement mirror."""

    form: MirrorForm
    on: date
    is_today: bool
    counts: tuple[StatusCount, ...]
    at_risk: int
    topics: tuple[Topic, ...]
    districts: tuple[DistrictRow, ...]
    urgent: tuple[RuleRow, ...]
    urgent_left: int
    sections: tuple[AgreementSection, ...]
    paging: Any
    query: str
    is_filtered: bool
    has_agreements: bool
    chosen: str

    @property
    def agreements_address(self) -> str:
        """Return the address of the list of agreements."""
        return address_of(Way("agreements:list"))

    @property
    def is_overview(self) -> bool:
        """Tell whether the page shows the whole city rather than rules one by one."""
        return bool(self.districts)


def address_with(address: str, filters: Mapping[str, Any], **changed: Any) -> str:
    """Return the page's own address with the filters, some of them changed; empty ones are left out."""
    both = {**filters, **changed}
    query = urlencode({name: str(value) for name, value in both.items() if value not in (None, "")})
    return f"{address}?{query}" if query else address


def district_rows(
    judged: Iterable[Judged], units: Iterable[tuple[int, str]], address: str, filters: Mapping[str, Any]
) -> tuple[DistrictRow, ...]:
    """Return the overview: the municipality's level first, then each district, also those without agreement."""
    by_unit: dict[int, list[Finding]] = {}
    names: dict[int, str] = {}
    for each in sorted(judged, key=lambda one: (one.agreement.tier != Tier.OVERALL, one.agreement.unit_name)):
        by_unit.setdefault(each.agreement.unit_id, []).extend(each.findings)
        names.setdefault(each.agreement.unit_id, each.agreement.unit_name)
    for unit_id, name in units:
        names.setdefault(unit_id, name)
    rows = []
    for unit_id, name in names.items():
        own = by_unit.get(unit_id)
        cells = []
        for topic in Topic if own is not None else ():
            counts = counted(found for found in own or () if topic_of(found.kind) == topic)
            worst = next((status for status in ORDER if counts[status]), None)
            to = address_with(address, filters, stadsdel=unit_id, amne=topic.value)
            cells.append(Cell(topic, StatusCount(worst, counts[worst], to) if worst else None))
        rows.append(
            DistrictRow(name, address_with(address, filters, stadsdel=unit_id) if own is not None else "", tuple(cells))
        )
    return tuple(rows)


def urgent_rows(judged: Iterable[Judged], actor: Actor) -> tuple[tuple[RuleRow, ...], int]:
    """Return the most urgent rules of all agreements, and how many are left out."""
    urgent = [
        (found.urgency, found.due_date or date.max, number, each, found)
        for number, each in enumerate(judged)
        for found in each.findings
        if found.status in {Status.BREACHED, Status.DUE}
    ]
    urgent.sort(key=lambda row: row[:3])
    return tuple(RuleRow.of(each, found, actor) for *_, each, found in urgent[:URGENT_ROWS]), max(
        0, len(urgent) - URGENT_ROWS
    )
