"""Deeds with groups and seats. Those who prepare the unit's matters do them; history is kept by dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare, may_run_group
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.periods import Period
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.groups.bells import RESEATED
from samverkan.groups.models import Demand, Group, Seat
from samverkan.groups.words import OVERALL, PREPARES_FOR, Membership
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.organisation.words import UnitKind

NOT_YOURS = "You may not change the groups of this unit."


def group_pointer(group: Group) -> Pointer:
    """Return where the group can be opened."""
    return Pointer("groups.group", str(group.pk), group.name, reverse("groups:group", args=[group.pk]))


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat that a group is founded with, vacant until somebody is put in it."""

    function: FunctionKind
    unit: Unit
    title: str = ""
    membership: Membership = Membership.ORDINARY
    has_mandate: bool = False
    is_decision_maker: bool = False
    is_presiding: bool = False
    responsibility: str = ""


def _group_above(unit: Unit, kind: GroupKind, on: date) -> Group | None:
    above = PREPARES_FOR.get(kind)
    if above is None:
        return None
    return Group.objects.filter(Dated.holding(on), unit=unit, kind=above).order_by("valid_from").first()


def _demand_preparer(by: Actor, group: Group) -> Group:
    demand(may_prepare(by, group.unit_id), NOT_YOURS)
    return Group.objects.select_for_update().select_related("unit").get(pk=group.pk)


def _found(
    *,
    unit: Unit,
    kind: GroupKind,
    name: str,
    task: str,
    known_as: str,
    parent: Group | None,
    valid_from: date,
    valid_until: date | None = None,
) -> Group:
    refuse_person_data(name=name, task=task, known_as=known_as)
    if not name.strip():
        raise Refused("Write what the group is called.", field="name")
    if unit.valid_until is not None and unit.valid_until <= valid_from:
        raise Refused("%(unit)s has ended by then.", field="valid_from", unit=unit)
    return Group.objects.create(
        unit=unit,
        kind=kind,
        name=name.strip(),
        task=task.strip(),
        known_as=known_as.strip(),
        parent=parent,
        valid_from=valid_from,
        valid_until=valid_until,
    )


@transaction.atomic
def found_group(
    *,
    by: Actor,
    unit: Unit,
    kind: GroupKind,
    name: str,
    task: str = "",
    known_as: str = "",
    valid_from: date,
    seats: Sequence[NewSeat] = (),
) -> Group:
    """Found a steering or preparation group, overall or local (ORG-05); a unit has one of each kind at a time.

    The group above it is found by itself. Working groups are not founded here: the preparation group appoints
    them (ORG-17).
    """
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    if kind == GroupKind.WORKING:
        raise Refused(
            "A working group is appointed by the local preparation group.",
            field="kind",
            way_on="Propose the working group; the preparation group decides.",
        )
    if kind in OVERALL and unit.kind != UnitKind.MUNICIPALITY:
        raise Refused("An overall group belongs to the whole municipality.", field="kind")
    if kind not in OVERALL and unit.kind not in {UnitKind.DISTRICT, UnitKind.MUNICIPALITY}:
        raise Refused("A local group belongs to a district administration.", field="kind")
    Unit.objects.select_for_update().get(pk=unit.pk)  # two people must not found the same group
    others = Group.objects.filter(unit=unit, kind=kind)
    if any(other.period.overlaps(Period(valid_from)) for other in others):
        raise Refused("There is already such a group in %(unit)s.", field="kind", unit=unit)
    group = _found(
        unit=unit,
        kind=kind,
        name=name,
        task=task,
        known_as=known_as,
        parent=_group_above(unit, kind, valid_from),
        valid_from=valid_from,
    )
    if kind in PREPARES_FOR.values():  # the groups below were perhaps founded first
        below = [lower for lower, above in PREPARES_FOR.items() if above == kind]
        Group.objects.filter(unit=unit, kind__in=below, parent=None).update(parent=group)
    for seat in seats:
        _add_seat(group, seat, valid_from)
    record(by=by, event="groups.founded", on=group_pointer(group), details={"kind": kind.value})
    return group


@transaction.atomic
def found_working_group(
    *,
    by: Actor,
    preparation_group: Group,
    decision: Pointer,
    name: str,
    task: str,
    valid_from: date,
    valid_until: date | None = None,
    seats: Sequence[NewSeat] = (),
) -> Group:
    """Found a working group that its local preparation group has decided on (ORG-17, ORG-20).

    Called by `working_groups` when the decision is recorded; `decision` is kept in the trail. `valid_until` is
    the first day without the group.
    """
    demand(may_run_group(by, preparation_group.pk, preparation_group.unit_id), NOT_YOURS)
    if preparation_group.kind != GroupKind.LOCAL_PREPARATION:
        raise Refused("A working group is appointed by the local preparation group.", field="preparation_group")
    group = _found(
        unit=preparation_group.unit,
        kind=GroupKind.WORKING,
        name=name,
        task=task,
        known_as="",
        parent=preparation_group,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    for seat in seats:
        _add_seat(group, seat, valid_from)
    record(
        by=by,
        event="groups.founded",
        on=group_pointer(group),
        details={"kind": GroupKind.WORKING.value, "decision": decision.title},
    )
    return group


@transaction.atomic
def rename(*, by: Actor, group: Group, name: str, task: str | None = None, known_as: str | None = None) -> Group:
    """Change what the group is called, its task or the name it is known by locally (ORG-28)."""
    group = _demand_preparer(by, group)
    refuse_person_data(name=name, task=task or "", known_as=known_as or "")
    if not name.strip():
        raise Refused("Write what the group is called.", field="name")
    before = group.name
    group.name = name.strip()
    group.task = group.task if task is None else task.strip()
    group.known_as = group.known_as if known_as is None else known_as.strip()
    group.save(update_fields=["name", "task", "known_as"])
    record(by=by, event="groups.renamed", on=group_pointer(group), details={"name_before": before})
    return group


@transaction.atomic
def end_group(*, by: Actor, group: Group, on: date) -> Group:
    """End a group from a day, which is the first without it, with all its seats. Groups below must end first."""
    group = _demand_preparer(by, group)
    if group.valid_until is not None and group.valid_until <= on:
        raise Refused("The group has already ended.")
    if on < group.valid_from:
        raise Refused("The group starts on %(day)s; it cannot end before.", field="on", day=group.valid_from)
    below = group.children.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on)).first()
    if below is not None:
        raise Refused("%(group)s prepares its matters for this group.", way_on="End it first.", field="on", group=below)
    group.valid_until = on
    group.save(update_fields=["valid_until"])
    for seat in group.seats.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on)):
        _end_row(seat, on)
    record(by=by, event="groups.ended", on=group_pointer(group), details={"until": on.isoformat()})
    _ring(by, group)
    return group


def _ring(by: Actor, group: Group) -> None:
    for listener in RESEATED:
        listener(by, group, timezone.now())


def _end_row(seat: Seat, on: date) -> None:
    seat.valid_until = max(on, seat.valid_from)
    seat.save(update_fields=["valid_until"])


def _add_seat(group: Group, new: NewSeat, on: date, valid_until: date | None = None) -> Seat:
    refuse_person_data(title=new.title, responsibility=new.responsibility)
    return Seat.objects.create(
        group=group,
        function=new.function,
        title=new.title.strip() or new.function.label,
        unit=new.unit,
        party=new.unit.party,
        membership=new.membership,
        has_mandate=new.has_mandate,
        is_decision_maker=new.is_decision_maker,
        is_presiding=new.is_presiding,
        responsibility=new.responsibility.strip(),
        valid_from=on,
        valid_until=valid_until or group.valid_until,
    )


def _check_day(group: Group, on: date) -> None:
    if not group.holds(on):
        raise Refused("%(group)s does not exist on that day.", field="on", group=group)


def _check_holder(group: Group, holder: User, party: str, period: Period, besides: Iterable[int] = ()) -> None:
    if not holder.is_active:
        raise Refused("%(person)s may no longer log in.", field="holder", person=holder)
    parties = set(Post.objects.filter(Dated.holding(period.start), user=holder).values_list("unit__party", flat=True))
    if not parties:
        raise Refused(
            "%(person)s has no post on that day.",
            field="holder",
            way_on="Ask an administrator to give the post first.",
            person=holder,
        )
    if party != Party.EXTERNAL and party not in parties:
        raise Refused("%(person)s has no post with the party that the seat belongs to.", field="holder", person=holder)
    for seat in Seat.objects.filter(group=group, holder=holder).exclude(pk__in=list(besides)):
        if seat.valid_until != seat.valid_from and seat.period.overlaps(period):
            raise Refused("%(person)s already has a seat in the group in that time.", field="holder", person=holder)


@transaction.atomic
def add_seat(
    *,
    by: Actor,
    group: Group,
    function: FunctionKind,
    unit: Unit,
    on: date,
    title: str = "",
    has_mandate: bool = False,
    is_decision_maker: bool = False,
    is_presiding: bool = False,
    responsibility: str = "",
    holder: User | None = None,
) -> Seat:
    """Add an ordinary seat for a function of an organisation, vacant unless `holder` takes it at once (ORG-23).

    Without a title the seat is called after its function.
    """
    group = _demand_preparer(by, group)
    _check_day(group, on)
    new = NewSeat(
        function=function,
        unit=unit,
        title=title,
        has_mandate=has_mandate,
        is_decision_maker=is_decision_maker,
        is_presiding=is_presiding,
        responsibility=responsibility,
    )
    if is_presiding and _presiding(group, on).exists():
        raise Refused("Somebody already presides over the group.", field="is_presiding")
    if holder is not None:
        _check_holder(group, holder, unit.party, Period(on, group.valid_until))
    seat = _add_seat(group, new, on)
    if holder is not None:
        seat.holder = holder
        seat.save(update_fields=["holder"])
    record(
        by=by,
        event="groups.seat_added",
        on=group_pointer(group),
        details={"seat": seat.pk, "title": seat.title, "unit": unit.name, "holder": holder.name if holder else ""},
    )
    return seat


def _presiding(group: Group, on: date) -> Any:
    later = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    return Seat.objects.filter(later, group=group, is_presiding=True)


def _followed(seat: Seat, on: date, **changes: Any) -> Seat:
    """End the row on the day and start one that follows it: history is never overwritten."""
    until = seat.valid_until
    values = {
        field: getattr(seat, field)
        for field in (
            "group",
            "function",
            "title",
            "unit",
            "party",
            "membership",
            "has_mandate",
            "is_decision_maker",
            "is_presiding",
            "responsibility",
        )
    }
    _end_row(seat, on)
    return Seat.objects.create(**{**values, **changes}, valid_from=on, valid_until=until, follows=seat)


def _seat_to_change(by: Actor, seat: Seat, on: date) -> Seat:
    _demand_preparer(by, seat.group)
    seat = Seat.objects.select_for_update().select_related("group__unit", "unit").get(pk=seat.pk)
    if on < seat.valid_from or (seat.valid_until is not None and on >= seat.valid_until):
        raise Refused(
            "The seat does not stand so on that day.",
            field="on",
            way_on="Choose a day within the seat's time, or open the seat as it is now.",
        )
    return seat


@transaction.atomic
def fill_seat(
    *,
    by: Actor,
    seat: Seat,
    holder: User,
    on: date,
    has_mandate: bool | None = None,
    is_decision_maker: bool | None = None,
    responsibility: str | None = None,
) -> Seat:
    """Let a person take the seat from a day, after whoever held it (ORG-23). Returns the row that follows.

    What is left out stays as it was. A person holds at most one seat of a group at a time.
    """
    seat = _seat_to_change(by, seat, on)
    refuse_person_data(responsibility=responsibility or "")
    if seat.holder_id == holder.pk:
        raise Refused("%(person)s already holds the seat.", field="holder", person=holder)
    _check_holder(seat.group, holder, seat.party, Period(on, seat.valid_until), besides=[seat.pk])
    given = {"has_mandate": has_mandate, "is_decision_maker": is_decision_maker, "responsibility": responsibility}
    changes = {name: value for name, value in given.items() if value is not None}
    filled = _followed(seat, on, holder=holder, **changes)
    record(
        by=by,
        event="groups.seat_filled",
        on=group_pointer(seat.group),
        details={"seat": filled.pk, "title": filled.title, "holder": holder.name, "from": on.isoformat()},
    )
    _ring(by, seat.group)
    return filled


@transaction.atomic
def vacate_seat(*, by: Actor, seat: Seat, on: date) -> Seat:
    """Leave the seat vacant from a day. The seat stays, and shows as a vacancy. Returns the row that follows."""
    seat = _seat_to_change(by, seat, on)
    if seat.holder_id is None:
        raise Refused("The seat is vacant already.")
    vacated = _followed(seat, on, holder=None)
    record(
        by=by,
        event="groups.seat_vacated",
        on=group_pointer(seat.group),
        details={"seat": vacated.pk, "title": vacated.title, "from": on.isoformat()},
    )
    _ring(by, seat.group)
    return vacated


@transaction.atomic
def co_opt(
    *,
    by: Actor,
    group: Group,
    holder: User,
    unit: Unit,
    on: date,
    valid_until: date | None = None,
    title: str = "",
    function: FunctionKind = FunctionKind.PARTNER_REPRESENTATIVE,
    responsibility: str = "",
) -> Seat:
    """Let somebody take part without becoming an ordinary member, for a time or until further notice (ORG-07)."""
    group = _demand_preparer(by, group)
    _check_day(group, on)
    if valid_until is not None and valid_until <= on:
        raise Refused("The last day lies before the first.", field="valid_until")
    _check_holder(group, holder, unit.party, Period(on, valid_until or group.valid_until))
    new = NewSeat(
        function=function, unit=unit, title=title, membership=Membership.CO_OPTED, responsibility=responsibility
    )
    seat = _add_seat(group, new, on, valid_until)
    seat.holder = holder
    seat.save(update_fields=["holder"])
    record(
        by=by,
        event="groups.co_opted",
        on=group_pointer(group),
        details={"seat": seat.pk, "holder": holder.name, "unit": unit.name},
    )
    return seat


@transaction.atomic
def end_seat(*, by: Actor, seat: Seat, on: date) -> Seat:
    """Take a seat away from a day, which is the first without it."""
    seat = _seat_to_change(by, seat, on)
    _end_row(seat, on)
    record(
        by=by,
        event="groups.seat_ended",
        on=group_pointer(seat.group),
        details={"seat": seat.pk, "title": seat.title, "until": on.isoformat()},
    )
    _ring(by, seat.group)
    return seat


@transaction.atomic
def set_demands(*, by: Actor, unit_id: int, kind: GroupKind, demands: Sequence[Mapping[str, Any]]) -> None:
    """Keep what the agreement just put in force demands of a kind of group in the unit (ORG-06 to -19).

    Part of another deed, which leaves the trace: agreements hand their terms down when they are put in force.
    `demands` are terms as JSON: kind, key, clause and parameters. The latest replace what stood before; an
    empty list says that nothing is demanded. A municipality's demands hold for districts without their own.
    """
    demand(may_prepare(by, unit_id) or may_administer(by), NOT_YOURS)
    Demand.objects.update_or_create(
        unit_id=unit_id,
        group_kind=kind,
        defaults={"terms": [dict(term) for term in demands], "set_at": timezone.now()},
    )
