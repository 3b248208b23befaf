"""What views are given and how they answer a part of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.forms import EditionForm
from samverkan.ui.pages import DeedPage, Difference
from samverkan.ui.refusals import told_in_one

Outcome = TypeVar("Outcome")

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
"""A deed has a page that shows its form and takes it."""


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


def tell_refusal(request: HttpRequest, refused: Refused) -> None:
    """Tell on the next page why a deed without a form was refused and what can be done instead."""
    messages.error(request, told_in_one(refused))


def answer_deed(
    request: HttpRequest,
    page: DeedPage,
    *,
    do: Callable[[dict[str, Any]], Outcome],
    said: str,
    to: Callable[[Outcome], str],
    stored_now: Callable[[], tuple[int, Mapping[str, Any]]] | None = None,
) -> HttpResponse:
    """Show the form of a deed; when it is sent and understood, do the deed, say so and go on.

    `do` is given the cleaned values and calls the service; a refusal is shown in the form. `said` is the
    sentence shown after the deed, `to` gives the address to go on to. Ask whether the person may do it before.

    For an `EditionForm`, `stored_now` reads the thing anew: its edition and the values of its fields. When
    somebody else has saved meanwhile, both wordings are shown and what was typed stays in the form.
    """
    form = page.form
    if request.method == "POST" and form.is_valid():
        try:
            outcome = do(form.cleaned_data)
        except NotAllowed:
            raise
        except SavedMeanwhile as refused:
            if stored_now is not None and isinstance(form, EditionForm):
                edition, stored = stored_now()
                page = replace(page, differences=Difference.between(form, stored))
                form.renew_edition(edition)
            form.refuse(refused)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(to(outcome))
    return render(request, "ui/deed.html", {"page": page}, status=422 if form.errors else 200)
