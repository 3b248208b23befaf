"""The least number of meetings a year (MEE-01 to -03, MEE-06, MEE-07)."""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.ground.terms import Term
from samverkan.ground.words import GroupKind
from samverkan.mirror.rules.facts import AgreementFact, Facts, GroupFact
from samverkan.mirror.rules.findings import Finding, Sentence, Way, finding, say
from samverkan.mirror.words import Status


def last_day_to_book(year: int, missing: int) -> date:
    """Return the last day on which so many meetings can still be held within the year, one a day.

    >>> last_day_to_book(2026, 1)
    datetime.date(2026, 12, 31)
    >>> last_day_to_book(2026, 3)
    datetime.date(2026, 12, 29)
    """
    return date(year, 12, 31) - timedelta(days=missing - 1)


def is_whole_year(agreement: AgreementFact, year: int) -> bool:
    """Tell whether the agreement is in force all the year, as far as is known."""
    return agreement.valid_from <= date(year, 1, 1) and (
        agreement.valid_until is None or agreement.valid_until > date(year, 12, 31)
    )


def meetings_minimum(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge each group of the kind for the calendar year of the day; see docs/explain/mirror.md."""
    kind = GroupKind(term.parameters["group_kind"])
    minimum = int(term.parameters["minimum"])
    says = say("%(group)s: at least %(minimum)s meetings a year", group=kind, minimum=minimum)
    groups = facts.of_kind(kind)
    if not groups and kind != GroupKind.WORKING:
        return (no_group(term, says, facts, kind),)
    if not groups:
        return (nothing_to_judge(term, says, facts),)
    return tuple(_judge(term, says, facts, group, minimum, on) for group in groups)


def no_group(term: Term, says: Sentence, facts: Facts, kind: GroupKind) -> Finding:
    """Return the breach that a group which the agreement prescribes does not exist."""
    return finding(
        term,
        says,
        facts.agreement.subject,
        Status.BREACHED,
        say("There is no such group on this day: %(group)s.", group=kind),
        way_on=Way("groups:list"),
    )


def nothing_to_judge(term: Term, says: Sentence, facts: Facts) -> Finding:
    """Return that a rule about working groups holds while there are none."""
    return finding(
        term,
        says,
        facts.agreement.subject,
        Status.FULFILLED,
        say("No working group exists on this day, so there is nothing that could break the rule."),
    )


def _judge(term: Term, says: Sentence, facts: Facts, group: GroupFact, minimum: int, on: date) -> Finding:
    count, year = group.meetings, on.year
    held = count.held + count.expected
    missing = minimum - held - count.booked
    way = Way("meetings:list")
    evidence = [
        say(
            "%(year)s: held %(held)s, booked %(booked)s, at least %(minimum)s needed.",
            group.way,
            year=str(year),
            held=held,
            booked=count.booked,
            minimum=minimum,
        )
    ]
    if count.expected:
        evidence.append(
            say(
                "The day has not come. Booked meetings that are counted as held: %(expected)s.", expected=count.expected
            )
        )
    if count.unrecorded:
        evidence.append(
            say(
                "Booked meetings that have passed without being recorded as held, and do not count: %(unrecorded)s.",
                way,
                unrecorded=count.unrecorded,
            )
        )
    if is_whole_year(facts.agreement, year - 1):
        evidence.append(
            say("The year before: %(held)s held of %(minimum)s.", held=count.held_last_year, minimum=minimum)
        )
    if held >= minimum:
        return finding(term, says, group.subject, Status.FULFILLED, *evidence, way_on=group.way)
    if not is_whole_year(facts.agreement, year):
        evidence.insert(
            0,
            say(
                "The agreement is in force only a part of %(year)s (from %(start)s) and does not say how a part of a "
                "year counts.",
                year=str(year),
                start=facts.agreement.valid_from,
            )
            if facts.agreement.valid_from > date(year, 1, 1)
            else say(
                "The agreement ends during %(year)s and does not say how a part of a year counts.", year=str(year)
            ),
        )
        return finding(term, says, group.subject, Status.CANNOT_BE_JUDGED, *evidence, way_on=group.book)
    if missing <= 0:
        return finding(
            term,
            says,
            group.subject,
            Status.DUE,
            say("What is booked suffices, if it is held."),
            *evidence,
            due_date=date(year, 12, 31),
            way_on=way,
        )
    latest = last_day_to_book(year, missing)
    if on > latest:
        evidence.insert(
            0,
            say(
                "The minimum can no longer be reached this year. Meetings that are missing: %(missing)s.",
                missing=missing,
            ),
        )
        return finding(term, says, group.subject, Status.BREACHED, *evidence, due_date=latest, way_on=way)
    evidence.insert(
        0,
        say(
            "What is held and booked does not reach the minimum. Still to be booked: %(missing)s, by %(latest)s at "
            "the latest.",
            group.book,
            missing=missing,
            latest=latest,
        ),
    )
    return finding(
        term,
        says,
        group.subject,
        Status.DUE,
        *evidence,
        due_date=latest,
        is_at_risk=True,
        way_on=group.book,
    )
