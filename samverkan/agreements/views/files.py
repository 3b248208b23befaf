"""Files as they came: what an agreement or a version of an annex was read from."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samverkan.agreements.queries import files as queries
from samverkan.ui.http import ActorRequest


def as_attachment(name: str, data: bytes) -> HttpResponse:
    """Give a file to be saved, never shown by the browser as a page of ours."""
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
def agreement_file(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Give the file that the agreement was read from."""
    return as_attachment(*queries.agreement_file(request.actor, agreement_id))


@require_safe
def annex_file(request: ActorRequest, version_id: int) -> HttpResponse:
    """Give the file that the version of the annex was read from."""
    return as_attachment(*queries.annex_file(request.actor, version_id))
