"""The compilation of a round: what is missing, the report as a page, and as files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from samverkan.consultations.pages.compiling import CompilePage, ReportPage
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.queries.rounds import round_to_keep
from samverkan.consultations.rules.compilation import docx, pdf
from samverkan.consultations.rules.compilation.blocks import Document
from samverkan.consultations.rules.compilation.composing import compose
from samverkan.consultations.rules.compilation.lacks import lacks
from samverkan.consultations.rules.compilation.text import as_text
from samverkan.consultations.rules.report import findings
from samverkan.ui.http import ActorRequest

SHAPES: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": (docx.MEDIA_TYPE, docx.as_docx),
    "pdf": ("application/pdf", pdf.as_pdf),
    "txt": ("text/plain; charset=utf-8", lambda document: as_text(document).encode()),
}


def _in_place(request: ActorRequest) -> bool:
    """Tell whether words referred to are shown where they are referred to (REM-15); a short report leaves them out."""
    return request.GET.get("korta") != "1"


@require_safe
def compile_round(request: ActorRequest, round_id: int) -> HttpResponse:
    """Tell the sender what is missing and what does not agree, and offer the report (REM-18, REM-20, REM-26)."""
    found = round_to_keep(request.actor, round_id)
    report = council_report(found)
    page = CompilePage.of(found, report, lacks(report), findings(report), in_place=_in_place(request))
    return render(request, "consultations/compile.html", {"page": page})


@require_safe
def report(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the report to the council as a page."""
    found = round_to_keep(request.actor, round_id)
    page = ReportPage.of(found, compose(council_report(found), in_place=_in_place(request)))
    return render(request, "consultations/report.html", {"page": page})


@require_safe
def report_file(request: ActorRequest, round_id: int, shape: str) -> HttpResponse:
    """Hand out the report as a file: to edit, to keep, or as plain text."""
    found = round_to_keep(request.actor, round_id)
    if shape not in SHAPES:
        raise Http404
    media_type, drawn = SHAPES[shape]
    data = drawn(compose(council_report(found), in_place=_in_place(request)))
    answer = HttpResponse(data, content_type=media_type)
    name = f"utlatande-{slugify(found.case.title)[:60].rstrip('-')}-{found.number}.{shape}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
