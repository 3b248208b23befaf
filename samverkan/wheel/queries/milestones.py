"""Milestones of a year, as the packages below hold them: agreements, pictures, plans, reports, answers and parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.access.actor import Actor
from samverkan.agreements.queries.agreements import agreements_visible_to, revision_dates, standing_on, with_standing
from samverkan.agreements.words import Standing
from samverkan.consultations.queries.cases import rounds_visible_to
from samverkan.consultations.queries.rounds import referrals_open_to
from samverkan.consultations.rules.period import last_day_for
from samverkan.ground.words import AnnexKind, Party
from samverkan.measures.queries.mine import halves_of_function
from samverkan.measures.queries.plans import in_force, plan_versions_visible_to
from samverkan.measures.words import PlanKind
from samverkan.reporting.models import ReportingPeriod
from samverkan.reporting.queries.reports import periods_visible_to
from samverkan.reporting.words import PeriodKind
from samverkan.situation.queries.versions import listed_versions
from samverkan.ui.templatetags.ui import short_day
from samverkan.wheel.rules import Entry
from samverkan.wheel.words import EntryKind

RUNNING = frozenset({Standing.IN_FORCE, Standing.EXTENDED, Standing.WITHOUT_OVERALL})
ONE_DAY = timedelta(1)


def of_agreements(actor: Actor, unit_ids: Collection[int], year: int, *, today: date) -> Iterator[Entry]:
    """Yield when the units' agreements and their annexes are to be revised, and end: nine queries (AGR-11, AGR-12)."""
    for agreement in with_standing(agreements_visible_to(actor).filter(unit_id__in=unit_ids)):
        if standing_on(agreement, today) not in RUNNING:
            continue
        address = reverse("agreements:agreement", args=[agreement.pk])
        unit = agreement.unit.name if agreement.unit else ""
        for subject, due in revision_dates(agreement, today).items():
            if due.year == year:
                title = _("The agreement") if subject == "agreement" else _(AnnexKind(subject).label)
                yield Entry(due, EntryKind.REVISION, title, where=unit, address=address)
        last = agreement.valid_until - ONE_DAY if agreement.valid_until else None
        if last and last.year == year:
            yield Entry(last, EntryKind.ENDS, agreement.title, where=unit, address=address)


def of_decided(actor: Actor, unit_ids: Collection[int], year: int) -> Iterator[Entry]:
    """Yield the days on which the units' pictures and plans were decided: two queries."""
    for picture in listed_versions(actor).filter(picture__unit_id__in=unit_ids, annex_version__dated_on__year=year):
        annex = picture.annex_version
        if annex.dated_on is not None:
            title = _("Situation picture %(year)s") % {"year": picture.picture.year}
            address = reverse("situation:version", args=[picture.pk])
            yield Entry(annex.dated_on, EntryKind.PICTURE, title, where=picture.picture.unit.name, address=address)
    decided = Q(decision__decided_on__year=year) | Q(annex_version__dated_on__year=year)
    plans = plan_versions_visible_to(actor).filter(in_force(""), decided, plan__unit_id__in=unit_ids).defer("content")
    for version in plans:
        plan, annex_version = version.plan, version.annex_version
        day = version.decision.decided_on if version.decision else annex_version.dated_on if annex_version else None
        if day is not None and day.year == year:
            yield Entry(
                day,
                EntryKind.PLAN,
                f"{_(PlanKind(plan.kind).label)} {plan.year}",
                where=plan.group.name if plan.group else plan.unit.name,
                address=reverse("measures:plan_version", args=[version.pk]),
            )


def period_title(period: ReportingPeriod) -> str:
    """Return what reports on the period are called: by its year, or its days where it is shorter."""
    days = f"{short_day(period.starts_on)} – {short_day(period.ends_on)}"
    return _("Report %(period)s") % {"period": period.year if period.kind == PeriodKind.YEAR else days}


def of_reporting(actor: Actor, municipality_ids: Collection[int], year: int) -> Iterator[Entry]:
    """Yield when the municipalities' reporting opens and is due: one query (FOL-01, FOL-02)."""
    periods = periods_visible_to(actor).filter(
        Q(opens_on__year=year) | Q(due_on__year=year), municipality_id__in=municipality_ids
    )
    for period in periods:
        for kind, day in ((EntryKind.REPORT_OPENS, period.opens_on), (EntryKind.REPORT_DUE, period.due_on)):
            if day.year == year:
                yield Entry(
                    day,
                    kind,
                    period_title(period),
                    where=period.municipality.name,
                    address=reverse("reporting:list"),
                )


def of_own_answers(actor: Actor, year: int, *, today: date) -> Iterator[Entry]:
    """Yield the last days of the consultations that the actor answers or sits on: one query (REM-10)."""
    for referral in referrals_open_to(actor, on=today):
        day = last_day_for(referral.round.last_day, referral.own_last_day)
        if day is not None and day.year == year:
            yield Entry(
                day,
                EntryKind.ANSWER_DUE,
                referral.round.case.title,
                where=referral.name,
                address=reverse("consultations:case", args=[referral.round.case_id]),
            )


def of_rounds(actor: Actor, municipality_ids: Collection[int], year: int) -> Iterator[Entry]:
    """Yield the last days of the consultations that the municipalities have sent: one query."""
    rounds = rounds_visible_to(actor).filter(
        case__municipality_id__in=municipality_ids, case__is_past=False, last_day__year=year
    )
    for one in rounds.select_related("case__municipality"):
        if one.last_day is not None:
            yield Entry(
                one.last_day,
                EntryKind.ANSWER_DUE,
                one.case.title,
                where=one.case.municipality.name,
                address=reverse("consultations:case", args=[one.case_id]),
            )


def of_own_parts(actor: Actor, year: int, *, today: date) -> Iterator[Entry]:
    """Yield when the parts of measures that the actor's function owns are due: one query (ACT-09)."""
    for half in halves_of_function(actor, until=date(year, 12, 31), on=today):
        if half.due_on is not None and half.due_on.year == year:
            yield Entry(
                half.due_on,
                EntryKind.PART_DUE,
                half.measure.title,
                where=half.owner_title,
                party=half.party if half.party in (Party.MUNICIPALITY, Party.POLICE) else "",
                address=reverse("measures:measure", args=[half.measure_id]),
            )
