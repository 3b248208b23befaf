"""Judging: each kind of term has one judge, a function of plain values. No judge reads the clock or a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from samverkan.ground.terms import Term, TermKind
from samverkan.mirror.rules import agreement, annexes, composition, duties, groups, meetings, work
from samverkan.mirror.rules.facts import Facts
from samverkan.mirror.rules.findings import Finding
from samverkan.mirror.words import Topic

Judge: TypeAlias = Callable[[Term, Facts, date], tuple[Finding, ...]]

JUDGES: dict[TermKind, Judge] = {
    TermKind.MEETINGS_MINIMUM: meetings.meetings_minimum,
    TermKind.COMPOSITION: composition.composition,
    TermKind.PRIORITISED: composition.prioritised,
    TermKind.CO_OPTION: composition.co_option,
    TermKind.ANNEXES: annexes.annexes,
    TermKind.VALIDITY: agreement.validity,
    TermKind.REVISION: annexes.revision,
    TermKind.REVISION_CONDITION: agreement.revision_condition,
    TermKind.ANNEX_UPDATE: annexes.annex_update,
    TermKind.AMENDMENT: agreement.amendment,
    TermKind.INFORMATION_DUTY: duties.information_duty,
    TermKind.COPIES: agreement.copies,
    TermKind.WORKING_GROUPS: groups.working_groups,
    TermKind.JOINT_PICTURE: annexes.joint_picture,
    TermKind.AREAS: annexes.areas,
    TermKind.DELEGATION: groups.delegation,
    TermKind.NOTE_SHARING: groups.note_sharing,
    TermKind.SIGNATURES: agreement.signatures,
    TermKind.YEARLY_FOLLOW_UP: work.yearly_follow_up,
    TermKind.COMMUNICATION_PLAN: duties.communication_plan,
    TermKind.SUCCESSION: agreement.succession,
}

TOPICS: dict[TermKind, Topic] = {
    TermKind.MEETINGS_MINIMUM: Topic.MEETINGS,
    TermKind.COMPOSITION: Topic.GROUPS,
    TermKind.PRIORITISED: Topic.GROUPS,
    TermKind.CO_OPTION: Topic.GROUPS,
    TermKind.WORKING_GROUPS: Topic.GROUPS,
    TermKind.DELEGATION: Topic.GROUPS,
    TermKind.NOTE_SHARING: Topic.MEETINGS,
    TermKind.ANNEXES: Topic.ANNEXES,
    TermKind.ANNEX_UPDATE: Topic.ANNEXES,
    TermKind.REVISION: Topic.ANNEXES,
    TermKind.JOINT_PICTURE: Topic.ANNEXES,
    TermKind.AREAS: Topic.ANNEXES,
    TermKind.COMMUNICATION_PLAN: Topic.ANNEXES,
    TermKind.INFORMATION_DUTY: Topic.DUTIES,
    TermKind.YEARLY_FOLLOW_UP: Topic.DUTIES,
}


def topic_of(kind: TermKind) -> Topic:
    """Return the group of rules that the kind of term is shown under; the agreement itself if none is named."""
    return TOPICS.get(kind, Topic.AGREEMENT)


def judge(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Return at least one finding for the term: one for each group, annex or agreement that it is about."""
    return JUDGES[term.kind](term, facts, on)


def judge_all(facts: Facts, on: date) -> tuple[Finding, ...]:
    """Return the findings of all terms of the agreement, in the order of its clauses."""
    return tuple(found for term in facts.agreement.terms for found in judge(term, facts, on))
