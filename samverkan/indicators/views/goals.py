"""Pages and deeds of goals and of the two top outcomes."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.indicators import services
from samverkan.indicators.forms.goals import (
    EndForm,
    JudgeForm,
    ProgrammeForm,
    ReviewForm,
    SubGoalForm,
    UnlinkForm,
    VisionForm,
)
from samverkan.indicators.forms.indicators import AskForm
from samverkan.indicators.pages.figures import Figure, merged
from samverkan.indicators.pages.goals import (
    DistrictTrends,
    GoalsPage,
    OutcomeBlock,
    OutcomesPage,
    SubGoalPage,
    bad_news,
    outcome_trend,
    trend_cell,
)
from samverkan.indicators.pages.indicators import IndicatorRow, is_municipality, tabs_of, unit_choices
from samverkan.indicators.pages.readings import WritePage
from samverkan.indicators.queries import area_totals
from samverkan.indicators.queries import goals as queries
from samverkan.indicators.queries import indicators as asked
from samverkan.indicators.queries.readings import series_of
from samverkan.indicators.queries.sources import source_choices
from samverkan.indicators.rules.coverage import TOP_OUTCOMES
from samverkan.indicators.services.pointers import NOT_YOUR_GOALS
from samverkan.indicators.views.asking import (
    answer_writing,
    asked_unit,
    asks,
    demand_work_here,
    goals_crumb,
    unit_or_404,
)
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

DISTRICTS_A_PAGE = 60


@require_safe
def goals(request: ActorRequest) -> HttpResponse:
    """Show the tree vision, goal, sub-goal, indicator as read in one unit (FOL-04, -07, -08, -14, -21, ACT-35)."""
    demand_work_here(request.actor)
    actor, today, unit = request.actor, localdate(), asked_unit(request)
    if unit is None:
        return render(request, "indicators/goals.html", {"page": GoalsPage(None)})
    municipality = unit.municipality_id or unit.pk
    own = asked.sees_working_material(actor, unit)
    visible = asked.indicators_visible_to(actor)
    loose = asked.indicators_for_unit(unit.pk, on=today).filter(sub_goal__isnull=True, pk__in=visible.values("pk"))
    page = GoalsPage.of(
        unit,
        units=asked.units_open_to(actor),
        visions=[one for one in queries.visions_on(unit, on=today) if own or one.unit_id == municipality],
        areas=queries.areas_of(municipality, on=today),
        sub_goals=queries.sub_goals_for_unit(unit, on=today, own=own),
        loose=loose,
        judgements=queries.judgements_of(municipality),
        programmes=queries.programmes_of(municipality, on=today),
        lacking=queries.areas_lacking_in(municipality, on=today),
        reviews=queries.reviews_of(municipality),
        unreviewed=queries.years_unreviewed_in(
            municipality, since=queries.first_year_of(municipality, on=today), on=today
        ),
        may_change=may_prepare(actor, unit.pk),
        may_steer=may_prepare(actor, municipality),
    )
    return render(request, "indicators/goals.html", {"page": page})


@require_safe
def sub_goal(request: ActorRequest, sub_goal_id: int) -> HttpResponse:
    """Show a sub-goal with what measures it."""
    today, found = localdate(), queries.sub_goal_for(request.actor, sub_goal_id)
    visible = list(asked.indicators_visible_to(request.actor).filter(sub_goal=found).order_by("name"))
    figures = _latest_figures(visible, found.unit)
    aims = asked.aims_of([one.pk for one in visible], [found.unit_id])
    rows = tuple(
        IndicatorRow.of(one, found.unit, figures[one.pk], aims.get((one.pk, found.unit_id)), on=today)
        for one in visible
    )
    page = SubGoalPage.of(found, rows, may_change=may_prepare(request.actor, found.unit_id))
    return render(request, "indicators/sub_goal.html", {"page": page})


def _latest_figures(indicators: list[Any], unit: Any, *, preliminary: bool = False) -> dict[int, tuple[Figure, ...]]:
    """Return the series of each indicator in the unit, for the municipality with sums of its districts."""
    keys = [one.pk for one in indicators]
    readings = series_of(keys, [unit.pk], preliminary=preliminary)
    totals: dict[int, list[Any]] = {}
    if is_municipality(unit):
        districts = [one.pk for one in asked.districts_of(unit.pk, on=localdate())]
        for total in area_totals(keys, districts, preliminary=False):
            totals.setdefault(total.indicator_id, []).append(total)
    for rows in readings.values():
        for row in rows:
            row.unit = unit
    return {
        one.pk: merged(one, readings.get((one.pk, unit.pk), ()), totals.get(one.pk, ()), unit.name)
        for one in indicators
    }


@require_safe
def outcomes(request: ActorRequest) -> HttpResponse:
    """Show how safety and actual crime move, for the city and per district, bad news plainly (FOL-20, FOL-25)."""
    demand_work_here(request.actor)
    actor, today, unit = request.actor, localdate(), asked_unit(request)
    if unit is None:
        return render(request, "indicators/outcomes.html", {"page": OutcomesPage(None)})
    municipality = unit.municipality_id or unit.pk
    found = asked.indicators_for_unit(municipality, on=today).filter(outcome__in=TOP_OUTCOMES)
    indicators = list(found.order_by("outcome", "name"))
    keys = [one.pk for one in indicators]
    districts = asked.districts_of(municipality, on=today)
    paging = Paginator(districts, DISTRICTS_A_PAGE).get_page(AskForm(request.GET).asked("page") or 1)
    shown = list(paging.object_list) if is_municipality(unit) else []
    figures = _latest_figures(indicators, unit)
    by_district = series_of(keys, [one.pk for one in shown], preliminary=False)
    blocks, news = [], []
    for outcome in TOP_OUTCOMES:
        mine = [one for one in indicators if one.outcome == outcome]
        news += [bad_news(one, unit, figures[one.pk]) for one in mine]
        rows = []
        for district in shown:
            cells = []
            for one in mine:
                readings = by_district.get((one.pk, district.pk), [])
                for reading in readings:
                    reading.unit = district
                series = [Figure.of(reading, one) for reading in readings]
                cells.append(trend_cell(one, series))
                news.append(bad_news(one, district, series))
            rows.append(DistrictTrends(district.name, asks("outcomes", district), tuple(cells)))
        blocks.append(
            OutcomeBlock(
                outcome=outcome,
                trends=tuple(outcome_trend(one, unit, figures[one.pk], on=today) for one in mine),
                columns=tuple(one.name for one in mine),
                districts=tuple(rows) if mine else (),
            )
        )
    visions = queries.visions_on(unit, on=today)
    page = OutcomesPage(
        unit=unit,
        tabs=tabs_of(unit, "outcomes"),
        units=unit_choices(asked.units_open_to(actor), unit),
        blocks=tuple(blocks),
        bad_news=tuple(one for one in news if one is not None),
        is_measured=any(trend.latest for block in blocks for trend in block.trends),
        council_goal=next((vision.council_goal for vision in visions if vision.council_goal), ""),
        paging=paging if shown else None,
    )
    return render(request, "indicators/outcomes.html", {"page": page})


@GET_POST
def set_vision(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Write the vision that holds from a day."""
    unit = unit_or_404(request.actor, unit_id)
    demand(may_prepare(request.actor, unit.pk), NOT_YOUR_GOALS)
    now = [one for one in queries.visions_on(unit, on=localdate()) if one.unit_id == unit.pk]
    initial: dict[str, Any] = {"valid_from": localdate()}
    if now:
        initial |= {"text": now[0].text, "council_goal": now[0].council_goal}
    page = DeedPage(
        title=_("Vision for %(unit)s") % {"unit": unit.name},
        form=VisionForm(request.POST or None, initial=initial),
        submit=_("Save the vision"),
        cancel_address=asks("goals", unit),
        lead=_("The vision in force holds until the day the new one begins."),
        crumbs=(goals_crumb(unit),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.set_vision(by=request.actor, unit=unit, **values),
        said=_("The vision has been saved."),
        to=lambda vision: asks("goals", unit),
    )


def _how(one: Any) -> str:
    return one.how_measured or ""


@GET_POST
def add_sub_goal(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Add a sub-goal, common or the district's own."""
    today, unit = localdate(), unit_or_404(request.actor, unit_id)
    demand(may_prepare(request.actor, unit.pk), NOT_YOUR_GOALS)
    municipality = unit.municipality_id or unit.pk
    areas = queries.areas_of(municipality, on=today)
    form = SubGoalForm(
        request.POST or None,
        initial={"measurability": "direct"},
        areas=areas,
        goals=_named_goals(areas),
        sources=source_choices(municipality),
    )
    page = DeedPage(
        title=_("Add a sub-goal"),
        form=form,
        submit=_("Add the sub-goal"),
        cancel_address=asks("goals", unit),
        lead=_("A sub-goal of the district stands beside the common ones.")
        if unit.municipality_id
        else _("A common sub-goal holds for every district."),
        crumbs=(goals_crumb(unit),),
        notes=() if areas else (_("There are no priority areas in force yet. Sub-goals are sorted under them."),),
    )

    def do(values: dict[str, Any]) -> Any:
        return services.add_sub_goal(by=request.actor, unit=unit, today=today, **_without_edition(values))

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The sub-goal has been added. Now tie an indicator to it, or say why it cannot be measured."),
        to=lambda added: reverse("indicators:sub_goal", args=[added.pk]),
    )


def _named_goals(areas: list[Any]) -> list[Any]:
    """Return the adopted goals of the areas, each knowing its area without a question."""
    found = []
    for area in areas:
        for goal in area.goals.all():
            if not goal.is_proposal:
                goal.area = area
                found.append(goal)
    return found


def _without_edition(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "edition"}


@GET_POST
def change_sub_goal(request: ActorRequest, sub_goal_id: int) -> HttpResponse:
    """Write a sub-goal anew. When somebody else has saved meanwhile, both wordings are shown."""
    today, found = localdate(), queries.sub_goal_for(request.actor, sub_goal_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOUR_GOALS)
    municipality = found.unit.municipality_id or found.unit_id
    area = found.area
    goals = _named_goals([area])
    sources = source_choices(municipality)
    back = reverse("indicators:sub_goal", args=[found.pk])

    def form(data: Any, **more: Any) -> SubGoalForm:
        return SubGoalForm(data, goals=goals, sources=sources, **more)

    initial = {
        "text": found.text,
        "goal": found.goal_id or "",
        "measurability": found.measurability,
        "how_measured": found.how_measured,
        "due_year": found.due_year,
        "sources": [str(source.pk) for source in found.sources.all()],
        "edition": found.edition,
    }

    def stored_now() -> tuple[int, list[tuple[str, Any]]]:
        found.refresh_from_db()
        return found.edition, [
            (_("Sub-goal"), found.text),
            (_("How it is measured, or why it cannot be"), found.how_measured),
            (_("To be reached by the end of the year"), found.due_year or ""),
        ]

    page = WritePage(
        title=_("Change the sub-goal"),
        form=form(request.POST or None, initial=initial),
        submit=_("Save the sub-goal"),
        cancel_address=back,
        crumbs=((goals_crumb(found.unit).title, goals_crumb(found.unit).address), (found.text[:60], back)),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.change_sub_goal(by=request.actor, sub_goal=found, today=today, **values),
        said=_("The sub-goal has been saved."),
        to=lambda changed: back,
        stored_now=stored_now,
        again=form,
    )


@GET_POST
def end_sub_goal(request: ActorRequest, sub_goal_id: int) -> HttpResponse:
    """End a sub-goal."""
    found = queries.sub_goal_for(request.actor, sub_goal_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOUR_GOALS)
    back = reverse("indicators:sub_goal", args=[found.pk])
    page = DeedPage(
        title=_("End the sub-goal"),
        form=EndForm(request.POST or None, initial={"on": localdate()}),
        submit=_("End the sub-goal"),
        is_stop=True,
        cancel_address=back,
        lead=found.text,
        crumbs=(goals_crumb(found.unit),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.end_sub_goal(by=request.actor, sub_goal=found, today=localdate(), **values),
        said=_("The sub-goal has ended. Its indicators are kept."),
        to=lambda ended: back,
    )


@GET_POST
def judge_goal(request: ActorRequest, goal_id: int) -> HttpResponse:
    """Say how a common goal can be measured, or that it cannot (FOL-08)."""
    goal = queries.goal_for(request.actor, goal_id)
    city = goal.area.area_list.municipality
    demand(may_prepare(request.actor, city.pk), NOT_YOUR_GOALS)
    judgement = queries.judgement_of(goal)
    sources = source_choices(city.pk)

    def form(data: Any, **more: Any) -> JudgeForm:
        return JudgeForm(data, sources=sources, **more)

    initial: dict[str, Any] = {"edition": 0}
    if judgement:
        initial = {
            "measurability": judgement.measurability,
            "how_measured": judgement.how_measured,
            "sources": [str(source.pk) for source in judgement.sources.all()],
            "edition": judgement.edition,
        }

    def stored_now() -> tuple[int, list[tuple[str, Any]]]:
        now = queries.judgement_of(goal)
        assert now is not None
        return now.edition, [(_("How it is measured, or why it cannot be"), _how(now))]

    page = WritePage(
        title=_("How can the goal be measured?"),
        form=form(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=asks("goals", city),
        crumbs=((goals_crumb(city).title, goals_crumb(city).address),),
        lead=goal.text,
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.judge_goal(by=request.actor, goal=goal, **values),
        said=_("How the goal is measured has been saved."),
        to=lambda judged: asks("goals", city),
        stored_now=stored_now,
        again=form,
    )


@GET_POST
def record_review(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Record the city-wide steering group's yearly review (FOL-04)."""
    city, today = unit_or_404(request.actor, unit_id), localdate()
    demand(may_prepare(request.actor, city.pk) and is_municipality(city), NOT_YOUR_GOALS)
    page = DeedPage(
        title=_("Record the yearly review"),
        form=ReviewForm(
            request.POST or None,
            initial={"year": today.year, "reviewed_on": today},
            decisions=queries.decisions_to_cite(city.pk),
        ),
        submit=_("Record the review"),
        cancel_address=asks("goals", city),
        lead=_("The city-wide steering group reviews the sub-goals and indicators of every area once a year."),
        crumbs=(goals_crumb(city),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.record_review(by=request.actor, municipality=city, today=today, **values),
        said=_("The review has been recorded."),
        to=lambda review: asks("goals", city),
    )


@GET_POST
def link_programme(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Tie an area to the budget, the safety programme or another programme (PRI-17)."""
    city, today = unit_or_404(request.actor, unit_id), localdate()
    demand(may_prepare(request.actor, city.pk) and is_municipality(city), NOT_YOUR_GOALS)
    areas = queries.areas_of(city.pk, on=today)
    page = DeedPage(
        title=_("Tie an area to budget or programme"),
        form=ProgrammeForm(request.POST or None, initial={"valid_from": today}, areas=areas),
        submit=_("Tie the area"),
        cancel_address=asks("goals", city),
        crumbs=(goals_crumb(city),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.link_programme(by=request.actor, **values),
        said=_("The area has been tied to it."),
        to=lambda link: asks("goals", city),
    )


@GET_POST
def unlink_programme(request: ActorRequest, link_id: int) -> HttpResponse:
    """End an area's tie to a programme."""
    link = queries.programme_for(request.actor, link_id)
    city = unit_or_404(request.actor, link.area.area_list.municipality_id)
    demand(may_prepare(request.actor, city.pk), NOT_YOUR_GOALS)
    page = DeedPage(
        title=_("End the tie to %(title)s") % {"title": link.title},
        form=UnlinkForm(request.POST or None, initial={"on": localdate()}),
        submit=_("End the tie"),
        is_stop=True,
        cancel_address=asks("goals", city),
        lead=link.area.name,
        crumbs=(NavigationItem(goals_crumb(city).title, goals_crumb(city).address),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.unlink_programme(by=request.actor, link=link, **values),
        said=_("The tie has ended."),
        to=lambda ended: asks("goals", city),
    )
