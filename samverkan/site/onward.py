"""The next step of the red thread, on pages whose packages lie below the one where it is taken.

A problem does not know that there are cause analyses, nor an analysis that there are workshops and measures. The roof
knows all floors, so it leads the way up, to those who may take the step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.causes.queries.analyses import analyses_visible_to, analysis_for
from samverkan.causes.words import AnalysisState
from samverkan.measures.queries.measures import is_in_force, measure_for
from samverkan.measures.queries.plans import plans_visible_to
from samverkan.measures.words import PlanKind
from samverkan.reporting.queries.compilations import letter_for
from samverkan.situation.queries.problems import problem_for
from samverkan.situation.words import ProblemState
from samverkan.ui.pages import NavigationItem

Step = NavigationItem | None


def _from_problem(actor: Actor, key: int, today: date) -> Step:
    """From a problem to the analysis of its causes."""
    problem = problem_for(actor, key)
    found = analyses_visible_to(actor).filter(problem=problem).order_by("-started_on", "-pk").first()
    if found is not None:
        return NavigationItem(_("The cause analysis"), reverse("causes:analysis", args=[found.pk]))
    if problem.state != ProblemState.OPEN or not may_prepare(actor, problem.unit_id):
        return None
    return NavigationItem(_("Find the causes"), reverse("causes:open", args=[problem.pk]))


def _from_analysis(actor: Actor, key: int, today: date) -> Step:
    """From an open analysis to a workshop about it, from a settled one to the year's measures."""
    analysis = analysis_for(actor, key)
    unit_id = analysis.problem.unit_id
    if not may_prepare(actor, unit_id):
        return None
    if analysis.state != AnalysisState.SETTLED:
        if analysis.workshop_address:
            return None
        return NavigationItem(_("Hold a workshop about it"), reverse("workshops:open", args=[analysis.pk]))
    plans = plans_visible_to(actor).filter(unit_id=unit_id, kind=PlanKind.MEASURES_PLAN, year__gte=today.year)
    plan = plans.order_by("year").first()
    if plan is None:
        return NavigationItem(_("Open a measures plan"), reverse("measures:open_plan"))
    return NavigationItem(_("Choose measures"), reverse("measures:plan", args=[plan.pk]))


def _from_measure(actor: Actor, key: int, today: date) -> Step:
    """From a measure in force to whether it helps."""
    measure = measure_for(actor, key)
    if not is_in_force(measure) or not may_prepare(actor, measure.plan.unit_id):
        return None
    return NavigationItem(_("Follow up whether it helps"), reverse("followup:measure", args=[measure.pk]))


def _from_letter(actor: Actor, key: int, today: date) -> Step:
    """From the city's letter to next year's plan, which opens with what was left undone."""
    letter = letter_for(actor, key)
    year = letter.compilation.period.year
    if letter.sent_at is None or not may_prepare(actor, letter.unit_id):
        return None
    plans = plans_visible_to(actor).filter(unit_id=letter.unit_id, kind=PlanKind.MEASURES_PLAN, year__gte=year)
    plan = plans.order_by("-year").first()
    if plan is None:
        return None
    if plan.year > year:
        title = _("The plan for %(year)s") % {"year": plan.year}
        return NavigationItem(title, reverse("measures:plan", args=[plan.pk]))
    title = _("Open the plan for %(year)s") % {"year": year + 1}
    return NavigationItem(title, reverse("measures:open_next", args=[plan.pk]))


STEPS: dict[str, Callable[[Actor, int, date], Step]] = {
    "situation:problem": _from_problem,
    "causes:analysis": _from_analysis,
    "measures:measure": _from_measure,
    "reporting:letter": _from_letter,
}
"""The step from each page, by the name of its address; each takes the page's key."""


NEW_GROUP = frozenset({"working_groups:propose", "groups:found"})
"""The pages where a group is thought of: what it would cost in time is known above them (MEE-14)."""


def onward(actor: Actor, view: str, keys: list[int], today: date) -> Step:
    """Return the next step from the page, if it has one and the person may take it; at most three queries."""
    if view in NEW_GROUP:
        return NavigationItem(_("What would one more group cost?"), reverse("workload:one_more"))
    step = STEPS.get(view)
    if step is None or len(keys) != 1:
        return None
    try:
        return step(actor, keys[0], today)
    except Http404:  # the page itself answers so
        return None
