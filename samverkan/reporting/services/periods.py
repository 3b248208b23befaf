"""Opening of reporting periods."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.services import tell
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.reporting.models import Report, ReportingPeriod, Section
from samverkan.reporting.queries.facts import plans_of
from samverkan.reporting.queries.reports import preparers_of, units_to_report
from samverkan.reporting.rules.periods import parts_of_year, period_days
from samverkan.reporting.services.pointers import period_pointer, period_title
from samverkan.reporting.words import PeriodKind, SectionKind

NOT_YOURS = "Only the central group opens reporting periods and compiles the reports."


@transaction.atomic
def open_period(
    *,
    by: Actor,
    municipality: Unit,
    kind: PeriodKind,
    year: int,
    part: int = 1,
    opens_on: date,
    due_on: date,
    instruction: str = "",
    today: date,
) -> ReportingPeriod:
    """Open a reporting period: one report with the same form for every district, and all told (FOL-01, -02, -22).

    `part` is the number of the half-year or the four months within the year. Queries do not grow with the districts.
    """
    demand(may_prepare(by, municipality.pk), NOT_YOURS)
    refuse_person_data(instruction=instruction)
    if municipality.kind != UnitKind.MUNICIPALITY:
        raise Refused("Reporting periods are opened for a municipality.")
    if not 1 <= part <= parts_of_year(kind):
        raise Refused("The year has no such part: choose 1 to %(last)s.", field="part", last=parts_of_year(kind))
    if not 2000 <= year <= 2199:
        raise Refused("Write a year between 2000 and 2199.", field="year")
    if due_on < opens_on:
        raise Refused("The reports cannot be due before reporting opens.", field="due_on")
    starts_on, ends_on = period_days(kind, year, part)
    if opens_on <= starts_on:
        raise Refused("Reporting opens when the period has begun, on %(day)s.", field="opens_on", day=starts_on)
    Unit.objects.select_for_update(of=("self",)).get(pk=municipality.pk)  # two who open at once wait for each other
    if ReportingPeriod.objects.filter(municipality=municipality, kind=kind, starts_on=starts_on).exists():
        raise Refused("That period has already been opened.", field="year")
    period = ReportingPeriod.objects.create(
        municipality=municipality,
        kind=kind,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        opens_on=opens_on,
        due_on=due_on,
        instruction=instruction.strip(),
    )
    units = units_to_report(municipality, on=today)
    plans = plans_of([unit.pk for unit in units], period)
    reports = Report.objects.bulk_create(Report(period=period, unit=unit, plan=plans.get(unit.pk)) for unit in units)
    Section.objects.bulk_create(Section(report=report, kind=kind) for report in reports for kind in SectionKind)
    told: dict[int, User] = {user.pk: user for users in preparers_of(units, on=today).values() for user in users}
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Reporting for %(period)s is open") % {"period": period_title(period)}
        text = gettext("The report is due on %(day)s. It fills in by itself what the plan and the follow-up hold.") % {
            "day": due_on.isoformat()
        }
    tell(told.values(), about=period_pointer(period), title=title, text=f"{text}\n\n{instruction.strip()}".strip())
    record(
        by=by,
        event="reporting.period_opened",
        on=period_pointer(period),
        details={"reports": len(reports), "due": due_on.isoformat(), "told": len(told)},
    )
    return period
