"""The agreement itself: validity, revision, amendments, signatures, copies and succession (AGR-06 to -22)."""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.ground.terms import Term
from samverkan.mirror.rules.annexes import WARNING_DAYS
from samverkan.mirror.rules.facts import Facts
from samverkan.mirror.rules.findings import Finding, Sentence, Way, finding, say, worst
from samverkan.mirror.words import Status


def validity(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """The agreement is in force on the day; its end is warned of (AGR-06, AGR-08)."""
    agreement = facts.agreement
    says = (
        say("The agreement runs until further notice")
        if term.parameters.get("until_further_notice")
        else say("The agreement runs for its time")
    )
    evidence = [say("In force from %(start)s.", agreement.way, start=agreement.valid_from)]
    stated = term.parameters.get("start")
    status = Status.FULFILLED
    if stated and date.fromisoformat(str(stated)) != agreement.valid_from:
        evidence.append(say("The text says another first day: %(start)s.", start=date.fromisoformat(str(stated))))
        status = Status.DUE
    last = agreement.valid_until - timedelta(days=1) if agreement.valid_until else None
    if last is not None:
        evidence.append(say("The last day is %(last)s.", last=last))
        if on >= last - timedelta(days=WARNING_DAYS):
            status = Status.DUE
    return (finding(term, says, agreement.subject, status, *evidence, due_date=last, way_on=agreement.way),)


def revision_condition(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Revised only after consultation and only while the overall agreement is in force (AGR-07, AGR-10)."""
    agreement = facts.agreement
    says = say("The agreement is revised only under its conditions")
    statuses: list[Status] = []
    evidence: list[Sentence] = []
    if term.parameters.get("overall_in_force"):
        if agreement.overall_is_in_force is None:
            statuses.append(Status.CANNOT_BE_JUDGED)
            evidence.append(say("No overall agreement is registered above this one.", agreement.way))
        elif agreement.overall_is_in_force:
            evidence.append(say("The overall agreement is in force on the day.", agreement.way))
        else:
            statuses.append(Status.DUE)
            evidence.append(
                say("The overall agreement is not in force on the day; until one is, this one may not be revised.")
            )
    for extension in agreement.extensions:
        if extension.conflicts:
            statuses.append(Status.BREACHED)
            evidence.append(
                say(
                    "Extended on %(day)s although the conditions were not met.", agreement.way, day=extension.decided_on
                )
            )
    signed = [amendment for amendment in agreement.amendments if amendment.state == "signed"]
    if term.parameters.get("party_consultation"):
        for amendment in signed:
            before = [day for day in agreement.consultations if day <= amendment.in_force_from]
            if before:
                evidence.append(
                    say(
                        "Before the amendment %(title)s the parties consulted on %(day)s.",
                        agreement.way,
                        title=amendment.title,
                        day=max(before),
                    )
                )
            else:
                statuses.append(Status.BREACHED)
                evidence.append(
                    say(
                        "The agreement was amended without a recorded consultation: %(title)s.",
                        agreement.way,
                        title=amendment.title,
                    )
                )
    if not signed and not agreement.extensions:
        evidence.append(say("The agreement has not been revised."))
    return (finding(term, says, agreement.subject, worst(*statuses), *evidence, way_on=agreement.way),)


def amendment(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Every other change is in writing and signed by the parties (AGR-19)."""
    agreement = facts.agreement
    says = say("Changes and additions are in writing and signed by the parties")
    statuses: list[Status] = []
    evidence: list[Sentence] = []
    for change in agreement.amendments:
        if change.state == "signing":
            statuses.append(Status.DUE)
            evidence.append(
                say(
                    "%(title)s is out for signature and does not apply. Missing signatures: %(count)s.",
                    agreement.way,
                    title=change.title,
                    count=len(change.unsigned),
                )
            )
        elif change.state == "signed" and change.unsigned:
            statuses.append(Status.BREACHED)
            evidence += [
                say("%(title)s lacks the signature of %(party)s.", agreement.way, title=change.title, party=name)
                for name in change.unsigned
            ]
        elif change.state == "signed":
            evidence.append(say("%(title)s is signed by all parties.", agreement.way, title=change.title))
    if not evidence:
        evidence.append(say("No change has been made."))
    return (finding(term, says, agreement.subject, worst(*statuses), *evidence, way_on=agreement.way),)


def signatures(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Every party has signed, as registered (AGR-21); measurements are not kept here yet (AGR-22).

    A signature that is not registered may exist on paper, so it is due, never breached.
    """
    agreement = facts.agreement
    if term.parameters.get("measurements"):
        says = say("Both parties' measurements of unsafety and crime were attached at the signing")
        reason = say("The system does not keep measurements yet.")
        return (finding(term, says, agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=agreement.way),)
    says = say("All parties have signed the agreement")
    if not agreement.parties:
        reason = say("No parties are registered for the agreement.", agreement.way)
        return (finding(term, says, agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=agreement.way),)
    missing = [party for party in agreement.parties if not party.has_signed]
    evidence = [say("No signature registered: %(party)s.", agreement.way, party=party.name) for party in missing]
    evidence.append(
        say(
            "Signatures registered: %(signed)s of %(count)s.",
            agreement.way,
            signed=len(agreement.parties) - len(missing),
            count=len(agreement.parties),
        )
    )
    status = Status.DUE if missing else Status.FULFILLED
    return (finding(term, says, agreement.subject, status, *evidence, way_on=agreement.way),)


def copies(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """So many identical copies exist, and each party has one (AGR-20). No source sets a last day for it."""
    agreement, count = facts.agreement, int(term.parameters["count"])
    says = say("There are %(count)s identical copies", count=count)
    registered = sum(party.copies for party in agreement.parties)
    handed_over = sum(party.copies_handed_over for party in agreement.parties)
    evidence = [
        say(
            "Copies registered: %(registered)s of %(count)s. Handed over: %(handed_over)s.",
            agreement.way,
            registered=registered,
            count=count,
            handed_over=handed_over,
        )
    ]
    missing = [party for party in agreement.parties if not party.copies_handed_over]
    if term.parameters.get("one_each"):
        evidence += [say("Has no copy yet: %(party)s.", party=party.name) for party in missing]
    is_done = handed_over >= count and not (term.parameters.get("one_each") and missing)
    status = Status.FULFILLED if is_done else Status.DUE
    return (finding(term, says, agreement.subject, status, *evidence, way_on=agreement.way),)


def succession(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """When the new agreement came into force, the earlier one ceased (AGR-08)."""
    agreement, ends = facts.agreement, str(term.parameters.get("ends", ""))
    says = say("The earlier agreement %(number)s has ended", number=ends)
    if agreement.superseded_id is None:
        reason = say("The earlier agreement is not registered in the system.", agreement.way)
        return (finding(term, says, agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=agreement.way),)
    way = Way("agreements:agreement", agreement.superseded_id)
    until = agreement.superseded_until
    if until is not None and until <= on:
        evidence = say(
            "%(title)s ended; its last day was %(last)s.",
            way,
            title=agreement.superseded_title,
            last=until - timedelta(days=1),
        )
        return (finding(term, says, agreement.subject, Status.FULFILLED, evidence, way_on=way),)
    evidence = say("%(title)s is still in force.", way, title=agreement.superseded_title)
    return (finding(term, says, agreement.subject, Status.BREACHED, evidence, way_on=way),)
