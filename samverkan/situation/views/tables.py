"""Pages of tables of figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverkan.access.rules import demand, may_prepare
from samverkan.situation.forms.pictures import PlainForm
from samverkan.situation.forms.tables import TableForm, rows_of
from samverkan.situation.pages.pictures import crumbs_of
from samverkan.situation.pages.texts import WritePage
from samverkan.situation.queries import pictures
from samverkan.situation.queries.tables import table_for
from samverkan.situation.services import tables as services
from samverkan.situation.services.pictures import NOT_YOURS
from samverkan.situation.views.common import answer_writing, choices_of
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, Difference


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    """Return the form's values as the service wants them."""
    return {name: value for name, value in values.items() if name != "rows"} | {"numbers": values["rows"]}


@GET_POST
def add_table(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Add a table of figures."""
    picture = pictures.picture_for(request.actor, picture_id)
    demand(may_prepare(request.actor, picture.unit_id), NOT_YOURS)
    initial = {"block": request.GET.get("block", "extent"), "area": request.GET.get("area", "")}
    page = WritePage(
        title=_("Add figures"),
        form=TableForm(request.POST or None, initial=initial, **choices_of(picture, localdate())),
        submit=_("Save the figures"),
        cancel_address=reverse("situation:picture", args=[picture.pk]),
        crumbs=crumbs_of(picture),
        lead=_("One table holds figures from one source and one period, split by sex and age."),
    )

    def do(values: dict[str, Any]) -> Any:
        values = _numbers({name: value for name, value in values.items() if name != "edition"})
        return services.add_table(by=request.actor, picture=picture, **values)

    return answer_writing(
        request,
        page,
        do=do,
        said=_("The figures are saved. Small numbers are not shown."),
        to=lambda table: services.table_pointer(table).address,
    )


@GET_POST
def edit_table(request: ActorRequest, table_id: int) -> HttpResponse:
    """Correct a table of figures."""
    table = table_for(request.actor, table_id)
    picture = table.picture
    demand(may_prepare(request.actor, picture.unit_id), NOT_YOURS)
    choices = choices_of(picture, localdate())
    initial = {
        "title": table.title,
        "period": table.period,
        "source": str(table.source_id),
        "rows": rows_of(table.cells.all()),
        "why_not_split": table.why_not_split,
        "block": table.block,
        "area": str(table.area_id or ""),
        "edition": table.edition,
    }

    def stored() -> tuple[int, list[Difference]]:
        now_stored = table_for(request.actor, table_id)
        rows = [
            (_("What is counted"), now_stored.title, "title"),
            (_("Period"), now_stored.period, "period"),
            (_("Figures"), rows_of(now_stored.cells.all()), "rows"),
        ]
        return now_stored.edition, [Difference(label, text, request.POST.get(name, "")) for label, text, name in rows]

    page = WritePage(
        title=_("Correct the figures"),
        form=TableForm(request.POST or None, initial=initial, **choices),
        submit=_("Save the figures"),
        cancel_address=services.table_pointer(table).address,
        crumbs=crumbs_of(picture),
    )

    def do(values: dict[str, Any]) -> Any:
        values = _numbers(values | {"edition": values["edition"] or 0})
        return services.rewrite_table(by=request.actor, table=table, **values)

    return answer_writing(
        request,
        page,
        do=do,
        said=_("The figures are saved. Small numbers are not shown."),
        to=lambda saved: services.table_pointer(saved).address,
        stored=stored,
        make_form=lambda data: TableForm(data, **choices),
    )


@GET_POST
def remove_table(request: ActorRequest, table_id: int) -> HttpResponse:
    """Take a table out of the picture."""
    table = table_for(request.actor, table_id)
    demand(may_prepare(request.actor, table.picture.unit_id), NOT_YOURS)
    address = reverse("situation:picture", args=[table.picture_id])
    page = DeedPage(
        title=_("Remove the figures: %(title)s") % {"title": table.title},
        form=PlainForm(request.POST or None),
        submit=_("Remove them from the picture"),
        is_stop=True,
        cancel_address=address,
        lead=_("Frozen versions keep them."),
        crumbs=crumbs_of(table.picture),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.remove_table(by=request.actor, table=table),
        said=_("The figures are removed."),
        to=lambda gone: address,
    )
