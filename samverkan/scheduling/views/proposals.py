"""What a group's leader says of the group's meetings in a plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.scheduling.forms.plans import AnswerForm
from samverkan.scheduling.pages.plans import AnswerPage
from samverkan.scheduling.queries import plans as queries
from samverkan.scheduling.services import proposals as services
from samverkan.ui.http import GET_POST, ActorRequest, tell_refusal


def _next(request: ActorRequest) -> HttpResponse:
    return redirect("scheduling:plans")


@GET_POST
def proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Show the group's meetings in the plan; a no is sent here, with its reason."""
    found = queries.proposal_for(request.actor, proposal_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, found, says_yes=False, reason=form.cleaned_data["reason"])
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your no has been sent to those who plan."))
            return _next(request)
    page = AnswerPage.of(found, form)
    return render(request, "scheduling/proposal.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
def yes(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Say yes: the group's meetings are booked."""
    found = queries.proposal_for(request.actor, proposal_id)
    try:
        _answer(request, found, says_yes=True, reason="")
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
        return HttpResponseRedirect(request.path.removesuffix("ja/"))
    messages.success(request, _("Thank you. The meetings of %(group)s are booked.") % {"group": found.group.name})
    return _next(request)


def _answer(request: ActorRequest, found: Any, **values: Any) -> None:
    services.answer_proposal(by=request.actor, proposal=found, now=timezone.now(), **values)
