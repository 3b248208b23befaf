"""What happens around every request: the security policy, the actor, and refusals made into answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from samverkan.access.actor import NOBODY
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.queries import actor_for
from samverkan.ui.refusals import told

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)


def content_security_policy(get_response: Handler) -> Handler:
    """Let a page load only what this site serves."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return respond


def actor(get_response: Handler) -> Handler:
    """Give every request an `actor`: who acts, with which posts and seats, today."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = actor_for(request.user.pk, on=localdate())  # type: ignore[attr-defined]
        else:
            request.actor = NOBODY  # type: ignore[attr-defined]
        return get_response(request)

    return respond


class Refusals:
    """Turn a refusal that no view caught into a page that says why and what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 403 where a person may see but not do, 409 where the rules stop the deed."""
        if not isinstance(exception, Refused):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        reason, way_on = told(exception)
        return render(request, "site/refused.html", {"reason": reason, "way_on": way_on}, status=status)


refusals = Refusals
