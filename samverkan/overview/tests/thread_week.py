"""Something of everything that the red thread asks of its readers, stored as facts in Björkåsa.

It can be stored several times over, so that a test can count the questions at few and at many rows.
"""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.agreements.models import AnnexVersion
from samverkan.causes.models import Cause
from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.words import LineKind
from samverkan.followup.models import Answer, EffectCard, Questionnaire, Review
from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure, Plan, PlanVersion
from samverkan.measures.queries.measures import in_full
from samverkan.measures.services.versions import plan_content
from samverkan.overview.tests.furnish import agreement
from samverkan.priorities.models import AreaList
from samverkan.reporting.models import Report, ReportingPeriod, Suggestion
from samverkan.reporting.queries.facts import facts_of
from samverkan.reporting.queries.reports import said_in
from samverkan.situation.models import Contribution, Line, Picture, PictureVersion
from samverkan.situation.rules.snapshot import Snapshot
from samverkan.situation.words import Agreement, Block
from samverkan.workshops.models import Workshop
from tests.cast import TODAY, Cast
from tests.red_thread import (
    NOW,
    a_cause,
    a_measure,
    a_picture,
    a_plan,
    a_problem,
    a_statement,
    an_analysis,
    an_area,
)

DAY = timedelta(days=1)


def put_in_force(plan: Plan, annex_version: AnnexVersion) -> PlanVersion:
    """Store a version of the plan that is in force."""
    return PlanVersion.objects.create(
        plan=plan, number=1, content={}, sealed="0" * 64, annex_version=annex_version, frozen_at=NOW
    )


def a_decided_measure(cast: Cast, version: PlanVersion, title: str) -> Measure:
    """Store a measure in force that is to be done within three weeks by the coordinator and the municipal police."""
    measure = a_measure(
        cast, version.plan, title, entered=version, no_cause_because="Bråttom", no_goal_because="Bråttom"
    )
    measure.halves.update(due_on=TODAY + 20 * DAY)
    return measure


def half_of(measure: Measure, party: Party, **changed: object) -> Half:
    """Return the party's half with something changed."""
    Half.objects.filter(measure=measure, party=party).update(**changed)
    return Half.objects.get(measure=measure, party=party)


def a_report(cast: Cast, number: int, state: str, due_on: date, unit: str = "bjorkasa") -> Report:
    """Store a report of a unit on a period of its own."""
    period = ReportingPeriod.objects.create(
        municipality=cast.units["town"],
        kind="year",
        year=2025,
        starts_on=date(2025, 1, 1) + number * DAY,
        ends_on=date(2025, 12, 31),
        opens_on=date(2026, 1, 1),
        due_on=due_on,
    )
    report = Report(period=period, unit=cast.units[unit], state=state)
    if state == "submitted":
        report.municipality_agrees_on = report.police_agrees_on = TODAY
        report.submitted_at, report.content = NOW, {}
        report.save()
        report.content = facts_of([report])[report.pk] | said_in(report)
    report.save()
    return report


def a_line(picture: Picture, cast: Cast, room: Party, text: str, *, is_shared: bool) -> Line:
    """Store a line of a party's room."""
    return Line.objects.create(
        picture=picture,
        room=room,
        block=Block.EXTENT,
        area=an_area(cast),
        text=text,
        written_at=NOW,
        shared_at=NOW if is_shared else None,
    )


def a_thread(cast: Cast, number: int = 0) -> Plan:
    """Store the thread's week; another `number` (at most some fifty) stores it once more beside the first."""
    picture = a_picture(cast, 2026 + number)
    a_line(picture, cast, Party.POLICE, "Öppen handel vid kiosken", is_shared=True)
    a_line(picture, cast, Party.POLICE, "Vi planerar en insats", is_shared=False)
    a_line(picture, cast, Party.MUNICIPALITY, "Lamporna är trasiga", is_shared=True)
    a_statement(cast, picture, "Torget är mörkt", agreement=Agreement.NOT_YET)
    Contribution.objects.create(
        picture=picture, sender="Bostadsbolaget", field="Brand", text="Bränder i källare", received_on=TODAY
    )
    annex = agreement(cast, 50 + number)
    PictureVersion.objects.create(
        picture=picture,
        number=1,
        content=Snapshot(unit="Björkåsa", year=picture.year, delimitation="Allt", authors=()).content(),
        sealed="0" * 64,
        annex_version=annex,
        frozen_at=NOW,
    )
    plan = a_plan(cast, 2026 + number)
    document = AnnexVersion.objects.create(
        annex=annex.annex.agreement.annexes.get(number=3),
        number=1,
        text="Planen",
        state="valid",
        decision=annex.decision,
        dated_on=TODAY - 5 * DAY,
        attached_at=NOW,
        created_at=NOW,
    )
    version = put_in_force(plan, document)
    a_decided_measure(cast, version, f"Belysning {number}")
    transport = a_decided_measure(cast, version, f"Gångtunneln {number}")
    half_of(
        transport,
        Party.MUNICIPALITY,
        unit=cast.units["transport"],
        owner_title="Projektledare",
        due_on=TODAY + DAY,
    )
    late = a_decided_measure(cast, version, f"Ordningsvakter {number}")
    half_of(late, Party.MUNICIPALITY, due_on=TODAY - 4 * DAY)
    closing = a_decided_measure(cast, version, f"Medborgarlöfte {number}")
    half_of(
        closing,
        Party.MUNICIPALITY,
        state="reported",
        reported_by="Amina Lind",
        reported_by_id=cast.users["amina"].pk,
        done_on=TODAY,
    )
    version.content = plan_content(plan, list(in_full(plan.measures.all())), (), "")
    version.save()
    Review.objects.create(
        measure=late, on=TODAY - 30 * DAY, answer="yes", reason="Behövs", next_on=TODAY, party="police", by_name="B"
    )
    EffectCard.objects.create(
        measure=late, number=1, advice="continue", police_settled_on=TODAY - DAY, drafted_on=TODAY - 9 * DAY
    )
    analysis = an_analysis(cast, a_problem(cast, f"Handel {number}"), title=f"Varför torget {number}")
    a_cause(cast, analysis)
    a_cause(cast, analysis, "Många förbipasserande")
    Cause.objects.filter(analysis=analysis, text="Ingen ser torget").update(result_text="Ingen data finns ännu")
    Workshop.objects.create(analysis=analysis, code=f"SKATA{number}", phase_started_at=NOW, opened_at=NOW)
    before = CheckIn.objects.create(unit=cast.units["bjorkasa"], year=2025 - number, week=40, started_at=NOW)
    for text, function in (("Ring skolan", "Trygghetssamordnare"), ("Rondera torget", "Kommunpolis")):
        CheckInLine.objects.create(
            check_in=before,
            kind=LineKind.AGREED,
            party=Party.POLICE,
            text=f"{text} {number}",
            by_function=function,
            due_on=TODAY + DAY,
        )
    a_report(cast, 2 * number, "returned", TODAY - DAY)
    a_report(cast, 2 * number + 1, "submitted", TODAY - DAY, "granvik")
    sent = Questionnaire.objects.create(
        municipality=cast.units["town"],
        agreement=annex.annex.agreement,
        title=f"Inför revideringen {number}",
        sent_on=TODAY,
        due_on=TODAY + 9 * DAY,
    )
    Answer.objects.create(questionnaire=sent, unit=cast.units["bjorkasa"])
    Suggestion.objects.create(
        board=cast.units["board"],
        unit=cast.units["bjorkasa"],
        text="Titta på skolvägen",
        from_function="Ledamot",
        received_at=NOW,
    )
    return plan


def new_areas(cast: Cast) -> AreaList:
    """Let other areas take force today, after those for which the plan was written."""
    AreaList.objects.filter(municipality=cast.units["town"]).update(valid_until=TODAY - DAY)
    return AreaList.objects.create(municipality=cast.units["town"], name="Nya områden", source="–", valid_from=TODAY)
