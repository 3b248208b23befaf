"""What came of last year's measures: reviews, effect cards, reports, the compilation and letters back."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samverkan.access.actor import Actor
from samverkan.followup.models import EffectCard
from samverkan.followup.services.cards import Written, change_card, draft_card, settle_card, share_as_example
from samverkan.followup.services.lessons import add_development_area
from samverkan.followup.services.reviews import review_measure
from samverkan.followup.words import Advice, Mechanism, Relevance, Verdict
from samverkan.groups.queries import actor_for
from samverkan.indicators.services.goals import record_review
from samverkan.measures.models import Measure, Plan
from samverkan.measures.words import MeasureState
from samverkan.reporting.models import Report, ReportingPeriod
from samverkan.reporting.services.boards import log_council_report
from samverkan.reporting.services.compilations import draft_compilation, settle_compilation
from samverkan.reporting.services.periods import open_period
from samverkan.reporting.services.reports import (
    accept_report,
    agree_to_report,
    return_report,
    submit_report,
    write_section,
)
from samverkan.reporting.words import PeriodKind, SectionKind
from samverkan.site.town.groups import People
from samverkan.site.town.numbers import Numbers
from samverkan.site.town.pictures import District, moment
from samverkan.site.town.structure import Structure

SILENT = "kungsholmen"
"""The district that has not reported, so that the compilation names it."""
RETURNED = "farsta"
"""The district whose report came back once with a question."""

EFFECTS = (
    (140, 82, 310, 305, 44, 45, "Färre händelser än på jämförelseplatserna. Samma sak prövas på en plats till."),
    (60, 51, 205, 196, 30, 29, "För tidigt att säga. Fortsätt räkna på samma sätt i ett år till."),
    (75, 88, 190, 170, 25, 33, "Det blev inte bättre. Synligheten räckte inte när gömslen fanns kvar."),
    (9, 6, 31, 30, 8, 7, "För få händelser för att säga något. Välj en indikator som förekommer oftare nästa gång."),
)
"""Counts before and after: here, in the comparison, nearby; and the lesson. Invented."""

WORDS = {
    SectionKind.SUMMARY: "Året gick i huvudsak som planerat. Det som återstår förs över till nästa år.",
    SectionKind.IMPLEMENTATION: "Arbetet på plats genomfördes; två insatser blev mindre än tänkt.",
    SectionKind.EFFECT: "Torget har blivit lugnare. För övriga insatser är det för tidigt att säga.",
    SectionKind.SITUATION: "Otryggheten bland unga kvinnor kvarstår vid bytespunkten.",
    SectionKind.NOT_DONE: "Utbildningen sköts upp eftersom föreläsaren fick förhinder.",
    SectionKind.GENDER: "Flickor och kvinnor svarar fortfarande att de undviker fler platser än pojkar och män.",
    SectionKind.CHILD_RIGHTS: "Skolvägen har blivit lugnare och barn har själva fått peka ut platser.",
    SectionKind.DEVELOPMENT: "Orsaksanalyser behöver göras med fler aktörer i rummet.",
    SectionKind.NEXT_YEAR: "Fortsätt på torget, pröva samma sak vid bytespunkten.",
}


def compiled_year(today: date) -> int:
    """Return the latest year that the demo city has had time to report and compile, by the middle of March."""
    return today.year - 1 if today >= date(today.year, 3, 15) else today.year - 2


def build_results(
    structure: Structure,
    people: People,
    districts: dict[str, District],
    plans: dict[str, dict[int, Plan]],
    numbers: Numbers,
    *,
    today: date,
) -> None:
    """Follow up the compiled year in every district, compile it for the city, and open the next period."""
    central = actor_for(people.account("central").pk, on=today)
    year = compiled_year(today)
    chance = random.Random(11)
    for key, by_year in plans.items():
        if year in by_year:
            _follow_up(districts[key], by_year[year], numbers, chance, year=year)
            if today > (asked := date(year + 1, 2, 10)):
                for measure in Measure.objects.filter(plan=by_year[year], state=MeasureState.OPEN):
                    _review(districts[key], measure, asked, today + timedelta(days=20))
        current = Measure.objects.filter(plan__in=list(by_year.values()), plan__year=year + 1, state=MeasureState.OPEN)
        for measure in current[:1]:
            _review(districts[key], measure, today - timedelta(days=40), today - timedelta(days=5))
    period = _period(central, structure, year, opens_on=date(year, 12, 1))
    for key, district in districts.items():
        if key != SILENT and year in plans.get(key, {}):
            _report(district, period, central, is_returned=key == RETURNED)
    _compile(central, structure, period, year)
    if today >= date(year + 1, 11, 1):
        _period(central, structure, year + 1, opens_on=date(year + 1, 11, 1))


def _follow_up(district: District, plan: Plan, numbers: Numbers, chance: random.Random, *, year: int) -> None:
    """Ask whether each measure is still the right one, and judge the effect of the first two."""
    for order, measure in enumerate(Measure.objects.filter(plan=plan).order_by("number")):
        if measure.state == MeasureState.OPEN:
            _review(district, measure, date(year, 9, 15), date(year + 1, 2, 15))
        if order < 2:
            _judge(district, measure, EFFECTS[(len(district.key) + order) % len(EFFECTS)], numbers, chance, year)
    add_development_area(
        by=district.coordinator,
        unit=district.unit,
        text="Fler aktörer behöver vara med när orsaker analyseras.",
        found_in=f"Uppföljningen av {year}",
        today=date(year + 1, 1, 15),
    )


def _review(district: District, measure: Measure, on: date, next_on: date) -> None:
    review_measure(
        by=district.coordinator,
        measure=measure,
        answer=Relevance.YES,
        reason="Lägesbilden är densamma och arbetet pågår som tänkt.",
        next_on=next_on,
        today=on,
    )


def _judge(
    district: District,
    measure: Measure,
    effect: tuple[int, int, int, int, int, int, str],
    numbers: Numbers,
    chance: random.Random,
    year: int,
) -> None:
    """Write the effect card of a measure, settle it by both parties and share it as an example."""
    *counts, lesson = effect
    jitter = chance.randint(-2, 2)
    day = date(year + 1, 1, 20)
    card = draft_card(by=district.coordinator, measure=measure, today=day)
    card = change_card(
        by=district.coordinator,
        card=card,
        edition=card.edition,
        written=Written(
            indicator=numbers.indicators["Undviker en plats nära hemmet"],
            source=numbers.sources["reported"],
            before_from=date(year - 1, 3, 1),
            before_to=date(year - 1, 12, 31),
            after_from=date(year, 3, 1),
            after_to=date(year, 12, 31),
            here_before=counts[0] + jitter,
            here_after=counts[1],
            comparison_name="Två liknande platser i andra stadsdelar",
            there_before=counts[2],
            there_after=counts[3] + jitter,
            ring_name="Kvarteren runt om",
            ring_before=counts[4],
            ring_after=counts[5],
            dose_text="Det mesta av det som planerades blev gjort.",
            mechanism=Mechanism.PLAUSIBLE if counts[1] < counts[0] else Mechanism.PARTLY,
            mechanism_text="Iakttagelser på plats vid fyra tillfällen.",
            side_effects="Ingen har sett att problemet vuxit någon annanstans.",
            by_sex="Svaren delas upp per kön i nästa mätning.",
            advice=Advice.CONTINUE if counts[1] < counts[0] else Advice.CHANGE,
            lesson=lesson,
        ),
    )
    for actor in (district.coordinator, district.officer):
        card = settle_card(by=actor, card=card, edition=card.edition, today=day)
    if EffectCard.objects.get(pk=card.pk).verdict != Verdict.CANNOT or district.key == "skarholmen":
        share_as_example(by=district.coordinator, card=card, lesson=lesson, today=day)


def _period(by: Actor, structure: Structure, year: int, *, opens_on: date) -> ReportingPeriod:
    return open_period(
        by=by,
        municipality=structure.city,
        kind=PeriodKind.YEAR,
        year=year,
        opens_on=opens_on,
        due_on=date(year + 1, 1, 31),
        instruction="Skriv kort. Siffrorna fylls i av systemet; bedömningen är er.",
        today=opens_on,
    )


def _report(district: District, period: ReportingPeriod, central: Actor, *, is_returned: bool) -> None:
    """Write the report together, submit it and have it accepted, in one district after a question."""
    report = Report.objects.get(period=period, unit=district.unit)
    written = date(period.year + 1, 1, 18)
    for kind in SectionKind:
        section = report.sections.get(kind=kind)
        text = WORDS.get(kind, "")
        because = "" if text else "Görs tillsammans med stadens samlade analys i vår."
        write_section(
            by=district.coordinator,
            report=report,
            kind=kind,
            edition=section.edition,
            text=text,
            not_made_because=because,
        )
    _submit(district, report, written)
    if is_returned:
        question = "Skriv varför utbildningen sköts upp och när den blir av."
        return_report(by=central, report=report, text=question, now=moment(written + timedelta(days=5)))
        section = report.sections.get(kind=SectionKind.NOT_DONE)
        write_section(
            by=district.coordinator,
            report=report,
            kind=SectionKind.NOT_DONE,
            edition=section.edition,
            text=WORDS[SectionKind.NOT_DONE] + " Den hålls i april.",
        )
        _submit(district, report, written + timedelta(days=8))
    accept_report(by=central, report=report, now=moment(written + timedelta(days=14)))


def _submit(district: District, report: Report, on: date) -> None:
    for actor in (district.coordinator, district.officer):
        agree_to_report(by=actor, report=report, now=moment(on))
    submit_report(by=district.coordinator, report=report, now=moment(on, 13))


def _compile(by: Actor, structure: Structure, period: ReportingPeriod, year: int) -> None:
    """Compile the year, send it back, open the next plan, and report to the council."""
    compilation = draft_compilation(by=by, period=period, now=moment(date(year + 1, 2, 20)))
    settle_compilation(by=by, compilation=compilation, now=moment(date(year + 1, 3, 1)))
    record_review(
        by=by,
        municipality=structure.city,
        year=year + 1,
        reviewed_on=date(year + 1, 3, 5),
        note="Delmålen behålls. Indikatorn för område 5 ses över till nästa år.",
        today=date(year + 1, 3, 5),
    )
    log_council_report(
        by=by,
        municipality=structure.city,
        given_on=date(year + 1, 3, 10),
        registry_number=f"KS {year + 1}/118",
        period=period,
        text="Kommunstyrelsen rapporterade årets arbete och resultat till kommunfullmäktige.",
        now=moment(date(year + 1, 3, 10)),
    )
