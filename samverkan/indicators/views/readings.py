"""Readings: recorded, corrected, imported from a file, and exported."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.indicators import services
from samverkan.indicators.forms.indicators import (
    CorrectForm,
    ImportForm,
    ReadingForm,
)
from samverkan.indicators.pages.figures import Figure
from samverkan.indicators.pages.indicators import address_of, is_municipality
from samverkan.indicators.pages.readings import csv_rows, import_page
from samverkan.indicators.queries import indicators as queries
from samverkan.indicators.queries import readings as reading_queries
from samverkan.indicators.queries.sources import source_choices
from samverkan.indicators.rules.table import FaultyTable
from samverkan.indicators.services.pointers import NOT_YOUR_READINGS
from samverkan.indicators.services.readings import NewReading, may_record
from samverkan.indicators.views.asking import asks, unit_or_404
from samverkan.indicators.views.indicators import crumbs_to_indicator, in_unit
from samverkan.indicators.words import IndicatorKind, Sex
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage


@GET_POST
def record_reading(request: ActorRequest, indicator_id: int, unit_id: int) -> HttpResponse:
    """Record a figure (FOL-03, SIT-09, SIT-10)."""
    found, unit = in_unit(request, indicator_id, unit_id)
    demand(may_record(request.actor, found, unit), NOT_YOUR_READINGS)
    last_year = localdate().year - 1
    party = request.actor.party
    sources = source_choices(unit.municipality_id or unit.pk)
    page = DeedPage(
        title=_("Record a figure"),
        form=ReadingForm(
            request.POST or None,
            initial={
                "unit": unit.pk,
                "starts_on": f"{last_year}-01-01",
                "ends_on": f"{last_year}-12-31",
                "sex": "",
                "party": party.value if party else "",
            },
            kind=IndicatorKind(found.kind),
            sources=sources,
            units=[unit],
        ),
        submit=_("Record the figure"),
        cancel_address=address_of(found, unit),
        lead=found.definition,
        crumbs=crumbs_to_indicator(found, unit),
        notes=() if sources else (_("There are no sources yet. Register the source first."),),
    )

    def do(values: dict[str, Any]) -> Any:
        assert isinstance(page.form, ReadingForm)
        new = NewReading(
            indicator=found,
            unit=values["unit"],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            amount=page.form.amount,
            source=values["source"],
            sex=values["sex"] or Sex.ALL,
            age=values["age"],
            part=values["part"],
            is_preliminary=values["is_preliminary"],
            party=values["party"],
        )
        return services.record_reading(by=request.actor, new=new, today=localdate())

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The figure has been recorded."),
        to=lambda reading: address_of(found, unit),
    )


@GET_POST
def correct_reading(request: ActorRequest, reading_id: int) -> HttpResponse:
    """Correct a figure; the old one is kept."""
    reading = reading_queries.reading_for(request.actor, reading_id)
    found, unit = reading.indicator, reading.unit
    demand(may_record(request.actor, found, unit), NOT_YOUR_READINGS)
    names = ("numerator", "denominator", "value", "low", "high", "is_preliminary")
    initial = {name: getattr(reading, name) for name in names} | {"source": reading.source_id}
    figure = Figure.of(reading, found)
    page = DeedPage(
        title=_("Correct the figure for %(period)s") % {"period": figure.period},
        form=CorrectForm(
            request.POST or None,
            initial=initial,
            kind=IndicatorKind(found.kind),
            sources=source_choices(unit.municipality_id or unit.pk),
        ),
        submit=_("Correct the figure"),
        cancel_address=address_of(found, unit),
        lead=_("The old figure is kept and leads to the new one."),
        crumbs=crumbs_to_indicator(found, unit),
    )

    def do(values: dict[str, Any]) -> Any:
        assert isinstance(page.form, CorrectForm)
        return services.correct_reading(
            by=request.actor,
            reading=reading,
            amount=page.form.amount,
            source=values["source"],
            is_preliminary=values["is_preliminary"],
            reason=values["reason"],
            today=localdate(),
        )

    return answer_deed(
        request, page, do=do, said=_("The figure has been corrected."), to=lambda row: address_of(found, unit)
    )


@GET_POST
def import_readings(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Take in a table of figures: all rows or none (FOL-03)."""
    unit, today = unit_or_404(request.actor, unit_id), localdate()
    demand(may_prepare(request.actor, unit.pk), NOT_YOUR_READINGS)
    known = list(queries.indicators_for_unit(unit.pk, on=today).order_by("name"))
    party = request.actor.party
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        initial={"party": party.value if party in (Party.MUNICIPALITY, Party.POLICE) else ""},
        sources=source_choices(unit.municipality_id or unit.pk),
        indicators=known,
    )
    faults: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            taken = services.import_readings(by=request.actor, unit=unit, today=today, **form.cleaned_data)
        except FaultyTable as refused:
            faults = refused.faults
            form.refuse(refused)
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _said(taken))
            return redirect(asks("list", unit))
    shares = [one.name for one in known if one.kind == IndicatorKind.SHARE]
    page = import_page(
        unit,
        form,
        faults,
        indicator=shares[0] if shares else _("Share who avoid places"),
        district=unit.name,
    )
    return render(request, "indicators/import.html", {"page": page}, status=422 if form.errors else 200)


def _said(taken: services.Taken) -> str:
    said = [
        ngettext("%(count)s figure has been recorded.", "%(count)s figures have been recorded.", taken.recorded)
        % {"count": taken.recorded}
    ]
    if taken.corrected:
        said.append(
            ngettext("%(count)s figure has been corrected.", "%(count)s figures have been corrected.", taken.corrected)
            % {"count": taken.corrected}
        )
    if taken.unchanged:
        said.append(
            ngettext("%(count)s row was already stored.", "%(count)s rows were already stored.", taken.unchanged)
            % {"count": taken.unchanged}
        )
    return " ".join(said)


@require_safe
def export(request: ActorRequest, indicator_id: int) -> HttpResponse:
    """Give an indicator's final figures as CSV, small numbers hidden as on the page."""
    found = queries.indicator_for(request.actor, indicator_id)
    units = [found.unit_id]
    if is_municipality(found.unit):
        units += [unit.pk for unit in queries.districts_of(found.unit_id, on=localdate())]
    readings = reading_queries.readings_of(found, units, preliminary=False)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(csv_rows(found, readings))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = slugify(found.name)[:60] or f"indikator-{found.pk}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
