"""The made-up country of the benchmark, judged; and the mirrors' pages at 1, 11 and 290 districts."""

from __future__ import annotations

import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.mirror.queries import judged_for_command
from samverkan.mirror.words import Status
from samverkan.organisation.models import Post, Unit
from samverkan.site.bench import country, mirror

pytestmark = pytest.mark.django_db


def questions_at(districts: int) -> dict[str, int]:
    """Build a city with so many districts, count the questions that each mirror asks, and take it down."""
    counted = {}
    with transaction.atomic():
        country.build(country.Size("city", 1, districts, 2 + 3 * districts, 10 * districts, range(2025, 2027)))
        user = User.objects.get(email="u0@example.org")
        Post.objects.create(
            user=user, unit=Unit.objects.get(kind="municipality"), role=Role.CENTRAL, valid_from=country.START
        )
        client = Client()
        client.force_login(user)
        with time_machine.travel(f"{country.ON.isoformat()}T09:00:00+01:00", tick=False):
            for address in ("mirror:agreement", "mirror:act"):
                with CaptureQueriesContext(connection) as questions:
                    answer = client.get(reverse(address))
                assert answer.status_code == 200
                counted[address] = len(questions)
        transaction.set_rollback(True)
    return counted


def test_the_mirrors_ask_as_many_questions_at_1_11_and_290_districts() -> None:
    one, eleven, many = questions_at(1), questions_at(11), questions_at(290)
    assert one == eleven == many
    assert max(one.values()) <= 34


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
