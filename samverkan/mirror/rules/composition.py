"""Who sits in the groups: composition, prioritised organisations and co-opted members (ORG-06 to -19)."""

from __future__ import annotations

from datetime import date

from samverkan.ground.terms import Term
from samverkan.ground.words import GroupKind
from samverkan.groups.rules import composition_faults, prioritised_missing, unjudged_functions
from samverkan.groups.words import FaultKind
from samverkan.mirror.rules.facts import Facts, GroupFact
from samverkan.mirror.rules.findings import Finding, Sentence, Way, finding, say
from samverkan.mirror.rules.meetings import no_group, nothing_to_judge
from samverkan.mirror.words import Status


def composition(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge the seats of each group of the kind against what the agreement prescribes."""
    kind = GroupKind(term.parameters["group_kind"])
    says = say("%(group)s: the functions that the agreement prescribes", group=kind)
    groups = facts.of_kind(kind)
    if term.parameters.get("unknown"):
        return _unknown(term, say("%(group)s: composition", group=kind), facts, groups)
    if not groups:
        judge = nothing_to_judge(term, says, facts) if kind == GroupKind.WORKING else no_group(term, says, facts, kind)
        return (judge,)
    return tuple(_composition(term, says, group) for group in groups)


def _unknown(term: Term, says: Sentence, facts: Facts, groups: tuple[GroupFact, ...]) -> tuple[Finding, ...]:
    reason = say("The sources that the rule set was made from do not say who sits in the group.")
    subjects = [(group.subject, group.way) for group in groups] or [(facts.agreement.subject, Way("groups:list"))]
    return tuple(finding(term, says, subject, Status.CANNOT_BE_JUDGED, reason, way_on=way) for subject, way in subjects)


def _composition(term: Term, says: Sentence, group: GroupFact) -> Finding:
    faults = composition_faults(group.seats, term.parameters)
    ordinary = [seat for seat in group.seats if seat.is_ordinary]
    evidence = []
    for fault in faults:
        if fault.function is None:
            evidence.append(say("%(why)s: %(count)s too few.", why=fault.kind, count=fault.count))
        elif fault.organisation:
            evidence.append(
                say(
                    "%(function)s, %(organisation)s: %(why)s.",
                    function=fault.function,
                    organisation=fault.organisation,
                    why=fault.kind,
                )
            )
        elif fault.count > 1:
            evidence.append(
                say(
                    "%(function)s, %(count)s seats: %(why)s.",
                    function=fault.function,
                    count=fault.count,
                    why=fault.kind,
                )
            )
        else:
            evidence.append(say("%(function)s: %(why)s.", function=fault.function, why=fault.kind))
    evidence.append(
        say(
            "Ordinary seats on the day: %(seats)s, of which held: %(held)s.",
            group.way,
            seats=len(ordinary),
            held=sum(seat.has_holder for seat in ordinary),
        )
    )
    unjudged = unjudged_functions(term.parameters)
    evidence += [
        say("Cannot be judged, since the function has no word of its own: %(text)s.", text=text) for text in unjudged
    ]
    if faults:
        status = Status.BREACHED
    elif unjudged:
        status = Status.CANNOT_BE_JUDGED
    else:
        status = Status.FULFILLED
    if any(fault.kind == FaultKind.VACANT for fault in faults):
        evidence.insert(0, say("A vacant seat does not fulfil the rule."))
    return finding(term, says, group.subject, status, *evidence, way_on=group.way)


def prioritised(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Warn of specially prioritised organisations without a seat; in working groups, suggest them (ORG-13, -19)."""
    kind = GroupKind(term.parameters["group_kind"])
    says = say("%(group)s: specially prioritised organisations take part", group=kind)
    groups = facts.of_kind(kind)
    if not groups:
        judge = nothing_to_judge(term, says, facts) if kind == GroupKind.WORKING else no_group(term, says, facts, kind)
        return (judge,)
    found = []
    for group in groups:
        missing = prioritised_missing(group.seats, term.parameters)
        if not missing:
            found.append(
                finding(
                    term,
                    says,
                    group.subject,
                    Status.FULFILLED,
                    say("All have a held seat in the group.", group.way),
                    way_on=group.way,
                )
            )
            continue
        absent = tuple(say("Without a held seat: %(organisation)s.", organisation=word) for word in missing)
        if kind == GroupKind.WORKING:
            note = say("Whether the task needs them is for the working group to judge.")
            status = Status.CANNOT_BE_JUDGED
        else:
            note = say("To prioritise is not the same as to prescribe: a warning, not a breach.")
            status = Status.DUE
        found.append(finding(term, says, group.subject, status, *absent, note, way_on=group.way))
    return tuple(found)


def co_option(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """A right to co-opt is never broken; a duty to do so when needed cannot be judged without the need (ORG-07)."""
    kind = GroupKind(term.parameters["group_kind"])
    is_duty = term.parameters.get("rule") == "shall"
    says = (
        say("%(group)s: co-opts members when the task needs them", group=kind)
        if is_duty
        else say("%(group)s: may co-opt members", group=kind)
    )
    groups = facts.of_kind(kind)
    if not groups:
        judge = nothing_to_judge(term, says, facts) if kind == GroupKind.WORKING else no_group(term, says, facts, kind)
        return (judge,)
    found = []
    for group in groups:
        co_opted = sum(not seat.is_ordinary and seat.has_holder for seat in group.seats)
        evidence = [say("Co-opted on the day: %(co_opted)s.", group.way, co_opted=co_opted)]
        if not is_duty:
            status = Status.FULFILLED
            evidence.append(say("The agreement gives a right here, not a duty."))
        elif co_opted:
            status = Status.FULFILLED
        else:
            status = Status.CANNOT_BE_JUDGED
            evidence.append(say("Whether the task needs anybody more is for the group to judge."))
        found.append(finding(term, says, group.subject, status, *evidence, way_on=group.way))
    return tuple(found)
