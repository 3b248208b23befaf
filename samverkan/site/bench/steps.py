"""The steps of the mirror's benchmark, each run as a process of its own: `python -m … build|measure SIZE`."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from samverkan.mirror.queries import judged_for_command  # noqa: E402
from samverkan.site.bench import country  # noqa: E402
from samverkan.site.bench.mirror import peak_mb, timed  # noqa: E402

SIZES = {size.name: size for size in (country.CITY, country.HALF, country.COUNTRY)}


def build(size: country.Size) -> dict[str, int]:
    """Make the tables and fill them."""
    call_command("migrate", verbosity=0, interactive=False)
    rows = country.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def measure(size: country.Size) -> dict[str, Any]:
    """Judge everything for one day (the best of three) and for five, and read the same rows by plain SELECTs.

    Memory is that of the first time, before anything has been kept.
    """
    statements: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    connection.ensure_connection()
    before = peak_mb()
    seconds, judged = timed(lambda: judged_for_command(on=country.ON, today=country.ON))
    peak = peak_mb()
    findings = sum(len(each.findings) for each in judged)
    statuses: dict[str, int] = {}
    for each in judged:
        for found in each.findings:
            statuses[found.status.value] = statuses.get(found.status.value, 0) + 1
    del judged
    for _ in range(2):
        seconds = min(seconds, timed(lambda: judged_for_command(on=country.ON, today=country.ON))[0])
    with connection.execute_wrapper(note):
        judged_for_command(on=country.ON, today=country.ON)

    def select() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    select_seconds = min(timed(select)[0] for _ in range(3))

    def years() -> None:
        for year in country.YEARS:
            judged_for_command(on=min(date(year, 12, 31), country.ON), today=country.ON)

    five_years_seconds, _ = timed(years)
    return {
        "findings": findings,
        "statuses": statuses,
        "seconds": round(seconds, 3),
        "queries": len(statements),
        "select_seconds": round(select_seconds, 3),
        "ratio": round(seconds / select_seconds, 1),
        "peak_mb": round(peak, 1),
        "grown_mb": round(peak - before, 1),
        "five_years_seconds": round(five_years_seconds, 3),
    }


if __name__ == "__main__":
    step, name = sys.argv[1:3]
    print(json.dumps({"build": build, "measure": measure}[step](SIZES[name])))
