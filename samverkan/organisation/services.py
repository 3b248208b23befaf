"""Deeds with units, pairings and posts. Administrators keep them; nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.periods import Period
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import OrganisationKey, Party
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Pairing, Post, Succession, Unit
from samverkan.organisation.rules import is_organisation_number, overlaps_any, would_be_its_own_ancestor
from samverkan.organisation.words import UnitKind

ONLY_ADMINISTRATORS = "Only administrators keep units, pairings and posts."


def unit_pointer(unit: Unit) -> Pointer:
    """Return where the unit can be opened."""
    return Pointer("organisation.unit", str(unit.pk), unit.name, reverse("organisation:unit", args=[unit.pk]))


def _check_unit(
    *,
    unit_id: int | None,
    name: str,
    parent: Unit | None,
    organisation_number: str,
    note: str,
    postal_address: str,
) -> None:
    refuse_person_data(name=name, note=note, postal_address=postal_address)
    if not name.strip():
        raise Refused("Write what the unit is called.", field="name")
    if organisation_number and not is_organisation_number(organisation_number):
        raise Refused(
            "%(number)s is no organisation number: it is written NNNNNN-NNNN and its last digit is a check digit.",
            field="organisation_number",
            number=organisation_number,
        )
    if unit_id is not None and parent is not None:
        parents = dict(Unit.objects.values_list("pk", "parent_id"))
        if would_be_its_own_ancestor(unit_id, parent.pk, parents):
            raise Refused("%(parent)s lies under this unit already.", field="parent", parent=parent)


@transaction.atomic
def add_unit(
    *,
    by: Actor,
    name: str,
    kind: UnitKind,
    party: Party,
    valid_from: date,
    key: OrganisationKey = OrganisationKey.NONE,
    parent: Unit | None = None,
    municipality: Unit | None = None,
    organisation_number: str = "",
    postal_address: str = "",
    mailbox: str = "",
    note: str = "",
    predecessors: Iterable[Unit] = (),
) -> Unit:
    """Add a unit that holds from a day, perhaps in the place of others (ORG-01 to -04, ORG-35).

    Without `municipality` a unit of the municipality takes that of its parent.
    """
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    _check_unit(
        unit_id=None,
        name=name,
        parent=parent,
        organisation_number=organisation_number,
        note=note,
        postal_address=postal_address,
    )
    if municipality is None and parent is not None and party == Party.MUNICIPALITY:
        municipality = parent if parent.kind == UnitKind.MUNICIPALITY else parent.municipality
    unit = Unit.objects.create(
        name=name.strip(),
        kind=kind,
        party=party,
        key=key,
        parent=parent,
        municipality=municipality,
        organisation_number=organisation_number,
        postal_address=postal_address.strip(),
        mailbox=mailbox,
        note=note.strip(),
        valid_from=valid_from,
    )
    for predecessor in predecessors:
        _succeed(predecessor, unit, on=valid_from)
    record(by=by, event="organisation.unit_added", on=unit_pointer(unit), details={"from": valid_from.isoformat()})
    return unit


@transaction.atomic
def change_unit(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    parent: Unit | None,
    key: OrganisationKey = OrganisationKey.NONE,
    organisation_number: str = "",
    postal_address: str = "",
    mailbox: str = "",
    note: str = "",
) -> Unit:
    """Correct what is written about a unit. A unit that becomes another is ended and followed by a new one."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    _check_unit(
        unit_id=unit.pk,
        name=name,
        parent=parent,
        organisation_number=organisation_number,
        note=note,
        postal_address=postal_address,
    )
    before = unit.name
    unit.name, unit.parent, unit.key, unit.note = name.strip(), parent, key, note.strip()
    unit.organisation_number, unit.postal_address, unit.mailbox = organisation_number, postal_address.strip(), mailbox
    unit.save()
    details = {"name_before": before} if before != unit.name else {}
    record(by=by, event="organisation.unit_changed", on=unit_pointer(unit), details=details)
    return unit


def _succeed(predecessor: Unit, successor: Unit, *, on: date, note: str = "") -> None:
    if predecessor.pk == successor.pk:
        raise Refused("A unit cannot succeed itself.", field="successors")
    Succession.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"on": on, "note": note.strip()}
    )


@transaction.atomic
def end_unit(*, by: Actor, unit: Unit, on: date, successors: Iterable[Unit] = (), note: str = "") -> Unit:
    """End a unit from a day, which is the first without it, and say who takes over (ORG-04).

    Its pairings and posts end the same day. Refused while units that still hold lie under it.
    """
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    refuse_person_data(note=note)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.valid_until is not None:
        raise Refused("The unit has already ended.")
    if on < unit.valid_from:
        raise Refused("The unit starts on %(day)s; it cannot end before.", field="on", day=unit.valid_from)
    below = unit.children.filter(valid_until__isnull=True).first()
    if below is not None:
        raise Refused("%(unit)s still lies under this unit.", way_on="End it or move it first.", field="on", unit=below)
    unit.valid_until = on
    unit.save(update_fields=["valid_until"])
    for successor in successors:
        _succeed(unit, successor, on=on, note=note)
    for pairing in [*unit.police_pairings.all(), *unit.district_pairings.all()]:
        _end_row(pairing, on)
    for post in unit.posts.all():
        _end_row(post, on)
    names = [row.successor.name for row in unit.successions.select_related("successor")]
    record(
        by=by,
        event="organisation.unit_ended",
        on=unit_pointer(unit),
        details={"until": on.isoformat(), "successors": names},
    )
    return unit


def _end_row(row: Pairing | Post, on: date) -> None:
    if row.valid_until is None or row.valid_until > on:
        row.valid_until = max(on, row.valid_from)
        row.save(update_fields=["valid_until"])


@transaction.atomic
def pair_units(
    *, by: Actor, district: Unit, police: Unit, valid_from: date, valid_until: date | None = None
) -> Pairing:
    """Let a district and a local police area work together from a day (ORG-02). One period at a time for a pair."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    if district.kind not in {UnitKind.DISTRICT, UnitKind.MUNICIPALITY}:
        raise Refused("On one side a pairing has a district administration or a whole municipality.", field="district")
    if police.kind != UnitKind.LOCAL_POLICE_AREA:
        raise Refused("On the other side a pairing has a local police area.", field="police")
    if valid_until is not None and valid_until <= valid_from:
        raise Refused("The last day lies before the first.", field="valid_until")
    for unit, field in ((district, "district"), (police, "police")):
        if unit.valid_until is not None and unit.valid_until <= valid_from:
            raise Refused("%(unit)s has ended by then.", field=field, unit=unit)
    Unit.objects.select_for_update().get(pk=district.pk)  # two administrators must not pair the same two
    others = Pairing.objects.filter(district=district, police=police)
    if overlaps_any(Period(valid_from, valid_until), [other.period for other in others]):
        raise Refused("The two are already paired in that time.", field="valid_from")
    pairing = Pairing.objects.create(district=district, police=police, valid_from=valid_from, valid_until=valid_until)
    record(by=by, event="organisation.units_paired", on=unit_pointer(district), details={"with": police.name})
    return pairing


@transaction.atomic
def end_pairing(*, by: Actor, pairing: Pairing, on: date) -> Pairing:
    """End a pairing from a day, which is the first without it (ORG-04)."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    pairing = Pairing.objects.select_for_update().select_related("district", "police").get(pk=pairing.pk)
    if pairing.valid_until is not None:
        raise Refused("The pairing has already ended.")
    if on < pairing.valid_from:
        raise Refused("The pairing starts on %(day)s; it cannot end before.", field="on", day=pairing.valid_from)
    pairing.valid_until = on
    pairing.save(update_fields=["valid_until"])
    record(
        by=by,
        event="organisation.pairing_ended",
        on=unit_pointer(pairing.district),
        details={"with": pairing.police.name, "until": on.isoformat()},
    )
    return pairing


@transaction.atomic
def give_post(*, by: Actor, user: User, unit: Unit, role: Role, title: str = "", valid_from: date) -> Post:
    """Give a person a role in a unit from a day; the role's powers follow with it (CRO-12)."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    refuse_person_data(title=title)
    if not user.is_active:
        raise Refused("%(person)s may no longer log in.", field="user", person=user)
    if unit.valid_until is not None and unit.valid_until <= valid_from:
        raise Refused("%(unit)s has ended by then.", field="valid_from", unit=unit)
    others = Post.objects.filter(user=user, unit=unit, role=role)
    if overlaps_any(Period(valid_from), [other.period for other in others]):
        raise Refused("%(person)s already holds that post.", field="user", person=user)
    post = Post.objects.create(user=user, unit=unit, role=role, title=title.strip(), valid_from=valid_from)
    record(
        by=by,
        event="organisation.post_given",
        on=unit_pointer(unit),
        details={"person": user.name, "role": role.value},
    )
    return post


@transaction.atomic
def end_post(*, by: Actor, post: Post, on: date) -> Post:
    """End a post from a day, which is the first without it."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    post = Post.objects.select_for_update().select_related("unit", "user").get(pk=post.pk)
    if post.valid_until is not None:
        raise Refused("The post has already ended.")
    if on < post.valid_from:
        raise Refused("The post starts on %(day)s; it cannot end before.", field="on", day=post.valid_from)
    if by.user_id is not None and post.user_id == by.user_id and post.role == Role.ADMINISTRATOR:
        raise Refused("You cannot take away your own power to administer.", way_on="Ask another administrator.")
    post.valid_until = on
    post.save(update_fields=["valid_until"])
    record(
        by=by,
        event="organisation.post_ended",
        on=unit_pointer(post.unit),
        details={"person": post.user.name, "role": post.role, "until": on.isoformat()},
    )
    return post
