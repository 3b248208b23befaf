"""The figures as files for ordinary planning."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from samverkan.ui.http import ActorRequest
from samverkan.workload.pages.files import as_csv, as_workbook, collisions, functions, organisations
from samverkan.workload.views.asking import asked, ledger_of

SHAPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TABLES = {"organisationer": organisations, "funktioner": functions, "krockar": collisions}
SUMS = ("organisationer",)
"""The tables that those who see sums only are given."""


@require_safe
def export(request: ActorRequest, what: str, shape: str) -> HttpResponse:
    """Give a year's figures as a file: one table as CSV, or all that are open as a workbook."""
    found = asked(request)
    open_tables = SUMS if found.sums_only else tuple(TABLES)
    if found.municipality is None or shape not in SHAPES or (what not in open_tables and what != "allt"):
        raise Http404
    if what == "allt" and shape == "csv":
        raise Http404
    ledger = ledger_of(request, found)
    name = f"motestid-{found.year}-{what}.{shape}"
    if shape == "csv":
        data = as_csv(TABLES[what](ledger))
    else:
        data = as_workbook([TABLES[one](ledger) for one in (open_tables if what == "allt" else (what,))])
    return HttpResponse(
        data,
        content_type=SHAPES[shape],
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
        },
    )
