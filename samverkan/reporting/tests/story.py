"""A reporting period of the cast's town with a decided plan in Björkåsa, told deed by deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.decisions.models import Decision, Matter
from samverkan.ground.words import FunctionKind
from samverkan.groups.models import Group, Seat
from samverkan.indicators.models import Indicator, Reading, Source
from samverkan.indicators.words import IndicatorKind
from samverkan.measures.models import Measure, Plan, PlanVersion
from samverkan.organisation.models import Post, Unit
from samverkan.reporting.models import Compilation, Report, ReportingPeriod
from samverkan.reporting.queries.reports import sections_of
from samverkan.reporting.rules.reports import PERSPECTIVES
from samverkan.reporting.services.compilations import draft_compilation
from samverkan.reporting.services.periods import open_period
from samverkan.reporting.services.reports import accept_report, agree_to_report, submit_report, write_section
from samverkan.reporting.words import PeriodKind, SectionKind
from tests.cast import START, TODAY, Cast
from tests.red_thread import a_measure, a_plan, a_source, an_indicator, area_list

NOW = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
YEAR = 2025
LAST_DAY = date(2025, 12, 31)
WRITERS = {"bjorkasa": ("amina", "bertil"), "granvik": ("cecilia", "police_g")}


def in_force(plan: Plan, group: Group) -> PlanVersion:
    """Let the plan be decided, as a row that the tables allow."""
    decision = Decision.objects.create(
        group=group,
        year=plan.year,
        number=100 + plan.pk,
        title="Plan",
        text="Planen gäller.",
        category="annex_update",
        decided_on=date(plan.year, 1, 20),
        documented_at=NOW,
        responsible_title="Trygghetssamordnare",
        municipality_decision_maker="Stadsdelsdirektör",
        police_decision_maker="Lokalpolisområdeschef",
    )
    matter = Matter.objects.create(
        group=group,
        raised_in=group,
        decided_in=group,
        title="Plan",
        proposal="Planen gäller.",
        category="annex_update",
        raised_on=START,
    )
    version = PlanVersion.objects.create(
        plan=plan, number=1, content={}, sealed="x" * 64, matter=matter, decision=decision, frozen_at=NOW
    )
    Measure.objects.filter(plan=plan).update(
        entered=version, no_cause_because="Fortsätter från tidigare", no_goal_because="Mäts inte än"
    )
    return version


def carried_out(measure: Measure, on: date = date(2025, 10, 1)) -> Measure:
    """Let both parties have carried the measure out."""
    measure.halves.update(state="done", done_on=on)
    measure.state, measure.ended_on = "done", on
    measure.save(update_fields=["state", "ended_on"])
    return measure


def a_reading(cast: Cast, indicator: Indicator, source: Source, unit: Unit, **more: Any) -> Reading:
    """Store the year's reading of an indicator."""
    values: dict[str, Any] = {
        "starts_on": date(YEAR, 1, 1),
        "ends_on": LAST_DAY,
        "numerator": 30,
        "denominator": 120,
        "party": "municipality",
        "recorded_at": NOW,
    }
    return Reading.objects.create(indicator=indicator, source=source, unit=unit, **(values | more))


@dataclass
class Story:
    """The period and what it rests on."""

    cast: Cast
    period: ReportingPeriod
    done: Measure
    undone: Measure

    def report(self, unit: str = "bjorkasa") -> Report:
        """Return the district's report as it is stored."""
        reports = Report.objects.select_related("unit", "period__municipality", "plan")
        return reports.get(period=self.period, unit=self.cast.units[unit])

    def write(self, unit: str = "bjorkasa", by: str = "") -> Report:
        """Write every part of the report."""
        report, actor = self.report(unit), self.cast.actor(by or WRITERS[unit][0])
        for kind, section in sections_of(report).items():
            values = {"text": f"Så här: {kind.value}", "not_made_because": ""}
            if kind in PERSPECTIVES and kind != SectionKind.GENDER:
                values = {"text": "", "not_made_because": "Underlag saknas"}
            write_section(by=actor, report=report, kind=kind, edition=section.edition, **values)
        return self.report(unit)

    def agree(self, unit: str = "bjorkasa") -> Report:
        """Let both parties agree."""
        for name in WRITERS[unit]:
            agree_to_report(by=self.cast.actor(name), report=self.report(unit), now=NOW)
        return self.report(unit)

    def submit(self, unit: str = "bjorkasa") -> Report:
        """Write, agree and hand the report in."""
        self.write(unit)
        self.agree(unit)
        return submit_report(by=self.cast.actor(WRITERS[unit][0]), report=self.report(unit), now=NOW)

    def accept(self, unit: str = "bjorkasa") -> Report:
        """Have the report accepted."""
        self.submit(unit)
        return accept_report(by=self.cast.gustav, report=self.report(unit), now=NOW)

    def compile(self) -> Compilation:
        """Let the compilation draft itself."""
        return draft_compilation(by=self.cast.gustav, period=self.period, now=NOW)


def seat(cast: Cast, group: str, holder: str, unit: str) -> Seat:
    """Give somebody an ordinary seat."""
    return Seat.objects.create(
        group=cast.groups[group],
        function=FunctionKind.OTHER,
        title="Ledamot",
        unit=cast.units[unit],
        party=cast.units[unit].party,
        holder=cast.users[holder],
        valid_from=START,
    )


def build_story(cast: Cast) -> Story:
    """Store a decided plan with one measure carried out and one not, readings, and open the period."""
    area_list(cast)
    plan = a_plan(cast, year=YEAR)
    done = carried_out(a_measure(cast, plan, "Bättre belysning"))
    undone = a_measure(cast, plan, "Nattvandring")
    in_force(plan, cast.groups["steering_b"])
    indicator, source = an_indicator(cast, kind=IndicatorKind.SHARE), a_source(cast)
    a_reading(cast, indicator, source, cast.units["bjorkasa"])
    a_reading(cast, indicator, source, cast.units["granvik"], numerator=10, denominator=200)
    period = open_period(
        by=cast.gustav,
        municipality=cast.units["town"],
        kind=PeriodKind.YEAR,
        year=YEAR,
        opens_on=date(2026, 1, 2),
        due_on=date(2026, 2, 15),
        today=TODAY,
    )
    return Story(cast, period, done, undone)


def with_granvik(cast: Cast) -> None:
    """Give Granvik a municipal police officer and a member of its steering group, so that it too can report."""
    cast.users["police_g"] = User.objects.create_user("police_g@example.org", "Kim Polis", "x", is_invented=True)
    Post.objects.create(
        user=cast.users["police_g"],
        unit=cast.units["lpo_g"],
        role=Role.MUNICIPAL_POLICE,
        title="Kommunpolis",
        valid_from=START,
    )
    seat(cast, "steering_g", "cecilia", "granvik")
