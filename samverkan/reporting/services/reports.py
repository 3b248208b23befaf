"""Writing, agreeing, handing in, returning and accepting reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.services import tell
from samverkan.reporting.models import Report, ReportNotice, Return, Section
from samverkan.reporting.queries.facts import facts_of
from samverkan.reporting.queries.reports import preparers_of, recipients_of, said_in, written_in
from samverkan.reporting.rules.facts import has_unexplained
from samverkan.reporting.rules.reports import PERSPECTIVES, Deed, after, missing_parts
from samverkan.reporting.services.pointers import report_pointer
from samverkan.reporting.words import ReportState, SectionKind

NOT_YOURS = "You may not write this report."
NOT_YOURS_TO_ANSWER = "Only the central group returns and accepts reports."
CLOSED: dict[Deed, str] = {
    Deed.WRITE: "The report has been handed in, so it can no longer be changed.",
    Deed.SUBMIT: "The report cannot be handed in: it has not been begun, or it has been handed in already.",
    Deed.RETURN: "Only a report that has been handed in can be returned.",
    Deed.ACCEPT: "Only a report that has been handed in can be accepted.",
}


def _locked(report: Report) -> Report:
    """Return the report as it is stored, held until the deed is done."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("unit", "period__municipality", "plan")
        .get(pk=report.pk)
    )


def _next(report: Report, deed: Deed) -> ReportState:
    state = after(ReportState(report.state), deed)
    if state is None:
        raise Refused(CLOSED[deed])
    return state


@transaction.atomic
def write_section(
    *, by: Actor, report: Report, kind: SectionKind, edition: int, text: str, not_made_because: str = ""
) -> Section:
    """Write one part of the report. The parties then have to agree to it anew (FOL-05, FOL-23)."""
    report = _locked(report)
    demand(may_prepare(by, report.unit_id), NOT_YOURS)
    refuse_person_data(text=text, not_made_because=not_made_because)
    state = _next(report, Deed.WRITE)
    text, because = text.strip(), not_made_because.strip()
    if because and kind not in PERSPECTIVES:
        raise Refused("Only the three perspectives can be left out with a reason.", field="not_made_because")
    if because and text:
        raise Refused("Write the analysis, or why it was not made, but not both.", field="not_made_because")
    section = Section.objects.select_for_update(of=("self",)).get(report=report, kind=kind)
    demand_edition(edition, section.edition, saved_by=section.saved_by)
    section.text, section.not_made_because = text, because
    section.edition, section.saved_by = section.edition + 1, by.name[:120]
    section.save(update_fields=["text", "not_made_because", "edition", "saved_by"])
    report.state, report.municipality_agrees_on, report.police_agrees_on = state, None, None
    report.save(update_fields=["state", "municipality_agrees_on", "police_agrees_on"])
    record(by=by, event="reporting.section_written", on=report_pointer(report), details={"part": kind.value})
    return section


def _demand_complete(report: Report, facts: dict[str, Any]) -> None:
    missing = missing_parts(written_in(report.sections.all()), has_unexplained=has_unexplained(facts["measures"]))
    if missing:
        raise Refused(
            "These parts are still to be written: %(parts)s.",
            way_on="A perspective may instead be given a reason why the analysis was not made.",
            parts=", ".join(gettext(kind.label) for kind in missing),
        )


@transaction.atomic
def agree_to_report(*, by: Actor, report: Report, now: datetime) -> Report:
    """Agree to the report for one's own party; both do so before it is handed in (FOL-23)."""
    report = _locked(report)
    demand(may_prepare(by, report.unit_id), NOT_YOURS)
    if by.party not in (Party.MUNICIPALITY, Party.POLICE):
        raise Refused("Only the municipality and the police agree to the report.")
    _next(report, Deed.SUBMIT)
    _demand_complete(report, facts_of([report])[report.pk])
    field = "municipality_agrees_on" if by.party == Party.MUNICIPALITY else "police_agrees_on"
    if getattr(report, field) is not None:
        raise Refused("Your party has already agreed to the report.")
    setattr(report, field, localdate(now))
    report.save(update_fields=[field])
    record(
        by=by,
        event="reporting.report_agreed",
        on=report_pointer(report),
        details={"party": by.party.value, "sealed": seal(said_in(report)["sections"])},
    )
    return report


@transaction.atomic
def submit_report(*, by: Actor, report: Report, now: datetime) -> Report:
    """Hand the report in, as it stands, to the local steering group and the overall preparation group (REP-01).

    Refused unless both parties agree and both groups have somebody who can be told.
    """
    report = _locked(report)
    demand(may_prepare(by, report.unit_id), NOT_YOURS)
    state = _next(report, Deed.SUBMIT)
    for day, reason in (
        (report.municipality_agrees_on, "The municipality has not agreed to the report yet."),
        (report.police_agrees_on, "The police have not agreed to the report yet."),
    ):
        if day is None:
            raise Refused(reason, way_on="Both parties agree before the report is handed in.")
    facts = facts_of([report])[report.pk]
    _demand_complete(report, facts)
    recipients = recipients_of(report, on=localdate(now))
    if len(recipients) < 2 or not all(recipients.values()):
        raise Refused(
            "The report goes to the local steering group and the overall preparation group, and one of them has no"
            " members.",
            way_on="Fill the seats of the group, then hand the report in.",
        )
    report.state, report.submitted_at, report.submitted_by = state, now, by.name[:120]
    report.content = facts | said_in(report)
    report.save(update_fields=["state", "submitted_at", "submitted_by", "content"])
    pointer = report_pointer(report)
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("%(unit)s has handed in its report") % {"unit": report.unit.name}
    for group, users in recipients.items():
        notices = tell(users, about=pointer, title=title, text=group.name)
        ReportNotice.objects.bulk_create(ReportNotice(report=report, group=group, notice=notice) for notice in notices)
    record(
        by=by,
        event="reporting.report_submitted",
        on=pointer,
        details={
            "content": seal(report.content),
            "told": {group.name: len(users) for group, users in recipients.items()},
        },
    )
    return report


def _tell_preparers(report: Report, title: str, text: str, now: datetime) -> int:
    users: Iterable[User] = preparers_of([report.unit], on=localdate(now))[report.unit_id]
    return len(tell(users, about=report_pointer(report), title=title, text=text))


@transaction.atomic
def return_report(*, by: Actor, report: Report, text: str, now: datetime) -> Return:
    """Return the report with what is asked for. What it said is kept; the parties write on and agree anew."""
    report = _locked(report)
    demand(may_prepare(by, report.period.municipality_id), NOT_YOURS_TO_ANSWER)
    refuse_person_data(text=text)
    state = _next(report, Deed.RETURN)
    if not text.strip():
        raise Refused("Write what is asked for.", field="text")
    returned = Return.objects.create(
        report=report, at=now, by_name=by.name[:120], text=text.strip(), content=report.content or {}
    )
    report.state, report.content = state, None
    report.municipality_agrees_on = report.police_agrees_on = None
    report.save(update_fields=["state", "content", "municipality_agrees_on", "police_agrees_on"])
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("The report of %(unit)s has come back with questions") % {"unit": report.unit.name}
    told = _tell_preparers(report, title, returned.text, now)
    record(
        by=by,
        event="reporting.report_returned",
        on=report_pointer(report),
        details={"content": seal(returned.content), "told": told},
    )
    return returned


@transaction.atomic
def accept_report(*, by: Actor, report: Report, now: datetime) -> Report:
    """Accept the report exactly as it was handed in, frozen and sealed."""
    report = _locked(report)
    demand(may_prepare(by, report.period.municipality_id), NOT_YOURS_TO_ANSWER)
    report.state = _next(report, Deed.ACCEPT)
    report.accepted_at, report.accepted_by = now, by.name[:120]
    report.sealed = seal(report.content)
    report.save(update_fields=["state", "accepted_at", "accepted_by", "sealed"])
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("The report of %(unit)s has been accepted") % {"unit": report.unit.name}
    told = _tell_preparers(report, title, "", now)
    record(
        by=by,
        event="reporting.report_accepted",
        on=report_pointer(report),
        details={"sealed": report.sealed, "told": told},
    )
    return report
