"""The steps of the compilation's benchmark, each run as a process of its own: `python -m … build|measure SIZE`."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from samverkan.reporting.models import Report, ReportingPeriod  # noqa: E402
from samverkan.reporting.queries.compiling import compile_period  # noqa: E402
from samverkan.reporting.queries.exports import tables_for  # noqa: E402
from samverkan.reporting.queries.facts import facts_of  # noqa: E402
from samverkan.site.bench import compile_rows  # noqa: E402
from samverkan.site.bench.thread_steps import asked  # noqa: E402

SIZES = {size.name: size for size in (compile_rows.CITY, compile_rows.COUNTRY, compile_rows.TWICE)}


def build(size: compile_rows.Size) -> dict[str, int]:
    """Make the tables and fill them."""
    call_command("migrate", verbosity=0, interactive=False)
    rows = compile_rows.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def measure(size: compile_rows.Size) -> dict[str, Any]:
    """Measure the compilation, the facts that all reports are filled in with, and the tables for planning."""
    connection.ensure_connection()
    actor = compile_rows.central()
    period = ReportingPeriod.objects.select_related("municipality").get()
    districts = size.districts

    def facts() -> dict[int, dict[str, Any]]:
        return facts_of(Report.objects.defer("content").select_related("unit", "period", "plan"))

    return {
        "compile": asked(
            lambda: compile_period(period, compile_rows.AT),
            districts,
            lambda draft: sum(len(one.figures) for one in draft.paragraphs),
        ),
        "facts": asked(facts, districts, lambda found: sum(len(one["measures"]) for one in found.values())),
        "tables": asked(
            lambda: tables_for(actor, period, today=compile_rows.LAST),
            districts,
            lambda tables: sum(len(table.rows) for table in tables),
        ),
    }


if __name__ == "__main__":
    step, name = sys.argv[1:3]
    print(json.dumps({"build": build, "measure": measure}[step](SIZES[name])))
