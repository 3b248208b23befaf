"""The merge: two pictures side by side, and the joint statements."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.situation.forms.merge import StatementForm
from samverkan.situation.forms.pictures import RemoveForm
from samverkan.situation.pages.merge import ALL, DIFFERENCES, UNSETTLED, MergePage, StatementPage
from samverkan.situation.pages.pictures import crumbs_of
from samverkan.situation.pages.texts import LineRow, WritePage
from samverkan.situation.queries import merge as queries
from samverkan.situation.queries import pictures, rooms
from samverkan.situation.rules.rooms import room_of
from samverkan.situation.services import merge as services
from samverkan.situation.services.pictures import NOT_YOURS
from samverkan.situation.services.pointers import statement_pointer
from samverkan.situation.views.common import answer_writing, choices_of
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, Difference, NavigationItem

KEPT = ("text", "municipality_view", "police_view")
"""The texts of a statement that are never lost when two write at once."""


def _way(picture: Any) -> tuple[NavigationItem, ...]:
    return crumbs_of(picture, NavigationItem(_("Merge"), reverse("situation:merge", args=[picture.pk])))


@require_safe
def merge(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Show what each party sees, side by side, and what they say together."""
    picture = pictures.picture_for(request.actor, picture_id)
    room = room_of(request.actor, picture.unit_id)
    show = request.GET.get("visa", "")
    page = MergePage.of(
        picture,
        list(pictures.statements_of(picture)),
        list(rooms.loose_lines(request.actor, picture)),
        show=show if show in {DIFFERENCES, UNSETTLED} else ALL,
        may_prepare=may_prepare(request.actor, picture.unit_id),
        room=room,
        unshared=rooms.unshared_count(picture, room) if room else 0,
    )
    return render(request, "situation/merge.html", {"page": page})


def _choices(picture: Any) -> dict[str, Any]:
    return choices_of(picture, localdate()) | {"indicators": pictures.indicators_for(picture.unit)}


@GET_POST
def write_statement(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Write a joint statement; `?line=` joins shared lines of the two rooms."""
    picture = pictures.picture_for(request.actor, picture_id)
    demand(may_prepare(request.actor, picture.unit_id), NOT_YOURS)
    asked = {int(one) for one in request.GET.getlist("line") if one.isascii() and one.isdigit() and len(one) < 10}
    lines = [line for line in rooms.shared_lines(request.actor, picture) if line.pk in asked]
    choices = _choices(picture)
    initial = {
        "block": lines[0].block if lines else request.GET.get("block", ""),
        "area": str(lines[0].area_id or "") if lines else request.GET.get("area", ""),
        "place": str(next((line.place_id for line in lines if line.place_id), "") or ""),
        "text": "\n\n".join(line.text for line in lines),
        "agreement": "not_yet",
        "sources": sorted({str(source.pk) for line in lines for source in line.sources.all()}),
    }
    page = WritePage(
        title=_("Join into one statement") if lines else _("Write a joint statement"),
        form=StatementForm(request.POST or None, initial=initial, **choices),
        submit=_("Save the joint statement"),
        cancel_address=reverse("situation:merge", args=[picture.pk]),
        crumbs=_way(picture),
        lines=tuple(LineRow.of(line) for line in lines),
    )

    def do(values: dict[str, Any]) -> Any:
        values = {name: value for name, value in values.items() if name != "edition"}
        return services.write_statement(by=request.actor, picture=picture, lines=lines, **values, now=now())

    return answer_writing(
        request,
        page,
        do=do,
        said=_("The joint statement is saved."),
        to=lambda statement: reverse("situation:merge", args=[picture.pk]) + f"#statement-{statement.pk}",
    )


@require_safe
def statement(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Show one joint statement."""
    found = queries.statement_for(request.actor, statement_id)
    page = StatementPage.of(
        found,
        queries.problems_from(found),
        may_prepare=may_prepare(request.actor, found.picture.unit_id),
    )
    return render(request, "situation/statement.html", {"page": page})


@GET_POST
def edit_statement(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Write other words in a joint statement. Two who write at once are both told, and no word is lost."""
    found = queries.statement_for(request.actor, statement_id)
    demand(may_prepare(request.actor, found.picture.unit_id), NOT_YOURS)
    choices = _choices(found.picture)
    initial = {
        "text": found.text,
        "agreement": found.agreement,
        "municipality_view": found.municipality_view,
        "police_view": found.police_view,
        "block": found.block,
        "area": str(found.area_id or ""),
        "place": str(found.place_id or ""),
        "sources": [str(source.pk) for source in found.sources.all()],
        "indicators": [str(indicator.pk) for indicator in found.indicators.all()],
        "edition": found.edition,
    }
    form = StatementForm(request.POST or None, initial=initial, **choices)

    def stored() -> tuple[int, list[Difference]]:
        found.refresh_from_db()
        rows = [
            Difference(str(form.fields[name].label), getattr(found, name), request.POST.get(name, "")) for name in KEPT
        ]
        return found.edition, [row for row in rows if row.before or row.after]

    def clashed(values: dict[str, Any]) -> None:
        wording = "\n".join(values[name] for name in KEPT if values[name])
        services.tell_of_clash(by=request.actor, statement=found, wording=wording)

    page = WritePage(
        title=_("Write in the joint statement"),
        form=form,
        submit=_("Save the joint statement"),
        cancel_address=reverse("situation:statement", args=[found.pk]),
        crumbs=_way(found.picture),
        lines=tuple(LineRow.of(line) for line in found.lines.all()),
    )

    def do(values: dict[str, Any]) -> Any:
        values = values | {"edition": values["edition"] or 0}
        return services.rewrite_statement(by=request.actor, statement=found, **values)

    return answer_writing(
        request,
        page,
        do=do,
        said=_("The joint statement is saved."),
        to=lambda saved: reverse("situation:merge", args=[saved.picture_id]) + f"#statement-{saved.pk}",
        stored=stored,
        clashed=clashed,
        make_form=lambda data: StatementForm(data, **choices),
    )


@require_POST
def agree(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Say that the parties agree on the statement as it is worded."""
    found = queries.statement_for(request.actor, statement_id)
    edition = request.POST.get("edition", "")
    try:
        services.agree_on_statement(
            by=request.actor, statement=found, edition=int(edition) if edition.isascii() and edition.isdigit() else 0
        )
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
        return redirect(statement_pointer(found).address)
    messages.success(request, _("The parties agree on the statement."))
    return redirect(reverse("situation:merge", args=[found.picture_id]) + f"#statement-{found.pk}")


@GET_POST
def remove_statement(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Take a statement out of the picture."""
    found = queries.statement_for(request.actor, statement_id)
    demand(may_prepare(request.actor, found.picture.unit_id), NOT_YOURS)
    page = DeedPage(
        title=_("Remove the statement"),
        form=RemoveForm(request.POST or None),
        submit=_("Remove it from the picture"),
        is_stop=True,
        cancel_address=reverse("situation:statement", args=[found.pk]),
        lead=found.text,
        crumbs=_way(found.picture),
        notes=(_("Lines that it joins can be joined anew. Frozen versions keep it."),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.remove_statement(by=request.actor, statement=found, **values, now=now()),
        said=_("The statement is removed."),
        to=lambda gone: reverse("situation:merge", args=[found.picture_id]),
    )
