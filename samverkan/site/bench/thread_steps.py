"""The steps of the thread's benchmark, each run as a process of its own: `python -m … build|measure SIZE`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402

from samverkan.access.actor import Actor, PostHeld  # noqa: E402
from samverkan.access.words import Role  # noqa: E402
from samverkan.ground.words import Party  # noqa: E402
from samverkan.organisation.models import Unit  # noqa: E402
from samverkan.site.bench import thread_rows  # noqa: E402
from samverkan.site.bench.mirror import peak_mb, timed  # noqa: E402
from samverkan.thread.forms import ThreadForm  # noqa: E402
from samverkan.thread.pages.thread import ThreadPage  # noqa: E402
from samverkan.thread.queries.city import city  # noqa: E402
from samverkan.thread.queries.graph import graph  # noqa: E402
from samverkan.thread.queries.lamps import lamps_for  # noqa: E402
from samverkan.thread.queries.reach import areas_on, reach_of, units_on  # noqa: E402

SIZES = {size.name: size for size in (thread_rows.CITY, thread_rows.HALF, thread_rows.COUNTRY)}


def build(size: thread_rows.Size) -> dict[str, int]:
    """Make the tables and fill them."""
    call_command("migrate", verbosity=0, interactive=False)
    rows = thread_rows.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def everywhere() -> Actor:
    """Return somebody who leads, and prepares, for every municipality and district of the database."""
    posts = tuple(
        PostHeld(role, pk, name, Party.MUNICIPALITY)
        for pk, name in Unit.objects.filter(kind__in=("municipality", "district")).values_list("pk", "name")
        for role in (Role.CENTRAL, Role.SAFETY_COORDINATOR)
    )
    keys = frozenset(post.unit_id for post in posts)
    return Actor(
        user_id=1,
        name="Central",
        posts=posts,
        own_unit_ids=keys,
        unit_ids=keys,
        city_wide_ids=keys,
        municipality_ids=keys,
    )


def asked(question: Callable[[], Any], units: int, answer: Callable[[Any], int]) -> dict[str, Any]:
    """Ask the question (the best of three), and read what it reads by plain SELECTs of the same text.

    Memory is that of the first time, before anything has been kept.
    """
    statements: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    before = peak_mb()
    seconds, found = timed(question)
    grown = peak_mb() - before
    size = answer(found)
    del found
    seconds = min(seconds, *(timed(question)[0] for _ in range(2)))
    with connection.execute_wrapper(note):
        question()

    def select() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    select_seconds = min(timed(select)[0] for _ in range(3))
    return {
        "units": units,
        "answer": size,
        "seconds": round(seconds, 3),
        "queries": len(statements),
        "select_seconds": round(select_seconds, 3),
        "ratio": round(seconds / max(select_seconds, 0.0001), 1),
        "grown_mb": round(grown, 1),
    }


def drawn(actor: Actor, units: list[Unit]) -> dict[str, Any]:
    """Return what the page of a thread costs, rendered whole, with all the nodes of the units' five years."""
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    def page() -> tuple[int, int]:
        found = graph(reach_of(actor, units))
        areas = areas_on(units[0], thread_rows.ON)
        form = ThreadForm(QueryDict(), units=units, years=[thread_rows.ON.year], areas=(), problems=())
        form.is_valid()
        shown = ThreadPage.of(found, form, units[0], thread_rows.ON.year, areas, asked="", page="1")
        return len(found), len(render_to_string("thread/thread.html", {"page": shown}).encode())

    page()
    start = time.process_time()
    with connection.execute_wrapper(note):
        nodes, size = page()
    seconds = time.process_time() - start
    return {"nodes": nodes, "bytes": size, "seconds": round(seconds, 3), "queries": len(statements)}


def measure(size: thread_rows.Size) -> dict[str, Any]:
    """Measure the thread of all units in a year, the lamps and the city picture, and one page in full."""
    connection.ensure_connection()
    actor, on = everywhere(), thread_rows.ON
    units = units_on(actor, on)
    shown = [unit for unit in units if unit.municipality_id] or units
    town = next(unit for unit in units if unit.municipality_id is None)
    ids = [unit.pk for unit in shown]
    return {
        "graph": asked(lambda: graph(reach_of(actor, shown, on.year)), len(shown), len),
        "lamps": asked(lambda: lamps_for(actor, ids, on), len(shown), lambda lit: sum(map(len, lit.values()))),
        "city": asked(lambda: city(actor, units, town.pk, on=on), len(shown), lambda found: len(found.facts.measures)),
        "drawn": drawn(actor, shown[:2]),
    }


if __name__ == "__main__":
    step, name = sys.argv[1:3]
    print(json.dumps({"build": build, "measure": measure}[step](SIZES[name])))
