"""Pages and deeds of wishes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand
from samverkan.decisions.queries import groups_run_by
from samverkan.scheduling.forms.plans import WishForm
from samverkan.scheduling.pages.basis import WishesPage, WishRow
from samverkan.scheduling.pages.common import tabs, told
from samverkan.scheduling.queries import access, people
from samverkan.scheduling.queries.basis import basis_of
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.rules.rows import group_id
from samverkan.scheduling.services import wishes as services
from samverkan.scheduling.services.plans import days_of
from samverkan.scheduling.services.running import why_group_cannot
from samverkan.scheduling.views.common import demand_working, municipality_of, paged, year_of, years
from samverkan.scheduling.views.plans import crumbs
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


@require_safe
def wishes(request: ActorRequest) -> HttpResponse:
    """Show the year's wishes for groups the actor runs and functions whose year the actor plans."""
    demand_working(request)
    year, today = year_of(request), localdate()
    found = people.wishes_visible_to(request.actor, year=year, on=today)
    functions = functions_of([wish.holder_id for wish in found if wish.holder_id], on=today)
    names = {pk: function.name for pk, function in functions.items()}
    rows = paged(request, found)
    page = WishesPage(
        year=year,
        years=years(year),
        rows=tuple(WishRow.of(wish, names) for wish in rows),
        paging=rows,
        tabs=tabs("wishes", plans=people.is_planner(request.actor)),
    )
    return render(request, "scheduling/wishes.html", {"page": page})


@GET_POST
def add_wish(request: ActorRequest) -> HttpResponse:
    """Ask something of the year's plan; what cannot be met is said at once, in words."""
    demand_working(request)
    year, today = year_of(request), localdate()
    groups = {group.pk: group for group in groups_run_by(request.actor, on=today)}
    holders = {person.pk: person for person in access.holders_planned_by(request.actor, on=today)}
    if request.actor.user_id is not None:
        holders[request.actor.user_id] = access.holder_for(request.actor, request.actor.user_id, on=today)
    demand(bool(groups or holders), "You may not ask anything of the year's plan.")
    functions = functions_of(holders, on=today)
    names = {pk: functions[pk].name for pk in sorted(functions, key=lambda pk: functions[pk].name)}
    form = WishForm(
        request.POST or None,
        groups=dict(sorted(groups.items(), key=lambda pair: pair[1].name)),
        functions=names,
        rooms=people.rooms_of(municipality_of(request).pk),
    )
    back = f"{reverse('scheduling:wishes')}?year={year}"
    page = DeedPage(
        title=_("A wish for the meetings of %(year)s") % {"year": year},
        form=form,
        submit=_("Save the wish"),
        cancel_address=back,
        lead=_("A pinned meeting stays where it is, a forbidden time is kept free, a preferred time weighs."),
        crumbs=(*crumbs(), NavigationItem(_("Wishes"), back)),
    )

    def do(values: dict[str, Any]) -> Any:
        about = values.pop("about")
        group = groups[int(about[1:])] if about[0] == "g" else None
        holder = holders[int(about[1:])] if about[0] == "p" else None
        wish = services.make_wish(by=request.actor, year=year, group=group, holder=holder, today=today, **values)
        if group is not None:
            first, last = days_of(year, today=today)
            cannot = why_group_cannot(basis_of(group.unit, first=first, last=last), group_id(group.pk))
            if cannot:
                demands = "; ".join(told(each) for each in cannot)
                messages.warning(
                    request, _("These cannot all be met, one must give way: %(demands)s") % {"demands": demands}
                )
        return wish

    return answer_deed(request, page, do=do, said=_("The wish has been saved."), to=lambda _wish: back)


@require_POST
def take_back(request: ActorRequest, wish_id: int) -> HttpResponse:
    """Take a wish back."""
    wish = people.wish_for(request.actor, wish_id, on=localdate())
    services.take_back(by=request.actor, wish=wish, today=localdate(), now=timezone.now())
    messages.success(request, _("The wish has been taken back."))
    return redirect(f"{reverse('scheduling:wishes')}?year={wish.year}")
