"""Act 2023:196, judged section by section on what the system holds of one municipality.

The system sees what is kept in it and nothing else. What it does not hold is said, never guessed: a section
is called breached only when something kept here shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.ground.periods import add_months
from samverkan.ground.words import AnnexKind, FunctionKind, Party, Tier
from samverkan.mirror.rules.facts import AgreementFact, AnnexFact, Facts, WorkFact
from samverkan.mirror.rules.findings import Sentence, Way, say, worst
from samverkan.mirror.rules.statutes import act
from samverkan.mirror.rules.work import reports_in_time
from samverkan.mirror.words import Status

WARNING_DAYS = 183
"""How long before the end of the two years the mirror begins to warn."""

LEADING = frozenset(
    {
        FunctionKind.POLICE_AREA_HEAD,
        FunctionKind.LOCAL_POLICE_HEAD,
        FunctionKind.DEPUTY_CITY_DIRECTOR,
        FunctionKind.SPECIALIST_HEAD,
        FunctionKind.DISTRICT_DIRECTOR,
        FunctionKind.SECURITY_DIRECTOR,
    }
)
"""Functions that are leading positions (10 §). An inference: the Act lists none."""


@dataclass(frozen=True, slots=True)
class CouncilSeat:
    """A held seat of the overall steering group."""

    function: FunctionKind
    party: Party
    is_presiding: bool


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What the system holds of one municipality on the day, as far as the asker may see."""

    municipality_id: int
    municipality: str
    agreements: tuple[Facts, ...] = ()
    council_id: int | None = None
    council: tuple[CouncilSeat, ...] = ()
    coordinators: tuple[str, ...] = ()
    """Titles of the posts that coordinate."""
    has_mailbox: bool = False
    groups: int = 0
    delimited_groups: int = 0
    beyond_delegation: tuple[tuple[int, str], ...] = ()
    """Groups whose delimitation lets them decide what a board may not delegate."""
    council_reports: tuple[date, ...] = ()
    """Days on which the municipal council was given a report of the work."""


@dataclass(frozen=True, slots=True)
class Check:
    """What the mirror says of one demand of a section. `status` is none where there is no duty to check."""

    says: Sentence
    status: Status | None
    evidence: tuple[Sentence, ...] = ()
    due_date: date | None = None
    way_on: Way | None = None


def check(
    says: Sentence, status: Status | None, *evidence: Sentence, due_date: date | None = None, way_on: Way | None = None
) -> Check:
    """Return a check."""
    return Check(says, status, evidence, due_date, way_on)


ActJudge = Callable[[ActFacts, date], tuple[Check, ...]]


def judge_act(number: str, facts: ActFacts, on: date) -> tuple[Check, ...]:
    """Return what can be said of the section on the day; nothing for sections that set no duty."""
    judge = SECTIONS.get(number)
    return judge(facts, on) if judge else ()


def _local(facts: ActFacts) -> list[AgreementFact]:
    return [each.agreement for each in facts.agreements if each.agreement.tier == Tier.LOCAL]


def _annexes(facts: ActFacts, kind: AnnexKind) -> list[tuple[AgreementFact, AnnexFact | None]]:
    return [(agreement, agreement.annex(kind)) for agreement in _local(facts)]


NO_AGREEMENT = say("No local agreement is in force on the day, or none that you may see.")


def situation_picture(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """4 §: a situation picture of crime in the whole municipality, with three parts."""
    says = say("There is a situation picture of crime in the area")
    parts = _parts(facts)
    found = _annexes(facts, AnnexKind.SITUATION_PICTURE)
    if not found:
        return check(says, Status.CANNOT_BE_JUDGED, NO_AGREEMENT, way_on=Way("agreements:list")), parts
    evidence, missing = _valid_or_missing(found)
    status = Status.DUE if missing else Status.FULFILLED
    return check(says, status, *evidence, way_on=missing), parts


PARTS = {
    "extent": "%(unit)s: the mapping of extent is empty.",
    "consequences": "%(unit)s: the mapping of consequences is empty.",
    "information": "%(unit)s: other information of importance is empty.",
    "analysis": "%(unit)s: the analysis is empty.",
}
"""The parts that 4 § asks for (`situation.words.Block`), and what is said where one is empty."""


def _works(facts: ActFacts) -> list[WorkFact]:
    return [work for each in facts.agreements if each.agreement.tier == Tier.LOCAL for work in each.works]


def _parts(facts: ActFacts) -> Check:
    says = say("The picture has its three parts: mapping, other information, analysis")
    written = [work for work in _works(facts) if work.blocks]
    if not written:
        return check(
            says,
            Status.CANNOT_BE_JUDGED,
            say("Pictures kept only as text or files have no parts that the system can tell apart."),
            way_on=Way("situation:pictures"),
        )
    missing = [
        (say(text, _picture(work), unit=work.name), _picture(work))
        for work in written
        for block, text in PARTS.items()
        if block not in work.blocks
    ]
    if missing:
        return check(says, Status.DUE, *(sentence for sentence, _ in missing), way_on=missing[0][1])
    told = [say("%(unit)s: all parts are written.", _picture(work), unit=work.name) for work in written]
    return check(says, Status.FULFILLED, *told)


def _picture(work: WorkFact) -> Way:
    return Way("situation:picture", work.picture_id) if work.picture_id else Way("situation:pictures")


def _basis(facts: ActFacts) -> Check:
    says = say("The plan rests on the situation picture")
    working = [work for work in _works(facts) if work.measures_in_force]
    way = Way("measures:plans")
    if not working:
        none = say("No measure is in force here, so its way back to the picture cannot be shown.")
        return check(says, Status.CANNOT_BE_JUDGED, none, way_on=way)
    told = [
        say(
            "%(unit)s: %(count)s measures in force, %(excepted)s of them without an analysed cause.",
            way,
            unit=work.name,
            count=work.measures_in_force,
            excepted=work.measures_by_exception,
        )
        for work in sorted(working, key=lambda work: (not work.measures_by_exception, work.name))
    ]
    broken = any(work.measures_by_exception for work in working)
    return check(says, Status.DUE if broken else Status.FULFILLED, *told, way_on=way)


def _valid_or_missing(found: Iterable[tuple[AgreementFact, AnnexFact | None]]) -> tuple[list[Sentence], Way | None]:
    evidence, way = [], None
    for agreement, annex in found:
        if annex is not None and annex.valid is not None:
            evidence.append(
                say(
                    "%(unit)s: version %(number)s is valid, dated %(dated)s.",
                    annex.valid.way,
                    unit=agreement.unit_name,
                    number=annex.valid.number,
                    dated=annex.valid.dated_on,
                )
            )
        else:
            to = annex.way if annex is not None else agreement.way
            way = way or to
            evidence.insert(0, say("%(unit)s: no valid version is kept here.", to, unit=agreement.unit_name))
    return evidence, way


def measures_plan(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """5 §: a plan of measures is decided, with the situation picture as its basis."""
    says = say("A plan of measures is decided")
    needed_from = act().plan_needed_from
    if needed_from is not None and on < needed_from:
        return (check(says, None, say("A plan was not needed before %(day)s.", day=needed_from)),)
    basis = _basis(facts)
    found = _annexes(facts, AnnexKind.MEASURES_PLAN)
    if not found:
        return check(says, Status.CANNOT_BE_JUDGED, NO_AGREEMENT, way_on=Way("agreements:list")), basis
    evidence, missing = _valid_or_missing(found)
    evidence.append(
        say("The plans are decided by the steering groups; the municipality's own decision is not kept here.")
    )
    return check(says, Status.DUE if missing else Status.FULFILLED, *evidence, way_on=missing), basis


def every_second_year(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """6 §: the picture is updated and the plan followed up at least every second year."""
    says = say("The situation picture is updated at least every second year")
    months = act().update_months or 0
    followed_up = _followed_up(facts, months, on)
    dated = [
        (add_months(annex.valid.dated_on, months), agreement, annex)
        for agreement, annex in _annexes(facts, AnnexKind.SITUATION_PICTURE)
        if annex is not None and annex.valid is not None and annex.valid.dated_on is not None
    ]
    if not dated:
        reason = say("No valid situation picture is kept here, so there is no day to count from.")
        return check(says, Status.CANNOT_BE_JUDGED, reason), followed_up
    dated.sort(key=lambda row: (row[0], row[1].unit_name))
    statuses: list[Status] = []
    evidence: list[Sentence] = []
    for last, agreement, annex in dated:
        unit = agreement.unit_name
        if on > last:
            statuses.append(Status.BREACHED)
            evidence.append(say("%(unit)s: the two years went out on %(last)s.", annex.way, unit=unit, last=last))
        elif on >= last - timedelta(days=WARNING_DAYS):
            statuses.append(Status.DUE)
            evidence.append(say("%(unit)s: to be updated by %(last)s.", annex.way, unit=unit, last=last))
        else:
            statuses.append(Status.FULFILLED)
            evidence.append(say("%(unit)s: next update by %(last)s.", annex.way, unit=unit, last=last))
    first = dated[0]
    return check(says, worst(*statuses), *evidence, due_date=first[0], way_on=first[2].way), followed_up


def _followed_up(facts: ActFacts, months: int, on: date) -> Check:
    says = say("The plan is followed up at least every second year")
    given = reports_in_time(_works(facts), on)
    if not given:
        none = say("No district has submitted a report of follow-up here.")
        return check(says, Status.CANNOT_BE_JUDGED, none, way_on=Way("reporting:list"))
    statuses, told = [], []
    for work, report in given:
        last = add_months(report.submitted_on or on, months)
        statuses.append(Status.BREACHED if on > last else Status.FULFILLED)
        told.append(
            say(
                "%(unit)s: followed up on %(day)s, next by %(last)s.",
                Way("reporting:report", report.id),
                unit=work.name,
                day=report.submitted_on,
                last=last,
            )
        )
    return check(says, worst(*statuses), *told, way_on=Way("reporting:list"))


def integrated(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """7 §: the work is integrated with other analysis and planning where suitable."""
    says = say("The work is integrated with other analysis and planning")
    way = Way("measures:plans")
    halves = sum(work.halves for work in _works(facts))
    if not halves:
        none = say("No measure is in force here, so its place in ordinary planning cannot be shown.")
        return (check(says, Status.CANNOT_BE_JUDGED, none, way_on=way),)
    planned = sum(work.halves_in_planning for work in _works(facts))
    counted = say(
        "The parties' halves of measures in force: %(count)s, of which in ordinary planning and budget: %(planned)s.",
        way,
        count=halves,
        planned=planned,
    )
    return (check(says, Status.FULFILLED if planned else Status.DUE, counted, way_on=way),)


def agreements(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """9 §: written agreements that state at least purposes and areas."""
    says = say("Written agreements state for which purposes and in which areas the parties collaborate")
    if not facts.agreements:
        none = say("No agreement is in force on the day, or none that you may see.")
        return (check(says, Status.DUE, none, way_on=Way("agreements:list")),)
    statuses = [Status.FULFILLED]
    evidence: list[Sentence] = []
    for each in facts.agreements:
        agreement = each.agreement
        if not agreement.has_purpose:
            statuses.append(Status.DUE)
            evidence.insert(0, say("%(title)s: no purpose is stated.", agreement.way, title=agreement.title))
        if not each.areas.areas:
            statuses.append(Status.DUE)
            evidence.insert(0, say("%(title)s: no areas are stated.", agreement.way, title=agreement.title))
        if agreement.has_purpose and each.areas.areas:
            evidence.append(
                say(
                    "%(title)s: purpose stated, %(count)s areas.",
                    agreement.way,
                    title=agreement.title,
                    count=len(each.areas.areas),
                )
            )
    return (check(says, worst(*statuses), *evidence, way_on=Way("agreements:list")),)


def council(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """10 §: a strategic council, led by the municipality, the others represented by leading positions."""
    exists = say("A strategic council is led by the municipality")
    leading = say("The others take part with leading positions")
    if facts.council_id is None:
        none = say("No overall steering group exists on the day; a council of another kind is not kept here.")
        way = Way("groups:list")
        return check(exists, Status.DUE, none, way_on=way), check(leading, Status.CANNOT_BE_JUDGED, none, way_on=way)
    way = Way("groups:group", facts.council_id)
    counts_as = say("The overall steering group counts as the council.", way)
    presiding = [seat for seat in facts.council if seat.is_presiding]
    if not presiding:
        led = check(exists, Status.CANNOT_BE_JUDGED, counts_as, say("Nobody is registered as presiding."), way_on=way)
    elif all(seat.party == Party.MUNICIPALITY for seat in presiding):
        led = check(exists, Status.FULFILLED, counts_as, say("A member of the municipality presides."), way_on=way)
    else:
        led = check(exists, Status.BREACHED, counts_as, say("Somebody from another party presides."), way_on=way)
    others = [seat for seat in facts.council if seat.party != Party.MUNICIPALITY]
    count = say(
        "Members of other parties: %(count)s, of which in leading positions: %(leading)s.",
        way,
        count=len(others),
        leading=sum(seat.function in LEADING for seat in others),
    )
    if not others:
        status = Status.DUE
    else:
        status = Status.FULFILLED if all(seat.function in LEADING for seat in others) else Status.DUE
    return led, check(leading, status, count, way_on=way)


def coordination(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """11 §: a function that coordinates."""
    says = say("There is a coordinating function")
    way = Way("organisation:unit", facts.municipality_id)
    if not facts.coordinators:
        return (check(says, Status.DUE, say("No coordinator's post is registered on the day.", way), way_on=way),)
    return (
        check(
            says,
            Status.FULFILLED,
            *(say("Post: %(title)s.", way, title=title) for title in facts.coordinators),
            way_on=way,
        ),
    )


def tasks_of_coordination(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """12 §: coordinate and support, be the point of contact, help information to reach the residents."""
    way = Way("organisation:unit", facts.municipality_id)
    contact = (
        check(
            say("The function is the municipality's point of contact"),
            Status.FULFILLED,
            say("A function mailbox is registered.", way),
            way_on=way,
        )
        if facts.has_mailbox
        else check(
            say("The function is the municipality's point of contact"),
            Status.DUE,
            say("No function mailbox is registered for the municipality.", way),
            way_on=way,
        )
    )
    return (
        check(
            say("The function coordinates and supports the work"),
            Status.CANNOT_BE_JUDGED,
            say("How the work is supported is not something that the system can see."),
        ),
        contact,
        check(
            say("Information reaches the residents"),
            Status.CANNOT_BE_JUDGED,
            say("Public pages are not kept here yet."),
        ),
    )


def leadership(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """13 §: the executive committee leads and reports continuously to the council.

    The Act gives no interval, so nothing is called breached; a year without a report is called due.
    """
    says, way = say("The municipal executive committee reports continuously to the council"), Way("reporting:council")
    given = [day for day in facts.council_reports if day <= on]
    if not given:
        none = say("No report to the council is kept here.")
        return (check(says, Status.DUE, none, way_on=way),)
    last = add_months(max(given), 12)
    status = Status.FULFILLED if on <= last else Status.DUE
    latest = say("The latest of %(count)s reports was given on %(day)s.", way, count=len(given), day=max(given))
    return (check(says, status, latest, due_date=None if status == Status.FULFILLED else last, way_on=way),)


def delegation(facts: ActFacts, on: date) -> tuple[Check, ...]:
    """Local Government Act ch. 6 s. 38: no group decides what a board may not delegate (DEC-03, DEC-04)."""
    says = say("No group may decide what a board may not delegate")
    if not facts.groups:
        return (check(says, Status.CANNOT_BE_JUDGED, say("No group exists on this day.")),)
    evidence = [
        say("%(group)s: the delimitation goes too far.", Way("groups:group", group_id), group=name)
        for group_id, name in facts.beyond_delegation
    ]
    evidence.append(
        say(
            "Groups with a written delimitation: %(delimited)s of %(groups)s.",
            Way("groups:list"),
            delimited=facts.delimited_groups,
            groups=facts.groups,
        )
    )
    if facts.beyond_delegation:
        status = Status.BREACHED
    else:
        status = Status.FULFILLED if facts.delimited_groups == facts.groups else Status.DUE
    return (check(says, status, *evidence, way_on=Way("groups:list")),)


SECTIONS: dict[str, ActJudge] = {
    "4": situation_picture,
    "5": measures_plan,
    "6": every_second_year,
    "7": integrated,
    "9": agreements,
    "10": council,
    "11": coordination,
    "12": tasks_of_coordination,
    "13": leadership,
    "6:38": delegation,
}
"""The sections that set a duty. The others (purpose, scope, a right to film) have nothing to check."""

NO_DUTY = {
    "1": say("The section says what the Act is about and sets no duty of its own."),
    "2": say("The duties lie in the sections that follow."),
    "3": say("The section states the purpose of the Act and sets no duty of its own."),
    "8": say("The duty is carried out through sections 9 and 10."),
    "14": say("The section gives a right, not a duty."),
    "övergångsbestämmelserna": say("Says from when the Act applies."),
}
"""Why a section has no check, in a sentence."""
