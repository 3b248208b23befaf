"""The frame around every page: navigation by what the actor may do, the person and the language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates the frame."""
    return {}
