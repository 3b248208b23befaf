"""Groups over time, a coming year's staffing, groups that resemble each other, and one more group."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.ground.words import GroupKind
from samverkan.meetings.queries import closed_days, moment
from samverkan.meetings.rules import dates_of
from samverkan.ui.http import ActorRequest
from samverkan.ui.pages import NavigationItem
from samverkan.workload.forms import OneMoreForm, PlaceForm
from samverkan.workload.pages.alike import AlikePage, alike_rows
from samverkan.workload.pages.common import Grounds, hours, posts
from samverkan.workload.pages.costs import kinds_in
from samverkan.workload.pages.growth import GrowthPage, GrowthPicture, needs_of_years, quarter_rows
from samverkan.workload.pages.one_more import OneMorePage, answer_of
from samverkan.workload.pages.staffing import StaffingPage, staffing_of
from samverkan.workload.queries import groups as queries
from samverkan.workload.queries.ledger import Ledger, ledger_for, year_of
from samverkan.workload.queries.needs import (
    districts_open_to,
    groups_open_to,
    needs_of_groups,
    profiles_of,
    specialists_of,
)
from samverkan.workload.rules.cost import Call, total
from samverkan.workload.rules.groups import counted, quarters
from samverkan.workload.views.asking import (
    ROWS,
    asked,
    demand_functions,
    here_of,
    ledger_of,
    may_change_basis,
    nothing,
)

YEARS_BACK = 5
"""How many years before the chosen one the picture begins at the earliest."""


@require_safe
def growth(request: ActorRequest) -> HttpResponse:
    """Show how many groups there are over time, and the posts they need of each organisation (MEE-12)."""
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    today = localdate()
    groups = queries.groups_ever(request.actor, found.municipality)
    years = range(found.year - 2, found.year + 2)
    first, _until = year_of(years[0])
    _first, until = year_of(years[-1])
    ledger = ledger_for(request.actor, found.municipality, first=first, until=until, today=today)
    begins = max(min((one.period.start for one in groups), default=today), date(found.year - YEARS_BACK, 1, 1))
    last = date(found.year + 1, 12, 31)
    days = quarters(min(begins, last), last)
    counts = counted(groups, days)
    before = date(today.year - 1, today.month, min(today.day, 28))
    now_counts, before_counts = counted(groups, [today, before])
    page = GrowthPage(
        here=here_of(request, found, "growth"),
        picture=GrowthPicture.of(days, counts, today) if groups else None,
        rows=tuple(quarter_rows(days, counts, today)),
        now=sum(now_counts.values()),
        working_now=now_counts[GroupKind.WORKING],
        before=sum(before_counts.values()),
        before_day=before,
        years=tuple(str(year) for year in years),
        needs=Paginator(needs_of_years(ledger, years), ROWS).get_page(request.GET.get("page")),
        grounds=Grounds.of(
            ledger, total(ledger.lines), kinds=kinds_in(ledger.lines), may_change=may_change_basis(request, found)
        ),
        today=today,
    )
    return render(request, "workload/growth.html", {"page": page})


@require_safe
def staffing(request: ActorRequest) -> HttpResponse:
    """Show who staffs a district's groups in a coming year, by department and need (ORG-33)."""
    demand_functions(request)
    today = localdate()
    found = asked(request, default_year=today.year + 1)
    if found.municipality is None:
        return nothing(request)
    here = here_of(request, found, "staffing", this_year=today.year + 1)
    districts = districts_open_to(request.actor, found.municipality, on=today)
    wanted = request.GET.get("stadsdel")
    district = (
        next((one for one in districts if str(one.pk) == wanted), None) if wanted else next(iter(districts), None)
    )
    if wanted and district is None:
        raise Http404
    if district is None:
        return render(request, "workload/staffing.html", {"page": StaffingPage.empty(here)})
    ledger = ledger_of(request, found, first_year=found.year - 1)
    groups = queries.groups_of(district, found.year)
    page = StaffingPage.of(
        staffing_of(
            ledger,
            groups,
            district,
            profiles_of({row.unit for row in ledger.seats}),
            needs_of_groups([group.pk for group in groups]),
            found.year,
        ),
        here=here,
        district=district,
        districts=tuple(NavigationItem(one.name, str(one.pk), one == district) for one in districts),
        ledger=ledger,
        may_change=may_change_basis(request, found),
    )
    return render(request, "workload/staffing.html", {"page": page})


@require_safe
def alike(request: ActorRequest) -> HttpResponse:
    """Show groups that resemble each other, so that they can be dropped or merged (MEE-16)."""
    demand_functions(request)
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    today = localdate()
    groups = groups_open_to(request.actor, found.municipality, on=today).filter(kind=GroupKind.WORKING)
    ledger = ledger_of(request, found, with_groups=groups)
    rows, saved = alike_rows(ledger, list(groups), queries.areas_of_groups(), today=today)
    page = AlikePage(
        here=here_of(request, found, "alike"),
        rows=Paginator(rows, ROWS // 4).get_page(request.GET.get("page")),
        pairs=len(rows),
        both=sum(row.likeness == "both" for row in rows),
        saved=hours(saved),
        saved_posts=posts(saved, ledger.basis.fte_hours),
    )
    return render(request, "workload/alike.html", {"page": page})


@require_safe
def one_more(request: ActorRequest) -> HttpResponse:
    """Show what one more group would cost, before there is one (MEE-14)."""
    demand_functions(request)
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    today = localdate()
    units = queries.units_to_found_in(request.actor, found.municipality, on=today)
    only = {"var": units[0].pk} if len(units) == 1 else {}
    start = PlaceForm(request.GET if "var" in request.GET else None, initial=only, units=units)
    unit = start.cleaned_data["var"] if start.is_bound and start.is_valid() else None
    form = answer = None
    if unit is not None:
        day = _asked_day(request.GET.get("fran"), today)
        until = date(day.year + 1, day.month, min(day.day, 28))
        ledger = ledger_for(request.actor, found.municipality, first=day, until=until, today=today)
        specialists = [*specialists_of(found.municipality, on=today), unit]
        form = OneMoreForm(
            request.GET if "slag" in request.GET else None,
            initial={"fran": today},
            functions=_functions_here(ledger, unit.pk),
            units=specialists,
        )
        if form.is_bound and form.is_valid():
            more = _calls_of(form.cleaned_data, unit, day, until)
            names = {key: name for key, (name, _party) in ledger.units.items()}
            answer = answer_of(
                ledger,
                ledger_of(request, found),
                more,
                ledger.titles,
                units=names | {one.pk: one.name for one in specialists},
                may_change=may_change_basis(request, found),
            )
    page = OneMorePage(
        here=here_of(request, found, "one_more"),
        start=start,
        form=form,
        answer=answer,
        unit=unit.name if unit else "",
        unit_key=unit.pk if unit else 0,
        has_units=bool(units),
        propose_address=reverse("working_groups:propose"),
    )
    return render(request, "workload/one_more.html", {"page": page}, status=422 if form and form.errors else 200)


def _asked_day(text: str | None, today: date) -> date:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if 2000 <= day.year <= 2190 else today


def _functions_here(ledger: Ledger, unit: int) -> list[tuple[str, str]]:
    """Return the functions that sit in the unit's groups, as choices: organisation and title, by organisation."""
    found = {
        (row.unit, row.holder): f"{ledger.units[row.unit][0]}: {ledger.title(row.unit, row.holder)}"
        for row in ledger.seats
        if row.group_unit == unit and row.holder is not None and row.is_open
    }
    return [(f"{own}-{holder}", title) for (own, holder), title in sorted(found.items(), key=lambda one: one[1])]


def _calls_of(values: dict[str, Any], unit: Any, day: date, until: date) -> list[Call]:
    """Return the calls to the meetings of a group that is only thought of; its keys are below nought."""
    days = dates_of(
        values["takt"], values["veckodag"], day, until - timedelta(days=1), closed_days(day, until - timedelta(days=1))
    )
    seats: list[tuple[int, int | None]] = []
    for chosen in values["funktioner"]:
        own, _dash, holder = chosen.partition("-")
        seats.append((int(own), int(holder)))
    seats += [(one.pk, None) for one in values["nya"]]
    begins: list[datetime] = [moment(one, values["tid"] or time(9)) for one in days]
    return [
        Call(
            meeting=-number,
            group=-1,
            kind=values["slag"],
            at=unit.pk,
            seat=-place,
            unit=own,
            holder=holder,
            starts=start,
            ends=start + timedelta(minutes=values["minuter"]),
        )
        for number, start in enumerate(begins, start=1)
        for place, (own, holder) in enumerate(seats, start=1)
    ]
