"""Pages that belong to the whole site: errors and the sign of life."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Answer that the process lives and reaches its database; a load balancer asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for what does not exist and for what may not be seen."""
    return render(request, "site/not_found.html", status=404)


@login_not_required
def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500 without saying more than that."""
    return render(request, "site/failed.html", status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form is too old or came from elsewhere."""
    return render(request, "site/old_form.html", status=403)
