"""Appointment, mandate and openness of groups (ORG-17, ORG-20, DEC-04, MEE-19)."""

from __future__ import annotations

from datetime import date

from samverkan.ground.terms import Term
from samverkan.ground.words import GroupKind
from samverkan.mirror.rules.facts import Facts, GroupFact
from samverkan.mirror.rules.findings import Finding, Sentence, Way, finding, say, worst
from samverkan.mirror.rules.meetings import nothing_to_judge
from samverkan.mirror.words import Status


def working_groups(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Each working group is appointed by decision of the right group, tied to an area, and closed in time."""
    says = say("Working groups are appointed by decision and tied to an area")
    groups = facts.of_kind(GroupKind.WORKING)
    if not groups:
        return (nothing_to_judge(term, says, facts),)
    return tuple(_working_group(term, says, group, on) for group in groups)


def _working_group(term: Term, says: Sentence, group: GroupFact, on: date) -> Finding:
    appointment, wanted = group.appointment, term.parameters.get("appointed_by")
    if appointment is None:
        reason = say("No decision that appoints the group is registered.", group.way)
        return finding(
            term,
            says,
            group.subject,
            Status.BREACHED,
            reason,
            way_on=Way("working_groups:propose", group_id=group.id, unit_id=group.unit_id),
        )
    statuses: list[Status] = []
    way = Way("decisions:decision", appointment.decision_id)
    if wanted and appointment.decided_by != wanted:
        statuses.append(Status.BREACHED)
        evidence = [say("Appointed by the wrong group: %(group)s.", way, group=GroupKind(appointment.decided_by))]
    else:
        evidence = [say("Appointed by: %(group)s.", way, group=GroupKind(appointment.decided_by))]
    evidence.append(say("Tied to the area %(area)s.", area=appointment.area))
    due_date = appointment.ends_on
    if appointment.is_permanent:
        evidence.append(say("The group is permanent."))
        if term.parameters.get("permanent") is False:
            statuses.append(Status.BREACHED)
            evidence.append(say("The rules allow time-limited working groups only."))
    elif due_date is not None and on > due_date:
        statuses.append(Status.BREACHED)
        evidence.append(say("Its last day was %(last)s, but it has not been closed.", group.way, last=due_date))
    elif due_date is not None:
        evidence.append(say("Its last day is %(last)s.", last=due_date))
    return finding(term, says, group.subject, worst(*statuses), *evidence, due_date=due_date, way_on=group.way)


def delegation(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Each group has a written delimitation of what it may decide (DEC-04)."""
    says = say("The group has a written delimitation of its mandate")
    if not facts.groups:
        reason = say("No group exists on this day.")
        return (
            finding(term, says, facts.agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=Way("groups:list")),
        )
    return tuple(
        finding(
            term, says, group.subject, Status.FULFILLED, say("A delimitation holds on the day.", group.way),
            way_on=group.way,
        )
        if group.has_delimitation
        else finding(
            term, says, group.subject, Status.BREACHED, say("No written delimitation holds on the day.", group.way),
            way_on=group.way,
        )
        for group in facts.groups
    )  # fmt: skip


def note_sharing(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Notes are shared between the kinds of group that the rule names (MEE-19, REP-07)."""
    says = say("Meeting notes are shared between the levels")
    wanted = [
        (str(pair["from"]), str(pair["to"]))
        for pair in term.parameters.get("pairs", ())
        if "from" in pair and "to" in pair
    ]
    missing = [pair for pair in wanted if pair not in facts.shared_notes]
    evidence = [
        say("Not shared: from %(source)s to %(target)s.", source=GroupKind(source), target=GroupKind(target))
        for source, target in missing
    ]
    evidence.append(
        say("Shared as the rule says: %(count)s of %(all)s.", count=len(wanted) - len(missing), all=len(wanted))
    )
    status = Status.DUE if missing else Status.FULFILLED
    return (finding(term, says, facts.agreement.subject, status, *evidence, way_on=Way("groups:structure")),)
