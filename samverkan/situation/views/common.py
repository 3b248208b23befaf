"""What the views of this package share: choices of a picture, and writing a text that somebody else may write too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.situation.pages.texts import WritePage
from samverkan.situation.queries import pictures as queries
from samverkan.ui.forms import Form
from samverkan.ui.http import ActorRequest
from samverkan.ui.pages import Difference


def choices_of(picture: Any, today: Any) -> dict[str, Any]:
    """Return areas, places and sources that can be chosen in the picture's forms."""
    return {
        "areas": queries.areas_of(picture, on=today),
        "places": queries.places_for(picture.unit),
        "sources": queries.sources_for(picture.unit),
    }


def asked_number(request: ActorRequest, name: str) -> int | None:
    """Return a number of the address, or none where it is missing or odd."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def answer_writing(
    request: ActorRequest,
    page: WritePage,
    *,
    do: Callable[[dict[str, Any]], Any],
    said: str,
    to: Callable[[Any], str],
    stored: Callable[[], tuple[int, list[Difference]]] | None = None,
    clashed: Callable[[Any], None] | None = None,
    make_form: Callable[[QueryDict], Form] | None = None,
) -> HttpResponse:
    """Show the form of a text; when it is sent, do the deed and go on.

    When somebody else saved meanwhile nothing is lost: the form keeps the words that were typed and gets the stored
    edition, so that the writer can save again knowingly, and the page shows both. `stored` gives that edition and
    both wordings, `clashed` tells the other writer.
    """
    if request.method == "POST" and page.form.is_valid():
        values = page.form.cleaned_data
        try:
            outcome = do(values)
        except NotAllowed:
            raise
        except SavedMeanwhile as refused:
            if stored is None or make_form is None:
                raise
            if clashed is not None:
                clashed(values)
            edition, other = stored()
            renewed = request.POST.copy()
            renewed["edition"] = str(edition)
            form = make_form(renewed)
            form.is_valid()
            form.refuse(refused)
            page = replace(page, form=form, other=tuple(other))
        except Refused as refused:
            page.form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect(to(outcome))
    return render(request, "situation/write.html", {"page": page}, status=422 if page.form.errors else 200)
