"""Pages of pictures: the list, one picture, opening, delimitation and areas."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.priorities.queries import area_for
from samverkan.situation.forms.pictures import AreaNoteForm, DelimitForm, OpenForm, UnitForm
from samverkan.situation.pages.pictures import PicturePage, PictureRow, PicturesPage, crumbs_of
from samverkan.situation.pages.texts import WritePage
from samverkan.situation.queries import contributions as sent
from samverkan.situation.queries import pictures as queries
from samverkan.situation.queries import rooms
from samverkan.situation.queries import versions as frozen
from samverkan.situation.rules.rooms import may_read_working, may_see_city, room_of
from samverkan.situation.services import pictures as services
from samverkan.situation.services.pictures import NOT_YOURS
from samverkan.situation.views.common import answer_writing, asked_number
from samverkan.ui.http import GET_POST, ActorRequest
from samverkan.ui.pages import Difference

A_PAGE = 50
"""How many pictures are listed at a time."""


@require_safe
def pictures(request: ActorRequest) -> HttpResponse:
    """List the pictures, or for those with insight only the decided versions."""
    works = may_read_working(request.actor)
    found: Any = queries.listed_pictures(request.actor) if works else frozen.listed_versions(request.actor)
    paging = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = tuple(PictureRow.of(one) if works else PictureRow.of_version(one) for one in paging)
    page = PicturesPage(
        rows=rows,
        paging=paging,
        may_open=bool(queries.units_to_open_for(request.actor, on=localdate())),
        may_see_city=may_see_city(request.actor),
        may_contribute=bool(sent.pictures_to_contribute_to(request.actor)),
        only_decided=not works,
    )
    return render(request, "situation/pictures.html", {"page": page})


@GET_POST
def open_picture(request: ActorRequest) -> HttpResponse:
    """Open a year's picture, with what still holds from the last one."""
    today = localdate()
    units = queries.units_to_open_for(request.actor, on=today)
    demand(bool(units), NOT_YOURS)
    asked = asked_number(request, "enhet")
    unit = units[0] if len(units) == 1 else next((one for one in units if one.pk == asked), None)
    if unit is None:
        chosen = UnitForm(request.GET if "enhet" in request.GET else None, units=units)
        return render(request, "situation/choose_unit.html", {"form": chosen})
    before = queries.latest_picture(unit.pk)
    room = room_of(request.actor, unit.pk)
    statements = list(queries.statements_of(before)) if before else []
    lines = list(rooms.lines_of_room(before, room)) if before and room else []
    form = OpenForm(
        request.POST or None,
        initial={
            "year": max(today.year, before.year + 1 if before else 0),
            "delimitation": before.delimitation if before else unit.name,
            "statements": [str(one.pk) for one in statements],
            "lines": [str(one.pk) for one in lines],
        },
        statements=statements,
        lines=lines,
    )
    page = WritePage(
        title=_("Open a situation picture: %(unit)s") % {"unit": unit.name},
        form=form,
        submit=_("Open the picture"),
        cancel_address=reverse("situation:pictures"),
        crumbs=crumbs_of(),
        lead=_("One picture a year, open to change all year. What is decided is a frozen version of it."),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.open_picture(by=request.actor, unit=unit, **values, today=today, now=now()),
        said=_("The picture is open. Write in your own room first; share when you are ready."),
        to=lambda picture: reverse("situation:picture", args=[picture.pk]),
    )


@require_safe
def picture(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Show the picture: how far it has come, what is missing, and what the parties say together."""
    today = localdate()
    found = queries.picture_for(request.actor, picture_id)
    areas, statements = queries.areas_of(found, on=today), list(queries.statements_of(found))
    reasons = queries.reasons_of(found)
    room, prepares = room_of(request.actor, found.unit_id), may_prepare(request.actor, found.unit_id)
    page = PicturePage.of(
        found,
        areas=areas,
        statements=statements,
        tables=list(queries.tables_of(found)),
        reasons=reasons,
        gaps=queries.gaps_of(found, areas, statements, reasons),
        versions=frozen.versions_of_unit(request.actor, found.unit_id),
        police=[unit.name for unit in queries.police_units_of(found.unit, on=today)],
        may_prepare=prepares,
        room=room,
        unshared=rooms.unshared_count(found, room) if room else 0,
        loose=rooms.loose_lines(request.actor, found).count(),
        waiting=sent.waiting_in(found) if prepares else 0,
    )
    return render(request, "situation/picture.html", {"page": page})


@GET_POST
def delimit(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Write which geography the picture covers."""
    found = queries.picture_for(request.actor, picture_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    initial = {"delimitation": found.delimitation, "edition": found.edition}

    def stored() -> tuple[int, list[Difference]]:
        found.refresh_from_db()
        mine = request.POST.get("delimitation", "")
        return found.edition, [Difference(_("Delimited to"), found.delimitation, mine)]

    page = WritePage(
        title=_("What the picture covers"),
        form=DelimitForm(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=reverse("situation:picture", args=[found.pk]),
        crumbs=crumbs_of(found),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.delimit_picture(by=request.actor, picture=found, **values),
        said=_("The delimitation is saved."),
        to=lambda saved: reverse("situation:picture", args=[found.pk]),
        stored=stored,
        make_form=DelimitForm,
    )


@GET_POST
def note_area(request: ActorRequest, picture_id: int, area_id: int) -> HttpResponse:
    """Say why an area is not relevant this year."""
    found = queries.picture_for(request.actor, picture_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    area = area_for(request.actor, area_id)
    if area.area_list.municipality_id != (found.unit.municipality_id or found.unit_id):
        raise Http404
    page = WritePage(
        title=_("Why is the area not relevant this year?"),
        form=AreaNoteForm(request.POST or None, initial={"reason": queries.reasons_of(found).get(area.pk, "")}),
        submit=_("Save the reason"),
        cancel_address=reverse("situation:picture", args=[found.pk]),
        crumbs=crumbs_of(found),
        lead=_("%(area)s. The picture touches every area of the city, or says why not.") % {"area": area.name},
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.note_area(by=request.actor, picture=found, area=area, **values),
        said=_("The reason is saved."),
        to=lambda saved: reverse("situation:picture", args=[found.pk]),
    )
