"""What the views of this package share: which unit is meant, and texts that two may write in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.access.actor import Actor
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.indicators.forms.indicators import AskForm
from samverkan.indicators.pages.readings import Wording, WritePage
from samverkan.indicators.queries.indicators import unit_for
from samverkan.ui.forms import Form
from samverkan.ui.http import ActorRequest
from samverkan.ui.pages import NavigationItem


def demand_work_here(actor: Actor) -> None:
    """Answer as if the page did not exist to whoever has no post."""
    if not actor.posts:
        raise Http404


def asked_unit(request: ActorRequest) -> Any:
    """Return the unit that the address asks for, the actor's own without asking, or none where there is none."""
    return unit_for(request.actor, AskForm(request.GET).asked("enhet"))


def unit_or_404(actor: Actor, unit_id: int) -> Any:
    """Return the unit, or answer as if it did not exist."""
    unit = unit_for(actor, unit_id)
    if unit is None:
        raise Http404
    return unit


def asks(name: str, unit: Any) -> str:
    """Return the address of a list page as read in the unit."""
    return reverse(f"indicators:{name}") + f"?enhet={unit.pk}"


def goals_crumb(unit: Any) -> NavigationItem:
    """Return the step to the unit's goals."""
    return NavigationItem(_("Goals, %(unit)s") % {"unit": unit.name}, asks("goals", unit))


def list_crumb(unit: Any) -> NavigationItem:
    """Return the step to the unit's indicators."""
    return NavigationItem(_("Indicators, %(unit)s") % {"unit": unit.name}, asks("list", unit))


def with_edition(data: QueryDict, edition: int) -> QueryDict:
    """Return what was typed with the edition that is stored now, so that the writer can save again knowingly."""
    renewed = data.copy()
    renewed["edition"] = str(edition)
    return renewed


def answer_writing(
    request: ActorRequest,
    page: WritePage,
    *,
    do: Callable[[dict[str, Any]], Any],
    said: str,
    to: Callable[[Any], str],
    stored_now: Callable[[], tuple[int, Sequence[tuple[str, Any]]]],
    again: Callable[[QueryDict], Form],
) -> HttpResponse:
    """Show and save a text that several may write in.

    When somebody else has saved meanwhile, `stored_now` gives the edition and the fields as they are stored, `again`
    the form with what was typed; the page then shows both, and nothing is lost.
    """
    form, saved = page.form, tuple[Wording, ...]()
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["edition"] = values.get("edition") or 0
        try:
            outcome = do(values)
        except SavedMeanwhile as refused:
            edition, fields = stored_now()
            form = again(with_edition(request.POST, edition))
            form.is_valid()
            form.refuse(refused)
            saved = tuple(Wording(label, str(text)) for label, text in fields if str(text).strip())
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(to(outcome))
    shown = WritePage(
        title=page.title,
        form=form,
        submit=page.submit,
        cancel_address=page.cancel_address,
        crumbs=page.crumbs,
        lead=page.lead,
        saved=saved,
    )
    return render(request, "indicators/write.html", {"page": shown}, status=422 if form.errors else 200)
