"""Periods, reports, the compilation and letters: deeds, refusals and what stays as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import is_intact, seal
from samverkan.groups.models import Seat
from samverkan.indicators.models import Indicator, Reading, Source
from samverkan.indicators.words import Direction, Outcome
from samverkan.measures.models import Half
from samverkan.measures.services.plans import carry_undone, open_action_plan
from samverkan.measures.services.pointers import measure_pointer
from samverkan.notices.models import Notice
from samverkan.reporting.models import Compilation, Paragraph, Report, ReportNotice
from samverkan.reporting.queries.compilations import compilation_for
from samverkan.reporting.queries.compiling import compile_period
from samverkan.reporting.queries.reports import latest_accepted, reports_due, reports_of, sections_of
from samverkan.reporting.services.compilations import (
    draft_compilation,
    restore_paragraph,
    rewrite_paragraph,
    settle_compilation,
    write_letter,
)
from samverkan.reporting.services.periods import open_period
from samverkan.reporting.services.reports import (
    accept_report,
    agree_to_report,
    return_report,
    submit_report,
    write_section,
)
from samverkan.reporting.tests.story import NOW, YEAR, Story, a_reading
from samverkan.reporting.words import ParagraphKind, PeriodKind, SectionKind
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.req("FOL-22", "FOL-02")
def test_every_district_gets_the_same_form_and_those_who_write_it_are_told(story: Story) -> None:
    forms = [list(sections_of(story.report(unit))) for unit in ("bjorkasa", "granvik")]
    assert forms[0] == forms[1] == list(SectionKind)
    told = set(Notice.objects.filter(kind="reporting.period").values_list("recipient__name", flat=True))
    assert told == {"Amina Lind", "Bertil Ek", "Doris Rönn", "Erik Björk", "Cecilia Alm", "Kim Polis"}
    assert [due.report.unit.name for due in reports_due(story.cast.amina, on=TODAY)] == [
        "Björkåsa stadsdelsförvaltning"
    ]


def test_only_the_central_group_opens_a_period_and_once(story: Story) -> None:
    values: dict[str, Any] = {
        "municipality": story.cast.units["town"],
        "kind": PeriodKind.YEAR,
        "year": YEAR,
        "opens_on": date(2026, 1, 2),
        "due_on": date(2026, 2, 15),
        "today": TODAY,
    }
    with pytest.raises(NotAllowed):
        open_period(by=story.cast.amina, **values)
    for change, words in (
        ({}, "already been opened"),
        ({"part": 2}, "no such part"),
        ({"year": YEAR - 1, "due_on": date(2025, 1, 1)}, "cannot be due"),
        ({"year": YEAR + 9}, "period has begun"),
    ):
        with pytest.raises(Refused, match=words):
            open_period(by=story.cast.gustav, **(values | change))


@pytest.mark.req("FOL-05", "FOL-15", "FOL-23", "REP-01")
def test_a_report_fills_in_what_was_carried_out_and_goes_to_its_two_recipients(story: Story) -> None:
    report = story.submit()
    assert report.content is not None
    states = {row["title"]: [half["state"] for half in row["halves"]] for row in report.content["measures"]}
    assert states == {"Bättre belysning": ["done", "done"], "Nattvandring": ["planned", "planned"]}
    groups = set(ReportNotice.objects.filter(report=report).values_list("group__name", flat=True))
    assert groups == {"Styrgrupp Björkåsa", "Övergripande beredningsgrupp"}


def test_what_was_done_after_the_period_was_not_done_in_it(story: Story) -> None:
    story.done.halves.filter(party="police").update(done_on=date(2026, 1, 5))
    type(story.done).objects.filter(pk=story.done.pk).update(ended_on=date(2026, 1, 5))
    report = story.submit()
    assert report.content is not None
    row = next(row for row in report.content["measures"] if row["title"] == "Bättre belysning")
    assert (row["state"], [half["state"] for half in row["halves"]]) == ("open", ["done", "ongoing"])


@pytest.mark.req("FOL-23")
def test_a_report_is_not_handed_in_until_both_parties_agree_and_a_change_undoes_it(story: Story) -> None:
    report = story.write()
    agree_to_report(by=story.cast.amina, report=report, now=NOW)
    with pytest.raises(Refused, match="already agreed"):
        agree_to_report(by=story.cast.doris, report=report, now=NOW)
    with pytest.raises(Refused, match="police have not agreed"):
        submit_report(by=story.cast.amina, report=report, now=NOW)
    agree_to_report(by=story.cast.bertil, report=report, now=NOW)
    write_section(by=story.cast.erik, report=report, kind=SectionKind.SUMMARY, edition=2, text="Nytt")
    with pytest.raises(Refused, match="municipality has not agreed"):
        submit_report(by=story.cast.amina, report=report, now=NOW)


def test_an_unfinished_report_is_not_agreed_to_and_says_what_is_missing(story: Story) -> None:
    report = story.report()
    write_section(by=story.cast.amina, report=report, kind=SectionKind.SUMMARY, edition=1, text="Kort")
    with pytest.raises(Refused, match="still to be written"):
        agree_to_report(by=story.cast.amina, report=report, now=NOW)


@pytest.mark.req("REP-01")
def test_a_report_without_a_recipient_is_not_handed_in(story: Story) -> None:
    story.write()
    story.agree()
    Seat.objects.filter(group=story.cast.groups["central"]).update(holder=None)
    with pytest.raises(Refused, match="no members"):
        submit_report(by=story.cast.amina, report=story.report(), now=NOW)


def test_two_who_write_the_same_part_are_both_told_and_nothing_is_lost(story: Story) -> None:
    report = story.report()
    write_section(by=story.cast.amina, report=report, kind=SectionKind.EFFECT, edition=1, text="Kommunens ord")
    with pytest.raises(SavedMeanwhile, match="Amina Lind"):
        write_section(by=story.cast.bertil, report=report, kind=SectionKind.EFFECT, edition=1, text="Polisens ord")
    assert sections_of(report)[SectionKind.EFFECT].text == "Kommunens ord"


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("cecilia", {"text": "Text"}, "may not write"),
        ("amina", {"text": "Ring 070-123 45 67"}, "telephone"),
        ("amina", {"text": "", "not_made_because": "Nej"}, "three perspectives"),
    ],
)
def test_what_may_not_be_written_is_refused(story: Story, name: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        write_section(by=story.cast.actor(name), report=story.report(), kind=SectionKind.SUMMARY, edition=1, **values)


def test_a_returned_report_keeps_what_it_said_and_is_handed_in_anew(story: Story) -> None:
    report = story.submit()
    said = report.content
    with pytest.raises(NotAllowed):
        return_report(by=story.cast.amina, report=report, text="Mer", now=NOW)
    with pytest.raises(Refused, match="Write what is asked for"):
        return_report(by=story.cast.gustav, report=report, text=" ", now=NOW)
    returned = return_report(by=story.cast.gustav, report=report, text="Skriv mer om effekten", now=NOW)
    write_section(by=story.cast.amina, report=report, kind=SectionKind.EFFECT, edition=2, text="Mer om effekten")
    story.agree()
    submit_report(by=story.cast.bertil, report=story.report(), now=NOW)
    returned.refresh_from_db()
    assert returned.content == said
    again = story.report().content
    assert again is not None
    assert again["sections"]["effect"]["text"] == "Mer om effekten"


def test_an_accepted_report_never_changes(story: Story) -> None:
    report = story.accept()
    sealed, content = report.sealed, report.content
    Half.objects.filter(measure=story.undone).update(state="done", done_on=date(2025, 12, 1))
    by = story.cast
    for deed in (
        lambda: write_section(by=by.amina, report=report, kind=SectionKind.SUMMARY, edition=2, text="Nytt"),
        lambda: agree_to_report(by=by.amina, report=report, now=NOW),
        lambda: submit_report(by=by.amina, report=report, now=NOW),
        lambda: return_report(by=by.gustav, report=report, text="Mer", now=NOW),
        lambda: accept_report(by=by.gustav, report=report, now=NOW),
    ):
        with pytest.raises(Refused):
            deed()
    kept = story.report()
    assert (kept.sealed, kept.content) == (sealed, content)
    assert is_intact(kept.content, kept.sealed)
    assert Entry.objects.get(event="reporting.report_accepted").details["sealed"] == sealed
    bjorkasa = story.cast.units["bjorkasa"].pk
    assert latest_accepted([bjorkasa])[bjorkasa].pk == report.pk
    assert [one.pk for one in reports_of([bjorkasa], YEAR)] == [report.pk]


@pytest.mark.req("REP-02", "FOL-01", "FOL-02")
def test_the_compilation_drafts_itself_names_who_is_missing_and_has_a_source_behind_every_figure(
    story: Story,
) -> None:
    story.accept()
    compilation = story.compile()
    by_kind = {(one.kind, one.area_id): one for one in compilation.paragraphs.all()}
    reported = by_kind[ParagraphKind.REPORTED.value, None]
    assert "1 av 2" in reported.text or "1 of 2" in reported.text
    assert "Granviks stadsdelsförvaltning" in reported.text
    overall = by_kind[ParagraphKind.OVERALL.value, None]
    assert [figure["value"] for figure in overall.figures[:2]] == [2, 1]
    for paragraph in by_kind.values():
        for figure in paragraph.figures:
            parts = figure["parts"]
            assert figure["value"] == sum(part["value"] for part in parts)
            assert {part["address"] for part in parts} <= {source["address"] for source in paragraph.sources}


@pytest.mark.req("REP-02")
def test_indicators_of_two_districts_are_summed_by_numerator_and_denominator(story: Story) -> None:
    story.accept()
    story.accept("granvik")
    paragraph = story.compile().paragraphs.get(kind=ParagraphKind.INDICATORS)
    (figure,) = paragraph.figures
    assert (figure["value"], figure["denominator"]) == (40, 320)
    assert "12,5" in figure["shown"]


def test_nothing_is_compiled_before_a_report_has_been_accepted(story: Story) -> None:
    story.submit()
    with pytest.raises(Refused, match="nothing to compile"):
        story.compile()
    with pytest.raises(NotAllowed):
        draft_compilation(by=story.cast.amina, period=story.period, now=NOW)


@pytest.mark.req("REP-02")
def test_words_may_be_rewritten_but_no_number_typed_in_and_the_sources_stay(story: Story) -> None:
    story.accept()
    story.compile()
    paragraph = Paragraph.objects.select_related("compilation__period").get(kind=ParagraphKind.OVERALL)
    sources = paragraph.sources
    with pytest.raises(Refused, match="not among"):
        rewrite_paragraph(by=story.cast.gustav, paragraph=paragraph, edition=1, text="Hela 17 åtgärder är klara.")
    rewrite_paragraph(by=story.cast.gustav, paragraph=paragraph, edition=1, text="Under 2025 blev 1 av 2 klara.")
    with pytest.raises(SavedMeanwhile):
        rewrite_paragraph(by=story.cast.gustav, paragraph=paragraph, edition=1, text="Annat.")
    story.compile()
    kept = Paragraph.objects.select_related("compilation__period").get(pk=paragraph.pk)
    assert (kept.text, kept.is_drafted, kept.sources) == ("Under 2025 blev 1 av 2 klara.", False, sources)
    assert restore_paragraph(by=story.cast.gustav, paragraph=kept).text == kept.drafted_text


def test_a_rewritten_paragraph_whose_figures_have_changed_stops_the_settling(story: Story) -> None:
    story.accept()
    compilation = story.compile()
    paragraph = Paragraph.objects.select_related("compilation__period").get(kind=ParagraphKind.REPORTED)
    rewrite_paragraph(by=story.cast.gustav, paragraph=paragraph, edition=1, text="1 av 2 har rapporterat.")
    story.accept("granvik")
    with pytest.raises(Refused, match="changed since the compilation was drafted"):
        settle_compilation(by=story.cast.gustav, compilation=compilation, now=NOW)
    story.compile()
    with pytest.raises(Refused, match="have changed since its words"):
        settle_compilation(by=story.cast.gustav, compilation=compilation, now=NOW)


@pytest.mark.req("COM-09", "REP-02", "ACT-03")
def test_settling_freezes_the_compilation_sends_every_district_its_letter_and_opens_next_year(story: Story) -> None:
    story.accept()
    compilation = story.compile()
    letter = compilation.letters.select_related("compilation__period", "unit").get(unit=story.cast.units["granvik"])
    write_letter(by=story.cast.gustav, letter=letter, edition=1, text="Hör av er.")
    settled = settle_compilation(by=story.cast.gustav, compilation=compilation, now=NOW)
    assert is_intact(settled.content, settled.sealed)
    assert Entry.objects.get(event="reporting.compilation_settled").details["sealed"] == settled.sealed
    letters = {one.unit.name: one for one in settled.letters.select_related("unit")}
    assert letters["Granviks stadsdelsförvaltning"].text == "Hör av er."
    assert "Nattvandring" in letters["Björkåsa stadsdelsförvaltning"].text
    assert all(one.sent_at == NOW and one.notices.count() for one in letters.values())
    assert settled.next_plan is not None
    assert settled.next_plan.year == YEAR + 1
    assert ["Nattvandring" in one.text for one in settled.next_plan.carried.all()] == [True]
    found = compilation_for(story.cast.units["town"].pk, YEAR)
    assert found is not None
    assert found.pk == settled.pk


@pytest.mark.req("ACT-03")
def test_what_was_left_undone_also_comes_into_a_plan_that_is_open_already(story: Story) -> None:
    town = story.cast.units["town"]
    plan = open_action_plan(
        by=story.cast.gustav, municipality=town, year=YEAR + 1, undone=["Belys parken"], today=TODAY
    )
    story.accept()
    settled = settle_compilation(by=story.cast.gustav, compilation=story.compile(), now=NOW)
    assert settled.next_plan == plan
    carried = [(one.text, one.kind) for one in plan.carried.order_by("pk")]
    assert carried == [
        ("Belys parken", ""),
        ("Björkåsa stadsdelsförvaltning: Nattvandring", "measures.measure"),
    ]
    again: list[Pointer | str] = [measure_pointer(story.undone), "Belys parken", " "]
    assert carry_undone(by=story.cast.gustav, plan=plan, undone=again) == 0
    with pytest.raises(NotAllowed):
        carry_undone(by=story.cast.amina, plan=plan, undone=["Annat"])


def test_a_compilation_of_years_ago_opens_no_plan_of_a_year_that_is_over(story: Story) -> None:
    story.accept()
    later = NOW.replace(year=YEAR + 3)
    settled = settle_compilation(by=story.cast.gustav, compilation=story.compile(), now=later)
    assert settled.next_plan is None


@pytest.mark.req("FOL-20", "FOL-25")
def test_the_compilation_says_how_the_two_top_outcomes_move_bad_news_plainly(story: Story) -> None:
    indicator, source = Indicator.objects.get(), Source.objects.get()
    Indicator.objects.update(outcome=Outcome.SAFETY, direction=Direction.UP)
    for unit, numerator, denominator in (("bjorkasa", 900, 1200), ("granvik", 1600, 2000)):
        Reading.objects.filter(unit=story.cast.units[unit]).update(numerator=numerator // 2, denominator=denominator)
        days = {"starts_on": date(YEAR - 1, 1, 1), "ends_on": date(YEAR - 1, 12, 31)}
        a_reading(
            story.cast, indicator, source, story.cast.units[unit], numerator=numerator, denominator=denominator, **days
        )
    story.accept()
    paragraph = story.compile().paragraphs.get(kind=ParagraphKind.OUTCOMES)
    assert [(figure["value"], figure["denominator"]) for figure in paragraph.figures] == [(2500, 3200), (1250, 3200)]
    for figure in paragraph.figures:
        assert figure["value"] == sum(part["value"] for part in figure["parts"])
    assert "2024: 78,1 procent" in paragraph.text
    assert "2025: 39,1 procent" in paragraph.text
    assert "åt fel håll" in paragraph.text
    assert "Inget har mätts som visar det." in paragraph.text


@pytest.mark.req("FOL-20")
def test_a_trend_is_not_told_of_periods_in_which_other_districts_were_measured(story: Story) -> None:
    indicator, source = Indicator.objects.get(), Source.objects.get()
    Indicator.objects.update(outcome=Outcome.CRIME)
    days = {"starts_on": date(YEAR - 1, 1, 1), "ends_on": date(YEAR - 1, 12, 31)}
    a_reading(story.cast, indicator, source, story.cast.units["bjorkasa"], numerator=110, denominator=120, **days)
    story.accept()
    text = story.compile().paragraphs.get(kind=ParagraphKind.OUTCOMES).text
    assert "andra stadsdelar mättes jämförs inte" in text
    assert "åt rätt håll" not in text


def test_a_settled_compilation_never_changes(story: Story) -> None:
    story.accept()
    compilation = settle_compilation(by=story.cast.gustav, compilation=story.compile(), now=NOW)
    paragraph = Paragraph.objects.select_related("compilation__period").filter(compilation=compilation)[0]
    letter = compilation.letters.select_related("compilation__period")[0]
    gustav = story.cast.gustav
    story.accept("granvik")
    for deed in (
        lambda: draft_compilation(by=gustav, period=story.period, now=NOW),
        lambda: rewrite_paragraph(by=gustav, paragraph=paragraph, edition=1, text="Annat."),
        lambda: restore_paragraph(by=gustav, paragraph=paragraph),
        lambda: write_letter(by=gustav, letter=letter, edition=1, text="Annat."),
        lambda: settle_compilation(by=gustav, compilation=compilation, now=NOW),
    ):
        with pytest.raises(Refused, match="settled"):
            deed()
    kept = Compilation.objects.get(pk=compilation.pk)
    assert seal(kept.content) == kept.sealed == compilation.sealed


def test_compiling_asks_as_many_questions_for_many_districts_as_for_one(
    story: Story, django_assert_num_queries: Any
) -> None:
    report = story.accept()
    with django_assert_num_queries(4):
        compile_period(story.period, NOW)
    copies = [
        Report(
            period=report.period,
            unit=unit,
            state="accepted",
            content=report.content,
            sealed=report.sealed,
            accepted_at=NOW,
            submitted_at=NOW,
            municipality_agrees_on=TODAY,
            police_agrees_on=TODAY,
        )
        for unit in story.cast.units.values()
        if unit.name not in ("Björkåsa stadsdelsförvaltning", "Granviks stadsdelsförvaltning")
    ]
    Report.objects.bulk_create(copies)
    with django_assert_num_queries(4):
        draft = compile_period(story.period, NOW)
    overall = next(one for one in draft.paragraphs if one.kind == ParagraphKind.OVERALL)
    assert overall.figures[0]["value"] == 2 * (len(copies) + 1)
