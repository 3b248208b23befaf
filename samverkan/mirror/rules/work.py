"""Knowledge-based work over the year: pictures, causes, follow-up, reports (FOL-01 to -05, CAU-02, CAU-03).

The system sees what is kept in it. Where nothing is kept, a rule cannot be judged; it is breached only when a last
day that somebody has set here, or the end of a whole year, has passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.ground.periods import add_months
from samverkan.ground.terms import Term
from samverkan.ground.words import Party
from samverkan.mirror.rules.facts import Facts, ReportFact, WorkFact, YearFact
from samverkan.mirror.rules.findings import Finding, Sentence, Subject, Way, finding, say, worst
from samverkan.mirror.words import Status

CONTINUOUS_MONTHS = 6
"""A picture that nobody has touched for so long is no longer continuously updated. The agreement gives no number."""

FOLLOWED_UP = {
    "work": say("The work is followed up once a year"),
    "action_plan": say("Results and measures are compiled at the end of the year, with a plan for the next"),
    "sub_goals": say("Sub-goals and indicators of every priority area are reviewed every year"),
    "measurements": say("Unsafety and crime are measured every year by both parties"),
    "compilation_returned": say("The yearly compilation is sent to all local organisations"),
    "situation_picture": say("The situation picture is kept up to date between its revisions"),
    "cause_analysis": say("Measures rest on analyses of causes"),
    "implementation": say("Implementation is reported to the local steering group and the central preparation group"),
    "templates": say("Agreement, situation picture and measures plan are made from the common templates"),
    "priority_areas": say("The priority areas are followed up every year"),
}
"""What a follow-up term can be about (`of`), as the sentence of the rule."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one subject before it becomes a finding."""

    status: Status
    evidence: tuple[Sentence, ...]
    way_on: Way
    due_date: date | None = None


Judge = Callable[[Facts, WorkFact, date], Answer]


def yearly_follow_up(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge what is to be done continuously or every year, by the word of `of`.

    What is done in every district is judged for the agreement's own district, or for every district under an
    overall agreement; what is done for the whole city is judged once.
    """
    about = str(term.parameters.get("of", "work"))
    says = FOLLOWED_UP.get(about, FOLLOWED_UP["work"])
    if about in IN_DISTRICTS:
        judge = IN_DISTRICTS[about]
        if not facts.works:
            reason = say("No local agreement under it is in force on the day, or none that you may see.")
            way = facts.agreement.way
            return (finding(term, says, facts.agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=way),)
        return tuple(_found(term, says, Subject(work.name, work.way), judge(facts, work, on)) for work in facts.works)
    answer = IN_THE_CITY.get(about, _templates)(facts, on)
    return (_found(term, says, facts.agreement.subject, answer),)


def _found(term: Term, says: Sentence, subject: Subject, answer: Answer) -> Finding:
    return finding(term, says, subject, answer.status, *answer.evidence, due_date=answer.due_date, way_on=answer.way_on)


def _continuous_picture(facts: Facts, work: WorkFact, on: date) -> Answer:
    """SIT-03: the picture is touched between its decided versions."""
    way = Way("situation:picture", work.picture_id) if work.picture_id else Way("situation:pictures")
    if work.picture_touched_on is None:
        return Answer(Status.CANNOT_BE_JUDGED, (say("No situation picture is written here.", way),), way)
    last = add_months(work.picture_touched_on, CONTINUOUS_MONTHS)
    evidence = (
        say("Last changed on %(day)s.", way, day=work.picture_touched_on),
        say("The agreement gives no number; %(months)s months are counted as continuously.", months=CONTINUOUS_MONTHS),
    )
    return Answer(Status.FULFILLED if on < last else Status.DUE, evidence, way, last)


def _cause_analysis(facts: Facts, work: WorkFact, on: date) -> Answer:
    """CAU-02, CAU-03: every prioritised problem is analysed, and measures in force rest on causes."""
    way = Way("causes:list")
    if not work.prioritised and not work.measures_in_force:
        none = say("No problem is prioritised and no measure is in force here.", Way("situation:problems"))
        return Answer(Status.CANNOT_BE_JUDGED, (none,), Way("situation:problems"))
    evidence = [
        say(
            "Prioritised problems: %(count)s, of which without a cause analysis: %(lacking)s.",
            way,
            count=work.prioritised,
            lacking=work.prioritised_without_analysis,
        ),
        say(
            "Measures in force: %(count)s, of which by a motivated exception without a cause: %(lacking)s.",
            Way("measures:plans"),
            count=work.measures_in_force,
            lacking=work.measures_by_exception,
        ),
    ]
    return Answer(Status.DUE if work.prioritised_without_analysis else Status.FULFILLED, tuple(evidence), way)


def _implementation(facts: Facts, work: WorkFact, on: date) -> Answer:
    """REP-01, FOL-05: the latest report that is due has been submitted to both recipients."""
    way = Way("reporting:list")
    due = [report for report in work.reports if report.opens_on <= on]
    if not due:
        return Answer(Status.CANNOT_BE_JUDGED, (say("No reporting period has been opened.", way),), way)
    latest = max(due, key=lambda report: (report.due_on, report.id))
    to = Way("reporting:report", latest.id)
    if latest.submitted_on is not None and latest.submitted_on <= on:
        sent = say("Submitted on %(day)s to both groups.", to, day=latest.submitted_on)
        return Answer(Status.FULFILLED, (sent,), to)
    waiting = say("The report for %(year)s has not been submitted.", to, year=latest.year)
    return Answer(Status.BREACHED if on > latest.due_on else Status.DUE, (waiting,), to, latest.due_on)


IN_DISTRICTS: dict[str, Judge] = {
    "situation_picture": _continuous_picture,
    "cause_analysis": _cause_analysis,
    "implementation": _implementation,
}


def _latest_year(facts: Facts, on: date) -> YearFact | None:
    """Return the latest reporting year that has ended before the day."""
    return max((year for year in facts.city.years if year.ends_on < on), key=lambda year: year.ends_on, default=None)


def _compiled(facts: Facts, on: date) -> Answer:
    """FOL-01, FOL-02, REP-02: the year that ended is compiled before the next one ends."""
    way = Way("reporting:list")
    year = _latest_year(facts, on)
    if year is None:
        return Answer(Status.CANNOT_BE_JUDGED, (say("No year of reports has ended here yet.", way),), way)
    to = Way("reporting:compilation", year.compilation_id) if year.compilation_id else way
    counted = say(
        "%(year)s: reports accepted from %(accepted)s of %(reports)s districts.",
        way,
        year=year.year,
        accepted=year.accepted,
        reports=year.reports,
    )
    if year.settled_on is not None and year.settled_on <= on:
        settled = say("The compilation for %(year)s was settled on %(day)s.", to, year=year.year, day=year.settled_on)
        return Answer(Status.FULFILLED, (settled, counted), to)
    last = add_months(year.ends_on, 12)
    waiting = say("The compilation for %(year)s is not settled.", to, year=year.year)
    return Answer(Status.BREACHED if on > last else Status.DUE, (waiting, counted), to, last)


def _action_plan(facts: Facts, on: date) -> Answer:
    """FOL-01, ACT-03: the compilation is there, and next year's plan was opened from it."""
    answer = _compiled(facts, on)
    year = _latest_year(facts, on)
    if answer.status != Status.FULFILLED or year is None:
        return answer
    way = Way("measures:plan", year.next_plan_id) if year.next_plan_id else Way("measures:plans")
    if year.next_plan_id is None:
        return Answer(Status.DUE, (say("No plan for the year after has been opened.", way), *answer.evidence), way)
    opened = say("The plan for the year after was opened from it.", way)
    return Answer(Status.FULFILLED, (opened, *answer.evidence), answer.way_on)


def _returned(facts: Facts, on: date) -> Answer:
    """COM-09, REP-02: every district has been sent the latest settled compilation."""
    way = Way("reporting:list")
    settled = [year for year in facts.city.years if year.settled_on is not None and year.settled_on <= on]
    if not settled:
        return Answer(Status.CANNOT_BE_JUDGED, (say("No compilation has been settled yet.", way),), way)
    year = max(settled, key=lambda one: one.ends_on)
    to = Way("reporting:compilation", year.compilation_id)
    sent = say(
        "%(year)s: sent to %(sent)s of %(letters)s districts.", to, year=year.year, sent=year.sent, letters=year.letters
    )
    return Answer(Status.FULFILLED if year.letters and year.sent == year.letters else Status.DUE, (sent,), to)


def _sub_goals(facts: Facts, on: date) -> Answer:
    """FOL-04: every area has sub-goals with indicators, and the steering group has gone through them this year."""
    way = Way("indicators:goals")
    city = facts.city
    if not city.sub_goals:
        return Answer(Status.CANNOT_BE_JUDGED, (say("No sub-goals are kept here.", way),), way)
    end = date(on.year, 12, 31)
    reviewed = [day for day in city.goals_reviewed if day <= on]
    this_year = any(day.year == on.year for day in reviewed)
    evidence = [say("Lacks sub-goals or indicators: %(area)s.", way, area=name) for name in city.areas_lacking]
    evidence.append(
        say("Reviewed on %(day)s.", way, day=max(reviewed))
        if reviewed
        else say("The steering group has not reviewed them yet.", way)
    )
    missed = any(day.year < on.year - 1 for day in reviewed) and not any(day.year >= on.year - 1 for day in reviewed)
    statuses = [Status.FULFILLED if this_year else Status.BREACHED if missed else Status.DUE]
    if city.areas_lacking:
        statuses.append(Status.DUE)
    status = worst(*statuses)
    return Answer(status, tuple(evidence), way, None if status == Status.FULFILLED else end)


MEASURED = (
    ("safety", say("Unsafety: no measurement.").text, say("Unsafety: measured until %(day)s.").text),
    ("crime", say("Crime: no measurement.").text, say("Crime: measured until %(day)s.").text),
)


def _measurements(facts: Facts, on: date) -> Answer:
    """FOL-03: unsafety and crime are measured every year, by both parties: a year later the next is there."""
    way = Way("indicators:outcomes")
    measured = facts.city.measured
    if not measured:
        return Answer(Status.CANNOT_BE_JUDGED, (say("No measurement of the two top outcomes is kept here.", way),), way)
    evidence, statuses = [], []
    for outcome, none, latest in MEASURED:
        days = [day for (which, _), day in measured.items() if which == outcome]
        if not days:
            statuses.append(Status.DUE)
            evidence.append(say(none, way))
            continue
        statuses.append(Status.FULFILLED if on <= add_months(max(days), 24) else Status.BREACHED)
        evidence.append(say(latest, way, day=max(days)))
    parties = {party for _, party in measured}
    for party in (Party.MUNICIPALITY, Party.POLICE):
        if party.value not in parties:
            statuses.append(Status.DUE)
            evidence.append(say("No measurement from this party: %(party)s.", way, party=party))
    return Answer(worst(*statuses), tuple(evidence), way)


def _templates(facts: Facts, on: date) -> Answer:
    """AGR-23: whether a text was made from a template cannot be seen from the text."""
    reason = say("Whether a text was made from the common template cannot be seen from the text.")
    return Answer(Status.CANNOT_BE_JUDGED, (reason,), facts.agreement.way)


IN_THE_CITY: dict[str, Callable[[Facts, date], Answer]] = {
    "work": _compiled,
    "action_plan": _action_plan,
    "compilation_returned": _returned,
    "sub_goals": _sub_goals,
    "measurements": _measurements,
    "priority_areas": _compiled,
    "templates": _templates,
}


def reports_in_time(works: Iterable[WorkFact], on: date) -> list[tuple[WorkFact, ReportFact]]:
    """Return each district's latest report that was submitted by the day."""
    found = []
    for work in works:
        given = [one for one in work.reports if one.submitted_on is not None and one.submitted_on <= on]
        if given:
            found.append((work, max(given, key=lambda one: (one.submitted_on or date.min, one.id))))
    return found
