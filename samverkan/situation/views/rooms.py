"""Pages of a party's own room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.situation.forms.pictures import PlainForm
from samverkan.situation.forms.rooms import LineForm, LinesForm
from samverkan.situation.pages.pictures import crumbs_of
from samverkan.situation.pages.rooms import RoomPage
from samverkan.situation.pages.texts import LineRow, WritePage
from samverkan.situation.queries import pictures, rooms
from samverkan.situation.services import rooms as services
from samverkan.situation.views.common import answer_writing, asked_number, choices_of
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, Difference, NavigationItem


def _room_address(picture: Any) -> str:
    return reverse("situation:room", args=[picture.pk])


def _way(picture: Any) -> tuple[NavigationItem, ...]:
    return crumbs_of(picture, NavigationItem(_("Our own room"), _room_address(picture)))


@require_safe
def room(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Show the own room."""
    picture, own = rooms.room_for(request.actor, picture_id)
    before = pictures.picture_before(picture)
    page = RoomPage.of(
        picture,
        own,
        list(rooms.lines_of_room(picture, own)),
        to_carry=len(rooms.lines_to_carry(picture, before, own)),
        year_before=before.year if before else None,
    )
    return render(request, "situation/room.html", {"page": page})


@GET_POST
def write_line(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Write a line in the own room; `?rattar=` begins from a shared line that it corrects."""
    picture, _own = rooms.room_for(request.actor, picture_id)
    choices = choices_of(picture, localdate())
    initial: dict[str, Any] = {"block": request.GET.get("block", ""), "area": request.GET.get("area", "")}
    corrected = asked_number(request, "rattar")
    quoted: tuple[tuple[str, str], ...] = ()
    if corrected is not None:
        line = rooms.line_for(request.actor, corrected)
        initial = _initial(line)
        quoted = ((_("The line that you shared"), line.text),)
    page = WritePage(
        title=_("Write what you see"),
        form=LineForm(request.POST or None, initial=initial, **choices),
        submit=_("Save in our own room"),
        cancel_address=_room_address(picture),
        crumbs=_way(picture),
        lead=_("Only your own party sees it until you share it."),
        quoted=quoted,
    )

    def do(values: dict[str, Any]) -> Any:
        values = {name: value for name, value in values.items() if name != "edition"}
        return services.write_line(by=request.actor, picture=picture, **values, now=now())

    return answer_writing(
        request,
        page,
        do=do,
        said=_("The line is saved in your own room."),
        to=lambda line: f"{_room_address(picture)}#line-{line.pk}",
    )


def _initial(line: Any) -> dict[str, Any]:
    return {
        "block": line.block,
        "area": str(line.area_id or ""),
        "place": str(line.place_id or ""),
        "text": line.text,
        "dark_figure": line.dark_figure,
        "sources": [str(source.pk) for source in line.sources.all()],
        "edition": line.edition,
    }


@GET_POST
def edit_line(request: ActorRequest, line_id: int) -> HttpResponse:
    """Write other words in a line that is not shared."""
    line = rooms.line_for(request.actor, line_id)
    choices = choices_of(line.picture, localdate())

    def stored() -> tuple[int, list[Difference]]:
        line.refresh_from_db()
        return line.edition, [Difference(_("What you see"), line.text, request.POST.get("text", ""))]

    page = WritePage(
        title=_("Edit the line"),
        form=LineForm(request.POST or None, initial=_initial(line), **choices),
        submit=_("Save in our own room"),
        cancel_address=_room_address(line.picture),
        crumbs=_way(line.picture),
    )

    def do(values: dict[str, Any]) -> Any:
        return services.rewrite_line(by=request.actor, line=line, **values | {"edition": values["edition"] or 0})

    return answer_writing(
        request,
        page,
        do=do,
        said=_("The line is saved in your own room."),
        to=lambda saved: f"{_room_address(saved.picture)}#line-{saved.pk}",
        stored=stored,
        make_form=lambda data: LineForm(data, **choices),
    )


@GET_POST
def withdraw_line(request: ActorRequest, line_id: int) -> HttpResponse:
    """Take a line out of the room."""
    line = rooms.line_for(request.actor, line_id)
    page = DeedPage(
        title=_("Take the line out of the room"),
        form=PlainForm(request.POST or None),
        submit=_("Take it out"),
        is_stop=True,
        cancel_address=_room_address(line.picture),
        lead=line.text,
        crumbs=_way(line.picture),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.withdraw_line(by=request.actor, line=line, now=now()),
        said=_("The line is taken out."),
        to=lambda gone: _room_address(line.picture),
    )


@GET_POST
def share(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Show what is about to be shared and what it means; share when the button is pressed."""
    picture, own = rooms.room_for(request.actor, picture_id)
    asked = request.POST.getlist("line") if request.method == "POST" else request.GET.getlist("line")
    chosen = {int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 10}
    lines = [line for line in rooms.lines_of_room(picture, own) if line.pk in chosen and line.shared_at is None]
    if request.method == "POST" or not lines:
        try:
            shared = services.share_lines(by=request.actor, picture=picture, lines=lines, today=localdate(), now=now())
        except Refused as refused:
            tell_refusal(request, refused)
            return redirect(_room_address(picture))
        said = _("Shared: %(count)s. The other party has been told.") % {"count": len(shared)}
        messages.success(request, said)
        return redirect("situation:merge", picture.pk)
    with_police = own == Party.MUNICIPALITY
    page = {
        "picture": picture,
        "crumbs": _way(picture),
        "lines": tuple(LineRow.of(line) for line in lines),
        "title": _("Share with the police") if with_police else _("Share with the municipality"),
        "submit": (
            _("Share: it becomes a received document with the police")
            if with_police
            else _("Share: it becomes a received document with the municipality")
        ),
        "room_address": _room_address(picture),
    }
    return render(request, "situation/share.html", {"page": page})


@GET_POST
def carry_lines(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Carry over lines of the own room from an earlier year."""
    picture, own = rooms.room_for(request.actor, picture_id)
    lines = rooms.lines_to_carry(picture, pictures.picture_before(picture), own)
    initial = {"lines": [str(line.pk) for line in lines]}
    page = DeedPage(
        title=_("Lines of an earlier year that still hold"),
        form=LinesForm(request.POST or None, initial=initial, lines=lines),
        submit=_("Carry over"),
        cancel_address=_room_address(picture),
        lead=_("They become new lines in your own room. Untick what no longer holds."),
        crumbs=_way(picture),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.carry_lines(by=request.actor, picture=picture, **values, now=now()),
        said=_("The lines are carried over."),
        to=lambda carried: _room_address(picture),
    )
