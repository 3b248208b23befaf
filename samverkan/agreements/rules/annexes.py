"""When a version of an annex is the annex in force, and what it lacks until then (AGR-15 to -19, SIT-02).

Nothing here knows which annexes need a decision, who decides or how often an annex is revised: that is
read from the agreement's own terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.agreements.words import AnnexRoute, AnnexState
from samverkan.ground.periods import add_months
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import AnnexKind, GroupKind, Party

OPEN = frozenset({AnnexState.DRAFT, AnnexState.SUBMITTED, AnnexState.SIGNING})
"""States of a version that somebody still works on: there is at most one such version of an annex."""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the rules need of one version of an annex."""

    id: int
    number: int
    state: AnnexState
    dated_on: date | None = None
    is_attached: bool = False
    is_decided: bool = False
    needs_decision: bool = True


@dataclass(frozen=True, slots=True)
class AnnexRule:
    """What an agreement demands before a new version of one annex holds, with the clause that says so."""

    route: AnnexRoute
    decided_by: GroupKind | None = None
    notify: GroupKind | None = None
    authors: frozenset[Party] = frozenset()
    """The parties that are to draw it up together (SIT-01)."""
    revision_months: int | None = None
    """The longest time between two versions; none where the agreement sets none."""
    clause: str = ""
    quote: str = ""


def rule_for(kind: AnnexKind, terms: Iterable[Term]) -> AnnexRule:
    """Return what the agreement's terms say of annexes of the kind.

    An annex that the update rule names is decided by the group that the rule names. Any other annex is changed
    like the agreement itself: in writing and signed by the parties (AGR-19); so it is too where the terms are
    silent, since nobody may change alone what two parties have signed.
    """
    terms = tuple(terms)
    if kind == AnnexKind.OVERALL_AGREEMENT:
        return AnnexRule(AnnexRoute.OVERALL_AGREEMENT)
    authors = frozenset(
        Party(party)
        for term in terms
        if term.kind == TermKind.JOINT_PICTURE and term.parameters.get("annex") == kind
        for party in term.parameters.get("parties", ())
    )
    months = next(
        (
            int(term.parameters["months"])
            for term in terms
            if term.kind == TermKind.REVISION and term.parameters.get("subject") == kind
        ),
        None,
    )
    for term in terms:
        if term.kind == TermKind.ANNEX_UPDATE and kind in term.parameters.get("annexes", ()):
            notify = term.parameters.get("notify")
            return AnnexRule(
                AnnexRoute.DECISION,
                decided_by=GroupKind(term.parameters["decided_by"]),
                notify=GroupKind(notify) if notify else None,
                authors=authors,
                revision_months=months,
                clause=term.clause,
                quote=term.quote,
            )
    amendment = next((term for term in terms if term.kind == TermKind.AMENDMENT), None)
    return AnnexRule(
        AnnexRoute.SIGNATURES,
        authors=authors,
        revision_months=months,
        clause=amendment.clause if amendment else "",
        quote=amendment.quote if amendment else "",
    )


def is_valid(version: VersionFacts) -> bool:
    """Tell whether the version is decided (or signed) in writing, dated and attached (AGR-16, AGR-17)."""
    return (
        version.state == AnnexState.VALID
        and version.dated_on is not None
        and version.is_attached
        and (version.is_decided or not version.needs_decision)
    )


def annex_in_force(versions: Iterable[VersionFacts], on: date) -> VersionFacts | None:
    """Return the version that holds on the day: the latest dated of those that are valid, or none.

    >>> draft = VersionFacts(2, 2, AnnexState.DRAFT)
    >>> annex_in_force([draft], date(2026, 1, 1)) is None
    True
    """
    holding = [
        version for version in versions if is_valid(version) and version.dated_on is not None and version.dated_on <= on
    ]
    return max(holding, key=lambda version: (version.dated_on or date.min, version.number), default=None)


def next_revision(dated_on: date | None, months: int | None) -> date | None:
    """Return the last day for the next version, or none where there is no version or no set time (SIT-02).

    >>> next_revision(date(2025, 2, 10), 12)
    datetime.date(2026, 2, 10)
    """
    return add_months(dated_on, months) if dated_on is not None and months else None


def is_revision_late(due: date | None, on: date) -> bool:
    """Tell whether the revision should have been made before the day."""
    return due is not None and on > due


def missing_authors(rule: AnnexRule, authors: Iterable[str]) -> tuple[Party, ...]:
    """Return the parties that are to have drawn up the annex but are not named as authors (SIT-01)."""
    named = set(authors)
    return tuple(party for party in Party if party in rule.authors and party not in named)


def next_number(taken: Iterable[int]) -> int:
    """Return the number of the next version.

    >>> next_number([1, 3])
    4
    """
    return max(taken, default=0) + 1
