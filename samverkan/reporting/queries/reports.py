"""Questions about reporting periods and reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, PREPARING, may_prepare
from samverkan.accounts.models import User
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import in_scope
from samverkan.organisation.models import Dated, Pairing, Post, Unit
from samverkan.organisation.words import UnitKind
from samverkan.reporting.models import Report, ReportingPeriod, ReportNotice, Return, Section
from samverkan.reporting.queries.facts import facts_of
from samverkan.reporting.rules.reports import Written
from samverkan.reporting.words import CompilationState, ReportState, SectionKind

HANDED_IN = (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED)


def has_insight_only(actor: Actor) -> bool:
    """Tell whether the actor is only elected, and sees nothing but what is accepted, decided or settled (REP-13)."""
    return bool(actor.roles) and actor.roles <= INSIGHT_ONLY


def periods_visible_to(actor: Actor) -> QuerySet[ReportingPeriod]:
    """Return the reporting periods of the actor's municipalities."""
    if actor.user_id is None or not actor.posts:
        return ReportingPeriod.objects.none()
    return ReportingPeriod.objects.filter(municipality_id__in=actor.municipality_ids).select_related("municipality")


def period_for(actor: Actor, period_id: int) -> ReportingPeriod:
    """Return the period, or answer as if it did not exist."""
    period = periods_visible_to(actor).filter(pk=period_id).first()
    if period is None:
        raise Http404
    return period


def reports_visible_to(actor: Actor) -> QuerySet[Report]:
    """Return the reports of the actor's units, and those handed in to a group in which the actor sits (REP-01).

    When the city's compilation is settled, all in the municipality may read the accepted reports behind it: each of
    its figures has a source that can be opened (REP-07). Who is only elected sees a report when it has been accepted
    (REP-13).
    """
    if actor.user_id is None:
        return Report.objects.none()
    local = [seat.group_unit_id for seat in actor.seats if seat.group_kind == GroupKind.LOCAL_STEERING]
    overall = [
        seat.group_unit_id
        for seat in actor.seats
        if seat.group_kind in (GroupKind.OVERALL_PREPARATION, GroupKind.OVERALL_STEERING)
    ]
    received = Q(state__in=HANDED_IN) & (Q(unit_id__in=local) | Q(period__municipality_id__in=overall))
    compiled = Q(
        state=ReportState.ACCEPTED,
        period__municipality_id__in=actor.municipality_ids if actor.posts else (),
        period__compilation__state=CompilationState.SETTLED,
    )
    reports = Report.objects.filter(in_scope(actor) | received | compiled)
    if has_insight_only(actor):
        reports = reports.filter(state=ReportState.ACCEPTED)
    return reports.select_related("unit", "period__municipality", "plan")


def report_for(actor: Actor, report_id: int) -> Report:
    """Return the report, or answer as if it did not exist."""
    report = reports_visible_to(actor).filter(pk=report_id).first()
    if report is None:
        raise Http404
    return report


def reports_in(actor: Actor, periods: Iterable[ReportingPeriod]) -> QuerySet[Report]:
    """Return the reports of the periods that the actor may see, without their frozen content."""
    return (
        reports_visible_to(actor)
        .filter(period__in=[period.pk for period in periods])
        .defer("content")
        .order_by("-period__starts_on", "unit__name")
    )


def sections_of(report: Report) -> dict[SectionKind, Section]:
    """Return the parts of the form. The caller has passed the report's gate."""
    return {SectionKind(section.kind): section for section in report.sections.all()}


def written_in(sections: Iterable[Section]) -> dict[SectionKind, Written]:
    """Return what has been written, as the plain values that the rules judge."""
    return {SectionKind(section.kind): Written(section.text, section.not_made_because) for section in sections}


def content_of(report: Report) -> dict[str, Any]:
    """Return what the report says now: what was handed in, or the facts of today with the words so far."""
    if report.content is not None:
        return dict(report.content)
    return facts_of([report])[report.pk] | said_in(report)


def said_in(report: Report) -> dict[str, Any]:
    """Return the words of the report and who agreed to them, as plain values."""
    return {
        "sections": {
            kind: {"text": section.text, "not_made_because": section.not_made_because}
            for kind, section in sections_of(report).items()
        },
        "agreed": {
            "municipality": report.municipality_agrees_on.isoformat() if report.municipality_agrees_on else "",
            "police": report.police_agrees_on.isoformat() if report.police_agrees_on else "",
        },
    }


def returns_of(actor: Actor, report: Report) -> list[Return]:
    """Return the times that the report came back, the last first; a dialogue among officials (REP-13)."""
    return [] if has_insight_only(actor) else list(report.returns.order_by("-at", "-pk"))


def return_for(actor: Actor, report_id: int, return_id: int) -> Return:
    """Return one of the report's returns, or answer as if it did not exist."""
    report = report_for(actor, report_id)
    found = next((one for one in returns_of(actor, report) if one.pk == return_id), None)
    if found is None:
        raise Http404
    return found


def proofs_of(report: Report) -> list[ReportNotice]:
    """Return who was told of the report, group by group (REP-01). The caller has passed the report's gate."""
    rows = ReportNotice.objects.filter(report=report).select_related("group", "notice__recipient")
    return list(rows.order_by("notice__sent_at", "group__kind", "notice__recipient__name", "pk"))


def recipients_of(report: Report, *, on: date) -> dict[Group, list[User]]:
    """Return the two groups that a report goes to, with their members (REP-01). Two queries.

    The local steering group of the unit and the overall preparation group of the municipality; for a municipality
    without districts its own steering group stands for the local one.
    """
    municipality_id = report.period.municipality_id
    steering = GroupKind.OVERALL_STEERING if report.unit_id == municipality_id else GroupKind.LOCAL_STEERING
    groups = (
        Group.objects.filter(Dated.holding(on))
        .filter(
            Q(unit_id=report.unit_id, kind=steering) | Q(unit_id=municipality_id, kind=GroupKind.OVERALL_PREPARATION)
        )
        .prefetch_related(
            Prefetch(
                "seats",
                Seat.objects.filter(Dated.holding(on), holder__is_active=True).select_related("holder"),
                to_attr="seats_of_the_day",
            )
        )
        .order_by("kind")
    )
    return {
        group: list({seat.holder_id: seat.holder for seat in getattr(group, "seats_of_the_day")}.values())  # noqa: B009
        for group in groups
    }


def preparers_of(units: Iterable[Unit], *, on: date) -> dict[int, list[User]]:
    """Return who prepares in each unit: coordinators, municipal police officers and their heads. Two queries.

    For a municipality they are also those of the police paired with it.
    """
    keys = {unit.pk for unit in units}
    paired: dict[int, set[int]] = {key: {key} for key in keys}
    for pairing in Pairing.objects.filter(Dated.holding(on), district_id__in=keys):
        paired[pairing.district_id].add(pairing.police_id)
    posts = list(
        Post.objects.filter(
            Dated.holding(on), unit_id__in=set().union(*paired.values()), role__in=PREPARING, user__is_active=True
        )
        .select_related("user")
        .order_by("user__name")
    )
    found: dict[int, list[User]] = {}
    for key, places in paired.items():
        found[key] = list({post.user_id: post.user for post in posts if post.unit_id in places}.values())
    return found


def units_to_report(municipality: Unit, *, on: date) -> list[Unit]:
    """Return those that report: the districts, or the municipality itself where there are none."""
    districts = list(
        Unit.objects.filter(Dated.holding(on), municipality=municipality, kind=UnitKind.DISTRICT).order_by("name")
    )
    return districts or [municipality]


def municipalities_run_by(actor: Actor) -> list[Unit]:
    """Return the municipalities whose reporting the actor leads: those of the central group."""
    run = [key for key in actor.municipality_ids if may_prepare(actor, key)]
    return list(Unit.objects.filter(pk__in=run).order_by("name"))


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that somebody is to write or answer, and by when."""

    report: Report
    is_late: bool


def reports_due(actor: Actor, *, on: date) -> list[DueReport]:
    """Return the reports that the actor's own units still owe on the day, the oldest first (for the week's page)."""
    reports = (
        reports_visible_to(actor)
        .filter(
            unit_id__in=[key for key in actor.own_unit_ids if may_prepare(actor, key)],
            state__in=(ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED),
            period__opens_on__lte=on,
        )
        .defer("content")
        .order_by("period__due_on", "unit__name")
    )
    return [DueReport(report, report.period.due_on < on) for report in reports]


def reports_to_answer(actor: Actor) -> list[Report]:
    """Return the reports that wait for the central group's answer, the oldest first."""
    run = [key for key in actor.municipality_ids if may_prepare(actor, key)]
    reports = reports_visible_to(actor).filter(period__municipality_id__in=run, state=ReportState.SUBMITTED)
    return list(reports.defer("content").order_by("submitted_at"))


def reports_of(unit_ids: Iterable[int], year: int) -> list[Report]:
    """Return the units' reports of a year, whatever their state: one query. The caller has passed its own gate."""
    reports = Report.objects.filter(unit_id__in=list(unit_ids), period__year=year).select_related("unit", "period")
    return list(reports.defer("content").order_by("unit__name", "period__starts_on"))


def latest_accepted(unit_ids: Iterable[int]) -> dict[int, Report]:
    """Return each unit's last accepted report: one query. The caller has passed its own gate."""
    reports = (
        Report.objects.filter(unit_id__in=list(unit_ids), state=ReportState.ACCEPTED)
        .select_related("unit", "period")
        .defer("content")
        .order_by("period__ends_on", "pk")
    )
    return {report.unit_id: report for report in reports}
