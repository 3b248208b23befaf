"""Findings: what the mirror says of one rule about one subject, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samverkan.ground.terms import Term, TermKind
from samverkan.mirror.words import ORDER, Status


@dataclass(frozen=True, slots=True)
class Way:
    """The name of an address and which thing it opens; the web turns it into a link.

    `group_id` and `unit_id` are given for a deed: the group it is done in and the unit whose matter it is, so
    that the web offers it only to those who may do it.
    """

    name: str
    key: int | None = None
    group_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English message id with its values: days, numbers, names and `Word`s. `way` opens what it speaks of."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    way: Way | None = None


def say(text: str, way: Way | None = None, /, **values: object) -> Sentence:
    """Return a sentence. The text is a message id: it is translated before the values are put in."""
    return Sentence(text, values, way)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about: a group, an annex or the agreement itself."""

    name: str
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, judged for one subject and one day.

    `rule` is the term's key. `due_date` is the last day on which the rule can still be fulfilled, or, for a
    breach, the day that has passed. `is_at_risk` marks what is due and will be breached unless somebody acts
    (MEE-07). `way_on` opens the place where it is put right.
    """

    rule: str
    kind: TermKind
    requirements: tuple[str, ...]
    clause: str
    says: Sentence
    subject: Subject
    status: Status
    due_date: date | None = None
    evidence: tuple[Sentence, ...] = ()
    is_at_risk: bool = False
    way_on: Way | None = None

    @property
    def urgency(self) -> tuple[int, int]:
        """Order findings: breached, due and at risk, due, cannot be judged, fulfilled."""
        return ORDER[self.status], 0 if self.is_at_risk else 1


def finding(
    term: Term,
    says: Sentence,
    subject: Subject,
    status: Status,
    *evidence: Sentence,
    due_date: date | None = None,
    is_at_risk: bool = False,
    way_on: Way | None = None,
) -> Finding:
    """Return the finding of a term."""
    return Finding(
        rule=term.key,
        kind=term.kind,
        requirements=term.requirements,
        clause=term.clause,
        says=says,
        subject=subject,
        status=status,
        due_date=due_date,
        evidence=evidence,
        is_at_risk=is_at_risk,
        way_on=way_on,
    )


def worst(*statuses: Status) -> Status:
    """Return the status that a rule with several conditions has: breached before due before cannot be judged."""
    return min(statuses, key=ORDER.__getitem__, default=Status.FULFILLED)
