"""Forms whose text two people may write at once: both are told, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.measures.pages.edits import EditPage, Saved
from samverkan.ui.forms import Form
from samverkan.ui.http import ActorRequest

Outcome = TypeVar("Outcome")


def with_edition(data: QueryDict, edition: int) -> QueryDict:
    """Return what was typed with the edition that is stored now, so that the writer can save again knowingly."""
    renewed = data.copy()
    renewed["edition"] = str(edition)
    return renewed


def answer_edit(
    request: ActorRequest,
    page: EditPage,
    *,
    do: Callable[[Any], Outcome],
    said: str,
    to: Callable[[Outcome], str],
    stored: Callable[[], tuple[int, tuple[Saved, ...]]] | None = None,
    renew: Callable[[QueryDict], Form] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and understood, do the deed, say so and go on.

    When somebody else has saved meanwhile the page shows what is stored now (`stored`: its edition and words), with
    what was typed kept in the form (`renew`), so that it can be saved again knowingly.
    """
    if request.method == "POST" and page.form.is_valid():
        try:
            outcome = do(page.form)
        except SavedMeanwhile as refused:
            if stored is None or renew is None:
                raise
            edition, other = stored()
            form = renew(with_edition(request.POST, edition))
            form.is_valid()
            form.refuse(refused)
            page = replace(page, form=form, other=other)
        except NotAllowed:
            raise
        except Refused as refused:
            page.form.refuse(refused)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(to(outcome))
    return render(request, "measures/edit.html", {"page": page}, status=422 if page.form.errors else 200)
