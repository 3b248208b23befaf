"""The made-up country of the benchmark, judged (its pages' questions are counted in tests/test_questions.py)."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from samverkan.consultations.rules.grouping import group_alike
from samverkan.mirror.queries import judged_for_command
from samverkan.mirror.words import Status
from samverkan.planner.made_up import made_up_country, made_up_town
from samverkan.site.bench import (
    compile,
    compile_rows,
    compile_steps,
    consultation,
    consultation_rows,
    consultation_steps,
    country,
    mirror,
    planner,
    planner_sizes,
    thread,
    thread_rows,
)
from samverkan.site.bench.thread_steps import everywhere, measure

pytestmark = pytest.mark.django_db


def test_the_made_up_country_is_judged_with_all_answers() -> None:
    rows = country.build(country.Size("tiny", 2, 2, 20, 60))
    judged = judged_for_command(on=country.ON, today=country.ON)
    assert len(judged) == rows["agreements"] == 6
    statuses = {found.status for each in judged for found in each.findings}
    assert statuses == set(Status)


def test_the_report_gives_figures_ratios_and_targets() -> None:
    size = {
        "rows": {"agreements": 12, "groups": 101, "meetings": 4750},
        "findings": 700,
        "seconds": 0.1,
        "queries": 21,
        "select_seconds": 0.01,
        "ratio": 10.0,
        "grown_mb": 2.2,
        "five_years_seconds": 0.4,
    }
    figures = {
        "sizes": {"city": size},
        "growth_when_doubled": {"seconds": 2.0, "memory": 1.9},
        "targets": {"city_seconds": 1.0, "city_met": True, "country_seconds": 20.0, "country_met": False},
    }
    text = mirror.report(figures)
    assert "city < 1.0 s: met; country < 20.0 s: MISSED" in text
    assert json.dumps(figures)


def test_the_made_up_threads_are_whole_and_are_asked_as_many_questions_at_any_size() -> None:
    rows = thread_rows.build(thread_rows.Size("tiny", 1, 2))
    assert rows["measures"] == 2 * 5 * thread_rows.MEASURES
    figures = measure(thread_rows.CITY)
    assert figures["graph"]["units"] == 2
    assert figures["drawn"]["nodes"] > 2_000
    assert figures["drawn"]["bytes"] < thread.DRAWN_BYTES
    assert figures["lamps"]["answer"] > 0
    assert everywhere().city_wide_ids
    whole = {"sizes": dict.fromkeys(("city", "half_country", "country"), figures | {"rows": rows})}
    text = thread.report(
        whole
        | {
            "growth_when_doubled": {"graph": 2.0},
            "questions_constant": True,
            "targets": {"drawn_seconds": 1.0, "drawn_bytes": 2_000_000, "drawn_met": True},
        }
    )
    assert "As many questions at every size: yes" in text
    assert "target 1.0 s: met" in text


def compiled(districts: int) -> tuple[dict[str, int], dict[str, Any]]:
    """Build and measure a municipality, and take it away again."""
    size = compile_rows.Size("tiny", districts)
    with transaction.atomic():
        rows = compile_rows.build(size)
        figures = compile_steps.measure(size)
        transaction.set_rollback(True)
    return rows, figures


def test_the_made_up_reports_are_compiled_whole_with_as_many_questions_at_any_size() -> None:
    (few, small), (many, large) = compiled(2), compiled(9)
    assert (few["reports"], many["reports"]) == (2, 9)
    assert large["facts"]["answer"] == many["measures"] == 9 * compile_rows.MEASURES
    assert large["tables"]["answer"] > 2 * many["measures"]
    assert large["compile"]["answer"] == small["compile"]["answer"] > 0
    for each in compile.QUESTIONS:
        assert large[each]["queries"] == small[each]["queries"]


@pytest.mark.parametrize(("seconds", "queries", "words"), [(2.0, 4, ("met", "yes")), (3.1, 9, ("MISSED", "NO"))])
def test_the_compilation_is_linear_or_the_benchmark_says_so(
    seconds: float, queries: int, words: tuple[str, str]
) -> None:
    asked = {"units": 290, "answer": 60, "seconds": 1.0, "queries": 4, "select_seconds": 0.1, "ratio": 10.0,
             "grown_mb": 1.0}  # fmt: skip
    size = {"rows": {"districts": 290}} | dict.fromkeys(compile.QUESTIONS, asked)
    twice = size | {"compile": asked | {"seconds": seconds, "queries": queries}}
    figures = compile.summed_up({"city": size, "country": size, "twice": twice})
    text = compile.report(figures)
    assert f"target at most 3.0: {words[0]}" in text
    assert f"As many questions at every size: {words[1]}" in text
    assert json.dumps(figures)


def test_the_made_up_round_is_compiled_whole_with_ten_pages_an_answer() -> None:
    size = consultation_rows.Size("tiny", 3)
    with transaction.atomic():
        rows = consultation_rows.build(size)
        figures = consultation_steps.measure(size)
        transaction.set_rollback(True)
    assert rows == {"answers": 3, "sections": 9, "statements": 3}
    written = 3 * consultation_rows.PAGES * consultation_rows.PAGE
    assert written < figures["compile"]["signs"] < 1.2 * written + 10_000
    assert figures["compile"]["pdf_bytes"] > 10_000
    assert all(figures[each]["seconds"] >= 0 for each in consultation.DEEDS)


def test_reservations_of_the_benchmark_are_twelve_families() -> None:
    groups = group_alike(consultation_rows.voices(60))
    assert [len(group.voices) for group in groups] == [5] * 12


@pytest.mark.parametrize(("seconds", "word"), [(9.9, "met"), (10.0, "MISSED")])
def test_the_consultation_is_compiled_in_time_or_the_benchmark_says_so(seconds: float, word: str) -> None:
    asked = {"signs": 7_000_000, "seconds": 1.0, "baseline_seconds": 0.1, "ratio": 10.0}
    more = dict.fromkeys(
        ("read_seconds", "compose_seconds", "docx_seconds", "pdf_seconds", "processor_seconds", "peak_mb", "pdf_bytes"),
        1.0,
    )
    half = {"compile": asked | more, "import": asked, "group": asked}
    whole = half | {"compile": asked | more | {"seconds": seconds, "processor_seconds": 2.0}}
    figures = consultation.summed_up({"half": half, "whole": whole})
    text = consultation.report(figures)
    assert f"Target for compile: 10.0 s: {word}" in text
    assert "Target for import: 2.0 s: met" in text
    assert "processor 2.0" in text
    assert json.dumps(figures)


def test_an_unknown_benchmark_is_refused_in_one_line() -> None:
    with pytest.raises(CommandError, match="no benchmark"):
        call_command("bench", "månen", stdout=StringIO())


def test_options_of_the_planners_benchmark_belong_to_it_alone() -> None:
    with pytest.raises(CommandError, match="belong to bench planner"):
        call_command("bench", "mirror", "--size", "city", stdout=StringIO())
    with pytest.raises(CommandError, match="no size 'månen'; there is: district, town, city, country"):
        call_command("bench", "planner", "--size", "månen", stdout=StringIO())
    with pytest.raises(CommandError, match=r"no generate\.py in"):
        call_command("bench", "planner", "--generator", "/", stdout=StringIO())


def test_the_planners_benchmark_plans_a_named_instance_and_says_what_was_met(tmp_path: Path) -> None:
    file = tmp_path / "village.json"
    file.write_text(json.dumps(made_up_town(2, weeks=12, groups=2)), encoding="utf-8")
    figures = planner.run(lambda _line: None, planner.Wanted(files=(file,), seconds=2.0))
    village = figures["sizes"]["village"]
    assert village["violations"] == village["replan"]["violations"] == village["windows"]["violations"] == 0
    assert village["bound"] <= village["objective"] < village["habit"]
    assert min(village["cpu_seconds"], village["peak_mb"]) > 0
    assert village["replan"]["beyond"] <= 3
    met = {target["figure"]: target["met"] for target in figures["targets"]}
    assert [met["violations"], met["replan.beyond"], met["adhoc_p95_seconds"]] == [True, True, True]
    text = planner.report(figures)
    assert "village" in text
    assert "posts of streets:" in text
    assert "Target for village: violations at most 0: 0, met." in text
    assert json.dumps(figures)


def test_districts_planned_one_by_one_are_what_a_country_is_compared_with(tmp_path: Path) -> None:
    file = tmp_path / "country.json"
    file.write_text(json.dumps(made_up_country(3, weeks=10, groups=2)), encoding="utf-8")
    size = replace(planner_sizes.OWN["country"], seconds=3.0)
    figures = planner.measured(tmp_path, "country", size, planner.Wanted(files=(file,)))
    assert figures["violations"] == 0
    assert figures["one_by_one_districts"] == 6
    assert 0.2 < figures["of_one_by_one"] < 1.5


@pytest.mark.parametrize(("seconds", "seed", "count"), [(60.0, 1, 2), (10.0, 1, 1), (60.0, 2, 1)])
def test_a_target_is_judged_in_time_enough_and_for_its_own_seed(seconds: float, seed: int, count: int) -> None:
    size = planner_sizes.Size(
        60.0,
        (
            planner_sizes.Target("deep.cost", 10),
            planner_sizes.Target("cost", 10, 60, seed=1),
            planner_sizes.Target("never measured", 1),
        ),
    )
    found = list(
        planner_sizes.judged("town", size, {"seconds": seconds, "seed": seed, "cost": 9, "deep": {"cost": 11}})
    )
    assert [each.is_met for each in found] == [False, True][:count]


def test_a_target_below_what_is_proven_is_said_to_be_impossible() -> None:
    size = planner_sizes.Size(1, (planner_sizes.Target("objective", 100), planner_sizes.Target("gap", 0.1)))
    for bound, possible in ((100, [True, True]), (101, [False, True])):
        figures = {"seconds": 1, "seed": 1, "objective": 120, "bound": bound, "gap": 0.2}
        assert [each.is_possible for each in planner_sizes.judged("town", size, figures)] == possible
