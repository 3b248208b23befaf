"""Pages and deeds of reporting periods and reports."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.reporting.forms.reports import PeriodForm, PerspectiveForm, ReturnForm, SectionForm
from samverkan.reporting.pages.files import as_csv, as_json, as_workbook
from samverkan.reporting.pages.reports import ListPage, ReportPage, ReportRow, ReturnedPage, counts_of
from samverkan.reporting.queries import compilations as compilation_queries
from samverkan.reporting.queries import reports as queries
from samverkan.reporting.queries.exports import tables_for
from samverkan.reporting.queries.opened import without_closed
from samverkan.reporting.rules.facts import has_unexplained
from samverkan.reporting.rules.reports import PERSPECTIVES, missing_parts
from samverkan.reporting.services import reports as services
from samverkan.reporting.services.periods import NOT_YOURS
from samverkan.reporting.services.periods import open_period as open_the_period
from samverkan.reporting.services.pointers import period_title
from samverkan.reporting.words import PeriodKind, ReportState, SectionKind, Sheet
from samverkan.ui.forms import Form
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

ROWS = 100
SHAPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def crumbs(*more: NavigationItem) -> tuple[NavigationItem, ...]:
    """Return the way here."""
    return (NavigationItem(_("Reports"), reverse("reporting:list")), *more)


@require_safe
def reports(request: ActorRequest) -> HttpResponse:
    """Show the reports of a period: where each stands, and what is late (FOL-01, FOL-05)."""
    today = localdate()
    actor = request.actor
    periods = list(queries.periods_visible_to(actor).order_by("-starts_on", "-ends_on")[:24])
    wanted = _number(request.GET.get("period"))
    period = next((one for one in periods if one.pk == wanted), None)
    if wanted is not None and period is None:
        raise Http404
    period = period or next(iter(periods), None)
    found = list(queries.reports_in(actor, [period] if period else []))
    paging = Paginator(found, ROWS).get_page(request.GET.get("page"))
    compilation = compilation_queries.compilations_visible_to(actor).filter(period=period).first() if period else None
    runs = period is not None and may_prepare(actor, period.municipality_id)
    accepted = sum(report.state == ReportState.ACCEPTED for report in found)
    page = ListPage(
        tabs=tuple(
            NavigationItem(period_title(one), f"{reverse('reporting:list')}?period={one.pk}", one == period)
            for one in periods
        ),
        period=period,
        title=period_title(period) if period else "",
        rows=tuple(ReportRow.of(report, today) for report in paging.object_list),
        paging=paging if found else None,
        counts=counts_of(ReportState(report.state) for report in found),
        accepted=accepted,
        total=len(found),
        compilation_id=compilation.pk if compilation else None,
        compilation_is_settled=compilation is not None and compilation.settled_on is not None,
        may_open=any(may_prepare(actor, key) for key in actor.municipality_ids),
        may_compile=runs and compilation is None and accepted > 0,
        may_export=bool(found),
    )
    return render(request, "reporting/list.html", {"page": page})


@GET_POST
def open_period(request: ActorRequest) -> HttpResponse:
    """Open a reporting period."""
    today = localdate()
    run = queries.municipalities_run_by(request.actor)
    demand(bool(run), NOT_YOURS)
    initial: dict[str, Any] = {"year": today.year, "kind": PeriodKind.YEAR, "opens_on": today}
    page = DeedPage(
        title=_("Open a reporting period"),
        form=PeriodForm(request.POST or None, initial=initial, municipalities=run),
        submit=_("Open the period"),
        effect=_("Every district gets the same form, and those who write it are told."),
        cancel_address=reverse("reporting:list"),
        crumbs=crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: open_the_period(by=request.actor, today=today, **values),
        said=_("The period is open. Those who write the reports have been told."),
        to=lambda period: f"{reverse('reporting:list')}?period={period.pk}",
    )


def _section_form(kind: SectionKind, section: Any, data: Any = None) -> Form:
    shape = PerspectiveForm if kind in PERSPECTIVES else SectionForm
    initial = {
        "text": section.text,
        "not_made_because": section.not_made_because,
        "edition": section.edition,
    }
    return shape(data, initial=initial, auto_id=f"id_{kind.value}_%s")


@require_safe
def report(request: ActorRequest, report_id: int) -> HttpResponse:
    """Show the report: the facts that it fills in by itself, and what people have written beside them."""
    actor = request.actor
    found = queries.report_for(actor, report_id)
    prepares = may_prepare(actor, found.unit_id)
    content = queries.content_of(found)
    sections = queries.sections_of(found)
    is_open = found.state in (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)
    is_elected = queries.has_insight_only(actor)
    page = ReportPage.of(
        found,
        without_closed(actor, content),
        forms={kind: _section_form(kind, section) for kind, section in sections.items()}
        if prepares and is_open
        else {},
        missing=missing_parts(
            queries.written_in(sections.values()), has_unexplained=has_unexplained(content["measures"])
        ),
        returns=queries.returns_of(actor, found),
        proofs=() if is_elected else queries.proofs_of(found),
        party=actor.party,
        may_prepare=prepares,
        may_answer=may_prepare(actor, found.period.municipality_id),
        today=localdate(),
    )
    return render(request, "reporting/report.html", {"page": page})


@GET_POST
def section(request: ActorRequest, report_id: int, kind: str) -> HttpResponse:
    """Write one part of the report. When somebody else has saved meanwhile, both wordings are shown."""
    found = queries.report_for(request.actor, report_id)
    if kind not in set(SectionKind):
        raise Http404
    part = SectionKind(kind)
    demand(may_prepare(request.actor, found.unit_id), services.NOT_YOURS)
    back = f"{reverse('reporting:report', args=[found.pk])}#{part.value}"
    stored = queries.sections_of(found)[part]
    page = DeedPage(
        title=_(part.label),
        form=_section_form(part, stored, request.POST or None),
        submit=_("Save"),
        effect=_("Both parties agree anew after a change.")
        if found.municipality_agrees_on or found.police_agrees_on
        else "",
        cancel_address=back,
        crumbs=crumbs(NavigationItem(f"{found.unit.name}, {period_title(found.period)}", back)),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.sections_of(found)[part]
        values = {"text": now.text}
        return now.edition, values | ({"not_made_because": now.not_made_because} if part in PERSPECTIVES else {})

    return answer_deed(
        request,
        page,
        do=lambda values: services.write_section(by=request.actor, report=found, kind=part, **values),
        said=_("The part is saved."),
        to=lambda saved: back,
        stored_now=stored_now,
    )


def _done(request: ActorRequest, report_id: int, do: Any, said: str) -> HttpResponse:
    found = queries.report_for(request.actor, report_id)
    try:
        do(by=request.actor, report=found, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, said)
    return redirect("reporting:report", report_id)


@require_POST
def agree(request: ActorRequest, report_id: int) -> HttpResponse:
    """Agree to the report for one's own party (FOL-23)."""
    return _done(request, report_id, services.agree_to_report, _("Your party agrees to the report."))


@require_POST
def submit(request: ActorRequest, report_id: int) -> HttpResponse:
    """Hand the report in to its two recipients (REP-01)."""
    said = _("The report is handed in to the local steering group and the overall preparation group.")
    return _done(request, report_id, services.submit_report, said)


@require_POST
def accept(request: ActorRequest, report_id: int) -> HttpResponse:
    """Accept the report as it was handed in."""
    return _done(request, report_id, services.accept_report, _("The report is accepted and frozen as it is."))


@GET_POST
def send_back(request: ActorRequest, report_id: int) -> HttpResponse:
    """Return the report with what is asked for."""
    found = queries.report_for(request.actor, report_id)
    demand(may_prepare(request.actor, found.period.municipality_id), services.NOT_YOURS_TO_ANSWER)
    address = reverse("reporting:report", args=[found.pk])
    title = f"{found.unit.name}, {period_title(found.period)}"
    page = DeedPage(
        title=_("Return the report of %(unit)s") % {"unit": found.unit.name},
        form=ReturnForm(request.POST or None),
        submit=_("Return the report"),
        lead=_("What the report says now is kept. The district writes on, and both parties agree anew."),
        cancel_address=address,
        crumbs=crumbs(NavigationItem(title, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.return_report(by=request.actor, report=found, now=timezone.now(), **values),
        said=_("The report is returned, and those who wrote it have been told."),
        to=lambda returned: address,
    )


@require_safe
def returned(request: ActorRequest, report_id: int, return_id: int) -> HttpResponse:
    """Show the report as it was when it came back."""
    found = queries.report_for(request.actor, report_id)
    back = queries.return_for(request.actor, report_id, return_id)
    page = ReturnedPage.of(found, back, without_closed(request.actor, back.content))
    return render(request, "reporting/returned.html", {"page": page})


@require_safe
def export(request: ActorRequest, period_id: int, shape: str) -> HttpResponse:
    """Give a period's results as a file for ordinary planning, budget and annual reports (REP-12)."""
    period = queries.period_for(request.actor, period_id)
    if shape not in SHAPES:
        raise Http404
    tables = tables_for(request.actor, period, today=localdate())
    name = f"samverkan-{period.starts_on:%Y%m%d}-{period.ends_on:%Y%m%d}"
    if shape == "csv":
        sheet = request.GET.get("tabell", Sheet.HALVES.value)
        table = next((table for table in tables if table.sheet.value == sheet), None)
        if table is None:
            raise Http404
        data, name = as_csv(table), f"{name}-{sheet}"
    else:
        data = as_workbook(tables) if shape == "xlsx" else as_json(tables)
    return HttpResponse(
        data,
        content_type=SHAPES[shape],
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{shape}')}",
            "X-Content-Type-Options": "nosniff",
        },
    )
