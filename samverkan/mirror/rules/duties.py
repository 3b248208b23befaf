"""Duties between the parties: to inform and to communicate (COM-01, COM-04)."""

from __future__ import annotations

from datetime import date

from samverkan.ground.terms import Term
from samverkan.ground.words import AnnexKind
from samverkan.mirror.rules.facts import Facts
from samverkan.mirror.rules.findings import Finding, Subject, Way, finding, say
from samverkan.mirror.words import Status


def information_duty(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Notices to the other party's decision-makers have a receipt or an answer (COM-01, -02, -14).

    Events that nobody gave notice of are not known to the system, and "as soon as possible" is no number:
    the rule can be due but is never called breached.
    """
    says = say("The parties inform each other's decision-makers of what is material")
    information, agreement = facts.information, facts.agreement
    limits = say("Only notices that were given can be seen; an event that nobody told of cannot.")
    way = Way("communication:list")
    if not information.sent:
        none = say("No notice has been given.", way)
        return (finding(term, says, agreement.subject, Status.FULFILLED, none, limits, way_on=way),)
    counted = say(
        "Notices delivered: %(sent)s. Without receipt and answer: %(outstanding)s.",
        way,
        sent=information.sent,
        outstanding=information.outstanding,
    )
    if not information.outstanding:
        return (finding(term, says, agreement.subject, Status.FULFILLED, counted, limits, way_on=way),)
    oldest = Way("communication:information", information.oldest_id) if information.oldest_id else way
    evidence = [counted]
    if information.oldest_outstanding is not None:
        evidence.append(say("The oldest was sent on %(day)s.", oldest, day=information.oldest_outstanding))
    return (finding(term, says, agreement.subject, Status.DUE, *evidence, limits, way_on=oldest),)


def communication_plan(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """There is a communication plan, as an annex of the agreement (COM-04, COM-05)."""
    says = say("There is a communication plan")
    agreement = facts.agreement
    annex = agreement.annex(AnnexKind.COMMUNICATION_PLAN)
    if annex is None:
        reason = say("No communication plan is kept as an annex; one kept elsewhere cannot be seen here.")
        return (finding(term, says, agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=agreement.way),)
    thing, version = Subject(annex.title, annex.way), annex.valid
    if version is not None:
        valid = say(
            "Version %(number)s is valid, dated %(dated)s.", version.way, number=version.number, dated=version.dated_on
        )
        return (finding(term, says, thing, Status.FULFILLED, valid, way_on=annex.way),)
    reason = say("No version has been attached.", annex.way)
    status = Status.DUE if annex.waiting is not None else Status.BREACHED
    return (finding(term, says, thing, status, reason, way_on=annex.way),)
