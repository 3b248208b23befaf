"""Pages of frozen versions: freezing, reading, comparing, and the aggregated view."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.situation.forms.pictures import FreezeForm
from samverkan.situation.forms.versions import CompareForm
from samverkan.situation.pages.pictures import crumbs_of
from samverkan.situation.pages.texts import WritePage
from samverkan.situation.pages.versions import CityPage, ComparePage, VersionPage, version_name
from samverkan.situation.queries import pictures
from samverkan.situation.queries import versions as queries
from samverkan.situation.rules.rooms import may_read_working, may_see_city
from samverkan.situation.services import versions as services
from samverkan.situation.services.pictures import NOT_YOURS
from samverkan.situation.services.pointers import picture_version_pointer
from samverkan.situation.views.common import answer_writing, asked_number
from samverkan.ui.http import GET_POST, ActorRequest

A_PAGE = 30
"""How many districts the aggregated view shows at a time."""
NOT_CITY = "The aggregated view is for the central group and the managements."


@GET_POST
def freeze(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Freeze the picture and submit it as the agreement's annex."""
    picture = pictures.picture_for(request.actor, picture_id)
    demand(may_prepare(request.actor, picture.unit_id), NOT_YOURS)
    page = WritePage(
        title=_("Freeze and submit for decision"),
        form=FreezeForm(request.POST or None),
        submit=_("Freeze and submit"),
        cancel_address=reverse("situation:picture", args=[picture.pk]),
        crumbs=crumbs_of(picture),
        lead=_("The picture as it stands now becomes a version that never changes, drawn up by both parties."),
        effect=_(
            "It is submitted as a new version of the agreement's annex. It applies when it has been decided in the way "
            "that the agreement says."
        ),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.freeze_and_submit(
            by=request.actor, picture=picture, **values, today=localdate(), now=now()
        ),
        said=_("The picture is frozen and submitted. You can go on writing in the open picture."),
        to=lambda version: picture_version_pointer(version).address,
    )


@require_safe
def version(request: ActorRequest, version_id: int) -> HttpResponse:
    """Show a frozen version as a document."""
    found = queries.version_for(request.actor, version_id)
    others = queries.versions_of_unit(request.actor, found.picture.unit_id)
    page = VersionPage.of(
        found,
        sealed_in_trail=queries.sealed_in_trail(found),
        has_others=len(others) > 1,
        may_open_picture=may_read_working(request.actor),
    )
    return render(request, "situation/version.html", {"page": page})


@require_safe
def compare(request: ActorRequest, version_id: int) -> HttpResponse:
    """Say in words what changed between two versions; without a choice, since the one before."""
    found = queries.version_for(request.actor, version_id)
    others = queries.versions_of_unit(request.actor, found.picture.unit_id)
    order = [one.pk for one in others]
    older = others[order.index(found.pk) + 1 :]
    asked = asked_number(request, "med")
    chosen = next((one for one in others if one.pk == asked), older[0] if older else None)
    chosen = queries.version_for(request.actor, chosen.pk) if chosen else None
    form = CompareForm(
        initial={"med": chosen.pk if chosen else ""},
        versions=[one for one in others if one.pk != found.pk],
        label=version_name,
    )
    return render(request, "situation/compare.html", {"page": ComparePage.of(chosen, found, form)})


@require_safe
def city(request: ActorRequest) -> HttpResponse:
    """Show management what the districts have decided that they see, area by area."""
    demand(may_see_city(request.actor), NOT_CITY)
    today = localdate()
    areas = queries.city_area_names(request.actor, on=today)
    asked = asked_number(request, "omrade") or 1
    area = areas[min(asked, len(areas)) - 1] if areas else ""
    districts = queries.districts_of_city(request.actor, on=today)
    paging = Paginator(districts, A_PAGE).get_page(request.GET.get("page"))
    units = list(paging)
    page = CityPage.of(
        areas,
        area,
        units,
        queries.decided_of(units),
        paging=paging,
        decided=queries.decided_count(districts),
    )
    return render(request, "situation/city.html", {"page": page})
