"""What views are given and how they answer a part of a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


class ActorRequest(HttpRequest):
    """A request on behalf of somebody: `actor` says who acts, with which posts and seats."""

    actor: Any
    htmx: Any


def part(request: HttpRequest, name: str) -> str:
    """Return "#name" when htmx asks for a part of the page, else nothing.

    A boosted link asks for whole pages and gets them. The view has decided what may be seen
    before it calls this: a part holds nothing that the page does not.
    """
    asked = getattr(request, "htmx", None)
    return f"#{name}" if asked and not asked.boosted else ""
