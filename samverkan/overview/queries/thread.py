"""What the red thread asks of an actor: each package below answers for its own things.

Sixteen queries for those who prepare in a district, fewer for others, whatever the answers. The lamps are a page's
worth of questions by themselves, and are asked for apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.access.words import Role
from samverkan.causes.queries.waiting import causes_to_test
from samverkan.checkins.queries import check_ins_owed, lines_of_functions
from samverkan.checkins.rules import Week as CheckInWeek
from samverkan.followup.queries.reviews import reviews_due
from samverkan.followup.queries.waiting import answers_owed, cards_to_settle
from samverkan.measures.models import Plan
from samverkan.measures.queries.mine import halves_of_function
from samverkan.measures.queries.plans import in_force, plan_versions_visible_to, plans_needing_update
from samverkan.measures.words import HalfState, PlanKind
from samverkan.overview.rules import SOON, Task, gathered
from samverkan.overview.words import Deed
from samverkan.reporting.models import ReportingPeriod
from samverkan.reporting.queries.boards import boards_visible_to, waiting_suggestions
from samverkan.reporting.queries.reports import reports_due, reports_to_answer
from samverkan.reporting.words import PeriodKind, ReportState
from samverkan.situation.queries.versions import listed_versions
from samverkan.situation.queries.waiting import Waiting, waiting_for
from samverkan.thread.queries.lamps import lamps_for
from samverkan.thread.words import Lamp
from samverkan.ui.templatetags.ui import short_day
from samverkan.workshops.queries import workshops_open_to
from samverkan.workshops.words import Phase

MOST = 200
LISTS: Mapping[Deed, str] = {
    Deed.WRITE_REPORT: "reporting:list",
    Deed.ANSWER_REPORT: "reporting:list",
    Deed.CHECK_IN: "checkins:list",
    Deed.UPDATE_PLAN: "measures:plans",
    Deed.MERGE: "situation:pictures",
    Deed.TEST_CAUSES: "causes:list",
    Deed.WORKSHOP: "workshops:list",
    Deed.REVIEW: "followup:list",
    Deed.SETTLE_CARD: "followup:list",
}
"""Where many things of one kind are worked off: the deeds that are gathered to one line of the page."""


def prepared_by(actor: Actor) -> frozenset[int]:
    """Return the units whose matters the actor prepares. No query."""
    return frozenset(pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk))


def is_insight(actor: Actor) -> bool:
    """Tell whether the actor is only elected, and meets nothing but what is decided. No query."""
    return actor.roles == {Role.BOARD}


def period_title(period: ReportingPeriod) -> str:
    """Return what a report on the period is called: by its year, or its days where it is shorter."""
    days = f"{short_day(period.starts_on)} – {short_day(period.ends_on)}"
    return _("Report %(period)s") % {"period": period.year if period.kind == PeriodKind.YEAR else days}


def plan_title(plan: Plan) -> str:
    """Return what the plan is called."""
    return f"{_(PlanKind(plan.kind).label)} {plan.year}"


def thread_tasks(actor: Actor, *, today: date) -> tuple[Task, ...]:
    """Return what the red thread asks of the actor; many things of one kind as one line that leads to their list."""
    if actor.user_id is None or not actor.posts or is_insight(actor):
        return ()
    tasks = (
        *report_tasks(actor, today=today),
        *half_tasks(actor, today=today),
        *workshop_tasks(actor),
        *suggestion_tasks(actor),
    )
    if prepared_by(actor):
        tasks = (
            *tasks,
            *check_in_tasks(actor, today=today),
            *plan_tasks(actor, today=today),
            *merge_tasks(actor),
            *cause_tasks(actor),
            *follow_up_tasks(actor, today=today),
        )
    return gathered(tasks, {deed: reverse(name) for deed, name in LISTS.items()})


def report_tasks(actor: Actor, *, today: date) -> Iterator[Task]:
    """Yield the reports that the actor's units owe, and those that wait for the central group's answer (REP-01)."""
    if not prepared_by(actor):
        return
    for due in reports_due(actor, on=today)[:MOST]:
        report = due.report
        deed = Deed.AMEND_REPORT if report.state == ReportState.RETURNED else Deed.WRITE_REPORT
        address = reverse("reporting:report", args=[report.pk])
        yield Task(deed, period_title(report.period), report.unit.name, address, report.period.due_on)
    if Role.CENTRAL in actor.roles or Role.EXECUTIVE_OFFICE in actor.roles:
        for report in reports_to_answer(actor)[:MOST]:
            address = reverse("reporting:report", args=[report.pk])
            yield Task(Deed.ANSWER_REPORT, report.unit.name, period_title(report.period), address)


def half_tasks(actor: Actor, *, today: date) -> Iterator[Task]:
    """Yield the parts of measures that the actor's function owns, and those to close as the second person (one query).

    ACT-09, ACT-10, ACT-19.
    """
    for half in halves_of_function(actor, until=today + SOON, on=today)[:MOST]:
        deed = Deed.CLOSE_HALF if half.state == HalfState.REPORTED else Deed.DO_HALF
        address = reverse("measures:measure", args=[half.measure_id])
        plan = half.measure.plan
        where = f"{half.owner_title}, {plan.group.name if plan.group else plan.unit.name}"
        yield Task(deed, half.measure.title, where, address, half.due_on)


def workshop_tasks(actor: Actor) -> Iterator[Task]:
    """Yield the workshops that are planned or go on where the actor takes part (one query; CAU-12)."""
    for workshop in workshops_open_to(actor)[:MOST]:
        address = reverse("workshops:board", args=[workshop.code])
        begun = timezone.localtime(workshop.opened_at).date()
        goes_on = workshop.phase != Phase.LOBBY
        unit = workshop.analysis.problem.unit.name
        where = _("%(unit)s, under way") % {"unit": unit} if goes_on else unit
        yield Task(Deed.WORKSHOP, workshop.analysis.title, where, address, begun if goes_on else None)


def suggestion_tasks(actor: Actor) -> Iterator[Task]:
    """Yield what members of boards have suggested that waits for the actor's answer (one query; REP-06)."""
    for one in waiting_suggestions(actor)[:MOST]:
        yield Task(Deed.ANSWER_BOARD, one.board.name, "", reverse("reporting:answer", args=[one.pk]))


def check_in_tasks(actor: Actor, *, today: date) -> Iterator[Task]:
    """Yield the week's check-ins that are not closed, and what was agreed there for the actor (two queries; SIT-12)."""
    week = CheckInWeek.of(today)
    for owed in check_ins_owed(actor, week, on=today)[:MOST]:
        waiting = ngettext(
            "%(count)s thing open from earlier weeks", "%(count)s things open from earlier weeks", owed.waiting
        ) % {"count": owed.waiting}
        address = reverse("checkins:check_in", args=[owed.check_in]) if owed.check_in else reverse("checkins:list")
        yield Task(Deed.CHECK_IN, owed.unit.name, waiting if owed.waiting else "", address, week.friday)
    for line in lines_of_functions(actor, until=today + SOON)[:MOST]:
        address = reverse("checkins:check_in", args=[line.check_in_id])
        yield Task(Deed.AGREED, line.text, line.check_in.unit.name, address, line.due_on)


def plan_tasks(actor: Actor, *, today: date) -> Iterator[Task]:
    """Yield the plans written for other areas than those in force (one query; ACT-13, PRI-18)."""
    for plan in plans_needing_update(today, unit_ids=prepared_by(actor))[:MOST]:
        where = plan.group.name if plan.group else plan.unit.name
        yield Task(Deed.UPDATE_PLAN, plan_title(plan), where, reverse("measures:plan", args=[plan.pk]))


def waiting_text(waiting: Waiting) -> str:
    """Say what waits in the merge of a picture."""
    counts = (
        (waiting.lines, ngettext("%(n)s shared line", "%(n)s shared lines", waiting.lines)),
        (
            waiting.statements,
            ngettext("%(n)s statement not settled", "%(n)s statements not settled", waiting.statements),
        ),
        (waiting.contributions, ngettext("%(n)s contribution", "%(n)s contributions", waiting.contributions)),
    )
    return ", ".join(text % {"n": number} for number, text in counts if number)


def merge_tasks(actor: Actor) -> Iterator[Task]:
    """Yield the pictures in which something shared, unsettled or sent in waits (one query; SIT-11)."""
    for waiting in waiting_for(actor)[:MOST]:
        only_sent = not waiting.lines and not waiting.statements
        address = (
            reverse("situation:contributions") if only_sent else reverse("situation:merge", args=[waiting.picture.pk])
        )
        yield Task(Deed.MERGE, str(waiting.picture), waiting_text(waiting), address)


def cause_tasks(actor: Actor) -> Iterator[Task]:
    """Yield the open analyses with causes that are not tested (one query; CAU-10)."""
    for untested in causes_to_test(actor)[:MOST]:
        causes = ngettext("%(count)s cause", "%(count)s causes", untested.count) % {"count": untested.count}
        where = f"{untested.analysis.problem.unit.name}, {causes}"
        address = reverse("causes:analysis", args=[untested.analysis.pk])
        yield Task(Deed.TEST_CAUSES, untested.analysis.title, where, address)


def follow_up_tasks(actor: Actor, *, today: date) -> Iterator[Task]:
    """Yield measures to ask anew about, cards to settle and questions to answer (three queries; FOL-12, -18, -23)."""
    for due in reviews_due(prepared_by(actor), today):
        if due.measure.entered_id is None:
            continue  # nobody has put it to decision: there is nothing to ask about yet
        address = reverse("followup:measure", args=[due.measure.pk])
        agreed_day = due.since if getattr(due.measure, "asked_again", None) else None  # the first time has no such day
        yield Task(Deed.REVIEW, due.measure.title, due.measure.plan.unit.name, address, agreed_day)
    for card in cards_to_settle(actor)[:MOST]:
        address = reverse("followup:card", args=[card.pk])
        yield Task(Deed.SETTLE_CARD, card.measure.title, card.measure.plan.unit.name, address)
    for answer in answers_owed(actor)[:MOST]:
        address = reverse("followup:answer", args=[answer.pk])
        yield Task(Deed.ANSWER, answer.questionnaire.title, answer.unit.name, address, answer.questionnaire.due_on)


def lamp_units(actor: Actor) -> frozenset[int]:
    """Return the units whose lamps the actor is shown: those the actor prepares. No query."""
    return frozenset() if is_insight(actor) else prepared_by(actor)


def lit_lamps(actor: Actor, *, today: date) -> tuple[tuple[Lamp, int], ...]:
    """Return how many things each lit lamp hangs on, those with most first: thirteen queries."""
    lamps = lamps_for(actor, lamp_units(actor), today)
    lit = [(lamp, len(things)) for lamp, things in lamps.items() if things and lamp != Lamp.MEASURE_BY_EXCEPTION]
    return tuple(sorted(lit, key=lambda row: -row[1]))


@dataclass(frozen=True, slots=True)
class DecidedFact:
    """A picture or plan in force."""

    title: str
    unit: str
    decided_on: date | None
    address: str


def decided_lately(actor: Actor) -> tuple[DecidedFact, ...]:
    """Return the latest decided picture and plans of each unit, for those with insight only (two queries; REP-04)."""
    if not is_insight(actor):
        return ()
    found: dict[tuple[str, int, int | None], DecidedFact] = {}
    for picture in listed_versions(actor)[:MOST]:
        fact = DecidedFact(
            title=_("Situation picture %(year)s") % {"year": picture.picture.year},
            unit=picture.picture.unit.name,
            decided_on=picture.annex_version.dated_on,
            address=reverse("situation:version", args=[picture.pk]),
        )
        found.setdefault(("picture", picture.picture.unit_id, None), fact)
    plans = plan_versions_visible_to(actor).filter(in_force("")).defer("content")
    for version in plans.order_by("-plan__year", "-number")[:MOST]:
        plan, annex = version.plan, version.annex_version
        decision = version.decision or (annex.decision if annex else None)
        fact = DecidedFact(
            title=plan_title(plan),
            unit=plan.group.name if plan.group else plan.unit.name,
            decided_on=decision.decided_on if decision else annex.dated_on if annex else None,
            address=reverse("measures:plan_version", args=[version.pk]),
        )
        found.setdefault((plan.kind, plan.unit_id, plan.group_id), fact)
    return tuple(found.values())


def own_boards(actor: Actor, *, today: date) -> tuple[tuple[str, str], ...]:
    """Return name and address of the boards that the actor is a member of, where one can suggest (one query)."""
    if not is_insight(actor):
        return ()
    own = [post.unit_id for post in actor.posts]
    boards = boards_visible_to(actor, on=today).filter(pk__in=own)
    return tuple((board.name, reverse("reporting:board", args=[board.pk])) for board in boards)
