"""Pages of rounds read from old documents."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.consultations.forms.past import ImportForm
from samverkan.consultations.pages.past import ReadPage
from samverkan.consultations.queries import past as queries
from samverkan.consultations.queries.cases import municipalities_to_send_for
from samverkan.consultations.services.common import ONLY_SENDER
from samverkan.consultations.services.past import import_report
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


@require_safe
def read(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show what was read from an old document: findings first, then each value beside its words."""
    found = queries.past_round_for(request.actor, round_id)
    page = ReadPage.of(found, queries.values_of(found), queries.findings_of(found))
    return render(request, "consultations/read.html", {"page": page})


@GET_POST
def read_in(request: ActorRequest) -> HttpResponse:
    """Read an old report into a round of the past."""
    municipalities = municipalities_to_send_for(request.actor)
    demand(bool(municipalities), ONLY_SENDER)
    form = ImportForm(request.POST or None, request.FILES or None)
    page = DeedPage(
        title=_("Read an old report"),
        form=form,
        submit=_("Read the file"),
        cancel_address=reverse("consultations:list"),
        lead=_(
            "A report to the council, an official report or a statement. Nothing is guessed: what is missing is told."
        ),
        crumbs=(NavigationItem(_("Consultations"), reverse("consultations:list")),),
    )

    def do(values: dict[str, Any]) -> Any:
        chosen = values["file"]
        return import_report(
            by=request.actor,
            data=chosen.read(),
            name=chosen.name,
            municipality=municipalities[0],
            today=localdate(),
        )[0]

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The document has been read."),
        to=lambda round_: reverse("consultations:read", args=[round_.pk]),
    )
