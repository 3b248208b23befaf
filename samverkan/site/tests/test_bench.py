"""The made-up country of the benchmark, judged (its pages' questions are counted in tests/test_questions.py)."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from samverkan.mirror.queries import judged_for_command
from samverkan.mirror.words import Status
from samverkan.site.bench import country, mirror

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


def test_an_unknown_benchmark_is_refused_in_one_line() -> None:
    with pytest.raises(CommandError, match="no benchmark"):
        call_command("bench", "månen", stdout=StringIO())
