"""Pages and deeds of the organisation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_administer
from samverkan.ground.words import Party
from samverkan.organisation import queries, services
from samverkan.organisation.forms import (
    AddUnitForm,
    DayForm,
    EndForm,
    EndUnitForm,
    PairForm,
    PostForm,
    UnitForm,
)
from samverkan.organisation.pages import (
    Choice,
    UnitPage,
    UnitsPage,
    address_of,
    pairing_rows,
    post_rows,
    succession_rows,
    tree,
    unit_rows,
)
from samverkan.organisation.services import ONLY_ADMINISTRATORS
from samverkan.organisation.words import UnitKind
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


@require_safe
def units(request: ActorRequest) -> HttpResponse:
    """Show the organisation of a municipality and its police on a day (ORG-01 to -04)."""
    if not request.actor.posts:
        raise Http404
    today = localdate()
    asked = DayForm(request.GET)
    on = asked.asked("datum") or today
    municipalities = queries.municipalities_open_to(request.actor)
    city = queries.chosen(municipalities, asked.asked("kommun"))
    own = queries.units_of_city(city) if city else []
    police = queries.police_of_city(city) if city else []
    pairings = queries.pairings_of_city(city) if city else []
    successions = queries.successions_of_city(city) if city else []
    everything = [*own, *police]
    districts = [unit for unit in own if unit.kind == UnitKind.DISTRICT]
    page = UnitsPage(
        on=on,
        today=today,
        municipality=city.name if city else "",
        municipality_key=str(city.pk) if city else "",
        municipalities=tuple(Choice(str(one.pk), one.name, one == city) for one in municipalities),
        city=tree(own, pairings, on),
        police=tree(police, pairings, on),
        rows=unit_rows(unit for unit in everything if unit.holds(on)),
        successions=succession_rows(successions),
        ended=tuple(row for row in unit_rows(everything) if row.last_day is not None and row.last_day < on),
        districts_count=sum(unit.holds(on) for unit in districts),
        districts_ended_count=sum(unit.valid_until is not None and unit.valid_until <= on for unit in districts),
        police_count=sum(unit.holds(on) and unit.kind == UnitKind.LOCAL_POLICE_AREA for unit in police),
        may_administer=may_administer(request.actor),
    )
    return render(request, "organisation/units.html", {"page": page})


@require_safe
def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Show a unit with its pairings, successors, posts and groups."""
    today = localdate()
    found = queries.unit_for(request.actor, unit_id)
    successions = queries.successions_of(found)
    administers = may_administer(request.actor)
    pairs = {UnitKind.DISTRICT, UnitKind.MUNICIPALITY, UnitKind.LOCAL_POLICE_AREA}
    page = UnitPage(
        unit=found,
        kind=UnitKind(found.kind),
        party=Party(found.party),
        ended=found.valid_until is not None and found.valid_until <= today,
        parent=Choice(address_of(found.parent), found.parent.name) if found.parent else None,
        pairings=pairing_rows(found, queries.pairings_of(found), today),
        before=tuple(one for one in successions if one.successor_id == found.pk),
        after=tuple(one for one in successions if one.predecessor_id == found.pk),
        posts=post_rows(queries.posts_of(found), today),
        groups_address="",
        may_administer=administers,
        may_pair=administers and found.kind in pairs,
    )
    return render(request, "organisation/unit.html", {"page": page})


def _crumbs(found: Any = None) -> tuple[NavigationItem, ...]:
    first = NavigationItem(_("Organisation"), reverse("organisation:units"))
    return (first, NavigationItem(found.name, address_of(found))) if found else (first,)


def _city_units(request: ActorRequest, found: Any = None) -> list[Any]:
    city = found.municipality if found and found.municipality else None
    city = city or queries.municipality_for(request.actor)
    return [*queries.units_of_city(city), *queries.police_of_city(city)] if city else []


@GET_POST
def add_unit(request: ActorRequest) -> HttpResponse:
    """Add a unit."""
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    today = localdate()
    known = _city_units(request)
    form = AddUnitForm(
        request.POST or None,
        initial={"valid_from": today, "parent": request.GET.get("under", "")},
        units=[one for one in known if one.holds(today)],
        ended=[one for one in known if one.valid_until is not None],
    )
    page = DeedPage(
        title=_("Add a unit"),
        form=form,
        submit=_("Add the unit"),
        cancel_address=reverse("organisation:units"),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_unit(by=request.actor, **values),
        said=_("The unit has been added."),
        to=address_of,
    )


@GET_POST
def change_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Correct what is written about a unit."""
    found = queries.unit_for(request.actor, unit_id)
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    kept = ("name", "organisation_number", "postal_address", "mailbox", "note", "key")
    initial = {name: getattr(found, name) for name in kept} | {"parent": found.parent_id}
    others = [one for one in _city_units(request, found) if one.pk != found.pk]
    form = UnitForm(request.POST or None, initial=initial, units=others)
    page = DeedPage(
        title=_("Change %(unit)s") % {"unit": found.name},
        form=form,
        submit=_("Save the changes"),
        cancel_address=address_of(found),
        lead=_("Correct what is written here. A unit that becomes another one is ended and followed by a new unit."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.change_unit(by=request.actor, unit=found, **values),
        said=_("The changes have been saved."),
        to=address_of,
    )


@GET_POST
def end_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """End a unit and say who takes over."""
    found = queries.unit_for(request.actor, unit_id)
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    alike = [one for one in _city_units(request, found) if one.kind == found.kind and one.pk != found.pk]
    form = EndUnitForm(
        request.POST or None, initial={"on": localdate()}, units=[one for one in alike if not one.valid_until]
    )
    page = DeedPage(
        title=_("End %(unit)s") % {"unit": found.name},
        form=form,
        submit=_("End the unit"),
        is_stop=True,
        cancel_address=address_of(found),
        lead=_("The unit stays in the history. Its pairings and posts end the same day."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.end_unit(by=request.actor, unit=found, **values),
        said=_("The unit has been ended."),
        to=address_of,
    )


@GET_POST
def pair_units(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Pair the unit with one of the other party."""
    found = queries.unit_for(request.actor, unit_id)
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    today = localdate()
    is_police = found.kind == UnitKind.LOCAL_POLICE_AREA
    others = [one for one in queries.units_to_pair(request.actor, found) if one.holds(today)]
    form = PairForm(request.POST or None, initial={"valid_from": today}, units=others)

    def pair(values: dict[str, Any]) -> Any:
        other = values["other"]
        return services.pair_units(
            by=request.actor,
            district=other if is_police else found,
            police=found if is_police else other,
            valid_from=values["valid_from"],
        )

    page = DeedPage(
        title=_("Pair %(unit)s") % {"unit": found.name},
        form=form,
        submit=_("Pair the units"),
        cancel_address=address_of(found),
        lead=_("Say which unit of the other party it works with. A unit may work with several."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request, page, do=pair, said=_("The units have been paired."), to=lambda pairing: address_of(found)
    )


@GET_POST
def end_pairing(request: ActorRequest, pairing_id: int) -> HttpResponse:
    """End a pairing."""
    pairing = queries.pairing_for(request.actor, pairing_id)
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    page = DeedPage(
        title=_("End the pairing of %(district)s and %(police)s")
        % {"district": pairing.district.name, "police": pairing.police.name},
        form=EndForm(request.POST or None, initial={"on": localdate() + timedelta(days=1)}),
        submit=_("End the pairing"),
        is_stop=True,
        cancel_address=address_of(pairing.district),
        crumbs=_crumbs(pairing.district),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.end_pairing(by=request.actor, pairing=pairing, **values),
        said=_("The pairing has been ended."),
        to=lambda ended: address_of(ended.district),
    )


@GET_POST
def give_post(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Give a person a post in the unit."""
    found = queries.unit_for(request.actor, unit_id)
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    page = DeedPage(
        title=_("Give a post in %(unit)s") % {"unit": found.name},
        form=PostForm(
            request.POST or None, initial={"valid_from": localdate()}, people=queries.people_to_choose(request.actor)
        ),
        submit=_("Give the post"),
        effect=_("The person gets the powers of the role from that day."),
        cancel_address=address_of(found),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.give_post(by=request.actor, unit=found, **values),
        said=_("The post has been given."),
        to=lambda post: address_of(found),
    )


@GET_POST
def end_post(request: ActorRequest, post_id: int) -> HttpResponse:
    """End a post."""
    post = queries.post_for(request.actor, post_id)
    demand(may_administer(request.actor), ONLY_ADMINISTRATORS)
    page = DeedPage(
        title=_("End the post of %(person)s") % {"person": post.user.name},
        form=EndForm(request.POST or None, initial={"on": localdate()}),
        submit=_("End the post"),
        is_stop=True,
        effect=_("The person loses the powers of the role from that day."),
        cancel_address=address_of(post.unit),
        crumbs=_crumbs(post.unit),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.end_post(by=request.actor, post=post, **values),
        said=_("The post has been ended."),
        to=lambda ended: address_of(ended.unit),
    )
