"""Pages and deeds of plans."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.causes.words import Side
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import is_intact
from samverkan.ground.words import Party
from samverkan.measures.forms.plans import (
    AdoptForm,
    AreaNoteForm,
    FreezeForm,
    PartForm,
    SearchForm,
)
from samverkan.measures.pages.edits import EditPage, Saved
from samverkan.measures.pages.plans import (
    AreaBlock,
    CarriedRow,
    Link,
    MeasureRow,
    PartBlock,
    PlanPage,
    PlanRow,
    PlansPage,
    StoppedPage,
    StoppedRow,
    TriangleRow,
    VersionHalf,
    VersionMeasure,
    VersionPage,
    VersionRow,
    as_decided,
    counted,
    plan_name,
)
from samverkan.measures.queries import measures as measure_queries
from samverkan.measures.queries import overview as overview_queries
from samverkan.measures.queries import plans as queries
from samverkan.measures.queries.reach import ground_of
from samverkan.measures.rules.access import has_insight_only
from samverkan.measures.rules.export import COLUMNS, export_rows
from samverkan.measures.rules.plans import missing_parts, untouched
from samverkan.measures.services import plans as services
from samverkan.measures.services import versions as version_services
from samverkan.measures.services.plans import NOT_YOURS
from samverkan.measures.views.edits import answer_edit
from samverkan.measures.words import (
    Benefits,
    DirectedAt,
    InPlanning,
    Kind,
    Lamp,
    Level,
    MeasureState,
    MeasureType,
    PartKind,
    PlanKind,
    TermLength,
)
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem


def chosen_year(request: ActorRequest, years: list[int], today: date) -> int:
    """Return the year that the address asks for, else this year or the latest there is."""
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and int(asked[:6]) in years:
        return int(asked[:6])
    return today.year if today.year in years or not years else years[0]


def year_tabs(years: list[int], year: int, name: str) -> tuple[tuple[int, str, bool], ...]:
    """Return the years as tabs: the year, its address and whether it is shown."""
    return tuple((one, f"{reverse(name)}?year={one}", one == year) for one in years)


@require_safe
def plans(request: ActorRequest) -> HttpResponse:
    """Show the plans of a year, and which of them must be updated to new areas (PRI-18)."""
    today, actor = localdate(), request.actor
    years = queries.years_of_plans(actor)
    year = chosen_year(request, years, today)
    found = queries.with_counts(queries.plans_visible_to(actor).filter(year=year))
    shown = Paginator(found.order_by("-kind", "unit__name", "group__name", "pk"), 50).get_page(request.GET.get("page"))
    needing = queries.plans_needing_update(today).filter(pk__in=queries.plans_visible_to(actor).values("pk"))
    ids = frozenset(needing.order_by().values_list("pk", flat=True))
    page = PlansPage(
        rows=tuple(PlanRow.of(plan, needing=ids) for plan in shown),
        paging=shown,
        query=f"year={year}&",
        year=year,
        years=year_tabs(years, year, "measures:plans"),
        updates=len(ids),
        may_open=bool(queries.units_to_plan_for(actor, on=today)),
        may_open_city=bool(queries.municipalities_to_plan_for(actor, on=today)),
        may_open_group=bool(queries.groups_to_plan_for(actor, on=today)),
    )
    return render(request, "measures/plans.html", {"page": page})


def crumbs_to_plan(plan: Any = None) -> tuple[NavigationItem, ...]:
    crumbs = (NavigationItem(_("Measures"), reverse("measures:plans")),)
    if plan is None:
        return crumbs
    return (*crumbs, NavigationItem(plan_name(plan), reverse("measures:plan", args=[plan.pk])))


@require_safe
def plan(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Show a plan at a glance: measures by area with both halves, what is missing, and where it stands."""
    today, actor = localdate(), request.actor
    found, writes = queries.plan_to_write(actor, plan_id)
    insight = has_insight_only(actor)
    measures = measure_queries.measures_in_plan(found, actor)
    versions = queries.versions_of(found)
    if insight:
        versions = [version for version in versions if queries.is_version_in_force(version)]
    newest = queries.newest_in_force(versions)
    decided = measure_queries.decided_measures(newest)
    areas = version_services.areas_of(found, measures)
    rows = [
        (measure.area_id, MeasureRow.of(measure, on=today, decided=decided, is_reading_decided=insight))
        for measure in measures
    ]
    lacking = {area.area_id for area in untouched(PlanKind(found.kind), areas)}
    parts = queries.parts_of(found)
    kind = PlanKind(found.kind)
    texts = {part_kind: part.text for part_kind, part in parts.items()}
    blocks = tuple(PartBlock.of(part_kind, part, may_write=writes) for part_kind, part in parts.items())
    shares = overview_queries.planned_share(found, only_in_force=insight)
    new_list = queries.open_update(found, on=today)
    group_plans = [] if kind == PlanKind.GROUP_PLAN or insight else queries.group_plans_under(found)
    picture, ground = found.picture_version, ground_of(actor, found)
    known = {area.area_id for area in areas}
    all_rows = [row for _area, row in rows]
    page = PlanPage(
        pk=found.pk,
        title=plan_name(found),
        kind=kind,
        year=found.year,
        unit=found.unit.name,
        group=found.group.name if found.group else "",
        above=plan_name(found.under) if found.under else "",
        above_address=reverse("measures:plan", args=[found.under_id]) if found.under_id and not insight else "",
        parts=blocks,
        missing=0 if insight else len(missing_parts(kind, texts)),
        areas=tuple(
            AreaBlock(
                facts=area,
                rows=tuple(row for area_id, row in rows if area_id == area.area_id),
                edit_address=reverse("measures:note_area", args=[found.pk, area.area_id]) if writes else "",
                is_untouched=area.area_id in lacking and not insight,
            )
            for area in areas
        ),
        elsewhere=tuple(row for area_id, row in rows if area_id not in known),
        triangle=TriangleRow.all(measure_queries.sides_by_problem(measures)),
        balance=overview_queries.balance_of(measure_queries.measure_content(measure) for measure in measures),
        groundwork=overview_queries.groundwork(found.unit, found.area_list.areas.all())
        if kind == PlanKind.MEASURES_PLAN
        else None,
        planned=tuple((party, *share) for party, share in shares.items()),
        versions=VersionRow.all(versions),
        carried=tuple(CarriedRow.of(one, may_write=writes) for one in queries.carried_of(found)),
        group_plans=tuple((plan_name(one), reverse("measures:plan", args=[one.pk])) for one in group_plans),
        picture=Link.to(
            f"{picture.picture} ({picture.number})" if picture else "", "situation:version", ground.picture
        ),
        analyses=tuple(Link.to(title, "causes:analysis", key) for title, key in ground.analyses),
        new_areas=new_list.name if new_list and not insight else "",
        cause_exceptions=counted(all_rows, Lamp.CAUSE_EXCEPTION),
        goal_exceptions=counted(all_rows, Lamp.GOAL_EXCEPTION),
        measures=len(all_rows),
        done=sum(row.state == MeasureState.DONE for row in all_rows),
        late=counted(all_rows, Lamp.LATE),
        changed=0 if insight else counted(all_rows, Lamp.CHANGED_SINCE),
        may_write=writes,
        waits=any(row.status == "awaiting_decision" for row in VersionRow.all(versions)),
        has_next=queries.has_next(found),
        is_reading_decided=insight,
    )
    if insight and newest is not None:
        page = as_decided(page, newest.content, decided)
    return render(request, "measures/plan.html", {"page": page})


@require_safe
def plan_version(request: ActorRequest, version_id: int) -> HttpResponse:
    """Show a frozen version as it was sealed, for reading and printing."""
    found = queries.plan_version_for(request.actor, version_id)
    newest = queries.newest_in_force(queries.versions_of(found.plan))
    content = found.content
    page = VersionPage(
        title=content["title"],
        number=found.number,
        row=VersionRow.of(found, newest.number if newest else None),
        plan_address=reverse("measures:plan", args=[found.plan_id]),
        plan_title=plan_name(found.plan),
        content=content,
        parts=tuple((_(PartKind(part["kind"]).label), part["text"]) for part in content["parts"]),
        measures=tuple(
            VersionMeasure(
                content=one,
                labels=tuple(
                    _(word.label)
                    for word in (
                        Level(one["level"]),
                        Kind(one["kind"]),
                        TermLength(one["term_length"]),
                        DirectedAt(one["directed_at"]),
                        MeasureType(one["measure_type"]),
                        Benefits(one["benefits"]),
                    )
                ),
                sides=tuple(_(Side(side).label) for side in one["sides"]),
                halves=tuple(
                    VersionHalf(
                        party=Party(half["party"]),
                        content=half,
                        due_on=date.fromisoformat(half["due_on"]) if half["due_on"] else None,
                        in_planning=_(InPlanning(half["in_planning"]).label),
                    )
                    for half in one["halves"]
                ),
            )
            for one in content["measures"]
        ),
        uncovered=tuple(
            (one["problem"], tuple(_(Side(side).label) for side in one["sides"])) for one in content["uncovered"]
        ),
        sealed=found.sealed,
        is_intact=is_intact(content, found.sealed),
    )
    return render(request, "measures/plan_version.html", {"page": page})


def plan_address(found: Any) -> str:
    return reverse("measures:plan", args=[found.pk])


@GET_POST
def edit_part(request: ActorRequest, part_id: int) -> HttpResponse:
    """Write a part of a plan. When somebody else has saved meanwhile, both texts are shown."""
    part = queries.part_for(request.actor, part_id)
    _found, writes = queries.plan_to_write(request.actor, part.plan_id)
    demand(writes, NOT_YOURS)
    initial = {"text": part.text, "edition": part.edition}

    def stored() -> tuple[int, tuple[Saved, ...]]:
        part.refresh_from_db()
        return part.edition, (Saved(_("Text"), part.text),)

    page = EditPage(
        title=_(PartKind(part.kind).label),
        form=PartForm(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=plan_address(part.plan),
        crumbs=crumbs_to_plan(part.plan),
        lead=_("Write about places, groups and functions, not persons."),
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.write_part(
            by=request.actor, part=part, text=form.cleaned_data["text"], edition=form.opened
        ),
        said=_("The text is saved."),
        to=lambda saved: plan_address(saved.plan),
        stored=stored,
        renew=PartForm,
    )


@GET_POST
def note_area(request: ActorRequest, plan_id: int, area_id: int) -> HttpResponse:
    """Say how the plan takes up an area, or why it does not."""
    found, writes = queries.plan_to_write(request.actor, plan_id)
    area = queries.area_in(found, area_id)
    demand(writes, NOT_YOURS)
    note = queries.notes_of(found).get(area.pk)
    initial = {"how": note.how, "not_relevant": note.not_relevant, "edition": note.edition} if note else {"edition": 0}

    def stored() -> tuple[int, tuple[Saved, ...]]:
        now = queries.notes_of(found)[area.pk]
        words = (
            (_("How the work within the area is to be done"), now.how),
            (_("Why the plan does not touch the area"), now.not_relevant),
        )
        return now.edition, tuple(Saved(label, text) for label, text in words if text)

    page = EditPage(
        title=area.name,
        form=AreaNoteForm(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=plan_address(found),
        crumbs=crumbs_to_plan(found),
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.note_area(
            by=request.actor,
            plan=found,
            area=area,
            how=form.cleaned_data["how"],
            not_relevant=form.cleaned_data["not_relevant"],
            edition=form.opened,
        ),
        said=_("The text is saved."),
        to=lambda saved: f"{plan_address(found)}#area-{area.pk}",
        stored=stored,
        renew=AreaNoteForm,
    )


@GET_POST
def freeze(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Freeze the plan and put it to decision."""
    found, writes = queries.plan_to_write(request.actor, plan_id)
    demand(writes, NOT_YOURS)
    page = DeedPage(
        title=_("Put the plan to decision"),
        form=FreezeForm(request.POST or None),
        submit=_("Freeze and submit"),
        cancel_address=plan_address(found),
        lead=plan_name(found),
        effect=_("The plan is frozen as it stands. It is in force when it has been decided in writing."),
        crumbs=crumbs_to_plan(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: version_services.freeze_and_submit(
            by=request.actor, plan=found, today=localdate(), now=timezone.now(), **values
        ),
        said=_("The version is frozen and submitted. It is not in force yet."),
        to=lambda version: reverse("measures:plan_version", args=[version.pk]),
    )


@GET_POST
def adopt_areas(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Take up the areas in force in a plan that was written for others (ACT-13)."""
    today = localdate()
    found, writes = queries.plan_to_write(request.actor, plan_id)
    demand(writes, NOT_YOURS)
    new = queries.open_update(found, on=today)
    if new is None:
        tell_refusal(request, Refused("The plan is already written for the areas in force."))
        return redirect("measures:plan", found.pk)
    measures = list(measure_queries.undone(found).select_related("area"))
    page = DeedPage(
        title=_("Take up the new priority areas"),
        form=AdoptForm(
            request.POST if request.method == "POST" else None,
            measures=measures,
            areas=new.areas.all(),
            suggested=queries.suggested_areas({measure.area_id for measure in measures}, new),
        ),
        submit=_("Take up the areas"),
        cancel_address=plan_address(found),
        lead=_("The areas that the lists tell of are chosen beforehand. The update then goes to decision."),
        crumbs=crumbs_to_plan(found),
    )

    def do(values: dict[str, Any]) -> Any:
        assert isinstance(page.form, AdoptForm)
        return services.adopt_new_areas(by=request.actor, plan=found, areas=page.form.chosen, today=today)

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The plan is written for the areas in force. Put the update to decision."),
        to=plan_address,
    )


@require_safe
def export(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Give the plan's measures as a file for the ordinary planning system, with its references (ACT-20)."""
    found = queries.plan_for(request.actor, plan_id)
    measures = measure_queries.measures_in_plan(found, request.actor)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_(column) for column in COLUMNS])
    contents = [measure_queries.measure_content(measure) for measure in measures]
    if has_insight_only(request.actor):
        decided = measure_queries.decided_measures(queries.newest_in_force(queries.versions_of(found)))
        contents = [decided.get(content["key"], content) | {"state": content["state"]} for content in contents]
    for row in export_rows(contents, lambda word: _(word.label)):
        writer.writerow(row)
    name = slugify(f"{plan_name(found)}") or "plan"
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


@require_safe
def stopped(request: ActorRequest) -> HttpResponse:
    """Show the stopped measures of all years, to be searched (ACT-28)."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data.get("sok", "") if form.is_bound and form.is_valid() else ""
    found = overview_queries.stopped_measures(request.actor, words)
    shown = Paginator(found, 50).get_page(request.GET.get("page"))
    decided = queries.decided_titles(request.actor, (measure.plan_id for measure in shown))
    kept = request.GET.copy()
    kept.pop("page", None)
    page = StoppedPage(
        rows=tuple(StoppedRow.of(measure, decided) for measure in shown),
        paging=shown,
        form=form,
        query=f"{kept.urlencode()}&" if kept else "",
        is_searched=bool(words),
    )
    return render(request, "measures/stopped.html", {"page": page})
